"""Handing somebody's accounts over: the offer, the form, and what came of it."""

from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import Any

from bot.messages.blocks import (
    Block,
    Element,
    Message,
    actions,
    bold,
    button,
    context,
    count,
    input_block,
    modal,
    option,
    plain_text,
    quote,
    section,
    shorten,
)
from bot.messages.nudges import describe_line_facts
from jobs.rules.handovers import HandedOver, Offer, OfferedAccount, TakenBack
from jobs.rules.home_events import HandedLately
from jobs.rules.team import Departure
from storage.records import Rep

OPEN = "handover.open"
FORM = "handover.form"
GIVE_TO = "handover.give_to"
UNDO = "handover.undo"

ALL = "all"
ONE = "account"
NOBODY = option("Leave it for now", "0")
MOST_OWNERS = 10
"""Whose accounts may be meant, in one answer."""
NAMED = 5
"""Accounts named for each new owner; the others are counted."""
MOST_NEW_OWNERS = 20


def compose_offer_button(rep_id: int, name: str) -> Element:
    """Return the button that opens the form for one person's accounts."""
    return button("Hand over", OPEN, rep_id, label=f"Hand over the accounts of {name}")


def compose_departures(departures: Sequence[Departure]) -> list[Block]:
    """Say who has left, and offer to hand their accounts over."""
    return [
        section(
            f"{quote(each.name, 100)} has left. {_count_waiting(each.accounts)} for an owner.",
            accessory=compose_offer_button(each.rep_id, each.name),
        )
        for each in departures
    ]


def _count_waiting(accounts: int) -> str:
    return f"{count(accounts, 'account')} {'waits' if accounts == 1 else 'wait'}"


def compose_handed_lately(handed: Sequence[HandedLately]) -> list[Block]:
    """Tell a manager what they have just handed over, with the way back."""
    return [
        section(
            f"You gave {count(each.accounts, 'account')} of {quote(each.owner, 100)} "
            f"to {_name_takers(each.takers)}.",
            accessory=button(
                "Undo", UNDO, each.token, label=f"Undo the hand-over of {each.owner}'s accounts"
            ),
        )
        for each in handed
    ]


def _name_takers(takers: Sequence[str]) -> str:
    named = [quote(name, 80) for name in takers[:NAMED]]
    if more := len(takers) - len(named):
        named.append(count(more, "other"))
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def compose_received(received: Sequence[tuple[str, int]]) -> list[Block]:
    """Tell somebody which accounts are new with them."""
    if not received:
        return []
    parts = [f"{count(number, 'account')} from {quote(name, 100)}" for name, number in received[:NAMED]]
    return [section(f"*New with you:* {', '.join(parts)}.")]


def compose_handover_form(offer: Offer, today: date, reader: int, remember: dict[str, Any]) -> dict[str, Any]:
    """Return the form: one menu for all accounts, and one for each of those it holds."""
    name = quote(offer.rep.name, 100)
    lead = (
        f"{name} looks after {count(offer.total, 'account')}."
        if offer.rep.active
        else f"{name} has left. {_count_waiting(offer.total)} for an owner."
    )
    blocks: list[Block] = [
        section(
            f"{lead} The most urgent come first. "
            "New owners see theirs on Home at once; nobody gets a message."
        ),
        input_block(
            ALL,
            "Give all to",
            _menu(None, "Give to…"),
            hint=_explain_all(offer),
            optional=True,
        ),
        *(
            input_block(
                f"{ONE}.{each.account_id}",
                shorten(each.facts.account, 150) or "(no name)",
                _menu(each.suggested, "As chosen above"),
                hint=_describe_plainly(each, today, reader),
                optional=True,
            )
            for each in offer.accounts
        ),
    ]
    if offer.total > len(offer.accounts):
        blocks.append(context(_count_unlisted(offer)))
    return modal(FORM, "Hand over accounts", blocks, submit="Hand over", remember=remember)


def _explain_all(offer: Offer) -> str:
    more = offer.total - len(offer.accounts)
    listed = "Every account for which nobody is chosen below"
    return f"{listed}, and the {more} more that don't fit here." if more else f"{listed}."


def _count_unlisted(offer: Offer) -> str:
    more = offer.total - len(offer.accounts)
    return f"And {count(more, 'more account')}: open this form again for the next, or give all to somebody."


def _menu(suggested: Rep | None, placeholder: str) -> Element:
    menu: Element = {
        "type": "external_select",
        "action_id": GIVE_TO,
        "min_query_length": 0,
        "placeholder": plain_text(placeholder),
    }
    if suggested is not None:
        menu["initial_option"] = compose_taker(suggested)
    return menu


def compose_taker(rep: Rep) -> dict[str, Any]:
    """Return somebody as an option of a menu."""
    return option(rep.name, str(rep.id))


def _describe_plainly(offered: OfferedAccount, today: date, reader: int) -> str:
    """Return how an account stands without markup: a hint is plain text."""
    told = describe_line_facts(offered.facts, today, reader, of_team=True)
    words = unescape(told.removeprefix(f"• {bold(offered.facts.account)}").lstrip(": "))
    return shorten(words[:1].upper() + words[1:], 500)


def compose_nothing_to_hand_over(rep: Rep) -> dict[str, Any]:
    """Say that nobody's accounts wait any more."""
    name = quote(rep.name, 100)
    return _compose_said(f"No account is {name}'s any more: there is nothing to hand over.")


def compose_not_a_manager(text: str) -> dict[str, Any]:
    """Return the same answer as a window, where a button was pressed; `text` is ours."""
    return _compose_said(text)


def _compose_said(text: str) -> dict[str, Any]:
    return modal("handover.said", "Hand over accounts", [section(text)], close="Close")


def compose_handed_over(outcome: HandedOver) -> dict[str, Any]:
    """Say which accounts are whose now, what somebody else was faster with, and offer to undo it."""
    blocks: list[Block] = [
        section(f"✓ {bold(rep.name)} looks after {_name_accounts(names)} now.")
        for rep, names in outcome.given[:MOST_NEW_OWNERS]
    ]
    more = outcome.given[MOST_NEW_OWNERS:]
    if more:
        blocks.append(section(f"✓ {count(sum(len(names) for _, names in more), 'more account')} went over."))
    if not blocks:
        blocks.append(section("Nothing was handed over."))
    blocks += _tell_missed(outcome.missed)
    if outcome.waiting:
        still = "has" if outcome.waiting == 1 else "have"
        blocks.append(
            context(f"{count(outcome.waiting, 'account')} {still} no new owner yet, and {_stay(outcome)}.")
        )
    if outcome.given:
        blocks.append(context("Tell them yourself; I don't write to them. They see it on Home."))
        blocks.append(actions([button("Undo", UNDO, outcome.token, label="Undo the hand-over")]))
    return modal("handover.done", "Hand over accounts", blocks, close="Done")


def _stay(outcome: HandedOver) -> str:
    name = quote(outcome.rep.name, 100)
    return f"{'stays' if outcome.waiting == 1 else 'stay'} with {name}"


def _name_accounts(names: Sequence[str]) -> str:
    shown = [bold(shorten(name, 80)) for name in names[:NAMED]]
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {count(more, 'more account')}"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _tell_missed(missed: Sequence[tuple[str, str | None]]) -> list[Block]:
    lines = [
        f"• {bold(shorten(name, 80))}: {f'{quote(owner, 80)} looks' if owner else 'nobody looks'} "
        "after them now."
        for name, owner in missed[: 2 * NAMED]
    ]
    if not lines:
        return []
    more = len(missed) - len(lines)
    rest = [f"And {more} more."] if more else []
    return [section("\n".join(["Somebody was faster, so I left these as they are:", *lines, *rest]))]


def compose_taken_back(undone: TakenBack) -> dict[str, Any]:
    """Confirm an undo, or say why there was nothing to undo."""
    if not undone.back and not undone.stayed:
        return _compose_said("That was undone already.")
    back = (
        f"Undone. {count(undone.back, 'account')} {'is' if undone.back == 1 else 'are'} "
        f"{quote(undone.owner or '', 100)}'s again."
        if undone.back
        else "There was nothing left to undo."
    )
    stayed = (
        f" {count(undone.stayed, 'account')} {'has' if undone.stayed == 1 else 'have'} another owner by now, "
        "so I left that as it is."
        if undone.stayed
        else ""
    )
    return _compose_said(back + stayed)


def compose_whose_accounts(owners: Sequence[tuple[Rep, int]], typed: str) -> Message:
    """Ask whose accounts are meant, with how many each of these people has."""
    if not owners:
        text = (
            f"I don't know anybody called ‘{quote(typed, 100)}’ with accounts."
            if typed
            else "Nobody's accounts wait for an owner."
        )
        return Message(
            text,
            [section(text), context("Type `/drumbeat hand over @Sam`, or the name as the accounts have it.")],
        )
    question = "Whose accounts do you want to hand over?"
    blocks = [
        section(
            f"• {bold(rep.name)}: {count(number, 'account')}{'' if rep.active else ', has left'}",
            accessory=compose_offer_button(rep.id, rep.name),
        )
        for rep, number in owners[:MOST_OWNERS]
    ]
    more = len(owners) - len(blocks)
    rest = [context(f"And {more} more: type a longer part of the name.")] if more > 0 else []
    return Message(question, [section(question), *blocks, *rest])
