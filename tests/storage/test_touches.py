from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import touches
from storage.accounts import list_accounts
from storage.attention import read_attention
from storage.database import Database, Transaction
from storage.records import Account, Attention, Kind, NewTouch, Workspace
from storage.touches import read_standing
from tests.builders import NOW, TODAY, a_rep, a_touch, an_account, days_before


@pytest.fixture
def acme(transaction: Transaction) -> Account:
    return an_account(transaction)


def read_facts(transaction: Transaction, account: Account) -> Attention:
    return read_attention(transaction, [account], TODAY)[0]


def a_new_touch(account: Account, days_ago: int = 34, **facts: object) -> NewTouch:
    day = days_before(days_ago)
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return replace(NewTouch(account.id, None, day, at, "Asked about the new office"), **facts)  # type: ignore[arg-type]


def test_a_touch_comes_back_as_it_was_logged(transaction: Transaction, acme: Account) -> None:
    sam = a_rep(transaction)
    new = a_new_touch(
        acme,
        rep_id=sam.id,
        kind=Kind.SELLING,
        with_whom="Kim",
        place="Lunch",
        lines=("Borg", "Ünit"),
        order_placed=True,
        external_id="x1",
        at=NOW - timedelta(days=34, microseconds=1),
    )
    touch_id = touches.add_touch(transaction, new, NOW)
    assert touch_id is not None
    found = touches.read_touch(transaction, touch_id)
    assert found is not None
    assert {name: getattr(found, name) for name in new.__slots__} == {
        name: getattr(new, name) for name in new.__slots__
    }
    assert (found.created_at, found.rep_name, found.undone) == (NOW, "Sam Lee", False)


def test_the_same_request_is_logged_once(transaction: Transaction, acme: Account) -> None:
    new = a_new_touch(acme)
    first = touches.add_touch(transaction, new, NOW, request="T1.trigger")
    assert touches.add_touch(transaction, new, NOW, request="T1.trigger") is None
    assert touches.find_touch_by_request(transaction, "T1.trigger") == first
    assert touches.find_touch_by_request(transaction, "T1.other") is None
    # Touches without a request do not collide with one another.
    assert touches.add_touch(transaction, new, NOW) != touches.add_touch(transaction, new, NOW)


class TestStanding:
    def test_an_account_without_touches_stands_nowhere(self, transaction: Transaction, acme: Account) -> None:
        assert read_standing(transaction, a_new_touch(acme), same_since=NOW) == (None, None, None)

    def test_days_are_those_of_the_newest_touches_and_undone_ones_do_not_count(
        self, transaction: Transaction, acme: Account
    ) -> None:
        a_touch(transaction, acme, days_ago=40)
        a_touch(transaction, acme, days_ago=10, kind=Kind.SELLING)
        undone = a_touch(transaction, acme, days_ago=1)
        touches.change_touch(transaction, undone.id, undone=True)
        a_touch(transaction, an_account(transaction, "Borg"), days_ago=0)
        standing = read_standing(transaction, a_new_touch(acme), same_since=NOW)
        assert (standing.any_day, standing.attention_day) == (days_before(10), days_before(40))
        assert touches.read_clock_days(transaction, acme.id) == (days_before(10), days_before(40))

    def test_the_same_words_by_the_same_person_for_the_same_day_are_found_while_recent(
        self, transaction: Transaction, acme: Account
    ) -> None:
        sam, kim = a_rep(transaction), a_rep(transaction, "Kim Roe", slack_id="U2")
        logged = a_touch(transaction, acme, rep=sam, now=NOW)
        new = a_new_touch(acme, rep_id=sam.id)
        minute_ago = NOW - timedelta(minutes=1)
        assert read_standing(transaction, new, same_since=minute_ago).same_id == logged.id
        assert read_standing(transaction, new, same_since=NOW).same_id is None
        for other in (
            replace(new, rep_id=kim.id),
            replace(new, rep_id=None),
            replace(new, note="Lunch"),
            replace(new, day=TODAY),
        ):
            assert read_standing(transaction, other, same_since=minute_ago).same_id is None


class TestAttention:
    def test_an_account_without_touches_has_no_facts(self, transaction: Transaction, acme: Account) -> None:
        assert read_facts(transaction, acme) == Attention(acme)

    def test_the_last_touch_is_the_newest_of_any_kind_and_attention_has_its_own_day(
        self, transaction: Transaction, acme: Account
    ) -> None:
        """NS-2: the clock counts non-selling touches, or any; both facts are there."""
        a_touch(transaction, acme, days_ago=50)
        newest = a_touch(transaction, acme, days_ago=3, kind=Kind.SELLING)
        a_touch(transaction, acme, days_ago=7, kind=Kind.SCHEDULING)
        facts = read_facts(transaction, acme)
        assert facts.last_touch == newest
        assert facts.last_attention_day == days_before(50)

    def test_of_two_touches_on_a_day_the_later_is_last(self, transaction: Transaction, acme: Account) -> None:
        day = days_before(3)
        later = a_touch(
            transaction, acme, days_ago=3, at=datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
        )
        a_touch(transaction, acme, days_ago=3)
        assert read_facts(transaction, acme).last_touch == later

    def test_a_row_entered_late_does_not_become_the_last_touch(
        self, transaction: Transaction, acme: Account
    ) -> None:
        newest = a_touch(transaction, acme, days_ago=3)
        a_touch(transaction, acme, days_ago=9)
        assert read_facts(transaction, acme).last_touch == newest

    def test_recent_touches_are_those_of_sixty_days(self, transaction: Transaction, acme: Account) -> None:
        """NS-6: three selling touches in sixty days and none that was not about selling."""
        for days_ago in (0, 30, 60, 61):
            a_touch(transaction, acme, days_ago=days_ago, kind=Kind.SELLING)
        a_touch(transaction, acme, days_ago=5, kind=Kind.SCHEDULING)
        facts = read_facts(transaction, acme)
        assert (facts.recent_selling, facts.recent_attention) == (3, 0)
        a_touch(transaction, acme, days_ago=60)
        a_touch(transaction, acme, days_ago=61)
        assert read_facts(transaction, acme).recent_attention == 1

    def test_touches_around_the_last_order_are_counted(self, transaction: Transaction, acme: Account) -> None:
        """NS-5: in touch six times before the order, not since."""
        a_touch(transaction, acme, days_ago=200, kind=Kind.SELLING, order_placed=True)
        for days_ago in (20 + 43, 20 + 42, 30, 25):
            a_touch(transaction, acme, days_ago=days_ago)
        a_touch(transaction, acme, days_ago=20, kind=Kind.SELLING, order_placed=True)
        a_touch(transaction, acme, days_ago=10, kind=Kind.SELLING)
        facts = read_facts(transaction, acme)
        assert facts.last_order_day == days_before(20)
        assert facts.touches_before_order == 4
        assert facts.attention_since_order == 0
        a_touch(transaction, acme, days_ago=20)  # the day of the order is not after it
        a_touch(transaction, acme, days_ago=1)
        facts = read_facts(transaction, acme)
        assert (facts.touches_before_order, facts.attention_since_order) == (5, 1)

    def test_each_account_has_its_own_order(self, transaction: Transaction, acme: Account) -> None:
        borg = an_account(transaction, "Borg")
        a_touch(transaction, acme, days_ago=100, order_placed=True)
        a_touch(transaction, acme, days_ago=50)
        a_touch(transaction, borg, days_ago=10, order_placed=True)
        a_touch(transaction, borg, days_ago=50)
        of_borg, of_acme = read_attention(transaction, [borg, acme], TODAY)
        assert (of_acme.last_order_day, of_acme.touches_before_order) == (days_before(100), 1)
        assert of_acme.attention_since_order == 1
        assert (of_borg.last_order_day, of_borg.touches_before_order) == (days_before(10), 2)
        assert of_borg.attention_since_order == 0

    def test_what_comes_after_the_day_asked_for_is_not_known_yet(
        self, transaction: Transaction, acme: Account
    ) -> None:
        known = a_touch(transaction, acme, days_ago=30)
        a_touch(transaction, acme, days_ago=1, kind=Kind.SELLING, order_placed=True)
        facts = read_attention(transaction, [acme], days_before(20))[0]
        assert facts == Attention(
            acme, last_touch=known, last_attention_day=days_before(30), recent_attention=1
        )

    def test_undone_touches_count_nowhere(self, transaction: Transaction, acme: Account) -> None:
        for days_ago in (3, 5):
            undone = a_touch(transaction, acme, days_ago=days_ago, order_placed=True)
            touches.change_touch(transaction, undone.id, undone=True)
        assert read_facts(transaction, acme) == Attention(acme)
        assert touches.count_touches(transaction) == 0
        assert list(touches.list_touches(transaction)) == []

    def test_facts_come_in_the_order_asked_for(self, transaction: Transaction, acme: Account) -> None:
        others = [an_account(transaction, name) for name in ("Borg", "Zoo", "Ant")]
        asked = [others[1], acme, others[0], others[2]]
        a_touch(transaction, others[0])
        assert [each.account for each in read_attention(transaction, asked, TODAY)] == asked
        assert read_attention(transaction, [], TODAY) == []


def test_a_change_is_kept(transaction: Transaction, acme: Account) -> None:
    touch = a_touch(transaction, acme)
    touches.change_touch(transaction, touch.id, kind=Kind.SELLING, note="About the price")
    found = touches.read_touch(transaction, touch.id)
    assert found is not None
    assert (found.kind, found.note) == (Kind.SELLING, "About the price")


def test_recent_touches_of_a_person_are_theirs_newest_first(transaction: Transaction, acme: Account) -> None:
    sam, kim = a_rep(transaction), a_rep(transaction, "Kim Roe", slack_id="U2")
    days = [9, 2, 5, 30]
    logged = {days_ago: a_touch(transaction, acme, rep=sam, days_ago=days_ago) for days_ago in days}
    a_touch(transaction, acme, rep=kim, days_ago=1)
    touches.change_touch(transaction, logged[5].id, undone=True)
    recent = touches.list_recent_touches(transaction, rep_id=sam.id, most=2)
    assert [each.id for each in recent] == [logged[2].id, logged[9].id]


def test_many_touches_are_added_at_once_and_a_known_external_id_is_left_alone(
    transaction: Transaction, acme: Account
) -> None:
    first = [a_new_touch(acme, days_ago=number, external_id=f"x{number}") for number in range(3)]
    assert touches.add_touches(transaction, first, NOW) == 3
    again = [replace(each, note="Changed") for each in first]
    assert touches.add_touches(transaction, [*again, a_new_touch(acme), a_new_touch(acme)], NOW) == 2
    assert touches.add_touches(transaction, [], NOW) == 0
    assert touches.count_touches(transaction) == 5
    assert {each.note for each in touches.list_touches(transaction)} == {"Asked about the new office"}
    assert len(list_accounts(transaction)) == 1


def test_listing_touches_does_not_get_in_the_way_of_later_writes(
    books: Database, workspace: Workspace
) -> None:
    """On PostgreSQL every later statement of the transaction was sent as a cursor, and an UPDATE is none."""
    with books.transaction(workspace.id) as transaction:
        touch = a_touch(transaction)
        listed: Iterator[object] = iter(touches.list_touches(transaction))
        assert len(list(listed)) == 1
        touches.change_touch(transaction, touch.id, note="Later")
        found = touches.read_touch(transaction, touch.id)
    assert found is not None
    assert found.note == "Later"
