"""The Web API's views.* methods."""

from typing import Literal

from bot.playground.api_calls import ApiCall, Method
from bot.playground.json_parts import Json
from bot.playground.refusals import Refused
from bot.playground.view_rules import check_view


def _view(call: ApiCall, kind: Literal["modal", "home"]) -> Json:
    view = call.object("view")
    if view is None:
        raise Refused("invalid_arguments", "[ERROR] missing required field: view")
    check_view(view, kind)
    return view


def open_view(call: ApiCall) -> Json:
    view = _view(call, "modal")
    trigger = call.workspace.views.exchange_trigger(call.needed("trigger_id"), call.instant)
    return {"view": call.workspace.views.open(trigger, view)}


def push(call: ApiCall) -> Json:
    view = _view(call, "modal")
    trigger = call.workspace.views.exchange_trigger(call.needed("trigger_id"), call.instant)
    if not call.workspace.views.stack(trigger.user):
        raise Refused("not_found")
    return {"view": call.workspace.views.push(trigger.user, view)}


def update(call: ApiCall) -> Json:
    if not call.text("view_id") and not call.text("external_id"):
        raise Refused("invalid_arguments", "[ERROR] missing required field: view_id or external_id")
    _, old = call.workspace.views.find(call.text("view_id") or None, call.text("external_id") or None)
    view = _view(call, "home" if old["type"] == "home" else "modal")
    return {"view": call.workspace.views.update(old["id"], view, call.text("hash") or None)}


def publish(call: ApiCall) -> Json:
    view = _view(call, "home")
    user = call.workspace.person(call.needed("user_id"))
    return {"view": call.workspace.views.publish(user.id, view, call.text("hash") or None)}


VIEW_METHODS: dict[str, Method] = {
    "views.open": Method(open_view, "supported", "Needs a trigger, three seconds old at most, once."),
    "views.push": Method(push, "supported", "Three views at most; needs a trigger."),
    "views.update": Method(update, "supported", "By view_id or external_id, with hash."),
    "views.publish": Method(publish, "supported", "A person's Home tab, with hash."),
}
