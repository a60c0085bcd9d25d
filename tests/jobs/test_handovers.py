"""A manager hands accounts over, on both databases: by their word, once, and back (complaint 24)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.handovers import find_owners, hand_over, read_offer, take_back_handover
from jobs.nudges import queue_weekly_nudges, read_outlook
from jobs.people import Profile, queue_welcome, recognise_people
from jobs.rules.handovers import Choices
from jobs.schedule import deliver_all
from jobs.team import read_team_report
from jobs.verdicts import judge_some
from storage.accounts import change_account, list_accounts_by_id, list_accounts_of, snooze_account
from storage.database import Database, Transaction
from storage.queue_depths import count_by_state
from storage.records import Account, Consent, Rep, Role, Workspace
from storage.reps import change_rep, known, merge_reps, read_rep
from tests.builders import NOW, TODAY, a_rep, a_touch, a_workspace, an_account
from tests.fakes import FakeMessenger

MONDAY = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
LATER = date(2026, 4, 1)


@pytest.fixture
def morgan(transaction: Transaction) -> Rep:
    return a_rep(transaction, "Morgan Blake", slack_id="U9", roles={Role.MANAGER})


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction, active=False)


@pytest.fixture
def dana(transaction: Transaction) -> Rep:
    return a_rep(transaction, "Dana Lee", slack_id="U2")


@pytest.fixture
def accounts(transaction: Transaction, sam: Rep, dana: Rep) -> list[Account]:
    """Three of Sam's; Dana was at the last one's."""
    found = [an_account(transaction, name, rep_id=sam.id) for name in ("Acme", "Birch", "Cobalt")]
    for days, account in zip((60, 70, 80), found, strict=True):
        a_touch(transaction, account, days_ago=days, rep=dana if account.name == "Cobalt" else sam)
    return found


def owners(transaction: Transaction, accounts: list[Account]) -> list[int | None]:
    return [each.rep_id for each in list_accounts_by_id(transaction, [each.id for each in accounts])]


def test_the_most_urgent_come_first_and_the_last_visitor_is_suggested(
    transaction: Transaction, sam: Rep, dana: Rep, accounts: list[Account]
) -> None:
    offer = read_offer(transaction, sam.id, TODAY)
    assert offer is not None
    assert [(each.facts.account, each.suggested) for each in offer.accounts] == [
        ("Cobalt", dana),
        ("Birch", None),
        ("Acme", None),
    ]
    assert read_offer(transaction, 99, TODAY) is None


def test_accounts_go_over_and_come_back(
    transaction: Transaction, morgan: Rep, sam: Rep, dana: Rep, accounts: list[Account]
) -> None:
    """A snooze was the former owner's wish: the new one sees the account at once, and Undo puts it back."""
    snooze_account(transaction, accounts[0].id, LATER)
    wanted = Choices({accounts[0].id: dana.id, accounts[1].id: None}, all_to=morgan.id)
    outcome = hand_over(transaction, morgan, sam.id, wanted, NOW)
    assert outcome is not None
    assert outcome.given == [(dana, ["Acme"]), (morgan, ["Cobalt"])]
    assert (outcome.waiting, outcome.missed) == (1, [])
    assert owners(transaction, accounts) == [dana.id, sam.id, morgan.id]
    assert [each.account.name for each in read_outlook(transaction, dana, TODAY).needing] == ["Acme"]
    undone = take_back_handover(transaction, outcome.token)
    assert (undone.back, undone.stayed, undone.owner) == (2, 0, "Sam Lee")
    assert undone.concerned == tuple(sorted({sam.id, dana.id, morgan.id}))
    assert owners(transaction, accounts) == [sam.id] * 3
    assert list_accounts_by_id(transaction, [accounts[0].id])[0].snoozed_until == LATER
    assert take_back_handover(transaction, outcome.token).back == 0


def test_the_second_of_two_managers_changes_nothing_of_the_firsts(
    transaction: Transaction, morgan: Rep, sam: Rep, dana: Rep, accounts: list[Account]
) -> None:
    kim = a_rep(transaction, "Kim Ode", slack_id="U3", roles={Role.MANAGER})
    hand_over(transaction, morgan, sam.id, Choices({accounts[0].id: dana.id}), NOW)
    second = hand_over(
        transaction, kim, sam.id, Choices({accounts[0].id: kim.id, accounts[1].id: kim.id}), NOW
    )
    assert second is not None
    assert second.given == [(kim, ["Birch"])]
    assert second.missed == [("Acme", "Dana Lee")]
    assert owners(transaction, accounts) == [dana.id, kim.id, sam.id]


def test_undo_leaves_what_has_gone_further(
    transaction: Transaction, morgan: Rep, sam: Rep, dana: Rep, accounts: list[Account]
) -> None:
    outcome = hand_over(transaction, morgan, sam.id, Choices({}, all_to=dana.id), NOW)
    assert outcome is not None
    change_account(transaction, accounts[2].id, rep_id=morgan.id)
    undone = take_back_handover(transaction, outcome.token)
    assert (undone.back, undone.stayed) == (2, 1)
    assert owners(transaction, accounts) == [sam.id, sam.id, morgan.id]


def test_nobody_is_given_accounts_who_cannot_see_them(
    transaction: Transaction, morgan: Rep, sam: Rep, accounts: list[Account]
) -> None:
    gone = a_rep(transaction, "Lou Gone", slack_id="U4", active=False)
    unknown = a_rep(transaction, "Pat Paper", slack_id=None)
    for to in (gone.id, unknown.id, sam.id, 999):
        outcome = hand_over(transaction, morgan, sam.id, Choices({accounts[0].id: to}, all_to=to), NOW)
        assert outcome is not None
        assert outcome.given == []
    assert hand_over(transaction, morgan, 999, Choices({}, all_to=morgan.id), NOW) is None
    assert owners(transaction, accounts) == [sam.id] * 3


def test_accounts_of_another_workspace_cannot_be_named(books: Database, workspace: Workspace) -> None:
    with books.transaction(a_workspace(books, "Theirs", "T2").id) as transaction:
        their_rep = a_rep(transaction)
        theirs = an_account(transaction, rep_id=their_rep.id)
    with books.transaction(workspace.id) as transaction:
        morgan, sam = a_rep(transaction, "Morgan", slack_id="U9"), a_rep(transaction)
        outcome = hand_over(transaction, morgan, sam.id, Choices({theirs.id: morgan.id}), NOW)
        assert outcome is not None
        assert (outcome.given, outcome.missed) == ([], [])
        assert hand_over(transaction, morgan, their_rep.id, Choices({theirs.id: morgan.id}), NOW) is None
        assert read_offer(transaction, their_rep.id, TODAY) is None


def test_the_clock_stays_with_the_account(
    transaction: Transaction, morgan: Rep, sam: Rep, dana: Rep, accounts: list[Account]
) -> None:
    """The rhythm is the account's, and absence that of whoever came last: handing over changes neither."""
    ids = [each.id for each in accounts]
    before = judge_some(transaction, list_accounts_by_id(transaction, ids), TODAY)
    hand_over(transaction, morgan, sam.id, Choices({}, all_to=dana.id), NOW)
    after = judge_some(transaction, list_accounts_by_id(transaction, ids), TODAY)
    owned = [
        replace(each, facts=replace(each.facts, account=replace(each.account, rep_id=sam.id)))
        for each in after
    ]
    assert owned == before


def test_whoever_was_two_people_can_still_be_given_back_to(
    transaction: Transaction, morgan: Rep, sam: Rep, dana: Rep, accounts: list[Account]
) -> None:
    outcome = hand_over(transaction, morgan, sam.id, Choices({}, all_to=dana.id), NOW)
    assert outcome is not None
    same = a_rep(transaction, "Sam L.", slack_id="U7")
    merge_reps(transaction, same.id, sam.id)
    assert take_back_handover(transaction, outcome.token).owner == "Sam L."
    assert owners(transaction, accounts) == [same.id] * 3


def test_whose_accounts_are_meant(transaction: Transaction, sam: Rep, dana: Rep) -> None:
    assert find_owners(transaction, "U2", "") == [dana]
    assert find_owners(transaction, None, "dana LEE") == [dana]
    assert find_owners(transaction, None, "lee") == [dana, sam]
    assert find_owners(transaction, None, "") == [sam]
    assert find_owners(transaction, None, "nobody") == []


# Whoever leaves

SAM = Profile("U1", ("Sam Lee",))


def leave(books: Database, workspace: int, *, left: bool = True) -> None:
    with books.transaction(workspace) as transaction:
        recognise_people(transaction, [replace(SAM, active=not left)])


def test_nothing_is_queued_for_who_has_left_and_what_waits_is_dropped(
    books: Database, workspace: Workspace
) -> None:
    """Complaint 24."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        account = an_account(transaction, rep_id=sam.id)
        a_touch(transaction, account, days_ago=60, rep=sam)
        assert queue_welcome(transaction, sam, NOW)
        change_rep(transaction, sam.id, consent=Consent.YES.value)
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    leave(books, workspace.id)
    with books.everywhere() as connection:
        assert count_by_state(connection) == {"dropped": 2}
    assert queue_weekly_nudges(books, workspace.id, MONDAY + timedelta(weeks=1)) == 0


@pytest.mark.parametrize("change", ["left", "no"])
def test_whoever_leaves_or_says_no_in_the_middle_of_a_delivery_gets_nothing(
    books: Database, workspace: Workspace, change: str
) -> None:
    """Complaints 11 and 24: the message has been claimed, and its conversation is being opened."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction, consent=Consent.YES.value)
        account = an_account(transaction, rep_id=sam.id)
        a_touch(transaction, account, days_ago=60, rep=sam)
    queue_weekly_nudges(books, workspace.id, MONDAY)
    messenger = FakeMessenger()

    def happen() -> None:
        with books.transaction(workspace.id) as transaction:
            if change == "left":
                recognise_people(transaction, [replace(SAM, active=False)])
            else:
                change_rep(transaction, sam.id, consent=Consent.NO.value)

    messenger.let_happen(happen)
    deliver_all(books, messenger, now=lambda: MONDAY, owner="worker")
    assert messenger.posted == []
    with books.everywhere() as connection:
        assert count_by_state(connection) == {"dropped": 1}


def test_whoever_comes_back_finds_what_was_not_handed_over(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        morgan, sam = a_rep(transaction, "Morgan", slack_id="U9"), a_rep(transaction)
        accounts = [an_account(transaction, name, rep_id=sam.id) for name in ("Acme", "Birch")]
    leave(books, workspace.id)
    with books.transaction(workspace.id) as transaction:
        (gone,) = read_team_report(transaction, morgan, TODAY).departures
        assert (gone.name, gone.accounts) == ("Sam Lee", 2)
        hand_over(transaction, morgan, sam.id, Choices({accounts[0].id: morgan.id}), NOW)
    leave(books, workspace.id, left=False)
    with books.transaction(workspace.id) as transaction:
        assert known(read_rep(transaction, sam.id)).active
        assert [each.name for each in list_accounts_of(transaction, sam.id)] == ["Birch"]
        assert [each.name for each in list_accounts_of(transaction, morgan.id)] == ["Acme"]
        assert read_team_report(transaction, morgan, TODAY).departures == ()
