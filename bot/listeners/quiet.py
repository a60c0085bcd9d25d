"""`/quiet` and the buttons of its lines."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import answer_press, compose_quiet_of, remember_quiet
from bot.failures import answered
from bot.messages.blocks import Block
from bot.messages.lookups import tell_not_yours, tell_snoozed
from bot.messages.quiet import LOG, SNOOZE, WAKE, compose_quiet_help, tell_snoozed_line
from bot.messages.touches import compose_touch_form
from bot.parsing.presses import read_days_press, read_number_press
from bot.parsing.words import read_markup, wants_help
from bot.surroundings import Surroundings, after_first_word, family_word
from jobs.accounts import NotTheOwner, snooze_own
from storage.records import Account

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer `/quiet`, `/drumbeat quiet`, and what is pressed on the list."""

    @app.command("/quiet")
    @answered
    def quiet(ack: Ack, body: Json) -> None:
        answer_quiet(around, ack, body, body.get("text", ""))

    @app.command("/drumbeat", matchers=[family_word("quiet")])
    @answered
    def family_quiet(ack: Ack, body: Json) -> None:
        answer_quiet(around, ack, body, after_first_word(body))

    @app.action(LOG)
    @answered
    def open_touch_form(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            account = visit.page.accounts.get(read_number_press(body))
            form = compose_touch_form(
                account=(account.id, account.name) if account else None,
                today=visit.today,
                remember=remember_quiet(body),
            )
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(SNOOZE)
    @answered
    def snooze(ack: Ack, body: Json) -> None:
        account_id, days = read_days_press(body)
        with around.visit(body) as visit:
            until = visit.today + days
            notice: list[Block] = []
            match snooze_own(visit.transaction, visit.rep, account_id, until):
                case NotTheOwner(account):
                    notice = tell_not_yours(account)
                case Account() as account:
                    notice = tell_snoozed_line(account, until, visit.today)
                case None:
                    pass  # the list that is shown anew no longer has it
        rewrite_list(around, ack, body, notice)

    @app.action(WAKE)
    @answered
    def wake(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            account_id = read_number_press(body)
            before = snooze_own(visit.transaction, visit.rep, account_id, None)
            notice = tell_snoozed(before, None, visit.today) if isinstance(before, Account) else []
        rewrite_list(around, ack, body, notice)


def answer_quiet(around: Surroundings, ack: Ack, body: Json, text: str) -> None:
    """Show the list; what else was typed after the word changes nothing."""
    if wants_help(read_markup(text)):
        words = compose_quiet_help()
    else:
        with around.look(body) as visit:
            words = compose_quiet_of(visit)
    ack(response_type="ephemeral", text=words.text, blocks=words.blocks)


def rewrite_list(around: Surroundings, ack: Ack, body: Json, notice: list[Block]) -> None:
    """Show the list in place of the old one, or in a window where that can't be rewritten any more."""
    ack()
    with around.look(body) as visit:
        words = compose_quiet_of(visit, notice)
    answer_press(around, body, words, replace=True)
    around.refresh_home_of(body)
