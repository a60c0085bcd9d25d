"""How politely one host is asked."""

import asyncio

import pytest

from jobs.feeds.event_loop import run_to_end
from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import Fetcher
from jobs.feeds.turns import HostTurns
from jobs.rules.web_addresses import read_allowed_hosts
from tests.builders import NOW
from tests.feed_server import FeedServer, a_feed

GAP = 0.1


def test_one_host_is_asked_one_at_a_time_with_a_pause_between() -> None:
    moments: list[tuple[str, float]] = []

    async def ask(turns: HostTurns, host: str) -> None:
        async with turns.take(host):
            moments.append((host, asyncio.get_running_loop().time()))
            await asyncio.sleep(0.01)
            moments.append((host, asyncio.get_running_loop().time()))

    async def run(free_at: dict[str, float]) -> None:
        turns = HostTurns(GAP, free_at)
        await asyncio.gather(*(ask(turns, host) for host in ("a", "a", "a", "b")))

    free_at: dict[str, float] = {}
    run_to_end(run(free_at))
    run_to_end(run(free_at))  # the pause outlasts the event loop
    of_a = [moment for host, moment in moments if host == "a"]
    pauses = [begins - ended for ended, begins in zip(of_a[1::2], of_a[2::2], strict=False)]
    assert len(pauses) == 5
    assert all(pause >= GAP * 0.95 for pause in pauses)


def test_who_asks_is_named_with_a_page() -> None:
    with FeedServer() as server:
        server.put("/feed", a_feed("One"))
        fetcher = Fetcher(allowed=read_allowed_hosts([server.host]), contact="https://acme.example/bot")

        async def run() -> None:
            async with fetcher.open() as opened, opened.fetch(server.url("/feed"), NOW):
                pass

        run_to_end(run())
        headers = server.log[0].headers
        assert headers["user-agent"].startswith("Drumbeat/")
        assert headers["user-agent"].endswith(" (+https://acme.example/bot; feed reader)")
        assert headers["accept-encoding"] == "gzip, deflate"
        assert "cookie" not in headers


def test_not_more_requests_than_wanted_are_in_flight() -> None:
    with FeedServer() as server:
        for number in range(12):
            server.put(f"/{number}", a_feed("One"), lasts=0.05)
        fetcher = Fetcher(allowed=read_allowed_hosts([server.host]), most_requests=3)

        async def run() -> None:
            async with fetcher.open() as opened:

                async def ask(number: int) -> None:
                    async with opened.fetch(server.url(f"/{number}"), NOW):
                        pass

                await asyncio.gather(*map(ask, range(12)))

        run_to_end(run())
        assert 2 <= server.count_most_in_flight() <= 3


def test_a_host_that_wants_to_be_left_alone_is_not_asked() -> None:
    fetcher = Fetcher()

    async def run() -> None:
        async with fetcher.open() as opened:
            opened.held["a.example"] = NOW
            async with opened.fetch("http://a.example/feed", NOW):
                pass

    with pytest.raises(FetchFailedError) as failed:
        run_to_end(run())
    assert failed.value.wait_until == NOW
