"""The form for an account: from an unknown name in `/touch`, from Home, or to change one."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import rewrite_answer
from bot.drafts import draft_touch, read_account_form
from bot.failures import answered
from bot.messages.accounts import FORM, compose_account_form, compose_account_saved
from bot.messages.blocks import Message
from bot.messages.home import ADD_ACCOUNT as HOME_ADD
from bot.messages.home import EDIT_ACCOUNT
from bot.messages.touches import ADD_ACCOUNT as TOUCH_ADD
from bot.messages.touches import compose_gone, compose_logged
from bot.parsing.accounts import OneAccount
from bot.parsing.form_fields import read_form_values
from bot.parsing.presses import read_answer_url, read_number_press, read_press, read_remembered
from bot.parsing.touches import TouchDetails
from bot.parsing.words import read_markup
from bot.surroundings import Surroundings, Visit, after_first_word, family_word
from jobs.accounts import save_account
from jobs.rules.sample_data import is_sample
from storage.records import Account

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Open the form for an account and take what was entered."""

    @app.action(TOUCH_ADD)
    @answered
    def open_from_touch(ack: Ack, body: Json) -> None:
        wanted = read_press(body, "name", "rest")
        form = compose_account_form(
            name=wanted["name"], note=wanted["rest"], remember={"response_url": read_answer_url(body)}
        )
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.command("/drumbeat", matchers=[family_word("add", "edit")])
    @answered
    def open_from_command(ack: Ack, body: Json) -> None:
        name = read_markup(after_first_word(body))
        with around.visit(body) as visit:
            form = compose_form_for(visit, name, {"response_url": body["response_url"]})
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(HOME_ADD)
    @answered
    def open_from_home(ack: Ack, body: Json) -> None:
        around.messenger_for(body).open_view(body["trigger_id"], compose_account_form(remember={}))
        ack()

    @app.action(EDIT_ACCOUNT)
    @answered
    def open_to_change(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            account = visit.page.accounts.get(read_number_press(body))
        if account is not None:
            form = compose_account_form(account=account, remember={"account": account.id})
            around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.view(FORM)
    @answered
    def take_form(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"])
        with around.visit(body) as visit:
            filled = read_account_form(read_form_values(body["view"]), visit.today)
            if isinstance(filled, dict):
                ack(response_action="errors", errors=filled)
                return
            wish, details = filled
            saved = save_account(
                visit.transaction, visit.rep, wish, visit.today, account_id=remembered.get("account")
            )
            words = None if isinstance(saved, dict) else describe_saved(visit, saved, details, remembered)
        if isinstance(saved, dict):
            ack(response_action="errors", errors=saved)
            return
        ack()
        url = remembered.get("response_url")
        if words is not None and url and not rewrite_answer(around, body, remembered, words.blocks):
            around.messenger_for(body).answer(url, words, replace=True)
        around.refresh_home_of(body)


def compose_form_for(visit: Visit, name: str, place: Json) -> Json:
    """Return the form of the client that is called so, or an empty one with the name in it.

    A sample takes no name from a client: who types one adds a client of that name.
    """
    found = visit.page.names.match_whole(name) if name else None
    account = visit.page.accounts[found.account_id] if isinstance(found, OneAccount) else None
    if account is not None and not is_sample(account):
        return compose_account_form(account=account, remember={**place, "account": account.id})
    return compose_account_form(name=name, remember=place)


def describe_saved(
    visit: Visit, account: Account | None, details: TouchDetails | None, remembered: Json
) -> Message:
    """Log the touch that waited for the account, and return the words for both."""
    if account is None:
        return compose_gone()
    if details is None:
        return compose_account_saved(account, new="account" not in remembered)
    draft, ask_kind = draft_touch(details)
    return compose_logged(visit.log(account, draft, ask_kind=ask_kind))
