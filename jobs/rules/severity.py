"""Severity: how urgently an account is due and how rare its silence is (METHOD.md, 4.5, 4.6, 4.8 to 4.10)."""

import numpy as np

from jobs.rules.bursts import SHORTEST_VALLEY
from jobs.rules.gaps import Gaps, median_of_newest
from jobs.rules.rhythms import Rhythms
from jobs.rules.touch_days import Flags, Floats

NEVER_TOUCHED = 0.6
NO_TARGET = 30.0
OWN_STEEPNESS, OWN_THRESHOLD = 1.5, 2.0
REPEATED_SPREAD = 0.33
LEAST_LATELY = 3
TARGET_LATELY, TARGET_QUIET, TARGET_WIDTH = 1.6, 2.0, 0.2
COOLING_TIMES, COOLING_WIDTH = 1.5, 0.25
NEW_TIMES, NEW_WIDTH = 1.8, 0.25


def rate_own(gaps: Gaps, rhythms: Rhythms, repeated: Flags) -> Floats:
    """Return (P,) log-odds that the silence is too long for the own rhythm, -inf on the day of a touch.

    L = 1.5 (z - 2), z = ln(q / usual) / s. Where bursts and valleys are the rhythm, it is no rhythm to wait
    for: there L is 0 when the silence has become a valley, after 21 days, and s = 0.33.

    Source: METHOD.md, 4.5.
    """
    with np.errstate(divide="ignore"):
        quiet = np.log(gaps.running)
    own = (quiet - np.log(rhythms.usual)) / rhythms.spread - OWN_THRESHOLD
    valley = (quiet - np.log(SHORTEST_VALLEY)) / REPEATED_SPREAD
    return OWN_STEEPNESS * np.where(repeated, valley, own)


def rate_target(gaps: Gaps, target: Floats, repeated: Flags) -> Floats:
    """Return (P,) log-odds that the account gets less than its target asks for, -inf without a target.

    L = max(ln(l / target) - ln 1.6, ln(q / target) - ln 2) / 0.2; l is the median of the newest five
    contact gaps, or of those there would be if the account were touched today if that is longer: so a touch
    cannot make things look worse. It takes three gaps, and bursts have no l: in its peak an account is not
    short of attention. Source: METHOD.md, 4.6.
    """
    closing = np.where(gaps.running > gaps.follow_up, gaps.running, np.nan)
    if_touched = median_of_newest(np.column_stack([closing, gaps.recent[:, :4]]), LEAST_LATELY)
    if_touched[np.isnan(closing)] = np.nan
    lately = np.fmax(median_of_newest(gaps.recent, LEAST_LATELY), if_touched)
    lately[repeated] = np.nan
    with np.errstate(divide="ignore"):
        rare = np.log(lately / target) - np.log(TARGET_LATELY)
        silent = np.log(gaps.running / target) - np.log(TARGET_QUIET)
    return np.nan_to_num(np.fmax(rare, silent) / TARGET_WIDTH, nan=-np.inf, neginf=-np.inf)


def rate_cooling(times: Floats) -> Floats:
    """Return (P,) log-odds of growing gaps: (ln(a₁ / e) - ln 1.5) / 0.25. Source: METHOD.md, 4.8."""
    return (np.log(times) - np.log(COOLING_TIMES)) / COOLING_WIDTH


def rate_new(gaps: Gaps, target: Floats) -> Floats:
    """Return (P,) log-odds that a new account has been forgotten. Source: METHOD.md, 4.9."""
    wanted = np.where(np.isnan(target), NO_TARGET, target)
    return (np.log(np.maximum(gaps.running, 0.5) / wanted) - np.log(NEW_TIMES)) / NEW_WIDTH


def severity_of(log_odds: Floats) -> Floats:
    """Return 1 / (1 + e^-L), with L > 0 bent to 2 ln(1 + L / 2) so that the order of the overdue survives.

    Source: METHOD.md, 4.10.
    """
    bent = np.where(log_odds > 0, 2.0 * np.log1p(np.maximum(log_odds, 0.0) / 2.0), log_odds)
    return 1.0 / (1.0 + np.exp(-np.maximum(bent, -700.0)))


def tail_of_t(z: Floats, freedom: Floats) -> Floats:
    """Return P(T > z) of Student's t, good to about 1 %.

    Wallace's transformation to a normal deviate (1959), then the Chebyshev fit of erfc in Numerical Recipes
    6.2.
    """
    shrink = (8 * freedom + 1) / (8 * freedom + 3)
    deviate: Floats = np.sign(z) * np.sqrt(freedom * np.log1p(z * z / freedom)) * shrink
    x: Floats = np.abs(deviate) / np.sqrt(2.0)
    t: Floats = 1.0 / (1.0 + 0.5 * x)
    series: Floats = np.zeros_like(t)
    for factor in (
        0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807,
        -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223,
    ):  # fmt: skip
        series = series * t + factor
    upper: Floats = 0.5 * t * np.exp(series - x * x)
    return np.where(deviate >= 0.0, upper, 1.0 - upper)


def count_one_in(gaps: Gaps, rhythms: Rhythms) -> Floats:
    """Return (P,) N of "one in N gaps would be this long", nan with fewer than three contact gaps.

    N = 1 / (1 - F(z)), F Student's t with ν + c degrees of freedom. Source: METHOD.md, 4.5.
    """
    z = (np.log(np.maximum(gaps.running, 0.5)) - np.log(rhythms.usual)) / rhythms.spread
    rarity = 1.0 / np.maximum(tail_of_t(z, (gaps.contacts + 5).astype(np.float64)), 1e-9)
    return np.where(gaps.contacts >= 3, rarity, np.nan)
