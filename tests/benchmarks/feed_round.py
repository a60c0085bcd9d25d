"""What a round over 1,000 feeds costs beside merely asking them: the same client, the same requests.

    uv run python -m tests.benchmarks.feed_round [--feeds 1000] [--items 20] [--rounds 5] [--latency 0]

A server in a process of its own answers 304 to whoever sends the right ETag, after `latency` milliseconds.
Before each round `changed` of a hundred feeds get one new entry. Merely asking sends the same conditional
GETs by the same client with as many in flight, and reads the answers; it parses and stores nothing. Both
take turns.
"""

import argparse
import asyncio
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from jobs.feeds.client import FeedClient
from jobs.feeds.fetching import Fetcher
from jobs.feeds.reading_pool import ReadingPool
from jobs.polled_feeds import Outcome
from jobs.polling import poll_due_feeds
from jobs.rules.web_addresses import AllowedHosts
from storage.database import Database, Transaction
from storage.feeds import add_feeds, list_feeds
from storage.migrations import migrate
from storage.news_records import Feed, FeedItem, NewFeed
from storage.workspaces import add_workspace
from tests.benchmarks.own_processes import describe_machine

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
WORDS = [
    "Acme",
    "opens",
    "a",
    "plant",
    "in",
    "Leeds",
    "and",
    "hires",
    "two",
    "hundred",
    "people",
    "for",
    "its",
    "new",
    "line",
    "of",
    "pumps",
]


class _Server(asyncio.Protocol):
    """As little of HTTP as it takes; one object for each connection."""

    versions: dict[bytes, int]
    items: int
    latency: float

    def _answer(self, answer: bytes) -> None:
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, self._transport.write, answer)
        else:
            self._transport.write(answer)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1]
        version = self.versions.get(path, 1)
        etag = b'"%d"' % version
        if b"if-none-match: " + etag in data.lower():
            self._answer(b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n")
            return
        body = write_feed(path.decode(), version, self.items).encode()
        self._answer(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: %s\r\nContent-Length: %d\r\n\r\n"
            % (etag, len(body))
            + body
        )


def write_feed(path: str, version: int, items: int) -> str:
    """A feed whose newest entry has the number of its version; about 500 letters an entry."""
    entries = [
        f"<item><title>{path} {' '.join(WORDS[number % 7 :][:9])} {number}</title>"
        f"<link>https://news.example{path}/{number}</link><guid>https://news.example{path}/{number}</guid>"
        f"<pubDate>{START + timedelta(hours=number - 90):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description>&lt;p&gt;{' '.join(WORDS * 3)}&lt;/p&gt;</description></item>"
        for number in range(items + version, version, -1)
    ]
    return f"<rss version='2.0'><channel><title>News {path}</title>{''.join(entries)}</channel></rss>"


def serve(pipe: Connection, items: int, latency: float) -> None:
    """Serve until told to stop; told a list of paths, these have something new from now on."""
    _Server.versions, _Server.items, _Server.latency = {}, items, latency

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(_Server, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        stop = asyncio.Event()

        def hear() -> None:
            told = pipe.recv()
            if told is None:
                stop.set()
                return
            for path in told:
                _Server.versions[path] = _Server.versions.get(path, 1) + 1
            pipe.send("done")

        loop.add_reader(pipe.fileno(), hear)
        await stop.wait()
        server.close()

    asyncio.run(run())


async def merely_ask(client: FeedClient, feeds: Sequence[Feed]) -> int:
    """Send the round's conditional GETs and read what comes; returns how many bytes."""
    total = 0
    async with client.fetcher.open() as opened:

        async def ask(feed: Feed) -> int:
            headers = {"If-None-Match": feed.etag} if feed.etag else {}
            async with opened.slots, opened.session.get(feed.url, headers=headers) as response:
                return len(await response.read())

        for size in await asyncio.gather(*(ask(feed) for feed in feeds)):
            total += size
    return total


def take_nothing(transaction: Transaction, feed: Feed, items: Sequence[FeedItem], now: datetime) -> None:
    """What matching costs is measured elsewhere."""


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, default in (("feeds", 1000), ("items", 20), ("rounds", 5), ("changed", 10), ("latency", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    print(describe_machine())
    mine, its = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(its, given.items, given.latency / 1000), daemon=True)
    server.start()
    port = mine.recv()
    with tempfile.TemporaryDirectory() as folder:
        measure(given, mine, port, Path(folder))
    mine.send(None)
    server.join()


def measure(given: argparse.Namespace, server: Connection, port: int, folder: Path) -> None:
    books = Database(f"sqlite:///{folder / 'news.db'}")
    migrate(books)
    with books.everywhere() as connection:
        workspace = add_workspace(connection, "Bench", START).id
    paths = [f"/{number}" for number in range(given.feeds)]
    with books.transaction(workspace) as transaction:
        add_feeds(transaction, [NewFeed(f"http://127.0.0.1:{port}{path}") for path in paths], START)
    fetcher = Fetcher(allowed=AllowedHosts(frozenset([("127.0.0.1", port)])))
    ratios: list[float] = []
    with FeedClient(fetcher, ReadingPool(2)) as client:
        begun = time.perf_counter()
        count = poll_due_feeds(books, client, START, "bench", take_nothing)
        print(f"first round, everything read: {time.perf_counter() - begun:.2f} s, {dict(count.outcomes)}")
        now = START
        for number in range(given.rounds):
            now += timedelta(hours=25)
            changed = [
                path.encode()
                for place, path in enumerate(paths)
                if (place + 37 * number) % 100 < given.changed
            ]
            server.send(changed)
            server.recv()
            with books.reading(workspace) as reader:
                feeds = list_feeds(reader)
            begun, worked = time.perf_counter(), time.process_time()
            asyncio.run(merely_ask(client, feeds))
            asking, asking_work = time.perf_counter() - begun, time.process_time() - worked
            begun, worked = time.perf_counter(), time.process_time()
            count = poll_due_feeds(books, client, now, "bench", take_nothing)
            whole, work = time.perf_counter() - begun, time.process_time() - worked
            assert count.outcomes[Outcome.NEW] == len(changed), count
            ratios.append(whole / asking)
            print(
                f"asking {asking:.2f} s, the round {whole:.2f} s, ratio {whole / asking:.2f}; "
                f"of the processor {asking_work:.2f} and {work:.2f} s, ratio {work / asking_work:.2f}"
            )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"median ratio {statistics.median(ratios):.2f}, peak memory {memory} MB")
    books.close()


if __name__ == "__main__":
    main()
