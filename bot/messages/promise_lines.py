"""What somebody said they would do, beside a quiet account in their weekly message (NS-14)."""

from datetime import date

from bot.messages.blocks import Block, Element, Message, actions, button, quote, section, shorten
from bot.messages.commitments import (
    compose_log_hint,
    compose_place_menu,
    describe_suggestion,
    describe_ticked,
)
from jobs.rules.promise_lines import PromiseLine
from storage.brainstorm_records import Rhythm
from storage.records import LineState, NudgeLine

DO_IN_MESSAGE = "promise.tick"
DO_AT_PLACE = "promise.tick_place"
TAKE_BACK = "promise.untick"
DROP_IN_MESSAGE = "promise.drop"
KEEP_AFTER_ALL = "promise.take_up"
PLACES_IN_MESSAGE = "promise.locations"


def compose_promise_line(
    line: NudgeLine, promise: PromiseLine, today: date, log: str | None = None
) -> list[Block]:
    """Return what was promised with its buttons, or what became of it, beside the line of its account.

    What was ticked is no touch: as long as the line waits for one, that is said below it. `log` is the action
    of the button for that where the line itself, which has one, is not shown.
    """
    said = section(_describe_promise(promise, today), block_id=f"promise.{line.id}.said")
    buttons = _compose_buttons(line.id, promise)
    hint: list[Block] = []
    if promise.ticked is not None and line.state is LineState.OPEN:
        hint.append(compose_log_hint())
        if log is not None:
            account = promise.progress.commitment.account_name
            buttons.append(button("Log touch", log, line.id, label=f"Log touch for {account}"))
    # A menu is found again by it: which commitment, and beside which account.
    place = f"promise.{promise.progress.commitment.id}.{line.id}"
    return [said, *([actions(buttons, block_id=place)] if buttons else []), *hint]


def compose_promise_settled(line: NudgeLine, promise: PromiseLine, today: date, log: str) -> Message:
    """Say what became of a promise where the message itself could not be shown anew; `log` as above."""
    return Message("Done.", compose_promise_line(line, promise, today, log))


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
