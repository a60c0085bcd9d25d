"""What the bot answers to a command or posts to a response_url, put into the channel."""

from collections.abc import Callable
from datetime import datetime

from bot.playground.block_rules import check_blocks
from bot.playground.chat_methods import check_text
from bot.playground.json_parts import Json, objects
from bot.playground.open_views import with_ids
from bot.playground.refusals import Refused
from bot.playground.response_urls import ResponseUrl
from bot.playground.workspace import Message, Workspace


def post_answer(workspace: Workspace, answer: Json, user: str, channel: str, now: datetime) -> Message | None:
    """Post the answer to a command: for the person alone, or for all with response_type in_channel.

    Returns None if there is nothing to say. Refuses with `invalid_blocks` or `msg_too_long`.
    """
    if not answer.get("text") and not answer.get("blocks") and not answer.get("attachments"):
        return None
    message = Message(ts=workspace.next_ts(now), channel=channel, user=workspace.bot.id, text="", bot=True)
    _fill(workspace, message, answer)
    if answer.get("response_type") != "in_channel":
        message.visible_to = user
    return workspace.post(message)


def answer_at_url(workspace: Workspace, issued: ResponseUrl, body: Json, now: Callable[[], datetime]) -> None:
    """Do what a post to a response_url asks: a new message, or replace or delete the one that was pressed.

    Refuses with `no_text`, `invalid_blocks`, `msg_too_long` or `message_not_found`.
    """
    if body.get("delete_original"):
        workspace.delete(_original(workspace, issued))
        return
    if not body.get("text") and not body.get("blocks") and not body.get("attachments"):
        raise Refused("no_text")
    if body.get("replace_original") and issued.message_ts is not None:
        message = _original(workspace, issued)
        _fill(workspace, message, body)
        workspace.changed(message)
        return
    post_answer(workspace, body, issued.user, issued.channel, now())


def _original(workspace: Workspace, issued: ResponseUrl) -> Message:
    message = None
    if issued.message_ts is not None:
        message = workspace.find_message(issued.channel, issued.message_ts, issued.user)
    if message is None:
        raise Refused("message_not_found")
    return message


def _fill(workspace: Workspace, message: Message, body: Json) -> None:
    text = str(body.get("text") or "")
    check_text(text)
    blocks: list[Json] | None = None
    if body.get("blocks"):
        blocks = objects(body, "blocks")
        if not blocks:
            raise Refused("invalid_blocks_format")
        check_blocks(blocks, "message")
        blocks = with_ids(blocks, workspace.new_id)
    message.text, message.blocks = text, blocks
    message.attachments = body.get("attachments") or None
    message.metadata = body.get("metadata") or message.metadata
    message.unfurl = bool(body.get("unfurl_links", True))
