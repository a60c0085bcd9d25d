"""What a person reads when something went wrong on our side: words, never a stack trace."""

import functools
import logging
import traceback
from collections.abc import Callable
from typing import Any

from slack_sdk import WebhookClient
from slack_sdk.errors import SlackApiError

from bot.messages.failures import compose_failure, compose_failure_view

logger = logging.getLogger("drumbeat.listeners")

Listener = Callable[..., None]


def answered(listener: Listener) -> Listener:
    """Wrap a listener so that no exception leaves it: the person gets a sentence, the log the place.

    In Bolt's inline mode an exception would throw away the acknowledgement, and Slack would show
    "operation_timeout" although the work may be done. The wrapped listener takes `ack` and `body`.
    """

    @functools.wraps(listener)
    def answer(**given: Any) -> None:
        try:
            listener(**given)
        except Exception as error:
            log_failure(listener.__name__, error)
            _say_sorry(given["ack"], given["body"], error)

    return answer


def log_failure(what: str, error: BaseException) -> None:
    """Log where something failed. The message of the error may quote what a person typed, so it stays out."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    detail = f" ({error.response.get('error')})" if isinstance(error, SlackApiError) else ""
    logger.error("%s failed: %s%s\n%s", what, type(error).__name__, detail, frames)


def _say_sorry(ack: Callable[..., Any], body: dict[str, Any], error: BaseException) -> None:
    words = compose_failure(expired=_is_expired(error))
    if "command" in body:
        typed = f"{body['command']} {body.get('text', '')}".strip()
        words = compose_failure(typed, expired=_is_expired(error))
        ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
    elif body.get("type") == "view_submission":
        ack(response_action="push", view=compose_failure_view())
    elif body.get("type") == "block_suggestion":
        ack(options=[])
    else:
        ack()
        if url := body.get("response_url"):
            _send(url, words.text)


def _send(url: str, text: str) -> None:
    try:
        WebhookClient(url, timeout=5).send(text=text, response_type="ephemeral", replace_original=False)
    except OSError as error:
        log_failure("saying sorry", error)


def _is_expired(error: BaseException) -> bool:
    """A modal can only be opened within three seconds of the press."""
    return isinstance(error, SlackApiError) and error.response.get("error") in (
        "expired_trigger_id",
        "trigger_expired",
        "exchanged_trigger_id",
    )
