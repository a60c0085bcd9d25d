"""The one place that builds Slack's native chart block, and the same figures in words.

slack_sdk has no class for `data_visualization` yet, so it is a plain dict; Slack takes it in messages only,
two at most. Limits: docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.blocks import Block, shorten

TITLE = 50
NAME = 20


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars: a figure for each category, in their order."""

    name: str
    values: Sequence[int]


def bar_chart(title: str, categories: Sequence[str], series: Sequence[Series]) -> Block:
    """Return bars of at most 6 series over at most 20 categories; names have at most 20 characters."""
    return {
        "type": "data_visualization",
        "title": shorten(title, TITLE),
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": shorten(each.name, NAME),
                    "data": [
                        {"label": label, "value": value}
                        for label, value in zip(categories, each.values, strict=True)
                    ],
                }
                for each in series
            ],
            "axis_config": {"categories": list(categories)},
        },
    }


def list_figures(series: Sequence[Series]) -> str:
    """Return the figures for those who do not see the bars: "Attention 2, 0, 1; about a sale none"."""
    rows = (
        f"{each.name if position == 0 else each.name.lower()} {', '.join(map(str, each.values))}"
        if any(each.values)
        else f"{each.name if position == 0 else each.name.lower()} none"
        for position, each in enumerate(series)
    )
    return "; ".join(rows)
