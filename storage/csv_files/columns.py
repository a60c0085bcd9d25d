"""Which column holds what, in the exports of the usual CRMs and in plain lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.csv_files.headings import (
    ACCOUNT_COLUMNS,
    JOINED,
    OWN_PREFIXES,
    SYNONYMS,
    TOUCH_COLUMNS,
    squeeze,
)
from storage.csv_files.missing_columns import list_columns, say_what_is_missing
from storage.csv_files.reading import UnusableFileError

IGNORE = "ignore"
"""What `--map "Column=ignore"` maps to."""

_FIELDS = {"account": ACCOUNT_COLUMNS, "touch": TOUCH_COLUMNS}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each field stands."""

    headings: Sequence[str]
    places: Mapping[str, tuple[int, ...]]
    mapped: frozenset[str] = frozenset()
    """Fields of which `--map` says where they stand."""

    def has(self, field: str) -> bool:
        return field in self.places

    def heading(self, field: str) -> str:
        return self.headings[self.places[field][0]]

    def list_unused(self) -> list[str]:
        used = {place for places in self.places.values() for place in places}
        return [heading for place, heading in enumerate(self.headings) if place not in used and heading]


def recognise_columns(
    headings: Sequence[str],
    noun: str,
    mapping: Mapping[str, str],
    needed: Iterable[tuple[str, ...]],
    samples: Iterable[Sequence[str]] = (),
) -> Columns:
    """Find the columns of accounts or touches; `mapping` says of some what they are.

    `needed` names fields without which nothing can be done: one of each group.
    Raises UnusableFileError with the `--map` to write; `samples` are rows that help to say which column.
    """
    fields = _FIELDS[noun]
    mapped = _read_mapping(headings, noun, mapping)
    places: dict[str, list[int]] = {}
    for place, field in mapped.items():
        places.setdefault(field, []).append(place)
    free = {
        place: _list_forms(heading, noun)
        for place, heading in enumerate(headings)
        if heading and place not in mapped
    }
    for field, names in fields.items():
        if field in places:
            continue
        found = [place for name in names for place, forms in free.items() if name in forms]
        if found:
            kept = list(dict.fromkeys(found)) if field in JOINED else found[:1]
            places[field] = kept
            for place in kept:
                free.pop(place)
    places.pop(IGNORE, None)
    for group in needed:
        if not any(field in places for field in group):
            used = {place for found in places.values() for place in found}
            raise UnusableFileError(say_what_is_missing(headings, group[0], used, samples))
    columns = Columns(
        headings,
        {field: tuple(found) for field, found in places.items()},
        frozenset(mapped.values()),
    )
    if noun == "touch" and not mapping and _is_list_of_accounts(columns):
        raise UnusableFileError(
            "This looks like a list of accounts: nothing in it says what happened. "
            f"{list_columns(headings)} Try `drumbeat import accounts`, or name the columns with --map."
        )
    return columns


def _is_list_of_accounts(columns: Columns) -> bool:
    """Return whether the only date is the day a row was made, and no column is a touch's alone."""
    if any(columns.has(field) for field in ("note", "kind", "type", "day", "with", "place", "lines")):
        return False
    dated = columns.places.get("at", ())
    return bool(dated) and all(
        squeeze(columns.headings[place]) in ACCOUNT_COLUMNS["added"] for place in dated
    )


def _list_forms(heading: str, noun: str) -> list[str]:
    forms = [squeeze(heading)]
    prefix, dash, rest = heading.partition(" - ")
    if dash and squeeze(prefix) in OWN_PREFIXES[noun]:
        forms.append(squeeze(rest))
    return forms


def _read_mapping(headings: Sequence[str], noun: str, mapping: Mapping[str, str]) -> dict[int, str]:
    fields = _FIELDS[noun]
    places = {squeeze(heading): place for place, heading in reversed(list(enumerate(headings)))}
    known = {name: field for field, names in fields.items() for name in names}
    known |= SYNONYMS[noun] | {squeeze(field): field for field in [*fields, IGNORE]}
    mapped: dict[int, str] = {}
    for heading, wanted in mapping.items():
        field = known.get(squeeze(wanted))
        if field is None:
            raise UnusableFileError(
                f"“{wanted}” in --map is none of Drumbeat's columns: {', '.join([*fields, IGNORE])}."
            )
        place = places.get(squeeze(heading))
        if place is None:
            raise UnusableFileError(f"There is no column “{heading}” to map. {list_columns(headings)}")
        if field not in JOINED and field != IGNORE and field in mapped.values():
            raise UnusableFileError(f"Two columns are mapped to {field}; it can stand in one only.")
        mapped[place] = field
    return mapped
