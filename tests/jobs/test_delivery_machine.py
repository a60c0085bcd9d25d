"""Whatever happens in whatever order: never twice, nothing lost, in order (complaint 13)."""

import itertools
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import or_, select

from jobs.delivery import deliver_due
from jobs.rules.delivery import (
    MOST_TRIES,
    Absent,
    AskedToWait,
    Closed,
    Gone,
    Holds,
    NoConversation,
    Outcome,
    Refused,
    ShutOut,
    Unclear,
)
from storage.database import Database
from storage.queue import claim_due, mark_sending
from storage.queue_depths import count_by_state
from storage.queue_statements import DOUBTED_FOR, SUSPECT_AFTER
from storage.records import QueuedMessage, QueueState
from storage.tables import queued_message
from tests.builders import NOW, a_message, a_workspace
from tests.fakes import Clock, FakeMessenger

PEOPLE = ("U1", "U2", "U3")
USEFUL = timedelta(days=30)
NOT_POSTED = (
    Unclear("503"),
    AskedToWait(40),
    ShutOut("The token was revoked."),
    Closed("The conversation is archived."),
    Absent(),
    NoConversation("Slack doesn't know this conversation."),
    Refused("Slack refused the layout."),
    Gone("This person's account is deactivated."),
)
_teams = itertools.count(1)
_answers = st.sampled_from(["posted", "posted, and the answer lost", *NOT_POSTED])


class Deliveries(RuleBasedStateMachine):
    """Workers that die or are held up on the way, and a Slack that posts without answering, or refuses."""

    books: Database

    @initialize()
    def open(self) -> None:
        self.slack, self.clock, self.holds = FakeMessenger(), Clock(NOW), Holds()
        self.workspace = a_workspace(self.books, team_id=f"T-machine-{next(_teams)}")
        self.queued: list[QueuedMessage] = []
        self.passed: set[str] = set()
        self.latest = NOW

    @rule(recipients=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4))
    def queue(self, recipients: list[str]) -> None:
        with self.books.transaction(self.workspace.id) as transaction:
            for recipient in recipients:
                key = f"message {len(self.queued)}"
                due = {"due_at": self.latest, "useful_until": NOW + USEFUL, "kind": "other"}
                self.queued.append(a_message(transaction, key, recipient=recipient, **due))

    @rule(worker=st.sampled_from(("one", "two")), most=st.integers(1, 3), answer=_answers)
    def deliver(self, worker: str, most: int, answer: str | Outcome) -> None:
        self._expect(answer)
        self._work(worker, most)

    @rule(most=st.integers(1, 3), answer=_answers, seconds=st.sampled_from([5, 61, 130, 3600]))
    def deliver_and_stand_still(self, most: int, answer: str | Outcome, seconds: int) -> None:
        """A worker is held up before it reads Slack's answer, and another one works meanwhile."""

        def meanwhile() -> None:
            self._pass(seconds)
            for _ in range(3):
                self._work("quick", 3)
                self._pass(seconds)

        self._expect(answer)
        self.slack.let_happen_during_call(meanwhile)
        self._work("slow", most)

    @rule(data=st.data())
    def poison(self, data: st.DataObject) -> None:
        """A message whose words cannot be composed."""
        if self.queued:
            self.slack.poison(data.draw(st.sampled_from(self.queued)).key)

    @rule(worker=st.sampled_from(("one", "two")), most=st.integers(1, 3), after=st.integers(0, 2))
    def deliver_and_be_stopped(self, worker: str, most: int, after: int) -> None:
        """A worker is told to stop after so many messages, and hands the others back."""
        asked = itertools.count()
        self._work(worker, most, enough=lambda: next(asked) >= after)

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
        self._pass(seconds)

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
            self._work("last", 20)
            self._pass(300)
            if not self._count_unfinished():
                break
        # What was turned down while its worker stood still may have gone out by another one.
        given_up = ({each.key for each in self.slack.turned_down} | self._list_hopeless()) - set(
            self.slack.keys
        )
        assert sorted([*self.slack.keys, *given_up]) == sorted(each.key for each in self.queued)
        with self.books.everywhere() as connection:
            states = count_by_state(connection)
            connection.exec_driver_sql("DELETE FROM queued_message")
        assert states.get("done", 0) == len(self.slack.posted)
        assert set(states) <= {"done", "parked", "dropped"}
        for person in PEOPLE:
            wanted = [each.key for each in self.queued if each.recipient == person]
            came = [each.key for each in self.slack.posted if each.recipient == person]
            in_order = [each for each in wanted if each not in given_up | self.passed]
            assert [each for each in came if each not in self.passed] == in_order

    def _expect(self, answer: str | Outcome) -> None:
        """Let the next post end so."""
        self.slack.forget_troubles()
        if not isinstance(answer, str):
            self.slack.fail_next(answer)
        elif answer != "posted":
            self.slack.lose_the_answer()

    def _work(self, worker: str, most: int, enough: Callable[[], bool] = lambda: False) -> None:
        deliver_due(
            self.books,
            self.slack,
            {},
            now=self.clock,
            owner=worker,
            most=most,
            holds=self.holds,
            enough=enough,
        )
        self._note_passed()

    def _pass(self, seconds: int) -> None:
        self.clock.moment += timedelta(seconds=seconds)
        self.latest = max(self.latest, self.clock.moment)
        self._note_passed()

    def _note_passed(self) -> None:
        """Remember whom later messages may pass: the poisoned, and those in doubt for an hour."""
        row = queued_message.c
        with self.books.reading_everywhere() as connection:
            self.passed |= set(
                connection.execute(
                    select(row.key).where(
                        row.next_at.is_not(None),
                        or_(
                            row.failures >= SUSPECT_AFTER,
                            row.attempted_at <= self.clock.moment - DOUBTED_FOR,
                        ),
                    )
                ).scalars()
            )

    def _list_hopeless(self) -> set[str]:
        """Return the messages given up because our own work on them failed, or their workers died."""
        row = queued_message.c
        hopeless = or_(row.failures >= MOST_TRIES - 1, row.deaths >= MOST_TRIES)
        parked = row.state == QueueState.PARKED.value
        with self.books.reading_everywhere() as connection:
            return set(connection.execute(select(row.key).where(parked, hopeless)).scalars())

    def _count_unfinished(self) -> int:
        with self.books.everywhere() as connection:
            states = count_by_state(connection)
        return sum(states.get(state, 0) for state in ("ready", "busy", "sending"))


def test_no_order_of_events_loses_or_doubles_a_message(books: Database) -> None:
    """A hundred histories of thirty events on SQLite, twenty on PostgreSQL."""

    class OnTheseBooks(Deliveries):
        pass

    OnTheseBooks.books = books
    case = OnTheseBooks.TestCase
    case.settings = settings(
        max_examples=100 if books.is_sqlite else 20,
        stateful_step_count=30,
        deadline=None,
        database=None,
        # To shrink a history that fails takes minutes: add Phase.shrink by hand where it is wanted.
        phases=[Phase.generate],
    )
    case("runTest").runTest()
