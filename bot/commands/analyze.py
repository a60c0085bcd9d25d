"""`drumbeat analyze`: peaks and valleys in any CRM's export, without Slack and without a database.

What only some of the outputs need is imported when it is needed: most of the time of a run would go there.
"""

import re
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from bot.reports.findings import Findings, Touches, judge
from storage.csv_files.account_list import AccountList, read_account_list
from storage.csv_files.column_reading import Problem
from storage.csv_files.dates import DateOrder
from storage.csv_files.history import History, read_history
from storage.csv_files.options import is_zone
from storage.csv_files.reading import UnusableFileError

MOST_COMPLAINTS = 20
SHOWN = 25
LONG_WORK = 8_000_000
"""Bytes of a file from which on somebody who watches is told what is going on."""
_LONGEST_COMPLAINT = 300
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class CannotAnalyzeError(click.ClickException):
    """There is nothing to analyse; the sentence says why."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(_clean(self.format_message()), file=file, err=True)


def _read_day(_context: click.Context, _option: click.Parameter, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not a day; write 2026-11-20, for example.") from None
    if not 2000 <= day.year <= 2200:
        raise click.BadParameter(f"{day} is not a likely day: look at its year.")
    return day


def _read_mapping(
    _context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise click.BadParameter(f'write a column and a field, such as "Firma=account", not "{pair}".')
        mapping[column.strip()] = field.strip()
    return mapping


@click.command()
@click.argument("touches", type=click.Path(path_type=Path))
@click.option(
    "--accounts",
    type=click.Path(path_type=Path),
    help="A list of accounts with tier, cadence_days and rep: how often each should hear from you.",
)
@click.option(
    "--as-of",
    required=True,
    metavar="YYYY-MM-DD",
    callback=_read_day,
    help="The day to look back from; later touches do not count.",
)
@click.option(
    "--format", "layout", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a page to open in a browser or to mail: one HTML file.",
)
@click.option("--all", "show_all", is_flag=True, help=f"Every account in the table, not the first {SHOWN}.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_read_mapping,
    help='What a column of TOUCHES is: "Firma=account". Repeatable.',
)
@click.option(
    "--map-accounts",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_read_mapping,
    help="The same for the list of accounts.",
)
@click.option(
    "--dates",
    type=click.Choice([order.value for order in DateOrder]),
    help="How to read 3/4/2026, where the other dates of the file do not tell.",
)
@click.option(
    "--zone",
    metavar="ZONE",
    help="Whose calendar counts for times with an offset, such as Europe/Berlin. Without it: as written.",
)
def analyze(  # noqa: PLR0917 (click passes them by name)
    touches: Path,
    accounts: Path | None,
    as_of: date,
    layout: str,
    report: Path | None,
    mapping: dict[str, str],
    map_accounts: dict[str, str],
    dates: str | None,
    zone: str | None,
    *,
    show_all: bool,
) -> None:
    """Find peaks and valleys in a CRM's export: which accounts went quiet, and how far from their own beat.

    TOUCHES is a CSV file with the columns account, at and kind (selling, non-selling or scheduling), and rep
    if there is one. Columns are recognised by the headings that the usual CRMs give them. One account is one
    name, letter by letter. Rows that cannot be used are reported by line, and the rest is analysed. Nothing
    is stored and nothing leaves this computer.
    """
    if zone is not None and not is_zone(zone):
        raise CannotAnalyzeError(f"There is no time zone {zone}; write Europe/Berlin, for example.")
    until = (as_of - date(1970, 1, 1)).days
    try:
        with _tell_progress(touches) as tell:
            tell(f"Reading {touches.name}")
            history = read_history(
                touches,
                until=until,
                mapping=mapping,
                order=DateOrder(dates) if dates else None,
                zone=zone,
            )
            listed = AccountList({}, [])
            if accounts is not None:
                tell(f"Reading {accounts.name}")
                listed = read_account_list(accounts, map_accounts)
            tell("Finding peaks and valleys")
            findings = _judge(history, listed, until)
    except UnusableFileError as error:
        raise CannotAnalyzeError(str(error)) from None
    _complain(history.problems, "")
    _complain(listed.problems, "accounts, ")
    if not len(history.day) and not history.future and history.problems:
        raise CannotAnalyzeError(f"No row of {touches.name} can be used, so there is nothing to analyse.")
    _remark(history, as_of)
    if report is not None:
        _write_report(report, findings)
    if layout == "table":
        _print_table(findings, None if show_all else SHOWN)
        return
    from bot.reports.listing import compose_csv, compose_json  # noqa: PLC0415

    counts = {
        "touches": len(history.day),
        "repeated_rows": history.duplicates,
        "future_touches": history.future,
        "rows_left_out": len(history.problems),
    }
    text = compose_csv(findings) if layout == "csv" else compose_json(findings, counts)
    # As bytes, so that neither the terminal's encoding nor its line endings make a difference.
    sys.stdout.buffer.write(text.encode())


def _judge(history: History, listed: AccountList, until: int) -> Findings:
    """Bring both files together: every account of either is one of the findings."""
    names, account = history.accounts, history.account
    if listed.accounts:
        names = sorted({*names, *listed.accounts})
        if len(names) > len(history.accounts):
            import numpy as np  # noqa: PLC0415

            place = {name: number for number, name in enumerate(names)}
            account = np.array([place[name] for name in history.accounts], np.int64)[account]
    touches = Touches(account, history.day, history.kind, history.rep)
    return judge(names, touches, history.reps, listed.accounts, until)


def _complain(problems: Sequence[Problem], where: str) -> None:
    for problem in problems[:MOST_COMPLAINTS]:
        reason = _clean(problem.reason)
        if len(reason) > _LONGEST_COMPLAINT:
            reason = f"{reason[:_LONGEST_COMPLAINT]}…"
        click.echo(f"{where}line {problem.line}: {reason}", err=True)
    more = len(problems) - MOST_COMPLAINTS
    if more > 0:
        click.echo(f"{where}and {more:,} more like these", err=True)


def _remark(history: History, as_of: date) -> None:
    if history.future:
        touches = "1 touch" if history.future == 1 else f"{history.future:,} touches"
        click.echo(f"{touches} after {as_of} left out.", err=True)
    if not history.says_kinds:
        click.echo("No column says what was about a sale, so every touch counts as attention.", err=True)


def _print_table(findings: Findings, most: int | None) -> None:
    from bot.reports.accounts import tell_stories  # noqa: PLC0415
    from bot.reports.terminal_table import compose_lines  # noqa: PLC0415

    shown = findings.ranking[:most].tolist()
    stories = tell_stories(findings, shown)
    more = len(findings.names) - len(shown)
    rest = f"+ {more:,} more, use --format csv or --all" if more else ""
    encoding = sys.stdout.encoding or "ascii"
    unicode = encoding.lower().startswith("utf")
    if not sys.stdout.isatty():
        text = compose_lines(stories, unicode=unicode) + (f"{rest}\n" if rest else "")
        click.echo(text.encode(encoding, "replace"), nl=False)
        return
    from rich.console import Console  # noqa: PLC0415

    from bot.reports.markup import count, write_day  # noqa: PLC0415
    from bot.reports.terminal_table import build_table  # noqa: PLC0415

    console = Console(highlight=False, emoji=False, markup=False)
    due = int(findings.due.sum())
    accounts = count(len(findings.names), "account")
    console.print(
        f"{accounts}, {due:,} could do with a word. As of {write_day(findings.as_of)}.\n", style="bold"
    )
    console.print(build_table(stories, console.width, unicode=unicode))
    if rest:
        console.print(rest, style="dim")


def _write_report(path: Path, findings: Findings) -> None:
    from bot.reports.page import compose_page  # noqa: PLC0415

    page = compose_page(findings)
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise CannotAnalyzeError(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(f"The report is in {path}.", err=True)


@contextmanager
def _tell_progress(path: Path) -> Generator[Callable[[str], None]]:
    """Say on the terminal what takes a while; nothing where nobody watches or nothing takes long."""
    try:
        long = path.stat().st_size >= LONG_WORK
    except OSError:
        long = False
    if not long or not sys.stderr.isatty():
        yield lambda _what: None
        return
    from rich.console import Console  # noqa: PLC0415

    with Console(stderr=True).status("") as status:
        yield lambda what: status.update(f"{what} …")


def _clean(text: str) -> str:
    # An escape sequence in a cell must not reach the terminal.
    return _CONTROLS.sub("�", text)
