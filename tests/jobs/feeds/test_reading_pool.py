"""Documents made to hurt: each ends within its limits, and hurts nobody else."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from jobs.feeds.deadlines import DeadlineWatch
from jobs.feeds.reading_pool import ReadingPool
from jobs.feeds.readings import DocumentRefusedError, FeedReading
from tests.feed_server import a_feed

GOOD = a_feed("One").encode()
HURTS = b"<rss version='2.0'><channel>" + b"<a/>" * 950_000 + b"</channel></rss>"


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(2, deadline_seconds=3) as warm:
        yield warm


def test_a_document_made_to_hurt_ends_and_the_next_one_is_read(pool: ReadingPool) -> None:
    pool.read(GOOD)
    with pytest.raises(DocumentRefusedError, match="takes too long"):
        pool.read(HURTS)
    assert isinstance(pool.read(GOOD), FeedReading)


def test_others_are_read_meanwhile() -> None:
    """It ends by itself once it has used up its processor time, which a busy machine gives to none faster."""

    def hurt() -> None:
        with suppress(DocumentRefusedError):
            pool.read(HURTS)

    with ReadingPool(2, deadline_seconds=200) as pool:
        pool.read(GOOD)
        thread = threading.Thread(target=hurt)
        thread.start()
        read = 0
        while thread.is_alive() and read < 10:
            assert isinstance(pool.read(GOOD), FeedReading)
            read += 1
        # How it ends is no matter here.
        while thread.is_alive():
            for process in list(pool._watch._due):
                process.kill()
            thread.join(0.05)
    assert read == 10, "a good document waited for a bad one"


def test_a_document_that_is_a_path_or_an_address_is_not_opened(pool: ReadingPool) -> None:
    for body in (b"/etc/hostname", b"file:///etc/hostname", b"http://127.0.0.1:1/"):
        with pytest.raises(DocumentRefusedError, match="not a feed"):
            pool.read(body)


def test_processes_that_end_are_replaced(pool: ReadingPool) -> None:
    pool.read(GOOD)
    for reader in pool._idle:
        reader._process.kill()
        reader._process.wait()
    assert isinstance(pool.read(GOOD), FeedReading)


def test_what_is_too_large_is_not_even_handed_over(pool: ReadingPool) -> None:
    with pytest.raises(DocumentRefusedError, match="larger than 4 MB"):
        pool.read(b" " * (4 * 1024 * 1024 + 1))


def test_a_closed_pool_leaves_no_process_behind() -> None:
    pool = ReadingPool(1)
    pool.read(GOOD)
    [reader] = pool._idle
    pool.close()
    assert not reader.lives


def test_one_thread_watches_over_all_deadlines_and_ends_with_the_pool() -> None:
    def count_watches() -> int:
        return sum(1 for each in threading.enumerate() if each.name == "feed-deadlines" and each.is_alive())

    before = count_watches()
    pool = ReadingPool(2)
    for _ in range(5):
        pool.read(GOOD)
    assert count_watches() == before + 1
    pool.close()
    until = time.monotonic() + 60
    while count_watches() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert count_watches() == before


def test_a_process_is_killed_at_its_deadline_and_not_before() -> None:
    watch = DeadlineWatch()
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(command) as late, subprocess.Popen(command) as early:
        with watch.limit(early, 30):
            pass
        with watch.limit(late, 0.1):
            assert late.wait(60) != 0
        assert early.poll() is None
        early.kill()
    watch.end()


def test_who_asks_never_reads_a_document_itself() -> None:
    """feedparser stays in the processes that read: it is slow to import, and whatever hurts it hurts them."""
    code = "import sys, jobs.polling; print('feedparser' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
