"""Whether the process that asks feeds grows where their servers mean harm.

    uv run python -m tests.benchmarks.feed_memory [--rounds 200] [--seconds 1]

Each round asks a dozen feeds, each of which hurts in its own way and differently each time: answers that
unpack to far more than they weigh, once and twice packed, bodies without end, headers without end, entities
that multiply, elements with thousands of attributes, ten thousand new entries, circles, addresses inside
the network, half answers, and servers that say nothing for `seconds`. Good feeds with new entries stand
among them. The main process's memory is read from the system.
"""

import argparse
import gzip
import multiprocessing
import os
import resource
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path

from jobs.feeds.client import FeedClient
from jobs.feeds.fetching import Fetcher
from jobs.feeds.reading_pool import ReadingPool
from jobs.polled_feeds import Outcome
from jobs.polling import poll_due_feeds
from jobs.rules.web_addresses import read_allowed_hosts
from storage.database import Database
from storage.feeds import add_feed
from storage.migrations import migrate
from storage.news_records import NewFeed
from storage.workspaces import add_workspace
from tests.benchmarks.feed_round import take_nothing
from tests.benchmarks.own_processes import describe_machine
from tests.feed_server import FeedServer, a_feed

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
ZEROS = 64 * 1024 * 1024
SHOWN_EVERY = 20


@lru_cache(1)
def make_bomb() -> bytes:
    return gzip.compress(b"\0" * ZEROS)


def set_traps(server: FeedServer, number: int, seconds: float) -> None:
    """Let each path hurt in this round's way."""
    bomb = make_bomb()
    mark = f"<!-- {number} -->".encode()
    server.put("/good", a_feed(*(f"News {number - each}" for each in range(20))))
    server.put("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    server.put("/bombs", gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"})
    server.put("/large", mark + b"<rss>" + b" " * 6 * 1024 * 1024)
    server.put("/header", a_feed("One"), headers={"X-Long": "x" * 200_000})
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    entities = f'<!DOCTYPE r [<!ENTITY l0 "ha">{levels}]><rss><channel><title>&l11;{number}</title>'
    server.put("/entities", entities)
    attributes = " ".join(f"a{n}=''" for n in range(20_000))
    server.put("/attributes", f"<rss version='2.0'><channel {attributes}><title>{number}</title>")
    many = "".join(f"<item><title>{number} {n}</title></item>" for n in range(10_000))
    server.put("/many", f"<rss version='2.0'><channel><title>m</title>{many}</channel></rss>")
    server.put("/deep", mark + b"<rss version='2.0'><channel>" + b"<b>" * 3_000)
    server.redirect("/circle", "/circle")
    server.redirect("/inside", f"http://10.0.0.{number % 250 + 1}/")
    server.put("/half", a_feed("One"), breaks_off=True)
    server.put("/silent", a_feed("One"), lasts=seconds + 5)
    server.refuse("/busy", 503, Retry_After="9" * 5_000)


PATHS = (
    *("/good", "/bomb", "/bombs", "/large", "/header", "/entities", "/attributes", "/many", "/deep"),
    *("/circle", "/inside", "/half", "/silent", "/busy"),
)


def read_memory() -> float:
    """Return how much memory this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def serve(pipe: Connection, seconds: float) -> None:
    """Serve until told to stop; told a number, set that round's traps."""
    with FeedServer() as server:
        pipe.send(server.port)
        while (number := pipe.recv()) is not None:
            set_traps(server, number, seconds)
            server.log.clear()
            pipe.send("set")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1.0)
    given = parser.parse_args()
    print(describe_machine())
    mine, its = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(its, given.seconds), daemon=True)
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
    with books.transaction(workspace) as transaction:
        for path in PATHS:
            add_feed(transaction, NewFeed(f"http://127.0.0.1:{port}{path}"), START)
    fetcher = Fetcher(allowed=read_allowed_hosts([f"127.0.0.1:{port}"]), total_seconds=given.seconds)
    outcomes: Counter[Outcome] = Counter()
    print(f"before: {read_memory():.0f} MB")
    begun = time.monotonic()
    with FeedClient(fetcher, ReadingPool(2)) as client:
        for number in range(given.rounds):
            server.send(number)
            server.recv()
            # Eight days on: whoever asked to be left alone is asked again.
            now = START + timedelta(days=8 * number)
            count = poll_due_feeds(books, client, now, "bench", take_nothing, patience_seconds=None)
            assert count.asked == len(PATHS), count
            outcomes += count.outcomes
            if (number + 1) % SHOWN_EVERY == 0:
                print(
                    f"after {number + 1} rounds: {read_memory():.1f} MB, {len(threading.enumerate())} threads"
                )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{given.rounds} rounds in {time.monotonic() - begun:.0f} s, {dict(outcomes)}, peak {peak:.0f} MB")
    books.close()


if __name__ == "__main__":
    main()
