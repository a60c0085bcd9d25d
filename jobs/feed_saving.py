"""What one round writes down, by a thread of its own: nothing that was handed to it is left unwritten."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from storage.database import Database
from storage.feed_polling import claim_due_feeds, hand_back_feeds, hold_feeds_of_host
from storage.news_records import Feed

T = TypeVar("T")


class FeedSaver:
    """Claims feeds, hands them back and holds hosts for one owner, as long as its block lasts."""

    def __init__(self, books: Database, owner: str) -> None:
        self._books = books
        self._owner = owner
        self._forsaken: list[asyncio.Future[Any]] = []

    def __enter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="feed-saving")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True)

    async def save(self, work: Callable[[], T]) -> T:
        """Do some work in the thread; it is done to its end, also where nobody waits for it any more."""
        saving = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(saving)
        except asyncio.CancelledError:
            self._forsaken.append(saving)
            raise

    async def finish(self) -> list[Exception]:
        """Wait for the work that nobody waits for any more, and return what went wrong in it."""
        forsaken, self._forsaken = self._forsaken, []
        came = await asyncio.gather(*forsaken, return_exceptions=True)
        return [each for each in came if isinstance(each, Exception)]

    async def claim(self, now: datetime, most: int) -> Sequence[Feed]:
        """Claim feeds that are due."""
        return await self.save(lambda: self._claim(now, most))

    async def hand_back(self, feeds: Sequence[Feed]) -> None:
        """Let others claim feeds that were not asked."""
        await self.save(lambda: self._hand_back(feeds))

    async def hold(self, host: str, until: datetime) -> None:
        """Leave a host's feeds alone until a moment."""
        await self.save(lambda: self._hold(host, until))

    def _claim(self, now: datetime, most: int) -> Sequence[Feed]:
        with self._books.everywhere() as connection:
            return claim_due_feeds(connection, now, self._owner, most)

    def _hand_back(self, feeds: Sequence[Feed]) -> None:
        with self._books.everywhere() as connection:
            hand_back_feeds(connection, feeds, self._owner)

    def _hold(self, host: str, until: datetime) -> None:
        with self._books.everywhere() as connection:
            hold_feeds_of_host(connection, host, until)
