"""Small parts of the page: escaped text, dates, numbers with their nouns. Pure."""

import html
import re
from datetime import date

from bot.reports.findings import to_date

# Browsers drop or misread them, and a change of direction could turn the text that follows.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def escape(text: str) -> str:
    """Return a text from elsewhere as it can stand anywhere in the page, attributes included."""
    return html.escape(_UNPRINTABLE.sub("�", text), quote=True)


def isolate(name: str) -> str:
    """Return a name that keeps its direction of reading to itself."""
    return f"<bdi>{escape(name)}</bdi>"


def write_day(day: date | int) -> str:
    """Return 5 Oct 2026."""
    written = to_date(day) if isinstance(day, int) else day
    return f"{written.day} {_MONTHS[written.month - 1]} {written.year}"


def write_month(day: date) -> str:
    """Return Jan ’26 for January, the month alone for the others."""
    month = _MONTHS[day.month - 1]
    return f"{month} ’{day.year % 100:02d}" if day.month == 1 else month


def count(number: int, noun: str, plural: str = "") -> str:
    """Return 1 account, 24 accounts."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def share(part: float | None) -> str:
    """Return 61 %."""
    return "–" if part is None else f"{100 * part:.0f} %"
