"""Which account a text begins with. Names that almost fit are offered, never guessed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.parsing.similar_names import SimilarName, guess_name, rank_similar_names
from storage.names import LEGAL_FORMS, core_of, fold, words_of

MOST_OFFERED = 4
"""Buttons that fit beside a question."""

Word = tuple[str, int, int]
"""The compared form of a word, and where it stands."""

_PLAIN = "inc incorporated llc pllc llp ltd corp corporation plc gmbh pty pte kgaa"
# Swallowed after any account's name. Words that also mean something ("as", "limited", "company") are
# swallowed only where the account itself is written with them.
_PLAIN_LEGAL_FORMS = LEGAL_FORMS.intersection(_PLAIN.split())
# What ties the next letters to the name, so that it is another name: "Acme-Birch", "acme.com", "C++".
_GLUE = re.compile(r"[-‐‑&/@._]\w|[+#]")
_UNBROKEN = re.compile(r"\S*[^\s,;:!?]")
_AFTER_NAME = re.compile(
    r"(?:'s?(?![^\s,:;.]))?[\"*_~`)\]]*(?!:[\w+-]+:)[,:;.–—]*(?:\s+[-–—:|/,]+(?!\S))*\s*", re.IGNORECASE
)
_QUOTED = re.compile(r"\s*(?:\"([^\"]+)\"|'([^']+(?:'\w[^']*)*)'(?!\w))")

_MOST_WORDS_COMPARED = 4
_MOST_WORDS_SEARCHED = 30

_ALIAS, _NAME, _NORMALISED = range(3)


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
class _Entry:
    """The accounts that one form of a name stands for."""

    rank: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The accounts named by the text up to `end`."""

    rank: int
    ids: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AccountNames:
    """The names and aliases of all accounts, ready to be found at the beginning of a text."""

    _names: dict[int, str]
    _entries: dict[str, _Entry]
    _reach: dict[str, int]
    """First word → how many words the longest name has that begins with it."""
    _longer: dict[str, tuple[str, ...]]
    """A name → the longer names that begin with the whole of it: "acme" → "acme foods"."""

    @classmethod
    def of(cls, accounts: Iterable[tuple[int, str, Sequence[str]]]) -> "AccountNames":
        """Return the index of (account id, name, aliases)."""
        names: dict[int, str] = {}
        entries: dict[str, _Entry] = {}
        reach: dict[str, int] = {}
        for account_id, name, aliases in accounts:
            names[account_id] = name
            for spelling, rank in ((name, _NAME), *((alias, _ALIAS) for alias in aliases)):
                words = [word for word, _, _ in words_of(spelling)]
                for form, form_rank in _forms(words, rank):
                    key = " ".join(form) or fold(spelling)
                    if form and reach.get(form[0], 0) < len(form):
                        reach[form[0]] = len(form)
                    known = entries.get(key)
                    if known is None or form_rank < known.rank:
                        entries[key] = _Entry(form_rank, (account_id,))
                    elif form_rank == known.rank and account_id not in known.ids:
                        entries[key] = _Entry(form_rank, (*known.ids, account_id))
        return cls(names, entries, reach, _longer_names(entries))

    def match_beginning(self, text: str) -> Match:
        """Return the account whose name or alias the text begins with: the longest that fits.

        Among equally long ones an alias goes before a name, and a name before a name without its legal
        ending. Quotes say exactly where the name ends.
        """
        if quoted := _QUOTED.match(text):
            return self._match_quoted(quoted[1] or quoted[2], _rest_after(text, quoted.end()))
        words = words_of(text, most=max(self._reach.values(), default=0) + 6)
        found = self._longest_name(text, words) or self._symbols(text)
        if found is None:
            return self._match_nearly(text, words)
        following = [word for word in words if word[1] >= found.end]
        end = _swallow_legal_forms(text, found.end, following)
        match = self._name_match(found, text[found.start : found.end], _rest_after(text, end))
        if end == found.end and (longer := self._misspelt_longer(found, words, following)):
            certain = self._candidates(found.ids)
            offered = (*self._candidates(longer), *certain)[:MOST_OFFERED]
            return SimilarAccounts(offered, text[found.start : following[0][2]], match.rest)
        return match

    def match_whole(self, text: str) -> Match:
        """Return the account that the whole text names; nothing may follow the name."""
        words = [word for word, _, _ in words_of(text)]
        typed = text.strip()
        for key in (" ".join(words) or fold(text), " ".join(core_of(words))):
            if entry := self._entries.get(key):
                return self._name_match(_Found(entry.rank, entry.ids, 0, len(typed)), typed, "")
        similar = rank_similar_names(words, list(self._entries), [len(words)])
        if similar:
            return SimilarAccounts(self._offered(similar), typed, "")
        return NoAccount(typed, "")

    def _match_quoted(self, inside: str, rest: str) -> Match:
        match self.match_whole(inside):
            case OneAccount(account_id, name):
                return OneAccount(account_id, name, rest)
            case SeveralAccounts(candidates, typed):
                return SeveralAccounts(candidates, typed, rest)
            case SimilarAccounts(candidates, typed):
                return SimilarAccounts(candidates, typed, rest)
            case NoAccount(typed):
                return NoAccount(typed, rest)

    def _name_match(self, found: _Found, typed: str, rest: str) -> OneAccount | SeveralAccounts:
        ids = found.ids
        if len(ids) > 1:
            ids = tuple(one for one in ids if self._names[one].casefold() == typed.casefold()) or ids
        if len(ids) == 1:
            return OneAccount(ids[0], self._names[ids[0]], rest)
        return SeveralAccounts(self._candidates(ids), typed, rest)

    def _candidates(self, ids: Iterable[int]) -> tuple[Candidate, ...]:
        return tuple(Candidate(account_id, self._names[account_id]) for account_id in ids)

    def _longest_name(self, text: str, words: list[Word]) -> _Found | None:
        best: _Found | None = None
        for sequence in _sequences(words):
            found = self._longest_in(text, sequence)
            if found and (best is None or (found.end, -found.rank) > (best.end, -best.rank)):
                best = found
        return best

    def _longest_in(self, text: str, words: list[Word]) -> _Found | None:
        first, start, _ = words[0]
        for length in range(min(max(self._reach.get(first, 0), 1), len(words)), 0, -1):
            key = " ".join([word for word, _, _ in words[:length]])
            end = words[length - 1][2]
            entry = self._entries.get(key)
            if entry is None and text[end - 2 : end].lower() in ("'s", "’s"):
                entry, end = self._entries.get(key[:-1]), end - 2
            if entry is None:
                continue
            for account_id in entry.ids:
                # "Yahoo!" and "A+" end after their last word.
                name = self._names[account_id]
                literal = start + len(name)
                if literal > end and text[start:literal].casefold() == name.casefold():
                    return _Found(entry.rank, (account_id,), start, literal)
            if not _GLUE.match(text, end):
                return _Found(entry.rank, entry.ids, start, end)
        return None

    def _symbols(self, text: str) -> _Found | None:
        """Find a name without letters or digits, such as "!!!"."""
        token = next(iter(text.split(maxsplit=1)), "")
        entry = self._entries.get(fold(token)) if token else None
        if entry is None or words_of(token):
            return None
        start = text.index(token)
        return _Found(entry.rank, entry.ids, start, start + len(token))

    def _misspelt_longer(self, found: _Found, words: list[Word], following: list[Word]) -> tuple[int, ...]:
        """Return accounts with a longer name that the next word nearly fits: "acme fods" and "Acme Foods"."""
        key = " ".join(word for word, start, _ in words if start < found.end)
        longer = self._longer.get(key)
        if not longer or not following or len(following[0][0]) < 4:
            return ()
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded only when a name is uncertain

        said = following[0][0]
        near: list[int] = []
        for name in longer:
            wanted = name[len(key) + 1 :].partition(" ")[0]
            if len(wanted) > 3 and OSA.distance(said, wanted) <= 1 + (len(wanted) > 7):
                near.extend(self._entries[name].ids)
        return tuple(dict.fromkeys(near))

    def _match_nearly(self, text: str, words: list[Word]) -> SimilarAccounts | NoAccount:
        similar = rank_similar_names(
            [word for word, _, _ in words],
            list(self._entries),
            range(1, min(_MOST_WORDS_COMPARED, len(words)) + 1),
        )
        if similar and similar[0].sure:
            return self._similar_match(text, words, similar)
        if mentioned := self._mentioned(text):
            offered = self._candidates(mentioned.ids)[:MOST_OFFERED]
            return SimilarAccounts(offered, text[mentioned.start : mentioned.end], text.strip())
        if similar:
            return self._similar_match(text, words, similar)
        end = guess_name(text)
        return NoAccount(text[:end].strip(), _rest_after(text, end))

    def _similar_match(self, text: str, words: list[Word], similar: list[SimilarName]) -> SimilarAccounts:
        count = similar[0].words
        end = words[count - 1][2]
        if _GLUE.match(text, end) and (glued := _UNBROKEN.match(text, end)):
            end = glued.end()
        typed = text[words[0][1] : end]
        end = _swallow_legal_forms(text, end, words[count:])
        return SimilarAccounts(self._offered(similar), typed, _rest_after(text, end))

    def _offered(self, similar: list[SimilarName]) -> tuple[Candidate, ...]:
        ids = dict.fromkeys(account_id for one in similar for account_id in self._entries[one.name].ids)
        return self._candidates(ids)[:MOST_OFFERED]

    def _mentioned(self, text: str) -> _Found | None:
        """Find a name that stands further on: "visited Acme", or with no space behind it, as in Japanese."""
        words = words_of(text, most=_MOST_WORDS_SEARCHED)
        for place in range(1, len(words)):
            found = self._longest_name(text, words[place:])
            if found and found.end - found.start > 2:
                return found
        if words and not words[0][0].isascii():
            first, start, _ = words[0]
            for length in range(len(first) - 1, 1, -1):
                if entry := self._entries.get(first[:length]):
                    return _Found(entry.rank, entry.ids, start, start + length)
        return None


def _forms(words: list[str], rank: int) -> Iterator[tuple[list[str], int]]:
    """Yield the forms in which a name is found: "the cobalt co", "cobalt co", "cobalt"."""
    yield words, rank
    core = core_of(words)
    if core != words:
        yield core, _NORMALISED
        loose = _without_small_words(words)
        if loose not in (words, core):
            yield loose, _NORMALISED


def _longer_names(entries: dict[str, _Entry]) -> dict[str, tuple[str, ...]]:
    longer: dict[str, list[str]] = {}
    for key in entries:
        cut = key.find(" ")
        while cut > 0:
            if (shorter := key[:cut]) in entries:
                longer.setdefault(shorter, []).append(key)
            cut = key.find(" ", cut + 1)
    return {shorter: tuple(names) for shorter, names in longer.items()}


def _without_small_words(words: list[str]) -> list[str]:
    loose = [word for word in words if word != "and"]
    return loose[1:] if len(loose) > 1 and loose[0] == "the" else loose


def _sequences(words: list[Word]) -> Iterator[list[Word]]:
    """Yield the words as typed, and without "and" and a leading "the" if they have any."""
    if not words:
        return
    yield words
    core = [word for word in words if word[0] != "and"]
    if len(core) > 1 and core[0][0] == "the":
        core = core[1:]
    if core and len(core) < len(words):
        yield core


def _swallow_legal_forms(text: str, end: int, following: list[Word]) -> int:
    """Return where the name ends with "Inc.", "Co., Ltd." and the like behind it."""
    reached = end
    for word, start, stop in following:
        if text[reached:start].strip(" ,.&") or word not in LEGAL_FORMS or _GLUE.match(text, stop):
            break
        reached = stop
        if word in _PLAIN_LEGAL_FORMS or (word == "co" and text.startswith(".", stop)):
            end = stop
    return end


def _rest_after(text: str, end: int) -> str:
    after = _AFTER_NAME.match(text, end)
    return text[after.end() if after else end :].rstrip()
