"""One call of a Web API method: its arguments, read as leniently or strictly as Slack reads them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar, cast

from bot.playground.json_parts import Json
from bot.playground.refusals import Refused
from bot.playground.workspace import Channel, Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class ApiCall:
    """What a method works with; `instant` is a monotonic time in seconds, `now` the playground's time.

    `connect_url` issues an address for Socket Mode, `send_event` queues an event for the bot, and
    `exchange_code` answers for a code of the installation.
    """

    workspace: Workspace
    arguments: Json
    now: datetime
    instant: float
    base_url: str
    scopes: frozenset[str]
    connect_url: Callable[[], str]
    send_event: Callable[[Json], None]
    exchange_code: Callable[[str], Json]

    def text(self, name: str, default: str = "") -> str:
        """Return a text argument; numbers are taken as text, as in a form."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def needed(self, name: str) -> str:
        """Return a text argument that must be there; refuses with `invalid_arguments`."""
        value = self.text(name)
        if not value:
            raise Refused("invalid_arguments", f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a truth argument: true, 1 or "true"."""
        value = self.arguments.get(name)
        if value is None or value == "":
            return default
        return str(value).lower() in {"true", "1"}

    def number(self, name: str, default: int) -> int:
        """Return a whole number; refuses with `invalid_arguments`."""
        try:
            return int(self.text(name) or default)
        except ValueError as not_a_number:
            raise Refused("invalid_arguments", f"[ERROR] {name} must be an integer") from not_a_number

    def blocks(self) -> list[Json] | None:
        """Return the blocks, or None if the argument is missing; refuses with `invalid_blocks_format`."""
        blocks = self._decoded("blocks", list[Json], "invalid_blocks_format")
        if blocks is not None and not all(isinstance(cast("object", block), dict) for block in blocks):
            raise Refused("invalid_blocks_format")
        return blocks

    def attachments(self) -> list[Json] | None:
        """Return the old-style attachments, or None if the argument is missing."""
        return self._decoded("attachments", list[Json], "invalid_attachments")

    def object(self, name: str, refusal: str = "invalid_arguments") -> Json | None:
        """Return an object argument, or None if it is missing."""
        return self._decoded(name, dict[str, Any], refusal)

    def _decoded(self, name: str, kind: type[T], refusal: str) -> T | None:
        value: Any = self.arguments.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except json.JSONDecodeError as broken:
                raise Refused(refusal, f"[ERROR] {name} is not valid JSON") from broken
        expected = list if kind == list[Json] else dict
        if not isinstance(value, expected):
            raise Refused(refusal, f"[ERROR] {name} has the wrong type")
        return cast("T", value)

    def need_scope(self, scope: str) -> None:
        """Refuse with `missing_scope` if the manifest does not ask for it; one without scopes may do all."""
        if self.scopes and scope not in self.scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def need_scope_for(self, channel: Channel, what: str) -> None:
        """Ask for channels:read, groups:read or im:read (or :history), by the kind of conversation."""
        family = "im" if channel.kind == "im" else "groups" if channel.is_private else "channels"
        self.need_scope(f"{family}:{what}")

    def channel(self) -> Channel:
        """Return the channel that `channel` names; refuses with `channel_not_found`."""
        channel = self.workspace.channel(self.needed("channel"))
        if channel.is_private and self.workspace.bot.id not in channel.members:
            raise Refused("channel_not_found")
        return channel

    def channel_to_write(self) -> Channel:
        """Return a channel in which the bot may post.

        Refuses with `channel_not_found`, `is_archived`, `not_in_channel` or a restriction.
        """
        channel = self.channel()
        if channel.is_archived:
            raise Refused("is_archived")
        may_write_anywhere = channel.kind == "channel" and "chat:write.public" in self.scopes
        if self.workspace.bot.id not in channel.members and not may_write_anywhere:
            raise Refused("not_in_channel")
        if channel.is_read_only:
            raise Refused("restricted_action_read_only_channel")
        return channel

    def channel_to_change(self) -> Channel:
        """Return a channel in which the bot may change what it has said.

        Refuses with `channel_not_found`, `is_inactive` or `not_in_channel`.
        """
        channel = self.channel()
        if channel.is_archived:
            raise Refused("is_inactive")
        if channel.kind == "channel" and self.workspace.bot.id not in channel.members:
            raise Refused("not_in_channel")
        return channel


Handler = Callable[[ApiCall], Json]


@dataclass(frozen=True)
class Method:
    """A Web API method of the playground, how faithful it is, and a line about it.

    `caller` is whose token it needs; `scope` the bot scope that it needs.
    """

    handler: Handler
    status: Literal["supported", "partial"]
    note: str
    caller: Literal["bot", "app", "anybody"] = "bot"
    scope: str = ""


def page_of(items: list[T], call: ApiCall, default: int = 100) -> tuple[list[T], str]:
    """Return one page of a list by `limit` and `cursor`, and the cursor of the next page or ''."""
    limit = call.number("limit", default) or default
    if not 0 < limit <= 1000:
        raise Refused("invalid_limit")
    cursor = call.text("cursor")
    if cursor and not cursor.removeprefix("next:").isdigit():
        raise Refused("invalid_cursor")
    start = int(cursor.removeprefix("next:")) if cursor else 0
    following = f"next:{start + limit}" if start + limit < len(items) else ""
    return items[start : start + limit], following
