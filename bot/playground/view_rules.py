"""What Slack accepts as modals and Home tabs. Pure. Limits: docs.slack.dev/reference/views."""

import json
from typing import Literal

from bot.playground.block_rules import inspect_blocks
from bot.playground.element_rules import focused
from bot.playground.inspection import Inspection
from bot.playground.json_parts import Json, objects
from bot.playground.refusals import Refused

MOST_BYTES = 250_000


def check_view(view: Json, kind: Literal["modal", "home"]) -> None:
    """Refuse a view that Slack would not show, with `invalid_arguments` or `view_too_large`."""
    if len(json.dumps(view)) > MOST_BYTES:
        raise Refused("view_too_large")
    found = Inspection()
    if view.get("type") != kind:
        found.complain("/view/type", f"must be {kind}")
    if not isinstance(view.get("blocks"), list):
        found.complain("/view", "missing required field: blocks")
    found.string(view, "/view", "private_metadata", most=3000)
    found.string(view, "/view", "callback_id", most=255)
    found.string(view, "/view", "external_id", most=255)
    blocks = objects(view, "blocks")
    if kind == "modal":
        _inspect_modal(found, view, blocks)
    if focused(blocks) > 1:
        found.complain("/view/blocks", "only one element may have focus_on_load")
    inspect_blocks(found, blocks, kind, "/view/blocks")
    if found.complaints:
        raise Refused("invalid_arguments", *found.complaints)


def _inspect_modal(found: Inspection, view: Json, blocks: list[Json]) -> None:
    fields = {
        "type",
        "title",
        "blocks",
        "close",
        "submit",
        "private_metadata",
        "callback_id",
        "clear_on_close",
    }
    found.known_fields(view, "/view", fields | {"notify_on_close", "external_id", "submit_disabled"})
    found.text(view, "/view", "title", most=24, required=True)
    found.text(view, "/view", "submit", most=24)
    found.text(view, "/view", "close", most=24)
    if view.get("submit") is None and any(block.get("type") == "input" for block in blocks):
        found.complain("/view", "missing required field: submit; a modal with input blocks needs it")
