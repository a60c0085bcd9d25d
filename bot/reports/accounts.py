"""One account as a person reads of it: how it stands, why, and when it was touched. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.reports.findings import KINDS, Findings, to_date
from jobs.rules.cadence_table import PATTERNS
from jobs.rules.peaks import PEAK_DAYS, Stretch, find_peaks, find_valleys
from storage.records import Kind, Tier

WEEKS = 26
"""How far back the table looks."""


@dataclass(frozen=True, slots=True)
class AccountStory:
    """What the table and the page show of one account."""

    name: str
    pattern: str
    standing: str
    """The pattern in words."""
    due: bool
    """Whether it could do with a word now."""
    severity: float
    tier: Tier | None
    owner: str
    last_touch: date | None
    days_quiet: int | None
    sentence: str
    days: Sequence[int]
    """Touch-days, ascending, days since 1970-01-01."""
    selling_days: frozenset[int]
    """Touch-days without anything but selling."""
    weeks: Sequence[int]
    """Touches in each of the last 26 weeks, oldest first."""
    usual_gap: float | None
    as_of: int

    # Drawn for a few hundred accounts at most, while a table may hold all of them.
    def find_peaks(self) -> list[Stretch]:
        return find_peaks(self.days)

    def find_valleys(self) -> list[Stretch]:
        return find_valleys(self.days, self.usual_gap, self.as_of, quiet=self.due)


def tell_stories(findings: Findings, places: Sequence[int]) -> list[AccountStory]:
    """Return the stories of these accounts, in this order."""
    touches = findings.touches
    wanted = np.zeros(len(findings.names), np.bool_)
    wanted[list(places)] = True
    rows = np.flatnonzero(wanted[touches.account])
    rows = rows[np.lexsort((touches.day[rows], touches.account[rows]))]
    bounds = np.searchsorted(touches.account[rows], np.arange(len(findings.names) + 1))
    stories: list[AccountStory] = []
    for place in places:
        mine = rows[int(bounds[place]) : int(bounds[place + 1])]
        stories.append(_tell(findings, place, touches.day[mine].tolist(), touches.kind[mine].tolist()))
    return stories


def _tell(findings: Findings, place: int, days: list[int], kinds: list[int]) -> AccountStory:
    table, as_of = findings.table, findings.as_of
    touch_days = sorted(set(days))
    selling = KINDS.index(Kind.SELLING)
    other_days = {day for day, kind in zip(days, kinds, strict=True) if kind != selling}
    weeks = [0] * WEEKS
    for day in days:
        age = (as_of - day) // 7
        if age < WEEKS:
            weeks[WEEKS - 1 - age] += 1
    usual = float(table.usual_gap[place])
    last, due = int(table.last_day[place]), bool(findings.due[place])
    return AccountStory(
        name=findings.call(place),
        pattern=PATTERNS[int(table.pattern[place])],
        standing=name_standing(findings, place),
        due=due,
        severity=int(findings.micro_severity[place]) / 1_000_000,
        tier=findings.wishes[place].tier,
        owner=findings.name_owner(place),
        last_touch=to_date(last) if last >= 0 else None,
        days_quiet=int(table.days_quiet[place]) if last >= 0 else None,
        sentence=findings.explain(place),
        days=touch_days,
        selling_days=frozenset(set(touch_days) - other_days),
        weeks=weeks,
        usual_gap=None if np.isnan(usual) else usual,
        as_of=as_of,
    )


def name_standing(findings: Findings, place: int) -> str:
    """Say a pattern in the words of the house, such as "quiet" or "slipping"."""
    table, due = findings.table, bool(findings.due[place])
    pattern = PATTERNS[int(table.pattern[place])]
    if table.last_day[place] < 0:
        return "no touch yet"
    if pattern == "steady" and not due and _is_in_peak(findings, place):
        return "in a peak"
    return _STANDINGS[pattern][due]


_STANDINGS = {
    "steady": ("steady", "due"),
    "peak_valley": ("peaks and valleys", "quiet after a peak"),
    "neglected": ("slipping", "quiet"),
    "selling_only": ("all selling lately", "all selling lately"),
    "cooling": ("slipping", "slipping"),
    "new": ("new", "new, gone quiet"),
}
"""Pattern → its words while the account is not due, and when it is."""


def _is_in_peak(findings: Findings, place: int) -> bool:
    table = findings.table
    end = int(table.burst_end[place])
    return bool(table.burst_touches[place] > 0) and findings.as_of - end < PEAK_DAYS
