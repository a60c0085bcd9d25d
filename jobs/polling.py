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
from enum import StrEnum
from typing import TypeVar

from jobs.failures import log_failure
from jobs.feeds.client import FeedClient, Found, KnownState, find_feed
from jobs.feeds.fetching import FetchFailedError, OpenFetcher, Validators
from jobs.feeds.readings import DocumentRefusedError
from jobs.rules.polling import (
    FeedAnswer,
    note_entries,
    note_failure,
    note_gone,
    note_unchanged,
    note_wait,
)
from jobs.rules.seen_items import mark_items
from storage.database import Database, Transaction
from storage.feeds import (
    claim_due_feeds,
    find_seen_marks,
    hand_back_feeds,
    hold_feeds_of_host,
    remember_marks,
    save_poll,
    save_polls,
)
from storage.news_records import Feed, FeedItem

MOST_CLAIMED = 1_000
MOST_SAVED_TOGETHER = 250
SAVED_EVERY_SECONDS = 2.0
PATIENCE_SECONDS = 240.0
"""So long a round waits for hosts whose feeds must be asked one after the other; well within the lease."""
HELD_FOR = timedelta(minutes=5)
"""So long a host is left alone that only says that it is asked too much."""
AFTER_OUR_FAILURE = timedelta(hours=1)
LOOK_AROUND_SECONDS = 0.5

T = TypeVar("T")
Take = Callable[[Transaction, Feed, Sequence[FeedItem], datetime], None]
"""Takes what is new in a feed, in the transaction in which it is remembered."""


class Outcome(StrEnum):
    """What came of asking a feed."""

    NEW = "new"
    UNCHANGED = "unchanged"
    BASELINE = "baseline"
    """It was read for the first time: nothing in it is news."""
    FAILED = "failed"
    GONE = "gone"
    WAITING = "waiting"
    """Its server wants to be left alone."""


@dataclass(frozen=True, slots=True)
class Polled:
    """A feed after it was asked."""

    feed: Feed
    outcome: Outcome
    status: int | None = None
    new_items: tuple[FeedItem, ...] = ()
    read_items: tuple[FeedItem, ...] = field(default=(), repr=False)
    host_held: tuple[str, datetime] | None = None


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
    enough: Callable[[], bool] = lambda: False,
    report: Callable[[Polled], None] | None = None,
    patience_seconds: float | None = PATIENCE_SECONDS,
) -> PollCount:
    """Ask every feed that is due at `now`, of all workspaces, and return what came of it.

    For a thread without an event loop. It ends early, and hands back what it has not asked, once `enough`
    says so or its patience with slow hosts is over. `report` hears of every feed, from another thread.
    """
    return asyncio.run(_Round(books, client, now, owner, take, enough, report).run(patience_seconds))


class _Round:
    def __init__(  # noqa: PLR0917 (as `poll_due_feeds` takes them)
        self,
        books: Database,
        client: FeedClient,
        now: datetime,
        owner: str,
        take: Take,
        enough: Callable[[], bool],
        report: Callable[[Polled], None] | None,
    ) -> None:
        self._books = books
        self._client = client
        self._now = now
        self._owner = owner
        self._take = take
        self._enough = enough
        self._report = report
        self._count = PollCount()
        self._quiet: list[Polled] = []
        """Feeds without news, to be saved together."""
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
        await self._save_quiet()
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
        polled = await self._ask(opened, feed)
        if polled.host_held is not None:
            host, until = polled.host_held
            opened.held[host] = until
            await self._save(lambda: self._hold(host, until))
        if polled.read_items or polled.outcome in (Outcome.BASELINE, Outcome.NEW):
            await self._save(lambda: self._save_items(feed, polled))
            return
        self._quiet.append(polled)
        is_time = time.monotonic() - self._saved_at > SAVED_EVERY_SECONDS
        if len(self._quiet) >= MOST_SAVED_TOGETHER or is_time:
            await self._save_quiet()

    async def _save_quiet(self) -> None:
        quiet, self._quiet = self._quiet, []
        self._saved_at = time.monotonic()
        if quiet:
            await self._save(lambda: self._save_together(quiet))

    def _hold(self, host: str, until: datetime) -> None:
        with self._books.everywhere() as connection:
            hold_feeds_of_host(connection, host, until)

    def _save_together(self, quiet: Sequence[Polled]) -> None:
        with self._books.everywhere() as connection:
            save_polls(connection, [polled.feed for polled in quiet], self._owner)
        for polled in quiet:
            self._note(polled)

    def _save_items(self, before: Feed, polled: Polled) -> None:
        """Remember what was read and hand over what is new, all or nothing."""
        try:
            saved = self._save_in_one(before, polled)
        except Exception as error:
            log_failure("taking in the news of a feed", error, f", feed {before.id}")
            later = replace(before, next_at=self._now + AFTER_OUR_FAILURE)
            with self._books.everywhere() as connection:
                save_polls(connection, [later], self._owner)
            self._note(Polled(later, Outcome.FAILED, polled.status))
            return
        if saved is None:
            self._count.lost += 1
            return
        self._count.new_items += len(saved.new_items)
        self._note(saved)

    def _save_in_one(self, before: Feed, polled: Polled) -> Polled | None:
        feed, items = polled.feed, polled.read_items
        marks = mark_items(items)
        with self._books.transaction(feed.workspace) as transaction:
            if not save_poll(transaction, feed, self._owner):
                return None
            known = frozenset[int]()
            if before.baseline_at is not None:
                known = frozenset(
                    find_seen_marks(
                        transaction, feed.id, frozenset[int]().union(*(each.known_by for each in marks))
                    )
                )
            new: list[FeedItem] = []
            fresh: set[int] = set()
            for item, mark in zip(items, marks, strict=True):
                if not (mark.known_by & known or mark.known_by & fresh):
                    new.append(_limit_moment(item, self._now))
                fresh |= mark.remembered
            remember_marks(transaction, feed.id, fresh - known)
            if before.baseline_at is None:
                return replace(polled, outcome=Outcome.BASELINE, read_items=())
            if new:
                self._take(transaction, feed, new, self._now)
        outcome = Outcome.NEW if new else Outcome.UNCHANGED
        return replace(polled, outcome=outcome, new_items=tuple(new), read_items=())

    def _note(self, polled: Polled) -> None:
        self._count.outcomes[polled.outcome] += 1
        if self._report is not None:
            self._report(polled)

    async def _ask(self, opened: OpenFetcher, feed: Feed) -> Polled:
        known = KnownState(Validators(feed.validated_url, feed.etag, feed.last_modified), feed.body_hash)
        try:
            found = await find_feed(
                self._client, opened, feed.url, self._now, known, search_page=feed.baseline_at is None
            )
        except FetchFailedError as error:
            return self._note_no_feed(feed, error)
        except DocumentRefusedError as error:
            return Polled(note_failure(feed, str(error), self._now), Outcome.FAILED, 200)
        answer = FeedAnswer(
            url=found.fetched.url,
            moved_to=found.fetched.moved_to,
            server=found.fetched.server,
            etag=found.fetched.etag,
            last_modified=found.fetched.last_modified,
            body_hash=found.body_hash,
        )
        if found.reading is None:
            return Polled(note_unchanged(feed, answer, self._now), Outcome.UNCHANGED, found.fetched.status)
        return self._note_read(feed, found, answer)

    def _note_read(self, feed: Feed, found: Found, answer: FeedAnswer) -> Polled:
        assert found.reading is not None
        reading = found.reading
        if found.on_page:
            feed = replace(feed, url=found.asked_url)
        after = note_entries(
            feed,
            answer,
            title=reading.title,
            newest_title=next((each.title for each in reading.items if each.title), None),
            published=[each.published for each in reading.items],
            wishes=reading.wishes,
            now=self._now,
        )
        outcome = Outcome.BASELINE if feed.baseline_at is None else Outcome.NEW
        return Polled(after, outcome, found.fetched.status, read_items=reading.items)

    def _note_no_feed(self, feed: Feed, error: FetchFailedError) -> Polled:
        sentence = str(error)
        if error.gone:
            return Polled(note_gone(feed, sentence, self._now), Outcome.GONE, error.status)
        if error.wait_until is not None:
            return Polled(note_wait(feed, error.wait_until), Outcome.WAITING)
        after = note_failure(feed, sentence, self._now, error.server)
        is_wait = error.status == 429 or error.server.retry_after is not None
        held = None
        if error.host is not None:
            held = (error.host, self._now + (error.server.retry_after or HELD_FOR))
        return Polled(after, Outcome.WAITING if is_wait else Outcome.FAILED, error.status, host_held=held)


def _limit_moment(item: FeedItem, now: datetime) -> FeedItem:
    """Return an entry that does not claim to come from the future, and has some title."""
    published = None if item.published is None else min(item.published, now)
    title = item.title or (item.summary if len(item.summary) <= 120 else item.summary[:119] + "…")
    return replace(item, published=published, title=title or item.link or item.id)
