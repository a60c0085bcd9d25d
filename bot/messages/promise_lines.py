"""What somebody said they would do, beside a quiet account in their weekly message (NS-14)."""

from datetime import date

from bot.messages.blocks import Block, Element, Message, actions, button, quote, section, shorten
from bot.messages.commitments import compose_place_menu, describe_suggestion, describe_ticked
from jobs.rules.promise_lines import PromiseLine
from storage.brainstorm_records import Rhythm

DO_IN_MESSAGE = "promise.tick"
DO_AT_PLACE = "promise.tick_place"
TAKE_BACK = "promise.untick"
DROP_IN_MESSAGE = "promise.drop"
KEEP_AFTER_ALL = "promise.take_up"
PLACES_IN_MESSAGE = "promise.locations"


def compose_promise_line(line_id: int, promise: PromiseLine, today: date) -> list[Block]:
    """Return what was promised with its buttons, or what became of it; `line_id` is that of its account."""
    said = section(_describe_promise(promise, today), block_id=f"promise.{line_id}.said")
    buttons = _compose_buttons(line_id, promise)
    # A menu is found again by it: which commitment, and beside which account.
    place = f"promise.{promise.progress.commitment.id}.{line_id}"
    return [said, actions(buttons, block_id=place)] if buttons else [said]


def compose_promise_settled(line_id: int, promise: PromiseLine, today: date) -> Message:
    """Say what became of a promise where the message itself could not be shown anew."""
    return Message("Done.", compose_promise_line(line_id, promise, today))


def _describe_promise(promise: PromiseLine, today: date) -> str:
    taken = promise.progress.commitment
    if promise.dropped:
        return f"Off your list: “{quote(taken.text, 200)}”."
    if promise.ticked is None:
        return describe_suggestion(promise.progress, today)
    # How long ago it was last done is old by the time at which the message is read again.
    return (
        describe_ticked(promise.ticked, today)
        if promise.ticked.places
        else f"✓ “{quote(taken.text, 200)}”: done."
    )


def _compose_buttons(line_id: int, promise: PromiseLine) -> list[Element]:
    progress = promise.progress
    taken = progress.commitment
    value = {"commitment": taken.id, "line": line_id}
    label = shorten(f"{taken.text}, {taken.account_name}", 60)
    if promise.dropped:
        return [button("Put it back", KEEP_AFTER_ALL, value, label=f"Put it back: {label}")]
    menu = [compose_place_menu(progress.waiting, DO_AT_PLACE)] if progress.waiting else []
    if promise.ticked is not None:
        undo = {**value, "tick": promise.ticked.tick_id}
        back = [] if undo["tick"] is None else [button("Undo", TAKE_BACK, undo, label=f"Undo: {label}")]
        return [*back, *menu]
    drop = button("Drop it", DROP_IN_MESSAGE, value, label=f"Drop: {label}")
    if taken.rhythm is Rhythm.LOCATIONS:
        places = button("Locations", PLACES_IN_MESSAGE, {"line": line_id}, label=f"Locations: {label}")
        return [*menu, places, drop]
    return [button("Done", DO_IN_MESSAGE, value, label=f"Done: {label}"), drop]
