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
    MOST_QUIET,
    Departure,
    RepSilence,
    TeamLine,
    TeamReport,
    are_all_silent,
    find_suspects,
    list_departures,
    list_quiet,
    list_to_ask_about,
    shortlist,
)
from storage.records import Account, AccountDays, Attention, Rep, Tier
from tests.builders import TODAY, days_before

MORGAN = Rep(9, "Morgan Blake", "U9")
SAM = Rep(1, "Sam Lee", "U1")


def an_account(number: int, *, quiet: int | None = 60, **facts: object) -> AccountDays:
    """An account of tier B whose newest touch was that many days ago; None = never touched."""
    newest = None if quiet is None else days_before(quiet)
    plain = AccountDays(number, SAM.id, Tier.B, None, None, days_before(180), None, newest)
    return plain._replace(**facts)  # type: ignore[arg-type]


def a_verdict(number: int, standing: Standing, severity: float, tier: Tier = Tier.A) -> Verdict:
    account = Account(number, f"Account {number:03}", days_before(180), rep_id=SAM.id, tier=tier)
    return Verdict(Attention(account), standing, 60, 14, 21, severity, days_before(9))


def test_silent_a_accounts_come_first_and_the_others_by_tier() -> None:
    """Rule NS-8."""
    chosen = shortlist(
        [
            an_account(1, tier=Tier.A, quiet=30),
            an_account(2, tier=Tier.A, quiet=40),
            an_account(3, tier=Tier.A, quiet=21),  # the last good day
            an_account(4, tier=Tier.C, quiet=200),
            an_account(5, tier=Tier.B, quiet=50),
            an_account(6, tier=Tier.A, quiet=None, added_on=days_before(22)),
        ],
        MORGAN,
        TODAY,
    )
    assert (chosen.quiet, chosen.others, chosen.more_quiet) == ((2, 1, 6), (3, 5, 4), 0)


def test_who_snoozed_an_account_knows_about_it() -> None:
    snoozed = an_account(1, tier=Tier.A, snoozed_until=TODAY + timedelta(days=1))
    awake = an_account(2, tier=Tier.A, snoozed_until=TODAY)
    assert shortlist([snoozed, awake], MORGAN, TODAY).quiet == (2,)


def test_nobody_asks_about_their_own_accounts_but_their_quiet_ones_are_quiet() -> None:
    mine = [an_account(1, rep_id=MORGAN.id, quiet=300), an_account(2, rep_id=MORGAN.id, tier=Tier.A)]
    chosen = shortlist([*mine, an_account(3, rep_id=None)], MORGAN, TODAY)
    assert (chosen.quiet, chosen.others) == ((2,), (3,))


@given(st.lists(st.tuples(st.sampled_from(Tier), st.integers(0, 400)), max_size=200))
def test_a_large_team_costs_no_more_than_a_shortlist(accounts: list[tuple[Tier, int]]) -> None:
    """Whatever there is, no more is looked at closely; what is left out is counted or less silent."""
    rows = [an_account(number, tier=tier, quiet=quiet) for number, (tier, quiet) in enumerate(accounts)]
    chosen = shortlist(rows, MORGAN, TODAY)
    silent = {row.id for row in rows if row.tier is Tier.A and row.newest_day < days_before(21)}  # type: ignore[operator]
    assert len(chosen.quiet) + chosen.more_quiet == len(silent)
    assert set(chosen.quiet) <= silent
    assert not silent & set(chosen.others)
    for tier in Tier:
        assert sum(rows[number].tier is tier for number in chosen.others) <= LOOKED_AT


def test_at_most_five_quiet_accounts_the_most_urgent_first() -> None:
    """Rule NS-8."""
    verdicts = [a_verdict(number, Standing.QUIET, 0.5 + number / 100) for number in range(7)]
    shown, more = list_quiet([*verdicts, a_verdict(9, Standing.SLIPPING, 0.99)], 3)
    assert [each.account.id for each in shown] == [6, 5, 4, 3, 2]
    assert (len(shown), more) == (MOST_QUIET, 5)


def test_whoever_is_about_to_buy_is_not_asked_about() -> None:
    """Rule NS-8: due ones first, then by tier, then the most urgent."""
    verdicts = [
        a_verdict(1, Standing.FRESH, 0.1, Tier.A),
        a_verdict(2, Standing.SLIPPING, 0.7, Tier.B),
        a_verdict(3, Standing.QUIET, 0.9, Tier.B),
        a_verdict(4, Standing.QUIET, 0.99, Tier.A),
        a_verdict(5, Standing.QUIET, 0.99, Tier.C),
    ]
    assert [each.account.id for each in list_to_ask_about(verdicts, in_sale=[4])] == [3, 2, 5]
    assert list_to_ask_about([], in_sale=[]) == []


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
