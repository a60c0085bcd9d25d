"""Sums over a whole team's touches: a row for each account at most, however long the log is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from storage.database import Transaction
from storage.records import AccountDays, Kind, Tier, TouchSum
from storage.sample_rows import IS_REAL, touches_a_client
from storage.tables import account, rep, touch


def sum_touches(transaction: Transaction, since: date, until: date) -> Sequence[TouchSum]:
    """Return the touches of these days (both included), summed over accounts with the same newest days.

    Those of samples are left out, here and in all that tells of the team.
    """
    of_each = _select_newest_days(transaction, since, until).subquery()
    rows = transaction.connection.execute(
        select(
            of_each.c.selling_day,
            of_each.c.order_day,
            func.sum(of_each.c.touches).label("touches"),
            func.sum(of_each.c.attention).label("attention"),
        ).group_by(of_each.c.selling_day, of_each.c.order_day)
    )
    return [TouchSum(row.selling_day, row.order_day, int(row.touches), int(row.attention)) for row in rows]


def read_sale_days(
    transaction: Transaction, account_ids: Iterable[int], since: date, until: date
) -> dict[int, tuple[date | None, date | None]]:
    """Return, by account, the newest day with a selling touch and the newest with an order, of these days."""
    among = touch.c.account_id.in_(list(account_ids))
    rows = transaction.connection.execute(_select_newest_days(transaction, since, until, among))
    return {row.account_id: (row.selling_day, row.order_day) for row in rows}


def _select_newest_days(
    transaction: Transaction, since: date, until: date, *conditions: ColumnElement[bool]
) -> Any:
    return (
        select(
            touch.c.account_id,
            func.max(case((touch.c.kind == Kind.SELLING.value, touch.c.day))).label("selling_day"),
            func.max(case((touch.c.order_placed, touch.c.day))).label("order_day"),
            func.count().label("touches"),
            func.sum(case((touch.c.kind == Kind.ATTENTION.value, 1), else_=0)).label("attention"),
        )
        .where(
            touch.c.workspace == transaction.workspace,
            ~touch.c.undone,
            touch.c.day.between(since, until),
            touches_a_client(transaction),
            *conditions,
        )
        .group_by(touch.c.account_id)
    )


def list_account_days(
    transaction: Transaction, until: date, *, rep_ids: Iterable[int] | None = None
) -> Sequence[AccountDays]:
    """Return every client, or those of some people, with the days of its newest touches until that day."""
    owned = [] if rep_ids is None else [account.c.rep_id.in_(list(rep_ids))]
    tiers = {tier.value: tier for tier in Tier}
    rows = transaction.connection.execute(
        select(
            account.c.id,
            account.c.rep_id,
            account.c.tier,
            account.c.ideal_days,
            account.c.maximum_days,
            account.c.added_on,
            account.c.snoozed_until,
            _select_newest_day(until).label("newest_day"),
            _select_newest_day(until, touch.c.kind == Kind.ATTENTION.value).label("attention_day"),
        )
        .where(account.c.workspace == transaction.workspace, IS_REAL, *owned)
        .order_by(account.c.id)
    )
    return [AccountDays(row[0], row[1], tiers[row[2]], *row[3:]) for row in rows.all()]


def _select_newest_day(until: date, *conditions: ColumnElement[bool]) -> Any:
    # A look into the index for each account, from its newest touch back, however long its history is.
    return (
        select(touch.c.day)
        .where(
            touch.c.workspace == account.c.workspace,
            touch.c.account_id == account.c.id,
            ~touch.c.undone,
            touch.c.day <= until,
            *conditions,
        )
        .order_by(touch.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )


def read_newest_days_of_reps(transaction: Transaction, until: date) -> dict[int, date | None]:
    """Return, by person, the day of the newest touch they have logged until that day."""
    newest = (
        select(touch.c.day)
        .where(
            touch.c.workspace == rep.c.workspace,
            touch.c.rep_id == rep.c.id,
            ~touch.c.undone,
            touch.c.day <= until,
            touches_a_client(transaction),
        )
        .order_by(touch.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = transaction.connection.execute(
        select(rep.c.id, newest.label("newest_day")).where(rep.c.workspace == transaction.workspace)
    )
    return {row.id: row.newest_day for row in rows}
