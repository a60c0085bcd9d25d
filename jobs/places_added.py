"""Stores that a touch has added to its account's list, once that touch was taken back (NS-15)."""

from collections.abc import Sequence

from jobs.rules.place_names import PlaceNames
from jobs.rules.places import read_places
from jobs.rules.roles import may_change_touch
from storage.brainstorm_records import Location
from storage.database import Transaction
from storage.locations import (
    hold_locations,
    list_locations,
    list_locations_of_touch,
    list_places_named,
    remove_locations,
)
from storage.records import Rep, Touch


def list_places_added(transaction: Transaction, touch: Touch) -> Sequence[Location]:
    """Return what a touch that was taken back has added to its account, and nobody has been at since.

    Nobody has ticked it, no other touch says it was there, and no list that somebody saved since has it.
    """
    added = list_locations_of_touch(transaction, touch.account_id, touch.id) if touch.undone else ()
    if not added:
        return ()
    there = PlaceNames(list_locations(transaction, [touch.account_id]))
    named = list_places_named(transaction, touch.account_id)
    visited = {each.id for place in named for each in read_places(place, there).known}
    return [each for each in added if each.id not in visited]


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
