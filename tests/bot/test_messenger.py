"""The one file that posts to Slack: what a failure means, what is found again, and that nothing is lost."""

import logging
import urllib.error
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.client import RemoteDisconnected
from threading import Barrier
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.app import read_clock
from bot.commands.demo import read_manifest_file
from bot.messages.blocks import Message, section
from bot.messenger import SlackMessenger
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from bot.playground.workspace import Person, Workspace
from bot.profiles import read_profile
from bot.slack_failures import describe_failure, judge_failure
from jobs.people import Profile
from jobs.rules.delivery import (
    AskedToWait,
    Closed,
    Gone,
    NoConversation,
    NotPosted,
    Posted,
    Refused,
    ShutOut,
    Unclear,
)
from storage.database import Database, Transaction
from storage.records import QueuedMessage
from tests.builders import a_message, a_workspace


def a_refusal(
    code: str = "", status: int = 200, headers: dict[str, str] | None = None, data: Any = None
) -> SlackApiError:
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data=data if data is not None else {"ok": False, "error": code},
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("The secret text", response)


QUOTING_PAGE = "Received a response in a non-JSON format: <pre>Bearer xoxb-secret text=The secret text</pre>"
UNREADABLE = Unclear("Slack's answer could not be read; is there a proxy or a login page in between?")


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (a_refusal("ratelimited", 429, {"Retry-After": "12"}), AskedToWait(12)),
        (a_refusal("ratelimited"), AskedToWait(30)),
        (a_refusal(status=429, data="<html>"), AskedToWait(30)),
        (a_refusal("ratelimited", 429, {"Retry-After": "soon"}), AskedToWait(30)),
        (a_refusal("internal_error"), Unclear("Slack answered internal_error.")),
        (a_refusal(status=503, data="<html>"), Unclear("Slack answered 503.")),
        (a_refusal("ratelimited", 429, {"Retry-After": "7200"}), AskedToWait(7200)),
        (a_refusal("user_not_found"), Refused("Slack doesn't know this person.")),
        (a_refusal("user_disabled"), Gone("This person's Slack account is deactivated.")),
        (a_refusal("channel_not_found"), NoConversation("Slack doesn't know this conversation.")),
        (a_refusal("is_archived"), Closed("The conversation is archived; unarchive it in Slack.")),
        (
            a_refusal("not_in_channel"),
            Closed("The bot is not in this channel; type /invite @Drumbeat there."),
        ),
        (
            a_refusal("restricted_action"),
            Refused(
                "restricted_action: Slack doesn't let this app post here; "
                "an admin of the workspace has to allow it."
            ),
        ),
        (a_refusal("something_new"), Refused("Slack answered something_new.")),
        # A proxy's page says nothing about the message, least of all that it is to be given up.
        (a_refusal(QUOTING_PAGE, 403), UNREADABLE),
        (a_refusal(QUOTING_PAGE), UNREADABLE),
        (a_refusal(status=407, data="<html>Please log in</html>"), UNREADABLE),
        (a_refusal(data=""), UNREADABLE),
        (TimeoutError(), Unclear("Slack's answer did not arrive.")),
        (ConnectionResetError(), Unclear("Slack's answer did not arrive.")),
        (RemoteDisconnected(), Unclear("Slack's answer did not arrive.")),
        (urllib.error.URLError("no route"), Unclear("Slack's answer did not arrive.")),
    ],
)
def test_what_a_failure_means(error: Exception, means: object) -> None:
    """Complaint 13: what may stand in Slack is told from what surely does not."""
    assert judge_failure(error) == means


@pytest.mark.parametrize(
    "code",
    [
        "account_inactive",
        "invalid_auth",
        "token_revoked",
        "token_expired",
        "not_authed",
        "missing_scope",
        "not_allowed_token_type",
        "org_login_required",
        "ekm_access_denied",
        "team_access_not_granted",
    ],
)
def test_a_setup_that_is_wrong_is_no_fault_of_the_message(code: str) -> None:
    assert isinstance(judge_failure(a_refusal(code)), ShutOut)


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_too_long"])
def test_a_message_slack_can_not_take_is_our_mistake_and_says_so(code: str) -> None:
    judged = judge_failure(a_refusal(code))
    assert isinstance(judged, Refused)
    assert "a mistake in Drumbeat, please report it" in judged.reason


def test_a_mistake_of_ours_is_raised_again() -> None:
    with pytest.raises(KeyError):
        judge_failure(KeyError("channel"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (a_refusal("invalid_blocks"), "Slack refused the message's layout"),
        (a_refusal("ratelimited"), "Slack asked to wait."),
        (KeyError("the secret text"), "KeyError"),
        (a_refusal(QUOTING_PAGE, 403), "could not be read"),
    ],
)
def test_a_log_tells_the_reason_and_not_the_text(error: Exception, words: str) -> None:
    assert words in describe_failure(error)
    assert "secret" not in describe_failure(error)


# Against a Slack of our own


@pytest.fixture
def slack() -> Iterator[PlaygroundServer]:
    workspace = Workspace("Harbour Sales", Person("U0BOT", "drumbeat", "Drumbeat", is_bot=True))
    workspace.add_person(Person("U0SAM", "sam", "Sam Lee", tz="Asia/Tokyo", email="sam@example.com"))
    workspace.add_person(Person("U0OLD", "old", "Old Hand", deleted=True))
    with PlaygroundServer(workspace, MovableClock(read_clock), read_manifest_file()) as server:
        yield server


@pytest.fixture
def messenger(slack: PlaygroundServer) -> SlackMessenger:
    return SlackMessenger(WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[]))


@pytest.fixture
def sam(slack: PlaygroundServer) -> Visitor:
    return Visitor(slack.url, "U0SAM")


@pytest.fixture
def transaction(sqlite_books: Database) -> Iterator[Transaction]:
    workspace = a_workspace(sqlite_books)
    with sqlite_books.transaction(workspace.id) as opened:
        yield opened


WELCOME = {"name": "Sam Lee", "weekday": 0, "time": "08:30"}


@pytest.fixture
def welcome(transaction: Transaction) -> QueuedMessage:
    return a_message(transaction, kind="welcome", recipient="U0SAM", facts=WELCOME)


def in_doubt(message: QueuedMessage, channel: str) -> QueuedMessage:
    return replace(message, channel=channel, attempted_at=read_clock())


def in_trouble(sam: Visitor, method: str, **trouble: Any) -> None:
    assert sam.do("trouble", method=method, times=1, **trouble)["ok"]


def test_a_message_is_posted_and_found_again_by_its_token(
    messenger: SlackMessenger, sam: Visitor, transaction: Transaction, welcome: QueuedMessage
) -> None:
    """Complaint 13."""
    channel = messenger.open_conversation(welcome)
    assert isinstance(channel, str)
    assert messenger.open_conversation(welcome) == channel
    posted = messenger.post(transaction, welcome, channel)()
    assert isinstance(posted, Posted)
    sent = replace(welcome, channel=channel, attempted_at=read_clock())
    assert messenger.find(sent) == posted
    assert messenger.find(replace(sent, token="another")) == NotPosted()
    assert messenger.find(welcome) == NotPosted()
    assert messenger.open_conversation(replace(welcome, channel="D9")) == "D9"
    (message,) = sam.messages(channel)
    assert welcome.token not in message["text"]


def test_a_lost_answer_is_in_doubt_and_can_be_looked_up(
    messenger: SlackMessenger, sam: Visitor, transaction: Transaction, welcome: QueuedMessage
) -> None:
    """Complaint 13: the client never posts a second time by itself."""
    channel = str(messenger.open_conversation(welcome))
    in_trouble(sam, "chat.postMessage", lose_answer=True)
    assert isinstance(messenger.post(transaction, welcome, channel)(), Unclear)
    assert len(sam.messages(channel)) == 1
    assert isinstance(messenger.find(in_doubt(welcome, channel)), Posted)


@pytest.mark.parametrize("trouble", [{"status": 500}, {"error": "channel_not_found"}])
def test_a_history_that_can_not_be_read_tells_nothing(
    messenger: SlackMessenger, sam: Visitor, welcome: QueuedMessage, trouble: dict[str, object]
) -> None:
    channel = str(messenger.open_conversation(welcome))
    in_trouble(sam, "conversations.history", **trouble)
    assert isinstance(messenger.find(in_doubt(welcome, channel)), Unclear)


def test_a_history_slack_is_asked_for_too_often_names_its_time(
    messenger: SlackMessenger, sam: Visitor, welcome: QueuedMessage
) -> None:
    channel = str(messenger.open_conversation(welcome))
    in_trouble(sam, "conversations.history", retry_after=5)
    assert messenger.find(in_doubt(welcome, channel)) == AskedToWait(5)


def test_an_attempt_is_found_however_much_was_said_since(
    messenger: SlackMessenger, sam: Visitor, transaction: Transaction, welcome: QueuedMessage
) -> None:
    """Complaint 13: only the newest fifteen were looked at, and a talkative rep got the message twice."""
    channel = str(messenger.open_conversation(welcome))
    posted = messenger.post(transaction, welcome, channel)()
    for number in range(230):
        messenger.client.chat_postMessage(channel=channel, text=f"Answer {number}")
    assert messenger.find(in_doubt(welcome, channel)) == posted


def test_an_attempt_is_found_where_our_clock_was_fast(
    messenger: SlackMessenger, transaction: Transaction, welcome: QueuedMessage
) -> None:
    """What was attempted at three by our clock stands in Slack at two."""
    channel = str(messenger.open_conversation(welcome))
    posted = messenger.post(transaction, welcome, channel)()
    attempted_at = read_clock() + timedelta(hours=1)
    assert messenger.find(replace(welcome, channel=channel, attempted_at=attempted_at)) == posted


@pytest.mark.parametrize("fast_by", [timedelta(), timedelta(hours=1)])
def test_one_small_answer_is_enough_unless_the_clocks_disagree(
    slack: PlaygroundServer,
    sam: Visitor,
    transaction: Transaction,
    welcome: QueuedMessage,
    fast_by: timedelta,
) -> None:
    """Slack let some apps read 15 messages a minute: of a talkative rep's none could be looked up in time."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    messenger = SlackMessenger(client, now=lambda: read_clock() + fast_by)
    channel = str(messenger.open_conversation(welcome))
    posted = messenger.post(transaction, welcome, channel)()
    sent = replace(welcome, channel=channel, attempted_at=read_clock() + fast_by)
    slack.clock.move_forward(timedelta(minutes=5))
    for number in range(30):
        client.chat_postMessage(channel=channel, text=f"Answer {number}")
    assert messenger.find(sent) == posted
    looked = [each for each in sam.read("log")["entries"] if each["kind"] == "conversations.history"]
    assert len(looked) == (2 if fast_by else 1)
    assert looked[0]["payload"]["limit"] in (15, "15")
    assert messenger.find(replace(sent, token="another")) == NotPosted()


def test_a_conversation_slack_has_forgotten_is_opened_anew(
    messenger: SlackMessenger, sam: Visitor, transaction: Transaction, welcome: QueuedMessage
) -> None:
    channel = str(messenger.open_conversation(welcome))
    in_trouble(sam, "chat.postMessage", error="channel_not_found")
    assert isinstance(messenger.post(transaction, welcome, channel)(), NoConversation)
    assert messenger.recall_conversation(welcome) is None


def test_who_can_not_be_written_to(messenger: SlackMessenger, welcome: QueuedMessage) -> None:
    """Complaint 24."""
    assert isinstance(messenger.open_conversation(replace(welcome, recipient="U0OLD")), Gone)
    assert isinstance(messenger.open_conversation(replace(welcome, recipient="U0NOBODY")), Refused)


WORDS = Message("Words", [section("the secret text")])


def test_what_is_only_shown_never_raises(
    messenger: SlackMessenger, sam: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """What it is about is stored already, so a failure is noted, without a word of the message."""
    caplog.set_level(logging.WARNING, logger="drumbeat")
    assert not messenger.rewrite("C9", "1.2", WORDS)
    assert not messenger.answer("http://127.0.0.1:9/response/x", WORDS, replace=True)
    assert not messenger.answer("no address at all", WORDS, replace=True)
    messenger.publish_home("U0NOBODY", {"type": "home", "blocks": []})
    assert messenger.fetch_profile("U0NOBODY", "nobody") == Profile("U0NOBODY", ("nobody",), member=False)
    assert messenger.fetch_profile("U0NOBODY") == Profile("U0NOBODY", ("U0NOBODY",), member=False)
    assert caplog.text.count("could not be") == 6
    assert "secret text" not in caplog.text


def test_an_address_slack_has_forgotten_is_noticed(
    messenger: SlackMessenger, slack: PlaygroundServer
) -> None:
    assert not messenger.answer(f"{slack.url}/response/forgotten", WORDS, replace=False)


def test_people_are_read_page_by_page_without_bots(messenger: SlackMessenger) -> None:
    """Complaints 9 and 24."""
    profiles = {profile.slack_id: profile for profile in messenger.list_profiles()}
    assert set(profiles) == {"U0SAM", "U0OLD"}
    assert profiles["U0SAM"] == Profile("U0SAM", profiles["U0SAM"].names, "sam@example.com", "Asia/Tokyo")
    assert profiles["U0SAM"].names[0] == "Sam Lee"
    assert not profiles["U0OLD"].active
    assert messenger.fetch_profile("U0SAM") == profiles["U0SAM"]


NONSENSE = [
    {"cut_short": True},
    {"body": "[]"},
    {"body": '{"ok": true}'},
    {"body": "<html>"},
    {"status": 500},
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_an_answer_that_makes_no_sense_says_of_nobody_that_they_are_gone(
    messenger: SlackMessenger, sam: Visitor, nonsense: dict[str, object]
) -> None:
    """An answer cut short ended `drumbeat run` with a traceback."""
    in_trouble(sam, "users.info", **nonsense)
    assert not messenger.is_gone("U0OLD")
    assert messenger.is_gone("U0OLD")
    assert messenger.is_gone("U0NOBODY")


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_whose_token_it_is_is_told_or_what_stood_in_the_way(
    messenger: SlackMessenger, sam: Visitor, nonsense: dict[str, object]
) -> None:
    in_trouble(sam, "auth.test", **nonsense)
    with pytest.raises((OSError, SlackApiError)):
        messenger.learn_team()
    assert messenger.learn_team()[1] == "Harbour Sales"


@pytest.mark.parametrize(
    ("whose", "member"),
    [
        ({"team_id": "T1"}, True),
        ({}, True),
        ({"team_id": "T2"}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, True),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, False),
        ({"team_id": "T2", "enterprise_user": {}}, False),
        ({"team_id": "T1", "is_restricted": True}, False),
    ],
)
def test_whoever_is_of_another_company_is_no_member(whose: dict[str, object], member: bool) -> None:
    """In a shared channel a customer called Sam Lee, no stranger to Slack, was taken for our Sam Lee."""
    assert read_profile({"id": "U1", **whose}, "T1").member is member


def test_a_messenger_knows_whose_people_are_members(slack: PlaygroundServer) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    elsewhere, own = SlackMessenger(client, team_id="T2"), SlackMessenger(client)
    own.learn_team()
    for messenger, member in ((elsewhere, False), (own, True)):
        found = messenger.find_profile("U0SAM")
        assert found is not None
        assert found.member is member
        assert {each.member for each in messenger.list_profiles()} == {member}


class Gathering(WebClient):
    """A Slack that tells of nobody before everybody has been asked for."""

    def __init__(self, slack: PlaygroundServer, people: int) -> None:
        super().__init__(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self._asked = Barrier(people)

    def users_info(self, *, user: str, **_rest: Any) -> SlackResponse:
        self._asked.wait(timeout=30)
        return super().users_info(user=user)


def test_people_are_looked_up_all_at_once(slack: PlaygroundServer) -> None:
    """Slack gives up on a form after three seconds, and each of these may take two."""
    messenger = SlackMessenger(Gathering(slack, 2))
    found = messenger.find_profiles(["U0SAM", "U0OLD", "U0SAM"], patience=30)
    assert set(found) == {"U0SAM", "U0OLD"}


def test_a_profile_without_a_name_is_called_by_its_id() -> None:
    assert read_profile({"id": "U1"}).names == ("U1",)
    assert read_profile({"id": "U1", "name": "sam", "profile": {"display_name": "Sammy"}}).names == (
        "Sammy",
        "sam",
    )
