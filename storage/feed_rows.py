"""A feed as a row of its table, and back."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from storage.database import AnyRow
from storage.feed_tables import feed
from storage.news_records import NO_WISHES, Feed, FeedScope, FeedWishes

_KEPT_AS = {"interval": "interval_seconds"}
_READ: Mapping[str, Callable[[Any], object]] = {
    "scope": FeedScope,
    "interval": lambda seconds: timedelta(seconds=seconds),
    "wishes": lambda kept: _read_wishes(kept) if kept else NO_WISHES,
    "entry_hashes": lambda kept: kept or b"",
}
_NAMES = tuple(each.name for each in fields(Feed))
_PLACES = tuple((_NAMES.index(name), read) for name, read in _READ.items())

FEED_COLUMNS = tuple(feed.c[_KEPT_AS.get(name, name)] for name in _NAMES)
"""In the order of a feed's fields."""


def read_feed_row(row: AnyRow) -> Feed:
    """Return the feed of a row of these columns."""
    # By position: a round reads a thousand of them.
    values = list(row)
    for place, read in _PLACES:
        values[place] = read(values[place])
    return Feed(*values)


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
