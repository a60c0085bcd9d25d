"""What becomes of a workspace after it took the bot out: its token goes at once, the rest 30 days later."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.database import Database, Transaction
from storage.installations import end_installation, forget_workspace, read_installation

KEPT_AFTER_LEAVING = timedelta(days=30)
"""Whoever installs the bot again within this time finds everything as it was."""


def note_departure(transaction: Transaction, told_at: datetime, now: datetime) -> bool:
    """End the workspace's installation, as Slack told at `told_at`; returns whether that was news.

    Slack repeats what was not answered: of an installation that is newer it tells nothing.
    """
    found = read_installation(transaction)
    if found is None or told_at < found.installed_at.replace(microsecond=0):
        return False
    return end_installation(transaction, now)


def forget_departed(
    database: Database,
    workspace: int,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    _enough: Callable[[], bool] = lambda: False,
) -> int:
    """Delete everything of a workspace that took the bot out long ago; returns 1 where it was so, else 0."""
    with database.transaction(workspace) as transaction:
        gone = forget_workspace(transaction, now - KEPT_AFTER_LEAVING)
    progress(1, 1)
    return int(gone)
