"""Where an account's peaks and valleys are drawn."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.peaks import Stretch, find_peaks, find_valleys

BURST = [100, 102, 103, 105, 108]


def test_a_burst_in_a_quiet_history_is_a_peak() -> None:
    assert find_peaks([10, 40, 70, *BURST, 170]) == [Stretch(100, 108, 5)]


def test_bursts_that_touch_are_one_peak() -> None:
    assert find_peaks([1, 60, *BURST, 112, 115, 118, 121]) == [Stretch(100, 121, 9)]


def test_a_lively_account_is_not_one_long_peak() -> None:
    assert find_peaks(list(range(0, 300, 3))) == []
    assert find_peaks(list(range(0, 300, 30))) == []


def test_a_silence_of_twice_the_usual_gap_is_a_valley() -> None:
    days = [0, 14, 28, 58, 72]
    assert find_valleys(days, 14, 80, quiet=False) == [Stretch(29, 57)]
    assert find_valleys(days, 20, 80, quiet=False) == []


def test_less_than_three_weeks_are_no_valley() -> None:
    assert find_valleys([0, 3, 6, 26, 29], 3, 30, quiet=False) == []


def test_after_a_peak_three_weeks_are_a_valley_whatever_is_usual() -> None:
    """The usual gap of an account of peaks is as long as its valleys."""
    days = [0, 1, 3, 5, 95, 96, 98, 100]
    assert find_valleys(days, 90, 121, quiet=False) == [Stretch(6, 94), Stretch(101, 121)]


def test_the_silence_that_lasts_is_a_valley_when_it_is_long_or_the_account_is_quiet() -> None:
    assert find_valleys([0, 10, 20], 10, 35, quiet=False) == []
    assert find_valleys([0, 10, 20], 10, 35, quiet=True) == [Stretch(21, 35)]
    assert find_valleys([0, 10, 20], 10, 45, quiet=False) == [Stretch(21, 45)]
    assert find_valleys([0, 10, 20], 10, 20, quiet=True) == []
    assert find_valleys([], None, 20, quiet=True) == []


@given(st.sets(st.integers(0, 400), max_size=60), st.one_of(st.none(), st.floats(1, 90)), st.booleans())
def test_stretches_lie_in_order_and_hold_what_they_say(
    days: set[int], usual: float | None, quiet: bool
) -> None:
    touch_days = sorted(days)
    peaks = find_peaks(touch_days)
    assert all(before.end < after.start for before, after in pairwise(peaks))
    assert all(peak.touch_days == sum(peak.start <= day <= peak.end for day in days) >= 4 for peak in peaks)
    for valley in find_valleys(touch_days, usual, 410, quiet=quiet):
        assert valley.days >= 1
        assert not any(valley.start <= day <= valley.end for day in days)
