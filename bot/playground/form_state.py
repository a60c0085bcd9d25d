"""What people have entered into the fields of a view, in the shape of Slack's `state.values`. Pure."""

import re
from typing import Any, cast

from bot.playground.json_parts import Json
from bot.playground.open_views import interactive_elements

# How an element's answer is called in the state, and the field that holds its first value.
_ANSWERS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
}
_LISTS = {"selected_options", "selected_users", "selected_conversations", "selected_channels"}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """Return the interactive element with these ids, or None."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in interactive_elements(block):
                if element.get("action_id") == action_id:
                    return element
    return None


def complete_values(blocks: list[Json], entered: Json) -> Json:
    """Return the state of all fields: what was entered, else their first values, else empty."""
    values: Json = {}
    for block in blocks:
        for element in interactive_elements(block):
            if element.get("type") not in _ANSWERS:
                continue
            block_id, action_id = block["block_id"], element["action_id"]
            entry = entered.get(block_id, {}).get(action_id)
            values.setdefault(block_id, {})[action_id] = _entry(element, entry)
    return values


def _entry(element: Json, entered: Json | None) -> Json:
    name, initial = _ANSWERS[element["type"]]
    if entered is not None:
        return {**entered, "type": element["type"], name: _emptied(name, entered.get(name))}
    return {"type": element["type"], name: _emptied(name, element.get(initial))}


def _emptied(name: str, value: object) -> object:
    if name in _LISTS:
        return value or []
    return None if value == "" else value


def complaints(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return what Slack itself complains about before the app hears of the submission, by block id."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = cast("Json", block["element"])
        if element["type"] not in _ANSWERS:
            continue
        entry: Json = values.get(block["block_id"], {}).get(element["action_id"], {})
        value = entry.get(_ANSWERS[element["type"]][0])
        if value in (None, "", []):
            if not block.get("optional", False):
                found[block["block_id"]] = "Please complete this required field."
        elif sentence := _complaint(element, value):
            found[block["block_id"]] = sentence
    return found


def _complaint(element: Json, value: Any) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"This entry is too short (minimum is {element['min_length']} characters)."
        if len(value) > element.get("max_length", 3000):
            return f"This entry is too long (maximum is {element.get('max_length', 3000)} characters)."
    if kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not _URL.fullmatch(value):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _number_complaint(element, value)
    return None


def _number_complaint(element: Json, value: str) -> str | None:
    decimals = bool(element.get("is_decimal_allowed"))
    if not re.fullmatch(r"-?\d+(\.\d+)?" if decimals else r"-?\d+", value):
        return "Please enter a number." if decimals else "Please enter a whole number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return None
