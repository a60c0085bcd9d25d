"""Threads that a test starts and waits for, and none that it leaves behind."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import text

from storage.database import Database

T = TypeVar("T")

PATIENCE_SECONDS = 100.0
"""Reached only where something never happens; a bot may take seven seconds between two looks."""


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


def wait_until(look: Callable[[], T], what: str = "It", pause_seconds: float = 0.01) -> T:
    """Return the first true thing that `look` finds; the deadline is for what never comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what} did not come within {PATIENCE_SECONDS:g} seconds."
        time.sleep(pause_seconds)
    return found


def count_waiting(books: Database) -> int:
    """Return how many transactions of this PostgreSQL database wait for what another one holds."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with books.engine.connect() as connection:
        return connection.execute(waiting).scalar_one()


def wait_for_waiter(books: Database) -> None:
    """Return once a transaction of another thread waits for one that is open: not before they overlap."""

    def look() -> bool:
        writer = books._writer
        return count_waiting(books) > 0 if writer is None else writer._coming > 0

    wait_until(look, "Another transaction")
