"""What Slack accepts as blocks: known types, where they stand, and their limits. Pure.

Limits: docs.slack.dev/reference/block-kit/blocks and the pages below it.
"""

from collections.abc import Callable
from typing import Literal

from bot.playground.element_rules import check_element
from bot.playground.inspection import ANY_TEXT, Inspection
from bot.playground.json_parts import Json, objects
from bot.playground.refusals import Refused
from bot.playground.table_rules import (
    MOST_CELL_CHARACTERS,
    check_chart,
    check_data_table,
    check_table,
    count_cell_characters,
)

Surface = Literal["message", "modal", "home"]
Check = Callable[[Inspection, Json, str], None]

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_CHARTS = 2
MOST_MARKDOWN = 12_000
EVERYWHERE: frozenset[Surface] = frozenset({"message", "modal", "home"})
MESSAGES: frozenset[Surface] = frozenset({"message"})


def check_blocks(blocks: list[Json], surface: Surface) -> None:
    """Refuse blocks that Slack would not show, with `invalid_blocks` and every reason."""
    found = Inspection()
    inspect_blocks(found, blocks, surface, "/blocks")
    if found.complaints:
        raise Refused("invalid_blocks", *found.complaints)


def inspect_blocks(found: Inspection, blocks: list[Json], surface: Surface, at: str) -> None:
    """Complain about everything in the blocks that Slack would not take."""
    found.count(len(blocks), at, least=0, most=MOST_BLOCKS[surface])
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        pointer = f"{at}/{index}"
        _inspect_block(found, block, surface, pointer)
        block_id = found.string(block, pointer, "block_id", most=255)
        if block_id and block_id in seen:
            found.complain(f"{pointer}/block_id", f"block_id {block_id} already exists")
        seen.add(block_id or "")
    kinds = [block.get("type") for block in blocks]
    if kinds.count("data_visualization") > MOST_CHARTS:
        found.complain(at, f"no more than {MOST_CHARTS} data_visualization blocks allowed")
    if kinds.count("table") > 1:
        found.complain(at, "only_one_table_allowed")
    if sum(map(count_cell_characters, blocks)) > MOST_CELL_CHARACTERS:
        found.complain(at, f"tables must have less than {MOST_CELL_CHARACTERS + 1} characters together")
    if (
        sum(len(str(block.get("text"))) for block in blocks if block.get("type") == "markdown")
        > MOST_MARKDOWN
    ):
        found.complain(at, f"markdown blocks must have less than {MOST_MARKDOWN + 1} characters together")


def _inspect_block(found: Inspection, block: Json, surface: Surface, at: str) -> None:
    rule = _RULES.get(str(block.get("type")))
    if rule is None:
        found.complain(f"{at}/type", f"unsupported type: {block.get('type')}")
        return
    surfaces, fields, check = rule
    if surface not in surfaces:
        found.complain(f"{at}/type", f"block {block['type']} is not allowed in a {surface}")
    if fields is not None:
        found.known_fields(block, at, {"type", "block_id", *fields})
    check(found, block, at)


def _check_section(found: Inspection, block: Json, at: str) -> None:
    if block.get("text") is None and block.get("fields") is None:
        found.complain(at, "missing required field: text or fields")
    found.text(block, at, "text", most=3000, kinds=ANY_TEXT)
    for pointer, field in found.objects(block, at, "fields", most=10, required=False):
        found.text_object(field, pointer, most=2000, kinds=ANY_TEXT)
    accessory = found.object(block, at, "accessory")
    if accessory is not None:
        check_element(found, accessory, f"{at}/accessory", "section")


def _check_header(found: Inspection, block: Json, at: str) -> None:
    found.text(block, at, "text", most=150, required=True)


def _check_image(found: Inspection, block: Json, at: str) -> None:
    if ("image_url" in block) == ("slack_file" in block):
        found.complain(at, "must provide either image_url or slack_file")
    found.string(block, at, "image_url", least=1, most=3000)
    found.string(block, at, "alt_text", least=1, most=2000, required=True)
    found.text(block, at, "title", most=2000)


def _check_actions(found: Inspection, block: Json, at: str) -> None:
    _check_elements(found, block, at, "actions", most=25)


def _check_context_actions(found: Inspection, block: Json, at: str) -> None:
    _check_elements(found, block, at, "context_actions", most=5)


def _check_context(found: Inspection, block: Json, at: str) -> None:
    _check_elements(found, block, at, "context", most=10)


def _check_elements(found: Inspection, block: Json, at: str, block_type: str, *, most: int) -> None:
    seen: set[str] = set()
    for pointer, element in found.objects(block, at, "elements", most=most):
        check_element(found, element, pointer, block_type)
        action_id = str(element.get("action_id") or "")
        if action_id and action_id in seen:
            found.complain(f"{pointer}/action_id", f"action_id {action_id} already exists")
        seen.add(action_id)


def _check_input(found: Inspection, block: Json, at: str) -> None:
    found.text(block, at, "label", most=2000, required=True)
    found.text(block, at, "hint", most=2000)
    element = found.object(block, at, "element", required=True)
    if element is not None:
        check_element(found, element, f"{at}/element", "input")


def _check_markdown(found: Inspection, block: Json, at: str) -> None:
    found.string(block, at, "text", least=1, most=MOST_MARKDOWN, required=True)


def _check_video(found: Inspection, block: Json, at: str) -> None:
    found.text(block, at, "title", most=199, required=True)
    for name in ("video_url", "thumbnail_url", "alt_text"):
        found.string(block, at, name, least=1, most=3000, required=True)


_RICH_PARTS = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}


def _check_rich_text(found: Inspection, block: Json, at: str) -> None:
    for pointer, part in found.objects(block, at, "elements", least=0, most=1000):
        if part.get("type") not in _RICH_PARTS:
            found.complain(f"{pointer}/type", f"unsupported type: {part.get('type')}")
        for index, piece in enumerate(objects(part, "elements")):
            if piece.get("type") == "text":
                found.string(
                    piece, f"{pointer}/elements/{index}", "text", least=1, most=40_000, required=True
                )


def _check_alert(found: Inspection, block: Json, at: str) -> None:
    found.text(block, at, "text", most=3000, kinds=ANY_TEXT, required=True)


def _accept(found: Inspection, block: Json, at: str) -> None:
    """Look no further: the bot does not use this block, so its inside is not modelled."""


# Surfaces, fields (None: not modelled), and the check of what is inside.
_RULES: dict[str, tuple[frozenset[Surface], set[str] | None, Check]] = {
    "section": (EVERYWHERE, {"text", "fields", "accessory", "expand"}, _check_section),
    "header": (EVERYWHERE, {"text", "level"}, _check_header),
    "divider": (EVERYWHERE, set(), _accept),
    "image": (EVERYWHERE, {"image_url", "slack_file", "alt_text", "title"}, _check_image),
    "actions": (EVERYWHERE, {"elements"}, _check_actions),
    "context": (EVERYWHERE, {"elements"}, _check_context),
    "input": (EVERYWHERE, {"label", "hint", "element", "optional", "dispatch_action"}, _check_input),
    "rich_text": (EVERYWHERE, {"elements"}, _check_rich_text),
    "video": (EVERYWHERE, None, _check_video),
    "card": (EVERYWHERE, None, _accept),
    "alert": (frozenset({"modal"}), None, _check_alert),
    "carousel": (frozenset({"message", "home"}), None, _accept),
    "container": (MESSAGES, None, _accept),
    "context_actions": (MESSAGES, {"elements"}, _check_context_actions),
    "markdown": (MESSAGES, {"text"}, _check_markdown),
    "table": (MESSAGES, None, check_table),
    "data_table": (MESSAGES, None, check_data_table),
    "data_visualization": (MESSAGES, None, check_chart),
    "file": (MESSAGES, None, _accept),
    "call": (MESSAGES, None, _accept),
    "plan": (MESSAGES, None, _accept),
    "task_card": (MESSAGES, None, _accept),
}
