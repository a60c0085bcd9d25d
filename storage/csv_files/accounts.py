"""Imports accounts: found again by external id, name or alias; a second import of a file changes nothing."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.account_batches import add_accounts, add_aliases_of
from storage.accounts import (
    AccountNameTakenError,
    add_account,
    change_account,
    list_accounts,
    snooze_account,
)
from storage.csv_files.account_drafts import AccountDraft
from storage.csv_files.account_plan import AccountPlan
from storage.csv_files.columns import recognise_columns
from storage.csv_files.dates import choose_order
from storage.csv_files.known_accounts import KnownAccounts
from storage.csv_files.options import ImportOptions
from storage.csv_files.people import People
from storage.csv_files.reading import CsvFile, Reject
from storage.csv_files.report import Report
from storage.database import Database, Transaction
from storage.locations import add_locations_of, hold_locations, list_locations
from storage.names import fold
from storage.records import Workspace
from storage.reps import list_reps
from storage.workspaces import hold_directory, read_directory_version

CHUNK = 100
"""Accounts in one transaction: on SQLite nobody else writes meanwhile."""

PAUSE_SECONDS = 0.12
"""After each of them: another process that waits for SQLite looks every 0.1 s whether it is its turn."""


def import_accounts(
    books: Database,
    workspace: Workspace,
    file: CsvFile,
    *,
    now: datetime,
    options: ImportOptions = ImportOptions(),  # noqa: B008 (frozen)
    progress: Callable[[int], None] = lambda _rows: None,
) -> Report:
    """Add and change the accounts that stand in a file. Raises UnusableFileError before anything is written.

    The rows are weighed against the accounts as a whole and then written in chunks. Where somebody else
    changes an account in between, they are weighed again; what was written by then stays.
    """
    columns = recognise_columns(
        file.columns, "account", options.mapping, [("account",)], (row.cells for row in file.rows)
    )
    places = [place for field in ("added", "snoozed_until") for place in columns.places.get(field, ())]
    order = choose_order(
        (row.cells[place] for row in file.rows for place in places),
        options.date_order,
        elsewhere=(cell for row in file.rows for cell in row.cells),
    )
    report = Report("account", unused_columns=columns.list_unused())
    late: list[Reject] = []
    finished = False
    while not finished:
        with books.reading(workspace.id) as transaction:
            version = read_directory_version(transaction)
            plan = AccountPlan(
                known=KnownAccounts(list_accounts(transaction)),
                people=People(list_reps(transaction), workspace.zone),
                columns=columns,
                order=order,
                zone=options.zone or workspace.zone,
                now=now,
                locations=_read_locations(transaction) if columns.has("locations") else None,
            )
        for row in file.rows:
            plan.add(row)
        plan.settle_aliases()
        work = plan.list_work()
        if options.dry_run:
            _count(report, work, options)
            report.people_added = plan.people.added
            finished = True
        else:
            writing = _Writing(books, workspace, plan, report, options, late, progress)
            finished = writing.write_all(work, version)
        report.remarks = plan.list_remarks()
        report.repeated = plan.accepted - len(plan.drafts)
        report.unchanged = len(plan.drafts) - report.new - report.changed - len(late)
        report.rejects = [*file.broken, *plan.rejects, *late]
    return report


def _read_locations(transaction: Transaction) -> dict[int, frozenset[str]]:
    """Return the locations of each account that has any, as they are compared."""
    found: dict[int, set[str]] = {}
    for each in list_locations(transaction):
        found.setdefault(each.account_id, set()).add(fold(each.name))
    return {account_id: frozenset(names) for account_id, names in found.items()}


def _count(report: Report, work: list[AccountDraft], options: ImportOptions) -> None:
    report.note_arrivals([draft.describe_arrival(options.name_beat) for draft in work if not draft.known])
    for draft in work:
        report.new += draft.known is None
        report.changed += draft.known is not None
        report.note_changes(draft.list_changes())


@dataclass(frozen=True, slots=True)
class _Writing:
    books: Database
    workspace: Workspace
    plan: AccountPlan
    report: Report
    options: ImportOptions
    late: list[Reject]
    progress: Callable[[int], None]
    ids: dict[int, int] = field(default_factory=dict[int, int])
    """The account of each draft that is in, by the line of its first row."""

    def write_all(self, work: Sequence[AccountDraft], version: int | None) -> bool:
        """Write chunk after chunk; returns False where the accounts are not those of the plan any more."""
        for start in range(0, len(work), CHUNK):
            chunk = work[start : start + CHUNK]
            with self.books.transaction(self.workspace.id) as transaction:
                if hold_directory(transaction) != version:
                    return False
                self.plan.people.write(transaction)
                hold_locations(transaction, *(draft.known.id for draft in chunk if draft.known))
                written = self._write_chunk(transaction, chunk)
                version = read_directory_version(transaction)
            known = set(self.report.people_added)
            self.report.people_added += [name for name in self.plan.people.added if name not in known]
            _count(self.report, written, self.options)
            self.progress(len(chunk))
            if self.books.is_sqlite and start + CHUNK < len(work):
                time.sleep(PAUSE_SECONDS)
        return True

    def _write_chunk(self, transaction: Transaction, chunk: Sequence[AccountDraft]) -> list[AccountDraft]:
        """Write these accounts, the new ones at once, and return those that are in."""
        new = [draft for draft in chunk if draft.known is None]
        try:
            ids = add_accounts(
                transaction, [(draft.name, draft.list_values(self.plan.people)) for draft in new]
            )
        except AccountNameTakenError:
            # One by one, in the order of the file, so that only one of them is left out.
            written = [draft for draft in chunk if self._write_one(transaction, draft)]
        else:
            for draft, account_id in zip(new, ids, strict=True):
                self.ids[draft.row.line] = account_id
            written = [draft for draft in chunk if draft.known is None or self._write_one(transaction, draft)]
        by_id = {self.ids[draft.row.line]: draft for draft in written}
        add_aliases_of(transaction, {key: draft.new_aliases for key, draft in by_id.items()})
        add_locations_of(transaction, {key: draft.new_locations.values() for key, draft in by_id.items()})
        return written

    def _write_one(self, transaction: Transaction, draft: AccountDraft) -> bool:
        values = draft.list_values(self.plan.people)
        try:
            if draft.known is None:
                snoozed_until = values.pop("snoozed_until", None)
                account_id = add_account(transaction, draft.name, **values).id
                if snoozed_until is not None:
                    snooze_account(transaction, account_id, snoozed_until)
            else:
                account_id = draft.known.id
                if values:
                    change_account(transaction, account_id, **values)
        except AccountNameTakenError as error:
            self.late.append(Reject(draft.row.line, draft.row.cells, str(error)))
            return False
        self.ids[draft.row.line] = account_id
        return True
