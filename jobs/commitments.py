"""What people took on, as it lives on: how far they are, ticked by a touch, dropped without a word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from jobs.rules.commitments import (
    NOTHING_FULFILLED,
    Fulfilled,
    Progress,
    Ticked,
    choose_suggestion,
    collect_ticked,
    list_fulfilled,
    list_maybe,
    list_meant,
    list_somewhere,
    list_still_waiting,
    may_fulfil,
)
from jobs.rules.measures import measure_all
from jobs.rules.place_mentions import list_mentioned
from jobs.rules.place_tails import complete_place, follow_note
from jobs.rules.places import guess_places, list_left, read_places
from jobs.rules.roles import may_change_touch
from jobs.rules.touches import TouchDraft
from storage.brainstorm_records import Commitment, Location, Rhythm, Tick
from storage.commitment_ticks import (
    add_tick,
    add_ticks_of_touch,
    list_ticks,
    list_ticks_of_touch,
    remove_tick,
)
from storage.commitments import drop_commitment, has_commitments, list_commitments, read_commitment
from storage.database import Transaction
from storage.locations import (
    add_locations,
    hold_locations,
    keep_locations,
    list_locations,
    list_locations_of_touch,
    list_places_named,
    remove_locations,
)
from storage.names import fold
from storage.records import Kind, Rep, Touch
from storage.touches import change_touch


@dataclass(frozen=True, slots=True)
class Promised:
    """What somebody has to do for an account, read once for a touch."""

    commitments: Sequence[Commitment]
    locations: Sequence[Location]
    """Those of the account, where something is to be done at each."""


@dataclass(frozen=True, slots=True)
class SavedLocations:
    """What became of the places of an account that somebody has saved."""

    number: int = 0
    stayed: tuple[str, ...] = ()
    """What was taken out of the form and stays, since somebody was there."""


def read_promised(transaction: Transaction, rep: Rep, account_id: int) -> Promised | None:
    """Return what somebody has to do for an account; None, at the cost of one look, where that is nothing."""
    if not has_commitments(transaction, rep.id, account_id):
        return None
    commitments = list_commitments(transaction, rep_id=rep.id, account_ids=[account_id], owned=True)
    by_location = any(each.rhythm is Rhythm.LOCATIONS for each in commitments)
    if by_location:
        hold_locations(transaction, account_id)
    return Promised(commitments, list_locations(transaction, [account_id]) if by_location else ())


def measure_commitments(
    transaction: Transaction, commitments: Sequence[Commitment], ticks: Sequence[Tick] | None = None
) -> list[Progress]:
    """Return how far these are; `ticks` are theirs, where somebody has them."""
    if not commitments:
        return []
    if ticks is None:
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


def name_locations(promised: Promised | None, draft: TouchDraft) -> TouchDraft:
    """Return the draft with each location of the account that its words name, where there is a use for it."""
    draft = replace(draft, place=draft.place or draft.said_at)
    if promised is None:
        return draft
    said = complete_place(draft.place, draft.tails, promised.locations, said_at=draft.said_at)
    named = {*read_places(said.place, promised.locations).known, *said.doubtful}
    mentioned = [each for each in list_mentioned(draft.note, promised.locations) if each not in named]
    return replace(draft, place=said.place, maybe_at=(*said.doubtful, *mentioned))


def correct_place(transaction: Transaction, touch: Touch, draft: TouchDraft, account_id: int) -> str | None:
    """Return where a touch was that says something else from now on."""
    if draft.place != touch.place or draft.note == touch.note:
        return draft.place
    locations = list_locations(transaction, [account_id])
    return follow_note(draft.place, (touch.note, draft.note), draft.said_at, draft.tails, locations)


def fulfil_by_touch(
    transaction: Transaction, promised: Promised | None, touch: tuple[int, TouchDraft], now: datetime
) -> Fulfilled:
    """Tick what a touch, its id and what it says, fulfils for sure; return what it has ticked, and may."""
    touch_id, draft = touch
    if draft.kind is not Kind.ATTENTION or promised is None:
        return NOTHING_FULFILLED
    taken, locations = promised.commitments, promised.locations
    ticks = list_ticks(transaction, [each.id for each in taken])
    progress = measure_all(taken, ticks, locations)
    surely, perhaps, unknown = list_fulfilled(progress, draft.kind, draft.place, draft.day)
    if surely:
        pairs = [(each.commitment.id, location.id) for each, location in surely]
        add_ticks_of_touch(transaction, touch_id, draft.day, now, pairs)
        ticks = list_ticks(transaction, [each.id for each in taken])
        progress = measure_all(taken, ticks, locations)
    mine = [each for each in ticks if each.touch_id == touch_id]
    maybe_at = list_maybe(progress, [*draft.maybe_at, *list_meant(progress, draft.place)])
    named = bool(draft.place or maybe_at)
    somewhere = () if named else list_somewhere(progress, draft.note)
    return Fulfilled(collect_ticked(progress, mine), tuple(perhaps), unknown, maybe_at, somewhere)


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

    Places that are not known yet become locations of the account: whoever was there knows best.
    """
    found = _find_own(transaction, rep, commitment_id)
    if found is None or (touch is not None and not may_fulfil(touch, found)):
        return None
    if touch is None or found.rhythm is not Rhythm.LOCATIONS:
        tick_id = add_tick(transaction, found.id, day, now, touch_id=touch.id if touch else None)
        return Ticked(_measure(transaction, found), tick_id=tick_id if touch is None else None)
    hold_locations(transaction, found.account_id)
    before = list_locations(transaction, [found.account_id])
    named = read_places(touch.place, before)
    unknown, _ = guess_places(named.unknown, before)
    if unknown:
        add_locations(transaction, found.account_id, unknown, touch_id=touch.id)
        named = read_places(touch.place, list_locations(transaction, [found.account_id]))
    places = named.known
    add_ticks_of_touch(transaction, touch.id, day, now, [(found.id, each.id) for each in places])
    new = tuple(each for each in places if each not in before)
    return Ticked(_measure(transaction, found), places, new)


def add_place(transaction: Transaction, rep: Rep, touch: Touch, location_id: int) -> Touch | None:
    """Return a touch that was, as whoever logged it says, at one more location of its account.

    None where it is not theirs, or there is no such location any more.
    """
    if touch.undone or not may_change_touch(rep, touch):
        return None
    hold_locations(transaction, touch.account_id)
    locations = list_locations(transaction, [touch.account_id])
    more = next((each for each in locations if each.id == location_id), None)
    if more is None or more in read_places(touch.place, locations).known:
        return touch if more is not None else None
    place = f"{touch.place}, {more.name}" if touch.place else more.name
    change_touch(transaction, touch.id, place=place)
    return replace(touch, place=place)


def take_ticks_along(transaction: Transaction, touch: Touch) -> bool:
    """Take the ticks of a touch that was corrected from the places it does not name any more.

    Where it is somebody else's by now, it has not done what the other one took on. Returns whether it had any.
    Their day is the touch's, whichever that is; and what it ticks now is for `fulfil_by_touch`.
    """
    ticks = list_ticks_of_touch(transaction, touch.id)
    if ticks:
        left = list_left(ticks, touch.place, list_locations(transaction, [touch.account_id]))
        for each in ticks:
            taken = read_commitment(transaction, each.commitment_id)
            if each in left or taken is None or taken.rep_id != touch.rep_id:
                remove_tick(transaction, each.id)
    return bool(ticks)


def list_places_added(transaction: Transaction, touch: Touch) -> Sequence[Location]:
    """Return what a touch that was taken back has added to its account, and nobody has been at since.

    Nobody has ticked it, no other touch says it was there, and no list that somebody saved since has it.
    """
    added = list_locations_of_touch(transaction, touch.id) if touch.undone else ()
    mine = [each for each in added if each.account_id == touch.account_id]
    if not mine:
        return ()
    there = list_locations(transaction, [touch.account_id])
    named = list_places_named(transaction, touch.account_id)
    visited = {each.id for place in named for each in read_places(place, there).known}
    return [each for each in mine if each.id not in visited]


def take_places_out(transaction: Transaction, rep: Rep, touch: Touch) -> Sequence[Location]:
    """Take what a touch that was taken back has added off its account's list, and return what that was.

    Nothing where it is somebody else's touch, or put back by now.
    """
    if not may_change_touch(rep, touch):
        return ()
    hold_locations(transaction, touch.account_id)
    added = list_places_added(transaction, touch)
    remove_locations(transaction, touch.account_id, [each.name for each in added])
    return added


def tick_at(
    transaction: Transaction, rep: Rep, commitment_id: int, location_id: int, day: date, *, now: datetime
) -> Ticked | None:
    """Tick one location of what somebody took on; None where it is not theirs, or not of that account."""
    found = _find_own(transaction, rep, commitment_id)
    if found is None:
        return None
    hold_locations(transaction, found.account_id)
    there = [each for each in list_locations(transaction, [found.account_id]) if each.id == location_id]
    if not there:
        return None
    tick_id = add_tick(transaction, found.id, day, now, location_id=location_id)
    return Ticked(_measure(transaction, found), (there[0],), tick_id=tick_id)


def list_waiting(transaction: Transaction, rep: Rep, commitment_id: int) -> Sequence[Location]:
    """Return the locations that are still to come of what somebody took on; none where it is not theirs."""
    found = _find_own(transaction, rep, commitment_id)
    return () if found is None else _measure(transaction, found).waiting


def list_to_come(transaction: Transaction, rep: Rep, touch: Touch | None) -> Sequence[Location]:
    """Return where a touch may have been that names no place: what its owner has still to be at there.

    None where it is somebody else's, or does not count.
    """
    if touch is None or touch.rep_id != rep.id or touch.undone or touch.kind is not Kind.ATTENTION:
        return ()
    return list_still_waiting(read_progress_of(transaction, rep.id, [touch.account_id]))


def save_locations(
    transaction: Transaction, account_id: int, typed: Sequence[str], *, shown: Sequence[str]
) -> SavedLocations:
    """Keep the places of an account, one from each line.

    What the form showed and is not there any more goes, unless somebody has ticked it: that they were there
    stays true. What came meanwhile was on no form, so it stays.
    """
    names = [name for line in typed if (name := " ".join(line.split()))]
    kept = {fold(each) for each in names}
    going = {fold(each) for each in shown} - kept
    hold_locations(transaction, account_id)
    keep_locations(transaction, account_id, names)
    remove_locations(transaction, account_id, going)
    add_locations(transaction, account_id, names)
    there = [each.name for each in list_locations(transaction, [account_id])]
    return SavedLocations(len(there), tuple(each for each in there if fold(each) in going))


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
