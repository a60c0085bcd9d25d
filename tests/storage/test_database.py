import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, literal, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage import accounts, touches
from storage.database import Database, DatabaseAddressError, Instant, insert_into, read_address
from storage.records import Workspace
from storage.tables import account
from storage.tables import workspace as workspace_table
from storage.workspaces import change_workspace, read_workspace
from tests.builders import NOW, TODAY, a_touch, a_workspace, an_account

NO_DIALECT = None


@given(
    st.datetimes(
        min_value=datetime(1, 1, 2),  # noqa: DTZ001 (hypothesis adds the zone)
        max_value=datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
def test_an_instant_comes_back_as_the_same_moment_in_utc(value: datetime) -> None:
    instant = Instant()
    stored = instant.process_bind_param(value, NO_DIALECT)
    back = instant.process_result_value(stored, NO_DIALECT)
    assert back == value.astimezone(UTC)
    assert back.tzinfo is UTC


def test_an_instant_keeps_microseconds_and_offset_through_the_database(books: Database) -> None:
    value = datetime(2026, 3, 4, 23, 59, 59, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with books.everywhere() as connection:
        back = connection.execute(select(literal(value, Instant))).scalar_one()
        nothing = connection.execute(select(bindparam("empty", None, Instant))).scalar_one()
    assert back == value
    assert nothing is None


def test_an_instant_without_zone_is_refused(books: Database) -> None:
    naive = datetime(2026, 3, 4, 12)  # noqa: DTZ001
    with books.everywhere() as connection, pytest.raises(StatementError, match="has no time zone"):
        connection.execute(select(literal(naive, Instant)))


@pytest.mark.skipif(os.name != "posix", reason="Only there files have such permissions.")
def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    """Every user of a server could read what a team wrote about its clients, though not its backups."""
    known = tmp_path / "known.db"
    known.touch(0o644)
    for path, mode in ((tmp_path / "new.db", 0o600), (known, 0o644)):
        database = Database(f"sqlite:///{path}")
        with database.everywhere() as connection:
            connection.execute(text("CREATE TABLE one (two TEXT)"))
            files = [each for each in tmp_path.iterdir() if each.name.startswith(path.name)]
            assert {each.stat().st_mode & 0o777 for each in files} == {mode}
        assert len(files) == 3
        database.close()


def test_a_transaction_commits_unless_an_exception_passes(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, "Kept")
    with pytest.raises(RuntimeError):
        _write_and_fail(books, workspace.id)
    with books.reading(workspace.id) as transaction:
        assert [each.name for each in accounts.list_accounts(transaction)] == ["Kept"]


def _write_and_fail(books: Database, workspace_id: int) -> None:
    with books.transaction(workspace_id) as transaction:
        an_account(transaction, "Dropped")
        raise RuntimeError


def test_read_then_write_in_eight_threads_never_finds_the_database_locked(
    books: Database, workspace: Workspace
) -> None:
    """A deferred BEGIN fails here in most transactions: what was read is stale when the write comes."""
    start = threading.Barrier(8)

    def count_up() -> None:
        start.wait()
        for _ in range(10):
            with books.transaction(workspace.id) as transaction:
                read_workspace(transaction)
                change_workspace(transaction, directory_version=workspace_table.c.directory_version + 1)

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(count_up) for _ in range(8)]:
            done.result()
    with books.reading(workspace.id) as transaction:
        version = transaction.connection.execute(select(workspace_table.c.directory_version)).scalar_one()
    assert version == 80


def test_two_engines_on_one_sqlite_file_wait_for_each_other(migrated_sqlite: str) -> None:
    """As two processes do: the lock inside `Database` does not help between them."""
    books, others = Database(migrated_sqlite), Database(migrated_sqlite)
    here = a_workspace(books)

    def count_up(database: Database) -> None:
        for _ in range(20):
            with database.transaction(here.id) as transaction:
                read_workspace(transaction)
                change_workspace(transaction, directory_version=workspace_table.c.directory_version + 1)

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(count_up, database) for database in [books, others] * 4]:
            done.result()
    with books.reading(here.id) as transaction:
        assert transaction.connection.execute(select(workspace_table.c.directory_version)).scalar_one() == 160
    books.close()
    others.close()


def test_a_reading_transaction_sees_one_state_while_others_write(
    books: Database, workspace: Workspace
) -> None:
    with books.transaction(workspace.id) as transaction:
        acme = an_account(transaction)
        a_touch(transaction, acme)
    with books.reading(workspace.id) as reader:
        assert touches.count_touches(reader) == 1
        with books.transaction(workspace.id) as transaction:
            an_account(transaction, "Borg")
            a_touch(transaction, acme, days_ago=1)
        assert touches.count_touches(reader) == 1
        assert len(accounts.list_accounts(reader)) == 1
    with books.reading(workspace.id) as reader:
        assert touches.count_touches(reader) == 2


def test_a_reading_transaction_does_not_keep_a_writer_waiting(books: Database, workspace: Workspace) -> None:
    with books.reading(workspace.id) as reader:
        read_workspace(reader)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_add_acme, books, workspace.id).result(timeout=60)


def _add_acme(books: Database, workspace_id: int) -> None:
    with books.transaction(workspace_id) as transaction:
        an_account(transaction)


def test_a_connection_that_was_reading_can_write_again(books: Database, workspace: Workspace) -> None:
    for number in range(3):
        with books.reading(workspace.id) as reader:
            accounts.list_accounts(reader)
        with books.transaction(workspace.id) as transaction:
            an_account(transaction, f"Account {number}")
    with books.reading(workspace.id) as reader:
        assert len(accounts.list_accounts(reader)) == 3


def test_rows_of_another_workspace_cannot_be_referred_to(books: Database, workspace: Workspace) -> None:
    other = a_workspace(books, "Others", "T2")
    with books.transaction(other.id) as transaction:
        theirs = an_account(transaction)
    with pytest.raises(IntegrityError), books.transaction(workspace.id) as transaction:
        a_touch(transaction, theirs)


def test_insert_into_knows_on_conflict_on_both_engines(books: Database, workspace: Workspace) -> None:
    with books.everywhere() as connection:
        for _ in range(2):
            connection.execute(
                insert_into(connection, account)
                .values(workspace=workspace.id, name="Acme", folded_name="acme", added_on=TODAY)
                .on_conflict_do_nothing(index_elements=["workspace", "folded_name"])
            )
        assert connection.execute(text("SELECT count(*) FROM account")).scalar_one() == 1


def test_sqlite_syncs_every_commit_and_enforces_foreign_keys(sqlite_books: Database) -> None:
    with sqlite_books.everywhere() as connection:
        read = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_sqlite_file_gets_the_folder_it_needs(tmp_path: Path) -> None:
    books = Database(f"sqlite:///{tmp_path / 'a' / 'b' / 'drumbeat.db'}")
    with books.everywhere() as connection:
        connection.execute(text("SELECT 1"))
    books.close()
    assert (tmp_path / "a" / "b" / "drumbeat.db").exists()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///drumbeat.db", "sqlite+pysqlite"),
        ("postgresql://me:secret@host/books", "postgresql+psycopg"),
        ("postgres://me:secret@host:5432/books", "postgresql+psycopg"),
        ("postgresql+psycopg2://host/books", "postgresql+psycopg"),
    ],
)
def test_an_address_gets_the_driver_drumbeat_ships(url: str, driver: str) -> None:
    assert read_address(url).drivername == driver


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "not a database address"),
        ("drumbeat.db", "not a database address"),
        ("postgresql://me@host:port/books", "not a database address"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://host/books", "names mysql"),
    ],
)
def test_an_address_that_cannot_be_used_says_what_to_write(url: str, sentence: str) -> None:
    with pytest.raises(DatabaseAddressError, match=sentence) as error:
        read_address(url)
    assert "SQLite" in str(error.value) or "sqlite:///drumbeat.db" in str(error.value)


def test_a_password_does_not_show_in_an_error_or_a_print() -> None:
    address = read_address("postgresql://me:secret@host/books")
    assert "secret" not in repr(address)
    assert NOW.tzinfo is UTC
