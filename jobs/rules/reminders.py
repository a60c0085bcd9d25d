"""Who is reminded of choosing in a brainstorm, and when (NS-13). Pure."""

from collections.abc import Container, Iterable
from datetime import datetime, timedelta

from storage.brainstorm_records import Brainstorm, Phase, Seller


def find_reminder_time(brainstorm: Brainstorm) -> datetime | None:
    """Return from when on whoever has not chosen is reminded: once half of the minutes are gone (NS-13)."""
    if brainstorm.phase is not Phase.CHOOSING or brainstorm.ends_at is None:
        return None
    return brainstorm.ends_at - timedelta(minutes=brainstorm.choosing_minutes) / 2


def choose_reminded(
    brainstorm: Brainstorm, sellers: Iterable[Seller], chosen: Container[int], now: datetime
) -> tuple[Seller, ...]:
    """Return who has not chosen, was not reminded yet, and is to be now."""
    due_at = find_reminder_time(brainstorm)
    if due_at is None or now < due_at:
        return ()
    return tuple(
        each
        for each in sellers
        if each.rep_id not in chosen and each.slack_id is not None and not each.reminded
    )
