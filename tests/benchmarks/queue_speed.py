"""How fast the queue is worked off, without Slack: claim, compose nothing, mark, finish.

    uv run python -m tests.benchmarks.queue_speed [--rows 20000] [--people 2000] [--postgresql]

README.md beside this file says how to read the figures.
"""

import shutil
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import insert

from jobs.delivery import deliver_due
from storage.database import Database
from storage.migrations import migrate
from storage.records import QueueState
from storage.tables import queued_message
from storage.workspaces import join_workspace
from tests.benchmarks.own_postgresql import own_postgresql
from tests.benchmarks.own_processes import describe_machine
from tests.builders import NOW
from tests.fakes import Clock, FakeMessenger

OTHERS = 100_000
"""So many rows lie beside those that are due."""


@click.command()
@click.option("--rows", default=20_000, show_default=True)
@click.option("--people", default=2_000, show_default=True)
@click.option("--postgresql", is_flag=True, help="On PostgreSQL instead of SQLite.")
def main(rows: int, people: int, *, postgresql: bool) -> None:
    """Print the rate of deliveries."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(own_postgresql(folder)) if postgresql else f"sqlite:///{folder}/drumbeat.db"
        books = Database(url)
        stack.callback(books.close)
        migrate(books)
        print(describe_machine())
        with books.everywhere() as connection:
            workspace = join_workspace(connection, "T1", "Brightside Media", NOW).id
        _measure(books, workspace, rows, people, "nothing else in the queue")
        _fill(books, workspace, OTHERS, people, "later", due_in=timedelta(days=3))
        _measure(books, workspace, rows, people, f"{OTHERS:,} queued for later")
        _fill(books, workspace, OTHERS, people, "done", state=QueueState.DONE)
        _measure(books, workspace, rows, people, f"{OTHERS:,} for later, and as many done")


def _measure(books: Database, workspace: int, rows: int, people: int, beside: str) -> None:
    _fill(books, workspace, rows, people, beside)
    slack = FakeMessenger()
    started, worked = time.perf_counter(), time.process_time()
    sent = 0
    while count := deliver_due(books, slack, {}, now=Clock(NOW), owner="benchmark").handled:
        sent += count
    taken, worked = time.perf_counter() - started, time.process_time() - worked
    assert sent == len(set(slack.keys)) == rows
    print(f"{beside}: {rows / taken:,.0f} a second ({worked / rows * 1e6:,.0f} µs of work each)", flush=True)


def _fill(
    books: Database,
    workspace: int,
    rows: int,
    people: int,
    name: str,
    *,
    due_in: timedelta = timedelta(0),
    state: QueueState = QueueState.READY,
) -> None:
    """Queue that many rows, the first of everybody before the second of anybody."""
    due_at = NOW + due_in
    moments = (
        {"next_at": due_at if state is QueueState.READY else None} if "next_at" in queued_message.c else {}
    )
    with books.transaction(workspace) as transaction:
        transaction.connection.execute(
            insert(queued_message),
            [
                {
                    "workspace": workspace,
                    "key": f"{name} {number}",
                    "kind": "message",
                    "recipient": f"U{number % people}",
                    "facts": {"week": "2026-W10"},
                    "due_at": due_at,
                    "useful_until": due_at + timedelta(days=2),
                    "state": state.value,
                    "token": f"{name} {number}",
                    **moments,
                }
                for number in range(rows)
            ],
        )
        if books.engine.dialect.name == "postgresql":
            transaction.connection.exec_driver_sql("ANALYZE queued_message")


if __name__ == "__main__":
    main()
