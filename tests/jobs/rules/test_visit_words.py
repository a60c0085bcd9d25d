"""What is a visit, by the words of a touch (NS-14)."""

import pytest

from jobs.rules.visit_words import speaks_of_visit


@pytest.mark.parametrize(
    "note",
    [
        "visited store",
        "Visited their office with Kim",
        "visited twice",
        "dropped by",
        "dropped in on Kim",
        "stopped by the shop",
        "popped into the store",
        "called in to see Kim",
        "went by",
        "went to their new store",
        "came by with cake",
        "walked the new shop with Kim",
        "walked through all their stores",
        "toured the plant",
        "could not reach Kim, so visited the store",
        "not only visited the store",
    ],
)
def test_a_visit_that_somebody_paid(note: str) -> None:
    assert speaks_of_visit(note)


@pytest.mark.parametrize(
    "note",
    [
        "did not visit the store",
        "will visit the store tomorrow",
        "visit to the store next week",
        "their office manager called",
        "sent price list for the shop",
        "haven't visited the store yet",
        "haven’t visited the store yet",
        "should have visited the store",
        "nearly dropped by",
        "heard that competitor visited the store",
        "Kim visited us",
        "was visited by a competitor",
        "visited their website",
        "prices dropped by 10%",
        "orders dropped in March",
        "walked Kim through the store plan",
        "walked them through what took place",
        "the order went to second place",
        "walked the dog",
        "went to lunch",
        "called",
        "",
    ],
)
def test_what_is_no_visit(note: str) -> None:
    assert not speaks_of_visit(note)


@pytest.mark.parametrize("words", ["walked a ", "visited ", "told that ", "talked about and ", "went to "])
def test_long_notes_are_read_at_once(words: str) -> None:
    """Each visit looks no further back than its clause may reach."""
    assert speaks_of_visit(words * 700) is (words == "visited ")
