"""The weekly job: one row a rep and week, and the facts looked at again before it goes out."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.nudges import KIND, queue_weekly_nudges, read_outlook, refresh_nudge
from jobs.rules.attention import Standing
from jobs.rules.delivery import AskedToWait
from jobs.rules.nudges import plan_nudges
from jobs.rules.statuses import INDEFINITELY
from jobs.schedule import TIMETABLE, deliver_all, find_job, queue_due
from jobs.verdicts import judge_accounts, judge_some
from storage.accounts import change_account
from storage.database import Database, Transaction
from storage.nudge_lines import list_lines
from storage.queue import read_message
from storage.queue_depths import count_by_state
from storage.records import Account, Consent, QueuedMessage, Rep, Workspace
from storage.reps import change_rep
from tests.builders import a_rep, a_touch, a_workspace, an_account
from tests.fakes import Clock, FakeMessenger

MONDAY = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
[NUDGES] = [job for job in TIMETABLE if job.name == "weekly-nudges"]


def a_nudged_rep(
    transaction: Transaction, name: str = "Sam Lee", slack_id: str = "U1", **more: object
) -> Rep:
    return a_rep(transaction, name, slack_id=slack_id, consent=Consent.YES.value, **more)  # type: ignore[arg-type]


def a_quiet_account(transaction: Transaction, rep: Rep, name: str = "Acme", **more: object) -> Account:
    account = an_account(transaction, name, rep_id=rep.id, **more)
    a_touch(transaction, account, days_ago=60, rep=rep)
    return account


def the_message(transaction: Transaction) -> QueuedMessage:
    found = read_message(transaction, 1)
    assert found is not None
    return found


def named(transaction: Transaction) -> list[int]:
    return [line.account_id for line in list_lines(transaction, 1)]


def states(books: Database) -> dict[str, int]:
    with books.everywhere() as connection:
        return count_by_state(connection)


def test_running_it_again_adds_nothing(books: Database, workspace: Workspace) -> None:
    """Complaint 13, on both databases."""
    with books.transaction(workspace.id) as transaction:
        a_quiet_account(transaction, a_nudged_rep(transaction))
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    for later in (timedelta(hours=1), timedelta(days=1)):
        assert queue_weekly_nudges(books, workspace.id, MONDAY + later) == 0
    with books.reading(workspace.id) as reader:
        assert the_message(reader).key == f"{KIND}:U1:2026-W11"
    assert queue_weekly_nudges(books, workspace.id, MONDAY + timedelta(days=7)) == 1


def test_a_week_without_anybody_quiet_is_remembered_too(books: Database, workspace: Workspace) -> None:
    """So that nobody is looked at again at every tick, and a client gone quiet on Tuesday waits."""
    with books.transaction(workspace.id) as transaction:
        rep = a_nudged_rep(transaction)
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 0
    with books.transaction(workspace.id) as transaction:
        a_quiet_account(transaction, rep)
    assert queue_weekly_nudges(books, workspace.id, MONDAY + timedelta(hours=1)) == 0
    assert states(books) == {"done": 1}


def test_what_is_wrong_with_one_rep_keeps_no_other_from_their_message(
    books: Database, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    with books.transaction(workspace.id) as transaction:
        sam, dana = a_nudged_rep(transaction), a_nudged_rep(transaction, "Dana", "U2")
        a_quiet_account(transaction, sam, "Not in any calendar", ideal_days=2_000_000_000)
        a_quiet_account(transaction, dana, "Sound")
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    with books.reading(workspace.id) as reader:
        assert the_message(reader).recipient == "U2"
    assert f"The nudge of rep {sam.id} could not be planned: OverflowError" in caplog.text
    assert "calendar" not in caplog.text


def test_only_who_said_yes_is_here_and_has_slack(books: Database, workspace: Workspace) -> None:
    """Complaints 10, 11 and 24."""
    with books.transaction(workspace.id) as transaction:
        for number, facts in enumerate(
            [
                {"consent": "unasked"},
                {"consent": "no"},
                {"consent": "yes", "active": False},
                {"consent": "yes", "away_until": date(2026, 3, 10)},
            ]
        ):
            rep = a_rep(transaction, f"Rep {number}", slack_id=f"U{number}", **facts)
            a_quiet_account(transaction, rep, f"Client {number}")
        unlinked = a_rep(transaction, "Imported", slack_id=None, consent="yes")
        a_quiet_account(transaction, unlinked, "Client 9")
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 0
    assert states(books) == {}


@pytest.mark.parametrize(
    ("away_until", "back"),
    [
        (date(2026, 3, 10), datetime(2026, 3, 10, 8, 30, tzinfo=UTC)),
        (date(2026, 3, 30), None),
        (INDEFINITELY, None),
    ],
)
def test_a_message_held_up_waits_for_somebody_who_has_gone_away_meanwhile(
    books: Database, workspace: Workspace, away_until: date, back: datetime | None
) -> None:
    """Slack asked to wait at 8:30, Sam called in sick at 8:31, and the week was lost."""
    with books.transaction(workspace.id) as transaction:
        rep = a_nudged_rep(transaction)
        a_quiet_account(transaction, rep)
    slack = FakeMessenger()
    slack.fail_next(AskedToWait(30))
    clock = Clock(MONDAY)
    queue_weekly_nudges(books, workspace.id, MONDAY)
    deliver_all(books, slack, now=clock, owner="one")
    with books.transaction(workspace.id) as transaction:
        change_rep(transaction, rep.id, status_away_until=away_until)
    clock.moment += timedelta(minutes=1)
    deliver_all(books, slack, now=clock, owner="one")
    assert states(books) == ({"dropped": 1} if back is None else {"ready": 1})
    if back is None:
        return
    clock.moment = back - timedelta(seconds=1)
    deliver_all(books, slack, now=clock, owner="one")
    assert slack.keys == []
    clock.moment = back
    deliver_all(books, slack, now=clock, owner="one")
    assert slack.keys == [f"{KIND}:U1:2026-W11"]


def test_the_facts_are_looked_at_again(books: Database, workspace: Workspace) -> None:
    """Complaints 1 and 12: touched, snoozed or given away since it was planned."""
    with books.transaction(workspace.id) as transaction:
        sam, dana = a_nudged_rep(transaction), a_rep(transaction, "Dana", slack_id="U2")
        touched, snoozed, given, kept = (
            a_quiet_account(transaction, sam, name) for name in ("Touched", "Snoozed", "Given", "Kept")
        )
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    with books.transaction(workspace.id) as transaction:
        assert named(transaction) == [given.id, kept.id, snoozed.id, touched.id]
        a_touch(transaction, touched, days_ago=0, now=MONDAY)
        change_account(transaction, snoozed.id, snoozed_until=date(2026, 3, 20))
        change_account(transaction, given.id, rep_id=dana.id)
        assert refresh_nudge(transaction, the_message(transaction), MONDAY)
        assert named(transaction) == [kept.id]


@pytest.mark.parametrize(
    "facts", [{"consent": "no"}, {"away_until": date(2026, 4, 1)}, {"active": False}, {"slack_id": "U9"}]
)
def test_who_has_said_no_or_left_meanwhile_gets_nothing(
    books: Database, workspace: Workspace, facts: dict[str, object]
) -> None:
    """Complaints 10, 11 and 24."""
    with books.transaction(workspace.id) as transaction:
        sam = a_nudged_rep(transaction)
        a_quiet_account(transaction, sam)
    queue_weekly_nudges(books, workspace.id, MONDAY)
    with books.transaction(workspace.id) as transaction:
        change_rep(transaction, sam.id, **facts)
        assert not refresh_nudge(transaction, the_message(transaction), MONDAY)


def test_who_was_named_on_friday_is_not_named_again_on_monday(books: Database, workspace: Workspace) -> None:
    """METHOD.md, 6. Named means sent: what was planned and never went out has told nobody."""
    with books.transaction(workspace.id) as transaction:
        sam = a_nudged_rep(transaction, nudge_weekday=4)
        a_quiet_account(transaction, sam)
    friday = MONDAY - timedelta(days=3)
    assert queue_weekly_nudges(books, workspace.id, friday) == 1
    with books.reading(workspace.id) as reader:
        plan = plan_nudges(judge_accounts(reader, sam, MONDAY.date()), MONDAY.date())
        assert (len(plan.lines), plan.more) == (1, 0)
    deliver_all(books, FakeMessenger(), now=lambda: friday, owner="test")
    assert states(books) == {"done": 1}
    with books.transaction(workspace.id) as transaction:
        plan = plan_nudges(judge_accounts(transaction, sam, MONDAY.date()), MONDAY.date())
        assert (len(plan.lines), plan.more) == (0, 1)
        later = MONDAY.date() + timedelta(days=4)
        assert len(plan_nudges(judge_accounts(transaction, sam, later), later).lines) == 1


def test_a_message_put_off_by_a_public_holiday_puts_off_none_after_it(
    books: Database, workspace: Workspace
) -> None:
    """The week after Memorial Day said nothing: from the Tuesday of the message it was six days."""
    with books.transaction(workspace.id) as transaction:
        a_quiet_account(transaction, a_nudged_rep(transaction, zone="America/New_York"))
    messenger = FakeMessenger()
    days: list[date] = []
    for hour in range(21 * 24):
        now = datetime(2026, 5, 25, 12, 30, tzinfo=UTC) + timedelta(hours=hour)
        queue_weekly_nudges(books, workspace.id, now)
        before = len(messenger.posted)
        deliver_all(books, messenger, now=lambda: now, owner="test")  # noqa: B023
        days += [now.date()] * (len(messenger.posted) - before)
    assert days == [date(2026, 5, 26), date(2026, 6, 1), date(2026, 6, 8)]


def test_a_week_in_which_what_is_quiet_was_named_a_moment_ago_says_so(
    books: Database, workspace: Workspace
) -> None:
    """The row said that nothing was quiet."""
    with books.transaction(workspace.id) as transaction:
        sam = a_nudged_rep(transaction, nudge_weekday=4)
        a_quiet_account(transaction, sam)
    friday = MONDAY - timedelta(days=3)
    queue_weekly_nudges(books, workspace.id, friday)
    deliver_all(books, FakeMessenger(), now=lambda: friday, owner="test")
    with books.transaction(workspace.id) as transaction:
        change_rep(transaction, sam.id, nudge_weekday=0)
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 0
    with books.reading(workspace.id) as reader:
        silent = read_message(reader, 2)
    assert silent is not None
    assert silent.reason == "What is quiet was named a few days ago."


def test_an_account_slips_by_its_own_rhythm(books: Database, workspace: Workspace) -> None:
    """A weekly beat that has been silent for three weeks, where once a month was wanted."""
    with books.transaction(workspace.id) as transaction:
        sam = a_nudged_rep(transaction)
        account = an_account(transaction, rep_id=sam.id)
        other = an_account(transaction, "Keeps Sam busy", rep_id=sam.id)
        for week in range(3, 25):
            a_touch(transaction, account, days_ago=7 * week, rep=sam, now=MONDAY)
        for day in range(60):
            a_touch(transaction, other, days_ago=day, rep=sam, now=MONDAY)
        [verdict] = judge_some(transaction, [account], MONDAY.date())
    assert verdict.standing is Standing.SLIPPING
    assert verdict.rhythm is not None
    assert verdict.rhythm.usual_gap == pytest.approx(7, abs=2)
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1


def test_the_outlook_of_a_rep(transaction: Transaction) -> None:
    sam = a_nudged_rep(transaction)
    quiet = a_quiet_account(transaction, sam)
    fresh = an_account(transaction, "Fresh", rep_id=sam.id)
    a_touch(transaction, fresh, days_ago=0, now=MONDAY)
    outlook = read_outlook(transaction, sam, MONDAY.date())
    assert [verdict.account.id for verdict in outlook.needing] == [quiet.id]
    assert outlook.due_this_week == ()
    assert outlook.total == 2


# The timetable


def test_every_job_has_a_name_and_its_hour_in_words() -> None:
    for job in TIMETABLE:
        assert find_job(job.name) is job
        assert job.when
    assert find_job("nonsense") is None


def test_a_job_that_fails_in_one_workspace_runs_in_the_others(
    sqlite_books: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    broken = a_workspace(sqlite_books, "Broken", "T1")
    sound = a_workspace(sqlite_books, "Sound", "T2")
    for workspace in (broken, sound):
        with sqlite_books.transaction(workspace.id) as transaction:
            a_quiet_account(transaction, a_nudged_rep(transaction))
    with sqlite_books.everywhere() as connection:
        connection.exec_driver_sql(f"UPDATE rep SET consent = 'maybe' WHERE workspace = {broken.id}")
    assert queue_due(sqlite_books, (NUDGES,), MONDAY) == 1
    assert f"The job weekly-nudges in workspace {broken.id} failed: ValueError" in caplog.text
