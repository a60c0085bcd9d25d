"""The Web API through slack-sdk's own client: what it answers and what it refuses."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from bot.playground.web_api import METHODS
from bot.playground.workspace import Workspace

NEEDED = [
    "api.test",
    "auth.test",
    "apps.connections.open",
    "chat.postMessage",
    "chat.update",
    "chat.delete",
    "chat.postEphemeral",
    "chat.getPermalink",
    "conversations.open",
    "conversations.history",
    "conversations.replies",
    "conversations.info",
    "conversations.list",
    "conversations.members",
    "conversations.join",
    "users.info",
    "users.list",
    "users.lookupByEmail",
    "users.conversations",
    "team.info",
    "views.open",
    "views.push",
    "views.update",
    "views.publish",
]
HOME: dict[str, Any] = {"type": "home", "blocks": [{"type": "divider"}]}
MODAL: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Hello"}, "blocks": []}


def refusal(call: Callable[..., object], **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    return caught.value.response["error"]


def test_every_method_says_how_faithful_it_is() -> None:
    assert set(NEEDED) <= set(METHODS)
    for method in METHODS.values():
        assert method.status in {"supported", "partial"}
        assert method.note.endswith(".")


def test_unknown_method(client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.postPoem") == "unknown_method"


def test_tokens(server: PlaygroundServer) -> None:
    def error(token: str | None, method: str = "auth.test") -> str:
        return refusal(WebClient(token=token, base_url=server.api_url).api_call, api_method=method)

    assert error(None) == "not_authed"
    assert error("xoxb-wrong") == "invalid_auth"
    assert error(server.app_token) == "not_allowed_token_type"
    assert error(server.bot_token, "apps.connections.open") == "not_allowed_token_type"


@pytest.fixture
def narrow(workspace: Workspace, clock: MovableClock) -> Iterator[WebClient]:
    """A client whose manifest asks for little."""
    manifest: dict[str, Any] = {"oauth_config": {"scopes": {"bot": ["commands", "im:history", "users:read"]}}}
    with PlaygroundServer(workspace, clock, manifest) as server:
        yield WebClient(token=server.bot_token, base_url=server.api_url)


def test_missing_scopes_are_refused_by_name(narrow: WebClient, workspace: Workspace) -> None:
    def needed(method: str, **arguments: Any) -> str:
        with pytest.raises(SlackApiError, match="missing_scope") as caught:
            narrow.api_call(method, json=arguments)
        assert caught.value.response["provided"] == "commands,im:history,users:read"
        return caught.value.response["needed"]

    assert narrow.auth_test().headers["X-OAuth-Scopes"] == "commands,im:history,users:read"
    assert needed("chat.postMessage", channel="C0SALES", text="x") == "chat:write"
    assert needed("conversations.history", channel="C0SALES") == "channels:history"
    assert needed("conversations.info", channel="C0SALES") == "channels:read"
    assert needed("conversations.members", channel="C0SALES") == "channels:read"
    assert needed("conversations.list", types="private_channel") == "groups:read"
    assert needed("conversations.open", users="U0SAM") == "im:write"
    assert needed("users.lookupByEmail", email="sam@example.com") == "users:read.email"
    assert needed("team.info") == "team:read"
    direct = workspace.direct_messages("U0SAM").id
    assert narrow.conversations_history(channel=direct)["messages"] == []
    assert "email" not in narrow.users_info(user="U0SAM")["user"]["profile"]


def test_broken_json(server: PlaygroundServer) -> None:
    def error(body: bytes) -> str:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {server.bot_token}"}
        with urlopen(Request(f"{server.api_url}chat.postMessage", body, headers)) as response:
            return json.loads(response.read())["error"]

    assert error(b"{") == "invalid_json"
    assert error(b"[]") == "json_not_object"


def test_auth_and_team(client: WebClient) -> None:
    assert client.api_test(foo="bar")["args"] == {"foo": "bar"}
    me = client.auth_test()
    assert (me["user_id"], me["bot_id"], me["team"]) == ("U0BOT", "B0PLAYGROUND", "Harbour Sales")
    assert client.team_info()["team"]["domain"] == "harbour-sales"


def test_the_token_may_stand_in_the_body(server: PlaygroundServer) -> None:
    request = Request(f"{server.api_url}auth.test", data=f"token={server.bot_token}".encode())
    with urlopen(request) as response:
        assert b'"ok": true' in response.read()


def test_post_update_delete(client: WebClient, sam: Visitor) -> None:
    posted = client.chat_postMessage(channel="#sales", text="Hello", blocks=[{"type": "divider"}])
    assert posted["channel"] == "C0SALES"
    assert posted["message"]["bot_id"] == "B0PLAYGROUND"
    assert posted["message"]["blocks"][0]["block_id"]
    updated = client.chat_update(channel="C0SALES", ts=posted["ts"], text="Hello again")
    (seen,) = sam.messages("C0SALES")
    assert (seen["text"], updated["ts"], "edited" in seen) == ("Hello again", posted["ts"], False)
    assert seen["blocks"], "blocks that are left out stay"
    client.chat_update(channel="C0SALES", ts=posted["ts"], text="Bare", blocks=[])
    (bare,) = sam.messages("C0SALES")
    assert "blocks" not in bare
    assert bare["edited"]["ts"] > posted["ts"]
    assert posted["ts"] in client.chat_getPermalink(channel="C0SALES", message_ts=posted["ts"])["permalink"]
    client.chat_delete(channel="C0SALES", ts=posted["ts"])
    assert sam.messages("C0SALES") == []


def test_timestamps_grow_although_the_clock_stands(client: WebClient, clock: MovableClock) -> None:
    clock.pause()
    stamps = [client.chat_postMessage(channel="C0SALES", text="x")["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))
    assert all(len(stamp.partition(".")[2]) == 6 for stamp in stamps)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0BOARD", "text": "x"}, "channel_not_found"),
        ({"channel": "C0RANDOM", "text": "x"}, "not_in_channel"),
        ({"channel": "C0ATTIC", "text": "x"}, "is_archived"),
        ({"channel": "C0SALES", "text": " "}, "no_text"),
        ({"channel": "C0SALES", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C0SALES", "text": "x", "blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"channel": "C0SALES", "text": "x", "blocks": "not json"}, "invalid_blocks_format"),
        ({"channel": "C0SALES", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "C0SALES", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"channel": "U0LEE", "text": "x"}, "user_disabled"),
        ({"channel": "", "text": "x"}, "invalid_arguments"),
    ],
)
def test_what_cannot_be_posted(client: WebClient, arguments: dict[str, Any], error: str) -> None:
    assert refusal(client.api_call, api_method="chat.postMessage", json=arguments) == error


def test_a_refusal_says_where(client: WebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0SALES", text="x", blocks=blocks)
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]


def test_only_the_bots_own_lasting_messages_change(client: WebClient, sam: Visitor) -> None:
    ts = sam.say("C0SALES", "Mine")["ts"]
    assert refusal(client.chat_update, channel="C0SALES", ts=ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel="C0SALES", ts=ts) == "cant_delete_message"
    assert refusal(client.chat_update, channel="C0SALES", ts="1.000000", text="x") == "message_not_found"
    ghost = client.chat_postEphemeral(channel="C0SALES", user="U0SAM", text="Psst")["message_ts"]
    assert refusal(client.chat_update, channel="C0SALES", ts=ghost, text="x") == "message_not_found"


def test_a_channel_that_is_shut_refuses_what_slack_refuses(client: WebClient, kim: Visitor) -> None:
    ts = client.chat_postMessage(channel="C0SALES", text="Hello")["ts"]

    def refusals() -> tuple[str, str]:
        return (
            refusal(client.chat_postMessage, channel="C0SALES", text="x"),
            refusal(client.chat_update, channel="C0SALES", ts=ts, text="x"),
        )

    assert kim.command("C0SALES", "/remove @drumbeat")["ok"]
    assert client.conversations_info(channel="C0SALES")["channel"]["is_member"] is False
    assert refusals() == ("not_in_channel", "not_in_channel")
    assert kim.command("C0SALES", "/remove @drumbeat")["error"] == "not_in_channel"
    assert kim.command("C0SALES", "/invite @Drumbeat")["ok"]
    assert kim.command("C0SALES", "/invite @Drumbeat")["error"] == "already_in_channel"
    assert kim.command("C0SALES", "/invite @nobody")["error"] == "user_not_found"
    notes = [each for each in kim.messages("C0SALES") if "subtype" in each]
    assert [(each["subtype"], each["text"]) for each in notes] == [
        ("channel_leave", "removed <@U0BOT> from #sales."),
        ("channel_join", "was added to #sales by <@U0KIM>."),
    ]

    assert kim.do("channel", channel="C0SALES", is_read_only=True)["ok"]
    assert (
        refusal(client.chat_postMessage, channel="C0SALES", text="x") == "restricted_action_read_only_channel"
    )
    assert client.chat_update(channel="C0SALES", ts=ts, text="Hello again")["ok"]
    assert kim.do("channel", channel="C0SALES", is_read_only=False, is_ext_shared=True)["ok"]
    assert client.conversations_info(channel="C0SALES")["channel"]["is_ext_shared"] is True

    assert kim.command("C0SALES", "/archive")["ok"]
    assert refusals() == ("is_archived", "is_inactive")
    assert kim.command("C0SALES", "/invite @Drumbeat")["error"] == "is_archived"
    assert kim.do("channel", channel="C0SALES", is_archived=False)["ok"]
    assert client.chat_postMessage(channel="C0SALES", text="Hello")["ok"]
    assert kim.do("channel", channel="C0SALES")["error"] == "invalid_arguments"
    assert kim.do("channel", channel="C0NOWHERE", is_archived=True)["error"] == "channel_not_found"


def test_who_may_delete_a_message(client: WebClient, sam: Visitor, kim: Visitor) -> None:
    """Kim is an admin."""
    ts = client.chat_postMessage(channel="C0SALES", text="Hello")["ts"]
    assert sam.do("delete", channel="C0SALES", ts=ts)["error"] == "cant_delete_message"
    assert kim.do("delete", channel="C0SALES", ts=ts)["ok"]
    assert refusal(client.chat_update, channel="C0SALES", ts=ts, text="x") == "message_not_found"
    assert kim.do("delete", channel="C0SALES", ts=ts)["error"] == "message_not_found"


def test_ephemerals_are_for_one_person_and_not_stored(client: WebClient, sam: Visitor, kim: Visitor) -> None:
    client.chat_postEphemeral(channel="C0SALES", user="U0SAM", text="For Sam")
    client.chat_postEphemeral(channel="C0SALES", user="U0KIM", text="For Kim")
    assert [m["text"] for m in sam.messages("C0SALES")] == ["For Sam"]
    assert [m["text"] for m in kim.messages("C0SALES")] == ["For Kim"]
    assert client.conversations_history(channel="C0SALES")["messages"] == []
    assert (
        refusal(client.chat_postEphemeral, channel="C0SALES", user="U0LEE", text="x") == "user_not_in_channel"
    )
    assert refusal(client.chat_postEphemeral, channel="C0SALES", user="U0WHO", text="x") == "user_not_found"


def test_metadata_comes_back_only_when_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"key": "k1"}}
    client.chat_postMessage(channel="U0SAM", text="Hi", metadata=metadata)
    direct = client.conversations_open(users="U0SAM")["channel"]["id"]
    plain = client.conversations_history(channel=direct)["messages"][0]
    full = client.conversations_history(channel=direct, include_all_metadata=True)["messages"][0]
    assert plain["metadata"] == {"event_type": "nudge"}
    assert full["metadata"] == metadata


def test_history_by_time_and_page(client: WebClient, clock: MovableClock) -> None:
    stamps = [client.chat_postMessage(channel="C0SALES", text=str(n))["ts"] for n in range(5)]

    def texts(**arguments: Any) -> list[str]:
        return [m["text"] for m in client.conversations_history(channel="C0SALES", **arguments)["messages"]]

    assert texts() == ["4", "3", "2", "1", "0"]
    assert texts(oldest=stamps[2]) == ["4", "3"]
    assert texts(oldest=stamps[2], inclusive=True) == ["4", "3", "2"]
    assert texts(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["3", "2", "1"]
    first = client.conversations_history(channel="C0SALES", limit=3)
    assert first["has_more"] is True
    rest = client.conversations_history(
        channel="C0SALES", limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [m["text"] for m in rest["messages"]] == ["1", "0"]
    assert rest["has_more"] is False
    assert refusal(client.conversations_history, channel="C0SALES", cursor="nonsense") == "invalid_cursor"
    assert refusal(client.conversations_history, channel="C0SALES", limit=-1) == "invalid_limit"
    assert refusal(client.conversations_history, channel="C0SALES", oldest="monday") == "invalid_ts_oldest"
    assert refusal(client.conversations_history, channel="C0RANDOM") == "not_in_channel"


def test_a_thread_is_read_by_its_parent(client: WebClient) -> None:
    parent = client.chat_postMessage(channel="C0SALES", text="Parent")["ts"]
    client.chat_postMessage(channel="C0SALES", text="Child", thread_ts=parent)
    assert [m["text"] for m in client.conversations_history(channel="C0SALES")["messages"]] == ["Parent"]
    replies = client.conversations_replies(channel="C0SALES", ts=parent)["messages"]
    assert [m["text"] for m in replies] == ["Parent", "Child"]


def test_conversations(client: WebClient) -> None:
    assert client.conversations_info(channel="C0SALES")["channel"]["num_members"] == 3
    names = {c["name"] for c in client.conversations_list()["channels"]}
    assert names == {"sales", "random", "attic"}
    assert {c["name"] for c in client.conversations_list(exclude_archived=True)["channels"]} == {
        "sales",
        "random",
    }
    assert {c["name"] for c in client.users_conversations()["channels"]} == {"sales", "attic"}
    assert client.conversations_members(channel="C0SALES")["members"] == ["U0BOT", "U0KIM", "U0SAM"]
    client.conversations_join(channel="C0RANDOM")
    assert client.chat_postMessage(channel="C0RANDOM", text="Here I am")["ok"]
    assert client.conversations_join(channel="C0RANDOM")["warning"] == "already_in_channel"
    assert refusal(client.conversations_open, users="U0NOBODY") == "user_not_found"
    assert refusal(client.conversations_open, users="U0SAM,U0KIM") == "method_not_supported_for_channel_type"


def test_people(client: WebClient, clock: MovableClock) -> None:
    clock.move_to(datetime.now(UTC) + timedelta(days=400))  # noqa: TID251 - only "later than now" matters
    sam = client.users_info(user="U0SAM")["user"]
    assert sam["tz"] == "America/New_York"
    assert sam["tz_offset"] in {-18000, -14400}
    assert sam["profile"]["email"] == "sam@example.com"
    assert client.users_info(user="U0KIM")["user"]["is_admin"] is True
    assert client.users_info(user="U0LEE")["user"]["deleted"] is True
    assert refusal(client.users_info, user="U0WHO") == "user_not_found"
    assert client.users_lookupByEmail(email="KIM@example.com")["user"]["id"] == "U0KIM"
    assert refusal(client.users_lookupByEmail, email="lee@example.com") == "users_not_found"
    found: list[str] = []
    cursor = ""
    while True:
        page = client.users_list(limit=3, cursor=cursor)
        found += [member["id"] for member in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert found == ["U0BOT", "U0SAM", "U0KIM", "U0LEE"]


def test_home_and_its_hash(client: WebClient, sam: Visitor, kim: Visitor) -> None:
    first = client.views_publish(user_id="U0SAM", view=HOME)["view"]
    second = client.views_publish(user_id="U0SAM", view=HOME, hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    assert refusal(client.views_publish, user_id="U0SAM", view=HOME, hash=first["hash"]) == "hash_conflict"
    assert refusal(client.views_publish, user_id="U0WHO", view=HOME) == "user_not_found"
    assert refusal(client.views_publish, user_id="U0SAM", view=MODAL) == "invalid_arguments"
    home = sam.home()
    assert home is not None
    assert home["type"] == "home"
    assert kim.home() is None


def test_triggers(client: WebClient, server: PlaygroundServer) -> None:
    def trigger(age: float = 0.0, *, inside: bool = False) -> str:
        views = server.workspace.views
        return server.run_inside(
            lambda: views.issue_trigger("U0SAM", time.monotonic() - age, inside_view=inside)
        )

    used = trigger()
    view_id = client.views_open(trigger_id=used, view=MODAL)["view"]["id"]
    assert refusal(client.views_open, trigger_id=used, view=MODAL) == "exchanged_trigger_id"
    assert refusal(client.views_open, trigger_id=trigger(age=30.1), view=MODAL) == "expired_trigger_id"
    assert refusal(client.views_open, trigger_id="1.2.3", view=MODAL) == "invalid_trigger_id"
    for _ in range(2):
        client.views_push(trigger_id=trigger(inside=True), view=MODAL)
    assert refusal(client.views_push, trigger_id=trigger(inside=True), view=MODAL) == "push_limit_reached"
    updated = client.views_update(view_id=view_id, view=MODAL)["view"]
    assert refusal(client.views_update, view_id=view_id, view=MODAL, hash="old") == "hash_conflict"
    assert client.views_update(view_id=view_id, view=MODAL, hash=updated["hash"])["ok"]
    assert refusal(client.views_update, view_id="V9", view=MODAL) == "not_found"
    assert refusal(client.api_call, api_method="views.update", json={"view": MODAL}) == "invalid_arguments"
    assert refusal(client.api_call, api_method="views.open", json={"view": MODAL}) == "invalid_arguments"


def test_external_ids(client: WebClient, server: PlaygroundServer) -> None:
    def trigger() -> str:
        return server.run_inside(
            lambda: server.workspace.views.issue_trigger("U0SAM", time.monotonic(), inside_view=True)
        )

    named = {**MODAL, "external_id": "touch-1"}
    client.views_open(trigger_id=trigger(), view=named)
    assert client.views_update(external_id="touch-1", view=named)["ok"]
    assert refusal(client.views_open, trigger_id=trigger(), view=named) == "duplicate_external_id"
