"""Keeping an idea for an account after a touch (NS-16)."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.account_ideas import (
    ADD_IDEA,
    IDEA_FORM,
    LONGEST,
    compose_account_idea_form,
    compose_account_idea_kept,
    compose_account_idea_lost,
)
from bot.parsing.form_fields import read_form_values, read_typed_field
from bot.parsing.presses import read_number_press, read_remembered
from bot.parsing.words import tidy
from bot.surroundings import Surroundings
from storage.ideas import add_idea

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Open the form and keep what was entered."""

    @app.action(ADD_IDEA)
    @answered
    def open_account_idea(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            account = visit.page.accounts.get(read_number_press(body))
        view = compose_account_idea_lost() if account is None else compose_account_idea_form(account)
        around.messenger_for(body).open_view(body["trigger_id"], view)
        ack()

    @app.view(IDEA_FORM)
    @answered
    def keep_account_idea(ack: Ack, body: Json) -> None:
        text = " ".join(tidy(read_typed_field(read_form_values(body["view"]), "idea")).split())
        account_id = read_remembered(body["view"], "account")["account"]
        if not text:
            ack(response_action="errors", errors={"idea": "A few words, please."})
            return
        with around.visit(body) as visit:
            account = visit.page.accounts.get(account_id)
            if account is not None:
                add_idea(visit.transaction, account.id, visit.rep.id, text[:LONGEST], visit.now)
        view = compose_account_idea_lost() if account is None else compose_account_idea_kept(account)
        ack(response_action="update", view=view)
