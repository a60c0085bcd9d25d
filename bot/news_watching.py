"""Watches the feeds while the bot runs: asks those that are due, takes the news in, and has it told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.metrics import Metrics
from jobs.feeds.client import FeedClient
from jobs.news import NewsTaker
from jobs.polling import PollCount, poll_due_feeds
from jobs.schedule import TIMETABLE, queue_due
from storage.database import Database

AFTER_POLLING = tuple(job for job in TIMETABLE if job.after_polling)


@dataclass(slots=True)
class NewsWatcher:
    """Everything that is needed to ask feeds; one round at a time, in the ticker's thread for them."""

    books: Database
    client: FeedClient
    owner: str
    metrics: Metrics = field(default_factory=Metrics)
    taker: NewsTaker = field(default_factory=NewsTaker)

    def watch(self, now: datetime, enough: Callable[[], bool] = lambda: False) -> tuple[PollCount, int]:
        """Ask the feeds that are due and queue what is to be told; returns both counts."""
        self.taker.prepare(self.books, now)
        try:
            count = poll_due_feeds(
                self.books,
                self.client,
                now,
                self.owner,
                self.taker,
                look_through=self.taker.look_through,
                enough=enough,
            )
        except Exception:
            self.taker.forget_stories()
            raise
        self.metrics.count_polls({each.value: number for each, number in count.outcomes.items()})
        self.metrics.count_headlines(self.taker.take_count())
        return count, queue_due(self.books, AFTER_POLLING, now, enough=enough)

    def close(self) -> None:
        """End the processes that read feeds."""
        self.client.close()
