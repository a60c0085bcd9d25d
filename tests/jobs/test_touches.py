"""Logging, taking back and correcting, and until when an account is good."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.accounts import settle_line_logged
from jobs.rules.touches import TouchDraft
from jobs.touches import (
    SAME_WORDS_WINDOW,
    NotYours,
    correct_touch,
    describe_logged,
    log_touch,
    set_touch_kind,
    set_touch_undone,
)
from storage.accounts import read_account
from storage.database import Transaction
from storage.nudge_lines import read_line
from storage.records import Account, Clock, Kind, LineState, NudgeLine, Rep, Touch
from storage.touches import read_touch
from tests.builders import NOW, TODAY, a_line, a_message, a_rep, a_touch, an_account, days_before

CALLED = TouchDraft("called", TODAY)


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def dana(transaction: Transaction) -> Rep:
    return a_rep(transaction, "Dana", slack_id="U2")


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, rep_id=sam.id)


def found(transaction: Transaction, touch_id: int) -> Touch:
    touch = read_touch(transaction, touch_id)
    assert touch is not None
    return touch


def test_a_touch_restarts_the_clock_from_its_own_day(
    transaction: Transaction, sam: Rep, acme: Account
) -> None:
    """Complaint 1, rule NS-2."""
    logged = log_touch(transaction, sam, acme, TouchDraft("called", days_before(3)), NOW)
    assert logged.good_until == days_before(3) + timedelta(days=30)
    older = log_touch(transaction, sam, acme, TouchDraft("met", days_before(20)), NOW)
    assert older.good_until == logged.good_until


@pytest.mark.parametrize("kind", [Kind.SELLING, Kind.SCHEDULING])
def test_what_is_not_attention_restarts_no_clock_unless_the_team_wants_it(
    transaction: Transaction, sam: Rep, acme: Account, kind: Kind
) -> None:
    """Rules NS-1 and NS-2, decision 2."""
    draft = TouchDraft("sent the quote", TODAY, kind)
    assert log_touch(transaction, sam, acme, draft, NOW).good_until is None
    other = TouchDraft("sent another", TODAY, kind)
    anything = log_touch(transaction, sam, acme, other, NOW, clock=Clock.ANY)
    assert anything.good_until == TODAY + timedelta(days=30)


def test_the_same_words_so_soon_are_the_same_touch(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Complaints 13 and 14."""
    first = log_touch(transaction, sam, acme, CALLED, NOW)
    soon = NOW + SAME_WORDS_WINDOW - timedelta(seconds=1)
    again = log_touch(transaction, sam, acme, CALLED, soon)
    assert (again.touch_id, again.again, again.good_until) == (first.touch_id, True, first.good_until)
    assert not log_touch(transaction, sam, acme, CALLED, soon, even_if_same=True).again
    later = NOW + 2 * SAME_WORDS_WINDOW
    assert not log_touch(transaction, sam, acme, CALLED, later).again


def test_a_request_is_logged_once(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Complaint 13."""
    first = log_touch(transaction, sam, acme, CALLED, NOW, request="trigger")
    later = NOW + timedelta(hours=1)
    again = log_touch(transaction, sam, acme, CALLED, later, request="trigger")
    assert (again.touch_id, again.again) == (first.touch_id, True)


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (TODAY, NOW),
        (days_before(1), datetime(2026, 3, 3, 20, 0, tzinfo=UTC)),
    ],
)
def test_another_day_counts_as_its_noon_where_the_rep_is(
    transaction: Transaction, acme: Account, day: date, at: datetime
) -> None:
    """Complaint 9."""
    rep = a_rep(transaction, "West", slack_id="U3", zone="America/Los_Angeles")
    logged = log_touch(transaction, rep, acme, TouchDraft("called", day), NOW)
    assert found(transaction, logged.touch_id).at == at


def test_undo_and_put_back(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Complaint 17."""
    touch_id = log_touch(transaction, sam, acme, CALLED, NOW).touch_id
    undone = set_touch_undone(transaction, sam, touch_id, undone=True, now=NOW)
    assert isinstance(undone, Touch)
    assert found(transaction, touch_id).undone
    assert (
        describe_logged(transaction, undone, acme, rep=sam, clock=Clock.ATTENTION, now=NOW).good_until is None
    )
    set_touch_undone(transaction, sam, touch_id, undone=False, now=NOW)
    assert not found(transaction, touch_id).undone


@pytest.fixture
def line(transaction: Transaction, acme: Account) -> NudgeLine:
    return a_line(transaction, a_message(transaction), acme)


def state_of(transaction: Transaction, line: NudgeLine) -> LineState:
    now_reads = read_line(transaction, line.id)
    assert now_reads is not None
    return now_reads.state


def test_the_line_of_a_nudge_follows_its_touch(
    transaction: Transaction, sam: Rep, acme: Account, line: NudgeLine
) -> None:
    touch_id = log_touch(transaction, sam, acme, CALLED, NOW).touch_id
    settle_line_logged(transaction, line.id, acme.id, touch_id, note="called", now=NOW)
    set_touch_undone(transaction, sam, touch_id, undone=True, now=NOW)
    assert state_of(transaction, line) is LineState.OPEN
    set_touch_undone(transaction, sam, touch_id, undone=False, now=NOW)
    assert state_of(transaction, line) is LineState.LOGGED
    draft = TouchDraft("called the buyer", TODAY)
    correct_touch(transaction, sam, touch_id, draft, NOW, account_id=acme.id)
    assert state_of(transaction, line) is LineState.LOGGED
    other = an_account(transaction, "Other")
    correct_touch(transaction, sam, touch_id, draft, NOW, account_id=other.id)
    assert state_of(transaction, line) is LineState.OPEN


def test_a_correction_changes_everything(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Complaint 17."""
    touch = a_touch(transaction, acme, days_ago=3, rep=sam)
    other = an_account(transaction, "Other")
    draft = TouchDraft(
        "met", days_before(3), Kind.SELLING, "Kim", "Mill Street", ("Borg",), order_placed=True
    )
    changed = correct_touch(transaction, sam, touch.id, draft, NOW, account_id=other.id)
    assert isinstance(changed, Touch)
    assert (changed.account_id, changed.note, changed.kind) == (other.id, "met", Kind.SELLING)
    assert (changed.with_whom, changed.place, changed.lines) == ("Kim", "Mill Street", ("Borg",))
    assert changed.order_placed
    assert changed.at == touch.at
    moved = correct_touch(transaction, sam, touch.id, TouchDraft("met", TODAY), NOW, account_id=other.id)
    assert isinstance(moved, Touch)
    assert moved.at == NOW


def test_the_answer_about_a_sale_is_kept(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Rule NS-1."""
    touch_id = log_touch(
        transaction, sam, acme, TouchDraft("quote", TODAY, Kind.SELLING), NOW, ask_kind=True
    ).touch_id
    settled = set_touch_kind(transaction, sam, touch_id, Kind.ATTENTION)
    assert isinstance(settled, Touch)
    assert found(transaction, touch_id).kind is Kind.ATTENTION


def test_a_touch_of_somebody_else_is_left_alone(
    transaction: Transaction, sam: Rep, dana: Rep, acme: Account
) -> None:
    touch = a_touch(transaction, acme, rep=sam)
    for refused in (
        set_touch_undone(transaction, dana, touch.id, undone=True, now=NOW),
        correct_touch(transaction, dana, touch.id, CALLED, NOW, account_id=acme.id),
        set_touch_kind(transaction, dana, touch.id, Kind.SELLING),
    ):
        assert isinstance(refused, NotYours)
        assert refused.touch.rep_name == "Sam Lee"
    assert found(transaction, touch.id) == touch


def test_a_touch_that_is_not_there(transaction: Transaction, sam: Rep, acme: Account) -> None:
    assert set_touch_undone(transaction, sam, 99, undone=True, now=NOW) is None
    assert correct_touch(transaction, sam, 99, CALLED, NOW, account_id=acme.id) is None
    assert set_touch_kind(transaction, sam, 99, Kind.SELLING) is None


def test_a_new_touch_ends_a_snooze(transaction: Transaction, sam: Rep) -> None:
    """Complaint 12."""
    borg = an_account(transaction, "Borg", rep_id=sam.id, snoozed_until=TODAY + timedelta(days=30))
    log_touch(transaction, sam, borg, CALLED, NOW)
    woken = read_account(transaction, borg.id)
    assert woken is not None
    assert woken.snoozed_until is None
