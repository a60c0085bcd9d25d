"""The accounts named in a weekly nudge, one row each, and what the rep did about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.database import AnyRow, AnySelect, Transaction
from storage.records import LineState, NudgeLine, QueueState
from storage.sample_rows import number_after_samples
from storage.tables import nudge_line, queued_message

_COLUMNS = (
    nudge_line.c.id,
    nudge_line.c.message_id,
    nudge_line.c.position,
    nudge_line.c.account_id,
    nudge_line.c.facts,
    nudge_line.c.state,
    nudge_line.c.decided_at,
    nudge_line.c.touch_id,
    nudge_line.c.snoozed_until,
    nudge_line.c.before,
)


def _select(transaction: Transaction) -> AnySelect:
    return select(*_COLUMNS).where(nudge_line.c.workspace == transaction.workspace)


def _read(row: AnyRow) -> NudgeLine:
    return NudgeLine(
        id=row.id,
        message_id=row.message_id,
        position=row.position,
        account_id=row.account_id,
        facts=row.facts,
        state=LineState(row.state),
        decided_at=row.decided_at,
        touch_id=row.touch_id,
        snoozed_until=row.snoozed_until,
        before=row.before,
    )


def add_lines(transaction: Transaction, message_id: int, lines: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Add a message's lines, given as (account id, facts) in the order in which they are shown."""
    if lines:
        transaction.connection.execute(
            insert(nudge_line).values(
                number_after_samples(transaction.connection.dialect, nudge_line, transaction.workspace)
            ),
            [
                {
                    "workspace": transaction.workspace,
                    "message_id": message_id,
                    "position": position,
                    "account_id": account_id,
                    "facts": facts,
                    "state": LineState.OPEN.value,
                    "before": {},
                }
                for position, (account_id, facts) in enumerate(lines)
            ],
        )


def list_lines(transaction: Transaction, message_id: int) -> Sequence[NudgeLine]:
    """Return a message's lines in the order in which they are shown."""
    rows = transaction.connection.execute(
        _select(transaction).where(nudge_line.c.message_id == message_id).order_by(nudge_line.c.position)
    )
    return [_read(row) for row in rows]


def read_line(transaction: Transaction, line_id: int) -> NudgeLine | None:
    row = transaction.connection.execute(_select(transaction).where(nudge_line.c.id == line_id)).one_or_none()
    return None if row is None else _read(row)


def find_line_of_touch(transaction: Transaction, touch_id: int) -> NudgeLine | None:
    """Return the line under which a touch was logged, if it was logged from a nudge."""
    row = transaction.connection.execute(
        _select(transaction).where(nudge_line.c.touch_id == touch_id).limit(1)
    ).one_or_none()
    return None if row is None else _read(row)


def list_newest_lines(
    transaction: Transaction, recipient: str, account_ids: Sequence[int]
) -> Sequence[tuple[NudgeLine, datetime, dict[str, Any]]]:
    """Return each account's line in the newest message that went out to a person.

    With each comes when that message was due, and the message's own facts.
    """
    newer = nudge_line.alias()
    newest = (
        select(func.max(newer.c.id))
        .join_from(
            newer,
            queued_message,
            (queued_message.c.workspace == newer.c.workspace) & (queued_message.c.id == newer.c.message_id),
        )
        .where(
            newer.c.workspace == transaction.workspace,
            newer.c.account_id.in_(list(account_ids)),
            queued_message.c.recipient == recipient,
            queued_message.c.state == QueueState.DONE.value,
            queued_message.c.ts.is_not(None),
        )
        .group_by(newer.c.account_id)
    )
    rows = transaction.connection.execute(
        select(*_COLUMNS, queued_message.c.due_at, queued_message.c.facts.label("message_facts"))
        .join_from(
            nudge_line,
            queued_message,
            (queued_message.c.workspace == nudge_line.c.workspace)
            & (queued_message.c.id == nudge_line.c.message_id),
        )
        .where(nudge_line.c.workspace == transaction.workspace, nudge_line.c.id.in_(newest))
    )
    return [(_read(row), row.due_at, row.message_facts) for row in rows]


def change_line(transaction: Transaction, line_id: int, **changes: Any) -> None:
    """Change the named columns of a line."""
    if isinstance(changes.get("state"), LineState):
        changes["state"] = changes["state"].value
    transaction.connection.execute(
        update(nudge_line)
        .where(nudge_line.c.workspace == transaction.workspace, nudge_line.c.id == line_id)
        .values(**changes)
    )


def remove_lines_except(transaction: Transaction, message_id: int, keep: Sequence[int]) -> None:
    """Take out the lines of a message whose accounts are not among `keep`."""
    transaction.connection.execute(
        nudge_line.delete().where(
            nudge_line.c.workspace == transaction.workspace,
            nudge_line.c.message_id == message_id,
            nudge_line.c.account_id.not_in(list(keep)),
        )
    )
