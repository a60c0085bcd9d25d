"""What `/brainstorm help` and `/brainstorm ideas` say: how it goes, and the ideas of the last ones."""

from collections.abc import Sequence

from bot.messages.blocks import Block, Message, actions, button, count, quote, section
from bot.messages.brainstorms import SEE_ALL, chunk_lines, name_all_ideas
from jobs.rules.brainstorms import IdeaGroup
from storage.brainstorm_records import Brainstorm


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
                "• `/brainstorm ideas`  the ideas of the last ones, and what became of them\n"
                "• Home  what you took on, with how far you are"
            )
        ],
    )


def compose_library(
    past: Sequence[tuple[Brainstorm, Sequence[IdeaGroup]]], under_way: Sequence[Brainstorm] = ()
) -> Message:
    """Return the ideas of the last brainstorms, those that were taken most often first, and what is on."""
    blocks: list[Block] = []
    if under_way:
        where = ", ".join(f"<#{each.channel}>" for each in under_way[:5])
        blocks.append(section(f"One is under way in {where}."))
    elif not past:
        return Message(text := "No ideas yet: `/brainstorm` begins the first brainstorm.", [section(text)])
    for brainstorm, groups in past:
        when = brainstorm.closed_at or brainstorm.opened_at
        lines = [f"*{when.day} {when:%b}: {quote(brainstorm.question, 300)}*"]
        for each in sorted(groups, key=lambda group: (-group.taken, group.id))[:10]:
            took = f": taken by {count(each.taken, 'person', 'people')}" if each.taken else ""
            lines.append(f"• {quote(each.text, 200)}{took}")
        blocks += chunk_lines(lines)
        if len(groups) > 10:
            see_all = button(name_all_ideas(len(groups)), SEE_ALL, {"brainstorm": brainstorm.id})
            blocks.append(actions([see_all]))
    return Message("The ideas of the last brainstorms.", blocks[:48])
