"""The forms that add a feed and give one another address."""

from typing import Any

from bot.messages.blocks import Block, bold, escape, input_block, modal, option, section, shorten, text_input
from bot.messages.feeds import name_feed, name_whose
from jobs.rules.feeds import WatchedFeed

ADD_FORM = "feed.add_form"
CHANGE_FORM = "feed.change_form"
BY_ADDRESS, BY_GOOGLE, BY_BING = "address", "google", "bing"


def compose_add_form(account: tuple[int, str], remember: dict[str, Any], refused: str = "") -> dict[str, Any]:
    """Return the form that adds a feed for an account: an address, or a ready-made search for its name."""
    choices = [
        option("The address below", BY_ADDRESS, "Of a feed, or of a page that has one"),
        option("A search in Google News", BY_GOOGLE, f"For “{shorten(account[1], 50)}”"),
        option("A search in Bing News", BY_BING, f"For “{shorten(account[1], 50)}”"),
    ]
    blocks: list[Block] = [section(escape(refused))] if refused else []
    blocks += [
        section(f"News about {bold(account[1])}"),
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
    return modal(
        ADD_FORM, "Add a feed", blocks, submit="Watch it", remember={**remember, "account": account[0]}
    )


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
