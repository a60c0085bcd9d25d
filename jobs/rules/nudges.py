"""Which accounts a weekly nudge names, and when a rep may get one. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import Standing, Verdict
from jobs.rules.sample_data import is_sample
from jobs.rules.weeks import (
    WEEKEND,
    count_on_working_days,
    is_working_day,
    latest_weekly_moment,
    local_day,
    local_moment,
)
from storage.records import Account, Consent, Rep

MOST_ACCOUNTS = 5
"""A nudge is short: the rest waits on Home."""

AGAIN_AFTER = 7
"""Days before an account is named again, unless ..."""
AGAIN_IF_RISEN = 0.15
"""... its severity has risen by this much (METHOD.md, 6)."""

USEFUL_DAYS = 2
"""Working days: a Monday message is still useful on Wednesday, and stale after it."""


@dataclass(frozen=True, slots=True)
class NudgePlan:
    """The accounts of one nudge, most overdue first, and how many more there are."""

    lines: tuple[Verdict, ...]
    more: int

    @property
    def reason_for_none(self) -> str:
        """Why it names nobody, for whoever looks at the queue."""
        return "What is quiet was named a few days ago." if self.more else "Nothing was quiet."


@dataclass(frozen=True, slots=True)
class WeeklyMoment:
    """When one week's nudge is due."""

    day: date
    """The local day of the appointment, which names the week once and for all, whatever daylight saving and
    holidays do."""
    due_at: datetime
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """A rep's accounts as they stand today."""

    needing: tuple[Verdict, ...]
    """Most overdue first, snoozed ones left out."""
    due_this_week: tuple[Verdict, ...]
    total: int
    snoozed: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a message says about one account, in a form that a queue can keep."""

    account: str
    standing: Standing
    days: int
    """Since the clock last restarted, or since the account was added."""
    ideal: int
    added_on: date
    last_day: date | None = None
    last_note: str | None = None
    last_by: str | None = None
    last_by_id: int | None = None
    """Two people may share a name."""
    selling: int = 0
    """Selling touches of the last 60 days."""
    order_day: date | None = None
    before_order: int = 0
    """Touches in the six weeks up to the order."""
    since_order: int = 0
    """Non-selling touches after it."""
    logged: str | None = None
    """What the rep then logged from the message."""
    severity: float = 0.0
    rhythm: AccountFacts | None = None

    def to_json(self) -> dict[str, Any]:
        return {each.name: _store(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "LineFacts":
        """Read what `to_json` wrote; names it does not know are left out."""
        known: dict[str, Any] = {each.name: stored[each.name] for each in fields(cls) if each.name in stored}
        for name in ("added_on", "last_day", "order_day"):
            if known.get(name):
                known[name] = date.fromisoformat(known[name])
        known["standing"] = Standing(known["standing"])
        if known.get("rhythm"):
            known["rhythm"] = AccountFacts.from_json(known["rhythm"])
        return cls(**known)


def _store(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.to_json() if isinstance(value, AccountFacts) else value


def describe_line(verdict: Verdict) -> LineFacts:
    """Return what a message says about one account."""
    facts = verdict.facts
    last = facts.last_touch
    return LineFacts(
        account=verdict.account.name,
        standing=verdict.standing,
        days=verdict.days,
        ideal=verdict.ideal,
        added_on=verdict.account.added_on,
        last_day=last.day if last else None,
        last_note=last.note if last else None,
        last_by=last.rep_name if last else None,
        last_by_id=last.rep_id if last else None,
        selling=facts.recent_selling,
        order_day=facts.last_order_day,
        before_order=facts.touches_before_order,
        since_order=facts.attention_since_order,
        severity=verdict.severity,
        rhythm=verdict.rhythm,
    )


def plan_nudges(verdicts: Iterable[Verdict], today: date, most: int = MOST_ACCOUNTS) -> NudgePlan:
    """Return the accounts that need attention, most urgent first, at most `most` of them.

    Urgent is relative: ten quiet days matter for a weekly account, not for a monthly one. Ties go to
    the higher tier, then to the name. Snoozed accounts wait, and so do those named a few days ago.
    """
    needing = rank_verdicts(
        verdict for verdict in verdicts if verdict.needs_attention and not is_snoozed(verdict, today)
    )
    lines = [verdict for verdict in needing if may_be_named(verdict, today)][:most]
    return NudgePlan(tuple(lines), len(needing) - len(lines))


def may_be_named(verdict: Verdict, today: date) -> bool:
    """Return whether a nudge may name an account: not twice within a week, unless it has become worse.

    The week is that of the appointments: a holiday that puts a message off puts off none after it.
    """
    last = verdict.nudged
    if last is None or (today - last.appointment).days >= AGAIN_AFTER:
        return True
    return verdict.severity >= last.severity + AGAIN_IF_RISEN


def rank_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return verdicts in the order in which they want attention; clients go before samples."""
    return sorted(
        verdicts,
        key=lambda verdict: (
            is_sample(verdict.account),
            -verdict.severity,
            verdict.account.tier.value,
            verdict.account.name.casefold(),
        ),
    )


def list_due_this_week(verdicts: Iterable[Verdict], today: date) -> list[Verdict]:
    """Return the accounts whose ideal interval ends within seven days or has ended, but are not late yet.

    Seven days from today, not until Sunday: on a Saturday one wants to see the week that comes.
    """
    last = today + timedelta(days=6)
    coming = [
        verdict
        for verdict in verdicts
        if not is_snoozed(verdict, today)
        and (
            verdict.standing is Standing.DUE
            or (verdict.standing is Standing.FRESH and verdict.due_on <= last)
        )
    ]
    return sorted(
        coming,
        key=lambda verdict: (
            is_sample(verdict.account),
            verdict.due_on,
            verdict.account.name.casefold(),
        ),
    )


def list_snoozed(verdicts: Iterable[Verdict], today: date) -> list[Account]:
    """Return the accounts that sleep, the one that wakes next first; clients go before samples."""
    asleep = [verdict.account for verdict in verdicts if is_snoozed(verdict, today)]
    return sorted(
        asleep,
        key=lambda account: (is_sample(account), account.snoozed_until or today, account.name.casefold()),
    )


def is_snoozed(verdict: Verdict, today: date) -> bool:
    until = verdict.account.snoozed_until
    return until is not None and today < until


def may_be_nudged(rep: Rep, today: date) -> bool:
    """Return whether a person may get an unprompted message today: they said yes, and are here."""
    return (
        rep.active
        and rep.slack_id is not None
        and rep.consent is Consent.YES
        and find_return(rep, today) is None
    )


def find_return(rep: Rep, today: date) -> date | None:
    """Return the first day on which somebody who is away today is back; None for somebody who is here.

    Away is who says so to us, or whose Slack status does.
    """
    days = [day for day in (rep.away_until, rep.status_away_until) if day is not None and today < day]
    return max(days, default=None)


def find_moment_back(
    rep: Rep,
    today: date,
    useful_until: datetime,
    days_off: Collection[date] = frozenset(),
    weekend: Collection[int] = WEEKEND,
) -> datetime | None:
    """Return when somebody who is away today can get a message that is useful so long, if in time.

    That is the hour of their weekly message on the first working day on which they are back.
    """
    back = find_return(rep, today)
    if back is None or back > local_day(useful_until, rep.zone) or not may_be_nudged(rep, back):
        return None
    day = count_on_working_days(back - timedelta(days=1), 1, days_off, weekend)
    moment = local_moment(day, rep.nudge_time, rep.zone)
    return moment if moment <= useful_until else None


def find_weekly_moment(
    rep: Rep,
    now: datetime,
    days_off: Collection[date] = frozenset(),
    weekend: Collection[int] = WEEKEND,
) -> WeeklyMoment | None:
    """Return this week's moment for a rep's nudge if it has come and is still useful, else None.

    What falls on one of the public holidays `days_off` comes on the next working day. A laptop that slept
    over Monday morning so sends late rather than never, but never stale; and on a later day only where that
    is a working day, and not before its hour, so that nobody is written to at midnight or on a Sunday; or on
    a Friday, where the `weekend` says so (Monday is 0). A weekend that somebody has chosen as their day is
    theirs to choose.
    """
    day, due_at = latest_weekly_moment(now, rep.nudge_weekday, rep.nudge_time, rep.zone)
    send_on = count_on_working_days(day, 1, days_off, weekend) if day in days_off else day
    today = local_day(now, rep.zone)
    if today < send_on or (today > send_on and not is_working_day(today, days_off, weekend)):
        return None
    if now < local_moment(today, rep.nudge_time, rep.zone):
        return None
    last_day = count_on_working_days(send_on, USEFUL_DAYS, days_off, weekend)
    useful_until = local_moment(last_day, time(18), rep.zone)
    if now > useful_until or (rep.consented_at is not None and due_at < rep.consented_at):
        return None
    return WeeklyMoment(day, local_moment(send_on, rep.nudge_time, rep.zone), useful_until)
