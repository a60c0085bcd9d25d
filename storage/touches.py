"""Logged contacts.

The statements people wait for are built once: compiling them anew would cost more than running them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import AnyRow, AnySelect, Transaction, insert_into
from storage.records import Kind, NewTouch, Touch
from storage.rhythms import forget_rhythm_of_touch
from storage.sample_rows import number_after_samples, touches_a_client
from storage.statements import QuickStatement
from storage.tables import rep, touch

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

_RHYTHMICAL = frozenset({"account_id", "rep_id", "kind", "day", "undone"})
"""What the rhythm of an account is told from."""

_counted = and_(touch.c.workspace == bindparam("in_workspace"), ~touch.c.undone)
_with_names = select(*_COLUMNS, rep.c.name.label("rep_name")).join_from(
    touch, rep, and_(rep.c.workspace == touch.c.workspace, rep.c.id == touch.c.rep_id), isouter=True
)


_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_add = QuickStatement(
    lambda dialect: (
        _INSERTS[dialect.name](touch)
        .values(number_after_samples(dialect, touch, bindparam("in_workspace")))
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


def read_touch_row(row: AnyRow) -> Touch:
    """Return a row that `select_touches` gave as a record."""
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


def select_touches(transaction: Transaction) -> AnySelect:
    """Return the question for touches of the workspace with the names of those who logged them."""
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
    values = _values(transaction, new, now, request)
    row = _add.fetch(transaction.connection, {**values, "in_workspace": transaction.workspace})
    return None if row is None else row[0]


def find_touch_by_request(transaction: Transaction, request: str) -> int | None:
    """Return the touch that a request from Slack has logged already."""
    return transaction.connection.execute(
        select(touch.c.id).where(touch.c.workspace == transaction.workspace, touch.c.request == request)
    ).scalar_one_or_none()


def read_touch(transaction: Transaction, touch_id: int) -> Touch | None:
    row = transaction.connection.execute(
        select_touches(transaction).where(touch.c.id == touch_id)
    ).one_or_none()
    return None if row is None else read_touch_row(row)


def change_touch(transaction: Transaction, touch_id: int, **changes: Any) -> None:
    """Change the named columns of a touch."""
    if isinstance(changes.get("kind"), Kind):
        changes["kind"] = changes["kind"].value
    if not _RHYTHMICAL.isdisjoint(changes):
        forget_rhythm_of_touch(transaction, touch_id)
    transaction.connection.execute(
        update(touch)
        .where(touch.c.workspace == transaction.workspace, touch.c.id == touch_id)
        .values(**changes)
    )
    if "account_id" in changes:
        forget_rhythm_of_touch(transaction, touch_id)


def list_recent_touches(transaction: Transaction, *, rep_id: int, most: int) -> Sequence[Touch]:
    """Return the touches a person logged last, newest first."""
    rows = transaction.connection.execute(
        select_touches(transaction)
        .where(touch.c.rep_id == rep_id, ~touch.c.undone)
        .order_by(touch.c.day.desc(), touch.c.at.desc(), touch.c.id.desc())
        .limit(most)
    )
    return [read_touch_row(row) for row in rows]


def list_touches_of(transaction: Transaction, account_id: int, *, until: date, most: int) -> Sequence[Touch]:
    """Return the newest touches of an account up to a day, whoever logged them, newest first."""
    rows = transaction.connection.execute(
        select_touches(transaction)
        .where(touch.c.account_id == account_id, ~touch.c.undone, touch.c.day <= until)
        .order_by(touch.c.day.desc(), touch.c.at.desc(), touch.c.id.desc())
        .limit(most)
    )
    return [read_touch_row(row) for row in rows]


def list_touch_days(transaction: Transaction, account_ids: Sequence[int]) -> Sequence[AnyRow]:
    """Return (account_id, day, kind, rep_id) of every touch of these accounts that was not undone."""
    return transaction.connection.execute(
        select(touch.c.account_id, touch.c.day, touch.c.kind, touch.c.rep_id).where(
            touch.c.workspace == transaction.workspace,
            ~touch.c.undone,
            touch.c.account_id.in_(list(account_ids)),
        )
    ).all()


def list_touches(transaction: Transaction) -> Iterable[Touch]:
    """Yield every touch of a client that was not undone, oldest first; those of samples are nobody's."""
    # The option goes with the statement: on the connection it would make a cursor of every later write too.
    rows = transaction.connection.execute(
        select_touches(transaction)
        .where(~touch.c.undone, touches_a_client(transaction))
        .order_by(touch.c.day, touch.c.at, touch.c.id)
        .execution_options(yield_per=2000)
    )
    for row in rows:
        yield read_touch_row(row)


def add_touches(transaction: Transaction, new: Sequence[NewTouch], now: datetime) -> int:
    """Log many touches at once and return how many were new: one whose external id is known is left alone."""
    if not new:
        return 0
    dialect = transaction.connection.dialect
    statement = (
        insert_into(transaction.connection, touch)
        .values(number_after_samples(dialect, touch, transaction.workspace))
        .on_conflict_do_nothing(
            index_elements=["workspace", "external_id"], index_where=touch.c.external_id.is_not(None)
        )
    )
    values = [_values(transaction, each, now, None) for each in new]
    if dialect.name == "postgresql":
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
        select_touches(transaction).where(touch.c.external_id.in_(list(external_ids)))
    )
    return [read_touch_row(row) for row in rows]


def list_touches_by_id(transaction: Transaction, touch_ids: Sequence[int]) -> Sequence[Touch]:
    """Return the touches with these ids, also those that were undone."""
    rows = transaction.connection.execute(select_touches(transaction).where(touch.c.id.in_(list(touch_ids))))
    return [read_touch_row(row) for row in rows]


def count_touches(transaction: Transaction) -> int:
    return transaction.connection.execute(
        select(func.count())
        .select_from(touch)
        .where(touch.c.workspace == transaction.workspace, ~touch.c.undone)
    ).scalar_one()
