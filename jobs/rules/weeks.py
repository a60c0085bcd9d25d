"""Local days and weekly moments: where the zones and daylight saving are dealt with."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@lru_cache(maxsize=512)
def find_zone(name: str) -> ZoneInfo:
    """Return the IANA zone; a name nobody knows means UTC, so that one odd profile stops nobody's work."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def local_day(now: datetime, zone: str) -> date:
    """Return which calendar day it is at `now` for somebody in `zone`."""
    return now.astimezone(find_zone(zone)).date()


def local_moment(day: date, wall: time, zone: str) -> datetime:
    """Return the moment at which the clocks in `zone` show `wall` on `day`, in UTC.

    A time that daylight saving leaves out comes an hour later; one that happens twice is the first.
    """
    return datetime.combine(day, wall.replace(fold=0), find_zone(zone)).astimezone(UTC)


def latest_weekly_moment(now: datetime, weekday: int, wall: time, zone: str) -> tuple[date, datetime]:
    """Return the newest (local day, moment) of a weekly appointment that is not after `now`; Monday is 0."""
    today = local_day(now, zone)
    day = today - timedelta(days=(today.weekday() - weekday) % 7)
    moment = local_moment(day, wall, zone)
    if moment > now:
        day -= timedelta(days=7)
        moment = local_moment(day, wall, zone)
    return day, moment


WEEKEND: Collection[int] = frozenset({5, 6})
"""Saturday and Sunday; elsewhere it is on other days, as the callers say."""


def is_working_day(day: date, days_off: Collection[date] = (), weekend: Collection[int] = WEEKEND) -> bool:
    """Return whether a day is neither on a weekend nor among the public holidays `days_off`."""
    return day.weekday() not in weekend and day not in days_off


def count_on_working_days(
    day: date, number: int, days_off: Collection[date] = (), weekend: Collection[int] = WEEKEND
) -> date:
    """Return the working day that comes `number` (at least 1) working days after a day."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day, days_off, weekend)
    return day
