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
from bot.parsing.brainstorms import read_choice_page, read_chosen_ideas
from bot.parsing.form_fields import read_form_values
from bot.parsing.presses import read_press, read_remembered, read_search
from bot.surroundings import Surroundings, Visit
from jobs.brainstorm_choices import Choosing, read_choosing, take_on
from jobs.brainstorms import read_board
from jobs.choice_pages import TakenPage, take_page
from jobs.rules.choices import ChoicePage, mark_last_shown, mark_words
from storage.accounts import list_accounts_of
from storage.brainstorms import read_brainstorm
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
        page = read_choice_page(read_form_values(body["view"]), remembered)
        with around.visit(body) as visit:
            taken = take_page(visit.transaction, visit.rep, brainstorm_id, page, visit.now)
            workspace = visit.transaction.workspace
        if taken is None:
            ack(response_action="update", view=compose_gone_view())
            return
        ack(response_action="update", view=compose_after_page(brainstorm_id, page, taken))
        around.refresh_board(workspace, brainstorm_id)
        around.refresh_home_of(body)
        if taken.feeds:
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


def compose_after_page(brainstorm_id: int, page: ChoicePage, taken: TakenPage) -> Json:
    """Return the next page where ideas are left to ask about, else what was taken on on all of them."""
    if taken.following is not None:
        done = [*page.done, *page.accounts]
        return compose_second_step(taken.following, page.left, brainstorm_id, done, taken)
    return compose_taken_view(
        taken.ideas,
        taken.accounts,
        taken.feeds,
        only_watched=taken.only_watched,
        unplaced=taken.unplaced,
        gone=taken.gone,
        reworded=taken.reworded,
    )


def compose_second_step(
    choosing: Choosing,
    chosen: Sequence[int],
    brainstorm_id: int,
    done: Sequence[int] = (),
    before: TakenPage | None = None,
) -> Json:
    """Return the form with the fields of each chosen idea, or why there is none.

    What is `done` was asked on the pages before, and `before` is what came of the last of them.
    """
    heads = {choosing.roots.get(each) for each in chosen}
    groups = [each for each in choosing.groups if each.id in heads]
    gone = sum(each not in choosing.roots for each in set(chosen)) + (before.gone if before else 0)
    if not groups:
        return compose_taken_view(0, 0, 0, gone=gone)
    if not choosing.own:
        return compose_no_accounts_view()
    feeds = before.feeds if before else 0
    return compose_details_form(
        groups,
        choosing.own,
        choosing.before,
        show_name=choosing.show_name,
        gone=gone,
        closed=choosing.closed,
        done=done,
        reworded=before.reworded if before else (),
        feeds=feeds,
        remember={
            "brainstorm": brainstorm_id,
            "words": mark_words({each.id: each.text for each in groups}),
            "last": mark_last_shown({each.id: choosing.since.get(each.id, {}) for each in groups}),
            **({"feeds": feeds} if feeds else {}),
        },
    )
