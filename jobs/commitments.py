"""What people took on, as it lives on: how far they are, ticked by a touch, dropped without a word."""

from collections.abc import Sequence
from datetime import date, datetime

from jobs.rules.commitments import (
    NOTHING_FULFILLED,
    Fulfilled,
    Progress,
    Ticked,
    choose_suggestion,
    list_fulfilled,
    may_fulfil,
    measure_all,
)
from jobs.rules.touches import TouchDraft
from storage.brainstorm_records import Commitment, Location, Rhythm
from storage.commitments import (
    add_tick,
    drop_commitment,
    has_commitments,
    list_commitments,
    list_ticks,
    read_commitment,
    remove_tick,
)
from storage.database import Transaction
from storage.locations import (
    add_locations,
    find_location,
    list_locations,
    remove_locations,
)
from storage.names import fold
from storage.records import Kind, Rep, Touch

LONGEST_LOCATION = 100


def measure_commitments(transaction: Transaction, commitments: Sequence[Commitment]) -> list[Progress]:
    """Return how far these are."""
    if not commitments:
        return []
    ticks = list_ticks(transaction, [each.id for each in commitments])
    by_location = {each.account_id for each in commitments if each.rhythm is Rhythm.LOCATIONS}
    locations: Sequence[Location] = list_locations(transaction, by_location) if by_location else ()
    return measure_all(commitments, ticks, locations)


def read_progress_of(
    transaction: Transaction, rep_id: int, account_ids: Sequence[int] | None = None
) -> list[Progress]:
    """Return how far somebody is with what they took on for their accounts, for some of these or for all.

    What was for an account that is somebody else's by now waits, in case it comes back.
    """
    return measure_commitments(
        transaction, list_commitments(transaction, rep_id=rep_id, account_ids=account_ids, owned=True)
    )


def choose_suggestions(
    transaction: Transaction, rep_id: int, account_ids: Sequence[int], today: date
) -> dict[int, Progress]:
    """Return, for each of somebody's accounts with anything due, the one thing to remind them of (NS-14)."""
    of_account: dict[int, list[Progress]] = {}
    for each in read_progress_of(transaction, rep_id, account_ids):
        of_account.setdefault(each.commitment.account_id, []).append(each)
    chosen = {key: choose_suggestion(progress, today) for key, progress in of_account.items()}
    return {key: progress for key, progress in chosen.items() if progress is not None}


def fulfil_by_touch(
    transaction: Transaction, rep: Rep, account_id: int, touch: tuple[int, TouchDraft], now: datetime
) -> Fulfilled:
    """Tick what a touch, its id and what it says, fulfils without a doubt; return that with what it may."""
    touch_id, draft = touch
    if draft.kind is not Kind.ATTENTION or not has_commitments(transaction, rep.id, account_id):
        return NOTHING_FULFILLED
    open_ones = read_progress_of(transaction, rep.id, [account_id])
    surely, perhaps = list_fulfilled(open_ones, draft.kind, draft.place, draft.day)
    ticked: list[Ticked] = []
    for each, location in surely:
        tick_id = add_tick(
            transaction, each.commitment.id, draft.day, now, location_id=location.id, touch_id=touch_id
        )
        if tick_id is not None:
            ticked.append(Ticked(_measure(transaction, each.commitment), location, tick_id))
    return Fulfilled(tuple(ticked), tuple(perhaps))


def tick_commitment(
    transaction: Transaction,
    rep: Rep,
    commitment_id: int,
    day: date,
    now: datetime,
    *,
    touch: Touch | None = None,
) -> Ticked | None:
    """Tick what somebody took on, by a touch or without; None where it is not theirs, or the touch not it.

    A place that is not known yet becomes a location of the account: whoever was there knows best.
    """
    found = _find_own(transaction, rep, commitment_id)
    if found is None or (touch is not None and not may_fulfil(touch, found)):
        return None
    location = None
    if found.rhythm is Rhythm.LOCATIONS and touch is not None and touch.place:
        add_locations(transaction, found.account_id, [touch.place])
        location = find_location(transaction, found.account_id, touch.place)
    tick_id = add_tick(
        transaction,
        found.id,
        day,
        now,
        location_id=location.id if location else None,
        touch_id=touch.id if touch else None,
    )
    return Ticked(_measure(transaction, found), location, tick_id)


def tick_at(
    transaction: Transaction, rep: Rep, commitment_id: int, location_id: int, day: date, *, now: datetime
) -> Ticked | None:
    """Tick one location of what somebody took on; None where it is not theirs, or not of that account."""
    found = _find_own(transaction, rep, commitment_id)
    if found is None:
        return None
    there = [each for each in list_locations(transaction, [found.account_id]) if each.id == location_id]
    if not there:
        return None
    tick_id = add_tick(transaction, found.id, day, now, location_id=location_id)
    return Ticked(_measure(transaction, found), there[0], tick_id)


def save_locations(
    transaction: Transaction, account_id: int, typed: Sequence[str], *, shown: Sequence[str]
) -> int:
    """Keep the places of an account, one from each line, and return how many it has.

    What the form showed and is not there any more goes, unless somebody has ticked it: that they were there
    stays true. What came meanwhile was on no form, so it stays.
    """
    names = [name for line in typed if (name := " ".join(line.split())[:LONGEST_LOCATION])]
    kept = {fold(each) for each in names}
    remove_locations(transaction, account_id, [each for each in shown if fold(each) not in kept])
    add_locations(transaction, account_id, names)
    return len(list_locations(transaction, [account_id]))


def untick_commitment(
    transaction: Transaction, rep: Rep, commitment_id: int, tick_id: int
) -> Progress | None:
    """Take that tick of somebody's commitment back, if it is there still; None where it is not theirs."""
    found = _find_own(transaction, rep, commitment_id)
    if found is None:
        return None
    if tick_id in {each.id for each in list_ticks(transaction, [found.id])}:
        remove_tick(transaction, tick_id)
    return _measure(transaction, found)


def drop_own(
    transaction: Transaction, rep: Rep, commitment_id: int, dropped_at: datetime | None
) -> Commitment | None:
    """Drop what somebody took on, or, with None, take it on again; None where it is not theirs."""
    found = _find_own(transaction, rep, commitment_id)
    if found is not None:
        drop_commitment(transaction, found.id, dropped_at)
    return found


def _find_own(transaction: Transaction, rep: Rep, commitment_id: int) -> Commitment | None:
    found = read_commitment(transaction, commitment_id)
    return found if found is not None and found.rep_id == rep.id else None


def _measure(transaction: Transaction, commitment: Commitment) -> Progress:
    return measure_commitments(transaction, [commitment])[0]
