"""Slack's list of the people in a workspace, read at the start and once a day."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.failures import log_failure
from bot.messengers import Messengers, Speaker
from jobs.people import list_missing, recognise_people
from storage.database import Database
from storage.workspaces import change_workspace, claim_people, list_workspaces

PEOPLE_EVERY = timedelta(days=1)
PEOPLE_AGAIN = timedelta(hours=1)
"""Where Slack did not tell."""
PATIENCE_SECONDS = 300.0
"""So long in all the reading of lists waits where Slack asks for it; the night's work waits behind it."""
MOST_ASKED_ABOUT = 50
"""People whom the workspace's list leaves out: Slack is asked about each by itself."""


def read_people_due(
    books: Database, messengers: Messengers, now: datetime, stopping: threading.Event
) -> None:
    """Read the lists that are due, of every workspace that is served: each once a day, by one process.

    What no event has told, or nobody heard because the bot stood still, comes to be known so.
    """
    patience = Patience(stopping)
    with books.reading_everywhere() as connection:
        workspaces = list_workspaces(connection)
    for workspace in workspaces:
        messenger = messengers.find_for_workspace(workspace.id)
        if messenger is None or stopping.is_set():
            continue
        with books.transaction(workspace.id) as transaction:
            due = claim_people(transaction, now, now + PEOPLE_EVERY)
        if due and not recognise_everybody(books, Speaker(workspace.id, messenger), patience.wait):
            put_off_people(books, workspace.id, now + PEOPLE_AGAIN)


def put_off_people(books: Database, workspace: int, until: datetime) -> None:
    """Let the list of a workspace be read again not before `until`."""
    with books.transaction(workspace) as transaction:
        change_workspace(transaction, people_due_at=until)


class Patience:
    """Waits as Slack asks, for so many seconds in all, and not once the bot is to stop."""

    def __init__(self, stopping: threading.Event, seconds: float = PATIENCE_SECONDS) -> None:
        self._stopping = stopping
        self._left = seconds

    def wait(self, seconds: float) -> bool:
        """Wait and return True, or False at once where that would take too long."""
        seconds = max(seconds, 1.0)
        if seconds > self._left:
            return False
        self._left -= seconds
        return not self._stopping.wait(seconds)


def recognise_everybody(
    books: Database, speaker: Speaker, wait: Callable[[float], bool] = lambda _seconds: False
) -> bool:
    """Note who is in a workspace, and return whether Slack said so; where it does not answer, nobody.

    Where it asks to wait, `wait` does that (see `SlackMessenger.list_profiles`).
    """
    try:
        profiles = speaker.messenger.list_profiles(wait)
    except Exception as error:
        # Whatever it was: they are recognised one by one when they first say something.
        log_failure("reading the list of people", error)
        return False
    for profile in profiles:
        # One at a time: whoever is being served meanwhile is held only for a moment.
        with books.transaction(speaker.workspace) as transaction:
            recognise_people(transaction, [profile])
    with books.reading(speaker.workspace) as reader:
        missing = list_missing(reader, profiles)
    for profile in missing[:MOST_ASKED_ABOUT]:
        if speaker.messenger.is_gone(profile.slack_id):
            with books.transaction(speaker.workspace) as transaction:
                recognise_people(transaction, [replace(profile, active=False)])
    return True
