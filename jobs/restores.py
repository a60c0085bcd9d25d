"""After a database was restored from a backup: nobody it knows is written to twice."""

from datetime import datetime

from jobs.nudges import note_week_as_told
from jobs.people import note_people_as_welcomed
from storage.database import Database
from storage.installations import renew_endings
from storage.queue import drop_due
from storage.workspaces import list_workspaces

REASON = "Restored from a backup: it may have gone out already."


def settle_restored(books: Database, now: datetime) -> int:
    """Take out of the queue what may have gone out between the backup and now; returns how many messages.

    A backup does not know what was sent after it was made. This week's messages are not sent again, and
    nobody is asked about them who may have been: one that is missing does less harm than one that comes
    twice, and everybody can still say yes on their Home. Only people whom the backup does not know, because
    they first used the bot after it was made, are welcomed once more.
    """
    with books.everywhere() as connection:
        workspaces = list_workspaces(connection)
        renew_endings(connection, now)
    dropped = 0
    for workspace in workspaces:
        with books.transaction(workspace.id) as transaction:
            dropped += drop_due(transaction, now, REASON)
            dropped += note_week_as_told(transaction, now, REASON)
            dropped += note_people_as_welcomed(transaction, now, REASON)
    return dropped
