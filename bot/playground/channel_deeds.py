"""What people do to a channel in Slack: let the bot in and out, archive it, share it, delete messages."""

from datetime import datetime

from bot.playground.json_parts import Json
from bot.playground.refusals import Misdirected
from bot.playground.workspace import Channel, Message, Person, Workspace

OWN_COMMANDS = ("/invite", "/remove", "/archive")
"""Slack's own: no app can have them."""
CHANGED_BY_HAND = ("is_archived", "is_ext_shared", "is_read_only")


def obey_command(workspace: Workspace, channel: Channel, person: Person, typed: str, now: datetime) -> None:
    """Do what one of Slack's own commands asks for, and say so in the channel, as Slack does.

    Raises Misdirected with what Slack would say.
    """
    name, text = (*typed.split(maxsplit=1), "")[:2]
    if channel.kind == "im":
        raise Misdirected("method_not_supported_for_channel_type", f"{name} works in channels only.")
    if channel.is_archived:
        raise Misdirected("is_archived", f"#{channel.name} is archived.")
    if name == "/archive":
        _note(workspace, channel, person, "channel_archive", f"archived #{channel.name}.", now=now)
        workspace.change_channel(channel, is_archived=True)
        return
    someone = _find_named(workspace, text)
    if name == "/invite" and not workspace.join(channel, someone.id):
        raise Misdirected("already_in_channel", f"{someone.real_name} is in #{channel.name} already.")
    if name == "/remove" and not workspace.leave(channel, someone.id):
        raise Misdirected("not_in_channel", f"{someone.real_name} is not in #{channel.name}.")
    if name == "/invite":
        text = f"was added to #{channel.name} by <@{person.id}>."
        _note(workspace, channel, someone, "channel_join", text, now=now)
    else:
        _note(
            workspace,
            channel,
            person,
            "channel_leave",
            f"removed <@{someone.id}> from #{channel.name}.",
            now=now,
        )


def _note(
    workspace: Workspace, channel: Channel, person: Person, subtype: str, text: str, *, now: datetime
) -> None:
    workspace.post(
        Message(
            ts=workspace.next_ts(now),
            channel=channel.id,
            user=person.id,
            text=text,
            subtype=subtype,
        )
    )


def _find_named(workspace: Workspace, text: str) -> Person:
    wanted = text.strip().removeprefix("@").lower()
    for person in workspace.people.values():
        if wanted in (person.name.lower(), person.real_name.lower(), f"<@{person.id}>".lower()):
            return person
    raise Misdirected("user_not_found", f"There is nobody called {text.strip() or 'that'} here.")


def change_channel(workspace: Workspace, channel: Channel, body: Json) -> None:
    """Archive a channel, share it with another company, or let only some people post, or take that back."""
    facts = {name: bool(body[name]) for name in CHANGED_BY_HAND if name in body}
    if channel.kind == "im" or not facts:
        raise Misdirected("invalid_arguments", f"Name one of {', '.join(CHANGED_BY_HAND)}, of a channel.")
    workspace.change_channel(channel, **facts)


def delete_message(workspace: Workspace, person: Person, channel: Channel, ts: str) -> None:
    """Delete a message: one's own, or, as an admin of the workspace, anybody's."""
    message = workspace.find_message(channel.id, ts, person.id)
    if message is None:
        raise Misdirected("message_not_found", "That message is not there any more.")
    if message.user != person.id and not (person.is_admin or person.is_owner):
        raise Misdirected("cant_delete_message", "Only an admin may delete what others have said.")
    workspace.delete(message)
