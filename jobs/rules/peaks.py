"""Where one account's peaks and valleys lie, for drawing them. Pure; no effect on any verdict."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PEAK_DAYS = 14
PEAK_FROM = 4
"""Touch-days within PEAK_DAYS."""
PEAK_TIMES = 2.0
"""So many times as dense as the account's history as a whole: a lively account is not one long peak."""
VALLEY_FROM = 21
VALLEY_TIMES = 2.0
"""Of the usual gap."""
NO_RHYTHM = 30.0
"""The usual gap of an account that has none yet."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, both included."""

    start: int
    end: int
    touch_days: int = 0

    @property
    def days(self) -> int:
        return self.end - self.start + 1


def find_peaks(days: Sequence[int]) -> list[Stretch]:
    """Return the stretches of the touch-days (ascending) that are far denser than the rest of them."""
    if len(days) < PEAK_FROM:
        return []
    pace = len(days) / max(days[-1] - days[0] + 1, PEAK_DAYS)
    enough = max(PEAK_FROM, PEAK_TIMES * PEAK_DAYS * pace)
    peaks: list[tuple[int, int]] = []
    for last, day in enumerate(days):
        first = bisect_right(days, day - PEAK_DAYS)
        if last - first + 1 < enough:
            continue
        if peaks and days[first] <= peaks[-1][1]:
            peaks[-1] = (peaks[-1][0], day)
        else:
            peaks.append((days[first], day))
    return [Stretch(start, end, bisect_right(days, end) - bisect_left(days, start)) for start, end in peaks]


def find_valleys(days: Sequence[int], usual_gap: float | None, as_of: int, *, quiet: bool) -> list[Stretch]:
    """Return the silences between the touch-days (ascending) that were long for this account.

    The silence that still lasts is one of them where it is as long, or where the account counts as `quiet`.
    """
    long = max(VALLEY_FROM, VALLEY_TIMES * (usual_gap or NO_RHYTHM))
    peak_ends = {peak.end for peak in find_peaks(days)}

    def is_valley(before: int, after: int) -> bool:
        # After a peak three weeks are a valley whatever the usual gap is: that one counts the valleys in.
        return after - before >= (VALLEY_FROM if before in peak_ends else long)

    valleys = [Stretch(before + 1, after - 1) for before, after in pairwise(days) if is_valley(before, after)]
    if days and as_of > days[-1] and (quiet or is_valley(days[-1], as_of)):
        valleys.append(Stretch(days[-1] + 1, as_of))
    return valleys
