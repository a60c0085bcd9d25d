"""What a manager is told of the team (rule NS-8): accounts to ask about, never people to compare. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from heapq import nsmallest
from typing import Any

import numpy as np

from jobs.rules.absences import LONGEST_RUNNING
from jobs.rules.attention import SILENT, Standing, Verdict, find_wanted_interval
from jobs.rules.mirror import Mirror, choose_to_ask_about
from jobs.rules.nudges import LineFacts, describe_line, find_return, rank_verdicts
from storage.records import AccountDays, Rep, Tier

MOST_QUIET = 5
LOOKED_AT = 60
"""So many accounts of each tier are looked at closely: the longest silent, by their wanted interval."""
FEWEST_ACCOUNTS = 3
"""One or two silent accounts say nothing about a person."""
MOST_SILENCES = 3
"""In one message; the others wait for the next."""
MOST_DEPARTURES = 5
"""The same."""

_SILENT_TOO_LONG = SILENT | {Standing.SLIPPING}


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One account to ask about, and who looks after it."""

    account_id: int
    owner_id: int | None
    owner: str | None
    facts: LineFacts

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "facts": self.facts.to_json()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "TeamLine":
        known: dict[str, Any] = {**stored, "facts": LineFacts.from_json(stored["facts"])}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class RepSilence:
    """All accounts of one person, gone quiet at once."""

    rep_id: int
    name: str
    accounts: int
    since: date
    """The day of the newest touch: a silence that begins later is another one."""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "since": self.since.isoformat()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "RepSilence":
        known: dict[str, Any] = {**stored, "since": date.fromisoformat(stored["since"])}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody who is no longer in Slack, and whose accounts wait for another owner."""

    rep_id: int
    name: str
    accounts: int


@dataclass(frozen=True, slots=True)
class TeamReport:
    """The mirror of a team on one day."""

    mirror: Mirror
    quiet: tuple[TeamLine, ...] = ()
    """A accounts nobody has been in touch with for too long, most urgent first."""
    more_quiet: int = 0
    to_ask: tuple[TeamLine, ...] = ()
    """Accounts that are not about to buy."""
    silences: tuple[RepSilence, ...] = ()
    departures: tuple[Departure, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.mirror.touches or self.quiet or self.to_ask or self.silences or self.departures)

    def to_json(self) -> dict[str, Any]:
        return {
            "mirror": asdict(self.mirror),
            "quiet": [each.to_json() for each in self.quiet],
            "more_quiet": self.more_quiet,
            "to_ask": [each.to_json() for each in self.to_ask],
            "silences": [each.to_json() for each in self.silences],
            "departures": [asdict(each) for each in self.departures],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "TeamReport":
        return cls(
            mirror=Mirror(**stored["mirror"]),
            quiet=tuple(TeamLine.from_json(each) for each in stored["quiet"]),
            more_quiet=stored["more_quiet"],
            to_ask=tuple(TeamLine.from_json(each) for each in stored["to_ask"]),
            silences=tuple(RepSilence.from_json(each) for each in stored["silences"]),
            departures=tuple(Departure(**each) for each in stored["departures"]),
        )


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The accounts worth a closer look: judging every account of a large team would take long."""

    quiet: tuple[int, ...]
    """Silent A accounts, the longest first."""
    others: tuple[int, ...]
    """Of every tier the longest silent ones that may be asked about."""
    more_quiet: int
    """Silent A accounts beyond those in `quiet`."""


def shortlist(accounts: Iterable[AccountDays], reader: Rep, today: date) -> Shortlist:
    """Return which accounts to look at closely: per tier those longest without a touch, by their wish.

    Snoozed accounts are left to those who snoozed them, and `reader` asks nobody about their own.
    """
    silent: list[tuple[float, int]] = []
    others: dict[Tier, list[tuple[float, int]]] = defaultdict(list)
    # Few intervals for many accounts: each is worked out once.
    wanted = cache(find_wanted_interval)
    for account in accounts:
        if account.snoozed_until is not None and today < account.snoozed_until:
            continue
        _, maximum = wanted(account.tier, account.ideal_days, account.maximum_days)
        days = (today - (account.newest_day or account.added_on)).days
        rank = (-days / maximum, account.id)
        if account.tier is Tier.A and days > maximum:
            silent.append(rank)
        elif account.rep_id != reader.id:
            others[account.tier].append(rank)
    looked_at = [pair for tier in Tier for pair in nsmallest(LOOKED_AT, others[tier])]
    return Shortlist(
        quiet=tuple(account_id for _, account_id in nsmallest(LOOKED_AT, silent)),
        others=tuple(account_id for _, account_id in looked_at),
        more_quiet=max(0, len(silent) - LOOKED_AT),
    )


def list_quiet(verdicts: Iterable[Verdict], more: int = 0) -> tuple[list[Verdict], int]:
    """Return the quiet accounts a manager is shown, most urgent first, and how many more there are."""
    quiet = rank_verdicts(each for each in verdicts if each.standing in SILENT)
    return quiet[:MOST_QUIET], more + len(quiet[MOST_QUIET:])


def list_to_ask_about(verdicts: Sequence[Verdict], in_sale: Iterable[int]) -> list[Verdict]:
    """Return three accounts to ask about, none of them with a sale under way."""
    selling = set(in_sale)
    chosen = choose_to_ask_about(
        np.array([each.severity for each in verdicts], np.float64),
        np.array([list(Tier).index(each.account.tier) for each in verdicts], np.int64),
        np.array([each.account.id not in selling for each in verdicts], np.bool_),
    )
    return [verdicts[place] for place in chosen.tolist()]


def describe_team_line(verdict: Verdict, names: Mapping[int, str]) -> TeamLine:
    """Return what a manager is told of one account; `names` are those of the people."""
    owner = verdict.account.rep_id
    return TeamLine(
        account_id=verdict.account.id,
        owner_id=owner,
        owner=None if owner is None else names.get(owner),
        facts=describe_line(verdict),
    )


def find_suspects(
    reps: Iterable[Rep],
    newest_days: Mapping[int, date | None],
    accounts: Iterable[AccountDays],
    told: Iterable[RepSilence],
    today: date,
) -> list[tuple[RepSilence, list[int]]]:
    """Return whose accounts may all have gone quiet, and those accounts; the latest silence comes first.

    Somebody has three accounts or more, has logged nothing for longer than a vacation (METHOD.md, 4.0), is
    not marked as away, and the manager has not been told of this silence: `told` are those of messages that
    went out. Whoever has left is told of otherwise. `newest_days` are the days of each one's own newest
    touch.
    """
    owned: dict[int, list[AccountDays]] = defaultdict(list)
    for account in accounts:
        if account.rep_id is not None:
            owned[account.rep_id].append(account)
    known: dict[int, date] = {}
    for each in told:
        known[each.rep_id] = max(each.since, known.get(each.rep_id, each.since))
    suspects: list[tuple[RepSilence, list[int]]] = []
    for rep in reps:
        mine = owned.get(rep.id, [])
        logged = newest_days.get(rep.id)
        if not rep.active or find_return(rep, today) is not None or len(mine) < FEWEST_ACCOUNTS:
            continue
        if logged is not None and (today - logged).days <= LONGEST_RUNNING:
            continue
        touched = [account.newest_day for account in mine if account.newest_day is not None]
        since = max(touched, default=max(account.added_on for account in mine))
        if rep.id in known and since <= known[rep.id]:
            continue
        silence = RepSilence(rep.id, rep.name, len(mine), since)
        suspects.append((silence, [account.id for account in mine]))
    return sorted(suspects, key=lambda pair: (-pair[0].since.toordinal(), pair[0].rep_id))


def list_departures(
    reps: Iterable[Rep], waiting: Mapping[int, int], told: Iterable[Departure] = ()
) -> list[Departure]:
    """Return who has left and still has accounts, those with the most first; `waiting` counts them by person.

    `told` are those a manager has been told of: once is enough, and Home shows them as long as they last.
    """
    known = {each.rep_id for each in told}
    gone = [
        Departure(rep.id, rep.name, waiting[rep.id])
        for rep in reps
        if not rep.active and waiting.get(rep.id) and rep.id not in known
    ]
    return sorted(gone, key=lambda each: (-each.accounts, each.name.casefold(), each.rep_id))[
        :MOST_DEPARTURES
    ]


def are_all_silent(verdicts: Sequence[Verdict]) -> bool:
    """Return whether nobody has been in touch with any of these accounts for longer than is usual."""
    return all(each.standing in _SILENT_TOO_LONG for each in verdicts)
