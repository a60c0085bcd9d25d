"""Accounts and touches as CSV that a spreadsheet opens safely and an import takes back unchanged."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from storage.accounts import list_accounts
from storage.csv_files.atomic import open_atomically
from storage.csv_files.cells import guard, join_names
from storage.csv_files.identity import name_touch
from storage.csv_files.people import People
from storage.database import Transaction
from storage.locations import list_locations
from storage.reps import list_reps
from storage.touches import list_touches

ACCOUNT_HEADINGS = (
    "external_id",
    "account",
    "tier",
    "ideal_days",
    "maximum_days",
    "rep",
    "aliases",
    "added",
    "snoozed_until",
    "domain",
    "industry",
    "exclude",
    "locations",
)
TOUCH_HEADINGS = (
    "external_id",
    "account",
    "day",
    "at",
    "kind",
    "rep",
    "with",
    "place",
    "lines",
    "order_placed",
    "note",
)

Export = Callable[[Transaction, TextIO], int]


def write_file(transaction: Transaction, export: Export, path: Path) -> int:
    """Write an export to a file, which is replaced only when all is there; returns the number of rows."""
    with open_atomically(path) as stream:
        return export(transaction, stream)


def export_accounts(transaction: Transaction, stream: TextIO) -> int:
    """Write every account of the workspace and return how many."""
    people = People(list_reps(transaction), "UTC")
    places: dict[int, list[str]] = {}
    for each in list_locations(transaction):
        places.setdefault(each.account_id, []).append(each.name)
    return _write(
        stream,
        ACCOUNT_HEADINGS,
        (
            (
                account.external_id or "",
                account.name,
                account.tier.value,
                "" if account.ideal_days is None else str(account.ideal_days),
                "" if account.maximum_days is None else str(account.maximum_days),
                people.label(account.rep_id),
                join_names(account.aliases),
                account.added_on.isoformat(),
                account.snoozed_until.isoformat() if account.snoozed_until else "",
                account.domain or "",
                account.industry or "",
                join_names(account.exclude),
                join_names(tuple(places.get(account.id, ()))),
            )
            for account in list_accounts(transaction)
        ),
    )


def export_touches(transaction: Transaction, stream: TextIO) -> int:
    """Write every touch that was not undone, oldest first, and return how many; does not gather them."""
    people = People(list_reps(transaction), "UTC")
    names = {account.id: account.name for account in list_accounts(transaction)}
    return _write(
        stream,
        TOUCH_HEADINGS,
        (
            (
                touch.external_id or name_touch(touch),
                names[touch.account_id],
                touch.day.isoformat(),
                touch.at.isoformat(),
                touch.kind.value,
                people.label(touch.rep_id),
                touch.with_whom or "",
                touch.place or "",
                join_names(touch.lines),
                "yes" if touch.order_placed else "no",
                touch.note,
            )
            for touch in list_touches(transaction)
        ),
    )


def _write(stream: TextIO, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    writer = csv.writer(stream)
    writer.writerow(headings)
    count = 0
    for row in rows:
        writer.writerow([guard(cell) for cell in row])
        count += 1
    return count
