"""Fetching one feed: every hop checked, bounded in time and size, and asked with the validators it gave.

By aiohttp, which Slack's client brings along anyway: of the clients that were measured it is one of those
that unpack an answer piece by piece, so that a small one which unpacks to gigabytes costs no memory.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
)
from yarl import URL

from jobs.feeds.connecting import LookUp, make_connector
from jobs.feeds.fetch_failures import FetchFailedError, explain_error, explain_status
from jobs.feeds.reading_pool import MOST_BODY_BYTES
from jobs.feeds.turns import GAP_SECONDS, HostTurns
from jobs.rules.http_wishes import NO_SERVER_WISHES, ServerWishes, keep_validator, read_server_wishes
from jobs.rules.web_addresses import (
    AddressRefusedError,
    AllowedHosts,
    WebAddress,
    join_web_address,
    read_web_address,
)

MOST_HOPS = 6
TOTAL_SECONDS = 20.0
MOST_BYTES_IN_HAND = 32 * 1024 * 1024
"""Answers that wait to be read; beyond, nothing more is asked until some are."""
MOST_REQUESTS = 16
"""In flight at once, over all hosts."""
OK = 200
GONE = 410
TOO_MANY = 429
_LEFT_ALONE = "The server asks to be asked less often, so it was left alone."
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_HEADERS = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}


def name_reader(contact: str) -> str:
    """Return how the bot introduces itself to those whose feeds it asks for."""
    return f"Drumbeat/{version('drumbeat')} ({f'+{contact}; ' if contact else ''}feed reader)"


@dataclass(frozen=True, slots=True)
class Validators:
    """What an address said of its content, to be sent back to that address, letter by letter."""

    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `body` is empty where it says that nothing has changed."""

    status: int
    url: str
    body: bytes | None
    content_type: str
    etag: str | None
    last_modified: str | None
    server: ServerWishes
    moved_to: str | None = None
    """The same as `url` where there were redirects and every one a permanent one."""


@dataclass(slots=True)
class Fetcher:
    """How feeds are fetched; one for the whole process."""

    allowed: AllowedHosts = field(default_factory=AllowedHosts)
    contact: str = ""
    """A page where those whose feeds are asked reach the operator; named to them, if there is one."""
    gap_seconds: float = GAP_SECONDS
    """The pause between two requests to one public host. Allowed hosts are the operator's own: none."""
    most_requests: int = MOST_REQUESTS
    total_seconds: float = TOTAL_SECONDS
    look_up: LookUp | None = None
    free_at: dict[str, float] = field(default_factory=dict[str, float])
    """When each host may be asked again, by the monotonic clock."""

    @asynccontextmanager
    async def open(self) -> AsyncGenerator["OpenFetcher"]:
        """Open the connections, for as long as the block lasts."""
        async with ClientSession(
            connector=make_connector(self.allowed, most=self.most_requests, look_up=self.look_up),
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": name_reader(self.contact), **_HEADERS},
            timeout=ClientTimeout(total=None),
            trust_env=False,  # a proxy would connect to what nobody has checked
            max_line_size=16_384,
            max_field_size=16_384,
        ) as session:
            yield OpenFetcher(
                self,
                session,
                HostTurns(self.gap_seconds, self.free_at),
                asyncio.Semaphore(self.most_requests),
                BytesInHand(),
            )


class BytesInHand:
    """How much of what was fetched waits to be read, within one event loop."""

    def __init__(self, most: int = MOST_BYTES_IN_HAND) -> None:
        self.size = 0
        self._most = most
        self._fewer = asyncio.Event()

    async def wait_for_room(self) -> None:
        """Return once there is room, so that answers which wait to be read cannot pile up."""
        while self.size >= self._most:
            self._fewer.clear()
            await self._fewer.wait()

    @contextmanager
    def hold(self, more: int) -> Generator[None]:
        """Count an answer for as long as the block lasts."""
        self.size += more
        try:
            yield
        finally:
            self.size -= more
            self._fewer.set()


@dataclass(frozen=True, slots=True)
class OpenFetcher:
    """Fetches, within the event loop in which it was opened."""

    fetcher: Fetcher
    session: ClientSession
    turns: HostTurns
    slots: asyncio.Semaphore
    in_hand: BytesInHand
    held: dict[str, datetime] = field(default_factory=dict[str, datetime])
    """Hosts that want to be left alone, and until when."""

    async def fetch(self, url: str, now: datetime, validators: Validators = NO_VALIDATORS) -> Fetched:
        """Return the answer of an address, after all redirects. Raises FetchFailedError."""
        address = self._read(url, "Its address is not asked.")
        left = self.fetcher.total_seconds
        moved_for_good: bool | None = None
        been: set[str] = set()
        for _ in range(MOST_HOPS + 1):
            hop = _Hop(address, now, validators, left, moved_for_good is not False)
            if address.allowed:
                answer, seconds = await self._ask_in_slot(hop)
            else:
                async with self.turns.take(address.host):
                    answer, seconds = await self._ask_in_slot(hop)
            left -= seconds
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=address.url) if moved_for_good else answer
            been.add(address.url)
            moved_for_good = moved_for_good is not False and answer.permanent
            address = self._read(answer.location, "It redirects to an address that is not asked.")
            if address.url in been:
                raise FetchFailedError("It redirects in a circle.")
        raise FetchFailedError(f"It redirects more than {MOST_HOPS} times.")

    def _read(self, url: str, otherwise: str) -> WebAddress:
        try:
            allowed = self.fetcher.allowed
            return read_web_address(allowed.find_stand_in(url) or url, allowed)
        except AddressRefusedError as error:
            raise FetchFailedError(f"{otherwise} {error}") from None

    async def _ask_in_slot(self, hop: "_Hop") -> "tuple[Fetched | _Redirect, float]":
        await self.in_hand.wait_for_room()
        async with self.slots:
            if until := self.held.get(hop.address.host):
                raise FetchFailedError(_LEFT_ALONE, wait_until=until)
            begun = time.monotonic()
            answer = await self._ask(hop)
            return answer, time.monotonic() - begun

    async def _ask(self, hop: "_Hop") -> "Fetched | _Redirect":
        address, validators = hop.address, hop.validators
        headers: dict[str, str] = {}
        if validators.url == address.url:
            if validators.etag:
                headers["If-None-Match"] = validators.etag
            if validators.last_modified:
                headers["If-Modified-Since"] = validators.last_modified
        try:
            async with (
                asyncio.timeout(max(hop.seconds, 0.01)),
                self.session.get(_as_yarl(address), headers=headers, allow_redirects=False) as response,
            ):
                return await _take_answer(response, address, hop.now)
        except FetchFailedError as error:
            if error.status == GONE and hop.stays:
                error.gone = True
            raise
        except TimeoutError:
            raise FetchFailedError(
                f"It did not answer within {self.fetcher.total_seconds:.0f} seconds."
            ) from None
        except (ClientError, OSError, ValueError) as error:
            raise FetchFailedError(explain_error(error)) from None


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request on the way from an address to its answer."""

    address: WebAddress
    now: datetime
    validators: Validators
    seconds: float
    """So long it may take."""
    stays: bool
    """Nothing but permanent redirects has led here."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    permanent: bool


@lru_cache(maxsize=4_096)
def _as_yarl(address: WebAddress) -> URL:
    url = URL(address.url)
    if (url.host or "").lower() != address.host and (url.raw_host or "").lower() != address.host:
        raise FetchFailedError("Its host cannot be read.")
    return url


async def _take_answer(response: ClientResponse, address: WebAddress, now: datetime) -> Fetched | _Redirect:
    status, headers = response.status, response.headers
    if status in _REDIRECTS and "Location" in headers:
        return _Redirect(join_web_address(address.url, headers["Location"]), status in _PERMANENT)
    server = read_server_wishes(headers, now)
    if status not in (200, 203, 304):
        raise FetchFailedError(
            explain_status(status),
            status=status,
            server=server if status in (429, 503) else NO_SERVER_WISHES,
            host=None if address.allowed or status != TOO_MANY else address.host,
        )
    return Fetched(
        status=status,
        url=address.url,
        body=None if status == 304 else await _read_body(response),
        content_type=headers.get("Content-Type", "")[:200],
        etag=keep_validator(headers.get("ETag")),
        last_modified=keep_validator(headers.get("Last-Modified")),
        server=server,
    )


async def _read_body(response: ClientResponse) -> bytes:
    if response.headers.get("Content-Encoding", "").strip().lower() not in _PACKINGS:
        raise FetchFailedError("Its answer is packed in a way nobody asked for.", status=response.status)
    pieces: list[bytes] = []
    size = 0
    async for piece in response.content.iter_any():
        size += len(piece)
        if size > MOST_BODY_BYTES:
            response.close()  # the connection with it: who knows how much there is still to come
            raise FetchFailedError(
                f"It is larger than {MOST_BODY_BYTES // 1024 // 1024} MB.", status=response.status
            )
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
