"""Every account's own rhythm, as its touches tell it: what the night has kept, the rest looked at anew."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import intervals_of
from jobs.rules.cadence import analyze_cadence, observe_activity
from jobs.rules.cadence_table import CadenceTable, read_facts
from jobs.rules.kept_rhythms import still_holds, tell_kept_facts
from jobs.touch_arrays import join_activity, name_reps, number_day, read_activity, read_touch_arrays
from storage.database import Transaction
from storage.records import Account
from storage.rhythms import count_rhythm_touches, list_rhythms
from storage.touch_columns import NOBODY, list_accounts_touched_by


def read_rhythms(
    transaction: Transaction, accounts: Sequence[Account], today: date
) -> dict[int, AccountFacts]:
    """Return what the touches of these accounts say about their rhythms as of a day, by account.

    What the night has kept is used where it still holds; the rest is looked at here, as it would be among all
    accounts. Nothing is written.
    """
    ids = [account.id for account in accounts]
    counts = count_rhythm_touches(transaction, ids, today)
    kept = {row.account_id: row for row in list_rhythms(transaction, ids)}
    found: dict[int, AccountFacts] = {}
    rest: list[Account] = []
    for account in accounts:
        row = kept.get(account.id)
        counted, wanted = counts.get(account.id, 0), intervals_of(account)[0]
        if row is not None and still_holds(row, today, counted=counted, wanted=wanted):
            found[account.id] = tell_kept_facts(row, account.name, today)
        else:
            rest.append(account)
    if rest:
        rest.sort(key=lambda account: account.id)
        table = _analyze_some(transaction, rest, today)
        found |= {account.id: read_facts(table, place, account.name) for place, account in enumerate(rest)}
    return found


def _analyze_some(transaction: Transaction, accounts: Sequence[Account], today: date) -> CadenceTable:
    """Return the analysis of some accounts, given by ascending id, as it would be among all."""
    ids = np.array([account.id for account in accounts], np.int64)
    touches = read_touch_arrays(transaction, today, ids.tolist())
    # Whether somebody was away, only all of their touches can tell.
    reps = np.unique(touches.rep).tolist()
    active = read_activity(transaction, today, reps)
    touched = list_accounts_touched_by(transaction, today, reps)
    others = np.setdiff1d(np.array(touched, np.int64), ids).tolist()
    counts = count_rhythm_touches(transaction, others, today)
    known = [row for row in list_rhythms(transaction, others) if row.touches == counts.get(row.account_id)]
    last_rep = np.array([NOBODY if row.last_rep_id is None else row.last_rep_id for row in known], np.int32)
    touch_days = np.array([row.touch_days for row in known], np.int32)
    unknown = np.setdiff1d(np.array(others, np.int64), np.array([row.account_id for row in known], np.int64))
    unseen = read_touch_arrays(transaction, today, unknown.tolist())
    people = name_reps(active[0], last_rep, unseen.rep)
    as_of = number_day(today)
    seen = observe_activity(unseen.number(unknown, people), accounts=unknown.size, as_of=as_of)
    return analyze_cadence(
        touches.number(ids, people),
        accounts=len(accounts),
        target=np.array([intervals_of(account)[0] for account in accounts], np.float64),
        as_of=as_of,
        elsewhere=join_activity(active, last_rep, touch_days, seen, people),
    )
