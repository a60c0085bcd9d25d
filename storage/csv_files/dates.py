"""Dates as spreadsheets and CRMs write them.

Written out by hand rather than handed to a general parser: those fill what is missing from today's date, and
take 3/4 for whatever their authors are used to.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from storage.csv_files.cells import CellError
from storage.csv_files.reading import UnusableFileError


class DateOrder(StrEnum):
    """Which comes first in 3/4/2026."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_GAP = r"[\s,/\-]*"

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_WORDS = (
    re.compile(rf"{_DAY}{_GAP}(?:of\s+)?{_MONTH}{_GAP}{_YEAR}"),
    re.compile(rf"{_MONTH}{_GAP}{_DAY}(?:[\s,/\-]+){_YEAR}"),
    re.compile(rf"(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}{_DAY}"),
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+")
_TIME = re.compile(
    r"(?:(?<=\d)t|[\s,]+(?:at\s+)?)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"\s*(?:(?P<utc>z|utc|gmt)|)(?P<offset>[+-]\d{2}:?\d{2})?$"
)


def choose_order(
    texts: Iterable[str], asked: DateOrder | None, elsewhere: Iterable[str] = ()
) -> DateOrder | None:
    """Return how dates such as 3/4/2026 are to be read: as asked, or as the other dates of the file show.

    Where `texts` themselves do not tell, the dates among the cells `elsewhere` in the file do. Raises
    UnusableFileError where nothing tells. None means that it makes no difference.
    """
    if asked is not None:
        return asked
    shown: set[DateOrder] = set()
    unclear: str | None = None
    for text in set(texts):
        orders = _list_orders(text)
        if len(orders) == 1:
            shown.add(orders[0])
        elif orders:
            unclear = min(text, unclear or text)
    if unclear is not None and not shown:
        shown = {orders[0] for text in elsewhere if len(orders := _list_orders(text)) == 1}
    if unclear is not None and len(shown) != 1:
        raise UnusableFileError(
            f"The date {unclear} can be read in two ways; "
            "add --dates dmy (day first) or --dates mdy (month first)."
        )
    return shown.pop() if len(shown) == 1 else None


def _list_orders(text: str) -> list[DateOrder]:
    """Return in which orders a text is a date of numbers: none where the order does not matter."""
    if not text[:40].strip()[:2].rstrip("-/").isdecimal() and not _WEEKDAY.match(text.lower()):
        return []  # as most cells
    found = _NUMBERS.match(_clean(text))
    if found is None or found[2] == "." or int(found[1]) == int(found[3]):
        return []
    return [order for order in DateOrder if _is_moment(text, order)]


def _is_moment(text: str, order: DateOrder) -> bool:
    try:
        read_moment(text, order)
    except CellError:
        return False
    return True


@lru_cache(maxsize=100_000)
def read_moment(text: str, order: DateOrder | None = None) -> date | datetime:
    """Read a date, or a date and time with or without an offset. Raises CellError."""
    cleaned = _clean(text)
    found = _TIME.search(cleaned)
    day = _read_day(cleaned[: found.start()] if found else cleaned, text, order)
    return day if found is None else datetime.combine(day, _read_time(found, text))


def _clean(text: str) -> str:
    return _WEEKDAY.sub("", " ".join(text.lower().split()))


def _read_day(written: str, text: str, order: DateOrder | None) -> date:
    year, month, day = _find_day(written.strip(" ,"), text, order)
    try:
        return date(year, month, day)
    except ValueError:
        if month > 12 and order is not None:
            first = "day" if order is DateOrder.DAY_FIRST else "month"
            raise CellError(f"“{text}” is not a date: dates are read with the {first} first here.") from None
        raise CellError(f"“{text}” is a day that does not exist.") from None


def _find_day(written: str, text: str, order: DateOrder | None) -> tuple[int, int, int]:
    found = _YEAR_FIRST.fullmatch(written)
    if found:
        return int(found[1]), int(found[3]), int(found[4])
    if len(written) == 8 and written.isdecimal() and written[:2] in ("19", "20"):
        return int(written[:4]), int(written[4:6]), int(written[6:])
    found = _NUMBERS.fullmatch(written)
    if found:
        first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
        day_first = order is DateOrder.DAY_FIRST or found[2] == "." or (order is None and first > 12)
        return (year, second, first) if day_first else (year, first, second)
    for pattern in _WORDS:
        found = pattern.fullmatch(written)
        if found:
            return _full_year(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"])
    raise CellError(f"“{text}” is not a date; write 2026-03-31, for example.")


def _full_year(written: str) -> int:
    return int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 70 else 1900)


def _read_time(found: re.Match[str], text: str) -> time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise CellError(f"“{text}” has a time that does not exist.")
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    microsecond = int((found["part"] or "")[:6].ljust(6, "0"))
    try:
        return time(
            hour, int(found["minute"]), int(found["second"] or 0), microsecond, tzinfo=_read_offset(found)
        )
    except ValueError:
        raise CellError(f"“{text}” has a time that does not exist.") from None


def _read_offset(found: re.Match[str]) -> timezone | None:
    offset: str | None = found["offset"]
    if offset is None:
        return UTC if found["utc"] else None
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timezone(timedelta(minutes=minutes if offset[0] == "+" else -minutes))
