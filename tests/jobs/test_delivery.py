"""Each message stands in Slack once, whatever goes wrong (complaint 13), and none stops another."""

import logging
from datetime import datetime, timedelta

import pytest

from jobs.delivery import Refresher, deliver_due
from jobs.nudges import KIND as WEEKLY_NUDGE
from jobs.people import WELCOME
from jobs.rules.delivery import (
    MOST_TRIES,
    SETTLING,
    AskedToWait,
    Gone,
    NoConversation,
    Refused,
    ShutOut,
    Unclear,
)
from jobs.schedule import delete_old_messages, deliver_all
from storage.database import Database, Transaction
from storage.queue import claim_due, enqueue, list_known_keys, list_parked, read_message
from storage.records import QueuedMessage, QueueState, Workspace
from tests.builders import NOW, a_message, a_new_message, a_workspace
from tests.fakes import Clock, FakeMessenger


@pytest.fixture
def slack() -> FakeMessenger:
    return FakeMessenger()


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


class Office:
    """The delivery at work on one database."""

    def __init__(self, books: Database, workspace: Workspace, slack: FakeMessenger, clock: Clock) -> None:
        self.books, self.workspace, self.slack, self.clock = books, workspace, slack, clock
        self.refreshers: dict[str, Refresher] = {}
        self.arrived: list[str] = []

    def queue(self, key: str, **facts: object) -> QueuedMessage:
        with self.books.transaction(self.workspace.id) as transaction:
            return a_message(transaction, key, **facts)

    def deliver(self, **later: float) -> dict[str, int]:
        """Let some time pass, deliver what is due, and return the count of what happened."""
        self.clock.moment += timedelta(**later)
        count = deliver_due(
            self.books,
            self.slack,
            self.refreshers,
            arrivals={"nudge": lambda _transaction, message, _now: self.arrived.append(message.key)},
            now=self.clock,
            owner="me",
        )
        numbers = {
            "sent": count.sent,
            "dropped": count.dropped,
            "parked": count.parked,
            "postponed": count.postponed,
        }
        assert count.handled == sum(numbers.values())
        return {name: number for name, number in numbers.items() if number}

    def state(self, message: QueuedMessage) -> QueuedMessage:
        with self.books.reading(self.workspace.id) as reader:
            found = read_message(reader, message.id)
        assert found is not None
        return found

    def given_up(self) -> list[tuple[str, str | None]]:
        with self.books.reading(self.workspace.id) as reader:
            return [(each.key, each.reason) for each in list_parked(reader)]


@pytest.fixture
def office(sqlite_books: Database, slack: FakeMessenger, clock: Clock) -> Office:
    return Office(sqlite_books, a_workspace(sqlite_books), slack, clock)


def test_what_is_due_is_sent_once_and_what_is_not_waits(
    books: Database, workspace: Workspace, slack: FakeMessenger, clock: Clock
) -> None:
    office = Office(books, workspace, slack, clock)
    first = office.queue("first")
    office.queue("later", due_at=NOW + timedelta(hours=1))
    assert office.deliver() == {"sent": 1}
    assert office.deliver() == {}
    assert slack.keys == ["first"]
    sent = office.state(first)
    assert (sent.state, sent.channel, sent.ts) == (QueueState.DONE, "D-U1", f"{first.id}.000001")
    assert office.deliver(hours=1) == {"sent": 1}
    assert slack.keys == ["first", "later"]


def test_a_lost_answer_is_looked_up_and_not_posted_again(
    books: Database, workspace: Workspace, slack: FakeMessenger, clock: Clock
) -> None:
    office = Office(books, workspace, slack, clock)
    message = office.queue("first")
    slack.lose_the_answer()
    assert office.deliver() == {"postponed": 1}
    assert office.state(message).attempted_at == NOW
    assert office.deliver(minutes=2) == {"sent": 1}
    assert slack.keys == ["first"]
    assert office.state(message).ts == f"{message.id}.000001"


def test_what_was_not_posted_is_posted_again_once_slack_has_settled(
    office: Office, slack: FakeMessenger
) -> None:
    office.queue("first")
    slack.fail_next(Unclear("503"))
    assert office.deliver() == {"postponed": 1}
    assert office.deliver(seconds=15) == {"postponed": 1}
    assert slack.posted == []
    assert office.deliver(seconds=SETTLING.total_seconds()) == {"sent": 1}
    assert len(slack.looked_up) == 2


def test_a_worker_that_died_while_sending_is_followed_by_one_that_looks_first(
    office: Office, slack: FakeMessenger, clock: Clock
) -> None:
    """The lease of the dead one runs out; what it posted stands there."""
    message = office.queue("first")
    slack.lose_the_answer()
    office.deliver()
    with office.books.everywhere() as connection:
        connection.exec_driver_sql("UPDATE queued_message SET state='sending', owner='dead', next_at=1")
    assert office.deliver(seconds=1) == {"postponed": 1}
    assert office.deliver(minutes=2) == {"sent": 1}
    assert slack.keys == ["first"]
    assert office.state(message).state is QueueState.DONE


def test_a_worker_whose_lease_ran_out_does_not_post(office: Office, slack: FakeMessenger) -> None:
    message = office.queue("first")

    def take_over() -> None:
        with office.books.everywhere() as connection:
            claim_due(connection, now=NOW + timedelta(hours=1), owner="another", most=1)

    slack.let_happen(take_over)
    assert office.deliver() == {}
    assert slack.posted == []
    assert office.state(message).state is QueueState.BUSY


def test_a_poisoned_message_stops_no_other_and_is_given_up_in_the_end(
    office: Office, slack: FakeMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    slack.poison("poisoned")
    poisoned = office.queue("poisoned", useful_until=NOW + timedelta(days=30))
    office.queue("sound", recipient="U2")
    assert office.deliver() == {"sent": 1, "postponed": 1}
    assert slack.keys == ["sound"]
    assert office.state(poisoned).attempted_at is None
    for _ in range(MOST_TRIES - 2):
        assert office.deliver(hours=1) == {"postponed": 1}
    assert office.deliver(hours=1) == {"parked": 1}
    assert office.deliver(hours=1) == {}
    assert office.given_up() == [("poisoned", f"Given up after {MOST_TRIES} tries: ValueError")]
    assert "ValueError" in caplog.text
    assert "2026-W10" not in caplog.text


def test_a_message_whose_poison_is_mended_is_sent(office: Office, slack: FakeMessenger) -> None:
    slack.poison("first")
    office.queue("first")
    office.deliver()
    slack.heal()
    assert office.deliver(minutes=1) == {"sent": 1}


def test_an_error_while_posting_leaves_a_doubt_and_is_looked_up(office: Office, slack: FakeMessenger) -> None:
    message = office.queue("first")
    slack.fail_next(KeyError("ts"))
    assert office.deliver() == {"postponed": 1}
    assert office.state(message).attempted_at == NOW
    assert office.deliver(minutes=2) == {"sent": 1}
    assert slack.looked_up != []


def test_an_error_while_looking_up_leaves_the_doubt(office: Office, slack: FakeMessenger) -> None:
    message = office.queue("first")
    slack.lose_the_answer()
    office.deliver()
    slack.hide_the_history(RuntimeError("no"))
    assert office.deliver(minutes=2) == {"postponed": 1}
    assert office.state(message).attempted_at == NOW
    slack.heal()
    assert office.deliver(hours=1) == {"sent": 1}
    assert slack.keys == ["first"]


def test_what_can_not_be_looked_up_in_time_is_not_sent_twice(office: Office, slack: FakeMessenger) -> None:
    office.queue("first")
    slack.lose_the_answer()
    office.deliver()
    slack.hide_the_history(Unclear("503"))
    assert office.deliver(minutes=2) == {"postponed": 1}
    assert office.deliver(days=3) == {"parked": 1}
    assert slack.keys == ["first"]


@pytest.mark.parametrize("outcome", [AskedToWait(30), AskedToWait(0), ShutOut("invalid_auth")])
def test_what_slack_surely_did_not_do_is_done_later(
    office: Office, slack: FakeMessenger, outcome: AskedToWait | ShutOut
) -> None:
    message = office.queue("first")
    slack.fail_next(outcome)
    assert office.deliver() == {"postponed": 1}
    assert office.deliver() == {}
    assert office.state(message).attempted_at is None
    assert office.deliver(minutes=1) == {"sent": 1}
    assert slack.looked_up == []


def test_a_token_that_is_refused_for_long_gives_nothing_up_before_it_is_stale(
    office: Office, slack: FakeMessenger
) -> None:
    office.queue("first")
    slack.refuse_conversations(ShutOut("invalid_auth"))
    for _ in range(MOST_TRIES + 3):
        assert office.deliver(minutes=20) == {"postponed": 1}
    slack.heal()
    assert office.deliver(minutes=20) == {"sent": 1}


def test_a_refusal_is_final(office: Office, slack: FakeMessenger) -> None:
    office.queue("first")
    slack.fail_next(Refused("This is a bot."))
    assert office.deliver() == {"parked": 1}
    assert office.deliver(hours=1) == {}
    assert office.given_up() == [("first", "This is a bot.")]


def test_a_conversation_that_does_not_open_leaves_no_doubt(office: Office, slack: FakeMessenger) -> None:
    message = office.queue("first")
    slack.refuse_conversations(Unclear("503"))
    assert office.deliver() == {"postponed": 1}
    assert office.state(message).attempted_at is None
    slack.heal()
    assert office.deliver(minutes=1) == {"sent": 1}
    assert slack.looked_up == []


def test_an_arrival_is_noted_once_and_only_of_what_arrived(office: Office, slack: FakeMessenger) -> None:
    """Composed is not told: what Slack refused, what came too late and what waits is not noted."""
    office.queue("late", useful_until=NOW - timedelta(hours=1), recipient="U3")
    office.queue("refused", recipient="U2")
    slack.fail_next(Refused("It is blocked."))
    assert office.deliver() == {"dropped": 1, "parked": 1}
    office.queue("lost")
    slack.lose_the_answer()
    assert office.deliver() == {"postponed": 1}
    assert office.arrived == []
    assert office.deliver(minutes=10) == {"sent": 1}
    assert office.arrived == ["lost"]


def test_words_that_take_long_are_found_before_the_transaction(
    office: Office, slack: FakeMessenger, clock: Clock
) -> None:
    office.queue("first")
    deliver_due(office.books, slack, {}, now=clock, owner="me", composed_early={"nudge"})
    office.queue("second", recipient="U2")
    deliver_due(office.books, slack, {}, now=clock, owner="me", composed_early={"another"})
    assert slack.words == ["first, composed early", None]


def test_what_comes_too_late_is_dropped(office: Office, slack: FakeMessenger) -> None:
    office.queue("first", useful_until=NOW + timedelta(hours=1))
    assert office.deliver(hours=2) == {"dropped": 1}
    assert slack.composed == []


def test_what_has_nothing_left_to_say_is_dropped(office: Office, slack: FakeMessenger) -> None:
    def nothing(_transaction: Transaction, _message: QueuedMessage, _now: object) -> bool:
        return False

    office.refreshers["nudge"] = nothing
    office.queue("first")
    office.queue("another", kind="other", recipient="U2")
    assert office.deliver() == {"dropped": 1, "sent": 1}
    assert slack.keys == ["another"]


def test_everything_that_is_due_is_delivered_in_rounds(office: Office, slack: FakeMessenger) -> None:
    for number in range(45):
        office.queue(f"message {number}", kind="other")
    total = deliver_all(office.books, slack, now=office.clock, owner="me")
    assert total.sent == 45
    assert len(set(slack.keys)) == 45


def test_a_slack_that_asks_to_wait_for_no_time_at_all_ends_the_round(
    office: Office, slack: FakeMessenger
) -> None:
    """With a clock that stands still, as in a job run as of a moment, it would go on for ever."""
    office.queue("first", kind="other")
    slack.fail_next(*[AskedToWait(0)] * 100)
    assert deliver_all(office.books, slack, now=office.clock, owner="me").postponed == 1


def test_a_post_whose_end_could_not_be_written_down_is_looked_up(
    office: Office, slack: FakeMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database was away for a moment after the post, and the rep got the message twice."""
    message = office.queue("k")
    with monkeypatch.context() as away:

        def fail(*_: object, **__: object) -> bool:
            away.undo()
            raise ConnectionError

        away.setattr("jobs.delivery.finish", fail)
        assert office.deliver() == {"postponed": 1}
    assert office.deliver(minutes=5) == {"sent": 1}
    assert [each.key for each in slack.posted] == ["k"]
    assert office.state(message).state is QueueState.DONE


def test_a_job_as_of_another_moment_holds_its_lease_by_the_real_clock(
    office: Office, slack: FakeMessenger
) -> None:
    """`drumbeat job --at` beside a running bot posted twice: its lease had run out before it began."""
    office.queue("k", due_at=NOW - timedelta(hours=2), useful_until=NOW + timedelta(days=1))
    seen: list[int] = []

    def look() -> None:
        with office.books.everywhere() as connection:
            seen.append(len(claim_due(connection, now=NOW, owner="the bot", most=9)))

    slack.let_happen(look)
    an_hour_ago = NOW - timedelta(hours=1)
    deliver_due(office.books, slack, {}, now=lambda: an_hour_ago, clock=lambda: NOW, owner="the job")
    assert seen == [0]
    assert [each.key for each in slack.posted] == ["k"]


def test_a_poisoned_message_holds_up_its_own_person_for_a_moment_only(
    office: Office, slack: FakeMessenger
) -> None:
    slack.poison("poisoned")
    office.queue("poisoned")
    office.queue("sound")
    assert office.deliver() == {"postponed": 1}
    assert office.deliver(seconds=10) == {"postponed": 1}
    assert office.deliver(seconds=1) == {"sent": 1}


def test_a_later_message_waits_for_the_one_that_is_in_doubt(office: Office, slack: FakeMessenger) -> None:
    office.queue("first")
    office.queue("second")
    office.queue("theirs", recipient="U2")
    slack.fail_next(Unclear("503"))
    assert office.deliver() == {"postponed": 1, "sent": 1}
    assert office.deliver(seconds=15) == {"postponed": 1}
    office.deliver(seconds=SETTLING.total_seconds())
    office.deliver()
    assert slack.keys == ["theirs", "first", "second"]


def test_a_doubt_that_cannot_be_cleared_holds_up_the_later_messages_for_an_hour(
    office: Office, slack: FakeMessenger
) -> None:
    """A welcome that could not be looked up made the weekly messages after it lapse, unseen by anybody."""
    office.queue("first", useful_until=NOW + timedelta(days=7))
    office.queue("second")
    office.queue("lapses", useful_until=NOW + timedelta(minutes=30))
    slack.lose_the_answer()
    office.deliver()
    slack.hide_the_history(Unclear("The app lacks a scope."))
    for _ in range(5):
        office.deliver(minutes=10)
    assert slack.keys == ["first"]
    for _ in range(3):
        office.deliver(minutes=10)
    assert slack.keys == ["first", "second"]
    assert office.given_up() == [
        (
            "lapses",
            "It came too late to be useful: It waited behind an earlier message: The app lacks a scope.",
        )
    ]


def test_a_message_that_ends_its_process_is_given_up(
    office: Office, slack: FakeMessenger, clock: Clock
) -> None:
    """Issue 3, queue: a poisoned row is parked, also where no exception says that it is one."""
    office.queue("deadly")
    office.queue("behind")
    for _ in range(MOST_TRIES):
        with office.books.everywhere() as connection:
            [held] = claim_due(connection, now=clock.moment, owner="dies", most=1)
        assert held.key == "deadly"
        clock.moment += timedelta(seconds=61)
    assert office.deliver() == {"parked": 1}
    assert office.deliver() == {"sent": 1}
    assert office.given_up() == [("deadly", "Given up: the bot ended 8 times while at it.")]


def test_a_limit_of_the_workspace_is_kept_by_all_of_its_messages(
    office: Office, slack: FakeMessenger
) -> None:
    for number in range(6):
        office.queue(f"message {number}", recipient=f"U{number}")
    slack.fail_next(AskedToWait(30), AskedToWait(30))
    assert office.deliver() == {"postponed": 6}
    assert len(slack.composed) == 2
    assert office.deliver(seconds=29) == {}
    assert office.deliver(seconds=1) == {"sent": 6}


def test_a_worker_that_is_told_to_stop_begins_no_further_message(
    office: Office, slack: FakeMessenger, clock: Clock
) -> None:
    """SIGTERM in the first of twenty posts was followed by nineteen more."""
    queued = [office.queue(f"message {number}", recipient=f"U{number}") for number in range(5)]
    count = deliver_due(office.books, slack, {}, now=clock, owner="me", enough=lambda: len(slack.posted) >= 2)
    assert (count.sent, count.handled) == (2, 2)
    handed_back = [each for each in queued if office.state(each).state is QueueState.READY]
    assert len(handed_back) == 3
    assert office.deliver() == {"sent": 3}


def test_only_messages_of_a_kind_are_delivered_where_one_is_named(
    office: Office, slack: FakeMessenger
) -> None:
    """`drumbeat job weekly-nudges --at` in a week's time took other messages for late, and dropped them."""
    office.queue("a nudge", kind=WEEKLY_NUDGE)
    waiting = office.queue("a welcome", kind=WELCOME, recipient="U2")
    next_week = NOW + timedelta(days=7)
    deliver_all(office.books, slack, now=lambda: next_week, owner="job", kind=WEEKLY_NUDGE)
    assert office.state(waiting).state is QueueState.READY
    assert office.deliver() == {"sent": 1}


def test_a_call_is_not_made_where_the_process_slept_before_it(
    office: Office, slack: FakeMessenger, clock: Clock
) -> None:
    """A laptop was closed between the note and the call."""
    message = office.queue("first")
    moments = iter([NOW, NOW])

    def wall_clock() -> datetime:
        return next(moments, NOW + timedelta(hours=1))

    deliver_due(office.books, slack, {}, now=clock, clock=wall_clock, owner="me")
    assert slack.composed != []
    assert slack.posted == []
    assert office.state(message).attempted_at is None
    assert office.deliver(minutes=1) == {"sent": 1}


def test_opening_conversations_is_held_back_for_all_and_posting_for_nobody_else(
    office: Office, slack: FakeMessenger
) -> None:
    """Slack asked to wait with conversations.open; those whose conversation is known need not wait."""
    known = office.queue("known", recipient="U9")
    with office.books.everywhere() as connection:
        connection.exec_driver_sql(f"UPDATE queued_message SET channel='D9' WHERE id={known.id}")
    for number in range(5):
        office.queue(f"new {number}", recipient=f"U{number}")
    slack.refuse_conversations(AskedToWait(30))
    assert office.deliver() == {"postponed": 5, "sent": 1}
    assert len(slack.opened) == 1
    slack.heal()
    assert office.deliver(seconds=29) == {}
    assert office.deliver(seconds=1) == {"sent": 5}


def test_a_looked_up_message_waits_as_long_as_slack_says(office: Office, slack: FakeMessenger) -> None:
    office.queue("first")
    slack.lose_the_answer()
    office.deliver()
    slack.hide_the_history(AskedToWait(300))
    assert office.deliver(seconds=10) == {"postponed": 1}
    slack.heal()
    assert office.deliver(seconds=299) == {}
    assert office.deliver(seconds=1) == {"sent": 1}
    assert slack.keys == ["first"]


def test_a_bot_that_is_shut_out_does_not_ask_for_every_message(office: Office, slack: FakeMessenger) -> None:
    for number in range(5):
        office.queue(f"message {number}", recipient=f"U{number}")
    slack.refuse_conversations(ShutOut("The token was revoked."))
    assert office.deliver() == {"postponed": 5}
    assert len(slack.opened) == 1
    office.deliver(days=5)
    assert office.given_up()[0] == ("message 4", "It came too late to be useful: The token was revoked.")


def test_a_person_who_has_left_is_no_trouble_of_the_queue(office: Office, slack: FakeMessenger) -> None:
    """Complaint 24."""
    office.queue("first")
    slack.refuse_conversations(Gone("This person's Slack account is deactivated."))
    assert office.deliver() == {"dropped": 1}
    assert office.given_up() == []


def test_a_conversation_slack_no_longer_knows_is_opened_anew(office: Office, slack: FakeMessenger) -> None:
    message = office.queue("first")
    slack.fail_next(NoConversation("Slack doesn't know this conversation."))
    assert office.deliver() == {"postponed": 1}
    assert office.state(message).channel is None
    assert office.deliver(minutes=1) == {"sent": 1}
    assert len(slack.opened) == 2


def test_a_laptop_that_slept_over_monday_sends_late_and_not_too_late(
    office: Office, slack: FakeMessenger
) -> None:
    """Complaint 9: late rather than never, but not after the message's useful time."""
    office.queue("still useful", useful_until=NOW + timedelta(hours=9))
    office.queue("stale", recipient="U2", useful_until=NOW + timedelta(hours=3))
    assert office.deliver(hours=5) == {"sent": 1, "dropped": 1}
    assert slack.keys == ["still useful"]


def test_a_clock_that_steps_back_sends_nothing_twice(office: Office, slack: FakeMessenger) -> None:
    """Complaint 13."""
    office.queue("sent")
    office.deliver()
    slack.lose_the_answer()
    office.queue("in doubt", recipient="U2")
    office.deliver()
    for hours in (-3, 1, 1, 1, 1):
        office.deliver(hours=hours)
    assert slack.keys == ["sent", "in doubt"]


def test_old_messages_are_deleted_and_the_memory_of_a_life_is_kept(
    books: Database, workspace: Workspace
) -> None:
    with books.transaction(workspace.id) as transaction:
        for number in range(450):
            enqueue(transaction, a_new_message(f"w{number}", kind=WEEKLY_NUDGE), state=QueueState.DONE)
        enqueue(transaction, a_new_message("welcome", kind=WELCOME), state=QueueState.DONE)
    assert delete_old_messages(books, NOW + timedelta(days=180)) == 0
    assert delete_old_messages(books, NOW + timedelta(days=184), enough=lambda: True) == 0
    assert delete_old_messages(books, NOW + timedelta(days=184)) == 450
    with books.reading(workspace.id) as reader:
        assert list_known_keys(reader, ["w1", "welcome"]) == {"welcome"}
