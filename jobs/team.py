"""The manager's mirror of the whole team (rule NS-8): read for Home, and for the weekly message."""

from collections.abc import Sequence
from datetime import date

from jobs.rules.attention import Verdict
from jobs.rules.mirror import add_up, find_first_day, is_sale_under_way
from jobs.rules.team import (
    MOST_SILENCES,
    Departure,
    RepSilence,
    TeamReport,
    are_all_silent,
    describe_team_line,
    find_suspects,
    list_departures,
    list_needing,
    list_to_ask_about,
    shortlist,
)
from jobs.verdicts import judge_some
from storage.accounts import list_accounts_by_id
from storage.database import Transaction
from storage.handovers import count_accounts_of_the_gone
from storage.records import AccountDays, Rep
from storage.reps import list_reps
from storage.team import list_account_days, read_newest_days_of_reps, read_sale_days, sum_touches
from storage.workspaces import read_workspace

MOST_JUDGED = 2_000
"""Accounts of people who may have gone silent; who has logged nothing for years comes last."""
JUDGED_FIRST = 20
"""Of one person, those touched last: mostly one of them is enough to see that not all are silent."""


def read_team_report(
    transaction: Transaction, reader: Rep, today: date, *, told: Sequence[TeamReport] = ()
) -> TeamReport:
    """Return how the whole team's accounts stand, for a manager.

    `told` is what this manager has been told already: of whose accounts have all gone quiet, and of who has
    left, it leaves out what was in there. For Home that is nothing: it always shows what is.
    """
    reps = list_reps(transaction)
    accounts = list_account_days(transaction, today)
    gone = {rep.id for rep in reps if not rep.active}
    chosen = shortlist(accounts, reader, today, read_workspace(transaction).clock, gone)
    names = {rep.id: rep.name for rep in reps if rep.active}
    verdicts = _judge(transaction, [*chosen.overdue, *chosen.others], today)
    needing, more = list_needing(verdicts, chosen.more)
    to_ask = list_to_ask_about(verdicts, _list_in_sale(transaction, chosen.others, today), today, gone)
    return TeamReport(
        mirror=add_up(sum_touches(transaction, find_first_day(today), today)),
        needing=tuple(describe_team_line(each, names) for each in needing),
        more=more,
        to_ask=tuple(describe_team_line(each, names) for each in to_ask),
        silences=_find_silences(
            # The manager's own accounts are no news to them.
            transaction,
            [rep for rep in reps if rep.id != reader.id],
            accounts,
            told,
            today,
        ),
        departures=tuple(
            list_departures(reps, count_accounts_of_the_gone(transaction), _list_told_departures(told))
        ),
    )


def _list_told_departures(told: Sequence[TeamReport]) -> list[Departure]:
    return [departure for report in told for departure in report.departures]


def _judge(transaction: Transaction, account_ids: Sequence[int], today: date) -> list[Verdict]:
    if not account_ids:
        return []
    return judge_some(transaction, list_accounts_by_id(transaction, account_ids), today)


def _list_in_sale(transaction: Transaction, account_ids: Sequence[int], today: date) -> set[int]:
    days = read_sale_days(transaction, account_ids, find_first_day(today), today)
    return {account_id for account_id, newest in days.items() if is_sale_under_way(*newest)}


def _find_silences(
    transaction: Transaction,
    reps: Sequence[Rep],
    accounts: Sequence[AccountDays],
    told: Sequence[TeamReport],
    today: date,
) -> tuple[RepSilence, ...]:
    """Return which of these people's accounts have all gone quiet."""
    if not reps:
        return ()
    newest_days = read_newest_days_of_reps(transaction, today)
    silences: list[RepSilence] = []
    left = MOST_JUDGED
    told_silences = [silence for report in told for silence in report.silences]
    for silence, account_ids in find_suspects(reps, newest_days, accounts, told_silences, today):
        if len(silences) == MOST_SILENCES:
            break
        # Whoever has too many to be judged keeps nobody else from being noticed.
        for part in (account_ids[:JUDGED_FIRST], account_ids[JUDGED_FIRST:]):
            if len(part) > left:
                break
            left -= len(part)
            if not are_all_silent(_judge(transaction, part, today)):
                break
        else:
            silences.append(silence)
    return tuple(silences)
