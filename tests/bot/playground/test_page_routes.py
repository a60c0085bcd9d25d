"""What the page reads and sends, and who may ask."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

from bot.playground import page_routes
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from bot.playground.workspace import Workspace


def ask(server: PlaygroundServer, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    parts = urlsplit(server.url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 0, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        connection.close()


def post(server: PlaygroundServer, path: str, body: str, content_type: str) -> dict[str, Any]:
    parts = urlsplit(server.url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 0, timeout=30)
    try:
        connection.request("POST", path, body, {"Content-Type": content_type})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def test_state_shows_what_the_person_sees(sam: Visitor, kim: Visitor) -> None:
    state = sam.read("state")
    assert state["me"] == "U0SAM"
    assert state["connected"] == 0
    assert state["team"] == {"id": "T0PLAYGROUND", "name": "Harbour Sales"}
    assert state["app"] == {"id": "A0PLAYGROUND", "name": "Drumbeat", "bot_user_id": "U0BOT"}
    assert {c["name"]: c["member"] for c in state["channels"]} == {"sales": True, "random": True, "sam": True}
    assert {c["name"]: c["member"] for c in kim.read("state")["channels"]} == {
        "sales": True,
        "random": False,
        "board": True,
        "kim": True,
    }
    assert state["commands"][0] == {
        "command": "/touch",
        "description": "Log a touch",
        "usage_hint": "account what",
    }
    assert [s["type"] for s in state["shortcuts"]] == ["global", "message"]
    monday = next(m for m in state["moments"] if m["label"] == "Next Monday 08:30")
    at = datetime.fromisoformat(monday["at"])
    assert (at.weekday(), at.hour, at.minute) == (0, 8, 30)
    assert at > datetime.fromisoformat(state["now"])


def test_state_without_a_name_is_the_first_persons(sam: Visitor) -> None:
    sam.user = ""
    assert sam.read("state")["me"] == "U0SAM"


def test_strangers_are_refused_with_a_sentence(server: PlaygroundServer) -> None:
    for user in ("U0WHO", "U0LEE", "U0BOT"):
        visitor = Visitor(server.url, user)
        assert visitor.read("messages", channel="C0SALES")["error"] == "user_not_found"
        assert visitor.say("C0SALES", "x")["error"] == "user_not_found"


def test_channels_that_cannot_be_seen(sam: Visitor) -> None:
    assert sam.say("C0BOARD", "x")["error"] == "channel_not_found"
    assert sam.read("messages", channel="C0BOARD")["error"] == "channel_not_found"
    assert sam.read("state")["archived"] == {"C0ATTIC": "attic"}
    assert sam.say("C0ATTIC", "x")["error"] == "is_archived"
    assert sam.say("C0SALES", " ")["error"] == "no_text"


def test_posting_and_unread(sam: Visitor, kim: Visitor) -> None:
    assert sam.say("C0SALES", "Ask @Kim Ito about #sales & https://example.com/a.")["ok"]
    (message,) = kim.messages("C0SALES")
    assert message["text"] == "Ask <@U0KIM> about <#C0SALES|sales> &amp; <https://example.com/a>."

    def unread(who: Visitor) -> int:
        return next(c["unread"] for c in who.read("state")["channels"] if c["id"] == "C0SALES")

    assert (unread(sam), unread(kim)) == (0, 1)
    kim.do("read", channel="C0SALES")
    assert unread(kim) == 0


def test_the_clock_moves_forward_only(sam: Visitor, clock: MovableClock, client: WebClient) -> None:
    before = clock.now()
    assert sam.do("clock", forward="7d")["ok"]
    assert clock.now() - before >= timedelta(days=7)
    assert (
        float(client.chat_postMessage(channel="C0SALES", text="x")["ts"]) > before.timestamp() + 7 * 86400 - 1
    )
    assert sam.do("clock", to=before.isoformat())["sentence"].startswith("The clock only moves forward")
    assert "time zone" in sam.do("clock", to="2090-01-01T08:00:00")["sentence"]
    assert "Try 1h" in sam.do("clock", forward="soon")["sentence"]
    moved = sam.do("clock", to="2090-01-01T08:00:00+00:00")
    assert datetime.fromisoformat(moved["now"]) >= datetime(2090, 1, 1, 8, tzinfo=UTC)
    sam.do("clock", running=False)
    assert clock.now() == clock.now()
    assert sam.read("state")["running"] is False
    sam.do("clock", running=True)
    assert clock.running


def test_who_follows_the_clock_may_call_the_web_api(
    sam: Visitor, clock: MovableClock, client: WebClient
) -> None:
    """The listener runs while the page waits; it must not stand in the way of its own call."""
    clock.subscribe(lambda _now: client.chat_postMessage(channel="C0SALES", text="Good morning") and None)
    assert sam.do("clock", forward="1d")["ok"]
    assert [m["text"] for m in sam.messages("C0SALES")] == ["Good morning"]


def test_the_log_tells_all_directions(app: App, join: Callable[[], None], sam: Visitor) -> None:
    @app.command("/touch")
    def touch(ack: Ack, client: WebClient) -> None:
        client.chat_postMessage(channel="C0SALES", text="x")
        ack("Done")

    join()
    sam.command("C0SALES", "/touch Acme")
    # Bolt looks up its own token before the first request.
    entries = [entry for entry in sam.read("log")["entries"] if entry["kind"] != "auth.test"]
    seen = [(e["direction"], e["kind"]) for e in entries]
    assert seen == [
        ("from bot", "apps.connections.open"),
        ("from bot", "chat.postMessage"),
        ("to bot", "slash_commands"),
        ("page", "command"),
    ]
    assert entries[2]["answer"] == {"text": "Done"}
    assert entries[2]["payload"]["command"] == "/touch"
    assert "token" not in entries[1]["payload"]
    assert sam.read("log", after=str(entries[2]["n"]))["entries"] == entries[3:]


def test_live_feed_is_personal(
    server: PlaygroundServer, client: WebClient, sam: Visitor, clock: MovableClock
) -> None:
    received: list[dict[str, Any]] = []
    connection = Connection(
        url=f"{server.url.replace('http', 'ws')}/playground/live?as=U0KIM",
        logger=logging.getLogger("live"),
        on_message_listener=lambda text: received.append(json.loads(text)),
    )
    connection.connect()
    state = ConnectionState()
    client.chat_postEphemeral(channel="C0SALES", user="U0SAM", text="For Sam")
    posted = client.chat_postMessage(channel="C0SALES", text="For all")
    client.chat_update(channel="C0SALES", ts=posted["ts"], text="For everybody")
    client.chat_delete(channel="C0SALES", ts=posted["ts"])
    client.views_publish(user_id="U0KIM", view={"type": "home", "blocks": []})
    client.views_publish(user_id="U0SAM", view={"type": "home", "blocks": []})
    clock.move_forward(timedelta(hours=1))
    sam.do("read", channel="C0SALES")

    reader = Thread(target=connection.run_until_completion, args=(state,))
    reader.start()
    sam.wait_for(lambda: [r for r in received if r["type"] == "clock"] or None, "The clock")
    state.terminated = True
    server.stop()
    reader.join()
    connection.close()
    kinds = [r["type"] for r in received if r["type"] != "log"]
    assert kinds == ["message", "unread", "message_changed", "message_deleted", "home", "clock"]
    assert received[1 if received[0]["type"] == "log" else 0]["message"]["text"] == "For all"


def test_other_sites_and_rebound_names_are_refused(server: PlaygroundServer) -> None:
    port = urlsplit(server.url).port
    state = "/playground/state?as=U0SAM"
    assert ask(server, state, Host=f"localhost:{port}")[0] == 200
    assert ask(server, state, Host=f"127.0.0.1:{port}", Origin=f"http://127.0.0.1:{port}")[0] == 200
    assert ask(server, state, Host="evil.example")[0] == 403
    assert ask(server, state, Host=f"evil.example:{port}")[0] == 403
    assert ask(server, state, Host=f"localhost:{port}", Origin="http://evil.example")[0] == 403
    assert ask(server, state, Host=f"localhost:{port}", Origin="null")[0] == 403
    assert ask(server, "/api/api.test", Origin="http://evil.example")[0] == 403


def test_only_json_is_taken(server: PlaygroundServer) -> None:
    body = '{"as": "U0SAM", "channel": "C0SALES", "text": "x"}'
    assert post(server, "/playground/say", body, "text/plain")["error"] == "invalid_json"
    assert post(server, "/playground/say", "{", "application/json")["error"] == "invalid_json"
    assert post(server, "/playground/say", "[]", "application/json")["error"] == "invalid_json"
    assert (
        post(server, "/playground/say", '{"as": "U0SAM"}', "application/json")["error"] == "invalid_arguments"
    )


def test_page_files(server: PlaygroundServer, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<h1>Hello</h1>")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(page_routes, "PAGE", tmp_path / "page")
    status, body, headers = ask(server, "/")
    assert (status, body, headers["Cache-Control"]) == (200, b"<h1>Hello</h1>", "no-cache")
    assert ask(server, "/page/index.html")[0] == 200
    assert ask(server, "/page/nothing.js")[0] == 404
    assert ask(server, "/page/..%2Fsecret.txt")[0] == 404


def test_a_taken_port_is_said_at_once(
    server: PlaygroundServer, workspace: Workspace, clock: MovableClock
) -> None:
    port = urlsplit(server.url).port or 0
    with pytest.raises(OSError, match="address already in use"):
        PlaygroundServer(workspace, clock, {}, port=port).start()


def test_waiting_for_a_bot_that_does_not_come(server: PlaygroundServer) -> None:
    with pytest.raises(TimeoutError, match="No bot has connected"):
        server.wait_for_bot(0.01)
