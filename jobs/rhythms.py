"""Every account's own rhythm, as its touches tell it."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import intervals_of
from jobs.rules.cadence import TouchLog, analyze_cadence, read_facts
from storage.database import Transaction
from storage.records import Account, Kind
from storage.touches import list_touch_days

_DAY_ONE = date(1970, 1, 1).toordinal()


def read_rhythms(
    transaction: Transaction, accounts: Sequence[Account], today: date
) -> dict[int, AccountFacts]:
    """Return what the touches of these accounts say about their rhythms as of a day, by account."""
    codes = {account.id: code for code, account in enumerate(accounts)}
    rows = list_touch_days(transaction, list(codes))
    touches = TouchLog(
        account=np.array([codes[row.account_id] for row in rows], np.int64),
        day=np.array([row.day.toordinal() - _DAY_ONE for row in rows], np.int64),
        selling=np.array([row.kind != Kind.ATTENTION.value for row in rows], np.bool_),
        rep=np.array([row.rep_id or -1 for row in rows], np.int64),
    )
    table = analyze_cadence(
        touches,
        accounts=len(accounts),
        target=np.array([intervals_of(account)[0] for account in accounts], np.float64),
        as_of=today.toordinal() - _DAY_ONE,
    )
    return {account.id: read_facts(table, code, account.name) for code, account in enumerate(accounts)}
