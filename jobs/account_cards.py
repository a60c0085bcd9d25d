"""Everything an account's card shows, read in one go."""

from datetime import date

from jobs.rules.account_cards import AccountCard, conclude_card
from jobs.verdicts import judge_some
from storage.accounts import read_account
from storage.database import Transaction
from storage.records import Kind, Rep
from storage.reps import read_rep
from storage.touches import list_touch_days, list_touches_of
from storage.workspaces import read_workspace

TOUCHES_SHOWN = 5


def read_card(transaction: Transaction, viewer: Rep, account_id: int, today: date) -> AccountCard | None:
    """Return an account's card as of a day; None where there is no such account."""
    account = read_account(transaction, account_id)
    if account is None:
        return None
    owner = None if account.rep_id is None else read_rep(transaction, account.rep_id)
    (verdict,) = judge_some(transaction, [account], today, owner)
    return conclude_card(
        verdict,
        [(row.day, Kind(row.kind)) for row in list_touch_days(transaction, [account.id])],
        list_touches_of(transaction, account.id, until=today, most=TOUCHES_SHOWN),
        owner=owner,
        viewer=viewer,
        today=today,
        clock=read_workspace(transaction).clock,
    )
