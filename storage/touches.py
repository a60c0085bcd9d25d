"""Logged contacts, and the sums over them from which an account's state follows.

The statements people wait for are built once: compiling them anew would cost more than running them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import AnyRow, AnySelect, Transaction, insert_into
from storage.records import Account, Attention, Kind, NewTouch, Touch
from storage.statements import QuickStatement
from storage.tables import account, rep, touch

RECENT_DAYS = 60
BEFORE_ORDER_DAYS = 42

_COLUMNS = (
    touch.c.id,
    touch.c.account_id,
    touch.c.rep_id,
    touch.c.kind,
    touch.c.day,
    touch.c.at,
    touch.c.note,
    touch.c.with_whom,
    touch.c.place,
    touch.c.lines,
    touch.c.order_placed,
    touch.c.external_id,
    touch.c.created_at,
    touch.c.undone,
)

_counted = and_(touch.c.workspace == bindparam("in_workspace"), ~touch.c.undone)
_with_names = select(*_COLUMNS, rep.c.name.label("rep_name")).join_from(
    touch, rep, and_(rep.c.workspace == touch.c.workspace, rep.c.id == touch.c.rep_id), isouter=True
)


_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_add = QuickStatement(
    lambda dialect: (
        _INSERTS[dialect.name](touch)
        .on_conflict_do_nothing(
            index_elements=["workspace", "request"], index_where=touch.c.request.is_not(None)
        )
        .returning(touch.c.id)
    ),
    names=[column.name for column in touch.columns if column.name != "id"],
)

_of_account = and_(_counted, touch.c.account_id == bindparam("account_id"))
_any_day = select(func.max(touch.c.day)).where(_of_account).scalar_subquery().label("any_day")
# Not max(): the index is then read from its newest day down to the first that fits.
_attention_day = (
    select(touch.c.day)
    .where(_of_account, touch.c.kind == Kind.ATTENTION.value)
    .order_by(touch.c.day.desc())
    .limit(1)
    .scalar_subquery()
    .label("attention_day")
)
# The person is not part of the condition: the touches of one account on one day are always few.
_same = (
    select(
        func.max(
            case(
                (
                    and_(
                        touch.c.rep_id == bindparam("rep_id"),
                        touch.c.note == bindparam("note"),
                        touch.c.created_at > bindparam("since"),
                    ),
                    touch.c.id,
                )
            )
        )
    )
    .where(_of_account, touch.c.day == bindparam("day"))
    .scalar_subquery()
    .label("same_id")
)
_clock_days = select(_any_day, _attention_day)
_standing = QuickStatement(select(_any_day, _attention_day, _same))


def _values(transaction: Transaction, new: NewTouch, now: datetime, request: str | None) -> dict[str, Any]:
    return {
        "workspace": transaction.workspace,
        "account_id": new.account_id,
        "rep_id": new.rep_id,
        "kind": new.kind.value,
        "day": new.day,
        "at": new.at,
        "note": new.note,
        "with_whom": new.with_whom,
        "place": new.place,
        "lines": list(new.lines),
        "order_placed": new.order_placed,
        "external_id": new.external_id,
        "created_at": now,
        "undone": False,
        "request": request,
    }


def _read(row: AnyRow) -> Touch:
    return Touch(
        id=row.id,
        account_id=row.account_id,
        rep_id=row.rep_id,
        kind=Kind(row.kind),
        day=row.day,
        at=row.at,
        note=row.note,
        with_whom=row.with_whom,
        place=row.place,
        lines=tuple(row.lines),
        order_placed=row.order_placed,
        external_id=row.external_id,
        created_at=row.created_at,
        undone=row.undone,
        rep_name=row.rep_name,
    )


def _named(transaction: Transaction) -> AnySelect:
    return _with_names.where(touch.c.workspace == transaction.workspace)


class Standing(NamedTuple):
    """What one must know of an account before logging a touch."""

    any_day: date | None
    """The newest day with a touch of any kind."""
    attention_day: date | None
    """The newest day with a non-selling touch."""
    same_id: int | None
    """A touch by the same person with the same words for the same day, if it is recent enough."""


def read_standing(transaction: Transaction, new: NewTouch, *, same_since: datetime) -> Standing:
    """Return, in one question, how the account of `new` stands; the same words count from `same_since`."""
    row = _standing.fetch(
        transaction.connection,
        {
            "in_workspace": transaction.workspace,
            "account_id": new.account_id,
            "rep_id": new.rep_id,
            "note": new.note,
            "day": new.day,
            "since": same_since,
        },
    )
    return Standing(None, None, None) if row is None else Standing(*row)


def read_clock_days(transaction: Transaction, account_id: int) -> tuple[date | None, date | None]:
    """Return the newest day with a touch of any kind, and the newest with a non-selling one."""
    row = transaction.connection.execute(
        _clock_days, {"in_workspace": transaction.workspace, "account_id": account_id}
    ).one()
    return row.any_day, row.attention_day


def add_touch(
    transaction: Transaction, new: NewTouch, now: datetime, *, request: str | None = None
) -> int | None:
    """Log a touch and return its id, or None where this request was logged already."""
    row = _add.fetch(transaction.connection, _values(transaction, new, now, request))
    return None if row is None else row[0]


def find_touch_by_request(transaction: Transaction, request: str) -> int | None:
    """Return the touch that a request from Slack has logged already."""
    return transaction.connection.execute(
        select(touch.c.id).where(touch.c.workspace == transaction.workspace, touch.c.request == request)
    ).scalar_one_or_none()


def read_touch(transaction: Transaction, touch_id: int) -> Touch | None:
    row = transaction.connection.execute(_named(transaction).where(touch.c.id == touch_id)).one_or_none()
    return None if row is None else _read(row)


def change_touch(transaction: Transaction, touch_id: int, **changes: Any) -> None:
    """Change the named columns of a touch."""
    if isinstance(changes.get("kind"), Kind):
        changes["kind"] = changes["kind"].value
    transaction.connection.execute(
        update(touch)
        .where(touch.c.workspace == transaction.workspace, touch.c.id == touch_id)
        .values(**changes)
    )


def list_recent_touches(transaction: Transaction, *, rep_id: int, most: int) -> Sequence[Touch]:
    """Return the touches a person logged last, newest first."""
    rows = transaction.connection.execute(
        _named(transaction)
        .where(touch.c.rep_id == rep_id, ~touch.c.undone)
        .order_by(touch.c.day.desc(), touch.c.at.desc(), touch.c.id.desc())
        .limit(most)
    )
    return [_read(row) for row in rows]


def list_touches(transaction: Transaction) -> Iterable[Touch]:
    """Yield every touch that was not undone, oldest first."""
    # The option goes with the statement: on the connection it would make a cursor of every later write too.
    rows = transaction.connection.execute(
        _named(transaction)
        .where(~touch.c.undone)
        .order_by(touch.c.day, touch.c.at, touch.c.id)
        .execution_options(yield_per=2000)
    )
    for row in rows:
        yield _read(row)


def add_touches(transaction: Transaction, new: Sequence[NewTouch], now: datetime) -> int:
    """Log many touches at once and return how many were new: one whose external id is known is left alone."""
    if not new:
        return 0
    statement = insert_into(transaction.connection, touch).on_conflict_do_nothing(
        index_elements=["workspace", "external_id"], index_where=touch.c.external_id.is_not(None)
    )
    values = [_values(transaction, each, now, None) for each in new]
    if transaction.connection.dialect.name == "postgresql":
        # RETURNING makes SQLAlchemy send many rows in one statement; on SQLite it would be the slower way.
        return len(transaction.connection.execute(statement.returning(touch.c.id), values).all())
    return transaction.connection.execute(
        statement.execution_options(preserve_rowcount=True), values
    ).rowcount


def list_external_ids(transaction: Transaction) -> set[str]:
    """Return the ids that touches have from elsewhere, also those of touches that were undone."""
    return set(
        transaction.connection.execute(
            select(touch.c.external_id).where(
                touch.c.workspace == transaction.workspace, touch.c.external_id.is_not(None)
            )
        ).scalars()
    )


def list_touches_known_as(transaction: Transaction, external_ids: Sequence[str]) -> Sequence[Touch]:
    """Return the touches with these external ids, also those that were undone."""
    rows = transaction.connection.execute(
        _named(transaction).where(touch.c.external_id.in_(list(external_ids)))
    )
    return [_read(row) for row in rows]


def list_touches_by_id(transaction: Transaction, touch_ids: Sequence[int]) -> Sequence[Touch]:
    """Return the touches with these ids, also those that were undone."""
    rows = transaction.connection.execute(_named(transaction).where(touch.c.id.in_(list(touch_ids))))
    return [_read(row) for row in rows]


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
        _named(transaction)
        .join(account, touch.c.id == newest)
        .where(account.c.workspace == transaction.workspace, account.c.id.in_([each.id for each in accounts]))
    )
    return {row.account_id: _read(row) for row in rows}


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


def count_touches(transaction: Transaction) -> int:
    return transaction.connection.execute(
        select(func.count())
        .select_from(touch)
        .where(touch.c.workspace == transaction.workspace, ~touch.c.undone)
    ).scalar_one()


def count_accounts(transaction: Transaction) -> int:
    return transaction.connection.execute(
        select(func.count()).select_from(account).where(account.c.workspace == transaction.workspace)
    ).scalar_one()
