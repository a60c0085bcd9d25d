"""What a process writes to its log: nothing that was typed and no token, in either format, at any level."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.logs import JsonLines, PlainLines, is_fit_to_print
from jobs.circumstances import concerning, note_circumstance
from jobs.failures import log_failure

CANARY = "canary-xoxb-1-whispered"

EVERY_CHANNEL = f"""
import asyncio, logging, sys, threading, warnings
sys.path.insert(0, ".")
from bot.logs import log_uncaught, set_up_log
from jobs.failures import log_failure

canary = "{CANARY}"
set_up_log("debug", sys.argv[1])
for name in ("slack_sdk.web", "slack_bolt.App", "aiohttp.access", "aiohttp.server", "asyncio", "apscheduler"):
    for level in (10, 20, 30, 40, 50):
        logging.getLogger(name).log(level, f"body: {{canary}}")
        logging.getLogger(name).log(level, "body: %s", canary)
    try:
        raise ValueError(canary)
    except ValueError:
        logging.getLogger(name).exception(f"failed: {{canary}}")
try:
    raise ValueError(canary)
except ValueError as error:
    log_failure("a listener", error)
    logging.getLogger("drumbeat.x").exception("something failed")
warnings.warn(canary)
logging.getLogger("slack_sdk").error("%d", canary)

def fail():
    raise ValueError(canary)

thread = threading.Thread(target=fail, name=canary)
thread.start()
thread.join()

async def fail_later():
    asyncio.get_running_loop().set_exception_handler(log_uncaught)
    task = asyncio.create_task(asyncio.to_thread(fail), name=canary)
    await asyncio.sleep(0.1)
    del task
    import gc
    gc.collect()

asyncio.run(fail_later())

class Breaks:
    def __del__(self):
        raise ValueError(canary)

Breaks()
raise RuntimeError(canary)
"""


@pytest.fixture(params=["text", "json"])
def said(request: pytest.FixtureRequest) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", EVERY_CHANNEL, request.param], capture_output=True, text=True, check=False
    )
    assert finished.returncode == 1
    return finished.stdout + finished.stderr


def test_no_channel_lets_a_token_or_a_word_through(said: str) -> None:
    """Errors of libraries, failures of ours, warnings, threads, tasks, finalizers, the interpreter itself."""
    assert CANARY not in said
    for what in ("a listener", "something failed", "a thread", "a task", "cleaning up", "Drumbeat itself"):
        assert what in said
    assert "slack_sdk" in said
    assert "aiohttp.server" not in said


class TestJson:
    @pytest.fixture
    def lines(self) -> Iterator[list[str]]:
        written: list[str] = []

        class Keeping(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                if is_fit_to_print(record):
                    written.append(self.format(record))

        handler = Keeping()
        handler.setFormatter(JsonLines())
        logging.getLogger("drumbeat").addHandler(handler)
        yield written
        logging.getLogger("drumbeat").removeHandler(handler)

    def test_one_object_a_line_with_what_it_is_about(self, lines: list[str]) -> None:
        with concerning(workspace=7):
            note_circumstance("row", 12)
            log_failure("The welcome in row 12 failed", LookupError("who"))
        logging.getLogger("drumbeat.app").warning("Something\nin two lines")
        first, second = (json.loads(line) for line in lines)
        assert (first["workspace"], first["row"], first["exception"]) == (7, 12, "LookupError")
        assert (first["level"], first["logger"]) == ("error", "drumbeat.failures")
        assert first["message"].startswith("The welcome in row 12 failed")
        assert first["time"].endswith("+00:00")
        assert set(second) == {"time", "level", "logger", "message"}
        assert all("\n" not in line for line in lines)


def test_circumstances_end_where_they_began() -> None:
    line = logging.LogRecord("drumbeat.x", logging.INFO, "", 1, "done", None, None)
    with concerning(workspace=1):
        with concerning():
            note_circumstance("row", 2)
            assert PlainLines().format(line).endswith("done [workspace=1 row=2]")
        assert PlainLines().format(line).endswith("done [workspace=1]")
    assert PlainLines().format(line).endswith("done")
