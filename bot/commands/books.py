"""The database for commands that look into one: they never make it, so that a wrong folder is noticed."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.books import open_books
from storage.database import Database, DatabaseAddressError, find_file
from storage.migrations import DatabaseTooNewError


def explain_missing(file: Path) -> str:
    """Say that there is no such SQLite file, and what to do."""
    return f"There is no database at {file}. Set DATABASE_URL as for `drumbeat run`, or go to its folder."


@contextmanager
def open_present_books(url: str) -> Generator[Database]:
    """Open the database of a bot that has run, or into which something was imported.

    Raises ClickException, which says what to do, where there is none.
    """
    try:
        file = find_file(url)
        if file is not None and not file.is_file():
            raise click.ClickException(explain_missing(file))
        books = open_books(url)
    except (DatabaseAddressError, DatabaseTooNewError) as error:
        raise click.ClickException(str(error)) from None
    try:
        yield books
    finally:
        books.close()
