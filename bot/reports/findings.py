"""The outcome of an analysis, and how one account of it reads. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from jobs.rules.cadence import NUDGE_FROM, TouchLog, analyze_cadence
from jobs.rules.cadence_table import CadenceTable, read_facts
from jobs.rules.verdict_words import explain
from storage.records import Kind, Tier

Ints = npt.NDArray[np.int64]

LONGEST_NAME = 80
"""Characters."""
EPOCH = date(1970, 1, 1)
KINDS = (Kind.ATTENTION, Kind.SELLING, Kind.SCHEDULING)
TARGET_DAYS = {Tier.A: 14.0, Tier.B: 30.0, Tier.C: 90.0}
"""The interval a tier asks for, unless the list of accounts names one."""


@dataclass(frozen=True, slots=True)
class Touches:
    """Touches in any order."""

    account: Ints
    """(n,) places in the names."""
    day: Ints
    """(n,) local calendar days since 1970-01-01."""
    kind: Ints
    """(n,) places in KINDS."""
    rep: Ints
    """(n,) codes, -1 where nobody is named."""


class Wish(Protocol):
    """What a list of accounts says of one."""

    @property
    def tier(self) -> Tier | None: ...

    @property
    def cadence_days(self) -> int | None: ...

    @property
    def rep(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NoWish:
    """An account that no list names."""

    tier: Tier | None = None
    cadence_days: int | None = None
    rep: str = ""


@dataclass(frozen=True)
class Findings:
    """Every account with its verdict."""

    as_of: int
    names: Sequence[str]
    touches: Touches
    table: CadenceTable
    wishes: Sequence[Wish]
    """One for each account."""
    reps: Sequence[str]

    @cached_property
    def micro_severity(self) -> Ints:
        """Severity as printed, times a million: what looks equal is equal."""
        return np.rint(self.table.severity * 1_000_000).astype(np.int64)

    @cached_property
    def ranking(self) -> Ints:
        """Accounts, the most urgent first, then by name."""
        return np.argsort(-self.micro_severity, kind="stable")

    @cached_property
    def due(self) -> npt.NDArray[np.bool_]:
        """Which accounts could do with a word now."""
        return self.micro_severity >= round(NUDGE_FROM * 1_000_000)

    def call(self, account: int) -> str:
        """Return an account's name as people read it: the beginning of it, where it goes on and on."""
        name = self.names[account]
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"

    def explain(self, account: int) -> str:
        """Return why an account stands as it does."""
        return explain(read_facts(self.table, account, self.call(account)))

    def name_owner(self, account: int) -> str:
        """Return who looks after an account: by the list of accounts, else by its latest touch."""
        latest = int(self._latest_reps[account])
        return self.wishes[account].rep or (self.reps[latest] if latest >= 0 else "")

    @cached_property
    def _latest_reps(self) -> Ints:
        return _find_latest_reps(self.touches, len(self.names))


def judge(
    names: Sequence[str], touches: Touches, reps: Sequence[str], wishes: Mapping[str, Wish], as_of: int
) -> Findings:
    """Find peaks and valleys; `names` stand in alphabetical order, and wishes are for some of them."""
    blank = NoWish()
    wished: list[Wish] = [wishes.get(name, blank) for name in names] if wishes else [blank] * len(names)
    target = np.array([_read_target(wish) for wish in wished], np.float64)
    table = analyze_cadence(
        TouchLog(touches.account, touches.day, touches.kind == KINDS.index(Kind.SELLING), touches.rep),
        accounts=len(names),
        target=target,
        as_of=as_of,
    )
    return Findings(as_of, names, touches, table, wished, reps)


def _read_target(wish: Wish) -> float:
    if wish.cadence_days is not None:
        return float(wish.cadence_days)
    return TARGET_DAYS[wish.tier] if wish.tier is not None else np.nan


def _find_latest_reps(touches: Touches, accounts: int) -> Ints:
    """Return for each account who is named on its latest day; of several, the first by name."""
    latest = np.full(accounts, -1, np.int64)
    named = np.flatnonzero(touches.rep >= 0)
    if len(named):
        reps = int(touches.rep.max()) + 1
        # The later day wins, then the smaller code; the best is written over all others in one go.
        rank = touches.day[named] * reps + (reps - 1 - touches.rep[named])
        best = np.full(accounts, -(2**62), np.int64)
        np.maximum.at(best, touches.account[named], rank)
        known = best > -(2**62)
        latest[known] = reps - 1 - best[known] % reps
    return latest


def to_date(day: int) -> date:
    return EPOCH + timedelta(days=day)
