"""What we say while it is not clear yet which account's card is wanted, and after a press on one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.messages.blocks import (
    Block,
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    fits_in_button,
    flatten,
    input_block,
    modal,
    name_day,
    plain_text,
    quote,
    quote_back,
    section,
    shorten,
)
from bot.messages.touches import ACCOUNT_SEARCH, ADD_ACCOUNT
from storage.records import Account

CARD_NAME = "card-name"
"""The block in which a card names its account."""
SHOW = "lookup.show"
SEARCH = "lookup.search"
FORM = "lookup.form"

NAME_SHOWN = 200


def compose_which_account(
    typed: str, candidates: Sequence[tuple[int, str]], *, alike: bool, show: str = SHOW
) -> Message:
    """Offer the accounts that were perhaps meant, a search, and to add the name as a new account.

    `show` is the action of the buttons with the names.
    """
    shown = bold(shorten(typed, NAME_SHOWN))
    if candidates and alike:
        which = "this one" if len(candidates) == 1 else "one of these"
        text = f"I don't know an account called {shown}. Did you mean {which}?"
    elif candidates:
        text = f"Several accounts go by {shown}. Which one?"
    else:
        text = f"I don't know an account called {shown} yet."
    blocks: list[Block] = [section(text)]
    if len(escape(typed)) > NAME_SHOWN:
        blocks += quote_back("You typed:", typed)
    buttons = [
        button(name, f"{show}.{position}", account_id)
        for position, (account_id, name) in enumerate(candidates)
    ]
    add = {"name": shorten(typed, 150), "rest": ""}
    if fits_in_button(add):
        buttons.append(button(f"Add “{shorten(typed, 40)}”", ADD_ACCOUNT, add))
    buttons.append(button("Search", SEARCH))
    blocks.append(actions(buttons))
    return Message(f"Which account is {flatten(shorten(typed, NAME_SHOWN))}?", blocks)


def compose_lookup_form(remember: dict[str, Any]) -> dict[str, Any]:
    """Return the form that searches an account; one's own are offered first."""
    search = {
        "type": "external_select",
        "action_id": ACCOUNT_SEARCH,
        "min_query_length": 0,
        "placeholder": plain_text("Start typing its name"),
        "focus_on_load": True,
    }
    return modal(FORM, "Show an account", [input_block("account", "Account", search)], submit="Show it",
                 remember=remember)  # fmt: skip


def compose_account_help() -> Message:
    """Explain `/account`."""
    return Message(
        "Type the account's name: /account Acme",
        [
            section(
                "*See how an account stands*: type its name, or one of its other names.\n"
                "• `/account Acme`  how it stands and why, its half year, the last touches, what to do next\n"
                "• `/account`  a search, your own accounts first"
            ),
            context("Anybody of the team may look at any account. `/quiet` lists those that need you."),
            actions([button("Search", SEARCH)]),
        ],
    )


def compose_account_gone() -> Message:
    """Say that an account is no longer there."""
    return Message(
        text := "I can't find this account any more. Type `/account` to search for it.", [section(text)]
    )


def compose_said_view(words: Message, title: str = "Account") -> dict[str, Any]:
    """Return a window that says what could not be said in the conversation any more, without its buttons.

    What explains one of them is left out with it; of a card the window says where its buttons are.
    """
    shown = [block for block in words.blocks if block["type"] not in ("actions", "data_visualization")]
    plain = [{name: part for name, part in block.items() if name != "accessory"} for block in shown]
    names = [f"_{label}_" for block in words.blocks for label in _list_labels(block)]
    plain = [block for block in plain if not (block["type"] == "context" and _names_any(block, names))]
    if names and plain and plain[0].get("block_id") == CARD_NAME:
        account = quote(plain[0]["text"]["text"], 100)
        plain.append(context(f"To do something for them, type `/account {account}` in any conversation."))
    return modal("lookup.said", title, plain, close="Close")


def _list_labels(block: Block) -> list[str]:
    if block["type"] != "actions":
        return []
    return [element["text"]["text"] for element in block["elements"] if element["type"] == "button"]


def _names_any(block: Block, names: Sequence[str]) -> bool:
    return any(name in element.get("text", "") for element in block["elements"] for name in names)


def tell_snoozed(account: Account, until: date | None, today: date) -> list[Block]:
    """Say what has become of a snooze, or of its end."""
    name = bold(account.name)
    if until is None:
        return [section(f"✓ {name} is awake again: I'll speak up when it needs you.")]
    return [section(f"✓ I'll be silent about {name} until {name_day(until, today)}.")]


def tell_not_yours(account: Account) -> list[Block]:
    """Say why a snooze changes nothing: only its owner is reminded."""
    return [section(f"{bold(account.name)} isn't yours, so there is nothing to snooze; I left it as it was.")]


def tell_taken(account: Account) -> list[Block]:
    """Confirm that a person owns an account now."""
    return [section(f"✓ {bold(account.name)} is yours now.")]


def tell_taken_by_another(account: Account, owner: str | None) -> list[Block]:
    """Say that somebody else was quicker."""
    return [
        section(f"{flatten(owner) if owner else 'Somebody'} owns {bold(account.name)} by now, so I left it.")
    ]
