"""Messages that were given up: how many there are, and what an operator decides about them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, func, literal, select, update

from storage.database import Instant, Transaction
from storage.records import QueueState
from storage.tables import queued_message, rep

RETRIED_FOR = timedelta(days=1)
"""So long a message that an operator wants to send after all is useful again, however late it is."""


def count_parked(transaction: Transaction, since: datetime) -> int:
    """Return how many messages that were due since a moment were given up."""
    return transaction.connection.execute(
        select(func.count()).where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.state == QueueState.PARKED.value,
            queued_message.c.due_at >= since,
        )
    ).scalar_one()


def list_parked_ids(transaction: Transaction) -> Sequence[int]:
    """Return the numbers of all messages that were given up, newest first."""
    return (
        transaction.connection.execute(
            select(queued_message.c.id)
            .where(
                queued_message.c.workspace == transaction.workspace,
                queued_message.c.state == QueueState.PARKED.value,
            )
            .order_by(queued_message.c.id.desc())
        )
        .scalars()
        .all()
    )


def list_people_not_reached(transaction: Transaction, since: datetime, most: int = 4) -> Sequence[str]:
    """Return the names of people to whom a message due since a moment was given up, the newest first."""
    rows = transaction.connection.execute(
        select(rep.c.name)
        .join(
            queued_message,
            (queued_message.c.workspace == rep.c.workspace) & (queued_message.c.recipient == rep.c.slack_id),
        )
        .where(
            rep.c.workspace == transaction.workspace,
            queued_message.c.state == QueueState.PARKED.value,
            queued_message.c.due_at >= since,
        )
        .group_by(rep.c.id, rep.c.name)
        .order_by(func.max(queued_message.c.due_at).desc(), rep.c.name)
        .limit(most)
    )
    return rows.scalars().all()


def retry_parked(transaction: Transaction, ids: Sequence[int], now: datetime) -> int:
    """Put messages that were given up back into the queue; returns how many.

    One that may have been sent is looked up before it is sent, as after any unclear attempt.
    """
    until = literal(now + RETRIED_FOR, Instant)
    still_useful = queued_message.c.useful_until > until
    return transaction.connection.execute(
        update(queued_message)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.id.in_(list(ids)),
            queued_message.c.state == QueueState.PARKED.value,
        )
        .values(
            state=QueueState.READY.value,
            next_at=now,
            useful_until=case((still_useful, queued_message.c.useful_until), else_=until),
            failures=0,
        )
    ).rowcount


def drop_parked(transaction: Transaction, ids: Sequence[int]) -> int:
    """Let messages that were given up go for good; returns how many."""
    return transaction.connection.execute(
        update(queued_message)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.id.in_(list(ids)),
            queued_message.c.state == QueueState.PARKED.value,
        )
        .values(state=QueueState.DROPPED.value)
    ).rowcount
