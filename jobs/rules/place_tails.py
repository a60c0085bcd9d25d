"""Which locations the words of a touch name: what stands behind its "at" and its "visited". Pure (NS-15)."""

from collections.abc import Iterable, Sequence

from jobs.rules.place_names import BREAKS, PlaceNames, PlaceUnit, find_join, read_place_units
from jobs.rules.places import read_places
from jobs.rules.vocabulary.word_sets import word_set
from storage.brainstorm_records import Location

_WITHIN_NAME = word_set("de der la of the van von")


def complete_place(place: str | None, tails: Iterable[str], locations: Sequence[Location]) -> str | None:
    """Return where a typed touch was, with every location of the account that its words name.

    `tails` is what stands behind each "at": "mill street and park lane" may be two places, or one and what
    was done there, and only who knows the locations can tell.
    """
    names = PlaceNames(locations)
    more: dict[int, Location] = {}
    for tail in tails:
        more |= {each.id: each for each in _read_tail(tail, names)}
    there = read_places(place, locations)
    missing = [each for each in more.values() if each not in there.known]
    if not missing:
        return place

    # "hook" was cut from "hook and ladder lane": the beginning of a location's name is no place of its own.
    def is_cut(name: str) -> bool:
        return any(_begins(each.name, name) for each in missing)

    known = [each.name for each in there.known if each.id in more or not is_cut(each.name)]
    unknown = [name for name in there.unknown if not is_cut(name)]
    return ", ".join([*known, *unknown, *(each.name for each in missing)])


def follow_note(
    place: str | None,
    notes: tuple[str, str],
    said_at: str | None,
    tails: Iterable[str],
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
    return complete_place(said_at, tails, locations) or place


def _names_all(text: str, names: Iterable[str]) -> bool:
    words = tuple(each.form for each in read_place_units(text))
    wanted = (tuple(each.form for each in read_place_units(name)) for name in names)
    return all(
        any(words[at : at + len(each)] == each for at in range(len(words) - len(each) + 1)) for each in wanted
    )


def _read_tail(tail: str, names: PlaceNames) -> list[Location]:
    """Return the locations that a phrase begins with; names that are not known may stand between them."""
    units = read_place_units(tail)
    found: list[Location] = []
    at = 0
    while at < len(units):
        location, end = names.find_at(tail, units, at, within_sentence=True)
        if location is not None:
            found.append(location)
        elif units[at].joins:
            at += 1
            continue
        else:
            end = find_join(units, at)
            if not _is_name(tail, units[at:end]):
                break
        if end < len(units) and not units[end].joins:
            break
        if end < len(units) and BREAKS.search(tail, units[end - 1].end, units[end].start):
            break
        at = end
    return found


def _is_name(text: str, units: Sequence[PlaceUnit]) -> bool:
    """Return whether each of the words has a capital, as names have."""
    return all(
        text[each.start].isupper() or text[each.start].isdigit() or each.form in _WITHIN_NAME
        for each in units
    )


def _begins(name: str, piece: str) -> bool:
    whole, part = (tuple(each.form for each in read_place_units(text)) for text in (name, piece))
    return whole[: len(part)] == part
