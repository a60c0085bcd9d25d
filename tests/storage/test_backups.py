"""A copy of a running SQLite database, and the way back."""

import resource
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage.backups import (
    DatabaseInUseError,
    FailedRestoreError,
    UnusableBackupError,
    back_up,
    examine_backup,
    restore,
)
from storage.database import Database
from storage.records import Workspace
from storage.touches import count_touches
from tests.builders import a_rep, a_touch, a_workspace, an_account


@pytest.fixture
def file(sqlite_books: Database) -> Path:
    return Path(sqlite_books.url.database or "")


@pytest.fixture
def workspace(sqlite_books: Database) -> Workspace:
    return a_workspace(sqlite_books)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


def log(books: Database, workspace: Workspace, number: int = 1) -> None:
    """Two touches in one transaction, so that a copy with an odd number of them is torn."""
    with books.transaction(workspace.id) as transaction:
        for _ in range(2):
            a_touch(transaction, note=f"number {number} " + "x" * 2000)


def count(path: Path) -> int:
    return examine_backup(path).touches


def test_a_copy_holds_what_was_committed(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path
) -> None:
    with sqlite_books.transaction(workspace.id) as transaction:
        account = an_account(transaction, rep_id=a_rep(transaction).id)
        newest = a_touch(transaction, account, days_ago=3)
    told: list[tuple[int, int]] = []
    facts = back_up(file, copy, progress=lambda done, total: told.append((done, total)))
    assert (facts.workspaces, facts.accounts, facts.touches) == (1, 1, 1)
    assert facts.newest_touch == newest.day
    assert told[-1][0] == told[-1][1] > 0
    assert [path.name for path in copy.parent.iterdir() if path.name.startswith(("copy", ".copy"))] == [
        "copy.db"
    ]


def test_only_the_owner_may_read_a_copy(workspace: Workspace, file: Path, copy: Path) -> None:
    back_up(file, copy)
    assert copy.stat().st_mode & 0o077 == 0


def test_a_copy_made_while_others_write_is_whole(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path
) -> None:
    for number in range(50):
        log(sqlite_books, workspace, number)
    enough = threading.Event()

    def keep_writing() -> None:
        number = 1000
        while not enough.is_set():
            log(sqlite_books, workspace, number)
            number += 1

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        counts = []
        for _ in range(5):
            back_up(file, copy)
            counts.append(count(copy))
    finally:
        enough.set()
        writer.join()
    assert all(number % 2 == 0 for number in counts)
    assert counts == sorted(counts)
    assert counts[0] >= 100


def test_a_restored_database_is_the_one_that_was_copied(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path, tmp_path: Path
) -> None:
    log(sqlite_books, workspace)
    back_up(file, copy)
    log(sqlite_books, workspace, 2)
    sqlite_books.close()
    restore(copy, file, aside=tmp_path / "aside.db")
    assert (count(file), count(tmp_path / "aside.db"), count(copy)) == (2, 4, 2)
    again = Database(f"sqlite:///{file}")
    with again.reading(workspace.id) as reader:
        assert count_touches(reader) == 2
    again.close()


def test_a_database_that_was_lost_is_restored_to_nothing(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path, tmp_path: Path
) -> None:
    back_up(file, copy)
    restore(copy, tmp_path / "new.db", aside=tmp_path / "aside.db")
    assert count(tmp_path / "new.db") == 0
    assert not (tmp_path / "aside.db").exists()


def test_a_database_in_use_stays_as_it_is(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path, tmp_path: Path
) -> None:
    back_up(file, copy)
    log(sqlite_books, workspace)
    with sqlite_books.reading(workspace.id), pytest.raises(DatabaseInUseError):
        restore(copy, file, aside=tmp_path / "aside.db")
    log(sqlite_books, workspace, 2)
    with sqlite_books.reading(workspace.id) as reader:
        assert count_touches(reader) == 4
    assert not (tmp_path / "aside.db").exists()


@contextmanager
def smallest_disk(most: int) -> Generator[None]:
    """No file may grow beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill_up(copy: Path) -> int:
    """Change a copy by a megabyte."""
    books = Database(f"sqlite:///{copy}")
    try:
        with books.transaction(1) as transaction:
            a_touch(transaction, note="x" * 1_000_000)
    finally:
        books.close()
    return 1


@pytest.mark.parametrize("where", ["copying", "preparing", "keeping the old one"])
def test_a_full_disk_leaves_the_database_as_it_was(  # noqa: PLR0917
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path, tmp_path: Path, where: str
) -> None:
    back_up(file, copy)
    with sqlite_books.transaction(workspace.id) as transaction:
        a_touch(transaction, note="x" * 3_000_000)
    sqlite_books.close()
    names = sorted(tmp_path.iterdir())
    room = {"copying": 0.5, "preparing": 1.2, "keeping the old one": 2.0}[where]
    prepare = fill_up if where == "preparing" else lambda _copy: 0
    with (
        smallest_disk(int(copy.stat().st_size * room)),
        pytest.raises(FailedRestoreError, match=r"did not work: (\w|[ /])+\. The database is as it was"),
    ):
        restore(copy, file, aside=tmp_path / "aside.db", prepare=prepare)
    assert count(file) == 1
    assert sorted(tmp_path.iterdir()) == names


def test_a_disk_that_does_not_confirm_a_restore_is_told_of(
    workspace: Workspace, file: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    back_up(file, copy)
    monkeypatch.setattr("storage.backups.os.fsync", refuse)
    with pytest.raises(
        FailedRestoreError, match=r"is in the place of .+ not confirmed it \(Input/output error"
    ):
        restore(copy, tmp_path / "new.db", aside=tmp_path / "aside.db")
    assert count(tmp_path / "new.db") == 0


def test_a_broken_database_can_be_replaced(
    workspace: Workspace, file: Path, copy: Path, tmp_path: Path
) -> None:
    back_up(file, copy)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"\x00" * 9000)
    restore(copy, broken, aside=tmp_path / "aside.db")
    assert count(broken) == 0
    assert (tmp_path / "aside.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "aside.db").read_bytes() == b"\x00" * 9000


def test_the_journal_of_a_lost_database_is_not_played_into_the_restored_one(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path, tmp_path: Path
) -> None:
    """The bot was killed and its file deleted; what was written after the backup came back with it."""
    back_up(file, copy)
    log(sqlite_books, workspace)
    journal = Path(f"{file}-wal")
    written, lost = journal.read_bytes(), tmp_path / "lost.db"
    lost.with_name("lost.db-wal").write_bytes(written)
    restore(copy, lost, aside=tmp_path / "aside.db")
    assert count(lost) == 0
    assert (tmp_path / "aside.db-wal").read_bytes() == written


def test_a_restore_that_fails_leaves_the_journal_in_its_place(
    workspace: Workspace, file: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(file, copy)
    lost, journal = tmp_path / "lost.db", tmp_path / "lost.db-wal"
    journal.write_bytes(b"journal")

    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target == lost:
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FailedRestoreError):
        restore(copy, lost, aside=tmp_path / "aside.db")
    assert not lost.exists()
    assert journal.read_bytes() == b"journal"
    assert not list(tmp_path.glob("aside*"))


def spoil(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    match how:
        case "cut off":
            path.write_bytes(data[: len(data) // 2])
        case "overwritten":
            data[4096 * 3 : 4096 * 9] = b"\xff" * 4096 * 6
            path.write_bytes(data)
        case "text":
            path.write_text("account,at\nAcme,2026-01-01\n" * 900, encoding="utf-8")
        case "empty":
            path.write_bytes(b"")
        case "a stranger's":
            path.unlink()
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        case "without a version":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("DELETE FROM alembic_version")
                connection.commit()
        case "of a version nobody knows":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '0000'")
                connection.commit()
        case "from the future":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
                connection.commit()
        case "torn":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("DELETE FROM account")
                connection.commit()
        case _:
            path.unlink()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("cut off", "damaged|not a backup"),
        ("overwritten", "damaged|not a backup"),
        ("text", "not a backup"),
        ("empty", "not a backup"),
        ("a stranger's", "not a backup"),
        ("from the future", "newer Drumbeat"),
        ("without a version", "its version is unknown"),
        ("of a version nobody knows", "its version is unknown"),
        ("torn", "damaged: it refers to rows"),
        ("gone", "There is no file"),
    ],
)
def test_a_backup_that_is_none_changes_nothing(  # noqa: PLR0917
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path, tmp_path: Path, how: str, words: str
) -> None:
    for number in range(9):
        log(sqlite_books, workspace, number)
    back_up(file, copy)
    sqlite_books.close()
    spoil(copy, how)
    before = file.read_bytes()
    with pytest.raises(UnusableBackupError, match=words):
        restore(copy, file, aside=tmp_path / "aside.db")
    assert file.read_bytes() == before
    assert not (tmp_path / "aside.db").exists()


def test_what_is_no_database_is_not_copied(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(UnusableBackupError, match="There is no database"):
        back_up(tmp_path / "none.db", copy)
    (tmp_path / "text.db").write_text("hello " * 999, encoding="utf-8")
    with pytest.raises(UnusableBackupError, match="cannot be copied"):
        back_up(tmp_path / "text.db", copy)
    assert [path.name for path in tmp_path.iterdir()] == ["text.db"]


def test_an_older_copy_stays_until_the_new_one_is_sound(
    sqlite_books: Database, workspace: Workspace, file: Path, copy: Path
) -> None:
    log(sqlite_books, workspace)
    back_up(file, copy)

    def stumble(_done: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    log(sqlite_books, workspace, 2)
    with pytest.raises(OSError, match="No space"):
        back_up(file, copy, progress=stumble)
    assert count(copy) == 2
