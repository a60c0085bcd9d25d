"""Peaks and valleys: every account's rhythm and pattern, and how urgently it is due today. Pure arrays."""

from dataclasses import dataclass, replace

import numpy as np

from jobs.rules.absences import Activity, find_absences
from jobs.rules.bursts import Bursts, find_bursts
from jobs.rules.cadence_table import (
    COOLING,
    NEGLECTED,
    NEW,
    PEAK_VALLEY,
    SELLING_ONLY,
    STEADY,
    CadenceTable,
    make_empty_table,
)
from jobs.rules.cooling import Cooling, find_cooling
from jobs.rules.gaps import Gaps, measure_gaps
from jobs.rules.rhythms import Rhythms, find_own_gap, find_peer_gap, measure_rhythms, rate_consistency
from jobs.rules.severity import (
    count_one_in,
    rate_cooling,
    rate_new,
    rate_own,
    rate_target,
    severity_of,
)
from jobs.rules.touch_days import Flags, Floats, Ints, TouchDays, collect_touch_days

NUDGE_FROM = 0.5
RHYTHM_FROM = 3
"""Touch-days that make two gaps; below, an account is new."""
CALM_AHEAD = (1, 2, 4, 8, 16, 32, 64)
"""Days ahead at which is looked whether an account can be left alone until then."""
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


def analyze_cadence(
    touches: TouchLog,
    *,
    accounts: int,
    target: Floats,
    as_of: int,
    elsewhere: Activity | None = None,
    peer_gap: float | None = None,
    calm_below: float | None = None,
) -> CadenceTable:
    """Return the cadence of every account as of a day.

    Some of the accounts, analyzed by themselves with `elsewhere` and `peer_gap` of all, get the very
    rows they have among all.

    Args:
        touches: n touches in any order; those after `as_of` are ignored.
        accounts: how many accounts there are, with or without touches.
        target: (accounts,) wanted interval in days, nan = none.
        as_of: days since 1970-01-01.
        elsewhere: what the reps of these touches did on other accounts, if there are others.
        peer_gap: what to expect without a target, in days; by default the median of these accounts.
        calm_below: fill `calm_days` with how long severity surely stays below this.

    Raises:
        ValueError: columns of different length, codes out of range, or a target that is not a number of days.

    Source: METHOD.md, sections 3 and 4.
    """
    _check(touches, accounts, target)
    table = make_empty_table(accounts, target)
    parts = _collect(touches, accounts, as_of, elsewhere)
    if not parts:
        return table
    absences = find_absences(parts, elsewhere)
    gaps = [measure_gaps(part, absences) for part in parts]
    own = [find_own_gap(part, gap) for part, gap in zip(parts, gaps, strict=True)]
    if peer_gap is None:
        peer_gap = find_peer_gap(np.concatenate(own), np.concatenate([gap.count for gap in gaps]))
    for part, part_gaps, part_own in zip(parts, gaps, own, strict=True):
        wanted = target[part.account]
        rhythms = measure_rhythms(part, part_gaps, wanted, own=part_own, peer_gap=peer_gap)
        _fill(table, part, part_gaps, rhythms, calm_below)
    return table


def observe_activity(touches: TouchLog, *, accounts: int, as_of: int) -> Activity:
    """Return what the reps of these touches did up to a day: `elsewhere` for other accounts."""
    parts = _collect(touches, accounts, as_of, None)
    if not parts:
        nobody = np.empty(0, np.int64)
        return Activity(rep=nobody, day=nobody, last_rep=nobody, touch_days=nobody)
    stride = parts[0].today + 1
    active = np.unique(np.concatenate([part.rep * np.int64(stride) + part.day for part in parts]))
    rep = active // stride
    return Activity(
        rep=rep - 1,
        day=active - rep * stride + parts[0].origin,
        last_rep=np.concatenate([part.rep[part.last] for part in parts]).astype(np.int64) - 1,
        touch_days=np.concatenate([part.count for part in parts]),
    )


def _collect(touches: TouchLog, accounts: int, as_of: int, elsewhere: Activity | None) -> list[TouchDays]:
    past = touches.day <= as_of
    if not past.all():
        touches = TouchLog(touches.account[past], touches.day[past], touches.selling[past], touches.rep[past])
    return collect_touch_days(
        touches.account,
        touches.day,
        touches.selling,
        touches.rep,
        accounts=accounts,
        as_of=as_of,
        since=None if elsewhere is None else int(elsewhere.day.min(initial=as_of)),
    )


@dataclass(frozen=True, slots=True)
class _Urgency:
    """(P,) each."""

    quiet: Floats
    """Log-odds that the silence is too long, for the own rhythm or the target."""
    severity: Floats
    cooling: Cooling
    slowing: Flags


def _rate(days: TouchDays, gaps: Gaps, rhythms: Rhythms, bursts: Bursts, target: Floats) -> _Urgency:
    cooling = find_cooling(days, gaps, rhythms, target)
    quiet = np.maximum(rate_own(gaps, rhythms, bursts.repeated), rate_target(gaps, target, bursts.repeated))
    slowing = cooling.slowing & ~bursts.burst & ~bursts.repeated
    log_odds = np.where(slowing, np.maximum(quiet, rate_cooling(cooling.times)), quiet)
    known = days.count >= RHYTHM_FROM
    severity = severity_of(np.where(known, log_odds, rate_new(gaps, target)))
    return _Urgency(quiet=quiet, severity=severity, cooling=cooling, slowing=slowing)


def _fill(
    table: CadenceTable, days: TouchDays, gaps: Gaps, rhythms: Rhythms, calm_below: float | None
) -> None:
    """Write what these accounts' touches say into their rows."""
    at = days.account
    target = table.target[at]
    bursts = find_bursts(days, gaps, rhythms, target)
    urgency = _rate(days, gaps, rhythms, bursts, target)
    unselling = days.touches - days.sold
    only_selling = (days.touches >= SELLING_FROM) & (unselling < NON_SELLING_SHARE * days.touches)
    known = days.count >= RHYTHM_FROM
    table.severity[at] = urgency.severity
    if calm_below is not None:
        table.calm_days[at] = _count_calm_days(days, gaps, rhythms, bursts, target, below=calm_below)

    # By precedence, the strongest last: a later line overrules the ones above it.
    pattern = np.full(at.size, STEADY, np.int8)
    pattern[only_selling] = SELLING_ONLY
    pattern[urgency.quiet >= 0] = NEGLECTED
    pattern[urgency.slowing & urgency.cooling.still_touched] = COOLING
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
    table.last_rep[at] = days.rep[days.last] - np.int64(1)
    table.own_gap[at] = rhythms.own


def _count_calm_days(
    days: TouchDays, gaps: Gaps, rhythms: Rhythms, bursts: Bursts, target: Floats, *, below: float
) -> Ints:
    """Return (P,) on how many days from as-of severity surely stays below a limit.

    Severity grows with silence, so what is calm on one day was calm before it. Absences only shorten a
    silence; so calm without them is calm with them. Beyond the usual gap an account is not left alone, for
    there the pattern and "one in N" depend on the day.
    """
    silence = (days.today - days.day[days.last]).astype(np.float64)
    longest = np.where(days.count >= RHYTHM_FROM, rhythms.usual, np.inf)
    calm = np.zeros(days.account.size, np.int64)
    for ahead in CALM_AHEAD:
        running = silence + ahead
        later = _rate(days, replace(gaps, running=running), rhythms, bursts, target)
        still = (later.severity < below) & (running <= longest)
        if not still.any():
            break
        calm[still] = ahead
    return calm


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
