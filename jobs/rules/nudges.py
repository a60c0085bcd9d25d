"""Which accounts a weekly nudge names, and when a rep may get one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jobs.rules.attention import Standing, Verdict
from jobs.rules.weeks import end_of_week, latest_weekly_moment, local_moment
from storage.records import Consent, Rep

MOST_ACCOUNTS = 5
"""A nudge is short: the rest waits on Home."""

USEFUL_DAYS = 2
"""A Monday message is still useful on Wednesday, and stale after it."""


@dataclass(frozen=True, slots=True)
class NudgePlan:
    """The accounts of one nudge, most overdue first, and how many more there are."""

    lines: tuple[Verdict, ...]
    more: int


@dataclass(frozen=True, slots=True)
class WeeklyMoment:
    """When one week's nudge is due."""

    day: date
    """The local day, which names the week once and for all, whatever daylight saving does."""
    due_at: datetime
    useful_until: datetime


def plan_nudges(verdicts: Iterable[Verdict], today: date, most: int = MOST_ACCOUNTS) -> NudgePlan:
    """Return the accounts that need attention, most overdue first, at most `most` of them.

    Overdue is relative: ten quiet days matter for a weekly account, not for a monthly one. Ties go to
    the higher tier, then to the name. Snoozed accounts wait.
    """
    needing = rank_verdicts(
        verdict for verdict in verdicts if verdict.needs_attention and not is_snoozed(verdict, today)
    )
    return NudgePlan(tuple(needing[:most]), max(0, len(needing) - most))


def rank_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return verdicts in the order in which they want attention."""
    return sorted(
        verdicts,
        key=lambda verdict: (-verdict.severity, verdict.account.tier.value, verdict.account.name.casefold()),
    )


def list_due_this_week(verdicts: Iterable[Verdict], today: date) -> list[Verdict]:
    """Return the accounts whose ideal interval ends this week or has ended, but that are not late yet."""
    sunday = end_of_week(today)
    coming = [
        verdict
        for verdict in verdicts
        if not is_snoozed(verdict, today)
        and (
            verdict.standing is Standing.DUE
            or (verdict.standing is Standing.FRESH and verdict.due_on <= sunday)
        )
    ]
    return sorted(coming, key=lambda verdict: (verdict.due_on, verdict.account.name.casefold()))


def is_snoozed(verdict: Verdict, today: date) -> bool:
    until = verdict.account.snoozed_until
    return until is not None and today < until


def may_be_nudged(rep: Rep, today: date) -> bool:
    """Return whether a person may get an unprompted message today: they said yes, and are here."""
    return (
        rep.active
        and rep.slack_id is not None
        and rep.consent is Consent.YES
        and not (rep.away_until is not None and today < rep.away_until)
    )


def find_weekly_moment(rep: Rep, now: datetime) -> WeeklyMoment | None:
    """Return this week's moment for a rep's nudge if it has come and is still useful, else None.

    A laptop that slept over Monday morning so sends late rather than never, but never stale.
    """
    day, due_at = latest_weekly_moment(now, rep.nudge_weekday, rep.nudge_time, rep.zone)
    useful_until = local_moment(day + timedelta(days=USEFUL_DAYS), time(18), rep.zone)
    if now > useful_until:
        return None
    return WeeklyMoment(day, due_at, useful_until)
