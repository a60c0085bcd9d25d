"""Which feeds fail, and for how long."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, func, or_, select

from storage.database import Transaction
from storage.feed_rows import FEED_COLUMNS, read_feed_row
from storage.feed_tables import feed
from storage.news_records import Feed

FEED_STATES = OK, WAITING, FAILING, GONE = "ok", "waiting", "failing", "gone"


def list_failing_feeds(transaction: Transaction, since: datetime | None = None) -> Sequence[Feed]:
    """Return the feeds that fail, or have done so since a moment or longer, and those gone; longest first."""
    failing = feed.c.failing_since.is_not(None) if since is None else feed.c.failing_since <= since
    rows = transaction.connection.execute(
        select(*FEED_COLUMNS)
        .where(
            feed.c.workspace == transaction.workspace,
            ~feed.c.paused,
            feed.c.removed_at.is_(None),
            or_(feed.c.gone, failing),
        )
        .order_by(feed.c.failing_since, feed.c.id)
    )
    return [read_feed_row(row) for row in rows]


def count_feeds(transaction: Transaction) -> int:
    """Return how many feeds the workspace watches."""
    return transaction.connection.execute(
        select(func.count()).where(
            feed.c.workspace == transaction.workspace, ~feed.c.paused, feed.c.removed_at.is_(None)
        )
    ).scalar_one()


def count_feeds_by_state(connection: Connection) -> dict[str, int]:
    """Return how many feeds are in each state, over all workspaces."""
    state = case(
        (feed.c.gone, GONE),
        (feed.c.failing_since.is_not(None), FAILING),
        (feed.c.baseline_at.is_(None), WAITING),
        else_=OK,
    ).label("state")
    rows = connection.execute(
        select(state, func.count().label("number"))
        .where(~feed.c.paused, feed.c.removed_at.is_(None))
        .group_by(state)
    )
    return {row.state: row.number for row in rows}
