"""`drumbeat feed`: read feeds from files, and judge addresses, both without the network."""

import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import click

from bot.commands.json_lines import clean_for_terminal, read_json, read_lines, write_json
from bot.commands.plain_files import UnreadableFileError, read_plain_file
from bot.commands.progress import show_progress
from bot.feed_access import READING_PROCESSES, read_fetch_allow
from bot.settings import read_settings
from jobs.feeds.reading_pool import MOST_BODY_BYTES, ReadingPool
from jobs.feeds.readings import DocumentRefusedError, PageReading, write_moment
from jobs.rules.web_addresses import AddressRefusedError, AllowedHosts, read_web_address
from storage.news_records import FeedItem

_AHEAD = 4 * READING_PROCESSES
"""Files that are read ahead of the one whose line is due."""

UNREADABLE = 1

_list = click.option(
    "--list",
    "listing",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="LIST",
)


@click.group()
def feed() -> None:
    """Read a feed from a file, or judge addresses, as the news watcher does. Neither touches the network."""


@feed.command()
@click.argument("file", required=False)
@_list
@click.option(
    "--format", "layout", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True
)
@click.pass_context
def parse(context: click.Context, file: str | None, listing: Path | None, layout: str) -> None:
    """Read FILE as RSS, Atom or JSON Feed and show its title and entries.

    --list reads many instead: LIST has one path a line, and each gets one line, in order, whatever is wrong
    with it. Files are read in a process with limits on time and memory; nothing they name is opened. The exit
    code is 1 where FILE cannot be read.
    """
    if (file is None) == (listing is None):
        raise click.UsageError("Name one FILE, or a LIST of them with --list.")
    with ReadingPool(READING_PROCESSES) as pool:
        if file is not None:
            found = _parse_file(pool, file)
            if layout == "text":
                _tell_feed(found)
            else:
                write_json(found, indent=2 if layout == "json" else None)
            context.exit(0 if found["ok"] else UNREADABLE)
        assert listing is not None
        paths = [os.fsdecode(line) for line in read_lines(listing)]
        with show_progress(len(paths), "Reading", "files") as advance:
            for found in _parse_files(pool, paths):
                if layout == "text":
                    _tell_feed(found)
                else:
                    write_json(found)
                advance(1)


def _parse_files(pool: ReadingPool, paths: Iterable[str]) -> Generator[dict[str, Any]]:
    """Give what each file holds, in order, while the next ones are being read."""
    waiting: deque[Future[dict[str, Any]]] = deque()
    with ThreadPoolExecutor(READING_PROCESSES) as threads:
        for path in paths:
            waiting.append(threads.submit(_parse_file, pool, path))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _parse_file(pool: ReadingPool, path: str) -> dict[str, Any]:
    try:
        reading = pool.read(read_plain_file(path, MOST_BODY_BYTES))
    except (DocumentRefusedError, UnreadableFileError) as error:
        return _describe(path, error=str(error))
    if isinstance(reading, PageReading):
        more = f" It names {reading.feeds[0]} as its feed." if reading.feeds else ""
        return _describe(path, title=reading.title, error=f"It is a web page, and no feed.{more}")
    return _describe(path, title=reading.title, items=reading.items)


def _describe(
    path: str, *, title: str = "", items: Iterable[FeedItem] = (), error: str | None = None
) -> dict[str, Any]:
    return {
        "file": path,
        "ok": error is None,
        "error": error,
        "title": title,
        "items": [describe_item(each) for each in items],
    }


def describe_item(item: FeedItem) -> dict[str, Any]:
    """Return an entry as the command line shows it."""
    return {
        "id": item.id,
        "title": item.title,
        "link": item.link,
        "summary": item.summary,
        "published": write_moment(item.published),
    }


def _tell_feed(found: dict[str, Any]) -> None:
    name = clean_for_terminal(found["file"])
    if not found["ok"]:
        click.echo(f"{name}: {found['error']}")
        return
    items = found["items"]
    click.echo(f"{name}: {found['title'] or 'without a title'}, {len(items)} entries")
    for item in items:
        day = (item["published"] or "")[:10] or "no date   "
        click.echo(f"  {day}  {item['title'] or item['summary'][:80] or item['id']}")
        if item["link"]:
            click.echo(f"              {item['link']}")


@feed.command("check-url")
@click.argument("url", required=False)
@_list
@click.option(
    "--allow-host", "allow", multiple=True, metavar="HOST:PORT", help="May be asked though private."
)
@click.option("--format", "layout", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def check_url(url: str | None, listing: Path | None, allow: tuple[str, ...], layout: str) -> None:
    """Say whether URL may be asked for a feed, by its form and its address, without the network.

    --list judges many instead: LIST has lines such as {"id": 1, "url": "https://example.com/feed"}, and each
    gets one line, in order. A name is judged again when it is connected to, by the address it leads to.
    """
    if (url is None) == (listing is None):
        raise click.UsageError("Name one URL, or a LIST of them with --list.")
    try:
        allowed = read_fetch_allow(read_settings(), allow)
    except AddressRefusedError as error:
        raise click.UsageError(f"--allow-host or DRUMBEAT_FETCH_ALLOW: {error}") from None
    if url is not None:
        _tell_verdict(_judge(url, url, allowed), layout)
        return
    assert listing is not None
    for line in read_lines(listing):
        _tell_verdict(_judge_line(line, allowed), layout)


def _judge_line(line: bytes, allowed: AllowedHosts) -> dict[str, Any]:
    try:
        record = read_json(line)
    except ValueError:
        return {"id": None, "ok": False, "error": "The line is no JSON object with id and url."}
    if not isinstance(record, dict):
        return {"id": None, "ok": False, "error": "The line is no JSON object with id and url."}
    fields = cast("dict[str, Any]", record)
    url = fields.get("url")
    if not isinstance(url, str):
        return {"id": fields.get("id"), "ok": False, "error": "The line has no url."}
    return _judge(fields.get("id"), url, allowed)


def _judge(name: object, url: str, allowed: AllowedHosts) -> dict[str, Any]:
    try:
        read_web_address(url, allowed)
    except AddressRefusedError as error:
        return {"id": name, "ok": False, "error": str(error)}
    return {"id": name, "ok": True, "error": None}


def _tell_verdict(verdict: dict[str, Any], layout: str) -> None:
    if layout == "jsonl":
        write_json(verdict)
    else:
        click.echo(f"{clean_for_terminal(str(verdict['id']))}: {verdict['error'] or 'may be asked'}")
