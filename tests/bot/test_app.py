"""The bot put together: which of its work waits for which."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import app
from bot.app import Drumbeat, build
from bot.settings import Settings
from jobs.schedule import Enough, Job, Progress
from storage.database import Database
from tests.builders import a_workspace

PATIENCE_SECONDS = 20


@pytest.fixture
def drumbeat(tmp_path: Path) -> Iterator[Drumbeat]:
    built = build(Settings(database_url=f"sqlite:///{tmp_path / 'drumbeat.db'}"))
    a_workspace(built.books)
    yield built
    built.stop()


class _Work:
    """Lasts until it is told to stop."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = threading.Event()

    def __call__(
        self, books: Database, workspace: int, now: object, progress: Progress, enough: Enough, /
    ) -> int:
        self.begun.set()
        while not enough():
            self.ended.wait(0.01)
        self.ended.set()
        return 0


def test_no_message_waits_for_the_night_and_stopping_ends_it(
    drumbeat: Drumbeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages waited behind it, readiness took it for a delivery that hangs, and stopping waited too."""
    night, message = _Work(), threading.Event()
    monkeypatch.setattr(app, "LASTING", (Job("night", night, "always", lasting=True),))

    def deliver(books: Database, workspace: int, now: object, *_watch: object) -> int:
        if night.begun.is_set():
            message.set()
        return 0

    monkeypatch.setattr(app, "QUICK", (Job("message", deliver, "always"),))
    drumbeat.start()
    assert night.begun.wait(PATIENCE_SECONDS)
    drumbeat.around.deliver_soon()
    assert message.wait(PATIENCE_SECONDS)
    assert not night.ended.is_set()
    drumbeat.stop()
    assert night.ended.is_set()


def test_whoever_plans_many_messages_shows_that_it_gets_on(
    drumbeat: Drumbeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    ages: list[float | None] = []

    def plan(books: Database, workspace: int, now: object, progress: Progress, enough: Enough, /) -> int:
        monkeypatch.setattr(drumbeat.metrics, "_beat_at", -1e9)
        progress(1, 1000)
        ages.append(drumbeat.metrics.beat_age)
        return 0

    monkeypatch.setattr(app, "QUICK", (Job("plan", plan, "always"),))
    drumbeat.tick()
    [age] = ages
    assert age is not None
    assert age < 1e6


def test_what_takes_long_is_not_done_by_a_tick() -> None:
    assert [job.name for job in app.LASTING] == ["rhythms"]
    assert set(app.QUICK).isdisjoint(app.LASTING)
