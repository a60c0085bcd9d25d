"""Shows an account's card, or the list of quiet accounts, anew after something in it has changed."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.messages.account_cards import compose_card
from bot.messages.blocks import Block, Message
from bot.messages.lookups import compose_account_gone, compose_said_view
from bot.messages.quiet import QuietFacts, compose_quiet
from bot.parsing.presses import read_answer_url
from bot.surroundings import Surroundings, Visit
from jobs.account_cards import read_card
from jobs.nudges import read_outlook

Json = dict[str, Any]


def compose_card_of(visit: Visit, account_id: int, notice: Sequence[Block] = ()) -> Message:
    """Return an account's card as it stands now."""
    card = read_card(visit.transaction, visit.rep, account_id, visit.today, visit.now)
    return compose_account_gone() if card is None else compose_card(card, notice)


def compose_quiet_of(visit: Visit, notice: Sequence[Block] = ()) -> Message:
    """Return a person's list as it stands now."""
    outlook = read_outlook(visit.transaction, visit.rep, visit.today)
    unowned = any(account.rep_id is None for account in visit.page.accounts.values())
    return compose_quiet(QuietFacts(visit.rep, visit.today, outlook, unowned), notice)


def remember_card(body: Json, account_id: int) -> Json:
    """Return what a form must know so that the card it was opened from is shown anew."""
    return {"response_url": read_answer_url(body), "card": account_id}


def remember_quiet(body: Json) -> Json:
    """Return what a form must know so that the list it was opened from is shown anew."""
    return {"response_url": read_answer_url(body), "quiet": True}


def rewrite_answer(around: Surroundings, body: Json, remembered: Json, notice: Sequence[Block] = ()) -> bool:
    """Show the card or the list a form was opened from as it is now; returns whether it stands there.

    A form that was opened elsewhere rewrites nothing.
    """
    if "card" not in remembered and "quiet" not in remembered:
        return False
    with around.look(body) as visit:
        if "card" in remembered:
            words = compose_card_of(visit, remembered["card"], notice)
        else:
            words = compose_quiet_of(visit, notice)
    return around.messenger_for(body).answer(remembered["response_url"], words, replace=True)


def answer_press(around: Surroundings, body: Json, words: Message, *, replace: bool) -> None:
    """Say something where somebody has pressed, or in a window where nothing can be said there."""
    messenger = around.messenger_for(body)
    if not messenger.answer(read_answer_url(body), words, replace=replace):
        messenger.open_view(body["trigger_id"], compose_said_view(words))


def rewrite_card(
    around: Surroundings, ack: Callable[..., Any], body: Json, account_id: int, notice: Sequence[Block] = ()
) -> None:
    """Show the card in place of what was pressed, or in a window where that can't be rewritten any more."""
    ack()
    with around.look(body) as visit:
        words = compose_card_of(visit, account_id, notice)
    answer_press(around, body, words, replace=True)
    around.refresh_home_of(body)
