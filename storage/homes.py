"""When each Home that somebody has opened is to be shown anew."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from storage.database import Transaction
from storage.tables import rep, workspace
from storage.workspaces import hold_directory

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


class DueHome(NamedTuple):
    """Somebody whose Home shows what is no longer so."""

    workspace: int
    team_id: str
    rep_id: int
    slack_id: str
    zone: str


def note_home(transaction: Transaction, rep_id: int, due_at: datetime) -> None:
    """Note that somebody has opened Home, and when it is to be shown anew."""
    transaction.connection.execute(
        update(rep)
        .where(rep.c.workspace == transaction.workspace, rep.c.id == rep_id)
        .values(home_due_at=due_at)
    )


def is_home_noted(transaction: Transaction, slack_id: str) -> bool:
    """Return whether somebody has ever opened Home."""
    found = transaction.connection.execute(
        select(rep.c.home_due_at).where(rep.c.workspace == transaction.workspace, rep.c.slack_id == slack_id)
    ).scalar_one_or_none()
    return found is not None


def mark_homes_due(transaction: Transaction, rep_ids: Iterable[int] | None = None) -> int:
    """Let these people's Homes, or everybody's, be shown anew soon; returns how many.

    Whoever never opened theirs costs nothing.
    """
    # Many people's rows, in any order: nobody else may change several of them meanwhile.
    hold_directory(transaction)
    whose = [] if rep_ids is None else [rep.c.id.in_(list(rep_ids))]
    return transaction.connection.execute(
        update(rep)
        .where(rep.c.workspace == transaction.workspace, rep.c.home_due_at > _AT_ONCE, *whose)
        .values(home_due_at=_AT_ONCE)
    ).rowcount


def list_due_homes(connection: Connection, now: datetime, most: int) -> Sequence[DueHome]:
    """Return whose Home is due, of all workspaces, the longest due first; others skip them meanwhile."""
    team_id = select(workspace.c.team_id).where(workspace.c.id == rep.c.workspace).scalar_subquery()
    rows = connection.execute(
        select(rep.c.workspace, team_id.label("team_id"), rep.c.id, rep.c.slack_id, rep.c.zone)
        .where(rep.c.home_due_at <= now, rep.c.active, rep.c.slack_id.is_not(None))
        .order_by(rep.c.home_due_at, rep.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [DueHome(*row) for row in rows]
