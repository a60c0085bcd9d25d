"""Ideas that are perhaps the same: offered to whoever had the later one to be put together (NS-11)."""

from collections.abc import Sequence
from typing import Any

from bot.messages.blocks import Block, actions, button, context, modal, quote, section
from storage.brainstorm_records import BrainstormIdea

MERGE = "brainstorm.merge"
Pair = tuple[BrainstormIdea, BrainstormIdea]
"""What somebody has said, and what was said before."""


def compose_similar_view(pairs: Sequence[Pair], told: Sequence[Block] = ()) -> dict[str, Any]:
    """Offer to put ideas together, each with what it is like; all are kept whatever is answered."""
    blocks: list[Block] = list(told)
    for mine, theirs in pairs:
        who = "You have" if theirs.rep_id == mine.rep_id else f"{quote(theirs.rep_name, 100)} has"
        value = {"idea": mine.id, "into": theirs.id}
        blocks += [
            section(
                f"Yours is on the list: “{quote(mine.text, 300)}”\n{who} said: “{quote(theirs.text, 300)}”"
            ),
            # Each in a block of its own name, or Slack would take the second press for the first.
            actions([button("The same, put them together", MERGE, value)], f"similar.{mine.id}"),
        ]
    return modal(
        "brainstorm.similar",
        "Is it the same?",
        blocks,
        close="Keep both" if len(pairs) == 1 else "Keep all",
        remember={"pairs": [[mine.id, theirs.id] for mine, theirs in pairs]},
    )


def tell_merged(*, done: bool) -> list[Block]:
    """Say that two ideas stand as one, or that they are not two any more, or not theirs who pressed."""
    if not done:
        return [context("One of the two is off the list by now, so I put nothing together.")]
    return [context("Done: it stands once, with everybody who said it. _My ideas_ takes it apart again.")]


def compose_merged_view(told: Sequence[Block]) -> dict[str, Any]:
    """Say what came of the last pair."""
    return modal("brainstorm.said", "Brainstorm", [section(told[0]["elements"][0]["text"])], close="Close")
