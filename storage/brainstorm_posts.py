"""Where the messages of a brainstorm stand in its channel."""

from sqlalchemy import select, update

from storage.database import Transaction
from storage.records import QueueState
from storage.tables import queued_message


def find_place_of_key(transaction: Transaction, key: str) -> tuple[str, str] | None:
    """Return channel and ts of a queued message that stands in Slack; None while it does not."""
    row = transaction.connection.execute(
        select(queued_message.c.channel, queued_message.c.ts).where(
            queued_message.c.workspace == transaction.workspace, queued_message.c.key == key
        )
    ).one_or_none()
    return None if row is None or row.channel is None or row.ts is None else (row.channel, row.ts)


def is_post_coming(transaction: Transaction, key: str) -> bool:
    """Return whether a queued message may still be posted; what is dropped, parked or forgotten may not."""
    coming = (QueueState.READY.value, QueueState.BUSY.value, QueueState.SENDING.value)
    return (
        transaction.connection.execute(
            select(queued_message.c.id).where(
                queued_message.c.workspace == transaction.workspace,
                queued_message.c.key == key,
                queued_message.c.state.in_(coming),
            )
        ).first()
        is not None
    )


def adopt_place(transaction: Transaction, key: str, channel: str, ts: str) -> bool:
    """Note where a message stands whose post was in doubt: somebody has pressed a button of it.

    Returns False where another place was known, or none was looked for.
    """
    adopted = transaction.connection.execute(
        update(queued_message)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.key == key,
            queued_message.c.ts.is_(None),
        )
        .values(state=QueueState.DONE.value, channel=channel, ts=ts, owner=None, next_at=None, reason=None)
    )
    return adopted.rowcount == 1
