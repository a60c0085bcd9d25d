"""Which locations a touch names: by whole names, the longest first (NS-15)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jobs.rules.place_tails import PlaceTail, complete_place, follow_note
from jobs.rules.places import NamedPlaces, list_left, list_too_long, read_places
from storage.brainstorm_records import LONGEST_LOCATION, Location, Tick
from storage.names import fold
from storage.records import Touch
from tests.builders import NOW, TODAY

NAMES = [
    "Mill Street",
    "Mill Street North",
    "Park Lane",
    "Hook",
    "Hook and Ladder Lane",
    "St. Mary's",
    "Café Noël",
    "Building 4, Rotterdam",
    "Plus Market",
]
PLACES = [Location(number, 1, name) for number, name in enumerate(NAMES, 1)]


def names_in(named: NamedPlaces) -> list[str]:
    return [each.name for each in named.known]


@pytest.mark.parametrize(
    ("place", "known", "unknown"),
    [
        ("Mill Street and Park Lane", ["Mill Street", "Park Lane"], []),
        ("park lane, MILL  STREET & cafe noel", ["Park Lane", "Mill Street", "Café Noël"], []),
        ("Park Lane + Mill Street", ["Park Lane", "Mill Street"], []),
        ("Hook and Ladder Lane and Hook", ["Hook and Ladder Lane", "Hook"], []),
        ("Hook & Ladder Lane", ["Hook and Ladder Lane"], []),
        ("Mill Street North", ["Mill Street North"], []),
        ("Mill Street South", [], ["Mill Street South"]),
        ("North Mill Street", [], ["North Mill Street"]),
        ("Mill Streets", [], ["Mill Streets"]),
        ("Park Lane on Sea", [], ["Park Lane on Sea"]),
        ("Park Lane (north)", [], ["Park Lane (north)"]),
        ("the Mill Street store and their Park Lane", ["Mill Street", "Park Lane"], []),
        ("both stores: Mill Street and Park Lane", ["Mill Street", "Park Lane"], []),
        ("Mill Street, and then at Park Lane", ["Mill Street", "Park Lane"], []),
        ("St Mary's, Plus Market", ["St. Mary's", "Plus Market"], []),
        ("Building 4, Rotterdam, Hook", ["Building 4, Rotterdam", "Hook"], []),
        ("Mill Street, mill street and Canal Road, canal  road", ["Mill Street"], ["Canal Road"]),
        ("the Leeds depot", [], ["Leeds depot"]),
        ("The Shard", [], ["The Shard"]),
        ("the store", [], []),
        ("both stores", [], []),
        ("★", [], []),
        ("", [], []),
        (None, [], []),
    ],
)
def test_a_list_of_places(place: str | None, known: list[str], unknown: list[str]) -> None:
    found = read_places(place, PLACES)
    assert (names_in(found), list(found.unknown)) == (known, unknown)


def test_names_alike_but_for_signs_are_told_apart_where_they_are_written_so() -> None:
    twins = [Location(1, 1, "Mill-Street"), Location(2, 1, "Mill Street"), Location(3, 1, "★")]
    for each in twins:
        assert read_places(each.name, twins).known == (each,)
    assert names_in(read_places("★ , Mill Street", twins)) == ["Mill Street"]


def test_a_name_longer_than_a_location_may_be_is_none() -> None:
    """What the form would not take is not offered either."""
    assert read_places("x" * (LONGEST_LOCATION + 1), []).unknown == ()
    assert len(read_places("x" * LONGEST_LOCATION, []).unknown) == 1


# Each name begins with a letter that no word has within it, and X tells the longer ones from all others.
_WORD = st.text("abcdefghijklmnoprstuvwyzéø", min_size=1, max_size=6) | st.sampled_from(
    ["and", "the", "store"]
)
_NAME = st.lists(_WORD, min_size=1, max_size=3).map(lambda words: "Q" + " ".join(words))
_JOIN = st.sampled_from([" and ", ", ", " & ", " + ", ", and ", " plus ", " and at ", ", then ", ", the "])


@given(st.data())
def test_any_known_names_joined_in_any_order_tick_just_these(data: st.DataObject) -> None:
    """NS-15: whatever else the account has, such as names of which these are the beginning or the end."""
    names = data.draw(st.lists(_NAME, min_size=1, max_size=8, unique_by=fold))
    others = [
        f"{names[0]} X1",
        f"X2 {names[0]}",
        f"{names[0]} and {names[-1]} X3",
        f"X4 and {names[-1]}",
    ]
    places = [Location(number, 1, name) for number, name in enumerate([*names, *others], 1)]
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, unique=True))
    said = chosen[0].name
    for each in chosen[1:]:
        said += data.draw(_JOIN) + each.name
    found = read_places(said.upper() if data.draw(st.booleans()) else said, places)
    assert found == NamedPlaces(tuple(chosen))


@example("HOOK%AND%LADDER%LANE?0")
@given(st.text() | st.lists(st.sampled_from([*NAMES, "and", ",", "&", "at", "the", "."])).map(" ".join))
def test_whatever_is_typed_names_each_place_once(text: str) -> None:
    found = read_places(text, PLACES)
    assert len(set(found.known)) == len(found.known)
    assert len({fold(each) for each in found.unknown}) == len(found.unknown)
    assert not {fold(each) for each in found.unknown} & {fold(name) for name in NAMES}
    # As the words of a touch it names all of them, or a longer one: "Hook and Ladder Lane. Then …".
    whole = names_in(read_places(complete_place(text, [PlaceTail(text)], PLACES).place, PLACES))
    assert all(any(name.startswith(each.name) for name in whole) for each in found.known)


@pytest.mark.parametrize(
    ("place", "tails", "names"),
    [
        ("mill street", ["mill street and park lane"], ["Mill Street", "Park Lane"]),
        ("mill street", ["mill street and agreed the date"], ["Mill Street"]),
        ("mill street", ["mill street and discussed park lane and hook"], ["Mill Street"]),
        ("hook", ["hook and ladder lane"], ["Hook and Ladder Lane"]),
        (
            "mill street",
            ["mill street in the morning", "park lane after lunch"],
            ["Mill Street", "Park Lane"],
        ),
        (None, ["Mill Street, Canal Road and park lane"], ["Mill Street", "Park Lane"]),
        (None, ["mill street north"], ["Mill Street North"]),
        (None, ["mill street south"], []),
        (None, ["Hook on Sea"], []),
        (None, ["hook on the way home"], ["Hook"]),
        (None, ["hook. mill street is closed"], ["Hook"]),
        (None, ["hook - mill street is closed"], ["Hook"]),
        (None, ["hook (mill street is closed)"], ["Hook"]),
        (None, ["all stores: hook, park lane"], ["Hook", "Park Lane"]),
        (None, ["the"], []),
        ("Borg HQ", ["Borg HQ"], []),
    ],
)
def test_the_words_of_a_touch_name_known_places(
    place: str | None, tails: list[str], names: list[str]
) -> None:
    whole = complete_place(place, map(PlaceTail, tails), PLACES).place
    assert names_in(read_places(whole, PLACES)) == names
    if not names:
        assert whole == place


def touched(number: int, place: str | None) -> Touch:
    return Touch(1, 1, TODAY, NOW, "met Kim", place=place, id=number, created_at=NOW)


def test_what_a_touch_does_not_name_any_more_is_left() -> None:
    """Each touch by its own words."""
    told = ((1, 1), (3, 1), (None, 1), (1, 2), (None, 2))
    ticks = [Tick(number, 1, TODAY, *each) for number, each in enumerate(told, 1)]
    assert list_left(ticks, [touched(1, "Park Lane"), touched(2, "Mill Street")], PLACES) == [ticks[0]]
    assert list_left(ticks, [touched(1, None), touched(2, "Hook")], PLACES) == [*ticks[:2], ticks[3]]


def test_what_the_form_showed_may_be_longer_than_what_is_typed() -> None:
    """An earlier import took names of any length, and nobody has to shorten them to add another."""
    long, other = "Mill " * 30, "Quay " * 30
    assert list_too_long([long, f" {other}", "x" * LONGEST_LOCATION], [long]) == [other.strip()]


@pytest.mark.parametrize(
    ("place", "before", "after", "there"),
    [
        ("Mill Street", "met at Mill Street", "met at Park Lane", "Park Lane"),
        ("Mill Street, Hook", "met at mill street and hook", "met at mill street", "mill street"),
        ("Canal Road", "met at Canal Road", "met at canal street", "canal street"),
        ("Mill Street", "met at Mill Street", "met Kim", "Mill Street"),
        ("Mill Street", "met at Mill Street", "met Kim at Mill Street", "Mill Street"),
        ("Mill Street", "met", "met at Park Lane", "Mill Street"),
        (None, "met", "met at Park Lane", None),
    ],
)
def test_the_place_follows_the_words_that_named_it(
    place: str | None, before: str, after: str, there: str | None
) -> None:
    """What was written into its field by hand stays there."""
    tail = after.partition(" at ")[2]
    tails = [PlaceTail(tail)] if tail else []
    assert follow_note(place, (before, after), tail or None, tails, PLACES) == there
