"""`drumbeat match`: which accounts the items of a feed name, and which items are one story, without Slack."""

import json
import re
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, cast

import click

from bot.commands.progress import show_share
from jobs.rules.companies import Match
from jobs.rules.matching import Company, Matcher, build_matcher
from jobs.rules.news_reasons import classify_news
from jobs.rules.stories import StoryBook, StoryItem
from storage.csv_files.headings import ACCOUNT_COLUMNS, squeeze
from storage.csv_files.reading import CsvFile, UnusableFileError, read_csv_file

MOST_COMPLAINTS = 20
LONGEST_TEXT = 20_000
"""Characters of a title or a summary that are looked at."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_COLUMNS = {
    "account": ACCOUNT_COLUMNS["account"],
    "aliases": ACCOUNT_COLUMNS["aliases"],
    "domain": ("domain", "website", "companydomainname", "domains", "web", "url"),
    "industry": ("industry", "sector", "branche", "trade"),
    "exclude": ("exclude", "excludes", "excluded", "notthem"),
}


class CannotMatchError(click.ClickException):
    """Nothing can be matched; the sentence says why."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(_clean(self.format_message()), file=file, err=True)


@dataclass(frozen=True, slots=True)
class _Item:
    id: Any
    title: str = ""
    summary: str = ""
    link: str | None = None
    published: datetime | None = None
    feed: str | None = None


@click.command()
@click.argument("items", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--accounts",
    type=click.Path(path_type=Path),
    required=True,
    help="A CSV file with the column account and, if there are, aliases, domain, industry and exclude; "
    "several aliases or excluded phrases in a cell have semicolons between them.",
)
@click.option("--format", "layout", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option(
    "--explain",
    is_flag=True,
    help="With jsonl: also why each account is matched and what kind of news it is.",
)
def match(items: Path, accounts: Path, layout: str, *, explain: bool) -> None:
    """Find the accounts that pieces of news name, and the pieces of news that are one story.

    ITEMS is a file with one JSON object a line, "-" for the standard input: id, title, summary, link,
    published and feed, of which any may be missing. An account is matched where the text names the company,
    an alias, a ticker or a brand of it as that company; the ordinary word ("a target audience"), another
    bearer of the name and places called after it are no match.

    With jsonl there is one line for each line of ITEMS that is not blank, in order: {"id", "accounts",
    "story"}; accounts are in the order of their file, and equal numbers of story are the same story. A line
    that is no JSON object is reported by its number and still has its line, with null for its id and no
    accounts. Nothing is stored and nothing leaves this computer.
    """
    try:
        companies = _read_companies(read_csv_file(accounts))
    except UnusableFileError as error:
        raise CannotMatchError(str(error)) from None
    matcher = build_matcher(companies)
    book = StoryBook()
    if layout == "table":
        _print_table(items, matcher, book)
        return
    out = sys.stdout.buffer
    for item in _read_items(items):
        found = matcher.match(item.title, item.summary, item.link, item.feed)
        line: dict[str, Any] = {
            "id": item.id,
            "accounts": list(dict.fromkeys(each.key for each in found)),
            "story": _find_story(book, matcher, item, found),
        }
        if explain:
            reason = classify_news(item.title, item.summary)
            line["why"] = {each.key: each.reason for each in found}
            line["kind"], line["kind_words"] = reason.kind.value, reason.words
        out.write(_write_line(line))


def _find_story(book: StoryBook, matcher: Matcher, item: _Item, found: tuple[Match, ...]) -> int:
    keys = tuple(each.key for each in found)
    return book.take(
        StoryItem(item.title, item.summary, item.link, item.published, keys, matcher.list_aliases(keys))
    )


def _print_table(items: Path, matcher: Matcher, book: StoryBook) -> None:
    total = matched = 0
    encoding = sys.stdout.encoding or "ascii"
    for item in _read_items(items):
        total += 1
        found = matcher.match(item.title, item.summary, item.link, item.feed)
        story = _find_story(book, matcher, item, found)
        if not found:
            continue
        matched += 1
        kind = classify_news(item.title, item.summary).kind.value
        lines = [f"{_cut(item.title or item.summary, 100)}   [story {story}, {kind}]"]
        lines += [f"    {_cut(each.key, 40)}: {_cut(each.reason, 100)}" for each in found]
        text = "\n".join(lines) + "\n"
        click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
    items_said = "1 item" if total == 1 else f"{total:,} items"
    click.echo(f"{items_said}, {matched:,} of them about your accounts, {book.count:,} stories.")


def _read_companies(file: CsvFile) -> list[Company]:
    headings = [squeeze(column) for column in file.columns]
    places: dict[str, int] = {}
    for field, known in _COLUMNS.items():
        place = next((headings.index(heading) for heading in known if heading in headings), None)
        if place is not None:
            places[field] = place
    if "account" not in places:
        raise UnusableFileError(
            f"{file.name} has no column account; its columns are {', '.join(file.columns)}."
        )
    for reject in file.broken[:MOST_COMPLAINTS]:
        click.echo(f"accounts, line {reject.line}: {_clean(reject.reason)}", err=True)
    companies: list[Company] = []
    for row in file.rows:
        cells = {field: row.cells[place].strip() for field, place in places.items()}
        if not cells["account"]:
            click.echo(f"accounts, line {row.line}: There is no account on it.", err=True)
            continue
        companies.append(
            Company(
                key=cells["account"],
                name=cells["account"],
                aliases=_split(cells.get("aliases", "")),
                domain=cells.get("domain") or None,
                industry=cells.get("industry") or None,
                exclude=_split(cells.get("exclude", "")),
            )
        )
    return companies


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for each in cell.split(";") if (part := each.strip()))


def _read_items(path: Path) -> Iterator[_Item]:
    complaints = 0
    with _open(path) as (file, size), show_share("Matching", "bytes") as tell:
        done = 0
        for number, raw in enumerate(file, 1):
            done += len(raw)
            if number % 500 == 0 and size >= 1_000_000:
                tell(done, size)
            if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            item = _read_item(raw)
            if isinstance(item, str):
                complaints += 1
                if complaints <= MOST_COMPLAINTS:
                    click.echo(f"line {number}: {item}", err=True)
                item = _Item(None)
            yield item
    if complaints > MOST_COMPLAINTS:
        click.echo(f"and {complaints - MOST_COMPLAINTS:,} more like these", err=True)


@contextmanager
def _open(path: Path) -> Generator[tuple[IO[bytes], int]]:
    if str(path) == "-":
        yield sys.stdin.buffer, 0
        return
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise CannotMatchError(f"There is no file {path}.") from None
    except OSError as error:
        raise CannotMatchError(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        yield file, path.stat().st_size


def _read_item(raw: bytes) -> _Item | str:
    """Return the item of a line, or a sentence about what is wrong with it."""
    try:
        read = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "Its letters are not UTF-8."
    except json.JSONDecodeError as error:
        return f"It is not JSON: {error.msg}, at character {error.pos + 1}."
    except (RecursionError, ValueError):
        return "It is not JSON that can be read."
    if not isinstance(read, dict):
        return "It is not an object with id, title and the like."
    fields = cast("dict[str, Any]", read)
    return _Item(
        _read_id(fields.get("id")),
        _read_words(fields.get("title")),
        _read_words(fields.get("summary")),
        _read_words(fields.get("link")) or None,
        _read_moment(fields.get("published")),
        _read_words(fields.get("feed")) or None,
    )


def _read_id(value: Any) -> Any:
    """Return an id as it was given, whatever it is; None where JSON has no way to write it, such as NaN."""
    if isinstance(value, str | int | None):
        return value
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return value


def _read_words(value: Any) -> str:
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _read_moment(value: Any) -> datetime | None:
    """Return a time written as ISO 8601, as in RSS, or in seconds; None where it is none of them."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if not isinstance(value, str):
            return None
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            moment = parsedate_to_datetime(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None
    return moment


def _write_line(line: dict[str, Any]) -> bytes:
    try:
        return json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(line, default=str).encode() + b"\n"


def _cut(text: str, most: int) -> str:
    plain = " ".join(_clean(text).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def _clean(text: str) -> str:
    # An escape sequence in a feed must not reach the terminal.
    return _CONTROLS.sub(" ", text)
