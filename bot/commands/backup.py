"""`drumbeat backup` and `drumbeat restore`: a copy of the SQLite database, and the way back.

PostgreSQL is copied and put back by its own tools; only what follows from going back is left to do.
"""

from datetime import datetime
from pathlib import Path

import click

from bot.app import read_clock
from bot.books import open_books
from bot.commands.databases import explain_missing
from bot.commands.progress import show_share
from bot.messages.blocks import count
from bot.settings import read_settings
from jobs.restores import settle_restored
from storage import backups
from storage.backups import (
    BackupFacts,
    DatabaseInUseError,
    FailedRestoreError,
    UnusableBackupError,
    back_up,
    examine_backup,
)
from storage.database import Database, DatabaseAddressError, find_file
from storage.migrations import DatabaseTooNewError, migrate

POSTGRESQL = (
    "The data are in PostgreSQL, which has its own tools. "
    "A consistent copy, also while the bot runs: "
    'pg_dump --format=custom --file=drumbeat.dump "$DATABASE_URL". '
    "Back again, with the bot stopped: "
    'pg_restore --clean --if-exists --dbname="$DATABASE_URL" drumbeat.dump, '
    "and before it is started: drumbeat restore --settle, or what went out since the dump is sent again."
)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Overwrite FILE if it is there already.")
def backup(file: Path | None, *, replace: bool) -> None:
    """Copy the database to FILE as it is at this moment; the bot may run meanwhile.

    The copy is read through before the command says that it is good. Without FILE it gets a name with the
    present moment in it, beside the database. It holds everything people have written: keep it as safe as
    the database itself.
    """
    source = find_database()
    if not source.is_file():
        raise click.ClickException(explain_missing(source))
    if file is not None and not file.name:
        raise click.ClickException("The name of the copy is empty. Leave FILE out, or name it.")
    target = file.absolute() if file else source.with_name(f"{source.stem}-{_stamp(read_clock())}.backup.db")
    if target.exists() and not replace:
        raise click.ClickException(f"{target} is there already. Choose another name, or add --replace.")
    if not target.resolve().parent.is_dir():
        raise click.ClickException(f"There is no folder {target.parent}. Make it first, or choose another.")
    if target.resolve() == source.resolve():
        raise click.ClickException("That is the database itself. Choose another name for the copy.")
    try:
        with show_share("Copying", "pages") as tell:
            facts = back_up(source, target, progress=tell)
    except UnusableBackupError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        reason = error.strerror or error
        raise click.ClickException(f"That did not work: {reason}. The database is as it was.") from None
    click.echo(f"{target}: {describe_facts(facts)}. Read through, and sound.")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--check", is_flag=True, help="Only look whether FILE could be restored, and what it holds.")
@click.option(
    "--settle",
    is_flag=True,
    help="After pg_restore, before the bot is started: what may have gone out is not sent again. No FILE.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path | None, *, check: bool, settle: bool, yes: bool) -> None:
    """Put the backup FILE in the place of the database, once it has been read through.

    The bot must be stopped. The database of before is kept beside the new one. What may have gone out since
    the backup was made is not sent again this week; where PostgreSQL's own tools have put a dump back, that
    is left to --settle.
    """
    now = read_clock()
    if settle:
        if file is not None or check:
            raise click.UsageError(
                "--settle takes neither FILE nor --check: the dump is in its place already."
            )
        if not yes:
            click.confirm("Is the bot stopped, and the dump in its place?", abort=True)
        tell_dropped(settle_database(now))
        return
    target = find_database()
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    if file.resolve() == target.resolve():
        raise click.ClickException("That is the database itself. Name the backup that is to take its place.")
    file = file.absolute()
    aside = target.with_name(f"{target.stem}-{_stamp(now)}.before-restore.db")
    try:
        facts = examine_backup(file)
        click.echo(f"{file}: {describe_facts(facts)}. Sound.")
        if check:
            return
        if not yes:
            click.confirm(f"Put it in the place of {target}?", abort=True)
        kept = target.exists()
        dropped = backups.restore(file, target, aside=aside, prepare=lambda copy: settle_copy(copy, now))
    except DatabaseInUseError:
        raise click.ClickException(f"{target} is in use. Stop the bot first, then restore.") from None
    except (UnusableBackupError, FailedRestoreError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Restored to {target}." + (f" The database of before is {aside}." if kept else ""))
    tell_dropped(dropped)


def tell_dropped(dropped: int) -> None:
    if dropped:
        click.echo(f"Messages that may have gone out already are not sent again: {dropped}.")
    click.echo("Start the bot with `drumbeat run`.")


def settle_database(now: datetime) -> int:
    """Settle the database that the settings name, as it is; returns how many messages it will not send."""
    try:
        books = open_books(read_settings().database_url)
    except (DatabaseAddressError, DatabaseTooNewError) as error:
        raise click.ClickException(str(error)) from None
    try:
        return settle_restored(books, now)
    finally:
        books.close()


def find_database() -> Path:
    """Return the file of the SQLite database that the settings name; raises ClickException for PostgreSQL."""
    try:
        file = find_file(read_settings().database_url)
    except DatabaseAddressError as error:
        raise click.ClickException(str(error)) from None
    if file is None:
        raise click.ClickException(POSTGRESQL)
    return file


def describe_facts(facts: BackupFacts) -> str:
    """Return what a database holds, for a person who wants to recognise it."""
    held = f"{count(facts.accounts, 'account')}, {count(facts.touches, 'touch', 'touches')}"
    if facts.newest_touch is None:
        return held
    return f"{held}, the newest of {facts.newest_touch.day} {facts.newest_touch:%b %Y}"


def settle_copy(copy: Path, now: datetime) -> int:
    """Bring a copy of a backup up to date; returns how many messages it will not send (`settle_restored`)."""
    books = Database(f"sqlite:///{copy}")
    try:
        migrate(books)
        return settle_restored(books, now)
    finally:
        books.close()


def _stamp(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S}"
