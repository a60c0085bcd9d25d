"""What a call of Slack's that failed means for the message it carried."""

import re
import socket
import urllib.error
from http.client import HTTPException
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from jobs.rules.delivery import AskedToWait, Closed, Gone, NoConversation, Refused, ShutOut, Unclear

NO_PAUSE_NAMED_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 86_400.0
"""No limit of Slack's lasts a day: a longer one is a mistake of something in between."""

NOT_SLACK = "an answer that is not Slack's"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,60}")
_UNREADABLE = Unclear("Slack's answer could not be read; is there a proxy or a login page in between?")

_LOST = (TimeoutError, ConnectionError, urllib.error.URLError, HTTPException, socket.gaierror, OSError)
"""What a call raises whose answer never came."""

_LAYOUT = Refused("Slack refused the message's layout: a mistake in Drumbeat, please report it.")
_UNKNOWN = Refused("Slack doesn't know this person.")

_POSTING_RESTRICTED = {
    code: Refused(f"{code}: Slack doesn't let this app post here; an admin of the workspace has to allow it.")
    for code in (
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_only_channel",
    )
}
"""Only some people may post there. The code comes first: by it that is known again on a row."""

_REFUSALS: dict[str, Refused | Gone | Closed | NoConversation] = {
    "user_not_found": _UNKNOWN,
    "users_not_found": _UNKNOWN,
    "user_disabled": Gone("This person's Slack account is deactivated."),
    "channel_not_found": NoConversation("Slack doesn't know this conversation."),
    "is_archived": Closed("The conversation is archived; unarchive it in Slack."),
    "not_in_channel": Closed("The bot is not in this channel; type /invite @Drumbeat there."),
    "cannot_dm_bot": Refused("This is a bot."),
    "invalid_blocks": _LAYOUT,
    "invalid_blocks_format": _LAYOUT,
    **_POSTING_RESTRICTED,
    "messages_tab_disabled": Refused(
        "Nobody can be written to while the app's Messages tab is off: switch it on under App Home."
    ),
    "msg_too_long": Refused("The message was too long for Slack: a mistake in Drumbeat, please report it."),
}

SHUT_BY_AN_ADMIN = {
    "org_login_required": "The workspace moves into an organisation (org_login_required): try again later.",
    "team_added_to_org": "The workspace moves into an organisation (team_added_to_org): try again later.",
    "team_access_not_granted": "The app may not be used here (team_access_not_granted): an admin of the "
    "organisation has to allow it.",
    "enterprise_is_restricted": "The app may not be used here (enterprise_is_restricted): an admin of the "
    "organisation has to allow it.",
    "ekm_access_denied": "Admins have stopped posting here (ekm_access_denied): ask one of them.",
    "accesslimited": "Slack limits what this workspace may do (accesslimited): ask an admin of it.",
}
"""Nothing is wrong with the token: somebody at Slack's side has to let it in."""

_NOT_LET_IN = SHUT_BY_AN_ADMIN | {
    "account_inactive": "The bot's token belongs to a workspace or user that is gone; install the app again.",
    "token_revoked": "The bot's token was revoked; install the app again and set SLACK_BOT_TOKEN.",
    "token_expired": "The bot's token has expired; install the app again and set SLACK_BOT_TOKEN.",
    "invalid_auth": "Slack doesn't accept SLACK_BOT_TOKEN; copy it anew from OAuth & Permissions.",
    "not_allowed_token_type": "Slack wants a bot's token, xoxb-…, and has one of another kind "
    "(not_allowed_token_type); copy it anew from OAuth & Permissions.",
    "as_user_not_supported": "The app is of a kind that Slack has given up (as_user_not_supported); make it "
    "anew from manifest.yml.",
    "not_authed": "SLACK_BOT_TOKEN is missing.",
    "missing_scope": "The app lacks a scope; paste manifest.yml into its settings and install it again.",
}
"""What is wrong with the setup and not with the message, which can go out once that is mended."""


Failure = Refused | Gone | ShutOut | Closed | NoConversation | AskedToWait | Unclear


def judge_failure(error: BaseException) -> Failure:
    """Return what a failed call means for the message it carried. Anything unexpected is raised again."""
    if isinstance(error, SlackApiError):
        response = cast("SlackResponse", error.response)
        status = int(cast("int", response.status_code))
        code = read_code(error)
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
        if not code:
            # Not Slack's words: a proxy's page says nothing about the message, nor whether it went out.
            return _UNREADABLE
        return _REFUSALS.get(code) or Refused(f"Slack answered {code}.")
    if isinstance(error, _LOST):
        return Unclear("Slack's answer did not arrive.")
    raise error


def names_restriction(reason: str) -> bool:
    """Return whether the reason on a row says that only some people may post in its channel."""
    return reason.partition(":")[0] in _POSTING_RESTRICTED


def describe_failure(error: BaseException) -> str:
    """Return what a log may tell of a failed call: never what stood in the message."""
    try:
        judged = judge_failure(error)
    except Exception as unexpected:
        return type(unexpected).__name__
    return "Slack asked to wait." if isinstance(judged, AskedToWait) else judged.reason


def read_code(error: SlackApiError) -> str:
    """Return Slack's word for what is wrong, empty where there is none.

    Anything but a word of theirs stays out: slack_sdk puts a whole page that is no JSON in its place, and a
    proxy's page may quote the request, with token and text.
    """
    code = str(read_answer(cast("SlackResponse", error.response)).get("error", ""))
    return code if _CODE.fullmatch(code) else ""


def _read_pause(headers: dict[str, str]) -> float:
    seconds = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    if not seconds.isdecimal():
        return NO_PAUSE_NAMED_SECONDS
    return min(float(seconds[:9]), LONGEST_PAUSE_SECONDS)


def read_answer(response: SlackResponse) -> dict[str, Any]:
    """Return what Slack answered, empty where that was no JSON object."""
    # A body that is not JSON arrives as bytes or text.
    data = cast("object", response.data)
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}
