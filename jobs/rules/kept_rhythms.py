"""When what is kept of an account's rhythm still holds, and what it says by then (METHOD.md, 5). Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from jobs.rules.account_facts import AccountFacts
from jobs.rules.weeks import find_zone
from storage.records import KeptRhythm

NIGHT = time(2)
"""When the accounts are looked at: yesterday's touches are in, and nobody is at work."""


def still_holds(kept: KeptRhythm, today: date, *, counted: int, wanted: int) -> bool:
    """Return whether what is kept of an account holds on a day.

    By then it has `counted` touches, and is wanted to be touched every `wanted` days.
    """
    return (kept.touches, kept.target) == (counted, wanted) and kept.as_of <= today < kept.look_again_on


def tell_kept_facts(kept: KeptRhythm, account: str, today: date) -> AccountFacts:
    """Return what is kept of an account, under its name and with the silence of today."""
    later = (today - kept.as_of).days
    facts = AccountFacts.from_json({**kept.facts, "account": account})
    return (
        facts
        if not later or facts.days_quiet is None
        else replace(facts, days_quiet=facts.days_quiet + later)
    )


def find_night(now: datetime, zones: Iterable[str]) -> date | None:
    """Return the local day for which it is time to look at all accounts; None before two in the morning.

    It is the earliest among these zones: what is kept as of a day tells nothing to those for whom that day
    has yet to come, and holds for those who are ahead.
    """
    local = min(now.astimezone(find_zone(zone)).replace(tzinfo=None) for zone in zones)
    return local.date() if local.time() >= NIGHT else None
