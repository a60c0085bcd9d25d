"""The forms that add a feed and give one another address."""

from collections.abc import Sequence
from typing import Any

from bot.messages.blocks import (
    MOST_OPTIONS,
    Block,
    bold,
    input_block,
    modal,
    option,
    plain_text,
    section,
    shorten,
    text_input,
)
from bot.messages.feeds import name_feed, name_whose
from jobs.rules.feeds import WatchedFeed
from storage.names import fold
from storage.records import Account

ADD_FORM = "feed.add_form"
CHANGE_FORM = "feed.change_form"
WHOSE = "feed.whose"
WHOSE_FIELD = "whose"
FOR_TEAM, FOR_INDUSTRY, FOR_ACCOUNT = "team", "industry:", "account:"
INDUSTRIES_OFFERED = 20
INDUSTRY_LENGTH = 140
"""Slack takes 150 characters of a choice."""
BY_ADDRESS, BY_GOOGLE, BY_BING = "address", "google", "bing"


def compose_add_form(account: tuple[int, str] | None, remember: dict[str, Any]) -> dict[str, Any]:
    """Return the form that adds a feed: an address, or a ready-made search for an account's name.

    Without an account it asks whose news it is.
    """
    name = f"“{shorten(account[1], 50)}”" if account else "the account's name"
    choices = [
        option("The address below", BY_ADDRESS, "Of a feed, or of a page that has one"),
        option("A search in Google News", BY_GOOGLE, f"For {name}"),
        option("A search in Bing News", BY_BING, f"For {name}"),
    ]
    blocks: list[Block] = [
        section(f"News about {bold(account[1])}")
        if account
        else input_block(
            WHOSE_FIELD,
            "Whose news is it?",
            {
                "type": "external_select",
                "action_id": WHOSE,
                "min_query_length": 0,
                "placeholder": plain_text("An account, an industry or the team"),
                "focus_on_load": True,
            },
            hint="What an industry's or the team's feed brings is shown where it names an account.",
        ),
        input_block(
            "way",
            "What shall I watch?",
            {
                "type": "radio_buttons",
                "action_id": "value",
                "options": choices,
                "initial_option": choices[0],
            },
        ),
        text_input(
            "url",
            "Address",
            placeholder="https://acme.com/news",
            hint="A page will do: I look for its feed. A Google Alert set to RSS works as well.",
            optional=True,
            most=1500,
        ),
    ]
    known = {} if account is None else {"account": account[0]}
    return modal(ADD_FORM, "Add a feed", blocks, submit="Watch it", remember={**remember, **known})


def list_whose_options(
    typed: str, accounts: Sequence[Account], industries: Sequence[str]
) -> list[dict[str, Any]]:
    """Return whose news a feed may have: the team, an industry, also a new one, or an account.

    `accounts` are those that contain what was typed, in their order; of `industries` the same is asked here.
    """
    if typed.lower().startswith(FOR_INDUSTRY):
        typed = typed[len(FOR_INDUSTRY) :].strip()
    wanted = fold(typed)
    named = [each for each in industries if wanted in fold(each)]
    options = [option("The whole team", FOR_TEAM)] if wanted in fold("The whole team, everybody") else []
    options += [_offer_industry(each) for each in named[:INDUSTRIES_OFFERED]]
    if typed and wanted not in map(fold, industries):
        accounts = accounts[: MOST_OPTIONS - len(options) - 1]
        return [*options, *map(_offer_account, accounts), _offer_industry(typed)]
    return [*options, *map(_offer_account, accounts[: MOST_OPTIONS - len(options)])]


def _offer_account(account: Account) -> dict[str, Any]:
    return option(account.name, f"{FOR_ACCOUNT}{account.id}")


def _offer_industry(name: str) -> dict[str, Any]:
    return option(f"Industry: {name}", f"{FOR_INDUSTRY}{name[:INDUSTRY_LENGTH]}")


def compose_change_form(watched: WatchedFeed, remember: dict[str, Any]) -> dict[str, Any]:
    """Return the form that gives a feed another address."""
    return modal(
        CHANGE_FORM,
        "Change the feed",
        [
            section(f"{name_feed(watched.feed)}, for {name_whose(watched.feed.scope, watched.about)}"),
            text_input(
                "url",
                "Address",
                initial=watched.feed.given_url,
                hint="What was shown before stays shown: nothing comes twice.",
                most=1500,
                focus=True,
            ),
        ],
        submit="Save",
        remember={**remember, "feed": watched.feed.id},
    )
