"""Ideas: what could be brought to an account that it has not asked for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction, insert_into
from storage.news_tables import idea
from storage.story_records import Idea

_COLUMNS = (idea.c.id, idea.c.account_id, idea.c.rep_id, idea.c.text, idea.c.at, idea.c.done)


def add_idea(transaction: Transaction, account_id: int, rep_id: int, text: str, now: datetime) -> int:
    """Note an idea for an account and return its id."""
    return transaction.connection.execute(
        insert_into(transaction.connection, idea)
        .values(
            workspace=transaction.workspace,
            account_id=account_id,
            rep_id=rep_id,
            text=text,
            at=now,
            done=False,
        )
        .returning(idea.c.id)
    ).scalar_one()


def list_ideas(transaction: Transaction, account_id: int, most: int) -> Sequence[Idea]:
    """Return an account's ideas that are still to be used, newest first."""
    rows = transaction.connection.execute(
        select(*_COLUMNS)
        .where(
            idea.c.workspace == transaction.workspace,
            idea.c.account_id == account_id,
            idea.c.done.is_(False),
        )
        .order_by(idea.c.at.desc(), idea.c.id.desc())
        .limit(most)
    )
    return [Idea(*row) for row in rows]


def set_idea_done(transaction: Transaction, idea_id: int, *, done: bool) -> Idea | None:
    """Put an idea away, or take it up again, and return it; None where it was so before, or is gone."""
    row = transaction.connection.execute(
        update(idea)
        .where(idea.c.workspace == transaction.workspace, idea.c.id == idea_id, idea.c.done.is_(not done))
        .values(done=done)
        .returning(*_COLUMNS)
    ).one_or_none()
    return None if row is None else Idea(*row)


def remove_idea(transaction: Transaction, idea_id: int) -> None:
    """Forget an idea: it was noted by mistake."""
    transaction.connection.execute(
        delete(idea).where(idea.c.workspace == transaction.workspace, idea.c.id == idea_id)
    )
