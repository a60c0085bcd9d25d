"""Bursts and valleys: many touch-days in two weeks, and the silence after them (METHOD.md, 4.7)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobs.rules.gaps import Gaps
from jobs.rules.rhythms import Rhythms, measure_evenness
from jobs.rules.touch_days import Flags, Floats, Ints, TouchDays

WINDOW = 14
APART = 64
"""Steps between accounts, wider than any window."""
RECENT = 21
"""A burst is the last one when it ended at most this many days before the newest touch."""
BEFORE = 28
"""The pace to compare with is the one up to four weeks before the newest touch."""
LEAST_TOUCHES = 4
LEAST_RUSH = 3
TIMES_PACE = 2.2
SLOWEST_PACE = 1 / 90.0
VALLEY_GAPS = 1.8
"""Usual gaps of silence that make a burst a peak with a valley."""
SHORTEST_VALLEY = 21
DENSE_SHARE = 0.5
LEAST_UNEVEN = 0.1
LEAST_GAPS = 5


@dataclass(frozen=True, slots=True)
class Bursts:
    """(P,) each."""

    touches: Ints
    """Touch-days in the two weeks of the last burst; 0 = none recently."""
    end: Ints
    """Day of its last touch, as in TouchDays; -1 = none."""
    burst: Flags
    """The newest touches are a burst, compared with the pace before."""
    single: Flags
    """... followed by silence."""
    repeated: Flags
    """Bursts separated by long silences are how this account is looked after."""


def count_windows(days: TouchDays) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    """Return (N,) touch-days in the 14 days up to each one, and the most before, after or around it.

    Distinct days, so at most 14: comparing each with its 13 neighbours is quicker than searching for each.
    """
    # One axis for all accounts, far enough apart that no window reaches into the neighbour.
    step = np.full(days.day.size, APART, np.int32)
    np.minimum(days.day[1:] - days.day[:-1], APART, out=step[1:])
    step[days.first] = APART
    place = np.cumsum(step, dtype=np.int32 if step.size < 2**25 else np.int64)
    trailing = np.ones(place.size, np.int8)
    leading = np.ones(place.size, np.int8)
    around = np.ones(place.size, np.int8)
    for neighbour in range(1, WINDOW):
        apart = place[neighbour:] - place[:-neighbour]
        near = apart < WINDOW
        if not near.any():
            break
        trailing[neighbour:] += near
        leading[:-neighbour] += near
        if neighbour < WINDOW // 2:
            near = apart < WINDOW // 2
            around[neighbour:] += near
            around[:-neighbour] += near
    np.maximum(leading, trailing, out=leading)
    np.maximum(leading, around, out=leading)
    return trailing, leading


def _last_burst(days: TouchDays, trailing: npt.NDArray[np.int8]) -> tuple[Ints, Ints]:
    newest = np.repeat(days.day[days.last], days.count)
    # One number carries count and day, so one maximum finds the largest window and, of equal ones, the
    # newest.
    packed = (trailing.astype(np.int64) << 32) + days.day
    packed[days.day < newest - RECENT] = 0
    best = np.maximum.reduceat(packed, days.first)
    return best >> 32, best & 0xFFFFFFFF


def _pace_before(days: TouchDays, rhythms: Rhythms, target: Floats) -> Floats:
    newest = days.day[days.last]
    earlier = np.add.reduceat(days.day < np.repeat(newest - BEFORE, days.count), days.first, dtype=np.int64)
    # Up to the four weeks, not to the last touch before them: three calls in one week are no pace.
    span = newest - BEFORE - days.day[days.first]
    pace = np.where(earlier >= 3, earlier / np.maximum(span, 1), 1.0 / rhythms.prior)
    slowest = np.where(np.isnan(target), SLOWEST_PACE, 1.0 / target)
    return np.maximum(pace, slowest)


def find_bursts(days: TouchDays, gaps: Gaps, rhythms: Rhythms, target: Floats) -> Bursts:
    """Return the last burst of every present account, and whether bursts and valleys are its pattern.

    burst = W* ≥ 4 and W* ≥ 2.2 · 14 · pace; single = burst and q ≥ 1.8 usual gaps; repeated = a closed
    valley, at least half of the touch-days dense, A ≥ 0.1, at least five gaps. Source: METHOD.md, 4.7.

    Args:
        days: P present accounts, N touch-days.
        gaps: their gaps.
        rhythms: their rhythms.
        target: (P,) wanted interval in days, nan = none.
    """
    trailing, dense = count_windows(days)
    many, end = _last_burst(days, trailing)
    burst = (many >= LEAST_TOUCHES) & (many >= TIMES_PACE * WINDOW * _pace_before(days, rhythms, target))
    single = burst & (gaps.running >= VALLEY_GAPS * rhythms.usual)

    # Bursts are what long silences separate: a stray touch after the rush belongs to it and hides no valley.
    parts = gaps.before >= SHORTEST_VALLEY
    parts[days.first] = True
    start = np.flatnonzero(parts)
    rush = np.maximum.reduceat(dense, start) >= LEAST_RUSH
    share = np.add.reduceat(dense >= LEAST_TOUCHES, days.first, dtype=np.int64) / days.count
    opening = np.zeros(days.day.size, np.bool_)
    opening[start[1:]] = rush[:-1]
    opening[days.first] = False
    valleys = np.add.reduceat(opening, days.first, dtype=np.int64)
    uneven = np.nan_to_num(measure_evenness(days, gaps), nan=-1.0) >= LEAST_UNEVEN
    repeated = (valleys >= 1) & (share >= DENSE_SHARE) & uneven & (gaps.count >= LEAST_GAPS)
    shown = (many >= LEAST_TOUCHES) & (burst | repeated)
    return Bursts(
        touches=np.where(shown, many, 0),
        end=np.where(shown, end, -1),
        burst=burst,
        single=single,
        repeated=repeated,
    )
