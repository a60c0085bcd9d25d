"""What is counted while the bot runs, in Prometheus's text format: numbers only, never who or what.

Labels are names out of the code (a listener, a kind of message), so there are few of them whatever happens.
"""

import importlib.metadata
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from jobs.rules.delivery import (
    AskedToWait,
    Closed,
    Gone,
    NoConversation,
    Outcome,
    Posted,
    Refused,
    ShutOut,
)
from storage.database import Database
from storage.feed_health import FEED_STATES, count_feeds_by_state
from storage.queue_depths import COUNTED, count_open, read_oldest_due

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LISTENER_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0)
"""Slack gives up on a command after three seconds."""

IN_CONTEXT = "drumbeat_metrics"
"""The name under which a request carries the metrics of the bot that answers it."""


class Metrics:
    """Everything one bot counts, in a registry of its own: a process may hold several bots, as tests do."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        # The number of threads is small and each adds up its own time: no lock of ours is needed.
        self._listeners = Histogram(
            "drumbeat_listener_seconds",
            "How long a command, a press, a form or an event took to answer.",
            ["listener"],
            buckets=LISTENER_SECONDS,
            registry=self.registry,
        )
        self._failures = Counter(
            "drumbeat_listener_failures",
            "Requests that ended in an apology.",
            ["listener"],
            registry=self.registry,
        )
        self._sends = Counter(
            "drumbeat_sends",
            "Attempts to post a queued message.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self._polls = Counter(
            "drumbeat_feed_polls",
            "Feeds that were asked, by what came of it.",
            ["outcome"],
            registry=self.registry,
        )
        self._headlines = Counter(
            "drumbeat_headlines",
            "New headlines, by whether they are about an account.",
            ["matched"],
            registry=self.registry,
        )
        self._waits = Counter(
            "drumbeat_rate_limit_waits", "How often Slack asked the delivery to wait.", registry=self.registry
        )
        self._waited = Counter(
            "drumbeat_rate_limit_wait_seconds", "How long Slack asked it to wait.", registry=self.registry
        )
        self._refused = Counter(
            "drumbeat_refused_requests",
            "HTTP requests that were answered without asking a listener.",
            ["reason"],
            registry=self.registry,
        )
        self._repeats = Counter(
            "drumbeat_repeated_requests",
            "Requests that Slack handed over a second time; nothing was done for them.",
            registry=self.registry,
        )
        self._connections = Gauge(
            "drumbeat_socket_mode_connections", "Open Socket Mode connections.", registry=self.registry
        )
        self._reconnects = Counter(
            "drumbeat_socket_mode_reconnects",
            "Socket Mode connections that took another one's place.",
            ["reason"],
            registry=self.registry,
        )
        Info("drumbeat_build", "The version that runs.", registry=self.registry).info(
            {"version": importlib.metadata.version("drumbeat")}
        )
        self._beat_at: float | None = None
        self._failed = False
        self._beating = threading.Lock()

    def time_listener(self, listener: str) -> AbstractContextManager[object]:
        """Return what measures a listener while it is entered."""
        return self._listeners.labels(listener).time()

    def count_failure(self, listener: str) -> None:
        self._failures.labels(listener).inc()

    def count_repeat(self) -> None:
        self._repeats.inc()

    def count_refusal(self, reason: str) -> None:
        self._refused.labels(reason).inc()

    def count_send(self, kind: str, outcome: Outcome) -> None:
        """Count what Slack made of a message."""
        self._sends.labels(kind, _name_outcome(outcome)).inc()
        self.count_wait(outcome)

    def count_wait(self, outcome: object) -> None:
        """Count that Slack asked to wait, if it did: posting, opening a conversation or looking one up."""
        if isinstance(outcome, AskedToWait):
            self._waits.inc()
            self._waited.inc(outcome.seconds)

    def set_connections(self, number: int) -> None:
        self._connections.set(number)

    def count_reconnect(self, reason: str) -> None:
        self._reconnects.labels(reason).inc()

    def note_beat(self) -> None:
        """The delivery is alive: it has got on with its work."""
        with self._beating:
            self._beat_at = time.monotonic()

    def note_round(self, *, failed: bool) -> None:
        """A round of the delivery has ended, as it should or because something failed that it needs."""
        self.note_beat()
        with self._beating:
            self._failed = failed

    @property
    def is_failing(self) -> bool:
        """Whether the last round of the delivery failed."""
        with self._beating:
            return self._failed

    @property
    def beat_age(self) -> float | None:
        """How many seconds ago the delivery was last alive; None before its first round."""
        with self._beating:
            return None if self._beat_at is None else time.monotonic() - self._beat_at

    def count_polls(self, outcomes: Mapping[str, int]) -> None:
        """Feeds were asked, and this is what came of it."""
        for outcome, number in outcomes.items():
            self._polls.labels(outcome).inc(number)

    def count_headlines(self, count: tuple[int, int]) -> None:
        """So many new headlines were about an account, and so many about nobody."""
        for matched, number in zip(("yes", "no"), count, strict=True):
            self._headlines.labels(matched).inc(number)

    def watch_queue(self, books: Database, now: Callable[[], datetime]) -> None:
        """From now on ask the database about its queue whenever somebody asks for the metrics."""
        self.registry.register(_Queue(books, now))

    def render(self) -> bytes:
        """Return all of it as text."""
        return generate_latest(self.registry)


class _Queue(Collector):
    """Depth and age of the queue, as the database says at the moment of asking."""

    def __init__(self, books: Database, now: Callable[[], datetime]) -> None:
        self._books = books
        self._now = now

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Registering asks for the names, and must not ask the database."""
        return ()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        now = self._now()
        with self._books.reading_everywhere() as connection:
            depths = count_open(connection)
            oldest = read_oldest_due(connection, now)
            feeds = count_feeds_by_state(connection)
        depth = GaugeMetricFamily(
            "drumbeat_queue_messages",
            "Messages that are not at their end, and those that were given up, by state.",
            labels=["state"],
        )
        for state in COUNTED:
            depth.add_metric([state.value], depths.get(state.value, 0))
        yield depth
        yield GaugeMetricFamily(
            "drumbeat_queue_oldest_due_seconds",
            "How long the oldest message that is due has been waiting; 0 where none is due.",
            value=0 if oldest is None else (now - oldest).total_seconds(),
        )
        health = GaugeMetricFamily("drumbeat_feeds", "Feeds that are watched, by state.", labels=["state"])
        for state in FEED_STATES:
            health.add_metric([state], feeds.get(state, 0))
        yield health


def _name_outcome(outcome: Outcome) -> str:
    match outcome:
        case Posted():
            return "posted"
        case Refused() | Gone() | Closed() | NoConversation():
            return "refused"
        case ShutOut():
            return "shut_out"
        case AskedToWait():
            return "asked_to_wait"
        case _:
            return "unclear"
