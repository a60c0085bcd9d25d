"""What a person reads when something went wrong on our side: words, never a stack trace."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

from slack_sdk import WebhookClient
from slack_sdk.errors import SlackApiError

from bot.messages.blocks import Message
from bot.messages.failures import (
    compose_failure,
    compose_failure_view,
    compose_not_installed,
    compose_strange_press,
)
from bot.metrics import IN_CONTEXT, Metrics
from bot.parsing.presses import StrangePressError
from bot.parsing.words import read_markup
from bot.slack_failures import read_code
from jobs.circumstances import concerning
from jobs.failures import log_failure as log_without_words
from jobs.failures import logger

Listener = Callable[..., None]
Say = Callable[[str, Message], None]

SAY_IN_CONTEXT = "drumbeat_say"
"""The name under which a request carries what says something in a conversation of its own workspace."""


class AlreadyHandledError(Exception):
    """Slack has handed this request over before; what it asks for is done."""


class NotInstalledError(Exception):
    """The bot is not installed in the workspace a request comes from, or its token does not work."""


def answered(listener: Listener) -> Listener:
    """Wrap a listener so that no exception leaves it: the person gets a sentence, the log the place.

    In Bolt's inline mode an exception would throw away the acknowledgement, and Slack would show
    "operation_timeout" although the work may be done. The wrapped listener takes `ack` and `body`.
    A request that was handled before is acknowledged, and nothing else; one from a workspace in which the
    bot is not installed is told so, and one that carries what none of our buttons does, too.
    """
    label = f"{listener.__module__.rpartition('.')[2]}.{listener.__name__}"

    # Bolt hands over what the names of the arguments ask for.
    def answer(
        ack: Callable[..., Any],
        body: dict[str, Any],
        context: Mapping[str, Any] | None = None,
    ) -> None:
        metrics: Metrics | None = (context or {}).get(IN_CONTEXT)
        say: Say | None = (context or {}).get(SAY_IN_CONTEXT)
        acknowledged = False

        def acknowledge(*given: Any, **named: Any) -> Any:
            nonlocal acknowledged
            acknowledged = True
            return ack(*given, **named)

        with concerning(), metrics.time_listener(label) if metrics else nullcontext():
            try:
                listener(ack=acknowledge, body=body)
            except AlreadyHandledError:
                if metrics is not None:
                    metrics.count_repeat()
                if not acknowledged:
                    ack()
            except Exception as error:
                if isinstance(error, StrangePressError):
                    logger.warning("%s: the request carries what none of our buttons and forms does", label)
                elif not isinstance(error, NotInstalledError):
                    log_failure(label, error)
                    if metrics is not None:
                        metrics.count_failure(label)
                try:
                    _say_sorry(ack, body, say, error, acknowledged=acknowledged)
                except Exception as another:
                    log_failure("saying sorry", another)

    # Of the module too, since several of them snooze something.
    answer.__name__ = label
    return answer


def log_failure(what: str, error: BaseException) -> None:
    """Log where something failed, and what Slack's answer was called."""
    code = read_code(error) if isinstance(error, SlackApiError) else ""
    detail = f" ({code})" if code else ""
    log_without_words(f"{what} failed", error, detail)


def _say_sorry(
    ack: Callable[..., Any],
    body: dict[str, Any],
    say: Say | None,
    error: BaseException,
    *,
    acknowledged: bool,
) -> None:
    words = _find_words(error)
    if "command" in body:
        if not isinstance(error, NotInstalledError):
            typed = read_markup(f"{body['command']} {body.get('text', '')}")
            words = compose_failure(typed, expired=_is_expired(error))
        ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
    elif body.get("type") == "view_submission":
        # A form is acknowledged once it is saved: asking to send it again would save it twice.
        if not acknowledged:
            refused = words if isinstance(error, NotInstalledError | StrangePressError) else None
            ack(response_action="push", view=compose_failure_view(refused))
    elif body.get("type") == "block_suggestion":
        ack(options=[])
    else:
        ack()
        if url := body.get("response_url"):
            _send(url, words)
        elif "event" not in body and say is not None:
            # A press on Home or a shortcut has no conversation to answer in but the one with the bot.
            say(body["user"]["id"], words)


def _find_words(error: BaseException) -> Message:
    if isinstance(error, NotInstalledError):
        return compose_not_installed()
    if isinstance(error, StrangePressError):
        return compose_strange_press()
    return compose_failure(expired=_is_expired(error))


def _send(url: str, words: Message) -> None:
    WebhookClient(url, timeout=5, retry_handlers=[]).send(
        text=words.text, blocks=words.blocks, response_type="ephemeral", replace_original=False
    )


def _is_expired(error: BaseException) -> bool:
    """A modal can only be opened within three seconds of the press."""
    return isinstance(error, SlackApiError) and read_code(error) in (
        "expired_trigger_id",
        "trigger_expired",
        "exchanged_trigger_id",
    )
