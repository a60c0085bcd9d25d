"""Touch-days: the calendar days on which an account was touched, sorted, in one integer key per day.

Everything about rhythm counts touch-days, so three calls on one afternoon are one. All arrays of this package
that speak of accounts speak of the *present* ones, those with at least one touch-day, in the order of their
codes.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TouchDays:
    """Touch-days sorted by account and day; N of them, P present accounts."""

    account: Ints
    """(P,) account codes."""
    first: Ints
    """(P,) index of each account's first touch-day."""
    last: Ints
    """(P,) index of each account's newest touch-day."""
    count: Ints
    """(P,) touch-days per account, at least 1."""
    touches: Ints
    """(P,) touches per account, several on one day included."""
    sold: Ints
    """(P,) how many of these were about a sale."""
    day: Shorts
    """(N,) days since `origin`."""
    rep: Shorts
    """(N,) who touched, 0 = not said; of several on one day the highest code."""
    origin: int
    """The day that `day` counts from, in days since 1970-01-01."""
    today: int
    """As-of, in days since `origin`."""

    def split(self, most: int = 2**17) -> "list[TouchDays]":
        """Return the same accounts in parts of about `most` touch-days: what fits the cache is quick."""
        cuts = np.searchsorted(self.last, np.arange(most, self.day.size, most))
        edges = np.unique(np.concatenate([[0], cuts, [self.last.size]])).tolist()
        return [self._part(low, high) for low, high in pairwise(edges)]

    def _part(self, low: int, high: int) -> "TouchDays":
        start, end = int(self.first[low]), int(self.last[high - 1]) + 1
        return TouchDays(
            account=self.account[low:high],
            first=self.first[low:high] - start,
            last=self.last[low:high] - start,
            count=self.count[low:high],
            touches=self.touches[low:high],
            sold=self.sold[low:high],
            day=self.day[start:end],
            rep=self.rep[start:end],
            origin=self.origin,
            today=self.today,
        )


def _width(largest: int) -> int:
    return max(1, int(largest).bit_length())


def _ends_of_runs(sorted_values: npt.NDArray[np.integer]) -> Flags:
    """Return (n,) whether the next value is another one."""
    ends = np.ones(sorted_values.size, np.bool_)
    np.not_equal(sorted_values[1:], sorted_values[:-1], out=ends[:-1])
    return ends


def collect_touch_days(
    account: Ints, day: Ints, selling: Flags, rep: Ints, *, accounts: int, as_of: int
) -> TouchDays:
    """Return the distinct touch-days of every account, sorted by one key.

    Args:
        account: (n,) codes 0 .. accounts - 1, in any order.
        day: (n,) days since 1970-01-01, none after `as_of`.
        selling: (n,) whether the touch was about a sale.
        rep: (n,) codes, -1 = not said.
        accounts: how many codes there are.
        as_of: the day of the analysis, in days since 1970-01-01.

    Raises:
        ValueError: accounts, days and reps together need more than 62 bits.
    """
    origin = int(day.min(initial=as_of))
    day_bits = _width(as_of - origin)
    rep_bits = _width(int(rep.max(initial=-1)) + 1)
    if _width(accounts) + day_bits + rep_bits > 62:
        raise ValueError("Too many accounts, days and reps for one 63-bit key; analyze fewer at once.")

    # One sort of one number does what a sort by four columns would do in four times the time.
    key = account.astype(np.int64)
    key <<= day_bits
    key += day
    key -= origin
    key <<= rep_bits
    key += rep
    key += 1
    key <<= 1
    key += selling
    key.sort()
    sold = np.cumsum(key & 1, dtype=np.int32)
    key >>= 1
    who = (key & ((1 << rep_bits) - 1)).astype(np.int32)
    key >>= rep_bits
    kept = np.flatnonzero(_ends_of_runs(key))
    if kept.size < key.size:
        key, who = key[kept], who[kept]

    owner = (key >> day_bits).astype(np.int32)
    last = np.flatnonzero(_ends_of_runs(owner))
    first = np.append(0, last[:-1] + 1)[: last.size]
    return TouchDays(
        account=owner[last].astype(np.int64),
        first=first,
        last=last,
        count=last - first + 1,
        touches=np.diff(kept[last] + 1, prepend=0),
        sold=np.diff(sold[kept[last]].astype(np.int64), prepend=0),
        day=(key & ((1 << day_bits) - 1)).astype(np.int32),
        rep=who,
        origin=origin,
        today=as_of - origin,
    )
