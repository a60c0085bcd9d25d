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


def compose_not_installed() -> Message:
    """Say that nobody has installed the bot where this was asked, and who can."""
    text = (
        "I'm not installed in this workspace, so I can't do that here. "
        "Whoever looks after its apps can add me, or add me again."
    )
    return Message(text, [section(text)])


def compose_strange_press() -> Message:
    """Say that a press or a form carries what none of ours does."""
    text = "I can't read what came with that, so I changed nothing. Open the list anew and try again."
    return Message(text, [section(text)])


def compose_failure_view(words: Message | None = None) -> dict[str, Any]:
    """Return the modal that is put on top of a form that could not be saved; the form stays below it."""
    sorry = section(
        "Something went wrong on my side. Go back: what you typed is still there. Then try again."
    )
    return modal("failure", "That didn't work", words.blocks if words else [sorry], close="Back")
