"""Everything an account's card shows, read in one go."""

from dataclasses import replace
from datetime import date, datetime

from jobs.commitments import read_progress_of
from jobs.rules.account_cards import AccountCard, conclude_card
from jobs.rules.news import KEPT, MOST_ON_CARD, UNDO_FOR, choose_for_home, set_in_zone
from jobs.rules.weeks import find_zone
from jobs.verdicts import judge_some
from storage.account_stories import list_account_stories
from storage.accounts import read_account
from storage.database import Transaction
from storage.ideas import list_ideas
from storage.records import Kind, Rep
from storage.reps import read_rep
from storage.touches import list_touch_days, list_touches_of
from storage.workspaces import read_workspace

TOUCHES_SHOWN = 5
IDEAS_SHOWN = 3
NEWS_READ = 20


def read_card(
    transaction: Transaction, viewer: Rep, account_id: int, today: date, now: datetime
) -> AccountCard | None:
    """Return an account's card as of a moment, which is on `today` there; None without such an account.

    A sample has a card for its owner alone.
    """
    account = read_account(transaction, account_id)
    if account is None or account.sample_of not in (None, viewer.id):
        return None
    owner = None if account.rep_id is None else read_rep(transaction, account.rep_id)
    (verdict,) = judge_some(transaction, [account], today, owner)
    card = conclude_card(
        verdict,
        [(row.day, Kind(row.kind)) for row in list_touch_days(transaction, [account.id])],
        list_touches_of(transaction, account.id, until=today, most=TOUCHES_SHOWN),
        owner=owner,
        viewer=viewer,
        today=today,
        clock=read_workspace(transaction).clock,
    )
    stories = list_account_stories(
        transaction, [account.id], viewer.id, now - KEPT, decided_since=now - UNDO_FOR, most=NEWS_READ
    )
    return replace(
        card,
        news=choose_for_home(set_in_zone(stories, viewer.zone), {account.id: account}, most=MOST_ON_CARD),
        ideas=[
            replace(each, at=each.at.astimezone(find_zone(viewer.zone)))
            for each in list_ideas(transaction, account.id, IDEAS_SHOWN)
        ],
        promises=read_progress_of(transaction, viewer.id, [account.id]),
    )
