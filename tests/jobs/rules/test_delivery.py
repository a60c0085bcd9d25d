"""What follows from an attempt to deliver."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.delivery import (
    LONGEST_PAUSE,
    MOST_TRIES,
    SETTLING,
    AskedToWait,
    Broken,
    Finish,
    NotPosted,
    Posted,
    Refused,
    ShutOut,
    TryAgain,
    Unclear,
    decide_after_attempt,
    decide_after_search,
    decide_before_sending,
    find_pause,
)
from storage.records import QueuedMessage, QueueState
from tests.builders import NOW

LATE = NOW + timedelta(days=3)


def a_try(tries: int = 1, *, attempted: bool = False) -> QueuedMessage:
    return QueuedMessage(
        key="k",
        kind="nudge",
        recipient="U1",
        facts={},
        due_at=NOW,
        useful_until=NOW + timedelta(days=2),
        id=1,
        workspace=1,
        tries=tries,
        attempted_at=NOW if attempted else None,
    )


def test_a_message_that_comes_too_late_is_not_sent() -> None:
    assert decide_before_sending(a_try(), NOW) is None
    assert decide_before_sending(a_try(), LATE) == Finish(
        QueueState.DROPPED, "It came too late to be useful."
    )


def test_a_late_message_in_doubt_is_looked_up_first() -> None:
    assert decide_before_sending(a_try(attempted=True), LATE) is None


def test_a_message_that_was_found_is_done() -> None:
    assert decide_after_search(a_try(attempted=True), Posted("D1", "1.2"), LATE) == Finish(QueueState.DONE)


def test_a_message_that_is_not_there_is_sent_again_once_slack_has_settled() -> None:
    message = a_try(attempted=True)
    early = decide_after_search(message, NotPosted(), NOW + SETTLING / 2)
    assert early == TryAgain(NOW + SETTLING, "Slack may still show the first attempt.", sent_perhaps=True)
    assert decide_after_search(message, NotPosted(), NOW + SETTLING) is None
    late = decide_after_search(message, NotPosted(), LATE)
    assert late == Finish(QueueState.DROPPED, "It came too late to be useful.")


def test_a_search_without_an_attempt_counts_from_now() -> None:
    assert isinstance(decide_after_search(a_try(), NotPosted(), NOW), TryAgain)


def test_what_can_not_be_looked_up_is_asked_again_and_given_up_when_stale() -> None:
    message = a_try(attempted=True)
    again = decide_after_search(message, Unclear("503"), NOW)
    assert again == TryAgain(NOW + find_pause(1), "503", sent_perhaps=True)
    late = decide_after_search(message, Unclear("503"), LATE)
    assert isinstance(late, Finish)
    assert late.state is QueueState.PARKED
    assert "503" in (late.reason or "")


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        (Posted("D1", "1.2"), Finish(QueueState.DONE)),
        (Refused("no"), Finish(QueueState.PARKED, "no")),
        (
            AskedToWait(30),
            TryAgain(NOW + timedelta(seconds=30), "Slack asked to wait.", sent_perhaps=False),
        ),
        (AskedToWait(0), TryAgain(NOW + timedelta(seconds=1), "Slack asked to wait.", sent_perhaps=False)),
        (ShutOut("token"), TryAgain(NOW + find_pause(1), "token", sent_perhaps=False)),
        (Unclear("lost"), TryAgain(NOW + find_pause(1), "lost", sent_perhaps=True)),
        (Broken("KeyError"), TryAgain(NOW + find_pause(1), "KeyError", sent_perhaps=True)),
    ],
)
def test_what_follows_from_an_attempt(outcome: object, step: Finish | TryAgain) -> None:
    assert decide_after_attempt(a_try(), outcome, NOW) == step  # type: ignore[arg-type]


def test_an_outage_is_waited_out() -> None:
    """Twenty minutes without Slack on a Monday cost a rep the whole week's message."""
    for tries in (MOST_TRIES, 3 * MOST_TRIES):
        assert isinstance(decide_after_attempt(a_try(tries), Unclear("lost"), NOW), TryAgain)


def test_after_enough_tries_our_own_mistake_is_given_up() -> None:
    outcome = Broken("KeyError")
    assert isinstance(decide_after_attempt(a_try(MOST_TRIES - 1), outcome, NOW), TryAgain)
    assert decide_after_attempt(a_try(MOST_TRIES), outcome, NOW) == Finish(
        QueueState.PARKED, f"Given up after {MOST_TRIES} tries: {outcome.reason}"
    )


def test_our_own_mistake_does_not_settle_an_earlier_doubt() -> None:
    step = decide_after_attempt(a_try(attempted=True), Broken("KeyError"), NOW)
    assert isinstance(step, TryAgain)
    assert step.sent_perhaps


@given(st.integers(0, 500))
def test_pauses_grow_and_stay_bearable(tries: int) -> None:
    assert timedelta(seconds=10) <= find_pause(tries) <= find_pause(tries + 1) <= LONGEST_PAUSE


@given(
    tries=st.integers(1, 30),
    attempted=st.booleans(),
    outcome=st.sampled_from(
        [Posted("D", "1"), Refused("r"), AskedToWait(-5), ShutOut("s"), Unclear("u"), Broken("b")]
    ),
)
def test_every_attempt_ends_or_is_made_again_later(tries: int, attempted: bool, outcome: Posted) -> None:
    step = decide_after_attempt(a_try(tries, attempted=attempted), outcome, NOW)
    assert isinstance(step, Finish) or step.at > NOW
