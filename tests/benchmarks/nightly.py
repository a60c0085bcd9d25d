"""The nightly look at every account's rhythm: 1M touches of 100,000 accounts, 1,000 reps.

    uv run python tests/benchmarks/nightly.py [--accounts 100000] [--touches 1000000] [--postgresql]

README.md beside this file says how to read the figures.
"""

import resource
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import click
from own_postgresql import own_postgresql
from own_processes import describe_machine
from seeded_team import seed_team

from jobs.rhythm_nights import refresh_rhythms
from storage.database import Database, refresh_statistics
from storage.records import Kind, NewTouch
from storage.touches import add_touch, add_touches
from storage.workspaces import change_workspace

NIGHT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHARE = 100
"""One account in so many is touched during the day."""


@click.command()
@click.option("--reps", default=1_000, show_default=True)
@click.option("--accounts", default=100_000, show_default=True)
@click.option("--touches", default=1_000_000, show_default=True)
@click.option("--postgresql", is_flag=True, help="On PostgreSQL instead of SQLite.")
def main(reps: int, accounts: int, touches: int, *, postgresql: bool) -> None:
    """Measure the nights of a large team."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(own_postgresql(folder)) if postgresql else f"sqlite:///{folder}/drumbeat.db"
        books = Database(url)
        stack.callback(books.close)
        team = seed_team(books, reps=reps, accounts=accounts, touches=touches, now=NIGHT)
        with books.everywhere() as connection:
            refresh_statistics(connection)
        print(f"{describe_machine()}; before the first night {_peak()} MB", flush=True)
        _measure(books, team.workspace, "first night, every account", NIGHT)
        _measure(books, team.workspace, "asked again", NIGHT)
        _look_once_more(books, team.workspace, NIGHT.date())
        _measure(books, team.workspace, "the same night once more, nothing changed", NIGHT)
        _touch_some(books, team.workspace, accounts, reps)
        _look_once_more(books, team.workspace, NIGHT.date())
        _measure(books, team.workspace, f"after one account in {SHARE} was touched", NIGHT)
        _measure(books, team.workspace, "the next night", NIGHT + timedelta(days=1))


def _measure(books: Database, workspace: int, what: str, now: datetime) -> None:
    with _touches_meanwhile(books, workspace, now) as waits:
        started, worked = time.perf_counter(), time.process_time()
        rows = refresh_rhythms(books, workspace, now)
        taken, worked = time.perf_counter() - started, time.process_time() - worked
    waited = f"median {median(waits) * 1000:.1f}, longest {max(waits) * 1000:.0f} ms" if waits else "none"
    print(
        f"{what}: {rows:,} rows in {taken:.2f} s ({worked:.2f} s of work), peak memory {_peak()} MB; "
        f"{len(waits)} touches meanwhile: {waited}",
        flush=True,
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _look_once_more(books: Database, workspace: int, night: date) -> None:
    """Make the next run look, and not only see that this night has been."""
    with books.transaction(workspace) as transaction:
        change_workspace(transaction, rhythms_day=night - timedelta(days=1))


def _touch_some(books: Database, workspace: int, accounts: int, reps: int) -> None:
    day = NIGHT.date() - timedelta(days=1)
    with books.transaction(workspace) as transaction:
        chosen = range(1, accounts + 1, SHARE)
        add_touches(
            transaction,
            [
                NewTouch(
                    number, 1 + number % reps, day, NIGHT, "called", Kind.ATTENTION, external_id=f"n{number}"
                )
                for number in chosen
            ],
            NIGHT,
        )


@contextmanager
def _touches_meanwhile(books: Database, workspace: int, now: datetime) -> Iterator[list[float]]:
    """Log twenty touches a second of one account from another thread, and yield how long each took."""
    enough = threading.Event()
    waits: list[float] = []

    def log() -> None:
        while not enough.wait(0.05):
            started = time.perf_counter()
            with books.transaction(workspace) as transaction:
                new = NewTouch(1, 1, now.date() - timedelta(days=1), now, "meanwhile")
                add_touch(transaction, new, now)
            waits.append(time.perf_counter() - started)

    thread = threading.Thread(target=log)
    thread.start()
    try:
        yield waits
    finally:
        enough.set()
        thread.join()


if __name__ == "__main__":
    main()
