"""Where, in what somebody wrote, the name of a location stands. Pure (NS-15)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.rules.vocabulary.word_sets import word_set
from storage.brainstorm_records import Location
from storage.names import fold, words_of

ENDS_OF_PHRASE = word_set(
    """
    with at about for to on in re regarding who which that because since from by after before when where
    while but so then until during via per as was were is are has had said says asked wants wanted today
    yesterday tomorrow last next this we they he she i not if
    """
)
"""Words before which the name of a person or of a place ends."""
_ENDS_KNOWN_NAME = ENDS_OF_PHRASE | word_set(
    "again also besides except instead nor or rather together too twice without"
)

_JOINS = frozenset(["and", ",", "plus", "then"])
_JOINING_CHARACTERS = re.compile(r"[,;&+\n]")
BREAKS = re.compile(r"[.!?:()\"–—]|\s-")
BEFORE_NAME = word_set(
    """
    a all an at both each every her his in its my our that the their this those your
    branch branches depot depots location locations office offices place places plant plants shop shops
    site sites store stores
    """
)
_AFTER_NAME = word_set("branch branches location locations shop shops site sites store stores")


@dataclass(frozen=True, slots=True)
class PlaceUnit:
    """A word, or what joins two names."""

    form: str
    start: int
    end: int

    @property
    def joins(self) -> bool:
        return self.form in _JOINS


def read_place_units(text: str) -> list[PlaceUnit]:
    """Return the words of a text, and what joins them."""
    units: list[PlaceUnit] = []
    end = 0
    for form, start, stop in words_of(text):
        units += _read_gap(text, end, start)
        units.append(PlaceUnit(form, start, stop))
        end = stop
    return units


def _read_gap(text: str, start: int, end: int) -> list[PlaceUnit]:
    return [
        PlaceUnit("and" if found[0] in "&+" else ",", found.start(), found.end())
        for found in _JOINING_CHARACTERS.finditer(text, start, end)
    ]


def find_join(units: Sequence[PlaceUnit], at: int) -> int:
    """Return where the next that joins stands; where the units end if nothing joins."""
    return next((place for place in range(at, len(units)) if units[place].joins), len(units))


class PlaceNames:
    """The locations of an account by the words of their names."""

    def __init__(self, locations: Iterable[Location]) -> None:
        self._by_words: dict[tuple[str, ...], list[Location]] = {}
        self._by_name: dict[str, Location] = {}
        for each in locations:
            words = tuple(unit.form for unit in read_place_units(each.name))
            self._by_name.setdefault(fold(each.name), each)
            if words:
                self._by_words.setdefault(words, []).append(each)
        self._lengths = sorted({len(words) for words in self._by_words}, reverse=True)

    def find_whole(self, text: str) -> Location | None:
        """Return the location that is called just so."""
        return self._by_name.get(fold(text))

    def find_at(
        self, text: str, units: Sequence[PlaceUnit], at: int, *, within_sentence: bool = False
    ) -> tuple[Location | None, int]:
        """Return the location whose whole name stands there, and where it ends.

        Words such as "at the" may stand before it; where no name follows, the last of these is returned: none
        begins at any of them. In a list only another name may follow it; in a sentence the sentence may go
        on.
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
            if units[at].form not in BEFORE_NAME or at + 1 == len(units) or units[at + 1].joins:
                return None, at
            at += 1

    def find_begun(self, text: str, units: Sequence[PlaceUnit], at: int) -> Location | None:
        """Return the location whose name stands there, whatever goes on behind it in small letters."""
        while units[at].form in BEFORE_NAME and at + 1 < len(units):
            at += 1
        for end in (at + each for each in self._lengths if at + each < len(units)):
            there = self._by_words.get(tuple(unit.form for unit in units[at:end]))
            if there is not None and text[units[end].start].islower():
                return self._choose(text, units, at, end, there)
        return None

    def _choose(
        self, text: str, units: Sequence[PlaceUnit], at: int, end: int, there: Sequence[Location]
    ) -> Location:
        """Return the one of these, alike but for signs, that is written just so."""
        exact = self.find_whole(text[units[at].start : units[end - 1].end])
        return next((each for each in there if each == exact), there[0])


def _find_end(text: str, units: Sequence[PlaceUnit], end: int, *, within_sentence: bool) -> int | None:
    """Return where a name that fills the place up to `end` has ended; None where more of a name follows."""
    behind = end + (end < len(units) and units[end].form in _AFTER_NAME)
    for at in (end, behind):
        if at >= len(units) or units[at].joins or (within_sentence and _ends_phrase(text, units, at)):
            return at
    return None


def _ends_phrase(text: str, units: Sequence[PlaceUnit], at: int) -> bool:
    if BREAKS.search(text, units[at - 1].end, units[at].start):
        return True
    if units[at].form == "on" and at + 1 < len(units) and text[units[at + 1].start].isupper():
        return False  # "Stratford on Avon" is not Stratford
    return units[at].form in _ENDS_KNOWN_NAME
