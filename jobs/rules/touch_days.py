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


PART = 2**17
"""Touches looked at together: what fits a processor's cache is quick."""


@dataclass(frozen=True, slots=True)
class TouchDays:
    """Touch-days of some accounts, sorted by account and day; N of them, P present accounts."""

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


def _width(largest: int) -> int:
    return max(1, int(largest).bit_length())


def _ends_of_runs(sorted_values: npt.NDArray[np.integer]) -> Flags:
    """Return (n,) whether the next value is another one."""
    ends = np.ones(sorted_values.size, np.bool_)
    np.not_equal(sorted_values[1:], sorted_values[:-1], out=ends[:-1])
    return ends


def collect_touch_days(
    account: Ints,
    day: Ints,
    selling: Flags,
    rep: Ints,
    *,
    accounts: int,
    as_of: int,
    since: int | None = None,
) -> list[TouchDays]:
    """Return the distinct touch-days of every account, in parts of whole accounts that fit the cache.

    Args:
        account: (n,) codes 0 .. accounts - 1, in any order.
        day: (n,) days since 1970-01-01, none after `as_of`.
        selling: (n,) whether the touch was about a sale.
        rep: (n,) codes, -1 = not said.
        accounts: how many codes there are.
        as_of: the day of the analysis, in days since 1970-01-01.
        since: count days from this one if it is earlier than any touch.

    Raises:
        ValueError: accounts, days and reps together need more than 62 bits.
    """
    origin = int(day.min(initial=as_of if since is None else min(since, as_of)))
    day_bits = _width(as_of - origin)
    rep_bits = _width(int(rep.max(initial=-1)) + 1)
    if max(day_bits, rep_bits) > 31 or _width(accounts) + day_bits + rep_bits > 62:
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
    account_at = day_bits + rep_bits + 1
    cuts = np.searchsorted(key, ((key[PART:-1:PART] >> account_at) + 1) << account_at)
    edges = np.unique(np.concatenate([[0], cuts, [key.size]])).tolist()
    return [
        _read_part(key[low:high], day_bits=day_bits, rep_bits=rep_bits, origin=origin, today=as_of - origin)
        for low, high in pairwise(edges)
    ]


def _read_part(key: Ints, *, day_bits: int, rep_bits: int, origin: int, today: int) -> TouchDays:
    """Return what the sorted keys of some accounts say."""
    sold = np.cumsum(key.astype(np.int8) & 1, dtype=np.int64)
    key = key >> 1
    kept = np.flatnonzero(_ends_of_runs(key >> rep_bits))
    key = key[kept]
    who = key.astype(np.int32)
    who &= (1 << rep_bits) - 1
    key >>= rep_bits
    day = key.astype(np.int32)
    day &= (1 << day_bits) - 1
    key >>= day_bits
    last = np.flatnonzero(_ends_of_runs(key))
    return TouchDays(
        account=key[last],
        first=np.append(0, last[:-1] + 1),
        last=last,
        count=np.diff(last, prepend=-1),
        touches=np.diff(kept[last], prepend=-1),
        sold=np.diff(sold[kept[last]], prepend=0),
        day=day,
        rep=who,
        origin=origin,
        today=today,
    )
