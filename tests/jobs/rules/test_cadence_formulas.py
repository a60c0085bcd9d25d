"""Each formula of jobs/rules/METHOD.md by an example worked out by hand; the numbers are its sections."""

import math

import numpy as np
import pytest

from jobs.rules.absences import count_business_days
from jobs.rules.severity import severity_of, tail_of_t
from tests.jobs.rules.touch_histories import MONDAY, NAN, analyze, days_back, row


def logistic(log_odds: float) -> float:
    """Return 4.10's severity of L, the heavy tail included."""
    bent = 2 * math.log(1 + log_odds / 2) if log_odds > 0 else log_odds
    return 1 / (1 + math.exp(-bent))


def test_business_days_are_mondays_to_fridays() -> None:
    """4.0: MONDAY is one; the week from it has five, the weekend none."""
    assert (np.diff(count_business_days(np.arange(MONDAY, MONDAY + 8))) == [1, 1, 1, 1, 1, 0, 0]).all()


def test_a_vacation_is_found_and_taken_off() -> None:
    """4.0: seven weekly clients, one per weekday, and nobody called for 14 days, 10 of them business days.

    The client due on the vacation's second day waited 7 + 14 = 21 days, 14 of them excused: 7 days as ever.
    """
    off = range(MONDAY - 99, MONDAY - 85)
    histories = [
        [day for day in range(MONDAY - 200, MONDAY + 1) if day % 7 == weekday and day not in off]
        for weekday in range(7)
    ]
    table = analyze(histories, reps=[0] * 7)
    assert table.usual_gap == pytest.approx(np.full(7, 7.0))
    assert np.nanmax(table.spread) < 0.3
    assert (table.away_days == 0).all()


def test_a_rep_away_now_is_excused_from_the_day_it_shows() -> None:
    """4.0: touched every day until Friday MONDAY - 10; then nothing, weekend included, for ten days.

    Without the busiest client 76 of 85 days were active: five business days are needed to expect four
    active ones, and they are over on the seventh day. So the first six days of silence count and the other
    four do not.
    """
    daily = [[day for day in range(MONDAY - 94, MONDAY - 9) if day % 10 == digit] for digit in range(10)]
    table = analyze(daily, reps=[0] * 10)
    assert set(table.away_days.tolist()) == {4}


def test_a_long_absence_excuses_sixteen_days_of_a_silence_and_no_more() -> None:
    """4.0: away for 40 days, back for one other client: the rest of the clients have waited all the same."""
    daily = [
        [day for day in range(MONDAY - 141, MONDAY - 41) if day % 10 == digit] + [MONDAY] * (digit == 0)
        for digit in range(10)
    ]
    table = analyze(daily, reps=[0] * 10)
    assert table.away_days[1:].tolist() == [16] * 9
    assert table.away_days[0] == 0


def test_follow_ups_are_no_contacts() -> None:
    """4.2: gaps 20 2 20 2 20: half of the time lies in gaps of 7 days or more: up to 3 is a follow-up."""
    facts = row(analyze([days_back(20, 2, 20, 2, 20)], target=20.0))
    assert facts["recent_gaps"].tolist()[1:] == [20, 20, 20]
    assert facts["usual_gap"] == pytest.approx(20)


def test_who_is_touched_all_the_time_has_no_follow_ups() -> None:
    """4.2: gaps of 2 and 3 days only: each is a contact."""
    facts = row(analyze([days_back(2, 3, 2, 3)]))
    assert facts["recent_gaps"].tolist() == [2, 3, 2, 3]


def test_the_usual_gap_is_drawn_towards_the_target_by_time_watched() -> None:
    """4.3: gaps 10 and 10, target 30: S = 20, w = 20 / 50 = 0.4, usual = exp(0.4 ln 10 + 0.6 ln 30)."""
    facts = row(analyze([days_back(10, 10)], target=30.0))
    assert facts["confidence"] == pytest.approx(0.4)
    assert facts["usual_gap"] == pytest.approx(math.exp(0.4 * math.log(10) + 0.6 * math.log(30)))


def test_without_a_target_peers_with_three_gaps_tell_what_to_expect() -> None:
    """4.3: peers with medians 8 and 12 make u₀ = 10; two gaps of 20 are drawn to it with w = 40 / 50."""
    table = analyze([days_back(20, 20), days_back(8, 8, 8), days_back(12, 12, 12)])
    assert table.confidence[0] == pytest.approx(0.8)
    assert table.usual_gap[0] == pytest.approx(math.exp(0.8 * math.log(20) + 0.2 * math.log(10)))


def test_without_target_and_peers_it_is_a_month() -> None:
    """4.3 and section 6: u₀ = 30 days."""
    assert row(analyze([days_back(30, 30)]))["usual_gap"] == pytest.approx(30)
    assert row(analyze([days_back(15, 15)]))["confidence"] == pytest.approx(0.5)


def test_the_spread_weighs_gaps_by_their_length() -> None:
    """4.4: gaps 10 and 20: μ = (10 ln 10 + 20 ln 20) / 30, v = (2/9) ln²2, s² = (5 · 0.33² + 2 v) / 7."""
    facts = row(analyze([days_back(10, 20)]))
    variance = 2 / 9 * math.log(2) ** 2
    assert facts["spread"] == pytest.approx(math.sqrt((5 * 0.33**2 + 2 * variance) / 7))


def test_the_spread_has_bounds() -> None:
    """4.4: never below 0.22, never above 0.60."""
    assert row(analyze([days_back(*[10] * 40)]))["spread"] == pytest.approx(0.22)
    assert row(analyze([days_back(*[100, 8] * 20)]))["spread"] == pytest.approx(0.60)


def test_severity_is_one_half_at_the_nudge_day() -> None:
    """4.5: L = 0 at q = usual · e^(2 s). Clockwork at 10 days: s = 0.22, 10 · e^0.44 = 15.5 days."""
    early, late = (row(analyze([days_back(*[10] * 40, quiet=quiet)])) for quiet in (15, 16))
    assert early["severity"] < 0.5 < late["severity"]
    z = math.log(16 / late["usual_gap"]) / 0.22
    assert late["severity"] == pytest.approx(logistic(1.5 * (z - 2)))


def test_one_in_so_many_gaps() -> None:
    """4.5: 40 gaps of 10 days, 20 quiet: z = ln 2 / 0.22 = 3.15; t with 45 degrees of freedom: 1 in 688."""
    facts = row(analyze([days_back(*[10] * 40, quiet=20)], target=10.0))
    assert facts["one_in"] == pytest.approx(688, rel=0.02)
    assert math.isnan(row(analyze([days_back(10, 10, quiet=20)]))["one_in"])


@pytest.mark.parametrize(
    ("z", "freedom", "tail"), [(0.0, 8, 0.5), (2.306, 8, 0.025), (-2.306, 8, 0.975), (3.55, 9, 0.0031)]
)
def test_the_tail_of_students_t(z: float, freedom: float, tail: float) -> None:
    """4.5: against the printed table of t."""
    assert tail_of_t(np.array([z]), np.array([float(freedom)]))[0] == pytest.approx(tail, rel=0.02)


def test_too_rare_for_its_target() -> None:
    """4.6: every 33 days where 14 are wanted, and touched today: l = 33, L = (ln(33 / 14) - ln 1.6) / 0.2."""
    facts = row(analyze([days_back(33, 33, 33, 33)], target=14.0))
    assert facts["lately_gap"] == 33
    assert facts["pattern"] == "neglected"
    assert facts["severity"] == pytest.approx(logistic((math.log(33 / 14) - math.log(1.6)) / 0.2))


def test_quiet_for_twice_its_target() -> None:
    """4.6: 40 days where 14 are wanted: L = (ln(40 / 14) - ln 2) / 0.2, with two gaps seen."""
    facts = row(analyze([days_back(20, 20, quiet=40)], target=14.0))
    assert facts["severity"] == pytest.approx(logistic((math.log(40 / 14) - math.log(2)) / 0.2))


def test_lately_takes_three_gaps_to_judge_by() -> None:
    """4.6, improved: two gaps are no habit; the silence alone judges until there are three."""
    assert row(analyze([days_back(33, 33)], target=14.0))["severity"] < 0.5
    assert row(analyze([days_back(33, 33, quiet=33)], target=14.0))["severity"] > 0.5


def test_a_rush_and_then_silence() -> None:
    """4.7: ten gaps of 14 days, then six touch-days more within 13, then 30 days of nothing: W* = 7."""
    facts = row(analyze([days_back(*[14] * 10, 5, 2, 1, 2, 1, 2, quiet=30)], target=14.0))
    assert facts["pattern"] == "peak_valley"
    assert facts["burst_touches"] == 7
    assert facts["burst_end"] == facts["last_day"]
    assert facts["severity"] > 0.5


def test_a_rush_is_measured_against_the_pace_before() -> None:
    """4.7: five touch-days in two weeks are nothing for an account touched every three days."""
    facts = row(analyze([days_back(*[3] * 30, quiet=20)]))
    assert facts["burst_touches"] == 0
    assert facts["pattern"] == "neglected"


def test_three_calls_in_a_first_week_are_no_pace() -> None:
    """4.7, improved: the pace before runs up to four weeks before the newest touch, silence included."""
    facts = row(analyze([days_back(2, 2, 60, 2, 1, 2, 1, 2, 2, quiet=60)], target=30.0))
    assert facts["pattern"] == "peak_valley"


def test_bursts_and_valleys_repeated_whatever_phase() -> None:
    """4.7: two bursts of six, 50 days apart. In the peak all is calm; 21 days later it is time."""
    burst = (2, 1, 2, 2, 1)
    history = [*burst, 50, *burst, 50, *burst]
    peak, early, valley = (row(analyze([days_back(*history, quiet=quiet)])) for quiet in (1, 20, 22))
    assert peak["pattern"] == early["pattern"] == valley["pattern"] == "peak_valley"
    assert peak["severity"] < 0.01
    assert early["severity"] < 0.5 < valley["severity"]


def test_a_peak_is_not_short_of_attention() -> None:
    """4.6, improved: the long gaps before the peak say nothing about it, target or not."""
    burst = (2, 1, 2, 2, 1)
    facts = row(analyze([days_back(*burst, 50, *burst, 50, *burst, quiet=1)], target=14.0))
    assert facts["pattern"] == "peak_valley"
    assert facts["severity"] < 0.01


def test_a_stray_touch_after_the_rush_hides_no_valley() -> None:
    """4.7, improved: 12 days after the rush somebody writes once more; the valley is one all the same."""
    burst = (1, 1, 2, 1, 1)
    facts = row(analyze([days_back(*burst, 12, 60, *burst, 12, 60, *burst, quiet=3)]))
    assert facts["pattern"] == "peak_valley"


def test_the_gaps_grow() -> None:
    """4.8: 7 six times, then 7 11 16 24: e = 7, a₁ / e = 3.43, L = (ln 3.43 - ln 1.5) / 0.25 = 3.3."""
    facts = row(analyze([days_back(*[7] * 7, 11, 16, 24, quiet=3)]))
    assert facts["pattern"] == "cooling"
    assert facts["recent_gaps"].tolist() == [7, 11, 16, 24]
    assert facts["severity"] == pytest.approx(logistic((math.log(24 / 7) - math.log(1.5)) / 0.25))


def test_the_running_gap_can_be_the_longest() -> None:
    """4.8: q = 26 takes the place of a₁ = 16."""
    facts = row(analyze([days_back(*[7] * 7, 9, 11, 16, quiet=26)]))
    assert facts["pattern"] == "cooling"
    assert facts["severity"] == pytest.approx(logistic((math.log(26 / 7) - math.log(1.5)) / 0.25))


def test_what_is_not_touched_any_more_is_not_cooling() -> None:
    """4.8: 60 days are 2.5 times the newest gap: neglected, and no less urgent."""
    still, gone = (row(analyze([days_back(*[7] * 7, 11, 16, 24, quiet=quiet)])) for quiet in (40, 60))
    assert (still["pattern"], gone["pattern"]) == ("cooling", "neglected")
    assert gone["severity"] > still["severity"]


def test_a_stray_touch_hides_no_cooling() -> None:
    """4.8, improved: a touch between two beats splits no gap: 4 days after the 24 there was one more."""
    facts = row(analyze([days_back(*[7] * 7, 11, 16, 24, 4, quiet=3)]))
    assert facts["pattern"] == "cooling"


def test_an_agreed_slower_rhythm_is_not_cooling() -> None:
    """4.8: with a target of 21 days, gaps of 24 are what was agreed."""
    assert row(analyze([days_back(*[7] * 7, 11, 16, 24, quiet=3)], target=21.0))["pattern"] == "steady"


def test_growing_gaps_need_three_older_ones() -> None:
    """4.8: five contact gaps leave two to compare with; as if touched today there are three."""
    assert row(analyze([days_back(7, 7, 11, 16, 24, quiet=2)]))["pattern"] == "steady"
    assert row(analyze([days_back(7, 7, 7, 11, 16, quiet=24)]))["pattern"] == "cooling"


@pytest.mark.parametrize(("quiet", "target", "due"), [(54, NAN, 54), (25, 14.0, 25.2), (90, 90.0, 162)])
def test_a_new_account_is_due_at_1_8_times_its_target(quiet: int, target: float, due: float) -> None:
    """4.9: L = (ln(q / target) - ln 1.8) / 0.25, 30 days without a target."""
    facts = row(analyze([[MONDAY - quiet]], target=target))
    wanted = 30 if math.isnan(target) else target
    assert facts["pattern"] == "new"
    assert facts["severity"] == pytest.approx(logistic((math.log(quiet / wanted) - math.log(1.8)) / 0.25))
    assert (facts["severity"] >= 0.5) == (quiet >= due)
    assert math.isnan(facts["usual_gap"])


def test_two_touch_days_are_new_and_three_are_not() -> None:
    """Section 3: new is fewer than three touch-days."""
    assert row(analyze([days_back(7)]))["pattern"] == "new"
    assert row(analyze([days_back(7, 7)]))["pattern"] == "steady"


def test_severity_never_saturates() -> None:
    """4.10: L = 40 is 2 ln 21 = 6.09, so that the order among the overdue survives six decimals."""
    assert severity_of(np.array([40.0]))[0] == pytest.approx(1 / (1 + math.exp(-2 * math.log(21))))
    assert severity_of(np.array([-math.inf, 0.0])).tolist() == pytest.approx([0.0, 0.5])


def test_consistency_of_even_gaps_is_100() -> None:
    """4.11: r = 0 gives A = -1."""
    assert row(analyze([days_back(9, 9, 9, 9)], target=9.0))["consistency"] == pytest.approx(100)


def test_consistency_by_hand() -> None:
    """4.11: gaps 5 and 15, nothing running: r = 0.5, A = (√3 · 0.5 - 1) / ((√3 - 2) · 0.5 + 1) = -0.155."""
    uneven = (math.sqrt(3) * 0.5 - 1) / ((math.sqrt(3) - 2) * 0.5 + 1)
    assert row(analyze([days_back(5, 15)]))["consistency"] == pytest.approx(50 * (1 - uneven))


def test_consistency_counts_the_running_gap_once_it_is_longer_than_usual() -> None:
    """4.11: gaps 10 10 10 and 40 running: k = 4, mean 17.5, σ = 13.0, r = 0.742."""
    ratio = math.sqrt((3 * 7.5**2 + 22.5**2) / 4) / 17.5
    uneven = (math.sqrt(5) * ratio - math.sqrt(3)) / ((math.sqrt(5) - 2) * ratio + math.sqrt(3))
    facts = row(analyze([days_back(10, 10, 10, quiet=40)], target=10.0))
    assert facts["consistency"] == pytest.approx(50 * (1 - uneven))


def test_consistency_of_one_gap_is_unknown() -> None:
    assert math.isnan(row(analyze([days_back(9)]))["consistency"])


def test_all_selling() -> None:
    """Section 3: at least five touches, fewer than 5 % of them not about a sale; timing outranks it."""
    steady, late = days_back(14, 14, 14, 14), days_back(14, 14, 14, 14, quiet=60)
    sold = [True] * 5
    facts = row(analyze([steady], selling={0: sold}))
    assert (facts["pattern"], facts["selling_share"]) == ("selling_only", 1.0)
    assert facts["severity"] < 0.5
    assert row(analyze([steady], selling={0: [*sold[:4], False]}))["pattern"] == "steady"
    assert row(analyze([days_back(14, 14, 14)], selling={0: sold[:4]}))["pattern"] == "steady"
    assert row(analyze([late], selling={0: sold}))["pattern"] == "neglected"


def test_several_reps_on_one_day_are_one_touch_day() -> None:
    """Section 3: a touch-day is a calendar day, whoever touched."""
    both = [days_back(7, 7, 7)] * 2
    table = analyze(both, reps=[0, 1])
    assert table.touch_days.tolist() == [4, 4]


def test_a_rush_of_two_weeks_without_a_day_off() -> None:
    """4.7: W is at most 14, however long the rush."""
    facts = row(analyze([days_back(*[14] * 10, *[1] * 20, quiet=40)], target=14.0))
    assert facts["burst_touches"] == 14
    assert facts["pattern"] == "peak_valley"
