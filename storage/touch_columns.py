"""Touches of clients as columns of numbers, in blocks, for whoever computes with many of them at once."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select

from storage.database import AnyRow, AnySelect, Transaction, number_day
from storage.records import Kind
from storage.rhythms import BLOCK, split
from storage.sample_rows import touches_a_client
from storage.tables import touch

NOBODY = -1
"""Stands for the rep of a touch that names none."""


def read_touch_columns(
    transaction: Transaction, today: date, account_ids: Sequence[int] | None = None
) -> Iterator[Sequence[AnyRow]]:
    """Yield (account_id, day, selling, rep_id) of the touches up to `today`, of all or of some accounts.

    Numbers only: days since 1970-01-01, 1 or 0, and NOBODY where there is no rep. In no order.
    """
    columns = select(
        touch.c.account_id,
        number_day(transaction.connection, touch.c.day),
        touch.c.kind == Kind.SELLING.value,
        func.coalesce(touch.c.rep_id, NOBODY),
    ).where(*_counted(transaction, today))
    if account_ids is None:
        yield from _read(transaction, columns)
        return
    for part in split(account_ids):
        yield from _read(transaction, columns.where(touch.c.account_id.in_(part)))


def read_active_days(
    transaction: Transaction, today: date, rep_ids: Sequence[int] | None = None
) -> Iterator[Sequence[AnyRow]]:
    """Yield (rep_id, day) of the days up to `today` on which somebody touched any account, each once."""
    for which in _each(rep_ids):
        yield from _read(
            transaction,
            select(func.coalesce(touch.c.rep_id, NOBODY), number_day(transaction.connection, touch.c.day))
            .where(*_counted(transaction, today), *which)
            .group_by(touch.c.rep_id, touch.c.day),
        )


def list_accounts_touched_by(transaction: Transaction, today: date, rep_ids: Sequence[int]) -> list[int]:
    """Return the accounts that one of these people (or NOBODY) has touched up to `today`."""
    found: set[int] = set()
    for which in _each(rep_ids):
        found.update(
            transaction.connection.execute(
                select(touch.c.account_id).where(*_counted(transaction, today), *which).distinct()
            ).scalars()
        )
    return sorted(found)


def _counted(transaction: Transaction, today: date) -> tuple[ColumnElement[bool], ...]:
    # What somebody tries out on a sample says nothing of when they were at work.
    return (
        touch.c.workspace == transaction.workspace,
        ~touch.c.undone,
        touch.c.day <= today,
        touches_a_client(transaction),
    )


def _each(rep_ids: Sequence[int] | None) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """Yield one condition for those who are named and one for nobody: each then finds its index."""
    if rep_ids is None:
        yield ()
        return
    if NOBODY in rep_ids:
        yield (touch.c.rep_id.is_(None),)
    named = [rep_id for rep_id in rep_ids if rep_id != NOBODY]
    for part in split(named):
        yield (touch.c.rep_id.in_(part),)


def _read(transaction: Transaction, columns: AnySelect) -> Iterator[Sequence[AnyRow]]:
    return transaction.connection.execute(columns.execution_options(yield_per=BLOCK)).partitions()
