"""A clock that runs like the real one and can be moved, so that a week passes in a second."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import RLock

Listener = Callable[[datetime], None]


class MovableClock:
    """Tells the playground's time: the real time plus an offset; safe to use from several threads.

    The real time comes in as a function. The clock never goes backwards by itself, not even when the
    machine's clock is set back; only `move_to(..., backwards=True)` does that.
    """

    def __init__(self, real_now: Callable[[], datetime]) -> None:
        self._real_now = real_now
        self._offset = timedelta()
        self._paused_at: datetime | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)
        self._listeners: list[Listener] = []
        self._lock = RLock()

    def now(self) -> datetime:
        """Return the playground's time, in UTC."""
        with self._lock:
            moment = self._paused_at or (self.real_now() + self._offset)
            self._latest = max(self._latest, moment)
            return self._latest

    def real_now(self) -> datetime:
        """Return the time outside, in UTC; signatures of requests are checked against it."""
        return self._real_now().astimezone(UTC)

    @property
    def running(self) -> bool:
        """Whether time passes by itself."""
        with self._lock:
            return self._paused_at is None

    def move_to(self, moment: datetime, *, backwards: bool = False) -> datetime:
        """Set the clock to a moment, tell the listeners, and return the new time.

        Raises:
            ValueError: the moment has no time zone, or lies in the past and `backwards` is not set.
        """
        if moment.tzinfo is None:
            raise ValueError("The moment needs a time zone, for example 2026-11-30T08:30:00+00:00.")
        moment = moment.astimezone(UTC)
        with self._lock:
            if moment < self.now() and not backwards:
                raise ValueError("The clock only moves forward; that moment has passed.")
            self._latest = moment
            self._offset = moment - self.real_now()
            if self._paused_at is not None:
                self._paused_at = moment
        return self._tell_listeners()

    def move_forward(self, by: timedelta) -> datetime:
        """Let that much time pass at once, tell the listeners, and return the new time."""
        with self._lock:
            target = self.now() + by
        return self.move_to(target)

    def pause(self) -> None:
        """Stop the time where it is; it can still be moved."""
        with self._lock:
            if self._paused_at is None:
                self._paused_at = self.now()
        self._tell_listeners()

    def resume(self) -> None:
        """Let the time run on from where it stands."""
        with self._lock:
            if self._paused_at is not None:
                self._offset = self._paused_at - self.real_now()
                self._paused_at = None
        self._tell_listeners()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(now)` after each move, pause or resume, in the thread that caused it.

        Returns a function that ends the subscription.
        """
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def _tell_listeners(self) -> datetime:
        with self._lock:
            listeners = list(self._listeners)
            now = self.now()
        # Outside the lock: a listener may wait for another thread that asks for the time.
        for listener in listeners:
            listener(now)
        return now
