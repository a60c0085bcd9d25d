"""Threads that a test starts, and none that it leaves behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from storage.database import Database

PATIENCE_SECONDS = 60.0


@contextmanager
def leave_no_thread() -> Iterator[None]:
    """Whatever begins inside has to have ended, or to end by itself: some hear only later that they may."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + PATIENCE_SECONDS
    begun = set(threading.enumerate()) - before
    for thread in begun:
        thread.join(max(0.0, until - time.monotonic()))
    left = [thread.name for thread in begun if thread.is_alive()]
    assert not left, f"These threads were left behind: {left}"


def wait_for_waiter(books: Database) -> None:
    """Return once a transaction of another thread waits for one that is open: not before they overlap."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not _is_somebody_waiting(books):
        assert time.monotonic() < until, "No other transaction came to wait."
        time.sleep(0.005)


def _is_somebody_waiting(books: Database) -> bool:
    if books._writer is not None:
        return books._writer._coming > 0
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with books.engine.connect() as connection:
        return bool(connection.execute(query).scalar_one())
