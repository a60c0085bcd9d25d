"""The Web API's conversations.* methods."""

from bot.playground.api_calls import ApiCall, Method, page_of
from bot.playground.json_parts import Json
from bot.playground.payloads import api_message
from bot.playground.refusals import Refused
from bot.playground.workspace import Channel, Message, Workspace


def channel_facts(workspace: Workspace, channel: Channel) -> Json:
    """Return a channel as the Web API describes it."""
    if channel.kind == "im":
        others = sorted(channel.members - {workspace.bot.id})
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_org_shared": False,
            "user": others[0],
            "is_user_deleted": workspace.person(others[0]).deleted,
            "is_archived": False,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "is_general": channel.name == "general",
        "is_member": workspace.bot.id in channel.members,
        "created": channel.created,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def open_conversation(call: ApiCall) -> Json:
    if call.text("channel"):
        channel = call.channel()
    else:
        users = [user for user in call.needed("users").split(",") if user]
        if len(users) != 1:
            raise Refused(
                "method_not_supported_for_channel_type", "[ERROR] the playground has no group messages"
            )
        channel = call.workspace.direct_messages(users[0])
    if call.flag("return_im"):
        return {"channel": channel_facts(call.workspace, channel)}
    return {"channel": {"id": channel.id}}


def _channel_to_read(call: ApiCall) -> Channel:
    channel = call.channel()
    if call.workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    call.need_scope_for(channel, "history")
    return channel


def _between(call: ApiCall, messages: list[Message]) -> list[Message]:
    """Keep what lies between `oldest` and `latest`; the ends count only with `inclusive`."""
    oldest, latest = _ts(call, "oldest"), _ts(call, "latest")
    inclusive = call.flag("inclusive")

    def wanted(message: Message) -> bool:
        ts = _comparable(message.ts)
        if inclusive and ts in {oldest, latest}:
            return True
        return (oldest is None or ts > oldest) and (latest is None or ts < latest)

    return [message for message in messages if wanted(message)]


def _comparable(ts: str) -> tuple[int, int]:
    # Not a float: sixteen digits and a point are at the edge of what one can hold.
    seconds, _, micros = ts.partition(".")
    return int(seconds), int(micros.ljust(6, "0")[:6] or 0)


def _ts(call: ApiCall, name: str) -> tuple[int, int] | None:
    text = call.text(name)
    if not text or text == "now":
        return None
    try:
        return _comparable(text)
    except ValueError as broken:
        raise Refused(f"invalid_ts_{name}") from broken


def history(call: ApiCall) -> Json:
    channel = _channel_to_read(call)
    top_level = [m for m in call.workspace.lasting_messages(channel.id) if m.thread_ts in {None, m.ts}]
    found = _between(call, top_level)
    found.reverse()
    page, cursor = page_of(found, call)
    return _messages_answer(call, page, cursor)


def replies(call: ApiCall) -> Json:
    channel = _channel_to_read(call)
    parent = call.needed("ts")
    stored = call.workspace.lasting_messages(channel.id)
    thread = [message for message in stored if parent in {message.ts, message.thread_ts}]
    if not thread:
        raise Refused("thread_not_found")
    page, cursor = page_of(_between(call, thread), call)
    return _messages_answer(call, page, cursor)


def _messages_answer(call: ApiCall, page: list[Message], cursor: str) -> Json:
    with_metadata = call.flag("include_all_metadata")
    answer: Json = {
        "messages": [api_message(call.workspace, message, with_metadata=with_metadata) for message in page],
        "has_more": bool(cursor),
        "pin_count": 0,
    }
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def info(call: ApiCall) -> Json:
    channel = call.channel()
    call.need_scope_for(channel, "read")
    facts = channel_facts(call.workspace, channel)
    if call.flag("include_num_members"):
        facts["num_members"] = len(channel.members)
    return {"channel": facts}


_READ_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def _listed(call: ApiCall, member: str | None) -> Json:
    kinds = set((call.text("types") or "public_channel").split(","))
    found: list[Json] = []
    for kind in sorted(kinds):
        if kind not in _READ_SCOPES:
            raise Refused("invalid_types")
        call.need_scope(_READ_SCOPES[kind])
    for channel in call.workspace.channels.values():
        kind = "im" if channel.kind == "im" else "private_channel" if channel.is_private else "public_channel"
        hidden = kind != "public_channel" and call.workspace.bot.id not in channel.members
        archived = channel.is_archived and call.flag("exclude_archived")
        if kind in kinds and not hidden and not archived and (member is None or member in channel.members):
            found.append(channel_facts(call.workspace, channel))
    page, cursor = page_of(found, call)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def list_conversations(call: ApiCall) -> Json:
    return _listed(call, None)


def conversations_of_user(call: ApiCall) -> Json:
    user = call.text("user") or call.workspace.bot.id
    return _listed(call, call.workspace.person(user).id)


def members(call: ApiCall) -> Json:
    channel = call.channel()
    call.need_scope_for(channel, "read")
    page, cursor = page_of(sorted(channel.members), call)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def join(call: ApiCall) -> Json:
    channel = call.channel()
    if channel.kind == "im" or channel.is_private:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    answer: Json = {}
    if call.workspace.join(channel, call.workspace.bot.id):
        call.send_event(
            {
                "type": "member_joined_channel",
                "user": call.workspace.bot.id,
                "channel": channel.id,
                "channel_type": "C",
                "team": call.workspace.team_id,
            }
        )
    else:
        answer["warning"] = "already_in_channel"
    return {"channel": channel_facts(call.workspace, channel), **answer}


CONVERSATION_METHODS: dict[str, Method] = {
    "conversations.open": Method(
        open_conversation, "partial", "One person at a time: no group messages.", scope="im:write"
    ),
    "conversations.history": Method(
        history, "supported", "Newest first; event_payload of metadata only with include_all_metadata."
    ),
    "conversations.replies": Method(replies, "partial", "No reply counts or unread marks on the parent."),
    "conversations.info": Method(info, "supported", "The facts about one conversation."),
    "conversations.list": Method(
        list_conversations, "supported", "Public channels, unless `types` says otherwise."
    ),
    "conversations.members": Method(members, "supported", "The ids of the members."),
    "conversations.join": Method(join, "supported", "Public channels only.", scope="channels:join"),
    "users.conversations": Method(conversations_of_user, "supported", "The channels one person is in."),
}
