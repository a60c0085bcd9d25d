"""Home follows the day: what stays open is shown anew after midnight, an import, a night's work."""

from datetime import datetime, time, timedelta

from jobs.rules.weeks import local_day, local_moment
from storage.database import Database, Transaction
from storage.homes import list_due_homes, note_home
from storage.records import Rep

MOST_AT_ONCE = 5
"""Homes a tick: Slack takes about a hundred a minute, and at midnight a whole time zone is due."""
AGAIN_AFTER = timedelta(minutes=5)
"""Where Slack did not take it."""


def find_next_day(now: datetime, zone: str) -> datetime:
    """Return the moment at which the next day begins in `zone`."""
    return local_moment(local_day(now, zone) + timedelta(days=1), time(0), zone)


def note_home_opened(transaction: Transaction, rep: Rep, now: datetime) -> None:
    """Remember that somebody has opened Home: from now on it follows the day."""
    note_home(transaction, rep.id, find_next_day(now, rep.zone))


def put_off_home(transaction: Transaction, rep_id: int, now: datetime) -> None:
    """Let a Home that could not be shown be tried again in a while."""
    note_home(transaction, rep_id, now + AGAIN_AFTER)


def claim_homes(books: Database, now: datetime, most: int = MOST_AT_ONCE) -> list[tuple[str, str]]:
    """Return (team id, Slack id) of those whose Home is to be shown anew, and expect them tomorrow again.

    Any number of processes may ask: each Home is claimed by one.
    """
    with books.everywhere() as connection:
        due = list_due_homes(connection, now, most)
        for home in due:
            note_home(Transaction(connection, home.workspace), home.rep_id, find_next_day(now, home.zone))
    return [(home.team_id, home.slack_id) for home in due]
