"""The state of a view, and what Slack complains about itself."""

from typing import Any

import pytest

from bot.playground.form_state import complaints, complete_values


def field(kind: str, **fields: Any) -> dict[str, Any]:
    optional = fields.pop("optional", False)
    element = {"type": kind, "action_id": "a", **fields}
    return {"type": "input", "block_id": "b", "element": element, "optional": optional}


def value_of(block: dict[str, Any], entered: dict[str, Any] | None = None) -> dict[str, Any]:
    return complete_values([block], {"b": {"a": entered}} if entered else {})["b"]["a"]


@pytest.mark.parametrize(
    ("block", "state"),
    [
        (field("plain_text_input"), {"value": None}),
        (field("plain_text_input", initial_value="x"), {"value": "x"}),
        (field("datepicker", initial_date="2026-11-21"), {"selected_date": "2026-11-21"}),
        (field("checkboxes"), {"selected_options": []}),
        (field("multi_users_select", initial_users=["U1"]), {"selected_users": ["U1"]}),
        (field("radio_buttons"), {"selected_option": None}),
    ],
)
def test_first_values(block: dict[str, Any], state: dict[str, Any]) -> None:
    assert value_of(block) == {"type": block["element"]["type"], **state}


def test_what_was_entered_wins_and_emptied_fields_are_null() -> None:
    block = field("plain_text_input", initial_value="x")
    assert value_of(block, {"value": "y"})["value"] == "y"
    assert value_of(block, {"value": ""})["value"] is None


def test_buttons_have_no_state() -> None:
    row = {"type": "actions", "block_id": "b", "elements": [{"type": "button", "action_id": "a"}]}
    assert complete_values([row], {}) == {}


@pytest.mark.parametrize(
    ("block", "entered", "complaint"),
    [
        (field("plain_text_input"), None, "required"),
        (field("plain_text_input", optional=True), None, None),
        (field("checkboxes"), {"selected_options": []}, "required"),
        (field("plain_text_input", min_length=3), {"value": "ab"}, "too short"),
        (field("plain_text_input", max_length=3), {"value": "abcd"}, "too long"),
        (field("plain_text_input", max_length=3), {"value": "abc"}, None),
        (field("email_text_input"), {"value": "sam"}, "email"),
        (field("email_text_input"), {"value": "sam@example.com"}, None),
        (field("url_text_input"), {"value": "example.com"}, "URL"),
        (field("number_input", is_decimal_allowed=False), {"value": "1.5"}, "whole number"),
        (field("number_input", is_decimal_allowed=True), {"value": "one"}, "a number"),
        (field("number_input", is_decimal_allowed=True, min_value="1"), {"value": "0.5"}, "at least 1"),
        (field("number_input", is_decimal_allowed=True, max_value="1"), {"value": "1.5"}, "at most 1"),
        (field("number_input", is_decimal_allowed=True, max_value="2"), {"value": "1.5"}, None),
        (field("file_input"), None, None),
    ],
)
def test_complaints(block: dict[str, Any], entered: dict[str, Any] | None, complaint: str | None) -> None:
    values = complete_values([block], {"b": {"a": entered}} if entered else {})
    found = complaints([block], values)
    if complaint is None:
        assert found == {}
    else:
        assert complaint in found["b"]
