"""Whose turn it is: one request to a host at a time, with a pause between two."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TypeVar

from jobs.rules.web_addresses import AddressRefusedError, AllowedHosts, read_web_address

T = TypeVar("T")

GAP_SECONDS = 1.5


class HostTurns:
    """Gives each host's requests their turns, within one event loop.

    `free_at` says when each host may be asked again, by the monotonic clock; it outlasts the loop.
    Processes know nothing of each other's turns: a host whose feeds two of them have claimed may get two
    requests at once. What it then asks for, a rest by 429 and Retry-After, holds for all of them.
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


def arrange_lanes(
    wanted: Iterable[T], url_of: Callable[[T], str], allowed: AllowedHosts, most: int
) -> list[deque[T]]:
    """Return what is wanted in lanes, each to be asked one after the other.

    A public host has one lane. Allowed hosts have `most` together, which are one and the same: whoever is
    free takes the next.
    """
    lanes: dict[str, deque[T]] = {}
    free = deque[T]()
    for each in wanted:
        try:
            address = read_web_address(url_of(each), allowed)
        except AddressRefusedError:
            free.append(each)  # nobody is asked
            continue
        (free if address.allowed else lanes.setdefault(address.host, deque())).append(each)
    return [*lanes.values(), *[free] * min(len(free), most)]
