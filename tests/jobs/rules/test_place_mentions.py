"""A store that a note names without an "at" is asked about (NS-15)."""

import pytest

from jobs.rules.place_mentions import list_mentioned
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
