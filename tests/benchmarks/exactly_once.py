"""Every message exactly once, whatever dies: thousands of messages through processes killed again and again.

    uv run python -m tests.benchmarks.exactly_once [--messages 2000] [--people 200] [--minutes 3] [--seed 4]

README.md beside this file says what happens meanwhile and how to read the table.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.playground.sockets import SocketMode
from storage.database import Database
from storage.migrations import migrate
from tests.benchmarks.own_postgresql import OwnServer, own_server
from tests.benchmarks.own_processes import describe_machine
from tests.benchmarks.weather import Weather
from tests.doomed_bot import POINTS, TIMEOUT_SECONDS
from tests.ordeal import Ordeal

COLUMNS = (
    "messages",
    "kills",
    "restarts",
    "database restarts",
    "connections cut",
    "answers lost",
    "answers too slow",
    "429s",
    "500s",
    "could not start",
    "minutes",
    "still waiting",
    "lost",
    "twice",
    "out of order",
    "not noted as sent",
)
ROWS = {
    "sqlite": "SQLite, 1 process",
    "postgresql": "PostgreSQL, 4 processes",
    "command": "PostgreSQL, 4 × `drumbeat run`",
}
COMMAND_TIMEOUT_SECONDS = 10
ROUGH = 0.5
"""So much of the time everything goes wrong; the rest is for what is still under way."""
PARTS = 10
"""The messages come into the queue in so many parts, while bots die."""


class Life(Protocol):
    """One process of the bot."""

    def kill(self) -> None:
        """End it as a crash would."""
        ...

    def read_end(self) -> int | None:
        """Return how it ended, or None while it lives."""
        ...


@dataclass(frozen=True, slots=True)
class MarkedLife:
    """A process in the faster time, which may die at a point of the send path."""

    ordeal: Ordeal
    draw: random.Random
    points: Iterator[str]

    def begin(self) -> Life:
        point = next(self.points) if self.draw.random() < 0.6 else None
        bot = self.ordeal.start_bot(point, times=self.draw.randint(1, 12))

        class Marked:
            def kill(self) -> None:
                bot.kill()
                bot.join(10)

            def read_end(self) -> int | None:
                return None if bot.is_alive() else bot.exitcode

        return Marked()


@dataclass(frozen=True, slots=True)
class CommandLife:
    """`drumbeat run` as people start it, in the time everybody knows."""

    ordeal: Ordeal
    log: Path

    def begin(self) -> Life:
        settings = self.ordeal.settings
        told = {
            "SLACK_BOT_TOKEN": settings.bot_token,
            "SLACK_APP_TOKEN": settings.app_token,
            "DATABASE_URL": settings.database_url,
            "SLACK_API_URL": settings.slack_api_url,
        }
        with self.log.open("a") as lines:
            bot = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                env={**os.environ, **told},  # noqa: TID251 (passed on as it is)
                stdout=lines,
                stderr=lines,
            )

        class Command:
            def kill(self) -> None:
                bot.kill()
                bot.wait(10)

            def read_end(self) -> int | None:
                return bot.poll()

        return Command()


@dataclass(slots=True)
class Keeper:
    """Keeps so many bots alive, and kills one of them now and then."""

    begin: Callable[[], Life]
    number: int
    draw: random.Random
    between: tuple[float, float]
    """So many seconds between two kills."""
    counts: Counter[str] = field(default_factory=Counter[str])
    lives: list[Life] = field(default_factory=list[Life])
    next_kill: float = 0.0

    def look(self, *, kill: bool) -> None:
        """Count who has died, kill somebody where it is time, and start those that are missing."""
        for life in list(self.lives):
            if (end := life.read_end()) is not None:
                self.lives.remove(life)
                self.counts["kills" if end == -signal.SIGKILL else "could not start"] += 1
        now = time.monotonic()
        if kill and self.lives and now > self.next_kill:
            self.next_kill = now + self.draw.uniform(*self.between)
            life = self.lives.pop(self.draw.randrange(len(self.lives)))
            life.kill()
            self.counts["kills"] += 1
        while len(self.lives) < self.number:
            self.lives.append(self.begin())
            self.counts["starts"] += 1

    def end(self) -> None:
        for life in self.lives:
            life.kill()


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of everything there is to be in one row of the table."""

    messages: int
    people: int
    seconds: float
    seed: int


@click.command()
@click.option("--messages", default=2_000, show_default=True)
@click.option("--people", default=200, show_default=True)
@click.option("--minutes", default=3.0, show_default=True, help="At most so long for each row of the table.")
@click.option("--seed", default=4, show_default=True)
@click.option("--only", type=click.Choice(list(ROWS)), help="One row alone.")
def main(messages: int, people: int, minutes: float, seed: int, only: str | None) -> None:
    """Print what died and what went wrong, and how many messages are lost or stand there twice."""
    print(f"seed {seed}, {describe_machine()}", flush=True)
    print(f"| | {' | '.join(COLUMNS)} |\n|{' --- |' * (len(COLUMNS) + 1)}", flush=True)
    measure = Measure(messages, people, minutes * 60, seed)
    good = [_suffer(name, measure) for name in ([only] if only else ROWS)]
    if not all(good):
        raise SystemExit(1)


def _suffer(name: str, measure: Measure) -> bool:
    """Print one row of the table and return whether it is as it should be."""
    draw = random.Random(measure.seed)
    fast = name != "command"
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = None if name == "sqlite" else stack.enter_context(own_server(folder))
        url = f"sqlite:///{folder}/drumbeat.db" if server is None else server.url
        books = Database(url)
        migrate(books)
        books.close()
        slow_ms = int(1500 * (TIMEOUT_SECONDS if fast else COMMAND_TIMEOUT_SECONDS))
        weather = Weather(random.Random(measure.seed), slow_ms)
        ordeal = Ordeal(url, measure.people, folder / "log", weather)
        stack.callback(ordeal.stop)
        life = MarkedLife(ordeal, draw, _cycle_points(draw)) if fast else CommandLife(ordeal, folder / "log")
        between = (0.5, 4.0) if fast else (2.0, 12.0)
        keeper = Keeper(life.begin, 1 if server is None else 4, draw, between)
        stack.callback(keeper.end)
        began = time.monotonic()
        _live_through(ordeal, keeper, server, weather, measure)
        taken = time.monotonic() - began
        faults = {"still waiting": ordeal.count_unfinished(), **ordeal.find_faults()}
        figures = {
            "messages": measure.messages,
            "minutes": f"{taken / 60:.1f}",
            "restarts": keeper.counts["starts"] - keeper.number,
            **weather.counts,
            **faults,
        }
        cells = [str(figures.get(column, keeper.counts.get(column, 0))) for column in COLUMNS]
        print(f"| {ROWS[name]} | {' | '.join(cells)} |", flush=True)
        if any(faults.values()):
            print(f"  states: {ordeal.count_states()}", flush=True)
        return not any(faults.values())


def _live_through(
    ordeal: Ordeal, keeper: Keeper, server: OwnServer | None, weather: Weather, measure: Measure
) -> None:
    """Queue in parts while everything goes wrong; for the rest let it be, and wait until all is out."""
    began = time.monotonic()
    rough = measure.seconds * ROUGH
    parts = [began + rough * 0.8 * part / PARTS for part in range(PARTS)]
    crashes = [] if server is None else [began + rough * share for share in (0.3, 0.6)]
    next_cut = began + 5
    while (now := time.monotonic()) < began + measure.seconds:
        stormy = now < began + rough
        if not stormy:
            weather.calm()
        if server is not None and crashes and now > crashes[0]:
            crashes.pop(0)
            server.crash()
            time.sleep(keeper.draw.uniform(0, 2))
            server.start_again()
            keeper.counts["database restarts"] += 1
        try:
            if parts and now > parts[0]:
                ordeal.queue(measure.messages // PARTS)
                parts.pop(0)
            if not parts and not stormy and not ordeal.count_unfinished():
                return
        except SQLAlchemyError:
            pass  # asked again: a key goes into the queue once, however often it is tried
        if stormy and now > next_cut:
            next_cut = now + keeper.draw.uniform(2, 10)
            ordeal.slack.trouble_connections(SocketMode.drop)
            keeper.counts["connections cut"] += 1
        keeper.look(kill=stormy)
        time.sleep(0.1)


def _cycle_points(draw: random.Random) -> Iterator[str]:
    """Yield every marked point again and again, each time in another order."""
    while True:
        yield from draw.sample(POINTS, len(POINTS))


if __name__ == "__main__":
    main()
