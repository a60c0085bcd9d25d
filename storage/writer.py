"""The one writer of a SQLite file: threads take turns, and those that wait share one commit."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

MOST_TOGETHER = 32
PATIENCE_SECONDS = 1.0


class NotStoredError(RuntimeError):
    """The database could not commit; nothing of the transaction is stored."""


@dataclass(slots=True)
class _Batch:
    """Transactions that share one commit."""

    connection: Connection
    driver: sqlite3.Connection
    size: int = 0
    ended: bool = False
    failure: BaseException | None = None
    left: threading.Event | None = None
    """There once somebody has left the commit to others; set when it is made or has failed."""


class Writer:
    """Opens transactions on one connection that stays open, so that its page cache stays warm.

    Syncing a commit to the disk takes longer than the work it secures. Whoever finds others waiting at the
    end of its own work therefore leaves the commit to them, and goes on only when the last has committed
    for all. All but the first stand in a savepoint: an exception takes back what its own transaction did.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._coming = 0
        self._batch: _Batch | None = None
        self.lost = 0
        """How often a commit has failed: what was read in the turns before it may never have been true."""

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """Open a transaction; when it is left without an exception, its work is on the disk."""
        self._take_turn()
        try:
            batch = self._batch or self._begin()
            try:
                if batch.size:
                    batch.driver.execute("SAVEPOINT turn")
                yield batch.connection
                if batch.size:
                    batch.driver.execute("RELEASE turn")
                batch.size += 1
            except BaseException:
                self._take_back(batch)
                raise
            finally:
                if self._batch is batch:
                    if not self._coming or batch.size >= MOST_TOGETHER:
                        self._commit(batch)
                    elif batch.left is None:
                        batch.left = threading.Event()
        finally:
            self._turn.release()
        self._wait(batch)

    def close(self) -> None:
        """Give the connection back to the engine."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _take_turn(self) -> None:
        with self._counting:
            self._coming += 1
        try:
            self._turn.acquire()
        finally:
            with self._counting:
                self._coming -= 1

    def _begin(self) -> _Batch:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(drumbeat_begun=True)
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        # By the driver: SQLAlchemy takes longer over beginning than SQLite over the whole transaction.
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise DBAPIError.instance("BEGIN IMMEDIATE", None, error, sqlite3.Error) from error
        self._batch = _Batch(self._connection, driver)
        return self._batch

    def _take_back(self, batch: _Batch) -> None:
        if not batch.size:
            self._batch = None
            try:
                batch.connection.rollback()
                batch.driver.rollback()
            except BaseException as error:
                self._lose(batch, error)
            return
        try:
            batch.driver.execute("ROLLBACK TO turn")
            batch.driver.execute("RELEASE turn")
        except sqlite3.Error as error:
            # Where the disk is full or broken, SQLite itself has taken back the others' work too.
            self._lose(batch, error)

    def _commit(self, batch: _Batch) -> None:
        self._batch = None
        try:
            batch.connection.commit()  # for SQLAlchemy, where a statement went through it
            batch.driver.commit()
        except BaseException as error:
            self._lose(batch, error)
        else:
            _end(batch)

    def _lose(self, batch: _Batch, error: BaseException) -> None:
        """Tell all who share the batch, and begin anew with a fresh connection."""
        self.lost += 1
        self._batch = None
        self._connection = None
        batch.failure = error
        _end(batch)
        batch.connection.invalidate()
        batch.connection.close()

    def _wait(self, batch: _Batch) -> None:
        while not batch.ended and batch.left and not batch.left.wait(PATIENCE_SECONDS):
            # The one to whom the commit was left was interrupted on the way.
            with self._turn:
                if self._batch is batch:
                    self._commit(batch)
        if batch.failure is not None:
            raise NotStoredError("The database could not commit.") from batch.failure


def _end(batch: _Batch) -> None:
    batch.ended = True
    if batch.left is not None:
        batch.left.set()
