"""From an address to the feed that stands there: fetched, then read in another process."""

import asyncio
import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from jobs.feeds.event_loop import run_to_end
from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import NO_VALIDATORS, Fetched, Fetcher, OpenFetcher, Validators
from jobs.feeds.reading_pool import ReadingPool
from jobs.feeds.readings import DocumentRefusedError, FeedReading, PageReading, Reading
from storage.news_records import FeedItem

MOST_CANDIDATES = 3
"""Feeds of a page that are tried."""
_UNCHANGED_AT_FIRST = "The server says that nothing has changed, though it was never asked."
NO_FEED_ON_PAGE = "It is a web page that names no feed."


class FeedClient:
    """Fetches and reads feeds; one for the whole process. Threads may share it one after the other."""

    def __init__(self, fetcher: Fetcher, pool: ReadingPool) -> None:
        self.fetcher = fetcher
        self.pool = pool
        self._threads = ThreadPoolExecutor(pool.size, thread_name_prefix="feed-reading")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that read."""
        self.pool.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def read(self, fetched: Fetched, known_entries: bytes) -> Reading:
        """Return what an answer with a body holds. Raises DocumentRefusedError."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads,
            self.pool.read,
            fetched.body or b"",
            fetched.url,
            fetched.content_type,
            known_entries,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What an address led to. `reading` is None where nothing has changed since the validators."""

    fetched: Fetched
    reading: FeedReading | None
    body_hash: str | None
    on_page: bool = False
    """It was not the address itself, but a feed that the page there names."""
    asked_url: str = ""


@dataclass(frozen=True, slots=True)
class KnownState:
    """By what one sees without reading it that a feed has not changed."""

    validators: Validators = NO_VALIDATORS
    body_hash: str | None = None
    entry_hashes: bytes = b""


NOTHING_KNOWN = KnownState()


async def find_feed(
    client: FeedClient,
    opened: OpenFetcher,
    url: str,
    now: datetime,
    known: KnownState = NOTHING_KNOWN,
    *,
    search_page: bool = True,
) -> Found:
    """Return the feed at an address or, where a page is there, the first good one that the page names.

    Raises FetchFailedError or DocumentRefusedError.
    """
    found = await _find(client, opened, url, now, known)
    if isinstance(found, Found):
        return found
    if not search_page:
        raise DocumentRefusedError("It is a web page now, and no feed.")
    for candidate in found.feeds[:MOST_CANDIDATES]:
        try:
            inner = await _find(client, opened, candidate, now, NOTHING_KNOWN)
        except (FetchFailedError, DocumentRefusedError):
            continue
        if isinstance(inner, Found) and inner.reading is not None:
            return Found(inner.fetched, inner.reading, inner.body_hash, on_page=True, asked_url=candidate)
    raise DocumentRefusedError(
        "It is a web page, and none of the feeds it names can be read." if found.feeds else NO_FEED_ON_PAGE
    )


async def _find(
    client: FeedClient, opened: OpenFetcher, url: str, now: datetime, known: KnownState
) -> Found | PageReading:
    async with AsyncExitStack() as in_flight:
        fetched = await in_flight.enter_async_context(opened.fetch(url, now, known.validators))
        if fetched.body is None:
            if not (known.validators.etag or known.validators.last_modified):
                raise FetchFailedError(_UNCHANGED_AT_FIRST, status=304)
            return Found(fetched, None, None, asked_url=url)
        body_hash = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
        if body_hash == known.body_hash or _has_same_etag(fetched, known.validators):
            return Found(fetched, None, body_hash, asked_url=url)
        if opened.in_hand.has_room(len(fetched.body)):
            await in_flight.aclose()
        with opened.in_hand.hold(len(fetched.body)):
            reading = await client.read(fetched, known.entry_hashes)
    if isinstance(reading, PageReading):
        return reading
    return Found(fetched, reading, body_hash, asked_url=url)


def _has_same_etag(fetched: Fetched, validators: Validators) -> bool:
    return fetched.etag is not None and (fetched.url, fetched.etag) == (validators.url, validators.etag)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that somebody may want to add."""

    url: str
    """Where it is to be asked: for a page the feed that it names, after permanent redirects the new place."""
    title: str
    items: Sequence[FeedItem]


def look_at_address(client: FeedClient, url: str, now: datetime) -> FoundFeed | str:
    """Return the feed that an address leads to, or one sentence that says why there is none.

    For a thread without an event loop; takes up to some twenty seconds and changes nothing anywhere.
    """
    return run_to_end(_look(client, url.strip(), now))


async def _look(client: FeedClient, url: str, now: datetime) -> FoundFeed | str:
    if "://" not in url:
        url = f"https://{url}"
    async with client.fetcher.open() as opened:
        try:
            found = await find_feed(client, opened, url, now)
        except (FetchFailedError, DocumentRefusedError) as error:
            return str(error)
    if found.reading is None:
        return NO_FEED_ON_PAGE
    return FoundFeed(found.fetched.moved_to or found.asked_url, found.reading.title, found.reading.items)
