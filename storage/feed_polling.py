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
    and_,
    bindparam,
    case,
    delete,
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
from storage.feed_rows import FEED_COLUMNS, read_feed_row, write_wishes
from storage.feed_tables import feed, seen_item
from storage.hosts import find_host
from storage.news_records import NO_WISHES, Feed
from storage.statements import QuickStatement
from storage.tables import installation

POLLING_LEASE = timedelta(minutes=10)
"""So long a process may take over the feeds it has claimed before others ask them too."""

MOST_OF_HOST = 150
"""So many addresses of one host are claimed at once: it is asked slowly, and others do not wait for it."""
_MOST_LOOKS = 20
"""So often a claim looks past the hosts of which it has enough."""


def claim_due_feeds(connection: Connection, now: datetime, owner: str, most: int) -> Sequence[Feed]:
    """Claim feeds that are due, of all workspaces, longest due first; nobody else gets them meanwhile.

    Of one host come its addresses that are due longest, and no more than `MOST_OF_HOST`. Feeds of a
    workspace that has taken the bot out are left alone.
    """
    chosen = _choose_due(connection, now, most)
    if not chosen:
        return []
    rows = connection.execute(
        update(feed)
        .where(feed.c.id.in_(chosen))
        .values(owner=owner, leased_until=now + POLLING_LEASE)
        .returning(*FEED_COLUMNS)
    )
    return sorted((read_feed_row(row) for row in rows), key=lambda each: (each.next_at or now, each.id))


def _choose_due(connection: Connection, now: datetime, most: int) -> list[int]:
    """Lock feeds that are due and nobody else's, and return which are to be claimed."""
    is_out = exists().where(
        installation.c.workspace == feed.c.workspace, installation.c.ended_at.is_not(None)
    )
    due = (
        select(feed.c.id, feed.c.host, feed.c.url, feed.c.next_at)
        .where(
            feed.c.next_at <= now,
            ~feed.c.paused,
            feed.c.removed_at.is_(None),
            or_(feed.c.leased_until.is_(None), feed.c.leased_until <= now),
            ~is_out,
        )
        .order_by(feed.c.next_at, feed.c.id)
        .with_for_update(skip_locked=True, of=feed)
    )
    chosen: list[int] = []
    # Feeds of one address, in whichever workspaces, are asked together and count once.
    addresses: dict[str, set[str]] = {}
    full: set[str] = set()
    seen = true()
    for _ in range(_MOST_LOOKS):
        wanted = most - len(chosen)
        rows = connection.execute(due.where(seen, feed.c.host.not_in(full)).limit(wanted)).all()
        for row in rows:
            asked = addresses.setdefault(row.host, set())
            if len(asked) < MOST_OF_HOST or row.url in asked:
                asked.add(row.url)
                chosen.append(row.id)
            else:
                full.add(row.host)
        if len(rows) < wanted or len(chosen) == most:
            break
        last = rows[-1]
        seen = or_(feed.c.next_at > last.next_at, and_(feed.c.next_at == last.next_at, feed.c.id > last.id))
    return chosen


def hand_back_feeds(connection: Connection, feeds: Iterable[Feed], owner: str) -> None:
    """Let others claim feeds that were claimed and not asked."""
    values = [
        {"row": each.id, "of_workspace": each.workspace, "held_by": owner} for each in _sort_to_lock(feeds)
    ]
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


def _sort_to_lock(feeds: Iterable[Feed]) -> list[Feed]:
    """Return feeds in the order in which everybody locks their rows: so no two wait for each other."""
    return sorted(feeds, key=lambda each: (each.workspace, each.id))


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
    "failing_since",
    "failures",
    "error",
    "gone",
    "interval_seconds",
    "wishes",
    "etag",
    "last_modified",
    "validated_url",
    "body_hash",
    "entry_hashes",
)
"""What a poll may change, whatever has happened meanwhile."""


def _when_polled() -> Update:
    next_at = bindparam("new_next_at", type_=Instant)
    failures = bindparam("new_failures", type_=Integer)
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
            # Its host may have asked meanwhile to be left alone for longer.
            next_at=case((feed.c.next_at > next_at, feed.c.next_at), else_=next_at),
            # People may have been told meanwhile; only a success forgets it.
            told_at=case((failures > 0, feed.c.told_at), else_=null()),
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
        "new_host": find_host(each.url),
        "new_title": each.title,
        "new_newest_title": each.newest_title,
        "new_baseline_at": each.baseline_at,
        "new_polled_at": each.polled_at,
        "new_next_at": each.next_at,
        "new_failing_since": each.failing_since,
        "new_failures": each.failures,
        "new_error": each.error,
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
    _SAVE_MANY.run_many(connection, [_write_poll(each, owner) for each in _sort_to_lock(polled)])


def hold_feeds_of_host(connection: Connection, host: str, until: datetime) -> int:
    """Leave all feeds of a host alone until a moment, in every workspace: it said that we ask too much.

    Returns how many had been due before.
    """
    values = {"until": until}
    earlier = (
        feed.c.host == host,
        feed.c.next_at < bindparam("until", type_=Instant),
        ~feed.c.gone,
    )
    if connection.dialect.name == "postgresql":
        connection.execute(
            select(feed.c.id).where(*earlier).order_by(feed.c.workspace, feed.c.id).with_for_update(), values
        )
    return connection.execute(
        update(feed).where(*earlier).values(next_at=bindparam("until", type_=Instant)), values
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
    """Remember what was seen in a feed, and return what was not seen before.

    It must be a feed of the workspace.
    """
    values = {"of_workspace": transaction.workspace, "row": feed_id, "marks": sorted(set(marks))}
    return {mark for [mark] in _REMEMBER.fetch_all(transaction.connection, values)}


def count_marks(transaction: Transaction, feed_id: int) -> int:
    """Return how many marks of a feed are remembered."""
    return transaction.connection.execute(
        select(func.count()).where(
            seen_item.c.workspace == transaction.workspace, seen_item.c.feed_id == feed_id
        )
    ).scalar_one()


def forget_other_marks(transaction: Transaction, feed_id: int, kept: Iterable[int]) -> int:
    """Forget what was seen in a feed but for these marks; returns how many were forgotten."""
    return transaction.connection.execute(
        delete(seen_item).where(
            seen_item.c.workspace == transaction.workspace,
            seen_item.c.feed_id == feed_id,
            seen_item.c.mark.not_in(sorted(set(kept))),
        )
    ).rowcount
