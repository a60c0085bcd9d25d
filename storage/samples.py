"""Sample accounts: real rows, with everything that belongs to an account, until they are removed."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, select

from storage.database import Transaction, insert_into
from storage.records import Tier
from storage.sample_rows import fold_sample_name
from storage.tables import account
from storage.workspaces import hold_directory, mark_directory_changed


def add_sample(transaction: Transaction, rep_id: int, name: str, *, tier: Tier, added_on: date) -> int:
    """Add a sample account that is this person's alone, and return its id."""
    mark_directory_changed(transaction)
    return transaction.connection.execute(
        insert_into(transaction.connection, account)
        .values(
            workspace=transaction.workspace,
            name=name,
            folded_name=fold_sample_name(name, rep_id),
            added_on=added_on,
            rep_id=rep_id,
            sample_of=rep_id,
            tier=tier.value,
            exclude=[],
        )
        .returning(account.c.id)
    ).scalar_one()


def find_samples(transaction: Transaction, account_ids: Iterable[int]) -> set[int]:
    """Return which of these accounts are samples."""
    return set(
        transaction.connection.execute(
            select(account.c.id).where(
                account.c.workspace == transaction.workspace,
                account.c.sample_of.is_not(None),
                account.c.id.in_(list(account_ids)),
            )
        ).scalars()
    )


def count_samples(transaction: Transaction, rep_id: int) -> int:
    """Return how many sample accounts somebody has, also those of which they said "not mine"."""
    return transaction.connection.execute(
        select(func.count())
        .select_from(account)
        .where(account.c.workspace == transaction.workspace, account.c.sample_of == rep_id)
    ).scalar_one()


def remove_samples(transaction: Transaction, rep_id: int) -> int:
    """Remove somebody's sample accounts with everything that hangs on them; returns how many there were.

    Touches, stores, ideas, what was taken on, and the lines of messages go along by their foreign keys.
    """
    hold_directory(transaction)
    removed = transaction.connection.execute(
        delete(account).where(account.c.workspace == transaction.workspace, account.c.sample_of == rep_id)
    ).rowcount
    if removed:
        mark_directory_changed(transaction)
    return removed
