"""What stands in the forms of a brainstorm is read, or refused as none of ours (complaint 14)."""

import json
from typing import Any

import pytest

from bot.parsing.brainstorms import (
    TypedOpening,
    read_choice_page,
    read_chosen_ideas,
    read_opening,
    read_question_number,
)
from bot.parsing.presses import StrangePressError, read_remembered
from jobs.rules.choices import ChoicePage

Json = dict[str, Any]


def text(value: str | None) -> Json:
    return {"value": {"type": "plain_text_input", "value": value}}


def chosen(*values: object) -> Json:
    return {"value": {"selected_options": [{"value": each} for each in values]}}


def test_what_a_brainstorm_begins_with_is_read() -> None:
    """NS-10."""
    values = {
        "question.1": text(" What is new? "),
        "trade": text("logistics"),
        "ideas": text("8"),
        "choosing": text("0"),
        "channel": {"value": {"selected_conversation": "C1"}},
    }
    opening = read_opening(values)
    assert opening == TypedOpening("What is new?", "logistics", 8, None, "C1")
    assert opening.fields_without_minutes == ["choosing"]
    assert read_opening({}) == TypedOpening("", "", None, None, None)


@pytest.mark.parametrize("minutes", ["", "-1", "0", "61", "1.5", "²", "\u0661", "9" * 5000, None])
def test_minutes_that_no_meeting_takes_are_none(minutes: str | None) -> None:
    """NS-10."""
    assert read_opening({"ideas": text(minutes)}).ideas_minutes is None


@pytest.mark.parametrize(
    "field", [{"value": {"value": 7}}, {"value": {"value": []}}, {"value": {"value": {}}}]
)
def test_a_field_that_no_form_of_ours_has_is_refused(field: Json) -> None:
    for name in ("question.0", "trade", "ideas", "choosing"):
        with pytest.raises(StrangePressError):
            read_opening({name: field})


def test_what_was_chosen_is_read_up_to_the_highest_number_of_a_row() -> None:
    """NS-13: of nine digits and more an idea was left out without a word."""
    values = {"ideas.0": chosen("1", "2147483647"), "ideas.1": chosen("0", "x", "2147483648", "3"), "x": {}}
    assert read_chosen_ideas(values) == [1, 2147483647, 3]
    details = {
        "accounts.1234567890": chosen("2147483647", "-1"),
        "often.1234567890": {"value": {"selected_option": {"value": "14"}}},
        "accounts.x": chosen("1"),
        "accounts.2147483648": chosen("1"),
        "show": chosen("show"),
    }
    remembered = {"brainstorm": 1, "left": [2]}
    page = ChoicePage({1234567890: [2147483647]}, {1234567890: "14"}, show_name=True, left=[2])
    assert read_choice_page(details, remembered) == page


@pytest.mark.parametrize("options", [7, [7], [{}], [{"value": 7}], {"value": "1"}])
def test_choices_that_no_form_of_ours_has_are_refused(options: object) -> None:
    field = {"value": {"selected_options": options}}
    with pytest.raises(StrangePressError):
        read_chosen_ideas({"ideas.0": field})
    for name in ("accounts.1", "show"):
        with pytest.raises(StrangePressError):
            read_choice_page({name: field}, {})


@pytest.mark.parametrize("number", ["2", "-1", "x", ""])
def test_a_third_question_is_refused(number: str) -> None:
    with pytest.raises(StrangePressError):
        read_question_number(number)


@pytest.mark.parametrize("last", [7, "x", [7], {"x": 7}, {"3": "x"}, {"3": None}, {"3": 2**31}])
def test_a_page_that_remembers_what_none_of_ours_does_is_refused(last: object) -> None:
    view = {"private_metadata": json.dumps({"brainstorm": 1, "last": last})}
    with pytest.raises(StrangePressError):
        read_remembered(view, "brainstorm")
