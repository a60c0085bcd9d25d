"""A playground with three people and a small real bot in it."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from bot.playground.workspace import Person, Workspace

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Drumbeat"},
    "features": {
        "slash_commands": [
            {
                "command": "/touch",
                "description": "Log a touch",
                "usage_hint": "account what",
                "should_escape": True,
            },
            {"command": "/raw", "description": "Unescaped text"},
        ],
        "shortcuts": [
            {"name": "Log a touch", "type": "global", "callback_id": "log_touch", "description": "Log"},
            {"name": "Log as a touch", "type": "message", "callback_id": "log_message", "description": "Log"},
        ],
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "message.im",
                "app_mention",
                "member_joined_channel",
                "user_change",
            ]
        }
    },
}


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(lambda: datetime.now(UTC))  # noqa: TID251 - a test has no bot/app.py to take it from


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace("Harbour Sales", Person("U0BOT", "drumbeat", "Drumbeat", is_bot=True))
    workspace.views.trigger_seconds = 30.0
    workspace.add_person(
        Person(
            "U0SAM",
            "sam",
            "Sam Carter",
            title="Account manager",
            email="sam@example.com",
            tz="America/New_York",
        )
    )
    workspace.add_person(
        Person("U0KIM", "kim", "Kim Ito", email="kim@example.com", is_admin=True, tz="Asia/Tokyo")
    )
    workspace.add_person(Person("U0LEE", "lee", "Lee Moss", deleted=True, email="lee@example.com"))
    workspace.add_channel("sales", ["U0SAM", "U0KIM", "U0BOT"], channel_id="C0SALES", topic="Talk")
    workspace.add_channel("random", ["U0SAM"], channel_id="C0RANDOM")
    workspace.add_channel("attic", ["U0SAM", "U0BOT"], channel_id="C0ATTIC", is_archived=True)
    workspace.add_channel("board", ["U0KIM"], channel_id="C0BOARD", is_private=True)
    return workspace


@pytest.fixture
def ack_seconds() -> float:
    """How long the bot may take to answer; tests of silence ask for less."""
    return 30.0


@pytest.fixture
def server(workspace: Workspace, clock: MovableClock, ack_seconds: float) -> Iterator[PlaygroundServer]:
    playground = PlaygroundServer(
        workspace, clock, MANIFEST, ack_seconds=ack_seconds, event_retries=(0.0, 0.05, 0.05)
    )
    with playground:
        yield playground


@pytest.fixture
def client(server: PlaygroundServer) -> WebClient:
    return WebClient(token=server.bot_token, base_url=server.api_url, retry_handlers=[])


@pytest.fixture
def app(client: WebClient) -> App:
    return App(client=client, token_verification_enabled=False, process_before_response=True)


@pytest.fixture
def join(app: App, server: PlaygroundServer) -> Iterator[Callable[[], None]]:
    """Let the bot join; call it after the listeners are registered."""
    handlers: list[SocketModeHandler] = []

    def connect() -> None:
        # slack-sdk logs an error for each connection that the server closes.
        logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
        handler = SocketModeHandler(app, server.app_token, web_client=app.client)
        handler.connect()
        handlers.append(handler)
        server.wait_for_bot()

    yield connect
    for handler in handlers:
        # Left alone, slack-sdk waits a second or more for bytes and for messages that will not come.
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.enqueue_message("")
    server.stop()
    for handler in handlers:
        # Closing while the client notices by itself that the server is gone trips over its own lock.
        deadline = time.monotonic() + 3
        while handler.client.is_connected() and time.monotonic() < deadline:
            time.sleep(0.01)
        handler.close()


@pytest.fixture
def sam(server: PlaygroundServer) -> Visitor:
    return Visitor(server.url, "U0SAM")


@pytest.fixture
def kim(server: PlaygroundServer) -> Visitor:
    return Visitor(server.url, "U0KIM")
