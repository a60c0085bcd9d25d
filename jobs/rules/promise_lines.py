"""What a weekly message shows of a promise, once a button beside it was pressed. Pure (NS-14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jobs.rules.commitments import Progress, Ticked
from storage.brainstorm_records import Tick

ANSWERS = "promises"
"""Of a message's facts, by account: the commitment that was pressed there, and the tick that came of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody has pressed beside an account of a message."""

    commitment_id: int
    tick_id: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What somebody said they would do for an account, and what became of it in the message."""

    progress: Progress
    ticked: Ticked | None = None
    """What was ticked there."""

    @property
    def dropped(self) -> bool:
        return self.progress.commitment.dropped_at is not None

    @property
    def answered(self) -> bool:
        return self.dropped or self.ticked is not None


def read_answers(facts: Mapping[str, Any]) -> dict[int, Answer]:
    """Return what was pressed in a message, by account."""
    return {int(account_id): Answer(*answer) for account_id, answer in facts.get(ANSWERS, {}).items()}


def add_answer(facts: Mapping[str, Any], account_id: int, answer: Answer) -> dict[str, Any]:
    """Return a message's facts with what was pressed last beside an account."""
    before = facts.get(ANSWERS, {})
    return {**facts, ANSWERS: {**before, str(account_id): [answer.commitment_id, answer.tick_id]}}


def settle_promise(
    suggested: Progress | None, pressed: Progress | None, tick: Tick | None, today: date, *, owned: bool
) -> PromiseLine | None:
    """Return what a message shows beside an account; `tick` is what a press there has left, if anything.

    What was pressed stays what is shown, so that it can be taken back; taken back, it is offered as before.
    What was done elsewhere on the same day has nothing to take back there.
    """
    if pressed is not None and pressed.commitment.dropped_at is not None:
        return PromiseLine(pressed)
    if pressed is not None and tick is not None:
        places = tuple(each for each in pressed.known if each.id == tick.location_id)
        return PromiseLine(pressed, Ticked(pressed, places, tick_id=tick.id))
    if pressed is not None and owned:
        return PromiseLine(pressed, None if pressed.is_due(today) else Ticked(pressed))
    return None if suggested is None else PromiseLine(suggested)


def find_tick(ticks: Iterable[Tick], answer: Answer) -> Tick | None:
    """Return the tick that a press has left, if nobody has taken it back since."""
    return next((each for each in ticks if each.id == answer.tick_id), None)
