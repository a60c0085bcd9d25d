"""The buttons beside what somebody said they would do, in their weekly message."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import answer_press
from bot.failures import answered
from bot.messages.commitments import compose_place_options, compose_promise_gone, compose_waiting_for_account
from bot.messages.nudges import LOG
from bot.messages.promise_lines import (
    DO_AT_PLACE,
    DO_IN_MESSAGE,
    DROP_IN_MESSAGE,
    KEEP_AFTER_ALL,
    TAKE_BACK,
    compose_promise_settled,
)
from bot.nudge_rewriting import rewrite_nudge
from bot.parsing.presses import (
    read_chosen_number,
    read_press,
    read_promise_menu_press,
    read_search,
    read_searched_number,
)
from bot.surroundings import Surroundings, Visit
from jobs.commitments import list_waiting
from jobs.promise_lines import (
    drop_in_message,
    find_line_of,
    read_line_promise,
    tick_in_message,
    untick_in_message,
)
from jobs.rules.nudges import LineFacts
from storage.records import NudgeLine

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer what is pressed there, and show the message anew."""

    @app.action(DO_IN_MESSAGE)
    @answered
    def tick_it(ack: Ack, body: Json) -> None:
        carried = read_press(body, "commitment", "line")
        with around.visit(body) as visit:
            line = find_line_of(visit.transaction, visit.rep, carried["line"])
            done = line is not None and tick_in_message(
                visit.transaction, visit.rep, line, carried["commitment"], visit.now, today=visit.today
            )
        show_anew(around, ack, body, line if done else None)

    @app.action(DO_AT_PLACE)
    @answered
    def tick_place_of_it(ack: Ack, body: Json) -> None:
        commitment_id, line_id, chosen = read_promise_menu_press(body)
        location_id = read_chosen_number(chosen)
        with around.visit(body) as visit:
            line = find_line_of(visit.transaction, visit.rep, line_id)
            done = line is not None and tick_in_message(
                visit.transaction,
                visit.rep,
                line,
                commitment_id,
                visit.now,
                today=visit.today,
                location_id=location_id,
            )
        show_anew(around, ack, body, line if done else None)

    @app.action(TAKE_BACK)
    @answered
    def untick_it(ack: Ack, body: Json) -> None:
        carried = read_press(body, "commitment", "line", "tick")
        with around.visit(body) as visit:
            line = find_line_of(visit.transaction, visit.rep, carried["line"])
            done = line is not None and untick_in_message(
                visit.transaction, visit.rep, line, carried["commitment"], carried["tick"]
            )
        show_anew(around, ack, body, line if done else None)

    @app.action(DROP_IN_MESSAGE)
    @answered
    def drop_it(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            line = change_dropped(visit, body, visit.now)
        show_anew(around, ack, body, line)

    @app.action(KEEP_AFTER_ALL)
    @answered
    def keep_it(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            line = change_dropped(visit, body, None)
        show_anew(around, ack, body, line)

    @app.options(DO_AT_PLACE)
    @answered
    def search_places_of_it(ack: Ack, body: Json) -> None:
        with around.look(body) as visit:
            waiting = list_waiting(visit.transaction, visit.rep, read_searched_number(body))
            ack(options=compose_place_options(waiting, read_search(body)))


def change_dropped(visit: Visit, body: Json, dropped_at: datetime | None) -> NudgeLine | None:
    """Drop what was pressed, or take it on again, and return its line; None where it is not theirs."""
    carried = read_press(body, "commitment", "line")
    line = find_line_of(visit.transaction, visit.rep, carried["line"])
    if line is None:
        return None
    done = drop_in_message(visit.transaction, visit.rep, line, carried["commitment"], dropped_at)
    return line if done else None


def show_anew(around: Surroundings, ack: Ack, body: Json, line: NudgeLine | None) -> None:
    """Show the message as it stands now, or say beside it what came of the press."""
    ack()
    words = compose_promise_gone() if line is None else None
    if line is not None:
        shown = rewrite_nudge(around, body, line.message_id)
        with around.look(body) as visit:
            promise = read_line_promise(visit.transaction, visit.rep, line, visit.today)
        if promise is None:
            words = compose_waiting_for_account(LineFacts.from_json(line.facts).account)
        elif not shown:
            words = compose_promise_settled(line, promise, visit.today, LOG)
    if words is not None:
        answer_press(around, body, words, replace=False)
    around.refresh_home_of(body)
