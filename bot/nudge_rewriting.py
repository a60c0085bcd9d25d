"""Rewrites a nudge in place after one of its lines was answered, so that it becomes a worked-off list."""

from typing import Any

from bot.messages.blocks import Message
from bot.messenger import compose_stored_nudge
from bot.surroundings import Surroundings
from storage.queue import read_message


def rewrite_nudge(around: Surroundings, body: dict[str, Any], message_id: int) -> None:
    """Show every line of a nudge as it stands in the database now.

    What stands there is composed anew, not patched: two lines pressed at once cannot undo each other.
    """
    with around.visit(body) as visit:
        message = read_message(visit.transaction, message_id)
        words: Message | None = None if message is None else compose_stored_nudge(visit.transaction, message)
    if message is not None and words is not None and message.channel and message.ts:
        around.messenger.rewrite(message.channel, message.ts, words)
