"""Cooling: still touched, but the gaps keep getting longer than they were (METHOD.md, 4.8)."""

from dataclasses import dataclass

import numpy as np

from jobs.rules.gaps import Gaps, sort_within, take_newest
from jobs.rules.rhythms import Rhythms
from jobs.rules.touch_days import Flags, Floats, Ints, Shorts, TouchDays

LEAST_OLD = 3
STRAY_SHARE = 0.6
"""A gap this much shorter than the own median comes from a touch that does not belong to the beat."""
FIRST_TIMES, SECOND_TIMES = 1.5, 1.25
NOT_SHORTER = 0.65
OLD_QUANTILE = 0.9
OLD_SPREAD, OLD_SPREAD_WEIGHT = 0.3, 5.0
LEAST_T = 2.5
STILL_TOUCHED = 2.1
AGREED_TIMES = 1.2


@dataclass(frozen=True, slots=True)
class _Beat:
    """Contact gaps without strays, by account and time."""

    gaps: Shorts
    ends: Ints
    count: Ints


@dataclass(frozen=True, slots=True)
class Cooling:
    """(P,) each."""

    slowing: Flags
    """The gaps grow, whether or not the account is still touched."""
    still_touched: Flags
    times: Floats
    """Newest gap over the earlier median; 1 where nothing slows."""


def find_cooling(days: TouchDays, gaps: Gaps, rhythms: Rhythms, target: Floats) -> Cooling:
    """Return which present accounts are touched at longer and longer gaps.

    a₁, a₂, a₃ are the newest gaps without strays (below 0.6 of the median), q in place of a₁ when it is
    longer; old the earlier ones, e their median. Slowing = a₁ ≥ 1.5 e, a₂ ≥ 1.25 e, each at least 0.65 of
    the one before, a₁ ≥ the ninth decile of old, t ≥ 2.5, and not an agreed slower rhythm (a₁ ≤ 1.2
    target). Still touched = q ≤ 2.1 times the newest gap. Source: METHOD.md, 4.8; leaving out strays
    is our own.

    Args:
        days: P present accounts, N touch-days.
        gaps: their gaps.
        rhythms: their rhythms.
        target: (P,) wanted interval in days, nan = none.
    """
    kept = gaps.between >= STRAY_SHARE * np.repeat(rhythms.own, gaps.contacts)
    upto = np.concatenate([[0], np.cumsum(kept)])
    ends = upto[gaps.ends]
    beat = _Beat(gaps.between[kept], ends, ends - upto[gaps.ends - gaps.contacts])
    newest = take_newest(beat.gaps, beat.ends, beat.count, 3)
    slowing = np.zeros(gaps.count.size, np.bool_)
    times = np.ones(gaps.count.size)
    # The running gap may lengthen the newest one; and as if the account were touched today, it is a gap of
    # its own. Because both are looked at, closing the gap by a touch cannot make an account look worse than
    # before.
    lengthened = newest.copy()
    lengthened[:, 0] = np.fmax(newest[:, 0], gaps.running)
    closing = (gaps.running > gaps.follow_up) & (gaps.running >= STRAY_SHARE * rhythms.own)
    closed = np.column_stack([np.where(closing, gaps.running, np.nan), newest[:, :2]])
    for recent, many in ((lengthened, beat.count - 3), (closed, beat.count - 2)):
        first, second, third = recent[:, 0], recent[:, 1], recent[:, 2]
        # The median of the old gaps is at least the order statistic that stays when the largest are taken
        # away; gaps that pass this are few, and only those are sorted.
        floor = gaps.ordered.take(days.last + 1 - beat.count + np.maximum(many - 1, 0) // 2, mode="clip")
        eligible = (many >= LEAST_OLD) & (first >= NOT_SHORTER * second) & (second >= NOT_SHORTER * third)
        eligible &= (first >= FIRST_TIMES * floor) & ~(first <= AGREED_TIMES * target)
        chosen = np.flatnonzero(eligible)
        if chosen.size:
            found, ratio = _compare_with_old(beat, chosen, recent[chosen], many[chosen])
            slowing[chosen] |= found
            times[chosen] = np.where(found, np.maximum(times[chosen], ratio), times[chosen])
    still = gaps.running <= STILL_TOUCHED * np.nan_to_num(newest[:, 0])
    return Cooling(slowing=slowing, still_touched=still, times=times)


def _compare_with_old(beat: _Beat, chosen: Ints, recent: Floats, many: Ints) -> tuple[Flags, Floats]:
    """Return for the chosen accounts whether the recent gaps outgrew the old ones, and how many times."""
    start = np.cumsum(many) - many
    place = np.arange(int(many.sum())) - np.repeat(start, many)
    origin = beat.ends[chosen] - beat.count[chosen]
    old = beat.gaps[np.repeat(origin, many) + place]
    logs = np.log(old)
    mean = np.add.reduceat(logs, start) / many
    off = logs - np.repeat(mean, many)
    squares = np.add.reduceat(off * off, start)
    spread = np.sqrt((OLD_SPREAD_WEIGHT * OLD_SPREAD**2 + squares) / (OLD_SPREAD_WEIGHT + many - 1))

    ordered = sort_within(old, many)
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
        & (first >= quantile)
        & (growth >= LEAST_T)
    )
    return found, first / median
