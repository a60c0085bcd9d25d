"""A server of feeds that misbehaves on request, on this computer, and writes down who asked what and when."""

import asyncio
import gzip
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Self

Headers = dict[str, str]


@dataclass(slots=True)
class Asked:
    """One request, as the server saw it. Headers in lower case."""

    path: str
    headers: Headers
    began: float
    ended: float = 0.0


@dataclass(slots=True)
class Place:
    """What stands at a path."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    lasts: float = 0.0
    """Seconds before the answer begins."""
    drips: float = 0.0
    """Seconds between two bytes of the body."""
    breaks_off: bool = False
    hangs_up: int = 0
    """So many requests are taken, and the connection closed without an answer."""


class FeedServer:
    """`with FeedServer() as server: server.put("/feed", a_feed("One"))`."""

    def __init__(self, port: int = 0) -> None:
        self.log: list[Asked] = []
        self.places: dict[str, Place] = {}
        self.port = port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def host(self) -> str:
        """As it is named where it is allowed."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def put(self, path: str, body: bytes | str = b"", **facts: object) -> Place:
        """Let an answer stand at a path, with a status, headers and validators of its own."""
        content = body.encode() if isinstance(body, str) else body
        self.places[path] = place = Place(body=content, **facts)  # type: ignore[arg-type]
        return place

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.put(path, status=status, headers={"Location": to})

    def refuse(self, path: str, status: int, **headers: str) -> None:
        """Answer with a status, and headers such as Retry_After="60"."""
        self.put(
            path, status=status, headers={name.replace("_", "-"): each for name, each in headers.items()}
        )

    def bomb(self, path: str, size: int = 64 * 1024 * 1024, layers: int = 1) -> None:
        """A small answer that unpacks to `size` bytes, packed `layers` times."""
        body = b"\0" * size
        for _ in range(layers):
            body = gzip.compress(body)
        self.put(path, body, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})

    def drip(self, path: str, body: bytes | str, seconds: float = 0.5) -> None:
        """Send a body byte by byte."""
        self.put(path, body, drips=seconds)

    def asked(self, path: str) -> list[Asked]:
        return [each for each in self.log if each.path == path]

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.log]

    def count_most_in_flight(self) -> int:
        """Return how many requests were under way at once, at most."""
        moments = [(each.began, 1) for each in self.log] + [(each.ended, -1) for each in self.log]
        most = now = 0
        for _, change in sorted(moments):
            now += change
            most = max(most, now)
        return most

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        self._talking: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._talking:
            task.cancel()
        await asyncio.gather(*self._talking, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talking.add(task)
        try:
            while head := await _read_head(reader):
                lines = head.decode("latin-1").split("\r\n")
                headers = {
                    name.lower(): text.strip()
                    for name, _, text in (line.partition(":") for line in lines[1:] if line)
                }
                asked = Asked(lines[0].split(" ")[1], headers, time.monotonic())
                self.log.append(asked)
                try:
                    keep = await self._answer(asked, writer)
                finally:
                    asked.ended = time.monotonic()
                if not keep:
                    break
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._talking.discard(task)
            writer.close()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        place = self.places.get(asked.path, Place(404))
        headers = {"Date": formatdate(usegmt=True), **place.headers}
        if place.etag:
            headers["ETag"] = place.etag
        if place.last_modified:
            headers["Last-Modified"] = place.last_modified
        status, body = place.status, place.body
        if place.hangs_up:
            place.hangs_up -= 1
            return False
        if place.lasts:
            await asyncio.sleep(place.lasts)
        if (place.etag and asked.headers.get("if-none-match") == place.etag) or (
            place.last_modified and asked.headers.get("if-modified-since") == place.last_modified
        ):
            status, body = 304, b""
        headers["Content-Length"] = str(len(body) + 10 * place.breaks_off)
        lines = [
            f"HTTP/1.1 {status} Whatever",
            *(f"{name}: {text}" for name, text in headers.items()),
            "",
            "",
        ]
        writer.write("\r\n".join(lines).encode("latin-1"))
        if place.drips:
            for byte in body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(place.drips)
        else:
            writer.write(body)
        await writer.drain()
        return not place.breaks_off


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def a_feed(*titles: str, more: str = "", items: Iterable[str] = ()) -> str:
    """An RSS feed with an entry for each title; `more` stands in its channel."""
    written = [
        f"<item><title>{title}</title><link>https://news.example/{number_of(title)}</link>"
        f"<guid isPermaLink='false'>{number_of(title)}</guid></item>"
        for title in titles
    ]
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Acme news</title>'
        f"<link>https://news.example/</link>{more}{''.join(written)}{''.join(items)}</channel></rss>"
    )


def number_of(title: str) -> str:
    return title.lower().replace(" ", "-")
