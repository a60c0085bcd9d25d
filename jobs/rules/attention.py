"""How an account stands: does it need attention, why, and how urgently (rules NS-2, NS-3, NS-5, NS-6).

Two things speak: the interval somebody wanted (NS-2) and the account's own rhythm (METHOD.md). Pure: the
facts of the log, the rhythm and a day in, a verdict out.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jobs.rules.account_facts import AccountFacts
from storage.records import Account, Attention, Clock, Kind, Tier

INTERVALS = {Tier.A: (14, 21), Tier.B: (30, 45), Tier.C: (60, 90)}
"""Days between touches, ideal and maximum, by tier (NS-2)."""

ALL_SELLING_TOUCHES = 3
"""So many recent touches without a single non-selling one are worth a word (NS-6)."""


NEEDS_FROM = 0.5
"""From this severity on an account needs attention (METHOD.md, 3)."""
CLEAR_BELOW = 0.4
"""Below this one that was named in a nudge no longer does: so nothing flickers (METHOD.md, 6)."""
LEAST_PATIENCE = 0.5
"""Of the wanted interval: a shorter silence is nothing to mention, whatever the rhythm was."""
INTERVAL_WIDTH = 0.25
"""Of the logarithm: how quickly severity grows once the wanted interval is exceeded."""


class Standing(StrEnum):
    """How an account stands today."""

    FRESH = "fresh"
    DUE = "due"
    """Past the ideal interval, not yet past the maximum."""
    QUIET = "quiet"
    """No touch of any kind for longer than the maximum."""
    NEVER_TOUCHED = "never touched"
    """Like quiet, counted from the day it was added."""
    SELLING_ONLY = "selling only"
    """Touched, but without any attention for too long."""
    AFTER_ORDER = "after order"
    """The order is placed, and no attention since (NS-5)."""
    SLIPPING = "slipping"
    """Within the wanted interval, but longer without a touch than its own rhythm allows."""


NEEDS_ATTENTION = frozenset(
    {
        Standing.QUIET,
        Standing.NEVER_TOUCHED,
        Standing.SELLING_ONLY,
        Standing.AFTER_ORDER,
        Standing.SLIPPING,
    }
)


SILENT = frozenset({Standing.QUIET, Standing.NEVER_TOUCHED})
"""No touch of any kind for too long: only of these is "quiet" said (NS-3)."""


@dataclass(frozen=True, slots=True)
class LastNudge:
    """When a rep was last nudged about an account, and how urgent it was then."""

    day: date
    severity: float
    appointment: date
    """The rep's day of the week for which it was; a public holiday lets the message come on a later `day`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion about one account on one day; lengths are days."""

    facts: Attention
    standing: Standing
    days: int
    """Days since the touch that last restarted the clock, or since the account was added."""
    ideal: int
    maximum: int
    severity: float
    """0 .. 1: how urgently attention is due. Ten quiet days matter for a weekly account, not for a monthly
    one."""
    due_on: date
    """The first day past the ideal interval."""
    rhythm: AccountFacts | None = None
    nudged: LastNudge | None = None

    @property
    def account(self) -> Account:
        return self.facts.account

    @property
    def needs_attention(self) -> bool:
        return self.standing in NEEDS_ATTENTION


def intervals_of(account: Account) -> tuple[int, int]:
    """Return the wanted interval of an account in days: ideal and maximum.

    An ideal of its own without a maximum of its own may be exceeded by half, as the tiers are.
    """
    return find_wanted_interval(account.tier, account.ideal_days, account.maximum_days)


def find_wanted_interval(tier: Tier, ideal_days: int | None, maximum_days: int | None) -> tuple[int, int]:
    """Return ideal and maximum in days of whoever has this tier, and perhaps intervals of their own."""
    ideal, maximum = find_ideal(tier, ideal_days), INTERVALS[tier][1]
    if ideal_days is not None:
        maximum = round(ideal_days * 1.5)
    if maximum_days is not None:
        maximum = maximum_days
    return ideal, max(ideal, maximum)


def find_ideal(tier: Tier, own: int | None) -> int:
    """Return the wanted interval in days: the account's own, else that of its tier (NS-2)."""
    return INTERVALS[tier][0] if own is None else own


def find_good_until(account: Account, clock_day: date | None, order_day: date | None = None) -> date | None:
    """Return the last day on which an account needs nothing; None where its clock never started.

    `order_day` is the day of an order after which there was no attention: then it comes sooner (NS-5).
    """
    ideal, _ = intervals_of(account)
    last_days = [] if clock_day is None else [clock_day + timedelta(days=ideal)]
    if order_day is not None and (clock_day is None or clock_day <= order_day):
        last_days.append(order_day + timedelta(days=days_after_order(ideal) - 1))
    return min(last_days, default=None)


def days_after_order(ideal: int) -> int:
    """Return after how many days without attention an order is worth a word: half the ideal interval."""
    return (ideal + 1) // 2


def judge_attention(
    facts: Attention,
    today: date,
    clock: Clock = Clock.ATTENTION,
    rhythm: AccountFacts | None = None,
    nudged: LastNudge | None = None,
) -> Verdict:
    """Say how one account stands on `today`.

    `clock` is the workspace's setting: which touches restart an account's clock. `rhythm` is what its touches
    say as of `today`; without it only the wanted interval speaks. `nudged` is the last nudge about it: until
    somebody has been in touch, what it said holds a little longer.
    """
    account = facts.account
    ideal, maximum = intervals_of(account)
    clock_day = find_clock_day(facts, clock)
    start = clock_day or account.added_on
    days = (today - start).days
    standing = Standing.FRESH
    if days > maximum:
        standing = _name_silence(facts, today, maximum)
    elif days > ideal:
        standing = Standing.DUE
    if standing is not Standing.QUIET and _is_all_selling(facts, clock):
        standing = Standing.SELLING_ONLY
    after_order = _days_since_forgotten_order(facts, today, ideal, clock)
    if after_order is not None and standing in (Standing.FRESH, Standing.DUE, Standing.SELLING_ONLY):
        standing = Standing.AFTER_ORDER
    severity = _rate_silence(days, maximum, after_order, ideal)
    if standing in NEEDS_ATTENTION:
        severity = max(severity, NEEDS_FROM)
    if rhythm is not None and _may_slip(facts, rhythm, today, ideal):
        severity = max(severity, rhythm.severity)
        needs_from = CLEAR_BELOW if _still_waits(nudged, clock_day) else NEEDS_FROM
        if standing in (Standing.FRESH, Standing.DUE) and rhythm.severity >= needs_from:
            standing = Standing.SLIPPING
    return Verdict(
        facts=facts,
        standing=standing,
        days=days,
        ideal=ideal,
        maximum=maximum,
        severity=severity,
        due_on=start + timedelta(days=ideal + 1),
        rhythm=rhythm,
        nudged=nudged,
    )


def _rate_silence(days: int, maximum: int, after_order: int | None, ideal: int) -> float:
    """Return how urgent a silence is by the wanted interval: 0.5 once it is exceeded, and then ever more."""
    times = days / maximum
    if after_order is not None:
        times = max(times, after_order / days_after_order(ideal))
    odds = math.log(max(times, 0.01)) / INTERVAL_WIDTH
    # Bent as the severity of a rhythm is, so that the two can be compared (METHOD.md, 4.10).
    return 1 / (1 + math.exp(-(2 * math.log1p(odds / 2) if odds > 0 else odds)))


def _may_slip(facts: Attention, rhythm: AccountFacts, today: date, ideal: int) -> bool:
    """Return whether the own rhythm has a say: whoever was in touch a moment ago need not hear about it.

    An account that is touched too seldom, or ever less, stays so on the day of a touch; but then it is the
    next touch that matters, and that has time until the wanted interval or the usual gap has passed. And
    nobody is told after a week about a client who is to hear from them once a month, however lively it was.
    """
    if facts.last_touch is None:
        return False
    patience = max(min(ideal, rhythm.usual_gap or ideal), ideal * LEAST_PATIENCE)
    return (today - facts.last_touch.day).days > patience


def _still_waits(nudged: LastNudge | None, clock_day: date | None) -> bool:
    return nudged is not None and (clock_day is None or clock_day < nudged.day)


def find_clock_day(facts: Attention, clock: Clock) -> date | None:
    """Return the day on which the account's clock last restarted, or None where it never did (NS-2)."""
    if clock is Clock.ANY:
        return None if facts.last_touch is None else facts.last_touch.day
    return facts.last_attention_day


def _name_silence(facts: Attention, today: date, maximum: int) -> Standing:
    # NS-3: the word "quiet" is for silence of every kind; who called yesterday would find it untrue.
    if facts.last_touch is None:
        return Standing.NEVER_TOUCHED
    if (today - facts.last_touch.day).days > maximum:
        return Standing.QUIET
    return Standing.SELLING_ONLY


def _is_all_selling(facts: Attention, clock: Clock) -> bool:
    return (
        clock is Clock.ATTENTION
        and facts.last_touch is not None
        and facts.last_touch.kind is not Kind.ATTENTION
        and facts.recent_attention == 0
        and facts.recent_selling >= ALL_SELLING_TOUCHES
    )


def _days_since_forgotten_order(facts: Attention, today: date, ideal: int, clock: Clock) -> int | None:
    """Return how many days an order has gone without attention, once that is worth a word (NS-5)."""
    if facts.last_order_day is None or facts.attention_since_order:
        return None
    if clock is Clock.ANY and facts.last_touch is not None and facts.last_touch.day > facts.last_order_day:
        return None
    days = (today - facts.last_order_day).days
    return days if days >= days_after_order(ideal) else None
