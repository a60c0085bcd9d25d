"""Cooling: still touched, but the gaps keep getting longer than they were (formula 8)."""

from dataclasses import dataclass

import numpy as np

from jobs.rules.gaps import Gaps
from jobs.rules.touch_days import Flags, Floats, Ints, TouchDays

LEAST_OLD = 3
FIRST_TIMES, SECOND_TIMES = 1.7, 1.25
NOT_SHORTER_1, NOT_SHORTER_2 = 0.85, 0.8
OLD_QUANTILE, TIMES_QUANTILE = 0.9, 1.1
OLD_SPREAD, OLD_SPREAD_WEIGHT = 0.3, 5.0
LEAST_T = 2.5
STILL_TOUCHED = 2.3
AGREED_TIMES = 1.3


@dataclass(frozen=True, slots=True)
class Cooling:
    """(P,) each."""

    slowing: Flags
    """The gaps grow, whether or not the account is still touched."""
    still_touched: Flags
    times: Floats
    """Newest gap over the earlier median; 1 where nothing slows."""


def find_cooling(days: TouchDays, gaps: Gaps, target: Floats) -> Cooling:
    """Return which present accounts are touched at longer and longer gaps. Source: method note, formula 8.

    Args:
        days: P present accounts, N touch-days.
        gaps: their gaps.
        target: (P,) wanted interval in days, nan = none.
    """
    newest = gaps.newest(3)
    slowing = np.zeros(gaps.count.size, np.bool_)
    times = np.ones(gaps.count.size)
    # As it stands, the running gap may only lengthen the newest one; and as if the account were touched
    # today, it is a gap of its own. Looking at both, a touch can never make an account look worse than the
    # day before.
    for shifted in (False, True):
        recent = newest.copy()
        old = gaps.contacts - 3
        eligible = old >= LEAST_OLD
        if shifted:
            old = old + 1
            eligible = (old >= LEAST_OLD) & (gaps.running > gaps.follow_up)
            recent = np.column_stack([gaps.running, newest[:, :2]])
        else:
            recent[:, 0] = np.fmax(recent[:, 0], gaps.running)
        with np.errstate(invalid="ignore"):
            eligible &= (recent[:, 0] >= NOT_SHORTER_1 * recent[:, 1]) & (
                recent[:, 1] >= NOT_SHORTER_2 * recent[:, 2]
            )
        # The old median is at least the order statistic that losing the newest three could leave in its
        # place, which spares most accounts the look at their old gaps.
        floor = gaps.ordered.take(days.last + 1 - gaps.contacts + np.maximum(old - 1, 0) // 2, mode="clip")
        eligible &= np.nan_to_num(recent[:, 0]) >= FIRST_TIMES * floor
        chosen = np.flatnonzero(eligible)
        if not chosen.size:
            continue
        found, ratio = _compare_with_old(gaps, chosen, recent[chosen], old[chosen])
        agreed = recent[chosen, 0] <= AGREED_TIMES * target[chosen]
        found &= ~agreed
        slowing[chosen] |= found
        times[chosen] = np.where(found, np.maximum(times[chosen], ratio), times[chosen])
    last_closed = newest[:, 0]
    still = gaps.running <= STILL_TOUCHED * np.nan_to_num(last_closed)
    return Cooling(slowing=slowing, still_touched=still, times=times)


def _compare_with_old(gaps: Gaps, chosen: Ints, recent: Floats, many: Ints) -> tuple[Flags, Floats]:
    """Return for the chosen accounts whether the recent gaps outgrew the old ones, and how many times."""
    start = np.cumsum(many) - many
    place = np.arange(int(many.sum())) - np.repeat(start, many)
    origin = gaps.ends[chosen] - gaps.contacts[chosen]
    old = gaps.between[np.repeat(origin, many) + place].astype(np.float64)
    logs = np.log(old)
    mean = np.add.reduceat(logs, start) / many
    off = logs - np.repeat(mean, many)
    squares = np.add.reduceat(off * off, start)
    spread = np.sqrt((OLD_SPREAD_WEIGHT * OLD_SPREAD**2 + squares) / (OLD_SPREAD_WEIGHT + many - 1))

    owner = np.repeat(np.arange(many.size), many)
    ordered = old[np.lexsort((old, owner))]
    median = (ordered[start + (many - 1) // 2] + ordered[start + many // 2]) / 2
    rank = (many - 1) * OLD_QUANTILE
    below = np.floor(rank).astype(np.int64)
    above = np.minimum(below + 1, many - 1)
    quantile = ordered[start + below] + (rank - below) * (ordered[start + above] - ordered[start + below])

    first, second = recent[:, 0], recent[:, 1]
    growth = np.log(recent / median[:, None]).mean(axis=1) / (spread * np.sqrt(1 / 3 + 1 / many))
    found = (
        (first >= FIRST_TIMES * median)
        & (second >= SECOND_TIMES * median)
        & (first >= TIMES_QUANTILE * quantile)
        & (growth >= LEAST_T)
    )
    return found, first / median
