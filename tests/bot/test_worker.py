"""A thread that is woken, rests, and is stopped."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Queue

import pytest

from bot.worker import Worker

SOON, NEVER = 30.0, 60.0


class Bench:
    """A worker, and what it was asked to do."""

    def __init__(self, idle_seconds: float | None) -> None:
        self.done: Queue[int] = Queue()
        self.answers: list[bool | Exception] = []
        self.worker = Worker("bench", "the work", pause_seconds=0.01, idle_seconds=idle_seconds)
        self.worker.start(self._do)

    def _do(self) -> bool:
        self.done.put(1)
        answer = self.answers.pop(0) if self.answers else False
        if isinstance(answer, Exception):
            raise answer
        return answer

    def rests(self) -> bool:
        try:
            self.done.get(timeout=0.15)
        except Empty:
            return True
        return False


OpenBench = Callable[..., Bench]


@pytest.fixture
def open_bench() -> Iterator[OpenBench]:
    opened: list[Bench] = []

    def opens(idle_seconds: float | None = None) -> Bench:
        opened.append(Bench(idle_seconds))
        return opened[-1]

    yield opens
    for each in opened:
        each.worker.stop(SOON)
    assert not [thread for thread in threading.enumerate() if thread.name == "bench"]


def test_it_works_when_it_is_woken_and_only_then(open_bench: OpenBench) -> None:
    bench = open_bench()
    assert bench.rests()
    bench.worker.wake()
    bench.done.get(timeout=SOON)
    assert bench.rests()


def test_as_long_as_there_is_more_it_goes_on_by_itself(open_bench: OpenBench) -> None:
    bench = open_bench(NEVER)
    bench.answers += [True, True, False]
    bench.worker.wake()
    for _ in range(3):
        bench.done.get(timeout=SOON)
    assert bench.rests()


def test_it_looks_by_itself_now_and_then(open_bench: OpenBench) -> None:
    bench = open_bench(0.01)
    for _ in range(3):
        bench.done.get(timeout=SOON)


def test_what_fails_once_is_done_the_next_time(
    open_bench: OpenBench, caplog: pytest.LogCaptureFixture
) -> None:
    bench = open_bench()
    bench.answers.append(ValueError("a secret"))
    for _ in range(2):
        bench.worker.wake()
        bench.done.get(timeout=SOON)
    assert "ValueError" in caplog.text
    assert "a secret" not in caplog.text


def test_it_rests_once_everything_is_done_that_it_was_woken_for() -> None:
    """Whoever is woken is not at rest before it has begun, nor before it has ended."""
    worker = Worker("bench", "the work", pause_seconds=0.0)
    begun, may_end = threading.Semaphore(0), threading.Semaphore(0)

    def work() -> bool:
        begun.release()
        may_end.acquire(timeout=SOON)
        return False

    worker.wake()
    assert not worker.at_rest
    worker.start(work)
    assert begun.acquire(timeout=SOON)
    assert not worker.at_rest
    worker.wake()
    may_end.release()
    assert begun.acquire(timeout=SOON)
    assert not worker.at_rest
    may_end.release()
    while not worker.at_rest:
        threading.Event().wait(0.005)
    worker.stop(SOON)
    assert worker.at_rest


def test_it_does_not_rest_in_the_pause_before_it_goes_on() -> None:
    worker = Worker("bench", "the work", pause_seconds=NEVER)
    done = threading.Semaphore(0)

    def work() -> bool:
        done.release()
        return True

    worker.wake()
    worker.start(work)
    assert done.acquire(timeout=SOON)
    # Also when the work has returned and only the pause is left.
    for _ in range(20):
        threading.Event().wait(0.002)
        assert not worker.at_rest
    worker.stop(SOON)


def test_who_works_long_sees_that_it_is_to_end() -> None:
    worker = Worker("bench", "the work", pause_seconds=NEVER)
    begun, ended = threading.Event(), threading.Event()

    def work() -> bool:
        begun.set()
        while not worker.stopping:
            ended.wait(0.005)
        ended.set()
        return True

    worker.start(work)
    worker.wake()
    assert begun.wait(SOON)
    worker.stop(SOON)
    assert ended.is_set()
