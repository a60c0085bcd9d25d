"""What an analysis says: one array for each fact, one place in it for each account."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from jobs.rules.account_facts import AccountFacts
from jobs.rules.severity import NEVER_TOUCHED
from jobs.rules.touch_days import Floats, Ints

PATTERNS = ("steady", "peak_valley", "neglected", "selling_only", "cooling", "new")
STEADY, PEAK_VALLEY, NEGLECTED, SELLING_ONLY, COOLING, NEW = range(6)
DAY_ONE = date(1970, 1, 1).toordinal()


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
    last_rep: Ints
    """Code of who touched last, -1 = not said, or never touched."""
    own_gap: Floats
    """Median contact gap before shrinkage, in days; nan without a gap."""
    calm_days: Ints
    """On so many days from as-of severity is below the limit that was asked for and the silence within the
    usual gap, unless somebody touches the account; 0 where nobody asked."""


def make_empty_table(accounts: int, target: Floats) -> CadenceTable:
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
        last_rep=never(),
        own_gap=nothing(),
        calm_days=np.zeros(accounts, np.int64),
    )


def read_facts(table: CadenceTable, place: int, account: str) -> AccountFacts:
    """Return the facts of the account in one row of the table, under its name."""
    quiet, burst_end = int(table.days_quiet[place]), int(table.burst_end[place])
    return AccountFacts(
        account=account,
        pattern=PATTERNS[int(table.pattern[place])],
        days_quiet=quiet if quiet >= 0 else None,
        touch_days=int(table.touch_days[place]),
        usual_gap=_known(table.usual_gap[place]),
        own_gap=_known(table.own_gap[place]),
        confidence=float(table.confidence[place]),
        one_in=_known(table.one_in[place]),
        away_days=int(table.away_days[place]),
        burst_touches=int(table.burst_touches[place]),
        burst_end=date.fromordinal(DAY_ONE + burst_end) if burst_end >= 0 else None,
        recent_gaps=tuple(round(gap) for gap in table.recent_gaps[place].tolist() if not math.isnan(gap)),
        lately_gap=_known(table.lately_gap[place]),
        target=_known(table.target[place]),
        selling_share=_known(table.selling_share[place]),
        severity=float(table.severity[place]),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
