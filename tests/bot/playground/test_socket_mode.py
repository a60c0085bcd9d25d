"""Round trips between people and a real Bolt app over Socket Mode."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin.connection import Connection

from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor

Join = Callable[[], None]
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
        },
        {
            "type": "input",
            "block_id": "day",
            "optional": True,
            "label": {"type": "plain_text", "text": "Day"},
            "element": {"type": "datepicker", "action_id": "date", "initial_date": "2026-11-21"},
        },
    ],
}


def button(action_id: str = "undo", value: str = "7") -> dict[str, Any]:
    return {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {
                "type": "button",
                "action_id": action_id,
                "value": value,
                "text": {"type": "plain_text", "text": "Undo"},
            }
        ],
    }


def test_command_is_answered_for_the_asker_alone(app: App, join: Join, sam: Visitor, kim: Visitor) -> None:
    heard: list[dict[str, Any]] = []

    @app.command("/touch")
    def touch(ack: Ack, command: dict[str, Any]) -> None:
        heard.append(command)
        ack(text="Logged for Acme", blocks=[button()])

    join()
    assert sam.command("C0SALES", "/touch Acme met @Kim Ito & co <in #sales>") == {"ok": True}
    answer = sam.messages("C0SALES")[-1]
    assert (answer["text"], answer["ephemeral"], answer["bot"]) == ("Logged for Acme", True, True)
    assert kim.messages("C0SALES") == []
    assert heard[0]["text"] == "Acme met <@U0KIM|kim> &amp; co &lt;in <#C0SALES|sales>&gt;"
    assert heard[0]["channel_name"] == "sales"
    assert heard[0]["user_name"] == "sam"


def test_button_of_an_ephemeral_message_replaces_it(app: App, join: Join, sam: Visitor) -> None:
    bodies: list[dict[str, Any]] = []

    @app.command("/touch")
    def touch(ack: Ack) -> None:
        ack(text="Logged", blocks=[button()])

    @app.action("undo")
    def undo(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        bodies.append(body)
        respond(text="Undone", replace_original=True)

    join()
    sam.command("C0SALES", "/touch Acme")
    assert sam.press(sam.messages("C0SALES")[-1], "undo")["ok"]
    (only,) = sam.messages("C0SALES")
    assert only["text"] == "Undone"
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]
    assert bodies[0]["actions"][0]["value"] == "7"


def test_modal_with_errors_then_accepted(app: App, join: Join, sam: Visitor) -> None:
    seen: list[dict[str, Any]] = []

    @app.command("/touch")
    def touch(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        ack()

    @app.view("touch")
    def submitted(ack: Ack, view: dict[str, Any]) -> None:
        seen.append(view["state"]["values"])
        if view["state"]["values"]["account"]["name"]["value"] == "Nobody":
            ack(response_action="errors", errors={"account": "I do not know Nobody."})
        else:
            ack()

    join()
    sam.command("C0SALES", "/touch")
    view = sam.wait_for_view("touch")
    missing = sam.submit(view)
    assert missing["errors"] == {"account": "Please complete this required field."}
    assert seen == []
    assert sam.submit(view, {"account": {"value": "Nobody"}})["errors"] == {
        "account": "I do not know Nobody."
    }
    assert sam.views()
    assert sam.submit(view, {"account": {"value": "Acme"}}) == {"ok": True}
    assert sam.views() == []
    assert seen[-1]["day"]["date"] == {"type": "datepicker", "selected_date": "2026-11-21"}


@pytest.mark.parametrize(("action", "depth"), [("update", 1), ("push", 2), ("clear", 0)])
def test_response_actions(app: App, join: Join, sam: Visitor, action: str, depth: int) -> None:
    @app.shortcut("log_touch")
    def shortcut(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("touch")
    def submitted(ack: Ack) -> None:
        if action == "clear":
            ack(response_action="clear")
        else:
            ack(response_action=action, view={**MODAL, "callback_id": "second"})

    join()
    sam.do("shortcut", callback_id="log_touch")
    answer = sam.submit(sam.wait_for_view("touch"), {"account": {"value": "Acme"}})
    assert answer == {"ok": True, "response_action": action}
    views = sam.views()
    assert len(views) == depth
    if views:
        assert views[-1]["callback_id"] == "second"


@pytest.mark.parametrize("ack_seconds", [0.3])
def test_silence_is_a_timeout(app: App, join: Join, sam: Visitor, server: PlaygroundServer) -> None:
    @app.command("/touch")
    def touch(ack: Ack) -> None:
        """Never acknowledges."""

    join()
    answer = sam.command("C0SALES", "/touch Acme")
    assert (answer["ok"], answer["error"]) == (False, "operation_timeout")
    assert "did not answer" in answer["sentence"]


def test_without_a_bot_commands_fail_with_a_sentence(sam: Visitor) -> None:
    assert sam.command("C0SALES", "/touch Acme")["error"] == "dispatch_failed"
    assert sam.command("C0SALES", "/nothing")["error"] == "unknown_command"
    assert sam.command("C0SALES", "  ")["error"] == "unknown_command"


def test_message_button_carries_the_message_and_its_state(app: App, join: Join, sam: Visitor) -> None:
    bodies: list[dict[str, Any]] = []

    @app.action("pick")
    def pick(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)

    join()
    option = {"text": {"type": "plain_text", "text": "1 week"}, "value": "7"}
    select = {"type": "static_select", "action_id": "pick", "options": [option]}
    blocks = [{"type": "actions", "block_id": "row", "elements": [select]}]
    metadata = {"event_type": "nudge", "event_payload": {"key": "k"}}
    app.client.chat_postMessage(channel="C0SALES", text="Snooze?", blocks=blocks, metadata=metadata)
    message = sam.messages("C0SALES")[-1]
    assert sam.press(message, "pick", selected_option=option)["ok"]
    body = bodies[0]
    assert body["message"]["ts"] == message["ts"]
    assert body["message"]["metadata"] == metadata
    assert body["actions"][0]["selected_option"] == option
    assert body["channel"] == {"id": "C0SALES", "name": "sales"}
    assert body["user"]["id"] == "U0SAM"
    assert body["container"]["is_ephemeral"] is False
    assert body["state"]["values"]["row"]["pick"] == {"type": "static_select", "selected_option": None}
    app.client.chat_update(channel="C0SALES", ts=message["ts"], text="Snoozed", blocks=[])
    stale = sam.press(message, "pick", selected_option=option)
    assert (stale["error"], "not there any more" in stale["sentence"]) == ("not_found", True)


def test_button_in_a_modal_pushes_another_and_keeps_what_was_entered(
    app: App, join: Join, sam: Visitor
) -> None:
    with_button = {**MODAL, "blocks": [*MODAL["blocks"], button("more")]}

    @app.shortcut("log_touch")
    def shortcut(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=with_button)

    @app.action("more")
    def more(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        assert "channel" not in body
        client.views_push(trigger_id=body["trigger_id"], view={**MODAL, "callback_id": "second"})
        client.views_update(view_id=body["view"]["id"], view=with_button, hash=body["view"]["hash"])

    closed: list[dict[str, Any]] = []

    @app.view_closed("second")
    def second_closed(ack: Ack, body: dict[str, Any]) -> None:
        closed.append(body)
        ack()

    join()
    sam.do("shortcut", callback_id="log_touch")
    view = sam.wait_for_view("touch")
    entered = {"account": {"name": {"type": "plain_text_input", "value": "Acme"}}}
    sam.press(view, "more", state={"values": entered})
    second = sam.wait_for_view("second")
    assert second["previous_view_id"] == view["id"]
    assert sam.submit(view, {"account": {"value": "x"}})["error"] == "not_found"
    sam.close(second)
    (left,) = sam.wait_for(lambda: sam.views() if len(sam.views()) == 1 else None)
    assert left["state"]["values"]["account"]["name"]["value"] == "Acme"
    assert closed == [], "the view did not ask for notify_on_close"


def test_closing_tells_the_bot_if_it_asked(app: App, join: Join, sam: Visitor) -> None:
    closed: list[bool] = []

    @app.shortcut("log_touch")
    def shortcut(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view={**MODAL, "notify_on_close": True})

    @app.view_closed("touch")
    def touch_closed(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        closed.append(body["is_cleared"])

    join()
    sam.do("shortcut", callback_id="log_touch")
    sam.close(sam.wait_for_view("touch"), everything=True)
    assert sam.wait_for(lambda: closed) == [True]
    assert sam.views() == []


def test_bad_answers_of_the_bot_are_shown_as_slack_refuses_them(app: App, join: Join, sam: Visitor) -> None:
    @app.command("/touch")
    def touch(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        if body["text"] == "modal":
            client.views_open(trigger_id=body["trigger_id"], view=MODAL)
            ack()
        else:
            ack(text="x", blocks=[{"type": "poem"}])

    @app.view("touch")
    def submitted(ack: Ack) -> None:
        ack(response_action="errors", errors={"nowhere": "x"})

    join()
    assert sam.command("C0SALES", "/touch")["error"] == "invalid_blocks"
    sam.command("C0SALES", "/touch modal")
    answer = sam.submit(sam.wait_for_view(), {"account": {"value": "x"}})
    assert (answer["error"], "nowhere" in answer["sentence"]) == ("invalid_arguments", True)
    assert sam.views()
    errors = [entry["error"] for entry in sam.read("log")["entries"] if "answer to" in entry["kind"]]
    assert errors == ["invalid_blocks", "invalid_arguments"]


def test_message_shortcut_and_external_options(app: App, join: Join, sam: Visitor) -> None:
    seen: list[dict[str, Any]] = []
    select = {"type": "external_select", "action_id": "account", "min_query_length": 1}
    view = {**MODAL, "blocks": [{**MODAL["blocks"][0], "element": select}]}

    @app.shortcut("log_message")
    def shortcut(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        seen.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.options("account")
    def accounts(ack: Ack, body: dict[str, Any]) -> None:
        name = body["value"].title()
        ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name}])

    join()
    ts = sam.say("C0SALES", "Visited Acme")["ts"]
    assert sam.do("shortcut", callback_id="log_message", channel="C0SALES", ts=ts)["ok"]
    assert seen[0]["message"]["text"] == "Visited Acme"
    assert seen[0]["message"]["user"] == "U0SAM"
    opened = sam.wait_for_view("touch")
    found = sam.do(
        "options",
        container={"type": "view", "view_id": opened["id"]},
        block_id="account",
        action_id="account",
        value="acme",
    )
    assert found["options"][0]["value"] == "Acme"
    assert sam.do("shortcut", callback_id="log_message")["error"] == "channel_not_found"
    assert sam.do("shortcut", callback_id="nothing")["error"] == "unknown_shortcut"


def test_events(app: App, join: Join, sam: Visitor, server: PlaygroundServer) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    for kind in ("app_home_opened", "message", "app_mention", "user_change", "member_joined_channel"):

        @app.event(kind)
        def listen(event: dict[str, Any]) -> None:
            heard.append((event["type"], event))

    join()

    def next_event() -> tuple[str, dict[str, Any]]:
        return sam.wait_for(lambda: heard.pop(0) if heard else None)

    sam.do("open_home", tab="home")
    kind, event = next_event()
    assert (kind, event["user"], event["tab"]) == ("app_home_opened", "U0SAM", "home")
    sam.say(sam.direct_messages(), "hello")
    kind, event = next_event()
    assert (kind, event["channel_type"], event["text"]) == ("message", "im", "hello")
    sam.say("C0SALES", "the manifest does not subscribe to channels")
    sam.say("C0SALES", "@drumbeat are you there?")
    kind, event = next_event()
    assert (kind, event["text"]) == ("app_mention", "<@U0BOT> are you there?")
    server.run_inside(lambda: server.interactions.change_person("U0SAM", tz="Asia/Tokyo"))
    kind, event = next_event()
    assert (kind, event["user"]["tz_offset"]) == ("user_change", 32400)
    app.client.conversations_join(channel="C0RANDOM")
    assert next_event()[1]["user"] == "U0BOT"


@pytest.mark.parametrize("ack_seconds", [0.4])
def test_an_event_without_an_answer_comes_again(app: App, join: Join, sam: Visitor) -> None:
    attempts: list[str | None] = []

    @app.event("app_home_opened")
    def opened(request: Any) -> None:
        attempts.append((request.headers.get("x-slack-retry-num") or [None])[0])
        if len(attempts) < 3:
            raise RuntimeError("not yet")

    join()
    sam.do("open_home", tab="home")
    assert sam.wait_for(lambda: attempts[:3] if len(attempts) > 2 else None) == ["0", "1", "2"]


def test_two_connections_share_the_load_and_a_refresh_replaces_them(
    app: App, join: Join, sam: Visitor, server: PlaygroundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    @app.command("/touch")
    def touch(ack: Ack) -> None:
        ack("Done")

    join()
    join()
    assert sam.wait_for(lambda: sam.read("state")["connected"] == 2)
    for _ in range(4):
        assert sam.command("C0SALES", "/touch Acme")["ok"]
    server.refresh_connections()
    server.wait_for_bot()
    assert sam.wait_for(lambda: sam.read("state")["connected"] == 2)
    # slack-sdk reads from the new connection only when it has done with the old one; what was typed before
    # is typed again a second later.
    monkeypatch.setattr(server.sockets, "_timeout", 1.0)
    assert sam.wait_for(lambda: sam.command("C0SALES", "/touch Acme")["ok"])


def test_a_ticket_is_good_once(server: PlaygroundServer) -> None:
    url = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)["url"]
    assert url.startswith(server.url.replace("http", "ws"))
    connection = Connection(url=url, logger=logging.getLogger("playground.test"))
    connection.connect()
    assert connection.is_active()
    with pytest.raises(HTTPError, match="Forbidden") as caught:
        urlopen(url.replace("ws", "http", 1))
    caught.value.close()
    connection.close()


def test_raw_command_text_without_should_escape(app: App, join: Join, sam: Visitor) -> None:
    texts: list[str] = []

    @app.command("/raw")
    def raw(ack: Ack, command: dict[str, Any]) -> None:
        texts.append(command["text"])
        ack()

    join()
    sam.command("C0SALES", "/raw  @Kim Ito & co ")
    sam.command("C0SALES", "/raw\nAcme\ncalled")
    assert texts == ["@Kim Ito & co", "Acme\ncalled"]
    assert sam.messages("C0SALES") == []


def test_a_submission_may_ask_for_a_response_url(
    app: App, join: Join, sam: Visitor, server: PlaygroundServer
) -> None:
    select = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    view = {**MODAL, "blocks": [{**MODAL["blocks"][0], "element": select}]}
    urls: list[dict[str, Any]] = []

    @app.shortcut("log_touch")
    def shortcut(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("touch")
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        urls.extend(body["response_urls"])

    join()
    sam.do("shortcut", callback_id="log_touch")
    sam.submit(sam.wait_for_view("touch"), {"account": {"selected_conversation": "C0SALES"}})
    (found,) = sam.wait_for(lambda: urls)
    assert (found["channel_id"], found["block_id"], found["action_id"]) == ("C0SALES", "account", "where")
    assert found["response_url"].startswith(server.url)


def test_buttons_on_home(app: App, join: Join, sam: Visitor, kim: Visitor) -> None:
    bodies: list[dict[str, Any]] = []

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [button()]})

    @app.action("undo")
    def undo(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        bodies.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    join()
    sam.do("open_home", tab="home")
    view = sam.wait_for(sam.home)
    assert sam.press(view, "undo")["ok"]
    assert bodies[0]["view"]["type"] == "home"
    assert bodies[0]["container"] == {"type": "view", "view_id": view["id"]}
    assert sam.wait_for_view("touch")["previous_view_id"] is None
    assert kim.press(view, "undo")["sentence"] == "That dialog belongs to somebody else."


def test_more_than_ten_connections_are_turned_away(server: PlaygroundServer, sam: Visitor) -> None:
    client = WebClient(base_url=server.api_url)
    connections: list[Connection] = []
    for _ in range(11):
        url = client.apps_connections_open(app_token=server.app_token)["url"]
        connections.append(Connection(url=url, logger=logging.getLogger("playground.test")))
        connections[-1].connect()
    assert sam.read("state")["connected"] == 10
    for connection in connections:
        connection.close()


def test_options_that_slack_refuses(app: App, join: Join, sam: Visitor) -> None:
    select = {"type": "external_select", "action_id": "account"}
    answers: list[dict[str, Any]] = [
        {"options": [{"text": {"type": "plain_text", "text": "x" * 76}, "value": "x"}]},
        {"option_groups": [{"label": {"type": "plain_text", "text": "A"}, "options": []}]},
        {"options": []},
    ]

    @app.options("account")
    def accounts(ack: Ack) -> None:
        ack(answers.pop(0))

    join()
    app.client.chat_postMessage(
        channel="C0SALES",
        text="Which?",
        blocks=[{"type": "actions", "block_id": "row", "elements": [select]}],
    )
    container = {"type": "message", "channel": "C0SALES", "ts": sam.messages("C0SALES")[-1]["ts"]}

    def ask() -> dict[str, Any]:
        return sam.do("options", container=container, block_id="row", action_id="account", value="x")

    assert "less than 76 characters" in ask()["sentence"]
    assert "no fewer than 1 items" in ask()["sentence"]
    assert ask() == {"ok": True, "options": []}
