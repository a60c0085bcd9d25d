import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, insert, inspect, select, text

from storage import migrations
from storage.accounts import list_accounts
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, LibraryReader, Rhythm
from storage.brainstorm_tables import brainstorm, commitment, commitment_tick, location, metadata
from storage.brainstorms import list_brainstorms_under_way
from storage.commitment_ticks import add_tick, remove_tick
from storage.commitments import add_commitments, list_commitments
from storage.database import Database, Transaction
from storage.feed_tables import feed
from storage.feeds import list_feeds, remove_feed
from storage.locations import add_locations, list_locations, list_locations_of_touch
from storage.migrations import NEWEST, DatabaseTooNewError, is_current, migrate
from storage.nudge_lines import add_lines, list_lines
from storage.records import NewTouch, QueuedMessage, Rep, Tier
from storage.samples import add_sample, remove_samples
from storage.tables import account, nudge_line, touch
from storage.touches import add_touch
from tests.builders import NOW, TODAY, a_message, a_rep, a_workspace, an_account

VERSIONS = Path(migrations.__file__).parent / "versions"
ROOT = Path(__file__).parents[2]

_MIGRATE = """
import sys
from storage.database import Database
from storage.migrations import migrate
print("ready", flush=True)
sys.stdin.readline()
books = Database(sys.argv[1])
print(migrate(books))
books.close()
"""


def test_the_migrations_give_the_schema_of_the_tables(books: Database) -> None:
    with books.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_give_the_very_columns_and_names_of_the_tables(empty_database_url: str) -> None:
    """Alembic compares neither every default nor every name, and later revisions need the names."""
    books = Database(empty_database_url)
    migrate(books)
    migrated = _describe(books)
    with books.everywhere() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    assert _describe(books) == migrated
    books.close()


def _describe(books: Database) -> dict[str, Any]:
    inspector = inspect(books.engine)
    return {
        name: {
            "columns": {
                each["name"]: (str(each["type"]), each["nullable"], each["default"])
                for each in inspector.get_columns(name)
            },
            "primary key": inspector.get_pk_constraint(name),
            "unique": sorted(map(str, inspector.get_unique_constraints(name))),
            "indexes": sorted(_describe_index(each) for each in inspector.get_indexes(name)),
            "foreign keys": sorted(map(str, inspector.get_foreign_keys(name))),
        }
        for name in metadata.tables
    }


def _describe_index(index: Any) -> str:
    options = {name: str(option) for name, option in index.pop("dialect_options", {}).items()}
    return f"{index} {options}"


def test_newest_is_the_newest_file() -> None:
    assert max(path.name[:4] for path in VERSIONS.glob("[0-9]*.py")) == NEWEST


def test_a_new_database_is_migrated_once(empty_database_url: str) -> None:
    books = Database(empty_database_url)
    assert not is_current(books)
    assert migrate(books)
    assert is_current(books)
    assert not migrate(books)
    here = a_workspace(books)
    with books.transaction(here.id) as transaction:
        an_account(transaction)
    books.close()


def _add_account_of_before(transaction: Transaction, rep_id: int | None = None, name: str = "Acme") -> int:
    """Add an account as the schema of before knows it."""
    return transaction.connection.execute(
        insert(account)
        .values(workspace=transaction.workspace, name=name, folded_name=name, added_on=TODAY, rep_id=rep_id)
        .returning(account.c.id)
    ).scalar_one()


def _add_touch_of_before(transaction: Transaction, account_id: int) -> int:
    facts = {"kind": "attention", "day": TODAY, "at": NOW, "note": "met", "created_at": NOW}
    return transaction.connection.execute(
        insert(touch)
        .values(workspace=transaction.workspace, account_id=account_id, **facts)
        .returning(touch.c.id)
    ).scalar_one()


def _read_rows(transaction: Transaction) -> list[Any]:
    tables = (touch, nudge_line)
    return [transaction.connection.execute(select(each).order_by(each.c.id)).all() for each in tables]


def test_accounts_of_before_are_no_samples_and_no_number_is_given_out_twice(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Samples go again, and a button of an old message must not mean what has come in their place."""
    books = Database(empty_database_url)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "NEWEST", "0012")
        migrate(books)
    here = a_workspace(books)
    with books.transaction(here.id) as transaction:
        sam = a_rep(transaction)
        acme_id = _add_account_of_before(transaction, sam.id)
        touch_id = _add_touch_of_before(transaction, acme_id)
        line = {"message_id": a_message(transaction).id, "position": 0, "facts": {"days": 3}}
        transaction.connection.execute(
            insert(nudge_line).values(workspace=here.id, account_id=acme_id, **line)
        )
        before = _read_rows(transaction)
    places = _find_places(books)
    assert migrate(books)
    assert _find_places(books) == places, "a million touches are not to be written anew"
    with books.transaction(here.id) as transaction:
        assert _read_rows(transaction) == before
        [acme] = list_accounts(transaction)
        assert (acme.id, acme.sample_of) == (acme_id, None)
        message = a_message(transaction, "another")
        gone = _add_everything(transaction, sam, message)
        assert remove_samples(transaction, sam.id) == 1
        new = _add_everything(transaction, sam, message)
        assert all(later > earlier for earlier, later in zip(gone, new, strict=True))
        assert touch_id < gone[1]
    books.close()


def _find_places(books: Database) -> list[Any]:
    """Where in SQLite's file the large tables begin: it changes when one is made anew."""
    query = "SELECT name, rootpage FROM sqlite_master WHERE name IN ('touch', 'nudge_line') ORDER BY name"
    with books.everywhere() as connection:
        return list(connection.execute(text(query)).all()) if books.is_sqlite else []


def _add_everything(transaction: Transaction, rep: Rep, message: QueuedMessage) -> tuple[int, int, int]:
    account_id = add_sample(transaction, rep.id, "Wren (sample)", tier=Tier.B, added_on=TODAY)
    touch_id = add_touch(transaction, NewTouch(account_id, rep.id, TODAY, NOW, "met"), NOW)
    add_lines(transaction, message.id, [(account_id, {"days": 3})])
    assert touch_id is not None
    return account_id, touch_id, list_lines(transaction, message.id)[-1].id


def test_the_ticks_of_before_are_kept(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """NS-15: with the migrations a touch may tick several locations, and no tick is lost or numbered anew."""
    books = Database(empty_database_url)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "NEWEST", "0009")
        migrate(books)
    here = a_workspace(books)
    with books.transaction(here.id) as transaction:
        sam = a_rep(transaction)
        acme_id = _add_account_of_before(transaction, sam.id)
        opened_id = _add_brainstorm_of_before(transaction, sam)
        idea_id = add_brainstorm_idea(transaction, opened_id, sam.id, "visit every store", NOW)
        assert idea_id is not None
        add_commitments(transaction, sam.id, [Choice(idea_id, acme_id, Rhythm.LOCATIONS)], NOW)
        [taken] = list_commitments(transaction)
        # As it was written then: nobody noted with which touch one came.
        places = [
            {"workspace": here.id, "account_id": acme_id, "name": name, "folded_name": name.lower()}
            for name in ("Mill Street", "Quay", "Pier")
        ]
        transaction.connection.execute(insert(location), places)
        mill, pier, quay = list_locations(transaction)
        touch_id = _add_touch_of_before(transaction, acme_id)
        add_tick(transaction, taken.id, TODAY, NOW, location_id=mill.id, touch_id=touch_id)
        add_tick(transaction, taken.id, TODAY, NOW, location_id=quay.id)
        add_tick(transaction, taken.id, TODAY, NOW)
        last = add_tick(transaction, taken.id, TODAY, NOW, touch_id=999)
        assert last is not None
        remove_tick(transaction, last)
        before = transaction.connection.execute(select(commitment_tick).order_by(commitment_tick.c.id)).all()
    assert migrate(books)
    with books.transaction(here.id) as transaction:
        kept = transaction.connection.execute(select(commitment_tick).order_by(commitment_tick.c.id)).all()
        assert kept == before
        assert list(list_locations(transaction)) == [mill, pier, quay]
        assert not list_locations_of_touch(transaction, touch_id)
        add_locations(transaction, acme_id, ["Canal Road"], touch_id=touch_id)
        [new] = list_locations_of_touch(transaction, touch_id)
        assert new.name == "Canal Road"
        assert len(kept) == 3
        at_quay = add_tick(transaction, taken.id, TODAY, NOW, location_id=quay.id, touch_id=touch_id)
        assert at_quay is not None
        assert at_quay > last, "the number of a tick that was taken back was given out again"
        for place in (mill.id, quay.id):
            assert add_tick(transaction, taken.id, TODAY, NOW, location_id=place, touch_id=touch_id) is None
        transaction.connection.execute(delete(commitment))
        assert not transaction.connection.execute(select(commitment_tick)).all()
    books.close()


def _add_brainstorm_of_before(transaction: Transaction, opened_by: Rep) -> int:
    """Today's storage knows columns that there were not."""
    return transaction.connection.execute(
        insert(brainstorm)
        .values(
            workspace=transaction.workspace,
            channel="C1",
            opened_by=opened_by.id,
            question="How?",
            phase="ideas",
            ideas_minutes=8,
            choosing_minutes=4,
            opened_at=NOW,
        )
        .returning(brainstorm.c.id)
    ).scalar_one()


def test_what_stood_before_is_watched_and_open_to_the_team(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No feed counts as removed and no brainstorm as private, of which nobody knows."""
    books = Database(empty_database_url)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "NEWEST", "0010")
        migrate(books)
    here = a_workspace(books)
    with books.transaction(here.id) as transaction:
        sam = a_rep(transaction)
        _add_brainstorm_of_before(transaction, sam)
        facts = {"url": "u", "given_url": "u", "host": "h", "scope": "team", "about": "team:"}
        transaction.connection.execute(
            insert(feed).values(workspace=here.id, added_at=NOW, interval_seconds=60, **facts)
        )
    assert migrate(books)
    with books.transaction(here.id) as transaction:
        assert [each.given_url for each in list_feeds(transaction)] == ["u"]
        shown = list_brainstorms_under_way(transaction, reader=LibraryReader())
        assert [each.channel for each in shown] == ["C1"]
        [feed_id] = [each.id for each in list_feeds(transaction)]
        assert remove_feed(transaction, feed_id, NOW)
        assert not list_feeds(transaction)
    books.close()


def test_processes_that_start_at_once_migrate_once(empty_database_url: str) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", _MIGRATE, empty_database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=200) for process in starting]
    assert [process.returncode for process in starting] == [0, 0, 0], [error for _, error in answers]
    assert sorted(output.strip() for output, _ in answers) == ["False", "False", "True"]
    books = Database(empty_database_url)
    assert is_current(books)
    books.close()


def test_a_database_of_a_newer_drumbeat_is_left_alone(empty_database_url: str) -> None:
    books = Database(empty_database_url)
    migrate(books)
    with books.everywhere() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError, match="newer Drumbeat"):
        migrate(books)
    assert not is_current(books)
    books.close()


def test_a_migration_that_fails_leaves_nothing_behind(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade_halfway(connection: object) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))  # type: ignore[attr-defined]
        raise RuntimeError("out of disk")

    books = Database(empty_database_url)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "_upgrade", upgrade_halfway)
        with pytest.raises(RuntimeError, match="out of disk"):
            migrate(books)
    assert not inspect(books.engine).has_table("half")
    assert migrate(books)
    if books.is_sqlite:
        with books.everywhere() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    books.close()


def test_asking_whether_the_schema_is_current_does_not_wait_for_a_writer(sqlite_books: Database) -> None:
    with sqlite_books.everywhere():
        assert is_current(sqlite_books)
