"""The idea library, from wherever its button stands: page by page, as far back as there are ideas."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.brainstorm_library import LIBRARY_VIEW, compose_library_view
from bot.messages.harvests import EARLIER, LIBRARY
from bot.parsing.presses import read_asking_channel, read_press, read_remembered
from bot.surroundings import Surroundings
from jobs.idea_library import read_library
from storage.brainstorm_records import LibraryReader

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Show a page of the library."""

    @app.action(LIBRARY)
    @answered
    def open_library(ack: Ack, body: Json) -> None:
        show_library(around, ack, body, None)

    @app.action(EARLIER)
    @answered
    def turn_page(ack: Ack, body: Json) -> None:
        show_library(around, ack, body, read_press(body, "after")["after"])


def show_library(around: Surroundings, ack: Ack, body: Json, after: int | None) -> None:
    """Show a page in a window: in the one that is open, if it is the library's."""
    open_one = body.get("view", {})
    is_open = open_one.get("callback_id") == LIBRARY_VIEW
    # A window has no channel: it remembers the one in which it was opened.
    channel = read_remembered(open_one).get("channel") if is_open else read_asking_channel(body)
    with around.look(body) as visit:
        library = read_library(visit.transaction, LibraryReader(visit.rep.id, channel), visit.now, after)
        view = compose_library_view(library, visit.today, channel, is_first=after is None)
    if is_open:
        around.messenger_for(body).update_view(open_one["id"], view)
    else:
        around.show_view(body, view)
    ack()
