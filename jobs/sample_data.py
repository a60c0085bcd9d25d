"""Sample data for one person: brought in while they have no account, and taken away again."""

from datetime import datetime, time, timedelta

from jobs.rules.sample_data import KNOWN_FOR, SAMPLE_CLIENTS, SampleClient, find_day, may_try
from jobs.rules.weeks import local_day, local_moment
from storage.accounts import list_accounts_of
from storage.database import Transaction
from storage.ideas import add_idea
from storage.locations import add_locations
from storage.records import NewTouch, Rep
from storage.reps import hold_rep
from storage.samples import add_sample, count_samples, remove_samples
from storage.touches import add_touches

TOUCHED_AT = time(10, 30)


def try_samples(transaction: Transaction, rep: Rep, now: datetime) -> int:
    """Give somebody without an account the samples, and return how many; pressed twice it adds nothing.

    Nor does a button of an old Home, once they have a client or the samples. Of two presses at once the
    second waits for the first.
    """
    hold_rep(transaction, rep.id)
    accounts = len(list_accounts_of(transaction, rep.id))
    if not may_try(accounts=accounts, samples=count_samples(transaction, rep.id)):
        return 0
    for client in SAMPLE_CLIENTS:
        _add_client(transaction, rep, client, now)
    return len(SAMPLE_CLIENTS)


def _add_client(transaction: Transaction, rep: Rep, client: SampleClient, now: datetime) -> None:
    today = local_day(now, rep.zone)
    known_since = today - timedelta(days=KNOWN_FOR)
    account_id = add_sample(transaction, rep.id, client.name, tier=client.tier, added_on=known_since)
    days = [(find_day(each.days_ago, today), each) for each in client.touches]
    new = [
        NewTouch(
            account_id=account_id,
            rep_id=rep.id,
            day=day,
            at=local_moment(day, TOUCHED_AT, rep.zone),
            note=each.note,
            kind=each.kind,
            with_whom=each.with_whom,
            place=each.place,
            order_placed=each.order_placed,
        )
        for day, each in days
    ]
    add_touches(transaction, new, now)
    add_locations(transaction, account_id, client.stores)
    if client.idea is not None:
        add_idea(transaction, account_id, rep.id, client.idea, now)


def clear_samples(transaction: Transaction, rep: Rep) -> int:
    """Take somebody's samples away with all that was done with them; returns how many there were.

    Nothing else goes, and pressed again, or in another window, it does nothing.
    """
    hold_rep(transaction, rep.id)
    return remove_samples(transaction, rep.id)
