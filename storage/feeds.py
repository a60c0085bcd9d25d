"""Feeds: which there are, who polls them now, where their polling stands, and what was seen in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import AnyRow, Instant, Transaction, insert_into
from storage.feed_tables import feed, seen_item
from storage.news_records import Feed, FeedScope, FeedWishes, NewFeed
from storage.tables import installation

POLLING_LEASE = timedelta(minutes=10)
"""So long a process may take over the feeds it has claimed before others ask them too."""
_MOST_TOGETHER = 500
FIRST_INTERVAL_SECONDS = 3600

_COLUMNS = (
    feed.c.id,
    feed.c.workspace,
    feed.c.url,
    feed.c.given_url,
    feed.c.scope,
    feed.c.next_at,
    feed.c.account_id,
    feed.c.industry,
    feed.c.added_by,
    feed.c.paused,
    feed.c.title,
    feed.c.newest_title,
    feed.c.baseline_at,
    feed.c.polled_at,
    feed.c.failing_since,
    feed.c.failures,
    feed.c.error,
    feed.c.told_at,
    feed.c.gone,
    feed.c.interval_seconds,
    feed.c.wishes,
    feed.c.etag,
    feed.c.last_modified,
    feed.c.validated_url,
    feed.c.body_hash,
    feed.c.entry_hashes,
)


class FeedKnownError(ValueError):
    """The same address is there already for the same account, industry or team."""

    def __init__(self, feed_id: int) -> None:
        super().__init__("This feed is there already.")
        self.feed_id = feed_id


def _read(row: AnyRow) -> Feed:
    # By position: a round reads a thousand of them.
    (
        number,
        workspace,
        url,
        given_url,
        scope,
        next_at,
        account_id,
        industry,
        added_by,
        paused,
        title,
        newest_title,
        baseline_at,
        polled_at,
        failing_since,
        failures,
        error,
        told_at,
        gone,
        seconds,
        wishes,
        etag,
        last_modified,
        validated_url,
        body_hash,
        entry_hashes,
    ) = row
    return Feed(
        number,
        workspace,
        url,
        given_url,
        FeedScope(scope),
        next_at,
        account_id,
        industry,
        added_by,
        paused,
        title,
        newest_title,
        baseline_at,
        polled_at,
        failing_since,
        failures,
        error,
        told_at,
        gone,
        timedelta(seconds=seconds),
        _read_wishes(wishes) if wishes else FeedWishes(),
        etag,
        last_modified,
        validated_url,
        body_hash,
        entry_hashes or b"",
    )


def _read_wishes(kept: Mapping[str, Any]) -> FeedWishes:
    ttl = kept.get("ttl")
    return FeedWishes(
        None if ttl is None else timedelta(seconds=ttl),
        frozenset(kept.get("hours", ())),
        frozenset(kept.get("days", ())),
    )


def _write_wishes(wishes: FeedWishes) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if wishes.ttl is not None:
        kept["ttl"] = int(wishes.ttl.total_seconds())
    if wishes.skip_hours:
        kept["hours"] = sorted(wishes.skip_hours)
    if wishes.skip_days:
        kept["days"] = sorted(wishes.skip_days)
    return kept


def _host_of(url: str) -> str:
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    if authority.startswith("["):
        return authority.partition("]")[0].removeprefix("[").lower()
    return authority.partition(":")[0].lower()


def add_feed(transaction: Transaction, new: NewFeed, now: datetime) -> Feed:
    """Add a feed that is due at once and return it.

    Raises FeedKnownError where the same address is there for the same account, industry or team, also as
    the one to which another feed has moved.
    """
    known = transaction.connection.execute(
        select(feed.c.id).where(
            feed.c.workspace == transaction.workspace,
            feed.c.about == new.about,
            or_(feed.c.given_url == new.url, feed.c.url == new.url),
        )
    ).first()
    if known is not None:
        raise FeedKnownError(known.id)
    [added] = add_feeds(transaction, [new], now) or [None]
    if added is None:  # somebody else added it at this very moment
        return add_feed(transaction, new, now)
    return added


def add_feeds(transaction: Transaction, new: Iterable[NewFeed], now: datetime) -> list[Feed]:
    """Add many feeds that are due at once, and return those that were not there yet."""
    values: list[dict[str, Any]] = [
        {
            "workspace": transaction.workspace,
            "url": each.url,
            "given_url": each.url,
            "host": _host_of(each.url),
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
            .values(values[start : start + _MOST_TOGETHER])
            .on_conflict_do_nothing(index_elements=["workspace", "about", "given_url"])
            .returning(*_COLUMNS)
        )
        added.extend(_read(row) for row in rows)
    return added


def list_feeds(transaction: Transaction, account_id: int | None = None) -> Sequence[Feed]:
    """Return the workspace's feeds, or those about one account, in the order in which they were added."""
    chosen = select(*_COLUMNS).where(feed.c.workspace == transaction.workspace)
    if account_id is not None:
        chosen = chosen.where(feed.c.account_id == account_id)
    return [_read(row) for row in transaction.connection.execute(chosen.order_by(feed.c.id))]


def read_feed(transaction: Transaction, feed_id: int) -> Feed | None:
    row = transaction.connection.execute(
        select(*_COLUMNS).where(feed.c.workspace == transaction.workspace, feed.c.id == feed_id)
    ).one_or_none()
    return None if row is None else _read(row)


def change_feed_address(transaction: Transaction, feed_id: int, url: str, now: datetime) -> bool:
    """Give a feed another address, due at once; returns False where there is no such feed.

    What the old address said of itself is forgotten. What was seen stays seen, and what stands at the new
    address is not news either. Raises FeedKnownError where
    another feed about the same has that address.
    """
    try:
        with transaction.connection.begin_nested():
            return bool(
                transaction.connection.execute(
                    update(feed)
                    .where(feed.c.workspace == transaction.workspace, feed.c.id == feed_id)
                    .values(
                        url=url,
                        given_url=url,
                        host=_host_of(url),
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
        raise FeedKnownError(feed_id) from None


def remove_feed(transaction: Transaction, feed_id: int) -> bool:
    """Delete a feed with all that was seen in it; returns whether it was there."""
    return bool(
        transaction.connection.execute(
            delete(feed).where(feed.c.workspace == transaction.workspace, feed.c.id == feed_id)
        ).rowcount
    )


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


def mark_feed_told(transaction: Transaction, feed_id: int, now: datetime) -> None:
    """Note that people were told that the feed fails; the next success forgets it."""
    transaction.connection.execute(
        update(feed)
        .where(feed.c.workspace == transaction.workspace, feed.c.id == feed_id)
        .values(told_at=now)
    )


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
        .returning(*_COLUMNS)
    )
    return sorted((_read(row) for row in rows), key=lambda each: (each.next_at or now, each.id))


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


def _write_poll(each: Feed, owner: str) -> dict[str, Any]:
    return {
        "row": each.id,
        "of_workspace": each.workspace,
        "held_by": owner,
        "url": each.url,
        "host": _host_of(each.url),
        "title": each.title,
        "newest_title": each.newest_title,
        "baseline_at": each.baseline_at,
        "polled_at": each.polled_at,
        "next_at": each.next_at,
        "failing_since": each.failing_since,
        "failures": each.failures,
        "error": each.error,
        "told_at": each.told_at,
        "gone": each.gone,
        "interval_seconds": int(each.interval.total_seconds()),
        "wishes": _write_wishes(each.wishes),
        "etag": each.etag,
        "last_modified": each.last_modified,
        "validated_url": each.validated_url,
        "body_hash": each.body_hash,
        "entry_hashes": each.entry_hashes or None,
        "owner": None,
        "leased_until": None,
    }


_SAVE = update(feed).where(
    feed.c.id == bindparam("row"),
    feed.c.workspace == bindparam("of_workspace"),
    feed.c.owner == bindparam("held_by"),
)


def save_poll(transaction: Transaction, polled: Feed, owner: str) -> bool:
    """Write down where a feed's polling stands and let go of it.

    Returns False, and changes nothing, where `owner` does not hold it any more: it was claimed by another
    process, got another address or was removed.
    """
    values = _write_poll(polled, owner) | {"of_workspace": transaction.workspace}
    row = {name: values.pop(name) for name in ("row", "of_workspace", "held_by")}
    return bool(transaction.connection.execute(_SAVE.values(**values), row).rowcount)


def save_polls(connection: Connection, polled: Sequence[Feed], owner: str) -> None:
    """Write down where the polling of many feeds stands, of whichever workspaces, where nothing was new."""
    if polled:
        values = [_write_poll(each, owner) for each in polled]
        names = [name for name in values[0] if name not in ("row", "of_workspace", "held_by")]
        connection.execute(
            _SAVE.values({name: bindparam(f"new_{name}", type_=feed.c[name].type) for name in names}),
            [
                {f"new_{name}" if name in feed.c else name: value for name, value in each.items()}
                for each in values
            ],
        )


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


def find_seen_marks(transaction: Transaction, feed_id: int, marks: Collection[int]) -> set[int]:
    """Return those of the marks that were seen in the feed before."""
    asked = list(marks)
    found: set[int] = set()
    for start in range(0, len(asked), _MOST_TOGETHER):
        found.update(
            transaction.connection.execute(
                select(seen_item.c.mark).where(
                    seen_item.c.workspace == transaction.workspace,
                    seen_item.c.feed_id == feed_id,
                    seen_item.c.mark.in_(asked[start : start + _MOST_TOGETHER]),
                )
            ).scalars()
        )
    return found


def remember_marks(transaction: Transaction, feed_id: int, marks: Iterable[int]) -> None:
    """Remember for good what was seen in a feed. It must be a feed of the workspace."""
    values = [
        {"workspace": transaction.workspace, "feed_id": feed_id, "mark": mark} for mark in sorted(set(marks))
    ]
    if values:
        transaction.connection.execute(
            insert_into(transaction.connection, seen_item).on_conflict_do_nothing(), values
        )
