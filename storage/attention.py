"""The sums over an account's touches from which its state follows."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select

from storage.database import AnyRow, Transaction
from storage.records import Account, Attention, Kind, Touch
from storage.tables import account, touch
from storage.touches import read_touch_row, select_touches

RECENT_DAYS = 60
BEFORE_ORDER_DAYS = 42


def read_attention(transaction: Transaction, accounts: Sequence[Account], today: date) -> list[Attention]:
    """Return the facts about each of these accounts as of a day, in the given order.

    Touches after `today` are left out, so that a run for an earlier moment sees what was known of it.
    """
    sums = _read_sums(transaction, accounts, today)
    newest = _read_newest(transaction, accounts, today)
    orders = {row.account_id: row.order_day for row in sums if row.order_day is not None}
    around = _read_around_orders(transaction, orders, today)
    by_account = {row.account_id: row for row in sums}
    facts: list[Attention] = []
    for each in accounts:
        row = by_account.get(each.id)
        if row is None:
            facts.append(Attention(each))
            continue
        before, since = around.get(each.id, (0, 0))
        facts.append(
            Attention(
                account=each,
                last_touch=newest.get(each.id),
                last_attention_day=row.attention_day,
                recent_selling=row.recent_selling,
                recent_attention=row.recent_attention,
                last_order_day=row.order_day,
                touches_before_order=before,
                attention_since_order=since,
            )
        )
    return facts


def _among(accounts: Iterable[int]) -> Any:
    return touch.c.account_id.in_(list(accounts))


def _read_sums(transaction: Transaction, accounts: Sequence[Account], today: date) -> Sequence[AnyRow]:
    recent = touch.c.day >= today - timedelta(days=RECENT_DAYS)
    return transaction.connection.execute(
        select(
            touch.c.account_id,
            func.max(case((touch.c.kind == Kind.ATTENTION.value, touch.c.day))).label("attention_day"),
            func.max(case((touch.c.order_placed, touch.c.day))).label("order_day"),
            func.sum(case((and_(recent, touch.c.kind == Kind.SELLING.value), 1), else_=0)).label(
                "recent_selling"
            ),
            func.sum(case((and_(recent, touch.c.kind == Kind.ATTENTION.value), 1), else_=0)).label(
                "recent_attention"
            ),
        )
        .where(
            touch.c.workspace == transaction.workspace,
            ~touch.c.undone,
            touch.c.day <= today,
            _among(each.id for each in accounts),
        )
        .group_by(touch.c.account_id)
    ).all()


def _read_newest(transaction: Transaction, accounts: Sequence[Account], today: date) -> dict[int, Touch]:
    # One look into the index for each account, however long its history is.
    candidate = touch.alias()
    newest = (
        select(candidate.c.id)
        .where(
            candidate.c.workspace == account.c.workspace,
            candidate.c.account_id == account.c.id,
            ~candidate.c.undone,
            candidate.c.day <= today,
        )
        .order_by(candidate.c.day.desc(), candidate.c.at.desc(), candidate.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = transaction.connection.execute(
        select_touches(transaction)
        .join(account, touch.c.id == newest)
        .where(account.c.workspace == transaction.workspace, account.c.id.in_([each.id for each in accounts]))
    )
    return {row.account_id: read_touch_row(row) for row in rows}


def _read_around_orders(
    transaction: Transaction, orders: dict[int, date], today: date
) -> dict[int, tuple[int, int]]:
    """Count, per account, the touches in the six weeks up to its last order and the attention after it."""
    counts: dict[int, tuple[int, int]] = {}
    if not orders:
        return counts
    earliest = min(orders.values()) - timedelta(days=BEFORE_ORDER_DAYS)
    rows = transaction.connection.execute(
        select(touch.c.account_id, touch.c.day, touch.c.kind, func.count().label("number"))
        .where(
            touch.c.workspace == transaction.workspace,
            ~touch.c.undone,
            touch.c.day.between(earliest, today),
            _among(orders),
        )
        .group_by(touch.c.account_id, touch.c.day, touch.c.kind)
    )
    for row in rows:
        order_day = orders[row.account_id]
        before, since = counts.get(row.account_id, (0, 0))
        if order_day - timedelta(days=BEFORE_ORDER_DAYS) <= row.day <= order_day:
            before += row.number
        elif row.day > order_day and row.kind == Kind.ATTENTION.value:
            since += row.number
        counts[row.account_id] = (before, since)
    return counts
