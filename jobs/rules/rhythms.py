"""An account's own rhythm: usual gap, spread, how even it is, and how rare the running silence is."""

from dataclasses import dataclass

import numpy as np

from jobs.rules.gaps import Gaps, median_of_largest, median_of_newest
from jobs.rules.touch_days import Floats, Ints, TouchDays

PEERS_FROM = 3
"""Gaps an account must have to say something about the others."""
NO_PEERS_GAP = 30.0
PRIOR_TIMES = 1.0
"""κ: how many times the prior gap must have been watched before the own rhythm counts half."""
PRIOR_SPREAD = 0.33
PRIOR_SPREAD_WEIGHT = 5.0
LEAST_SPREAD, MOST_SPREAD = 0.22, 0.60


@dataclass(frozen=True, slots=True)
class Rhythms:
    """(P,) each, in days unless it says otherwise."""

    prior: Floats
    """What to expect of the account before looking at its own gaps."""
    own: Floats
    """Median of the own contact gaps alone; nan without a gap."""
    usual: Floats
    confidence: Floats
    """0 .. 1: weight of the own gaps in `usual`."""
    spread: Floats
    """Of the logarithm of the gaps."""
    lately: Floats
    """Median of the newest contact gaps; nan with fewer than two."""
    evenness: Floats
    """A: -1 even, 0 random, +1 one cluster; nan with fewer than two gaps."""


def find_own_gap(days: TouchDays, gaps: Gaps) -> Floats:
    """Return (P,) the median contact gap, of all gaps where none is a contact; nan without a gap."""
    return median_of_largest(gaps, days, np.where(gaps.contacts > 0, gaps.contacts, gaps.count))


def find_peer_gap(own: Floats, count: Ints) -> float:
    """Return the median of the own gaps of accounts with at least three, 30 days where there is none.

    Args:
        own: (P,) median gap of each account in days.
        count: (P,) gaps of each.
    """
    peers = own[count >= PEERS_FROM]
    return float(np.median(peers)) if peers.size else NO_PEERS_GAP


def measure_rhythms(days: TouchDays, gaps: Gaps, target: Floats, *, own: Floats, peer_gap: float) -> Rhythms:
    """Return the rhythm of every present account.

    usual = exp(w ln u + (1 - w) ln u₀) with w = S / (S + κ u₀), u the median contact gap, u₀ the target, else
    the median u of accounts with three gaps, else 30 days. s² = (ν s₀² + c v) / (ν + c), v the time-weighted
    variance of the logarithms. Source: METHOD.md, 4.3, 4.4 and 4.11 (Kim & Jo 2016 for the finite-size
    evenness).

    Args:
        days: P present accounts.
        gaps: their gaps.
        target: (P,) wanted interval in days, nan = none.
        own: (P,) u in days.
        peer_gap: what to expect where there is no target.
    """
    prior = np.where(np.isnan(target), peer_gap, target)
    confidence = gaps.total / (gaps.total + PRIOR_TIMES * prior)
    with np.errstate(invalid="ignore"):
        usual = np.exp(confidence * np.log(own) + (1.0 - confidence) * np.log(prior))
    usual = np.where(gaps.count > 0, usual, prior)
    return Rhythms(
        prior=prior,
        own=own,
        usual=usual,
        confidence=confidence,
        spread=_measure_spread(days, gaps),
        lately=median_of_newest(gaps.recent),
        evenness=measure_evenness(days, gaps, usual),
    )


def _measure_spread(days: TouchDays, gaps: Gaps) -> Floats:
    logarithm = np.log(np.arange(1, int(gaps.before.max(initial=1)) + 2, dtype=np.float64))
    weight = np.where(gaps.contact, gaps.before, 0).astype(np.float64)
    # The table starts at ln 1: a gap g stands at g - 1. First touch-days (0) are weighted away.
    logs = logarithm.take(gaps.before - 1, mode="clip")
    total = np.maximum(np.add.reduceat(weight, days.first), 1.0)
    weight *= logs
    mean = np.add.reduceat(weight, days.first) / total
    weight *= logs
    variance = np.maximum(np.add.reduceat(weight, days.first) / total - mean * mean, 0.0)
    many = gaps.contacts
    pooled = (PRIOR_SPREAD_WEIGHT * PRIOR_SPREAD**2 + many * variance) / (PRIOR_SPREAD_WEIGHT + many)
    return np.clip(np.sqrt(pooled), LEAST_SPREAD, MOST_SPREAD)


def measure_evenness(days: TouchDays, gaps: Gaps, usual: Floats | None = None) -> Floats:
    """Return (P,) A_n(r) of the gaps; nan below two.

    With `usual` the running gap counts once it is longer than that: what consistency shows to people.
    Without, only closed gaps count: what the pattern rests on, so that it does not change while nothing
    happens. Source: Kim & Jo 2016, Phys. Rev. E 94, 032311, as in METHOD.md, 4.11.
    """
    square = gaps.before.astype(np.int64)
    square *= square
    squares = np.add.reduceat(square, days.first).astype(np.float64)
    sums, many = gaps.total.astype(np.float64), gaps.count
    if usual is not None:
        late = gaps.running > usual
        sums = sums + np.where(late, gaps.running, 0.0)
        squares += np.where(late, gaps.running**2, 0.0)
        many = many + late
    enough = gaps.count >= 2
    many = np.where(enough, many, 2)
    mean = np.maximum(sums, 1.0) / many
    ratio = np.sqrt(np.maximum(squares / many - mean * mean, 0.0)) / mean
    high, low = np.sqrt(many + 1.0), np.sqrt(many - 1.0)
    return np.where(enough, (high * ratio - low) / ((high - 2.0) * ratio + low), np.nan)


def rate_consistency(evenness: Floats) -> Floats:
    """Return clip(50 (1 - A), 0, 100): 100 even, 50 random, 0 one cluster. Source: METHOD.md, 4.11."""
    return np.clip(50.0 * (1.0 - evenness), 0.0, 100.0)
