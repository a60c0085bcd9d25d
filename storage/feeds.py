"""Feeds: which there are, and what people change about them.

One that was removed is none any more, but can be put back.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import Instant, Transaction, insert_into
from storage.feed_rows import FEED_COLUMNS, read_feed_row
from storage.feed_tables import feed
from storage.hosts import find_host
from storage.news_records import Feed, NewFeed

_MOST_TOGETHER = 500
FIRST_INTERVAL_SECONDS = 3600


class FeedKnownError(ValueError):
    """The same address is there already for the same account, industry or team."""

    def __init__(self, feed_id: int) -> None:
        super().__init__("This feed is there already.")
        self.feed_id = feed_id


def _is_here(transaction: Transaction) -> ColumnElement[bool]:
    """A feed of the workspace that was not removed."""
    return and_(feed.c.workspace == transaction.workspace, feed.c.removed_at.is_(None))


def add_feed(transaction: Transaction, new: NewFeed, now: datetime) -> Feed:
    """Add a feed that is due at once and return it; one that was removed is put back (`restore_feed`).

    Raises FeedKnownError where the same address is there for the same account, industry or team, also as
    the one to which another feed has moved.
    """
    known = _find_known(transaction, new.about, new.url)
    if known is not None:
        raise FeedKnownError(known)
    removed = find_removed_feed(transaction, new.about, new.url)
    if removed is not None:
        added = restore_feed(transaction, removed, new.about, removed.added_by, now)
    else:
        [added] = _insert_feeds(transaction, [new], now) or [None]
    if added is None:  # somebody else added it, or put it back, at this very moment
        return add_feed(transaction, new, now)
    return added


def _find_known(transaction: Transaction, about: str, url: str, but: int | None = None) -> int | None:
    """Return the feed about the same that has this address, was given it or has moved there."""
    known = select(feed.c.id).where(
        _is_here(transaction),
        feed.c.about == about,
        or_(feed.c.given_url == url, feed.c.url == url),
    )
    if but is not None:
        known = known.where(feed.c.id != but)
    return transaction.connection.execute(known.order_by(feed.c.id).limit(1)).scalar_one_or_none()


def add_feeds(transaction: Transaction, new: Iterable[NewFeed], now: datetime) -> list[Feed]:
    """Add many feeds that are due at once, and return those that were not there yet.

    Those that were removed are put back, by the address they were given or the one they have moved to.
    """
    # Each once: PostgreSQL refuses to meet a row of its own statement.
    wanted = {(each.about, each.url): each for each in new}
    removed = _list_addresses(transaction, feed.c.removed_at.is_not(None))
    added: list[Feed] = []
    for address in [each for each in wanted if each in removed]:
        # Where it has moved, another one may be watched by now.
        with suppress(FeedKnownError):
            added.append(add_feed(transaction, wanted.pop(address), now))
    return added + _insert_feeds(transaction, list(wanted.values()), now)


def _insert_feeds(transaction: Transaction, new: Sequence[NewFeed], now: datetime) -> list[Feed]:
    values: list[dict[str, Any]] = [
        {
            "workspace": transaction.workspace,
            "url": each.url,
            "given_url": each.url,
            "host": find_host(each.url),
            "scope": each.scope.value,
            "account_id": each.account_id,
            "industry": each.industry,
            "about": each.about,
            "added_by": each.added_by,
            "added_at": now,
            "title": each.title,
            "next_at": now,
            "interval_seconds": FIRST_INTERVAL_SECONDS,
            "wishes": {},
        }
        for each in new
    ]
    added: list[Feed] = []
    for start in range(0, len(values), _MOST_TOGETHER):
        rows = transaction.connection.execute(
            insert_into(transaction.connection, feed)
            .on_conflict_do_nothing(index_elements=["workspace", "about", "given_url"])
            .returning(*FEED_COLUMNS),
            values[start : start + _MOST_TOGETHER],
        )
        added.extend(read_feed_row(row) for row in rows)
    return added


def list_feeds(transaction: Transaction, account_id: int | None = None) -> Sequence[Feed]:
    """Return the workspace's feeds, or those about one account, in the order in which they were added."""
    chosen = select(*FEED_COLUMNS).where(_is_here(transaction))
    if account_id is not None:
        chosen = chosen.where(feed.c.account_id == account_id)
    return [read_feed_row(row) for row in transaction.connection.execute(chosen.order_by(feed.c.id))]


def list_feed_addresses(transaction: Transaction) -> set[tuple[str, str]]:
    """Return what each feed of the workspace is about with its address, and with the one it has moved to."""
    return _list_addresses(transaction, feed.c.removed_at.is_(None))


def _list_addresses(transaction: Transaction, which: ColumnElement[bool]) -> set[tuple[str, str]]:
    rows = transaction.connection.execute(
        select(feed.c.about, feed.c.given_url, feed.c.url).where(
            feed.c.workspace == transaction.workspace, which
        )
    )
    return {(about, url) for about, *urls in rows for url in urls}


def read_feed(transaction: Transaction, feed_id: int) -> Feed | None:
    row = transaction.connection.execute(
        select(*FEED_COLUMNS).where(_is_here(transaction), feed.c.id == feed_id)
    ).one_or_none()
    return None if row is None else read_feed_row(row)


def list_feeds_by_id(transaction: Transaction, ids: Sequence[int]) -> Sequence[Feed]:
    """Return these feeds, in the order asked for; what was removed is left out."""
    rows = transaction.connection.execute(
        select(*FEED_COLUMNS).where(_is_here(transaction), feed.c.id.in_(list(ids)))
    )
    found = {row.id: read_feed_row(row) for row in rows}
    return [found[each] for each in ids if each in found]


def change_feed_address(transaction: Transaction, feed_id: int, url: str, now: datetime) -> bool:
    """Give a feed another address, due at once; returns False where there is no such feed.

    What the old address said of itself is forgotten. What was seen stays seen, and what stands at the new
    address is not news either. Raises FeedKnownError, with the other one, where another feed about the same
    has that address or has moved there. One that was removed must have made way.
    """
    about = transaction.connection.execute(
        select(feed.c.about).where(_is_here(transaction), feed.c.id == feed_id)
    ).scalar_one_or_none()
    if about is None:
        return False
    if (known := _find_known(transaction, about, url, but=feed_id)) is not None:
        raise FeedKnownError(known)
    try:
        with transaction.connection.begin_nested():
            return bool(
                transaction.connection.execute(
                    update(feed)
                    .where(feed.c.workspace == transaction.workspace, feed.c.id == feed_id)
                    .values(
                        url=url,
                        given_url=url,
                        host=find_host(url),
                        etag=None,
                        last_modified=None,
                        validated_url=None,
                        body_hash=None,
                        entry_hashes=None,
                        wishes={},
                        baseline_at=None,
                        gone=False,
                        failing_since=None,
                        failures=0,
                        error=None,
                        told_at=None,
                        next_at=now,
                        # Whoever is asking the old address must not write down what it said.
                        owner=None,
                        leased_until=None,
                    )
                ).rowcount
            )
    except IntegrityError:
        # Somebody else gave another one that address at this very moment.
        raise FeedKnownError(_find_known(transaction, about, url, but=feed_id) or feed_id) from None


def remove_feed(transaction: Transaction, feed_id: int, now: datetime) -> bool:
    """Let a feed be asked and shown no more; returns whether it was there. What was seen in it stays seen."""
    return bool(
        transaction.connection.execute(
            update(feed)
            .where(_is_here(transaction), feed.c.id == feed_id)
            # Whoever is asking it at this moment must not write down what it said: nobody would be told.
            .values(removed_at=now, owner=None, leased_until=None)
        ).rowcount
    )


def find_removed_feed(transaction: Transaction, about: str, url: str) -> Feed | None:
    """Return the removed feed about the same that has this address, else one that has moved there.

    None where one that is watched has it.
    """
    if _find_known(transaction, about, url) is not None:
        return None
    row = transaction.connection.execute(
        select(*FEED_COLUMNS)
        .where(
            feed.c.workspace == transaction.workspace,
            feed.c.removed_at.is_not(None),
            feed.c.about == about,
            or_(feed.c.given_url == url, feed.c.url == url),
        )
        .order_by(case((feed.c.given_url == url, 0), else_=1), feed.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else read_feed_row(row)


def restore_feed(
    transaction: Transaction, removed: Feed, about: str, added_by: int | None, now: datetime
) -> Feed | None:
    """Put a removed feed back and return it; None where it is gone or was put back meanwhile.

    What was seen stays seen. How it had failed is forgotten: nobody has asked it since. It is due when it
    would have been, but at once where it was never read or gone for good: somebody wants it looked at again.
    Raises FeedKnownError where another one is watched where it has moved.
    """
    if (known := _find_known(transaction, about, removed.url)) is not None:
        raise FeedKnownError(known)
    row = transaction.connection.execute(
        update(feed)
        .where(
            feed.c.workspace == transaction.workspace,
            feed.c.id == removed.id,
            feed.c.removed_at.is_not(None),
        )
        .values(
            removed_at=None,
            added_by=added_by,
            gone=False,
            failing_since=None,
            failures=0,
            error=None,
            told_at=None,
            next_at=case(
                (or_(feed.c.gone, feed.c.baseline_at.is_(None)), literal(now, Instant)), else_=feed.c.next_at
            ),
        )
        .returning(*FEED_COLUMNS)
    ).one_or_none()
    return None if row is None else read_feed_row(row)


def pause_feeds(transaction: Transaction, feed_ids: Collection[int], *, paused: bool) -> int:
    """Let feeds be asked no more, or again; what was seen in them stays seen. Returns how many."""
    ids = list(feed_ids)
    changed = 0
    for start in range(0, len(ids), _MOST_TOGETHER):
        changed += transaction.connection.execute(
            update(feed)
            .where(
                feed.c.workspace == transaction.workspace,
                feed.c.id.in_(ids[start : start + _MOST_TOGETHER]),
            )
            .values(paused=paused)
        ).rowcount
    return changed


def mark_feeds_told(transaction: Transaction, ids: Collection[int], now: datetime) -> None:
    """Note that people were told that these feeds fail; the next success forgets it."""
    transaction.connection.execute(
        update(feed)
        .where(feed.c.workspace == transaction.workspace, feed.c.id.in_(list(ids)))
        .values(told_at=now)
    )
