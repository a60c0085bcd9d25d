"""One list of what places are called, for an idea and for a visit (NS-15)."""

import pytest

from jobs.rules.commitments import name_places_of, propose_how_often
from jobs.rules.place_nouns import PLACE_NOUNS, count_places
from jobs.rules.places import NamedPlaces, read_places
from jobs.rules.visit_words import speaks_of_visit
from storage.brainstorm_records import Location

OF_IDEAS = {
    **{f"{noun}s": noun for noun in ("store", "shop", "location", "site", "plant", "office", "depot")},
    **{f"{noun}s": noun for noun in ("outlet", "place", "restaurant", "warehouse")},
    "branches": "branch",
}
"""What an idea's words were understood by when they had a list of their own."""
OF_VISITS = {**OF_IDEAS, "showrooms": "showroom"}
del OF_VISITS["places"]


@pytest.mark.parametrize(("plural", "noun"), OF_IDEAS.items())
def test_an_idea_is_understood_by_what_it_was(plural: str, noun: str) -> None:
    assert propose_how_often(f"visit every {noun}") == "locations"
    assert propose_how_often(f"visit all their {plural}") == "locations"
    assert name_places_of(f"visit each {noun}", 3) == plural
    assert name_places_of(f"visit all {plural}", 1) == noun


@pytest.mark.parametrize(("plural", "noun"), OF_VISITS.items())
def test_a_visit_is_understood_by_what_it_was(plural: str, noun: str) -> None:
    for words in (f"went to their {noun}", f"walked both {plural}", f"been to some {plural} of theirs"):
        assert speaks_of_visit(words)


def test_every_showroom_is_one_of_the_places() -> None:
    """Who took on to visit each of them could not tick one by one, though a visit to one was understood."""
    assert propose_how_often("Visit every showroom") == "locations"
    assert name_places_of("Visit every showroom", 2) == "showrooms"


@pytest.mark.parametrize("noun", sorted(PLACE_NOUNS))
def test_each_of_them_stands_in_every_rule(noun: str) -> None:
    assert propose_how_often(f"see each {noun}") == "locations"
    assert speaks_of_visit(f"went to the {noun}") is (noun != "place"), "what took place was nowhere"


@pytest.mark.parametrize("noun", sorted(PLACE_NOUNS))
def test_beside_a_name_it_is_no_part_of_it(noun: str) -> None:
    """ "The store Mill Street" was Mill Street, and "the showroom Mill Street" a place nobody knew."""
    mill = Location(1, 1, "Mill Street")
    several = count_places(noun, 2)
    for words in (f"the {noun} Mill Street", f"both {several} Mill Street"):
        assert read_places(words, [mill]) == NamedPlaces((mill,))
    assert read_places(f"the {noun}", [mill]) == NamedPlaces()
    # "Park Place" is another street than Park.
    behind = NamedPlaces(unknown=(f"Mill Street {noun}",)) if noun == "place" else NamedPlaces((mill,))
    assert read_places(f"Mill Street {noun}", [mill]) == behind
    assert bool(read_places(f"Mill Street {several}", [mill]).known) is (noun != "place")


@pytest.mark.parametrize("words", ["each storefront", "every placement", "all sited", "each branching"])
def test_what_only_begins_like_one_is_none(words: str) -> None:
    assert propose_how_often(f"see {words}") == "once"


def test_so_many_of_them() -> None:
    assert [count_places("branches", 1), count_places("branch", 0)] == ["branch", "branches"]
