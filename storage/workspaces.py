"""Slack workspaces, and the version number of what a process may keep in memory about them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.database import AnyRow, Transaction, insert_into
from storage.records import Clock, Workspace
from storage.statements import QuickStatement
from storage.tables import workspace

_version = QuickStatement(select(workspace.c.directory_version).where(workspace.c.id == bindparam("id")))
_COLUMNS = (workspace.c.id, workspace.c.name, workspace.c.team_id, workspace.c.clock, workspace.c.zone)


def _read(row: AnyRow) -> Workspace:
    return Workspace(row.id, row.name, row.team_id, Clock(row.clock), row.zone)


def list_workspaces(connection: Connection) -> Sequence[Workspace]:
    """Return all workspaces, oldest first."""
    return [_read(row) for row in connection.execute(select(*_COLUMNS).order_by(workspace.c.id))]


def read_workspace(transaction: Transaction) -> Workspace:
    """Return the workspace of the transaction. Raises LookupError where it does not exist."""
    row = transaction.connection.execute(
        select(*_COLUMNS).where(workspace.c.id == transaction.workspace)
    ).one_or_none()
    if row is None:
        raise LookupError(f"There is no workspace {transaction.workspace}.")
    return _read(row)


def find_workspace(connection: Connection, team_id: str) -> Workspace | None:
    """Return the workspace that Slack knows as `team_id`."""
    row = connection.execute(select(*_COLUMNS).where(workspace.c.team_id == team_id)).one_or_none()
    return None if row is None else _read(row)


def join_workspace(
    connection: Connection, team_id: str, name: str, now: datetime, *, adopts_waiting: bool = True
) -> Workspace:
    """Return the workspace of a Slack team, added if need be.

    Rows imported before the bot's first start wait in a workspace without a team: the first team takes it,
    if it `adopts_waiting`.
    """
    known = find_workspace(connection, team_id)
    if known is not None:
        if known.name != name:
            connection.execute(update(workspace).where(workspace.c.id == known.id).values(name=name))
        return Workspace(known.id, name, team_id, known.clock, known.zone)
    waiting = None
    if adopts_waiting:
        waiting = connection.execute(
            select(*_COLUMNS).where(workspace.c.team_id.is_(None)).limit(1).with_for_update()
        ).one_or_none()
    if waiting is None:
        # Several processes may start at once on an empty database: one adds it, the others find it.
        connection.execute(
            insert_into(connection, workspace)
            .values(team_id=team_id, name=name, created_at=now)
            .on_conflict_do_nothing(index_elements=["team_id"])
        )
        return _known(find_workspace(connection, team_id))
    connection.execute(
        update(workspace).where(workspace.c.id == waiting.id).values(team_id=team_id, name=name)
    )
    return Workspace(waiting.id, name, team_id, Clock(waiting.clock), waiting.zone)


def _known(found: Workspace | None) -> Workspace:
    if found is None:
        raise LookupError("A workspace that was just added is gone.")
    return found


def add_workspace(
    connection: Connection, name: str, now: datetime, *, team_id: str | None = None, zone: str = "UTC"
) -> Workspace:
    """Add a workspace and return it; without a team it waits for the first one to join."""
    row = connection.execute(
        insert(workspace).values(team_id=team_id, name=name, zone=zone, created_at=now).returning(*_COLUMNS)
    ).one()
    return _read(row)


def read_directory_version(transaction: Transaction) -> int | None:
    """Return how often accounts, aliases or people have changed; None where the workspace is unknown."""
    row = _version.fetch(transaction.connection, {"id": transaction.workspace})
    return None if row is None else row[0]


def hold_directory(transaction: Transaction) -> int | None:
    """Return the version and keep others from changing accounts and people until the transaction ends.

    It comes before any account that is held or changed, and before any name that is taken: the other way
    round, an import and somebody who edits would wait for each other, and one of them would die.

    Who holds several things takes them in one order, everywhere:

    1. the turn of the person whose request it is (`hold_rep`), or the taking in of news (`hold_stories`);
    2. the one brainstorm or story that was pressed;
    3. the directory, if accounts, their names or people are to change, or the Homes of several people;
    4. accounts and people, several accounts always by their numbers; who does not hold the directory takes
       only accounts, or the row of one person;
    5. what hangs on an account: its places, touches, ticks, lines and ideas.

    What is logged or ticked changes no account, and does not ask for the directory.
    On SQLite a transaction that may write keeps everybody else from writing anyway. On PostgreSQL whoever
    logs a touch does not wait: a new row that refers to the workspace shares its key.
    """
    return transaction.connection.execute(
        select(workspace.c.directory_version)
        .where(workspace.c.id == transaction.workspace)
        .with_for_update(key_share=True)
    ).scalar_one_or_none()


def mark_directory_changed(transaction: Transaction) -> None:
    """Tell every process that what it keeps of accounts and people is out of date.

    It holds the directory as well, so that of what is done to an account it comes first.
    """
    change_workspace(transaction, directory_version=workspace.c.directory_version + 1)


def set_clock(transaction: Transaction, clock: Clock) -> None:
    """Choose which touches restart an account's clock (rule NS-2)."""
    change_workspace(transaction, clock=clock.value, directory_version=workspace.c.directory_version + 1)


def claim_people(transaction: Transaction, now: datetime, next_at: datetime) -> bool:
    """Return whether Slack's list of the people is due, and let it be due again at `next_at`.

    Of several processes that ask, one is told so.
    """
    due = workspace.c.people_due_at.is_(None) | (workspace.c.people_due_at <= now)
    return bool(
        transaction.connection.execute(
            update(workspace)
            .where(workspace.c.id == transaction.workspace, due)
            .values(people_due_at=next_at)
        ).rowcount
    )


def change_workspace(transaction: Transaction, **changes: object) -> None:
    """Change the named columns of the workspace."""
    transaction.connection.execute(
        update(workspace).where(workspace.c.id == transaction.workspace).values(**changes)
    )
