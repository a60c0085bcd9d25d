"""What is said to whoever opened a brainstorm that nobody can see any more, and what to do."""

from collections.abc import Mapping
from typing import Any

from bot.messages.blocks import Message, context, section
from jobs.rules.interruptions import Obstacle


def compose_interruption(facts: Mapping[str, Any]) -> Message:
    """Say, in one sentence, that a brainstorm waits and how it goes on; it does so by itself."""
    where, over = f"<#{facts['channel']}>", bool(facts["over"])
    waits = (
        "what came of your brainstorm waits" if over else "your brainstorm waits with the time it had left"
    )
    then = "and it comes by itself" if over else "and it goes on by itself"
    match Obstacle(facts["obstacle"]):
        case Obstacle.ARCHIVED:
            text = (
                f"{where} is archived, so {waits}: unarchive it, type `/invite @Drumbeat` there if I am not "
                f"in it any more, {then}."
            )
        case Obstacle.SHARED:
            text = (
                f"{where} is shared with another company now, which would read the names of your clients, so "
                f"{waits}: have the sharing ended, {then}, or begin another one with `/brainstorm` in a "
                "channel that is yours alone."
            )
        case Obstacle.RESTRICTED:
            text = (
                f"Slack doesn't let me post in {where} any more, so {waits}: ask an admin of your workspace "
                f"to let this app post there, {then}."
            )
        case Obstacle.NOT_INVITED:
            text = f"I am not in {where} any more, so {waits}: type `/invite @Drumbeat` there, {then}."
    kept = "`/brainstorm ideas`" if over else "`/brainstorm ideas` once it is closed"
    closes = "" if over else " If nothing changes within a day, it closes quietly."
    return Message(text, [section(text), context(f"Every idea is kept, in {kept}.{closes}")])
