"""What somebody has said in a brainstorm themselves: their list, and what became of a change (NS-11)."""

from collections.abc import Sequence
from typing import Any

from bot.messages.blocks import (
    Block,
    Element,
    actions,
    button,
    context,
    count,
    divider,
    modal,
    quote,
    section,
    shorten,
    text_input,
)
from bot.messages.brainstorms import MY_IDEAS
from bot.messages.enumerations import enumerate_names
from jobs.rules.brainstorms import LONGEST_IDEA, LONGEST_QUESTION
from jobs.rules.own_ideas import ChangeTrouble, Hold, OwnIdea, PressTrouble, RemovedIdea
from storage.brainstorm_records import Brainstorm

PAGE = "own_idea.page"
ADD_ONE = "own_idea.add"
CHANGE = "own_idea.change"
CHANGE_FORM = "own_idea.change_form"
REMOVE = "own_idea.remove"
UNDO = "own_idea.undo"
PART = "own_idea.part"

ON_A_PAGE = 24
"""Each takes three blocks, and a window holds a hundred."""
NAMES_SHOWN = 4


def offer_own_ideas(brainstorm_id: int, mine: int) -> list[Block]:
    """Say in the form for ideas how many somebody has said so far, and lead there; nothing without any."""
    if not mine:
        return []
    lead = button("My ideas", MY_IDEAS, {"brainstorm": brainstorm_id})
    return [section(f"{count(mine, 'idea')} of yours so far.", accessory=lead)]


def compose_own_ideas(
    brainstorm: Brainstorm, ideas: Sequence[OwnIdea], said: Sequence[Block] = (), page: int = 1
) -> dict[str, Any]:
    """Return somebody's ideas with what they may do with each; `said` tells what has just become of one."""
    pages = max(1, -(-len(ideas) // ON_A_PAGE))
    page = min(page, pages)
    shown = ideas[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    blocks: list[Block] = [*said, context(quote(brainstorm.question, LONGEST_QUESTION * 2))]
    for each in shown:
        blocks += _compose_own_idea(each, brainstorm.id, page)
    if ideas:
        own = "Only you see this list. Each idea stays yours: nobody else can change it."
        blocks += [divider(), context(own)]
    else:
        blocks += [
            section("None of yours is on the list. Add one: as many as you like, one a line."),
            actions([button("Add an idea", ADD_ONE, brainstorm.id, style="primary")]),
        ]
    turns = [("Newer ones", page - 1), ("Earlier ones", page + 1)]
    leads = [
        button(label, PAGE, [brainstorm.id, number], label=f"{label}, page {number} of {pages}")
        for label, number in turns
        if 1 <= number <= pages
    ]
    # Two buttons of one action in one row: Slack asks for names of their own.
    leads = [{**each, "action_id": f"{PAGE}.{number}"} for number, each in enumerate(leads)]
    return modal("own_idea.list", "My ideas", [*blocks, *([actions(leads)] if leads else [])], close="Close")


def _compose_own_idea(own: OwnIdea, brainstorm_id: int, page: int) -> list[Block]:
    idea = own.idea
    short = shorten(idea.text, 40)
    value = [brainstorm_id, idea.id, page]
    elements: list[Element] = []
    if own.may_change:
        elements.append(button("Change", CHANGE, value, label=f"Change “{short}”"))
    if own.may_remove:
        carried = [*value, idea.text, idea.merged_into]
        elements.append(button("Remove", REMOVE, carried, label=f"Remove “{short}”"))
    if own.may_part:
        elements.append(button("Take apart", PART, value, label=f"Take “{short}” apart"))
    told = " ".join([*_tell_company(own), *_tell_hold(own)])
    return [
        section(f"• {quote(idea.text, LONGEST_IDEA * 2)}"),
        *([context(told)] if told else []),
        *([actions(elements, block_id=f"own_idea.{idea.id}")] if elements else []),
    ]


def _tell_company(own: OwnIdea) -> list[str]:
    told: list[str] = []
    if own.head is not None:
        whose = "your" if own.head.rep_id == own.idea.rep_id else f"{quote(own.head.rep_name, 100)}'s"
        told.append(f"Listed with {whose} “{quote(own.head.text, LONGEST_IDEA * 2)}”.")
    if own.joined:
        told.append(f"{_name_people(own.joined)} said the same.")
    return told


def _tell_hold(own: OwnIdea) -> list[str]:
    match own.hold:
        case Hold.OTHERS:
            took = count(own.takers, "person", "people")
            return [f"{took} took it on in these words, so it stays as it is."]
        case Hold.BEFORE:
            return ["Somebody had taken it on, and what they did stays counted, so it stays as it is."]
        case Hold.SELF:
            return ["You took it on yourself, so it stays on the list; its words you can change."]
        case None:
            return []


def _name_people(names: Sequence[str]) -> str:
    return enumerate_names([quote(each, 80) for each in names], NAMES_SHOWN)


def compose_change_form(brainstorm_id: int, own: OwnIdea, page: int) -> dict[str, Any]:
    """Ask for other words, in place of the list."""
    told = (
        [context(f"{_name_people(own.joined)} said the same. What is different then stands on its own.")]
        if own.joined
        else []
    )
    return modal(
        CHANGE_FORM,
        "Change an idea",
        [
            text_input(
                "idea",
                "Your idea",
                initial=own.idea.text,
                hint=f"One line, {LONGEST_IDEA} characters.",
                multiline=True,
                most=3000,
                focus=True,
            ),
            *told,
            actions([button("Back to my ideas", f"{PAGE}.0", [brainstorm_id, page])]),
        ],
        submit="Save",
        remember=[brainstorm_id, own.idea.id, page],
    )


def explain_change_trouble(trouble: ChangeTrouble) -> str:
    """Say, in plain text beside the field, what to do about the words that were typed."""
    match trouble:
        case ChangeTrouble.NOTHING:
            return "Please write your idea in words. To take it off the list, go back and press Remove."
        case ChangeTrouble.SEVERAL:
            return "Please keep it to one line here. Add an idea takes several, each as one of its own."
        case ChangeTrouble.TOO_LONG:
            return f"Please keep it to {LONGEST_IDEA} characters; Add an idea takes the rest as another one."
        case ChangeTrouble.SAID:
            return "You have said that here already. Say it differently, or go back and remove one of them."
        case ChangeTrouble.GONE:
            return "This is not among your ideas any more. Copy your words: Add an idea takes them anew."
        case ChangeTrouble.HELD:
            return "Somebody took it on meanwhile, so it stays as it is. Add an idea takes your words anew."


def tell_changed(text: str, freed: Sequence[str]) -> list[Block]:
    """Say what an idea says now, and whose stands on its own because of it."""
    told = [f"✓ It says now: “{quote(text, LONGEST_IDEA * 2)}”."]
    if freed:
        told.append(f"{_name_people(freed)} said something else, which is listed on its own again.")
    return [section(" ".join(told))]


def tell_removed(own: OwnIdea, brainstorm_id: int, page: int) -> list[Block]:
    """Say that an idea is off the list, with the way back, and that nothing of others is."""
    stays = f" What {_name_people(own.joined)} said stays." if own.joined else ""
    removed = RemovedIdea(own.idea.id, own.idea.text, own.idea.merged_into)
    return _offer_return(f"✓ Removed: ~{_strike(removed.text)}~{stays}", removed, brainstorm_id, page)


def tell_not_removed(
    trouble: PressTrouble, removed: RemovedIdea, brainstorm_id: int, page: int
) -> list[Block]:
    """Say why an idea is not taken off the list; one that was off already can still come back."""
    if trouble is PressTrouble.GONE:
        return _offer_return(f"Off the list already: ~{_strike(removed.text)}~", removed, brainstorm_id, page)
    return tell_press_trouble(trouble)


def _offer_return(text: str, removed: RemovedIdea, brainstorm_id: int, page: int) -> list[Block]:
    carried = [brainstorm_id, removed.id, page, removed.text, removed.into]
    undo = button("Undo", UNDO, carried, label=f"Undo “{shorten(removed.text, 60)}”")
    return [section(text, accessory=undo)]


def _strike(text: str) -> str:
    return quote(text, LONGEST_IDEA * 2).replace("~", "∼")


def tell_returned(removed: RemovedIdea, *, returned: bool) -> list[Block]:
    """Say what has become of an Undo."""
    words = quote(removed.text, LONGEST_IDEA * 2)
    return [section(f"✓ Back on the list: “{words}”." if returned else f"“{words}” is on the list already.")]


def tell_parted(own: OwnIdea) -> list[Block]:
    """Say that both are kept."""
    return [section(f"✓ Both are kept: “{quote(own.idea.text, LONGEST_IDEA * 2)}” is listed on its own.")]


def tell_press_trouble(trouble: PressTrouble) -> list[Block]:
    """Say why nothing was changed."""
    match trouble:
        case PressTrouble.GONE:
            text = "That one is off the list by now, so I changed nothing."
        case PressTrouble.NOT_THEIRS:
            text = "That is somebody else's idea, so only they can change it. These are yours."
        case PressTrouble.HELD:
            text = "Somebody has taken it on, so it stays as it is."
        case PressTrouble.ALONE:
            text = "It is listed on its own already."
        case PressTrouble.SAME_WORDS:
            text = "The very same words are listed once. Press _Change_ to say something else."
    return [section(text)]
