"""After a restore nobody is written to twice."""

from datetime import UTC, datetime, timedelta

from jobs.nudges import queue_weekly_nudges
from jobs.people import queue_welcome
from jobs.restores import settle_restored
from storage.database import Database
from storage.installations import end_installation, read_installation, save_installation
from storage.queue_depths import count_by_state
from storage.records import Consent, Workspace
from tests.builders import a_message, a_rep, a_touch, an_account

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def test_what_may_have_gone_out_is_not_sent_again(books: Database, workspace: Workspace) -> None:
    """Complaint 13: a backup does not know what was sent after it was made."""
    with books.transaction(workspace.id) as transaction:
        for number in (1, 2):
            rep = a_rep(transaction, f"Rep {number}", slack_id=f"U{number}", consent=Consent.YES.value)
            a_touch(transaction, an_account(transaction, f"Client {number}", rep_id=rep.id), days_ago=90)
        a_message(transaction, "due", due_at=MONDAY - timedelta(minutes=30))
        a_message(transaction, "later", due_at=MONDAY + timedelta(minutes=30))
    assert settle_restored(books, MONDAY) == 3
    assert queue_weekly_nudges(books, workspace.id, MONDAY + timedelta(hours=1)) == 0
    with books.everywhere() as connection:
        assert count_by_state(connection) == {"dropped": 1, "ready": 1, "done": 2}
    assert queue_weekly_nudges(books, workspace.id, MONDAY + timedelta(days=7)) == 2


def test_whoever_may_have_been_welcomed_is_not_welcomed_again(books: Database, workspace: Workspace) -> None:
    """Complaint 13: they may have used the bot for the first time after the backup was made."""
    with books.transaction(workspace.id) as transaction:
        known = a_rep(transaction, "Sam", slack_id="U1", consent=Consent.UNASKED.value)
        asked = a_rep(transaction, "Kim", slack_id="U2", consent=Consent.UNASKED.value)
        a_rep(transaction, "Alex", slack_id="U3", consent=Consent.NO.value)
        a_rep(transaction, "Jo", slack_id=None, consent=Consent.UNASKED.value)
        assert queue_welcome(transaction, asked, MONDAY + timedelta(hours=1))
    assert settle_restored(books, MONDAY) == 1
    with books.transaction(workspace.id) as transaction:
        assert not queue_welcome(transaction, known, MONDAY)
        newcomer = a_rep(transaction, "Robin", slack_id="U4", consent=Consent.UNASKED.value)
        assert queue_welcome(transaction, newcomer, MONDAY)


def test_before_the_hour_of_the_week_nothing_is_taken_away(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        rep = a_rep(transaction, consent=Consent.YES.value)
        a_touch(transaction, an_account(transaction, rep_id=rep.id), days_ago=90)
    assert settle_restored(books, MONDAY - timedelta(hours=1)) == 0
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1


def test_a_workspace_that_had_taken_the_bot_out_gets_its_thirty_days_anew(
    books: Database, workspace: Workspace
) -> None:
    """It may have installed the bot again after the backup: its rows are not deleted at once."""
    with books.transaction(workspace.id) as transaction:
        save_installation(
            transaction,
            locked_token="locked",
            bot_user_id="UBOT",
            scopes="commands",
            installed_by=None,
            now=MONDAY - timedelta(days=90),
        )
        end_installation(transaction, MONDAY - timedelta(days=60))
    settle_restored(books, MONDAY)
    with books.reading(workspace.id) as reader:
        found = read_installation(reader)
    assert found is not None
    assert found.ended_at == MONDAY
