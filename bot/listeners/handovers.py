"""Handing somebody's accounts over: `/drumbeat hand over @Sam`, the button beside who has left, the form."""

from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.blocks import MOST_OPTIONS
from bot.messages.handovers import (
    ALL,
    FORM,
    GIVE_TO,
    NOBODY,
    ONE,
    OPEN,
    UNDO,
    compose_handed_over,
    compose_handover_form,
    compose_not_a_manager,
    compose_nothing_to_hand_over,
    compose_taken_back,
    compose_taker,
    compose_whose_accounts,
)
from bot.messages.team import compose_not_for_you, explain_who_may_choose
from bot.parsing.carried_values import find_number
from bot.parsing.form_fields import read_chosen_field, read_form_values
from bot.parsing.people import parse_whose_accounts
from bot.parsing.presses import (
    read_number_press,
    read_pressed_view,
    read_remembered,
    read_search,
    read_text_press,
)
from bot.surroundings import Surroundings, Visit, after_first_word, family_word
from jobs.handovers import find_owners, hand_over, read_offer, take_back_handover
from jobs.rules.handovers import Choices, list_takers
from jobs.rules.roles import may_see_team
from storage.accounts import list_accounts_of
from storage.homes import mark_homes_due
from storage.records import Rep
from storage.reps import list_reps, read_rep

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Open the form for a manager, take what was chosen, and take it back."""
    register_command(app, around)

    @app.action(OPEN)
    @answered
    def open_form(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            form = compose_form(visit, read_number_press(body))
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.options(GIVE_TO)
    @answered
    def search_takers(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            if not may_see_team(visit.rep):
                ack(options=[])
                return
            owner = read_rep(visit.transaction, read_remembered(body["view"], "owner")["owner"])
            typed = read_search(body)
            takers = list_takers(list_reps(visit.transaction), owner, typed)
        leaving = body.get("block_id") != ALL and typed.lower() in NOBODY["text"]["text"].lower()
        first = [NOBODY] if leaving else []
        ack(options=[*first, *map(compose_taker, takers)][:MOST_OPTIONS])

    @app.view(FORM)
    @answered
    def save(ack: Ack, body: Json) -> None:
        choices = read_choices(read_form_values(body["view"]))
        with around.visit(body) as visit:
            # A form can be forged, and a role lost while it is open: so it is asked again.
            if not may_see_team(visit.rep):
                ack(response_action="update", view=refuse(visit))
                return
            if choices.all_to is None and not any(choices.each.values()):
                ack(response_action="errors", errors={ALL: "Please choose somebody, here or below."})
                return
            owner_id = read_remembered(body["view"], "owner")["owner"]
            outcome = hand_over(visit.transaction, visit.rep, owner_id, choices, visit.now)
            if outcome is None:
                ack(response_action="update", view=refuse(visit))
                return
            mark_homes(visit, [outcome.rep.id, *(rep.id for rep, _ in outcome.given)])
        ack(response_action="update", view=compose_handed_over(outcome))
        around.deliver_soon()

    @app.action(UNDO)
    @answered
    def undo(ack: Ack, body: Json) -> None:
        token, pressed = read_text_press(body), read_pressed_view(body)
        with around.visit(body) as visit:
            if may_see_team(visit.rep):
                undone = take_back_handover(visit.transaction, token)
                mark_homes(visit, undone.concerned)
                view = compose_taken_back(undone)
            else:
                view = refuse(visit)
        messenger = around.messenger_for(body)
        if pressed["type"] == "home":
            messenger.open_view(body["trigger_id"], view)
        else:
            messenger.update_view(pressed["id"], view)
        ack()
        around.deliver_soon()


def register_command(app: App, around: Surroundings) -> None:
    @app.command("/drumbeat", matchers=[family_word("hand", "handover", "hand-over")])
    @answered
    def find_accounts(ack: Ack, body: Json) -> None:
        slack_id, name = parse_whose_accounts(after_first_word(body))
        form = None
        with around.visit(body) as visit:
            words = compose_not_for_you(list_managers(visit))
            if may_see_team(visit.rep):
                meant = find_owners(visit.transaction, slack_id, name)
                found = [(rep, len(list_accounts_of(visit.transaction, rep.id))) for rep in meant]
                owners = [(rep, number) for rep, number in found if number]
                words = compose_whose_accounts(owners, name)
                if len(owners) == 1:
                    form = compose_form(visit, owners[0][0].id)
        if form is None:
            ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
            return
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()


def compose_form(visit: Visit, owner_id: int) -> Json:
    """Return the form, or in its place why there is none."""
    if not may_see_team(visit.rep):
        return refuse(visit)
    offer = read_offer(visit.transaction, owner_id, visit.today)
    if offer is None:
        return refuse(visit)
    if not offer.total:
        return compose_nothing_to_hand_over(offer.rep)
    return compose_handover_form(offer, visit.today, visit.rep.id, {"owner": offer.rep.id})


def refuse(visit: Visit) -> Json:
    return compose_not_a_manager(explain_who_may_choose(list_managers(visit)))


def list_managers(visit: Visit) -> list[Rep]:
    return [rep for rep in visit.page.reps.values() if may_see_team(rep)]


def mark_homes(visit: Visit, rep_ids: Iterable[int]) -> None:
    """What these people and whoever leads the team have on Home has changed."""
    mark_homes_due(visit.transaction, [*rep_ids, *(rep.id for rep in list_managers(visit))])


def read_choices(values: Json) -> Choices:
    """Return what was chosen in the form's menus; what is no number, from a forged form, is left out.

    Raises StrangePressError.
    """
    each: dict[int, int | None] = {}
    all_to = None
    for block_id in values:
        chosen = read_chosen_field(values, block_id)
        taker = find_number(chosen)
        if taker is None and chosen != NOBODY["value"]:
            continue
        kind, _, ending = block_id.partition(".")
        account_id = find_number(ending)
        if kind == ALL:
            all_to = taker
        elif kind == ONE and account_id is not None:
            each[account_id] = taker
    return Choices(each, all_to)
