"""Whose turn it is: one request to a host at a time, with a pause between two."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

GAP_SECONDS = 1.5


class HostTurns:
    """Gives each host's requests their turns, within one event loop.

    `free_at` says when each host may be asked again, by the monotonic clock; it outlasts the loop.
    """

    def __init__(self, gap_seconds: float, free_at: dict[str, float]) -> None:
        self._gap = gap_seconds
        self._free_at = free_at
        self._locks: dict[str, asyncio.Lock] = {}
        now = time.monotonic()
        for host in [host for host, until in free_at.items() if until <= now]:
            free_at.pop(host, None)

    @asynccontextmanager
    async def take(self, host: str) -> AsyncGenerator[None]:
        """Wait for the host's turn and hold it."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            while (pause := self._free_at.get(host, 0.0) - time.monotonic()) > 0:
                await asyncio.sleep(pause)
            try:
                yield
            finally:
                self._free_at[host] = time.monotonic() + self._gap
