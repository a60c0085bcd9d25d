"""The only file that posts to Slack: compose, post, and look up after an unclear failure."""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, cast

from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.channel_access import find_post_obstacle
from bot.messages.blocks import Message
from bot.metrics import Metrics
from bot.profiles import read_profile
from bot.queued_words import compose_brainstorm_post, compose_queued
from bot.slack_failures import describe_failure, judge_failure, read_answer
from jobs.brainstorm_posts import BRAINSTORM
from jobs.people import Profile
from jobs.rules.delivery import (
    AskedToWait,
    Found,
    NoConversation,
    NotPosted,
    Outcome,
    Posted,
    Unclear,
    is_channel,
)
from storage.database import Transaction
from storage.records import QueuedMessage

logger = logging.getLogger("drumbeat.messenger")

METADATA_EVENT = "drumbeat_message"
TIMEOUT_SECONDS = 10
PATIENCE_SECONDS = 2.4
"""Slack gives up on a form after three."""
MOST_ASKED_AT_ONCE = 11
"""Ten people and whoever chooses them."""
NEARBY = timedelta(minutes=2)
"""So long before and after an attempt its message is looked for."""
LOOK_BACK = timedelta(days=1)
"""So far before an attempt it is looked for where our clock and Slack's do not agree."""
CLOCKS_AGREE = timedelta(minutes=1)


class SlackMessenger:
    """Speaks to one Slack workspace by the Web API; safe to use from several threads.

    The client never repeats a call by itself: a post whose answer was lost would stand there twice.
    """

    def __init__(
        self,
        client: WebClient,
        metrics: Metrics | None = None,
        *,
        team_id: str | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.client = client
        self.team_id = team_id
        """The workspace it speaks to; whoever is of another one is a stranger here."""
        self._now = now
        self._metrics = metrics or Metrics()
        self._conversations: dict[str, str] = {}
        self._opening = threading.Lock()

    def learn_team(self) -> tuple[str, str]:
        """Ask Slack whose token this is; returns id and name of the team. Raises SlackApiError or OSError."""
        try:
            who = read_answer(self.client.auth_test())
            self.team_id, name = str(who["team_id"]), str(who["team"])
        except (HTTPException, AttributeError, KeyError) as error:
            # Half an answer, or that of somebody else.
            raise ConnectionError("What answers is not Slack.") from error
        return self.team_id, name

    def recall_conversation(self, message: QueuedMessage) -> str | None:
        """Return the id of the direct conversation with the recipient, if it is known."""
        if is_channel(message.recipient):
            return message.recipient
        with self._opening:
            return message.channel or self._conversations.get(message.recipient)

    def open_conversation(self, message: QueuedMessage) -> str | Outcome:
        """Return the id of the direct conversation with the recipient, or why there is none."""
        known = self.recall_conversation(message)
        if known is not None:
            return known
        try:
            answer = read_answer(self.client.conversations_open(users=[message.recipient]))
        except Exception as error:
            outcome = judge_failure(error)
            self._metrics.count_wait(outcome)
            return outcome
        channel = str(answer["channel"]["id"])
        with self._opening:
            self._conversations[message.recipient] = channel
        return channel

    def compose(self, reader: Transaction, message: QueuedMessage, now: datetime) -> object:
        """Return the words of a message that is composed before the transaction; None where it has none."""
        return compose_brainstorm_post(reader, message, now) if message.kind == BRAINSTORM else None

    def post(
        self, transaction: Transaction, message: QueuedMessage, channel: str, words: object = None
    ) -> Callable[[], Outcome]:
        """Compose the words, unless they are there, and return the call that posts them afterwards."""
        words = words if isinstance(words, Message) else compose_queued(transaction, message)

        def call() -> Outcome:
            kept_out = find_post_obstacle(self.client, message.recipient)
            if kept_out is not None:
                self._metrics.count_wait(kept_out)
                return kept_out
            try:
                answer = read_answer(
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
                if isinstance(outcome, NoConversation):
                    with self._opening:
                        self._conversations.pop(message.recipient, None)
            else:
                outcome = Posted(str(answer["channel"]), str(answer["ts"]))
            self._metrics.count_send(message.kind, outcome)
            return outcome

        return call

    def find(self, message: QueuedMessage) -> Found:
        """Look in the conversation for the message's key, around the moment of the attempt.

        So narrow a window fits in one answer of the fifteen messages a minute that Slack may limit this to;
        where our clock and Slack's do not agree, or that is not known, everything from a day before is read.
        """
        if message.channel is None or message.attempted_at is None or is_channel(message.recipient):
            # What people say in channels the bot does not read: whoever presses a button of a message that
            # was posted after all tells of it (`bot.brainstorm_posts`).
            return NotPosted()
        cursor, near = "", self._now is not None
        while True:
            window = _find_window(message.attempted_at, near=near)
            try:
                response = self.client.conversations_history(
                    channel=message.channel,
                    cursor=cursor,
                    include_all_metadata=True,  # the key is stripped unless asked for
                    **window,
                )
                answer = read_answer(response)
            except Exception as error:
                judged = judge_failure(error)
                self._metrics.count_wait(judged)
                return judged if isinstance(judged, AskedToWait) else Unclear(describe_failure(error))
            found: list[dict[str, Any]] = answer["messages"]
            for each in found:
                if each.get("metadata", {}).get("event_payload", {}).get("key") == message.token:
                    return Posted(message.channel, str(each["ts"]))
            cursor = answer.get("response_metadata", {}).get("next_cursor") or ""
            if near and not self._agrees_with_clock(response):
                cursor, near = "", False
            elif not cursor:
                return NotPosted()

    def _agrees_with_clock(self, response: SlackResponse) -> bool:
        headers = cast("dict[str, str]", response.headers)
        told = next((headers[name] for name in headers if name.lower() == "date"), "")
        try:
            return self._now is not None and abs(self._now() - parsedate_to_datetime(told)) <= CLOCKS_AGREE
        except (ValueError, TypeError):
            return False  # no date, or none of any zone

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

    def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        """Show another modal in place of an open one. Raises SlackApiError."""
        self.client.views_update(view_id=view_id, view=view)

    def answer(self, response_url: str, words: Message, *, replace: bool) -> bool:
        """Answer where a command was typed or a button pressed; only that person sees it. Never raises.

        Returns whether Slack took it: after half an hour, or five answers, it does not know the address any
        more. A failure is noted only, since the fact is stored anyway.
        """
        if not response_url:
            return False
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

    def publish_home(self, user_id: str, view: dict[str, Any]) -> bool:
        """Show somebody their Home and return whether that worked. A failure is noted."""
        try:
            self.client.views_publish(user_id=user_id, view=view)
        except Exception as error:
            logger.warning("A Home tab could not be shown: %s", describe_failure(error))
            return False
        return True

    def fetch_profile(self, user_id: str, name: str | None = None) -> Profile:
        """Return somebody's profile; where Slack does not answer, what the request itself told.

        Then they are not taken for a full member: a guest must not become one by a call that failed.
        """
        return self.find_profile(user_id) or Profile(user_id, (name or user_id,), member=False)

    def find_profile(self, user_id: str) -> Profile | None:
        """Return somebody's profile; None, and a note, where Slack does not answer."""
        try:
            answer = read_answer(self.client.users_info(user=user_id))
        except Exception as error:
            logger.warning("A profile could not be read: %s", describe_failure(error))
            return None
        return read_profile(answer["user"], self.team_id)

    def find_profiles(self, user_ids: Iterable[str], patience: float | None = None) -> dict[str, Profile]:
        """Return these people's profiles, asked for all at once; left out is whom Slack did not tell of.

        `patience`, in seconds, is for all of them together: somebody waits in front of a form. Without it,
        it is as long as one may wait there at all.
        """
        patience = PATIENCE_SECONDS if patience is None else patience
        pool = ThreadPoolExecutor(MOST_ASKED_AT_ONCE, thread_name_prefix="profiles")
        asked = {user_id: pool.submit(self.find_profile, user_id) for user_id in dict.fromkeys(user_ids)}
        wait(asked.values(), patience)
        pool.shutdown(wait=False, cancel_futures=True)
        answered = {user_id: each.result() for user_id, each in asked.items() if _is_answered(each)}
        return {user_id: profile for user_id, profile in answered.items() if profile is not None}

    def is_gone(self, user_id: str) -> bool:
        """Return whether Slack says that somebody has left, or knows nobody by this id; in doubt, no."""
        try:
            answer = read_answer(self.client.users_info(user=user_id))
        except SlackApiError as error:
            refusal = read_answer(cast("SlackResponse", error.response))
            return refusal.get("error") == "user_not_found"
        except Exception as error:
            logger.warning("A profile could not be read: %s", describe_failure(error))
            return False
        return "user" in answer and not read_profile(answer["user"]).active

    def list_profiles(self, wait: Callable[[float], bool] = lambda _seconds: False) -> list[Profile]:
        """Return everybody in the workspace who is a person. Raises SlackApiError.

        Where Slack asks to wait so many seconds, `wait` does that, or says that there is no time for it.
        """
        profiles: list[Profile] = []
        cursor = ""
        while True:
            try:
                answer = read_answer(self.client.users_list(limit=200, cursor=cursor))
            except SlackApiError as error:
                judged = judge_failure(error)
                if isinstance(judged, AskedToWait) and wait(judged.seconds):
                    continue
                raise
            members: list[dict[str, Any]] = answer["members"]
            profiles += [
                read_profile(each, self.team_id)
                for each in members
                if not each.get("is_bot") and each["id"] != "USLACKBOT"
            ]
            cursor = answer.get("response_metadata", {}).get("next_cursor") or ""
            if not cursor:
                return profiles


def _find_window(attempted_at: datetime, *, near: bool) -> dict[str, Any]:
    """Return which part of a conversation is read to find an attempt again."""
    if not near:
        return {"limit": 200, "oldest": f"{(attempted_at - LOOK_BACK).timestamp():.6f}"}
    return {
        "limit": 15,
        "oldest": f"{(attempted_at - NEARBY).timestamp():.6f}",
        "latest": f"{(attempted_at + NEARBY).timestamp():.6f}",
    }


def _is_answered(asked: Future[Profile | None]) -> bool:
    return asked.done() and not asked.cancelled()
