"""How a touch without a CRM's id is recognised when it comes again."""

import re
from datetime import date, datetime
from hashlib import sha256

from storage.database import EPOCH, MICROSECOND
from storage.names import fold
from storage.records import Touch

_NAMED = re.compile(r"drumbeat-(\d{1,9})-(\d{1,17})")


def name_touch(touch: Touch) -> str:
    """Return the id under which a touch logged in Slack is exported; an edit does not change it."""
    return f"drumbeat-{touch.id}-{(touch.created_at - EPOCH) // MICROSECOND}"


def read_name(name: str) -> tuple[int, datetime] | None:
    """Return id and moment of logging from what `name_touch` wrote, or None for any other id."""
    found = _NAMED.fullmatch(name)
    return (int(found[1]), EPOCH + int(found[2]) * MICROSECOND) if found else None


def derive_id(account: str, moment: date | datetime, kind: str, rep: str, note: str) -> str:
    """Return the id of a row that has none, from what the row says: the same row always has the same.

    It is stored with the touch, so that the row is recognised even after somebody has corrected the touch.
    """
    said = "\0".join((fold(account), moment.isoformat(), kind, fold(rep), " ".join(note.split())))
    return f"csv-{sha256(said.encode()).hexdigest()[:20]}"
