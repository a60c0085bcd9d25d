"""What follows from an attempt to deliver."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.delivery import (
    A_MOMENT,
    LONGEST_PAUSE,
    MOST_TRIES,
    SETTLING,
    STILL_FRESH,
    Absent,
    AskedToWait,
    Broken,
    Budget,
    Closed,
    Finish,
    Gone,
    Holds,
    NoConversation,
    NotPosted,
    Posted,
    Refused,
    ShutOut,
    TryAgain,
    Unclear,
    decide_after_attempt,
    decide_after_delay,
    decide_after_search,
    decide_before_sending,
    decide_without_conversation,
    find_pause,
    is_call_fresh,
    spread_pause,
)
from storage.records import QueuedMessage, QueueState
from tests.builders import NOW

LATE = NOW + timedelta(days=3)


def a_try(
    tries: int = 1, *, attempted: bool = False, failures: int = 0, reason: str | None = None
) -> QueuedMessage:
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
        failures=failures,
        reason=reason,
        attempted_at=NOW if attempted else None,
    )


USELESS = a_try().useful_until
SOON = NOW + spread_pause(a_try())


def test_a_message_that_comes_too_late_is_not_sent() -> None:
    assert decide_before_sending(a_try(), NOW) is None
    assert decide_before_sending(a_try(), LATE) == Finish(
        QueueState.DROPPED, "It came too late to be useful."
    )


def test_what_stood_in_its_way_until_it_was_too_late_is_told() -> None:
    """Slack had refused the token for two days, and the week's messages were gone without a word."""
    step = decide_before_sending(a_try(reason="The token was revoked."), LATE)
    assert step == Finish(QueueState.PARKED, "It came too late to be useful: The token was revoked.")


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


def test_a_search_slack_holds_up_waits_as_long_as_it_says() -> None:
    message = a_try(attempted=True)
    again = decide_after_search(message, AskedToWait(60), NOW)
    assert again == TryAgain(NOW + timedelta(seconds=60), "Slack asked to wait.", sent_perhaps=True)
    late = decide_after_search(message, AskedToWait(60), LATE)
    assert isinstance(late, Finish)
    assert late.state is QueueState.PARKED


def test_a_conversation_that_did_not_open_leaves_no_doubt() -> None:
    for outcome in (Unclear("503"), Broken("KeyError"), AskedToWait(3)):
        step = decide_without_conversation(a_try(attempted=True), outcome, NOW)
        assert isinstance(step, TryAgain)
        assert not step.sent_perhaps
    assert decide_without_conversation(a_try(), Gone("left"), NOW) == Finish(QueueState.DROPPED, "left")


def test_a_call_that_was_held_up_is_not_made() -> None:
    """A laptop slept between the note and the call: meanwhile another process had sent the message."""
    assert is_call_fresh(NOW, NOW + STILL_FRESH)
    assert not is_call_fresh(NOW, NOW + STILL_FRESH + A_MOMENT)
    assert not is_call_fresh(NOW, NOW - STILL_FRESH - A_MOMENT)
    again = decide_after_delay(a_try(), NOW)
    assert (again.at, again.sent_perhaps, again.failed) == (NOW + A_MOMENT, False, False)


def test_slack_holds_back_a_budget_in_one_workspace_and_no_more() -> None:
    holds, message = Holds(), a_try()
    asked = decide_after_attempt(message, AskedToWait(30), NOW)
    holds.note(message, Budget.OPENING, AskedToWait(30), asked, NOW)
    assert holds.find(message, Budget.OPENING, NOW) == asked
    assert holds.find(message, Budget.OPENING, NOW + timedelta(seconds=30)) is None
    assert holds.find(message, Budget.LOOKING_UP, NOW) is None
    assert holds.find(message, Budget.EVERYTHING, NOW) is None
    assert holds.find(replace(message, workspace=2), Budget.OPENING, NOW) is None
    doubtful = holds.find(replace(message, attempted_at=NOW), Budget.OPENING, NOW)
    assert doubtful is not None
    assert doubtful.sent_perhaps


def held_back(holds: Holds, message: QueuedMessage, seconds: float, now: datetime = NOW) -> None:
    asked = AskedToWait(seconds)
    holds.note(message, Budget.POSTING, asked, decide_after_attempt(message, asked, now), now)


def test_a_post_that_has_to_wait_holds_up_nobody_else() -> None:
    """Slack's limit of a channel: the messages of one person wait for each other anyway."""
    holds, message = Holds(), a_try()
    for outcome in (AskedToWait(30), Unclear("503"), Posted("D1", "1.2")):
        step = decide_after_attempt(message, outcome, NOW)
        holds.note(message, Budget.POSTING, outcome, step, NOW)
    held_back(holds, message, 30)
    assert holds.find(message, Budget.POSTING, NOW) is None
    later = NOW + timedelta(seconds=30)
    held_back(holds, replace(message, recipient="U2"), 30, later)
    assert holds.find(message, Budget.POSTING, later) is None


def test_two_people_whose_posts_have_to_wait_hold_up_their_workspace_and_no_other() -> None:
    """Slack's limit of a workspace: it asked to wait for 30 seconds, and got 12,000 posts in 20 minutes."""
    holds, message = Holds(), a_try()
    held_back(holds, message, 30)
    held_back(holds, replace(message, recipient="U2"), 20)
    held = holds.find(replace(message, recipient="U3"), Budget.POSTING, NOW)
    assert held is not None
    assert held.at == NOW + timedelta(seconds=20)
    assert holds.find(message, Budget.POSTING, NOW + timedelta(seconds=20)) is None
    assert holds.find(replace(message, workspace=2), Budget.POSTING, NOW) is None


def test_a_message_whose_worker_ends_again_and_again_is_given_up() -> None:
    """One that crashed its process was tried forty times, and would have been for ever."""
    assert decide_before_sending(replace(a_try(), deaths=MOST_TRIES - 1), NOW) is None
    step = decide_before_sending(replace(a_try(), deaths=MOST_TRIES), NOW)
    assert step == Finish(QueueState.PARKED, "Given up: the bot ended 8 times while at it.")


def test_a_bot_that_is_shut_out_asks_with_one_message_at_a_time() -> None:
    holds, message = Holds(), a_try()
    shut_out = ShutOut("token")
    holds.note(message, Budget.OPENING, shut_out, decide_after_attempt(message, shut_out, NOW), NOW)
    assert holds.find(message, Budget.EVERYTHING, NOW) is not None


def test_a_search_without_an_attempt_counts_from_now() -> None:
    assert isinstance(decide_after_search(a_try(), NotPosted(), NOW), TryAgain)


def test_what_can_not_be_looked_up_is_asked_again_and_given_up_when_stale() -> None:
    message = a_try(attempted=True)
    again = decide_after_search(message, Unclear("503"), NOW)
    assert again == TryAgain(NOW + spread_pause(message), "503", sent_perhaps=True)
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
        (AskedToWait(7200), TryAgain(NOW + timedelta(hours=2), "Slack asked to wait.", sent_perhaps=False)),
        (AskedToWait(9e8), TryAgain(USELESS + A_MOMENT, "Slack asked to wait.", sent_perhaps=False)),
        (Gone("left"), Finish(QueueState.DROPPED, "left")),
        (Closed("archived"), TryAgain(NOW + LONGEST_PAUSE, "archived", sent_perhaps=False)),
        (ShutOut("token"), TryAgain(SOON, "token", sent_perhaps=False)),
        (Absent(), TryAgain(SOON, "", sent_perhaps=False)),
        (Unclear("lost"), TryAgain(SOON, "lost", sent_perhaps=True)),
        (Broken("KeyError"), TryAgain(SOON, "KeyError", sent_perhaps=True, failed=True)),
        (
            NoConversation("none"),
            TryAgain(SOON, "none", sent_perhaps=False, failed=True, forget_channel=True),
        ),
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
    assert isinstance(decide_after_attempt(a_try(failures=MOST_TRIES - 2), outcome, NOW), TryAgain)
    assert decide_after_attempt(a_try(failures=MOST_TRIES - 1), outcome, NOW) == Finish(
        QueueState.PARKED, f"Given up after {MOST_TRIES} tries: {outcome.reason}"
    )


def test_what_slack_did_is_not_counted_as_our_mistake() -> None:
    """Seven times Slack had asked to wait, then the database was away for a moment: the message was lost."""
    assert isinstance(decide_after_attempt(a_try(3 * MOST_TRIES), Broken("KeyError"), NOW), TryAgain)


def test_our_own_mistake_does_not_settle_an_earlier_doubt() -> None:
    step = decide_after_attempt(a_try(attempted=True), Broken("KeyError"), NOW)
    assert isinstance(step, TryAgain)
    assert step.sent_perhaps


@given(st.integers(0, 500))
def test_pauses_grow_and_stay_bearable(tries: int) -> None:
    messages = [replace(a_try(tries), token=str(number)) for number in range(5)]
    pauses = {spread_pause(message) for message in messages}
    assert len(pauses) == 5
    assert all(find_pause(tries) * 2 / 3 <= pause <= find_pause(tries) for pause in pauses)
    assert timedelta(seconds=10) <= find_pause(tries) <= find_pause(tries + 1) <= LONGEST_PAUSE


@given(
    tries=st.integers(1, 30),
    attempted=st.booleans(),
    outcome=st.sampled_from(
        [
            Posted("D", "1"),
            Refused("r"),
            Gone("g"),
            Closed("c"),
            NoConversation("n"),
            AskedToWait(-5),
            AskedToWait(9e8),
            ShutOut("s"),
            Absent(),
            Unclear("u"),
            Broken("b"),
        ]
    ),
)
def test_every_attempt_ends_or_is_made_again_later(tries: int, attempted: bool, outcome: Posted) -> None:
    step = decide_after_attempt(a_try(tries, attempted=attempted), outcome, NOW)
    assert isinstance(step, Finish) or NOW < step.at <= USELESS + A_MOMENT
