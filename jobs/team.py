"""The manager's mirror of the whole team (rule NS-8): read for Home, and for the weekly message."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from jobs.rules.attention import Verdict
from jobs.rules.mirror import add_up, find_first_day, is_sale_under_way
from jobs.rules.nudges import is_snoozed
from jobs.rules.team import (
    MOST_SILENCES,
    Departure,
    RepSilence,
    TeamLine,
    TeamReport,
    are_all_silent,
    describe_team_line,
    find_suspects,
    list_departures,
    list_quiet,
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

MOST_JUDGED = 2_000
"""Accounts of people who may have gone silent; who has logged nothing for years comes last."""


def read_team_report(
    transaction: Transaction, reader: Rep, today: date, *, told: Sequence[TeamReport] | None = None
) -> TeamReport:
    """Return how the whole team's accounts stand, for a manager.

    With `told`, what this manager has been told already, it also says whose accounts have all gone quiet, and
    of those who have left only whom the manager has not been told of.
    """
    reps = list_reps(transaction)
    accounts = list_account_days(transaction, today)
    chosen = shortlist(accounts, reader, today)
    names = {rep.id: rep.name for rep in reps}
    quiet, more = list_quiet(_judge(transaction, chosen.quiet, today), chosen.more_quiet)
    others = _judge(transaction, chosen.others, today)
    to_ask = list_to_ask_about(others, _list_in_sale(transaction, chosen.others, today))
    return TeamReport(
        mirror=add_up(sum_touches(transaction, find_first_day(today), today)),
        quiet=tuple(describe_team_line(each, names) for each in quiet),
        more_quiet=more,
        to_ask=tuple(describe_team_line(each, names) for each in to_ask),
        silences=()
        if told is None
        # The manager's own accounts are no news to them.
        else _find_silences(transaction, [rep for rep in reps if rep.id != reader.id], accounts, told, today),
        departures=tuple(
            list_departures(reps, count_accounts_of_the_gone(transaction), _list_told_departures(told or ()))
        ),
    )


def refresh_team_report(
    transaction: Transaction, reader: Rep, planned: TeamReport, told: Sequence[TeamReport], today: date
) -> TeamReport:
    """Look at what a message names again before it goes out: what is no longer so drops out of it.

    The sum of 30 days stays as it was counted, since a few touches do not change what it says.
    """
    named = [each.account_id for each in (*planned.quiet, *planned.to_ask)]
    verdicts = {each.account.id: each for each in _judge(transaction, named, today)}
    reps = list_reps(transaction)
    names = {rep.id: rep.name for rep in reps}
    awake = {key: each for key, each in verdicts.items() if not is_snoozed(each, today)}
    quiet, _ = list_quiet(_pick(awake, planned.quiet))
    selling = _list_in_sale(transaction, named, today)
    to_ask = [each for each in _pick(awake, planned.to_ask) if each.account.id not in selling]
    silent = {each.rep_id for each in planned.silences}
    return replace(
        planned,
        quiet=tuple(describe_team_line(each, names) for each in quiet),
        to_ask=tuple(describe_team_line(each, names) for each in to_ask),
        silences=_find_silences(
            transaction,
            [rep for rep in reps if rep.id in silent and rep.id != reader.id],
            list_account_days(transaction, today, rep_ids=silent),
            told,
            today,
        ),
        departures=tuple(
            list_departures(
                [rep for rep in reps if rep.id in {each.rep_id for each in planned.departures}],
                count_accounts_of_the_gone(transaction),
                _list_told_departures(told),
            )
        ),
    )


def _list_told_departures(told: Sequence[TeamReport]) -> list[Departure]:
    return [departure for report in told for departure in report.departures]


def _pick(verdicts: dict[int, Verdict], lines: Iterable[TeamLine]) -> list[Verdict]:
    return [verdicts[line.account_id] for line in lines if line.account_id in verdicts]


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
    judged = 0
    told_silences = [silence for report in told for silence in report.silences]
    for silence, account_ids in find_suspects(reps, newest_days, accounts, told_silences, today):
        judged += len(account_ids)
        if len(silences) == MOST_SILENCES or judged > MOST_JUDGED:
            break
        if are_all_silent(_judge(transaction, account_ids, today)):
            silences.append(silence)
    return tuple(silences)
