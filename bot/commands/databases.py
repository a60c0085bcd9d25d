"""The database and the workspace that a command in the terminal is about."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NoReturn

import click
from sqlalchemy.exc import OperationalError

from bot.books import open_books
from bot.settings import read_settings
from storage.database import Database, DatabaseAddressError, find_file
from storage.migrations import DatabaseTooNewError
from storage.names import fold
from storage.records import Workspace
from storage.workspaces import list_workspaces

CANNOT_START = 2


class CannotStartError(click.ClickException):
    """Nothing was done; the sentence says why."""

    exit_code = CANNOT_START

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


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


@contextmanager
def open_database(
    url: str | None, *, only_present: bool = False, only_trying: bool = False
) -> Generator[Database]:
    """Open the database that is named, or that of the settings.

    With `only_present` it is never made; with `only_trying` neither, and one that is thrown away takes its
    place where there is none.
    """
    books: Database | None = None
    url = url or read_settings().database_url
    with TemporaryDirectory() as passing:
        try:
            file = find_file(url) if only_present or only_trying else None
            if file is not None and not file.is_file():
                if not only_trying:
                    raise CannotStartError(explain_missing(file))
                url = f"sqlite:///{passing}/trial.db"
            books = open_books(url)
            yield books
        except (DatabaseAddressError, DatabaseTooNewError) as error:
            raise CannotStartError(str(error)) from None
        except OperationalError as error:
            raise CannotStartError(f"The database cannot be used: {str(error.orig).strip()}") from None
        finally:
            if books is not None:
                books.close()


def find_workspace(books: Database, asked: str | None) -> Workspace | None:
    """Return the workspace that is meant; None where there is none at all."""
    with books.reading(0) as transaction:
        known = list_workspaces(transaction.connection)
    if asked is None:
        if len(known) > 1:
            _refuse("Say which workspace: add --workspace NAME.", known)
        return known[0] if known else None
    found = [each for each in known if each.team_id == asked]
    found = found or [each for each in known if fold(each.name) == fold(asked)]
    if len(found) != 1:
        what = "Several workspaces are called" if found else "There is no workspace"
        _refuse(f"{what} {asked}.", known)
    return found[0]


def _refuse(sentence: str, known: Iterable[Workspace]) -> NoReturn:
    names = ", ".join(f"{each.name} ({each.team_id or 'not joined to a workspace'})" for each in known)
    raise CannotStartError(f"{sentence} There is: {names or 'none yet'}.")
