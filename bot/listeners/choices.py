"""Choosing what one takes on from a brainstorm: which ideas, for which accounts, how often."""

from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import App

from bot.brainstorm_posts import heed_press
from bot.failures import answered
from bot.messages.blocks import MOST_OPTIONS, option
from bot.messages.brainstorm_forms import compose_gone_view
from bot.messages.brainstorms import CHOOSE
from bot.messages.choices import (
    ACCOUNTS,
    DETAILS_FORM,
    IDEAS,
    IDEAS_FORM,
    MOST_AT_ONCE,
    compose_details_form,
    compose_empty_list_view,
    compose_idea_option,
    compose_ideas_form,
    compose_no_accounts_view,
    compose_taken_view,
    refuse_so_many,
)
from bot.parsing.brainstorms import read_chosen_ideas, read_details
from bot.parsing.form_fields import read_form_values
from bot.parsing.presses import read_press, read_remembered, read_search
from bot.surroundings import Surroundings, Visit
from jobs.brainstorm_choices import Choosing, list_taken, list_unplaced, read_choosing, take_on
from jobs.brainstorms import read_board
from jobs.rules.choices import add_unshown, list_reworded, make_choices, mark_words, split_gone
from storage.accounts import list_accounts_of
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Rhythm
from storage.brainstorms import hold_brainstorm, read_brainstorm
from storage.names import fold

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Ask in two steps, and keep what was chosen."""

    @app.action(CHOOSE)
    @answered
    def open_choosing(ack: Ack, body: Json) -> None:
        carried = read_press(body, "brainstorm", "post")
        brainstorm_id = carried["brainstorm"]
        with around.visit(body) as visit:
            view = compose_first_step(visit, brainstorm_id)
            after = heed_press(around, visit, body, carried)
        around.show_view(body, view)
        ack()
        after()

    @app.view(IDEAS_FORM)
    @answered
    def take_ideas(ack: Ack, body: Json) -> None:
        brainstorm_id = read_remembered(body["view"], "brainstorm")["brainstorm"]
        chosen = read_chosen_ideas(read_form_values(body["view"]))
        if len(chosen) > MOST_AT_ONCE:
            ack(response_action="errors", errors={"ideas.0": refuse_so_many()})
            return
        with around.visit(body) as visit:
            if read_brainstorm(visit.transaction, brainstorm_id) is None:
                ack(response_action="update", view=compose_gone_view())
                return
            choosing = read_choosing(visit.transaction, visit.rep, brainstorm_id)
            feeds = (
                0
                if chosen
                else take_on(visit.transaction, visit.rep, brainstorm_id, [], visit.now, show_name=False)
            )
            workspace = visit.transaction.workspace
        if feeds is None:
            ack(response_action="update", view=compose_gone_view())
        elif not chosen:
            ack(response_action="update", view=compose_taken_view(0, 0, 0))
            around.refresh_board(workspace, brainstorm_id)
            around.refresh_home_of(body)
        else:
            ack(response_action="update", view=compose_second_step(choosing, chosen, brainstorm_id))

    @app.options(IDEAS)
    @answered
    def search_brainstorm_ideas(ack: Ack, body: Json) -> None:
        wanted = fold(read_search(body))
        with around.look(body) as visit:
            board = read_board(
                visit.transaction, read_remembered(body["view"], "brainstorm")["brainstorm"], visit.now
            )
        found = [each for each in (board.groups if board else ()) if wanted in fold(each.text)]
        ack(options=[compose_idea_option(each) for each in found[:MOST_OPTIONS]])

    @app.options(ACCOUNTS)
    @answered
    def search_own_accounts(ack: Ack, body: Json) -> None:
        wanted = fold(read_search(body))
        with around.look(body) as visit:
            own = list_accounts_of(visit.transaction, visit.rep.id)
        found = [each for each in own if wanted in fold(each.name)]
        ack(options=[option(each.name, str(each.id)) for each in found[:MOST_OPTIONS]])

    @app.view(DETAILS_FORM)
    @answered
    def take_details(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"], "brainstorm")
        brainstorm_id = remembered["brainstorm"]
        done, left = remembered.get("done", []), remembered.get("left", [])
        details = read_details(read_form_values(body["view"]))
        with around.visit(body) as visit:
            if read_brainstorm(visit.transaction, brainstorm_id) is None:
                ack(response_action="update", view=compose_gone_view())
                return
            hold_brainstorm(visit.transaction, brainstorm_id)
            choosing = read_choosing(visit.transaction, visit.rep, brainstorm_id)
            own = [each.id for each in choosing.own]
            there = {each.id: each.text for each in list_brainstorm_ideas(visit.transaction, brainstorm_id)}
            accounts = add_unshown(details.accounts, choosing.list_before())
            choices, gone = split_gone(make_choices(accounts, details.often, own), there)
            feeds = take_on(
                visit.transaction,
                visit.rep,
                brainstorm_id,
                choices,
                visit.now,
                show_name=choosing.show_name if left else details.show_name,
                apart=[*done, *left],
            )
            taken = choices if not done else list_taken(visit.transaction, visit.rep, brainstorm_id, own)
            workspace = visit.transaction.workspace
            unplaced = list_unplaced(visit.transaction, taken)
            choosing = read_choosing(visit.transaction, visit.rep, brainstorm_id)
        if feeds is None:
            ack(response_action="update", view=compose_gone_view())
            return
        if any(each in choosing.roots for each in left):
            done = [*done, *details.accounts]
            ack(response_action="update", view=compose_second_step(choosing, left, brainstorm_id, done))
            _show_taken(around, body, workspace, brainstorm_id, feeds)
            return
        reworded = list_reworded(remembered.get("words", {}), there, (each.idea_id for each in choices))
        said = compose_taken_view(
            len({each.idea_id for each in taken}),
            len({each.account_id for each in taken}),
            feeds,
            only_watched=all(each.rhythm is Rhythm.WATCHER for each in taken),
            unplaced=unplaced,
            gone=gone,
            reworded=reworded,
        )
        ack(response_action="update", view=said)
        _show_taken(around, body, workspace, brainstorm_id, feeds)


def _show_taken(around: Surroundings, body: Json, workspace: int, brainstorm_id: int, feeds: int) -> None:
    around.refresh_board(workspace, brainstorm_id)
    around.refresh_home_of(body)
    if feeds:
        around.look_at_feeds_soon()


def compose_first_step(visit: Visit, brainstorm_id: int) -> Json:
    """Return the menu of ideas, or why there is none."""
    if read_brainstorm(visit.transaction, brainstorm_id) is None:
        return compose_gone_view()
    choosing = read_choosing(visit.transaction, visit.rep, brainstorm_id)
    if not choosing.own:
        return compose_no_accounts_view()
    if not choosing.groups:
        return compose_empty_list_view()
    return compose_ideas_form(choosing.groups, frozenset(choosing.before), {"brainstorm": brainstorm_id})


def compose_second_step(
    choosing: Choosing, chosen: list[int], brainstorm_id: int, done: Sequence[int] = ()
) -> Json:
    """Return the form with the fields of each chosen idea, or why there is none.

    What is `done` was asked on the pages before.
    """
    heads = {choosing.roots.get(each) for each in chosen}
    groups = [each for each in choosing.groups if each.id in heads]
    gone = sum(each not in choosing.roots for each in set(chosen))
    if not groups:
        return compose_taken_view(0, 0, 0, gone=gone)
    if not choosing.own:
        return compose_no_accounts_view()
    return compose_details_form(
        groups,
        choosing.own,
        choosing.before,
        show_name=choosing.show_name,
        gone=gone,
        closed=choosing.closed,
        done=done,
        remember={
            "brainstorm": brainstorm_id,
            "words": mark_words({each.id: each.text for each in groups}),
        },
    )
