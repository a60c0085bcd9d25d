"""How accounts stand: the facts of the log, their rhythms and earlier nudges, brought to the rule."""

from collections.abc import Sequence
from datetime import date

from jobs.rhythms import read_rhythms
from jobs.rules.attention import LastNudge, Verdict, judge_attention
from jobs.rules.weeks import local_day
from storage.accounts import list_accounts_of
from storage.attention import read_attention
from storage.database import Transaction
from storage.nudge_lines import list_newest_lines
from storage.records import Account, Rep
from storage.workspaces import read_workspace


def judge_accounts(transaction: Transaction, rep: Rep, today: date) -> list[Verdict]:
    """Return the verdict on each of a rep's accounts."""
    return judge_some(transaction, list_accounts_of(transaction, rep.id), today, rep)


def judge_some(
    transaction: Transaction, accounts: Sequence[Account], today: date, rep: Rep | None = None
) -> list[Verdict]:
    """Return the verdict on each of these accounts, as `rep` is told of it."""
    clock = read_workspace(transaction).clock
    rhythms = read_rhythms(transaction, accounts, today)
    nudged = read_last_nudges(transaction, rep, accounts)
    return [
        judge_attention(facts, today, clock, rhythms.get(facts.account.id), nudged.get(facts.account.id))
        for facts in read_attention(transaction, accounts, today)
    ]


def read_last_nudges(
    transaction: Transaction, rep: Rep | None, accounts: Sequence[Account]
) -> dict[int, LastNudge]:
    """Return, by account, when and how urgently a rep was last nudged about it; only what was sent counts."""
    if rep is None or rep.slack_id is None:
        return {}
    lines = list_newest_lines(transaction, rep.slack_id, [account.id for account in accounts])
    return {
        line.account_id: LastNudge(local_day(due_at, rep.zone), float(line.facts.get("severity", 0.0)))
        for line, due_at in lines
    }
