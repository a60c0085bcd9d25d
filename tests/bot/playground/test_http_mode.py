"""The other way to the bot: signed HTTP requests to a real Bolt app behind a real server."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from bot.playground.dispatch import sign
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from bot.playground.workspace import Workspace

SECRET = "the-signing-secret"
MANIFEST: dict[str, Any] = {
    "features": {"slash_commands": [{"command": "/touch"}]},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "touch",
    "title": {"type": "plain_text", "text": "Log a touch"},
    "submit": {"type": "plain_text", "text": "Log"},
    "blocks": [
        {
            "type": "input",
            "block_id": "account",
            "label": {"type": "plain_text", "text": "Account"},
            "element": {"type": "plain_text_input", "action_id": "name"},
        }
    ],
}


class BotServer(ThreadingHTTPServer):
    """Hands every POST to a Bolt app, as a web server in front of the bot does."""

    app: App
    statuses: list[int]
    may_answer: Event


class BotHandler(BaseHTTPRequestHandler):
    server: BotServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.may_answer.wait(30)
        headers = dict(self.headers.items())
        answer = self.server.app.dispatch(BoltRequest(body=body, headers=headers))
        self.server.statuses.append(answer.status)
        self.send_response(answer.status)
        for name, value in answer.first_headers_without_set_cookie().items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Keep the tests quiet."""


@pytest.fixture
def bot() -> Iterator[BotServer]:
    server = BotServer(("127.0.0.1", 0), BotHandler)
    server.statuses, server.may_answer = [], Event()
    server.may_answer.set()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


Build = Callable[..., PlaygroundServer]


@pytest.fixture
def build(bot: BotServer, workspace: Workspace, clock: MovableClock) -> Iterator[Build]:
    """Return a function that starts a playground which posts to the bot."""
    started: list[PlaygroundServer] = []

    def start(signing_secret: str = SECRET, ack_seconds: float = 30.0) -> PlaygroundServer:
        server = PlaygroundServer(
            workspace,
            clock,
            MANIFEST,
            bot_url=f"http://127.0.0.1:{bot.server_port}/slack/events",
            signing_secret=signing_secret,
            ack_seconds=ack_seconds,
            event_retries=(0.0, 0.05),
        )
        server.start()
        started.append(server)
        client = WebClient(token=server.bot_token, base_url=server.api_url)
        bot.app = App(
            client=client,
            signing_secret=SECRET,
            token_verification_enabled=False,
            process_before_response=True,
        )
        server.wait_for_bot()
        return server

    yield start
    for server in started:
        server.stop()


def test_command_modal_and_event(bot: BotServer, build: Build) -> None:
    server = build()
    opened: list[dict[str, Any]] = []

    @bot.app.command("/touch")
    def touch(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        ack("Tell me more")

    @bot.app.view("touch")
    def submitted(ack: Ack, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["account"]["name"]["value"]
        ack(response_action="errors", errors={"account": f"I do not know {name}."})

    @bot.app.event("app_home_opened")
    def home(event: dict[str, Any]) -> None:
        opened.append(event)

    sam = Visitor(server.url, "U0SAM")
    assert sam.command("C0SALES", "/touch Café & Söhne") == {"ok": True}
    assert sam.messages("C0SALES")[-1]["text"] == "Tell me more"
    answer = sam.submit(sam.wait_for_view("touch"), {"account": {"value": "Café"}})
    assert answer["errors"] == {"account": "I do not know Café."}
    sam.do("open_home")
    assert sam.wait_for(lambda: opened)[0]["user"] == "U0SAM"
    assert set(bot.statuses) == {200}


def test_a_wrong_secret_is_refused_by_the_bot(bot: BotServer, build: Build) -> None:
    server = build(signing_secret="another")
    answer = Visitor(server.url, "U0SAM").command("C0SALES", "/touch Acme")
    assert (answer["error"], "401" in answer["sentence"]) == ("dispatch_failed", True)
    assert bot.statuses == [401]


def test_a_slow_bot_is_a_timeout(bot: BotServer, build: Build) -> None:
    server = build(ack_seconds=0.2)
    bot.may_answer.clear()
    sam = Visitor(server.url, "U0SAM")
    assert sam.command("C0SALES", "/touch Acme")["error"] == "operation_timeout"
    bot.may_answer.set()
    assert sam.wait_for(lambda: bot.statuses)


def test_an_event_is_sent_again_with_retry_headers(bot: BotServer, build: Build) -> None:
    server = build()
    retries: list[tuple[list[str] | None, list[str] | None]] = []

    @bot.app.event("app_home_opened")
    def home(request: BoltRequest) -> None:
        retries.append(
            (request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason"))
        )
        if len(retries) == 1:
            raise RuntimeError("not yet")

    sam = Visitor(server.url, "U0SAM")
    sam.do("open_home")
    assert sam.wait_for(lambda: retries if len(retries) == 2 else None) == [
        (None, None),
        (["1"], ["http_error"]),
    ]


def test_socket_mode_is_off(build: Build) -> None:
    server = build()
    client = WebClient(base_url=server.api_url)
    answer = client.api_call("api.test")
    assert answer["ok"]
    with pytest.raises(Exception, match="socket_mode_not_enabled"):
        client.apps_connections_open(app_token=server.app_token)


def test_nobody_at_the_url(workspace: Workspace, clock: MovableClock, bot: BotServer) -> None:
    bot_url = "http://127.0.0.1:9/slack/events"
    with PlaygroundServer(workspace, clock, MANIFEST, bot_url=bot_url, ack_seconds=30) as server:
        assert Visitor(server.url, "U0SAM").command("C0SALES", "/touch Acme")["error"] == "dispatch_failed"
        with pytest.raises(TimeoutError, match="Nothing listens"):
            server.wait_for_bot(0.05)


def test_signature_is_slacks() -> None:
    """The example from Slack's page on verifying requests, with its secret and body."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == expected
