"""Which rows are sample data: made up for one person who tries the bot, and nobody else's business."""

from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Table, select
from sqlalchemy.engine import Dialect

from storage.database import Transaction, number_after
from storage.names import fold
from storage.tables import account, nudge_line, touch, workspace

IS_REAL: ColumnElement[bool] = account.c.sample_of.is_(None)
"""Of an account: it is a client, and no sample."""

LAST_REMOVED: dict[Table, Column[int]] = {
    touch: workspace.c.last_touch_removed,
    nudge_line: workspace.c.last_line_removed,
}
"""Of what goes along with samples and is named by buttons: how far the numbers of removed rows went."""


def number_after_samples(
    dialect: Dialect, table: Table, in_workspace: BindParameter[int] | int
) -> dict[str, ColumnElement[Any]]:
    """Return what an INSERT into one of these tables says besides: no number of a sample comes again."""
    return number_after(dialect, table, LAST_REMOVED[table], workspace.c.id == in_workspace)


def touches_a_client(transaction: Transaction) -> ColumnElement[bool]:
    """Return the condition under which a touch is one of a client, and not of a sample."""
    samples = select(account.c.id).where(account.c.workspace == transaction.workspace, ~IS_REAL)
    return touch.c.account_id.not_in(samples)


def fold_sample_name(name: str, rep_id: int) -> str:
    """Return the name of a sample as it is kept for comparing: no name that anybody can type equals it.

    `fold`, which makes every other, leaves no separator in. So the samples of two people may be called the
    same, and none keeps a client from being added or imported.
    """
    return f"{fold(name)}\x1f{rep_id}"
