"""What is pressed beside an account of the weekly message: done there, and nowhere else (NS-14)."""

from collections.abc import Callable

import pytest

from jobs.promise_lines import drop_in_message, read_line_promise, tick_in_message, untick_in_message
from jobs.rules.promise_lines import PromiseLine
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.brainstorms import add_brainstorm
from storage.commitments import add_commitments, list_commitments
from storage.database import Transaction
from storage.queue import read_message
from storage.records import Account, NudgeLine, Rep
from tests.builders import NOW, TODAY, a_line, a_message, a_rep, an_account

LONG_GONE = 2**31 - 1


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, rep_id=sam.id)


@pytest.fixture
def cake(transaction: Transaction, sam: Rep, acme: Account) -> int:
    """Sam has taken on to bring Acme a cake; returns that commitment's id."""
    talked = add_brainstorm(transaction, NewBrainstorm("C0", sam.id, "How?", 8, 4, NOW, NOW))
    idea_id = add_brainstorm_idea(transaction, talked.id, sam.id, "bring cake", NOW)
    assert idea_id is not None
    add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.ONCE)], NOW)
    return list_commitments(transaction, rep_id=sam.id)[0].id


@pytest.fixture
def line(transaction: Transaction, acme: Account) -> NudgeLine:
    return a_line(transaction, a_message(transaction), acme)


def tick(transaction: Transaction, rep: Rep, line: NudgeLine, commitment_id: int) -> bool:
    return tick_in_message(transaction, rep, line, commitment_id, NOW, today=TODAY)


def untick(transaction: Transaction, rep: Rep, line: NudgeLine, commitment_id: int) -> bool:
    return untick_in_message(transaction, rep, line, commitment_id, LONG_GONE)


def drop(transaction: Transaction, rep: Rep, line: NudgeLine, commitment_id: int) -> bool:
    return drop_in_message(transaction, rep, line, commitment_id, NOW)


def shown(transaction: Transaction, rep: Rep, line: NudgeLine) -> PromiseLine:
    promise = read_line_promise(transaction, rep, line, TODAY)
    assert promise is not None
    return promise


def test_what_is_pressed_is_done_and_noted(
    transaction: Transaction, sam: Rep, line: NudgeLine, cake: int
) -> None:
    assert tick(transaction, sam, line, cake)
    ticked = shown(transaction, sam, line).ticked
    assert ticked is not None
    assert ticked.tick_id is not None
    assert untick_in_message(transaction, sam, line, cake, ticked.tick_id)
    assert not shown(transaction, sam, line).answered
    assert drop(transaction, sam, line, cake)
    assert shown(transaction, sam, line).dropped
    assert drop_in_message(transaction, sam, line, cake, None)
    assert not shown(transaction, sam, line).answered


@pytest.mark.parametrize("press", [tick, untick, drop])
def test_what_is_pressed_in_the_wrong_place_does_nothing(
    transaction: Transaction,
    sam: Rep,
    line: NudgeLine,
    cake: int,
    press: Callable[[Transaction, Rep, NudgeLine, int], bool],
) -> None:
    """Beside another account, by somebody else, or for what is there no more."""
    message = a_message(transaction, "another")
    elsewhere = a_line(transaction, message, an_account(transaction, "Birch", rep_id=sam.id))
    dana = a_rep(transaction, "Dana", slack_id="U2")
    assert not press(transaction, sam, elsewhere, cake)
    assert not press(transaction, dana, line, cake)
    assert not press(transaction, sam, line, LONG_GONE)
    for each in (line, elsewhere):
        left = read_message(transaction, each.message_id)
        assert left is not None
        assert left.facts == message.facts, "nothing is noted"
    assert not shown(transaction, sam, line).answered
