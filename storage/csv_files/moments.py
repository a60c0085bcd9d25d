"""A whole column of dates and times at once: ISO forms by arithmetic on the bytes, the rest one by one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from storage.csv_files.cells import CellError
from storage.csv_files.dates import DateOrder, choose_order, read_moment
from storage.csv_files.options import open_zone
from storage.csv_files.texts import TextColumn

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DAY = 86_400_000_000
"""Microseconds."""
_EPOCH = date(1970, 1, 1)
_QUARTER_HOUR = 900_000_000

# `#` is a digit, `T` a T or a blank, `±` a plus or minus, `.` a point or comma; the rest stands for itself.
_FORMS = tuple(
    f"####-##-##{time}{offset}"
    for time in ("T##:##", "T##:##:##", "T##:##:##.###", "T##:##:##.######")
    for offset in ("", "Z", "±##:##", "±####")
)
_ALTERNATIVES = {"T": b"Tt ", "±": b"+-", ".": b".,", "Z": b"Zz"}


@dataclass(frozen=True, slots=True)
class Moments:
    """What the cells of a column say; rows that say nothing usable are in `errors`."""

    day: Ints
    """(n,) days since 1970-01-01, in local time as written or in the zone that was asked for."""
    stamp: Ints
    """(n,) equal for equal moments: twice the microseconds since 1970, plus 1 with an offset."""
    errors: dict[int, str]
    """Row → why it is no moment."""


def read_moments(column: TextColumn, order: DateOrder | None, zone: str | None) -> Moments:
    """Read a column of dates, with times and offsets or without.

    What has an offset is put into `zone`; without a zone it keeps the day as written. Raises
    UnusableFileError where 3/4/2026 can be read in two ways.
    """
    rows = len(column)
    day, stamp = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    open_rows = np.ones(rows, np.bool_)
    alike = rows > 0 and int(column.lengths.min()) == int(column.lengths.max())
    for length in np.flatnonzero(np.bincount(column.lengths, minlength=1)).tolist():
        forms = ["####-##-##"] if length == 10 else [form for form in _FORMS if len(form) == length]
        if not forms:
            continue
        here = None if alike else np.flatnonzero(column.lengths == length)
        cells = column.cut(here, length)
        for form in forms:
            fits = _read_form(cells, form, zone)
            if fits is None:
                continue
            good, its_day, its_stamp = fits
            if here is None and bool(good.all()):
                return Moments(its_day, its_stamp, {})
            places = np.flatnonzero(good) if here is None else here[good]
            day[places], stamp[places] = its_day[good], its_stamp[good]
            open_rows[places] = False
    moments = Moments(day, stamp, {})
    _read_one_by_one(column, np.flatnonzero(open_rows), moments, order, zone)
    return moments


def _read_form(cells: npt.NDArray[np.uint8], form: str, zone: str | None) -> tuple[Bools, Ints, Ints] | None:
    """Read every cell (a row of bytes each) that has this form; None where none has."""
    good = np.ones(len(cells), np.bool_)
    for place, sign in enumerate(form):
        bytes_here = cells[:, place]
        if sign == "#":
            good &= (bytes_here - np.uint8(48)) <= 9  # what is below "0" wraps around to far above
        else:
            allowed = _ALTERNATIVES.get(sign, sign.encode())
            fits = bytes_here == allowed[0]
            for other in allowed[1:]:
                fits |= bytes_here == other
            good &= fits
        if place == 10 and not good.any():
            return None
    if not good.any():
        return None

    def number(start: int, digits: int) -> npt.NDArray[np.int32]:
        value = cells[:, start].astype(np.int32) - 48
        for place in range(start + 1, start + digits):
            value = value * 10 + (cells[:, place].astype(np.int32) - 48)
        return value

    day, exists = _count_days(number(0, 4), number(5, 2), number(8, 2))
    good &= exists
    if len(form) == 10:
        return good, day, day * (2 * DAY)
    hour, minute = number(11, 2), number(14, 2)
    seconds = hour.astype(np.int64) * 3600 + minute * 60
    good &= (hour < 24) & (minute < 60)
    rest = form[16:]
    if rest.startswith(":"):
        second = number(17, 2)
        good &= second < 60
        seconds += second
    parts = seconds * 1_000_000
    if "." in rest:
        digits = rest.count("#", 3 + 1, rest.find("±") if "±" in rest else None)
        parts += number(20, digits).astype(np.int64) * 10 ** (6 - digits)
    wall = day * DAY + parts
    if "±" in rest:
        start = form.index("±")
        offset = number(start + 1, 2).astype(np.int64) * 60 + number(len(form) - 2, 2)
        good &= offset < 24 * 60
        offset = np.where(cells[:, start] == ord("-"), -offset, offset) * 60_000_000
    elif rest.endswith("Z"):
        offset = np.int64(0)
    else:
        return good, day, wall * 2
    instant = wall - offset
    return good, day if zone is None else _days_in(zone, instant), instant * 2 + 1


@cache
def _month_table() -> tuple[Ints, npt.NDArray[np.int32]]:
    starts = np.arange("0000-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return starts[:-1], np.diff(starts).astype(np.int32)


def _count_days(
    year: npt.NDArray[np.int32], month: npt.NDArray[np.int32], day: npt.NDArray[np.int32]
) -> tuple[Ints, Bools]:
    """Return days since 1970-01-01, and which of the dates exist."""
    starts, lengths = _month_table()
    exists = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    place = np.clip(year * 12 + month - 1, 0, len(starts) - 1)
    exists &= day <= lengths[place]
    return starts[place] + day - 1, exists


def _days_in(zone: str, instant: Ints) -> Ints:
    """Return the local day of instants. Zones change on quarter hours, and there are few of those."""
    place = open_zone(zone)
    quarters, which = np.unique(instant // _QUARTER_HOUR, return_inverse=True)
    offsets = np.zeros(len(quarters), np.int64)
    for number, quarter in enumerate(quarters.tolist()):
        try:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=quarter * _QUARTER_HOUR)
            offset = moment.astimezone(place).utcoffset()
        except OverflowError:
            continue  # the first or last day of the calendar: the year is checked later
        offsets[number] = 0 if offset is None else offset // timedelta(microseconds=1)
    return (instant + offsets[which.reshape(-1)]) // DAY


def _read_one_by_one(
    column: TextColumn, rows: Ints, moments: Moments, order: DateOrder | None, zone: str | None
) -> None:
    texts = column.texts(rows)
    order = choose_order(set(texts), order)
    for row, text in zip(rows.tolist(), texts, strict=True):
        try:
            moments.day[row], moments.stamp[row] = _place(read_moment(text, order), zone)
        except CellError as error:
            moments.errors[row] = str(error) if text.strip() else "the date is missing"


def _place(moment: date | datetime, zone: str | None) -> tuple[int, int]:
    if not isinstance(moment, datetime):
        day = (moment - _EPOCH).days
        return day, day * (2 * DAY)
    if moment.tzinfo is None:
        wall = (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001 (a wall clock)
        return wall // DAY, wall * 2
    instant = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    if zone is None:
        return (moment.date() - _EPOCH).days, instant * 2 + 1
    return int(_days_in(zone, np.array([instant], np.int64))[0]), instant * 2 + 1
