"""The idea library, from wherever its button stands: page by page, as far back as there are ideas."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.blocks import unpack
from bot.messages.brainstorm_library import LIBRARY_VIEW, compose_library_view
from bot.messages.harvests import EARLIER, LIBRARY
from bot.surroundings import Surroundings
from jobs.idea_library import read_library

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Show a page of the library."""

    @answered
    def show_library(ack: Ack, body: Json) -> None:
        value = body["actions"][0].get("value")
        after = int(unpack(value)["after"]) if value else None
        with around.look(body) as visit:
            library = read_library(visit.transaction, visit.now, after)
            view = compose_library_view(library, visit.today, is_first=after is None)
        open_one = body.get("view", {})
        if open_one.get("callback_id") == LIBRARY_VIEW:
            around.messenger_for(body).update_view(open_one["id"], view)
        else:
            around.show_view(body, view)
        ack()

    for action_id in (LIBRARY, EARLIER):
        app.action(action_id)(show_library)
