"""What a touch has done of what somebody took on, and what it is asked about (NS-14, NS-15)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.messages.account_ideas import QUESTION as ABOUT_IDEAS
from bot.messages.blocks import (
    BUTTON_TEXT,
    MOST_OPTIONS,
    Block,
    Message,
    actions,
    bold,
    button,
    context,
    modal,
    quote,
    shorten,
)
from bot.messages.commitments import PLACES_NAMED, compose_place_menu, describe_ticked, name_places
from bot.messages.enumerations import enumerate_names
from jobs.rules.commitments import Fulfilled
from storage.brainstorm_records import Rhythm

TICK_TOUCH = "commitment.tick_touch"
TICK_TOUCH_AT = "commitment.tick_touch_at"
TICK_TOUCH_SOMEWHERE = "commitment.tick_touch_somewhere"
TICKED = "ticked"
NEW_PLACES = "new_places"
WHICH_PLACE = "which_place"
MAYBE_PLACES = "maybe_places"
ASKED_ABOUT = (NEW_PLACES, MAYBE_PLACES, WHICH_PLACE)
QUESTION = "Was it something you said you would do?"
OFFERED = 2
"""Buttons below a touch."""
PLACES_ASKED = 3
"""Places that a touch was perhaps at; its Edit takes more."""


def compose_fulfilled(fulfilled: Fulfilled, touch_id: int, today: date) -> list[Block]:
    """Say what a touch has ticked, and offer, with one tap, what it may have been."""
    blocks: list[Block] = [
        {**context(describe_ticked(each, today)), "block_id": f"{TICKED}.{number}"}
        for number, each in enumerate(fulfilled.ticked)
    ]
    adding = [each for each in fulfilled.perhaps if each.commitment.rhythm is Rhythm.LOCATIONS]
    adds = bool(fulfilled.unknown and adding)
    if adds:
        asked = ask_about_places(fulfilled.unknown, [each.commitment.text for each in adding])
        blocks.append({**context(asked), "block_id": NEW_PLACES})
        # One button for all of them: once it is a location of theirs, the touch counts for each (NS-15).
        add = button(
            name_adding(fulfilled.unknown),
            f"{TICK_TOUCH}.0",
            {"commitment": adding[0].commitment.id, "touch": touch_id},
        )
        blocks.append(actions([add]))
    others = [each for each in fulfilled.perhaps if each not in adding]
    buttons = [
        button(
            f"Yes: {shorten(each.commitment.text, 60)}",
            f"{TICK_TOUCH}.{number}",
            {"commitment": each.commitment.id, "touch": touch_id},
        )
        for number, each in enumerate(others[:OFFERED], start=1 if adds else 0)
    ]
    if buttons:
        blocks += [context(QUESTION), actions(buttons)]
    maybe = fulfilled.maybe_at[:PLACES_ASKED]
    if maybe:
        too = " as well" if fulfilled.ticked else ""
        blocks.append({**context(f"Were you at {name_places(maybe)}{too}?"), "block_id": MAYBE_PLACES})
        blocks.append(
            actions(
                [
                    button(
                        f"Yes: at {shorten(each.name, 60)}",
                        f"{TICK_TOUCH_AT}.{number}",
                        {"touch": touch_id, "location": each.id},
                    )
                    for number, each in enumerate(maybe)
                ]
            )
        )
    if fulfilled.somewhere:
        blocks.append({**context("Where was it? One tap counts it."), "block_id": WHICH_PLACE})
        menu = compose_place_menu(fulfilled.somewhere, TICK_TOUCH_SOMEWHERE, "Choose where", MOST_OPTIONS)
        # A menu that is searched finds its touch again by it.
        blocks.append(actions([menu], f"somewhere.{touch_id}"))
    return blocks


def ask_about_places(names: Sequence[str], taken: Sequence[str]) -> str:
    """Say which places of a touch the account has not yet, and what adding them counts for."""
    shown = enumerate_names([quote(each, 100) for each in names], PLACES_NAMED)
    missing, them = ("isn't", "it") if len(names) == 1 else ("aren't", "them")
    counts = enumerate_names([f"“{quote(each, 60)}”" for each in taken], OFFERED)
    add = bold(name_adding(names))
    return f"{shown} {missing} among their locations yet. {add} counts {them} for {counts}."


def name_adding(names: Sequence[str]) -> str:
    """Return what the button says that adds places to an account; their number where the names are long."""
    label = f"Add {enumerate_names(list(names), PLACES_NAMED)}"
    if len(names) <= PLACES_NAMED and len(label) <= BUTTON_TEXT:
        return label
    return f"Add {shorten(names[0], 60)}" if len(names) == 1 else f"Add {len(names)} locations"


def compose_offers_view(words: Message) -> dict[str, Any] | None:
    """Return a window that asks what a logged touch has fulfilled; None where there is nothing to ask.

    For a form opened from a weekly message or from Home, where the answer itself is not said.
    """
    if not any(_is_offer(block) for block in words.blocks):
        return None
    ticked = [block for block in words.blocks if str(block.get("block_id")).startswith(f"{TICKED}.")]
    # Each question stays above its own buttons.
    asked = [
        block
        for block in words.blocks
        if _is_offer(block) or block == context(QUESTION) or block.get("block_id") in ASKED_ABOUT
    ]
    return modal("touch.offers", "Logged", [words.blocks[0], *ticked, *asked], close="No")


def _is_offer(block: Block) -> bool:
    return block["type"] == "actions" and str(block["elements"][0]["action_id"]).startswith(TICK_TOUCH)


def compose_logged_view(words: Message) -> dict[str, Any]:
    """Return the form's last page: what was logged, where no message could say it."""
    questions = (context(ABOUT_IDEAS), context(QUESTION))
    said = [
        block
        for block in words.blocks
        if block["type"] != "actions" and block not in questions and block.get("block_id") not in ASKED_ABOUT
    ]
    return modal("touch.logged", "Log a touch", said, close="Close")
