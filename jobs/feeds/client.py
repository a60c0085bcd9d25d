"""From an address to the feed that stands there: fetched, then read in another process."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import NO_VALIDATORS, Fetched, Fetcher, OpenFetcher, Validators
from jobs.feeds.reading_pool import ReadingPool
from jobs.feeds.readings import DocumentRefusedError, FeedReading, Reading

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
class KnownState:
    """By what one sees without reading it that a feed has not changed."""

    validators: Validators = NO_VALIDATORS
    body_hash: str | None = None
    entry_hashes: bytes = b""


NOTHING_KNOWN = KnownState()


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and whether it says that nothing has changed; else there is something to read in it."""

    url: str
    fetched: Fetched
    body_hash: str | None
    unchanged: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What an address led to."""

    fetched: Fetched
    reading: FeedReading
    body_hash: str | None
    asked_url: str
    on_page: bool = False
    """It was not the address itself, but a feed that the page there names."""


async def ask_address(
    opened: OpenFetcher, url: str, now: datetime, known: KnownState = NOTHING_KNOWN
) -> Asked:
    """Return what an address answers. Raises FetchFailedError."""
    fetched = await opened.fetch(url, now, known.validators)
    if fetched.body is None:
        if not (known.validators.etag or known.validators.last_modified):
            raise FetchFailedError(_UNCHANGED_AT_FIRST, status=304)
        return Asked(url, fetched, None, unchanged=True)
    body_hash = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
    is_same = body_hash == known.body_hash or _has_same_etag(fetched, known.validators)
    return Asked(url, fetched, body_hash, is_same)


async def find_feed(
    client: FeedClient,
    opened: OpenFetcher,
    asked: Asked,
    now: datetime,
    entry_hashes: bytes = b"",
    *,
    search_page: bool = True,
) -> Found:
    """Return the feed of an answer or, where it is a page, the first good one that the page names.

    Raises FetchFailedError or DocumentRefusedError.
    """
    reading = await _read_answer(client, opened, asked, entry_hashes)
    if isinstance(reading, FeedReading):
        return Found(asked.fetched, reading, asked.body_hash, asked.url)
    if not search_page:
        raise DocumentRefusedError("It is a web page now, and no feed.")
    for candidate in reading.feeds[:MOST_CANDIDATES]:
        try:
            inner = await ask_address(opened, candidate, now)
            found = await _read_answer(client, opened, inner, b"")
        except (FetchFailedError, DocumentRefusedError):
            continue
        if isinstance(found, FeedReading):
            return Found(inner.fetched, found, inner.body_hash, candidate, on_page=True)
    raise DocumentRefusedError(
        "It is a web page, and none of the feeds it names can be read." if reading.feeds else NO_FEED_ON_PAGE
    )


async def _read_answer(client: FeedClient, opened: OpenFetcher, asked: Asked, entry_hashes: bytes) -> Reading:
    with opened.in_hand.hold(len(asked.fetched.body or b"")):
        return await client.read(asked.fetched, entry_hashes)


def _has_same_etag(fetched: Fetched, validators: Validators) -> bool:
    return fetched.etag is not None and (fetched.url, fetched.etag) == (validators.url, validators.etag)
