"""Which locations the words of a touch name: what stands behind its "at" and its "visited". Pure (NS-15).

Nobody was at a place because they wrote of it: what may be a plan, or another's business, is for them to say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobs.rules.place_names import BEFORE_NAME, BREAKS, PlaceNames, PlaceUnit, find_join, read_place_units
from jobs.rules.places import read_places
from jobs.rules.vocabulary.word_sets import word_set
from storage.brainstorm_records import Location

_WITHIN_NAME = word_set("de der la of the van von")
_TELLS = word_set("are asked had has have is next not said says that wanted wants was were which who")
"""Behind the last of several names they tell something of it: "at Mill Street and Park Lane is next"."""
_TO_COME = word_set("if tomorrow")
_SOON = re.compile(r"\s+(?:eventually|someday|soon)\b", re.IGNORECASE)
"""Behind a name they are no part of it, and nobody was there yet."""
_AFTER_NEXT = word_set(
    "day month quarter time week year monday tuesday wednesday thursday friday saturday sunday"
)


@dataclass(frozen=True, slots=True)
class PlaceTail:
    """What stands behind an "at" or a "visited"."""

    text: str
    doubtful: bool = False
    """Whether what stands before it leaves open that somebody was there, as "will meet Kim at" does."""


@dataclass(frozen=True, slots=True)
class SaidPlaces:
    """Where a touch was, and where it may have been."""

    place: str | None
    doubtful: tuple[Location, ...] = ()


def complete_place(
    place: str | None,
    tails: Iterable[PlaceTail],
    locations: Sequence[Location],
    *,
    said_at: str | None = None,
) -> SaidPlaces:
    """Return where a typed touch was, with every location of the account that its words name.

    `tails` is what stands behind each "at": "mill street and park lane" may be two places, or one and what
    was done there, and only who knows the locations can tell. A place that is `said_at` comes from the same
    words, so that what is doubtful in them is left out of it.
    """
    names = PlaceNames(locations)
    more: dict[int, Location] = {}
    doubtful: dict[int, Location] = {}
    tails = tuple(tails)
    for tail in tails:
        sure, open_still = _read_tail(tail, names)
        more |= {each.id: each for each in sure}
        doubtful |= {each.id: each for each in open_still}
    # Who visited it today, and will be there again tomorrow, was there.
    doubtful = {key: each for key, each in doubtful.items() if key not in more}
    if place is not None and place == said_at:
        there = read_places(_SOON.sub("", place), locations)
        if _is_doubtful_behind(place, tails):
            # Whatever follows the name, as in "will meet Kim at Mill Street soon".
            doubtful |= {each.id: each for each in there.known if each.id not in more}
    else:
        there = read_places(place, locations)
        # What somebody wrote into the field for it is no question.
        doubtful = {key: each for key, each in doubtful.items() if each not in there.known}
    stays = [each for each in there.known if each.id not in doubtful]
    missing = [each for each in more.values() if each not in there.known]
    if not missing and len(stays) == len(there.known):
        return SaidPlaces(place, tuple(doubtful.values()))

    # "hook" was cut from "hook and ladder lane": the beginning of a location's name is no place of its own.
    def is_cut(name: str) -> bool:
        return any(_begins(each.name, name) for each in (*missing, *doubtful.values()))

    known = [each.name for each in stays if each.id in more or not is_cut(each.name)]
    unknown = [name for name in there.unknown if not is_cut(name)]
    whole = ", ".join([*known, *unknown, *(each.name for each in missing)])
    return SaidPlaces(whole or None, tuple(doubtful.values()))


def follow_note(
    place: str | None,
    notes: tuple[str, str],
    said_at: str | None,
    tails: Iterable[PlaceTail],
    locations: Sequence[Location],
) -> str | None:
    """Return where a touch was whose words were corrected, from the old note to the new one.

    Who writes Park Lane for Mill Street in the note, and leaves the old place in its field, means Park Lane.
    """
    before, after = notes
    named = read_places(place, locations)
    names = [*(each.name for each in named.known), *named.unknown]
    if not names or not _names_all(before, names) or _names_all(after, names):
        return place
    return complete_place(said_at, tails, locations, said_at=said_at).place or place


def _is_doubtful_behind(said_at: str, tails: Iterable[PlaceTail]) -> bool:
    """Return whether the place was cut from nothing but what is doubtful."""
    cut_from = [each.doubtful for each in tails if " ".join(each.text.split()).startswith(said_at)]
    return bool(cut_from) and all(cut_from)


def _names_all(text: str, names: Iterable[str]) -> bool:
    words = tuple(each.form for each in read_place_units(text))
    wanted = (tuple(each.form for each in read_place_units(name)) for name in names)
    return all(
        any(words[at : at + len(each)] == each for at in range(len(words) - len(each) + 1)) for each in wanted
    )


def _read_tail(tail: PlaceTail, names: PlaceNames) -> tuple[list[Location], list[Location]]:
    """Return the locations that a phrase begins with, the doubtful ones apart.

    Names that are not known may stand between them.
    """
    soon = _SOON.search(tail.text)
    text = tail.text[: soon.start()] if soon else tail.text
    units = read_place_units(text)
    found: list[tuple[Location, int]] = []
    """With the place of each in the row."""
    sure_up_to = 0 if tail.doubtful else len(units)
    row = at = 0
    while at < len(units):
        if units[at].joins or (row and units[at].form == "or"):
            # Of "Mill Street or Park Lane" nobody but who was there knows which.
            sure_up_to = sure_up_to if units[at].joins else 0
            at += 1
            continue
        location, end = names.find_at(text, units, at, within_sentence=True)
        if location is None:
            end = find_join(units, at)
            begun = names.find_begun(text, units, at) if row else None
            if begun is not None:
                found.append((begun, row))
                sure_up_to = min(sure_up_to, 1)
            if begun is not None or not _is_name(text, units[at:end]):
                break
        else:
            found.append((location, row))
        row += 1
        at = end
        if at == len(units) and soon:
            sure_up_to = 0
        if at == len(units) or BREAKS.search(text, units[at - 1].end, units[at].start):
            break
        if not units[at].joins and units[at].form != "or":
            sure_up_to = min(sure_up_to, _count_sure(text, units, at, row))
            break
    return [each for each, at in found if at < sure_up_to], [each for each, at in found if at >= sure_up_to]


def _count_sure(text: str, units: Sequence[PlaceUnit], at: int, named: int) -> int:
    """Return of how many names in a row what follows them leaves no doubt."""
    word, behind = units[at].form, units[at + 1].form if at + 1 < len(units) else ""
    if word == "next" and behind == "to":
        return named
    if word in _TO_COME or (word == "next" and (named == 1 or behind in _AFTER_NEXT)):
        return 0
    if word == "to" and behind and behind not in BEFORE_NAME and text[units[at + 1].start].islower():
        # "visited Mill Street and Park Lane to follow": only who was there knows of which one that is said.
        return max(1, named - 1)
    return 1 if word in _TELLS else named


def _is_name(text: str, units: Sequence[PlaceUnit]) -> bool:
    """Return whether each of the words has a capital, as names have."""
    return all(
        text[each.start].isupper() or text[each.start].isdigit() or each.form in _WITHIN_NAME
        for each in units
    )


def _begins(name: str, piece: str) -> bool:
    whole, part = (tuple(each.form for each in read_place_units(text)) for text in (name, piece))
    return whole[: len(part)] == part
