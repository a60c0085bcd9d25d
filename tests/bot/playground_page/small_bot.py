"""A bot for looking at the page: one command, button and modal of each kind, and nothing behind them."""

import threading
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Drumbeat"},
    "features": {
        "slash_commands": [
            {"command": "/touch", "description": "Log a touch", "usage_hint": "<account> <what happened>"},
            {"command": "/team", "description": "Show the team"},
            {"command": "/post", "description": "Post a text as it stands"},
            {"command": "/silent", "description": "Never answer"},
        ],
        "shortcuts": [
            {
                "name": "Log a touch",
                "type": "global",
                "callback_id": "log_touch",
                "description": "Open the form",
            },
            {
                "name": "Log as a touch",
                "type": "message",
                "callback_id": "log_message",
                "description": "With this text",
            },
        ],
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]}},
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(text: str, action: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action, "value": action, **more}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def field(block: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": {"action_id": block, **element},
        **more,
    }


BUTTONS: list[Json] = [
    {
        "type": "section",
        "block_id": "words",
        "text": {"type": "mrkdwn", "text": "*Acme Foods*: 32 days quiet"},
    },
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            button("Undo", "undo"),
            button("Slow", "slow"),
            button("Broken", "broken"),
            button(
                "Not mine",
                "not_mine",
                style="danger",
                confirm={
                    "title": plain("Hand it back?"),
                    "text": plain("Dana is asked."),
                    "confirm": plain("Hand back"),
                    "deny": plain("Keep"),
                },
            ),
            {
                "type": "static_select",
                "action_id": "snooze",
                "placeholder": plain("Snooze"),
                "options": options("One week", "Two weeks"),
            },
            {"type": "overflow", "action_id": "more", "options": options("Forget", "Show")},
        ],
    },
]


def touch_form(text: str = "") -> Json:
    what: Json = {
        "type": "plain_text_input",
        "multiline": True,
        "focus_on_load": True,
        "min_length": 3,
        "placeholder": plain("visited store"),
    }
    if text:
        what["initial_value"] = text
    return {
        "type": "modal",
        "callback_id": "touch",
        "notify_on_close": True,
        "title": plain("Log a touch"),
        "submit": plain("Log touch"),
        "close": plain("Cancel"),
        "blocks": [
            field(
                "account",
                "Account",
                {"type": "external_select", "min_query_length": 0, "placeholder": plain("Start typing")},
            ),
            field("what", "What happened", what, hint=plain("One line is enough.")),
            field(
                "kind",
                "Kind",
                {
                    "type": "radio_buttons",
                    "options": options("Non-selling", "Selling"),
                    "initial_option": options("Non-selling")[0],
                },
            ),
            field("day", "Day", {"type": "datepicker", "initial_date": "2026-11-20"}),
            field(
                "people",
                "With whom",
                {"type": "multi_users_select", "initial_users": ["U0DANA"]},
                optional=True,
            ),
            field("mail", "Mail", {"type": "email_text_input"}, optional=True),
            {"type": "actions", "block_id": "inside", "elements": [button("Add a line", "add_line")]},
        ],
    }


HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Quiet too long")},
        {
            "type": "actions",
            "block_id": "home",
            "elements": [button("Log a touch", "open_form", style="primary")],
        },
    ],
}


MAY_ANSWER = threading.Event()
"""Cleared by a test that looks at the page while the bot is slow."""
MAY_ANSWER.set()


def register(app: App) -> None:
    """Let the app answer to everything in the manifest."""
    _register_commands(app)
    _register_actions(app)
    _register_views(app)


def _register_commands(app: App) -> None:
    @app.command("/touch")
    def touch(ack: Ack, command: Json, client: WebClient) -> None:
        if command["text"]:
            ack(text=f"Logged: {command['text']}", blocks=BUTTONS)
        else:
            ack()
            client.views_open(trigger_id=command["trigger_id"], view=touch_form())

    @app.command("/post")
    def post(ack: Ack, command: Json, client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=command["channel_id"], text=command["text"])

    @app.command("/team")
    def team(ack: Ack, command: Json, client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=command["channel_id"], text="A board", blocks=BUTTONS)

    @app.command("/silent")
    def silent(command: Json) -> None:
        """Keep Slack waiting."""


def _register_actions(app: App) -> None:
    @app.action("undo")
    def undo(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Undone", replace_original=True)

    @app.action("slow")
    def slow(ack: Ack, body: Json, client: WebClient) -> None:
        MAY_ANSWER.wait(30)
        ack()
        client.chat_postMessage(channel=body["channel"]["id"], text="Pressed slow")

    @app.action("broken")
    def broken(body: Json) -> None:
        """Keep Slack waiting."""

    @app.action("not_mine")
    def not_mine(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="Handed back", blocks=[]
        )

    @app.action("snooze")
    @app.action("more")
    def chosen(ack: Ack, action: Json, body: Json, client: WebClient) -> None:
        ack()
        client.chat_postMessage(
            channel=body["channel"]["id"], text=f"Chosen: {action['selected_option']['value']}"
        )

    @app.action("open_form")
    def open_form(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=touch_form())

    @app.action("add_line")
    def add_line(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        view = touch_form()
        view["blocks"].insert(0, {"type": "section", "block_id": "added", "text": plain("A line was added.")})
        client.views_update(view_id=body["view"]["id"], view=view)


def _register_views(app: App) -> None:
    @app.options("account")
    def accounts(ack: Ack, payload: Json) -> None:
        found = [
            name
            for name in ("Acme Foods", "Acme Tools", "Cobalt")
            if payload["value"].lower() in name.lower()
        ]
        ack(options=options(*found))

    @app.view("touch")
    def submitted(ack: Ack, view: Json, body: Json, client: WebClient) -> None:
        values = view["state"]["values"]
        what = values["what"]["what"]["value"]
        if "bad" in what:
            ack(response_action="errors", errors={"day": "That day has not come yet."})
        elif "push" in what:
            form = touch_form()
            ack(response_action="push", view={**form, "title": plain("Add an idea"), "callback_id": "idea"})
        else:
            ack()
            account = values["account"]["account"]["selected_option"]["value"]
            people = values["people"]["people"]["selected_users"]
            day = values["day"]["day"]["selected_date"]
            client.chat_postMessage(
                channel="C0SALES", text=f"Form: {account}; {what}; {day}; {len(people)} people"
            )

    @app.view_closed("touch")
    def closed(ack: Ack, client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel="C0SALES", text="The form was closed")

    @app.shortcut("log_touch")
    def from_anywhere(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=touch_form())

    @app.shortcut("log_message")
    def from_message(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=touch_form(shortcut["message"]["text"]))

    @app.event("app_home_opened")
    def home_opened(event: Json, client: WebClient) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=HOME)

    @app.event("message")
    def heard(event: Json) -> None:
        """Leave people's messages alone."""
