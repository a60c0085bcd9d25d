"""Seen from outside: `/healthz` for whoever restarts processes, `/readyz` for a load balancer, `/metrics`."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.metrics import CONTENT_TYPE, Metrics
from storage.database import Database
from storage.migrations import is_current, prove_writable

T = TypeVar("T")

PATIENCE_SECONDS = 5.0
LONGEST_SILENCE_SECONDS = 300.0
"""One message that has to be looked up page by page, each page in ten seconds, is the longest silence."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to work; `look` returns what is wrong in a few words, or nothing."""

    name: str
    look: Callable[[], str | None]


class Health:
    """Answers the questions of machines; each in a thread, because a database may take its time."""

    def __init__(self, checks: Sequence[Check], metrics: Metrics) -> None:
        self._checks = checks
        self._metrics = metrics
        self._workers = ThreadPoolExecutor(2, thread_name_prefix="health")

    @property
    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self._tell_life),
            web.get("/readyz", self._tell_readiness),
            web.get("/metrics", self._tell_metrics),
        ]

    def close(self) -> None:
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def _tell_life(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def _tell_readiness(self, _request: web.Request) -> web.Response:
        """Answer 200 where everything works, else 503; one plain line for each check."""
        problems = await asyncio.gather(*(self._ask(check) for check in self._checks))
        lines = [
            f"{check.name}: {problem or 'ok'}\n"
            for check, problem in zip(self._checks, problems, strict=True)
        ]
        return web.Response(status=503 if any(problems) else 200, text="".join(lines))

    async def _tell_metrics(self, _request: web.Request) -> web.Response:
        try:
            text = await self._in_thread(self._metrics.render)
        except (TimeoutError, SQLAlchemyError):
            return web.Response(status=503, text="The database does not answer.\n")
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})

    async def _ask(self, check: Check) -> str | None:
        try:
            return await self._in_thread(check.look)
        except TimeoutError:
            return f"no answer within {PATIENCE_SECONDS:g} seconds"

    async def _in_thread(self, look: Callable[[], T]) -> T:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await asyncio.get_running_loop().run_in_executor(self._workers, look)


def check_database(books: Database) -> Check:
    """The database answers, its schema is the newest, and it takes what is written: a disk may be full.

    A SQLite file that was deleted or replaced goes on being written, where nobody will find it again.
    """
    opened = _identify_file(books)

    def look() -> str | None:
        if _identify_file(books) != opened:
            return "its file is another one than the bot has opened; restart the bot"
        try:
            if not is_current(books):
                return "its schema is not the newest"
        except SQLAlchemyError as error:
            return f"does not answer ({type(error).__name__})"
        try:
            prove_writable(books)
        except SQLAlchemyError as error:
            return f"nothing can be written ({type(error).__name__})"
        return None

    return Check("database", look)


def _identify_file(books: Database) -> tuple[int, int] | None:
    """Return what tells a SQLite file from another one of its name; None where there is none."""
    try:
        found = Path(books.url.database or "").stat() if books.is_sqlite else None
    except OSError:
        return None
    return None if found is None else (found.st_dev, found.st_ino)


def check_delivery(metrics: Metrics) -> Check:
    """The thread that delivers messages gets on with its work."""

    def look() -> str | None:
        age = metrics.beat_age
        if age is None:
            return "has not begun"
        if metrics.is_failing:
            return "its last round failed; the log says where"
        return None if age < LONGEST_SILENCE_SECONDS else f"silent for {age:.0f} seconds"

    return Check("delivery", look)


def check_connection(connected: Callable[[], bool]) -> Check:
    """Slack can reach the bot by Socket Mode."""
    return Check("socket mode", lambda: None if connected() else "not connected")
