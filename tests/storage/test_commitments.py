"""What people took on and their ticks, as they are kept."""

import pytest
from sqlalchemy import delete
from sqlalchemy.sql.schema import Table

from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, Commitment, NewBrainstorm, Rhythm
from storage.brainstorm_tables import brainstorm, brainstorm_idea, commitment, commitment_tick, location
from storage.brainstorms import add_brainstorm
from storage.commitments import add_commitments, add_tick, list_commitments
from storage.database import Transaction
from storage.locations import add_locations, list_locations
from storage.records import Account, Rep
from tests.builders import NOW, TODAY, a_rep, an_account


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
