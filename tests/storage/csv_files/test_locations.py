"""The column of an account's locations (NS-15): added, exported, and unchanged the second time."""

from collections.abc import Callable

from storage.accounts import list_accounts
from storage.csv_files.report import Report
from storage.database import Database
from storage.locations import add_locations, list_locations
from storage.records import Workspace
from tests.storage.csv_files.conftest import export_text, import_text

Import = Callable[..., Report]


def names(books: Database, workspace: Workspace) -> dict[str, list[str]]:
    with books.reading(workspace.id) as transaction:
        called = {each.id: each.name for each in list_accounts(transaction)}
        found: dict[str, list[str]] = {}
        for each in list_locations(transaction):
            found.setdefault(called[each.account_id], []).append(each.name)
        return found


def test_locations_are_added_and_none_is_removed(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    bring_in("account", "account,locations", "Acme,Mill Street; Quay", "Birch,")
    assert names(books, workspace) == {"Acme": ["Mill Street", "Quay"]}
    report = bring_in("account", "account,locations", "Acme,quay; Harbour")
    assert (report.new, report.changed, report.unchanged) == (0, 1, 0)
    assert names(books, workspace) == {"Acme": ["Harbour", "Mill Street", "Quay"]}


def test_a_second_import_changes_nothing(books: Database, workspace: Workspace, bring_in: Import) -> None:
    lines = ("account,locations", "Acme,Mill Street; Quay")
    bring_in("account", *lines)
    report = bring_in("account", *lines)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)


def test_an_export_brings_them_along(books: Database, workspace: Workspace, bring_in: Import) -> None:
    bring_in("account", "account,locations", 'Acme,"Mill Street; Quay, north"')
    exported = export_text(books, workspace, "account")
    report = import_text(books, workspace, "account", exported)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    assert "Mill Street" in exported


def test_a_dry_run_shows_them(bring_in: Import, books: Database, workspace: Workspace) -> None:
    bring_in("account", "account", "Acme")
    report = bring_in("account", "account,locations", "Acme,Quay", dry_run=True)
    assert "Quay" in str(report.changes)
    assert names(books, workspace) == {}


def test_a_name_that_is_too_long_is_refused_with_its_line(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    """As the form refuses it; the row is kept for correction, and the others go in."""
    long = "Mill Street " * 9
    report = bring_in("account", "account,locations", "Borg,Quay", f"Acme,{long}; Quay", f"Cargo,{'x' * 100}")
    assert [(each.line, each.reason) for each in report.rejects] == [
        (3, "The location “Mill Street Mill Street Mill Street Mill…” has 107 characters; 100 is the most.")
    ]
    assert names(books, workspace) == {"Borg": ["Quay"], "Cargo": ["x" * 100]}


def test_what_an_account_has_already_may_be_longer(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    """An earlier import took names of any length: an export comes in again, and takes new ones along."""
    long = "Mill Street " * 9 + "North"
    bring_in("account", "account", "Acme", "Borg")
    with books.transaction(workspace.id) as transaction:
        add_locations(transaction, list_accounts(transaction)[0].id, [long, "Hook"])
    exported = export_text(books, workspace, "account")
    report = import_text(books, workspace, "account", exported)
    assert (report.rejects, report.new, report.changed, report.unchanged) == ([], 0, 0, 2)
    report = bring_in("account", "account,locations", f"Acme,{long.upper()}; Quay", f"Borg,{long}")
    assert [each.line for each in report.rejects] == [3]
    assert names(books, workspace) == {"Acme": ["Hook", long, "Quay"]}


def test_blanks_within_a_name_are_one(books: Database, workspace: Workspace, bring_in: Import) -> None:
    bring_in("account", "account,locations", "Acme,Mill   Street;mill street")
    assert names(books, workspace) == {"Acme": ["Mill Street"]}
