"""Where the bot is installed: one row a workspace, its token locked away (see `storage.vault`)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from storage.database import AnyRow, AnySelect, Transaction, insert_into
from storage.records import Installation
from storage.tables import installation, workspace

_COLUMNS = (
    installation.c.workspace,
    installation.c.locked_token,
    installation.c.bot_user_id,
    installation.c.scopes,
    installation.c.installed_by,
    installation.c.installed_at,
    installation.c.ended_at,
    workspace.c.team_id,
)


def _select() -> AnySelect:
    return select(*_COLUMNS).join(workspace, workspace.c.id == installation.c.workspace)


def _read(row: AnyRow) -> Installation:
    return Installation(
        workspace=row.workspace,
        locked_token=row.locked_token,
        bot_user_id=row.bot_user_id,
        scopes=row.scopes,
        installed_by=row.installed_by,
        installed_at=row.installed_at,
        ended_at=row.ended_at,
        team_id=row.team_id,
    )


def save_installation(
    transaction: Transaction,
    *,
    locked_token: str,
    bot_user_id: str,
    scopes: str,
    installed_by: str | None,
    now: datetime,
) -> None:
    """Note that the bot is installed in the workspace, with this token; an earlier one is forgotten."""
    values = {
        "locked_token": locked_token,
        "bot_user_id": bot_user_id,
        "scopes": scopes,
        "installed_by": installed_by,
        "installed_at": now,
        "ended_at": None,
    }
    transaction.connection.execute(
        insert_into(transaction.connection, installation)
        .values(workspace=transaction.workspace, **values)
        .on_conflict_do_update(index_elements=["workspace"], set_=values)
    )


def read_installation(transaction: Transaction) -> Installation | None:
    """Return the workspace's installation, also one that has ended."""
    row = transaction.connection.execute(
        _select().where(installation.c.workspace == transaction.workspace)
    ).one_or_none()
    return None if row is None else _read(row)


def find_installation(connection: Connection, team_id: str) -> Installation | None:
    """Return the installation in a Slack team, also one that has ended."""
    row = connection.execute(_select().where(workspace.c.team_id == team_id)).one_or_none()
    return None if row is None else _read(row)


def end_installation(transaction: Transaction, now: datetime) -> bool:
    """Note that the bot was taken out of the workspace and forget its token; returns whether it was there."""
    return bool(
        transaction.connection.execute(
            update(installation)
            .where(installation.c.workspace == transaction.workspace, installation.c.ended_at.is_(None))
            .values(ended_at=now, locked_token="")
        ).rowcount
    )


def forget_ended_installation(transaction: Transaction) -> None:
    """Forget that the bot was taken out of the workspace once, and so keep what it holds."""
    transaction.connection.execute(
        delete(installation).where(
            installation.c.workspace == transaction.workspace, installation.c.ended_at.is_not(None)
        )
    )


def renew_endings(connection: Connection, now: datetime) -> int:
    """Count the days to the deletion anew for workspaces that had taken the bot out; returns how many.

    After a restore nobody knows whether they have installed it again since the backup.
    """
    return connection.execute(
        update(installation).where(installation.c.ended_at.is_not(None)).values(ended_at=now)
    ).rowcount


def list_installations(connection: Connection) -> Sequence[Installation]:
    """Return the installations of all workspaces that have not ended."""
    rows = connection.execute(
        _select().where(installation.c.ended_at.is_(None)).order_by(installation.c.workspace)
    )
    return [_read(row) for row in rows]


def list_ended_installations(connection: Connection) -> Sequence[Installation]:
    """Return the installations that have ended and whose workspaces are still there."""
    rows = connection.execute(
        _select().where(installation.c.ended_at.is_not(None)).order_by(installation.c.workspace)
    )
    return [_read(row) for row in rows]


def forget_workspace(transaction: Transaction, ended_before: datetime) -> bool:
    """Delete everything of the workspace if it took the bot out before a moment; returns whether it did.

    Everything else goes with the workspace's row, by the foreign keys.
    """
    # Held first: whoever installs the bot again at this moment waits, and does not lose what they find.
    held = transaction.connection.execute(
        select(installation.c.ended_at)
        .where(installation.c.workspace == transaction.workspace, installation.c.ended_at < ended_before)
        .with_for_update()
    ).one_or_none()
    if held is None:
        return False
    transaction.connection.execute(delete(workspace).where(workspace.c.id == transaction.workspace))
    return True
