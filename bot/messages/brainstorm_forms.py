"""The forms of a brainstorm: to open one, to add an idea, and what is said when something is in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    plain_text,
    quote,
    section,
    text_input,
)
from bot.messages.brainstorms import SEE_ALL, chunk_lines, describe_idea, list_sparks
from bot.messages.harvests import compose_opening, library_button
from bot.messages.own_ideas import offer_own_ideas
from jobs.rules.brainstorms import (
    CHOOSING_MINUTES,
    IDEAS_MINUTES,
    LONGEST_IDEA,
    LONGEST_QUESTION,
    LONGEST_TRADE,
    MOST_MINUTES,
    TRADE,
    IdeaGroup,
    word_question,
)
from jobs.rules.harvests import Harvest
from storage.brainstorm_records import Brainstorm

FORM = "brainstorm.form"
QUESTION = "brainstorm.question"
CHECK = "brainstorm.check"
IDEA_FORM = "brainstorm.idea_form"

WHO_READS_IDEAS = (
    "Everybody here who uses me can read the ideas of a public channel in the idea library, and the next "
    "brainstorm may name them and clients, in whichever channel it is. Those of a private channel are for "
    "that channel, and for those who took part."
)
PARAGRAPHS_A_PAGE = 25
"""Long ones in a window: of many more Slack would find it too large."""


@dataclass(frozen=True, slots=True)
class OpeningWish:
    """What the form for a brainstorm holds."""

    question: str
    trade: str = TRADE
    ideas_minutes: int = IDEAS_MINUTES
    choosing_minutes: int = CHOOSING_MINUTES
    channel: str | None = None
    number: int = 0
    """Which of the two questions it began with."""


def compose_opening_form(
    wish: OpeningWish,
    harvest: Harvest | None,
    *,
    has_library: bool = False,
    last_trade: str = TRADE,
) -> dict[str, Any]:
    """Ask for the question, the minutes and the channel (NS-10); `harvest` stands at the top (NS-17).

    `last_trade` is that of the brainstorm before: where it is not the usual one, the form says whence it is.
    """
    recalled = "As in the last brainstorm. " if wish.trade == last_trade != TRADE else ""
    questions = [option("What goes on at our clients", "0"), option("As if we worked there", "1")]
    chosen = questions[wish.number]
    blocks = [
        *compose_opening(harvest, *([actions([library_button()])] if has_library else [])),
        {
            **input_block(
                "which",
                "Two questions to begin with",
                {
                    "type": "radio_buttons",
                    "action_id": QUESTION,
                    "options": questions,
                    "initial_option": chosen,
                },
                hint="What you have written yourself stays.",
            ),
            "dispatch_action": True,
        },
        # Another id, or Slack would keep what stood there before.
        text_input(
            f"question.{wish.number}",
            "The question",
            initial=wish.question,
            hint="Change it as you like.",
            multiline=True,
            most=LONGEST_QUESTION,
        ),
        text_input(
            "trade",
            "What your clients do that you want to know of",
            initial=wish.trade,
            hint=f"{recalled}Takes the place of that word in the first question when you press Begin: "
            "logistics, patient care …",
            most=LONGEST_TRADE,
        ),
        _minutes_input("ideas", "Minutes for ideas", wish.ideas_minutes),
        _minutes_input("choosing", "Minutes for choosing", wish.choosing_minutes),
        input_block(
            "channel",
            "In which channel",
            {
                "type": "conversations_select",
                "action_id": "value",
                "placeholder": plain_text("Choose a channel"),
                "filter": {
                    "include": ["public", "private"],
                    "exclude_bot_users": True,
                    # The message names clients, and another company would read them.
                    "exclude_external_shared_channels": True,
                },
                **({"initial_conversation": wish.channel} if wish.channel else {}),
            },
            hint=WHO_READS_IDEAS,
        ),
    ]
    return modal(
        FORM, "Brainstorm", blocks, submit="Begin", remember={"trade": wish.trade, "number": wish.number}
    )


def _minutes_input(block_id: str, label: str, minutes: int) -> Block:
    return input_block(
        block_id,
        label,
        {
            "type": "number_input",
            "action_id": "value",
            "is_decimal_allowed": False,
            "min_value": "1",
            "max_value": str(MOST_MINUTES),
            "initial_value": str(minutes),
        },
    )


def first_wish(channel: str | None, question: str = "", trade: str = TRADE) -> OpeningWish:
    """Return what the form holds at first; `question` is what was typed behind the command."""
    return OpeningWish(question[:LONGEST_QUESTION] or word_question(0, trade), trade, channel=channel)


def compose_blocked_view(reason: str, wish: OpeningWish) -> dict[str, Any]:
    """Say what is in the way of posting in a channel, and offer to look again (complaint 16)."""
    remember = {
        "question": wish.question,
        "trade": wish.trade,
        "ideas": wish.ideas_minutes,
        "choosing": wish.choosing_minutes,
        "channel": wish.channel,
    }
    return modal(
        "brainstorm.blocked",
        "Brainstorm",
        [section(reason), actions([button("Check again", CHECK, style="primary")])],
        remember=remember,
    )


def compose_begun_view(channel: str) -> dict[str, Any]:
    """Say where the brainstorm is."""
    return _say_view(f"It has begun, in <#{channel}>. Press _Add an idea_ there.")


def explain_under_way(opener: str) -> str:
    """Say, in plain text beside a field, that the channel has a brainstorm already."""
    return f"{opener} has one under way there. Join in, or wait until it is closed."


def explain_access(access: str, channel: str) -> str:
    """Say what is in the way of posting in a channel, and exactly what to do (complaint 16)."""
    where = f"<#{channel}>"
    match access:
        case "archived":
            return f"{where} is archived. Unarchive it in Slack, or choose another channel."
        case "shared":
            return (
                f"{where} is shared with another company, which would read the names of your clients. "
                "Choose a channel that is yours alone."
            )
        case "no scope":
            return (
                f"I may not look at {where}: the app lacks a permission. Ask whoever installed me to paste "
                "manifest.yml into the app's settings and to install it again, then press _Check again_."
            )
        case "no answer":
            return f"Slack didn't tell me about {where}. Press _Check again_ in a moment."
        case _:
            return (
                f"I can't post in {where} yet. Type `/invite @Drumbeat` in {where}, then press _Check again_."
            )


def compose_idea_form(brainstorm: Brainstorm, *, mine: int = 0) -> dict[str, Any]:
    """Ask for ideas, one a line (NS-11); `mine` is how many whoever is asked has said so far."""
    return modal(
        IDEA_FORM,
        "Add an idea",
        [
            section(f"*{quote(brainstorm.question, LONGEST_QUESTION * 2)}*"),
            text_input(
                "idea",
                "Your idea",
                placeholder="Visit each of their stores",
                hint=f"One a line, {LONGEST_IDEA} characters each. Your name stands beside it.",
                multiline=True,
                most=3000,
                focus=True,
            ),
            *offer_own_ideas(brainstorm.id, mine),
        ],
        submit="Add",
        remember={"brainstorm": brainstorm.id},
    )


def compose_spark_view(brainstorm: Brainstorm, *, mine: int = 0) -> dict[str, Any]:
    """Show the examples as examples, above the field for an idea of one's own (NS-12)."""
    form = compose_idea_form(brainstorm, mine=mine)
    form["blocks"].insert(1, section(f"Three examples of what others did:\n{list_sparks()}"))
    form["title"] = plain_text("A spark")
    return form


def compose_late_view() -> dict[str, Any]:
    """Say that an idea came after the end and is not lost."""
    return _say_view("The brainstorm is closed by now. Your idea is kept with the others all the same.")


def compose_gone_view() -> dict[str, Any]:
    """Say that a brainstorm is not there any more."""
    return _say_view("I can't find this brainstorm any more. `/brainstorm` begins a new one.")


def compose_all_ideas_view(brainstorm_id: int, groups: Sequence[IdeaGroup], page: int = 0) -> dict[str, Any]:
    """Return every idea of a brainstorm, on as many pages as it takes."""
    blocks = chunk_lines([describe_idea(each) for each in groups]) or [section("No ideas yet.")]
    pages = -(-len(blocks) // PARAGRAPHS_A_PAGE)
    page = max(0, min(page, pages - 1))
    shown = blocks[page * PARAGRAPHS_A_PAGE : (page + 1) * PARAGRAPHS_A_PAGE]
    turns = [
        {**button(label, f"{SEE_ALL}.{number}", {"brainstorm": brainstorm_id})}
        for label, number in (("Earlier ideas", page - 1), ("Later ideas", page + 1))
        if 0 <= number < pages
    ]
    if turns:
        shown += [context(f"Page {page + 1} of {pages}"), actions(turns)]
    return modal("brainstorm.all", "The ideas", shown, close="Close")


def compose_unseen_view(channel: str, *, own: bool) -> dict[str, Any]:
    """Say that an idea is kept though nobody sees it: the bot can't show anything in the channel now."""
    told = "My message to you says" if own else "Whoever began the brainstorm knows"
    return _say_view(
        f"Kept. I can't show anything in <#{channel}> just now, so nobody sees it yet. {told} what to do; "
        "then it goes on by itself."
    )


def explain_may_not_open(managers: Sequence[str]) -> str:
    """Say, in plain text, who can begin a brainstorm."""
    if managers:
        return f"Whoever leads the team begins a brainstorm: ask {', '.join(managers[:3])}."
    return (
        "Whoever leads the team begins a brainstorm, and nobody does yet. "
        "Ask a Slack admin of your workspace to type `/drumbeat managers`."
    )


def compose_may_not_steer(opener: str) -> Message:
    """Say who can give more time or move on."""
    text = f"That is for {quote(opener, 100)} or whoever leads the team. _Add an idea_ is for everybody."
    return Message("That is for whoever leads the brainstorm.", [section(text)])


def compose_moved_on_already() -> Message:
    """Answer a press that came after the phase was over."""
    text = "That was over a moment ago already; the newest message in the channel shows how it goes on."
    return Message(text, [section(text)])


def _say_view(text: str) -> dict[str, Any]:
    return modal("brainstorm.said", "Brainstorm", [section(text)], close="Close")
