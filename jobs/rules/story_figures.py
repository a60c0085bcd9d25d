"""Whether the figures of two headlines speak for one event or against it. Pure."""

import itertools

from jobs.rules.event_amounts import is_large
from jobs.rules.events import Event

_SAME_MONEY = 2.5
_OTHER_MONEY = -4.0
_SAME_COUNT = 2.2
_OTHER_COUNT = -2.6
_OTHER_COUNT_OF_SOMETHING = -0.6
_SAME_PERCENTAGE = 2.0
_OTHER_PERCENTAGE = -2.0
"""Specifics that agree or contradict each other."""
_TOLERANCE = 0.05
"""How far apart two sums may be that are the same, rounded: $36bn and $35.9bn."""


def weigh_figures(a: Event, b: Event, fuller_a: Event, fuller_b: Event) -> tuple[float, bool]:
    """Weigh the sums, counts and percentages of two titles, and tell whether any is the same.

    `fuller_a` and `fuller_b` are what their summaries say too.
    """
    odds = 0.0
    same = False
    if _share_figure(a.money, fuller_b.money) or _share_figure(b.money, fuller_a.money):
        odds += _SAME_MONEY
        same = True
    elif not are_disjoint(a.currencies, b.currencies) and _are_far(a.money, b.money):
        odds += _OTHER_MONEY
    if _share_count(a.counts, fuller_b.counts) or _share_count(b.counts, fuller_a.counts):
        odds += _SAME_COUNT
        same = True
    elif a.counts and b.counts:
        units = {unit for _, those in a.counts for unit in those}
        others = {unit for _, those in b.counts for unit in those}
        odds += _OTHER_COUNT if units & others else _OTHER_COUNT_OF_SOMETHING
    if a.percentages & fuller_b.percentages or b.percentages & fuller_a.percentages:
        odds += _SAME_PERCENTAGE
        same = True
    elif a.percentages and b.percentages:
        odds += _OTHER_PERCENTAGE
    return odds, same


def _are_far(some: frozenset[float], others: frozenset[float]) -> bool:
    """Whether two sums could have been the same, both prices of things or both a company's, and are not."""
    return bool(some and others) and any(map(is_large, some)) == any(map(is_large, others))


def _share_count(
    some: frozenset[tuple[float, frozenset[str]]], others: frozenset[tuple[float, frozenset[str]]]
) -> bool:
    if not some or not others:
        return False
    return _share_figure(frozenset(value for value, _ in some), frozenset(value for value, _ in others))


def _share_figure(some: frozenset[float], others: frozenset[float]) -> bool:
    """Whether a figure is the same, near enough, or the sum of two: 34,000 and 14,000 are 48,000."""
    if not some or not others:
        return False
    if not some.isdisjoint(others):
        return True
    return any(_is_near(one, other) for one in _with_sums(some) for other in others) or any(
        _is_near(one, other) for one in some for other in _with_sums(others)
    )


def _is_near(one: float, other: float) -> bool:
    return abs(one) >= 100 and abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def _with_sums(figures: frozenset[float]) -> list[float]:
    several = sorted(figures)[-4:]
    return several + [one + other for one, other in itertools.combinations(several, 2) if one > 0]


def are_disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)
