"""My ideas: what somebody has said in a brainstorm, to change, remove, bring back and take apart."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import App

from bot.brainstorm_posts import heed_press
from bot.failures import answered
from bot.messages.blocks import Block
from bot.messages.brainstorm_forms import compose_gone_view, compose_idea_form
from bot.messages.brainstorms import MY_IDEAS
from bot.messages.own_ideas import (
    ADD_ONE,
    CHANGE,
    CHANGE_FORM,
    PAGE,
    PART,
    REMOVE,
    UNDO,
    compose_change_form,
    compose_own_ideas,
    explain_change_trouble,
    tell_changed,
    tell_not_removed,
    tell_parted,
    tell_press_trouble,
    tell_removed,
    tell_returned,
)
from bot.parsing.form_fields import read_field
from bot.parsing.presses import (
    read_number_press,
    read_own_idea_form,
    read_own_idea_press,
    read_page_press,
    read_press,
    read_removal_press,
)
from bot.parsing.words import tidy
from bot.surroundings import Surroundings, Visit
from jobs.own_ideas import (
    change_own_idea,
    find_changeable_idea,
    part_own_idea,
    read_own_ideas,
    remove_own_idea,
    return_own_idea,
)
from jobs.rules.own_ideas import ChangeTrouble, PressTrouble

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Show somebody's own ideas, and do with them what they press."""

    @app.action(MY_IDEAS)
    @answered
    def open_own_ideas(ack: Ack, body: Json) -> None:
        carried = read_press(body, "brainstorm")
        with around.visit(body) as visit:
            view = compose_list(visit, carried["brainstorm"])
            after = heed_press(around, visit, body, carried)
        around.show_view(body, view)
        ack()
        after()

    @app.action(re.compile(rf"^{re.escape(PAGE)}\.\d$"))
    @answered
    def turn_own_ideas(ack: Ack, body: Json) -> None:
        brainstorm_id, page = read_page_press(body)
        with around.look(body) as visit:
            view = compose_list(visit, brainstorm_id, page=page)
        show_instead(around, ack, body, view)

    @app.action(ADD_ONE)
    @answered
    def add_first(ack: Ack, body: Json) -> None:
        brainstorm_id = read_number_press(body)
        with around.look(body) as visit:
            own = read_own_ideas(visit.transaction, visit.rep, brainstorm_id)
        show_instead(
            around, ack, body, compose_gone_view() if own is None else compose_idea_form(own.brainstorm)
        )

    register_changes(app, around)
    register_removal(app, around)


def register_changes(app: App, around: Surroundings) -> None:
    @app.action(CHANGE)
    @answered
    def open_change(ack: Ack, body: Json) -> None:
        brainstorm_id, idea_id, page = read_own_idea_press(body)
        with around.look(body) as visit:
            own = find_changeable_idea(visit.transaction, visit.rep, brainstorm_id, idea_id)
            view = (
                compose_list(visit, brainstorm_id, tell_press_trouble(own), page)
                if isinstance(own, PressTrouble)
                else compose_change_form(brainstorm_id, own, page)
            )
        show_instead(around, ack, body, view)

    @app.view(CHANGE_FORM)
    @answered
    def keep_change(ack: Ack, body: Json) -> None:
        brainstorm_id, idea_id, page = read_own_idea_form(body["view"])
        typed = tidy(read_field(body["view"], "idea"))
        with around.visit(body) as visit:
            changed = change_own_idea(visit.transaction, visit.rep, brainstorm_id, idea_id, typed)
            told = [] if isinstance(changed, ChangeTrouble) else tell_changed(changed.text, changed.freed)
            view = compose_list(visit, brainstorm_id, told, page)
            workspace = visit.transaction.workspace
        if isinstance(changed, ChangeTrouble):
            ack(response_action="errors", errors={"idea": explain_change_trouble(changed)})
            return
        ack(response_action="update", view=view)
        around.refresh_board(workspace, brainstorm_id)
        around.refresh_home_of(body)

    @app.action(PART)
    @answered
    def part(ack: Ack, body: Json) -> None:
        brainstorm_id, idea_id, page = read_own_idea_press(body)
        with around.visit(body) as visit:
            parted = part_own_idea(visit.transaction, visit.rep, brainstorm_id, idea_id)
            told = tell_press_trouble(parted) if isinstance(parted, PressTrouble) else tell_parted(parted)
            view = compose_list(visit, brainstorm_id, told, page)
            workspace = visit.transaction.workspace
        show_instead(around, ack, body, view)
        around.refresh_board(workspace, brainstorm_id)


def register_removal(app: App, around: Surroundings) -> None:
    @app.action(REMOVE)
    @answered
    def remove(ack: Ack, body: Json) -> None:
        (brainstorm_id, page), carried = read_removal_press(body)
        with around.visit(body) as visit:
            removed = remove_own_idea(visit.transaction, visit.rep, brainstorm_id, carried.id)
            told = (
                tell_not_removed(removed, carried, brainstorm_id, page)
                if isinstance(removed, PressTrouble)
                else tell_removed(removed, brainstorm_id, page)
            )
            view = compose_list(visit, brainstorm_id, told, page)
            workspace = visit.transaction.workspace
        show_instead(around, ack, body, view)
        around.refresh_board(workspace, brainstorm_id)

    @app.action(UNDO)
    @answered
    def bring_back(ack: Ack, body: Json) -> None:
        (brainstorm_id, page), carried = read_removal_press(body)
        with around.visit(body) as visit:
            returned = return_own_idea(visit.transaction, visit.rep, brainstorm_id, carried, visit.now)
            view = compose_list(visit, brainstorm_id, tell_returned(carried, returned=returned), page)
            workspace = visit.transaction.workspace
        show_instead(around, ack, body, view)
        around.refresh_board(workspace, brainstorm_id)


def compose_list(visit: Visit, brainstorm_id: int, told: Sequence[Block] = (), page: int = 1) -> Json:
    """Return somebody's ideas as they stand now, below what has just become of one."""
    own = read_own_ideas(visit.transaction, visit.rep, brainstorm_id)
    return compose_gone_view() if own is None else compose_own_ideas(own.brainstorm, own.ideas, told, page)


def show_instead(around: Surroundings, ack: Ack, body: Json, view: Json) -> None:
    around.change_view(body, view)
    ack()
