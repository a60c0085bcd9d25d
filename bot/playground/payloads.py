"""What Slack sends to an app: the payloads of commands, interactions and events. Pure."""

from dataclasses import dataclass
from typing import Literal

from bot.playground.json_parts import Json
from bot.playground.workspace import Channel, Message, Person, Workspace

Kind = Literal["slash_commands", "interactive", "events_api"]
# Apps are told to check signatures instead of this old token, so it is the same for everybody.
VERIFICATION = "playground-verification"


@dataclass(frozen=True)
class Envelope:
    """One payload on its way to the bot; `label` is how the payload log calls it."""

    kind: Kind
    label: str
    payload: Json
    wants_answer: bool = False


def slash_command(
    workspace: Workspace,
    person: Person,
    channel: Channel,
    typed: tuple[str, str],
    *,
    trigger_id: str,
    response_url: str,
) -> Envelope:
    """Return the payload of a slash command; `typed` is the command and the text after it."""
    payload: Json = {
        "token": VERIFICATION,
        "team_id": workspace.team_id,
        "team_domain": _domain(workspace),
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": typed[0],
        "text": typed[1],
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }
    return Envelope("slash_commands", "slash_commands", payload, wants_answer=True)


def block_action_on_message(
    workspace: Workspace,
    person: Person,
    message: Message,
    action: Json,
    values: Json,
    *,
    trigger_id: str,
    response_url: str,
) -> Envelope:
    """Return the payload of a press on an element of a message."""
    ephemeral = message.visible_to is not None
    payload = {
        **_interaction(workspace, person, "block_actions"),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": ephemeral,
        },
        "trigger_id": trigger_id,
        "channel": _channel(workspace.channels[message.channel]),
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    # Slack does not store ephemeral messages, so it has none to send along.
    if not ephemeral:
        payload["message"] = api_message(workspace, message, with_metadata=True)
    return Envelope("interactive", "block_actions", payload)


def block_action_in_view(
    workspace: Workspace, person: Person, view: Json, action: Json, trigger_id: str
) -> Envelope:
    """Return the payload of a press on an element of a modal or the Home tab."""
    payload = {
        **_interaction(workspace, person, "block_actions"),
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": trigger_id,
        "view": view,
        "actions": [action],
    }
    return Envelope("interactive", "block_actions", payload)


def view_submission(
    workspace: Workspace, person: Person, view: Json, trigger_id: str, response_urls: list[Json]
) -> Envelope:
    """Return the payload of a submitted modal; the bot's answer may carry a response_action."""
    payload = {
        **_interaction(workspace, person, "view_submission"),
        "trigger_id": trigger_id,
        "view": view,
        "response_urls": response_urls,
    }
    return Envelope("interactive", "view_submission", payload, wants_answer=True)


def view_closed(workspace: Workspace, person: Person, view: Json, *, is_cleared: bool) -> Envelope:
    """Return the payload of a modal that was closed by hand."""
    payload = {**_interaction(workspace, person, "view_closed"), "view": view, "is_cleared": is_cleared}
    return Envelope("interactive", "view_closed", payload)


def global_shortcut(workspace: Workspace, person: Person, callback_id: str, trigger_id: str) -> Envelope:
    """Return the payload of a shortcut from the lightning menu."""
    payload = {
        **_interaction(workspace, person, "shortcut"),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": "0.000000",
    }
    return Envelope("interactive", "shortcut", payload)


def message_shortcut(
    workspace: Workspace,
    person: Person,
    message: Message,
    callback_id: str,
    *,
    trigger_id: str,
    response_url: str,
) -> Envelope:
    """Return the payload of a shortcut from a message's menu."""
    payload = {
        **_interaction(workspace, person, "message_action"),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "message_ts": message.ts,
        "action_ts": message.ts,
        "channel": _channel(workspace.channels[message.channel]),
        "message": api_message(workspace, message, with_metadata=True),
    }
    return Envelope("interactive", "message_action", payload)


def block_suggestion(
    workspace: Workspace, person: Person, asked: Json, *, message: Message | None, view: Json | None
) -> Envelope:
    """Return the question for the options of an external select; the bot's answer carries them.

    `asked` holds block_id, action_id and the value typed so far.
    """
    payload = {**_interaction(workspace, person, "block_suggestion"), **asked}
    if message is not None:
        payload["container"] = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        payload["channel"] = _channel(workspace.channels[message.channel])
        payload["message"] = api_message(workspace, message, with_metadata=True)
    if view is not None:
        payload["container"] = {"type": "view", "view_id": view["id"]}
        payload["view"] = view
    return Envelope("interactive", "block_suggestion", payload, wants_answer=True)


def event_callback(workspace: Workspace, event: Json, event_ts: str) -> Envelope:
    """Return an Events API payload around an event; gives the event its `event_ts`."""
    event_id = workspace.new_id("Ev")
    payload: Json = {
        "token": VERIFICATION,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": {**event, "event_ts": event_ts},
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(float(event_ts)),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
    return Envelope("events_api", f"event {event['type']}", payload)


def message_event(workspace: Workspace, message: Message) -> Json:
    """Return the event for a message a person has posted."""
    channel = workspace.channels[message.channel]
    return {
        **api_message(workspace, message, with_metadata=True),
        "channel": channel.id,
        "channel_type": channel_type(channel),
    }


def channel_type(channel: Channel) -> str:
    """Return how events call this kind of conversation; also the last part of the subscription's name."""
    if channel.kind == "im":
        return "im"
    return "group" if channel.is_private else "channel"


def action_from(element: Json, block_id: str, given: Json, action_ts: str) -> Json:
    """Return one entry of `actions`: what the person chose, with the facts Slack repeats from the element."""
    action: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
    for name in ("text", "value", "placeholder", "confirm", "url", "style", "initial_option", "initial_date"):
        if name in element:
            action[name] = element[name]
    for name, value in given.items():
        if name == "value" or name.startswith("selected_") or name == "rich_text_value":
            action[name] = value
    action["action_ts"] = action_ts
    return action


def api_message(workspace: Workspace, message: Message, *, with_metadata: bool) -> Json:
    """Return a message as the Web API gives it; without `with_metadata` its event_payload is left out."""
    answer: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    answer["team"] = workspace.team_id
    if message.bot:
        answer["bot_id"] = workspace.bot_id
        answer["app_id"] = workspace.app_id
    for name in ("blocks", "attachments", "thread_ts", "subtype"):
        if getattr(message, name) is not None:
            answer[name] = getattr(message, name)
    if message.edited_ts is not None:
        answer["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.metadata is not None:
        answer["metadata"] = dict(message.metadata)
        if not with_metadata:
            answer["metadata"].pop("event_payload", None)
    return answer


def _interaction(workspace: Workspace, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": workspace.team_id,
        },
        "api_app_id": workspace.app_id,
        "token": VERIFICATION,
        "team": {"id": workspace.team_id, "domain": _domain(workspace)},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}


def _domain(workspace: Workspace) -> str:
    return "-".join(workspace.team_name.lower().split())
