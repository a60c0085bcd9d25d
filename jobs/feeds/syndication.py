"""Reading RSS and Atom by feedparser. Runs in the reading process only."""

import io
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urljoin

import feedparser  # pyright: ignore[reportMissingTypeStubs]

from jobs.feeds.readings import MOST_ITEMS, DocumentRefusedError, FeedReading
from jobs.rules.feed_texts import (
    LONGEST_ID,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    clean_link,
    clean_text,
    name_item,
    strip_html,
)
from storage.news_records import FeedItem, FeedWishes

_SKIPPED_HOURS = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIPPED_DAYS = re.compile(r"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*([a-z]+)\s*</day>", re.IGNORECASE)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_TTL = timedelta(days=1)
_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read_syndication(text: str, url: str | None) -> FeedReading:
    """Return the feed that a document is. Raises DocumentRefusedError where it is none."""
    # As a stream and never as a text: feedparser opens a text that is a path, and fetches one that is an
    # address.
    parsed = cast(
        "dict[str, Any]",
        feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        ),
    )
    entries = cast("list[dict[str, Any]]", parsed.get("entries") or [])
    if not parsed.get("version") and not entries:
        raise DocumentRefusedError("It is XML or HTML, but not a feed.")
    channel = cast("dict[str, Any]", parsed.get("feed") or {})
    base = url or _absolute(channel.get("link")) or _own_address(channel)
    return FeedReading(
        strip_html(_text(channel.get("title")), LONGEST_TITLE),
        tuple(
            each for each in (_read_entry(entry, base) for entry in entries[:MOST_ITEMS]) if each is not None
        ),
        _read_wishes(text, channel),
    )


def _read_entry(entry: dict[str, Any], base: str) -> FeedItem | None:
    title = strip_html(_text(entry.get("title")), LONGEST_TITLE)
    summary = strip_html(_text(entry.get("summary")), LONGEST_SUMMARY)
    if not summary:
        summary = next((text for each in _contents(entry) if (text := strip_html(each, LONGEST_SUMMARY))), "")
    return name_item(
        clean_text(_text(entry.get("id")), LONGEST_ID),
        title,
        _choose_link(entry, base),
        summary,
        _read_published(entry),
    )


def _contents(entry: dict[str, Any]) -> list[str]:
    found = cast("list[dict[str, Any]]", entry.get("content") or [])
    return [_text(each.get("value")) for each in found]


def _choose_link(entry: dict[str, Any], base: str) -> str | None:
    links = cast("list[dict[str, Any]]", entry.get("links") or [])
    alternates = [_text(each.get("href")) for each in links if each.get("rel", "alternate") == "alternate"]
    link = _text(entry.get("link"))
    named_only = not alternates and link == _text(entry.get("id"))
    for each in (link, *alternates):
        # A guid that is no address is no link either, though RSS takes it for one unless told otherwise.
        found = clean_link(each) if named_only else _resolve(each, base)
        if found is not None:
            return found
    return None


def _resolve(link: str, base: str) -> str | None:
    link = link.strip()
    if not link:
        return None
    try:
        return clean_link(link if _HAS_SCHEME.match(link) else urljoin(base, link))
    except ValueError:
        return None


def _absolute(link: object) -> str:
    return clean_link(_text(link)) or ""


def _own_address(channel: dict[str, Any]) -> str:
    links = cast("list[dict[str, Any]]", channel.get("links") or [])
    return next((found for each in links if (found := _absolute(each.get("href")))), "")


def _read_published(entry: dict[str, Any]) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        # By the class above, because feedparser's own `get` takes one date for another.
        parsed = cast("object", dict.get(entry, name))  # pyright: ignore[reportUnknownVariableType]
        if isinstance(parsed, time.struct_time):
            try:
                return datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)
            except (ValueError, OverflowError, TypeError):
                continue
    return None


def _read_wishes(text: str, channel: dict[str, Any]) -> FeedWishes:
    ttl = _text(channel.get("ttl")).strip()
    minutes = int(ttl) if ttl.isascii() and ttl.isdigit() and len(ttl) < 9 else 0
    hours = _SKIPPED_HOURS.search(text)
    days = _SKIPPED_DAYS.search(text)
    return FeedWishes(
        min(timedelta(minutes=minutes), _LONGEST_TTL) if minutes else None,
        frozenset(int(hour) % 24 for hour in _HOUR.findall(hours[1])) if hours else frozenset(),
        frozenset(_WEEKDAYS.index(day) for day in map(str.lower, _DAY.findall(days[1])) if day in _WEEKDAYS)
        if days
        else frozenset(),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
