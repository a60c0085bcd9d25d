"""A store that a note names without an "at" is asked about (NS-15)."""

from typing import Any, SupportsIndex

import pytest

from jobs.rules import place_mentions
from jobs.rules.place_mentions import list_mentioned
from jobs.rules.place_names import PlaceUnit, read_place_units
from storage.brainstorm_records import Location

PLACES = [
    Location(number, 1, name)
    for number, name in enumerate(["Mill Street", "Mill Street North", "Park Lane", "Quay", "Main"], start=1)
]


def mentioned(note: str) -> list[str]:
    return [each.name for each in list_mentioned(note, PLACES)]


@pytest.mark.parametrize(
    "note",
    [
        "mill street, all good",
        "Mill Street: all good",
        "brought cake, mill street",
        "checked the displays in mill street store",
        "store visit mill street with Kim",
        "saw the manager on mill street",
        "MILL STREET",
        "coffee with Kim (mill street)",
        "could not reach Kim. mill street, all good",
    ],
)
def test_a_whole_name_in_whatever_letters_is_asked_about(note: str) -> None:
    assert mentioned(note) == ["Mill Street"]


def test_each_of_several_is_asked_about_once() -> None:
    assert mentioned("mill street, park lane and mill street north, mill street") == [
        "Mill Street",
        "Park Lane",
        "Mill Street North",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "called mill street",
        "emailed Kim, who runs it, about mill street",
        "sent the plan for mill street",
        "planned the order for mill street",
        "drove past mill street",
        "heard that they closed mill street",
        "mill street tomorrow",
        "mill street next week",
        "will see mill street",
        "not mill street",
        "mill street manager was happy",
        "mill street southside",
        "the miller street",
        "mill",
        "street mill",
        "quay",
        "main thing is done",
        "",
    ],
)
def test_what_says_nothing_of_who_was_there_is_not_asked(note: str) -> None:
    assert mentioned(note) == []


def test_long_notes_are_read_at_once() -> None:
    assert mentioned("called mill street and " * 700) == []


class CountedUnits(list[PlaceUnit]):
    """The words of a note, and how often one was looked at."""

    looks = 0

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        self.looks += 1
        return super().__getitem__(at)


@pytest.mark.parametrize("words", ["a ", "at the ", "store visit at our ", "the mill "])
def test_a_note_twice_as_long_takes_twice_as_many_looks(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Each "a" of "a a a a" was read again from every one before it, within the transaction of the touch."""

    def count_looks(note: str) -> int:
        units = CountedUnits(read_place_units(note))
        monkeypatch.setattr(
            place_mentions, "read_place_units", lambda text: units if text == note else read_place_units(text)
        )
        list_mentioned(note, PLACES)
        return units.looks

    once, twice = count_looks(words * 100), count_looks(words * 200)
    assert once >= 100
    assert twice <= 2 * once + 20


def test_a_name_is_found_behind_any_number_of_small_words() -> None:
    assert mentioned("a a at all the stores, and a the at our mill street") == ["Mill Street"]
