"""The ticker's end: whatever it is handing out at that moment."""

import threading
from datetime import datetime
from typing import Any

import pytest
from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.schedulers.base import STATE_RUNNING

from bot.ticker import make_ticker, stop_ticker
from tests.threads import PATIENCE_SECONDS, leave_no_thread, wait_until


class SlowToTake(BaseExecutor):
    """Takes a job only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.offered, self.may_take = threading.Event(), threading.Event()

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self.offered.set()
        assert self.may_take.wait(PATIENCE_SECONDS)
        self._run_job_success(job.id, [])


def test_stopped_while_it_hands_a_job_out_it_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    """APScheduler's thread died with a stack trace, as the job was not to be found any more."""
    died: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    with leave_no_thread():
        ticker, slow = make_ticker(), SlowToTake()
        ticker.add_executor(slow, "slow")
        ticker.start()
        ticker.add_job(lambda: None, executor="slow", misfire_grace_time=None)
        assert slow.offered.wait(PATIENCE_SECONDS)
        stopping = threading.Thread(target=stop_ticker, args=(ticker,))
        stopping.start()
        wait_until(lambda: ticker.state != STATE_RUNNING)
        slow.may_take.set()
        stopping.join(PATIENCE_SECONDS)
        assert not stopping.is_alive()
    assert not ticker.running
    assert not died


def test_a_ticker_that_has_not_begun_need_not_end() -> None:
    stop_ticker(make_ticker())
