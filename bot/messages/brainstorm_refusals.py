"""What is said where a brainstorm is not begun, or an idea not taken as it was typed."""

from collections.abc import Iterable
from typing import Any

from bot.messages.blocks import Message, escape, section
from bot.messages.brainstorm_forms import OpeningWish, compose_blocked_view
from jobs.rules.brainstorms import LONGEST_IDEA, MOST_IDEAS_AT_ONCE, MOST_MINUTES, IdeasTrouble


def explain_ideas_trouble(trouble: IdeasTrouble) -> str:
    """Say, beside the field, what to change in the ideas that were typed."""
    match trouble:
        case IdeasTrouble.NOTHING:
            return "Please write at least one idea, in words."
        case IdeasTrouble.TOO_MANY:
            return f"Please add up to {MOST_IDEAS_AT_ONCE} at once, one a line; the rest right after."
        case IdeasTrouble.TOO_LONG:
            return f"Please keep each line to {LONGEST_IDEA} characters; a long idea can take two lines."


def explain_minutes(fields: Iterable[str]) -> dict[str, str]:
    """Say, beside each of these fields, which minutes can be written there."""
    return dict.fromkeys(fields, f"Please write a whole number from 1 to {MOST_MINUTES}.")


def compose_refused_view(reason: str, wish: OpeningWish) -> dict[str, Any]:
    """Say in a window what is said, in plain text, beside a field."""
    return compose_blocked_view(escape(reason), wish)


def compose_refusal(reason: str) -> Message:
    """Say in a message what is said, in plain text, beside a field."""
    return Message(text := escape(reason), [section(text)])


def explain_may_open_not_told() -> str:
    """Say, in plain text, that nobody knows by now whether somebody may begin a brainstorm."""
    return (
        "Slack didn't tell me in time whether you are an admin of the workspace; they, and whoever leads the "
        "team, begin a brainstorm. Please try again in a moment."
    )


def compose_may_steer_not_told() -> Message:
    """Say that nobody knows by now whether somebody may give more time or move on."""
    text = (
        "Slack didn't tell me in time whether you are an admin of the workspace, so nothing has changed. "
        "Please press it again in a moment."
    )
    return Message(text, [section(text)])


def compose_not_shown_yet(channel: str) -> Message:
    """Say that what was pressed counts, though the bot can't show it in the channel now."""
    text = f"Noted. I can't show anything in <#{channel}> just now; it is shown as soon as I can post there."
    return Message(text, [section(text)])
