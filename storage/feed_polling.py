"""Who polls a feed now, where its polling stands, and what was seen in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    Insert,
    Integer,
    Update,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from storage.database import Instant, Transaction
from storage.feed_rows import FEED_COLUMNS, host_of, read_feed_row, write_wishes
from storage.feed_tables import feed, seen_item
from storage.news_records import NO_WISHES, Feed
from storage.statements import QuickStatement
from storage.tables import installation

POLLING_LEASE = timedelta(minutes=10)
"""So long a process may take over the feeds it has claimed before others ask them too."""


def claim_due_feeds(connection: Connection, now: datetime, owner: str, most: int) -> Sequence[Feed]:
    """Claim feeds that are due, of all workspaces, longest due first; nobody else gets them meanwhile.

    Feeds of a workspace that has taken the bot out are left alone.
    """
    is_out = exists().where(
        installation.c.workspace == feed.c.workspace, installation.c.ended_at.is_not(None)
    )
    picked = (
        select(feed.c.id)
        .where(
            feed.c.next_at <= now,
            ~feed.c.paused,
            or_(feed.c.leased_until.is_(None), feed.c.leased_until <= now),
            ~is_out,
        )
        .order_by(feed.c.next_at, feed.c.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=feed)
        .cte("picked")
    )
    if connection.dialect.name == "postgresql":
        # A plan that ran the choice again would lock more rows than the limit.
        picked = picked.prefix_with("MATERIALIZED")
    rows = connection.execute(
        update(feed)
        .where(feed.c.id.in_(select(picked.c.id)))
        .values(owner=owner, leased_until=now + POLLING_LEASE)
        .returning(*FEED_COLUMNS)
    )
    return sorted((read_feed_row(row) for row in rows), key=lambda each: (each.next_at or now, each.id))


def hand_back_feeds(connection: Connection, feeds: Iterable[Feed], owner: str) -> None:
    """Let others claim feeds that were claimed and not asked."""
    values = [{"row": each.id, "of_workspace": each.workspace, "held_by": owner} for each in feeds]
    if values:
        connection.execute(
            update(feed)
            .where(
                feed.c.id == bindparam("row"),
                feed.c.workspace == bindparam("of_workspace"),
                feed.c.owner == bindparam("held_by"),
            )
            .values(owner=None, leased_until=None),
            values,
        )


def release_feeds(transaction: Transaction) -> None:
    """Let all feeds of the workspace be claimed, whoever holds them: for who knows that nobody polls."""
    transaction.connection.execute(
        update(feed)
        .where(feed.c.workspace == transaction.workspace, feed.c.owner.is_not(None))
        .values(owner=None, leased_until=None)
    )


_STANDING = (
    "url",
    "host",
    "title",
    "newest_title",
    "baseline_at",
    "polled_at",
    "next_at",
    "failing_since",
    "failures",
    "error",
    "told_at",
    "gone",
    "interval_seconds",
    "wishes",
    "etag",
    "last_modified",
    "validated_url",
    "body_hash",
    "entry_hashes",
)
"""What a poll may change."""


def _when_polled() -> Update:
    return (
        update(feed)
        .where(
            feed.c.id == bindparam("row"),
            feed.c.workspace == bindparam("of_workspace"),
            feed.c.owner == bindparam("held_by"),
        )
        .values(
            owner=null(),
            leased_until=null(),
            **{name: bindparam(f"new_{name}", type_=feed.c[name].type) for name in _STANDING},
        )
    )


_SAVE = QuickStatement(_when_polled().returning(feed.c.id))  # pyright: ignore[reportArgumentType]
_SAVE_MANY = QuickStatement(_when_polled())


def _write_poll(each: Feed, owner: str) -> dict[str, Any]:
    return {
        "row": each.id,
        "of_workspace": each.workspace,
        "held_by": owner,
        "new_url": each.url,
        "new_host": host_of(each.url),
        "new_title": each.title,
        "new_newest_title": each.newest_title,
        "new_baseline_at": each.baseline_at,
        "new_polled_at": each.polled_at,
        "new_next_at": each.next_at,
        "new_failing_since": each.failing_since,
        "new_failures": each.failures,
        "new_error": each.error,
        "new_told_at": each.told_at,
        "new_gone": each.gone,
        "new_interval_seconds": int(each.interval.total_seconds()),
        "new_wishes": {} if each.wishes is NO_WISHES else write_wishes(each.wishes),
        "new_etag": each.etag,
        "new_last_modified": each.last_modified,
        "new_validated_url": each.validated_url,
        "new_body_hash": each.body_hash,
        "new_entry_hashes": each.entry_hashes or None,
    }


def save_poll(transaction: Transaction, polled: Feed, owner: str) -> bool:
    """Write down where a feed's polling stands and let go of it.

    Returns False, and changes nothing, where `owner` does not hold it any more: it was claimed by another
    process, got another address or was removed.
    """
    values = _write_poll(polled, owner) | {"of_workspace": transaction.workspace}
    return _SAVE.fetch(transaction.connection, values) is not None


def save_polls(connection: Connection, polled: Sequence[Feed], owner: str) -> None:
    """Write down where the polling of many feeds stands, of whichever workspaces, where nothing was new."""
    _SAVE_MANY.run_many(connection, [_write_poll(each, owner) for each in polled])


def hold_feeds_of_host(connection: Connection, host: str, until: datetime) -> int:
    """Leave all feeds of a host alone until a moment, in every workspace: it said that we ask too much.

    Returns how many had been due before.
    """
    return connection.execute(
        update(feed)
        .where(feed.c.host == host.lower(), feed.c.next_at < bindparam("until", type_=Instant), ~feed.c.gone)
        .values(next_at=bindparam("until", type_=Instant)),
        {"until": until},
    ).rowcount


def _remember_marks(dialect: Dialect) -> Insert:
    if dialect.name == "postgresql":
        insert = postgresql.insert
        marks = func.unnest(bindparam("marks", type_=postgresql.ARRAY(BigInteger))).column_valued("mark")
    else:
        insert = sqlite.insert
        marks = func.json_each(bindparam("marks", type_=JSON)).table_valued("value").c.value
    # With a condition, or SQLite would take the conflict for one of a join.
    seen = select(bindparam("of_workspace", type_=Integer), bindparam("row", type_=Integer), marks).where(
        true()
    )
    return (
        insert(seen_item)
        .from_select(["workspace", "feed_id", "mark"], seen)
        .on_conflict_do_nothing()
        .returning(seen_item.c.mark)
    )


_REMEMBER = QuickStatement(_remember_marks)


def remember_marks(transaction: Transaction, feed_id: int, marks: Iterable[int]) -> set[int]:
    """Remember for good what was seen in a feed, and return what was not seen before.

    It must be a feed of the workspace.
    """
    values = {"of_workspace": transaction.workspace, "row": feed_id, "marks": sorted(set(marks))}
    return {mark for [mark] in _REMEMBER.fetch_all(transaction.connection, values)}
