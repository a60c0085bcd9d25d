"""Connections to public addresses only, whatever a name answers and whenever it changes its mind."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from jobs.feeds.connecting import MOST_LOOK_UPS, NotPublicError, PublicResolver, look_up_name
from jobs.feeds.event_loop import run_to_end
from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import MOST_REQUESTS, Fetcher
from jobs.rules.web_addresses import read_allowed_hosts
from tests.builders import NOW
from tests.feed_server import FeedServer, a_feed


@dataclass
class FakeNames:
    """A resolver whose answers change: each question to a name takes the next one, the last for ever."""

    answers: dict[str, list[list[str]]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int, family: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetch(url: str, names: FakeNames, *allowed: str) -> bytes:
    fetcher = Fetcher(allowed=read_allowed_hosts(allowed), look_up=names, gap_seconds=0.0, total_seconds=60.0)

    async def run() -> bytes:
        async with fetcher.open() as opened:
            return (await opened.fetch(url, NOW)).body or b""

    return run_to_end(run())


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["93.184.216.34", "127.0.0.1"]]
)
def test_a_name_of_which_one_address_is_private_is_not_connected_to(addresses: list[str]) -> None:
    with FeedServer() as server:
        server.put("/feed", a_feed("Secret"))
        names = FakeNames({"rebind.example": [addresses]})
        with pytest.raises(FetchFailedError, match="not public"):
            fetch(f"http://rebind.example:{server.port}/feed", names)
        assert server.log == []


def test_a_name_that_answers_otherwise_the_second_time_gets_no_second_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: the check sees a public address, the connection would go to a private one."""
    sought: list[str] = []

    def open_no_socket(_: PublicResolver, info: tuple[object, ...]) -> socket.socket:
        sought.append(str(info[4]))
        raise OSError("nobody is really connected to")

    monkeypatch.setattr(PublicResolver, "open_socket", open_no_socket)
    with FeedServer() as server:
        server.put("/feed", a_feed("Secret"))
        names = FakeNames({"rebind.example": [["93.184.216.34"], ["127.0.0.1"]]})
        with pytest.raises(FetchFailedError):
            fetch(f"http://rebind.example:{server.port}/feed", names)
        assert server.log == []
        assert names.asked == ["rebind.example"]
        assert sought == [f"('93.184.216.34', {server.port})"], "what was checked is what is connected to"


def test_a_redirect_into_the_inside_is_not_followed_by_name_either() -> None:
    with FeedServer() as server:
        server.put("/feed", a_feed("Secret"))
        server.redirect("/", f"http://inside.example:{server.port}/feed")
        names = FakeNames({"inside.example": [["127.0.0.1"]]})
        with pytest.raises(FetchFailedError, match="not public"):
            fetch(server.url("/"), names, server.host)
        assert server.paths == ["/"]


def test_an_allowed_name_opens_its_own_host_and_port_only() -> None:
    with FeedServer() as server:
        server.put("/feed", a_feed("One"))
        names = FakeNames({"feeds.corp.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
        allowed = f"feeds.corp.example:{server.port}"
        assert b"One" in fetch(f"http://feeds.corp.example:{server.port}/feed", names, allowed)
        with pytest.raises(FetchFailedError, match="not public"):
            fetch(f"http://other.example:{server.port}/feed", names, allowed)
        assert len(server.log) == 1


def test_the_socket_itself_is_the_last_check() -> None:
    resolver = PublicResolver(read_allowed_hosts([]))
    with pytest.raises(NotPublicError):
        resolver.open_socket((2, 1, 6, "", ("127.0.0.1", 80)))
    resolver.open_socket((2, 1, 6, "", ("93.184.216.34", 80))).close()


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with FeedServer() as server, FeedServer() as proxy:
        server.put("/feed", a_feed("One"))
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{proxy.host}")
        assert b"One" in fetch(server.url("/feed"), FakeNames({}), server.host)
        assert proxy.log == []


def test_name_servers_that_are_dead_do_not_hold_up_names_that_are_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gives_up = threading.Event()

    def resolve(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host.startswith("dead"):
            gives_up.wait(60)
            raise OSError("nobody knows")
        return [(2, 1, 6, "", ("192.0.2.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    async def run() -> Sequence[str]:
        dead = [
            asyncio.create_task(look_up_name(f"dead{each}.example", 80, 0)) for each in range(MOST_REQUESTS)
        ]
        await asyncio.sleep(0.05)
        try:
            return await asyncio.wait_for(look_up_name("well.example", 80, 0), 50)
        finally:
            gives_up.set()
            await asyncio.gather(*dead, return_exceptions=True)

    assert run_to_end(run()) == ["192.0.2.1"]
    assert MOST_LOOK_UPS == 2 * MOST_REQUESTS
