"""Submitting and closing modals: the state goes to the bot, its response_action takes effect."""

from typing import Any

from bot.playground import payloads
from bot.playground.deliveries import NotDelivered
from bot.playground.form_state import complaints, complete_values, find_element
from bot.playground.interactions import Interactions
from bot.playground.json_parts import Json, part
from bot.playground.refusals import Misdirected, Refused
from bot.playground.view_rules import check_view
from bot.playground.workspace import Person


class Modals:
    """What a person can do in a modal."""

    def __init__(self, interactions: Interactions) -> None:
        self._interactions = interactions
        self._workspace = interactions.workspace
        self._outbound = interactions.outbound

    async def submit(self, user_id: str, view_id: str, entered: Json) -> Json:
        """Submit the top modal and return {response_action?, errors?} for the page.

        What Slack checks itself (required fields, lengths, numbers) never reaches the bot.
        """
        person = self._interactions.person(user_id)
        view = self._top(person, view_id)
        values = complete_values(view["blocks"], entered)
        view = self._workspace.views.keep_state(view_id, values)
        if wrong := complaints(view["blocks"], values):
            return {"response_action": "errors", "errors": wrong}
        envelope = payloads.view_submission(
            self._workspace,
            person,
            view,
            self._interactions.trigger(person, inside_view=True),
            self._response_urls(person, view, values),
        )
        try:
            answer = await self._outbound.ask(envelope)
            return self._respond(person, view, answer)
        except NotDelivered as failure:
            raise Misdirected(failure.code, failure.sentence) from failure
        except Refused as refused:
            self._outbound.note(envelope, refused.as_answer(), refused.code)
            reasons = "; ".join(refused.messages)
            sentence = f"Slack refuses the bot's answer ({refused.code}). {reasons}".strip()
            raise Misdirected(refused.code, sentence) from refused

    def close(self, user_id: str, view_id: str, *, everything: bool = False) -> None:
        """Close the top modal (or all); the bot hears of it where it asked to."""
        person = self._interactions.person(user_id)
        self._top(person, view_id)
        top = self._workspace.views.stack(person.id)[-1]
        everything = everything or top["clear_on_close"]
        for view in self._workspace.views.close(person.id, everything=everything):
            if view["notify_on_close"]:
                envelope = payloads.view_closed(self._workspace, person, view, is_cleared=everything)
                self._outbound.in_background(self._outbound.tell(envelope))

    def _top(self, person: Person, view_id: str) -> Json:
        stack = self._workspace.views.stack(person.id)
        if not stack or stack[-1]["id"] != view_id:
            raise Misdirected("not_found", "That dialog is not open any more.")
        return stack[-1]

    def _response_urls(self, person: Person, view: Json, values: Json) -> list[Json]:
        """Return a response_url for each conversation picked in a select that asks for one."""
        found: list[Json] = []
        for block_id, entries in values.items():
            for action_id, entry in entries.items():
                element = find_element(view["blocks"], block_id, action_id) or {}
                chosen: Any = entry.get("selected_conversation") or entry.get("selected_channel")
                if element.get("response_url_enabled") and chosen:
                    url = self._interactions.answer_url(person, chosen)
                    found.append(
                        {
                            "block_id": block_id,
                            "action_id": action_id,
                            "channel_id": chosen,
                            "response_url": url,
                        }
                    )
        return found

    def _respond(self, person: Person, view: Json, answer: Json) -> Json:
        views = self._workspace.views
        action = answer.get("response_action")
        if action is None:
            views.close_submitted(person.id, view["id"])
            return {}
        if action == "errors":
            return {"response_action": "errors", "errors": _checked_errors(view, part(answer, "errors"))}
        if action == "clear":
            views.close(person.id, everything=True)
        elif action in {"update", "push"}:
            new = part(answer, "view")
            if not new:
                raise Refused("invalid_arguments", f"[ERROR] response_action {action} needs a view")
            check_view(new, "modal")
            if action == "update":
                views.update(view["id"], new)
            else:
                views.push(person.id, new)
        else:
            raise Refused("invalid_arguments", f"[ERROR] unknown response_action {action}")
        return {"response_action": action}


def _checked_errors(view: Json, errors: Json) -> dict[str, str]:
    if not errors:
        raise Refused("invalid_arguments", "[ERROR] response_action errors needs errors by block_id")
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    checked: dict[str, str] = {str(block_id): str(text) for block_id, text in errors.items()}
    for block_id in checked:
        if block_id not in inputs:
            raise Refused("invalid_arguments", f"[ERROR] there is no input block {block_id}")
    return checked
