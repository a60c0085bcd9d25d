"""Each time somebody did what they took on."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select

from storage.brainstorm_records import Tick
from storage.brainstorm_tables import brainstorm_idea, commitment, commitment_tick
from storage.database import Transaction, insert_into
from storage.records import Kind
from storage.tables import touch

_TICK_DAY = func.coalesce(touch.c.day, commitment_tick.c.day)
_TICK = (
    commitment_tick.c.id,
    commitment_tick.c.commitment_id,
    _TICK_DAY,
    commitment_tick.c.location_id,
    commitment_tick.c.touch_id,
)


class TouchTick(NamedTuple):
    """What a touch has done: one commitment at one location."""

    touch_id: int
    day: date
    commitment_id: int
    location_id: int


def add_tick(
    transaction: Transaction,
    commitment_id: int,
    day: date,
    now: datetime,
    *,
    location_id: int | None = None,
    touch_id: int | None = None,
) -> int | None:
    """Note that it was done and return the tick's id; None where that was noted before."""
    return transaction.connection.execute(
        insert_into(transaction.connection, commitment_tick)
        .values(
            workspace=transaction.workspace,
            commitment_id=commitment_id,
            day=day,
            at=now,
            location_id=location_id,
            touch_id=touch_id,
        )
        .on_conflict_do_nothing()
        .returning(commitment_tick.c.id)
    ).scalar_one_or_none()


def add_ticks_of_touch(
    transaction: Transaction,
    touch_id: int,
    day: date,
    now: datetime,
    places: Iterable[tuple[int, int]],
) -> None:
    """Note that it was done with a touch, for each of these commitments at each of these locations, by id.

    What was noted before stays as it is.
    """
    add_ticks_of_touches(transaction, (TouchTick(touch_id, day, *each) for each in places), now)


def add_ticks_of_touches(transaction: Transaction, done: Iterable[TouchTick], now: datetime) -> None:
    """Note what touches have done; what was noted before stays as it is."""
    rows = [{"workspace": transaction.workspace, "at": now, **each._asdict()} for each in done]
    if rows:
        transaction.connection.execute(
            insert_into(transaction.connection, commitment_tick).on_conflict_do_nothing(), rows
        )


def remove_tick(transaction: Transaction, tick_id: int) -> None:
    """Take a tick back."""
    transaction.connection.execute(
        delete(commitment_tick).where(
            commitment_tick.c.workspace == transaction.workspace, commitment_tick.c.id == tick_id
        )
    )


def remove_ticks(transaction: Transaction, tick_ids: Iterable[int]) -> None:
    """Take many ticks back."""
    rows = [{"tick_id": each} for each in tick_ids]
    if rows:
        # One statement for each row: very many in one have more variables than SQLite takes.
        transaction.connection.execute(
            delete(commitment_tick).where(
                commitment_tick.c.workspace == transaction.workspace,
                commitment_tick.c.id == bindparam("tick_id"),
            ),
            rows,
        )


def list_ticks(transaction: Transaction, commitment_ids: Iterable[int]) -> Sequence[Tick]:
    """Return when these were done, oldest first."""
    return _list_ticks(transaction, commitment.c.id.in_(list(commitment_ids)))


def list_ticks_in(transaction: Transaction, brainstorm_ids: Collection[int]) -> Sequence[Tick]:
    """Return when what was taken on in these brainstorms was done, oldest first."""
    ideas = select(brainstorm_idea.c.id).where(
        brainstorm_idea.c.workspace == transaction.workspace,
        brainstorm_idea.c.brainstorm_id.in_(brainstorm_ids),
    )
    return _list_ticks(transaction, commitment.c.brainstorm_idea_id.in_(ideas))


def _list_ticks(transaction: Transaction, chosen: ColumnElement[bool]) -> Sequence[Tick]:
    """Return the ticks of the commitments that are chosen.

    The tick of a touch counts as long as the touch does: not taken back, not about a sale (NS-1), and still
    for this account. Its day is the touch's.
    """
    rows = transaction.connection.execute(
        select(*_TICK)
        .join(
            commitment,
            (commitment.c.workspace == commitment_tick.c.workspace)
            & (commitment.c.id == commitment_tick.c.commitment_id),
        )
        .outerjoin(
            touch,
            (touch.c.workspace == commitment_tick.c.workspace)
            & (touch.c.id == commitment_tick.c.touch_id)
            & (touch.c.account_id == commitment.c.account_id)
            & (touch.c.kind == Kind.ATTENTION.value),
        )
        .where(
            commitment_tick.c.workspace == transaction.workspace,
            chosen,
            or_(commitment_tick.c.touch_id.is_(None), touch.c.undone.is_(False)),
        )
        .order_by(_TICK_DAY, commitment_tick.c.id)
    )
    return [Tick(*row) for row in rows]


def list_ticks_of_touches(transaction: Transaction, touch_ids: Iterable[int]) -> Sequence[Tick]:
    """Return what these touches have ticked, in that order, whether they count at present or not."""
    rows = transaction.connection.execute(
        select(*_TICK)
        .outerjoin(
            touch,
            (touch.c.workspace == commitment_tick.c.workspace) & (touch.c.id == commitment_tick.c.touch_id),
        )
        .where(
            commitment_tick.c.workspace == transaction.workspace,
            commitment_tick.c.touch_id.in_(list(touch_ids)),
        )
        .order_by(commitment_tick.c.id)
    )
    return [Tick(*row) for row in rows]


def carry_ticks(transaction: Transaction, from_id: int, to_id: int) -> None:
    """Let what was done of one commitment count for another of the same account as well.

    Also with a touch that is taken back at present, for it may be put back; not with one that is another
    account's by now.
    """
    old, new = commitment.alias("old"), commitment.alias("new")
    source = (
        select(
            commitment_tick.c.workspace,
            new.c.id,
            commitment_tick.c.day,
            commitment_tick.c.at,
            commitment_tick.c.location_id,
            commitment_tick.c.touch_id,
        )
        .join(
            old,
            (old.c.workspace == commitment_tick.c.workspace) & (old.c.id == commitment_tick.c.commitment_id),
        )
        .join(
            new,
            (new.c.workspace == old.c.workspace)
            & (new.c.account_id == old.c.account_id)
            & (new.c.id == to_id),
        )
        .outerjoin(
            touch,
            (touch.c.workspace == commitment_tick.c.workspace)
            & (touch.c.id == commitment_tick.c.touch_id)
            & (touch.c.account_id == old.c.account_id),
        )
        .where(
            commitment_tick.c.workspace == transaction.workspace,
            commitment_tick.c.commitment_id == from_id,
            or_(commitment_tick.c.touch_id.is_(None), touch.c.id.is_not(None)),
        )
        .order_by(commitment_tick.c.id)
    )
    names = ["workspace", "commitment_id", "day", "at", "location_id", "touch_id"]
    transaction.connection.execute(
        insert_into(transaction.connection, commitment_tick)
        .from_select(names, source)
        .on_conflict_do_nothing()
    )
