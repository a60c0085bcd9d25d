"""What a manager is told of the team (rule NS-8): accounts to ask about, never people to compare. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from heapq import nsmallest
from typing import Any

from jobs.rules.absences import LONGEST_RUNNING
from jobs.rules.attention import SILENT, Standing, Verdict, find_wanted_interval
from jobs.rules.mirror import TO_ASK_ABOUT, Mirror
from jobs.rules.nudges import LineFacts, describe_line, find_return, is_snoozed, rank_verdicts
from storage.records import AccountDays, Clock, Rep, Tier

MOST_NEEDING = 5
LOOKED_AT = 60
"""So many accounts of each tier are looked at closely: those that have waited longest, by their wish."""
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
    needing: tuple[TeamLine, ...] = ()
    """A accounts of others that need attention, most urgent first."""
    more: int = 0
    """So many more A accounts need attention."""
    to_ask: tuple[TeamLine, ...] = ()
    """Other accounts that need attention or are due, and are not about to buy."""
    silences: tuple[RepSilence, ...] = ()
    departures: tuple[Departure, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.mirror.touches or self.needing or self.to_ask or self.silences or self.departures)

    def to_json(self) -> dict[str, Any]:
        return {
            "mirror": asdict(self.mirror),
            "needing": [each.to_json() for each in self.needing],
            "more": self.more,
            "to_ask": [each.to_json() for each in self.to_ask],
            "silences": [each.to_json() for each in self.silences],
            "departures": [asdict(each) for each in self.departures],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "TeamReport":
        return cls(
            mirror=Mirror(**stored["mirror"]),
            needing=tuple(TeamLine.from_json(each) for each in stored["needing"]),
            more=stored["more"],
            to_ask=tuple(TeamLine.from_json(each) for each in stored["to_ask"]),
            silences=tuple(RepSilence.from_json(each) for each in stored["silences"]),
            departures=tuple(Departure(**each) for each in stored["departures"]),
        )


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The accounts worth a closer look: judging every account of a large team would take long."""

    overdue: tuple[int, ...]
    """A accounts past their wanted interval, the longest waiting first: every one needs attention."""
    others: tuple[int, ...]
    """Of every tier those that have waited longest, without the overdue A accounts."""
    more: int
    """Overdue A accounts beyond those in `overdue`."""


def shortlist(
    accounts: Iterable[AccountDays], reader: Rep, today: date, clock: Clock, gone: Collection[int] = ()
) -> Shortlist:
    """Return which accounts to look at closely: per tier those that have waited longest, by their wish.

    They wait for what restarts their clock: `clock` is the workspace's setting. Snoozed accounts are left to
    those who snoozed them, and `reader` hears of their own elsewhere. What waits for an owner is looked at
    only where it could be among the A accounts that need attention; `gone` are the ids of who has left.
    """
    overdue: list[tuple[float, int]] = []
    others: dict[Tier, list[tuple[float, int]]] = defaultdict(list)
    # Few intervals for many accounts: each is worked out once.
    wanted = cache(find_wanted_interval)
    for account in accounts:
        if account.rep_id == reader.id:
            continue
        if account.tier is not Tier.A and _waits_for_owner(account.rep_id, gone):
            continue
        if account.snoozed_until is not None and today < account.snoozed_until:
            continue
        _, maximum = wanted(account.tier, account.ideal_days, account.maximum_days)
        restarted = account.newest_day if clock is Clock.ANY else account.attention_day
        days = (today - (restarted or account.added_on)).days
        rank = (-days / maximum, account.id)
        if account.tier is Tier.A and days > maximum:
            overdue.append(rank)
        else:
            others[account.tier].append(rank)
    looked_at = [pair for tier in Tier for pair in nsmallest(LOOKED_AT, others[tier])]
    return Shortlist(
        overdue=tuple(account_id for _, account_id in nsmallest(LOOKED_AT, overdue)),
        others=tuple(account_id for _, account_id in looked_at),
        more=max(0, len(overdue) - LOOKED_AT),
    )


def list_needing(verdicts: Iterable[Verdict], more: int = 0) -> tuple[list[Verdict], int]:
    """Return the A accounts that need attention as a manager is shown them, and how many more there are.

    The most urgent come first, whatever they need attention for; `more` are those not looked at closely.
    """
    needing = rank_verdicts(each for each in verdicts if _is_among_needing(each))
    return needing[:MOST_NEEDING], more + len(needing[MOST_NEEDING:])


def _is_among_needing(verdict: Verdict) -> bool:
    return verdict.account.tier is Tier.A and verdict.needs_attention


def _waits_for_owner(owner: int | None, gone: Collection[int]) -> bool:
    return owner is None or owner in gone


def list_to_ask_about(
    verdicts: Iterable[Verdict], in_sale: Iterable[int], today: date, gone: Collection[int] = ()
) -> list[Verdict]:
    """Return up to three accounts to ask about: past their wish or in need, and not about to buy.

    The longest waiting come first, measured by their wish. A accounts that need attention are told of
    otherwise, and whoever has heard from us today is no question any more; nor is there anybody to ask about
    what waits for an owner. `gone` are the ids of who has left.
    """
    selling = set(in_sale)
    waiting = [
        each
        for each in verdicts
        if (each.needs_attention or each.standing is Standing.DUE)
        and not _is_among_needing(each)
        and not is_snoozed(each, today)
        and each.account.id not in selling
        and not _waits_for_owner(each.account.rep_id, gone)
        and (each.facts.last_touch is None or each.facts.last_touch.day < today)
    ]
    waiting.sort(
        key=lambda each: (
            -each.days / each.maximum,
            each.account.tier.value,
            each.account.name.casefold(),
            each.account.id,
        )
    )
    return waiting[:TO_ASK_ABOUT]


def describe_team_line(verdict: Verdict, names: Mapping[int, str]) -> TeamLine:
    """Return what a manager is told of one account; `names` are those of the people who are here."""
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
    """Return whose accounts may all have gone quiet, and which of them have to be judged to know.

    Somebody has three accounts or more, has logged nothing for longer than a vacation (METHOD.md, 4.0), is
    not marked as away, and the manager has not been told of this silence: `told` are those of messages that
    went out. Whoever has left is told of otherwise. `newest_days` are the days of each one's own newest
    touch. An account without any touch for longer than its wish is silent without a closer look; of the
    others those that were touched last come first. The latest silence comes first.
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
        waits = [(_count_silence(account, today), account.id) for account in mine]
        suspects.append((silence, [account_id for share, account_id in sorted(waits) if share <= 1]))
    return sorted(suspects, key=lambda pair: (-pair[0].since.toordinal(), pair[0].rep_id))


def _count_silence(account: AccountDays, today: date) -> float:
    """Return for how long nobody has been in touch, as a share of the longest wanted interval."""
    _, maximum = find_wanted_interval(account.tier, account.ideal_days, account.maximum_days)
    return (today - (account.newest_day or account.added_on)).days / maximum


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
