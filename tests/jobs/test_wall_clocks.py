"""The weekly message comes when people's own clocks show its hour, whatever their zones do (complaint 9)."""

from datetime import UTC, datetime, time, timedelta
from itertools import repeat

import pytest

from jobs.nudges import queue_weekly_nudges
from jobs.schedule import deliver_all
from storage.database import Database
from storage.records import Consent
from tests.builders import a_rep, a_touch, a_workspace, an_account
from tests.fakes import FakeMessenger

LONG_AGO = 60


def moments(*texts: str) -> list[datetime]:
    return [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in texts]


def ticks_around(expected: list[datetime]) -> list[datetime]:
    """Every six hours, and each half hour for two hours around each moment."""
    day = timedelta(days=1)
    number = (expected[-1] - expected[0] + 2 * day) // timedelta(hours=6)
    ticks = {expected[0] - day + each * timedelta(hours=6) for each in range(number + 1)}
    near = [timedelta(minutes=30 * step) for step in range(-4, 5)]
    return sorted(ticks | {moment + each for moment in expected for each in near})


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [
        # On 24 April Cairo has no half past midnight: the clocks go from 00:00 to 01:00.
        pytest.param(
            "Africa/Cairo",
            (4, time(0, 30)),
            moments("2026-04-16T22:30", "2026-04-23T22:30", "2026-04-30T21:30"),
            id="the hour after midnight is left out",
        ),
        # On 29 October it has half past eleven in the evening twice.
        pytest.param(
            "Africa/Cairo",
            (3, time(23, 30)),
            moments("2026-10-22T20:30", "2026-10-29T20:30", "2026-11-05T21:30"),
            id="the hour before midnight comes twice",
        ),
        pytest.param(
            "Europe/Berlin",
            (0, time(8, 30)),
            moments("2026-03-23T07:30", "2026-03-30T06:30", "2026-04-06T06:30"),
            id="spring",
        ),
        pytest.param(
            "America/New_York",
            (0, time(8, 30)),
            moments("2026-10-26T12:30", "2026-11-02T13:30", "2026-11-09T13:30"),
            id="autumn",
        ),
        pytest.param(
            "Pacific/Kiritimati",
            (0, time(8, 30)),
            moments("2026-11-15T18:30", "2026-11-22T18:30", "2026-11-29T18:30"),
            id="fourteen hours before UTC",
        ),
        pytest.param(
            "Etc/GMT+12",
            (0, time(8, 30)),
            moments("2026-11-16T20:30", "2026-11-23T20:30", "2026-11-30T20:30"),
            id="twelve hours after UTC",
        ),
        pytest.param(
            "Asia/Kathmandu",
            (0, time(0, 0)),
            moments("2026-11-15T18:15", "2026-11-22T18:15", "2026-11-29T18:15"),
            id="midnight, and a quarter of an hour",
        ),
    ],
)
def test_one_message_a_week_at_the_hour_the_clock_on_the_wall_shows(
    sqlite_books: Database, zone: str, hour: tuple[int, time], expected: list[datetime]
) -> None:
    weekday, wall = hour
    workspace = a_workspace(sqlite_books)
    with sqlite_books.transaction(workspace.id) as transaction:
        sam = a_rep(
            transaction,
            zone=zone,
            consent=Consent.YES.value,
            nudge_weekday=weekday,
            nudge_time=wall,
            holidays="",
        )
        account = an_account(transaction, rep_id=sam.id)
        a_touch(transaction, account, days_ago=LONG_AGO, rep=sam, now=expected[0])
    messenger = FakeMessenger()
    posted: list[datetime] = []
    for now in ticks_around(expected):
        queue_weekly_nudges(sqlite_books, workspace.id, now)
        before = len(messenger.posted)
        deliver_all(sqlite_books, messenger, now=repeat(now).__next__, owner="test")
        posted += [now] * (len(messenger.posted) - before)
    assert posted == expected
