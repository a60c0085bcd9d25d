"""Peaks and valleys: every account's rhythm and pattern, and how urgently it is due today. Pure arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jobs.rules.bursts import Bursts, find_bursts
from jobs.rules.cooling import Cooling, find_cooling
from jobs.rules.gaps import Gaps, measure_gaps
from jobs.rules.rhythms import Rhythms, measure_rhythms, rate_consistency
from jobs.rules.severity import (
    NEVER_TOUCHED,
    count_one_in,
    rate_cooling,
    rate_new,
    rate_own,
    rate_target,
    severity_of,
)
from jobs.rules.touch_days import Flags, Floats, Ints, TouchDays, collect_touch_days

PATTERNS = ("steady", "peak_valley", "neglected", "selling_only", "cooling", "new")
STEADY, PEAK_VALLEY, NEGLECTED, SELLING_ONLY, COOLING, NEW = range(6)
NUDGE_FROM = 0.5
RHYTHM_FROM = 3
"""Touch-days that make two gaps; below, an account is new."""
SELLING_FROM = 5
NON_SELLING_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class TouchLog:
    """Touches in any order; n of them."""

    account: Ints
    """(n,) code 0 .. accounts - 1."""
    day: Ints
    """(n,) local calendar day, days since 1970-01-01."""
    selling: Flags
    """(n,)"""
    rep: Ints
    """(n,) code, -1 = not said; give codes in an order that does not depend on the rows."""


@dataclass(frozen=True, slots=True)
class CadenceTable:
    """What each account's touches say; every array is (accounts,)."""

    pattern: npt.NDArray[np.int8]
    """Index into PATTERNS."""
    severity: Floats
    """0 .. 1, 0.5 and more means nudge."""
    last_day: Ints
    """Days since 1970-01-01, -1 = never."""
    days_quiet: Ints
    """Calendar days from the last touch to as-of, -1 = never."""
    usual_gap: Floats
    """Days; nan for a new account."""
    consistency: Floats
    """0 .. 100, nan below two gaps."""
    confidence: Floats
    """0 .. 1: weight of the own gaps in the usual gap."""
    spread: Floats
    """Of the logarithm of the gaps."""
    one_in: Floats
    """One in so many own gaps would be as long as the silence; nan with fewer than three contact gaps."""
    away_days: Ints
    """Days of the silence that do not count because the rep was away."""
    burst_touches: Ints
    """Touch-days in the two weeks of the last burst, 0 = none."""
    burst_end: Ints
    """Day of its last touch, days since 1970-01-01, -1 = none."""
    recent_gaps: Floats
    """(accounts, 4) newest contact gaps in days, oldest first, nan in front where there are fewer."""
    lately_gap: Floats
    """Median of the newest five contact gaps, nan below two."""
    target: Floats
    """As given."""
    touches: Ints
    touch_days: Ints
    selling_share: Floats
    """Of touches; nan without any."""


def analyze_cadence(touches: TouchLog, *, accounts: int, target: Floats, as_of: int) -> CadenceTable:
    """Return the cadence of every account as of a day.

    Args:
        touches: n touches in any order; those after `as_of` are ignored.
        accounts: how many accounts there are, with or without touches.
        target: (accounts,) wanted interval in days, nan = none.
        as_of: days since 1970-01-01.

    Raises:
        ValueError: columns of different length, codes out of range, or a target that is not a number of days.

    Source: method note, sections 3 and 4.
    """
    _check(touches, accounts, target)
    past = touches.day <= as_of
    if not past.all():
        touches = TouchLog(touches.account[past], touches.day[past], touches.selling[past], touches.rep[past])
    counted = np.bincount(touches.account, minlength=accounts)
    sold = np.bincount(touches.account[touches.selling], minlength=accounts)
    days = collect_touch_days(touches.account, touches.day, touches.rep, accounts=accounts, as_of=as_of)
    if not days.account.size:
        return _empty_table(accounts, target)

    wanted = target[days.account]
    gaps = measure_gaps(days)
    rhythms = measure_rhythms(days, gaps, wanted)
    bursts = find_bursts(days, gaps, rhythms, wanted)
    cooling = find_cooling(days, gaps, rhythms, wanted)
    only_selling = _sells_only(counted[days.account], sold[days.account])
    pattern, severity = _judge(
        days,
        gaps=gaps,
        rhythms=rhythms,
        bursts=bursts,
        cooling=cooling,
        target=wanted,
        only_selling=only_selling,
    )

    table = _empty_table(accounts, target)
    at = days.account
    known = days.count >= RHYTHM_FROM
    table.pattern[at] = pattern
    table.severity[at] = severity
    table.last_day[at] = days.day[days.last] + np.int64(days.origin)
    table.days_quiet[at] = as_of - table.last_day[at]
    table.usual_gap[at] = np.where(known, rhythms.usual, np.nan)
    table.consistency[at] = rate_consistency(rhythms.evenness)
    table.confidence[at] = rhythms.confidence
    table.spread[at] = rhythms.spread
    table.one_in[at] = count_one_in(gaps, rhythms)
    table.away_days[at] = gaps.away
    table.burst_touches[at] = bursts.touches
    table.burst_end[at] = np.where(bursts.end >= 0, bursts.end + days.origin, -1)
    table.recent_gaps[at] = gaps.newest(4)[:, ::-1]
    table.lately_gap[at] = rhythms.lately
    table.touches[:] = counted
    table.touch_days[at] = days.count
    np.divide(sold, counted, out=table.selling_share, where=counted > 0)
    return table


def _check(touches: TouchLog, accounts: int, target: Floats) -> None:
    sizes = {touches.account.size, touches.day.size, touches.selling.size, touches.rep.size}
    if len(sizes) != 1:
        raise ValueError("The columns of a touch log must be equally long.")
    if touches.account.size and not 0 <= touches.account.min() <= touches.account.max() < accounts:
        raise ValueError("An account code is outside 0 .. accounts - 1.")
    if touches.rep.min(initial=0) < -1:
        raise ValueError("A rep code is below -1.")
    if target.shape != (accounts,) or bool(np.any(target <= 0)) or bool(np.any(np.isinf(target))):
        raise ValueError("Targets must be one number of days above 0 (or nan) per account.")


def _sells_only(counted: Ints, sold: Ints) -> Flags:
    return (counted >= SELLING_FROM) & (counted - sold < NON_SELLING_SHARE * counted)


def _judge(
    days: TouchDays,
    *,
    gaps: Gaps,
    rhythms: Rhythms,
    bursts: Bursts,
    cooling: Cooling,
    target: Floats,
    only_selling: Flags,
) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return pattern and severity of the present accounts, by the precedence of the note's section 3."""
    own = rate_own(gaps, rhythms, bursts.repeated)
    short_of_target = rate_target(gaps, target, bursts.repeated)
    quiet = np.maximum(own, short_of_target)
    slowing = cooling.slowing & ~bursts.burst & ~bursts.repeated
    new = days.count < RHYTHM_FROM

    pattern = np.full(days.count.size, STEADY, np.int8)
    pattern[only_selling] = SELLING_ONLY
    pattern[quiet >= 0] = NEGLECTED
    pattern[slowing & cooling.still_touched] = COOLING
    pattern[bursts.single | bursts.repeated] = PEAK_VALLEY
    pattern[new] = NEW

    log_odds = np.where(slowing, np.maximum(quiet, rate_cooling(cooling.times)), quiet)
    log_odds = np.where(new, rate_new(gaps, target), log_odds)
    return pattern, severity_of(log_odds)


def _empty_table(accounts: int, target: Floats) -> CadenceTable:
    """Return a table of accounts that were never touched."""

    def nothing() -> Floats:
        return np.full(accounts, np.nan)

    def never() -> Ints:
        return np.full(accounts, -1, np.int64)

    return CadenceTable(
        pattern=np.full(accounts, NEW, np.int8),
        severity=np.full(accounts, NEVER_TOUCHED),
        last_day=never(),
        days_quiet=never(),
        usual_gap=nothing(),
        consistency=nothing(),
        confidence=np.zeros(accounts),
        spread=nothing(),
        one_in=nothing(),
        away_days=np.zeros(accounts, np.int64),
        burst_touches=np.zeros(accounts, np.int64),
        burst_end=never(),
        recent_gaps=np.full((accounts, 4), np.nan),
        lately_gap=nothing(),
        target=target.copy(),
        touches=np.zeros(accounts, np.int64),
        touch_days=np.zeros(accounts, np.int64),
        selling_share=nothing(),
    )
