"""The Web API's chat.* methods."""

import json
from dataclasses import replace

from bot.playground.api_calls import ApiCall, Method
from bot.playground.block_rules import check_blocks
from bot.playground.json_parts import Json
from bot.playground.open_views import with_ids
from bot.playground.payloads import api_message
from bot.playground.refusals import Refused
from bot.playground.workspace import Message

MOST_TEXT = 40_000
MOST_METADATA_BYTES = 8_000


def _content(call: ApiCall) -> tuple[str, list[Json] | None, list[Json] | None]:
    """Return text, blocks and attachments of a message to post, checked."""
    text, blocks, attachments = call.text("text"), call.blocks(), call.attachments()
    if not text.strip() and not blocks and not attachments:
        raise Refused("no_text")
    check_text(text)
    return text, checked_blocks(call, blocks), attachments


def check_text(text: str) -> None:
    """Refuse a text that Slack does not take, with `msg_too_long`."""
    if len(text) > MOST_TEXT:
        raise Refused("msg_too_long")


def checked_blocks(call: ApiCall, blocks: list[Json] | None) -> list[Json] | None:
    """Return the blocks with all ids filled in; refuses with `invalid_blocks`."""
    if blocks is None:
        return None
    check_blocks(blocks, "message")
    return with_ids(blocks, call.workspace.new_id)


def _metadata(call: ApiCall) -> Json | None:
    metadata = call.object("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format", "[ERROR] metadata needs event_type and event_payload")
    if len(json.dumps(metadata)) > MOST_METADATA_BYTES:
        raise Refused("metadata_too_large")
    return metadata


def _own_message(call: ApiCall, channel_id: str) -> Message:
    """Return what the bot is about to say in a conversation, checked as Slack checks it."""
    text, blocks, attachments = _content(call)
    return Message(
        ts=call.workspace.next_ts(call.now),
        channel=channel_id,
        user=call.workspace.bot.id,
        text=text,
        blocks=blocks,
        attachments=attachments,
        bot=True,
    )


def post_message(call: ApiCall) -> Json:
    channel = call.channel_to_write()
    said = _own_message(call, channel.id)
    thread_ts = call.text("thread_ts") or None
    if thread_ts and call.workspace.find_message(channel.id, thread_ts) is None:
        raise Refused("thread_not_found")
    unfurl = call.flag("unfurl_links", default=True)
    message = call.workspace.post(replace(said, metadata=_metadata(call), thread_ts=thread_ts, unfurl=unfurl))
    answer = api_message(call.workspace, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": answer}


def post_ephemeral(call: ApiCall) -> Json:
    channel = call.channel_to_write()
    reader = call.workspace.person(call.needed("user"))
    if reader.id not in channel.members:
        raise Refused("user_not_in_channel")
    message = call.workspace.post(replace(_own_message(call, channel.id), visible_to=reader.id))
    return {"message_ts": message.ts}


def update(call: ApiCall) -> Json:
    channel = call.channel_to_change()
    message = call.workspace.find_message(channel.id, call.needed("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.user != call.workspace.bot.id:
        raise Refused("cant_update_message")
    text, blocks, attachments = call.text("text"), call.blocks(), call.attachments()
    if not text.strip() and blocks is None and attachments is None:
        raise Refused("no_text")
    check_text(text)
    new_blocks, new_metadata = checked_blocks(call, blocks), _metadata(call)
    # What is left out stays, an empty list takes it away.
    message.text = text if "text" in call.arguments or blocks is None else message.text
    message.blocks = message.blocks if blocks is None else new_blocks or None
    message.attachments = message.attachments if attachments is None else attachments or None
    message.metadata = new_metadata or message.metadata
    # Slack does not mark messages with blocks as edited.
    message.edited_ts = None if message.blocks else call.workspace.next_ts(call.now)
    call.workspace.changed(message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": api_message(call.workspace, message, with_metadata=True),
    }


def delete(call: ApiCall) -> Json:
    channel = call.channel()
    message = call.workspace.find_message(channel.id, call.needed("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.user != call.workspace.bot.id:
        raise Refused("cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: ApiCall) -> Json:
    channel = call.channel()
    message = call.workspace.find_message(channel.id, call.needed("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    link = f"{call.base_url}/?channel={channel.id}&message={message.ts}"
    return {"channel": channel.id, "permalink": link}


CHAT_METHODS: dict[str, Method] = {
    "chat.postMessage": Method(
        post_message,
        "supported",
        "Text, blocks, metadata, threads, unfurl flags; attachments are kept but not checked.",
        scope="chat:write",
    ),
    "chat.postEphemeral": Method(
        post_ephemeral, "supported", "Never stored: not in histories.", scope="chat:write"
    ),
    "chat.update": Method(
        update,
        "supported",
        "Only the bot's own, lasting messages; what is left out stays.",
        scope="chat:write",
    ),
    "chat.delete": Method(delete, "supported", "Only the bot's own, lasting messages.", scope="chat:write"),
    "chat.getPermalink": Method(get_permalink, "supported", "The link leads to the playground's page."),
}
