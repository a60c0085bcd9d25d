"""`drumbeat import` and `drumbeat export`: accounts and touches as CSV."""

import io
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

import click

from bot.app import read_clock
from bot.commands.databases import CannotStartError, find_workspace, open_database
from bot.commands.progress import show_progress
from bot.commands.rejects import keep_rejects, name_rejects, tell_done, tell_kept
from bot.messages.blocks import name_interval
from bot.settings import read_settings
from jobs.rules.attention import INTERVALS
from jobs.rules.kinds import judge_kind
from jobs.touches import follow_corrections
from storage.csv_files.accounts import import_accounts
from storage.csv_files.dates import DateOrder
from storage.csv_files.exports import Export, export_accounts, export_touches, write_file
from storage.csv_files.options import ImportOptions, is_zone
from storage.csv_files.reading import CsvFile, UnusableFileError, read_csv_file
from storage.csv_files.report import Report
from storage.csv_files.touches import import_touches
from storage.database import Database, Transaction
from storage.homes import mark_homes_due
from storage.records import Kind, Tier, Workspace
from storage.workspaces import add_workspace

WAITING = "Waiting for Slack"
"""The name of the workspace into which rows go before the bot's first start; Slack's name replaces it."""

SOME_LEFT_OUT = 1


class Importer(Protocol):
    """What `import_accounts` and `import_touches` have in common."""

    def __call__(
        self,
        books: Database,
        workspace: Workspace,
        file: CsvFile,
        *,
        now: datetime,
        options: ImportOptions = ...,
        progress: Callable[[int], None] = ...,
    ) -> Report: ...


@click.group(name="import")
def import_() -> None:
    """Import accounts or touches from a CRM's export or any list saved as CSV, feeds from an OPML file.

    Columns are recognised by their headings, accounts and touches are found again when a file comes a
    second time, and rows that cannot be used are written to a file of their own. Exits with 0 when all
    rows are in, 1 when some were left out, 2 when nothing could be done.
    """


@click.group()
def export() -> None:
    """Export accounts or touches as CSV that a spreadsheet opens safely and an import takes back."""


def _with_options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_where = _with_options(
    click.option("--workspace", metavar="NAME|TEAM_ID", help="Which workspace, where there are several."),
    click.option("--database", metavar="URL", help="The database, if not the one in DATABASE_URL."),
)

_how = _with_options(
    click.argument("file", type=click.Path(path_type=Path)),
    click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing."),
    click.option(
        "--map",
        "mapping",
        multiple=True,
        metavar="COLUMN=FIELD",
        help='What a column of the file is: "Firma=account". FIELD `ignore` leaves it out. Repeatable.',
    ),
    click.option(
        "--dates",
        type=click.Choice([order.value for order in DateOrder]),
        help="How to read 3/4/2026, where the other dates of the file do not tell.",
    ),
    click.option(
        "--zone",
        metavar="ZONE",
        help="Where times without an offset were written down, such as Europe/Berlin. "
        "Without it: where each rep is.",
    ),
    click.option(
        "--rejects",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Where to write the rows left out. Without it: NAME.rejects.csv beside it.",
    ),
)


@import_.command("accounts")
@_how
@_where
@click.pass_context
def import_accounts_command(context: click.Context, **asked: Any) -> None:
    """Import accounts: name, id, tier, intervals, rep, aliases, locations, domain, industry, exclude."""
    _import(context, import_accounts, add_accounts=False, **asked)


@import_.command("touches")
@_how
@click.option("--add-accounts", is_flag=True, help="Add accounts that are not known yet.")
@_where
@click.pass_context
def import_touches_command(context: click.Context, **asked: Any) -> None:
    """Import touches: account, date, kind, rep, note."""
    _import(context, import_touches, **asked)


@export.command("accounts")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@_where
def export_accounts_command(file: Path, database: str | None, workspace: str | None) -> None:
    """Export every account to FILE, or to the terminal."""
    _export(export_accounts, "account", file, database, workspace)


@export.command("touches")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@_where
def export_touches_command(file: Path, database: str | None, workspace: str | None) -> None:
    """Export every touch that was not undone to FILE, or to the terminal."""
    _export(export_touches, "touch", file, database, workspace)


def _import(
    context: click.Context,
    importer: Importer,
    *,
    file: Path,
    dry_run: bool,
    mapping: tuple[str, ...],
    dates: str | None,
    zone: str | None,
    rejects: Path | None,
    add_accounts: bool,
    database: str | None,
    workspace: str | None,
) -> None:
    # Tests bring their own clock along.
    now = cast("Callable[[], datetime]", context.obj or read_clock)()
    if zone is not None and not is_zone(zone):
        raise CannotStartError(f"There is no time zone {zone}; write Europe/Berlin, for example.")
    options = ImportOptions(
        mapping=_read_mapping(mapping),
        date_order=DateOrder(dates) if dates else None,
        zone=zone,
        add_accounts=add_accounts,
        dry_run=dry_run,
        judge_kind=_judge_words,
        name_beat=_name_beat,
        follow_touches=follow_corrections,
    )
    try:
        content = read_csv_file(file)
        with open_database(database, only_trying=dry_run) as books:
            home = find_workspace(books, workspace) or _make_workspace(books, now, options)
            with show_progress(len(content.rows)) as progress:
                report = importer(books, home, content, now=now, options=options, progress=progress)
            if not dry_run:
                with books.transaction(home.id) as transaction:
                    mark_homes_due(transaction)
    except UnusableFileError as error:
        raise CannotStartError(str(error)) from None
    rejects_path = rejects or name_rejects(file)
    rejects_name = also = None
    if report.rejects and not dry_run:
        try:
            also = tell_kept(keep_rejects(content, report.rejects, rejects_path, file))
            rejects_name = str(rejects or rejects_path.name)
        except OSError as error:
            click.echo(f"The rows left out cannot be written to {rejects_path}: {error.strerror}.", err=True)
    elif not dry_run:
        also = tell_done(rejects_path, file)
    click.echo(report.summarise(rejects_name, dry_run=dry_run))
    if also:
        click.echo(also)
    if home.team_id is None:
        _warn_of_waiting()
    if dry_run or (report.rejects and rejects_name is None):
        details = report.describe()
        if details:
            click.echo(details)
    context.exit(SOME_LEFT_OUT if report.rejects else 0)


def _warn_of_waiting() -> None:
    """Say that nobody sees these rows yet, where whoever installs the bot will not get them either."""
    settings = read_settings()
    if settings.client_id and not settings.bot_token:
        click.echo(
            "Nobody sees these rows yet: with SLACK_CLIENT_ID set, they wait for SLACK_BOT_TOKEN. Set it, or "
            "import the file again with --workspace once somebody has installed Drumbeat.",
            err=True,
        )


def _judge_words(note: str, order_placed: bool) -> Kind:  # noqa: FBT001 (as a callable of two)
    return judge_kind(None, note, order_placed=order_placed).kind


def _name_beat(tier: Tier, ideal_days: int | None) -> str:
    return name_interval(ideal_days or INTERVALS[tier][0])


def _export(export_rows: Export, noun: str, file: Path, database: str | None, workspace: str | None) -> None:
    with open_database(database, only_present=True) as books:
        home = find_workspace(books, workspace)
        if home is None:
            raise CannotStartError("There is nothing to export: no workspace has been set up.")
        with books.reading(home.id) as transaction:
            if str(file) == "-":
                _write_to_terminal(transaction, export_rows)
                return
            try:
                count = write_file(transaction, export_rows, file)
            except OSError as error:
                raise CannotStartError(f"{file} cannot be written: {error.strerror}.") from None
    plural = {"touch": "touches"}.get(noun, f"{noun}s")
    click.echo(f"{count:,} {noun if count == 1 else plural} written to {file}.", err=True)


def _write_to_terminal(transaction: Transaction, export_rows: Export) -> None:
    # Not as text: that would be the terminal's own encoding, and on Windows other line endings.
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        export_rows(transaction, stream)
        stream.flush()
    finally:
        stream.detach()


def _read_mapping(pairs: Iterable[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise CannotStartError(
                f'--map needs a column and a field, such as "Firma=account", not "{pair}".'
            )
        mapping[column.strip()] = field.strip()
    return mapping


def _make_workspace(books: Database, now: datetime, options: ImportOptions) -> Workspace:
    zone = options.zone or read_settings().zone
    if options.dry_run:
        return Workspace(0, WAITING, zone=zone)
    with books.everywhere() as connection:
        return add_workspace(connection, WAITING, now, zone=zone)
