"""How a payload reaches the bot and what may go wrong; `sockets` and `dispatch` are the two ways."""

from typing import Protocol

from bot.playground.json_parts import Json
from bot.playground.payloads import Envelope


class NotDelivered(Exception):  # noqa: N818 - a fact about a payload, told to the person
    """The bot did not take the payload; `code` is what Slack shows for it, `reason` Slack's retry reason."""

    def __init__(self, code: str, sentence: str, reason: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.reason = reason


def nobody_listens() -> NotDelivered:
    """Return the failure when no bot is connected."""
    return NotDelivered(
        "dispatch_failed",
        "The bot is not connected to the playground. Start it, then try again.",
        "connection_failed",
    )


def too_slow(seconds: float) -> NotDelivered:
    """Return the failure when the bot did not answer in time."""
    return NotDelivered(
        "operation_timeout",
        f"The bot did not answer within {seconds:g} seconds. Look at its log.",
        "http_timeout",
    )


class Delivery(Protocol):
    """Takes payloads to the bot."""

    @property
    def connections(self) -> int:
        """How many connections of the bot there are."""
        ...

    async def deliver(self, envelope: Envelope, attempt: int = 0, reason: str = "") -> Json:
        """Return the bot's answer, empty if it only acknowledged; raises NotDelivered."""
        ...

    async def close(self) -> None:
        """End all connections."""
        ...
