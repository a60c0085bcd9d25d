"""What Slack accepts as block elements and composition objects. Pure.

Limits: docs.slack.dev/reference/block-kit/block-elements and …/composition-objects.
"""

import re
from collections.abc import Callable
from typing import Any, cast

from bot.playground.inspection import ANY_TEXT, PLAIN, Inspection
from bot.playground.json_parts import Json, list_part, objects

Check = Callable[[Inspection, Json, str], None]

SELECTS = {f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels")}
MULTI_SELECTS = {f"multi_{kind}" for kind in SELECTS}
_PICKERS = {"datepicker", "timepicker"}
_CHOICES = {"checkboxes", "radio_buttons"}
_SHARED = {"button", "overflow", "workflow_button", *_PICKERS, *_CHOICES, *SELECTS, *MULTI_SELECTS}
_TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}

# Which elements stand where: docs.slack.dev/blocks.json, "compatible-block-elements".
ALLOWED_IN: dict[str, set[str]] = {
    "section": _SHARED | {"image"},
    "actions": _SHARED | {"datetimepicker", "rich_text_input"},
    "input": (
        _PICKERS
        | _CHOICES
        | SELECTS
        | MULTI_SELECTS
        | _TYPED
        | {"datetimepicker", "rich_text_input", "file_input"}
    ),
    "context": {"image", "plain_text", "mrkdwn"},
    "context_actions": {"feedback_buttons", "icon_button"},
}


def check_element(found: Inspection, element: Json, at: str, block_type: str) -> None:
    """Complain about an element that is unknown, misplaced or too big."""
    kind = element.get("type")
    if kind not in ALLOWED_IN[block_type]:
        known = any(kind in allowed for allowed in ALLOWED_IN.values())
        what = f"element {kind} is not allowed in {block_type}" if known else f"unsupported type: {kind}"
        found.complain(f"{at}/type", what)
        return
    if kind in {"plain_text", "mrkdwn"}:
        found.text_object(element, at, most=3000, kinds=ANY_TEXT)
        return
    found.string(element, at, "action_id", most=255)
    if kind in _FIELDS:
        found.known_fields(element, at, {"type", "action_id", *_FIELDS[kind]})
    found.text(element, at, "placeholder", most=150)
    confirm = found.object(element, at, "confirm")
    if confirm is not None:
        _check_confirm(found, confirm, f"{at}/confirm")
    for name, check in _CHECKS:
        if kind in name:
            check(found, element, at)


def check_option(
    found: Inspection, option: Json, at: str, *, kinds: tuple[str, ...] = PLAIN, with_url: bool = False
) -> None:
    """Complain about an option of a menu."""
    found.known_fields(option, at, {"text", "value", "description", *(("url",) if with_url else ())})
    found.text(option, at, "text", most=75, kinds=kinds, required=True)
    found.text(option, at, "description", most=75, kinds=kinds)
    found.string(option, at, "value", least=1, most=150, required=True)
    found.string(option, at, "url", most=3000)


def check_suggestions(answer: Json) -> list[str]:
    """Return what is wrong with the options an app offers for an external select; none at all are fine."""
    found = Inspection()
    for at, option in found.objects(answer, "", "options", least=0, most=100, required=False):
        check_option(found, option, at)
    for at, group in found.objects(answer, "", "option_groups", least=0, most=100, required=False):
        found.text(group, at, "label", most=75, required=True)
        for inner, option in found.objects(group, at, "options", most=100):
            check_option(found, option, inner)
    return found.complaints


def _check_confirm(found: Inspection, confirm: Json, at: str) -> None:
    found.known_fields(confirm, at, {"title", "text", "confirm", "deny", "style"})
    found.text(confirm, at, "title", most=100, required=True)
    found.text(confirm, at, "text", most=300, kinds=ANY_TEXT, required=True)
    found.text(confirm, at, "confirm", most=30, required=True)
    found.text(confirm, at, "deny", most=30, required=True)
    found.choice(confirm, at, "style", {"primary", "danger"})


def _check_button(found: Inspection, button: Json, at: str) -> None:
    found.text(button, at, "text", most=75, required=True)
    found.string(button, at, "url", most=3000)
    found.string(button, at, "value", most=2000)
    found.string(button, at, "accessibility_label", most=75)
    found.choice(button, at, "style", {"primary", "danger"})


def _check_choices(found: Inspection, element: Json, at: str) -> None:
    for pointer, option in found.objects(element, at, "options", most=10):
        check_option(found, option, pointer, kinds=ANY_TEXT)
    _check_initial(found, element, at, objects(element, "options"))


def _check_overflow(found: Inspection, element: Json, at: str) -> None:
    for pointer, option in found.objects(element, at, "options", most=5):
        check_option(found, option, pointer, with_url=True)


def _check_static_options(found: Inspection, element: Json, at: str) -> None:
    if ("options" in element) == ("option_groups" in element):
        found.complain(at, "must provide either options or option_groups")
        return
    choices = objects(element, "options")
    if "options" in element:
        for pointer, option in found.objects(element, at, "options", most=100):
            check_option(found, option, pointer)
    else:
        for pointer, group in found.objects(element, at, "option_groups", most=100):
            found.known_fields(group, pointer, {"label", "options"})
            found.text(group, pointer, "label", most=75, required=True)
            choices = [*choices, *objects(group, "options")]
            for inner, option in found.objects(group, pointer, "options", most=100):
                check_option(found, option, inner)
    _check_initial(found, element, at, choices)


def _check_initial(found: Inspection, element: Json, at: str, choices: list[Json]) -> None:
    """Complain about a first choice that is not among the options, exactly as it stands there."""
    if "initial_option" in element and element["initial_option"] not in choices:
        found.complain(f"{at}/initial_option", "must be one of the provided options")
    if "initial_options" in element:
        initial = list_part(element, "initial_options")
        if not initial:
            found.complain(f"{at}/initial_options", "no fewer than 1 items required")
        if any(option not in choices for option in initial):
            found.complain(f"{at}/initial_options", "must be among the provided options")


def _check_multi(found: Inspection, element: Json, at: str) -> None:
    found.whole(element, at, "max_selected_items", least=1, most=100)


def _check_image(found: Inspection, image: Json, at: str) -> None:
    if ("image_url" in image) == ("slack_file" in image):
        found.complain(at, "must provide either image_url or slack_file")
    found.string(image, at, "image_url", least=1, most=3000)
    found.string(image, at, "alt_text", least=1, most=2000, required=True)


def _check_text_input(found: Inspection, element: Json, at: str) -> None:
    found.string(element, at, "initial_value", most=3000)
    found.whole(element, at, "min_length", least=0, most=3000)
    found.whole(element, at, "max_length", least=1, most=3000)
    lengths: tuple[Any, Any] = element.get("min_length"), element.get("max_length")
    if all(isinstance(length, int) for length in lengths) and lengths[0] > lengths[1]:
        found.complain(f"{at}/min_length", "must not be more than max_length")


def _check_number_input(found: Inspection, element: Json, at: str) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        found.complain(at, "missing required field: is_decimal_allowed")
    for name in ("initial_value", "min_value", "max_value"):
        value = found.string(element, at, name, most=255)
        if value is not None and not re.fullmatch(r"-?\d+(\.\d+)?", value):
            found.complain(f"{at}/{name}", "must be a number written as a string")


def _check_date(found: Inspection, element: Json, at: str) -> None:
    value: Any = element.get("initial_date")
    if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        found.complain(f"{at}/initial_date", "must be a date in the format YYYY-MM-DD")


def _check_time(found: Inspection, element: Json, at: str) -> None:
    value: Any = element.get("initial_time")
    if value is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
        found.complain(f"{at}/initial_time", "must be a time in the format HH:mm")


def _check_date_time(found: Inspection, element: Json, at: str) -> None:
    found.whole(element, at, "initial_date_time", least=1_000_000_000, most=9_999_999_999)


def _check_feedback(found: Inspection, element: Json, at: str) -> None:
    for name in ("positive_button", "negative_button"):
        button = found.object(element, at, name, required=True)
        if button is not None:
            found.text(button, f"{at}/{name}", "text", most=75, required=True)
            found.string(button, f"{at}/{name}", "value", most=2000)


def _check_workflow_button(found: Inspection, element: Json, at: str) -> None:
    found.text(element, at, "text", most=75, required=True)
    found.object(element, at, "workflow", required=True)


_CHECKS: list[tuple[set[str], Check]] = [
    ({"button"}, _check_button),
    (_CHOICES, _check_choices),
    ({"overflow"}, _check_overflow),
    ({"static_select", "multi_static_select"}, _check_static_options),
    (MULTI_SELECTS, _check_multi),
    ({"image"}, _check_image),
    ({"plain_text_input"}, _check_text_input),
    ({"number_input"}, _check_number_input),
    ({"datepicker"}, _check_date),
    ({"timepicker"}, _check_time),
    ({"datetimepicker"}, _check_date_time),
    ({"feedback_buttons"}, _check_feedback),
    ({"workflow_button"}, _check_workflow_button),
]

_MENU = {"placeholder", "confirm", "focus_on_load"}
_INPUT = {"placeholder", "initial_value", "dispatch_action_config", "focus_on_load"}
_FIELDS: dict[str, set[str]] = {
    "button": {"text", "url", "value", "style", "confirm", "accessibility_label"},
    "checkboxes": {"options", "initial_options", "confirm", "focus_on_load"},
    "radio_buttons": {"options", "initial_option", "confirm", "focus_on_load"},
    "overflow": {"options", "confirm"},
    "datepicker": {"initial_date", *_MENU},
    "timepicker": {"initial_time", "timezone", *_MENU},
    "datetimepicker": {"initial_date_time", "confirm", "focus_on_load"},
    "image": {"image_url", "slack_file", "alt_text"},
    "plain_text_input": {"multiline", "min_length", "max_length", *_INPUT},
    "email_text_input": _INPUT,
    "url_text_input": _INPUT,
    "number_input": {"is_decimal_allowed", "min_value", "max_value", *_INPUT},
    "static_select": {"options", "option_groups", "initial_option", *_MENU},
    "external_select": {"initial_option", "min_query_length", *_MENU},
    "users_select": {"initial_user", *_MENU},
    "channels_select": {"initial_channel", "response_url_enabled", *_MENU},
    "conversations_select": {
        "initial_conversation",
        "default_to_current_conversation",
        "response_url_enabled",
        "filter",
        *_MENU,
    },
    "multi_static_select": {"options", "option_groups", "initial_options", "max_selected_items", *_MENU},
    "multi_external_select": {"initial_options", "min_query_length", "max_selected_items", *_MENU},
    "multi_users_select": {"initial_users", "max_selected_items", *_MENU},
    "multi_channels_select": {"initial_channels", "max_selected_items", *_MENU},
    "multi_conversations_select": {
        "initial_conversations",
        "default_to_current_conversation",
        "max_selected_items",
        "filter",
        *_MENU,
    },
}


def focused(blocks: list[Json]) -> int:
    """Return how many elements ask for the cursor; a view may have one."""
    count = 0
    for block in blocks:
        inner = [block.get("element"), block.get("accessory"), *list_part(block, "elements")]
        count += sum(1 for e in inner if isinstance(e, dict) and cast("Json", e).get("focus_on_load") is True)
    return count
