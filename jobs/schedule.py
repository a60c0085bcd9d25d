"""The timetable: what the clock asks for, and how a message's facts are looked at again.

Due is data: a tick asks every job what is due, a unique key in the queue makes it happen once, and so
any number of processes may tick. APScheduler only decides when to ask.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from jobs.brainstorm_posts import BRAINSTORM
from jobs.brainstorms import advance_brainstorms, refresh_brainstorm_post
from jobs.delivery import Arrival, DeliveryCount, Messenger, Refresher, Rereader, deliver_due
from jobs.departures import KEPT_AFTER_LEAVING, forget_departed
from jobs.failures import log_failure
from jobs.interruptions import INTERRUPTED, refresh_interruption
from jobs.news import tell_news
from jobs.news_messages import (
    FEED_ADDED,
    NEWS_TODAY,
    note_told_feeds,
    refresh_feed_answer,
    refresh_news_today,
)
from jobs.nudges import KIND as WEEKLY_NUDGE
from jobs.nudges import queue_weekly_nudges, read_nudge_again, refresh_nudge
from jobs.people import WELCOME, refresh_welcome
from jobs.rhythm_nights import refresh_rhythms
from jobs.rules.delivery import Holds
from storage.database import Database
from storage.installations import list_ended_installations
from storage.old_messages import delete_outlived, list_outlived
from storage.workspaces import list_workspaces

Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


Enough = Callable[[], bool]
"""Says whether to stop; what is not done then is due at the next tick."""


def watch_nothing(_done: int, _total: int) -> None:
    """Let nobody watch."""


def go_on() -> bool:
    """Never stop before the end."""
    return False


class Work(Protocol):
    """Does or queues what is due in a workspace and returns how many messages or rows were new."""

    def __call__(
        self,
        books: Database,
        workspace: int,
        now: datetime,
        progress: Progress = ...,
        enough: Enough = ...,
        /,
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the timetable."""

    name: str
    work: Work
    when: str
    """In words, for the person who reads `drumbeat job --help`."""
    what: str = "new"
    """What is counted, for the person who runs it by hand."""
    lasting: bool = False
    """It may take minutes, so no message waits behind it."""
    kind: str | None = None
    """Of the messages it queues."""
    after_polling: bool = False
    """It follows a round of asking the feeds, which whoever runs it sees to."""
    departed: bool = False
    """It is for the workspaces that took the bot out, where nothing else is done any more."""


TIMETABLE = (
    Job(
        "rhythms",
        refresh_rhythms,
        "every night at 2:00, where the day begins last for the team",
        what="accounts looked at",
        lasting=True,
    ),
    Job(
        "weekly-nudges",
        queue_weekly_nudges,
        "Mondays 08:30 in each rep's zone, or as the rep set it",
        kind=WEEKLY_NUDGE,
    ),
    Job(
        "news",
        tell_news,
        "every minute: the feeds that are due are asked, and what they brought is told",
        what="messages about feeds and news",
        lasting=True,
        after_polling=True,
    ),
    Job(
        "brainstorms",
        advance_brainstorms,
        "when the minutes of a brainstorm's phase are over",
        what="phases ended",
    ),
    Job(
        "departures",
        forget_departed,
        f"{KEPT_AFTER_LEAVING.days} days after a workspace took the bot out",
        what="workspaces deleted",
        departed=True,
    ),
)

REFRESHERS: Mapping[str, Refresher] = {
    WEEKLY_NUDGE: refresh_nudge,
    WELCOME: refresh_welcome,
    NEWS_TODAY: refresh_news_today,
    FEED_ADDED: refresh_feed_answer,
    BRAINSTORM: refresh_brainstorm_post,
    INTERRUPTED: refresh_interruption,
}
REREADERS: Mapping[str, Rereader] = {WEEKLY_NUDGE: read_nudge_again}
ARRIVALS: Mapping[str, Arrival] = {WEEKLY_NUDGE: note_told_feeds}
COMPOSED_EARLY = frozenset({BRAINSTORM})


KEPT_FOR: Mapping[str, timedelta] = {
    WEEKLY_NUDGE: timedelta(days=183),
    NEWS_TODAY: timedelta(days=183),
    BRAINSTORM: timedelta(days=183),
    INTERRUPTED: timedelta(days=183),
}
"""How long after its moment a message that is at its end is remembered.

Other kinds stay for good: that somebody was asked once in their life is known by that row alone.
"""
DELETED_AT_ONCE = 200


def find_job(name: str) -> Job | None:
    return next((job for job in TIMETABLE if job.name == name), None)


def queue_due(
    database: Database,
    jobs: tuple[Job, ...],
    now: datetime,
    progress: Progress = watch_nothing,
    enough: Enough = go_on,
) -> int:
    """Ask these jobs what is due in every workspace and return how many messages or rows were new.

    One that fails stops neither the others nor the delivery; it is asked again at the next tick.
    """
    with database.reading_everywhere() as connection:
        workspaces = list_workspaces(connection)
        departed = {each.workspace for each in list_ended_installations(connection)}
    new = 0
    for workspace in workspaces:
        for job in jobs:
            if enough():
                return new
            if job.departed is not (workspace.id in departed):
                continue
            try:
                new += job.work(database, workspace.id, now, progress, enough)
            except Exception as error:
                log_failure(f"The job {job.name} in workspace {workspace.id} failed", error)
    return new


def deliver_all(
    database: Database,
    messenger: Messenger,
    *,
    now: Callable[[], datetime],
    owner: str,
    clock: Callable[[], datetime] | None = None,
    holds: Holds | None = None,
    kind: str | None = None,
    enough: Enough = go_on,
    stop: Enough = go_on,
) -> DeliveryCount:
    """Deliver until nothing more is due, and return the count over all rounds.

    `enough` ends it after a batch, `stop` before the next message. Of a `kind`, where one is named.
    """
    total = DeliveryCount()
    holds = holds or Holds()
    while True:
        if enough() or stop():
            return total
        count = deliver_due(
            database,
            messenger,
            REFRESHERS,
            rereaders=REREADERS,
            arrivals=ARRIVALS,
            composed_early=COMPOSED_EARLY,
            now=now,
            owner=owner,
            clock=clock,
            holds=holds,
            kind=kind,
            enough=stop,
        )
        total.sent += count.sent
        total.dropped += count.dropped
        total.parked += count.parked
        total.postponed += count.postponed
        if not count.handled:
            return total


def delete_old_messages(database: Database, now: datetime, *, enough: Enough = go_on) -> int:
    """Delete what was sent or given up long ago, and return how many messages that were.

    A few at a time, so that nobody who logs a touch meanwhile waits for it.
    """
    with database.reading_everywhere() as connection:
        workspaces = list_workspaces(connection)
    deleted = 0
    for workspace in workspaces:
        for kind, age in KEPT_FOR.items():
            while not enough():
                with database.reading(workspace.id) as reader:
                    old = list_outlived(reader, kind, now - age, DELETED_AT_ONCE)
                if not old:
                    break
                with database.transaction(workspace.id) as transaction:
                    deleted += delete_outlived(transaction, old)
    return deleted
