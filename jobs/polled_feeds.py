"""Writing down what came of asking feeds: many in one transaction, each with its news or not at all."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from jobs.failures import log_failure
from jobs.feeds.readings import FeedReading
from jobs.rules.polling import FeedAnswer, note_entries
from jobs.rules.seen_items import mark_items
from storage.database import Database, Transaction
from storage.feed_polling import count_marks, forget_other_marks, remember_marks, save_poll, save_polls
from storage.news_records import Feed, FeedItem
from storage.statements import quick_savepoint

AFTER_OUR_FAILURE = timedelta(hours=1)
HELD_SECONDS = 0.1
"""So long one transaction takes in feeds with news: on SQLite people wait for it."""
LONGEST_STAND_IN = 120
MOST_MARKS = 50_000
"""So much is remembered of one feed; a year and more of one that tells forty things a day."""

Take = Callable[[Transaction, Feed, Sequence[FeedItem], datetime], None]
"""Takes what is new in a feed, in the transaction in which it is remembered."""

LookThrough = Callable[[Iterable[tuple[Feed, Sequence[FeedItem]]]], None]
"""Looks at what may be new in feeds before any transaction: on SQLite people wait for those."""


def look_at_nothing(_documents: Iterable[tuple[Feed, Sequence[FeedItem]]]) -> None:
    """Leave all the work to the taking."""


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


@dataclass(frozen=True, slots=True)
class Read:
    """A feed whose document was read; what is new in it is seen when it is saved. `feed` is as before."""

    feed: Feed
    answer: FeedAnswer
    reading: FeedReading = field(repr=False)
    status: int | None = None


class _LostError(Exception):
    """Somebody else claimed, edited or removed the feed: nothing of it is remembered here."""


def save_unread(books: Database, polled: Sequence[Polled], owner: str) -> None:
    """Write down many feeds in which there was nothing to read."""
    if polled:
        with books.everywhere() as connection:
            save_polls(connection, [each.feed for each in polled], owner)


def save_read(  # noqa: PLR0917 (as `poll_due_feeds` takes them)
    books: Database,
    read: Sequence[Read],
    owner: str,
    take: Take,
    now: datetime,
    look_through: LookThrough = look_at_nothing,
) -> list[Polled | None]:
    """Remember what was read in many feeds, and hand over what is new: of each feed all of it or nothing.

    None stands for a feed that somebody else claimed, edited or removed meanwhile.
    """
    # One order for all processes: taking in holds a workspace, and saving a feed, until the transaction ends.
    read = sorted(read, key=lambda each: (each.feed.workspace, each.feed.id))
    look_through(
        (each.feed, [_make_presentable(item, now) for item in each.reading.items])
        for each in read
        if each.feed.baseline_at is not None
    )
    saved: list[Polled | None] = []
    while len(saved) < len(read):
        until = time.monotonic() + HELD_SECONDS
        with books.everywhere() as connection:
            for each in read[len(saved) :]:
                saved.append(_save_safely(connection, each, owner, take, now))
                if time.monotonic() >= until:
                    break
    return saved


def _save_safely(connection: Connection, read: Read, owner: str, take: Take, now: datetime) -> Polled | None:
    try:
        with quick_savepoint(connection):
            return _save_one(Transaction(connection, read.feed.workspace), read, owner, take, now)
    except _LostError:
        return None
    except Exception as error:
        log_failure("taking in the news of a feed", error, f", feed {read.feed.id}")
        later = replace(read.feed, next_at=now + AFTER_OUR_FAILURE)
        save_polls(connection, [later], owner)
        return Polled(later, Outcome.FAILED, read.status)


def _save_one(transaction: Transaction, read: Read, owner: str, take: Take, now: datetime) -> Polled | None:
    before, items = read.feed, read.reading.items
    is_first = before.baseline_at is None
    marks = mark_items(items)
    remembered = frozenset[int]().union(*(each.remembered for each in marks))
    fresh = remember_marks(transaction, before.id, remembered) if items else set[int]()
    is_crowded = bool(fresh) and count_marks(transaction, before.id) > MOST_MARKS
    new: list[FeedItem] = []
    for item, mark in zip(items, marks, strict=True):
        if mark.known_by <= fresh:
            new.append(_make_presentable(item, now))
            # The same entry twice in one document is new once.
            fresh -= mark.remembered
    after = note_entries(
        before,
        read.answer,
        title=read.reading.title,
        newest_title=None if read.reading.starts_known or not items else items[0].title,
        published=[each.published for each in items],
        wishes=read.reading.wishes,
        now=now,
        new=len(new),
        # Where there is too much to remember, the next document is read whole and shows what still counts.
        entry_hashes=b"" if is_crowded else read.reading.entry_hashes,
    )
    if is_crowded and not read.reading.left_out:
        forget_other_marks(transaction, before.id, remembered)
    if not save_poll(transaction, after, owner):
        raise _LostError
    if is_first:
        return Polled(after, Outcome.BASELINE, read.status)
    if new:
        take(transaction, after, new, now)
    return Polled(after, Outcome.NEW if new else Outcome.UNCHANGED, read.status, tuple(new))


def _make_presentable(item: FeedItem, now: datetime) -> FeedItem:
    """Return an entry that does not claim to come from the future, and has some title."""
    published = None if item.published is None else min(item.published, now)
    title = item.title or item.summary or item.link or item.id
    if len(title) > LONGEST_STAND_IN and not item.title:
        title = title[: LONGEST_STAND_IN - 1] + "…"
    return replace(item, published=published, title=title)
