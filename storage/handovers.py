"""Accounts that a manager has handed from one person to others, and how they are taken back."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update

from storage.database import Transaction
from storage.records import Handed, HandedCount
from storage.rhythms import split
from storage.sample_rows import IS_REAL
from storage.tables import account, handover, rep
from storage.workspaces import hold_directory, mark_directory_changed


def hand_over_accounts(
    transaction: Transaction, wishes: Mapping[int, int], *, from_rep_id: int, by_rep_id: int, now: datetime
) -> tuple[str, Sequence[Handed]]:
    """Give accounts, by id, to the people wished for, and return a token to undo it with what was given.

    Only what still belongs to `from_rep_id` is given: where two do this at once, the second gives the rest.
    A snooze was the former owner's wish and ends. Samples are nobody else's and stay.
    """
    hold_directory(transaction)
    token = secrets.token_urlsafe(16)
    handed = [
        Handed(row.id, from_rep_id, wishes[row.id], row.snoozed_until)
        for part in split(sorted(wishes))
        for row in transaction.connection.execute(
            select(account.c.id, account.c.snoozed_until)
            .where(
                account.c.workspace == transaction.workspace,
                account.c.id.in_(part),
                account.c.rep_id == from_rep_id,
                IS_REAL,
            )
            .order_by(account.c.id)
            .with_for_update(key_share=True)
        )
    ]
    for to_rep_id in sorted({each.to_rep_id for each in handed}):
        given = [each.account_id for each in handed if each.to_rep_id == to_rep_id]
        for part in split(given):
            transaction.connection.execute(
                update(account)
                .where(account.c.workspace == transaction.workspace, account.c.id.in_(part))
                .values(rep_id=to_rep_id, snoozed_until=None)
            )
    if handed:
        transaction.connection.execute(
            insert(handover),
            [
                {
                    "workspace": transaction.workspace,
                    "token": token,
                    "account_id": each.account_id,
                    "from_rep_id": each.from_rep_id,
                    "to_rep_id": each.to_rep_id,
                    "by_rep_id": by_rep_id,
                    "snoozed_until": each.snoozed_until,
                    "at": now,
                }
                for each in handed
            ],
        )
        mark_directory_changed(transaction)
    return token, handed


def undo_handover(transaction: Transaction, token: str) -> tuple[Sequence[Handed], Sequence[Handed]]:
    """Give everything of one hand-over back that still belongs to whom it was given.

    Returns what was given back, and what stayed because it has another owner by now; twice nothing where it
    was undone before.
    """
    hold_directory(transaction)
    back: list[Handed] = []
    stayed: list[Handed] = []
    rows = transaction.connection.execute(
        select(
            handover.c.account_id,
            handover.c.from_rep_id,
            handover.c.to_rep_id,
            handover.c.snoozed_until,
            account.c.rep_id,
            account.c.snoozed_until.label("snoozed_since"),
        )
        .join(
            account,
            (account.c.workspace == handover.c.workspace) & (account.c.id == handover.c.account_id),
        )
        .where(
            handover.c.workspace == transaction.workspace,
            handover.c.token == token,
            ~handover.c.undone,
        )
        .order_by(handover.c.account_id)
        .with_for_update(key_share=True)
    ).all()
    for row in rows:
        handed = Handed(row.account_id, row.from_rep_id, row.to_rep_id, row.snoozed_until)
        if row.rep_id != row.to_rep_id:
            stayed.append(handed)
            continue
        back.append(handed)
        transaction.connection.execute(
            update(account)
            .where(account.c.workspace == transaction.workspace, account.c.id == row.account_id)
            .values(rep_id=row.from_rep_id, snoozed_until=row.snoozed_since or row.snoozed_until)
        )
    if rows:
        transaction.connection.execute(
            update(handover)
            .where(handover.c.workspace == transaction.workspace, handover.c.token == token)
            .values(undone=True)
        )
        mark_directory_changed(transaction)
    return back, stayed


def count_handed_by(transaction: Transaction, by_rep_id: int, since: datetime) -> Sequence[HandedCount]:
    """Return what a manager has handed over since a moment and not undone, the newest first."""
    number = func.count().label("number")
    rows = transaction.connection.execute(
        select(handover.c.token, handover.c.from_rep_id, handover.c.to_rep_id, number)
        .where(
            handover.c.workspace == transaction.workspace,
            handover.c.by_rep_id == by_rep_id,
            handover.c.at >= since,
            ~handover.c.undone,
        )
        .group_by(handover.c.token, handover.c.from_rep_id, handover.c.to_rep_id)
        .order_by(func.max(handover.c.at).desc(), handover.c.token, number.desc(), handover.c.to_rep_id)
    )
    return [HandedCount(row.token, row.from_rep_id, row.to_rep_id, row.number) for row in rows]


def count_received(transaction: Transaction, rep_id: int, since: datetime) -> dict[int, int]:
    """Return, by former owner, how many accounts somebody was given since a moment and still has."""
    rows = transaction.connection.execute(
        select(handover.c.from_rep_id, func.count(handover.c.account_id.distinct()).label("number"))
        .join(
            account,
            (account.c.workspace == handover.c.workspace) & (account.c.id == handover.c.account_id),
        )
        .where(
            handover.c.workspace == transaction.workspace,
            handover.c.to_rep_id == rep_id,
            account.c.rep_id == rep_id,
            handover.c.at >= since,
            ~handover.c.undone,
        )
        .group_by(handover.c.from_rep_id)
        .order_by(func.max(handover.c.at).desc(), handover.c.from_rep_id)
    )
    return {row.from_rep_id: row.number for row in rows}


def count_accounts_of_the_gone(transaction: Transaction) -> dict[int, int]:
    """Return, by person who has left, how many accounts still carry their name; nobody without any."""
    rows = transaction.connection.execute(
        select(account.c.rep_id, func.count().label("number"))
        .join(rep, (rep.c.workspace == account.c.workspace) & (rep.c.id == account.c.rep_id))
        .where(account.c.workspace == transaction.workspace, ~rep.c.active, IS_REAL)
        .group_by(account.c.rep_id)
    )
    return {row.rep_id: row.number for row in rows}
