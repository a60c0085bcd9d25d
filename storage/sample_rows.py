"""Which rows are sample data: made up for one person who tries the bot, and nobody else's business."""

from sqlalchemy import ColumnElement, select

from storage.database import Transaction
from storage.names import fold
from storage.tables import account, touch

IS_REAL: ColumnElement[bool] = account.c.sample_of.is_(None)
"""Of an account: it is a client, and no sample."""


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
