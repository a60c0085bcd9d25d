"""What a manager's weekly message says of the team, on both databases (rule NS-8)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from jobs.nudges import list_told_reports, queue_weekly_nudges, read_nudge_again, refresh_nudge
from jobs.people import Profile, name_managers
from jobs.rules.team import TeamReport
from jobs.schedule import deliver_all
from jobs.team import read_team_report
from storage.accounts import change_account, snooze_account
from storage.database import Database, Transaction
from storage.queue import list_sent, read_message
from storage.records import Account, Consent, Kind, QueuedMessage, Rep, Role, Tier, Workspace
from storage.reps import add_rep, change_rep, find_rep_by_slack_id, known, list_reps
from tests.builders import a_rep, a_touch, an_account
from tests.fakes import FakeMessenger

MONDAY = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def a_manager(transaction: Transaction) -> Rep:
    return a_rep(transaction, "Morgan Blake", slack_id="U9", consent=Consent.YES.value, roles={Role.MANAGER})


def a_silent_rep(transaction: Transaction, *names: str) -> tuple[Rep, list[Account]]:
    """Somebody all of whose accounts were touched by them 50 days ago, as of the builders' day."""
    rep = a_rep(transaction)
    accounts = [an_account(transaction, name, rep_id=rep.id, tier=Tier.A) for name in names]
    for account in accounts:
        a_touch(transaction, account, days_ago=50, rep=rep)
    return rep, accounts


def the_message(transaction: Transaction, recipient: str = "U9") -> QueuedMessage:
    return next(
        message
        for number in range(99, 0, -1)
        if (message := read_message(transaction, number)) and message.recipient == recipient
    )


def the_report(message: QueuedMessage) -> TeamReport:
    return TeamReport.from_json(message.facts["team"])


def look_again(transaction: Transaction, message: QueuedMessage) -> bool:
    """What the delivery does before it sends."""
    return refresh_nudge(transaction, read_nudge_again(transaction, message, MONDAY), MONDAY)


@pytest.fixture
def names(transaction: Transaction) -> Callable[[TeamReport], tuple[list[str], list[str]]]:
    def of(report: TeamReport) -> tuple[list[str], list[str]]:
        return [each.facts.account for each in report.needing], [each.facts.account for each in report.to_ask]

    return of


def test_the_mirror_of_a_team(
    transaction: Transaction, names: Callable[[TeamReport], tuple[list[str], list[str]]]
) -> None:
    """Rule NS-8: A accounts in need first, then up to three that wait and are not about to buy."""
    morgan, sam = a_manager(transaction), a_rep(transaction)
    for name, tier, days, kind in (
        ("Quiet A", "A", 40, Kind.ATTENTION),
        ("Sold to", "A", 5, Kind.SELLING),
        ("Late B", "B", 50, Kind.ATTENTION),
        ("Due A", "A", 16, Kind.ATTENTION),
        ("Fresh A", "A", 6, Kind.ATTENTION),
        ("Fresh B", "B", 3, Kind.ATTENTION),
    ):
        account = an_account(transaction, name, rep_id=sam.id, tier=Tier(tier))
        a_touch(transaction, account, days_ago=days, rep=sam, kind=kind, now=MONDAY)
    report = read_team_report(transaction, morgan, MONDAY.date())
    assert names(report) == (["Sold to", "Quiet A"], ["Late B", "Due A"])
    assert (report.mirror.touches, report.mirror.attention, report.mirror.in_sales) == (4, 3, 1)
    assert {each.owner for each in report.needing} == {"Sam Lee"}
    assert report.silences == ()


def test_an_empty_team_has_nothing_to_tell(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        morgan = a_manager(transaction)
        assert read_team_report(transaction, morgan, MONDAY.date()).is_empty
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 0


def test_a_manager_without_accounts_gets_the_message(books: Database, workspace: Workspace) -> None:
    """Decision 7: one message a week, of which the team is a part."""
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        a_silent_rep(transaction, "Acme")
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    assert queue_weekly_nudges(books, workspace.id, MONDAY + timedelta(hours=1)) == 0
    with books.reading(workspace.id) as reader:
        assert [each.facts.account for each in the_report(the_message(reader)).needing] == ["Acme"]


def test_whoever_does_not_lead_hears_nothing_of_the_team(books: Database, workspace: Workspace) -> None:
    """Rule NS-8."""
    with books.transaction(workspace.id) as transaction:
        sam, _ = a_silent_rep(transaction, "Acme")
        change_rep(transaction, sam.id, consent=Consent.YES.value)
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    with books.reading(workspace.id) as reader:
        assert the_message(reader, "U1").facts["team"] is None


def test_before_it_goes_out_the_facts_are_looked_at_again(books: Database, workspace: Workspace) -> None:
    """Complaint 1: an account touched, snoozed or sold to meanwhile drops out."""
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        sam, accounts = a_silent_rep(transaction, "Touched", "Snoozed", "Left")
        for name in ("Ask", "Sold"):
            account = an_account(transaction, name, rep_id=sam.id)
            a_touch(transaction, account, days_ago=60, rep=sam)
            accounts.append(account)
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.transaction(workspace.id) as transaction:
        planned = the_message(transaction)
        assert len(the_report(planned).needing) == 3
        assert len(the_report(planned).silences) == 1
        a_touch(transaction, accounts[0], days_ago=0, rep=sam, now=MONDAY)
        snooze_account(transaction, accounts[1].id, MONDAY.date() + WEEK)
        a_touch(transaction, accounts[4], days_ago=0, rep=sam, kind=Kind.SELLING, now=MONDAY)
        assert look_again(transaction, planned)
        report = the_report(the_message(transaction))
    assert [each.facts.account for each in report.needing] == ["Left"]
    assert [each.facts.account for each in report.to_ask] == ["Ask"]
    assert report.silences == ()


def test_what_has_been_settled_meanwhile_makes_room_for_what_has_not(
    books: Database, workspace: Workspace
) -> None:
    """Rule NS-8: eight A accounts were quiet, the five named are touched, and three are quiet still."""
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        sam, accounts = a_silent_rep(transaction, *(f"Account {number}" for number in range(8)))
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.transaction(workspace.id) as transaction:
        planned = the_message(transaction)
        named = {each.account_id for each in the_report(planned).needing}
        for account in accounts:
            if account.id in named:
                a_touch(transaction, account, days_ago=0, rep=sam, now=MONDAY)
        assert look_again(transaction, planned)
        report = the_report(the_message(transaction))
    assert {each.account_id for each in report.needing} == {each.id for each in accounts} - named
    assert (len(report.needing), report.more) == (3, 0)


def test_what_has_nothing_left_to_say_is_not_sent(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        _, (account,) = a_silent_rep(transaction, "Acme")
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.transaction(workspace.id) as transaction:
        snooze_account(transaction, account.id, MONDAY.date() + WEEK)
    messenger = FakeMessenger()
    deliver_all(books, messenger, now=lambda: MONDAY, owner="worker")
    assert messenger.posted == []


@pytest.mark.parametrize("change", [{"roles": frozenset[Role]()}, {"consent": "no"}])
def test_whoever_leads_no_more_is_told_nothing(
    books: Database, workspace: Workspace, change: dict[str, object]
) -> None:
    with books.transaction(workspace.id) as transaction:
        morgan = a_manager(transaction)
        a_silent_rep(transaction, "Acme")
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.transaction(workspace.id) as transaction:
        change_rep(transaction, morgan.id, **change)
        assert not look_again(transaction, the_message(transaction))


# All of somebody's accounts at once


def deliver(books: Database, moment: datetime, workspace: int, messenger: FakeMessenger) -> None:
    queue_weekly_nudges(books, workspace, moment)
    deliver_all(books, messenger, now=lambda: moment, owner="worker")


def told(books: Database, workspace: int) -> list[list[str]]:
    """Whose silence each message that went out has named, the newest message first."""
    with books.reading(workspace) as reader:
        sent = list_sent(reader, "U9", "weekly-nudge", 99)
    return [[each.name for each in the_report(message).silences] for message in sent]


def test_a_silence_is_told_once_and_a_new_one_again(books: Database, workspace: Workspace) -> None:
    """Detection note, section 6."""
    messenger = FakeMessenger()
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        sam, accounts = a_silent_rep(transaction, "Acme", "Birch", "Cobalt")
    deliver(books, MONDAY, workspace.id, messenger)
    deliver(books, MONDAY + WEEK, workspace.id, messenger)
    assert told(books, workspace.id) == [[], ["Sam Lee"]]
    with books.transaction(workspace.id) as transaction:
        a_touch(transaction, accounts[0], days_ago=0, rep=sam, now=MONDAY + WEEK)
    deliver(books, MONDAY + 2 * WEEK, workspace.id, messenger)
    deliver(books, MONDAY + 8 * WEEK, workspace.id, messenger)
    assert told(books, workspace.id) == [["Sam Lee"], [], [], ["Sam Lee"]]


def test_what_never_went_out_was_not_told(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        morgan = a_manager(transaction)
        a_silent_rep(transaction, "Acme", "Birch", "Cobalt")
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.reading(workspace.id) as reader:
        assert list_told_reports(reader, morgan) == []
    # That one waited for a week and is stale by now.
    deliver(books, MONDAY + WEEK, workspace.id, FakeMessenger())
    assert told(books, workspace.id) == [["Sam Lee"]]


def test_one_account_that_a_colleague_looks_after_is_no_silence(
    books: Database, workspace: Workspace
) -> None:
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        _, accounts = a_silent_rep(transaction, "Acme", "Birch", "Cobalt")
        a_touch(transaction, accounts[0], days_ago=5, now=MONDAY)
    deliver(books, MONDAY, workspace.id, FakeMessenger())
    assert told(books, workspace.id) == [[]]


def test_accounts_handed_over_end_a_silence(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        a_manager(transaction)
        _, accounts = a_silent_rep(transaction, "Acme", "Birch", "Cobalt")
        dana = a_rep(transaction, "Dana Lee", slack_id="U2")
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.transaction(workspace.id) as transaction:
        change_account(transaction, accounts[0].id, rep_id=dana.id)
    deliver(books, MONDAY, workspace.id, FakeMessenger())
    assert told(books, workspace.id) == [[]]


def test_a_managers_own_accounts_are_no_silence_to_them(books: Database, workspace: Workspace) -> None:
    """Neither when the message is planned nor when it is looked at again, nor on Home."""
    with books.transaction(workspace.id) as transaction:
        morgan = a_manager(transaction)
        for name in ("Acme", "Birch", "Cobalt"):
            an_account(transaction, name, rep_id=morgan.id)
        sam, accounts = a_silent_rep(transaction, "Dune", "Elm", "Fir")
        assert [each.name for each in read_team_report(transaction, morgan, MONDAY.date()).silences] == [
            "Sam Lee"
        ]
        for account in accounts:
            a_touch(transaction, account, days_ago=0, rep=sam, now=MONDAY)
    deliver(books, MONDAY, workspace.id, FakeMessenger())
    assert told(books, workspace.id) == [[]]


def test_a_large_owner_who_is_not_silent_hides_nobody_elses_silence(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of theirs was touched yesterday, by a colleague; that goes on for as long as somebody looks in."""
    monkeypatch.setattr("jobs.team.MOST_JUDGED", 5)
    with books.transaction(workspace.id) as transaction:
        morgan = a_manager(transaction)
        a_silent_rep(transaction, "Acme", "Birch", "Cobalt")
        lee = a_rep(transaction, "Lee Park", slack_id="U3")
        for number in range(9):
            account = an_account(transaction, f"Large {number}", rep_id=lee.id)
            a_touch(transaction, account, days_ago=1 + number, now=MONDAY)
        report = read_team_report(transaction, morgan, MONDAY.date())
    assert [each.name for each in report.silences] == ["Sam Lee"]


def test_a_large_silence_is_noticed_too(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.team.MOST_JUDGED", 5)
    with books.transaction(workspace.id) as transaction:
        morgan = a_manager(transaction)
        a_silent_rep(transaction, *(f"Account {number}" for number in range(9)))
        report = read_team_report(transaction, morgan, MONDAY.date())
    assert [each.accounts for each in report.silences] == [9]


# Who leads


def test_the_people_chosen_lead_and_nobody_else(transaction: Transaction) -> None:
    a_manager(transaction)
    add_rep(transaction, "Dana Lee")  # known from an import
    leading = name_managers(transaction, [Profile("U2", ("Dana Lee",)), Profile("U3", ("Lee Park",))])
    assert [rep.name for rep in leading] == ["Dana Lee", "Lee Park"]
    assert {rep.name: set(rep.roles) for rep in list_reps(transaction)} == {
        "Dana Lee": {Role.MANAGER},
        "Lee Park": {Role.MANAGER},
        "Morgan Blake": set(),
    }
    assert name_managers(transaction, []) == []
    assert known(find_rep_by_slack_id(transaction, "U2")).roles == frozenset()
