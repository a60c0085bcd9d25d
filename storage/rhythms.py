"""What the touches of each account said when last looked at, and how one sees that it still holds."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, case, func, insert, select, update

from storage.database import AnyRow, AnySelect, Transaction, insert_into
from storage.records import KeptRhythm, Tier
from storage.rhythm_tables import forgotten_rhythm, rhythm
from storage.sample_rows import IS_REAL, touches_a_client
from storage.tables import account, touch, workspace

AT_ONCE = 5_000
"""So many accounts are asked for in one question."""
BLOCK = 20_000
FORGOTTEN = -1

_COLUMNS = tuple(rhythm.c[name] for name in KeptRhythm.__dataclass_fields__)


def _read_columns(times: ColumnElement[int]) -> list[ColumnElement[Any]]:
    """Return what to ask for a KeptRhythm of an account that was forgotten so many times in all."""
    believed = case((rhythm.c.forgotten == times, rhythm.c.touches), else_=FORGOTTEN).label("touches")
    return [believed if column.name == "touches" else column for column in _COLUMNS]


_times = (
    select(func.count())
    .where(
        forgotten_rhythm.c.workspace == rhythm.c.workspace,
        forgotten_rhythm.c.account_id == rhythm.c.account_id,
    )
    .correlate(rhythm)
    .scalar_subquery()
)


def list_rhythms(transaction: Transaction, account_ids: Sequence[int]) -> Sequence[KeptRhythm]:
    """Return what is kept of these accounts, forgotten or not."""
    return [
        KeptRhythm(*row)
        for part in split(account_ids)
        for row in transaction.connection.execute(
            select(*_read_columns(_times)).where(
                rhythm.c.workspace == transaction.workspace, rhythm.c.account_id.in_(part)
            )
        )
    ]


def count_rhythm_touches(transaction: Transaction, account_ids: Sequence[int], today: date) -> dict[int, int]:
    """Return how many touches up to `today` each of these accounts has; those without any are left out."""
    counts: dict[int, int] = {}
    for part in split(account_ids):
        rows = transaction.connection.execute(
            _count(transaction, today).where(touch.c.account_id.in_(part)).group_by(touch.c.account_id)
        )
        counts.update((account_id, number) for account_id, number in rows)
    return counts


class Mark(NamedTuple):
    """What shows whether the kept rhythm of an account still holds."""

    account_id: int
    tier: Tier
    ideal_days: int | None
    counted: int
    """Its touches up to the day that was asked for."""
    forgotten: int
    """How often what was kept of it has been forgotten."""
    kept: KeptRhythm | None
    """Without the facts."""


def read_marks(transaction: Transaction, today: date) -> Iterator[list[Mark]]:
    """Yield, in blocks and by ascending id, every client that was touched up to `today`; no sample."""
    counted = _count(transaction, today).group_by(touch.c.account_id).subquery()
    forgotten = (
        select(forgotten_rhythm.c.account_id, func.count().label("times"))
        .where(forgotten_rhythm.c.workspace == transaction.workspace)
        .group_by(forgotten_rhythm.c.account_id)
        .subquery()
    )
    times = func.coalesce(forgotten.c.times, 0, type_=Integer)
    kept = [column for column in _read_columns(times) if column.name not in ("account_id", "facts")]
    marks = (
        select(account.c.id, account.c.tier, account.c.ideal_days, counted.c.number, times, *kept)
        .join_from(account, counted, counted.c.account_id == account.c.id)
        .outerjoin(forgotten, forgotten.c.account_id == account.c.id)
        .outerjoin(
            rhythm, and_(rhythm.c.workspace == account.c.workspace, rhythm.c.account_id == account.c.id)
        )
        .where(account.c.workspace == transaction.workspace, IS_REAL)
        .order_by(account.c.id)
        .execution_options(yield_per=BLOCK)
    )
    for block in transaction.connection.execute(marks).partitions():
        yield [_read_mark(row) for row in block]


def _read_mark(row: AnyRow) -> Mark:
    account_id, tier, ideal_days, counted, times, as_of, again, touches, target, days, last_rep, then = row
    kept = None
    if as_of is not None:
        kept = KeptRhythm(account_id, as_of, again, touches, target, days, last_rep, {}, then)
    return Mark(account_id, Tier(tier), ideal_days, counted, times, kept)


def _count(transaction: Transaction, today: date) -> AnySelect:
    return select(touch.c.account_id, func.count().label("number")).where(
        touch.c.workspace == transaction.workspace, ~touch.c.undone, touch.c.day <= today
    )


def keep_rhythms(transaction: Transaction, kept: Sequence[KeptRhythm]) -> None:
    """Write these, except over what was read later.

    Where an account was forgotten after `kept` was read, its row is written and not believed.
    """
    if not kept:
        return
    statement = insert_into(transaction.connection, rhythm)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["workspace", "account_id"],
        set_={each.name: new[each.name] for each in _COLUMNS if each.name != "account_id"},
        where=rhythm.c.forgotten <= new.forgotten,
    )
    transaction.connection.execute(
        statement,
        [
            {"workspace": transaction.workspace, **{each.name: getattr(row, each.name) for each in _COLUMNS}}
            for row in kept
        ],
    )


def forget_rhythm_of_touch(transaction: Transaction, touch_id: int) -> None:
    """Say that the rhythm of a touch's account is to be looked at again."""
    _forget(transaction, touch.c.id == touch_id)


def forget_rhythms_of_reps(transaction: Transaction, rep_ids: Iterable[int]) -> None:
    """Say so of every account that one of these people has touched."""
    # A sample has no rhythm, and may just be being removed.
    _forget(transaction, touch.c.rep_id.in_(list(rep_ids)) & touches_a_client(transaction))


def _forget(transaction: Transaction, whose: ColumnElement[bool]) -> None:
    # Added and never changed, so that no two transactions wait for each other here. And a row, not the
    # absence of one: the night may be about to write what it read before this change.
    accounts = select(touch.c.workspace, touch.c.account_id).where(
        touch.c.workspace == transaction.workspace, whose
    )
    transaction.connection.execute(
        insert(forgotten_rhythm).from_select(["workspace", "account_id"], accounts.distinct())
    )


def read_rhythms_day(transaction: Transaction) -> date | None:
    """Return the local day for which every account was looked at last."""
    return transaction.connection.execute(
        select(workspace.c.rhythms_day).where(workspace.c.id == transaction.workspace)
    ).scalar_one_or_none()


def claim_night(transaction: Transaction, day: date, now: datetime, until: datetime) -> str | None:
    """Return a token for looking at every account for this local day; None where that is done or begun.

    Whoever began and has not come to an end by `until` is taken to be gone.
    """
    token = secrets.token_urlsafe(16)
    claimed = transaction.connection.execute(
        update(workspace)
        .where(
            workspace.c.id == transaction.workspace,
            workspace.c.rhythms_day.is_distinct_from(day),
            workspace.c.rhythms_until.is_(None)
            | (workspace.c.rhythms_until <= now)
            # Begun by hand as of a later day, and never ended.
            | (workspace.c.rhythms_until > until + (until - now)),
        )
        .values(rhythms_token=token, rhythms_until=until)
    )
    return token if claimed.rowcount else None


def holds_night(transaction: Transaction, token: str) -> bool:
    """Return whether nobody else has taken the night over."""
    return (
        transaction.connection.execute(
            select(workspace.c.rhythms_token).where(workspace.c.id == transaction.workspace)
        ).scalar_one_or_none()
        == token
    )


def end_night(transaction: Transaction, token: str, day: date | None = None) -> None:
    """Let go of the night; `day` is the local day for which every account has been looked at, if any."""
    changes = {} if day is None else {"rhythms_day": day}
    transaction.connection.execute(
        update(workspace)
        .where(workspace.c.id == transaction.workspace, workspace.c.rhythms_token == token)
        .values(rhythms_token=None, rhythms_until=None, **changes)
    )


def split(account_ids: Sequence[int]) -> Iterator[list[int]]:
    """Yield the ids in parts that fit one question of either database."""
    for start in range(0, len(account_ids), AT_ONCE):
        yield list(account_ids[start : start + AT_ONCE])
