"""Round trips between people and a real Bolt app over Socket Mode."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

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
