"""The absence clock: days on which a rep was away do not count as silence (method note, formula 0)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobs.rules.touch_days import Flags, Floats, Ints, Shorts, TouchDays

SHORTEST_RUN = 3
"""Up to a long weekend, silence says nothing."""
EXPECTED_DAYS = 4.0
"""Active days to expect in the run: in 2 % of such runs none of them happens by chance."""
AROUND = 10
"""Active days on either side that tell how active a rep usually is."""
LONGEST_RUNNING = 16
"""Two weeks and their weekends; who is silent longer may have left, and accounts must not wait for that."""


@dataclass(frozen=True, slots=True)
class Absences:
    """Runs of days without a touch on any account, per rep, sorted by rep and day."""

    start: Ints
    """(K,) rep · stride + first day away."""
    length: Ints
    """(K,) calendar days."""
    running: Ints
    """(R,) days discounted today because the rep is away now."""
    stride: int


def count_business_days(day: npt.NDArray[np.integer]) -> Ints:
    """Return how many Mondays to Fridays lie before each day (days since 1970-01-01, a Thursday)."""
    since_monday = day.astype(np.int64) + 3
    weeks = since_monday // 7
    return weeks * 5 + np.minimum(since_monday - weeks * 7, 5)


def _share_without_busiest(days: TouchDays, rep: Ints, *, slot: Ints, touched: Ints, reps: int) -> Floats:
    """Return (R,) the share of each rep's active days that would stay active without the busiest account.

    Without this, the silence of a rep with one client would excuse the silence of this client.
    """
    active = np.bincount(rep, minlength=reps)
    alone_days = np.add.reduceat(touched[slot] == 1, days.first, dtype=np.int64)
    most_alone = np.zeros(reps, np.int64)
    np.maximum.at(most_alone, days.rep[days.last], alone_days)
    return np.maximum(active - most_alone, 0) / np.maximum(active, 1)


def _usual_activity(rep: Ints, worked: Ints) -> Floats:
    """Return (U,) the share of business days on which a rep was active around each of the U active days.

    Around: the ten active days before the silence and the ten after it, whichever were sparser, because reps
    begin with few accounts and what was silence later was an ordinary fortnight then.

    Args:
        rep: (U,) sorted.
        worked: (U,) business days before each active day, ascending within a rep.
    """
    here = np.arange(rep.size)
    first = np.searchsorted(rep, rep)
    last = np.searchsorted(rep, rep, "right") - 1
    oldest = np.maximum(here - AROUND, first)
    before = (here - oldest) / np.maximum(worked - worked[oldest], 1)
    resumed = np.minimum(here + 1, last)
    newest = np.minimum(resumed + AROUND, last)
    after = (newest - resumed) / np.maximum(worked[newest] - worked[resumed], 1)
    # A silence without an end has nothing after it, and one right after the start nothing before it.
    before = np.where(here - oldest >= AROUND // 2, before, 0.0)
    after = np.where(newest - resumed >= AROUND // 2, after, before)
    return np.minimum(np.where(before > 0, np.minimum(before, after), after), 1.0)


def find_absences(days: TouchDays) -> Absences:
    """Return when each rep was away.

    A run of days without any touch by the rep is an absence when it is longer than three days and so long
    that e⁻³ ≈ 5 % of such runs would be chance: business days in it · the rep's usual share of active ones
    ≥ 3.

    A running absence counts from the day it could first be told from chance, and not beyond 16 days: so
    waiting a day longer never makes an account look better. Closed absences count in full.

    Source: method note, formula 0; the share without the busiest account is our own.
    """
    reps = int(days.rep.max(initial=0)) + 1
    stride = days.today + 2
    where = days.rep * np.int64(stride) + days.day
    if reps * stride <= 4 * where.size + 2**20:
        touched = np.bincount(where, minlength=reps * stride)
        active = np.flatnonzero(touched)
        slot = where
    else:  # few touches of many reps: a table of all their days would be mostly empty
        active, slot, touched = np.unique(where, return_inverse=True, return_counts=True)
    rep = active // stride
    day = active - rep * stride
    worked = count_business_days(day + days.origin)
    share = _usual_activity(rep, worked)
    share *= _share_without_busiest(days, rep, slot=slot, touched=touched, reps=reps)[rep]

    # The day after as-of stands in for the touch that would end a running absence.
    until = np.full(active.size, days.today + 1, np.int64)
    same = rep[1:] == rep[:-1]
    until[:-1][same] = day[1:][same]
    away = until - day - 1
    expected = count_business_days(until + days.origin) - count_business_days(day + 1 + days.origin)
    absent = (away > SHORTEST_RUN) & (expected * share >= EXPECTED_DAYS)

    closed = absent.copy()
    closed[:-1] &= same
    closed[-1:] = False
    length = away[closed]

    running = np.zeros(reps, np.int64)
    now = absent & ~closed & (away <= LONGEST_RUNNING)
    running[rep[now]] = away[now] - _shortest_absence(day[now] + days.origin, share[now]) + 1
    return Absences(start=active[closed] + 1, length=length, running=running, stride=stride)


def _shortest_absence(last_active: Ints, share: Floats) -> Ints:
    """Return how many days after `last_active` a silence can first be told from chance."""
    runs = np.arange(SHORTEST_RUN + 1, LONGEST_RUNNING + 1)
    before = count_business_days(last_active + 1)
    expected = count_business_days(last_active[:, None] + 1 + runs) - before[:, None]
    told: Flags = expected * share[:, None] >= EXPECTED_DAYS
    return runs[np.argmax(told, axis=1)]


def count_away(absences: Absences, rep: Shorts, day: Shorts, longest: int | None = None) -> Ints:
    """Return a running count of closed absence days up to and including each (rep, day), for differences.

    Args:
        absences: of all reps.
        rep: (n,) codes as in TouchDays.
        day: (n,) days as in TouchDays.
        longest: days that count of one absence at most; all of them without it.
    """
    if not absences.start.size:
        return np.zeros(rep.size, np.int64)
    length = absences.length if longest is None else np.minimum(absences.length, longest)
    before = np.cumsum(length) - length
    where = rep * np.int64(absences.stride) + day
    run = np.searchsorted(absences.start, where, "right") - 1
    inside = np.minimum(where - absences.start[run] + 1, length[run])
    return np.where(run >= 0, before[run] + inside, 0)
