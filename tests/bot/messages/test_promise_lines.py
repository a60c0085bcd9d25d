"""What a weekly message says beside an account of what was promised (NS-14)."""

import pytest

from bot.messages.blocks import Block
from bot.messages.promise_lines import compose_promise_line, compose_promise_settled
from jobs.rules.commitments import Progress, Ticked
from jobs.rules.promise_lines import PromiseLine
from storage.brainstorm_records import Commitment, Location, Rhythm
from storage.records import LineState, NudgeLine
from tests.builders import NOW, TODAY

LOG = "nudge.log"
HINT = "_Log touch_ also notes that you were in touch."
QUAY = Location(1, 1, "Quay")


def a_promise(rhythm: Rhythm = Rhythm.ONCE, *, ticked: bool = True) -> PromiseLine:
    taken = Commitment(7, 1, 1, 1, "Sam", 1, "Acme", "visit every store", rhythm, None, NOW, None)
    places = (QUAY,) if rhythm is Rhythm.LOCATIONS else ()
    progress = Progress(taken, 1, 1, known=places)
    return PromiseLine(progress, Ticked(progress, places, tick_id=5) if ticked else None)


def a_line(state: LineState = LineState.OPEN) -> NudgeLine:
    return NudgeLine(3, 1, 1, 1, {}, state)


def action_ids(blocks: list[Block]) -> list[str]:
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return [each["action_id"] for row in rows for each in row]


@pytest.mark.parametrize("rhythm", [Rhythm.ONCE, Rhythm.LOCATIONS])
def test_what_was_ticked_is_no_touch(rhythm: Rhythm) -> None:
    """Home says so, and the weekly message did not; the button for it stands beside the account."""
    blocks = compose_promise_line(a_line(), a_promise(rhythm), TODAY)
    assert HINT in str(blocks[-1])
    assert LOG not in action_ids(blocks)


@pytest.mark.parametrize("state", [each for each in LineState if each is not LineState.OPEN])
def test_an_account_that_waits_for_no_touch_has_no_hint(state: LineState) -> None:
    """Its line has no button for one, and one that was logged is noted."""
    assert HINT not in str(compose_promise_line(a_line(state), a_promise(), TODAY))
    assert LOG not in action_ids(compose_promise_settled(a_line(state), a_promise(), TODAY, LOG).blocks)


def test_what_is_still_to_do_has_no_hint() -> None:
    assert HINT not in str(compose_promise_line(a_line(), a_promise(ticked=False), TODAY))


def test_beside_the_message_the_button_comes_along() -> None:
    blocks = compose_promise_settled(a_line(), a_promise(), TODAY, LOG).blocks
    assert action_ids(blocks) == ["promise.untick", LOG]
    assert HINT in str(blocks[-1])
