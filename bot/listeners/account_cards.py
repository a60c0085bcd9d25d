"""`/account` and the buttons of an account's card."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import compose_card_of, remember_card, rewrite_card
from bot.drafts import read_chosen_account
from bot.failures import answered
from bot.messages.account_cards import EDIT, LOG, SNOOZE, TAKE, WAKE
from bot.messages.accounts import compose_account_form
from bot.messages.blocks import Block, Message
from bot.messages.lookups import (
    FORM,
    SEARCH,
    SHOW,
    compose_account_gone,
    compose_account_help,
    compose_lookup_form,
    compose_said_view,
    compose_which_account,
    tell_not_yours,
    tell_snoozed,
    tell_taken,
    tell_taken_by_another,
)
from bot.messages.nudges import DETAILS
from bot.messages.touches import compose_touch_form
from bot.parsing.accounts import NoAccount, OneAccount, SimilarAccounts
from bot.parsing.form_fields import read_form_values
from bot.parsing.lookups import Lookup, NothingAsked, parse_lookup
from bot.parsing.presses import read_answer_url, read_days_press, read_number_press, read_remembered
from bot.parsing.touches import HelpWanted
from bot.surroundings import Surroundings, Visit, after_first_word, family_word
from jobs.accounts import NotTheOwner, snooze_own, take_back
from storage.accounts import read_account
from storage.records import Account
from storage.reps import read_rep

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer `/account`, `/drumbeat account`, and what is pressed on a card."""
    register_lookup(app, around)

    @app.action(LOG)
    @answered
    def open_touch_form(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            account = find_pressed(visit, body)
            form = compose_touch_form(
                account=(account.id, account.name) if account else None,
                today=visit.today,
                remember=remember_card(body, read_number_press(body)),
            )
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(EDIT)
    @answered
    def open_account_form(ack: Ack, body: Json) -> None:
        form = None
        with around.visit(body) as visit:
            if account := find_pressed(visit, body):
                place = {**remember_card(body, account.id), "account": account.id}
                form = compose_account_form(account=account, remember=place)
        if form is not None:
            around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(SNOOZE)
    @answered
    def snooze(ack: Ack, body: Json) -> None:
        account_id, days = read_days_press(body)
        with around.visit(body) as visit:
            until = visit.today + days
            before = snooze_own(visit.transaction, visit.rep, account_id, until)
            notice = tell_not_yours(before.account) if isinstance(before, NotTheOwner) else []
        rewrite_card(around, ack, body, account_id, notice)

    @app.action(WAKE)
    @answered
    def wake(ack: Ack, body: Json) -> None:
        account_id = read_number_press(body)
        with around.visit(body) as visit:
            before = snooze_own(visit.transaction, visit.rep, account_id, None)
            notice = tell_awake(visit, before)
        rewrite_card(around, ack, body, account_id, notice)

    @app.action(TAKE)
    @answered
    def take(ack: Ack, body: Json) -> None:
        account_id = read_number_press(body)
        with around.visit(body) as visit:
            taken = take_back(visit.transaction, visit.rep, account_id)
            notice = tell_ownership(visit, account_id, taken)
        rewrite_card(around, ack, body, account_id, notice)

    @app.action(DETAILS)
    @answered
    def show_details(ack: Ack, body: Json) -> None:
        account_id = read_number_press(body)
        with around.look(body) as visit:
            words = compose_card_of(visit, account_id)
        ack()
        # Home has no conversation to answer in.
        url = body.get("response_url")
        if not (url and around.messenger_for(body).answer(url, words, replace=False)):
            around.messenger_for(body).open_view(body["trigger_id"], compose_said_view(words))


def register_lookup(app: App, around: Surroundings) -> None:
    @app.command("/account")
    @answered
    def account(ack: Ack, body: Json) -> None:
        answer_lookup(around, ack, body, body.get("text", ""))

    @app.command("/drumbeat", matchers=[family_word("account")])
    @answered
    def family_account(ack: Ack, body: Json) -> None:
        answer_lookup(around, ack, body, after_first_word(body))

    @app.action(SEARCH)
    @answered
    def open_search(ack: Ack, body: Json) -> None:
        place = {"response_url": read_answer_url(body), "replace": True}
        around.messenger_for(body).open_view(body["trigger_id"], compose_lookup_form(place))
        ack()

    @app.action(re.compile(rf"^{re.escape(SHOW)}\.\d+$"))
    @answered
    def show_picked(ack: Ack, body: Json) -> None:
        rewrite_card(around, ack, body, read_number_press(body))

    @app.view(FORM)
    @answered
    def show_found(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"], "response_url")
        chosen = read_chosen_account(read_form_values(body["view"]))
        if isinstance(chosen, str):
            form = compose_account_form(name=chosen, remember={"response_url": remembered["response_url"]})
            ack(response_action="update", view=form)
            return
        with around.look(body) as visit:
            words = compose_account_gone() if chosen is None else compose_card_of(visit, chosen)
        replace = remembered.get("replace", False)
        if around.messenger_for(body).answer(remembered["response_url"], words, replace=replace):
            ack()
        else:
            ack(response_action="update", view=compose_said_view(words))


def answer_lookup(around: Surroundings, ack: Ack, body: Json, text: str) -> None:
    """Show the card that was asked for, or offer what was perhaps meant; with no words, search."""
    with around.look(body) as visit:
        words = answer_question(visit, parse_lookup(text, visit.page.names))
    if words is None:
        form = compose_lookup_form({"response_url": body["response_url"]})
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()
        return
    ack(response_type="ephemeral", text=words.text, blocks=words.blocks)


def answer_question(visit: Visit, asked: Lookup) -> Message | None:
    """Return the answer; None asks for the search."""
    match asked:
        case NothingAsked():
            return None
        case HelpWanted():
            return compose_account_help()
        case OneAccount(account_id, _, _):
            return compose_card_of(visit, account_id)
        case found:
            candidates = () if isinstance(found, NoAccount) else found.candidates
            return compose_which_account(
                found.typed,
                [(each.account_id, each.name) for each in candidates],
                alike=isinstance(found, SimilarAccounts),
            )


def find_pressed(visit: Visit, body: Json) -> Account | None:
    return visit.page.accounts.get(read_number_press(body))


def tell_awake(visit: Visit, before: Account | NotTheOwner | None) -> list[Block]:
    match before:
        case NotTheOwner(account):
            return tell_not_yours(account)
        case Account():
            return tell_snoozed(before, None, visit.today)
        case None:
            return []


def tell_ownership(visit: Visit, account_id: int, taken: Account | None) -> list[Block]:
    """Say whose the account is after a press on "Take it"."""
    if taken is not None:
        return tell_taken(taken)
    account = read_account(visit.transaction, account_id)
    if account is None or account.rep_id is None:
        return []
    owner = read_rep(visit.transaction, account.rep_id)
    return tell_taken_by_another(account, owner.name if owner else None)
