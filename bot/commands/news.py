"""`drumbeat news`: rounds of the news watcher by hand, without Slack."""

import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.feed import describe_item
from bot.commands.json_lines import clean_for_terminal, read_lines, write_json
from bot.commands.progress import show_progress
from bot.feed_access import open_feed_client, read_fetch_allow
from bot.settings import read_settings
from jobs.feeds.readings import write_moment
from jobs.polled_feeds import Outcome, Polled
from jobs.polling import PollCount, poll_due_feeds
from jobs.rules.polling import is_due
from jobs.rules.web_addresses import AddressRefusedError, AllowedHosts, read_web_address
from storage.database import Database, DatabaseAddressError, Transaction
from storage.feed_polling import release_feeds
from storage.feeds import add_feeds, list_feeds, pause_feeds
from storage.migrations import DatabaseTooNewError, migrate
from storage.news_records import Feed, FeedItem, NewFeed
from storage.workspaces import add_workspace, list_workspaces

STATE_FILE = "news.db"
_OWNER = "news poll"


def _read_now(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime:
    if text is None:
        from bot.app import read_clock  # noqa: PLC0415 (takes a while to import)

        return read_clock()
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter("write it as 2026-11-23T08:30:00Z.") from None
    if not 1971 <= moment.year <= 9000:
        raise click.BadParameter(f"{moment.year} is not a likely year.")
    return moment


@click.group()
def news() -> None:
    """Ask feeds for news by hand, without Slack."""


@news.command()
@click.option(
    "--feeds",
    "listing",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="One address a line; lines that begin with # are left out.",
)
@click.option(
    "--state",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where it is remembered what was asked and seen; made if need be.",
)
@click.option(
    "--now", metavar="ISO", callback=_read_now, help="The moment to pretend, such as 2026-11-23T08:30:00Z."
)
@click.option("--once", is_flag=True, help="One round: `drumbeat run` is what goes on and on.")
@click.option(
    "--allow-host",
    "allow",
    multiple=True,
    metavar="HOST:PORT",
    help="May be asked though it is private, and without a pause between two requests. Repeatable.",
)
@click.option("--format", "layout", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def poll(
    listing: Path, state: Path, now: datetime, allow: tuple[str, ...], layout: str, *, once: bool
) -> None:
    """Ask each feed of FILE that is due, and show what is new since the last round.

    The first time a feed is only read: what stands in it then is no news. How soon it is due again depends
    on how often it has news and on what it and its server ask for. A feed that is no longer in FILE is not
    asked, and remembered should it come back.
    """
    if not once:
        raise click.UsageError("Add --once: this command makes one round. `drumbeat run` goes on and on.")
    settings = read_settings()
    try:
        client = open_feed_client(settings, read_fetch_allow(settings, allow))
    except AddressRefusedError as error:
        raise click.UsageError(f"--allow-host or DRUMBEAT_FETCH_ALLOW: {error}") from None
    given = [line.decode("utf-8", "replace").strip(" \t") for line in read_lines(listing)]
    urls = list(dict.fromkeys(url for url in given if not url.startswith("#")))
    addresses, refused = _read_addresses(urls, client.fetcher.allowed)
    with client, _open_state(state) as books:
        workspace = _open_workspace(books, now)
        due = _choose_feeds(books, workspace, set(addresses.values()), now)
        polled: dict[int, Polled] = {}
        with show_progress(due, "Asking", "feeds") as advance:

            def note(each: Polled) -> None:
                polled[each.feed.id] = each
                advance(1)

            count = poll_due_feeds(
                books, client, now, _OWNER, _take_nothing, report=note, patience_seconds=None
            )
        with books.reading(workspace) as reader:
            feeds = {feed.given_url: feed for feed in list_feeds(reader)}
    for url in urls:
        told = (
            _describe_refused(url, refused[url])
            if url in refused
            else _describe(url, feeds[addresses[url]], polled)
        )
        if layout == "jsonl":
            write_json(told)
        else:
            _tell(told)
    if layout == "text":
        click.echo(_sum_up(count, len(urls)), err=True)


def _read_addresses(urls: list[str], allowed: AllowedHosts) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the addresses as they are asked, and why others are not."""
    addresses: dict[str, str] = {}
    refused: dict[str, str] = {}
    for url in urls:
        try:
            addresses[url] = read_web_address(url, allowed).url
        except AddressRefusedError as error:
            refused[url] = f"Its address is not asked. {error}"
    return addresses, refused


@contextmanager
def _open_state(folder: Path) -> Generator[Database]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            books = Database(f"sqlite:///{folder / STATE_FILE}")
            try:
                migrate(books)
                yield books
            finally:
                books.close()
    except (OSError, DatabaseAddressError, DatabaseTooNewError, SQLAlchemyError) as error:
        raise click.ClickException(f"The state in {folder} cannot be used: {error}") from None


@contextmanager
def _lock(folder: Path) -> Generator[None]:
    """Hold the folder: two rounds at once would each take the other's feeds for abandoned."""
    with (folder / "lock").open("w") as held:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 (not everywhere)

            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise click.ClickException(f"Another round is under way in {folder}.") from None
        yield


def _open_workspace(books: Database, now: datetime) -> int:
    with books.everywhere() as connection:
        known = list_workspaces(connection)
        return known[0].id if known else add_workspace(connection, "News", now).id


def _choose_feeds(books: Database, workspace: int, wanted: set[str], now: datetime) -> int:
    """Let exactly the wanted feeds be asked, whoever was interrupted over them; returns how many are due."""
    with books.transaction(workspace) as transaction:
        known = {feed.given_url: feed for feed in list_feeds(transaction)}
        release_feeds(transaction)
        pause_feeds(
            transaction,
            [feed.id for url, feed in known.items() if url not in wanted and not feed.paused],
            paused=True,
        )
        back = [feed.id for url, feed in known.items() if url in wanted and feed.paused]
        pause_feeds(transaction, back, paused=False)
        add_feeds(transaction, [NewFeed(url) for url in sorted(wanted - known.keys())], now)
        return sum(is_due(feed, now) for feed in list_feeds(transaction))


def _describe(url: str, feed: Feed, polled: Mapping[int, Polled]) -> dict[str, Any]:
    told = polled.get(feed.id)
    left_alone = Outcome.GONE.value if feed.gone else "not due"
    return {
        "url": url,
        "outcome": told.outcome.value if told else left_alone,
        "status": told.status if told else None,
        "error": feed.error,
        "title": feed.title,
        "newest_title": feed.newest_title,
        "new_items": [describe_item(each) for each in told.new_items] if told else [],
        "next_poll": write_moment(feed.next_at),
        "asked_url": feed.url,
    }


def _describe_refused(url: str, error: str) -> dict[str, Any]:
    return {
        "url": url,
        "outcome": Outcome.FAILED.value,
        "status": None,
        "error": error,
        "title": None,
        "newest_title": None,
        "new_items": [],
        "next_poll": None,
        "asked_url": None,
    }


def _take_nothing(transaction: Transaction, feed: Feed, items: Sequence[FeedItem], now: datetime) -> None:
    """Nobody is told but whoever reads what the command prints."""


def _tell(told: dict[str, Any]) -> None:
    name = told["title"] or clean_for_terminal(told["url"])
    until = f" Next at {told['next_poll'][:16].replace('T', ' ')} UTC." if told["next_poll"] else ""
    match told["outcome"]:
        case "baseline":
            newest = f" Its newest entry is “{told['newest_title']}”." if told["newest_title"] else ""
            words = f"read for the first time; from now on what is new is news.{newest}"
        case "new":
            number = len(told["new_items"])
            words = "1 new entry." if number == 1 else f"{number:,} new entries."
        case "unchanged":
            words = "nothing new."
        case "not due":
            words = f"not due yet.{' ' + told['error'] if told['error'] else ''}"
        case _:
            words = told["error"] or told["outcome"]
    click.echo(f"{name}: {words}{until}")
    for item in told["new_items"]:
        click.echo(f"  {(item['published'] or '')[:10] or 'no date   '}  {item['title']}")
        if item["link"]:
            click.echo(f"              {item['link']}")


def _sum_up(count: PollCount, total: int) -> str:
    parts = [f"{number:,} {outcome.value}" for outcome, number in sorted(count.outcomes.items())]
    return f"Asked {count.asked:,} of {total:,}{': ' if parts else ''}{', '.join(parts)}."
