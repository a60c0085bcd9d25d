"""What a touch is asked about: what it has done of what somebody took on, and where it was (NS-14, NS-15)."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.commitments import compose_place_options, compose_promise_gone
from bot.messages.fulfilments import (
    TICK_TOUCH,
    TICK_TOUCH_AT,
    TICK_TOUCH_SOMEWHERE,
    compose_logged_view,
    compose_offers_view,
)
from bot.messages.touches import compose_logged
from bot.parsing.presses import (
    read_chosen_number,
    read_menu_press,
    read_press,
    read_search,
    read_searched_number,
)
from bot.surroundings import Surroundings, Visit
from jobs.commitments import add_place, list_to_come, tick_commitment
from storage.touches import read_touch

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer what is pressed below the answer to a touch, or in the window that asks in its place."""

    @app.action(re.compile(rf"^{re.escape(TICK_TOUCH)}\.\d+$"))
    @answered
    def tick_by_touch(ack: Ack, body: Json) -> None:
        carried = read_press(body, "commitment", "touch")
        with around.visit(body) as visit:
            words = tick_for_touch(visit, carried["commitment"], carried["touch"])
        tell_touch(around, ack, body, words)

    @app.action(re.compile(rf"^{re.escape(TICK_TOUCH_AT)}\.\d+$"))
    @answered
    def tick_where_touch_was(ack: Ack, body: Json) -> None:
        carried = read_press(body, "touch", "location")
        with around.visit(body) as visit:
            words = add_place_of_touch(visit, carried["touch"], carried["location"])
        tell_touch(around, ack, body, words)

    @app.action(TICK_TOUCH_SOMEWHERE)
    @answered
    def tick_somewhere(ack: Ack, body: Json) -> None:
        touch_id, chosen = read_menu_press(body)
        with around.visit(body) as visit:
            words = add_place_of_touch(visit, touch_id, read_chosen_number(chosen))
        tell_touch(around, ack, body, words)

    @app.options(TICK_TOUCH_SOMEWHERE)
    @answered
    def search_somewhere(ack: Ack, body: Json) -> None:
        touch_id, wanted = read_searched_number(body), read_search(body)
        with around.look(body) as visit:
            to_come = list_to_come(visit.transaction, visit.rep, read_touch(visit.transaction, touch_id))
            ack(options=compose_place_options(to_come, wanted))


def tick_for_touch(visit: Visit, commitment_id: int, touch_id: int) -> Message:
    """Tick what a touch has fulfilled, on its day and at its place, and return its answer anew."""
    touch = read_touch(visit.transaction, touch_id)
    account = None if touch is None else visit.page.accounts.get(touch.account_id)
    if touch is None or account is None or touch.undone:
        return compose_promise_gone()
    done = tick_commitment(visit.transaction, visit.rep, commitment_id, touch.day, visit.now, touch=touch)
    if done is None:
        return compose_logged(visit.describe(touch, account))
    logged = visit.settle(touch, account)
    return compose_logged(replace(logged, fulfilled=logged.fulfilled.with_new(done)))


def add_place_of_touch(visit: Visit, touch_id: int, location_id: int) -> Message:
    """Tick a place that a touch was at after all, and return its answer anew."""
    touch = read_touch(visit.transaction, touch_id)
    account = None if touch is None else visit.page.accounts.get(touch.account_id)
    if touch is None or account is None or touch.undone:
        return compose_promise_gone()
    changed = add_place(visit.transaction, visit.rep, touch, location_id)
    return compose_logged(
        visit.describe(touch, account) if changed is None else visit.settle(changed, account)
    )


def tell_touch(around: Surroundings, ack: Ack, body: Json, words: Message) -> None:
    """Show the answer to a touch anew, or in the window where it was asked about."""
    ack()
    if url := body.get("response_url"):
        around.messenger_for(body).answer(url, words, replace=True)
    else:
        # Of "at Mill Street or Park Lane" the other one is asked about still.
        view = compose_offers_view(words) or compose_logged_view(words)
        around.messenger_for(body).update_view(body["view"]["id"], view)
    around.refresh_home_of(body)
