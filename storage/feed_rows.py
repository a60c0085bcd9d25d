"""A feed as a row of its table, and back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from storage.database import AnyRow
from storage.feed_tables import feed
from storage.news_records import NO_WISHES, Feed, FeedScope, FeedWishes

FEED_COLUMNS = (
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


def read_feed_row(row: AnyRow) -> Feed:
    """Return the feed of a row of these columns."""
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
        _read_wishes(wishes) if wishes else NO_WISHES,
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


def write_wishes(wishes: FeedWishes) -> dict[str, Any]:
    """Return what a feed wishes as it is kept."""
    kept: dict[str, Any] = {}
    if wishes.ttl is not None:
        kept["ttl"] = int(wishes.ttl.total_seconds())
    if wishes.skip_hours:
        kept["hours"] = sorted(wishes.skip_hours)
    if wishes.skip_days:
        kept["days"] = sorted(wishes.skip_days)
    return kept


def host_of(url: str) -> str:
    """Return the host of an address that was read before."""
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    if authority.startswith("["):
        return authority.partition("]")[0].removeprefix("[").lower()
    return authority.partition(":")[0].lower()
