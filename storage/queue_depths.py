"""How much stands in the queue of outgoing messages, over all workspaces."""

from datetime import datetime

from sqlalchemy import Connection, func, literal, literal_column, select

from storage.records import QueueState
from storage.tables import queued_message


def count_by_state(connection: Connection) -> dict[str, int]:
    """Return how many rows there are in each state, over all workspaces."""
    rows = connection.execute(
        select(queued_message.c.state, func.count().label("number")).group_by(queued_message.c.state)
    )
    return {row.state: row.number for row in rows}


COUNTED = (QueueState.READY, QueueState.BUSY, QueueState.SENDING, QueueState.PARKED)
"""States a message can be in without being sent or dropped."""


def count_open(connection: Connection) -> dict[str, int]:
    """Return how many rows are in each of the states in COUNTED, over all workspaces.

    What was sent in half a year is not looked at: each half is an index of its own.
    """
    unfinished = (
        select(queued_message.c.state, func.count().label("number"))
        .where(queued_message.c.next_at.is_not(None))
        .group_by(queued_message.c.state)
    )
    given_up = select(literal(QueueState.PARKED.value), func.count()).where(
        queued_message.c.state == literal_column(f"'{QueueState.PARKED.value}'")
    )
    rows = connection.execute(unfinished.union_all(given_up))
    return {row.state: row.number for row in rows}


def read_oldest_due(connection: Connection, now: datetime) -> datetime | None:
    """Return since when the oldest message that is due waits, over all workspaces; None where none is."""
    return connection.execute(
        select(func.min(queued_message.c.due_at)).where(
            queued_message.c.state == QueueState.READY.value,
            queued_message.c.due_at <= now,
            queued_message.c.next_at.is_not(None),
        )
    ).scalar_one()


def is_any_due(connection: Connection, kind: str, now: datetime) -> bool:
    """Return whether there is a message of a kind to claim, in any workspace: a claim is a write."""
    due = select(queued_message.c.id).where(queued_message.c.next_at <= now, queued_message.c.kind == kind)
    return connection.execute(due.limit(1)).first() is not None
