"""The messages of a brainstorm in its channel: each is queued once, and stands there once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobs.rules.brainstorms import find_trade
from storage.brainstorm_posts import post_anew
from storage.brainstorm_records import Brainstorm, Phase
from storage.brainstorms import hold_brainstorm
from storage.database import Transaction
from storage.queue import change_facts, enqueue, list_messages
from storage.records import NewMessage, QueuedMessage, QueueState

BRAINSTORM = "brainstorm"
LIVE_USEFUL = timedelta(hours=1)
RESULT_USEFUL = timedelta(days=1)
RESULT = Phase.CLOSED
"""What is posted once it is over."""
_COMING = (QueueState.READY, QueueState.BUSY, QueueState.SENDING)
ENDED = "ended"
"""Stands in the facts of a message that shows that its phase is over."""
UNKNOWN_MEMBERS = "unknown members"
"""Stands in the facts of the message with which a brainstorm begins until those are known."""
TRADE_OF_FORM = "trade"
"""Stands in the facts of the message with which a brainstorm begins."""
POSTED_AGAIN = "again"
"""Stands in the facts of a message that somebody deleted, and that was posted anew."""


def name_post(brainstorm_id: int, post: Phase) -> str:
    """Return the key of a message of a brainstorm: each is posted once."""
    return f"{BRAINSTORM}:{brainstorm_id}:{post.value}"


def list_posts(brainstorm: Brainstorm) -> list[Phase]:
    """Return which messages a brainstorm may have had so far, oldest first; without an idea no result."""
    posts = [Phase.IDEAS]
    if brainstorm.choosing_since is not None:
        posts.append(Phase.CHOOSING)
    if brainstorm.phase is Phase.CLOSED:
        posts.append(RESULT)
    return posts


def may_still_come(queued: QueuedMessage) -> bool:
    """Return whether a message stands nowhere and may still be posted; dropped, parked or forgotten, no."""
    return queued.ts is None and queued.state in _COMING


def is_owed(queued: QueuedMessage, now: datetime) -> bool:
    """Return whether a message is still to be shown: also one that Slack refused, while it makes sense."""
    refused = queued.state is QueueState.PARKED and now - queued.due_at < RESULT_USEFUL
    return may_still_come(queued) or (queued.ts is None and refused)


def is_outdated(post: Phase, queued: QueuedMessage | None, phase: Phase) -> bool:
    """Return whether a message stands in its channel as it was while its phase was on, which is over."""
    return queued is not None and queued.ts is not None and post is not phase and ENDED not in queued.facts


def note_end(transaction: Transaction, brainstorm_id: int, post: Phase) -> None:
    """Note that a message shows that its phase is over, or never will."""
    # The brainstorm before its message: another note of the same message would be written over.
    hold_brainstorm(transaction, brainstorm_id)
    key = name_post(brainstorm_id, post)
    queued = list_messages(transaction, [key]).get(key)
    if queued is not None:
        change_facts(transaction, queued.id, {**queued.facts, ENDED: True})


def knows_members(began: QueuedMessage | None) -> bool:
    """Return whether it is known who is in the channel, by the message with which a brainstorm began."""
    return began is None or not began.facts.get(UNKNOWN_MEMBERS)


def note_members(transaction: Transaction, brainstorm_id: int) -> None:
    """Note that it is known who is in the channel; whoever does it holds the brainstorm."""
    key = name_post(brainstorm_id, Phase.IDEAS)
    queued = list_messages(transaction, [key]).get(key)
    if not knows_members(queued) and queued is not None:
        change_facts(transaction, queued.id, {**queued.facts, UNKNOWN_MEMBERS: False})


def find_usefulness(post: Phase) -> timedelta:
    """Return how long a message makes sense after its moment."""
    return RESULT_USEFUL if post is RESULT else LIVE_USEFUL


def queue_post(
    transaction: Transaction, brainstorm: Brainstorm, post: Phase, now: datetime, **facts: object
) -> None:
    """Queue a message for the channel of a brainstorm; `facts` are remembered with it."""
    enqueue(
        transaction,
        NewMessage(
            key=name_post(brainstorm.id, post),
            kind=BRAINSTORM,
            recipient=brainstorm.channel,
            facts={"brainstorm": brainstorm.id, "post": post.value, **facts},
            due_at=now,
            useful_until=now + find_usefulness(post),
        ),
    )


def recall_trades(transaction: Transaction, brainstorms: Sequence[Brainstorm]) -> list[str]:
    """Return the trades of these brainstorms, in their order, of those that have one.

    It stands with the message with which one began; of one that was long ago, in its question at most.
    """
    began = {each.id: name_post(each.id, Phase.IDEAS) for each in brainstorms}
    queued = list_messages(transaction, list(began.values()))
    kept = {key: str(each.facts.get(TRADE_OF_FORM) or "") for key, each in queued.items()}
    found = (kept.get(began[each.id]) or find_trade(each.question) for each in brainstorms)
    return [each for each in found if each]


def try_post_again(transaction: Transaction, brainstorm: Brainstorm, now: datetime) -> bool:
    """Let the message of the phase that is on go out now, if it stands nowhere: the bot may post again."""
    post = brainstorm.phase
    return post_anew(
        transaction,
        name_post(brainstorm.id, post),
        None,
        now=now,
        useful_until=now + find_usefulness(post),
    )


def replace_deleted(transaction: Transaction, brainstorm: Brainstorm, ts: str, now: datetime) -> bool:
    """Let the message of the phase that is on be posted anew, which somebody has deleted; once.

    One that is deleted again stays deleted, and so do those of the phases before, and the result.
    """
    if brainstorm.phase is Phase.CLOSED:
        return False
    hold_brainstorm(transaction, brainstorm.id)
    key = name_post(brainstorm.id, brainstorm.phase)
    before = list_messages(transaction, [key]).get(key)
    if before is None or POSTED_AGAIN in before.facts:
        return False
    return post_anew(
        transaction,
        key,
        ts,
        now=now,
        useful_until=now + LIVE_USEFUL,
        facts={**before.facts, POSTED_AGAIN: True},
    )
