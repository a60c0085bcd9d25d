"""The absence clock: days on which a rep was away do not count as silence (METHOD.md, 4.0)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobs.rules.touch_days import Flags, Floats, Ints, Shorts, TouchDays

SHORTEST_RUN = 3
"""Up to a long weekend, silence says nothing."""
EXPECTED_DAYS = 4.0
"""Active days to expect in the run: in 2 % of such runs none of them happens by chance."""
LATELY = 10
"""Active days that tell how active a rep usually is."""
LONGEST_RUNNING = 16
"""Two weeks and their weekends; who is silent longer may have left, and accounts must not wait for that."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What reps did on more accounts than those at hand; what is at hand may be in it again.

    U pairs of a rep and a day, B accounts.
    """

    rep: Ints
    """(U,) code as in the touches, -1 = not said."""
    day: Ints
    """(U,) day on which this rep touched any account, in days since 1970-01-01, none after as-of."""
    last_rep: Ints
    """(B,) code of who touched each account last."""
    touch_days: Ints
    """(B,) its touch-days up to as-of."""


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
    table: Shorts
    """(R · stride,) closed absence days up to and with each day of each rep; empty if it would be huge."""

    def count(self, rep: Shorts, after: Shorts, until: Shorts | int) -> npt.NDArray[np.integer]:
        """Return how many days each rep was away after one day and up to another, by closed absences."""
        row = rep * np.int64(self.stride)
        if self.table.size:
            return self.table.take(row + until) - self.table.take(row + after)
        return _count_by_search(self.start, self.length, row + until) - _count_by_search(
            self.start, self.length, row + after
        )

    def count_excused(self, rep: Shorts, after: Shorts, until: int) -> Ints:
        """Return the same with no absence longer than 16 days: more than a vacation is no excuse."""
        row = rep * np.int64(self.stride)
        length = np.minimum(self.length, LONGEST_RUNNING)
        return _count_by_search(self.start, length, row + until) - _count_by_search(
            self.start, length, row + after
        )


def _count_by_search(start: Ints, length: Ints, where: Ints) -> Ints:
    if not start.size:
        return np.zeros(where.size, np.int64)
    before = np.cumsum(length) - length
    run = np.searchsorted(start, where, "right") - 1
    return np.where(run >= 0, before[run] + np.minimum(where - start[run] + 1, length[run]), 0)


def _tabulate(start: Ints, length: Ints, cells: int) -> Shorts:
    """Return (cells,) how many days of absence lie up to and including each cell."""
    steps = np.zeros(cells + 1, np.int8)
    steps[start] = 1
    steps[start + length] -= 1
    return np.cumsum(np.cumsum(steps[:-1], dtype=np.int8), dtype=np.int32)


def count_business_days(day: npt.NDArray[np.integer]) -> Ints:
    """Return how many Mondays to Fridays lie before each day (days since 1970-01-01, a Thursday)."""
    since_monday = day.astype(np.int64) + 3
    weeks = since_monday // 7
    return weeks * 5 + np.minimum(since_monday - weeks * 7, 5)


def _share_without_busiest(parts: list[TouchDays], active: Ints, elsewhere: Activity | None) -> Floats:
    """Return (R,) at least what share of a rep's active days would be active without the busiest account.

    Without this, the silence of a rep with one client would excuse the silence of this client.
    """
    busiest = np.zeros(active.size, np.int64)
    for part in parts:
        np.maximum.at(busiest, part.rep[part.last], part.count)
    if elsewhere is not None:
        concerned = elsewhere.last_rep < active.size - 1
        np.maximum.at(busiest, elsewhere.last_rep[concerned] + 1, elsewhere.touch_days[concerned])
    return np.maximum(active - busiest, 0) / np.maximum(active, 1)


def _usual_activity(rep: Ints, worked: Ints) -> Floats:
    """Return (U,) on which share of business days a rep was active lately, at each of the U active days.

    Lately: over the ten active days before, because reps begin with few accounts, and what was a silence
    later was an ordinary fortnight then. Nothing that comes after counts, so an absence stays one whatever
    happens next.

    Args:
        rep: (U,) sorted.
        worked: (U,) business days before each active day, ascending within a rep.
    """
    here = np.arange(rep.size)
    first = np.searchsorted(rep, np.arange(int(rep[-1]) + 1))[rep]
    oldest = np.maximum(here - LATELY, first)
    share = (here - oldest) / np.maximum(worked - worked[oldest], 1)
    return np.where(here - oldest >= LATELY // 2, np.minimum(share, 1.0), 0.0)


def find_absences(parts: list[TouchDays], elsewhere: Activity | None = None) -> Absences:
    """Return when each rep was away.

    A run of days without any touch by the rep is an absence when it is longer than three days and so long
    that e⁻⁴ ≈ 2 % of such runs would be chance: business days in it · the rep's usual share of active ones
    ≥ 4.

    A running absence counts from the day it could first be told from chance, and not beyond 16 days: so
    waiting a day longer never makes an account look better. Closed absences count in full
    between touches.

    Args:
        parts: touch-days, at least one part, counted from a day not later than any in `elsewhere`.
        elsewhere: what the same reps did on other accounts, where `parts` are not all there are.

    Source: METHOD.md, 4.0.
    """
    origin, today = parts[0].origin, parts[0].today
    reps = max(int(part.rep.max()) for part in parts) + 1
    stride = today + 2
    active_elsewhere = np.empty(0, np.int64)
    if elsewhere is not None:
        reps = max(reps, int(elsewhere.rep.max(initial=-1)) + 2)
        active_elsewhere = (elsewhere.rep + 1) * stride + (elsewhere.day - origin)
    # Few touches of many reps would leave a table of all their days mostly empty.
    touched = sum(part.day.size for part in parts) + active_elsewhere.size
    tabulated = reps * stride <= 4 * touched + 2**20
    if tabulated:
        seen = np.zeros(reps * stride, np.bool_)
        for part in parts:
            seen[part.rep * np.int64(stride) + part.day] = True
        seen[active_elsewhere] = True
        active = np.flatnonzero(seen)
    else:
        active_here = [part.rep * np.int64(stride) + part.day for part in parts]
        active = np.unique(np.concatenate([*active_here, active_elsewhere]))
    rep = active // stride
    day = active - rep * stride
    share = _usual_activity(rep, count_business_days(day + origin))
    share *= _share_without_busiest(parts, np.bincount(rep, minlength=reps), elsewhere)[rep]

    # The day after as-of stands in for the touch that would end a running absence.
    until = np.full(active.size, today + 1, np.int64)
    same = rep[1:] == rep[:-1]
    until[:-1][same] = day[1:][same]
    away = until - day - 1
    expected = count_business_days(until + origin) - count_business_days(day + 1 + origin)
    absent = (away > SHORTEST_RUN) & (expected * share >= EXPECTED_DAYS)

    closed = absent.copy()
    closed[:-1] &= same
    closed[-1:] = False
    length = away[closed]

    running = np.zeros(reps, np.int64)
    now = absent & ~closed & (away <= LONGEST_RUNNING)
    running[rep[now]] = away[now] - _shortest_absence(day[now] + origin, share[now]) + 1
    start = active[closed] + 1
    table = _tabulate(start, length, reps * stride) if tabulated and start.size else np.empty(0, np.int32)
    return Absences(start=start, length=length, running=running, stride=stride, table=table)


def _shortest_absence(last_active: Ints, share: Floats) -> Ints:
    """Return how many days after `last_active` a silence can first be told from chance."""
    runs = np.arange(SHORTEST_RUN + 1, LONGEST_RUNNING + 1)
    before = count_business_days(last_active + 1)
    expected = count_business_days(last_active[:, None] + 1 + runs) - before[:, None]
    told: Flags = expected * share[:, None] >= EXPECTED_DAYS
    return runs[np.argmax(told, axis=1)]
