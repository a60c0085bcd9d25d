"""Where somebody was, by the words of a touch: what is open is asked, and never ticked (NS-15)."""

import pytest

from bot.parsing.phrases import find_place, list_place_tails
from jobs.rules.place_tails import complete_place
from jobs.rules.places import read_places
from storage.brainstorm_records import Location

PLACES = [Location(1, 1, "Mill Street"), Location(2, 1, "Park Lane"), Location(3, 1, "Quay")]


def read_note(note: str) -> tuple[list[str], list[str]]:
    """The places that are ticked, and those that are asked about."""
    place = find_place(note)
    said = complete_place(place, list_place_tails(note), PLACES, said_at=place)
    ticked = read_places(said.place, PLACES).known
    return [each.name for each in ticked], [each.name for each in said.doubtful]


@pytest.mark.parametrize(
    "note",
    [
        "met Kim at Mill Street and Park Lane",
        "met Kim at mill street and park lane",
        "was at Mill Street, Park Lane",
        "was at Mill Street & Park Lane too",
        "visited Mill Street and Park Lane today with Dana",
        "visited mill street, park lane and talked prices",
        "went to Mill Street, then Park Lane",
        "met Kim at Mill Street and Dana at Park Lane",
        "at Mill Street and at Park Lane, Kim is happy",
        "at Mill Street and Park Lane they were happy",
        "at Mill Street and Park Lane as promised",
        "saw Kim at Mill Street and Park Lane next to the station",
        "not only at Mill Street but also at Park Lane",
        "couldn't reach Kim, met Dana at Mill Street and Park Lane",
        "the quote is late, but was at Mill Street and Park Lane",
        "at Mill Street and Park Lane last week",
        "at the Mill Street store and the Park Lane store",
        "visited Mill Street and Park Lane instead of Quay",
        "visited Mill Street and Park Lane except Quay",
        "at Mill Street and Park Lane but not at Quay",
        "at Mill Street and Park Lane, not Quay",
        "at Mill Street and Park Lane. Quay is next",
        "at Mill Street and Park Lane because Quay was closed",
        "at Mill Street and Park Lane twice",
        "was at Mill Street at noon and at Park Lane at three",
    ],
)
def test_who_was_at_both_has_both_ticked(note: str) -> None:
    assert read_note(note) == (["Mill Street", "Park Lane"], [])


@pytest.mark.parametrize(
    ("note", "ticked", "asked"),
    [
        ("saw Dana at Mill Street, Park Lane is closed", ["Mill Street"], ["Park Lane"]),
        ("was at Mill Street but not at Park Lane", ["Mill Street"], []),
        ("met Kim at Mill Street and Park Lane is next", ["Mill Street"], ["Park Lane"]),
        ("met Kim at Mill Street and Park Lane next", ["Mill Street"], ["Park Lane"]),
        ("met Kim at Mill Street and Park Lane needs us", ["Mill Street"], ["Park Lane"]),
        ("met Kim at Mill Street, Park Lane and Quay are next", ["Mill Street"], ["Park Lane", "Quay"]),
        ("met Kim at Mill Street and Park Lane will follow", ["Mill Street"], ["Park Lane"]),
        ("visited Mill Street, Park Lane was closed", ["Mill Street"], ["Park Lane"]),
        ("visited Mill Street and Park Lane not yet", ["Mill Street"], ["Park Lane"]),
        ("visited Mill Street, not Park Lane", ["Mill Street"], []),
        ("visited Mill Street and asked about Park Lane", ["Mill Street"], []),
        ("visited Mill Street and will visit Park Lane", ["Mill Street"], []),
        ("visited Mill Street instead of Park Lane", ["Mill Street"], []),
        ("met Kim at Mill Street instead of at Park Lane", ["Mill Street"], []),
        ("met Kim at Mill Street rather than Park Lane", ["Mill Street"], []),
        ("was at Mill Street, haven't been at Park Lane yet", ["Mill Street"], []),
        ("visited Mill Street, have not visited Park Lane yet", ["Mill Street"], []),
        ("at Mill Street today and Park Lane tomorrow", ["Mill Street"], []),
        ("at Mill Street. Will meet Kim at Park Lane", ["Mill Street"], ["Park Lane"]),
        ("at Mill Street; Park Lane is closed", ["Mill Street"], ["Park Lane"]),
        ("met Kim at Mill Street or Park Lane", [], ["Mill Street", "Park Lane"]),
        ("visited Mill Street, Park Lane or Quay", [], ["Mill Street", "Park Lane", "Quay"]),
        ("Kim will be at Mill Street", [], ["Mill Street"]),
        ("will meet Kim at Mill Street tomorrow", [], ["Mill Street"]),
        ("meeting at Mill Street and Park Lane tomorrow", [], ["Mill Street", "Park Lane"]),
        ("meeting at Mill Street next week agreed", [], ["Mill Street"]),
        ("asked about the delay at Mill Street", [], ["Mill Street"]),
        ("agreed to meet at Mill Street and Park Lane", [], ["Mill Street", "Park Lane"]),
        ("couldn't meet Kim at Mill Street", [], ["Mill Street"]),
        ("should have visited Mill Street", [], ["Mill Street"]),
        ("will meet Kim at Mill Street soon", [], ["Mill Street"]),
        ("will meet kim at mill street soon", [], ["Mill Street"]),
        ("meeting at Mill Street soon", [], ["Mill Street"]),
        ("meeting at the mill street store and Park Lane soon", [], ["Mill Street", "Park Lane"]),
        ("was at Mill Street and they order soon", ["Mill Street"], []),
        ("was at Mill Street. Order comes soon", ["Mill Street"], []),
        ("was at Mill Street with Kim, back soon", ["Mill Street"], []),
        ("might stop at Mill Street eventually", [], ["Mill Street"]),
        ("wants a visit at Mill Street soon", [], ["Mill Street"]),
        ("couldn't reach anyone at Mill Street despite calling", [], ["Mill Street"]),
        ("nobody at Mill Street answered", [], ["Mill Street"]),
        ("will meet Kim at Mill Street and Park Lane soon", [], ["Mill Street", "Park Lane"]),
        ("was at Mill Street today. Will be at Mill Street soon", ["Mill Street"], []),
        ("called Kim at Park Lane", [], ["Park Lane"]),
        ("had a call with Kim at Park Lane", [], ["Park Lane"]),
        ("emailed the manager at Mill Street", [], ["Mill Street"]),
        ("texted Kim at Mill Street and Dana at Park Lane", [], ["Mill Street", "Park Lane"]),
        ("sent the article to Kim at Mill Street", [], ["Mill Street"]),
        ("talked about the problem at Park Lane", [], ["Park Lane"]),
        ("spoke with Kim about the delay at Park Lane", [], ["Park Lane"]),
        ("Kim's new job at Park Lane", [], ["Park Lane"]),
        ("heard that competitor visited Park Lane", [], ["Park Lane"]),
        ("heard competitor was at Park Lane", [], ["Park Lane"]),
        ("Kim said that Dana visited Park Lane", [], ["Park Lane"]),
        ("told us competitor visited Park Lane", [], ["Park Lane"]),
        ("visited Mill Street and Park Lane to follow", ["Mill Street"], ["Park Lane"]),
        ("visited Mill Street, Park Lane and Quay to come", ["Mill Street", "Park Lane"], ["Quay"]),
        ("emailed Kim and met Dana at Park Lane", ["Park Lane"], []),
        ("emailed Kim, met Dana at Park Lane", ["Park Lane"], []),
        ("called in at Park Lane", ["Park Lane"], []),
        ("called on Kim at Park Lane", ["Park Lane"], []),
        ("stopped in Mill Street", ["Mill Street"], []),
        ("talked with Kim at Park Lane", ["Park Lane"], []),
        ("said hello at Park Lane", ["Park Lane"], []),
        ("told Kim the news at Park Lane", ["Park Lane"], []),
        ("visited Mill Street to talk prices", ["Mill Street"], []),
        ("didn’t meet Kim at Mill Street", [], ["Mill Street"]),
        ("was not at Mill Street", [], []),
        ("wasn't at Mill Street yet", [], []),
        ("never been at Mill Street", [], []),
        ("called them, everywhere except at Mill Street", [], []),
        ("was at all stores except Mill Street", [], []),
    ],
)
def test_who_may_not_have_been_there_is_asked(note: str, ticked: list[str], asked: list[str]) -> None:
    assert read_note(note) == (ticked, asked)


def test_what_stands_in_the_field_for_the_place_is_no_question() -> None:
    note = "Park Lane is closed, will be at Mill Street"
    said = complete_place("Mill Street", list_place_tails(note), PLACES, said_at=None)
    assert (said.place, said.doubtful) == ("Mill Street", ())


@pytest.mark.parametrize("words", ["at a ", "visited a ", "at a visited a ", "not at a ", "at Park Lane, "])
def test_very_many_places_are_not_all_looked_for(words: str) -> None:
    """The first few are; each is read to its end, while nobody else can write."""
    tails = list_place_tails(words * 700)
    assert len(tails) <= 8
    assert sum(len(each.text) for each in tails) <= 8 * 700 * len(words)
