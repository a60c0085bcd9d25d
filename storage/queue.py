"""The queue of outgoing messages: enqueue by unique key, claim with a lease, finish with fencing.

The same statements serve SQLite, where one writer at a time excludes the others, and PostgreSQL, where
`SKIP LOCKED` lets many processes claim at once.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, ScalarSelect, func, select, update

from storage.database import Transaction, insert_into
from storage.queue_statements import (
    CLAIM,
    DOUBTED_FOR,
    END,
    END_POSTED,
    HAND_BACK,
    HOLD_BACK,
    MARK_SENDING,
    QUEUE_COLUMNS,
    QUEUE_FIELDS,
    SUSPECT_AFTER,
)
from storage.records import NewMessage, QueuedMessage, QueueState
from storage.statements import QuickStatement
from storage.tables import queued_message

LEASE = timedelta(seconds=60)
"""So long a worker holds a row; and so long a call it may still have made is given to show in Slack."""


def _read(row: Sequence[Any]) -> QueuedMessage:
    # The columns are named as the fields are.
    facts: dict[str, Any] = dict(zip(QUEUE_FIELDS, row, strict=True))
    facts["state"] = QueueState(facts["state"])
    return QueuedMessage(**facts)


def enqueue(
    transaction: Transaction,
    message: NewMessage,
    *,
    state: QueueState = QueueState.READY,
    reason: str | None = None,
) -> int | None:
    """Queue a message and return its id, or None where its key is in the queue already.

    A row may be born finished: it then only remembers that there was nothing to say.
    """
    return transaction.connection.execute(
        insert_into(transaction.connection, queued_message)
        .values(
            workspace=transaction.workspace,
            key=message.key,
            kind=message.kind,
            recipient=message.recipient,
            facts=message.facts,
            due_at=message.due_at,
            useful_until=message.useful_until,
            state=state.value,
            next_at=message.due_at if state is QueueState.READY else None,
            place=_count_ahead(transaction, message),
            token=secrets.token_urlsafe(16),
            reason=reason,
        )
        .on_conflict_do_nothing(index_elements=["workspace", "key"])
        .returning(queued_message.c.id)
    ).scalar_one_or_none()


def _count_ahead(transaction: Transaction, message: NewMessage) -> ScalarSelect[int]:
    """Return what counts the messages that somebody hears of before this one.

    It only makes claims quick, and may be wrong: the order is kept by looking at the rows themselves.
    """
    return (
        select(func.count())
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.recipient == message.recipient,
            queued_message.c.next_at.is_not(None),
            queued_message.c.due_at <= message.due_at,
        )
        .scalar_subquery()
    )


def list_known_keys(transaction: Transaction, keys: Sequence[str]) -> set[str]:
    """Return those of the keys that are in the queue, in whatever state."""
    return set(
        transaction.connection.execute(
            select(queued_message.c.key).where(
                queued_message.c.workspace == transaction.workspace, queued_message.c.key.in_(list(keys))
            )
        ).scalars()
    )


def list_messages(transaction: Transaction, keys: Sequence[str]) -> dict[str, QueuedMessage]:
    """Return those of the keys that are in the queue, each with its message."""
    named = (queued_message.c.workspace == transaction.workspace, queued_message.c.key.in_(list(keys)))
    rows = transaction.connection.execute(select(*QUEUE_COLUMNS).where(*named))
    return {row.key: _read(row) for row in rows}


def claim_due(
    connection: Connection,
    *,
    now: datetime,
    owner: str,
    most: int,
    due_by: datetime | None = None,
    kind: str | None = None,
) -> Sequence[QueuedMessage]:
    """Claim messages due by `due_by`, else by `now`, oldest first, and those of workers not heard of since.

    A person's message waits for their earlier ones, so that they hear of things in their order; passed are
    only one that may be poisoned, and one in doubt that could not be looked up for an hour. A row whose lease
    ran out while `sending` is not claimed but given back, as `ready` for when the call that may have been
    made must show in Slack: the worker may be slow and not dead, and its clock another. With a `kind` only
    messages of that kind are claimed.
    """
    due_by = due_by or now
    rows = CLAIM.fetch_all(
        connection,
        {
            "now": now,
            "due_by": due_by,
            "latest": max(due_by, now),
            "most": most,
            "claimed_by": owner,
            "leased_until": now + LEASE,
            "in_doubt_since": now - DOUBTED_FOR,
            "kind": kind or "",
        },
    )
    return sorted((_read(row) for row in rows), key=lambda message: (message.due_at, message.id))


def _change_held(
    connection: Connection, statement: QuickStatement, message: QueuedMessage, owner: str, **values: Any
) -> bool:
    """Change a row that `owner` holds; returns False where somebody else has taken it over meanwhile.

    A lease that ran out unnoticed takes nothing from its worker: what it knows of the post is the best there
    is. Once the row was claimed anew, or given back, that worker can change nothing any more.
    """
    held = {
        "row": message.id,
        "of_workspace": message.workspace,
        "held_by": owner,
        "held_since": message.tries,
    }
    return statement.fetch(connection, {**held, **values}) is not None


def mark_sending(
    connection: Connection, message: QueuedMessage, owner: str, *, now: datetime, channel: str
) -> bool:
    """Write down that the call is about to be made: after a crash this row may or may not have been sent."""
    return _change_held(
        connection, MARK_SENDING, message, owner, at=now, conversation=channel, until=now + LEASE
    )


def finish(
    connection: Connection,
    message: QueuedMessage,
    owner: str,
    *,
    state: QueueState,
    reason: str | None = None,
    channel: str | None = None,
    ts: str | None = None,
) -> bool:
    """End a row for good: done, dropped or parked."""
    ended = {"ended": state.value, "why": reason}
    if ts is None:
        return _change_held(connection, END, message, owner, **ended)
    return _change_held(connection, END_POSTED, message, owner, **ended, conversation=channel, place=ts)


def postpone(
    connection: Connection,
    message: QueuedMessage,
    owner: str,
    *,
    until: datetime,
    reason: str,
    sent_perhaps: bool = False,
    failed: bool = False,
    forget_channel: bool = False,
) -> bool:
    """Hand a row back to be tried again at `until`.

    `sent_perhaps` keeps the time of the unclear attempt, `failed` counts a failure of our own, and
    `forget_channel` lets the conversation be opened anew. The person's later messages, which wait for this
    one, are not looked at before either, so that many of them make no claim longer.
    """
    held = _change_held(
        connection,
        HAND_BACK,
        message,
        owner,
        until=until,
        why=reason,
        failed=int(failed),
        in_doubt=int(sent_perhaps),
        forgotten=int(forget_channel),
    )
    in_doubt = message.attempted_at is not None and until - message.attempted_at > DOUBTED_FOR
    if held and message.failures + int(failed) < SUSPECT_AFTER and not in_doubt:
        later = {
            "of_workspace": message.workspace,
            "to": message.recipient,
            "after": message.due_at,
            "row": message.id,
            "until": until,
            "why": f"It waited behind an earlier message: {reason}" if reason else "",
        }
        HOLD_BACK.fetch(connection, later)
    return held


def read_message(transaction: Transaction, message_id: int) -> QueuedMessage | None:
    row = transaction.connection.execute(
        select(*QUEUE_COLUMNS).where(
            queued_message.c.workspace == transaction.workspace, queued_message.c.id == message_id
        )
    ).one_or_none()
    return None if row is None else _read(row)


def change_facts(transaction: Transaction, message_id: int, facts: dict[str, Any]) -> None:
    """Write down anew what a message is about, as it turned out before it goes out."""
    transaction.connection.execute(
        update(queued_message)
        .where(queued_message.c.workspace == transaction.workspace, queued_message.c.id == message_id)
        .values(facts=facts)
    )


def list_sent(transaction: Transaction, recipient: str, kind: str, most: int) -> Sequence[QueuedMessage]:
    """Return the messages of a kind that really went out to a person, newest first."""
    rows = transaction.connection.execute(
        select(*QUEUE_COLUMNS)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.recipient == recipient,
            queued_message.c.kind == kind,
            queued_message.c.state == QueueState.DONE.value,
            queued_message.c.ts.is_not(None),
        )
        .order_by(queued_message.c.id.desc())
        .limit(most)
    )
    return [_read(row) for row in rows]


def list_waiting(transaction: Transaction, recipient: str, kind: str) -> Sequence[QueuedMessage]:
    """Return the messages of a kind that are still to go out to a person, oldest first."""
    rows = transaction.connection.execute(
        select(*QUEUE_COLUMNS)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.recipient == recipient,
            queued_message.c.kind == kind,
            queued_message.c.state.in_([QueueState.READY.value, QueueState.SENDING.value]),
        )
        .order_by(queued_message.c.id)
    )
    return [_read(row) for row in rows]


def drop_waiting(transaction: Transaction, recipient: str, reason: str) -> int:
    """Take a person's messages that have not gone out from the queue; returns how many."""
    return transaction.connection.execute(
        update(queued_message)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.recipient == recipient,
            queued_message.c.state == QueueState.READY.value,
            queued_message.c.attempted_at.is_(None),
        )
        .values(state=QueueState.DROPPED.value, reason=reason, next_at=None)
    ).rowcount


def drop_due(transaction: Transaction, now: datetime, reason: str) -> int:
    """Take back every message that was to go out until now, also those under way; returns how many."""
    unfinished = [QueueState.READY.value, QueueState.BUSY.value, QueueState.SENDING.value]
    return transaction.connection.execute(
        update(queued_message)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.state.in_(unfinished),
            queued_message.c.due_at <= now,
        )
        .values(state=QueueState.DROPPED.value, reason=reason, owner=None, next_at=None)
    ).rowcount


def list_parked(transaction: Transaction, most: int = 20) -> Sequence[QueuedMessage]:
    """Return the newest messages that were given up; each says why in `reason`."""
    rows = transaction.connection.execute(
        select(*QUEUE_COLUMNS)
        .where(
            queued_message.c.workspace == transaction.workspace,
            queued_message.c.state == QueueState.PARKED.value,
        )
        .order_by(queued_message.c.id.desc())
        .limit(most)
    )
    return [_read(row) for row in rows]
