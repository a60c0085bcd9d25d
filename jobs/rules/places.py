"""Which of an account's locations a touch names, and which places that are not known yet. Pure (NS-15).

A location is named by its whole name and nothing less: "Mill Street North" is not "Mill Street".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.rules.vocabulary.word_sets import word_set
from storage.brainstorm_records import LONGEST_LOCATION, Location, Tick
from storage.names import fold, words_of

ENDS_OF_PHRASE = word_set(
    """
    with at about for to on in re regarding who which that because since from by after before when where
    while but so then until during via per as was were is are has had said says asked wants wanted today
    yesterday tomorrow last next this we they he she i not if
    """
)
"""Words before which the name of a person or of a place ends."""

_JOINS = frozenset(["and", ",", "plus", "then"])
_JOINING_CHARACTERS = re.compile(r"[,;&+\n]")
_BREAKS = re.compile(r"[.!?:()\"–—]|\s-")
_BEFORE_NAME = word_set(
    """
    a all an at both each every her his in its my our that the their this those your
    branch branches depot depots location locations office offices place places plant plants shop shops
    site sites store stores
    """
)
_AFTER_NAME = word_set("branch branches location locations shop shops site sites store stores")
_ARTICLE = re.compile(r"(?:(?:a|an|at|both|our|the|their)\s+)+(?=\S)")
_WITHIN_NAME = word_set("de der la of the van von")
_EDGES = " \t.!?:-–—"


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """What a touch says of where it was."""

    known: tuple[Location, ...] = ()
    """Locations of the account, in the order in which they are named."""
    unknown: tuple[str, ...] = ()
    """Places it has not."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or what joins two names."""

    form: str
    start: int
    end: int

    @property
    def joins(self) -> bool:
        return self.form in _JOINS


def read_places(place: str | None, locations: Iterable[Location]) -> NamedPlaces:
    """Return what a list such as "Mill Street, Park Lane & the Quay store" names.

    The longest name that stands there counts, so that "Hook and Ladder Lane" is one place; a name is compared
    word by word, accents and case aside.
    """
    text = place or ""
    names = _Names(locations)
    whole = names.find_whole(text)
    if whole is not None:
        return NamedPlaces((whole,))
    known: dict[int, Location] = {}
    unknown: dict[str, str] = {}
    units = _read_units(text)
    at = 0
    while at < len(units):
        found, end = names.find_at(text, units, at)
        if found is not None:
            known[found.id] = found
        elif units[at].joins:
            end = at + 1
        else:
            end = _find_join(units, at)
            name = _cut_name(text, units, at, end)
            if name and len(name) <= LONGEST_LOCATION:
                unknown.setdefault(fold(name), name)
        at = end
    return NamedPlaces(tuple(known.values()), tuple(unknown.values()))


def list_left(ticks: Iterable[Tick], place: str | None, locations: Sequence[Location]) -> list[Tick]:
    """Return those ticks of a touch at places that it does not name any more; what has no place stays."""
    named = {each.id for each in read_places(place, locations).known}
    return [each for each in ticks if each.location_id is not None and each.location_id not in named]


def list_too_long(names: Iterable[str], shown: Iterable[str]) -> list[str]:
    """Return those names that are longer than a location's may be; what the form itself showed may stay."""
    known = {fold(each) for each in shown}
    tidied = (" ".join(each.split()) for each in names)
    return [each for each in tidied if len(each) > LONGEST_LOCATION and fold(each) not in known]


def complete_place(place: str | None, tails: Iterable[str], locations: Sequence[Location]) -> str | None:
    """Return where a typed touch was, with every location of the account that its words name.

    `tails` is what stands behind each "at": "mill street and park lane" may be two places, or one and what
    was done there, and only who knows the locations can tell.
    """
    names = _Names(locations)
    more: dict[int, Location] = {}
    for tail in tails:
        more |= {each.id: each for each in _read_tail(tail, names)}
    there = read_places(place, locations)
    missing = [each for each in more.values() if each not in there.known]
    if not missing:
        return place

    # "hook" was cut from "hook and ladder lane": the beginning of a location's name is no place of its own.
    def is_cut(name: str) -> bool:
        return any(_begins(each.name, name) for each in missing)

    known = [each.name for each in there.known if each.id in more or not is_cut(each.name)]
    unknown = [name for name in there.unknown if not is_cut(name)]
    return ", ".join([*known, *unknown, *(each.name for each in missing)])


def follow_note(
    place: str | None,
    notes: tuple[str, str],
    said_at: str | None,
    tails: Iterable[str],
    locations: Sequence[Location],
) -> str | None:
    """Return where a touch was whose words were corrected, from the old note to the new one.

    Who writes Park Lane for Mill Street in the note, and leaves the old place in its field, means Park Lane.
    """
    before, after = notes
    named = read_places(place, locations)
    names = [*(each.name for each in named.known), *named.unknown]
    if not names or not _names_all(before, names) or _names_all(after, names):
        return place
    return complete_place(said_at, tails, locations) or place


def _names_all(text: str, names: Iterable[str]) -> bool:
    words = tuple(each.form for each in _read_units(text))
    wanted = (tuple(each.form for each in _read_units(name)) for name in names)
    return all(
        any(words[at : at + len(each)] == each for at in range(len(words) - len(each) + 1)) for each in wanted
    )


def _read_tail(tail: str, names: "_Names") -> list[Location]:
    """Return the locations that a phrase begins with; names that are not known may stand between them."""
    units = _read_units(tail)
    found: list[Location] = []
    at = 0
    while at < len(units):
        location, end = names.find_at(tail, units, at, within_sentence=True)
        if location is not None:
            found.append(location)
        elif units[at].joins:
            at += 1
            continue
        else:
            end = _find_join(units, at)
            if not _is_name(tail, units[at:end]):
                break
        if end < len(units) and not units[end].joins:
            break
        if end < len(units) and _BREAKS.search(tail, units[end - 1].end, units[end].start):
            break
        at = end
    return found


def _is_name(text: str, units: Sequence[_Unit]) -> bool:
    """Return whether each of the words has a capital, as names have."""
    return all(
        text[each.start].isupper() or text[each.start].isdigit() or each.form in _WITHIN_NAME
        for each in units
    )


def _begins(name: str, piece: str) -> bool:
    whole, part = (tuple(each.form for each in _read_units(text)) for text in (name, piece))
    return whole[: len(part)] == part


def _read_units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    end = 0
    for form, start, stop in words_of(text):
        units += _read_gap(text, end, start)
        units.append(_Unit(form, start, stop))
        end = stop
    return units


def _read_gap(text: str, start: int, end: int) -> list[_Unit]:
    return [
        _Unit("and" if found[0] in "&+" else ",", found.start(), found.end())
        for found in _JOINING_CHARACTERS.finditer(text, start, end)
    ]


def _find_join(units: Sequence[_Unit], at: int) -> int:
    return next((place for place in range(at, len(units)) if units[place].joins), len(units))


def _cut_name(text: str, units: Sequence[_Unit], at: int, end: int) -> str:
    """Return the name that stands there as it was typed; nothing where "the store" is all that is said."""
    if all(each.form in _BEFORE_NAME for each in units[at:end]):
        return ""
    start = units[at - 1].end if at else 0
    stop = units[end].start if end < len(units) else len(text)
    name = " ".join(text[start:stop].strip(_EDGES).split())
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


class _Names:
    """The locations of an account by the words of their names."""

    def __init__(self, locations: Iterable[Location]) -> None:
        self._by_words: dict[tuple[str, ...], list[Location]] = {}
        self._by_name: dict[str, Location] = {}
        for each in locations:
            words = tuple(unit.form for unit in _read_units(each.name))
            self._by_name.setdefault(fold(each.name), each)
            if words:
                self._by_words.setdefault(words, []).append(each)
        self._lengths = sorted({len(words) for words in self._by_words}, reverse=True)

    def find_whole(self, text: str) -> Location | None:
        """Return the location that is called just so."""
        return self._by_name.get(fold(text))

    def find_at(
        self, text: str, units: Sequence[_Unit], at: int, *, within_sentence: bool = False
    ) -> tuple[Location | None, int]:
        """Return the location whose whole name stands there, and where it ends.

        In a list only another name may follow it; in a sentence the sentence may go on.
        """
        while True:
            for length in (each for each in self._lengths if each <= len(units) - at):
                there = self._by_words.get(tuple(unit.form for unit in units[at : at + length]))
                end = (
                    None
                    if there is None
                    else _find_end(text, units, at + length, within_sentence=within_sentence)
                )
                if there is not None and end is not None:
                    return self._choose(text, units, at, at + length, there), end
            if units[at].form not in _BEFORE_NAME or at + 1 == len(units) or units[at + 1].joins:
                return None, at
            at += 1

    def _choose(
        self, text: str, units: Sequence[_Unit], at: int, end: int, there: Sequence[Location]
    ) -> Location:
        """Return the one of these, alike but for signs, that is written just so."""
        exact = self.find_whole(text[units[at].start : units[end - 1].end])
        return next((each for each in there if each == exact), there[0])


def _find_end(text: str, units: Sequence[_Unit], end: int, *, within_sentence: bool) -> int | None:
    """Return where a name that fills the place up to `end` has ended; None where more of a name follows."""
    behind = end + (end < len(units) and units[end].form in _AFTER_NAME)
    for at in (end, behind):
        if at >= len(units) or units[at].joins or (within_sentence and _ends_phrase(text, units, at)):
            return at
    return None


def _ends_phrase(text: str, units: Sequence[_Unit], at: int) -> bool:
    if _BREAKS.search(text, units[at - 1].end, units[at].start):
        return True
    if units[at].form == "on" and at + 1 < len(units) and text[units[at + 1].start].isupper():
        return False  # "Stratford on Avon" is not Stratford
    return units[at].form in ENDS_OF_PHRASE
