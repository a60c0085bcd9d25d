"""Gaps between touch-days: all of them, and those between contacts, follow-ups left out (formulas 1, 2)."""

from dataclasses import dataclass

import numpy as np

from jobs.rules.absences import LONGEST_RUNNING, Absences, count_away, find_absences
from jobs.rules.touch_days import Flags, Floats, Ints, Shorts, TouchDays

FOLLOW_UP_DAYS = 3
FOLLOW_UP_SHARE, FOLLOW_UP_MOST = 0.2, 7
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
    follow_up: Shorts
    """(P,) gaps up to this many days are follow-ups."""

    def newest(self, many: int) -> Floats:
        """Return (P, many) newest contact gaps, newest first; nan where there are not so many."""
        if not self.between.size:
            return np.full((self.ends.size, many), np.nan)
        place = np.arange(1, many + 1)
        found = self.between.take(self.ends[:, None] - place, mode="clip").astype(np.float64)
        found[place > self.contacts[:, None]] = np.nan
        return found


def _quiet_days(days: TouchDays, absences: Absences) -> tuple[Floats, Ints]:
    today = np.full(days.last.size, days.today, np.int32)
    rep, day = days.rep[days.last], days.day[days.last]
    # However long a rep was away, the client has waited: more than a vacation is no excuse.
    away = count_away(absences, rep, today, LONGEST_RUNNING) - count_away(absences, rep, day, LONGEST_RUNNING)
    away += absences.running[rep]
    raw = days.today - day.astype(np.int64)
    away = np.minimum(away, raw)
    return (raw - away).astype(np.float64), away


def measure_gaps(days: TouchDays) -> Gaps:
    """Return the gaps of every present account.

    g_i = max(1, days between two touch-days - absence of the rep of the first), q = days since the newest
    touch-day less the absence of its rep. Where half of the time lies in gaps of 7 days or more, gaps of up
    to 3 days are follow-ups and not contacts. Source: method note, formulas 1 and 2.
    """
    absences = find_absences(days)
    gap = np.zeros_like(days.day)
    np.subtract(days.day[1:], days.day[:-1], out=gap[1:])
    if absences.start.size:
        discount = count_away(absences, days.rep[:-1], days.day[1:])
        discount -= count_away(absences, days.rep[:-1], days.day[:-1])
        np.subtract(gap[1:], discount, out=gap[1:], casting="unsafe")
        np.maximum(gap, 1, out=gap)
    gap[days.first] = 0

    key = days.key >> days.bits
    key <<= days.bits
    key += gap
    key.sort()
    ordered = (key & ((1 << days.bits) - 1)).astype(np.int32)

    total = np.add.reduceat(gap, days.first, dtype=np.int64)
    # Half of the time lies in gaps up to this one.
    reached = np.cumsum(ordered, dtype=np.int64)
    half = reached[days.first] + (total + 1) // 2
    typical = ordered[np.minimum(np.searchsorted(reached, half), days.last)]
    short = np.clip(typical * FOLLOW_UP_SHARE, FOLLOW_UP_DAYS, FOLLOW_UP_MOST).astype(np.int32)
    follow_up = np.where(typical >= MERGE_FROM, short, 0)
    contact = gap > np.repeat(follow_up, days.count)
    contacts = np.add.reduceat(contact, days.first, dtype=np.int64)
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
        between=gap[contact],
        ends=np.cumsum(contacts),
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
