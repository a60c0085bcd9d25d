"""A brainstorm whose channel is shut: its clock stands still, and whoever opened it is told, once.

The message that tells them remembers it: no more than one at a time is open, by the key in the queue.
"""

from datetime import datetime

from jobs.brainstorm_posts import RESULT, RESULT_USEFUL, is_outdated, is_owed, name_post, try_post_again
from jobs.rules.interruptions import (
    GIVEN_UP_AFTER,
    Interruption,
    Obstacle,
    find_end_again,
    is_end_awaited,
)
from storage.brainstorm_records import Brainstorm, Phase
from storage.brainstorms import change_phase, list_open_brainstorms, read_brainstorm
from storage.database import Database, Transaction
from storage.queue import change_facts, enqueue, list_messages
from storage.records import NewMessage, QueuedMessage, QueueState
from storage.reps import read_rep

INTERRUPTED = "brainstorm-interrupted"
MOST_TOLD = 9
"""So many times for one brainstorm; of a channel that is shut more often nobody hears any more."""
LONGEST_AWAITED = RESULT_USEFUL + GIVEN_UP_AFTER + RESULT_USEFUL
"""A result may be on its way for so long: its channel is found shut late, and open again late."""


def name_interruptions(brainstorm_id: int) -> list[str]:
    """Return the keys of what tells of a brainstorm's interruptions, in their order."""
    return [f"{INTERRUPTED}:{brainstorm_id}:{number}" for number in range(1, MOST_TOLD + 1)]


def find_interruption(told: list[QueuedMessage]) -> Interruption | None:
    """Return the interruption that goes on, of a brainstorm's messages about them."""
    for each in told:
        if each.facts["until"] is None:
            facts = each.facts
            since = datetime.fromisoformat(facts["since"])
            return Interruption(each.id, Obstacle(facts["obstacle"]), since)
    return None


def read_interruption(transaction: Transaction, brainstorm_id: int) -> Interruption | None:
    """Return the interruption that goes on in a brainstorm."""
    return find_interruption(list(list_messages(transaction, name_interruptions(brainstorm_id)).values()))


def list_awaited(books: Database, now: datetime) -> set[tuple[int, int]]:
    """Return (workspace, id) of what was closed and whose end is still to be shown, in all workspaces."""
    with books.reading_everywhere() as connection:
        recent = list_open_brainstorms(connection, now - LONGEST_AWAITED)
        newly = set(list_open_brainstorms(connection, now - GIVEN_UP_AFTER))
        newly -= set(list_open_brainstorms(connection))
    awaited: set[tuple[int, int]] = set()
    for workspace in sorted({workspace for workspace, _ in recent}):
        ids = [each for of_workspace, each in recent if of_workspace == workspace]
        with books.reading(workspace) as reader:
            keys = [name_post(each, post) for each in ids for post in Phase]
            keys += [key for each in ids for key in name_interruptions(each)]
            queued = list_messages(reader, keys)
        for each in ids:
            told = [queued[key] for key in name_interruptions(each) if key in queued]
            result = queued.get(name_post(each, RESULT))
            coming = result is not None and is_owed(result, now)
            if (workspace, each) in newly:
                posts = ((post, queued.get(name_post(each, post))) for post in Phase)
                coming = coming or any(is_outdated(post, found, RESULT) for post, found in posts)
            if is_end_awaited(find_interruption(told), now, coming=coming):
                awaited.add((workspace, each))
    return awaited


def interrupt(transaction: Transaction, brainstorm: Brainstorm, obstacle: Obstacle, now: datetime) -> bool:
    """Let a brainstorm's clock stand still, and tell whoever opened it; False where that is done already."""
    keys = name_interruptions(brainstorm.id)
    told = list_messages(transaction, keys)
    if find_interruption(list(told.values())) is not None:
        return False
    facts = {
        "brainstorm": brainstorm.id,
        "channel": brainstorm.channel,
        "obstacle": obstacle.value,
        "over": brainstorm.phase is Phase.CLOSED,
        "since": now.isoformat(),
        "until": None,
    }
    if len(told) == len(keys):
        # Told often enough: the last message, which has gone out, remembers this one, too.
        change_facts(transaction, told[keys[-1]].id, facts)
        return True
    opener = read_rep(transaction, brainstorm.opened_by)
    reader = opener.slack_id if opener is not None and opener.active else None
    message = NewMessage(
        key=keys[len(told)],
        kind=INTERRUPTED,
        recipient=reader or brainstorm.channel,
        facts=facts,
        due_at=now,
        useful_until=now + GIVEN_UP_AFTER,
    )
    # Nobody is left to be told: it is only remembered.
    state = QueueState.READY if reader else QueueState.DROPPED
    return enqueue(transaction, message, state=state) is not None


def resume(transaction: Transaction, seen: Brainstorm, interruption: Interruption, now: datetime) -> bool:
    """Let a brainstorm go on with the time it had left; what stands nowhere yet is posted.

    Returns False where it was changed meanwhile.
    """
    ends_at = find_end_again(seen, interruption, now)
    if ends_at is not None and not change_phase(transaction, seen, seen.phase, ends_at, now):
        return False
    _end_interruption(transaction, interruption, seen.id, now)
    try_post_again(transaction, seen, now)
    return True


def give_up(transaction: Transaction, seen: Brainstorm, now: datetime) -> bool:
    """Close a brainstorm that nobody has let the bot back into, without a word; everything said is kept."""
    return change_phase(transaction, seen, Phase.CLOSED, None, now)


def _end_interruption(
    transaction: Transaction, interruption: Interruption, brainstorm_id: int, now: datetime
) -> None:
    for each in list_messages(transaction, name_interruptions(brainstorm_id)).values():
        # The last message tells of more than one, and another may have begun meanwhile.
        if find_interruption([each]) == interruption:
            change_facts(transaction, each.id, {**each.facts, "until": now.isoformat()})


def refresh_interruption(transaction: Transaction, message: QueuedMessage, now: datetime) -> bool:  # noqa: ARG001 (as all of them are called)
    """Return whether it is still so: nobody is told to do what was done."""
    brainstorm_id = message.facts["brainstorm"]
    interruption = read_interruption(transaction, brainstorm_id)
    return (
        interruption is not None
        and interruption.message_id == message.id
        and read_brainstorm(transaction, brainstorm_id) is not None
    )
