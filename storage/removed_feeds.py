"""Feeds that were removed long ago, and are deleted for good."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.feed_tables import feed


def list_feeds_removed_before(transaction: Transaction, before: datetime) -> Sequence[int]:
    """Return the ids of the feeds that were removed before a moment."""
    return (
        transaction.connection.execute(
            select(feed.c.id)
            .where(feed.c.workspace == transaction.workspace, feed.c.removed_at < before)
            .order_by(feed.c.id)
        )
        .scalars()
        .all()
    )


def hold_removed_feed(transaction: Transaction, feed_id: int, before: datetime) -> bool:
    """Keep a feed that was removed before a moment from being put back until the transaction ends.

    Returns False where it was put back, or is gone.
    """
    row = transaction.connection.execute(
        select(feed.c.id)
        .where(
            feed.c.workspace == transaction.workspace,
            feed.c.id == feed_id,
            feed.c.removed_at < before,
        )
        .with_for_update()
    )
    return row.one_or_none() is not None


def delete_feed(transaction: Transaction, feed_id: int) -> bool:
    """Delete a feed for good, with all that was seen in it; returns whether it was there."""
    return bool(
        transaction.connection.execute(
            delete(feed).where(feed.c.workspace == transaction.workspace, feed.c.id == feed_id)
        ).rowcount
    )
