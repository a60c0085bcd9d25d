"""Threads that a test starts, and none that it leaves behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

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
