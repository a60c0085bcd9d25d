"""What cadence promises whatever the touches are, and the edge cases of METHOD.md, section 6."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jobs.rules.cadence import NUDGE_FROM, TouchLog, analyze_cadence
from jobs.rules.cadence_table import PATTERNS
from tests.benchmarks.histories import AS_OF, EASY, HARD, SEEN, Difficulty, simulate_company
from tests.jobs.rules.touch_histories import MONDAY, NAN, analyze, assert_same, days_back, log_of, row

TARGETS = st.sampled_from([7.0, 14.0, 30.0, 90.0])


@st.composite
def a_history(draw: st.DrawFn) -> list[int]:
    """Any touch-days at all: rhythms, bursts, one touch, none."""
    gaps = draw(st.lists(st.integers(0, 70), max_size=14))
    return draw(st.one_of(st.just([]), st.just(days_back(*gaps, quiet=draw(st.integers(0, 150))))))


@st.composite
def a_rhythm(draw: st.DrawFn) -> tuple[list[int], int]:
    """A history that has a beat, and the beat."""
    beat = draw(st.integers(5, 60))
    gaps = draw(st.lists(st.integers(round(beat * 0.75), round(beat * 1.3)), min_size=2, max_size=14))
    return days_back(*gaps, quiet=draw(st.integers(0, 4 * beat))), beat


HISTORIES = st.lists(a_history(), min_size=1, max_size=6)


@given(HISTORIES, st.randoms(use_true_random=False), st.data())
def test_the_order_of_rows_changes_nothing(
    histories: list[list[int]], chance: object, data: st.DataObject
) -> None:
    log = log_of(histories, reps=[number % 2 for number in range(len(histories))])
    order = np.array(data.draw(st.permutations(range(log.day.size))), np.int64)
    mixed = TouchLog(log.account[order], log.day[order], log.selling[order], log.rep[order])
    targets = np.full(len(histories), np.nan)
    one, other = (
        analyze_cadence(each, accounts=len(histories), target=targets, as_of=MONDAY) for each in (log, mixed)
    )
    assert_same(one, other)


@given(HISTORIES)
def test_equal_input_gives_equal_bytes(histories: list[list[int]]) -> None:
    assert_same(analyze(histories), analyze(histories))


@given(HISTORIES)
def test_more_touches_on_the_same_days_change_only_their_count(histories: list[list[int]]) -> None:
    once = analyze(histories)
    twice = analyze([history * 2 for history in histories])
    assert_same(once, twice, but=["touches"])
    assert (twice.touches == 2 * once.touches).all()


@given(HISTORIES, st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5000)), max_size=8))
def test_touches_after_the_day_change_nothing(
    histories: list[list[int]], later: list[tuple[int, int]]
) -> None:
    with_future = [
        history + [MONDAY + ahead for account, ahead in later if account == number]
        for number, history in enumerate(histories)
    ]
    assert_same(analyze(histories), analyze(with_future))


@given(a_history(), TARGETS, HISTORIES)
def test_unrelated_accounts_change_nothing(
    history: list[int], target: float, others: list[list[int]]
) -> None:
    """Unrelated: another rep, and a target, so that nothing has to be expected from peers."""
    alone = analyze([history], target=[target])
    among = analyze([history, *others], target=[target] * (1 + len(others)))
    assert_same(alone, among, accounts=1)


@given(a_history(), st.one_of(TARGETS, st.just(NAN)), st.integers(1, 120))
def test_severity_grows_with_silence(history: list[int], target: float, later: int) -> None:
    assume(history)
    today, then = (analyze([history], target=target, as_of=day) for day in (MONDAY, MONDAY + later))
    assert then.severity[0] >= today.severity[0]


@given(st.lists(a_history(), min_size=2, max_size=8), st.integers(1, 30))
def test_severity_grows_with_silence_also_while_a_rep_is_away(histories: list[list[int]], later: int) -> None:
    one_rep = [0] * len(histories)
    today, then = (analyze(histories, reps=one_rep, as_of=day) for day in (MONDAY, MONDAY + later))
    assert (then.severity >= today.severity).all()


@given(a_rhythm(), st.one_of(TARGETS, st.just(NAN)))
def test_a_touch_never_raises_severity(rhythm: tuple[list[int], int], target: float) -> None:
    history, _ = rhythm
    before, after = analyze([history], target=target), analyze([[*history, MONDAY]], target=target)
    assert after.severity[0] <= before.severity[0] + 1e-9


@pytest.mark.parametrize("level", [EASY, HARD], ids=lambda level: level.name)
def test_in_a_whole_company_a_touch_calms_and_silence_does_not(level: Difficulty) -> None:
    """With reps, vacations and follow-ups: each account touched today, one by one, and a month without."""
    company = simulate_company(60, SEEN, level, seed=77)
    log = TouchLog(company.account, company.day, company.selling, company.rep)
    accounts = company.target.size
    table = analyze_cadence(log, accounts=accounts, target=company.target, as_of=AS_OF)
    for account in np.unique(company.account):
        mine = company.account == account
        rep = company.rep[mine][np.argmax(company.day[mine])]
        touched = TouchLog(
            np.append(log.account, account),
            np.append(log.day, AS_OF),
            np.append(log.selling, [False]),
            np.append(log.rep, rep),
        )
        after = analyze_cadence(touched, accounts=accounts, target=company.target, as_of=AS_OF)
        assert after.severity[account] <= table.severity[account] + 1e-9
    for later in range(1, 31):
        then = analyze_cadence(log, accounts=accounts, target=company.target, as_of=AS_OF + later)
        assert (then.severity >= table.severity).all()
        table = then


@given(st.integers(1, 200), st.one_of(TARGETS, st.just(NAN)))
def test_the_first_touch_of_a_forgotten_account_calms_it(quiet: int, target: float) -> None:
    before, after = (analyze([days], target=target) for days in ([MONDAY - quiet], [MONDAY - quiet, MONDAY]))
    assert after.severity[0] < before.severity[0]


@given(a_history(), st.one_of(TARGETS, st.just(NAN)))
def test_every_value_is_in_its_range(history: list[int], target: float) -> None:
    facts = row(analyze([history], target=target))
    assert facts["pattern"] in PATTERNS
    assert 0.0 <= facts["severity"] <= 1.0
    assert np.isnan(facts["consistency"]) or 0.0 <= facts["consistency"] <= 100.0
    assert 0.0 <= facts["confidence"] <= 1.0
    assert facts["days_quiet"] == (MONDAY - max(history) if history else -1)
    assert facts["touch_days"] == len(set(history))
    assert np.isnan(facts["one_in"]) or facts["one_in"] >= 1.0
    known = facts["recent_gaps"][~np.isnan(facts["recent_gaps"])]
    assert np.isnan(facts["recent_gaps"][: 4 - known.size]).all()


def test_a_rep_on_vacation_is_not_nudged_for_it_and_days_quiet_stay_calendar_days() -> None:
    """Twelve accounts, touched every six business days or so, and nothing at all for the last ten days."""
    histories = [[MONDAY - 12 - offset - 9 * step for step in range(15)] for offset in range(9)]
    histories = [[day - max(0, (day + 3) % 7 - 4) for day in history] for history in histories]
    together = analyze(histories, reps=[0] * 9)
    apart = analyze(histories)
    assert (together.away_days > 0).all()
    assert (together.severity < apart.severity).all()
    assert (together.days_quiet == apart.days_quiet).all()


def test_a_rep_who_has_left_excuses_nothing() -> None:
    """Section 6: a silence of more than 16 days on all accounts is not discounted."""
    histories = [[MONDAY - 40 - offset - 9 * step for step in range(15)] for offset in range(9)]
    table = analyze(histories, reps=[0] * 9)
    assert (table.away_days == 0).all()
    assert (table.severity >= NUDGE_FROM).all()
    assert {PATTERNS[code] for code in table.pattern} == {"neglected"}


def test_a_past_vacation_does_not_stretch_the_usual_gap() -> None:
    """4.0: the days on which nobody was called do not count in the gap they lie in."""
    days = [day for day in range(MONDAY - 200, MONDAY + 1) if not MONDAY - 100 < day <= MONDAY - 86]
    histories = [[day for day in days if day % 7 == weekday] for weekday in range(7)]
    assert analyze(histories, reps=[0] * 7).usual_gap == pytest.approx(np.full(7, 7.0), abs=0.35)


def test_the_only_client_of_a_rep_is_not_excused_by_its_own_silence() -> None:
    alone = analyze([days_back(*[3] * 30, quiet=14)])
    assert alone.away_days[0] == 0


def test_many_reps_with_few_touches_are_told_apart_without_a_table() -> None:
    """A hundred reps over nine years: most of the table of all their days would be empty."""
    pairs = [days_back(3000, 7, 7, 7, quiet=number % 5) for number in range(700)]
    table = analyze(pairs, reps=[number // 2 for number in range(700)])
    assert (table.touch_days == 5).all()
    assert (table.away_days == 0).all()


def test_absences_are_found_without_a_table_too() -> None:
    busy = [[MONDAY - 12 - offset - 9 * step for step in range(15)] for offset in range(9)]
    busy = [[day - 14 if day < MONDAY - 60 else day for day in history] for history in busy]
    sparse = [days_back(3000, 7, 7, quiet=1) for _ in range(600)]
    reps = [0] * 9 + list(range(1, 601))
    target = 14.0
    together = analyze(busy + sparse, reps=reps, target=target)
    alone = analyze(busy, reps=[0] * 9, target=target)
    assert_same(alone, together, accounts=9)
    assert (alone.spread < analyze(busy, target=target).spread).all()


def test_nothing_at_all_is_a_table_of_new_accounts() -> None:
    table = analyze([[], []], target=[14.0, NAN])
    assert [PATTERNS[code] for code in table.pattern] == ["new", "new"]
    assert table.severity.tolist() == [0.6, 0.6]
    assert table.last_day.tolist() == [-1, -1]
    assert np.isnan(table.selling_share).all()


def test_no_accounts_at_all() -> None:
    assert analyze([]).severity.size == 0


def test_many_accounts_are_analyzed_in_parts_like_few() -> None:
    history = days_back(9, 10, 11, 9, 30, 8, 10, quiet=22)
    many = analyze([history] * 20_000, target=14.0)
    assert_same(analyze([history], target=14.0), many, accounts=1)
    assert np.unique(many.severity).size == 1


@pytest.mark.parametrize(
    ("log", "accounts", "target"),
    [
        (
            TouchLog(
                *(np.zeros(2, np.int64), np.zeros(2, np.int64), np.zeros(1, np.bool_), np.zeros(2, np.int64))
            ),
            1,
            1,
        ),
        (
            TouchLog(
                *(np.ones(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.bool_), np.zeros(1, np.int64))
            ),
            1,
            1,
        ),
        (
            TouchLog(
                *(-np.ones(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.bool_), np.zeros(1, np.int64))
            ),
            1,
            1,
        ),
        (
            TouchLog(
                *(
                    np.zeros(1, np.int64),
                    np.zeros(1, np.int64),
                    np.zeros(1, np.bool_),
                    -2 * np.ones(1, np.int64),
                )
            ),
            1,
            1,
        ),
    ],
    ids=["columns of different length", "account too large", "account below 0", "rep below -1"],
)
def test_a_log_that_cannot_be_right_is_refused(log: TouchLog, accounts: int, target: int) -> None:
    with pytest.raises(ValueError, match=r"equally long|outside|below"):
        analyze_cadence(log, accounts=accounts, target=np.full(target, np.nan), as_of=MONDAY)


@pytest.mark.parametrize("target", [0.0, -1.0, float("inf")])
def test_a_target_that_is_no_number_of_days_is_refused(target: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        analyze([[MONDAY]], target=[target])


def test_targets_for_other_accounts_are_refused() -> None:
    with pytest.raises(ValueError, match="per account"):
        analyze([[MONDAY]], target=[7.0, 7.0])


def test_a_key_that_would_not_fit_is_refused() -> None:
    log = TouchLog(
        np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.bool_), np.full(1, 2**50, np.int64)
    )
    with pytest.raises(ValueError, match="Too many"):
        analyze_cadence(log, accounts=1, target=np.full(1, np.nan), as_of=MONDAY)
