"""Peaks and valleys: every account's rhythm and pattern, and how urgently it is due today. Pure arrays."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from jobs.rules.absences import find_absences
from jobs.rules.account_facts import AccountFacts
from jobs.rules.bursts import find_bursts
from jobs.rules.cooling import find_cooling
from jobs.rules.gaps import Gaps, measure_gaps
from jobs.rules.rhythms import Rhythms, find_own_gap, find_peer_gap, measure_rhythms, rate_consistency
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

    Source: METHOD.md, sections 3 and 4.
    """
    _check(touches, accounts, target)
    past = touches.day <= as_of
    if not past.all():
        touches = TouchLog(touches.account[past], touches.day[past], touches.selling[past], touches.rep[past])
    parts = collect_touch_days(
        touches.account, touches.day, touches.selling, touches.rep, accounts=accounts, as_of=as_of
    )
    table = _empty_table(accounts, target)
    if not parts:
        return table
    absences = find_absences(parts)
    gaps = [measure_gaps(part, absences) for part in parts]
    own = [find_own_gap(part, gap) for part, gap in zip(parts, gaps, strict=True)]
    peer_gap = find_peer_gap(np.concatenate(own), np.concatenate([gap.count for gap in gaps]))
    for part, part_gaps, part_own in zip(parts, gaps, own, strict=True):
        wanted = target[part.account]
        rhythms = measure_rhythms(part, part_gaps, wanted, own=part_own, peer_gap=peer_gap)
        _fill(table, part, part_gaps, rhythms)
    return table


def _fill(table: CadenceTable, days: TouchDays, gaps: Gaps, rhythms: Rhythms) -> None:
    """Write what these accounts' touches say into their rows."""
    at = days.account
    target = table.target[at]
    bursts = find_bursts(days, gaps, rhythms, target)
    cooling = find_cooling(days, gaps, rhythms, target)
    unselling = days.touches - days.sold
    only_selling = (days.touches >= SELLING_FROM) & (unselling < NON_SELLING_SHARE * days.touches)
    known = days.count >= RHYTHM_FROM

    quiet = np.maximum(rate_own(gaps, rhythms, bursts.repeated), rate_target(gaps, target, bursts.repeated))
    slowing = cooling.slowing & ~bursts.burst & ~bursts.repeated
    log_odds = np.where(slowing, np.maximum(quiet, rate_cooling(cooling.times)), quiet)
    table.severity[at] = severity_of(np.where(known, log_odds, rate_new(gaps, target)))

    # By precedence, the strongest last: a later line overrules the ones above it.
    pattern = np.full(at.size, STEADY, np.int8)
    pattern[only_selling] = SELLING_ONLY
    pattern[quiet >= 0] = NEGLECTED
    pattern[slowing & cooling.still_touched] = COOLING
    pattern[bursts.single | bursts.repeated] = PEAK_VALLEY
    pattern[~known] = NEW
    table.pattern[at] = pattern

    table.last_day[at] = days.day[days.last] + np.int64(days.origin)
    table.days_quiet[at] = days.today - days.day[days.last]
    table.usual_gap[at] = np.where(known, rhythms.usual, np.nan)
    table.consistency[at] = rate_consistency(rhythms.evenness)
    table.confidence[at] = rhythms.confidence
    table.spread[at] = rhythms.spread
    table.one_in[at] = count_one_in(gaps, rhythms)
    table.away_days[at] = gaps.away
    table.burst_touches[at] = bursts.touches
    table.burst_end[at] = np.where(bursts.end >= 0, bursts.end + days.origin, -1)
    table.recent_gaps[at] = gaps.recent[:, 3::-1]
    table.lately_gap[at] = rhythms.lately
    table.touches[at] = days.touches
    table.touch_days[at] = days.count
    table.selling_share[at] = days.sold / days.touches


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


_DAY_ONE = date(1970, 1, 1).toordinal()


def read_facts(table: CadenceTable, place: int, account: str) -> AccountFacts:
    """Return the facts of the account in one row of the table, under its name."""
    quiet, burst_end = int(table.days_quiet[place]), int(table.burst_end[place])
    return AccountFacts(
        account=account,
        pattern=PATTERNS[int(table.pattern[place])],
        days_quiet=quiet if quiet >= 0 else None,
        touch_days=int(table.touch_days[place]),
        usual_gap=_known(table.usual_gap[place]),
        confidence=float(table.confidence[place]),
        one_in=_known(table.one_in[place]),
        away_days=int(table.away_days[place]),
        burst_touches=int(table.burst_touches[place]),
        burst_end=date.fromordinal(_DAY_ONE + burst_end) if burst_end >= 0 else None,
        recent_gaps=tuple(round(gap) for gap in table.recent_gaps[place].tolist() if not math.isnan(gap)),
        lately_gap=_known(table.lately_gap[place]),
        target=_known(table.target[place]),
        selling_share=_known(table.selling_share[place]),
        severity=float(table.severity[place]),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
