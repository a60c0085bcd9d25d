"""A thread that does one thing again and again: at once where it is woken, and until it is stopped."""

import threading
from collections.abc import Callable

from bot.failures import log_failure


class Worker:
    """Does what it is given on a thread of its own, so that nobody waits for it.

    Between two times it rests for `pause_seconds`. Where there was nothing to do it then waits to be woken,
    and looks by itself after `idle_seconds`, if that is given. What fails is noted as `what`, and done again.
    """

    def __init__(
        self, name: str, what: str, *, pause_seconds: float, idle_seconds: float | None = None
    ) -> None:
        self._name, self._what = name, what
        self._pause_seconds, self._idle_seconds = pause_seconds, idle_seconds
        self._change = threading.Condition()
        self._woken = False
        self._stopping = False
        self._busy = False
        self._thread: threading.Thread | None = None

    @property
    def stopping(self) -> bool:
        """It is to end soon: whoever works long looks at this now and then."""
        return self._stopping

    @property
    def at_rest(self) -> bool:
        """All has been tried that it was woken for before now, with no more to do; or it was stopped."""
        with self._change:
            return self._stopping or not (self._woken or self._busy)

    def start(self, do: Callable[[], bool]) -> None:
        """Begin; `do` returns whether there is more to do after the pause."""
        self._thread = threading.Thread(target=self._work, args=(do,), name=self._name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is something to do; asked again before it is begun, it is done once."""
        with self._change:
            self._woken = True
            self._change.notify()

    def stop(self, patience: float) -> None:
        """Let it finish what it is at, for so many seconds, and end."""
        with self._change:
            self._stopping = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join(timeout=patience)

    def _work(self, do: Callable[[], bool]) -> None:
        goes_on = False
        while True:
            with self._change:
                if not goes_on:
                    self._change.wait_for(lambda: self._stopping or self._woken, timeout=self._idle_seconds)
                if self._stopping:
                    return
                self._woken, self._busy = False, True
            goes_on = False
            try:
                goes_on = do()
            except Exception as error:
                log_failure(self._what, error)
            with self._change:
                self._busy = goes_on
                self._change.wait_for(lambda: self._stopping, timeout=self._pause_seconds)
