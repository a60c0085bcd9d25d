"""Whom a weekly nudge names, and when it may come (complaints 4, 7, 9, 10, 12)."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import LastNudge, Standing, Verdict
from jobs.rules.nudges import (
    LineFacts,
    WeeklyMoment,
    describe_line,
    find_moment_back,
    find_weekly_moment,
    is_snoozed,
    list_due_this_week,
    may_be_nudged,
    plan_nudges,
    rank_verdicts,
)
from jobs.rules.weeks import local_day
from storage.records import Account, Attention, Consent, Kind, Rep, Tier, Touch
from tests.builders import NOW, TODAY, days_before

SAM = Rep(1, "Sam Lee", "U1", consent=Consent.YES)
MONDAY = date(2026, 11, 23)


def a_verdict(
    name: str = "Acme",
    *,
    overdue: int = 20,
    ideal: int = 30,
    standing: Standing = Standing.QUIET,
    tier: Tier = Tier.B,
    snoozed_until: date | None = None,
    nudged: LastNudge | None = None,
) -> Verdict:
    account = Account(1, name, days_before(300), tier=tier, snoozed_until=snoozed_until)
    due_on = days_before(overdue - 1)
    return Verdict(
        Attention(account),
        standing,
        ideal + overdue,
        ideal,
        ideal * 2,
        severity=overdue / ideal,
        due_on=due_on,
        nudged=nudged,
    )


def names(verdicts: object) -> list[str]:
    return [verdict.account.name for verdict in verdicts]  # type: ignore[attr-defined]


def test_the_order_is_how_overdue_measured_by_the_wish() -> None:
    """Complaint 7."""
    weekly = a_verdict("weekly", overdue=10, ideal=7)
    monthly = a_verdict("monthly", overdue=20, ideal=30)
    assert names(rank_verdicts([monthly, weekly])) == ["weekly", "monthly"]


def test_ties_go_to_the_higher_tier_and_then_by_name() -> None:
    b, a, d, c = (
        a_verdict("b"),
        a_verdict("A"),
        a_verdict("d", tier=Tier.A),
        a_verdict("c", tier=Tier.A),
    )
    assert names(rank_verdicts([b, a, d, c])) == ["c", "d", "A", "b"]


def test_at_most_five_and_the_number_of_the_others() -> None:
    """Complaint 4."""
    plan = plan_nudges([a_verdict(f"client {number}", overdue=number) for number in range(9)], TODAY)
    assert names(plan.lines) == [f"client {number}" for number in (8, 7, 6, 5, 4)]
    assert plan.more == 4


def test_who_is_fresh_due_or_snoozed_is_not_named() -> None:
    """Complaint 12: on the last day of a snooze it is still silent, on the day itself it is not."""
    plan = plan_nudges(
        [
            a_verdict("fresh", standing=Standing.FRESH),
            a_verdict("due", standing=Standing.DUE),
            a_verdict("snoozed", snoozed_until=TODAY + timedelta(days=1)),
            a_verdict("awake", snoozed_until=TODAY),
        ],
        TODAY,
    )
    assert names(plan.lines) == ["awake"]
    assert plan.more == 0


def test_due_this_week_are_the_seven_days_that_come_and_what_is_due_already() -> None:
    """Complaint 8."""
    verdicts = [
        a_verdict("due", standing=Standing.DUE, overdue=3),
        a_verdict("in six days", standing=Standing.FRESH, overdue=-5),
        a_verdict("in seven days", standing=Standing.FRESH, overdue=-6),
        a_verdict("quiet", standing=Standing.QUIET),
        a_verdict("snoozed", standing=Standing.DUE, snoozed_until=TODAY + timedelta(days=9)),
    ]
    assert names(list_due_this_week(verdicts, TODAY)) == ["due", "in six days"]


@given(
    st.lists(
        st.builds(
            a_verdict,
            name=st.text(min_size=1, max_size=5),
            overdue=st.integers(-100, 500),
            ideal=st.integers(1, 100),
            standing=st.sampled_from(Standing),
            tier=st.sampled_from(Tier),
            snoozed_until=st.one_of(st.none(), st.dates(days_before(9), TODAY + timedelta(days=9))),
        ),
        max_size=12,
    ),
    st.integers(0, 8),
)
def test_a_plan_loses_nobody_and_names_the_most_overdue(verdicts: list[Verdict], most: int) -> None:
    plan = plan_nudges(verdicts, TODAY, most)
    wanted = [each for each in verdicts if each.needs_attention and not is_snoozed(each, TODAY)]
    assert len(plan.lines) + plan.more == len(wanted)
    assert len(plan.lines) == min(most, len(wanted))
    left_out = [each for each in wanted if each not in plan.lines]
    assert (
        not left_out
        or not plan.lines
        or (min(each.severity for each in plan.lines) >= max(each.severity for each in left_out))
    )


# Who may get one


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"consent": Consent.UNASKED}, False),
        ({"consent": Consent.NO}, False),
        ({"active": False}, False),
        ({"slack_id": None}, False),
        ({"away_until": TODAY + timedelta(days=1)}, False),
        ({"away_until": TODAY}, True),
    ],
)
def test_only_who_said_yes_and_is_here(changes: dict[str, object], may: bool) -> None:
    """Complaints 10 and 11."""
    assert may_be_nudged(replace(SAM, **changes), TODAY) is may  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "back"),
    [
        ({"away_until": date(2026, 11, 24)}, datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        ({"status_away_until": date(2026, 11, 25)}, datetime(2026, 11, 25, 8, 30, tzinfo=UTC)),
        ({"status_away_until": date(2026, 11, 26)}, None),
        ({"away_until": date(2026, 11, 24), "consent": Consent.NO}, None),
        ({}, None),
    ],
)
def test_when_somebody_who_is_away_can_get_their_message(
    changes: dict[str, object], back: datetime | None
) -> None:
    """Not at the weekend on which they are back, and not once it is stale."""
    sam, useful_until = replace(SAM, **changes), datetime(2026, 11, 25, 18, tzinfo=UTC)  # type: ignore[arg-type]
    assert find_moment_back(sam, MONDAY, useful_until) == back
    friday, saturday = date(2026, 11, 27), date(2026, 11, 28)
    found = find_moment_back(replace(SAM, away_until=saturday), friday, datetime(2026, 12, 1, 18, tzinfo=UTC))
    assert found == datetime(2026, 11, 30, 8, 30, tzinfo=UTC)


# When


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ("2026-11-23T08:29", False),
        ("2026-11-23T08:30", True),
        ("2026-11-23T23:59", True),
        ("2026-11-24T08:29", False),  # not in the night
        ("2026-11-24T08:30", True),
        ("2026-11-25T18:00", True),
        ("2026-11-25T18:01", False),
        ("2026-11-27T09:00", False),
    ],
)
def test_it_comes_late_rather_than_never_but_never_stale_and_never_at_night(now: str, comes: bool) -> None:
    moment = find_weekly_moment(SAM, at(now))
    assert (moment is not None) is comes
    if moment is not None:
        assert moment.day == MONDAY
        assert moment.due_at == at("2026-11-23T08:30")
        assert moment.useful_until == at("2026-11-25T18:00")


XMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


@pytest.mark.parametrize(
    ("weekday", "now", "day", "due", "until"),
    [
        # A Friday that is Christmas, before a Monday that is a holiday too: Tuesday it is.
        (4, "2026-12-28T12:00", None, None, None),
        (4, "2026-12-29T08:29", None, None, None),
        (4, "2026-12-29T08:30", "2026-12-25", "2026-12-29T08:30", "2026-12-31T18:00"),
        (0, "2026-12-28T23:00", None, None, None),
        (0, "2026-12-30T09:00", "2026-12-28", "2026-12-29T08:30", "2026-12-31T18:00"),
        # Late, but not on a Sunday.
        (4, "2026-11-28T10:00", None, None, None),
        (4, "2026-11-30T10:00", "2026-11-27", "2026-11-27T08:30", "2026-12-01T18:00"),
        # Somebody's own choice.
        (5, "2026-11-28T10:00", "2026-11-28", "2026-11-28T08:30", "2026-12-01T18:00"),
    ],
)
def test_neither_on_a_holiday_nor_late_on_a_weekend(
    weekday: int, now: str, day: str | None, due: str | None, until: str | None
) -> None:
    """Complaint 10."""
    moment = find_weekly_moment(replace(SAM, nudge_weekday=weekday), at(now), XMAS)
    if day is None or due is None or until is None:
        assert moment is None
    else:
        assert moment == WeeklyMoment(date.fromisoformat(day), at(due), at(until))


@pytest.mark.parametrize(
    ("day", "comes"), [("26", True), ("27", False), ("28", False), ("29", True), ("30", True)]
)
def test_late_messages_come_on_no_weekend_of_the_country(day: str, comes: bool) -> None:
    """In Riyadh what was late on Thursday came on Friday, and on Sunday, a working day, nothing."""
    rep = replace(SAM, nudge_weekday=3)
    moment = find_weekly_moment(rep, at(f"2026-11-{day}T09:00"), weekend={4, 5})
    assert (moment is not None) is comes


@pytest.mark.parametrize(("said_yes", "comes"), [("08:29", True), ("08:30", True), ("08:31", False)])
def test_a_yes_counts_from_the_moment_it_is_said(said_yes: str, comes: bool) -> None:
    rep = replace(SAM, consented_at=at(f"2026-11-23T{said_yes}"))
    assert (find_weekly_moment(rep, at("2026-11-23T09:00")) is not None) is comes


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 6),
    st.times(),
    st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles", "Africa/Cairo", "Australia/Lord_Howe"]),
    st.frozensets(st.integers(-9, 9), max_size=9),
)
def test_a_moment_is_never_in_the_future_and_never_stale(
    now: datetime, weekday: int, wall: time, zone: str, off: frozenset[int]
) -> None:
    rep = replace(SAM, zone=zone, nudge_weekday=weekday, nudge_time=wall)
    today = local_day(now, zone)
    days_off = frozenset(today + timedelta(days=days) for days in off)
    moment = find_weekly_moment(rep, now, days_off)
    if moment is not None:
        assert moment.due_at <= now <= moment.useful_until
        assert moment.day.weekday() == weekday
        assert today not in days_off
        assert local_day(moment.due_at, zone) not in days_off


# What the queue keeps


RHYTHM = AccountFacts(
    "Acme",
    "peak_valley",
    days_quiet=31,
    touch_days=9,
    burst_touches=7,
    burst_end=days_before(31),
    severity=0.8,
)


@pytest.mark.parametrize(
    ("days_ago", "severity_then", "named"),
    [(6, 0.60, False), (6, 0.54, True), (7, 0.7, True), (8, 0.9, True)],
)
def test_an_account_is_named_again_after_a_week_or_when_it_has_become_worse(
    days_ago: int, severity_then: float, *, named: bool
) -> None:
    """METHOD.md, 6: a severity of 0.7 today."""
    verdict = a_verdict(
        overdue=21, nudged=LastNudge(days_before(days_ago), severity_then, days_before(days_ago))
    )
    plan = plan_nudges([verdict], TODAY)
    assert (len(plan.lines), plan.more) == ((1, 0) if named else (0, 1))


def test_a_line_says_what_its_message_needs() -> None:
    last = Touch(1, 1, days_before(9), NOW, "called", Kind.SELLING, id=1, created_at=NOW, rep_name="Sam")
    facts = Attention(
        Account(1, "Acme", days_before(300)),
        last_touch=last,
        recent_selling=4,
        last_order_day=days_before(20),
        touches_before_order=3,
        attention_since_order=2,
    )
    verdict = Verdict(facts, Standing.SELLING_ONLY, 50, 30, 45, 0.7, TODAY, RHYTHM)
    assert describe_line(verdict) == LineFacts(
        account="Acme",
        standing=Standing.SELLING_ONLY,
        days=50,
        ideal=30,
        added_on=days_before(300),
        last_day=days_before(9),
        last_note="called",
        last_by="Sam",
        last_by_id=1,
        selling=4,
        order_day=days_before(20),
        before_order=3,
        since_order=2,
        severity=0.7,
        rhythm=RHYTHM,
    )
    assert describe_line(a_verdict()).last_day is None


a_day = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(
    st.builds(
        LineFacts,
        account=st.text(),
        standing=st.sampled_from(Standing),
        days=st.integers(),
        ideal=st.integers(),
        added_on=a_day,
        last_day=st.one_of(st.none(), a_day),
        last_note=st.one_of(st.none(), st.text()),
        order_day=st.one_of(st.none(), a_day),
        selling=st.integers(),
        rhythm=st.sampled_from([None, RHYTHM, replace(RHYTHM, burst_end=None, recent_gaps=(7, 11))]),
    )
)
def test_facts_survive_the_queue(facts: LineFacts) -> None:
    stored = json.loads(json.dumps({**facts.to_json(), "from another version": 1}))
    assert LineFacts.from_json(stored) == facts
