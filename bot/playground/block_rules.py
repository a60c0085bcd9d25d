"""What Slack accepts as blocks and views."""

from typing import Literal

from bot.playground.json_parts import Json
from bot.playground.refusals import Refused

Surface = Literal["message", "modal", "home"]


def check_blocks(blocks: list[Json], surface: Surface) -> None:
    """Refuse blocks that Slack would not show."""
    if len(blocks) > (50 if surface == "message" else 100):
        raise Refused("invalid_blocks")


def check_view(view: Json, kind: str) -> None:
    """Refuse a view that Slack would not show."""
    if view.get("type") != kind:
        raise Refused("invalid_arguments")
