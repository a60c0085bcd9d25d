"""What becomes of a workspace after it took the bot out: its token goes at once, the rest 30 days later."""

from datetime import datetime, timedelta

from storage.database import Database
from storage.installations import forget_workspace

KEPT_AFTER_LEAVING = timedelta(days=30)
"""Whoever installs the bot again within this time finds everything as it was."""


def forget_departed(database: Database, workspace: int, now: datetime) -> int:
    """Delete everything of a workspace that took the bot out long ago; returns 1 where it was so, else 0."""
    with database.transaction(workspace) as transaction:
        return int(forget_workspace(transaction, now - KEPT_AFTER_LEAVING))
