"""How an account stands (rules NS-2, NS-3, NS-5, NS-6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import (
    NEEDS_ATTENTION,
    SILENT,
    LastNudge,
    Standing,
    Verdict,
    find_clock_day,
    find_good_until,
    intervals_of,
    judge_attention,
)
from storage.records import Account, Attention, Clock, Kind, Tier, Touch
from tests.builders import NOW, TODAY, days_before

A_MONTHLY = Account(1, "Acme", days_before(400), tier=Tier.B)


def facts(
    *,
    attention: int | None = None,
    selling: int | None = None,
    recent_attention: int = 0,
    recent_selling: int = 0,
    order: int | None = None,
    since_order: int = 0,
    account: Account = A_MONTHLY,
) -> Attention:
    """What the log says, in days ago: the last attention, the last selling touch, the last order."""
    newest = min((days for days in (attention, selling) if days is not None), default=None)
    last = None
    if newest is not None:
        kind = Kind.ATTENTION if newest == attention else Kind.SELLING
        last = Touch(1, 1, days_before(newest), NOW, "called", kind, id=1, created_at=NOW)
    return Attention(
        account,
        last_touch=last,
        last_attention_day=None if attention is None else days_before(attention),
        recent_selling=recent_selling,
        recent_attention=recent_attention,
        last_order_day=None if order is None else days_before(order),
        touches_before_order=3,
        attention_since_order=since_order,
    )


def judge(clock: Clock = Clock.ATTENTION, **given_facts: object) -> Verdict:
    return judge_attention(facts(**given_facts), TODAY, clock)  # type: ignore[arg-type]


@pytest.mark.parametrize(("tier", "ideal", "maximum"), [(Tier.A, 14, 21), (Tier.B, 30, 45), (Tier.C, 60, 90)])
def test_the_tier_says_how_often(tier: Tier, ideal: int, maximum: int) -> None:
    """Rule NS-2, complaint 6."""
    assert intervals_of(replace(A_MONTHLY, tier=tier)) == (ideal, maximum)


@pytest.mark.parametrize(
    ("ideal_days", "maximum_days", "intervals"),
    [(10, None, (10, 15)), (None, 60, (30, 60)), (10, 12, (10, 12)), (40, 20, (40, 40)), (1, None, (1, 2))],
)
def test_an_account_can_have_intervals_of_its_own(
    ideal_days: int | None, maximum_days: int | None, intervals: tuple[int, int]
) -> None:
    """Rule NS-2, complaint 6."""
    account = replace(A_MONTHLY, ideal_days=ideal_days, maximum_days=maximum_days)
    assert intervals_of(account) == intervals


def test_a_touch_keeps_an_account_good_for_its_interval() -> None:
    assert find_good_until(A_MONTHLY, TODAY) == TODAY + timedelta(days=30)
    assert judge(attention=30, recent_attention=1).standing is Standing.FRESH
    assert judge(attention=31, recent_attention=1).standing is Standing.DUE


@pytest.mark.parametrize(
    ("clock_day", "order_day", "good_until"),
    [
        (TODAY, None, TODAY + timedelta(days=30)),
        (None, None, None),
        (None, TODAY, TODAY + timedelta(days=14)),
        (days_before(3), TODAY, TODAY + timedelta(days=14)),
        (days_before(20), TODAY, TODAY + timedelta(days=10)),
        (TODAY, days_before(3), TODAY + timedelta(days=30)),
    ],
)
def test_an_order_shortens_the_time_until_a_word_is_wanted(
    clock_day: date | None, order_day: date | None, good_until: date | None
) -> None:
    """Rule NS-5: unless there was attention after it."""
    assert find_good_until(A_MONTHLY, clock_day, order_day) == good_until


@pytest.mark.parametrize(
    ("days", "standing"),
    [(30, Standing.FRESH), (31, Standing.DUE), (45, Standing.DUE), (46, Standing.QUIET)],
)
def test_due_past_the_ideal_and_quiet_past_the_maximum(days: int, standing: Standing) -> None:
    """Rule NS-3."""
    verdict = judge(attention=days, recent_attention=1)
    assert verdict.standing is standing
    assert verdict.days == days
    assert (verdict.severity > 0.5) == (standing is Standing.QUIET)
    assert verdict.due_on == days_before(days) + timedelta(days=31)


def test_a_never_touched_account_counts_from_the_day_it_was_added() -> None:
    """Rule NS-2."""
    new = replace(A_MONTHLY, added_on=days_before(45))
    assert judge(account=new).standing is Standing.DUE
    assert judge(account=replace(new, added_on=days_before(46))).standing is Standing.NEVER_TOUCHED


def test_quiet_is_silence_of_every_kind() -> None:
    """Rule NS-3, complaint 1: who was sent a quote last week was not left in silence."""
    assert judge(attention=100, selling=7, recent_selling=1).standing is Standing.SELLING_ONLY
    assert judge(attention=100, selling=46, recent_selling=1).standing is Standing.QUIET


@pytest.mark.parametrize(("selling", "standing"), [(3, Standing.SELLING_ONLY), (2, Standing.FRESH)])
def test_three_touches_about_sales_and_none_else_are_worth_a_word(selling: int, standing: Standing) -> None:
    """Rule NS-6: before the interval has ended, here of a client added ten days ago."""
    account = replace(A_MONTHLY, added_on=days_before(10))
    assert judge(account=account, selling=2, recent_selling=selling).standing is standing


def test_attention_in_the_last_sixty_days_is_not_all_selling() -> None:
    """Rule NS-6."""
    assert judge(attention=20, selling=2, recent_selling=5, recent_attention=1).standing is Standing.FRESH


def test_where_every_touch_restarts_the_clock_there_is_no_all_selling() -> None:
    """Rule NS-2's setting."""
    everything = judge(Clock.ANY, attention=100, selling=7, recent_selling=5)
    assert everything.standing is Standing.FRESH
    assert everything.days == 7
    assert judge(Clock.ANY).standing is Standing.NEVER_TOUCHED
    assert find_clock_day(facts(), Clock.ANY) is None


@pytest.mark.parametrize(
    ("since", "standing"), [(14, Standing.FRESH), (15, Standing.AFTER_ORDER), (40, Standing.AFTER_ORDER)]
)
def test_the_drop_after_the_order(since: int, standing: Standing) -> None:
    """Rule NS-5: half the ideal interval without a word just for them."""
    verdict = judge(attention=since + 2, selling=since, order=since, recent_attention=1, recent_selling=1)
    assert verdict.standing is standing


def test_attention_after_the_order_ends_the_drop() -> None:
    """Rule NS-5."""
    assert (
        judge(attention=5, order=20, selling=20, since_order=1, recent_attention=1).standing is Standing.FRESH
    )


def test_silence_of_every_kind_is_called_quiet_even_after_an_order() -> None:
    """Rules NS-3 and NS-5."""
    assert judge(attention=60, selling=50, order=50).standing is Standing.QUIET


def test_where_every_touch_restarts_the_clock_one_after_the_order_ends_the_drop() -> None:
    """Rule NS-5 under the setting of NS-2."""
    assert judge(Clock.ANY, selling=10, order=20).standing is Standing.FRESH
    assert judge(Clock.ANY, selling=20, order=20).standing is Standing.AFTER_ORDER


def test_an_order_without_attention_is_at_least_as_urgent_as_its_silence() -> None:
    """Rule NS-5."""
    verdict = judge(attention=41, selling=40, order=40, recent_selling=1)
    assert verdict.severity > judge(attention=41).severity
    assert judge(attention=99, selling=40, order=40).severity >= judge(attention=99).severity


days = st.one_of(st.none(), st.integers(0, 400))


@given(
    tier=st.sampled_from(Tier),
    ideal=st.one_of(st.none(), st.integers(1, 730)),
    maximum=st.one_of(st.none(), st.integers(1, 730)),
    added=st.integers(0, 400),
    attention=days,
    selling=days,
    order=days,
    numbers=st.tuples(*[st.integers(0, 9)] * 3),
    clock=st.sampled_from(Clock),
)
def test_whatever_the_log_says_the_verdict_holds_together(  # noqa: PLR0917
    tier: Tier,
    ideal: int | None,
    maximum: int | None,
    added: int,
    attention: int | None,
    selling: int | None,
    order: int | None,
    numbers: tuple[int, int, int],
    clock: Clock,
) -> None:
    account = Account(1, "Acme", days_before(added), tier=tier, ideal_days=ideal, maximum_days=maximum)
    verdict = judge(
        clock,
        account=account,
        attention=attention,
        selling=selling,
        order=order,
        recent_attention=numbers[0],
        recent_selling=numbers[1],
        since_order=numbers[2],
    )
    assert 0 < verdict.ideal <= verdict.maximum
    assert verdict.needs_attention == (verdict.standing in NEEDS_ATTENTION)
    assert verdict.account is account
    silent = verdict.facts.last_touch is None or (
        (TODAY - verdict.facts.last_touch.day).days > verdict.maximum
    )
    assert verdict.standing not in SILENT or silent
    if verdict.standing is Standing.DUE:
        assert verdict.days > verdict.ideal
    assert 0 <= verdict.severity < 1
    assert verdict.severity >= 0.5 or not verdict.needs_attention


# The own rhythm


def rhythm(severity: float = 0.8, usual_gap: float | None = 9.0) -> AccountFacts:
    return AccountFacts(
        "Acme", "neglected", days_quiet=20, touch_days=20, usual_gap=usual_gap, severity=severity
    )


def judge_beat(
    beat: AccountFacts, *, touched: int = 20, nudged: LastNudge | None = None, **more: object
) -> Verdict:
    log = facts(attention=touched, recent_attention=1, **more)  # type: ignore[arg-type]
    return judge_attention(log, TODAY, Clock.ATTENTION, beat, nudged)


def test_an_account_can_slip_within_the_interval_that_was_wanted() -> None:
    """METHOD.md, 3: a weekly beat that falls silent is noticed before a month is over."""
    verdict = judge_beat(rhythm())
    assert (verdict.standing, verdict.severity) == (Standing.SLIPPING, 0.8)
    assert verdict.needs_attention
    assert judge_beat(rhythm(severity=0.49)).standing is Standing.FRESH


def test_quiet_is_the_stronger_word() -> None:
    """Rule NS-3."""
    assert judge_beat(rhythm(), touched=60).standing is Standing.QUIET
    assert judge_beat(rhythm(severity=0.99), touched=46).severity == 0.99


@pytest.mark.parametrize(
    ("touched", "usual_gap", "slips"),
    [(15, 9.0, False), (16, 9.0, True), (18, 18.0, False), (19, 18.0, True), (20, None, False)],
)
def test_who_was_in_touch_within_the_usual_gap_is_left_alone(
    touched: int, usual_gap: float | None, *, slips: bool
) -> None:
    """Complaint 1: an account that is touched too seldom still leaves the list on the day of a touch."""
    verdict = judge_beat(rhythm(usual_gap=usual_gap), touched=touched)
    assert (verdict.standing is Standing.SLIPPING) == slips


@pytest.mark.parametrize(
    ("severity", "nudged_days_ago", "slips"),
    [(0.45, 8, True), (0.39, 8, False), (0.45, None, False), (0.45, 20, False)],
)
def test_what_a_nudge_said_holds_until_it_is_clearly_over(
    severity: float, nudged_days_ago: int | None, *, slips: bool
) -> None:
    """METHOD.md, 6: cleared below 0.4; a touch since then begins a new chapter."""
    nudged = (
        None
        if nudged_days_ago is None
        else LastNudge(days_before(nudged_days_ago), 0.6, days_before(nudged_days_ago))
    )
    verdict = judge_beat(rhythm(severity=severity), nudged=nudged)
    assert (verdict.standing is Standing.SLIPPING) == slips


def test_the_facts_of_another_day_give_the_verdict_of_that_day() -> None:
    verdict = judge_attention(facts(attention=30, recent_attention=1), date(2026, 12, 24))
    assert verdict.standing is Standing.QUIET
