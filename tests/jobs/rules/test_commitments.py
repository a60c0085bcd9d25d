"""What somebody took on: how far they are, when it is due, and which touch fulfils it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jobs.rules.commitments import (
    HOW_OFTEN,
    Progress,
    choose_suggestion,
    collect_ticked,
    find_taken_before,
    list_fulfilled,
    list_somewhere,
    list_still_waiting,
    measure_progress,
    name_places_of,
    propose_how_often,
    rank_open,
    read_how_often,
)
from storage.brainstorm_records import Commitment, Location, Rhythm, Tick
from storage.records import Kind

MADE = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
STORES = [Location(1, 5, "Mill Street"), Location(2, 5, "Quay"), Location(3, 6, "Elsewhere")]


def a_commitment(number: int = 1, rhythm: Rhythm = Rhythm.ONCE, every_days: int | None = None) -> Commitment:
    return Commitment(number, 1, 7, 2, "Sam", 5, "Acme", "visit every store", rhythm, every_days, MADE)


def a_tick(day: int, location: int | None = None, commitment: int = 1) -> Tick:
    return Tick(day, commitment, date(2026, 11, day), location)


def test_once_is_once() -> None:
    """NS-15."""
    assert not measure_progress(a_commitment(), [], []).finished
    assert measure_progress(a_commitment(), [a_tick(3)], []).finished


def test_stores_count_each_once_and_only_this_accounts() -> None:
    """NS-14: 3 of 7 stores."""
    progress = measure_progress(a_commitment(rhythm=Rhythm.LOCATIONS), [a_tick(3, 1), a_tick(4, 1)], STORES)
    assert (progress.times, progress.locations, progress.finished) == (1, 2, False)
    assert [each.name for each in progress.waiting] == ["Quay"]
    done = measure_progress(a_commitment(rhythm=Rhythm.LOCATIONS), [a_tick(3, 1), a_tick(5, 2)], STORES)
    assert done.finished
    assert not measure_progress(a_commitment(rhythm=Rhythm.LOCATIONS), [a_tick(3, 1)], []).finished


def test_what_recurs_rests_until_it_is_due_again() -> None:
    """NS-15: the monthly magazine."""
    monthly = a_commitment(rhythm=Rhythm.RECURRING, every_days=30)
    assert measure_progress(monthly, [], []).is_due(TODAY)
    ticked = measure_progress(monthly, [a_tick(10)], [])
    assert not ticked.is_due(TODAY)
    assert ticked.is_due(date(2026, 12, 10))
    assert not ticked.finished


def test_the_watcher_does_it_by_itself() -> None:
    """NS-15."""
    assert measure_progress(a_commitment(rhythm=Rhythm.WATCHER), [], []).finished


def test_a_touch_at_a_store_ticks_that_store() -> None:
    """NS-15: `/touch Acme visited store at Mill Street` ticks that one, and asks about the rest."""
    progress = [
        measure_progress(a_commitment(1, Rhythm.LOCATIONS), [], STORES),
        measure_progress(a_commitment(2), [], []),
    ]
    surely, perhaps, unknown = list_fulfilled(progress, Kind.ATTENTION, "mill  street", TODAY)
    assert [(each.commitment.id, there.name) for each, there in surely] == [(1, "Mill Street")]
    assert [each.commitment.id for each in perhaps] == [2]
    assert unknown == ()
    assert list_fulfilled(progress, Kind.ATTENTION, "Harbour", TODAY) == ([], progress, ("Harbour",))
    assert list_fulfilled(progress, Kind.ATTENTION, None, TODAY) == ([], progress[1:], ())


def test_a_touch_at_several_stores_ticks_each_and_asks_about_the_new_one() -> None:
    """NS-15; also one that is ticked already, for the other touch may be taken back."""
    progress = [measure_progress(a_commitment(1, Rhythm.LOCATIONS), [a_tick(3, 1)], STORES)]
    surely, perhaps, unknown = list_fulfilled(
        progress, Kind.ATTENTION, "Mill Street, Harbour and Quay", TODAY
    )
    assert [there.name for _, there in surely] == ["Mill Street", "Quay"]
    assert perhaps == progress
    assert unknown == ("Harbour",)


def test_the_ticks_of_a_touch_are_told_by_commitment() -> None:
    """NS-14."""
    stores = measure_progress(a_commitment(1, Rhythm.LOCATIONS), [a_tick(3, 1), a_tick(3, 2)], STORES)
    cake = measure_progress(a_commitment(2), [a_tick(3, commitment=2)], [])
    ticks = [a_tick(3, 2), a_tick(3, 1), a_tick(3, commitment=2)]
    assert [(each.progress, each.places) for each in collect_ticked([stores, cake], ticks)] == [
        (stores, (STORES[1], STORES[0])),
        (cake, ()),
    ]
    assert collect_ticked([stores], []) == ()


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("visit every store", 7, "stores"),
        ("meet the manager at each of their branches", 2, "branches"),
        ("see each branch", 1, "branch"),
        ("go round", 3, "locations"),
        ("all plants", 1, "plant"),
    ],
)
def test_places_are_called_as_the_idea_calls_them(text: str, number: int, words: str) -> None:
    """NS-14: 3 of 7 stores."""
    assert name_places_of(text, number) == words


def test_what_is_still_to_come_is_named_once() -> None:
    """NS-15: where two things are to be done at each store."""
    quay, mill, pier = (Location(number, 5, name) for number, name in enumerate(["Quay", "Mill", "Pier"]))
    both = [
        Progress(a_commitment(1), 0, waiting=(quay, mill)),
        Progress(a_commitment(2), 0, waiting=(mill, pier)),
    ]
    assert list_still_waiting(both) == (quay, mill, pier)
    assert list_somewhere(both, "visited store") == (quay, mill, pier)
    assert list_somewhere(both, "called") == ()


def test_a_quote_fulfils_nothing() -> None:
    """NS-1."""
    progress = [measure_progress(a_commitment(1), [], [])]
    assert list_fulfilled(progress, Kind.SELLING, None, TODAY) == ([], [], ())


def test_what_is_due_comes_first_and_is_the_suggestion() -> None:
    """NS-14: in the weekly message, for a quiet account."""
    rests = measure_progress(a_commitment(1, Rhythm.RECURRING, 30), [a_tick(17)], [])
    waits = measure_progress(a_commitment(2), [], [])
    assert rank_open([rests, waits], TODAY) == [waits, rests]
    assert choose_suggestion([rests, waits], TODAY) == waits
    assert choose_suggestion([rests], TODAY) is None


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Have the news watched for their name", "watcher"),
        ("watch for them in the news, every day", "watcher"),
        ("Visit all of their branches and meet the managers", "locations"),
        ("see each store", "locations"),
        ("Call every single one of their offices", "locations"),
        ("read the trade magazine they read, every month", "30"),
        ("Lunch once a quarter", "90"),
        ("weekly call", "7"),
        ("a note every other week", "14"),
        ("read the weekend paper", "once"),
        ("Bring cake", "once"),
        ("Walk every aisle of their biggest store", "once"),
        ("Be every week at their store", "7"),
        ("Meet all the people in their office", "once"),
        ("Visit every one of the small shops", "locations"),
        ("Shop in every store they have", "locations"),
    ],
)
def test_the_words_of_an_idea_propose_how_often(text: str, often: str) -> None:
    """NS-15: the form proposed "Once" for all of them."""
    assert propose_how_often(text) == often


def test_the_same_words_for_the_same_account_are_one_thing() -> None:
    """What was done once may be taken on once more; a watcher is never done."""
    new = replace(a_commitment(2), brainstorm_id=9, text="Visit  every store")
    before = a_commitment(1)
    assert find_taken_before(new, [Progress(before, 0), Progress(new, 0)]) == [before]
    assert find_taken_before(new, [Progress(before, 1)]) == []
    assert find_taken_before(new, [Progress(replace(before, account_id=6), 0)]) == []
    watched = replace(before, rhythm=Rhythm.WATCHER)
    assert find_taken_before(new, [Progress(watched, 0)]) == [watched]


@pytest.mark.parametrize("value", HOW_OFTEN)
def test_the_form_shows_what_was_chosen(value: str) -> None:
    rhythm, days = HOW_OFTEN[value]
    assert read_how_often(a_commitment(rhythm=rhythm, every_days=days)) == value
