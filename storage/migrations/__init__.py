"""Brings the database to the newest schema, also when several processes start at once."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text

from storage.database import Database

NEWEST = "0013"
"""The newest revision; a test compares it with the files in `versions/`."""

REVISIONS = tuple(f"{number:04}" for number in range(1, int(NEWEST) + 1))
"""Every revision there has been, oldest first."""

_PROOF = "written"
_ADVISORY_LOCK = 4_242_001
"""Any number, as long as it stays the same: PostgreSQL's lock for the time of a migration."""


class DatabaseTooNewError(RuntimeError):
    """The database was written by a newer Drumbeat."""


def migrate(database: Database) -> bool:
    """Bring the database to the newest schema and return whether there was anything to do.

    Safe to call from several processes at once: one works, the others wait and find it done.
    Raises DatabaseTooNewError where a newer version of Drumbeat has changed the schema already.
    """
    with _alone(database) as connection:
        current = _read_revision(connection)
        if current == NEWEST:
            return False
        if current is not None and current > NEWEST:
            raise DatabaseTooNewError(
                f"This database belongs to a newer Drumbeat (schema {current}, this one knows {NEWEST}); "
                "start that version, or restore a backup."
            )
        _upgrade(connection)
        return True


def is_current(database: Database) -> bool:
    """Return whether the schema is the newest, without changing anything."""
    with database.engine.connect() as connection:
        # Without the option, asking would wait on SQLite until nobody writes.
        return _read_revision(connection.execution_options(drumbeat_reading=True)) == NEWEST


def prove_writable(database: Database) -> None:
    """Write something that changes nothing, and commit it. Raises SQLAlchemyError where that fails.

    A row that is there only within the transaction: SQLite would not write a value that stays as it is.
    """
    with database.everywhere() as connection:
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:row)"), {"row": _PROOF})
        connection.execute(text("DELETE FROM alembic_version WHERE version_num = :row"), {"row": _PROOF})


def is_too_new(database: Database) -> bool:
    """Return whether a newer Drumbeat has changed the schema already, without changing anything."""
    with database.engine.connect() as connection:
        current = _read_revision(connection.execution_options(drumbeat_reading=True))
        return current is not None and current > NEWEST


@contextmanager
def _alone(database: Database) -> Generator[Connection]:
    with database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if database.is_sqlite and raw is not None:
            # Alembic changes a SQLite table by making it anew, and dropping the old one would take the
            # rows that refer to it along. The switch works outside a transaction only.
            raw.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
                yield connection
        finally:
            if database.is_sqlite and raw is not None:
                raw.cursor().execute("PRAGMA foreign_keys = ON")


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    # Alembic is needed once in a database's life, not at every start.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, NEWEST)
