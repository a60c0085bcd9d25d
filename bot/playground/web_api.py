"""Slack's Web API: every method the playground knows, and how a call is answered."""

from bot.playground.api_calls import ApiCall, Method
from bot.playground.chat_methods import CHAT_METHODS
from bot.playground.conversation_methods import CONVERSATION_METHODS
from bot.playground.json_parts import Json
from bot.playground.people_methods import PEOPLE_METHODS
from bot.playground.refusals import Refused
from bot.playground.view_methods import VIEW_METHODS

METHODS: dict[str, Method] = {**PEOPLE_METHODS, **CHAT_METHODS, **CONVERSATION_METHODS, **VIEW_METHODS}


def answer_call(name: str, call: ApiCall, tokens: dict[str, str], token: str | None) -> Json:
    """Return Slack's answer to one call; a refusal is an answer with ok=false.

    `tokens` are the good tokens by kind ("bot", "app"); `token` is what the caller sent.
    """
    try:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method")  # noqa: TRY301 - all refusals become answers in one place
        _check_token(method, tokens, token)
        if method.scope:
            call.need_scope(method.scope)
        return {"ok": True, **method.handler(call)}
    except Refused as refused:
        return refused.as_answer()


def _check_token(method: Method, tokens: dict[str, str], token: str | None) -> None:
    if method.caller == "anybody":
        return
    if not token:
        raise Refused("not_authed")
    if token not in tokens.values():
        raise Refused("invalid_auth")
    if token != tokens.get(method.caller):
        raise Refused("not_allowed_token_type")
