"""Builders with every default: a test names only what it is about. All of them write through storage."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from storage import accounts, nudge_lines, queue, reps, touches
from storage.accounts import AccountNameTakenError
from storage.database import Database, Transaction
from storage.records import (
    Account,
    Kind,
    NewMessage,
    NewTouch,
    NudgeLine,
    QueuedMessage,
    Rep,
    Touch,
    Workspace,
)
from storage.workspaces import add_workspace

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
"""A Wednesday; the clock of every test that does not say otherwise."""
TODAY = NOW.date()


def days_before(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_workspace(
    books: Database, name: str = "Acme Reps", team_id: str | None = "T1", zone: str = "UTC"
) -> Workspace:
    with books.everywhere() as connection:
        return add_workspace(connection, name, NOW, team_id=team_id, zone=zone)


def a_rep(
    transaction: Transaction,
    name: str = "Sam Lee",
    *,
    slack_id: str | None = "U1",
    email: str | None = None,
    zone: str = "UTC",
    **changes: Any,
) -> Rep:
    rep = reps.add_rep(transaction, name, slack_id=slack_id, email=email, zone=zone)
    if changes:
        reps.change_rep(transaction, rep.id, **changes)
    return reps.known(reps.read_rep(transaction, rep.id))


def an_account(transaction: Transaction, name: str = "Acme Foods", **facts: Any) -> Account:
    """An account added half a year ago, of tier B, that nobody owns."""
    snoozed_until = facts.pop("snoozed_until", None)
    account = accounts.add_account(transaction, name, **{"added_on": days_before(180), **facts})
    if snoozed_until is None:
        return account
    accounts.snooze_account(transaction, account.id, snoozed_until)
    return _found(accounts.read_account(transaction, account.id))


def a_touch(
    transaction: Transaction,
    account: Account | None = None,
    *,
    days_ago: int = 34,
    rep: Rep | None = None,
    note: str = "Asked about the new office",
    kind: Kind = Kind.ATTENTION,
    now: datetime = NOW,
    **facts: Any,
) -> Touch:
    """A non-selling contact at ten in the morning, with Acme Foods unless another account is given."""
    account = account or _acme(transaction)
    day = (now - timedelta(days=days_ago)).date()
    new = NewTouch(
        **{
            "account_id": account.id,
            "rep_id": rep.id if rep else None,
            "day": day,
            "at": datetime.combine(day, time(10), UTC),
            "note": note,
            "kind": kind,
            **facts,
        }
    )
    return _found(touches.read_touch(transaction, _found(touches.add_touch(transaction, new, now))))


def a_new_message(key: str = "nudge 2026-W10 U1", **facts: Any) -> NewMessage:
    return NewMessage(
        **{
            "key": key,
            "kind": "nudge",
            "recipient": "U1",
            "facts": {"week": "2026-W10"},
            "due_at": NOW,
            "useful_until": NOW + timedelta(days=2),
            **facts,
        }
    )


def a_message(transaction: Transaction, key: str = "nudge 2026-W10 U1", **facts: Any) -> QueuedMessage:
    """A message in the queue that is due now."""
    message_id = queue.enqueue(transaction, a_new_message(key, **facts))
    assert message_id is not None, f"{key} is queued already"
    return _found(queue.read_message(transaction, message_id))


def a_line(transaction: Transaction, message: QueuedMessage, account: Account, **facts: Any) -> NudgeLine:
    """The one line of a nudge."""
    nudge_lines.add_lines(transaction, message.id, [(account.id, {"days_quiet": 34, **facts})])
    return nudge_lines.list_lines(transaction, message.id)[-1]


def _acme(transaction: Transaction) -> Account:
    try:
        return an_account(transaction)
    except AccountNameTakenError:
        return _found(accounts.find_account_by_name(transaction, "Acme Foods"))


def _found(value: Any) -> Any:
    assert value is not None
    return value
