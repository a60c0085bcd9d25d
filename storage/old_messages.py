"""Messages of the queue that are at their end, and when they may be forgotten."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.tables import queued_message


def list_outlived(transaction: Transaction, kind: str, before: datetime, most: int) -> Sequence[int]:
    """Return the ids of messages of a kind that are at their end and were due before a moment."""
    return (
        transaction.connection.execute(
            select(queued_message.c.id)
            .where(
                queued_message.c.workspace == transaction.workspace,
                queued_message.c.kind == kind,
                queued_message.c.due_at < before,
                queued_message.c.next_at.is_(None),
            )
            .limit(most)
        )
        .scalars()
        .all()
    )


def delete_outlived(transaction: Transaction, ids: Sequence[int]) -> int:
    """Delete these messages and their lines, as far as they are at their end; returns how many."""
    return transaction.connection.execute(
        delete(queued_message).where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.id.in_(list(ids)),
            queued_message.c.next_at.is_(None),
        )
    ).rowcount
