"""Rewrites a nudge in place after one of its lines was answered, so that it becomes a worked-off list."""

from typing import Any

from bot.failures import log_failure
from bot.messages.blocks import Message
from bot.queued_words import compose_queued
from bot.surroundings import Surroundings, read_sender
from jobs.brainstorm_posts import BRAINSTORM
from storage.queue import read_message
from storage.records import QueuedMessage

MOST_LOOKS = 5


def rewrite_nudge(around: Surroundings, body: dict[str, Any], message_id: int) -> bool:
    """Show every line of a nudge as it stands in the database now; returns whether it does. Never raises.

    What stands there is composed anew, not patched, and looked at again once it is shown: where two lines
    are pressed at once, the one who comes second to Slack may have composed first.
    """
    try:
        speaker = around.find_speaker(read_sender(body)[0])
        shown: Message | None = None
        for _ in range(MOST_LOOKS):
            anew = compose_anew(around, speaker.workspace, message_id)
            if anew is None:
                return False
            message, words = anew
            if words == shown:
                break
            if not speaker.messenger.rewrite(message.channel or "", message.ts or "", words):
                return False
            shown = words
    except Exception as error:
        log_failure("rewriting a nudge", error)
        return False
    return True


def compose_anew(
    around: Surroundings, workspace: int, message_id: int
) -> tuple[QueuedMessage, Message] | None:
    """Return a message with its words as of now; None where it has been deleted by now, or is no nudge.

    A brainstorm's message is kept by the brainstorm, whatever number a form may bring.
    """
    with around.books.reading(workspace) as reader:
        message = read_message(reader, message_id)
        if message is None or message.kind == BRAINSTORM:
            return None
        return message, compose_queued(reader, message)
