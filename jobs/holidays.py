"""Public holidays of the country somebody works in."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from storage.records import Rep

AROUND = timedelta(days=14)

AS_ZONE, NONE = "zone", "none"
"""Choices besides the countries' two letters."""


def list_days_off_of(rep: Rep, today: date) -> frozenset[date]:
    """Return the public holidays around a day: of the chosen country, or else of that of the zone."""
    return list_days_off(guess_country(rep.zone) if rep.holidays is None else rep.holidays, today)


def list_days_off(country: str, today: date) -> frozenset[date]:
    """Return the public holidays around a day; of a country nobody knows, and of "", there are none."""
    years = {(today - AROUND).year, (today + AROUND).year}
    days = frozenset[date]().union(*(_list_year(country, year) for year in years))
    return frozenset(day for day in days if abs(day - today) <= AROUND)


def find_country_of(rep: Rep) -> str:
    """Return the country somebody works in; "" where it is not known."""
    return rep.holidays or guess_country(rep.zone)


def find_weekend_of(rep: Rep) -> Collection[int]:
    """Return on which days of the week nobody works in a person's country; Monday is 0.

    Whoever works through the holidays has the weekend of their zone.
    """
    return _find_weekend(find_country_of(rep))


@lru_cache(maxsize=512)
def _find_weekend(country: str) -> Collection[int]:
    from holidays import HolidayBase, country_holidays  # noqa: PLC0415

    try:
        return frozenset((country_holidays(country) if country else HolidayBase).weekend)
    except NotImplementedError:
        return frozenset(HolidayBase.weekend)


@lru_cache(maxsize=1024)
def _list_year(country: str, year: int) -> frozenset[date]:
    # The library reads all countries in when it is imported.
    from holidays import country_holidays  # noqa: PLC0415

    try:
        return frozenset(country_holidays(country, years=[year])) if country else frozenset()
    except NotImplementedError:
        return frozenset()


@lru_cache(maxsize=1)
def list_countries() -> Mapping[str, str]:
    """Return the countries whose holidays are known: two-letter code → name, by name."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    # The registry has (class name, two-letter code, three-letter code, …) under the name in small letters.
    named = {code: _split_words(class_name) for class_name, code, *_ in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda each: each[1]))


def _split_words(name: str) -> str:
    """Return "United Kingdom" for "UnitedKingdom"."""
    return "".join(f" {letter}" if letter.isupper() and at else letter for at, letter in enumerate(name))


def describe_choice(rep: Rep) -> tuple[str, str]:
    """Return (name, value) of whose public holidays a person keeps, as a form offers it."""
    chosen = AS_ZONE if rep.holidays is None else rep.holidays or NONE
    offered = list_choices(rep, "")
    # A country that the library has given up is what nobody chose: the zone's, which is offered first.
    return next((each for each in offered if each[1] == chosen), offered[0])


def list_choices(rep: Rep, typed: str) -> list[tuple[str, str]]:
    """Return (name, value) of what a person can choose, those first that begin with what they typed."""
    country = list_countries().get(guess_country(rep.zone))
    own = f"As my time zone says: {country}" if country else "As my time zone says"
    offered = [(own, AS_ZONE), ("None, I work through them", NONE)]
    offered += [(name, code) for code, name in list_countries().items()]
    wanted = typed.casefold()
    found = [each for each in offered if wanted in each[0].casefold() or wanted == each[1].casefold()]
    return sorted(found, key=lambda each: wanted != "" and not each[0].casefold().startswith(wanted))


def read_choice(value: str) -> str | None:
    """Return what is kept of a choice: a country's code, "" for none, None for what the zone says."""
    return {AS_ZONE: None, NONE: ""}.get(value, value)


@lru_cache(maxsize=512)
def guess_country(zone: str) -> str:
    """Return the country of an IANA time zone, "" where a zone belongs to none or to several."""
    return _read_zone_table().get(zone, "")


@lru_cache(maxsize=1)
def _read_zone_table() -> Mapping[str, str]:
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    countries = {zone: country for country, _, zone, *_ in rows}
    # Names of old: "L Asia/Kolkata Asia/Calcutta" in the same data.
    links = files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text(encoding="utf-8").splitlines()
    for _, now_called, once_called in (line.split() for line in links if line.startswith("L ")):
        if now_called in countries:
            countries.setdefault(once_called, countries[now_called])
    return countries
