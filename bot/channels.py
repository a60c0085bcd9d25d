"""Channels: whether the bot can post in one, who is in it, and messages there that are kept up to date."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channel_access import Access, judge_refusal, read_access
from bot.messages.blocks import Message
from bot.slack_failures import describe_failure, judge_failure, read_answer, read_code
from jobs.rules.delivery import AskedToWait, ShutOut, Unclear

logger = logging.getLogger("drumbeat.channels")

AFTER_DOUBT_SECONDS = 5.0
AFTER_REFUSAL_SECONDS = 60.0
MOST_MEMBERS = 1000
"""So many are asked for at once; of a larger channel the rest count once they choose."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Whether the bot can post in a channel that it was to enter, and whether that is a private one."""

    access: Access
    private: bool | None = None
    """None where Slack did not tell."""


def enter_channel(client: WebClient, channel: str) -> Entered:
    """Return whether the bot can post in a channel; a public one it joins (complaint 16). Never raises."""
    try:
        access, private = read_access(client, channel)
        if access is not Access.NOT_INVITED or private:
            return Entered(access, private)
        client.conversations_join(channel=channel)
    except SlackApiError as error:
        return Entered(judge_refusal(read_code(error)))
    except Exception as error:
        logger.warning("A channel could not be looked up: %s", describe_failure(error))
        return Entered(Access.NO_ANSWER)
    return Entered(Access.OPEN, private)


def enter_channel_soon(client: WebClient, channel: str, patience: float) -> Entered:
    """Enter a channel, and wait so many seconds for Slack: somebody waits in front of a form."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="channel")
    entering = pool.submit(enter_channel, client, channel)
    pool.shutdown(wait=False)
    try:
        return entering.result(max(0.0, patience))
    except TimeoutError:
        return Entered(Access.NO_ANSWER)


def list_members(client: WebClient, channel: str) -> list[str]:
    """Return the ids of who is in a channel; nobody where Slack does not say."""
    try:
        answer = read_answer(client.conversations_members(channel=channel, limit=MOST_MEMBERS))
    except Exception as error:
        logger.warning("The members of a channel could not be read: %s", describe_failure(error))
        return []
    return [str(each) for each in answer["members"]]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What became of showing a message anew."""

    pause: float = 0.0
    """For how many seconds to wait with the next; 0 where it was shown, or is not before it changes again."""
    gone: bool = False
    """Somebody has deleted it: it does not come back by being asked for."""
    refused: bool = False
    """Slack did not let the bot: perhaps it is shut out of the channel."""


def rewrite_post(client: WebClient, channel: str, ts: str, words: Message) -> Rewriting:
    """Show a message anew, and return what became of it; never raises.

    A failure is noted: what it shows is stored, and shown by the next one.
    """
    try:
        client.chat_update(channel=channel, ts=ts, text=words.text, blocks=words.blocks)
    except Exception as error:
        return _judge_rewriting(error)
    return Rewriting()


def _judge_rewriting(error: Exception) -> Rewriting:
    try:
        judged = judge_failure(error)
    except Exception:
        judged = None
    if isinstance(judged, AskedToWait):
        return Rewriting(max(1.0, judged.seconds))
    logger.warning("A brainstorm's message could not be shown anew: %s", describe_failure(error))
    match judged:
        case Unclear():
            return Rewriting(AFTER_DOUBT_SECONDS)
        case ShutOut():
            return Rewriting(AFTER_REFUSAL_SECONDS)
        case None:
            return Rewriting()
        case _:
            gone = isinstance(error, SlackApiError) and read_code(error) == "message_not_found"
            return Rewriting(gone=gone, refused=not gone)
