"""Local days and weekly moments, where zones and daylight saving are dealt with (complaint 9)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.weeks import find_zone, latest_weekly_moment, local_day, local_moment

ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"}))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "UTC\0", "Europe"])
def test_a_zone_nobody_knows_means_utc(name: str) -> None:
    assert find_zone(name).key == "UTC"


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 11, 18)),
        ("Pacific/Kiritimati", date(2026, 11, 19)),
        ("Etc/GMT+12", date(2026, 11, 17)),
    ],
)
def test_the_same_moment_is_another_day_elsewhere(zone: str, day: date) -> None:
    assert local_day(datetime(2026, 11, 18, 11, 0, tzinfo=UTC), zone) == day


def test_a_time_that_spring_leaves_out_comes_an_hour_later() -> None:
    moment = local_moment(date(2027, 3, 28), time(2, 30), "Europe/Berlin")
    assert moment == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_time_that_autumn_has_twice_is_the_first() -> None:
    moment = local_moment(date(2026, 10, 25), time(2, 30, fold=1), "Europe/Berlin")
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(INSTANTS, st.integers(0, 6), st.times(), ZONES)
def test_the_newest_appointment_lies_within_the_last_week(
    now: datetime, weekday: int, wall: time, zone: str
) -> None:
    day, moment = latest_weekly_moment(now, weekday, wall, zone)
    assert day.weekday() == weekday
    assert moment <= now
    assert moment == local_moment(day, wall, zone)
    assert local_moment(day + timedelta(days=7), wall, zone) > now


@given(INSTANTS, st.integers(0, 6), st.times(), ZONES)
def test_every_week_has_its_own_appointment_whatever_the_clocks_do(
    now: datetime, weekday: int, wall: time, zone: str
) -> None:
    # Asked every day, as a bot is: asked once a week, an hour of daylight saving could hide a week.
    days = sorted(
        {latest_weekly_moment(now + timedelta(days=day), weekday, wall, zone)[0] for day in range(7 * 60)}
    )
    assert len(days) in {60, 61}
    assert all((later - earlier).days == 7 for earlier, later in pairwise(days))
