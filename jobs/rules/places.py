"""Which of an account's locations a touch names, and which places that are not known yet. Pure (NS-15).

A location is named by its whole name and nothing less: "Mill Street North" is not "Mill Street".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.rules.place_names import BEFORE_NAME, PlaceNames, PlaceUnit, find_join, read_place_units
from storage.brainstorm_records import LONGEST_LOCATION, Location, Tick
from storage.names import fold
from storage.records import Touch

_ARTICLE = re.compile(r"(?:(?:a|an|at|both|our|the|their)\s+)+(?=\S)")
_EDGES = " \t.!?:-–—"


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """What a touch says of where it was."""

    known: tuple[Location, ...] = ()
    """Locations of the account, in the order in which they are named."""
    unknown: tuple[str, ...] = ()
    """Places it has not."""


def read_places(place: str | None, locations: Iterable[Location] | PlaceNames) -> NamedPlaces:
    """Return what a list such as "Mill Street, Park Lane & the Quay store" names.

    The longest name that stands there counts, so that "Hook and Ladder Lane" is one place; a name is compared
    word by word, accents and case aside. Who reads many lists gives the names, as `name_places` has them.
    """
    text = place or ""
    names = locations if isinstance(locations, PlaceNames) else PlaceNames(locations)
    whole = names.find_whole(text)
    if whole is not None:
        return NamedPlaces((whole,))
    known: dict[int, Location] = {}
    unknown: dict[str, str] = {}
    units = read_place_units(text)
    at = 0
    while at < len(units):
        found, end = names.find_at(text, units, at)
        if found is not None:
            known[found.id] = found
        elif units[at].joins:
            end = at + 1
        else:
            end = find_join(units, at)
            name = _cut_name(text, units, at, end)
            if name and len(name) <= LONGEST_LOCATION:
                unknown.setdefault(fold(name), name)
        at = end
    return NamedPlaces(tuple(known.values()), tuple(unknown.values()))


def guess_places(
    names: Iterable[str], locations: Sequence[Location]
) -> tuple[tuple[str, ...], tuple[Location, ...]]:
    """Return which of these names begin no location's, and the locations that the others are short for.

    "Mill" is Mill Street where no other one begins so; that is asked, and never taken for granted.
    """
    unknown: list[str] = []
    meant: dict[int, Location] = {}
    for name in names:
        found = [each for each in locations if fold(each.name).startswith(f"{fold(name)} ")]
        if len(found) == 1:
            meant[found[0].id] = found[0]
        else:
            unknown.append(name)
    return tuple(unknown), tuple(meant.values())


def list_left(ticks: Iterable[Tick], touches: Iterable[Touch], locations: Iterable[Location]) -> list[Tick]:
    """Return those ticks of touches at places that they do not name any more; what has no place stays."""
    names = name_places(locations)
    named = {
        each.id: {place.id for place in read_places(each.place, names.get(each.account_id, ())).known}
        for each in touches
    }
    return [
        each
        for each in ticks
        if each.location_id is not None and each.location_id not in named.get(each.touch_id or 0, ())
    ]


def name_places(locations: Iterable[Location]) -> dict[int, PlaceNames]:
    """Return the names of locations, by the account whose they are: each is taken apart only once."""
    of_account: dict[int, list[Location]] = {}
    for each in locations:
        of_account.setdefault(each.account_id, []).append(each)
    return {account_id: PlaceNames(there) for account_id, there in of_account.items()}


def list_too_long(names: Iterable[str], shown: Iterable[str]) -> list[str]:
    """Return those names that are longer than a location's may be; what the form itself showed may stay."""
    known = {fold(each) for each in shown}
    tidied = (" ".join(each.split()) for each in names)
    return [each for each in tidied if len(each) > LONGEST_LOCATION and fold(each) not in known]


def _cut_name(text: str, units: Sequence[PlaceUnit], at: int, end: int) -> str:
    """Return the name that stands there as it was typed; nothing where "the store" is all that is said."""
    if all(each.form in BEFORE_NAME for each in units[at:end]):
        return ""
    start = units[at - 1].end if at else 0
    stop = units[end].start if end < len(units) else len(text)
    name = " ".join(text[start:stop].strip(_EDGES).split())
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
