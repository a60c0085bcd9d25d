"""Every kind of message that waits in the queue, with the function that puts it into words."""

from collections.abc import Callable
from typing import Any

from bot.messages.blocks import Message
from bot.messages.consent import compose_welcome
from bot.messages.team import compose_weekly_message

COMPOSERS: dict[str, Callable[[Any], Message]] = {
    "weekly-nudge": compose_weekly_message,
    "welcome": lambda facts: compose_welcome(facts["name"], facts["weekday"], facts["time"]),
}
