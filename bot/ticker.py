"""The ticker: asks again and again what is due, on a thread each for messages, long work and feeds."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor  # pyright: ignore[reportMissingTypeStubs]
from apscheduler.schedulers.background import BackgroundScheduler  # pyright: ignore[reportMissingTypeStubs]

from bot.failures import log_failure

logger = logging.getLogger("drumbeat.ticker")

BESIDE = "beside"
"""The thread for what takes long: no message waits behind it."""


FEEDS = "feeds"
"""The thread that waits for other people's servers."""


def make_ticker() -> BackgroundScheduler:
    """Return a ticker that does nothing yet.

    APScheduler only decides when to ask what is due. It keeps nothing: what is due is in the database, and
    any number of processes may ask.
    """
    return BackgroundScheduler(
        timezone=UTC,
        executors={name: ThreadPoolExecutor(1) for name in ("default", BESIDE, FEEDS)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )


def stop_ticker(ticker: BackgroundScheduler) -> None:
    """Let what runs finish, and stop; does nothing where it has not begun.

    Told to shut down while it hands out a job that runs once, APScheduler does not find that job any more,
    and its thread dies with a stack trace. So it begins nothing from here on and forgets its jobs first,
    which waits for what it is handing out.
    """
    if ticker.running:
        ticker.pause()
        ticker.remove_all_jobs()
        ticker.shutdown(wait=True)


def repeat_work(
    ticker: BackgroundScheduler,
    name: str,
    work: Callable[[], None],
    *,
    seconds: int,
    jitter: int,
    first_at: datetime,
    executor: str = "default",
) -> None:
    """Let something be done every so many seconds, give or take the jitter."""
    ticker.add_job(
        work,
        "interval",
        id=name,
        executor=executor,
        seconds=seconds,
        jitter=jitter,
        next_run_time=first_at,
    )


class Waker:
    """Asks for a tick at once.

    Bringing the next run of the interval forward would not do: while a tick is under way APScheduler skips
    it, and what came into the queue behind that tick's back would wait for the next one.
    """

    def __init__(self, ticker: BackgroundScheduler, executor: str = "default") -> None:
        self.work: Callable[[], None] = lambda: None
        self._ticker = ticker
        self._executor = executor
        self._asked = threading.Lock()

    def wake(self) -> None:
        """Let a tick begin as soon as the running one has ended; asked twice meanwhile, it comes once."""
        if self._ticker.running and self._asked.acquire(blocking=False):
            self._ticker.add_job(self._tick, executor=self._executor, misfire_grace_time=None)

    def _tick(self) -> None:
        # Whoever asks from here on asks for another one: this one may have looked already.
        self._asked.release()
        self.work()


def do_safely(what: str, work: Callable[[], int | None], told: str = "") -> None:
    """Do some work, log where it fails, and tell in the log of how many things it was, if it was any."""
    try:
        number = work()
    except Exception as error:
        log_failure(what, error)
    else:
        if number and told:
            logger.info(told, number)
