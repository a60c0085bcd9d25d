"""What becomes of an idea for an account: it was done, or it is dropped, and how each is taken back."""

from datetime import datetime

from jobs.touches import NotYours, set_touch_undone
from storage.database import Transaction
from storage.ideas import set_idea_done
from storage.records import Rep


def reopen_idea(
    transaction: Transaction, rep: Rep, idea_id: int, touch_id: int | None, now: datetime
) -> bool:
    """Take an idea up again, and with it the touch that it became; returns False where that is another's."""
    if touch_id is not None and isinstance(
        set_touch_undone(transaction, rep, touch_id, undone=True, now=now), NotYours
    ):
        return False
    set_idea_done(transaction, idea_id, done=False)
    return True
