"""What people took on and their ticks, as they are kept."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete, event
from sqlalchemy.sql.schema import Table

from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, Commitment, NewBrainstorm, Rhythm
from storage.brainstorm_tables import brainstorm, brainstorm_idea, commitment, commitment_tick, location
from storage.brainstorms import add_brainstorm
from storage.commitment_ticks import add_tick, carry_ticks, list_ticks, list_ticks_of_touches
from storage.commitments import add_commitments, list_commitments
from storage.database import Database, Transaction
from storage.locations import add_locations, list_locations
from storage.records import Account, Rep
from storage.touches import change_touch
from tests.builders import NOW, TODAY, a_rep, a_touch, a_workspace, an_account, days_before


@pytest.fixture
def sqlite_transaction(sqlite_books: Database) -> Iterator[Transaction]:
    with sqlite_books.transaction(a_workspace(sqlite_books).id) as opened:
        yield opened


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, rep_id=sam.id)


def took_on(transaction: Transaction, rep: Rep, account: Account, text: str) -> Commitment:
    """They have chosen it in a brainstorm of its own."""
    new = NewBrainstorm(f"C {text}", rep.id, "How?", 8, 4, NOW, NOW)
    found = add_brainstorm(transaction, new)
    idea_id = add_brainstorm_idea(transaction, found.id, rep.id, text, NOW)
    assert idea_id is not None
    add_commitments(transaction, rep.id, [Choice(idea_id, account.id, Rhythm.ONCE)], NOW)
    [taken] = list_commitments(transaction, brainstorm_id=found.id)
    return taken


@pytest.mark.parametrize("table", [commitment_tick, commitment, location, brainstorm_idea, brainstorm])
def test_a_number_in_a_button_is_never_given_out_again(
    transaction: Transaction, sam: Rep, acme: Account, table: Table
) -> None:
    """An old button never does something to another row than the one it stood beside."""

    def fill() -> int | None:
        add_locations(transaction, acme.id, ["Quay"])
        taken = took_on(transaction, sam, acme, "bring cake")
        numbers = {
            commitment_tick: add_tick(transaction, taken.id, TODAY, NOW),
            commitment: taken.id,
            location: list_locations(transaction)[0].id,
            brainstorm_idea: taken.idea_id,
            brainstorm: taken.brainstorm_id,
        }
        return numbers[table]

    first = fill()
    for each in (location, brainstorm):
        transaction.connection.execute(delete(each))
    assert fill() != first


def test_a_touch_ticks_several_locations_and_each_of_them_once(
    transaction: Transaction, sam: Rep, acme: Account
) -> None:
    """NS-15; and what has no location once."""
    taken = took_on(transaction, sam, acme, "visit every store")
    touch_id = a_touch(transaction, acme, days_ago=0, rep_id=sam.id).id
    add_locations(transaction, acme.id, ["Mill Street", "Quay"])
    places = [each.id for each in list_locations(transaction, [acme.id])]
    for place in [*places, None]:
        first, second = (
            add_tick(transaction, taken.id, TODAY, NOW, location_id=place, touch_id=touch_id)
            for _ in range(2)
        )
        assert first is not None
        assert second is None
    ticks = list_ticks_of_touches(transaction, [touch_id])
    assert [each.location_id for each in ticks] == [*places, None]
    assert list_ticks(transaction, [taken.id]) == ticks


def test_the_day_of_a_tick_is_that_of_its_touch(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Whatever corrects the touch: the form, or a file that is imported."""
    taken = took_on(transaction, sam, acme, "bring cake")
    touch_id = a_touch(transaction, acme, days_ago=0, rep_id=sam.id).id
    add_tick(transaction, taken.id, TODAY, NOW, touch_id=touch_id)
    add_tick(transaction, taken.id, days_before(2), NOW)
    change_touch(transaction, touch_id, day=days_before(9))
    assert [each.day for each in list_ticks(transaction, [taken.id])] == [days_before(9), days_before(2)]


def test_what_was_done_is_carried_to_the_same_account_only(
    transaction: Transaction, sam: Rep, acme: Account
) -> None:
    """A touch that is taken back may be put back; one that was of another account never counts here."""
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    old, new = (took_on(transaction, sam, acme, text) for text in ("visit all", "visit every store"))
    elsewhere = took_on(transaction, sam, borg, "visit them all")
    counting, undone, of_borg = (a_touch(transaction, acme, days_ago=0, rep_id=sam.id).id for _ in range(3))
    add_locations(transaction, acme.id, ["Quay"])
    [quay] = list_locations(transaction, [acme.id])
    for touch_id in (None, counting, undone, of_borg):
        add_tick(transaction, old.id, TODAY, NOW, location_id=quay.id, touch_id=touch_id)
    change_touch(transaction, undone, undone=True)
    change_touch(transaction, of_borg, account_id=borg.id)
    for to in (new, elsewhere):
        carry_ticks(transaction, old.id, to.id)
        carry_ticks(transaction, old.id, to.id)
    assert [each.touch_id for each in list_ticks(transaction, [new.id])] == [None, counting]
    change_touch(transaction, undone, undone=False)
    assert [each.touch_id for each in list_ticks(transaction, [new.id])] == [None, counting, undone]
    change_touch(transaction, of_borg, account_id=acme.id)
    assert len(list_ticks(transaction, [new.id])) == 3
    assert list_ticks(transaction, [elsewhere.id]) == []


@pytest.mark.parametrize(
    ("run", "searched"),
    [
        (lambda transaction, key: list_ticks(transaction, [key]), "workspace=? AND commitment_id=?"),
        (lambda transaction, key: list_ticks_of_touches(transaction, [key]), "workspace=? AND touch_id=?"),
        (lambda transaction, key: carry_ticks(transaction, key, key), "workspace=? AND commitment_id=?"),
    ],
)
def test_ticks_are_found_by_what_they_are_of(
    sqlite_transaction: Transaction, run: Callable[[Transaction, int], object], searched: str
) -> None:
    """Each Home, card and `/touch` reads them, and a workspace has many.

    PostgreSQL chooses by how many there are.
    """
    transaction = sqlite_transaction
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        asked.append((statement, parameters))

    event.listen(transaction.connection, "before_cursor_execute", note)
    run(transaction, 1)
    event.remove(transaction.connection, "before_cursor_execute", note)
    [(statement, parameters)] = asked
    assert any(
        "commitment_tick" in step and f"({searched}" in step
        for step in _plan(transaction, statement, parameters)
    )


def test_what_is_dropped_for_good_finds_its_ticks_by_their_commitment(
    sqlite_transaction: Transaction,
) -> None:
    """SQLite looks for what a cascade deletes as it would for any other statement."""
    statement = "DELETE FROM commitment_tick WHERE workspace = ? AND commitment_id = ?"
    [step] = _plan(sqlite_transaction, statement, (1, 1))
    assert "(workspace=? AND commitment_id=?)" in step


def _plan(transaction: Transaction, statement: str, parameters: Any) -> list[str]:
    rows = transaction.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return [row[3] for row in rows]
