"""The only file that posts to Slack: compose, post, and look up after an unclear failure."""

import logging
import socket
import threading
import urllib.error
from collections.abc import Callable
from datetime import UTC, date, datetime
from http.client import HTTPException
from typing import Any, cast

from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.messages.blocks import Message
from bot.messages.catalog import COMPOSERS
from bot.messages.nudges import NudgeFacts
from bot.metrics import Metrics
from jobs.nudges import KIND as WEEKLY_NUDGE
from jobs.people import Profile
from jobs.rules.delivery import AskedToWait, NotPosted, Outcome, Posted, Refused, ShutOut, Unclear
from jobs.rules.team import TeamReport
from storage.database import Transaction
from storage.nudge_lines import list_lines
from storage.queue import read_message
from storage.records import QueuedMessage

logger = logging.getLogger("drumbeat.messenger")

METADATA_EVENT = "drumbeat_message"
_SIGNS_OF_GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")
_SIGNS_OF_ADMINS = ("is_admin", "is_owner", "is_primary_owner")
TIMEOUT_SECONDS = 10
LONGEST_PAUSE_SECONDS = 3600.0

_LOST = (TimeoutError, ConnectionError, urllib.error.URLError, HTTPException, socket.gaierror, OSError)
"""What a call raises whose answer never came."""

_REFUSALS = {
    "user_not_found": "Slack doesn't know this person.",
    "users_not_found": "Slack doesn't know this person.",
    "user_disabled": "This person's Slack account is deactivated.",
    "channel_not_found": "Slack doesn't know this conversation.",
    "is_archived": "The conversation is archived.",
    "not_in_channel": "The bot is not in this channel; type /invite @Drumbeat there.",
    "cannot_dm_bot": "This is a bot.",
    "invalid_blocks": "Slack refused the message's layout: a mistake in Drumbeat, please report it.",
    "msg_too_long": "The message was too long for Slack: a mistake in Drumbeat, please report it.",
}

_NOT_LET_IN = {
    "account_inactive": "The bot's token belongs to a workspace or user that is gone; install the app again.",
    "token_revoked": "The bot's token was revoked; install the app again and set SLACK_BOT_TOKEN.",
    "token_expired": "The bot's token has expired; install the app again and set SLACK_BOT_TOKEN.",
    "invalid_auth": "Slack doesn't accept SLACK_BOT_TOKEN; copy it anew from OAuth & Permissions.",
    "not_authed": "SLACK_BOT_TOKEN is missing.",
    "missing_scope": "The app lacks a scope; paste manifest.yml into its settings and install it again.",
}
"""What is wrong with the setup and not with the message, which can go out once that is mended."""


def judge_failure(error: BaseException) -> Refused | ShutOut | AskedToWait | Unclear:
    """Return what a failed call means for the message it carried. Anything unexpected is raised again."""
    if isinstance(error, SlackApiError):
        response = cast("SlackResponse", error.response)
        status = int(cast("int", response.status_code))
        code = str(_read(response).get("error", ""))
        # A 429 may come without a JSON body, so its status decides.
        if status == 429 or code in ("ratelimited", "rate_limited"):
            return AskedToWait(_read_pause(cast("dict[str, str]", response.headers)))
        if code in _NOT_LET_IN:
            return ShutOut(_NOT_LET_IN[code])
        if status >= 500 or code in (
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
        ):
            return Unclear(f"Slack answered {code or status}.")
        return Refused(_REFUSALS.get(code, f"Slack answered {code or status}."))
    if isinstance(error, _LOST):
        return Unclear("Slack's answer did not arrive.")
    raise error


def describe_failure(error: BaseException) -> str:
    """Return what a log may tell of a failed call: never what stood in the message."""
    try:
        judged = judge_failure(error)
    except Exception as unexpected:
        return type(unexpected).__name__
    return "Slack asked to wait." if isinstance(judged, AskedToWait) else judged.reason


def _read_pause(headers: dict[str, str]) -> float:
    seconds = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return min(float(seconds[:9]), LONGEST_PAUSE_SECONDS) if seconds.isdecimal() else 30.0


def _read(response: SlackResponse) -> dict[str, Any]:
    # A body that is not JSON arrives as bytes or text.
    data = cast("object", response.data)
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}


class SlackMessenger:
    """Speaks to one Slack workspace by the Web API; safe to use from several threads.

    The client never repeats a call by itself: a post whose answer was lost would stand there twice.
    """

    def __init__(self, client: WebClient, metrics: Metrics | None = None) -> None:
        self.client = client
        self._metrics = metrics or Metrics()
        self._conversations: dict[str, str] = {}
        self._opening = threading.Lock()

    def open_conversation(self, message: QueuedMessage) -> str | Outcome:
        """Return the id of the direct conversation with the recipient, or why there is none."""
        if message.channel:
            return message.channel
        with self._opening:
            known = self._conversations.get(message.recipient)
        if known is not None:
            return known
        try:
            answer = _read(self.client.conversations_open(users=[message.recipient]))
        except Exception as error:
            return judge_failure(error)
        channel = str(answer["channel"]["id"])
        with self._opening:
            self._conversations[message.recipient] = channel
        return channel

    def post(self, transaction: Transaction, message: QueuedMessage, channel: str) -> Callable[[], Outcome]:
        """Compose the words in the transaction, and return the call that posts them after it."""
        words = compose_queued(transaction, message)

        def call() -> Outcome:
            try:
                answer = _read(
                    self.client.chat_postMessage(
                        channel=channel,
                        text=words.text,
                        blocks=words.blocks,
                        metadata={"event_type": METADATA_EVENT, "event_payload": {"key": message.token}},
                        unfurl_links=False,
                        unfurl_media=False,
                    )
                )
            except Exception as error:
                outcome = judge_failure(error)
            else:
                outcome = Posted(str(answer["channel"]), str(answer["ts"]))
            self._metrics.count_send(message.kind, outcome)
            return outcome

        return call

    def find(self, message: QueuedMessage) -> Posted | NotPosted | Unclear:
        """Look in the conversation for the message's key; history strips it unless asked not to."""
        if message.channel is None:
            return NotPosted()
        try:
            answer = _read(
                # The newest fifteen, from whenever: a job run "as of" another day knows no time of Slack's.
                self.client.conversations_history(
                    channel=message.channel, limit=15, include_all_metadata=True
                )
            )
        except Exception as error:
            return Unclear(describe_failure(error))
        found: list[dict[str, Any]] = answer.get("messages", [])
        for each in found:
            if each.get("metadata", {}).get("event_payload", {}).get("key") == message.token:
                return Posted(message.channel, str(each["ts"]))
        return NotPosted()

    def rewrite(self, channel: str, ts: str, words: Message) -> bool:
        """Replace a message that stands in Slack and return whether that worked; never raises.

        A failure is noted only, since the fact is stored anyway.
        """
        try:
            self.client.chat_update(channel=channel, ts=ts, text=words.text, blocks=words.blocks)
        except Exception as error:
            logger.warning("A message could not be rewritten: %s", describe_failure(error))
            return False
        return True

    def open_view(self, trigger_id: str, view: dict[str, Any]) -> None:
        """Open a modal. Raises SlackApiError: the person is waiting for it, so the listener answers."""
        self.client.views_open(trigger_id=trigger_id, view=view)

    def push_view(self, trigger_id: str, view: dict[str, Any]) -> None:
        """Put a modal on top of the open one. Raises SlackApiError."""
        self.client.views_push(trigger_id=trigger_id, view=view)

    def answer(self, response_url: str, words: Message, *, replace: bool) -> bool:
        """Answer where a command was typed or a button pressed; only that person sees it. Never raises.

        Returns whether Slack took it: after half an hour, or five answers, it does not know the address any
        more. A failure is noted only, since the fact is stored anyway.
        """
        try:
            # Not repeated by itself, as everywhere: people would read it twice.
            answer = WebhookClient(response_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]).send(
                text=words.text, blocks=words.blocks, replace_original=replace, response_type="ephemeral"
            )
        except Exception as error:
            logger.warning("An answer could not be given: %s", describe_failure(error))
            return False
        if answer.status_code != 200:
            logger.warning("An answer could not be given: Slack answered %d.", answer.status_code)
        return answer.status_code == 200

    def say(self, channel: str, words: Message) -> None:
        """Say something in a conversation, once, in answer to somebody. A failure is noted."""
        try:
            self.client.chat_postMessage(channel=channel, text=words.text, blocks=words.blocks)
        except Exception as error:
            logger.warning("An answer could not be given: %s", describe_failure(error))

    def publish_home(self, user_id: str, view: dict[str, Any]) -> None:
        """Show somebody their Home. A failure is noted: it is shown anew whenever they open it."""
        try:
            self.client.views_publish(user_id=user_id, view=view)
        except Exception as error:
            logger.warning("A Home tab could not be shown: %s", describe_failure(error))

    def fetch_profile(self, user_id: str, name: str | None = None) -> Profile:
        """Return somebody's profile; where Slack does not answer, what the request itself told."""
        try:
            answer = _read(self.client.users_info(user=user_id))
        except Exception as error:
            logger.warning("A profile could not be read: %s", describe_failure(error))
            return Profile(user_id, (name or user_id,))
        return read_profile(answer["user"])

    def list_profiles(self) -> list[Profile]:
        """Return everybody in the workspace who is a person. Raises SlackApiError."""
        profiles: list[Profile] = []
        cursor = ""
        while True:
            answer = _read(self.client.users_list(limit=200, cursor=cursor))
            members: list[dict[str, Any]] = answer["members"]
            profiles += [
                read_profile(each) for each in members if not each.get("is_bot") and each["id"] != "USLACKBOT"
            ]
            cursor = answer.get("response_metadata", {}).get("next_cursor") or ""
            if not cursor:
                return profiles


def read_profile(user: dict[str, Any]) -> Profile:
    """Read Slack's user object; the name shown in Slack comes first."""
    profile: dict[str, Any] = user.get("profile") or {}
    names = [
        profile.get("real_name"),
        user.get("real_name"),
        profile.get("display_name"),
        user.get("name"),
    ]
    return Profile(
        slack_id=user["id"],
        names=tuple(dict.fromkeys(name for name in names if name)) or (user["id"],),
        email=profile.get("email"),
        zone=user.get("tz"),
        active=not user.get("deleted", False),
        status_text=profile.get("status_text") or "",
        status_emoji=profile.get("status_emoji") or "",
        status_expires=read_expiration(profile.get("status_expiration")),
        member=not any(user.get(sign) for sign in _SIGNS_OF_GUESTS),
        admin=any(user.get(sign) for sign in _SIGNS_OF_ADMINS),
    )


def read_expiration(seconds: object) -> datetime | None:
    """Return when a status ends; 0, or anything that is no moment, means that nobody said when."""
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None


def compose_queued(transaction: Transaction, message: QueuedMessage) -> Message:
    """Gather what a queued message is about, as of now, and put it into words."""
    if message.kind == WEEKLY_NUDGE:
        return compose_stored_nudge(transaction, message)
    return COMPOSERS[message.kind](message.facts)


def compose_stored_nudge(transaction: Transaction, message: QueuedMessage) -> Message:
    """Put a weekly nudge into words, each line as it stands now."""
    # Not the facts it was claimed with: they have been looked at again since.
    facts = (read_message(transaction, message.id) or message).facts
    team = facts.get("team")
    return COMPOSERS[WEEKLY_NUDGE](
        NudgeFacts(
            name=facts["name"],
            today=date.fromisoformat(facts["day"]),
            lines=list_lines(transaction, message.id),
            more=facts["more"],
            team=None if team is None else TeamReport.from_json(team),
        )
    )
