"""How a brainstorm opens: what came of the one before, and the way to the idea library (NS-17)."""

from bot.messages.blocks import Block, Element, button, count, divider, quote, section
from bot.messages.enumerations import enumerate_names
from jobs.rules.harvests import Harvest

LIBRARY = "brainstorm.library"
EARLIER = "brainstorm.library_earlier"
"""The next page of it."""
HARVEST_SHOWN = 4


def compose_opening(harvest: Harvest | None, *more: Block) -> list[Block]:
    """Return what came of the one before, and `more`, apart from what follows; nothing without either."""
    told = [section(describe_harvest(harvest))] if harvest is not None else []
    return [*told, *more, divider()] if told or more else []


def library_button() -> Element:
    """Return the way to the ideas of all brainstorms."""
    return button("Idea library", LIBRARY)


def describe_harvest(harvest: Harvest) -> str:
    """Return what was kept up of a brainstorm, and which accounts hear from us more often since."""
    lines = [f"*Since the brainstorm of {harvest.day.day} {harvest.day:%b}*"]
    if harvest.kept_ideas:
        ideas = [f"“{quote(each, 80)}”" for each in harvest.kept_ideas]
        lines.append(f"• Done or begun: {enumerate_names(ideas, HARVEST_SHOWN)}")
    if harvest.grown:
        grown = [
            f"{quote(name, 60)} ({count(since, 'touch', 'touches')}, {before or 'none'} before)"
            for name, before, since in harvest.grown
        ]
        lines.append(f"• Hear from us more often: {enumerate_names(grown, HARVEST_SHOWN)}")
    return "\n".join(lines)
