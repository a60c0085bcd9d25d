"""Sample accounts: real rows, with everything that belongs to an account, until they are removed."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, delete, func, select, update

from storage.brainstorm_tables import commitment_tick, location
from storage.database import Transaction, insert_into
from storage.news_tables import story_account
from storage.records import LineState, Tier
from storage.sample_rows import LAST_REMOVED, fold_sample_name
from storage.story_records import NewsState
from storage.tables import account, nudge_line, touch, workspace
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

    Touches, stores, ideas, what was taken on, and the lines of messages go along by their foreign keys. What
    only names one of those touches is a client's: it stays without it, as before it was logged.
    """
    hold_directory(transaction)
    if not count_samples(transaction, rep_id):
        return 0
    _note_last_numbers(transaction, rep_id)
    _forget_touches(transaction, rep_id)
    mark_directory_changed(transaction)
    return transaction.connection.execute(
        delete(account).where(account.c.workspace == transaction.workspace, account.c.sample_of == rep_id)
    ).rowcount


def _select_samples(transaction: Transaction, rep_id: int) -> Select[int]:
    return select(account.c.id).where(
        account.c.workspace == transaction.workspace, account.c.sample_of == rep_id
    )


def _note_last_numbers(transaction: Transaction, rep_id: int) -> None:
    # The buttons of old messages must not mean what comes later.
    samples = _select_samples(transaction, rep_id)
    for table, noted in LAST_REMOVED.items():
        last = transaction.connection.execute(
            select(func.max(table.c.id)).where(
                table.c.workspace == transaction.workspace, table.c.account_id.in_(samples)
            )
        ).scalar_one()
        if last is not None:
            transaction.connection.execute(
                update(workspace)
                .where(workspace.c.id == transaction.workspace, func.coalesce(noted, 0) < last)
                .values({noted: last})
            )


def _forget_touches(transaction: Transaction, rep_id: int) -> None:
    """Take the numbers of the touches of somebody's samples off the rows that are not the samples' own."""
    samples = _select_samples(transaction, rep_id)
    going = select(touch.c.id).where(
        touch.c.workspace == transaction.workspace, touch.c.account_id.in_(samples)
    )
    run, here = transaction.connection.execute, transaction.workspace
    run(
        delete(commitment_tick).where(
            commitment_tick.c.workspace == here, commitment_tick.c.touch_id.in_(going)
        )
    )
    run(
        update(location)
        .where(location.c.workspace == here, location.c.touch_id.in_(going))
        .values(touch_id=None)
    )
    still_open = {"decided_at": None, "touch_id": None}
    run(
        update(nudge_line)
        .where(nudge_line.c.workspace == here, nudge_line.c.touch_id.in_(going))
        .values(state=LineState.OPEN.value, **still_open)
    )
    run(
        update(story_account)
        .where(story_account.c.workspace == here, story_account.c.touch_id.in_(going))
        .values(state=NewsState.OPEN.value, **still_open)
    )
