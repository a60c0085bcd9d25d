"""`drumbeat run` in a process that dies where it is told to, in a time that runs faster.

The bot is put together by `bot.app.build` and kept running by `keep_running`, as by the command itself. Only
its database and its messenger are of kinds that note what they do, so that the process can kill itself at a
point of the send path, so many times after it was first reached.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import jobs.delivery
from bot import app, books
from bot.boards import PAUSE_SECONDS
from bot.commands.run import choose_door, keep_running
from bot.messenger import SlackMessenger
from bot.settings import Settings
from jobs.rules.delivery import Outcome
from storage import brainstorms
from storage.database import Database, Transaction
from storage.records import QueuedMessage

POINTS = (
    "before claim is committed",
    "after claim is committed",
    "before sending is committed",
    "after sending is committed",
    "before the call",
    "after the call",
    "before the end is committed",
    "after the end is committed",
)
"""The send path, in its order."""

SPEED = 20.0
TIMEOUT_SECONDS = 10 / SPEED
"""The client's own, in the faster time."""

_work = threading.local()
_doom: dict[str, int] = {}


def reach(point: str) -> None:
    """Die here, if this is the time."""
    if point in _doom:
        _doom[point] -= 1
        if _doom[point] == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def note(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return `work`, made to note what the open transaction is for."""

    def noted(*facts: Any, **named: Any) -> Any:
        done = work(*facts, **named)
        if done:
            _work.step = step
        return done

    return noted


class MarkedDatabase(Database):
    """Passes a point before and after each commit of the delivery."""

    @contextmanager
    def everywhere(self) -> Generator[Connection]:
        _work.step = None
        with super().everywhere() as connection:
            yield connection
            step = _work.step
            reach(f"before {step} is committed")
        reach(f"after {step} is committed")


class MarkedMessenger(SlackMessenger):
    """Passes a point before and after each post."""

    def post(
        self, transaction: Transaction, message: QueuedMessage, channel: str, words: object = None
    ) -> Callable[[], Outcome]:
        call = super().post(transaction, message, channel, words)

        def marked() -> Outcome:
            reach("before the call")
            outcome = call()
            reach("after the call")
            return outcome

        return marked


def run_doomed(
    settings: Settings,
    since: datetime,
    log: Path,
    point: str | None,
    times: int,
    *,
    speed: float = SPEED,
) -> None:
    """Run the bot in this process until SIGTERM, or until it has come to the point so many times."""
    with log.open("a") as lines:
        os.dup2(lines.fileno(), sys.stdout.fileno())
        os.dup2(lines.fileno(), sys.stderr.fileno())
    if point is not None:
        _doom[point] = times

    def now() -> datetime:
        return since + (app.read_clock() - since) * speed

    books.Database = MarkedDatabase
    app.SlackMessenger = MarkedMessenger
    for name, value in (
        ("TIMEOUT_SECONDS", TIMEOUT_SECONDS * SPEED / speed),
        ("TICK_SECONDS", 0.1),
        ("TICK_JITTER_SECONDS", 0),
    ):
        setattr(app, name, value)
    # The pause between two changes of a message is in real time; what keeps others away is longer than it.
    brainstorms.KEPT_FOR = max(brainstorms.KEPT_FOR, timedelta(seconds=PAUSE_SECONDS * speed))
    for name, step in (("claim_due", "claim"), ("mark_sending", "sending"), ("finish", "the end")):
        setattr(jobs.delivery, name, note(step, getattr(jobs.delivery, name)))
    drumbeat = app.build(settings, now)
    keep_running(drumbeat, choose_door(drumbeat, settings, None))
