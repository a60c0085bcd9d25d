"""What Slack has sent already: the same request handed over again finds its key here, and does nothing."""

from datetime import datetime

from sqlalchemy import Connection, delete

from storage.database import Transaction, insert_into
from storage.tables import handled_request


def remember_request(transaction: Transaction, key: str, now: datetime) -> bool:
    """Note in the transaction of its effect that a request is handled; returns whether it was new."""
    return (
        transaction.connection.execute(
            insert_into(transaction.connection, handled_request)
            .values(workspace=transaction.workspace, key=key, at=now)
            .on_conflict_do_nothing(index_elements=["workspace", "key"])
            .returning(handled_request.c.key)
        ).scalar_one_or_none()
        is not None
    )


def forget_requests(connection: Connection, before: datetime) -> int:
    """Forget, in all workspaces, what was handled before a moment, and return how many there were."""
    return connection.execute(delete(handled_request).where(handled_request.c.at < before)).rowcount
