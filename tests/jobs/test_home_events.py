"""What has happened lately, for Home."""

from datetime import timedelta

from jobs.handovers import hand_over, take_back_handover
from jobs.home_events import read_home_events
from jobs.rules.handovers import Choices
from jobs.rules.home_events import HomeEvents
from storage.accounts import change_account
from storage.database import Transaction
from storage.queue import claim_due, finish
from storage.records import QueueState, Role
from tests.builders import NOW, a_message, a_rep, an_account

MANAGER = frozenset({Role.MANAGER})


def test_a_hand_over_is_told_of_for_a_day_and_to_the_new_owner_for_a_week(transaction: Transaction) -> None:
    """Morgan could not undo what she had handed over once the window was closed; Dana was told nothing."""
    morgan = a_rep(transaction, "Morgan", slack_id="U1", roles=MANAGER)
    sam, dana, kim = (a_rep(transaction, name, slack_id=f"U{name}") for name in ("Sam", "Dana", "Kim"))
    acme, birch, _ = (an_account(transaction, name, rep_id=sam.id) for name in ("Acme", "Birch", "Co"))
    done = hand_over(transaction, morgan, sam.id, Choices({birch.id: kim.id}, dana.id), NOW)
    assert done
    (handed,) = read_home_events(transaction, morgan, NOW + timedelta(days=1)).handed
    assert (handed.token, handed.owner, handed.takers, handed.accounts) == (
        done.token,
        "Sam",
        ("Dana", "Kim"),
        3,
    )
    assert read_home_events(transaction, morgan, NOW + timedelta(days=1, minutes=1)) == HomeEvents()
    assert read_home_events(transaction, dana, NOW + timedelta(days=7)).received == (("Sam", 2),)
    assert read_home_events(transaction, dana, NOW + timedelta(days=7, minutes=1)) == HomeEvents()
    change_account(transaction, acme.id, rep_id=kim.id)
    assert read_home_events(transaction, dana, NOW).received == (("Sam", 1),)
    take_back_handover(transaction, done.token)
    assert read_home_events(transaction, morgan, NOW) == HomeEvents()
    assert read_home_events(transaction, dana, NOW) == HomeEvents()


def test_a_manager_reads_who_was_not_reached(transaction: Transaction) -> None:
    """Morgan read that a message did not arrive, and could not tell anybody whose."""
    morgan = a_rep(transaction, "Morgan", slack_id="U1", roles=MANAGER)
    sam = a_rep(transaction, "Sam Reyes", slack_id="U2")
    for key in ("one", "two"):
        a_message(transaction, key, recipient="U2")
    for _ in range(2):
        for each in claim_due(transaction.connection, now=NOW, owner="me", most=9):
            finish(transaction.connection, each, "me", state=QueueState.PARKED)
    assert read_home_events(transaction, morgan, NOW).undelivered_to == ("Sam Reyes",)
    assert read_home_events(transaction, sam, NOW) == HomeEvents()
    assert read_home_events(transaction, morgan, NOW + timedelta(days=31)) == HomeEvents()
