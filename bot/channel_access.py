"""Whether the bot can post in a channel, as Slack says at this moment."""

import logging
from enum import StrEnum
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_failures import (
    Failure,
    describe_failure,
    judge_failure,
    names_restriction,
    read_answer,
    read_code,
)
from jobs.rules.delivery import AskedToWait, Closed, Unclear, is_channel
from jobs.rules.interruptions import Obstacle

UNANSWERED_SECONDS = 5.0
"""After so long a channel is looked up again of which Slack told nothing."""

logger = logging.getLogger("drumbeat.channels")


class Access(StrEnum):
    """Whether the bot can post in a channel."""

    OPEN = "open"
    NOT_INVITED = "not invited"
    ARCHIVED = "archived"
    SHARED = "shared"
    """Another company reads it, too."""
    NO_SCOPE = "no scope"
    NO_ANSWER = "no answer"


_OBSTACLES = {
    Access.NOT_INVITED: Obstacle.NOT_INVITED,
    Access.ARCHIVED: Obstacle.ARCHIVED,
    Access.SHARED: Obstacle.SHARED,
}
SHARED_SINCE = "The channel is shared with another company now, which would read the names of clients."


def look_at_channel(client: WebClient, channel: str) -> Access:
    """Return whether the bot can post in a channel, without joining it. Never raises."""
    try:
        return read_access(client, channel)[0]
    except SlackApiError as error:
        return judge_refusal(read_code(error))
    except Exception as error:
        logger.warning("A channel could not be looked up: %s", describe_failure(error))
        return Access.NO_ANSWER


def read_access(client: WebClient, channel: str) -> tuple[Access, bool]:
    """Return whether the bot can post in a channel, and whether that is a private one. Raises as Slack."""
    facts: dict[str, Any] = read_answer(client.conversations_info(channel=channel))["channel"]
    private = bool(facts.get("is_private"))
    if facts.get("is_archived"):
        return Access.ARCHIVED, private
    if facts.get("is_ext_shared") or facts.get("is_pending_ext_shared"):
        return Access.SHARED, private
    return Access.OPEN if facts.get("is_member") else Access.NOT_INVITED, private


def judge_refusal(code: str) -> Access:
    """Return what it means for posting in a channel that Slack does not tell of it."""
    # A private channel is not there for whoever is not in it.
    if code in ("channel_not_found", "not_in_channel", "method_not_supported_for_channel_type"):
        return Access.NOT_INVITED
    if code == "is_archived":
        return Access.ARCHIVED
    if code in ("missing_scope", "restricted_action", "not_allowed_token_type"):
        return Access.NO_SCOPE
    logger.warning("A channel could not be looked up: Slack answered %s.", code or "something else")
    return Access.NO_ANSWER


def find_post_obstacle(client: WebClient, recipient: str) -> Failure | None:
    """Return why a message must not go out though Slack would take it; None for one that is no channel's.

    It names clients, and the channel may be shared with another company since it was chosen. Of anything
    else that is in the way of this channel the post itself tells; what Slack says of the bot holds for both.
    """
    if not is_channel(recipient):
        return None
    try:
        access = read_access(client, recipient)[0]
    except Exception as error:
        if isinstance(error, SlackApiError) and judge_refusal(read_code(error)) is not Access.NO_ANSWER:
            return None
        return _judge_silence(error)
    return Closed(SHARED_SINCE) if access is Access.SHARED else None


def _judge_silence(error: Exception) -> Failure:
    """Return what it means for a post that its channel could not be looked up: it was not made."""
    try:
        judged = judge_failure(error)
    except Exception:
        logger.warning("A channel could not be looked up: %s", describe_failure(error))
        return AskedToWait(UNANSWERED_SECONDS)
    return AskedToWait(UNANSWERED_SECONDS) if isinstance(judged, Unclear) else judged


def find_obstacle(access: Access, refused_because: str | None) -> Obstacle | None:
    """Return what stands in the way of a message: by the channel, or by why its post was refused last.

    Slack tells of a channel in which only some people may post to nobody but who posts there.
    """
    if refused_because is not None and names_restriction(refused_because):
        return _OBSTACLES.get(access, Obstacle.RESTRICTED)
    return _OBSTACLES.get(access)
