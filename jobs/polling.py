"""One round of the news watcher: ask the feeds that are due, and hand over what is new in them.

The network is asked by one event loop; documents are read in other processes; the database is written by
one thread, for many unchanged feeds at once. What is new is handed over in the very transaction in which
it is remembered, so that a crash neither loses it nor tells it twice.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from jobs.feed_saving import FeedSaver
from jobs.feeds.client import Asked, FeedClient, KnownState, ask_address, find_feed
from jobs.feeds.event_loop import run_to_end
from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import OK, TOO_MANY, Fetched, Validators
from jobs.feeds.readings import DocumentRefusedError
from jobs.feeds.turns import arrange_lanes
from jobs.polled_feeds import (
    AFTER_OUR_FAILURE,
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
from jobs.rules.shared_feeds import SharedAddress, share_addresses
from storage.database import Database
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
        self._unsaved_items = 0
        self._errors: list[Exception] = []
        self._saved_at = time.monotonic()

    async def run(self, patience_seconds: float | None) -> PollCount:
        until = None if patience_seconds is None else time.monotonic() + patience_seconds
        with FeedSaver(self._books, self._owner) as self._saver:
            async with self._client.fetcher.open() as self._opened:
                while not self._is_over(until):
                    claimed = await self._saver.claim(self._now, MOST_CLAIMED)
                    if not claimed:
                        break
                    await self._ask_all(claimed, until)
        return self._count

    def _is_over(self, until: float | None) -> bool:
        return self._enough() or (until is not None and time.monotonic() >= until)

    async def _ask_all(self, feeds: Sequence[Feed], until: float | None) -> None:
        fetcher = self._client.fetcher
        self._unasked = {each.id: each for each in feeds}
        self._pending: set[asyncio.Task[None]] = {
            asyncio.create_task(self._ask_in_turn(lane))
            for lane in arrange_lanes(
                share_addresses(feeds), lambda each: each.url, fetcher.allowed, fetcher.most_requests
            )
        }
        while self._pending:
            # Documents that wait to be read join the pending meanwhile.
            await asyncio.wait(self._pending, timeout=LOOK_AROUND_SECONDS)
            self._pending = {task for task in self._pending if not task.done()}
            if self._pending and self._is_over(until):
                for task in self._pending:
                    task.cancel()
                await asyncio.wait(self._pending)
                break
            if time.monotonic() - self._saved_at > SAVED_EVERY_SECONDS:
                await self._save_all()
        await self._save_all()
        self._errors.extend(await self._saver.finish())
        given_up = list(self._unasked.values())
        self._count.handed_back += len(given_up)
        if given_up:
            await self._saver.hand_back(given_up)
        if self._errors:
            raise self._errors[0]

    async def _ask_in_turn(self, lane: deque[SharedAddress]) -> None:
        """Ask addresses one after the other; lanes of one host share what is left to be asked."""
        while lane:
            shared = lane.popleft()
            asked = await self._settle(shared, self._ask(shared))
            if asked is not None:
                reading = asyncio.create_task(self._settle_reading(shared, asked))
                self._pending.add(reading)

    async def _settle(self, shared: SharedAddress, work: Coroutine[Any, Any, T]) -> T | None:
        """Return what the work gives; where no feed comes of it, note why and return None."""
        try:
            return await work
        except FetchFailedError as error:
            if error.host is not None:
                await self._leave_alone(error)
            self._note(shared, [self._note_no_feed(each, error) for each in shared.feeds])
        except DocumentRefusedError as error:
            sentence = str(error)
            self._note(
                shared,
                [
                    Polled(note_failure(each, sentence, self._now), Outcome.FAILED, OK)
                    for each in shared.feeds
                ],
            )
        except Exception as error:
            # Our own failure, a process that does not start perhaps. It is told at the end: the others are
            # asked first, and these not again at once.
            self._errors.append(error)
            later = self._now + AFTER_OUR_FAILURE
            self._note(
                shared,
                [
                    Polled(replace(each, next_at=later), Outcome.FAILED)
                    for each in shared.feeds
                    if each.id in self._unasked
                ],
            )
        return None

    async def _ask(self, shared: SharedAddress) -> Asked | None:
        """Return an answer in which there is something to read, or None where nothing has changed."""
        known = KnownState(
            Validators(shared.validated_url, shared.etag, shared.last_modified), shared.body_hash
        )
        asked = await ask_address(self._opened, shared.url, self._now, known)
        if not asked.unchanged:
            return asked
        answer = _answer_of(asked.fetched, asked.body_hash)
        self._note(
            shared,
            [
                Polled(note_unchanged(each, answer, self._now), Outcome.UNCHANGED, asked.fetched.status)
                for each in shared.feeds
            ],
        )
        return None

    async def _settle_reading(self, shared: SharedAddress, asked: Asked) -> None:
        found = await self._settle(
            shared,
            find_feed(
                self._client,
                self._opened,
                asked,
                self._now,
                shared.entry_hashes,
                search_page=shared.is_first,
            ),
        )
        if found is None:
            return
        answer = _answer_of(found.fetched, found.body_hash)
        for each in shared.feeds:
            feed = replace(each, url=found.asked_url) if found.on_page else each
            self._read.append(Read(feed, answer, found.reading, found.fetched.status))
            del self._unasked[each.id]
        self._unsaved_items += len(found.reading.items) * len(shared.feeds)
        if self._unsaved_items > MOST_ITEMS_UNSAVED:
            await self._save_all()

    def _note(self, shared: SharedAddress, polled: Sequence[Polled]) -> None:
        self._unread.extend(polled)
        for each in shared.feeds:
            self._unasked.pop(each.id, None)

    async def _save_all(self) -> None:
        unread, self._unread = self._unread, []
        read, self._read = self._read, []
        self._unsaved_items = 0
        if unread or read:
            await self._saver.save(lambda: self._save_both(unread, read))
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

    async def _leave_alone(self, error: FetchFailedError) -> None:
        assert error.host is not None
        host, until = error.host, self._now + (error.server.retry_after or HELD_FOR)
        self._opened.held[host] = until
        await self._saver.hold(host, until)

    def _note_no_feed(self, feed: Feed, error: FetchFailedError) -> Polled:
        sentence = str(error)
        if error.gone:
            return Polled(note_gone(feed, sentence, self._now), Outcome.GONE, error.status)
        if error.wait_until is not None:
            return Polled(note_wait(feed, error.wait_until), Outcome.WAITING)
        after = note_failure(feed, sentence, self._now, error.server)
        is_wait = error.status == TOO_MANY or error.server.retry_after is not None
        return Polled(after, Outcome.WAITING if is_wait else Outcome.FAILED, error.status)


def _answer_of(fetched: Fetched, body_hash: str | None) -> FeedAnswer:
    return FeedAnswer(
        url=fetched.url,
        moved_to=fetched.moved_to,
        server=fetched.server,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        body_hash=body_hash,
        not_modified=fetched.body is None,
    )
