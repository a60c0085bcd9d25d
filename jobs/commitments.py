"""What people took on, as it lives on: how far they are, ticked by a touch, dropped without a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jobs.rules.commitments import Progress, list_fulfilled, measure_all
from jobs.rules.touches import TouchDraft
from storage.brainstorm_records import Commitment, Location, Rhythm
from storage.commitments import (
    add_tick,
    drop_commitment,
    list_commitments,
    list_ticks,
    read_commitment,
    remove_tick,
)
from storage.database import Transaction
from storage.locations import add_locations, find_location, list_locations
from storage.records import Account, Rep


@dataclass(frozen=True, slots=True)
class Ticked:
    """A commitment that has just been ticked, and how far it is now."""

    progress: Progress
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """What a touch has ticked, and what it may have been."""

    ticked: tuple[Ticked, ...] = ()
    perhaps: tuple[Progress, ...] = ()


def measure_commitments(transaction: Transaction, commitments: Sequence[Commitment]) -> list[Progress]:
    """Return how far these are."""
    if not commitments:
        return []
    ticks = list_ticks(transaction, [each.id for each in commitments])
    by_location = {each.account_id for each in commitments if each.rhythm is Rhythm.LOCATIONS}
    locations: Sequence[Location] = list_locations(transaction, by_location) if by_location else ()
    return measure_all(commitments, ticks, locations)


def read_progress_of(
    transaction: Transaction, rep: Rep, account_ids: Sequence[int] | None = None
) -> list[Progress]:
    """Return how far somebody is with what they took on, for some accounts or for all."""
    return measure_commitments(
        transaction, list_commitments(transaction, rep_id=rep.id, account_ids=account_ids)
    )


def read_progress_for(transaction: Transaction, account: Account) -> list[Progress]:
    """Return how far whoever looks after an account is with what they took on for it."""
    return measure_commitments(
        transaction, list_commitments(transaction, rep_id=account.rep_id or 0, account_ids=[account.id])
    )


def fulfil_by_touch(
    transaction: Transaction, rep: Rep, account_id: int, touch: tuple[int, TouchDraft], now: datetime
) -> Fulfilled:
    """Tick what a touch, its id and what it says, fulfils without a doubt; return that with what it may."""
    touch_id, draft = touch
    open_ones = read_progress_of(transaction, rep, [account_id])
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
