"""What people took on from brainstorms."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select, update

from storage.brainstorm_records import Choice, Commitment, Rhythm
from storage.brainstorm_tables import brainstorm_idea, commitment
from storage.database import Transaction, insert_into
from storage.records import Kind
from storage.statements import QuickStatement
from storage.tables import account, rep, touch

_FIELDS = (
    commitment.c.id,
    brainstorm_idea.c.brainstorm_id,
    commitment.c.brainstorm_idea_id,
    commitment.c.rep_id,
    rep.c.name.label("rep_name"),
    commitment.c.account_id,
    account.c.name.label("account_name"),
    brainstorm_idea.c.text,
    commitment.c.rhythm,
    commitment.c.every_days,
    commitment.c.made_at,
    commitment.c.dropped_at,
)

_HAS = QuickStatement(
    select(commitment.c.id)
    .where(
        commitment.c.workspace == bindparam("of_workspace"),
        commitment.c.account_id == bindparam("of_account"),
        commitment.c.rep_id == bindparam("of_rep"),
        commitment.c.dropped_at.is_(None),
    )
    .limit(1)
)


def _select(transaction: Transaction) -> Select[*tuple[Any, ...]]:
    workspace = commitment.c.workspace
    return (
        select(*_FIELDS)
        .join(
            brainstorm_idea,
            (brainstorm_idea.c.workspace == workspace)
            & (brainstorm_idea.c.id == commitment.c.brainstorm_idea_id),
        )
        .join(rep, (rep.c.workspace == workspace) & (rep.c.id == commitment.c.rep_id))
        .join(account, (account.c.workspace == workspace) & (account.c.id == commitment.c.account_id))
        .where(workspace == transaction.workspace)
    )


def _read(row: Row[*tuple[Any, ...]]) -> Commitment:
    facts = list(row)
    facts[8] = Rhythm(facts[8])
    return Commitment(*facts)


def add_commitments(transaction: Transaction, rep_id: int, choices: Iterable[Choice], now: datetime) -> None:
    """Keep what somebody takes on: one row each, and what is there already takes the new rhythm.

    What had been dropped is taken on anew.
    """
    rows = [
        {
            "workspace": transaction.workspace,
            "brainstorm_idea_id": each.idea_id,
            "rep_id": rep_id,
            "account_id": each.account_id,
            "rhythm": each.rhythm.value,
            "every_days": each.every_days,
            "made_at": now,
        }
        for each in choices
    ]
    if not rows:
        return
    # One statement for each row: very many in one have more variables than SQLite takes.
    insert = insert_into(transaction.connection, commitment)
    transaction.connection.execute(
        insert.on_conflict_do_update(
            index_elements=["workspace", "brainstorm_idea_id", "rep_id", "account_id"],
            set_={
                "rhythm": insert.excluded.rhythm,
                "every_days": insert.excluded.every_days,
                "dropped_at": None,
            },
        ),
        rows,
    )


def list_commitments(
    transaction: Transaction,
    *,
    ids: Iterable[int] | None = None,
    rep_id: int | None = None,
    account_ids: Iterable[int] | None = None,
    brainstorm_id: int | Collection[int] | None = None,
    owned: bool = False,
    dropped: bool = False,
) -> Sequence[Commitment]:
    """Return what was taken on, oldest first: some of it, somebody's, for some accounts, in some brainstorms.

    `owned` leaves out what is for an account that is somebody else's by now. What was dropped is left out,
    unless `dropped` asks for it too.
    """
    query = _select(transaction)
    if ids is not None:
        query = query.where(commitment.c.id.in_(list(ids)))
    if rep_id is not None:
        query = query.where(commitment.c.rep_id == rep_id)
    if account_ids is not None:
        query = query.where(commitment.c.account_id.in_(list(account_ids)))
    if brainstorm_id is not None:
        ids = [brainstorm_id] if isinstance(brainstorm_id, int) else brainstorm_id
        query = query.where(brainstorm_idea.c.brainstorm_id.in_(ids))
    if owned:
        query = query.where(account.c.rep_id == commitment.c.rep_id)
    if not dropped:
        query = query.where(commitment.c.dropped_at.is_(None))
    return [_read(row) for row in transaction.connection.execute(query.order_by(commitment.c.id))]


def has_commitments(transaction: Transaction, rep_id: int, account_id: int) -> bool:
    """Return whether somebody has anything to do for an account; asked with every touch that is logged."""
    values = {"of_workspace": transaction.workspace, "of_account": account_id, "of_rep": rep_id}
    return _HAS.fetch(transaction.connection, values) is not None


def read_commitment(transaction: Transaction, commitment_id: int) -> Commitment | None:
    row = transaction.connection.execute(
        _select(transaction).where(commitment.c.id == commitment_id)
    ).one_or_none()
    return None if row is None else _read(row)


def drop_commitment(transaction: Transaction, commitment_id: int, dropped_at: datetime | None) -> None:
    """Note that somebody does not do it after all, or, with None, that they do."""
    transaction.connection.execute(
        update(commitment)
        .where(commitment.c.workspace == transaction.workspace, commitment.c.id == commitment_id)
        .values(dropped_at=dropped_at)
    )


def count_attention(
    transaction: Transaction, account_ids: Iterable[int], first: date, last: date
) -> dict[int, int]:
    """Return how many non-selling touches each of these accounts had from `first` to `last`."""
    rows = transaction.connection.execute(
        select(touch.c.account_id, func.count())
        .where(
            touch.c.workspace == transaction.workspace,
            touch.c.account_id.in_(list(account_ids)),
            touch.c.undone.is_(False),
            touch.c.kind == Kind.ATTENTION.value,
            touch.c.day >= first,
            touch.c.day <= last,
        )
        .group_by(touch.c.account_id)
    )
    return {row[0]: row[1] for row in rows}
