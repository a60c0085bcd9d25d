"""Where the messages of a brainstorm stand in its channel."""

from datetime import datetime
from typing import Any

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


def post_anew(
    transaction: Transaction,
    key: str,
    ts: str | None,
    *,
    now: datetime,
    useful_until: datetime,
    facts: dict[str, Any] | None = None,
) -> bool:
    """Let a message that stood at `ts`, or nowhere, go out now as if it had just been queued.

    Returns False where it is under way, or stands elsewhere: whoever sees the same thing at the same time
    changes nothing more.
    """
    stood = QueueState.DONE if ts is not None else None
    waiting = [each.value for each in (QueueState.READY, QueueState.PARKED, QueueState.DROPPED)]
    changes: dict[str, Any] = {} if facts is None else {"facts": facts}
    changed = transaction.connection.execute(
        update(queued_message)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.key == key,
            queued_message.c.ts.is_(None) if ts is None else queued_message.c.ts == ts,
            queued_message.c.state.in_([stood.value] if stood else waiting),
        )
        .values(
            state=QueueState.READY.value,
            due_at=now,
            next_at=now,
            useful_until=useful_until,
            owner=None,
            failures=0,
            deaths=0,
            attempted_at=None,
            channel=None,
            ts=None,
            reason=None,
            **changes,
        )
    )
    return changed.rowcount == 1
