"""Some accounts are analyzed as they would be among all, and how long one may be left alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.cadence import TouchLog, analyze_cadence, observe_activity
from jobs.rules.rhythms import find_peer_gap
from tests.jobs.rules.touch_histories import MONDAY, NAN, assert_same, days_back

CALM = 0.4
TARGETS = st.sampled_from([7.0, 14.0, 30.0, 60.0, NAN])


@st.composite
def a_busy_log(draw: st.DrawFn) -> tuple[TouchLog, int]:
    """Accounts of a few reps who are active often enough for their absences to show, and days to come."""
    accounts = draw(st.integers(2, 8))
    account: list[int] = []
    day: list[int] = []
    rep: list[int] = []
    for number in range(accounts):
        gaps = draw(st.lists(st.integers(0, 40), max_size=25))
        days = days_back(*gaps, quiet=draw(st.integers(-3, 60)))
        account += [number] * len(days)
        day += days
        rep += draw(st.lists(st.integers(-1, 2), min_size=len(days), max_size=len(days)))
    if draw(st.booleans()):
        # Somebody at work on every day but a few weeks.
        away = draw(st.integers(1, 60))
        working = [MONDAY - ago for ago in range(150) if not away <= ago < away + draw(st.integers(4, 20))]
        account += [accounts - 1] * len(working)
        day += working
        rep += [draw(st.integers(-1, 2))] * len(working)
    sold = draw(st.lists(st.booleans(), min_size=len(day), max_size=len(day)))
    columns = (np.array(each, np.int64) for each in (account, day, rep))
    account_column, day_column, rep_column = columns
    return TouchLog(account_column, day_column, np.array(sold, np.bool_), rep_column), accounts


@given(a_busy_log(), st.data())
def test_some_accounts_are_what_they_are_among_all(log: tuple[TouchLog, int], data: st.DataObject) -> None:
    """Exactly: with what their reps did elsewhere and with everybody's peer gap, byte by byte."""
    touches, accounts = log
    target = np.array(data.draw(st.lists(TARGETS, min_size=accounts, max_size=accounts)))
    whole = analyze_cadence(touches, accounts=accounts, target=target, as_of=MONDAY, calm_below=CALM)
    chosen = np.array(sorted(data.draw(st.sets(st.integers(0, accounts - 1), min_size=1))), np.int64)
    among = np.isin(touches.account, chosen)
    few = TouchLog(
        np.searchsorted(chosen, touches.account[among]),
        touches.day[among],
        touches.selling[among],
        touches.rep[among],
    )
    touched = whole.touch_days > 0
    some = analyze_cadence(
        few,
        accounts=chosen.size,
        target=target[chosen],
        as_of=MONDAY,
        elsewhere=observe_activity(touches, accounts=accounts, as_of=MONDAY),
        peer_gap=find_peer_gap(whole.own_gap[touched], whole.touch_days[touched] - 1),
        calm_below=CALM,
    )
    for name in whole.__dataclass_fields__:
        assert getattr(some, name).tobytes() == getattr(whole, name)[chosen].tobytes(), name


@given(a_busy_log())
def test_what_a_log_says_of_itself_adds_nothing(log: tuple[TouchLog, int]) -> None:
    touches, accounts = log
    target = np.full(accounts, NAN)
    activity = observe_activity(touches, accounts=accounts, as_of=MONDAY)
    alone = analyze_cadence(touches, accounts=accounts, target=target, as_of=MONDAY)
    again = analyze_cadence(touches, accounts=accounts, target=target, as_of=MONDAY, elsewhere=activity)
    assert_same(alone, again)


@given(a_busy_log(), TARGETS)
def test_a_calm_account_is_calm_on_every_day_until_then(log: tuple[TouchLog, int], target: float) -> None:
    """What is kept may be read on all these days, with only the silence brought up to date."""
    touches, accounts = log
    past = touches.day <= MONDAY
    touches = TouchLog(
        *(column[past] for column in (touches.account, touches.day, touches.selling, touches.rep))
    )
    targets = np.full(accounts, target)
    now = analyze_cadence(touches, accounts=accounts, target=targets, as_of=MONDAY, calm_below=CALM)
    for ahead in range(1, int(now.calm_days.max()) + 1):
        calm = now.calm_days >= ahead
        later = analyze_cadence(touches, accounts=accounts, target=targets, as_of=MONDAY + ahead)
        assert (later.severity[calm] < CALM).all()
        assert (later.days_quiet[calm] == now.days_quiet[calm] + ahead).all()
        for name in (
            "pattern",
            "usual_gap",
            "consistency",
            "burst_touches",
            "burst_end",
            "lately_gap",
            "spread",
        ):
            assert getattr(later, name)[calm].tobytes() == getattr(now, name)[calm].tobytes(), name


def test_how_long_an_account_is_calm_is_looked_up_only_when_asked_for() -> None:
    steady = days_back(*[20] * 8, quiet=2)
    log = TouchLog(
        np.zeros(len(steady), np.int64),
        np.array(steady, np.int64),
        np.zeros(len(steady), np.bool_),
        np.zeros(len(steady), np.int64),
    )
    target = np.full(1, NAN)
    assert analyze_cadence(log, accounts=1, target=target, as_of=MONDAY).calm_days.tolist() == [0]
    asked = analyze_cadence(log, accounts=1, target=target, as_of=MONDAY, calm_below=CALM)
    assert asked.calm_days.tolist() == [16]
