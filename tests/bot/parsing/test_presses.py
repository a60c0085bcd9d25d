"""What a press carries is read, or refused as none of ours; never anything else."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.presses import (
    KeptFeed,
    StrangePressError,
    read_board_press,
    read_feed_press,
    read_field,
    read_idea_press,
    read_number_press,
    read_own_idea_form,
    read_own_idea_press,
    read_page_press,
    read_place_press,
    read_remembered,
    read_removal_press,
)
from jobs.rules.own_ideas import RemovedIdea

OF_OWN_IDEAS = (read_board_press, read_page_press, read_own_idea_press, read_removal_press)


def press(value: object) -> dict[str, Any]:
    return {"actions": [{"value": json.dumps(value)}]}


def test_what_ours_carry_is_read() -> None:
    assert read_number_press(press(7)) == 7
    assert read_place_press(press([7, "home"])) == (7, "home")
    assert read_idea_press(press([7, 3])) == read_idea_press(press([7, 3, None])) == (7, 3, None)
    assert read_idea_press(press([7, 3, 5])) == (7, 3, 5)
    assert read_feed_press(press({"url": "https://a.example/", "account": 3})) == KeptFeed(
        "https://a.example/", 3, None
    )
    assert read_board_press(press({"brainstorm": 7, "post": "ideas"})) == {"brainstorm": 7, "post": "ideas"}
    assert read_board_press(press({"brainstorm": 7})) == {"brainstorm": 7}
    assert read_page_press(press([7, 2])) == (7, 2)
    assert read_own_idea_press(press([7, 3, 2])) == (7, 3, 2)
    assert read_own_idea_form({"private_metadata": "[7, 3, 2]"}) == (7, 3, 2)
    removed = read_removal_press(press([7, 3, 2, "Bring cake", None]))
    assert removed == ((7, 2), RemovedIdea(3, "Bring cake", None))
    view = {"private_metadata": '{"place": "home", "story": 3, "response_url": null}'}
    assert read_remembered(view, "story")["story"] == 3


@pytest.mark.parametrize(
    ("entered", "read"),
    [
        ({"value": "words"}, "words"),
        ({"value": None}, ""),
        ({"selected_option": {"value": "idea"}}, "idea"),
        ({"selected_option": None}, ""),
    ],
)
def test_a_field_is_read_as_it_was_left(entered: dict[str, Any], read: str) -> None:
    assert read_field({"state": {"values": {"note": {"value": entered}}}}, "note") == read


@pytest.mark.parametrize(
    "value", [True, 0, -1, 2**31, 10**30, 1.0, "x", "²", None, [], {}, [7], [7, 8], [7, "a", "b"], {"url": 3}]
)
def test_what_none_of_ours_carries_is_refused(value: object) -> None:
    for read in (read_number_press, read_place_press, read_feed_press, read_own_idea_press, read_board_press):
        with pytest.raises(StrangePressError):
            read(press(value))


@pytest.mark.parametrize(
    "value", [[7, 3, 1, "x", 0], [7, 3, 1, None, None], [0, 3, 1, "x", 2], [7, 3, "x", "x", 2]]
)
def test_a_removal_that_none_of_ours_carries_is_refused(value: object) -> None:
    with pytest.raises(StrangePressError):
        read_removal_press(press(value))
    with pytest.raises(StrangePressError):
        read_board_press(press({"brainstorm": 7, "post": value}))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("actions", "value", "state", "values", "note", "private_metadata", "place")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_whatever_is_handed_over_is_read_or_refused(body: Any) -> None:
    readers = (read_number_press, read_place_press, read_idea_press, read_feed_press, read_remembered)
    for read in (*readers, *OF_OWN_IDEAS):
        with contextlib.suppress(StrangePressError):
            read(body)
        with contextlib.suppress(StrangePressError):
            read(press(body))
    with contextlib.suppress(StrangePressError):
        read_field(body, "note")
    with contextlib.suppress(StrangePressError):
        read_remembered({"private_metadata": json.dumps(body)}, "story")
    with contextlib.suppress(StrangePressError):
        read_own_idea_form({"private_metadata": json.dumps(body)})
