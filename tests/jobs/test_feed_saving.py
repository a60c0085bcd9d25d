"""What a round has begun to write down is written, also where the round ends meanwhile."""

import asyncio
import threading

from jobs.feed_saving import FeedSaver
from jobs.feeds.event_loop import run_to_end
from storage.database import Database
from storage.feed_polling import claim_due_feeds
from storage.feeds import add_feed, read_feed
from storage.news_records import NewFeed
from tests.builders import NOW, a_workspace


def test_work_whose_waiter_was_called_off_is_done_and_its_error_is_told(sqlite_books: Database) -> None:
    """A round that ends calls off its tasks; answers that were read would be lost, and errors untold."""
    goes_on, done = threading.Event(), list[str]()

    def write() -> None:
        done.append("written")

    def fail() -> None:
        raise RuntimeError("the disk is full")

    async def run() -> list[Exception]:
        with FeedSaver(sqlite_books, "watcher") as saver:
            busy = asyncio.create_task(saver.save(lambda: goes_on.wait(60)))
            queued = [asyncio.create_task(saver.save(work)) for work in (write, fail)]
            await asyncio.sleep(0.05)
            for each in queued:
                each.cancel()
            await asyncio.wait(queued)
            assert all(each.cancelled() for each in queued)
            goes_on.set()
            await busy
            return await saver.finish()

    assert [str(error) for error in run_to_end(run())] == ["the disk is full"]
    assert done == ["written"]


def test_a_host_is_held_though_the_round_ends_at_that_moment(sqlite_books: Database) -> None:
    workspace = a_workspace(sqlite_books)
    with sqlite_books.transaction(workspace.id) as transaction:
        added = add_feed(transaction, NewFeed("https://busy.example/1"), NOW)
    until, goes_on = NOW.replace(year=NOW.year + 1), threading.Event()

    async def run() -> None:
        with FeedSaver(sqlite_books, "watcher") as saver:
            busy = asyncio.create_task(saver.save(lambda: goes_on.wait(60)))
            holding = asyncio.create_task(saver.hold("busy.example", until))
            await asyncio.sleep(0.05)
            holding.cancel()
            await asyncio.wait([holding])
            goes_on.set()
            await busy

    run_to_end(run())
    with sqlite_books.reading(workspace.id) as reader:
        held = read_feed(reader, added.id)
    assert held is not None
    assert held.next_at == until
    with sqlite_books.everywhere() as connection:
        assert claim_due_feeds(connection, NOW, "other", 9) == []
