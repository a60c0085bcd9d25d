"""Whatever happens in whatever order: never twice, nothing lost, in order (complaint 13)."""

import itertools
from collections import Counter
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jobs.delivery import deliver_due
from jobs.rules.delivery import AskedToWait, Outcome, Unclear
from storage.database import Database
from storage.queue import claim_due, count_by_state, mark_sending
from storage.records import QueuedMessage
from tests.builders import NOW, a_message, a_workspace
from tests.fakes import Clock, FakeMessenger

PEOPLE = ("U1", "U2", "U3")
USEFUL = timedelta(days=30)
_teams = itertools.count(1)


class Deliveries(RuleBasedStateMachine):
    """Workers, some of whom die on the way, and a Slack that posts without answering, or does not post."""

    books: Database

    @initialize()
    def open(self) -> None:
        self.slack, self.clock = FakeMessenger(), Clock(NOW)
        self.workspace = a_workspace(self.books, team_id=f"T-machine-{next(_teams)}")
        self.queued: list[QueuedMessage] = []
        self.latest = NOW
        self.stepped_back = False

    @rule(recipient=st.sampled_from(PEOPLE))
    def queue(self, recipient: str) -> None:
        with self.books.transaction(self.workspace.id) as transaction:
            key = f"message {len(self.queued)}"
            due = {"due_at": self.clock.moment, "useful_until": NOW + USEFUL, "kind": "other"}
            self.queued.append(a_message(transaction, key, recipient=recipient, **due))

    @rule(worker=st.sampled_from(("one", "two")), most=st.integers(1, 3))
    def deliver(self, worker: str, most: int) -> None:
        deliver_due(self.books, self.slack, {}, now=self.clock, owner=worker, most=most)

    @rule(outcome=st.sampled_from([Unclear("503"), AskedToWait(40)]))
    def fail(self, outcome: Outcome) -> None:
        self.slack.fail_next(outcome)

    @rule()
    def lose_the_answer(self) -> None:
        self.slack.lose_the_answer()

    @rule()
    def hide_the_history(self) -> None:
        self.slack.hide_the_history(AskedToWait(20))

    @rule()
    def show_the_history(self) -> None:
        self.slack.heal()

    @rule(sending=st.booleans(), posts=st.booleans())
    def die(self, *, sending: bool, posts: bool) -> None:
        """A worker claims, perhaps gets as far as `sending`, perhaps posts, and is not heard of again."""
        with self.books.everywhere() as connection:
            claimed = claim_due(connection, now=self.clock.moment, owner="dying", most=1)
            held = [each for each in claimed if each.state == "busy" and each.attempted_at is None]
            if sending:
                for each in held:
                    mark_sending(connection, each, "dying", now=self.clock.moment, channel="D1")
        if sending and posts:
            self.slack.posted += held

    @rule(seconds=st.sampled_from([1, 10, 59, 61, 130, 3600, -30, -3600]))
    def move_clock(self, seconds: int) -> None:
        self.clock.moment += timedelta(seconds=seconds)
        self.stepped_back = self.stepped_back or seconds < 0
        self.latest = max(self.latest, self.clock.moment)

    @invariant()
    def nothing_stands_there_twice(self) -> None:
        if hasattr(self, "slack"):
            assert max(Counter(self.slack.keys).values(), default=0) <= 1

    def teardown(self) -> None:
        """With Slack well again and time going on, everything gets out, in order, and nothing is left."""
        if not hasattr(self, "slack"):
            return
        self.slack.heal()
        self.slack.forget_troubles()
        self.clock.moment = self.latest
        for _ in range(200):
            deliver_due(self.books, self.slack, {}, now=self.clock, owner="last")
            self.clock.moment += timedelta(minutes=5)
        assert sorted(self.slack.keys) == sorted(each.key for each in self.queued)
        with self.books.everywhere() as connection:
            assert set(count_by_state(connection)) <= {"done"}
            connection.exec_driver_sql("DELETE FROM queued_message")
        for person in PEOPLE:
            wanted = [each for each in self.queued if each.recipient == person]
            wanted.sort(key=lambda each: (each.due_at, each.id))
            came = [each.id for each in self.slack.posted if each.recipient == person]
            # What is queued after the clock stepped back may be due before what has gone out.
            assert self.stepped_back or came == [each.id for each in wanted]


def test_no_order_of_events_loses_or_doubles_a_message(books: Database) -> None:
    """Twenty histories of thirty events on SQLite, five on PostgreSQL."""

    class OnTheseBooks(Deliveries):
        pass

    OnTheseBooks.books = books
    most = 20 if books.is_sqlite else 5
    case = OnTheseBooks.TestCase
    case.settings = settings(max_examples=most, stateful_step_count=30, deadline=None, database=None)
    case("runTest").runTest()
