"""Who has given a feed its address, and waits to hear what is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction, insert_into
from storage.news_tables import feed_request


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """Somebody waits to hear of a feed."""

    feed_id: int
    rep_id: int
    at: datetime


def note_feed_request(transaction: Transaction, feed_id: int, rep_id: int, now: datetime) -> None:
    """Remember who waits; the last to give an address is the one who is told."""
    transaction.connection.execute(
        insert_into(transaction.connection, feed_request)
        .values(workspace=transaction.workspace, feed_id=feed_id, rep_id=rep_id, at=now)
        .on_conflict_do_update(index_elements=["workspace", "feed_id"], set_={"rep_id": rep_id, "at": now})
    )


def list_feed_requests(transaction: Transaction) -> Sequence[FeedRequest]:
    """Return who waits, longest first."""
    rows = transaction.connection.execute(
        select(feed_request.c.feed_id, feed_request.c.rep_id, feed_request.c.at)
        .where(feed_request.c.workspace == transaction.workspace)
        .order_by(feed_request.c.at, feed_request.c.feed_id)
    )
    return [FeedRequest(*row) for row in rows]


def forget_feed_requests(transaction: Transaction, requests: Iterable[FeedRequest]) -> None:
    """Let nobody wait any more for what they have been told; who has asked again since waits on."""
    for each in requests:
        transaction.connection.execute(
            delete(feed_request).where(
                feed_request.c.workspace == transaction.workspace,
                feed_request.c.feed_id == each.feed_id,
                feed_request.c.at == each.at,
            )
        )
