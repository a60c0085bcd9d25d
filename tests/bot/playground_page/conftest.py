"""A real browser, a playground with three people, and a small real bot that does a little of everything."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Request, expect
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from bot.playground.workspace import Person, Workspace
from tests.bot.playground_page.small_bot import MANIFEST, register
from tests.browser import open_page
from tests.ports import hold_port

PATIENCE_SECONDS = 30.0
FRIDAY = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def a_workspace() -> Workspace:
    workspace = Workspace("Harbour Sales", Person("U0BOT", "drumbeat", "Drumbeat", is_bot=True))
    workspace.views.trigger_seconds = PATIENCE_SECONDS
    workspace.add_person(Person("U0SAM", "sam", "Sam Carter", title="Sales rep"))
    workspace.add_person(Person("U0DANA", "dana", "Dana Cole", title="Sales rep", color="9a3b63"))
    workspace.add_person(Person("U0KIM", "kim", "Kim Ito", title="Manager", tz="Asia/Tokyo"))
    everybody = ["U0SAM", "U0DANA", "U0KIM", "U0BOT"]
    workspace.add_channel("sales", everybody, channel_id="C0SALES", topic="One team, one beat")
    workspace.add_channel("deals", everybody, channel_id="C0DEALS")
    return workspace


def a_clock() -> MovableClock:
    """A clock that stands at FRIDAY now and runs on from there."""
    started = time.monotonic()
    return MovableClock(lambda: FRIDAY + timedelta(seconds=time.monotonic() - started))


@pytest.fixture
def empty_server() -> Iterator[PlaygroundServer]:
    """A playground of its own that no bot has joined; for tests that stop it."""
    with (
        hold_port() as port,
        PlaygroundServer(a_workspace(), a_clock(), MANIFEST, port=port) as playground,
    ):
        yield playground


@pytest.fixture(scope="package")
def joined_server() -> Iterator[PlaygroundServer]:
    """One playground for all tests, with the small bot in it: starting both takes longer than a test."""
    with PlaygroundServer(
        a_workspace(), a_clock(), MANIFEST, ack_seconds=PATIENCE_SECONDS, event_retries=(0.0, 0.05)
    ) as server:
        # slack-sdk logs an error for each connection that the server closes.
        logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
        client = WebClient(token=server.bot_token, base_url=server.api_url, retry_handlers=[])
        app = App(client=client, token_verification_enabled=False, process_before_response=True)
        register(app)
        handler = SocketModeHandler(app, server.app_token, web_client=client)
        handler.connect()
        server.wait_for_bot()
        yield server
        # Left alone, slack-sdk waits a second or more for bytes and for messages that will not come.
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.enqueue_message("")
        server.stop()
        # Closing while the client notices by itself that the server is gone trips over its own lock.
        deadline = time.monotonic() + 3
        while handler.client.is_connected() and time.monotonic() < deadline:
            time.sleep(0.01)
        handler.close()


@pytest.fixture
def server(joined_server: PlaygroundServer) -> PlaygroundServer:
    """The shared playground, on FRIDAY, with nothing said in it and nothing open."""

    def tidy() -> None:
        workspace = joined_server.workspace
        workspace.messages.clear()
        workspace._last_micros = 0
        for channel in workspace.channels.values():
            channel.last_read.clear()
        for person in workspace.humans():
            workspace.views.close(person.id, everything=True)
        joined_server.clock.move_to(FRIDAY, backwards=True)

    joined_server.run_inside(tidy)
    return joined_server


Silence = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def silence(server: PlaygroundServer, monkeypatch: pytest.MonkeyPatch) -> Silence:
    """Inside it Slack gives up at once on a bot that does not answer, and would on one that does."""

    @contextmanager
    def is_short() -> Iterator[None]:
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(server.sockets, "_timeout", 0.2)
            yield

    return is_short


@pytest.fixture
def client(server: PlaygroundServer) -> WebClient:
    return WebClient(token=server.bot_token, base_url=server.api_url, retry_handlers=[])


@pytest.fixture
def sam(server: PlaygroundServer) -> Visitor:
    return Visitor(server.url, "U0SAM")


@pytest.fixture
def dana(server: PlaygroundServer) -> Visitor:
    return Visitor(server.url, "U0DANA")


Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def first_window(browser: Browser) -> Page:
    """One window that most tests use in turn: opening a new one takes longer than what they look at."""
    return new_window(browser)


def new_window(browser: Browser, width: int = 1200, colours: str = "light") -> Page:
    return open_page(
        browser,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if colours == "dark" else "light",
        reduced_motion="reduce",
    )


@pytest.fixture
def visit(browser: Browser, first_window: Page, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page as someone, somewhere; no script may fail there or ask anything of the internet."""
    name = "empty_server" if "empty_server" in request.fixturenames else "server"
    server: PlaygroundServer = request.getfixturevalue(name)
    opened: list[Page] = []
    broken: list[str] = []
    abroad: list[str] = []

    def note_broken(error: Error) -> None:
        broken.append(str(error))

    def note_foreign(asked: Request) -> None:
        if not asked.url.startswith((server.url, "data:", "about:")):
            abroad.append(asked.url)

    def visit(as_: str = "U0SAM", at: str = "C0SALES", *, guide: bool = False, **window: Any) -> Page:
        page = first_window if not opened and not window else new_window(browser, **window)
        opened.append(page)
        # A page of the same address, with nothing of the test before in its memory.
        page.goto(f"{server.url}/page/mark.svg")
        # Only now: what the window of the test before still asked for is not this test's.
        page.on("pageerror", note_broken)
        page.on("request", note_foreign)
        seen = "" if guide else "localStorage.setItem('drumbeat.guide-seen', 'yes')"
        page.evaluate(f"() => {{ localStorage.clear(); sessionStorage.clear(); {seen} }}")
        page.goto(f"{server.url}/#as={as_}&at={at}")
        expect(page.get_by_test_id("person-switcher")).to_have_value(as_)
        return page

    yield visit
    for page in opened:
        page.remove_listener("pageerror", note_broken)
        page.remove_listener("request", note_foreign)
        if page is first_window:
            page.unroute_all()
        else:
            page.context.close()
    assert broken == []
    assert abroad == []


@pytest.fixture
def sales(visit: Visit) -> Page:
    """Sam's view of #sales, with the bot there."""
    page = visit()
    expect(page.get_by_test_id("composer")).to_be_focused()
    return page
