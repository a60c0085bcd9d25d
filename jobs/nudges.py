"""The weekly nudge: queue it once a week for each rep, and look at the facts again before it goes out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from jobs.failures import log_failure
from jobs.holidays import find_weekend_of, list_days_off_of
from jobs.news_messages import plan_weekly_news, refresh_weekly_news
from jobs.rules.attention import Verdict
from jobs.rules.nudges import (
    NudgePlan,
    Outlook,
    WeeklyMoment,
    describe_line,
    find_moment_back,
    find_weekly_moment,
    is_snoozed,
    list_due_this_week,
    list_snoozed,
    may_be_nudged,
    plan_nudges,
    rank_verdicts,
)
from jobs.rules.roles import may_see_team
from jobs.rules.sample_data import is_sample, leave_out_samples
from jobs.rules.team import TeamReport
from jobs.rules.weeks import local_day
from jobs.team import read_team_report
from jobs.verdicts import APPOINTMENT, judge_accounts
from storage.database import Database, Transaction
from storage.nudge_lines import add_lines, list_lines, remove_lines_except
from storage.queue import change_facts, enqueue, list_known_keys, list_sent
from storage.records import NewMessage, QueuedMessage, QueueState, Rep
from storage.reps import find_rep_by_slack_id, list_reps

KIND = "weekly-nudge"
REMEMBERED = 26
"""Weekly messages in which a manager may have been told of a silence: as long as messages are kept."""


def read_outlook(transaction: Transaction, rep: Rep, today: date) -> Outlook:
    """Return what Home shows of a rep's accounts."""
    verdicts = judge_accounts(transaction, rep, today)
    needing = rank_verdicts(each for each in verdicts if each.needs_attention and not is_snoozed(each, today))
    snoozed = list_snoozed(verdicts, today)
    return Outlook(tuple(needing), tuple(list_due_this_week(verdicts, today)), len(verdicts), tuple(snoozed))


def queue_weekly_nudges(
    books: Database,
    workspace: int,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    enough: Callable[[], bool] = lambda: False,
) -> int:
    """Queue this week's nudges and return how many were new; running it again adds none.

    Each rep's is planned without holding up those who log touches meanwhile, and stored by itself; the facts
    are looked at again before it goes out. What is wrong with one rep's accounts keeps no other rep from
    their message. `progress` is told how many reps of how many have been looked at; where `enough` says so,
    the rest is due at the next run.
    """
    with books.reading(workspace) as reader:
        due = _list_due_reps(reader, now)
        known = list_known_keys(reader, [key for _, _, key in due])
    new = 0
    for looked_at, (rep, moment, key) in enumerate(due, start=1):
        if enough():
            break
        if key not in known:
            try:
                new += _queue_nudge(books, workspace, rep, moment, now)
            except Exception as error:
                log_failure(f"The nudge of rep {rep.id} could not be planned", error)
        progress(looked_at, len(due))
    return new


def _list_due_reps(transaction: Transaction, now: datetime) -> list[tuple[Rep, WeeklyMoment, str]]:
    due: list[tuple[Rep, WeeklyMoment, str]] = []
    for rep in list_reps(transaction):
        today = local_day(now, rep.zone)
        if may_be_nudged(rep, today):
            moment = find_weekly_moment(rep, now, list_days_off_of(rep, today), find_weekend_of(rep))
            if moment is not None:
                due.append((rep, moment, name_nudge(rep, moment.day)))
    return due


def name_nudge(rep: Rep, day: date) -> str:
    """Return the key of a rep's nudge in the week of a day.

    The week and not the day: whoever moves their appointment from Monday to Tuesday still gets one a week.
    """
    year, week, _ = day.isocalendar()
    return f"{KIND}:{rep.slack_id}:{year}-W{week:02}"


def _queue_nudge(books: Database, workspace: int, rep: Rep, moment: WeeklyMoment, now: datetime) -> bool:
    today = local_day(now, rep.zone)
    with books.reading(workspace) as reader:
        plan = plan_nudges(leave_out_samples(judge_accounts(reader, rep, today)), today)
        team = _plan_team(reader, rep, today) if may_see_team(rep) else None
        news = plan_weekly_news(reader, rep, now, [each.account.id for each in plan.lines])
    message = _plan_message(rep, moment, {**_describe_message(rep, plan, team, today), **news})
    lines = [(each.account.id, describe_line(each).to_json()) for each in plan.lines]
    with books.transaction(workspace) as transaction:
        if not lines and team is None and not any(news.values()):
            # The row stays as the memory of this week, so that nobody is looked at again at every tick.
            enqueue(transaction, message, state=QueueState.DONE, reason=plan.reason_for_none)
            return False
        message_id = enqueue(transaction, message)
        if message_id is None:
            return False
        add_lines(transaction, message_id, lines)
    return True


def note_week_as_told(transaction: Transaction, now: datetime, reason: str) -> int:
    """Remember this week's nudge of each rep who would get one now as done; returns how many were new."""
    return sum(
        enqueue(transaction, _plan_message(rep, moment, {}), state=QueueState.DONE, reason=reason) is not None
        for rep, moment, _ in _list_due_reps(transaction, now)
    )


def _plan_message(rep: Rep, moment: WeeklyMoment, facts: dict[str, Any]) -> NewMessage:
    return NewMessage(
        key=name_nudge(rep, moment.day),
        kind=KIND,
        recipient=rep.slack_id or "",
        facts={**facts, APPOINTMENT: moment.day.isoformat()},
        due_at=moment.due_at,
        useful_until=moment.useful_until,
    )


def _plan_team(transaction: Transaction, rep: Rep, today: date) -> TeamReport | None:
    """Return the part about the team of a manager's message; None where there is nothing to tell."""
    report = _read_team(transaction, rep, today)
    return None if report.is_empty else report


def _read_team(transaction: Transaction, rep: Rep, today: date) -> TeamReport:
    return read_team_report(transaction, rep, today, told=list_told_reports(transaction, rep))


def list_told_reports(transaction: Transaction, rep: Rep) -> list[TeamReport]:
    """Return what a manager has been told of the team, by the messages that really went out."""
    sent = list_sent(transaction, rep.slack_id or "", KIND, REMEMBERED)
    return [TeamReport.from_json(message.facts["team"]) for message in sent if message.facts.get("team")]


def _describe_message(rep: Rep, plan: NudgePlan, team: TeamReport | None, today: date) -> dict[str, Any]:
    return {
        "name": rep.name,
        "rep": rep.id,
        "day": today.isoformat(),
        "more": plan.more,
        "samples": any(is_sample(each.account) for each in plan.lines),
        "team": None if team is None else team.to_json(),
    }


def read_nudge_again(transaction: Transaction, message: QueuedMessage, now: datetime) -> QueuedMessage:
    """Return a message that is about to go out with what it tells a manager of the team as it stands now.

    That is planned anew, so that what has been settled since makes room for what has not. It only reads, so
    that nobody who logs a touch meanwhile waits for it.
    """
    rep = find_rep_by_slack_id(transaction, message.recipient)
    if rep is None or not may_see_team(rep) or message.facts.get("team") is None:
        return message
    team = _read_team(transaction, rep, local_day(now, rep.zone))
    return replace(message, facts={**message.facts, "team": team.to_json()})


def refresh_nudge(transaction: Transaction, message: QueuedMessage, now: datetime) -> bool | datetime:
    """Look at the facts again before a nudge goes out; returns whether there is still something to say.

    An account touched, snoozed, given away or removed since the nudge was planned drops out of it, and so
    does news that was answered meanwhile. One that named samples is planned anew once there is a client: no
    other comes that week. A rep who has left or has said no gets nothing. Whoever has gone away since gets it
    once they are back, if that is in time; then that moment is returned. What `message` tells a manager of
    the team is what `read_nudge_again` has found; who leads it no more is told nothing of it.
    """
    rep = find_rep_by_slack_id(transaction, message.recipient)
    today = None if rep is None else local_day(now, rep.zone)
    if rep is None or today is None:
        return False
    if not may_be_nudged(rep, today):
        days_off, weekend = list_days_off_of(rep, today), find_weekend_of(rep)
        return find_moment_back(rep, today, message.useful_until, days_off, weekend) or False
    verdicts = leave_out_samples(judge_accounts(transaction, rep, today))
    if message.facts.get("samples") and not any(is_sample(each.account) for each in verdicts):
        message = _plan_anew(transaction, message, rep, verdicts, now)
    planned = [line.account_id for line in list_lines(transaction, message.id)]
    still = {
        each.account.id: each for each in verdicts if each.needs_attention and not is_snoozed(each, today)
    }
    keep = [account_id for account_id in planned if account_id in still]
    remove_lines_except(transaction, message.id, keep)
    changes = {
        "team": _refresh_team(message, rep),
        **refresh_weekly_news(transaction, message.facts, rep, now),
    }
    change_facts(transaction, message.id, {**message.facts, **changes})
    return bool(keep) or any(changes.values())


def _plan_anew(
    transaction: Transaction, message: QueuedMessage, rep: Rep, verdicts: Sequence[Verdict], now: datetime
) -> QueuedMessage:
    """Give a message the lines and the news it would have if it were planned now."""
    plan = plan_nudges(verdicts, local_day(now, rep.zone))
    remove_lines_except(transaction, message.id, [])
    add_lines(
        transaction, message.id, [(each.account.id, describe_line(each).to_json()) for each in plan.lines]
    )
    news = plan_weekly_news(transaction, rep, now, [each.account.id for each in plan.lines])
    return replace(message, facts={**message.facts, "more": plan.more, "samples": False, **news})


def _refresh_team(message: QueuedMessage, rep: Rep) -> dict[str, Any] | None:
    """Return the part about the team as it stands now; None where there is none."""
    stored = message.facts.get("team")
    if stored is None or not may_see_team(rep) or TeamReport.from_json(stored).is_empty:
        return None
    return stored
