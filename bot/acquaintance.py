"""Finds out at a start who is in a workspace."""

from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.failures import log_failure
from bot.messengers import Speaker
from jobs.people import list_missing, recognise_people
from storage.database import Database

MOST_ASKED_ABOUT = 50
"""People whom the workspace's list leaves out, at a start: Slack is asked about each by itself."""


def recognise_everybody(books: Database, speaker: Speaker) -> None:
    """Note who is in a workspace; where Slack does not answer, nobody."""
    try:
        profiles = speaker.messenger.list_profiles()
    except (SlackApiError, OSError) as error:
        # They are recognised one by one when they first say something.
        log_failure("reading the list of people", error)
        return
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
