"""What was said in brainstorms: one row for each idea of each person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, exists, func, select, update

from storage.brainstorm_records import BrainstormIdea
from storage.brainstorm_tables import brainstorm_idea, commitment
from storage.database import Transaction, insert_into
from storage.names import fold
from storage.tables import rep

_FIELDS = (
    brainstorm_idea.c.id,
    brainstorm_idea.c.brainstorm_id,
    brainstorm_idea.c.rep_id,
    rep.c.name.label("rep_name"),
    brainstorm_idea.c.text,
    brainstorm_idea.c.at,
    brainstorm_idea.c.merged_into,
)


def _select(transaction: Transaction) -> Select[*tuple[Any, ...]]:
    return (
        select(*_FIELDS)
        .join(rep, (rep.c.workspace == brainstorm_idea.c.workspace) & (rep.c.id == brainstorm_idea.c.rep_id))
        .where(brainstorm_idea.c.workspace == transaction.workspace)
    )


def _read(row: Row[*tuple[Any, ...]]) -> BrainstormIdea:
    return BrainstormIdea(*row)


def add_brainstorm_idea(
    transaction: Transaction, brainstorm_id: int, rep_id: int, text: str, now: datetime
) -> int | None:
    """Keep an idea and return its id; None where the same person has said the same words there before."""
    return transaction.connection.execute(
        insert_into(transaction.connection, brainstorm_idea)
        .values(
            workspace=transaction.workspace,
            brainstorm_id=brainstorm_id,
            rep_id=rep_id,
            text=text,
            folded_text=fold(text),
            at=now,
        )
        .on_conflict_do_nothing(index_elements=["workspace", "brainstorm_id", "rep_id", "folded_text"])
        .returning(brainstorm_idea.c.id)
    ).scalar_one_or_none()


def list_brainstorm_ideas(transaction: Transaction, *brainstorm_ids: int) -> Sequence[BrainstormIdea]:
    """Return the ideas of a brainstorm, or of several, in the order in which they came."""
    rows = transaction.connection.execute(
        _select(transaction)
        .where(brainstorm_idea.c.brainstorm_id.in_(brainstorm_ids))
        .order_by(brainstorm_idea.c.id)
    )
    return [_read(row) for row in rows]


def count_ideas_of(transaction: Transaction, brainstorm_id: int, rep_id: int) -> int:
    """Return how many ideas somebody has said there; asked whenever the form for ideas is opened."""
    return transaction.connection.execute(
        select(func.count())
        .select_from(brainstorm_idea)
        .where(
            brainstorm_idea.c.workspace == transaction.workspace,
            brainstorm_idea.c.brainstorm_id == brainstorm_id,
            brainstorm_idea.c.rep_id == rep_id,
        )
    ).scalar_one()


def read_brainstorm_idea(transaction: Transaction, idea_id: int) -> BrainstormIdea | None:
    row = transaction.connection.execute(
        _select(transaction).where(brainstorm_idea.c.id == idea_id)
    ).one_or_none()
    return None if row is None else _read(row)


def merge_brainstorm_idea(transaction: Transaction, idea_id: int, merged_into: int | None) -> None:
    """Note that an idea is the same as another one, or, with None, that it is one of its own again."""
    transaction.connection.execute(
        update(brainstorm_idea)
        .where(brainstorm_idea.c.workspace == transaction.workspace, brainstorm_idea.c.id == idea_id)
        .values(merged_into=merged_into)
    )


def change_brainstorm_idea(transaction: Transaction, idea_id: int, text: str) -> None:
    """Give an idea other words; the same person has not said them there before."""
    transaction.connection.execute(
        update(brainstorm_idea)
        .where(brainstorm_idea.c.workspace == transaction.workspace, brainstorm_idea.c.id == idea_id)
        .values(text=text, folded_text=fold(text))
    )


def remove_brainstorm_idea(transaction: Transaction, idea_id: int) -> bool:
    """Forget an idea; False where there is none, or where somebody has taken it on.

    What was said to be the same stays, and stands on its own.
    """
    taken = exists().where(
        commitment.c.workspace == brainstorm_idea.c.workspace,
        commitment.c.brainstorm_idea_id == brainstorm_idea.c.id,
    )
    removed = transaction.connection.execute(
        delete(brainstorm_idea).where(
            brainstorm_idea.c.workspace == transaction.workspace, brainstorm_idea.c.id == idea_id, ~taken
        )
    )
    return removed.rowcount == 1
