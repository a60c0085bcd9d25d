"""A consistent copy of a running SQLite database, and the way back. PostgreSQL has its own tools for both."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from storage.migrations import NEWEST, REVISIONS
from storage.writer import NotStoredError

JOURNALS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database file."""
PAGES_AT_ONCE = 256
"""Copied between two looks at the progress: one megabyte."""


class UnusableBackupError(ValueError):
    """A file is no backup that could be used; the sentence says why."""


class DatabaseInUseError(RuntimeError):
    """Somebody has the database open."""


class FailedRestoreError(RuntimeError):
    """A backup could not be put in place; the sentence says why, and how the database is now."""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a database file holds."""

    revision: str
    workspaces: int
    accounts: int
    touches: int
    newest_touch: date | None


def back_up(
    source: Path, target: Path, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> BackupFacts:
    """Copy a database as it is now, also while a bot writes to it, and return what the copy holds.

    `progress` is told the pages done and the pages in all. The target is either what it was or a complete
    copy that was read through. Raises UnusableBackupError where the source is no database of Drumbeat's.
    """
    if not source.is_file():
        raise UnusableBackupError(f"There is no database at {source}.")
    with _new_file_beside(target) as copy:
        try:
            with closing(_open(source)) as running, closing(sqlite3.connect(copy)) as new:
                # One snapshot for the whole copy: without it every write of the bot would begin it anew.
                running.execute("BEGIN")
                running.execute("SELECT count(*) FROM sqlite_master").fetchone()
                running.backup(
                    new,
                    pages=PAGES_AT_ONCE,
                    progress=lambda _state, left, total: progress(total - left, total),
                )
                # One file, without a journal beside it that somebody could forget to carry along.
                new.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            raise UnusableBackupError(f"{source} cannot be copied: {error}.") from None
        facts = examine_backup(copy)
        copy.replace(target)
    _settle(target.parent)
    return facts


def examine_backup(path: Path) -> BackupFacts:
    """Read a backup through and return what it holds. Raises UnusableBackupError."""
    if not path.is_file():
        raise UnusableBackupError(f"There is no file {path}.")
    try:
        with closing(_open(path)) as connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
            if faults:
                raise UnusableBackupError(f"{path} is damaged: {faults[0]}.")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise UnusableBackupError(f"{path} is damaged: it refers to rows that are not there.")
            return _count(connection, path)
    except sqlite3.DatabaseError:
        raise UnusableBackupError(f"{path} is not a backup of Drumbeat's database.") from None


def restore(
    backup: Path, target: Path, *, aside: Path, prepare: Callable[[Path], int] = lambda _copy: 0
) -> int:
    """Put a backup in the place of a database that nobody has open, and keep that one at `aside`.

    What has to be changed in it, `prepare` does in a copy that is not in place yet; returns what that
    returned. So whatever fails, a full disk too, the database is either what it was or the whole backup.
    Raises UnusableBackupError, DatabaseInUseError where a bot still runs, and FailedRestoreError.
    """
    examine_backup(backup)
    try:
        with _new_file_beside(target) as copy:
            with closing(_open(backup)) as old, closing(sqlite3.connect(copy)) as new:
                old.backup(new)
            prepared = prepare(copy)
            _close_for_good(copy)
            examine_backup(copy)
            if target.exists():
                _close_for_good(target)
            _replace(target, copy, aside)
    except (OSError, sqlite3.Error, DBAPIError, NotStoredError) as error:
        raise FailedRestoreError(f"That did not work: {_name(error)}. The database is as it was.") from error
    try:
        _settle(target.parent)
    except OSError as error:
        raise FailedRestoreError(
            f"{backup} is in the place of {target}, but the disk has not confirmed it ({error.strerror}): "
            "look at the disk before you start the bot."
        ) from error
    return prepared


def _name(error: BaseException) -> str:
    """Return the words of the database or the disk, without those of whoever passed them on."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(getattr(error, "strerror", None) or error)


def _replace(target: Path, copy: Path, aside: Path) -> None:
    journals = [(target.with_name(target.name + end), aside.with_name(aside.name + end)) for end in JOURNALS]
    try:
        if target.exists():
            _copy_privately(target, aside)
        for journal, kept in journals:
            # One of a database that is lost or damaged; SQLite would play it into the one put in its place.
            if journal.exists():
                _copy_privately(journal, kept)
                journal.unlink()
        copy.replace(target)
    except OSError:
        for journal, kept in journals:
            if kept.exists() and not journal.exists():
                kept.replace(journal)
            kept.unlink(missing_ok=True)
        aside.unlink(missing_ok=True)  # half a copy, or one of what is still in its place
        raise


def _copy_privately(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
    shutil.copyfile(source, target)


def _close_for_good(path: Path) -> None:
    """Take the journal into the database file; nobody else may have it open for that."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise DatabaseInUseError(f"{path} is in use.")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise DatabaseInUseError(f"{path} is in use.") from error
        raise
    except sqlite3.DatabaseError:
        return  # damaged perhaps, which may be why somebody restores; it is kept as it is


def _open(path: Path) -> sqlite3.Connection:
    # Not read-only: a database whose last process was killed has a journal to be taken in first.
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=30, isolation_level=None
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _count(connection: sqlite3.Connection, path: Path) -> BackupFacts:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "workspace", "account", "touch"} <= names:
        raise UnusableBackupError(f"{path} is not a backup of Drumbeat's database.")
    versions = [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version")]
    revision = versions[0] if len(versions) == 1 else ""
    if revision > NEWEST:
        raise UnusableBackupError(f"{path} belongs to a newer Drumbeat; restore it with that version.")
    if revision not in REVISIONS:
        raise UnusableBackupError(f"{path} is not a backup of Drumbeat's database: its version is unknown.")
    [workspaces], [accounts], [touches], [newest] = (
        connection.execute(question).fetchone()
        for question in (
            "SELECT count(*) FROM workspace",
            "SELECT count(*) FROM account",
            "SELECT count(*) FROM touch WHERE NOT undone",
            "SELECT max(day) FROM touch WHERE NOT undone",
        )
    )
    return BackupFacts(
        revision, workspaces, accounts, touches, None if newest is None else date.fromisoformat(newest)
    )


@contextmanager
def _new_file_beside(target: Path) -> Generator[Path]:
    """Return the path of an empty file on the same disk; it is gone afterwards unless it was moved.

    Only its owner may read it: a backup holds what people wrote about clients.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(descriptor)
    path = Path(name)
    try:
        yield path
    finally:
        for left in (path, *(Path(name + end) for end in JOURNALS)):
            left.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make a change of names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
