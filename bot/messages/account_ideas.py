"""What could be brought to an account that it has not asked for: the question after a touch (NS-16)."""

from typing import Any

from bot.messages.blocks import bold, modal, section, text_input
from storage.records import Account

ADD_IDEA = "touch.add_idea"
IDEA_FORM = "touch.idea_form"
QUESTION = "Anything you could bring them that they haven't asked for?"
LONGEST = 300


def compose_account_idea_form(account: Account) -> dict[str, Any]:
    """Ask for an idea for an account."""
    return modal(
        IDEA_FORM,
        "An idea for them",
        [
            section(f"For {bold(account.name)}: something they haven't asked for."),
            text_input(
                "idea",
                "Your idea",
                placeholder="The article about loading docks",
                most=LONGEST,
                focus=True,
            ),
        ],
        submit="Keep it",
        remember={"account": account.id},
    )


def compose_account_idea_kept(account: Account) -> dict[str, Any]:
    """Say where the idea is."""
    return modal(
        "touch.idea_kept",
        "An idea for them",
        [section(f"Kept. It stands on the card of {bold(account.name)}: `/account`, then the name.")],
        close="Close",
    )


def compose_account_idea_lost() -> dict[str, Any]:
    """Say that the account is not there any more."""
    return modal(
        "touch.idea_kept",
        "An idea for them",
        [section("I can't find that account any more; `/account` shows those there are.")],
        close="Close",
    )
