"""Which column holds what, in the exports of the usual CRMs and in plain lists."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.csv_files.reading import UnusableFileError
from storage.names import fold

IGNORE = "ignore"
"""What `--map "Column=ignore"` maps to."""

_NOT_A_LETTER = re.compile(r"[\W_]+")


def squeeze(heading: str) -> str:
    """Return a heading as it is compared: without case, accents, blanks and punctuation."""
    return _NOT_A_LETTER.sub("", fold(heading))


def _list(headings: str) -> tuple[str, ...]:
    return tuple(squeeze(heading) for heading in headings.split(";"))


# Each field with the headings that stand for it, the surest first: where a file has several, the first wins.
ACCOUNT_COLUMNS = {
    "account": _list(
        "account; account name; company name; organization name; organisation name; company; organization;"
        "organisation; client; client name; customer; customer name; name"
    ),
    "external_id": _list(
        "external id; account id; record id; company id; organization id; organisation id;"
        "(do not modify) account; record id company; id"
    ),
    "tier": _list(
        "tier; account tier; ideal customer profile tier; rating; account rating; organization label; label"
    ),
    "ideal_days": _list(
        "ideal days; ideal; ideal interval; cadence; cadence days; contact every; touch every"
    ),
    "maximum_days": _list("maximum days; max days; maximum; max; maximum interval"),
    "rep": _list(
        "rep; sales rep; account owner; company owner; organization owner; owner; owner name;"
        "account manager; assigned to; account owner name; owner email"
    ),
    "aliases": _list("aliases; alias; other names; also known as; aka"),
    "added": _list(
        "added; added on; created date; create date; created on; created time; created at; date created;"
        "organization created; organization organization created; client since; customer since"
    ),
    "snoozed_until": _list("snoozed until; snooze until; snooze"),
}

TOUCH_COLUMNS = {
    "account": _list(
        "account; account name; company account; company name; organization name; associated company;"
        "associated company primary; associated companies; company; organization; organisation;"
        "related to; regarding; related account; client; client name; customer; customer name; name"
    ),
    "account_id": _list("account id; organization id; company id; associated company id"),
    "day": _list("day"),
    "at": _list(
        "at; activity date; activity date time; date; touch date; when; start date; start date time;"
        "start time; call start time; start; from; due date; activity due date; timestamp; date time;"
        "completed date; add time; created at; created time; create date; created date; created on"
    ),
    "kind": _list("kind; touch kind; kind of touch"),
    "type": _list("type; activity type; task type; event type; call type; task subtype"),
    "rep": _list(
        "rep; sales rep; assigned to; activity assigned to; assigned; assigned to user; owner;"
        "activity owner; task owner; call owner; owner name; user; logged by; by; created by"
    ),
    "note": _list(
        "subject; task title; call title; meeting name; meeting title; title; note; notes; note body;"
        "call notes; task notes; meeting notes; description; full description; comments; comment; details;"
        "body preview"
    ),
    "external_id": _list(
        "external id; activity id; record id; touch id; task id; event id; call id;"
        "(do not modify) activity; id"
    ),
    "with": _list(
        "with; with whom; contact; contact name; contact person; associated contact; associated contacts;"
        "attendees"
    ),
    "place": _list("place; location; where; venue"),
    "lines": _list("lines; line; principal; principals; product line; for"),
    "order_placed": _list("order placed; order; won; is won; deal won; event"),
}

_JOINED = frozenset(["note"])
"""Fields that may stand in several columns."""

_OWN_PREFIXES = {
    "account": frozenset(["account", "company", "organization", "organisation"]),
    "touch": frozenset(["activity", "task", "call", "event", "meeting", "engagement"]),
}
"""Pipedrive and others write "Activity - Subject"."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each field stands."""

    headings: Sequence[str]
    places: Mapping[str, tuple[int, ...]]

    def has(self, field: str) -> bool:
        return field in self.places

    def list_unused(self) -> list[str]:
        used = {place for places in self.places.values() for place in places}
        return [heading for place, heading in enumerate(self.headings) if place not in used and heading]


def recognise_columns(
    headings: Sequence[str], noun: str, mapping: Mapping[str, str], needed: Iterable[tuple[str, ...]]
) -> Columns:
    """Find the columns of accounts or touches; `mapping` says of some what they are.

    `needed` names fields without which nothing can be done: one of each group.
    Raises UnusableFileError with the `--map` to write.
    """
    fields = ACCOUNT_COLUMNS if noun == "account" else TOUCH_COLUMNS
    mapped = _read_mapping(headings, fields, mapping)
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
            kept = list(dict.fromkeys(found)) if field in _JOINED else found[:1]
            places[field] = kept
            for place in kept:
                free.pop(place)
    places.pop(IGNORE, None)
    for group in needed:
        if not any(field in places for field in group):
            raise UnusableFileError(_say_what_is_missing(headings, group[0]))
    columns = Columns(headings, {field: tuple(found) for field, found in places.items()})
    if noun == "touch" and not mapping and _is_list_of_accounts(columns):
        raise UnusableFileError(
            "This looks like a list of accounts: nothing in it says what happened. "
            f"{_list_columns(headings)} Try `drumbeat import accounts`, or name the columns with --map."
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
    if dash and squeeze(prefix) in _OWN_PREFIXES[noun]:
        forms.append(squeeze(rest))
    return forms


def _read_mapping(
    headings: Sequence[str], fields: Mapping[str, tuple[str, ...]], mapping: Mapping[str, str]
) -> dict[int, str]:
    places = {squeeze(heading): place for place, heading in reversed(list(enumerate(headings)))}
    known = {squeeze(field): field for field in [*fields, IGNORE]}
    mapped: dict[int, str] = {}
    for heading, wanted in mapping.items():
        field = known.get(squeeze(wanted))
        if field is None:
            raise UnusableFileError(
                f"“{wanted}” in --map is none of Drumbeat's columns: {', '.join([*fields, IGNORE])}."
            )
        place = places.get(squeeze(heading))
        if place is None:
            raise UnusableFileError(f"There is no column “{heading}” to map. {_list_columns(headings)}")
        if field not in _JOINED and field != IGNORE and field in mapped.values():
            raise UnusableFileError(f"Two columns are mapped to {field}; it can stand in one only.")
        mapped[place] = field
    return mapped


def _say_what_is_missing(headings: Sequence[str], field: str) -> str:
    what = {"account": "the names of the accounts", "at": "the dates of the touches"}[field]
    example = next((heading for heading in headings if heading), "Their Column")
    return (
        f"No column seems to hold {what}. {_list_columns(headings)} "
        f'Say which one does, for example: --map "{example}={field}"'
    )


def _list_columns(headings: Sequence[str]) -> str:
    return f"The columns are: {', '.join(heading for heading in headings if heading) or 'none'}."
