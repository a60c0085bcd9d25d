"""The places of an account: the form that keeps them, and what it says."""

from collections.abc import Sequence
from typing import Any

from bot.messages.blocks import (
    Block,
    Message,
    bold,
    context,
    count,
    flatten,
    modal,
    section,
    shorten,
    text_input,
)
from bot.messages.enumerations import enumerate_names
from storage.brainstorm_records import LONGEST_LOCATION, Location
from storage.records import Account

LOCATIONS_FORM = "commitment.locations_form"


def compose_locations_form(
    account: Account, known: Sequence[Location], remember: dict[str, Any]
) -> dict[str, Any]:
    """Ask for an account's places, one a line."""
    names = "\n".join(each.name for each in known)
    blocks: list[Block] = [section(f"Where is {bold(account.name)}?")]
    if len(names) <= 2900:
        blocks.append(
            text_input(
                "names",
                "Locations",
                initial=names,
                placeholder="Mill Street\nQuay",
                hint="One a line; one that is ticked stays. “/touch Acme saw them at Quay” ticks that one.",
                multiline=True,
                optional=True,
                most=3000,
                focus=True,
            )
        )
    else:
        # The field would not hold them all, and what is missing in it would be removed.
        blocks += [
            context(f"{count(len(known), 'location')} so far."),
            text_input("more", "More locations", hint="One a line.", multiline=True, most=3000, focus=True),
        ]
    return modal(LOCATIONS_FORM, "Locations", blocks, submit="Save", remember=remember)


def explain_too_long(names: Sequence[str]) -> str:
    """Say which name is too long for a location, and how long it may be."""
    return f"“{shorten(names[0], 40)}” is longer than {LONGEST_LOCATION} characters: please shorten it."


def compose_locations_saved(account: Account, number: int) -> Message:
    """Confirm how many places an account has."""
    text = f"{bold(account.name)} has {count(number, 'location')}."
    return Message("Saved.", [section(text)])


def compose_stayed_view(names: Sequence[str]) -> dict[str, Any]:
    """Say which places were taken out of the form and stay all the same."""
    stays = "stays" if len(names) == 1 else "stay"
    which = flatten(enumerate_names(names, most=10))
    text = f"{which} {stays} on the list: somebody was there. The rest is saved."
    return modal("location.stayed", "Locations", [section(text)], close="Close")


def compose_which_locations() -> Message:
    """Say how to ask for an account's places."""
    text = "For which account? `/drumbeat locations Acme` shows and changes its locations."
    return Message(text, [section(text)])
