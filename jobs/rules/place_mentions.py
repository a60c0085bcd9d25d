"""Locations that a note names without saying that somebody was there: "dropped cake off, mill street". Pure.

They are asked about and never ticked (NS-15): the name alone tells no visit.
"""

import re
from collections.abc import Sequence

from jobs.rules.place_names import PlaceNames, read_place_units
from jobs.rules.visit_words import leaves_mention_open
from storage.brainstorm_records import Location

_ELSEWHERE = re.compile(
    r"\b(?:about|above|behind|beside|between|beyond|for|from|near|of|off|outside|past|re|regarding|than|to"
    r"|towards?|versus|via|vs)\s+(?:(?:all|both|our|the|their)\s+){0,2}$",
    re.IGNORECASE,
)
"""Before a name they leave open that anybody was there: "the order for Mill Street"."""
_LOOKED_BACK = 40


def list_mentioned(note: str, locations: Sequence[Location]) -> tuple[Location, ...]:
    """Return the locations whose whole name stands in a note, and that somebody may have been at.

    A name of one word is left out: "main" and "quay" are words of their own. So is what stands in one clause
    with a doubt, a call or hearsay, and what goes on behind the name: "mill street manager".
    """
    names = PlaceNames(each for each in locations if len(read_place_units(each.name)) > 1)
    units = read_place_units(note)
    found: dict[int, Location] = {}
    at = 0
    while at < len(units):
        location, end = names.find_at(note, units, at, within_sentence=True)
        if location is None:
            at = end + 1
            continue
        start, stop = units[at].start, units[end - 1].end
        elsewhere = _ELSEWHERE.search(note, max(0, start - _LOOKED_BACK), start)
        if elsewhere is None and not leaves_mention_open(note, start, stop):
            found[location.id] = location
        at = end
    return tuple(found.values())
