"""Which account a text begins with. Names that almost fit are offered, never guessed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.parsing.name_index import FoundName, NameIndex, Word, is_glued
from bot.parsing.similar_names import SimilarName, guess_name, rank_similar_names
from storage.names import LEGAL_FORMS, words_of

MOST_OFFERED = 4
"""Buttons that fit beside a question."""

_PLAIN = "inc incorporated llc pllc llp ltd corp corporation plc gmbh pty pte kgaa"
# Swallowed after any account's name. Words that also mean something ("as", "limited", "company") are
# swallowed only where the account itself is written with them.
_PLAIN_LEGAL_FORMS = LEGAL_FORMS.intersection(_PLAIN.split())
_UNBROKEN = re.compile(r"\S*[^\s,;:!?]")
_AFTER_NAME = re.compile(
    r"(?:['’]s?(?![^\s,:;.]))?[\"*_~`)\]]*(?!:[\w+-]+:)[,:;.–—]*(?:\s+[-–—:|/,]+(?!\S))*\s*", re.IGNORECASE
)
_QUOTED = re.compile(r"\s*(?:[\"“”„]([^\"“”„]+)[\"“”]|'([^']+(?:'\w[^']*)*)'(?!\w))")

_MOST_WORDS_COMPARED = 4
_MOST_WORDS_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that is offered."""

    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class OneAccount:
    """The text begins with this account's name; `rest` is what follows, as it was typed."""

    account_id: int
    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class SeveralAccounts:
    """The same words name several accounts."""

    candidates: tuple[Candidate, ...]
    typed: str
    rest: str


@dataclass(frozen=True, slots=True)
class SimilarAccounts:
    """No account is called what was typed, but these nearly are; the likeliest first.

    Where the name stands in the middle ("visited Acme"), `rest` is the whole text.
    """

    candidates: tuple[Candidate, ...]
    typed: str
    rest: str


@dataclass(frozen=True, slots=True)
class NoAccount:
    """No account is called anything like it; `typed` is the best guess of what the name was."""

    typed: str
    rest: str


Match = OneAccount | SeveralAccounts | SimilarAccounts | NoAccount


@dataclass(frozen=True, slots=True)
class AccountNames:
    """The names and aliases of all accounts, ready to be found at the beginning of a text. Immutable."""

    _index: NameIndex
    _behind: "AccountNames | None" = None
    """Names that are only looked at where these say nothing."""

    @classmethod
    def of(cls, accounts: Iterable[tuple[int, str, Sequence[str]]]) -> "AccountNames":
        """Return the names of (account id, name, aliases)."""
        return cls(NameIndex.of(accounts))

    def before(self, others: "AccountNames") -> "AccountNames":
        """Return these names with others behind them, found alone only where none of these can be meant."""
        return AccountNames(self._index, others)

    def match_beginning(self, text: str) -> Match:
        """Return the account whose name or alias the text begins with: the longest that fits.

        Among equally long ones an alias goes before a name, and a name before a name without its legal
        ending. Quotes say exactly where the name ends.
        """
        found = self._match_beginning(text)
        return found if self._behind is None else _choose(found, self._behind.match_beginning(text))

    def _match_beginning(self, text: str) -> Match:
        if quoted := _QUOTED.match(text):
            rest = _rest_after(text, quoted.end())
            return replace(self._match_whole(quoted[1] or quoted[2]), rest=rest)
        words = words_of(text, most=self._index.longest + 5)
        found = self._index.find_longest(text, words) or self._index.find_symbols(text)
        if found is None:
            return self._match_nearly(text, words)
        following = [word for word in words if word[1] >= found.end]
        end = _swallow_legal_forms(text, found.end, following)
        rest = _rest_after(text, end)
        if end == found.end and following and text[end : following[0][1]].isspace():
            longer = self._index.find_misspelt_longer(found, following[0][0])
            if longer:
                offered = self._candidates((*longer[: MOST_OFFERED - 1], *found.account_ids))
                return SimilarAccounts(offered, text[found.start : following[0][2]], rest)
        return self._named(found, text[found.start : found.end], rest)

    def match_whole(self, text: str) -> Match:
        """Return the account that the whole text names; nothing may follow the name."""
        found = self._match_whole(text)
        return found if self._behind is None else _choose(found, self._behind.match_whole(text))

    def _match_whole(self, text: str) -> Match:
        typed = text.strip()
        if found := self._find_whole(typed):
            return found
        words = [word for word, _, _ in words_of(typed)]
        similar = rank_similar_names(words, self._index.keys(), [len(words)])
        return SimilarAccounts(self._offered(similar), typed, "") if similar else NoAccount(typed, "")

    def find_whole(self, text: str) -> OneAccount | SeveralAccounts | None:
        """Return the account that the whole text names, without looking for names that are like it."""
        found = self._find_whole(text)
        return self._behind.find_whole(text) if found is None and self._behind is not None else found

    def _find_whole(self, text: str) -> OneAccount | SeveralAccounts | None:
        found = self._index.find_whole(text)
        return None if found is None else self._named(found, text, "")

    def _named(self, found: FoundName, typed: str, rest: str) -> OneAccount | SeveralAccounts:
        ids, names = found.account_ids, self._index.names
        if len(ids) > 1:
            ids = tuple(one for one in ids if names[one].casefold() == typed.casefold()) or ids
        if len(ids) == 1:
            return OneAccount(ids[0], names[ids[0]], rest)
        return SeveralAccounts(tuple(Candidate(one, names[one]) for one in ids), typed, rest)

    def _candidates(self, ids: Iterable[int]) -> tuple[Candidate, ...]:
        unique = list(dict.fromkeys(ids))[:MOST_OFFERED]
        return tuple(Candidate(account_id, self._index.names[account_id]) for account_id in unique)

    def _offered(self, similar: list[SimilarName]) -> tuple[Candidate, ...]:
        return self._candidates(
            account_id for one in similar for account_id in self._index.accounts_called(one.name)
        )

    def _match_nearly(self, text: str, words: list[Word]) -> SimilarAccounts | NoAccount:
        lengths = range(1, min(_MOST_WORDS_COMPARED, len(words)) + 1)
        similar = rank_similar_names([word for word, _, _ in words], self._index.keys(), lengths)
        if not (similar and similar[0].sure) and (mentioned := self._mentioned(text)):
            typed = text[mentioned.start : mentioned.end]
            return SimilarAccounts(self._candidates(mentioned.account_ids), typed, text.strip())
        if not similar:
            end = guess_name(text)
            return NoAccount(text[:end].strip(), _rest_after(text, end))
        count = similar[0].words
        end = words[count - 1][2]
        if is_glued(text, end) and (glued := _UNBROKEN.match(text, end)):
            end = glued.end()
        typed = text[words[0][1] : end]
        end = _swallow_legal_forms(text, end, words[count:])
        return SimilarAccounts(self._offered(similar), typed, _rest_after(text, end))

    def _mentioned(self, text: str) -> FoundName | None:
        """Find a name that stands further on: "visited Acme", or with no space behind it, as in Japanese."""
        words = words_of(text, most=_MOST_WORDS_SEARCHED)
        for place in range(1, len(words)):
            found = self._index.find_longest(text, words[place:])
            if found and found.end - found.start > 2:
                return found
        if words and not words[0][0].isascii():
            first, start, _ = words[0]
            for length in range(len(first) - 1, 1, -1):
                if ids := self._index.accounts_called(first[:length]):
                    return FoundName(first[:length], 0, ids, start, start + length)
        return None


def _choose(found: Match, behind: Match) -> Match:
    """Return what was found first, unless nothing is like it; where what stands behind may be meant, both.

    What stands behind is offered where its name is the longer one, or what was found only looks like it. The
    rest is then that of what was found: no word of it is lost.
    """
    if isinstance(found, NoAccount):
        return found if isinstance(behind, NoAccount) else behind
    if not isinstance(behind, OneAccount | SeveralAccounts):
        return found
    if isinstance(found, SimilarAccounts):
        return replace(found, candidates=_offer_both(found.candidates, behind))
    if len(behind.rest) >= len(found.rest):
        return found
    typed = found.name if isinstance(found, OneAccount) else found.typed
    return SeveralAccounts(_offer_both(list_candidates(found), behind), typed, found.rest)


def _offer_both(first: Sequence[Candidate], behind: Match) -> tuple[Candidate, ...]:
    """Return the candidates with those behind them: room is left for one of these."""
    return (*first[: MOST_OFFERED - 1], *list_candidates(behind))[:MOST_OFFERED]


def list_candidates(match: Match) -> tuple[Candidate, ...]:
    """Return the accounts that a match may mean."""
    match match:
        case OneAccount(account_id, name, _):
            return (Candidate(account_id, name),)
        case SeveralAccounts(candidates, _, _) | SimilarAccounts(candidates, _, _):
            return candidates
        case NoAccount():
            return ()


def _swallow_legal_forms(text: str, end: int, following: list[Word]) -> int:
    """Return where the name ends with "Inc.", "Co., Ltd." and the like behind it."""
    reached = end
    for word, start, stop in following:
        if text[reached:start].strip(" ,.&") or word not in LEGAL_FORMS or is_glued(text, stop):
            break
        reached = stop
        if word in _PLAIN_LEGAL_FORMS or (word == "co" and text.startswith(".", stop)):
            end = stop
    return end


def _rest_after(text: str, end: int) -> str:
    after = _AFTER_NAME.match(text, end)
    return text[after.end() if after else end :].rstrip()
