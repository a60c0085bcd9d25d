"""Connections to public addresses only: checked where the name is resolved and again at the socket.

What is connected to is the very address that was checked, so a name that answers differently the second
time, or a redirect, or a number that only the resolver understands, leads nowhere else.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from jobs.rules.addresses import explain_not_public, read_plain_ip
from jobs.rules.web_addresses import AllowedHosts

LookUp = Callable[[str, int, int], Awaitable[Sequence[str]]]
"""Returns the IP addresses of a name, for a port and a family of addresses."""
DNS_SECONDS = 60
MOST_LOOK_UPS = 32
"""Twice as many as there are requests at once: a name server that is dead holds a thread for longer than a
request may take, and names that are well must not wait for it."""
_LOOK_UPS = ThreadPoolExecutor(MOST_LOOK_UPS, thread_name_prefix="feed-names")


class NotPublicError(OSError):
    """The address is not public and was not allowed; nothing was sent to it."""


class PublicResolver(AbstractResolver):
    """Resolves names, and refuses those of which one address is not public."""

    def __init__(self, allowed: AllowedHosts, look_up: LookUp | None = None) -> None:
        self.allowed = allowed
        self.opened: set[tuple[str, int]] = set()
        """Private addresses and ports to which an allowed host leads."""
        self._look_up = look_up or look_up_name

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._look_up(host, port, family)
        if not found:
            raise OSError(f"{host} has no address")
        is_allowed = self.allowed.allows(host.lower().rstrip("."), port)
        for address in found:
            if is_allowed:
                self.opened.add((str(read_plain_ip(address)), port))
            else:
                refuse_private(address)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in found
        ]

    async def close(self) -> None:
        """Nothing is held open."""

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """Make the socket for an address, the last moment before it is connected to."""
        family, kind, protocol, _, where = info
        address = str(read_plain_ip(str(where[0])))
        if not self.allowed.allows(address, where[1]) and (address, where[1]) not in self.opened:
            refuse_private(address)
        return socket.socket(family=family, type=kind, proto=protocol)


def refuse_private(address: str) -> None:
    """Raise NotPublicError where an IP address is not public."""
    try:
        what = explain_not_public(read_plain_ip(address))
    except ValueError:
        what = "nobody knows what"
    if what is not None:
        raise NotPublicError(f"It leads to an address that is not public: it belongs to {what}.")


def make_connector(allowed: AllowedHosts, *, most: int, look_up: LookUp | None = None) -> TCPConnector:
    """Return what opens connections; it must be made inside the event loop that uses it."""
    resolver = PublicResolver(allowed, look_up)
    return TCPConnector(
        resolver=resolver,
        socket_factory=resolver.open_socket,
        limit=most,
        ttl_dns_cache=DNS_SECONDS,
        keepalive_timeout=5,
    )


def _look_up(host: str, port: int, family: int) -> Sequence[Any]:
    return socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)


async def look_up_name(host: str, port: int, family: int) -> Sequence[str]:
    """Return the addresses that the system's resolver knows."""
    found = await asyncio.get_running_loop().run_in_executor(_LOOK_UPS, _look_up, host, port, family)
    return list(dict.fromkeys(str(each[4][0]) for each in found))
