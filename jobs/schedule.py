"""The timetable: what the clock asks for, and how a message's facts are looked at again.

Due is data: a tick asks every job what is due, a unique key in the queue makes it happen once, and so
any number of processes may tick. APScheduler only decides when to ask.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jobs.delivery import DeliveryCount, Messenger, Refresher, deliver_due
from jobs.failures import log_failure
from jobs.nudges import KIND as WEEKLY_NUDGE
from jobs.nudges import queue_weekly_nudges, refresh_nudge
from jobs.people import WELCOME, refresh_welcome
from jobs.rhythm_nights import refresh_rhythms
from storage.database import Database
from storage.workspaces import list_workspaces


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the timetable."""

    name: str
    queue: Callable[[Database, int, datetime], int]
    """Does or queues what is due in a workspace and returns how many messages or rows were new."""
    when: str
    """In words, for the person who reads `drumbeat job --help`."""
    what: str = "new"
    """What is counted, for the person who runs it by hand."""


TIMETABLE = (
    Job("rhythms", refresh_rhythms, "every night at 2:00 in the workspace's zone", what="accounts looked at"),
    Job("weekly-nudges", queue_weekly_nudges, "Mondays 08:30 in each rep's zone, or as the rep set it"),
)

REFRESHERS: Mapping[str, Refresher] = {WEEKLY_NUDGE: refresh_nudge, WELCOME: refresh_welcome}


def find_job(name: str) -> Job | None:
    return next((job for job in TIMETABLE if job.name == name), None)


def queue_due(database: Database, jobs: tuple[Job, ...], now: datetime) -> int:
    """Ask these jobs what is due in every workspace and return how many messages or rows were new.

    One that fails stops neither the others nor the delivery; it is asked again at the next tick.
    """
    with database.everywhere() as connection:
        workspaces = list_workspaces(connection)
    new = 0
    for workspace in workspaces:
        for job in jobs:
            try:
                new += job.queue(database, workspace.id, now)
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
    enough: Callable[[], bool] = lambda: False,
) -> DeliveryCount:
    """Deliver until nothing more is due or `enough` says so, and return the count over all rounds."""
    total = DeliveryCount()
    while True:
        if enough():
            return total
        count = deliver_due(database, messenger, REFRESHERS, now=now, owner=owner, clock=clock)
        total.sent += count.sent
        total.dropped += count.dropped
        total.parked += count.parked
        total.postponed += count.postponed
        if not count.handled:
            return total
