"""Handing one person's accounts to others: offered to a manager, done at their word, and undone."""

from collections.abc import Sequence
from datetime import date, datetime

from jobs.rules.handovers import (
    Choices,
    HandedOver,
    Offer,
    TakenBack,
    assign,
    choose_looked_at,
    conclude_handover,
    describe_offer,
    list_takers,
)
from jobs.verdicts import judge_some
from storage.accounts import list_accounts_by_id, list_accounts_of
from storage.database import Transaction
from storage.handovers import hand_over_accounts, undo_handover
from storage.names import fold
from storage.records import Rep
from storage.reps import list_reps, read_rep
from storage.team import list_account_days


def read_offer(transaction: Transaction, owner_id: int, today: date) -> Offer | None:
    """Return the accounts of a person as they are offered to a manager; None where nobody is known so."""
    owner = read_rep(transaction, owner_id)
    if owner is None:
        return None
    owned = list_account_days(transaction, today, rep_ids=[owner.id])
    looked_at = list_accounts_by_id(transaction, choose_looked_at(owned, today))
    verdicts = judge_some(transaction, looked_at, today)
    return describe_offer(owner, verdicts, len(owned), list_reps(transaction))


def hand_over(
    transaction: Transaction, manager: Rep, owner_id: int, choices: Choices, now: datetime
) -> HandedOver | None:
    """Give a person's accounts to those chosen; None where nobody is known so.

    Nothing is written to anybody: the new owners see the accounts on Home.
    """
    owner = read_rep(transaction, owner_id)
    if owner is None:
        return None
    reps = list_reps(transaction)
    owned = [account.id for account in list_accounts_of(transaction, owner.id)]
    wishes = assign(choices, owned, (rep.id for rep in list_takers(reps, owner)))
    token, handed = hand_over_accounts(
        transaction, wishes, from_rep_id=owner.id, by_rep_id=manager.id, now=now
    )
    concerned = list_accounts_by_id(transaction, {*owned, *choices.each})
    return conclude_handover(owner, choices, token, handed, accounts=concerned, reps=reps)


def take_back_handover(transaction: Transaction, token: str) -> TakenBack:
    """Give back what a hand-over gave, except what has another owner by now."""
    back, stayed = undo_handover(transaction, token)
    owner = read_rep(transaction, back[0].from_rep_id) if back else None
    concerned = {person for each in back for person in (each.from_rep_id, each.to_rep_id)}
    return TakenBack(len(back), len(stayed), owner.name if owner else None, tuple(sorted(concerned)))


def find_owners(transaction: Transaction, slack_id: str | None, name: str) -> Sequence[Rep]:
    """Return who is meant by a mention or by a name: the one with just this name, else all it is part of.

    Without either, everybody who has left.
    """
    reps = list_reps(transaction)
    if slack_id is not None:
        return [rep for rep in reps if rep.slack_id == slack_id]
    wanted = fold(name)
    if not wanted:
        return [rep for rep in reps if not rep.active]
    exact = [rep for rep in reps if fold(rep.name) == wanted]
    return exact or [rep for rep in reps if wanted in fold(rep.name)]
