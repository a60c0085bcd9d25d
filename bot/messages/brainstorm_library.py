"""What `/brainstorm help` says, and the idea library: what was said in brainstorms, and what came of it."""

from datetime import date
from typing import Any

from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    count,
    modal,
    name_day,
    quote,
    section,
)
from bot.messages.brainstorms import CHOOSE, SEE_ALL, chunk_lines, name_all_ideas
from bot.messages.harvests import EARLIER, LIBRARY, describe_harvest
from jobs.rules.brainstorms import IdeaGroup
from jobs.rules.idea_library import IdeaLibrary, PastBrainstorm
from storage.brainstorm_records import Phase

LIBRARY_VIEW = "brainstorm.library_view"
IDEAS_SHOWN = 10
NOTHING_YET = "No ideas yet: `/brainstorm` begins the first brainstorm."


def compose_brainstorm_help() -> Message:
    """Explain `/brainstorm`."""
    return Message(
        "A brainstorm: ideas for everybody's clients, then everybody chooses.",
        [
            section(
                "*A brainstorm* takes a quarter of an hour of the sales meeting: first everybody adds ideas "
                "in the channel, then each seller chooses what to do, and for which of their accounts.\n"
                "• `/brainstorm`  begins one (whoever leads the team); what you type behind it is asked\n"
                "• _My ideas_, below the list  what you have said: change or remove it, or take it apart\n"
                "• `/brainstorm ideas`  the idea library: what was said, and what became of it\n"
                "• Home  what you took on, with how far you are"
            )
        ],
    )


def compose_library(library: IdeaLibrary, today: date) -> Message:
    """Return the ideas of the last brainstorms, as the answer to a command."""
    blocks = _compose_page(library, today)
    return Message("The ideas of the last brainstorms." if library.past else NOTHING_YET, blocks)


def compose_library_view(
    library: IdeaLibrary, today: date, channel: str | None = None, *, is_first: bool = True
) -> dict[str, Any]:
    """Return a page of the library in a window, which remembers in which channel it was opened."""
    return modal(
        LIBRARY_VIEW,
        "Idea library",
        _compose_page(library, today, is_first=is_first),
        close="Close",
        remember=None if channel is None else {"channel": channel},
    )


def _compose_page(library: IdeaLibrary, today: date, *, is_first: bool = True) -> list[Block]:
    blocks: list[Block] = []
    if library.harvest is not None:
        blocks.append(section(describe_harvest(library.harvest)))
    if library.under_way:
        where = ", ".join(f"<#{each.channel}>" for each in library.under_way[:5])
        blocks.append(section(f"One is under way in {where}."))
    for each in library.past:
        blocks += _compose_past(each, today)
    if not blocks:
        return [section(NOTHING_YET)]
    turns = [button("Newest", LIBRARY)] if not is_first else []
    if library.earlier is not None:
        turns.append(button("Earlier ones", EARLIER, {"after": library.earlier}))
    return [*blocks, *([actions(turns, "pages")] if turns else [])]


def _compose_past(past: PastBrainstorm, today: date) -> list[Block]:
    brainstorm = past.brainstorm
    day = name_day(past.day, today)
    lines = [f"*{day[:1].upper()}{day[1:]}: {quote(brainstorm.question, 300)}*"]
    lines += [_describe_past_idea(each, past) for each in past.rank_groups()[:IDEAS_SHOWN]]
    buttons = [
        button(
            "Choose mine",
            CHOOSE,
            {"brainstorm": brainstorm.id, "post": Phase.CLOSED.value},
            label=f"Choose from the ideas of {day}",
        )
    ]
    if len(past.groups) > IDEAS_SHOWN:
        buttons.append(button(name_all_ideas(len(past.groups)), SEE_ALL, {"brainstorm": brainstorm.id}))
    return [*chunk_lines(lines), actions(buttons, f"past.{brainstorm.id}")]


def _describe_past_idea(group: IdeaGroup, past: PastBrainstorm) -> str:
    """Return an idea with how many took it, and whether anybody has done it: nobody is named."""
    told = [f"taken by {count(group.taken, 'person', 'people')}"] if group.taken else []
    told += ["done or begun"] if group.id in past.kept else []
    return f"• {quote(group.text, 200)}" + (f"  _({', '.join(told)})_" if told else "")
