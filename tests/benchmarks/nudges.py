"""The weekly nudge and Home for a large team: 1,000 reps, 50 accounts each, a million touches.

    uv run python tests/benchmarks/nudges.py [--reps 1000] [--touches 1000000] [--postgresql]

README.md beside this file says how to read the figures.
"""

import resource
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import click
from own_postgresql import own_postgresql
from own_processes import describe_machine
from seeded_team import seed_team

from jobs.nudges import read_outlook
from jobs.rhythm_nights import refresh_rhythms
from jobs.schedule import TIMETABLE, queue_due
from jobs.team import read_team_report
from storage.database import Database
from storage.queue_depths import count_by_state
from storage.records import NewTouch
from storage.reps import list_reps
from storage.touches import add_touch, list_recent_touches

MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
ACCOUNTS_OF_EACH = 50
ASKED = 200
"""So many reps' Homes are read."""
READ_AGAIN = 9
"""So often the whole team is read."""


@click.command()
@click.option("--reps", default=1_000, show_default=True)
@click.option("--touches", default=1_000_000, show_default=True)
@click.option("--postgresql", is_flag=True, help="On PostgreSQL instead of SQLite.")
def main(reps: int, touches: int, *, postgresql: bool) -> None:
    """Measure the Monday of a large team."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(own_postgresql(folder)) if postgresql else f"sqlite:///{folder}/drumbeat.db"
        books = Database(url)
        stack.callback(books.close)
        with _timed("seeding"):
            team = seed_team(books, reps=reps, accounts=reps * ACCOUNTS_OF_EACH, touches=touches, now=MONDAY)
        print(describe_machine())
        _read_homes(books, team.workspace, min(reps, ASKED), "before the first night")
        with _timed("the night"):
            refresh_rhythms(books, team.workspace, MONDAY)
        _read_homes(books, team.workspace, min(reps, ASKED), "after it")
        _read_teams(books, team.workspace)
        _plan_monday(books, team.workspace)


def _read_homes(books: Database, workspace: int, number: int, when: str) -> None:
    taken: list[float] = []
    with books.reading(workspace) as reader:
        people = list_reps(reader)[:number]
    for rep in people:
        with books.reading(workspace) as reader:
            started = time.perf_counter()
            outlook = read_outlook(reader, rep, MONDAY.date())
            list_recent_touches(reader, rep_id=rep.id, most=5)
            taken.append(time.perf_counter() - started)
        assert outlook.total
    taken.sort()
    print(
        f"Home of one rep, {when}: median {median(taken) * 1000:.1f} ms, "
        f"p99 {taken[int(len(taken) * 0.99)] * 1000:.1f} ms ({number} reps)"
    )


def _read_teams(books: Database, workspace: int) -> None:
    """What a manager's Home adds to that; the weekly message reads the same, and again before it goes out."""
    taken: list[float] = []
    for _ in range(READ_AGAIN):
        with books.reading(workspace) as reader:
            manager = list_reps(reader)[0]
            started = time.perf_counter()
            read_team_report(reader, manager, MONDAY.date())
            taken.append(time.perf_counter() - started)
    print(f"The whole team for a manager: median of {READ_AGAIN} {median(taken) * 1000:.0f} ms")


def _plan_monday(books: Database, workspace: int) -> None:
    """Plan as the clock does, while somebody logs touches, who must not notice."""
    waits: list[float] = []
    with _meanwhile(lambda number: waits.append(_log_touch(books, workspace, number))):
        started, worked = time.perf_counter(), time.process_time()
        queued = queue_due(books, TIMETABLE, MONDAY)
        taken, worked = time.perf_counter() - started, time.process_time() - worked
    again = time.perf_counter()
    assert queue_due(books, TIMETABLE, MONDAY) == 0
    with books.everywhere() as connection:
        states = count_by_state(connection)
    reps = sum(states.values())
    print(
        f"Monday: {queued} nudges queued in {taken:.1f} s ({worked:.1f} s of work), "
        f"{taken / reps * 1000:.1f} ms ({worked / reps * 1000:.1f} ms) a rep; "
        f"asked again: {(time.perf_counter() - again) * 1000:.0f} ms"
    )
    print(
        f"Touches logged meanwhile: {len(waits)}, median {median(waits) * 1000:.1f} ms, "
        f"longest {max(waits) * 1000:.0f} ms"
    )
    print(f"Memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _log_touch(books: Database, workspace: int, number: int) -> float:
    started = time.perf_counter()
    with books.transaction(workspace) as transaction:
        new = NewTouch(1, 1, (MONDAY - timedelta(days=1)).date(), MONDAY, f"number {number}")
        add_touch(transaction, new, MONDAY, request=f"meanwhile {number}")
    return time.perf_counter() - started


@contextmanager
def _meanwhile(work: Callable[[int], object]) -> Iterator[None]:
    """Call `work` twenty times a second from another thread."""
    enough = threading.Event()

    def repeat() -> None:
        number = 0
        while not enough.wait(0.05):
            work(number)
            number += 1

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
