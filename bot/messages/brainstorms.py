"""The messages of a brainstorm in its channel: the growing list, the choosing, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    count,
    flatten,
    header,
    quote,
    section,
)
from bot.messages.brainstorm_pictures import compose_picture
from bot.messages.harvests import compose_opening, library_button
from jobs.rules.brainstorms import LONGEST_QUESTION, MORE_MINUTES, SPARKS, Board, IdeaGroup
from storage.brainstorm_records import Phase

ADD = "brainstorm.add"
SPARK = "brainstorm.spark"
MORE = "brainstorm.more"
NEXT = "brainstorm.next"
CHOOSE = "brainstorm.choose"
SEE_ALL = "brainstorm.see_all"
MY_IDEAS = "own_idea.list"
STEER = "steering"
"""The buttons keep their block's name, so that a press counts though the message was shown anew meanwhile."""

LISTED = 40
"""Ideas in a message: Slack takes 50 blocks, and nobody reads more in a meeting."""
SECTION_OF_LINES = 2800
NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """Which of a brainstorm's messages, and what it shows."""

    board: Board
    post: Phase
    has_result: bool = True
    """Of one that is over: what came of it is posted, or will be."""


def compose_board(facts: BoardFacts) -> Message:
    """Return a message of a brainstorm as it stands now: also one whose phase is over."""
    match facts.post:
        case Phase.IDEAS:
            return _compose_ideas_post(facts)
        case Phase.CHOOSING:
            return _compose_choosing_post(facts)
        case _:
            return _compose_result(facts.board)


def name_button(board: Board, post: Phase) -> dict[str, object]:
    """Return what a button of a brainstorm carries."""
    return {"brainstorm": board.brainstorm.id, "post": post.value}


def _compose_ideas_post(facts: BoardFacts) -> Message:
    board, brainstorm = facts.board, facts.board.brainstorm
    value = name_button(board, Phase.IDEAS)
    ideas = count(len(board.groups), "idea")
    question = f"*{quote(brainstorm.question, LONGEST_QUESTION * 2)}*"
    if brainstorm.phase is not Phase.IDEAS:
        after = f"The time for ideas is over: {ideas}. It goes on below."
        if brainstorm.choosing_since is None:
            after = _say_no_result(board)
        blocks = [header("Brainstorm"), section(question), *list_ideas(board.groups), context(after)]
        if len(board.groups) > LISTED:
            blocks.append(actions([_all_button(board, value)]))
        return Message(after, blocks)
    blocks: list[Block] = [
        header("Brainstorm: ideas"),
        section(question),
        context(f"Step 1 of 2  ·  {describe_time_left(board)}  ·  {ideas} so far"),
    ]
    blocks += compose_opening(board.harvest)
    blocks += list_ideas(board.groups)
    if board.quiet and not board.groups:
        blocks.append(section("To get going, three examples:\n" + list_sparks()))
    elif board.quiet:
        blocks.append(context("Quiet for a minute. _Need a spark?_ has three examples."))
    buttons = [
        button("Add an idea", ADD, value, style="primary"),
        button("My ideas", MY_IDEAS, value),
        button("Need a spark?", SPARK, value),
        *([library_button()] if board.has_library else []),
        *([_all_button(board, value)] if len(board.groups) > LISTED else []),
        button(f"{MORE_MINUTES} minutes more", MORE, value),
        button("Move on", NEXT, value),
    ]
    blocks.append(actions(buttons, STEER))
    blocks.append(
        context(
            "As many as you like, with your name. The longer the list the better: nothing is voted down. "
            f"{quote(brainstorm.opener, 100)} or whoever leads the team gives more time, or moves on."
        )
    )
    return Message(f"Brainstorm: {flatten(brainstorm.question)}", blocks)


def _compose_choosing_post(facts: BoardFacts) -> Message:
    board, brainstorm = facts.board, facts.board.brainstorm
    value = name_button(board, Phase.CHOOSING)
    ideas = count(len(board.groups), "idea")
    question = f"*{quote(brainstorm.question, LONGEST_QUESTION * 2)}*"
    if brainstorm.phase is not Phase.CHOOSING:
        chosen = _describe_chosen(board).lower()
        text = f"The time for choosing is over, and {chosen}. What came of it is below."
        if not facts.has_result:
            text = _say_no_result(board)
        return Message(text, [header("Brainstorm"), section(question), context(text)])
    blocks: list[Block] = [
        header("Brainstorm: choose yours"),
        section(
            f"*{ideas}*, listed above. Now choose what _you_ want to do, and for which of your accounts. "
            "Nobody else sees for whom. Your name stands beside an idea only if you say so."
        ),
        context(f"Step 2 of 2  ·  {describe_time_left(board)}  ·  {_describe_chosen(board)}"),
        section(question),
        actions(
            [
                button("Choose mine", CHOOSE, value, style="primary"),
                button("Add an idea", ADD, value),
                button("My ideas", MY_IDEAS, value),
                *([_all_button(board, value)] if len(board.groups) > LISTED else []),
                *([library_button()] if board.has_library else []),
                button(f"{MORE_MINUTES} minutes more", MORE, value),
                button("Close now", NEXT, value),
            ],
            STEER,
        ),
    ]
    return Message(f"{ideas}. Now choose the ones you want to do.", blocks)


def _compose_result(board: Board) -> Message:
    brainstorm, value = board.brainstorm, name_button(board, Phase.CLOSED)
    taken = sorted((each for each in board.groups if each.taken), key=lambda each: (-each.taken, each.id))
    rest = [each for each in board.groups if not each.taken]
    summary = f"{count(len(board.groups), 'idea')}, {_describe_chosen(board).lower()}"
    blocks: list[Block] = [
        header("What came of the brainstorm"),
        section(f"*{quote(brainstorm.question, LONGEST_QUESTION * 2)}*"),
        context(f"{summary}."),
    ]
    if taken:
        lines = [f"• {quote(each.text, 200)}: {_describe_takers(each)}" for each in taken[:LISTED]]
        more = [f"_And {count(len(taken) - LISTED, 'more idea')}._"] if len(taken) > LISTED else []
        blocks += chunk_lines(["*Taken on*", *lines, *more])
        blocks += compose_picture(taken)
    if rest:
        lead = "Kept for another time" if taken else "Kept in the library"
        blocks += chunk_lines([f"*{lead}*", *(f"• {quote(each.text, 200)}" for each in rest[:10])])
    blocks.append(
        actions(
            [
                button("Choose mine", CHOOSE, value),
                *([_all_button(board, value)] if board.groups else []),
                button("My ideas", MY_IDEAS, value),
                library_button(),
            ],
            STEER,
        )
    )
    blocks.append(
        context("What you took on is on your Home tab, with how far you are. You can still choose, any time.")
    )
    return Message(f"What came of the brainstorm: {summary}.", blocks)


def _say_no_result(board: Board) -> str:
    """Say how it ended, of which no result is posted: without an idea, or while nobody could see it."""
    closed_at = board.brainstorm.closed_at
    if not board.groups:
        return "Closed without an idea this time."
    if closed_at is not None and all(each.at > closed_at for each in board.groups):
        return "Closed without an idea this time. What came later is kept in the idea library."
    return "Closed meanwhile. What was said, and taken on, is in the idea library."


def _all_button(board: Board, value: dict[str, object]) -> dict[str, object]:
    return button(name_all_ideas(len(board.groups)), SEE_ALL, value)


def name_all_ideas(number: int) -> str:
    """Return what the button is called that shows so many ideas."""
    return "See the idea" if number == 1 else f"All {number} ideas"


def _describe_chosen(board: Board) -> str:
    if not board.sellers or not (board.chosen or board.knows_members):
        return "Nobody has chosen yet"
    if not board.knows_members:
        return f"{board.chosen} {'has' if board.chosen == 1 else 'have'} chosen"
    if board.chosen == board.sellers:
        return f"All {board.sellers} have chosen" if board.sellers > 1 else "1 of 1 has chosen"
    return f"{board.chosen} of {board.sellers} {'has' if board.chosen == 1 else 'have'} chosen"


def _describe_takers(group: IdeaGroup) -> str:
    """Return how many took an idea, by name where they asked to be named (NS-14)."""
    if not group.takers:
        return f"taken by {count(group.taken, 'person', 'people')}"
    more = group.taken - len(group.takers)
    names = ", ".join(quote(each, 80) for each in group.takers[:NAMES_SHOWN])
    more += max(0, len(group.takers) - NAMES_SHOWN)
    return f"{names}{f' and {more} more' if more else ''}"


def describe_time_left(board: Board) -> str:
    """Return the minutes that are left, and until when in each reader's own time."""
    ends_at = board.brainstorm.ends_at
    if ends_at is None or board.minutes_left == 0:
        return "*time is up*"
    minutes = board.minutes_left
    left = "less than a minute" if minutes == 1 else f"{minutes} minutes"
    # The minute that has begun counts on both sides: "3 minutes left, until 02:07" at 02:05 looks wrong.
    until = ends_at + timedelta(seconds=-ends_at.timestamp() % 60)
    return f"*{left} left*, until {name_moment(until)}"


def name_moment(moment: datetime) -> str:
    """Return a time of day as each reader's own clock shows it."""
    return f"<!date^{int(moment.timestamp())}^{{time}}|{moment:%H:%M} UTC>"


def list_sparks() -> str:
    """Return the examples: shown as such, to be said in one's own words (NS-12)."""
    return "\n".join(f"• _{each}_" for each in SPARKS)


def list_ideas(groups: Sequence[IdeaGroup]) -> list[Block]:
    """Return the newest ideas with who had them, in the order in which they came."""
    if not groups:
        return []
    earlier = len(groups) - LISTED
    lead = (
        [f"_{count(earlier, 'earlier idea')} under “{name_all_ideas(len(groups))}”_"] if earlier > 0 else []
    )
    return chunk_lines([*lead, *(describe_idea(each) for each in groups[-LISTED:])])


def describe_idea(group: IdeaGroup) -> str:
    """Return an idea with the names of who had it."""
    more = len(group.names) - NAMES_SHOWN
    names = ", ".join(quote(each, 80) for each in group.names[:NAMES_SHOWN])
    return f"• {quote(group.text, 200)}  _({names}{f' and {more} more' if more > 0 else ''})_"


def chunk_lines(lines: Sequence[str]) -> list[Block]:
    """Return lines as paragraphs that Slack takes, however many there are."""
    blocks: list[Block] = []
    held: list[str] = []
    size = 0
    for line in lines:
        if held and size + len(line) > SECTION_OF_LINES:
            blocks.append(section("\n".join(held)))
            held, size = [], 0
        held.append(line)
        size += len(line) + 1
    return [*blocks, section("\n".join(held))] if held else blocks


def compose_goes_on() -> Message:
    """Stand in place of a message that came twice."""
    return Message(
        text := "This message came twice. The brainstorm goes on in the other one.", [context(text)]
    )
