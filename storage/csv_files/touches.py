"""Imports touches: found again by their id, else by what they say; a second import of a file adds nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.accounts import add_account, list_accounts
from storage.commitments import list_commitments
from storage.csv_files.cells import CellError
from storage.csv_files.columns import recognise_columns
from storage.csv_files.dates import choose_order
from storage.csv_files.identity import read_name
from storage.csv_files.options import ImportOptions
from storage.csv_files.reading import CsvFile, Reject, Row
from storage.csv_files.report import SHOWN, Report
from storage.csv_files.touch_changes import describe_new_touch, list_touch_changes
from storage.csv_files.touch_rows import TouchReader, TouchRow
from storage.database import Database, Transaction, refresh_statistics
from storage.locations import hold_locations
from storage.records import Account, Kind, NewTouch, Touch, Workspace
from storage.reps import list_reps
from storage.touches import (
    add_touches,
    change_touch,
    list_external_ids,
    list_touches,
    list_touches_by_id,
    list_touches_known_as,
)
from storage.workspaces import hold_directory, read_directory_version

_UNKNOWN = -1

CHUNK = 1000
"""Rows in one transaction: on SQLite nobody else writes meanwhile."""


def import_touches(
    books: Database,
    workspace: Workspace,
    file: CsvFile,
    *,
    now: datetime,
    options: ImportOptions = ImportOptions(),  # noqa: B008 (frozen)
    progress: Callable[[int], None] = lambda _rows: None,
) -> Report:
    """Add the touches that stand in a file. Raises UnusableFileError before anything is written.

    Each chunk of rows is in as a whole or not at all, so that an import that was cut short can be repeated.
    """
    columns = recognise_columns(
        file.columns,
        "touch",
        options.mapping,
        [("account", "account_id"), ("at", "day")],
        (row.cells for row in file.rows),
    )
    places = [place for name in ("at", "day") for place in columns.places.get(name, ())]
    order = choose_order(
        (row.cells[place] for row in file.rows for place in places),
        options.date_order,
        elsewhere=(cell for row in file.rows for cell in row.cells),
    )
    reader = TouchReader(columns=columns, order=order, zone=workspace.zone, options=options, now=now)
    report = Report("touch", rejects=list(file.broken), unused_columns=columns.list_unused())
    importer = _Importer(books, workspace, reader, report, now=now, options=options)
    if not options.dry_run:
        with books.everywhere() as connection:
            refresh_statistics(connection)
    identified = columns.places.get("external_id", ())
    importer.remember_what_is_there(
        words=not all(any(row.cells[place].strip() for place in identified) for row in file.rows)
    )
    for start in range(0, len(file.rows), CHUNK):
        chunk = file.rows[start : start + CHUNK]
        importer.take(chunk)
        progress(len(chunk))
    return report


@dataclass(slots=True)
class _Work:
    """What a chunk comes to."""

    new: list[TouchRow] = field(default_factory=list[TouchRow])
    changed: list[tuple[Touch, dict[str, object], TouchRow]] = field(
        default_factory=list[tuple[Touch, dict[str, object], TouchRow]]
    )
    unchanged: int = 0
    repeated: int = 0
    rejects: list[Reject] = field(default_factory=list[Reject])
    people: list[str] = field(default_factory=list[str])
    accounts: list[Account] = field(default_factory=list[Account])
    seen: dict[str, TouchRow] = field(default_factory=dict[str, TouchRow])
    said: set[int] = field(default_factory=set[int])


class _Importer:
    def __init__(
        self,
        books: Database,
        workspace: Workspace,
        reader: TouchReader,
        report: Report,
        *,
        now: datetime,
        options: ImportOptions,
    ) -> None:
        self._books = books
        self._workspace = workspace
        self._reader = reader
        self._options = options
        self._now = now
        self._report = report
        self._version: int | None = _UNKNOWN
        self._stored_ids: set[str] = set()
        self._there: set[int] = set()
        self._said: set[int] = set()
        self._seen: dict[str, TouchRow] = {}

    def remember_what_is_there(self, *, words: bool) -> None:
        """Learn the ids of the touches, and what they say for rows that have no id."""
        with self._books.reading(self._workspace.id) as transaction:
            self._stored_ids = list_external_ids(transaction)
            for touch in list_touches(transaction) if words else ():
                said = (touch.account_id, touch.kind, touch.rep_id, _bare(touch.note))
                self._there.add(hash((touch.day, *said)))
                self._there.add(hash((touch.at, *said)))

    def take(self, rows: Sequence[Row]) -> None:
        """Import a chunk: weigh its rows while others may write, then write them in a transaction."""
        with self._books.reading(self._workspace.id) as transaction:
            work = self._weigh(transaction, rows, read_directory_version(transaction))
        if not self._options.dry_run:
            with self._books.transaction(self._workspace.id) as transaction:
                version = hold_directory(transaction)
                if version != self._version:
                    # Somebody has changed an account or a person, or added the same one. Now nobody can.
                    work = self._weigh(transaction, rows, version)
                # After the directory, so that it is of what is written now.
                promised = _hold_promised(transaction, work)
                self._write(transaction, work)
                corrected = [
                    touch
                    for touch, _, row in work.changed
                    if touch.account_id in promised or row.account.id in promised
                ]
                self._options.follow_touches(transaction, corrected, self._now)
        self._count(work)

    def _weigh(self, transaction: Transaction, rows: Sequence[Row], version: int | None) -> _Work:
        # In a dry run, the accounts that it would have added are known in memory only.
        if version != self._version and not (self._options.dry_run and self._version != _UNKNOWN):
            self._reader.know(list_accounts(transaction), list_reps(transaction))
            self._version = version
        work = _Work()
        parsed = self._read_rows(rows, work)
        known = self._find_known(transaction, [each.external_id for each in parsed])
        for each in parsed:
            self._decide(each, known.get(each.external_id), work)
        work.people = list(self._reader.people.added)
        work.accounts = list(self._reader.accounts_added)
        return work

    def _count(self, work: _Work) -> None:
        """Take over what a chunk came to, once it is committed."""
        self._seen.update(work.seen)
        self._said.update(work.said)
        self._reader.people.added.clear()
        self._reader.accounts_added.clear()
        self._report.people_added += work.people
        self._report.accounts_added += [account.name for account in work.accounts]
        self._report.new += len(work.new)
        self._report.changed += len(work.changed)
        self._report.unchanged += work.unchanged
        self._report.repeated += work.repeated
        self._report.judged_selling += sum(row.kind is None and row.counts_by_words for row in work.new)
        self._report.note_arrivals([describe_new_touch(row) for row in work.new[:SHOWN]])
        self._report.rejects += work.rejects
        for touch, changes, row in work.changed:
            self._report.judged_selling += row.kind is None and "kind" in changes
            self._report.note_changes(
                list_touch_changes(touch, changes, row, self._reader.accounts, self._reader.people)
            )

    def _read_rows(self, rows: Sequence[Row], work: _Work) -> list[TouchRow]:
        parsed: list[TouchRow] = []
        for row in rows:
            try:
                parsed.append(self._reader.read(row))
            except CellError as error:
                work.rejects.append(Reject(row.line, row.cells, str(error)))
        return parsed

    def _find_known(self, transaction: Transaction, external_ids: Sequence[str]) -> dict[str, Touch]:
        """Return by id the touches that are stored, also those that an export has named."""
        stored = [each for each in external_ids if each in self._stored_ids]
        known: dict[str, Touch] = {}
        if stored:
            known = {each.external_id or "": each for each in list_touches_known_as(transaction, stored)}
        named = {name: read for name in external_ids if name not in known and (read := read_name(name))}
        if named:
            logged = {
                touch.id: touch
                for touch in list_touches_by_id(transaction, [touch_id for touch_id, _ in named.values()])
            }
            for name, (touch_id, created_at) in named.items():
                touch = logged.get(touch_id)
                # The same number may stand for another touch in another database.
                if touch is not None and touch.created_at == created_at and touch.external_id is None:
                    known[name] = touch
        return known

    def _decide(self, row: TouchRow, stored: Touch | None, work: _Work) -> None:
        seen = self._seen.get(row.external_id) or work.seen.get(row.external_id)
        if seen is not None:
            if row.given_id and not seen.says_the_same_as(row):
                reason = f"Line {seen.row.line} has the same id and says something else."
                work.rejects.append(Reject(row.row.line, row.row.cells, reason))
            else:
                work.repeated += 1
            return
        work.seen[row.external_id] = row
        rep_id = self._reader.people.id_of(row.rep)
        if stored is not None:
            # What was undone in Slack stays undone; a row without an id only says that it has been here.
            changes: dict[str, object] = {}
            if not stored.undone:
                changes = row.list_differing(stored, rep_id) if row.given_id else row.list_correction(stored)
            if changes:
                work.changed.append((stored, changes, row))
            else:
                work.unchanged += 1
            return
        # Somebody may have said in Slack that the words are no sale.
        kinds = {row.judged, row.kind or Kind.ATTENTION}
        rest = (rep_id, _bare(row.note or ""))
        if not row.given_id:
            moment = row.at if row.timed else row.day
            mine = {hash((moment, row.account.id, kind, *rest)) for kind in kinds}
            if mine & self._there:
                work.unchanged += 1
                return
            if mine & self._said or mine & work.said:
                work.repeated += 1
                return
        work.said.update(hash((moment, row.account.id, row.judged, *rest)) for moment in (row.day, row.at))
        work.new.append(row)

    def _write(self, transaction: Transaction, work: _Work) -> None:
        people = self._reader.people
        people.write(transaction)
        ids = {account.id: _store(transaction, account) for account in work.accounts}
        added = add_touches(
            transaction,
            [
                NewTouch(
                    account_id=ids.get(row.account.id, row.account.id),
                    rep_id=people.id_of(row.rep),
                    day=row.day,
                    at=row.at,
                    note=row.note or "",
                    kind=row.judged,
                    with_whom=row.with_whom,
                    place=row.place,
                    lines=row.lines,
                    order_placed=bool(row.order_placed),
                    external_id=row.external_id,
                )
                for row in work.new
            ],
            self._now,
        )
        # Somebody else may be importing the same file at this moment.
        self._report.new -= len(work.new) - added
        work.unchanged += len(work.new) - added
        for touch, changes, row in work.changed:
            written = dict(changes)
            if "account_id" in written:
                written["account_id"] = ids.get(row.account.id, row.account.id)
            if "rep_id" in written:
                written["rep_id"] = people.id_of(row.rep)
            change_touch(transaction, touch.id, **written)
        if work.accounts or work.people:
            self._version = _UNKNOWN


def _hold_promised(transaction: Transaction, work: _Work) -> set[int]:
    """Hold the places of those accounts of corrected touches for which somebody has taken something on.

    Returns their ids.
    """
    accounts = {each for touch, _, row in work.changed for each in (touch.account_id, row.account.id)}
    taken = list_commitments(transaction, account_ids=accounts, dropped=True) if accounts else ()
    promised = {each.account_id for each in taken}
    hold_locations(transaction, *promised)
    return promised


def _bare(note: str) -> str:
    return " ".join(note.split())


def _store(transaction: Transaction, account: Account) -> int:
    return add_account(
        transaction, account.name, added_on=account.added_on, external_id=account.external_id
    ).id
