"""Brainstorms: opened, moved on by the clock or by whoever leads the meeting, and what comes of them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from jobs.brainstorm_posts import (
    TRADE_OF_FORM,
    UNKNOWN_MEMBERS,
    knows_members,
    list_posts,
    name_post,
    note_members,
    queue_post,
    recall_trades,
)
from jobs.idea_library import has_library, read_harvest
from jobs.interruptions import name_interruptions, read_interruption
from jobs.rules.brainstorms import (
    LONGEST_TRADE,
    TRADE,
    Board,
    conclude_board,
    find_later_end,
    find_next_phase,
)
from jobs.rules.harvests import Earlier
from jobs.rules.interruptions import find_moment, may_clock_move_on, may_post
from storage.accounts import list_accounts
from storage.brainstorm_ideas import (
    list_brainstorm_ideas,
)
from storage.brainstorm_records import (
    Brainstorm,
    LibraryReader,
    NewBrainstorm,
    Phase,
)
from storage.brainstorms import (
    add_brainstorm,
    add_sellers,
    change_phase,
    hold_brainstorm,
    list_brainstorms,
    list_brainstorms_under_way,
    list_ended_phases,
    list_sellers,
    read_brainstorm,
    remove_sellers,
)
from storage.commitments import list_commitments
from storage.database import Database, Transaction
from storage.queue import list_messages
from storage.records import QueuedMessage
from storage.reps import list_reps

TRADES_LOOKED_AT = 5
"""Brainstorms."""
HELD_FOR = timedelta(minutes=1)
"""So long a post waits at a time while the bot is shut out of its channel."""

RecallEarlier = Callable[[Transaction, Brainstorm, datetime], Earlier]
"""Says what there is of the brainstorms before one."""


def open_brainstorm(
    transaction: Transaction,
    new: NewBrainstorm,
    member_ids: Iterable[str],
    now: datetime,
    trade: str = TRADE,
    *,
    members_follow: bool = False,
) -> Brainstorm:
    """Open a brainstorm in a channel; its message is queued with it. Raises BrainstormOpenError.

    `trade` is what its form said, for the next one to begin with. Where the members follow, by
    `keep_members`, no total is named before.

    Who may choose are the members of the channel, by their Slack ids, who look after accounts.
    """
    brainstorm = add_brainstorm(transaction, new)
    owners = {account.rep_id for account in list_accounts(transaction)}
    members = frozenset(member_ids)
    sellers = [rep.id for rep in list_reps(transaction) if rep.active and rep.id in owners]
    if members:
        there = {rep.id for rep in list_reps(transaction) if rep.slack_id in members}
        sellers = [each for each in sellers if each in there]
    add_sellers(transaction, brainstorm.id, sellers)
    facts = {TRADE_OF_FORM: trade[:LONGEST_TRADE], UNKNOWN_MEMBERS: members_follow}
    queue_post(transaction, brainstorm, Phase.IDEAS, now, **facts)
    return brainstorm


def recall_trade(transaction: Transaction, reader: LibraryReader) -> str:
    """Return the trade of the newest brainstorm of which the reader may know one, else the article's."""
    newest = [
        *list_brainstorms_under_way(transaction, reader=reader),
        *list_brainstorms(transaction, most=TRADES_LOOKED_AT, reader=reader),
    ]
    newest.sort(key=lambda each: each.id, reverse=True)
    return next(iter(recall_trades(transaction, newest)), TRADE)


def keep_members(transaction: Transaction, brainstorm_id: int, member_ids: Iterable[str]) -> None:
    """Let only those choose, of all who look after accounts, who are in the channel, by their Slack ids.

    Whoever has chosen already was there.
    """
    hold_brainstorm(transaction, brainstorm_id)
    members = frozenset(member_ids)
    chosen = {each.rep_id for each in list_commitments(transaction, brainstorm_id=brainstorm_id)}
    outside = [
        each.rep_id
        for each in list_sellers(transaction, brainstorm_id)
        if each.rep_id not in chosen and (each.slack_id is None or each.slack_id not in members)
    ]
    remove_sellers(transaction, brainstorm_id, outside)
    note_members(transaction, brainstorm_id)


def read_earlier(transaction: Transaction, brainstorm: Brainstorm, now: datetime) -> Earlier:
    """Return what there is of the brainstorms before one; once it has begun, that does not change.

    What came of them stands above the ideas only. The whole channel reads it.
    """
    opening = brainstorm.phase is Phase.IDEAS
    reader = LibraryReader(channel=brainstorm.channel)
    return Earlier(
        read_harvest(transaction, reader, now, before=brainstorm) if opening else None,
        has_library(transaction, reader),
    )


def read_board(
    transaction: Transaction,
    brainstorm_id: int,
    now: datetime,
    recall_earlier: RecallEarlier = read_earlier,
) -> Board | None:
    """Return what the message of a brainstorm shows now; None where it is gone."""
    found = read_posted_board(transaction, brainstorm_id, now, recall_earlier)
    return None if found is None else found[0]


def read_posted_board(
    transaction: Transaction,
    brainstorm_id: int,
    now: datetime,
    recall_earlier: RecallEarlier = read_earlier,
) -> tuple[Board, Mapping[str, QueuedMessage]] | None:
    """Return what the message of a brainstorm shows now, and its queued messages by their keys.

    What tells of interruptions is among them. None where it is gone.
    """
    brainstorm = read_brainstorm(transaction, brainstorm_id)
    if brainstorm is None:
        return None
    keys = [name_post(brainstorm_id, post) for post in list_posts(brainstorm)]
    queued = list_messages(transaction, [*keys, *name_interruptions(brainstorm_id)])
    board = conclude_board(
        brainstorm,
        list_brainstorm_ideas(transaction, brainstorm_id),
        list_sellers(transaction, brainstorm_id),
        list_commitments(transaction, brainstorm_id=brainstorm_id),
        now=now,
        earlier=recall_earlier(transaction, brainstorm, now),
        knows_members=knows_members(queued.get(name_post(brainstorm_id, Phase.IDEAS))),
    )
    return board, queued


def advance_brainstorms(
    books: Database,
    workspace: int,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    enough: Callable[[], bool] = lambda: False,
) -> int:
    """Move on every brainstorm whose minutes are over, and return how many; running it again moves none.

    One that nobody can see waits, with the time it had left.
    """
    with books.reading(workspace) as reader:
        ended = [
            each
            for each in list_ended_phases(reader, now)
            if may_clock_move_on(read_interruption(reader, each.id))
        ]
    moved = 0
    for number, each in enumerate(ended, start=1):
        if enough():
            break
        with books.transaction(workspace) as transaction:
            moved += move_on(transaction, each, now)
        progress(number, len(ended))
    return moved


def move_on(transaction: Transaction, seen: Brainstorm, now: datetime) -> bool:
    """End the phase in which a brainstorm was seen; what follows is queued.

    Returns False where somebody else was quicker. Who is about to add an idea is waited for.
    """
    hold_brainstorm(transaction, seen.id)
    ideas = list_brainstorm_ideas(transaction, seen.id)
    phase, ends_at = find_next_phase(seen, len(ideas), now)
    if not change_phase(transaction, seen, phase, ends_at, now):
        return False
    if phase is Phase.CHOOSING or ideas:
        queue_post(transaction, seen, phase, now)
    return True


def end_phase(transaction: Transaction, seen: Brainstorm, now: datetime) -> bool:
    """End the phase that somebody saw and pressed to end, also where it was extended in the same moment."""
    held = _hold_phase(transaction, seen)
    return held is not None and move_on(transaction, held, now)


def extend_phase(transaction: Transaction, seen: Brainstorm, now: datetime) -> bool:
    """Give a phase more minutes; False where it is over. Of two who do so at once, both count."""
    held = _hold_phase(transaction, seen)
    if held is None or held.phase is Phase.CLOSED:
        return False
    moment = find_moment(read_interruption(transaction, held.id), now)
    return change_phase(transaction, held, held.phase, find_later_end(held, moment), now)


def _hold_phase(transaction: Transaction, seen: Brainstorm) -> Brainstorm | None:
    """Return a brainstorm as it is by now, held; None where the phase that was seen is over."""
    hold_brainstorm(transaction, seen.id)
    held = read_brainstorm(transaction, seen.id)
    return held if held is not None and held.phase is seen.phase else None


def refresh_brainstorm_post(
    transaction: Transaction, message: QueuedMessage, now: datetime
) -> bool | datetime:
    """Return whether a message of a brainstorm is still to be posted: not that of a phase that is over.

    While the bot is shut out of the channel, it waits.
    """
    brainstorm = read_brainstorm(transaction, message.facts["brainstorm"])
    if brainstorm is None or brainstorm.phase.value != message.facts["post"]:
        return False
    return may_post(read_interruption(transaction, brainstorm.id)) or now + HELD_FOR
