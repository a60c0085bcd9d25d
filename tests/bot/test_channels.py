"""Channels: whether the bot can post there, and how long to wait after a change that Slack did not take."""

import threading
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.channel_access import (
    SHARED_SINCE,
    Access,
    find_obstacle,
    find_post_obstacle,
    look_at_channel,
)
from bot.channels import Entered, Rewriting, enter_channel, enter_channel_soon, list_members, rewrite_post
from bot.messages.blocks import Message
from bot.slack_failures import judge_failure
from jobs.rules.delivery import AskedToWait, Closed, Refused, ShutOut
from jobs.rules.interruptions import Obstacle

WORDS = Message("Hello")


class AnsweringClient(WebClient):
    """Answers each method as it is told to, and notes which were called."""

    def __init__(self, **answers: Any) -> None:
        super().__init__(token="xoxb-none")
        self.answers = answers
        self.called: list[str] = []

    def api_call(self, api_method: str, **_: Any) -> SlackResponse:
        self.called.append(api_method)
        answer = self.answers[api_method.replace(".", "_")]
        if isinstance(answer, Exception):
            raise answer
        failed = isinstance(answer, str)
        data = {"ok": False, "error": answer} if failed else {"ok": True, **answer}
        response = SlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data=data,
            headers={"Retry-After": "7"},
            status_code=429 if answer == "ratelimited" else 200,
        )
        if failed:
            raise SlackApiError("no", response)
        return response


@pytest.mark.parametrize(
    ("info", "join", "access"),
    [
        ({"channel": {"is_member": True}}, {}, Access.OPEN),
        ({"channel": {"is_member": False}}, {}, Access.OPEN),
        ({"channel": {"is_member": False, "is_private": True}}, {}, Access.NOT_INVITED),
        ({"channel": {"is_member": True, "is_archived": True}}, {}, Access.ARCHIVED),
        ({"channel": {"is_member": True, "is_ext_shared": True}}, {}, Access.SHARED),
        ({"channel": {"is_member": False, "is_pending_ext_shared": True}}, {}, Access.SHARED),
        ({"channel": {"is_member": False}}, "restricted_action", Access.NO_SCOPE),
        ({"channel": {"is_member": False}}, "method_not_supported_for_channel_type", Access.NOT_INVITED),
        ("channel_not_found", {}, Access.NOT_INVITED),
        ("missing_scope", {}, Access.NO_SCOPE),
        ("fatal_error", {}, Access.NO_ANSWER),
        (TimeoutError(), {}, Access.NO_ANSWER),
    ],
)
def test_what_is_in_the_way_is_told_apart(info: Any, join: Any, access: Access) -> None:
    """Complaint 16."""
    client = AnsweringClient(conversations_info=info, conversations_join=join)
    assert enter_channel(client, "C1").access is access


def test_who_cannot_be_asked_about_is_nobody() -> None:
    assert list_members(AnsweringClient(conversations_members={"members": ["U1"]}), "C1") == ["U1"]
    assert list_members(AnsweringClient(conversations_members="missing_scope"), "C1") == []


@pytest.mark.parametrize(
    ("answer", "became"),
    [
        ({}, Rewriting()),
        ("ratelimited", Rewriting(7.0)),
        ("message_not_found", Rewriting(gone=True)),
        ("is_archived", Rewriting(refused=True)),
        ("is_inactive", Rewriting(refused=True)),
        ("not_in_channel", Rewriting(refused=True)),
        ("channel_not_found", Rewriting(refused=True)),
        ("cant_update_message", Rewriting(refused=True)),
        ("fatal_error", Rewriting(5.0)),
        (TimeoutError(), Rewriting(5.0)),
        ("token_revoked", Rewriting(60.0)),
    ],
)
def test_a_deleted_message_is_not_asked_for_again_and_again(answer: Any, became: Rewriting) -> None:
    client = AnsweringClient(chat_update=answer)
    assert rewrite_post(client, "C1", "1.5", WORDS) == became
    assert client.called == ["chat.update"]


def test_looking_at_a_channel_joins_none() -> None:
    """Somebody has taken the bot out: it does not come back behind their back."""
    client = AnsweringClient(conversations_info={"channel": {"is_member": False}})
    assert look_at_channel(client, "C1") is Access.NOT_INVITED
    assert client.called == ["conversations.info"]


TOKEN_REVOKED = "The bot's token was revoked; install the app again and set SLACK_BOT_TOKEN."


@pytest.mark.parametrize(
    ("info", "outcome"),
    [
        ({"channel": {"is_member": True, "is_ext_shared": True}}, Closed(SHARED_SINCE)),
        ({"channel": {"is_member": True, "is_pending_ext_shared": True}}, Closed(SHARED_SINCE)),
        ("ratelimited", AskedToWait(7.0)),
        ("token_revoked", ShutOut(TOKEN_REVOKED)),
        # It is the channel that was asked about: nothing can have been posted.
        ("fatal_error", AskedToWait(5.0)),
        (TimeoutError(), AskedToWait(5.0)),
        (ValueError(), AskedToWait(5.0)),
        ({"channel": {"is_member": True}}, None),
        ({"channel": {"is_member": True, "is_archived": True}}, None),
        ("channel_not_found", None),
        ("missing_scope", None),
    ],
)
def test_nothing_is_posted_where_another_company_reads(info: Any, outcome: object) -> None:
    """What Slack says to the question is heeded as if it were said to the post."""
    assert find_post_obstacle(AnsweringClient(conversations_info=info), "C1") == outcome


def test_who_is_written_to_is_no_channel() -> None:
    client = AnsweringClient()
    assert find_post_obstacle(client, "U1") is None
    assert client.called == []


RESTRICTED = "restricted_action: words that may be others one day."


@pytest.mark.parametrize(
    ("access", "refused_because", "obstacle"),
    [
        (Access.OPEN, None, None),
        (Access.OPEN, "Slack asked to wait.", None),
        (Access.OPEN, RESTRICTED, Obstacle.RESTRICTED),
        (Access.OPEN, "Slack doesn't let this app post here.", None),
        (Access.ARCHIVED, RESTRICTED, Obstacle.ARCHIVED),
        (Access.NOT_INVITED, None, Obstacle.NOT_INVITED),
        (Access.SHARED, None, Obstacle.SHARED),
        (Access.NO_ANSWER, None, None),
    ],
)
def test_only_a_post_shows_that_posting_is_restricted(
    access: Access, refused_because: str | None, obstacle: Obstacle | None
) -> None:
    """By Slack's word for it, whatever the sentence behind it says."""
    assert find_obstacle(access, refused_because) is obstacle


@pytest.mark.parametrize(
    ("code", "obstacle"),
    [
        ("restricted_action", Obstacle.RESTRICTED),
        ("restricted_action_read_only_channel", Obstacle.RESTRICTED),
        ("restricted_action_non_threadable_channel", Obstacle.RESTRICTED),
        ("restricted_action_thread_only_channel", Obstacle.RESTRICTED),
        ("is_archived", None),
        ("ekm_access_denied", None),
        ("something_new", None),
    ],
)
def test_the_reason_on_a_refused_post_says_that_posting_is_restricted(
    code: str, obstacle: Obstacle | None
) -> None:
    with pytest.raises(SlackApiError) as refused:
        AnsweringClient(chat_postMessage=code).chat_postMessage(channel="C1", text="Hello")
    judged = judge_failure(refused.value)
    assert isinstance(judged, Refused | Closed | ShutOut)
    assert find_obstacle(Access.OPEN, judged.reason) is obstacle


def test_nobody_waits_longer_than_slack_lets_a_form_wait() -> None:
    """Complaint 14: a channel that is looked up slowly is none that nobody answers for."""
    answered = threading.Event()

    class SlowClient(AnsweringClient):
        def api_call(self, api_method: str, **_: Any) -> SlackResponse:
            answered.wait(60)
            return super().api_call(api_method)

    client = SlowClient(conversations_info={"channel": {"is_member": True}})
    assert enter_channel_soon(client, "C1", 0.05) == Entered(Access.NO_ANSWER)
    answered.set()
    assert enter_channel_soon(client, "C1", 60) == Entered(Access.OPEN, private=False)
