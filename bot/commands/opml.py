"""`drumbeat import feeds`: a list of feeds from another reader."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import click

from bot.app import read_clock
from bot.commands.databases import CannotStartError, find_workspace, open_database
from bot.commands.plain_files import UnreadableFileError, read_plain_file
from bot.commands.progress import show_progress
from bot.feed_access import read_fetch_allow
from bot.parsing.accounts import AccountNames
from bot.parsing.feed_lists import LeftOut, ListedFeed, plan_listed_feeds
from bot.settings import read_settings
from jobs.rules.web_addresses import AddressRefusedError
from storage.accounts import list_accounts
from storage.database import Database, Transaction
from storage.feeds import add_feeds, list_feed_addresses
from storage.news_records import FeedScope, NewFeed
from storage.opml import MOST_BYTES, OpmlRefusedError, Outline, read_opml

SOME_LEFT_OUT = 1
TOGETHER = 500
T = TypeVar("T")


@click.command("feeds")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Show what would be watched, and change nothing.")
@click.option("--team", is_flag=True, help="Watch what belongs to no account or industry for the whole team.")
@click.option("--workspace", metavar="NAME|TEAM_ID", help="Which workspace, where there are several.")
@click.option("--database", metavar="URL", help="The database, if not the one in DATABASE_URL.")
@click.pass_context
def import_feeds(
    context: click.Context,
    file: Path,
    *,
    dry_run: bool,
    team: bool,
    workspace: str | None,
    database: str | None,
) -> None:
    """Watch the feeds of an OPML file, as feed readers export it.

    A folder or a feed that is called like an account is watched for it; a folder called like an industry of
    your accounts, or "industry: Chemicals", for that. What stands in a feed when it is first read is no news.
    Importing a file twice changes nothing. Import your accounts first. The exit code is 1 where anything was
    left out, and each such line is named.
    """
    now = cast("Callable[[], datetime]", context.obj or read_clock)()
    try:
        outlines = read_opml(read_plain_file(file, MOST_BYTES))
        allowed = read_fetch_allow(read_settings())
    except (OpmlRefusedError, UnreadableFileError) as error:
        raise CannotStartError(f"{file.name}: {error}") from None
    except AddressRefusedError as error:
        raise CannotStartError(f"DRUMBEAT_FETCH_ALLOW: {error}") from None
    with open_database(database, only_present=True) as books:
        home = find_workspace(books, workspace)
        if home is None:
            raise CannotStartError("No workspace has been set up: import your accounts first.")
        with books.reading(home.id) as reader:
            accounts = list_accounts(reader)
            names = AccountNames.of((each.id, each.name, each.aliases) for each in accounts)
            industries = list(dict.fromkeys(each.industry for each in accounts if each.industry))
            with show_progress(len(outlines), "Reading", "feeds") as advance:
                plan = plan_listed_feeds(
                    tell_each(outlines, advance), names, industries, rest_for_team=team, allowed=allowed
                )
            new = list_new(reader, [each for each in plan if isinstance(each, ListedFeed)])
        added = len(new) if dry_run else watch_listed(books, home.id, new, now)
    tell(plan, new, added, dry_run=dry_run)
    context.exit(SOME_LEFT_OUT if any(isinstance(each, LeftOut) for each in plan) else 0)


def watch_listed(books: Database, workspace: int, new: Sequence[ListedFeed], now: datetime) -> int:
    """Watch feeds of a list and return how many: two of its addresses may be one feed that has moved."""
    added = 0
    with show_progress(len(new), unit="feeds") as advance:
        for some in batched(new):
            # Each in its own transaction: whoever logs a touch meanwhile does not wait for them all.
            with books.transaction(workspace) as transaction:
                added += len(add_feeds(transaction, map(describe_new, some), now))
            advance(len(some))
    return added


def tell_each(outlines: Sequence[Outline], advance: Callable[[int], None]) -> Iterator[Outline]:
    """Give the feeds of a list, and tell how many were taken."""
    for some in batched(outlines):
        yield from some
        advance(len(some))


def batched(feeds: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give the feeds some hundreds at a time."""
    for start in range(0, len(feeds), TOGETHER):
        yield feeds[start : start + TOGETHER]


def describe_new(listed: ListedFeed) -> NewFeed:
    scope = FeedScope.TEAM
    if listed.account_id is not None:
        scope = FeedScope.ACCOUNT
    elif listed.industry is not None:
        scope = FeedScope.INDUSTRY
    return NewFeed(listed.url, scope, listed.account_id, listed.industry, title=listed.outline.title or None)


def list_new(transaction: Transaction, listed: Sequence[ListedFeed]) -> list[ListedFeed]:
    """Return the feeds that are not watched for the same already, each once."""
    known = list_feed_addresses(transaction)
    new: dict[tuple[str, str], ListedFeed] = {}
    for each in listed:
        key = (describe_new(each).about, each.url)
        if key not in known:
            new.setdefault(key, each)
    return list(new.values())


def tell(
    plan: Sequence[ListedFeed | LeftOut], new: Sequence[ListedFeed], added: int, *, dry_run: bool
) -> None:
    """Say what was done, or would be, and what is wrong on which line."""
    listed = [each for each in plan if isinstance(each, ListedFeed)]
    left_out = [each for each in plan if isinstance(each, LeftOut)]
    if dry_run:
        for each in new:
            whose = "the whole team" if not each.about else each.about
            click.echo(f"  line {each.outline.line}: {name_outline(each.outline.title, each.url)} → {whose}")
    for each in left_out:
        named = name_outline(each.outline.title, each.outline.url)
        click.echo(f"  line {each.outline.line}: {named} is left out: {each.reason}", err=True)
    twice = len(listed) - len({(describe_new(each).about, each.url) for each in listed})
    already = len(listed) - added - twice
    counts = [
        f"{_count_feeds(added)} to be watched" if dry_run else f"{_count_feeds(added)} newly watched",
        f"{already:,} watched before",
        *([f"{twice:,} in the file twice"] if twice else []),
        f"{len(left_out):,} left out",
    ]
    click.echo(f"{', '.join(counts)}.")


def _count_feeds(count: int) -> str:
    return "1 feed" if count == 1 else f"{count:,} feeds"


def name_outline(title: str, url: str) -> str:
    shown = "".join(each for each in (title or url) if each.isprintable())
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
