"""The names of all accounts, arranged so that the one at the beginning of a text is found at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.names import core_of, fold, loose_words, words_of

Word = tuple[str, int, int]
"""The compared form of a word, and where it stands."""

# What ties the next letters to the name, so that it is another name: "Acme-Birch", "acme.com", "C++".
_GLUE = re.compile(r"[-‐‑&/@._]\w|[+#]")

_ALIAS, _NAME, _NORMALISED = range(3)
_Entry = tuple[int, tuple[int, ...]]
"""How exactly a form of a name is a name, the better the lower, and whose it is."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """The name that stands at a place in a text, and the accounts it may mean."""

    key: str
    rank: int
    account_ids: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Forms of names and aliases, each with its accounts. Finding one takes no longer when there are more."""

    names: dict[int, str]
    longest: int
    """The number of words in the longest name."""
    _entries: dict[str, _Entry]
    _reach: dict[str, int]
    """First word → how many words the longest name has that begins with it."""
    _longer: dict[str, dict[str, list[str]]]
    """A name → the next word of longer names → those: "acme" → "foods" → "acme foods"."""

    @classmethod
    def of(cls, accounts: Iterable[tuple[int, str, Sequence[str]]]) -> "NameIndex":
        """Return the index of (account id, name, aliases)."""
        names: dict[int, str] = {}
        entries: dict[str, _Entry] = {}
        reach: dict[str, int] = {}
        for account_id, name, aliases in accounts:
            names[account_id] = name
            _add_spelling(entries, reach, name, _NAME, account_id)
            for alias in aliases:
                _add_spelling(entries, reach, alias, _ALIAS, account_id)
        return cls(names, max(reach.values(), default=0), entries, reach, _longer_names(entries))

    def keys(self) -> list[str]:
        """Return every form of every name."""
        return list(self._entries)

    def accounts_called(self, key: str) -> tuple[int, ...]:
        """Return the accounts that a form of a name stands for."""
        entry = self._entries.get(key)
        return entry[1] if entry else ()

    def find_whole(self, text: str) -> FoundName | None:
        """Return the name that `text` is, with nothing before or behind it."""
        words = [word for word, _, _ in words_of(text)]
        for key in (" ".join(words) or fold(text), " ".join(loose_words(words)), " ".join(core_of(words))):
            if entry := self._entries.get(key):
                return FoundName(key, *entry, 0, len(text))
        return None

    def find_longest(self, text: str, words: list[Word]) -> FoundName | None:
        """Return the longest name that begins with the first of `words`, which are words of `text`."""
        if not words:
            return None
        found = self._longest_of(text, words)
        if words[0][0] == "the" or any(word[0] == "and" for word in words):
            loose = [word for word in words if word[0] != "and"] or words
            if len(loose) > 1 and loose[0][0] == "the":
                loose = loose[1:]
            other = self._longest_of(text, loose)
            if other and (found is None or (other.end, -other.rank) > (found.end, -found.rank)):
                return other
        return found

    def find_symbols(self, text: str) -> FoundName | None:
        """Return the name without letters or digits, such as "!!!", that is the first thing in the text."""
        token = next(iter(text.split(maxsplit=1)), "")
        entry = self._entries.get(fold(token))
        if entry is None or words_of(token):
            return None
        start = text.index(token)
        return FoundName(fold(token), *entry, start, start + len(token))

    def find_misspelt_longer(self, found: FoundName, next_word: str) -> tuple[int, ...]:
        """Return other accounts with a longer name that the next word nearly fits: "acme fods"."""
        longer = self._longer.get(found.key)
        if not longer or len(next_word) < 4:
            return ()
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded only where a longer name is possible

        near = [
            account_id
            for wanted, names in longer.items()
            if len(wanted) > 3 and OSA.distance(next_word, wanted) <= (2 if len(wanted) > 7 else 1)
            for name in names
            for account_id in self._entries[name][1]
        ]
        return tuple(one for one in dict.fromkeys(near) if one not in found.account_ids)

    def _longest_of(self, text: str, words: list[Word]) -> FoundName | None:
        first, start, _ = words[0]
        for length in range(min(max(self._reach.get(first, 0), 1), len(words)), 0, -1):
            key = " ".join([word for word, _, _ in words[:length]]) if length > 1 else first
            end = words[length - 1][2]
            entry = self._entries.get(key)
            if entry is None and key[-1] == "s" and text[end - 2] in "'’":
                key, end = key[:-1], end - 2
                entry = self._entries.get(key)
            if entry is None:
                continue
            rank, account_ids = entry
            for account_id in account_ids:
                # "Yahoo!" and "A+" end behind their last word.
                name = self.names[account_id]
                literal = start + len(name)
                if literal > end and text[start:literal].casefold() == name.casefold():
                    return FoundName(key, rank, (account_id,), start, literal)
            if not is_glued(text, end):
                return FoundName(key, rank, account_ids, start, end)
        return None


def is_glued(text: str, end: int) -> bool:
    """Whether the word that ends there goes on: "acme" in "acme.com"."""
    return _GLUE.match(text, end) is not None


def _add_spelling(
    entries: dict[str, _Entry], reach: dict[str, int], spelling: str, rank: int, account_id: int
) -> None:
    words = [word for word, _, _ in words_of(spelling)]
    for form, form_rank in _forms(words, rank):
        key = " ".join(form) or fold(spelling)
        if form and reach.get(form[0], 0) < len(form):
            reach[form[0]] = len(form)
        known = entries.get(key)
        if known is None or form_rank < known[0]:
            entries[key] = (form_rank, (account_id,))
        elif form_rank == known[0] and account_id not in known[1]:
            entries[key] = (form_rank, (*known[1], account_id))


def _forms(words: list[str], rank: int) -> Iterator[tuple[list[str], int]]:
    """Yield the forms in which a name is found: "the cobalt co", "cobalt co", "cobalt"."""
    yield words, rank
    loose = loose_words(words)
    if loose != words:
        yield loose, _NORMALISED
    if loose[-1:] == ["ltd"]:
        yield [*loose[:-1], "limited"], _NORMALISED
    core = core_of(words)
    if core != loose:
        yield core, _NORMALISED


def _longer_names(entries: dict[str, _Entry]) -> dict[str, dict[str, list[str]]]:
    longer: dict[str, dict[str, list[str]]] = {}
    for key in entries:
        cut = key.find(" ")
        while cut > 0:
            shorter = key[:cut]
            following = key.find(" ", cut + 1)
            if shorter in entries:
                next_word = key[cut + 1 : following] if following > 0 else key[cut + 1 :]
                longer.setdefault(shorter, {}).setdefault(next_word, []).append(key)
            cut = following
    return longer
