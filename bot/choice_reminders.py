"""Reminds people privately of choosing (NS-13): once each, and later where it surely was not given."""

import logging
import socket
import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.brainstorm_posts import BrainstormNow
from bot.messages.blocks import Message
from bot.messages.choices import compose_choose_reminder
from bot.slack_failures import Failure, describe_failure, judge_failure, read_code
from bot.surroundings import Surroundings
from jobs.brainstorm_choices import claim_reminder
from jobs.rules.delivery import AskedToWait, Closed, NoConversation, ShutOut, Unclear
from storage.brainstorms import forget_reminder

logger = logging.getLogger("drumbeat.reminders")

WHISPERS_A_ROUND = 2
"""Reminders: Slack takes a hundred a minute, and the list waits while they are given."""
AGAIN_SECONDS = 5.0
AFTER_REFUSAL_SECONDS = 60.0
_NEVER_LEFT = (ConnectionRefusedError, socket.gaierror)
"""No connection came about, so nothing was said."""


@dataclass(frozen=True, slots=True)
class Whispering:
    """What became of saying something to one person."""

    pause: float = 0.0
    """After how many seconds it is to be said again; 0 where it was, may have been, or never will be."""
    to_all: bool = False
    """Slack would not do it for anybody else either."""


def whisper(client: WebClient, channel: str, slack_id: str, words: Message) -> Whispering:
    """Say something in a channel that only one person sees; never raises, a failure is noted.

    What only one person sees cannot be looked up, so it is said again only where it surely was not said:
    Slack asks to wait, is out of service or was never reached, or does not let the bot in.
    """
    try:
        client.chat_postEphemeral(channel=channel, user=slack_id, text=words.text, blocks=words.blocks)
    except Exception as error:
        logger.warning("A reminder could not be given: %s", describe_failure(error))
        return _judge_whispering(error)
    return Whispering()


def _judge_whispering(error: Exception) -> Whispering:
    try:
        judged: Failure = judge_failure(error)
    except Exception:
        return Whispering()
    match judged:
        case AskedToWait(seconds):
            return Whispering(max(1.0, seconds), to_all=True)
        case ShutOut():
            return Whispering(AFTER_REFUSAL_SECONDS, to_all=True)
        case Closed() | NoConversation():
            # It is shut, which is seen by a look at the channel; perhaps it is opened in time.
            return Whispering(AGAIN_SECONDS, to_all=True)
        case Unclear() if _was_not_done(error):
            return Whispering(AGAIN_SECONDS)
        case _:
            return Whispering()


def _was_not_done(error: Exception) -> bool:
    """Return whether a call without a clear answer surely did nothing.

    Of `internal_error` and `fatal_error` Slack says that part of it may have been done, and what stands in
    between says nothing of it with a 5xx.
    """
    if isinstance(error, SlackApiError):
        return read_code(error) == "service_unavailable"
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    return isinstance(cause, _NEVER_LEFT)


@dataclass(slots=True)
class Reminder:
    """Gives the reminders of a process."""

    now: Callable[[], float] = time.monotonic
    _hushed: dict[int, float] = field(default_factory=dict[int, float])
    """Until when Slack wants no reminders, by workspace."""
    _put_off: dict[tuple[int, int, int], float] = field(default_factory=dict[tuple[int, int, int], float])
    """Until when one person is not reminded, by workspace, brainstorm and rep."""

    def remind(self, around: Surroundings, client: WebClient, workspace: int, seen: BrainstormNow) -> None:
        """Remind, once and privately, whoever has not chosen when half of the time is over (NS-13).

        Who surely was not told is told later, by whichever process, while there is time to choose.
        """
        if not seen.board.waiting or self.now() < self._hushed.get(workspace, 0.0):
            return
        brainstorm = seen.board.brainstorm
        keys = ((workspace, brainstorm.id, each.rep_id) for each in seen.board.waiting)
        ready = [key for key in keys if self.now() >= self._put_off.get(key, 0.0)]
        for key in ready[:WHISPERS_A_ROUND]:
            # One by one, so that a bot that dies in between leaves out one person at most.
            with around.books.transaction(workspace) as transaction:
                seller = claim_reminder(transaction, brainstorm.id, key[2], around.now())
            if seller is None or seller.slack_id is None:
                continue
            became = whisper(client, brainstorm.channel, seller.slack_id, compose_choose_reminder(seen.board))
            if not became.pause:
                continue
            with around.books.transaction(workspace) as transaction:
                forget_reminder(transaction, brainstorm.id, seller.rep_id)
            if became.to_all:
                self._hushed[workspace] = self.now() + became.pause
                return
            # Meanwhile the others have their turn.
            self._put_off[key] = self.now() + became.pause

    def forget_past(self) -> None:
        """Forget what was to be waited for and is over."""
        self._hushed = {each: until for each, until in self._hushed.items() if until > self.now()}
        self._put_off = {each: until for each, until in self._put_off.items() if until > self.now()}
