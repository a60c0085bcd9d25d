"""What people said they would do, as their weekly message has it: pressed there, and shown anew (NS-14)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jobs.commitments import (
    choose_suggestions,
    drop_own,
    measure_commitments,
    read_progress_of,
    tick_at,
    tick_commitment,
    untick_commitment,
)
from jobs.rules.commitments import Progress
from jobs.rules.promise_lines import (
    Answer,
    PromiseLine,
    add_answer,
    find_tick,
    read_answers,
    settle_promise,
)
from storage.commitment_ticks import list_ticks
from storage.commitments import read_commitment
from storage.database import Transaction
from storage.nudge_lines import read_line
from storage.queue import change_facts, read_message
from storage.records import NudgeLine, Rep


def find_line_of(transaction: Transaction, rep: Rep, line_id: int) -> NudgeLine | None:
    """Return a line if it stands in a message to this person; a button's value could be anybody's."""
    line = read_line(transaction, line_id)
    message = None if line is None else read_message(transaction, line.message_id)
    return line if message is not None and message.recipient == rep.slack_id else None


def read_promise_lines(
    transaction: Transaction, rep_id: int, account_ids: Sequence[int], facts: Mapping[str, Any], today: date
) -> dict[int, PromiseLine]:
    """Return what a message with these facts shows of promises, by account."""
    suggested = choose_suggestions(transaction, rep_id, account_ids, today)
    answers = read_answers(facts)
    pressed = _measure_pressed(transaction, rep_id, answers)
    ticks = list_ticks(transaction, [each.commitment.id for each in pressed.values()]) if pressed else ()
    own = read_progress_of(transaction, rep_id, list(pressed)) if pressed else ()
    owned = {each.commitment.id for each in own}
    settled = {
        each: settle_promise(
            suggested.get(each),
            pressed.get(each),
            find_tick(ticks, answers[each]) if each in pressed else None,
            today,
            owned=each in pressed and answers[each].commitment_id in owned,
        )
        for each in account_ids
    }
    return {account_id: each for account_id, each in settled.items() if each is not None}


def read_line_promise(transaction: Transaction, rep: Rep, line: NudgeLine, today: date) -> PromiseLine | None:
    """Return what the message of a line shows of a promise beside it."""
    message = read_message(transaction, line.message_id)
    facts = {} if message is None else message.facts
    return read_promise_lines(transaction, rep.id, [line.account_id], facts, today).get(line.account_id)


def _measure_pressed(
    transaction: Transaction, rep_id: int, answers: Mapping[int, Answer]
) -> dict[int, Progress]:
    found = [read_commitment(transaction, each.commitment_id) for each in answers.values()]
    theirs = [each for each in found if each is not None and each.rep_id == rep_id]
    return {each.commitment.account_id: each for each in measure_commitments(transaction, theirs)}


def tick_in_message(
    transaction: Transaction,
    rep: Rep,
    line: NudgeLine,
    commitment_id: int,
    now: datetime,
    *,
    today: date,
    location_id: int | None = None,
) -> bool:
    """Tick what somebody took on from their weekly message; returns whether it is theirs to tick."""

    def tick() -> Answer | None:
        if location_id is None:
            done = tick_commitment(transaction, rep, commitment_id, today, now)
        else:
            done = tick_at(transaction, rep, commitment_id, location_id, today, now=now)
        return None if done is None else Answer(commitment_id, done.tick_id)

    return _answer_beside(transaction, line, commitment_id, tick)


def untick_in_message(
    transaction: Transaction, rep: Rep, line: NudgeLine, commitment_id: int, tick_id: int
) -> bool:
    """Take a tick of the weekly message back; returns whether it is theirs to take back."""

    def untick() -> Answer | None:
        left = untick_commitment(transaction, rep, commitment_id, tick_id)
        return None if left is None else Answer(commitment_id)

    return _answer_beside(transaction, line, commitment_id, untick)


def drop_in_message(
    transaction: Transaction, rep: Rep, line: NudgeLine, commitment_id: int, dropped_at: datetime | None
) -> bool:
    """Drop what somebody took on from their weekly message, or, with None, take it on again, likewise."""

    def drop() -> Answer | None:
        found = drop_own(transaction, rep, commitment_id, dropped_at)
        return None if found is None else Answer(commitment_id)

    return _answer_beside(transaction, line, commitment_id, drop)


def _answer_beside(
    transaction: Transaction, line: NudgeLine, commitment_id: int, answer: Callable[[], Answer | None]
) -> bool:
    """Do what was pressed and note in the message what came of it; returns whether anything did.

    Nothing does where what was taken on is for another account than that beside which it was pressed.
    """
    found = read_commitment(transaction, commitment_id)
    if found is None or found.account_id != line.account_id:
        return False
    answered = answer()
    if answered is None:
        return False
    message = read_message(transaction, line.message_id)
    if message is not None:
        change_facts(transaction, message.id, add_answer(message.facts, line.account_id, answered))
    return True
