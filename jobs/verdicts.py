"""How accounts stand: the facts of the log, their rhythms and earlier nudges, brought to the rule."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from jobs.rhythms import read_rhythms
from jobs.rules.attention import LastNudge, Verdict, judge_attention
from jobs.rules.sample_data import is_sample
from jobs.rules.weeks import local_day
from storage.accounts import list_accounts_and_samples_of
from storage.attention import read_attention
from storage.database import Transaction
from storage.nudge_lines import list_newest_lines
from storage.records import Account, NudgeLine, Rep
from storage.workspaces import read_workspace

APPOINTMENT = "appointment"
"""Under this name a message's facts hold the day of its appointment."""


def judge_accounts(transaction: Transaction, rep: Rep, today: date) -> list[Verdict]:
    """Return the verdict on each of a rep's accounts, of their samples too: it is for nobody but them."""
    return judge_some(transaction, list_accounts_and_samples_of(transaction, rep.id), today, rep)


def judge_some(
    transaction: Transaction, accounts: Sequence[Account], today: date, rep: Rep | None = None
) -> list[Verdict]:
    """Return the verdict on each of these accounts, as `rep` is told of it.

    Of samples only the wanted interval speaks: nobody's days off can be told from a made-up past.
    """
    clock = read_workspace(transaction).clock
    rhythms = read_rhythms(transaction, [each for each in accounts if not is_sample(each)], today)
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
    return {line.account_id: _read_nudge(line, due_at, facts, rep.zone) for line, due_at, facts in lines}


def _read_nudge(line: NudgeLine, due_at: datetime, message_facts: dict[str, Any], zone: str) -> LastNudge:
    day = local_day(due_at, zone)
    appointment = message_facts.get(APPOINTMENT)
    return LastNudge(
        day=day,
        severity=float(line.facts.get("severity", 0.0)),
        appointment=date.fromisoformat(appointment) if appointment else day,
    )
