"""Public holidays, by country and by zone."""

from datetime import date
from zoneinfo import available_timezones

import pytest

from jobs.holidays import (
    AS_ZONE,
    describe_choice,
    find_weekend_of,
    guess_country,
    list_countries,
    list_days_off,
    list_days_off_of,
)
from storage.records import Rep


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/London", "GB"),
        ("America/New_York", "US"),
        ("Asia/Tokyo", "JP"),
        ("America/Buenos_Aires", "AR"),
        ("Asia/Calcutta", "IN"),
        ("US/Eastern", "US"),
        ("UTC", ""),
        ("Etc/GMT+3", ""),
        ("Not/AZone", ""),
    ],
)
def test_the_country_of_a_zone(zone: str, country: str) -> None:
    assert guess_country(zone) == country


def test_every_guess_is_a_country_one_can_choose() -> None:
    guesses = {guess_country(zone) for zone in available_timezones()} - {""}
    assert len(guesses) > 200
    assert guesses <= set(list_countries())


def test_countries_are_named_for_people() -> None:
    assert list_countries()["GB"] == "United Kingdom"
    assert list(list_countries().values()) == sorted(list_countries().values())


def test_holidays_around_a_new_year_are_those_of_both_years() -> None:
    days = list_days_off("GB", date(2026, 12, 30))
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)} <= days
    assert all(date(2026, 12, 16) <= day <= date(2027, 1, 13) for day in days)


def test_a_country_nobody_knows_has_none() -> None:
    assert list_days_off("ZZ", date(2026, 12, 25)) == list_days_off("", date(2026, 12, 25)) == frozenset()


@pytest.mark.parametrize(("chosen", "off"), [(None, True), ("", False), ("FR", False), ("GB", True)])
def test_what_somebody_has_chosen_counts_before_their_zone(chosen: str | None, *, off: bool) -> None:
    sam = Rep(1, "Sam", "U1", zone="Europe/London", holidays=chosen)
    boxing_day = date(2026, 12, 28)
    assert (boxing_day in list_days_off_of(sam, boxing_day)) is off


@pytest.mark.parametrize(
    ("zone", "chosen", "weekend"),
    [
        ("Asia/Riyadh", None, {4, 5}),
        ("Asia/Riyadh", "", {4, 5}),
        ("Asia/Riyadh", "DE", {5, 6}),
        ("Asia/Tehran", None, {4}),
        ("Europe/Berlin", None, {5, 6}),
        ("UTC", None, {5, 6}),
        ("UTC", "ZZ", {5, 6}),
    ],
)
def test_the_weekend_is_that_of_the_country(zone: str, chosen: str | None, weekend: set[int]) -> None:
    assert find_weekend_of(Rep(1, "Sam", "U1", zone=zone, holidays=chosen)) == weekend


def test_a_country_that_is_known_no_more_keeps_no_settings_closed() -> None:
    assert describe_choice(Rep(1, "Sam", "U1", holidays="YU"))[1] == AS_ZONE
