"""How politely one host is asked."""

import asyncio

import pytest

from jobs.feeds.event_loop import run_to_end
from jobs.feeds.fetch_failures import FetchFailedError
from jobs.feeds.fetching import BytesInHand, Fetcher
from jobs.feeds.turns import HostTurns, arrange_lanes
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
            async with fetcher.open() as opened:
                await opened.fetch(server.url("/feed"), NOW)

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
                    await opened.fetch(server.url(f"/{number}"), NOW)

                await asyncio.gather(*map(ask, range(12)))

        run_to_end(run())
        assert 2 <= server.count_most_in_flight() <= 3


def test_a_host_that_wants_to_be_left_alone_is_not_asked() -> None:
    fetcher = Fetcher()

    async def run() -> None:
        async with fetcher.open() as opened:
            opened.held["a.example"] = NOW
            await opened.fetch("http://a.example/feed", NOW)

    with pytest.raises(FetchFailedError) as failed:
        run_to_end(run())
    assert failed.value.wait_until == NOW


def test_lanes_are_one_for_each_public_host_and_shared_where_nothing_is_to_be_spared() -> None:
    """So a thousand feeds of one host do not wait as a thousand tasks."""
    urls = ["https://a.example/1", "http://b.example/", "https://A.example:444/2", "gopher://c.example/"]
    own = [f"http://127.0.0.1:8/{number}" for number in range(3)]
    first, second, *free = arrange_lanes(
        [*urls, *own], lambda url: url, read_allowed_hosts(["127.0.0.1:8"]), most=2
    )
    assert (list(first), list(second)) == ([urls[0], urls[2]], [urls[1]])
    assert [list(each) for each in free] == [[urls[3], *own]] * 2
    assert free[0] is free[1]


def test_nothing_more_is_asked_while_too_much_waits_to_be_read() -> None:
    in_hand = BytesInHand(most=10)

    async def run() -> list[str]:
        told: list[str] = []

        async def ask() -> None:
            await in_hand.wait_for_room()
            told.append("asked")

        with in_hand.hold(12):
            asking = asyncio.create_task(ask())
            await asyncio.sleep(0.01)
            told.append("read")
        await asking
        return told

    assert run_to_end(run()) == ["read", "asked"]


def test_a_kept_connection_that_the_server_has_closed_is_opened_anew_once() -> None:
    """Servers close connections that were quiet; the request on its way then is no failure of the feed."""
    with FeedServer() as server:
        server.put("/first", a_feed("One"))
        server.put("/feed", a_feed("Two"), hangs_up=1)
        server.put("/never", a_feed("Three"), hangs_up=99)
        fetcher = Fetcher(allowed=read_allowed_hosts([server.host]))

        async def run() -> bytes:
            async with fetcher.open() as opened:
                await opened.fetch(server.url("/first"), NOW)
                fetched = await opened.fetch(server.url("/feed"), NOW)
                with pytest.raises(FetchFailedError, match="does not answer"):
                    await opened.fetch(server.url("/never"), NOW)
                return fetched.body or b""

        assert b"Two" in run_to_end(run())
        assert server.paths == ["/first", "/feed", "/feed", "/never", "/never"]
