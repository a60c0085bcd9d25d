"""People and places are read only where the words are clearly people and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.phrases import find_companion, find_place, is_trailing_phrases, list_place_tails


@pytest.mark.parametrize(
    ("note", "whom"),
    [
        ("visited store with Kim", "Kim"),
        ("lunch with Kim and Dana at Mill Street", "Kim and Dana"),
        ("with Kim & Dana", "Kim & Dana"),
        ("with Kim and dana", "Kim and dana"),
        ("with kim and dana at mill street", "kim and dana"),
        ("With Kim van Dam, who agreed", "Kim van Dam"),
        ("met with Dr. Kim Ode about pricing", "Dr. Kim Ode"),
        ("with Kim and agreed the next steps", "Kim"),
        ("with kim and agreed the next steps", "kim"),
        ("with @kim about it", "kim"),
        ("with Kim. Good talk", "Kim"),
        ("with Kim from Purchasing", "Kim"),
        ("with the new buyer", "the new buyer"),
        ("with the buyer to plan the summer", "the buyer"),
        ("with Kim Tue", "Kim"),
        ("with 田中さん", "田中さん"),
        ("with no answer, then with Kim", "Kim"),
        ("visited", None),
        ("with", None),
        ("with no answer", None),
        ("with them", None),
        ("with about", None),
        ("with ...", None),
        ("with many thanks", None),
        ("dealt with", None),
        ("herewith Kim", None),
        ("with care", None),
        ("happy with our quick and very good answers", None),
        ("with a lot of very old samples and good will", None),
        ("with @", None),
        ("with Kim\nAgreed", "Kim"),
    ],
)
def test_companions(note: str, whom: str | None) -> None:
    assert find_companion(note) == whom


@pytest.mark.parametrize(
    ("note", "place"),
    [
        ("visited at Mill Street", "Mill Street"),
        ("at mill street with kim", "mill street"),
        ("at Mill Street store and talked", "Mill Street store"),
        ("at Mill Street outlet and talked", "Mill Street outlet"),
        ("at Mill Street place the cake", "Mill Street"),
        ("at Store 12", "Store 12"),
        ("at 12 Mill Street", "12 Mill Street"),
        ("at their HQ", "their HQ"),
        ("at the trade fair", "the trade fair"),
        ("at St. Mary's", "St. Mary's"),
        ("at noon at Mill Street", "Mill Street"),
        ("met at the Leeds depot. Agreed", "the Leeds depot"),
        ("at home", "home"),
        ("at Mill Street Tuesday", "Mill Street"),
        ("arrived at Mill Street", "Mill Street"),
        ("at the plant and the shop", "the plant"),
        ("at Mill Street and Park Lane", "Mill Street and Park Lane"),
        ("at Mill Street, Park Lane and Quay about prices", "Mill Street, Park Lane and Quay"),
        ("at Mill Street & Park Lane + Quay", "Mill Street & Park Lane + Quay"),
        ("at Mill Street store and Park Lane depot", "Mill Street store and Park Lane depot"),
        ("at Mill Street and then at Quay", "Mill Street and then at Quay"),
        ("at Mill Street, and at Park Lane and talked", "Mill Street, and at Park Lane"),
        ("at B, C, D, E, F, G, H, J and K", "B, C, D, E, F, G, H, J and K"),
        ("at B and C and D and E and F and G", "B and C and D and E and F and G"),
        ("at Mill Street, Kim was happy", "Mill Street"),
        ("at Mill Street, Kim happy", "Mill Street"),
        ("at Mill Street, Kim and Dana agreed", "Mill Street"),
        ("at mill street, and agreed the date", "mill street"),
        ("at Stratford on Avon with Kim", "Stratford on Avon"),
        ("at Stratford on Tuesday", "Stratford"),
        ("at Stratford on the way", "Stratford"),
        ("call at 3pm", None),
        ("call at 15:30", None),
        ("call at 3", None),
        ("at 3 with Kim", None),
        ("at 9h30", None),
        ("quoted at 10%", None),
        ("at noon", None),
        ("at lunch", None),
        ("at the moment", None),
        ("at a discount", None),
        ("at the", None),
        ("at least two", None),
        ("looked at pumps", None),
        ("good at golf", None),
        ("at", None),
        ("at $5", None),
        ("at them", None),
        ("at very many little old shops down there", None),
        ("at something they had never before seen there", None),
        ("at one of the very many little shops", None),
        ("chat", None),
    ],
)
def test_places(note: str, place: str | None) -> None:
    assert find_place(note) == place


@pytest.mark.parametrize(
    ("note", "tails"),
    [
        ("saw them at Quay and at Mill Street", ("Quay and at Mill Street", "Mill Street")),
        ("visited Quay and mill street", ("Quay and mill street",)),
        ("went to Quay, stopped by Mill Street", ("Quay, stopped by Mill Street", "Mill Street")),
        ("haven't visited Quay yet", ()),
        ("wants to be visited Monday", ()),
        ("looked at Quay", ()),
        ("will visit Quay", ()),
        ("chat", ()),
    ],
)
def test_what_stands_behind_each_at(note: str, tails: tuple[str, ...]) -> None:
    """NS-15: there the names of locations are looked for."""
    assert tuple(each.text for each in list_place_tails(note)) == tails


@pytest.mark.parametrize(
    ("tail", "trailing"),
    [
        ("", True),
        (".", True),
        (" with Kim", True),
        (" with Kim at Mill Street.", True),
        (", with Kim, at St. Mary's", True),
        (" at 3pm", True),
        (" with kim from the pump company", True),
        (" about pricing", False),
        (" with Kim about pricing", False),
        (" with Kim. Agreed", False),
        ("'s delivery", False),
        (" called", False),
        (" with " + "many " * 10 + "people", False),
    ],
)
def test_trailing_phrases(tail: str, trailing: bool) -> None:
    assert is_trailing_phrases(tail) is trailing


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["with", "at", "Kim", "and", "the", ",", ".", "3", "3pm", "&", "@", "#", "(", "Street"]
        )
    ).map(" ".join)
)
def test_what_is_found_stands_in_the_note(note: str) -> None:
    for found in (find_companion(note), find_place(note)):
        assert found is None or (found and all(word in note for word in found.split()))
    assert all(note.endswith(tail.text) for tail in list_place_tails(note))
    is_trailing_phrases(note)
