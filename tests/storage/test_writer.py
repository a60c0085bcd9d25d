"""SQLite's writer: turns, shared commits, and what happens to the others when one goes wrong."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, insert, select, text

from storage import writer as writer_module
from storage.database import Database
from storage.tables import workspace
from storage.writer import NotStoredError, Writer
from tests.builders import NOW
from tests.threads import wait_until

Work = Callable[[Connection], None]


@pytest.fixture
def writer(sqlite_books: Database) -> Iterator[Writer]:
    writer = Writer(sqlite_books.engine)
    yield writer
    writer.close()


def adding(name: str) -> Work:
    def add(connection: Connection) -> None:
        connection.execute(insert(workspace).values(name=name, created_at=NOW))

    return add


def failing(connection: Connection) -> None:
    adding("Half done")(connection)
    raise ZeroDivisionError


def run_together(writer: Writer, *works: Work) -> tuple[list[Future[None]], list[str]]:
    """Do the first work when all the others wait for their turn; also return the ends that SQLite saw."""
    started, ends = threading.Event(), []

    def do(work: Work) -> None:
        with writer.transaction() as connection:
            work(connection)

    def lead() -> None:
        with writer.transaction() as connection:
            driver = connection.connection.driver_connection
            driver.set_trace_callback(lambda sql: ends.append(sql) if sql in ("COMMIT", "ROLLBACK") else None)
            started.set()
            wait_until(lambda: writer._coming == len(works) - 1)
            works[0](connection)

    with ThreadPoolExecutor(len(works)) as threads:
        first = threads.submit(lead)
        started.wait(60)
        done = [first, *(threads.submit(do, work) for work in works[1:])]
    return done, ends


def names(books: Database) -> set[str]:
    with books.engine.connect() as connection:
        return set(connection.execute(select(workspace.c.name)).scalars())


def test_transactions_that_wait_for_each_other_share_one_commit(
    writer: Writer, sqlite_books: Database
) -> None:
    done, ends = run_together(writer, *(adding(f"Team {number}") for number in range(6)))
    assert [each.exception() for each in done] == [None] * 6
    assert ends == ["COMMIT"]
    assert names(sqlite_books) == {f"Team {number}" for number in range(6)}


def test_an_exception_takes_back_its_own_work_only(writer: Writer, sqlite_books: Database) -> None:
    done, _ = run_together(writer, adding("First"), failing, adding("Last"))
    assert [type(each.exception()) for each in done] == [type(None), ZeroDivisionError, type(None)]
    assert names(sqlite_books) == {"First", "Last"}


def test_an_exception_in_the_first_leaves_the_others_their_own_commit(
    writer: Writer, sqlite_books: Database
) -> None:
    done, ends = run_together(writer, failing, adding("Second"), adding("Third"))
    assert [type(each.exception()) for each in done] == [ZeroDivisionError, type(None), type(None)]
    assert ends == ["ROLLBACK", "COMMIT"]
    assert names(sqlite_books) == {"Second", "Third"}


def test_nobody_goes_on_as_if_stored_when_the_shared_commit_fails(
    writer: Writer, sqlite_books: Database
) -> None:
    def promise_what_does_not_hold(connection: Connection) -> None:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(
            text("INSERT INTO alias (workspace, folded_alias, alias, account_id) VALUES (9, 'x', 'x', 9)")
        )

    done, _ = run_together(writer, adding("First"), promise_what_does_not_hold, adding("Last"))
    assert [type(each.exception()) for each in done] == [NotStoredError] * 3
    assert names(sqlite_books) == set()
    assert writer.lost == 1
    with writer.transaction() as connection:
        adding("Later")(connection)
    assert names(sqlite_books) == {"Later"}


def test_nobody_goes_on_as_if_stored_when_sqlite_takes_everything_back(
    writer: Writer, sqlite_books: Database
) -> None:
    """As it does when the disk is full."""

    def collide(connection: Connection) -> None:
        adding("Second")(connection)
        connection.execute(text("INSERT OR ROLLBACK INTO workspace SELECT * FROM workspace"))

    done, _ = run_together(writer, adding("First"), collide, adding("Last"))
    assert type(done[0].exception()) is NotStoredError
    assert done[1].exception() is not None
    assert done[2].exception() is None
    assert names(sqlite_books) == {"Last"}


def test_a_commit_left_to_one_who_never_comes_is_made_all_the_same(
    writer: Writer, sqlite_books: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "PATIENCE_SECONDS", 0.01)
    writer._coming += 1
    with writer.transaction() as connection:
        adding("Waiting")(connection)
    assert names(sqlite_books) == {"Waiting"}


def test_no_more_than_a_handful_wait_for_one_commit(
    writer: Writer, sqlite_books: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "MOST_TOGETHER", 2)
    _, ends = run_together(writer, *(adding(f"Team {number}") for number in range(6)))
    assert ends == ["COMMIT"] * 3
    assert len(names(sqlite_books)) == 6
