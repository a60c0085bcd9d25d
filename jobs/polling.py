"""One round of the news watcher: ask the feeds that are due, and hand over what is new in them.

The network is asked by one event loop; documents are read in other processes; the database is written by
one thread, for many unchanged feeds at once. What is new is handed over in the very transaction in which
it is remembered, so that a crash neither loses it nor tells it twice.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from jobs.feeds.client import FeedClient, Found, KnownState, find_feed
from jobs.feeds.event_loop import run_to_end
from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import TOO_MANY, OpenFetcher, Validators
from jobs.feeds.readings import DocumentRefusedError
from jobs.polled_feeds import (
    LookThrough,
    Outcome,
    Polled,
    Read,
    Take,
    look_at_nothing,
    save_read,
    save_unread,
)
from jobs.rules.polling import FeedAnswer, note_failure, note_gone, note_unchanged, note_wait
from storage.database import Database
from storage.feed_polling import claim_due_feeds, hand_back_feeds, hold_feeds_of_host
from storage.news_records import Feed

MOST_CLAIMED = 1_000
MOST_ITEMS_UNSAVED = 5_000
SAVED_EVERY_SECONDS = 0.4
"""Not at each feed, because two threads that both compute slow each other; nor all at the end, when nobody
asks any more."""
PATIENCE_SECONDS = 240.0
"""So long a round waits for hosts whose feeds must be asked one after the other; well within the lease."""
HELD_FOR = timedelta(minutes=5)
"""So long a host is left alone that only says that it is asked too much."""
LOOK_AROUND_SECONDS = 0.2

T = TypeVar("T")


@dataclass(slots=True)
class PollCount:
    """What came of a round, to be counted."""

    outcomes: Counter[Outcome] = field(default_factory=Counter[Outcome])
    new_items: int = 0
    handed_back: int = 0
    """Feeds that were due and not asked: the round was to end."""
    lost: int = 0
    """Feeds that somebody edited or removed meanwhile."""

    @property
    def asked(self) -> int:
        return self.outcomes.total()


def poll_due_feeds(
    books: Database,
    client: FeedClient,
    now: datetime,
    owner: str,
    take: Take,
    *,
    look_through: LookThrough = look_at_nothing,
    enough: Callable[[], bool] = lambda: False,
    report: Callable[[Polled], None] | None = None,
    patience_seconds: float | None = PATIENCE_SECONDS,
) -> PollCount:
    """Ask every feed that is due at `now`, of all workspaces, and return what came of it.

    For a thread without an event loop. It ends early, and hands back what it has not asked, once `enough`
    says so or its patience with slow hosts is over. `report` hears of every feed, from another thread.
    """
    return run_to_end(
        _Round(books, client, now, owner, take, look_through, enough, report).run(patience_seconds)
    )


class _Round:
    def __init__(  # noqa: PLR0917 (as `poll_due_feeds` takes them)
        self,
        books: Database,
        client: FeedClient,
        now: datetime,
        owner: str,
        take: Take,
        look_through: LookThrough,
        enough: Callable[[], bool],
        report: Callable[[Polled], None] | None,
    ) -> None:
        self._books = books
        self._client = client
        self._now = now
        self._owner = owner
        self._take = take
        self._look_through = look_through
        self._enough = enough
        self._report = report
        self._count = PollCount()
        self._unread: list[Polled] = []
        self._read: list[Read] = []
        self._saved_at = time.monotonic()

    async def run(self, patience_seconds: float | None) -> PollCount:
        until = None if patience_seconds is None else time.monotonic() + patience_seconds
        with ThreadPoolExecutor(1, thread_name_prefix="feed-saving") as self._saver:
            async with self._client.fetcher.open() as opened:
                while not self._is_over(until):
                    claimed = await self._save(self._claim)
                    if not claimed:
                        break
                    await self._ask_all(opened, claimed, until)
                    if len(claimed) < MOST_CLAIMED:
                        break
        return self._count

    def _is_over(self, until: float | None) -> bool:
        return self._enough() or (until is not None and time.monotonic() >= until)

    async def _save(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._saver, work)

    def _claim(self) -> Sequence[Feed]:
        with self._books.everywhere() as connection:
            return claim_due_feeds(connection, self._now, self._owner, MOST_CLAIMED)

    async def _ask_all(self, opened: OpenFetcher, feeds: Sequence[Feed], until: float | None) -> None:
        tasks = {asyncio.create_task(self._handle(opened, feed)): feed for feed in feeds}
        pending = set(tasks)
        while pending:
            _, pending = await asyncio.wait(pending, timeout=LOOK_AROUND_SECONDS)
            if pending and self._is_over(until):
                for task in pending:
                    task.cancel()
                await asyncio.wait(pending)
                break
            if time.monotonic() - self._saved_at > SAVED_EVERY_SECONDS:
                await self._save_all()
        await self._save_all()
        given_up = [feed for task, feed in tasks.items() if task.cancelled()]
        self._count.handed_back += len(given_up)
        if given_up:
            await self._save(lambda: self._hand_back(given_up))
        for task in tasks:
            if not task.cancelled() and (error := task.exception()) is not None:
                raise error

    def _hand_back(self, feeds: Sequence[Feed]) -> None:
        with self._books.everywhere() as connection:
            hand_back_feeds(connection, feeds, self._owner)

    async def _handle(self, opened: OpenFetcher, feed: Feed) -> None:
        result = await self._ask(opened, feed)
        if isinstance(result, Polled):
            self._unread.append(result)
            return
        self._read.append(result)
        if sum(len(each.reading.items) for each in self._read) > MOST_ITEMS_UNSAVED:
            await self._save_all()

    async def _save_all(self) -> None:
        unread, self._unread = self._unread, []
        read, self._read = self._read, []
        if unread or read:
            await self._save(lambda: self._save_both(unread, read))
        self._saved_at = time.monotonic()

    def _save_both(self, unread: Sequence[Polled], read: Sequence[Read]) -> None:
        save_unread(self._books, unread, self._owner)
        for each in (
            *unread,
            *save_read(self._books, read, self._owner, self._take, self._now, self._look_through),
        ):
            if each is None:
                self._count.lost += 1
                continue
            self._count.outcomes[each.outcome] += 1
            self._count.new_items += len(each.new_items)
            if self._report is not None:
                self._report(each)

    def _hold(self, host: str, until: datetime) -> None:
        with self._books.everywhere() as connection:
            hold_feeds_of_host(connection, host, until)

    async def _ask(self, opened: OpenFetcher, feed: Feed) -> Polled | Read:
        known = KnownState(
            Validators(feed.validated_url, feed.etag, feed.last_modified), feed.body_hash, feed.entry_hashes
        )
        try:
            found = await find_feed(
                self._client, opened, feed.url, self._now, known, search_page=feed.baseline_at is None
            )
        except FetchFailedError as error:
            if error.host is not None:
                await self._leave_alone(opened, error)
            return self._note_no_feed(feed, error)
        except DocumentRefusedError as error:
            return Polled(note_failure(feed, str(error), self._now), Outcome.FAILED, 200)
        answer = _answer_of(found)
        if found.reading is None:
            after = note_unchanged(feed, answer, self._now)
            return Polled(after, Outcome.UNCHANGED, found.fetched.status)
        if found.on_page:
            feed = replace(feed, url=found.asked_url)
        return Read(feed, answer, found.reading, found.fetched.status)

    async def _leave_alone(self, opened: OpenFetcher, error: FetchFailedError) -> None:
        assert error.host is not None
        host, until = error.host, self._now + (error.server.retry_after or HELD_FOR)
        opened.held[host] = until
        await self._save(lambda: self._hold(host, until))

    def _note_no_feed(self, feed: Feed, error: FetchFailedError) -> Polled:
        sentence = str(error)
        if error.gone:
            return Polled(note_gone(feed, sentence, self._now), Outcome.GONE, error.status)
        if error.wait_until is not None:
            return Polled(note_wait(feed, error.wait_until), Outcome.WAITING)
        after = note_failure(feed, sentence, self._now, error.server)
        is_wait = error.status == TOO_MANY or error.server.retry_after is not None
        return Polled(after, Outcome.WAITING if is_wait else Outcome.FAILED, error.status)


def _answer_of(found: Found) -> FeedAnswer:
    return FeedAnswer(
        url=found.fetched.url,
        moved_to=found.fetched.moved_to,
        server=found.fetched.server,
        etag=found.fetched.etag,
        last_modified=found.fetched.last_modified,
        body_hash=found.body_hash,
    )
