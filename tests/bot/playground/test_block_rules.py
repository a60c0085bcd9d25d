"""What Slack refuses is refused, with its pointer; what it takes is taken."""

from typing import Any

import pytest

from bot.playground.block_rules import Surface, check_blocks
from bot.playground.refusals import Refused
from bot.playground.view_rules import check_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(**fields: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}, **fields}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **fields}


def option(text: str = "One", value: str = "1", **fields: Any) -> Json:
    return {"text": plain(text), "value": value, **fields}


def select(kind: str = "static_select", **fields: Any) -> Json:
    return {"type": kind, "action_id": "pick", "options": [option()], **fields}


def field(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain("Name"), "element": element, **fields}


def typed(kind: str = "plain_text_input", **fields: Any) -> Json:
    return {"type": kind, "action_id": "typed", **fields}


def modal(**fields: Any) -> Json:
    return {"type": "modal", "title": plain("Log a touch"), "blocks": [section()], **fields}


def bar(**fields: Any) -> Json:
    chart = {
        "type": "bar",
        "series": [{"name": "Touches", "data": [{"label": "Mon", "value": 3}]}],
        "axis_config": {"categories": ["Mon"]},
    }
    return {"type": "data_visualization", "title": "Week", "chart": {**chart, **fields}}


def cells(*texts: str) -> list[Json]:
    return [{"type": "raw_text", "text": text} for text in texts]


def data_table(rows: list[list[Json]], **fields: Any) -> Json:
    return {"type": "data_table", "caption": "Accounts", "rows": rows, **fields}


RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}

TOO_MUCH: list[tuple[str, Json, str]] = [
    ("text object", section(text="Hello"), "must be an object"),
    ("fields object", section(fields="x"), "must be an array"),
    ("fields items", section(fields=["x"]), "must be an object [json-pointer:/blocks/0/fields/0]"),
    ("accessory object", section(accessory="x"), "must be an object"),
    ("length whole", field(typed(max_length="9")), "must be an integer"),
    ("rows array", {"type": "table", "rows": ["x"]}, "must be an array"),
    ("rows missing", {"type": "table"}, "missing required field: rows"),
    ("feedback", {"type": "context_actions", "elements": [{"type": "feedback_buttons"}]}, "positive_button"),
    (
        "text 3000",
        section(text={"type": "mrkdwn", "text": "x" * 3001}),
        "less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        "text empty",
        section(text={"type": "mrkdwn", "text": ""}),
        "more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    ("text kind", section(text={"type": "html", "text": "x"}), "/blocks/0/text/type"),
    (
        "emoji in mrkdwn",
        section(text={"type": "mrkdwn", "text": "x", "emoji": True}),
        "invalid additional property: emoji",
    ),
    ("nothing in section", {"type": "section"}, "text or fields"),
    (
        "fields 10",
        section(fields=[plain("x")] * 11),
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    ("field 2000", section(fields=[plain("x" * 2001)]), "/blocks/0/fields/0/text"),
    ("header 150", {"type": "header", "text": plain("x" * 151)}, "less than 151 characters"),
    ("header mrkdwn", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "/blocks/0/text/type"),
    ("unknown block", {"type": "heading", "text": plain("x")}, "unsupported type: heading"),
    ("no type", {}, "unsupported type: None"),
    ("extra field", section(colour="red"), "invalid additional property: colour"),
    ("block_id 255", section(block_id="x" * 256), "/blocks/0/block_id"),
    ("action_id 255", actions(button(action_id="x" * 256)), "/blocks/0/elements/0/action_id"),
    ("same action_id", actions(button(), button()), "action_id go already exists"),
    ("actions 25", actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25 items"),
    ("actions empty", actions(), "no fewer than 1 items"),
    ("button text 75", actions(button(text=plain("x" * 76))), "/blocks/0/elements/0/text/text"),
    (
        "button mrkdwn",
        actions(button(text={"type": "mrkdwn", "text": "x"})),
        "/blocks/0/elements/0/text/type",
    ),
    ("button value 2000", actions(button(value="x" * 2001)), "/blocks/0/elements/0/value"),
    ("button value number", actions(button(value=7)), "must be a string"),
    ("button url 3000", actions(button(url="x" * 3001)), "/blocks/0/elements/0/url"),
    ("button style", actions(button(style="warning")), "invalid value: warning"),
    ("unknown element", actions({"type": "slider"}), "unsupported type: slider"),
    ("input in actions", actions(typed()), "element plain_text_input is not allowed in actions"),
    (
        "image in actions",
        actions({"type": "image", "image_url": "https://x.test/a.png", "alt_text": "a"}),
        "not allowed in actions",
    ),
    (
        "confirm title 100",
        actions(
            button(
                confirm={
                    "title": plain("x" * 101),
                    "text": plain("x"),
                    "confirm": plain("x"),
                    "deny": plain("x"),
                }
            )
        ),
        "confirm/title/text",
    ),
    (
        "confirm text 300",
        actions(
            button(
                confirm={
                    "title": plain("x"),
                    "text": plain("x" * 301),
                    "confirm": plain("x"),
                    "deny": plain("x"),
                }
            )
        ),
        "confirm/text/text",
    ),
    (
        "confirm deny",
        actions(button(confirm={"title": plain("x"), "text": plain("x"), "confirm": plain("x")})),
        "missing required field: deny",
    ),
    ("context 10", {"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items"),
    ("button in context", {"type": "context", "elements": [button()]}, "not allowed in context"),
    (
        "options 100",
        actions(select(options=[option(value=str(n)) for n in range(101)])),
        "no more than 100 items",
    ),
    ("options none", actions(select(options=[])), "no fewer than 1 items"),
    ("options and groups", actions(select(option_groups=[])), "either options or option_groups"),
    ("option text 75", actions(select(options=[option("x" * 76)])), "options/0/text/text"),
    ("option value 150", actions(select(options=[option(value="x" * 151)])), "options/0/value"),
    (
        "option description 75",
        actions(select(options=[option(description=plain("x" * 76))])),
        "options/0/description",
    ),
    (
        "option url",
        actions(select(options=[option(url="https://x.test")])),
        "invalid additional property: url",
    ),
    (
        "group label 75",
        actions(
            {"type": "static_select", "option_groups": [{"label": plain("x" * 76), "options": [option()]}]}
        ),
        "option_groups/0/label",
    ),
    ("placeholder 150", actions(select(placeholder=plain("x" * 151))), "placeholder/text"),
    (
        "initial option",
        actions(select(initial_option=option("Two", "2"))),
        "must be one of the provided options",
    ),
    (
        "checkboxes 10",
        section(accessory=select("checkboxes", options=[option(value=str(n)) for n in range(11)])),
        "no more than 10 items",
    ),
    (
        "radio 10",
        section(accessory=select("radio_buttons", options=[option(value=str(n)) for n in range(11)])),
        "no more than 10 items",
    ),
    (
        "overflow 5",
        section(accessory=select("overflow", options=[option(value=str(n)) for n in range(6)])),
        "no more than 5 items",
    ),
    ("initial options", section(accessory=select("checkboxes", initial_options=[])), "no fewer than 1 items"),
    ("date", section(accessory={"type": "datepicker", "initial_date": "21.11.2026"}), "YYYY-MM-DD"),
    ("time", section(accessory={"type": "timepicker", "initial_time": "8:30"}), "HH:mm"),
    ("datetime in section", section(accessory={"type": "datetimepicker"}), "not allowed in section"),
    ("datetime", actions({"type": "datetimepicker", "initial_date_time": 12}), "initial_date_time"),
    ("input label", {"type": "input", "element": typed()}, "missing required field: label"),
    ("input label 2000", field(typed(), label=plain("x" * 2001)), "/blocks/0/label/text"),
    ("input hint", field(typed(), hint=plain("x" * 2001)), "/blocks/0/hint/text"),
    ("input element", {"type": "input", "label": plain("x")}, "missing required field: element"),
    ("button in input", field(button()), "not allowed in input"),
    ("min and max", field(typed(min_length=9, max_length=3)), "must not be more than max_length"),
    ("max_length 3000", field(typed(max_length=3001)), "between 1 and 3000"),
    ("number decimal", field(typed("number_input")), "is_decimal_allowed"),
    (
        "number text",
        field(typed("number_input", is_decimal_allowed=True, min_value="a")),
        "number written as a string",
    ),
    ("max selected", field({"type": "multi_users_select", "max_selected_items": 0}), "max_selected_items"),
    (
        "image without alt",
        {"type": "image", "image_url": "https://x.test/a.png"},
        "missing required field: alt_text",
    ),
    ("image url 3000", {"type": "image", "image_url": "x" * 3001, "alt_text": "a"}, "/blocks/0/image_url"),
    (
        "image twice",
        {"type": "image", "image_url": "x", "slack_file": {"id": "F1"}, "alt_text": "a"},
        "either image_url or slack_file",
    ),
    ("alert in message", {"type": "alert", "text": plain("x")}, "alert is not allowed in a message"),
    ("markdown 12000", {"type": "markdown", "text": "x" * 12001}, "less than 12001"),
    (
        "rich text part",
        {"type": "rich_text", "elements": [{"type": "paragraph"}]},
        "unsupported type: paragraph",
    ),
    ("table rows 100", {"type": "table", "rows": [cells("x")] * 101}, "no more than 100 items"),
    ("table columns 20", {"type": "table", "rows": [cells(*"x" * 21)]}, "no more than 20 items"),
    ("table cell", {"type": "table", "rows": [[plain("x")]]}, "unsupported type: plain_text"),
    (
        "table characters",
        {"type": "table", "rows": [cells("x" * 9000), cells("x" * 9000)]},
        "10001 characters together",
    ),
    ("data_table rows 2", data_table([cells("x")]), "no fewer than 2 items"),
    ("data_table rows 201", data_table([cells("x")] * 202), "no more than 201 items"),
    ("data_table columns 20", data_table([cells(*"x" * 21)] * 2), "no more than 20 items"),
    ("data_table uneven", data_table([cells("x"), cells("x", "y")]), "same number of cells"),
    (
        "data_table header",
        data_table([[RICH], [RICH]]),
        "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]",
    ),
    (
        "data_table caption",
        {"type": "data_table", "rows": [cells("x")] * 2},
        "missing required field: caption",
    ),
    ("data_table page", data_table([cells("x")] * 2, page_size=101), "between 1 and 100"),
    (
        "data_table number",
        data_table([cells("x"), [{"type": "raw_number", "value": "1"}]]),
        "must be a number",
    ),
    ("chart title 50", {**bar(), "title": "x" * 51}, "less than 51 characters"),
    ("chart kind", bar(type="radar"), "unsupported type: radar"),
    (
        "chart series 6",
        bar(series=[{"name": str(n), "data": [{"label": "Mon", "value": 1}]} for n in range(7)]),
        "no more than 6 items",
    ),
    (
        "chart same name",
        bar(series=[{"name": "a", "data": [{"label": "Mon", "value": 1}]}] * 2),
        "name a already exists",
    ),
    (
        "chart points",
        bar(series=[{"name": "a", "data": [{"label": "Tue", "value": 1}]}]),
        "one point for each category",
    ),
    (
        "chart value",
        bar(series=[{"name": "a", "data": [{"label": "Mon", "value": "1"}]}]),
        "must be a number",
    ),
    ("chart axis", bar(axis_config=None), "missing required field: axis_config"),
    (
        "pie segments 6",
        {**bar(), "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}] * 7}},
        "no more than 6 items",
    ),
    (
        "pie zero",
        {**bar(), "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]}},
        "greater than 0",
    ),
    (
        "pie label 20",
        {**bar(), "chart": {"type": "pie", "segments": [{"label": "x" * 21, "value": 1}]}},
        "less than 21",
    ),
]


@pytest.mark.parametrize(
    ("block", "complaint"), [case[1:] for case in TOO_MUCH], ids=[case[0] for case in TOO_MUCH]
)
def test_a_block_beyond_a_limit_is_refused(block: Json, complaint: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_blocks([block], "message")
    assert refusal.value.code == "invalid_blocks"
    assert any(complaint in message for message in refusal.value.messages), refusal.value.messages


FINE: list[Json] = [
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain("Good")},
                "negative_button": {"text": plain("Bad")},
            }
        ],
    },
    {
        "type": "video",
        "title": plain("x"),
        "video_url": "https://x.test/v",
        "thumbnail_url": "https://x.test/t",
        "alt_text": "x",
    },
    {"type": "card", "title": plain("x")},
    actions({"type": "workflow_button", "text": plain("Go"), "workflow": {"trigger": {}}}),
    section(
        accessory={
            "type": "static_select",
            "option_groups": [{"label": plain("A"), "options": [option()]}],
            "initial_option": option(),
        }
    ),
    actions({"type": "datetimepicker", "initial_date_time": 1795000000}),
    section(accessory={"type": "timepicker", "initial_time": "08:30", "timezone": "Europe/London"}),
    section(text={"type": "mrkdwn", "text": "x" * 3000}, fields=[plain("x" * 2000)] * 10, block_id="x" * 255),
    section(accessory={"type": "image", "image_url": "https://x.test/a.png", "alt_text": "a"}),
    section(accessory=select("checkboxes", options=[option(value=str(n)) for n in range(10)])),
    section(accessory=select("overflow", options=[option(url="https://x.test")])),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    actions(*[button(action_id=str(n), value="x" * 2000, text=plain("x" * 75)) for n in range(25)]),
    actions(
        select(options=[option("x" * 75, str(n)) for n in range(100)], initial_option=option("x" * 75, "7"))
    ),
    actions(select("multi_static_select", initial_options=[option()], max_selected_items=3)),
    actions(
        button(
            confirm={
                "title": plain("x" * 100),
                "text": plain("x" * 300),
                "confirm": plain("x"),
                "deny": plain("x"),
            }
        )
    ),
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10},
    field(typed(min_length=1, max_length=3000, multiline=True), optional=True, hint=plain("x")),
    field(typed("number_input", is_decimal_allowed=False, min_value="-1")),
    RICH,
    {"type": "markdown", "text": "x" * 12000},
    {"type": "table", "rows": [cells(*"x" * 20)] * 100, "column_settings": [{"align": "right"}, None]},
    data_table(
        [cells("Account", "Days"), [*cells("Acme"), {"type": "raw_number", "value": 34}]], page_size=100
    ),
    bar(),
    {**bar(), "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}] * 6}},
]


@pytest.mark.parametrize("block", FINE, ids=lambda block: block["type"])
def test_a_block_at_its_limits_is_taken(block: Json) -> None:
    check_blocks([block], "message")


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_number_of_blocks(surface: Surface, most: int) -> None:
    check_blocks([{"type": "divider"}] * most, surface)
    with pytest.raises(Refused, match="no more than"):
        check_blocks([{"type": "divider"}] * (most + 1), surface)


def test_what_a_message_may_hold_only_once_or_twice() -> None:
    check_blocks([bar(), bar()], "message")
    for blocks, complaint in [
        ([bar(), bar(), bar()], "no more than 2 data_visualization"),
        ([{"type": "table", "rows": [cells("x")]}] * 2, "only_one_table_allowed"),
        ([data_table([cells("x" * 3000)] * 2)] * 2, "tables must have less than 10001 characters"),
        ([section(block_id="a"), section(block_id="a")], "block_id a already exists"),
        ([{"type": "markdown", "text": "x" * 7000}] * 2, "12001 characters together"),
    ]:
        with pytest.raises(Refused) as refusal:
            check_blocks(blocks, "message")
        assert any(complaint in message for message in refusal.value.messages)


@pytest.mark.parametrize("kind", ["table", "data_table", "data_visualization", "markdown", "context_actions"])
def test_blocks_for_messages_only(kind: str) -> None:
    with pytest.raises(Refused, match="is not allowed in a home"):
        check_blocks([{"type": kind}], "home")


BAD_VIEWS: list[tuple[str, Json, str]] = [
    ("title 24", modal(title=plain("x" * 25)), "[json-pointer:/view/title/text]"),
    ("title missing", {"type": "modal", "blocks": []}, "missing required field: title"),
    ("title mrkdwn", modal(title={"type": "mrkdwn", "text": "x"}), "/view/title/type"),
    ("submit 24", modal(submit=plain("x" * 25)), "/view/submit/text"),
    ("close 24", modal(close=plain("x" * 25)), "/view/close/text"),
    ("private_metadata 3000", modal(private_metadata="x" * 3001), "/view/private_metadata"),
    ("private_metadata object", modal(private_metadata={"a": 1}), "must be a string"),
    ("callback_id 255", modal(callback_id="x" * 256), "/view/callback_id"),
    ("blocks missing", {"type": "modal", "title": plain("x")}, "missing required field: blocks"),
    ("type", {**modal(), "type": "home"}, "must be modal"),
    ("submit missing", modal(blocks=[field(typed())]), "missing required field: submit"),
    ("extra", modal(id="V1"), "invalid additional property: id"),
    ("focus", modal(submit=plain("x"), blocks=[field(typed(focus_on_load=True))] * 2), "focus_on_load"),
    (
        "block",
        modal(blocks=[{"type": "header", "text": plain("")}]),
        "[json-pointer:/view/blocks/0/text/text]",
    ),
]


@pytest.mark.parametrize(
    ("view", "complaint"), [case[1:] for case in BAD_VIEWS], ids=[case[0] for case in BAD_VIEWS]
)
def test_a_view_beyond_a_limit_is_refused(view: Json, complaint: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_view(view, "modal")
    assert refusal.value.code == "invalid_arguments"
    assert any(complaint in message for message in refusal.value.messages), refusal.value.messages


def test_a_view_of_250_kilobytes_is_too_large() -> None:
    big = [section(fields=[plain("x" * 2000)] * 10)] * 13
    with pytest.raises(Refused, match="view_too_large"):
        check_view(modal(blocks=big), "modal")


def test_alerts_stand_in_modals() -> None:
    check_view(modal(blocks=[{"type": "alert", "text": plain("Careful")}]), "modal")
