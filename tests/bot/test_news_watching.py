"""Rounds of asking the feeds: whoever comes second waits for the first."""

import threading
from datetime import datetime
from typing import Any, cast

import pytest

from bot import news_watching
from bot.news_watching import NewsWatcher
from jobs.feeds.client import FeedClient
from jobs.polling import PollCount
from storage.database import Database


def test_two_rounds_at_once_are_one_after_the_other(
    sqlite_books: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one of them had found out about the entries it read was thrown away by the other."""
    begun, met = threading.Semaphore(0), threading.Event()
    inside: list[int] = []

    def poll(*_: Any, **__: Any) -> PollCount:
        inside.append(1)
        begun.release()
        if len(inside) > 1:
            met.set()
        # Whoever does not wait for its turn comes meanwhile.
        met.wait(0.2)
        inside.pop()
        return PollCount()

    monkeypatch.setattr(news_watching, "poll_due_feeds", poll)
    watcher = NewsWatcher(sqlite_books, cast("FeedClient", None), "a bot")
    rounds = [threading.Thread(target=watcher.watch, args=(now,)) for _ in range(2)]
    for each in rounds:
        each.start()
    for each in rounds:
        each.join()
    assert begun.acquire(blocking=False)
    assert begun.acquire(blocking=False)
    assert not met.is_set()
