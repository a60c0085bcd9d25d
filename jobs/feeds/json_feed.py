"""Reading JSON Feed, versions 1 and 1.1. Runs in the reading process only."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any, cast
from urllib.parse import urljoin

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
from storage.news_records import FeedItem

MOST_DEPTH = 100
_BRACKET = re.compile(r"[\[\]{}]")


def read_json_feed(text: str, url: str | None) -> FeedReading:
    """Return the feed that a JSON document is. Raises DocumentRefusedError where it is none."""
    if _measure_depth(text) > MOST_DEPTH:
        raise DocumentRefusedError("It is nested too deeply.")
    try:
        whole: object = json.loads(text)
    except (ValueError, RecursionError):
        raise DocumentRefusedError("It looks like JSON, but cannot be read.") from None
    if not isinstance(whole, dict):
        raise DocumentRefusedError("It is JSON, but not a JSON Feed.")
    document = cast("dict[str, Any]", whole)
    items = document.get("items")
    version = document.get("version")
    is_feed = isinstance(version, str) and "jsonfeed.org/version" in version.lower()
    if items is None and is_feed:
        items = []
    if not isinstance(items, list) or not (is_feed or isinstance(document.get("title"), str)):
        raise DocumentRefusedError("It is JSON, but not a JSON Feed.")
    listed = cast("list[object]", items)
    base = url or _text(document, "feed_url") or _text(document, "home_page_url")
    read = (
        _read_item(cast("dict[str, Any]", each), base)
        for each in (listed[-MOST_ITEMS:] if _is_oldest_first(listed) else listed[:MOST_ITEMS])
        if isinstance(each, dict)
    )
    return FeedReading(
        clean_text(_text(document, "title"), LONGEST_TITLE), tuple(each for each in read if each is not None)
    )


def _is_oldest_first(listed: Sequence[object]) -> bool:
    """Return whether the dates of the first and the last item say that the newest come last."""
    if len(listed) < 2:
        return False
    first, last = (
        _read_date(cast("dict[str, Any]", each)) if isinstance(each, dict) else None
        for each in (listed[0], listed[-1])
    )
    return first is not None and last is not None and first < last


def _read_date(item: dict[str, Any]) -> datetime | None:
    return _read_moment(_text(item, "date_published")) or _read_moment(_text(item, "date_modified"))


def _measure_depth(text: str) -> int:
    """Return how deep the brackets go; those inside texts may make it more, never less."""
    depth = deepest = 0
    for bracket in _BRACKET.finditer(text):
        if bracket[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = max(depth - 1, 0)
    return deepest


def _read_item(item: dict[str, Any], base: str) -> FeedItem | None:
    title = strip_html(_text(item, "title"), LONGEST_TITLE)
    summary = strip_html(_text(item, "summary"), LONGEST_SUMMARY)
    if not summary:
        summary = clean_text(_text(item, "content_text"), LONGEST_SUMMARY)
    if not summary:
        summary = strip_html(_text(item, "content_html"), LONGEST_SUMMARY)
    links = (_read_link(_text(item, name), base) for name in ("url", "external_url"))
    link = next((each for each in links if each), None)
    item_id = clean_text(_text(item, "id"), LONGEST_ID)
    link = link or clean_link(item_id)
    return name_item(item_id, title, link, summary, _read_date(item))


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if isinstance(value, str):
        return value
    # Ids are to be texts, and often are numbers; NaN and Infinity say nothing.
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return str(value) if is_number else ""


def _read_link(text: str, base: str) -> str | None:
    if not text.strip():
        return None
    try:
        return clean_link(urljoin(base, text.strip()))
    except ValueError:
        return None


def _read_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
