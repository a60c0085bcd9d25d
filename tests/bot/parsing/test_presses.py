"""What a press carries is read, or refused as none of ours; never anything else."""

import contextlib
import json
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.form_fields import (
    read_channel_field,
    read_chosen_field,
    read_day_field,
    read_field,
    read_form_values,
    read_needed_choice,
    read_needed_day_field,
    read_people_field,
    read_ticked_field,
    read_time_field,
    read_typed_field,
    read_weekday_field,
)
from bot.parsing.presses import (
    KeptFeed,
    StrangePressError,
    read_answer_url,
    read_days,
    read_days_press,
    read_feed_press,
    read_idea_press,
    read_menu_press,
    read_number_press,
    read_option_press,
    read_own_idea_form,
    read_own_idea_press,
    read_page_press,
    read_place_press,
    read_press,
    read_pressed_page,
    read_pressed_view,
    read_remembered,
    read_removal_press,
    read_search,
    read_searched_number,
    read_text_press,
)
from jobs.rules.own_ideas import RemovedIdea

OF_OWN_IDEAS = (read_page_press, read_own_idea_press, read_removal_press)


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
    assert read_page_press(press([7, 2])) == (7, 2)
    assert read_own_idea_press(press([7, 3, 2])) == (7, 3, 2)
    assert read_own_idea_form({"private_metadata": "[7, 3, 2]"}) == (7, 3, 2)
    removed = read_removal_press(press([7, 3, 2, "Bring cake", None]))
    assert removed == ((7, 2), RemovedIdea(3, "Bring cake", None))
    view = {"private_metadata": '{"place": "home", "story": 3, "response_url": null}'}
    assert read_remembered(view, "place", "story")["story"] == 3


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
    for read in (read_number_press, read_place_press, read_feed_press, read_own_idea_press):
        with pytest.raises(StrangePressError):
            read(press(value))


@pytest.mark.parametrize(
    "value", [[7, 3, 1, "x", 0], [7, 3, 1, None, None], [0, 3, 1, "x", 2], [7, 3, "x", "x", 2]]
)
def test_a_removal_that_none_of_ours_carries_is_refused(value: object) -> None:
    with pytest.raises(StrangePressError):
        read_removal_press(press(value))
    with pytest.raises(StrangePressError):
        read_press(press({"brainstorm": 7, "post": value}), "brainstorm")


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


PRESS_READERS: tuple[Callable[[dict[str, Any]], object], ...] = (
    read_number_press,
    read_text_press,
    read_place_press,
    read_idea_press,
    read_feed_press,
    read_option_press,
    read_menu_press,
    read_days_press,
    read_pressed_view,
    read_answer_url,
    read_search,
    read_searched_number,
    read_pressed_page,
    lambda body: read_press(body, "account", "rest"),
)
FIELD_READERS: tuple[Callable[[dict[str, Any], str], object], ...] = (
    read_typed_field,
    read_chosen_field,
    read_needed_choice,
    read_ticked_field,
    read_day_field,
    read_needed_day_field,
    read_time_field,
    read_weekday_field,
    read_channel_field,
    read_people_field,
)


@given(ANYTHING)
def test_whatever_is_handed_over_is_read_or_refused(body: Any) -> None:
    for read in (*PRESS_READERS, *OF_OWN_IDEAS):
        for handed in (body, press(body), {"actions": [{"block_id": "x.7", "selected_option": body}]}):
            with contextlib.suppress(StrangePressError):
                read(handed)
    for view in (body, {"private_metadata": json.dumps(body)}):
        with contextlib.suppress(StrangePressError):
            read_remembered(view, "place", "story")
    with contextlib.suppress(StrangePressError):
        read_field(body, "note")
    with contextlib.suppress(StrangePressError):
        read_own_idea_form({"private_metadata": json.dumps(body)})


@given(ANYTHING)
def test_whatever_stands_in_a_field_is_read_or_refused(entered: Any) -> None:
    for element in (entered, {"value": entered}, {"selected_option": entered}, {"selected_date": entered}):
        with contextlib.suppress(StrangePressError):
            values = read_form_values({"state": {"values": {"note": {"value": element}}}})
            for read in FIELD_READERS:
                with contextlib.suppress(StrangePressError):
                    read(values, "note")


def test_menus_and_named_values_are_read() -> None:
    menu = {"actions": [{"block_id": "line.12.buttons", "selected_option": {"value": "14"}}]}
    assert read_menu_press(menu) == (12, "14")
    assert read_days_press(menu) == (12, timedelta(days=14))
    assert read_press(press({"brainstorm": 7, "post": "choosing"}), "post") == {
        "brainstorm": 7,
        "post": "choosing",
    }


def test_the_number_in_a_name_is_read_too() -> None:
    assert read_searched_number({"block_id": "promise.12"}) == 12
    for action_id, start in (("commitment.see_all", 0), ("commitment.see_all.20", 20)):
        assert (read_pressed_page({"actions": [{"action_id": action_id}]}) or 0) == start


@pytest.mark.parametrize("name", ["", "x", "x.y", "x.0", "x.9999999999", None, 7])
def test_a_menu_without_a_number_of_ours_in_its_name_is_refused(name: object) -> None:
    """Complaint 14: one whose name had no number left a traceback."""
    with pytest.raises(StrangePressError):
        read_searched_number({"block_id": name})


@pytest.mark.parametrize(
    "carried",
    [{}, {"post": "choosing"}, {"brainstorm": 7, "post": "lunch"}, {"brainstorm": 7, "unknown": 1}],
)
def test_a_name_that_is_missing_or_means_nothing_is_refused(carried: dict[str, Any]) -> None:
    with pytest.raises(StrangePressError):
        read_press(press(carried), "brainstorm")


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 3001])
def test_text_that_no_button_can_carry_is_refused(text: str) -> None:
    """Slack takes none of it, and PostgreSQL neither of the first two."""
    with pytest.raises(StrangePressError):
        read_text_press(press(text))


@pytest.mark.parametrize("days", ["0", "-1", "731", "9999999999", "pick", ""])
def test_days_no_menu_offers_are_refused(days: str) -> None:
    with pytest.raises(StrangePressError):
        read_days(days)


def test_fields_are_read_as_slack_sends_them() -> None:
    values = read_form_values(
        {
            "state": {
                "values": {
                    "until": {"value": {"selected_date": "2026-11-30"}},
                    "time": {"value": {"selected_time": "09:30"}},
                    "weekday": {"value": {"selected_option": {"value": "6"}}},
                    "managers": {"value": {"selected_users": ["U1", "U2"]}},
                    "channel": {"value": {"selected_conversation": "C1"}},
                    "note": {"value": {"value": None}},
                }
            }
        }
    )
    assert read_needed_day_field(values, "until") == read_day_field(values, "until") == date(2026, 11, 30)
    assert read_time_field(values, "time") == time(9, 30)
    assert read_weekday_field(values, "weekday") == 6
    assert read_people_field(values, "managers") == ["U1", "U2"]
    assert read_channel_field(values, "channel") == "C1"
    assert read_typed_field(values, "note") == read_typed_field(values, "older") == ""
    assert read_chosen_field(values, "older") == ""
    assert read_ticked_field(values, "older") == []
    assert read_needed_choice(values, "weekday") == "6"
    assert read_day_field(values, "older") is None
    with pytest.raises(StrangePressError):
        read_needed_day_field(values, "older")
    with pytest.raises(StrangePressError):
        read_needed_choice(values, "older")
