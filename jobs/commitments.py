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
    remove_locations_except,
)
from storage.records import Kind, Rep

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
        add_tick(transaction, each.commitment.id, draft.day, now, location_id=location.id, touch_id=touch_id)
        ticked.append(Ticked(_measure(transaction, each.commitment), location))
    return Fulfilled(tuple(ticked), tuple(perhaps))


def tick_commitment(
    transaction: Transaction,
    rep: Rep,
    commitment_id: int,
    day: date,
    now: datetime,
    *,
    place: str | None = None,
    touch_id: int | None = None,
) -> Ticked | None:
    """Tick what somebody took on, with the location where there is one; None where it is not theirs.

    A place that is not known yet becomes a location of the account: whoever was there knows best.
    """
    found = _find_own(transaction, rep, commitment_id)
    if found is None:
        return None
    location = None
    if found.rhythm is Rhythm.LOCATIONS and place:
        add_locations(transaction, found.account_id, [place])
        location = find_location(transaction, found.account_id, place)
    add_tick(
        transaction,
        found.id,
        day,
        now,
        location_id=location.id if location else None,
        touch_id=touch_id,
    )
    return Ticked(_measure(transaction, found), location)


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
    add_tick(transaction, found.id, day, now, location_id=location_id)
    return Ticked(_measure(transaction, found), there[0])


def save_locations(transaction: Transaction, account_id: int, typed: Sequence[str], *, whole: bool) -> int:
    """Keep the places of an account, one from each line, and return how many it has.

    `whole` says that these are all of them; else they come to those that are there.
    """
    names = [name for line in typed if (name := " ".join(line.split())[:LONGEST_LOCATION])]
    if whole:
        remove_locations_except(transaction, account_id, names)
    add_locations(transaction, account_id, names)
    return len(list_locations(transaction, [account_id]))


def untick_commitment(transaction: Transaction, rep: Rep, commitment_id: int) -> Progress | None:
    """Take the newest tick of somebody's commitment back; None where it is not theirs."""
    found = _find_own(transaction, rep, commitment_id)
    if found is None:
        return None
    ticks = list_ticks(transaction, [found.id])
    if ticks:
        remove_tick(transaction, max(ticks, key=lambda each: each.id).id)
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
