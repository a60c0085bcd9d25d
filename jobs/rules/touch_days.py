"""Touch-days: the calendar days on which an account was touched, sorted, in one integer key per day.

Everything about rhythm counts touch-days, so three calls on one afternoon are one. All arrays of this package
that speak of accounts speak of the *present* ones, those with at least one touch-day, in the order of their
codes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Shorts = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MARGIN = 64
"""Free days in the key between two accounts: wider than any window looked through, so windows never leak."""


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
    key: Ints
    """(N,) present account and day in one number; differences within an account are days."""
    bits: int
    """How many low bits of `key` hold the day."""
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


def collect_touch_days(account: Ints, day: Ints, rep: Ints, *, accounts: int, as_of: int) -> TouchDays:
    """Return the distinct touch-days of every account, sorted by one key.

    Args:
        account: (n,) codes 0 .. accounts - 1, in any order.
        day: (n,) days since 1970-01-01, none after `as_of`.
        rep: (n,) codes, -1 = not said.
        accounts: how many codes there are.
        as_of: the day of the analysis, in days since 1970-01-01.

    Raises:
        ValueError: accounts, days and reps together need more than 63 bits.
    """
    origin = int(day.min(initial=as_of)) - MARGIN
    day_bits = _width(as_of - origin + MARGIN)
    rep_bits = _width(int(rep.max(initial=-1)) + 1)
    if _width(accounts) + day_bits + rep_bits > 63:
        raise ValueError("Too many accounts, days and reps for one 63-bit key; analyze fewer at once.")

    # One sort of one number does what a sort by three columns would do in three times the time.
    key = account << day_bits
    key += day
    key -= origin
    key <<= rep_bits
    key += rep
    key += 1
    key.sort()
    who = (key & ((1 << rep_bits) - 1)).astype(np.int32)
    key >>= rep_bits
    newest = np.empty(key.size, np.bool_)
    newest[-1:] = True
    np.not_equal(key[1:], key[:-1], out=newest[:-1])
    if not newest.all():
        key, who = key[newest], who[newest]

    owner = (key >> day_bits).astype(np.int32)
    ends = np.empty(key.size, np.bool_)
    ends[-1:] = True
    np.not_equal(owner[1:], owner[:-1], out=ends[:-1])
    last = np.flatnonzero(ends)
    first = np.empty_like(last)
    first[:1] = 0
    first[1:] = last[:-1] + 1
    return TouchDays(
        account=owner[last].astype(np.int64),
        first=first,
        last=last,
        count=last - first + 1,
        key=key,
        bits=day_bits,
        day=(key & ((1 << day_bits) - 1)).astype(np.int32),
        rep=who,
        origin=origin,
        today=as_of - origin,
    )
