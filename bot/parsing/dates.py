"""Days as people write them: "tue", "3 days ago", "25 Nov", "in 2 weeks". `today` is always given."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.parsing.words import NotUnderstood

_WEEKDAY_SPELLINGS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "weds", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
WEEKDAYS = {spelling: number for number, spellings in enumerate(_WEEKDAY_SPELLINGS) for spelling in spellings}
"""Each spelling of a weekday → its number; Monday is 0."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTHS, 1)}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ["a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
    for word in words.split()
}
_OLDEST = date(2000, 1, 1)
_STILL_TO_COME = timedelta(days=31)
"""A day without a year that is so near is more likely a slip than meant for the other year."""

_WEEKDAY = "|".join(WEEKDAYS)
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + r")\s+(?P<unit>day|week|month|year)s?"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_NUMERIC = (
    r"(?P<iso>\d{4}(?P<dash>[-/.])\d{1,2}(?P=dash)\d{1,2})"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)?)"
    r"|(?P<slashed>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?)"
)
_CALENDAR = (
    rf"(?:(?P<said>{_WEEKDAY})\b\.?,?\s+)?(?:{_NUMERIC}"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{{4}}))?)"
)
_BEFORE, _AFTER = r"(?<![\w'’#@/.:$€£+-])", r"(?![\w'’/@%$€£]|[-.:,]\w)"
_PART_OF_DAY = r"(?:\s+(?:morning|afternoon|evening|night))?"
# Both are for lowered text: a pattern that ignores case tries every letter the slow way, and this runs on
# every command.
_DAY = re.compile(
    rf"{_BEFORE}(?:(?P<named>(?:earlier\s+)?today|(?:the\s+)?day\s+before\s+yesterday|yesterday"
    rf"|last\s+(?:night|week)){_PART_OF_DAY}"
    rf"|{_COUNT}\s+ago"
    rf"|(?:on\s+(?:the\s+)?)?{_CALENDAR}"
    rf"|(?:on\s+)?(?:(?P<which>last|this)\s+)?(?P<weekday>{_WEEKDAY})\b(?:\.(?!\w))?{_PART_OF_DAY}"
    rf"){_AFTER}"
)
_COMING_DAY = re.compile(
    rf"(?:(?:until|till|to|on|from)\s+(?:the\s+(?=\d))?)?(?:(?P<named>today|(?:the\s+)?day\s+after\s+tomorrow|tomorrow"
    rf"|next\s+(?:week|month))"
    rf"|(?:(?:in|for)\s+)?{_COUNT}"
    rf"|{_CALENDAR}"
    rf"|(?:(?P<which>next|this)\s+)?(?P<weekday>{_WEEKDAY})\.?)"
)
_DAYS_TO_MISSPELL = (*(spellings[0] for spellings in _WEEKDAY_SPELLINGS), "yesterday")
_PERHAPS_MISSPELT = re.compile(r"[mtwfsy](?=[a-z]*d)[a-z]{3,9}(?:ay|ya|dy|ey)")
_ORDINARY = frozenset(
    ["midday", "someday", "munday", "sunray", "sundry", "friary", "thursby", "moody", "muddy"]
)


@dataclass(frozen=True, slots=True)
class FoundDay:
    """Words of a text that mean a day, or look as if they should."""

    start: int
    end: int
    day: date | NotUnderstood


def read_day(text: str, today: date) -> date | NotUnderstood | None:
    """Return the day in the past that the whole text means, or nothing if it is no day.

    A weekday is the most recent one, today included; "last tue" is before today. Without a year it is the
    most recent such day, except that a day just ahead is refused, as is "3/11", which could be two days.
    """
    text = text.strip(" \t\n,!")
    found = _match_all(_DAY, text)
    return _past_day(found, text, today) if found else suspect_day(text, today)


def find_days(text: str, today: date) -> Iterator[FoundDay]:
    """Yield the words of `text` that `read_day` would read, from left to right."""
    for found in _DAY.finditer(_lower(text)):
        start, end = found.span()
        if day := _past_day(found, text[start:end], today):
            yield FoundDay(start, end, day)


def read_coming_day(text: str, today: date) -> date | NotUnderstood | None:
    """Return the day from today on that the whole text means, or nothing if it is no day.

    A weekday is the next one after today, "next monday" the one in next calendar week, "next week" its
    Monday.
    """
    text = text.strip(" \t\n,!")
    found = _match_all(_COMING_DAY, text)
    return _coming_day(found, text, today) if found else suspect_day(text, today)


def check_touch_day(day: date, today: date) -> NotUnderstood | None:
    """Refuse a day on which nothing can have happened yet, or that must be a slip.

    One day ahead is let through: where a colleague is, it may be tomorrow already.
    """
    if day > today + timedelta(days=1):
        return NotUnderstood(
            f"{write_day(day, today)} is still to come. A touch is logged after it happened: try `today` or "
            f"`{write_day(today, today)}`."
        )
    if day < _OLDEST:
        return NotUnderstood(
            f"{write_day(day, today)} is very long ago. Check the year, for example "
            f"`{day.day} {_MONTHS[day.month - 1]} {today.year}`."
        )
    return None


def suspect_day(word: str, today: date) -> NotUnderstood | None:
    """Return a question if `word` is clearly a misspelt day, as "tuseday" is and "midday" is not."""
    lowered = word.lower()
    if lowered in _ORDINARY or not _PERHAPS_MISSPELT.fullmatch(lowered) or lowered in _DAYS_TO_MISSPELL:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded only when a word is suspect

    for name in _DAYS_TO_MISSPELL:
        near = 2 if len(name) > 7 and lowered.endswith("day") else 1
        if lowered[0] == name[0] and OSA.distance(lowered, name) <= near:
            return NotUnderstood(
                f"I could not read the date ‘{word}’. Try `{name}` or `{write_day(today, today)}`."
            )
    return None


def write_day(day: date, today: date) -> str:
    """Return "3 Nov", with the year if it is not this year's."""
    return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")


def _past_day(found: re.Match[str], typed: str, today: date) -> date | NotUnderstood | None:
    try:
        if found["named"]:
            return today - timedelta(days=_days_back(found["named"]))
        if found["count"]:
            return _shift(today, _count(found), found["unit"], -1)
        if found["weekday"]:
            return _past_weekday(WEEKDAYS[found["weekday"]], found["which"], today)
        return _calendar_day(found, today, coming=False)
    except (OverflowError, ValueError):
        return NotUnderstood(
            f"There is no day ‘{typed}’. Try `{today.isoformat()}` or `{write_day(today, today)}`."
        )


def _past_weekday(weekday: int, which: str | None, today: date) -> date | None:
    back = (today.weekday() - weekday) % 7
    if which == "this" and back > today.weekday():
        return None  # still to come
    return today - timedelta(days=back or 7 if which == "last" else back)


def _coming_day(found: re.Match[str], typed: str, today: date) -> date | NotUnderstood | None:
    try:
        if found["named"]:
            return _named_coming(found["named"], today)
        if found["count"]:
            return _shift(today, _count(found), found["unit"], 1)
        if found["weekday"]:
            weekday = WEEKDAYS[found["weekday"]]
            if found["which"] == "next":
                return today + timedelta(days=7 - today.weekday() + weekday)
            return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
        return _calendar_day(found, today, coming=True)
    except (OverflowError, ValueError):
        return NotUnderstood(
            f"There is no day ‘{typed}’. Try `{today.isoformat()}` or `{write_day(today, today)}`."
        )


def _match_all(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    # "3.11." needs its last dot, "yesterday." does not.
    return pattern.fullmatch(_lower(text)) or pattern.fullmatch(_lower(text.rstrip(".")))


def _lower(text: str) -> str:
    """Return `text` in small letters, each at its place; the Turkish İ would otherwise become two."""
    return text.replace("İ", "i").lower()


def _days_back(words: str) -> int:
    if "before" in words:
        return 2
    if words.endswith("week"):
        return 7
    return 0 if words.endswith("today") else 1


def _named_coming(words: str, today: date) -> date:
    if words.endswith("week"):
        return today + timedelta(days=7 - today.weekday())
    if words.endswith("month"):
        return _shift(today, 1, "month", 1).replace(day=1)
    return today + timedelta(days=0 if words == "today" else 2 if "after" in words else 1)


def _count(found: re.Match[str]) -> int:
    return _NUMBERS.get(found["count"]) or int(found["count"])


def _shift(today: date, count: int, unit: str, sign: int) -> date:
    if unit in ("day", "week"):
        return today + timedelta(days=sign * count * (7 if unit == "week" else 1))
    years, month = divmod(today.month - 1 + sign * count * (12 if unit == "year" else 1), 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _calendar_day(found: re.Match[str], today: date, *, coming: bool) -> date | NotUnderstood | None:
    """Read a day with its month; raises ValueError where there is no such day.

    Numbers that cannot be day and month, such as "24/7", "50/50" and "3.50.", are no day at all.
    """
    year: int | None
    if found["iso"]:
        year, month, day = map(int, found["iso"].split(found["dash"]))
    elif found["slashed"]:
        first, second, year = _numbers(found["slashed"].split("/"))
        if first != second and max(first, second) <= 12:
            one, other = (f"{day} {_MONTHS[month - 1]}" for day, month in ((first, second), (second, first)))
            return NotUnderstood(
                f"‘{found['slashed']}’ could be {one} or {other}. Write `{one}` or `{other}`."
            )
        day, month = (first, second) if second <= 12 else (second, first)
        if year is None and (month > 12 or found["slashed"] == "24/7"):
            return None
    elif found["dotted"]:
        day, month, year = _numbers(found["dotted"].split("."))
        if year is None and not (1 <= month <= 12 and day <= 31):
            return None
    else:
        day = int(found["day"] or found["day2"])
        month = _MONTH_NUMBERS[(found["month"] or found["month2"])[:3]]
        written = found["year"] or found["year2"]
        year = int(written) if written else None
    meant = date(year, month, day) if year is not None else _nearest(day, month, today, coming=coming)
    if isinstance(meant, date) and found["said"] and WEEKDAYS[found["said"]] != meant.weekday():
        name = _WEEKDAY_SPELLINGS[meant.weekday()][0].capitalize()
        return NotUnderstood(
            f"{write_day(meant, today)} is a {name}. Write only the date, or only the weekday."
        )
    if isinstance(meant, date) and coming and meant < today:
        return NotUnderstood(f"{write_day(meant, today)} is already past. Try `tomorrow` or `in 2 weeks`.")
    return meant


def _numbers(parts: list[str]) -> tuple[int, int, int | None]:
    year = int(parts[2]) if parts[2:] and parts[2] else None
    return int(parts[0]), int(parts[1]), year + 2000 if year is not None and len(parts[2]) == 2 else year


def _nearest(day: int, month: int, today: date, *, coming: bool) -> date | NotUnderstood:
    """Return the most recent such day, or the next one, unless it only just lies in the other direction."""
    years = [today.year + step for step in (-1, 0, 1)]
    days = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    behind = max((one for one in days if one <= today), default=None)
    ahead = min((one for one in days if one >= today), default=None)
    meant, missed = (ahead, behind) if coming else (behind, ahead)
    if missed and timedelta(days=0) < abs(missed - today) <= _STILL_TO_COME:
        if not coming and check_touch_day(missed, today) is None:
            return missed
        direction = "is already past" if coming else "is still to come"
        return NotUnderstood(
            f"{write_day(missed, today)} {direction}. If you mean another year, write it: "
            f"`{missed.day} {_MONTHS[month - 1]} {missed.year + (1 if coming else -1)}`."
        )
    if meant is None:
        raise ValueError
    return meant
