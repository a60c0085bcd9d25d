"""Touches that a CSV file has corrected: their ticks follow, as many touches as there are at once (NS-15)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from jobs.commitments import take_ticks_along
from jobs.rules.places import name_places, read_places
from storage.brainstorm_records import Rhythm
from storage.commitment_ticks import TouchTick, add_ticks_of_touches
from storage.commitments import list_commitments
from storage.database import Transaction
from storage.locations import list_locations
from storage.records import Kind, Touch
from storage.touches import list_touches_by_id


def follow_corrections(transaction: Transaction, corrected: Sequence[Touch], now: datetime) -> None:
    """Take the ticks of touches along that a file has corrected, as a correction in the form does.

    A file says where it was in a column of its own: the words of a note are not read for it, or the same file
    would change it back. What came from a file has ticked nothing by itself, so that it ticks nothing anew.
    Whoever asks holds the locations of the accounts.
    """
    if not corrected:
        return
    touches = list_touches_by_id(transaction, [each.id for each in corrected])
    had_ticked = take_ticks_along(transaction, touches)
    ticking = [
        each
        for each in touches
        if each.kind is Kind.ATTENTION and (each.id in had_ticked or each.external_id is None)
    ]
    add_ticks_of_touches(transaction, _list_fulfilled_by(transaction, ticking), now)


def _list_fulfilled_by(transaction: Transaction, touches: Sequence[Touch]) -> Iterable[TouchTick]:
    """Return what those who logged these touches have fulfilled with them, at each place that they name."""
    accounts = {each.account_id for each in touches}
    if not accounts:
        return []
    taken: dict[tuple[int | None, int], list[int]] = {}
    for each in list_commitments(transaction, account_ids=accounts, owned=True):
        if each.rhythm is Rhythm.LOCATIONS:
            taken.setdefault((each.rep_id, each.account_id), []).append(each.id)
    if not taken:
        return []
    names = name_places(list_locations(transaction, {account_id for _, account_id in taken}))
    return [
        TouchTick(each.id, each.day, commitment_id, location.id)
        for each in touches
        if (each.rep_id, each.account_id) in taken
        for location in read_places(each.place, names.get(each.account_id, ())).known
        for commitment_id in taken[each.rep_id, each.account_id]
    ]
