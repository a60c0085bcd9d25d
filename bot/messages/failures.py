"""What we say when something went wrong on our side."""

from typing import Any

from bot.messages.blocks import Block, Message, modal, quote_back, section


def compose_failure(typed: str = "", *, expired: bool = False) -> Message:
    """Say what happened and the next step; give back what was typed."""
    text = (
        "That took me too long, so Slack closed the door. Please press again."
        if expired
        else "Something went wrong on my side. Please look at my Home tab if it was saved, then try again."
    )
    blocks: list[Block] = [section(text)]
    if typed:
        blocks += quote_back("You typed:", typed)
    return Message(text, blocks)


def compose_failure_view() -> dict[str, Any]:
    """Return the modal that is put on top of a form that could not be saved; the form stays below it."""
    return modal(
        "failure",
        "That didn't work",
        [section("Something went wrong on my side. Go back: what you typed is still there. Then try again.")],
        close="Back",
    )
