"""What is new about touches, for whoever looks before or after an import."""

from typing import Any

from storage.csv_files.known_accounts import KnownAccounts
from storage.csv_files.people import People
from storage.csv_files.report import Arrival, Change
from storage.csv_files.touch_rows import TouchRow
from storage.records import Touch

_LONGEST = 60
"""Characters of a note that are shown."""


def describe_new_touch(row: TouchRow) -> Arrival:
    note = " ".join((row.note or "").split())
    if len(note) > _LONGEST:
        note = f"{note[: _LONGEST - 1]}…"
    facts = [row.judged.value, row.rep.name if row.rep else "", f"“{note}”" if note else ""]
    return Arrival(row.row.line, f"{row.account.name} on {row.day}", tuple(filter(None, facts)))


def list_touch_changes(
    touch: Touch, changes: dict[str, object], row: TouchRow, accounts: KnownAccounts, people: People
) -> list[Change]:
    """Return the differences field by field."""

    def show(name: str, value: Any) -> str:
        if value is None:
            return ""
        if name == "account_id":
            return accounts.by_id[value].name
        if name == "rep_id":
            return people.name_of(value)
        return "; ".join(value) if name == "lines" else str(value)

    what = f"{accounts.by_id[touch.account_id].name} on {touch.day}"
    return [
        Change(
            row.row.line,
            what,
            name.removesuffix("_id"),
            show(name, getattr(touch, name)),
            show(name, value),
        )
        for name, value in changes.items()
    ]
