"""The form for an account, and what we say once it is saved."""

from collections.abc import Iterable
from typing import Any

from bot.messages.blocks import (
    Block,
    Message,
    bold,
    input_block,
    modal,
    name_interval,
    option,
    section,
    text_input,
)
from jobs.rules.attention import INTERVALS, intervals_of
from storage.records import Account, Tier

FORM = "account.form"


def compose_account_form(
    *, remember: dict[str, Any], account: Account | None = None, name: str = "", note: str | None = None
) -> dict[str, Any]:
    """Return the form for an account; with `note`, a touch waits to be logged for it."""
    tiers = [
        option(f"{tier}: {name_interval(ideal)}", tier.value, f"at the latest after {maximum} days")
        for tier, (ideal, maximum) in INTERVALS.items()
    ]
    tier = account.tier if account else Tier.B
    own_interval = str(account.ideal_days) if account and account.ideal_days else None
    blocks: list[Block] = [
        text_input("name", "Name", initial=account.name if account else name, most=150, focus=True),
        input_block(
            "tier",
            "How often should they hear from you?",
            {
                "type": "radio_buttons",
                "action_id": "value",
                "options": tiers,
                "initial_option": next(each for each in tiers if each["value"] == tier.value),
            },
        ),
        input_block(
            "days",
            "Or every … days",
            {
                "type": "number_input",
                "action_id": "value",
                "is_decimal_allowed": False,
                "min_value": "1",
                "max_value": "730",
                **({"initial_value": own_interval} if own_interval else {}),
            },
            optional=True,
        ),
        text_input(
            "aliases",
            "Other names",
            initial=", ".join(account.aliases) if account else None,
            hint="What people also call them, with commas between.",
            optional=True,
            most=1000,
        ),
    ]
    blocks += _ask_about_news(account)
    if note is not None:
        blocks.append(
            text_input(
                "note",
                "What happened?",
                initial=note,
                hint="It's logged together with the account.",
                most=1000,
                multiline=True,
                optional=True,
            )
        )
    title = "Edit account" if account else "Add an account"
    return modal(FORM, title, blocks, submit="Save" if account else "Add it", remember=remember)


def _ask_about_news(account: Account | None) -> list[Block]:
    """Return the fields by which news about an account is told from news about its namesakes.

    Which words mean somebody else shows only once there is news.
    """
    blocks: list[Block] = [
        text_input(
            "domain",
            "Their web address",
            initial=account.domain if account else None,
            placeholder="acme.com",
            optional=True,
            most=200,
        ),
        text_input(
            "industry",
            "Industry",
            initial=account.industry if account else None,
            placeholder="Chemicals",
            hint="News of this trade is likelier to be about them.",
            optional=True,
            most=100,
        ),
    ]
    if account is None:
        return blocks
    return [
        *blocks,
        text_input(
            "exclude",
            "Words that mean somebody else",
            initial=join_phrases(account.exclude),
            placeholder="Acme Corporation of Ohio; Acme brand anvils",
            hint="With semicolons between. Not about them adds to these; take out what was too much.",
            optional=True,
            most=1500,
        ),
    ]


def join_phrases(phrases: Iterable[str]) -> str:
    """Return phrases as they stand in the form; `bot.drafts` reads them."""
    return "; ".join(phrases)


def compose_account_saved(account: Account, *, new: bool) -> Message:
    """Confirm that an account was added or changed."""
    ideal, _ = intervals_of(account)
    done = "added" if new else "saved"
    return Message(
        f"{done.capitalize()}.",
        [section(f"✓ {bold(account.name)} is {done}: you want to be in touch {name_interval(ideal)}.")],
    )
