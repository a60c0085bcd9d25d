"""Ideas for an account as its card shows them, and what is said once one was done or dropped (NS-16)."""

from collections.abc import Sequence
from datetime import date

from bot.messages.blocks import Block, actions, button, context, name_day, quote, section, shorten
from storage.story_records import Idea

DONE = "idea.done"
DROP = "idea.drop"
UNDO = "idea.undo"

TO_WRITE, WRITTEN = "Write to them about ", "wrote to them about "
"""How an idea from the news begins, and how it is told once it is done."""


def compose_ideas(ideas: Sequence[Idea], today: date) -> list[Block]:
    """Return an account's ideas, each with what ends it; nothing where there are none."""
    if not ideas:
        return []
    blocks: list[Block] = [section("*Ideas for them*")]
    for each in ideas:
        value = [each.id, each.account_id]
        short = shorten(each.text, 40)
        blocks += [
            section(f"• {quote(each.text, 200)} ({name_day(each.at.date(), today)})"),
            actions(
                [
                    button("I did it", DONE, value, label=f"Log a touch for “{short}”"),
                    button("Drop it", DROP, value, label=f"Drop “{short}”"),
                ],
                block_id=f"idea.{each.id}",
            ),
        ]
    return [*blocks, context("_I did it_ logs a touch for today.")]


def tell_done(text: str) -> str:
    """Return an idea as the note of the touch that it became."""
    return WRITTEN + text.removeprefix(TO_WRITE) if text.startswith(TO_WRITE) else text


def tell_idea_settled(idea: Idea | None, touch_id: int | None) -> list[Block]:
    """Say above the card what an idea has become, with the way back; kindly where it was settled before."""
    if idea is None:
        return [section("That idea was done or dropped before, so I left it as it is.")]
    if touch_id is None:
        said = f"✓ Dropped: ~{quote(idea.text, 300).replace('~', '∼')}~"
    else:
        said = f"✓ Logged as a touch for today: {quote(tell_done(idea.text), 300)}"
    return [
        section(
            said,
            accessory=button(
                "Undo", UNDO, [idea.id, idea.account_id, touch_id], label=f"Undo “{shorten(idea.text, 60)}”"
            ),
        )
    ]


def tell_idea_reopened(*, reopened: bool) -> list[Block]:
    """Say what has become of an Undo."""
    if reopened:
        return [section("✓ Taken back: the idea is on the list again.")]
    return [section("A colleague logged that touch, so it is theirs to take back.")]
