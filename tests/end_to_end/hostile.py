"""Everything the bot listens to, and requests with anything in them, sent as a person's Slack sends them."""

import importlib
import json
import pkgutil
import re
from typing import Any, cast
from urllib.parse import urlencode

import bot.messages
from bot.home_refreshing import HomeRefresher
from bot.listeners import register
from bot.messages.blocks import modal, section
from bot.messages.failures import compose_failure, compose_failure_view
from bot.playground.open_views import Trigger
from tests.end_to_end.signed import post_signed
from tests.end_to_end.team import SALES, Person, Team

Json = dict[str, Any]
Id = str | re.Pattern[str]

FAILED = (compose_failure().text, compose_failure_view()["blocks"][0]["text"]["text"])
"""What nobody should have to read."""
MISSING = object()


class Ids:
    """Takes the place of Bolt's app, and notes what is registered."""

    def __init__(self) -> None:
        self.actions: list[Id] = []
        self.views: list[Id] = []
        self.searches: list[Id] = []

    def action(self, constraint: Id) -> Any:
        return self._note(self.actions, constraint)

    def view(self, constraint: Id) -> Any:
        return self._note(self.views, constraint)

    def options(self, constraint: Id) -> Any:
        return self._note(self.searches, constraint)

    def command(self, *_: Any, **__: Any) -> Any:
        return self._note([], "")

    event = shortcut = command

    def _note(self, ids: list[Id], constraint: Id) -> Any:
        ids.append(constraint)
        return lambda listener: listener


def list_ids(team: Team) -> Ids:
    ids = Ids()
    register(cast("Any", ids), team.drumbeat.around, HomeRefresher())
    return ids


def list_names() -> set[str]:
    """Return every text that the messages call something by."""
    modules = [
        importlib.import_module(f"bot.messages.{each.name}")
        for each in pkgutil.iter_modules(bot.messages.__path__)
    ]
    return {value for module in modules for value in vars(module).values() if isinstance(value, str)}


def spell(constraint: Id) -> str:
    """Return an id that this listener answers to."""
    if isinstance(constraint, str):
        return constraint
    fitting = (
        each for name in sorted(list_names()) for each in (name, f"{name}.0") if constraint.match(each)
    )
    return next(fitting)


class HostileSlack:
    """Sends what a person's Slack would send, with anything in it."""

    def __init__(self, team: Team, sam: Person) -> None:
        self.team, self.sam = team, sam
        self.person = team.slack.workspace.people[sam.slack_id]
        self.read = 0

    def send(self, **payload: Any) -> str:
        slack, person = self.team.slack, self.person
        trigger = slack.run_inside(lambda: slack.interactions.trigger(person))
        body = {
            "user": {"id": person.id, "name": person.name, "team_id": slack.workspace.team_id},
            "team": {"id": slack.workspace.team_id, "domain": "harbour"},
            "trigger_id": trigger,
            **payload,
        }
        status, answer = post_signed(self.team, urlencode({"payload": json.dumps(body)}))
        assert status == 200, (status, payload)
        return answer

    def press_in_message(self, action: Json) -> None:
        slack = self.team.slack
        url = slack.run_inside(lambda: slack.interactions.answer_url(self.person, SALES))
        self.send(
            type="block_actions",
            response_url=url,
            container={"type": "message", "channel_id": SALES, "message_ts": "1.2", "is_ephemeral": True},
            actions=[action],
        )

    def press_in_window(self, action: Json, memory: str = "") -> None:
        slack, views = self.team.slack, self.team.slack.workspace.views
        window = modal("a.window", "A window", [section("Words")])
        view = slack.run_inside(lambda: views.open(Trigger(self.person.id, 0.0, inside_view=False), window))
        self.send(
            type="block_actions",
            container={"type": "view", "view_id": view["id"]},
            view={"id": view["id"], "type": "modal", "private_metadata": memory},
            actions=[action],
        )

    def press_on_home(self, action: Json) -> None:
        self.send(
            type="block_actions",
            container={"type": "view", "view_id": "V1"},
            view={"id": "V1", "type": "home"},
            actions=[action],
        )

    def hears(self) -> list[str]:
        """Return what the bot has said and shown since it was asked the last time."""
        entries = self.team.slack.log.after(self.read)
        self.read = max((each.n for each in entries), default=self.read)
        kinds = ("response_url", "chat.postMessage", "views.open", "views.push", "views.update")
        said = [json.dumps(each.payload, ensure_ascii=False) for each in entries if each.kind in kinds]
        assert not [each for each in said if any(words in each for words in FAILED)]
        return said

    def submit(self, callback_id: str, memory: object, values: object) -> str:
        kept = {} if memory is MISSING else {"private_metadata": memory}
        state = {} if values is MISSING else {"state": {"values": values}}
        view = {"id": "V1", "type": "modal", "callback_id": callback_id, "blocks": [], **kept, **state}
        return self.send(type="view_submission", view=view)


def carry(action_id: str, value: object, block_id: object = "x.7") -> Json:
    """Return a press that carries this, be it a button's or a menu's."""
    carried = {} if value is MISSING else {"value": value, "selected_option": {"value": value}}
    return {"action_id": action_id, "block_id": block_id, **carried}
