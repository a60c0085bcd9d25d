"""What a manager is told of the team (rule NS-8): accounts, never a comparison of people."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.attention import Standing, Verdict
from jobs.rules.mirror import Mirror
from jobs.rules.nudges import LineFacts
from jobs.rules.team import (
    LOOKED_AT,
    MOST_NEEDING,
    Departure,
    RepSilence,
    Shortlist,
    TeamLine,
    TeamReport,
    are_all_silent,
    find_suspects,
    list_departures,
    list_needing,
    list_to_ask_about,
    shortlist,
)
from storage.records import Account, AccountDays, Attention, Clock, Kind, Rep, Tier, Touch
from tests.builders import NOW, TODAY, days_before

MORGAN = Rep(9, "Morgan Blake", "U9")
SAM = Rep(1, "Sam Lee", "U1")


def an_account(number: int, *, quiet: int | None = 60, **facts: object) -> AccountDays:
    """An account of tier B whose newest touch was that many days ago; None = never touched."""
    newest = None if quiet is None else days_before(quiet)
    plain = AccountDays(number, SAM.id, Tier.B, None, None, days_before(180), None, newest, newest)
    return plain._replace(**facts)  # type: ignore[arg-type]


def a_verdict(
    number: int,
    standing: Standing,
    severity: float,
    tier: Tier = Tier.A,
    *,
    days: int = 60,
    last_touch: int = 60,
    snoozed_until: date | None = None,
) -> Verdict:
    account = Account(
        number,
        f"Account {number:03}",
        days_before(180),
        rep_id=SAM.id,
        tier=tier,
        snoozed_until=snoozed_until,
    )
    touch = Touch(
        number, SAM.id, days_before(last_touch), NOW, "called", Kind.ATTENTION, id=1, created_at=NOW
    )
    return Verdict(Attention(account, touch), standing, days, 14, 21, severity, days_before(9))


def shortlist_for_morgan(*accounts: AccountDays, clock: Clock = Clock.ATTENTION) -> Shortlist:
    return shortlist(accounts, MORGAN, TODAY, clock)


def test_overdue_a_accounts_come_first_and_the_others_by_tier() -> None:
    """Rule NS-8."""
    chosen = shortlist_for_morgan(
        an_account(1, tier=Tier.A, quiet=30),
        an_account(2, tier=Tier.A, quiet=40),
        an_account(3, tier=Tier.A, quiet=21),  # the last good day
        an_account(4, tier=Tier.C, quiet=200),
        an_account(5, tier=Tier.B, quiet=50),
        an_account(6, tier=Tier.A, quiet=None, added_on=days_before(22)),
    )
    assert (chosen.overdue, chosen.others, chosen.more) == ((2, 1, 6), (3, 5, 4), 0)


def test_an_a_account_that_hears_only_about_sales_is_overdue_too() -> None:
    """Rules NS-2 and NS-8: last attention 36 days ago and a quote since is no attention."""
    sold_to = an_account(1, tier=Tier.A, newest_day=days_before(5), attention_day=days_before(36))
    assert shortlist_for_morgan(sold_to).overdue == (1,)
    assert shortlist_for_morgan(sold_to, clock=Clock.ANY).overdue == ()


def test_who_snoozed_an_account_knows_about_it() -> None:
    snoozed = an_account(1, tier=Tier.A, snoozed_until=TODAY + timedelta(days=1))
    awake = an_account(2, tier=Tier.A, snoozed_until=TODAY)
    assert shortlist_for_morgan(snoozed, awake).overdue == (2,)


def test_a_managers_own_accounts_take_nobody_elses_place() -> None:
    """Rule NS-8: they stand among their own, and are left out before five are chosen."""
    mine = [an_account(number, rep_id=MORGAN.id, tier=Tier.A, quiet=300) for number in range(1, 71)]
    chosen = shortlist_for_morgan(*mine, an_account(71, rep_id=2), an_account(72, tier=Tier.A, quiet=22))
    assert (chosen.overdue, chosen.others, chosen.more) == ((72,), (71,), 0)


@given(
    st.lists(st.tuples(st.sampled_from(Tier), st.integers(0, 400)), max_size=50),
    st.integers(0, 2 * LOOKED_AT),
    st.integers(0, 2 * LOOKED_AT),
)
def test_a_large_team_costs_no_more_than_a_shortlist(
    some: list[tuple[Tier, int]], overdue: int, fresh: int
) -> None:
    """Whatever there is, no more is looked at closely; what is left out is counted or less silent."""
    accounts = [*some, *[(Tier.A, 30)] * overdue, *[(Tier.A, 5)] * fresh]
    rows = [an_account(number, tier=tier, quiet=quiet) for number, (tier, quiet) in enumerate(accounts)]
    chosen = shortlist_for_morgan(*rows)
    silent = {row.id for row in rows if row.tier is Tier.A and row.newest_day < days_before(21)}  # type: ignore[operator]
    assert len(chosen.overdue) == min(len(silent), LOOKED_AT)
    assert chosen.more == len(silent) - len(chosen.overdue)
    assert set(chosen.overdue) <= silent
    assert not silent & set(chosen.others)
    for tier in Tier:
        rest = sum(row.tier is tier and row.id not in silent for row in rows)
        assert sum(rows[number].tier is tier for number in chosen.others) == min(rest, LOOKED_AT)


def test_what_is_left_out_of_a_closer_look_is_counted() -> None:
    rows = [an_account(number, tier=Tier.A, quiet=22 + number) for number in range(LOOKED_AT + 7)]
    chosen = shortlist_for_morgan(*rows)
    assert (len(chosen.overdue), chosen.more) == (LOOKED_AT, 7)
    assert not {row.id for row in rows[:7]} & set(chosen.overdue)


def test_at_most_five_a_accounts_the_most_urgent_first() -> None:
    """Rule NS-8."""
    verdicts = [a_verdict(number, Standing.QUIET, 0.5 + number / 100) for number in range(7)]
    shown, more = list_needing([*verdicts, a_verdict(9, Standing.DUE, 0.99)], 3)
    assert [each.account.id for each in shown] == [6, 5, 4, 3, 2]
    assert (len(shown), more) == (MOST_NEEDING, 5)


@pytest.mark.parametrize("standing", Standing)
def test_every_a_account_that_needs_attention_is_listed_and_no_other(standing: Standing) -> None:
    """Rule NS-8: silence is one need among others."""
    for tier in Tier:
        verdict = a_verdict(1, standing, 0.9, tier)
        shown, _ = list_needing([verdict])
        asked = list_to_ask_about([verdict], [], TODAY)
        assert (shown == [verdict]) is (tier is Tier.A and verdict.needs_attention)
        assert (asked == [verdict]) is (not shown and standing is not Standing.FRESH)


def test_asked_about_is_what_has_waited_longest_by_its_wish_and_is_not_about_to_buy() -> None:
    """Rule NS-8: fewer than three where fewer have waited, and nobody who needs nothing."""
    verdicts = [
        a_verdict(1, Standing.FRESH, 0.1, Tier.A, days=6),
        a_verdict(2, Standing.DUE, 0.4, Tier.A, days=15),
        a_verdict(3, Standing.QUIET, 0.6, Tier.B, days=50),
        a_verdict(4, Standing.QUIET, 0.99, Tier.B, days=99),
        a_verdict(5, Standing.SLIPPING, 0.99, Tier.C, days=20),
        a_verdict(6, Standing.QUIET, 0.6, Tier.C, days=40),
    ]
    asked = list_to_ask_about(verdicts, [4], TODAY)
    assert [each.account.id for each in asked] == [3, 6, 5]
    assert [each.account.id for each in list_to_ask_about(verdicts[:2], [], TODAY)] == [2]
    assert list_to_ask_about(verdicts[:1], [], TODAY) == []


def test_what_waits_for_an_owner_is_no_question_to_anybody() -> None:
    """Morgan was told that Sam has left, and to ask about an account "looked after by Sam" right below."""
    waiting = a_verdict(1, Standing.QUIET, 0.6, Tier.B)
    nobodys = replace(waiting, facts=replace(waiting.facts, account=replace(waiting.account, rep_id=None)))
    assert list_to_ask_about([waiting, nobodys], [], TODAY) == [waiting]
    assert list_to_ask_about([waiting, nobodys], [], TODAY, gone={SAM.id}) == []
    accounts = [an_account(1), an_account(2, rep_id=None), an_account(3, tier=Tier.A, quiet=15)]
    assert shortlist(accounts, MORGAN, TODAY, Clock.ATTENTION, gone={SAM.id}).others == (3,)


def test_nobody_is_asked_about_whom_somebody_has_just_been_in_touch_with_or_has_snoozed() -> None:
    touched = a_verdict(1, Standing.DUE, 0.4, Tier.B, last_touch=0)
    snoozed = a_verdict(2, Standing.DUE, 0.4, Tier.B, snoozed_until=TODAY + timedelta(days=1))
    assert list_to_ask_about([touched, snoozed], [], TODAY) == []


# All of somebody's accounts at once


def suspects_of(
    rep: Rep = SAM,
    *,
    logged: int | None = 20,
    told: tuple[RepSilence, ...] = (),
    today: date = TODAY,
    quiet: tuple[int | None, ...] = (50, 40, 60),
) -> list[RepSilence]:
    accounts = [an_account(number, quiet=days) for number, days in enumerate(quiet, start=1)]
    newest = {rep.id: None if logged is None else days_before(logged)}
    return [silence for silence, _ in find_suspects([rep], newest, accounts, told, today)]


def test_a_silence_begins_with_the_newest_touch() -> None:
    assert suspects_of() == [RepSilence(1, "Sam Lee", 3, days_before(40))]
    assert suspects_of(quiet=(None, None, None))[0].since == days_before(180)


@pytest.mark.parametrize(("logged", "suspected"), [(16, False), (17, True), (None, True)])
def test_two_weeks_and_their_weekends_are_a_vacation(logged: int | None, suspected: bool) -> None:
    """METHOD.md, 4.0: beyond 16 days somebody is gone."""
    assert bool(suspects_of(logged=logged)) is suspected


def test_only_accounts_within_their_wish_need_a_closer_look() -> None:
    """However many somebody has: what nobody has touched for longer than that is silent."""
    accounts = [an_account(number, quiet=days) for number, days in enumerate((50, 46, 45, 3, 20))]
    ((_, looked_at),) = find_suspects([SAM], {SAM.id: None}, accounts, (), TODAY)
    assert looked_at == [3, 4, 2]


def test_two_accounts_say_nothing_about_a_person() -> None:
    assert suspects_of(quiet=(50, 40)) == []


def test_whoever_is_marked_away_is_no_news() -> None:
    assert suspects_of(replace(SAM, away_until=TODAY + timedelta(days=1))) == []
    assert suspects_of(replace(SAM, away_until=TODAY)) != []


def test_whoever_has_left_is_told_of_once_and_with_any_number_of_accounts() -> None:
    """Complaint 24."""
    assert suspects_of(replace(SAM, active=False)) == []
    kim, lee = Rep(8, "Kim", "U8", active=False), Rep(9, "Lee", None, active=False)
    waiting = {SAM.id: 4, kim.id: 1, lee.id: 2}
    assert list_departures([SAM, kim, lee], waiting) == [Departure(9, "Lee", 2), Departure(8, "Kim", 1)]
    assert list_departures([kim, lee], waiting, [Departure(9, "Lee", 7)]) == [Departure(8, "Kim", 1)]
    assert list_departures([kim], {}) == []


@given(st.integers(-30, 30))
def test_a_silence_is_told_once_and_a_later_one_anew(later: int) -> None:
    """Detection note, section 6: the manager is told once."""
    told = RepSilence(1, "Sam Lee", 5, days_before(40) - timedelta(days=later))
    assert bool(suspects_of(told=(told,))) is (later > 0)


def test_of_several_silences_told_the_latest_counts() -> None:
    told = tuple(RepSilence(1, "Sam Lee", 3, days_before(days)) for days in (40, 90))
    assert suspects_of(told=told) == []
    assert suspects_of(told=told[::-1]) == []
    assert suspects_of(told=(replace(told[0], rep_id=2),)) != []


@pytest.mark.parametrize("standing", Standing)
def test_all_silent_means_every_one(standing: Standing) -> None:
    silent = standing in (Standing.QUIET, Standing.NEVER_TOUCHED, Standing.SLIPPING)
    assert are_all_silent([a_verdict(1, Standing.QUIET, 0.9), a_verdict(2, standing, 0.9)]) is silent


# As the queue keeps it

lines = st.builds(
    TeamLine,
    st.integers(1, 99),
    st.one_of(st.none(), st.integers(1, 9)),
    st.one_of(st.none(), st.text(max_size=5)),
    st.builds(
        LineFacts,
        st.text(max_size=5),
        st.sampled_from(Standing),
        st.integers(0, 99),
        st.integers(1, 90),
        st.dates(),
        st.one_of(st.none(), st.dates()),
    ),
)
silences = st.builds(RepSilence, st.integers(1, 9), st.text(max_size=5), st.integers(3, 9), st.dates())
reports = st.builds(
    TeamReport,
    st.builds(Mirror, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    st.lists(lines, max_size=2).map(tuple),
    st.integers(0, 9),
    st.lists(lines, max_size=2).map(tuple),
    st.lists(silences, max_size=2).map(tuple),
)


@given(reports)
def test_a_report_comes_back_from_the_queue_as_it_was(report: TeamReport) -> None:
    assert TeamReport.from_json(json.loads(json.dumps(report.to_json()))) == report
