"""Who took what of a brainstorm, as a grid: only people who asked to be shown, and no sum of anybody (NS-14).

slack_sdk has no class for `data_table` yet, so it is a plain dict; Slack takes it in messages only.
Limits: docs.slack.dev/reference/block-kit/blocks/data-table-block.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.messages.blocks import NAMELESS, Block, shorten
from jobs.rules.brainstorms import IdeaGroup
from storage.names import fold

TOOK = "●"
"""No tick: that would read as done."""
LEFT = "·"
"""Slack takes no empty cell."""
FEWEST = 2
"""Of one person, or one idea, the list says as much as a grid."""
MOST_IDEAS = 20
IDEAS_A_PAGE = 10
"""Slack shows a table page by page."""
MOST_PEOPLE = 18
"""In one grid: Slack takes 20 columns, of which the ideas and the others are two."""
MOST_GRIDS = 3
"""All of them hold less than the 10,000 characters that Slack takes in the tables of a message."""
IDEA_SHOWN = 60
NAME_SHOWN = 30

Person = tuple[int, str]
"""A rep's id and name."""


def compose_picture(taken: Sequence[IdeaGroup]) -> list[Block]:
    """Return who took which of these ideas, as far as people asked to be shown; nothing where few did.

    People stand by name, in as many grids as they need. Whoever did not ask is counted for the idea only.
    """
    ideas = taken[:MOST_IDEAS]
    people = list_shown_people(ideas)[: MOST_PEOPLE * MOST_GRIDS]
    if len(people) < FEWEST or len(ideas) < FEWEST:
        return []
    grids = share_out(people)
    others = [each.taken - sum(rep_id in each.taker_ids for rep_id, _ in people) for each in ideas]
    return [
        _compose_grid(
            ideas,
            grid,
            others if number == len(grids) else [],
            _describe_grid(grid, parts=len(grids), cut=len(taken) > len(ideas)),
        )
        for number, grid in enumerate(grids, start=1)
    ]


def list_shown_people(ideas: Sequence[IdeaGroup]) -> list[Person]:
    """Return everybody who took one of these ideas and asked to be shown, by name."""
    found = {rep_id: name for each in ideas for rep_id, name in zip(each.taker_ids, each.takers, strict=True)}
    return sorted(found.items(), key=lambda person: (fold(person[1]), person[0]))


def share_out(people: Sequence[Person]) -> list[list[Person]]:
    """Return people in grids of about the same width: 20 are twice ten, not eighteen and two."""
    grids = -(-len(people) // MOST_PEOPLE)
    ends = [len(people) * number // grids for number in range(grids + 1)]
    return [list(people[start:end]) for start, end in pairwise(ends)]


def _compose_grid(
    ideas: Sequence[IdeaGroup], people: Sequence[Person], others: Sequence[int], caption: str
) -> Block:
    counted = any(others)
    rows = [["Idea", *(shorten(name, NAME_SHOWN) or NAMELESS for _, name in people), *["Others"] * counted]]
    for number, idea in enumerate(ideas):
        marks = [TOOK if rep_id in idea.taker_ids else LEFT for rep_id, _ in people]
        more = [f"+{others[number]}" if others[number] else LEFT] if counted else []
        rows.append([shorten(idea.text, IDEA_SHOWN) or NAMELESS, *marks, *more])
    return {
        "type": "data_table",
        "caption": caption,
        "page_size": IDEAS_A_PAGE,
        "row_header_column_index": 0,
        "rows": [[{"type": "raw_text", "text": text} for text in row] for row in rows],
    }


def _describe_grid(people: Sequence[Person], *, parts: int, cut: bool) -> str:
    """Return what a grid shows, and where the rest is, for eyes and for screen readers."""
    first, last = (shorten(each[1], NAME_SHOWN) or NAMELESS for each in (people[0], people[-1]))
    whom = f", {first} to {last}" if parts > 1 else ""
    said = f"Who took what{whom}, of those who asked to be shown. {TOOK} is what somebody took on."
    if cut:
        said += f" These {MOST_IDEAS} were taken most often; the list above has the others."
    return said
