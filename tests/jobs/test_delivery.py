"""Each message stands in Slack once, whatever goes wrong (complaint 13), and none stops another."""

import logging
from datetime import timedelta

import pytest

from jobs.delivery import Refresher, deliver_due
from jobs.rules.delivery import (
    MOST_TRIES,
    SETTLING,
    AskedToWait,
    Refused,
    ShutOut,
    Unclear,
)
from jobs.schedule import deliver_all
from storage.database import Database, Transaction
from storage.queue import claim_due, list_parked, read_message
from storage.records import QueuedMessage, QueueState, Workspace
from tests.builders import NOW, a_message, a_workspace
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

    def queue(self, key: str, **facts: object) -> QueuedMessage:
        with self.books.transaction(self.workspace.id) as transaction:
            return a_message(transaction, key, **facts)

    def deliver(self, **later: float) -> dict[str, int]:
        """Let some time pass, deliver what is due, and return the count of what happened."""
        self.clock.moment += timedelta(**later)
        count = deliver_due(self.books, self.slack, self.refreshers, now=self.clock, owner="me")
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
        connection.exec_driver_sql(
            "UPDATE queued_message SET state='sending', owner='dead', lease_until=1, due_at=1"
        )
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
    office.queue("sound")
    assert office.deliver() == {"sent": 1, "postponed": 1}
    assert slack.keys == ["sound"]
    assert office.state(poisoned).attempted_at is None
    for _ in range(MOST_TRIES - 2):
        assert office.deliver(hours=1) == {"postponed": 1}
    assert office.deliver(hours=1) == {"parked": 1}
    assert office.deliver(hours=1) == {}
    with office.books.everywhere() as connection:
        assert list_parked(connection) == [("poisoned", f"Given up after {MOST_TRIES} tries: ValueError")]
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
    with office.books.everywhere() as connection:
        assert list_parked(connection) == [("first", "This is a bot.")]


def test_a_conversation_that_does_not_open_leaves_no_doubt(office: Office, slack: FakeMessenger) -> None:
    message = office.queue("first")
    slack.refuse_conversations(Unclear("503"))
    assert office.deliver() == {"postponed": 1}
    assert office.state(message).attempted_at is None
    slack.heal()
    assert office.deliver(minutes=1) == {"sent": 1}
    assert slack.looked_up == []


def test_what_comes_too_late_is_dropped(office: Office, slack: FakeMessenger) -> None:
    office.queue("first", useful_until=NOW + timedelta(hours=1))
    assert office.deliver(hours=2) == {"dropped": 1}
    assert slack.composed == []


def test_what_has_nothing_left_to_say_is_dropped(office: Office, slack: FakeMessenger) -> None:
    def nothing(_transaction: Transaction, _message: QueuedMessage, _now: object) -> bool:
        return False

    office.refreshers["nudge"] = nothing
    office.queue("first")
    office.queue("another", kind="other")
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
