"""Brainstorms: opening one, moving it on, and who may choose in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.brainstorm_readers import is_shown_to
from storage.brainstorm_records import Brainstorm, LibraryReader, NewBrainstorm, Phase, Seller
from storage.brainstorm_tables import brainstorm, brainstorm_idea, brainstorm_seller
from storage.database import Transaction, hold_row, insert_into
from storage.tables import rep

KEPT_FOR = timedelta(seconds=15)
"""Longer than a call to Slack may take, so that nobody else writes while one is under way."""

_COLUMNS = (
    brainstorm.c.id,
    brainstorm.c.channel,
    brainstorm.c.opened_by,
    rep.c.name.label("opener"),
    brainstorm.c.question,
    brainstorm.c.phase,
    brainstorm.c.ideas_minutes,
    brainstorm.c.choosing_minutes,
    brainstorm.c.opened_at,
    brainstorm.c.ends_at,
    brainstorm.c.closed_at,
    brainstorm.c.choosing_since,
)


class BrainstormOpenError(Exception):
    """There is one in that channel already."""


def _select() -> Any:
    return select(*_COLUMNS).join(
        rep, (rep.c.workspace == brainstorm.c.workspace) & (rep.c.id == brainstorm.c.opened_by)
    )


def _read(row: Row[*tuple[Any, ...]]) -> Brainstorm:
    facts: dict[str, Any] = dict(zip((each.name for each in _COLUMNS), row, strict=True))
    facts["phase"] = Phase(facts["phase"])
    return Brainstorm(**facts)


def add_brainstorm(transaction: Transaction, new: NewBrainstorm) -> Brainstorm:
    """Open a brainstorm and return it. Raises BrainstormOpenError where the channel has one."""
    try:
        with transaction.connection.begin_nested():
            brainstorm_id: int = transaction.connection.execute(
                insert_into(transaction.connection, brainstorm)
                .values(
                    workspace=transaction.workspace,
                    channel=new.channel,
                    opened_by=new.opened_by,
                    question=new.question,
                    phase=Phase.IDEAS.value,
                    ideas_minutes=new.ideas_minutes,
                    choosing_minutes=new.choosing_minutes,
                    opened_at=new.opened_at,
                    ends_at=new.ends_at,
                    private=new.private,
                )
                .returning(brainstorm.c.id)
            ).scalar_one()
    except IntegrityError as error:
        raise BrainstormOpenError from error
    found = read_brainstorm(transaction, brainstorm_id)
    if found is None:
        raise LookupError("A row that this transaction wrote is gone.")
    return found


def read_brainstorm(transaction: Transaction, brainstorm_id: int) -> Brainstorm | None:
    row = transaction.connection.execute(
        _select().where(brainstorm.c.workspace == transaction.workspace, brainstorm.c.id == brainstorm_id)
    ).one_or_none()
    return None if row is None else _read(row)


def find_open_brainstorm(transaction: Transaction, channel: str) -> Brainstorm | None:
    """Return the brainstorm that is under way in a channel."""
    row = transaction.connection.execute(
        _select().where(
            brainstorm.c.workspace == transaction.workspace,
            brainstorm.c.channel == channel,
            brainstorm.c.closed_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else _read(row)


def list_brainstorms_under_way(
    transaction: Transaction, *, reader: LibraryReader | None = None
) -> Sequence[Brainstorm]:
    """Return the brainstorms that go on now and are shown to a reader, in the order in which they began."""
    under_way = _select().where(
        brainstorm.c.workspace == transaction.workspace,
        brainstorm.c.closed_at.is_(None),
        is_shown_to(reader),
    )
    return [_read(row) for row in transaction.connection.execute(under_way.order_by(brainstorm.c.id))]


def list_brainstorms(
    transaction: Transaction, most: int, *, reader: LibraryReader | None = None
) -> Sequence[Brainstorm]:
    """Return the newest brainstorms that are over and are shown to a reader."""
    rows = transaction.connection.execute(
        _select()
        .where(
            brainstorm.c.workspace == transaction.workspace,
            brainstorm.c.closed_at.is_not(None),
            is_shown_to(reader),
        )
        .order_by(brainstorm.c.closed_at.desc(), brainstorm.c.id.desc())
        .limit(most)
    )
    return [_read(row) for row in rows]


def list_brainstorms_with_ideas(
    transaction: Transaction,
    most: int,
    before: Brainstorm | None = None,
    *,
    reader: LibraryReader | None = None,
) -> Sequence[Brainstorm]:
    """Return the newest brainstorms that are over and are shown to a reader, if anything was said in them.

    `before` is the last one of the page before.
    """
    said = exists().where(
        brainstorm_idea.c.workspace == brainstorm.c.workspace,
        brainstorm_idea.c.brainstorm_id == brainstorm.c.id,
    )
    looked_for = [
        brainstorm.c.workspace == transaction.workspace,
        brainstorm.c.closed_at.is_not(None),
        is_shown_to(reader),
        said,
    ]
    if before is not None and before.closed_at is not None:
        looked_for.append(
            or_(
                brainstorm.c.closed_at < before.closed_at,
                and_(brainstorm.c.closed_at == before.closed_at, brainstorm.c.id < before.id),
            )
        )
    rows = transaction.connection.execute(
        _select()
        .where(*looked_for)
        .order_by(brainstorm.c.closed_at.desc(), brainstorm.c.id.desc())
        .limit(most)
    )
    return [_read(row) for row in rows]


def list_ended_phases(transaction: Transaction, now: datetime) -> Sequence[Brainstorm]:
    """Return the brainstorms whose phase is over by the clock."""
    rows = transaction.connection.execute(
        _select().where(
            brainstorm.c.workspace == transaction.workspace,
            brainstorm.c.closed_at.is_(None),
            brainstorm.c.ends_at <= now,
        )
    )
    return [_read(row) for row in rows]


def list_open_brainstorms(
    connection: Connection, closed_since: datetime | None = None
) -> Sequence[tuple[int, int]]:
    """Return (workspace, id) of what is under way, or was closed since, in all workspaces."""
    looked_for = brainstorm.c.closed_at.is_(None)
    if closed_since is not None:
        looked_for = or_(looked_for, brainstorm.c.closed_at >= closed_since)
    rows = connection.execute(select(brainstorm.c.workspace, brainstorm.c.id).where(looked_for))
    return [(row.workspace, row.id) for row in rows]


def change_phase(
    transaction: Transaction, before: Brainstorm, phase: Phase, ends_at: datetime | None, now: datetime
) -> bool:
    """Move a brainstorm on from what it was seen as; False where somebody else has done so meanwhile."""
    changes: dict[str, Any] = {"phase": phase.value, "ends_at": ends_at}
    if phase is Phase.CHOOSING and before.phase is not Phase.CHOOSING:
        changes["choosing_since"] = now
    if phase is Phase.CLOSED:
        changes["closed_at"] = now
    changed = transaction.connection.execute(
        update(brainstorm)
        .where(
            brainstorm.c.workspace == transaction.workspace,
            brainstorm.c.id == before.id,
            brainstorm.c.phase == before.phase.value,
            brainstorm.c.ends_at == before.ends_at,
        )
        .values(**changes)
    )
    return changed.rowcount == 1


def take_keeping(transaction: Transaction, brainstorm_id: int, keeper: str, now: datetime) -> bool:
    """Take on, or go on with, keeping a brainstorm's message up to date; False where somebody else does.

    What one process writes late can so never undo what another one wrote since.
    """
    taken = transaction.connection.execute(
        update(brainstorm)
        .where(
            brainstorm.c.workspace == transaction.workspace,
            brainstorm.c.id == brainstorm_id,
            or_(
                brainstorm.c.keeper.is_(None),
                brainstorm.c.keeper == keeper,
                brainstorm.c.kept_until < now,
                # The playground's clock was moved back.
                brainstorm.c.kept_until > now + 2 * KEPT_FOR,
            ),
        )
        .values(keeper=keeper, kept_until=now + KEPT_FOR)
    )
    return taken.rowcount == 1


def hold_brainstorm(transaction: Transaction, brainstorm_id: int) -> None:
    """Let whoever else changes or takes on what was said there wait until the transaction ends.

    An idea is removed only while nobody has taken it on. Who is shown one does not wait.
    """
    hold_row(transaction, brainstorm, brainstorm_id)


def add_sellers(transaction: Transaction, brainstorm_id: int, rep_ids: Iterable[int]) -> None:
    """Note who may choose; whoever is noted already stays as they are."""
    rows = [
        {"workspace": transaction.workspace, "brainstorm_id": brainstorm_id, "rep_id": each}
        for each in dict.fromkeys(rep_ids)
    ]
    if rows:
        transaction.connection.execute(
            insert_into(transaction.connection, brainstorm_seller)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["workspace", "brainstorm_id", "rep_id"])
        )


def remove_sellers(transaction: Transaction, brainstorm_id: int, rep_ids: Sequence[int]) -> None:
    """Note that these people are not among those who may choose."""
    transaction.connection.execute(
        delete(brainstorm_seller).where(
            brainstorm_seller.c.workspace == transaction.workspace,
            brainstorm_seller.c.brainstorm_id == brainstorm_id,
            brainstorm_seller.c.rep_id.in_(rep_ids),
        )
    )


def list_sellers(transaction: Transaction, brainstorm_id: int) -> Sequence[Seller]:
    """Return who may choose and is still in the team, by name."""
    rows = transaction.connection.execute(
        select(
            rep.c.id,
            rep.c.name,
            rep.c.slack_id,
            brainstorm_seller.c.show_name,
            brainstorm_seller.c.reminded_at,
        )
        .join(
            rep,
            (rep.c.workspace == brainstorm_seller.c.workspace) & (rep.c.id == brainstorm_seller.c.rep_id),
        )
        .where(
            brainstorm_seller.c.workspace == transaction.workspace,
            brainstorm_seller.c.brainstorm_id == brainstorm_id,
            rep.c.active,
        )
        .order_by(func.lower(rep.c.name), rep.c.id)
    )
    return [
        Seller(row.id, row.name, row.slack_id, row.show_name, row.reminded_at is not None) for row in rows
    ]


def change_showing(transaction: Transaction, brainstorm_id: int, rep_id: int, *, show_name: bool) -> None:
    """Note whether somebody wants to be named beside what they took."""
    transaction.connection.execute(
        update(brainstorm_seller)
        .where(
            brainstorm_seller.c.workspace == transaction.workspace,
            brainstorm_seller.c.brainstorm_id == brainstorm_id,
            brainstorm_seller.c.rep_id == rep_id,
        )
        .values(show_name=show_name)
    )


def note_reminder(transaction: Transaction, brainstorm_id: int, rep_id: int, now: datetime) -> bool:
    """Note that somebody is reminded now; False where they were before: it happens once."""
    noted = transaction.connection.execute(
        update(brainstorm_seller)
        .where(
            brainstorm_seller.c.workspace == transaction.workspace,
            brainstorm_seller.c.brainstorm_id == brainstorm_id,
            brainstorm_seller.c.rep_id == rep_id,
            brainstorm_seller.c.reminded_at.is_(None),
        )
        .values(reminded_at=now)
    )
    return noted.rowcount == 1


def forget_reminder(transaction: Transaction, brainstorm_id: int, rep_id: int) -> None:
    """Note that somebody was not reminded after all: Slack has put it off."""
    transaction.connection.execute(
        update(brainstorm_seller)
        .where(
            brainstorm_seller.c.workspace == transaction.workspace,
            brainstorm_seller.c.brainstorm_id == brainstorm_id,
            brainstorm_seller.c.rep_id == rep_id,
        )
        .values(reminded_at=None)
    )
