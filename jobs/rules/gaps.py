"""Gaps between touch-days: all, and those between contacts, follow-ups left out (METHOD.md, 4.1 and 4.2)."""

from dataclasses import dataclass

import numpy as np

from jobs.rules.absences import Absences
from jobs.rules.touch_days import Flags, Floats, Ints, Shorts, TouchDays

FOLLOW_UP_DAYS = 3
"""A touch this soon after another belongs to the same contact ..."""
MERGE_FROM = 7
"""... unless the account is usually touched more often than weekly."""
NEWEST = 5
"""How many newest gaps tell how things are lately."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gaps of the present accounts in days, absences taken off; P accounts, N touch-days, H contact gaps."""

    before: Shorts
    """(N,) days between a touch-day and the one before it; 0 for an account's first."""
    ordered: Shorts
    """(N,) the same, ascending within each account, so each first place holds that 0."""
    count: Ints
    """(P,) gaps."""
    total: Ints
    """(P,) days they add up to."""
    running: Floats
    """(P,) days of the silence that is still going on."""
    away: Ints
    """(P,) absence days taken off that silence."""
    contact: Flags
    """(N,) whether the gap leads to a new contact and not to a follow-up."""
    contacts: Ints
    """(P,) contact gaps."""
    between: Shorts
    """(H,) contact gaps, by account and time."""
    ends: Ints
    """(P,) where each account's contact gaps end in `between`."""
    recent: Floats
    """(P, 5) newest contact gaps, newest first; nan where there are not so many."""
    follow_up: Shorts
    """(P,) gaps up to this many days are follow-ups."""


def take_newest(gaps: Shorts, ends: Ints, count: Ints, many: int) -> Floats:
    """Return (P, many) newest gaps, newest first; nan where there are not so many.

    Args:
        gaps: (H,) by account and time.
        ends: (P,) where each account's gaps end.
        count: (P,) how many it has.
        many: how many to take.
    """
    if not gaps.size:
        return np.full((ends.size, many), np.nan)
    place = np.arange(1, many + 1)
    found = gaps.take(ends[:, None] - place, mode="clip").astype(np.float64)
    found[place > count[:, None]] = np.nan
    return found


def sort_within(gaps: Shorts, count: Ints) -> Shorts:
    """Return (H,) gaps sorted within each account, by one sort of one number.

    Args:
        gaps: (H,) by account.
        count: (P,) how many each account has.
    """
    bits = int(gaps.max(initial=1)).bit_length()
    narrow = count.size.bit_length() + bits < 32
    key = np.repeat(np.arange(count.size, dtype=np.int32 if narrow else np.int64) << bits, count)
    key += gaps
    key.sort()
    key &= (1 << bits) - 1
    return key.astype(np.int32, copy=False)


def _quiet_days(days: TouchDays, absences: Absences) -> tuple[Floats, Ints]:
    rep, day = days.rep[days.last], days.day[days.last]
    away = absences.count_excused(rep, day, days.today) + absences.running[rep]
    raw = days.today - day.astype(np.int64)
    away = np.minimum(away, raw)
    return (raw - away).astype(np.float64), away


def measure_gaps(days: TouchDays, absences: Absences) -> Gaps:
    """Return the gaps of every present account.

    g_i = max(1, days between two touch-days - absence of the rep of the first), q = days since the newest
    touch-day less the absence of its rep, at most 16 days of each. Where half of the time lies in gaps of 7
    days or more, gaps of up to 3 days are follow-ups and not contacts. Source: METHOD.md, 4.1 and 4.2.
    """
    gap = np.zeros_like(days.day)
    np.subtract(days.day[1:], days.day[:-1], out=gap[1:])
    if absences.start.size:
        away = absences.count(days.rep[:-1], days.day[:-1], days.day[1:])
        np.subtract(gap[1:], away, out=gap[1:], casting="unsafe")
        np.maximum(gap, 1, out=gap)
    gap[days.first] = 0
    ordered = sort_within(gap, days.count)

    total = np.add.reduceat(gap, days.first, dtype=np.int64)
    short = np.add.reduceat(np.where(gap < MERGE_FROM, gap, 0), days.first, dtype=np.int64)
    follow_up = np.where(2 * short < total, np.int32(FOLLOW_UP_DAYS), np.int32(0))
    contact = gap > np.repeat(follow_up, days.count)
    contacts = np.add.reduceat(contact, days.first, dtype=np.int64)
    between, ends = gap[contact], np.cumsum(contacts)
    running, away = _quiet_days(days, absences)
    return Gaps(
        before=gap,
        ordered=ordered,
        count=days.count - 1,
        total=total,
        running=running,
        away=away,
        contact=contact,
        contacts=contacts,
        between=between,
        ends=ends,
        recent=take_newest(between, ends, contacts, NEWEST),
        follow_up=follow_up,
    )


def median_of_largest(gaps: Gaps, days: TouchDays, many: Ints) -> Floats:
    """Return (P,) the median of each account's `many` largest gaps, nan where `many` is 0.

    Contact gaps are the largest ones, because only short ones are left out; so one sort serves both medians.
    """
    end = days.last + 1 - many
    low = gaps.ordered.take(end + (many - 1) // 2, mode="clip")
    high = gaps.ordered.take(end + many // 2, mode="clip")
    return np.where(many > 0, (low + high) / 2.0, np.nan)


def median_of_newest(newest: Floats, least: int = 2) -> Floats:
    """Return (P,) the median of the gaps in each row of (P, k), nan where fewer than `least` are known."""
    width = newest.shape[1]
    known = np.count_nonzero(~np.isnan(newest), axis=1)
    ascending: Floats = np.sort(newest, axis=1).ravel()  # nan goes last in each row
    start = np.arange(known.size, dtype=np.int64) * width
    low = ascending[start + np.maximum(known - 1, 0) // 2]
    high = ascending[start + np.minimum(known // 2, width - 1)]
    return np.where(known >= least, (low + high) / 2.0, np.nan)
