"""What a document turned out to be, as it travels from the process that reads to the one that asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.news_records import NO_WISHES, FeedItem, FeedWishes

MOST_ITEMS = 500


class DocumentRefusedError(ValueError):
    """The document is no feed, or cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class FeedReading:
    """A feed: its title and its newest entries as they stand in it, first first."""

    title: str
    items: tuple[FeedItem, ...]
    wishes: FeedWishes = NO_WISHES
    entry_hashes: bytes = b""
    """Of all entries of the document, eight bytes each; empty where they cannot be told apart."""
    left_out: int = 0
    """Entries that were known by these hashes, and so were not read."""
    starts_known: bool = False
    """The first entry is among those."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """A web page, with the addresses of the feeds that it names."""

    title: str
    feeds: tuple[str, ...]


Reading = FeedReading | PageReading


def pack_reading(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values for JSON."""
    if isinstance(reading, PageReading):
        return {"page": reading.title, "feeds": list(reading.feeds)}
    return {
        "title": reading.title,
        "items": [
            [each.id, each.title, each.link, each.summary, write_moment(each.published)]
            for each in reading.items
        ],
        "ttl": None if reading.wishes.ttl is None else reading.wishes.ttl.total_seconds(),
        "hours": sorted(reading.wishes.skip_hours),
        "days": sorted(reading.wishes.skip_days),
        "hashes": reading.entry_hashes.hex(),
        "left_out": reading.left_out,
        "starts_known": reading.starts_known,
    }


def unpack_reading(packed: Mapping[str, Any]) -> Reading:
    """Return the reading of such values. Raises DocumentRefusedError where they tell of a refusal."""
    if "error" in packed:
        raise DocumentRefusedError(packed["error"])
    if "page" in packed:
        return PageReading(packed["page"], tuple(packed["feeds"]))
    return FeedReading(
        packed["title"],
        tuple(
            FeedItem(
                item_id,
                title,
                link,
                summary,
                None if published is None else datetime.fromisoformat(published).astimezone(UTC),
            )
            for item_id, title, link, summary, published in packed["items"]
        ),
        FeedWishes(
            None if packed["ttl"] is None else timedelta(seconds=packed["ttl"]),
            frozenset(packed["hours"]),
            frozenset(packed["days"]),
        ),
        bytes.fromhex(packed["hashes"]),
        packed["left_out"],
        packed["starts_known"],
    )


def write_moment(moment: datetime | None) -> str | None:
    """Return a moment in UTC as 2026-11-21T08:30:00+00:00."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
