"""Handing one person's accounts to others: what is offered, and who may get them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from jobs.rules.attention import Verdict, find_wanted_interval
from jobs.rules.nudges import LineFacts, describe_line, rank_verdicts
from storage.names import fold
from storage.records import Account, AccountDays, Handed, Rep

MOST_LISTED = 95
"""Slack's forms hold 100 blocks."""
LOOKED_AT = 300
"""So many accounts are looked at closely: the longest silent, by their wanted interval."""


@dataclass(frozen=True, slots=True)
class OfferedAccount:
    """One account that waits for another owner."""

    account_id: int
    facts: LineFacts
    suggested: Rep | None = None
    """Who touched it last, where that is somebody who may take it over."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One person's accounts, to be handed over."""

    rep: Rep
    accounts: tuple[OfferedAccount, ...]
    """Most urgent first, as many as a form holds."""
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a manager has chosen in the form."""

    each: Mapping[int, int | None]
    """By account id the person it goes to; None leaves it where it is."""
    all_to: int | None = None
    """Who gets every account for which nothing was chosen, listed or not."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What came of a hand-over."""

    rep: Rep
    given: Sequence[tuple[Rep, Sequence[str]]] = ()
    """Each new owner with the names of the accounts."""
    missed: Sequence[tuple[str, str | None]] = ()
    """Accounts that somebody else had handed over by then, each with the name of its owner."""
    waiting: int = 0
    """Accounts that are still the former owner's."""
    token: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of undoing a hand-over."""

    back: int
    stayed: int
    """Accounts that have another owner by now."""
    owner: str | None
    """Whose they are again."""
    concerned: tuple[int, ...]
    """Ids of those whose accounts have changed."""


def may_take_over(rep: Rep, owner: Rep) -> bool:
    """Return whether somebody can be given the accounts of `owner`: they are in Slack, and see them there."""
    return rep.active and rep.slack_id is not None and rep.id != owner.id


def list_takers(reps: Iterable[Rep], owner: Rep | None, typed: str = "") -> list[Rep]:
    """Return who can be given accounts, by name; with `typed` only whose names contain that."""
    wanted = fold(typed)
    takers = [
        rep
        for rep in reps
        if rep.active
        and rep.slack_id is not None
        and (owner is None or may_take_over(rep, owner))
        and wanted in fold(rep.name)
    ]
    return sorted(takers, key=lambda rep: (rep.name.casefold(), rep.id))


def choose_looked_at(accounts: Iterable[AccountDays], today: date) -> list[int]:
    """Return the accounts worth a closer look: judging thousands would outlast the press of a button."""
    ranked = (
        (
            -(today - (account.newest_day or account.added_on)).days
            / find_wanted_interval(account.tier, account.ideal_days, account.maximum_days)[1],
            account.id,
        )
        for account in accounts
    )
    return [account_id for _, account_id in nsmallest(LOOKED_AT, ranked)]


def describe_offer(owner: Rep, verdicts: Iterable[Verdict], total: int, reps: Iterable[Rep]) -> Offer:
    """Return what a manager is offered: the most urgent accounts, each with who might take it over."""
    takers = {rep.id: rep for rep in list_takers(reps, owner)}
    offered: list[OfferedAccount] = []
    for verdict in rank_verdicts(verdicts)[:MOST_LISTED]:
        last = verdict.facts.last_touch
        suggested = takers.get(last.rep_id) if last is not None and last.rep_id is not None else None
        offered.append(OfferedAccount(verdict.account.id, describe_line(verdict), suggested))
    return Offer(owner, tuple(offered), total)


def assign(choices: Choices, owned: Iterable[int], takers: Iterable[int]) -> dict[int, int]:
    """Return which of the accounts in `owned` goes to whom; who is not among `takers` gets nothing.

    What was chosen for one account counts more than what was chosen for all.
    """
    allowed = set(takers)
    wishes: dict[int, int] = {}
    for account_id in owned:
        to = choices.each.get(account_id, choices.all_to)
        if to is not None and to in allowed:
            wishes[account_id] = to
    return wishes


def conclude_handover(
    owner: Rep,
    choices: Choices,
    token: str,
    handed: Sequence[Handed],
    *,
    accounts: Iterable[Account],
    reps: Iterable[Rep],
) -> HandedOver:
    """Return what came of a hand-over, to be told; `accounts` are those concerned, as they are now.

    Whatever the manager chose and somebody else had given away by then is named, with whom it is now.
    """
    known = {account.id: account for account in accounts}
    people = {rep.id: rep for rep in reps}
    given: dict[int, list[str]] = {}
    for each in handed:
        given.setdefault(each.to_rep_id, []).append(known[each.account_id].name)
    done = {each.account_id for each in handed}
    missed: list[tuple[str, str | None]] = []
    for account_id, to in choices.each.items():
        account = known.get(account_id)
        if account is not None and to is not None and account_id not in done and account.rep_id != owner.id:
            holder = people[account.rep_id].name if account.rep_id is not None else None
            missed.append((account.name, holder))
    return HandedOver(
        rep=owner,
        given=[
            (people[to], sorted(found, key=str.casefold))
            for to, found in sorted(given.items(), key=lambda pair: people[pair[0]].name.casefold())
        ],
        missed=sorted(missed, key=lambda pair: pair[0].casefold()),
        waiting=sum(account.rep_id == owner.id for account in known.values()),
        token=token,
    )
