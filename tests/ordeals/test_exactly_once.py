"""Every message stands in Slack exactly once, wherever a process dies (complaint 13)."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from tests.doomed_bot import POINTS
from tests.ordeal import DeadlyPost, Ordeal

PEOPLE = 24
PATIENCE_SECONDS = 200.0
NONE = {"lost": 0, "twice": 0, "out of order": 0, "not noted as sent": 0}


@pytest.fixture
def deadly_post() -> Iterator[DeadlyPost]:
    post = DeadlyPost()
    post.install()
    yield post
    post.remove()


@pytest.fixture
def ordeal(database_url: str, tmp_path: Path) -> Iterator[Ordeal]:
    with ExitStack() as stack:
        ordeal = Ordeal(database_url, people=PEOPLE, log=tmp_path / "log")
        stack.callback(ordeal.stop)
        yield ordeal


def finish_all(ordeal: Ordeal) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while ordeal.count_unfinished() and time.monotonic() < deadline:
        time.sleep(0.1)


def let_die(ordeal: Ordeal, dying: ForkServerProcess) -> None:
    """Give the bots work until this one is dead."""
    while dying.is_alive():
        if ordeal.count_unfinished() < PEOPLE:
            ordeal.queue(PEOPLE // 2)
        time.sleep(0.2)
    ordeal.wait_for_death(dying)


def test_a_process_that_dies_at_any_point_of_the_send_path_loses_and_doubles_nothing(
    ordeal: Ordeal, deadly_post: DeadlyPost
) -> None:
    """On PostgreSQL a second process works beside the dying ones."""
    if not ordeal.books.is_sqlite:
        ordeal.start_bot()
    for point in POINTS:
        let_die(ordeal, ordeal.start_bot(point, times=1 if "claim" in point else 3))
    for posts_first in (False, True):
        dying = ordeal.start_bot()
        deadly_post.kill_at_next_post(dying, posts_first=posts_first)
        let_die(ordeal, dying)
    ordeal.start_bot()
    finish_all(ordeal)
    assert ordeal.deaths == len(POINTS) + 2
    assert ordeal.count_unfinished() == 0
    assert ordeal.find_faults() == NONE
