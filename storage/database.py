"""Engine and transactions. Every difference between SQLite and PostgreSQL lives here."""

import itertools
import os
import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Row,
    Select,
    Table,
    cast,
    create_engine,
    event,
    func,
    literal_column,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import TypeDecorator

from storage.writer import Writer

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class DatabaseAddressError(ValueError):
    """The database address cannot be used; the sentence says what to write instead."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as microseconds since 1970 in UTC: the same on both databases, and exact."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Refuse a naive datetime, because nobody could tell which moment it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else EPOCH + timedelta(microseconds=value)


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction of one workspace; storage functions read and write only that workspace's rows."""

    connection: Connection
    workspace: int


class Database:
    """Opens transactions on SQLite or PostgreSQL.

    `url` is an SQLAlchemy address or a Heroku-style `postgres://` one.
    """

    def __init__(self, url: str) -> None:
        self.url = read_address(url)
        self.engine = open_engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite has one writer. Waiting for it here is cheaper and fairer than in its busy handler.
        self._writer = Writer(self.engine) if self.is_sqlite else None

    @contextmanager
    def transaction(self, workspace: int) -> Generator[Transaction]:
        """Open a read-write transaction for one workspace; it commits unless an exception passes."""
        with self.everywhere() as connection:
            yield Transaction(connection, workspace)

    @contextmanager
    def reading(self, workspace: int) -> Generator[Transaction]:
        """Open a transaction that sees one consistent state and takes no write lock."""
        with self.engine.connect() as connection:
            reader = connection.execution_options(drumbeat_reading=True)
            if not self.is_sqlite:
                # PostgreSQL's default shows each statement what was committed just before it.
                reader = reader.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with reader.begin():
                yield Transaction(reader, workspace)

    @contextmanager
    def everywhere(self) -> Generator[Connection]:
        """Open a read-write transaction across workspaces: for the queue's claims and the migrations only."""
        with self.engine.begin() if self._writer is None else self._writer.transaction() as connection:
            yield connection

    @contextmanager
    def reading_everywhere(self) -> Generator[Connection]:
        """Open a transaction across workspaces that takes no write lock: to look at the bot as a whole."""
        with self.engine.connect() as connection:
            reader = connection.execution_options(drumbeat_reading=True)
            with reader.begin():
                yield reader

    @property
    def lost_commits(self) -> int:
        """How often a commit has failed; what was read inside such a transaction is not to be kept."""
        return 0 if self._writer is None else self._writer.lost

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self.engine.dispose()


def read_address(url: str) -> URL:
    """Return the address with the driver Drumbeat ships. Raises DatabaseAddressError with the fix."""
    try:
        address = make_url(url.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise DatabaseAddressError(
            "DATABASE_URL is not a database address; try sqlite:///drumbeat.db or postgresql://user:password@host/name."
        ) from None
    match address.get_backend_name():
        case "sqlite" if address.database in (None, "", ":memory:"):
            raise DatabaseAddressError("DATABASE_URL needs a file: sqlite:///drumbeat.db, for example.")
        case "sqlite" if address.query:
            raise DatabaseAddressError(
                "DATABASE_URL for SQLite is only a file: sqlite:///drumbeat.db, without a question mark."
            )
        case "sqlite":
            return address.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return address.set(drivername="postgresql+psycopg")
        case other:
            raise DatabaseAddressError(
                f"DATABASE_URL names {other}; Drumbeat keeps its data in SQLite or PostgreSQL."
            )


PATIENCE = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""How long PostgreSQL may be silent, in seconds, the last in milliseconds (libpq).

Without them a connection that broke without a word, behind a firewall for example, is waited for for hours.
The address may say otherwise: `?connect_timeout=60`.
"""


def find_file(url: str) -> Path | None:
    """Return the whole path of the SQLite file that an address names; None for PostgreSQL.

    Raises DatabaseAddressError.
    """
    address = read_address(url)
    return Path(address.database or "").absolute() if address.get_backend_name() == "sqlite" else None


def open_engine(url: URL) -> Engine:
    """Make the engine; on SQLite with WAL, full sync, foreign keys and explicit transactions."""
    if url.get_backend_name() == "postgresql":
        patience = {name: value for name, value in PATIENCE.items() if name not in url.query}
        return create_engine(
            url,
            pool_size=10,
            max_overflow=10,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=patience,
        )
    file = Path(url.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    _make_private(file)
    engine = create_engine(
        url, pool_size=10, max_overflow=20, connect_args={"timeout": 5}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        # Python's driver would begin transactions by itself, and deferred: reads that later write then
        # fail with "database is locked" whatever the time-out (SQLITE_BUSY_SNAPSHOT).
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout = 5000")
        _switch_to_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("drumbeat_begun"):
            connection.exec_driver_sql("BEGIN" if options.get("drumbeat_reading") else "BEGIN IMMEDIATE")

    return engine


def _make_private(file: Path) -> None:
    """Make a new database's file readable to its owner only: it holds what people wrote about clients.

    SQLite gives its journals the same permissions. A file that is there stays as it is.
    """
    with suppress(OSError):  # where it cannot be made, SQLite says so when it is opened
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # Processes that open a new file at once collide here, and SQLite does not ask its busy handler.
    for wait in [*itertools.repeat(0.05, 200), None]:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if wait is None or "locked" not in str(error):
                raise
            time.sleep(wait)
        else:
            return


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, in the dialect of the connection."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def hold_row(transaction: Transaction, table: Table, *row_ids: int) -> None:
    """Let whoever else holds or changes a row wait until the transaction ends; who refers to it does not.

    Of several, the lower number comes first, whoever asks: two who hold the same ones wait in no circle.
    On SQLite a transaction that may write keeps everybody else from writing anyway.
    """
    if row_ids and transaction.connection.dialect.name != "sqlite":
        transaction.connection.execute(
            select(table.c.id)
            .where(table.c.workspace == transaction.workspace, table.c.id.in_(row_ids))
            .order_by(table.c.id)
            .with_for_update(key_share=True)
        )


def number_after(
    dialect: Dialect, table: Table, last_removed: ColumnElement[int], of: ColumnElement[bool]
) -> dict[str, ColumnElement[Any]]:
    """Return what an INSERT says besides its columns, so that no row gets a number that a removed one had.

    `last_removed` is where the highest of those is noted, in the row for which `of` is true. PostgreSQL never
    gives a number out twice. SQLite gives out the one after the highest that is there; to learn otherwise,
    with AUTOINCREMENT, a table would have to be written anew.
    """
    if dialect.name != "sqlite":
        return {}
    highest = select(func.coalesce(func.max(table.c.id), 0)).correlate(None).scalar_subquery()
    # Where nothing was removed, or there are higher ones by now, this is NULL, and SQLite numbers as ever.
    number = select(last_removed + 1).where(of, last_removed >= highest).correlate(None)
    return {"id": number.scalar_subquery()}


def number_day(connection: Connection, day: ColumnElement[Any]) -> ColumnElement[int]:
    """Return a column of dates as days since 1970-01-01: a number needs no reading, a date does."""
    if connection.dialect.name == "sqlite":
        return cast(func.julianday(day) - 2_440_587.5, Integer)
    return day.op("-", return_type=Integer())(literal_column("DATE '1970-01-01'"))


def refresh_statistics(connection: Connection) -> None:
    """Tell PostgreSQL's planner how large the tables are: it looks by itself about once a minute only.

    Before it has looked it takes a workspace for a two-hundredth of its table.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE account, rep, touch")
