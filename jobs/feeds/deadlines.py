"""Ending processes that take too long: one thread watches over all of them."""

import subprocess
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

_LOOKS_EVERY_SECONDS = 0.25
_ENDS_WITHIN_SECONDS = 5.0


class DeadlineWatch:
    """Kills processes at their deadlines.

    A timer for each document would be a thread for each, which takes longer to start than most take to read.
    The thread that watches begins with the first process and sleeps while there is none.
    """

    def __init__(self) -> None:
        self._due: dict[subprocess.Popen[bytes], float] = {}
        self._changed = threading.Condition()
        self._sleeps = False
        self._ended = False
        self._thread: threading.Thread | None = None

    @contextmanager
    def limit(self, process: subprocess.Popen[bytes], seconds: float) -> Generator[None]:
        """Kill the process if the block lasts longer."""
        with self._changed:
            self._due[process] = time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="feed-deadlines", daemon=True)
                self._thread.start()
            elif self._sleeps:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                del self._due[process]
            if self._ended:
                self.end()

    def end(self) -> None:
        """Let the thread end once no process is watched any more, and wait for that where none is."""
        with self._changed:
            self._ended = True
            thread = None if self._due else self._thread
            self._changed.notify()
        if thread is not None:
            thread.join(_ENDS_WITHIN_SECONDS)

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for process, due in self._due.items():
                    if due <= now:
                        process.kill()
                if self._due:
                    self._changed.wait(_LOOKS_EVERY_SECONDS)
                elif self._ended:
                    self._thread = None
                    return
                else:
                    self._sleeps = True
                    self._changed.wait()
                    self._sleeps = False
