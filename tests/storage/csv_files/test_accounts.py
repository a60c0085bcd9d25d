from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from storage import accounts, reps
from storage.csv_files import accounts as importing
from storage.csv_files.reading import CsvFile, Row, UnusableFileError
from storage.csv_files.report import Report
from storage.database import Database, Transaction
from storage.records import Account, Rep, Tier, Workspace
from tests.builders import NOW, TODAY, a_rep, a_workspace, an_account
from tests.storage.csv_files.conftest import export_text, import_text

Import = Callable[..., Report]


def list_all(books: Database, workspace: Workspace) -> dict[str, Account]:
    with books.reading(workspace.id) as transaction:
        return {each.name: each for each in accounts.list_accounts(transaction)}


def list_people(books: Database, workspace: Workspace) -> Sequence[Rep]:
    with books.reading(workspace.id) as transaction:
        return reps.list_reps(transaction)


def count(report: Report) -> tuple[int, int, int]:
    return report.new, report.changed, report.unchanged


def test_everything_a_row_says_is_stored(books: Database, workspace: Workspace, bring_in: Import) -> None:
    report = bring_in(
        "account",
        "Account ID,Account Name,Rating,Ideal days,Max days,Account Owner,Aliases,Created Date,Snoozed until",
        "0017,Café Nero,Hot,10,3 weeks,Sam Lee,Nero; CN,2024-05-01,1 Apr 2026",
        "0018,Borg,,,,,,,",
    )
    assert count(report) == (2, 0, 0)
    found = list_all(books, workspace)
    [sam] = list_people(books, workspace)
    assert found["Café Nero"] == Account(
        id=found["Café Nero"].id,
        name="Café Nero",
        added_on=date(2024, 5, 1),
        rep_id=sam.id,
        tier=Tier.A,
        ideal_days=10,
        maximum_days=21,
        external_id="0017",
        aliases=("CN", "Nero"),
        snoozed_until=date(2026, 4, 1),
    )
    assert found["Borg"] == Account(
        id=found["Borg"].id, name="Borg", added_on=TODAY, external_id="0018", tier=Tier.B
    )
    assert report.summarise().splitlines() == [
        "2 accounts: 2 new.",
        "1 person not known from Slack yet: Sam Lee.",
    ]


def test_a_second_import_changes_nothing(books: Database, workspace: Workspace, bring_in: Import) -> None:
    lines = ["Name,Tier,Rep,Aliases,Created", "Acme,A,Sam Lee,AF,2024-05-01", "Borg,,Kim Roe,,"]
    bring_in("account", *lines)
    before = export_text(books, workspace, "account")
    assert count(bring_in("account", *lines)) == (0, 0, 2)
    assert export_text(books, workspace, "account") == before
    assert len(list_people(books, workspace)) == 2


def test_only_what_a_file_says_is_changed(books: Database, workspace: Workspace, bring_in: Import) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        acme = an_account(
            transaction, rep_id=sam.id, tier=Tier.A, ideal_days=10, aliases=["AF"], snoozed_until=TODAY
        )
    report = bring_in("account", "Account,Tier,Ideal days,Owner,Aliases", "ACME foods,,12,,Acme")
    assert count(report) == (0, 1, 0)
    [changed] = list_all(books, workspace).values()
    assert changed == Account(
        id=acme.id,
        name="ACME foods",
        added_on=acme.added_on,
        rep_id=sam.id,
        tier=Tier.A,
        ideal_days=12,
        aliases=("Acme", "AF"),
        snoozed_until=TODAY,
    )
    assert [(each.field, each.old, each.new) for each in report.changes] == [
        ("ideal_days", "10", "12"),
        ("name", "Acme Foods", "ACME foods"),
        ("aliases", "AF", "AF; Acme"),
    ]


def test_an_account_is_found_by_its_id_before_its_name(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    bring_in("account", "Record ID,Name", "1,Acme", "2,Borg")
    report = bring_in("account", "Record ID,Name", "1,Acme Group")
    assert count(report) == (0, 1, 0)
    assert set(list_all(books, workspace)) == {"Acme Group", "Borg"}


def test_an_account_is_found_by_an_alias_and_keeps_its_name(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, aliases=["The Foods"])
    for counts in ((0, 1, 0), (0, 0, 1)):
        assert count(bring_in("account", "ID,Name,Tier", "9,the foods,A")) == counts
    [found] = list_all(books, workspace).values()
    assert (found.name, found.external_id, found.tier) == ("Acme Foods", "9", Tier.A)


def test_an_id_is_given_to_an_account_that_had_none(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction)
    assert count(bring_in("account", "ID,Name", "9,Acme Foods")) == (0, 1, 0)
    report = bring_in("account", "ID,Name", "10,Acme Foods")
    assert report.rejects[0].reason == "There is an account called Acme Foods already, with the id 9."


def test_several_rows_about_one_account_are_taken_together(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    lines = ["Name,Tier,Ideal", "Acme,A,", "Borg,B,20", "ACME,C,10"]
    report = bring_in("account", *lines)
    assert count(report) == (2, 0, 0)
    assert report.remarks == [
        "Lines 2 and 4 say different things about Acme: tier A, then C. The later one counts."
    ]
    found = list_all(books, workspace)["ACME"]
    assert (found.tier, found.ideal_days) == (Tier.C, 10)
    # The contradiction is there again, but it changes nothing.
    assert count(bring_in("account", *lines)) == (0, 0, 2)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",A,,,", "The account has no name."),
        ("́,A,,,", "is no name"),
        ("Acme,Gold,,,", '“Gold” is not a tier; write A, B or C, or --map "Tier=ignore".'),
        ("Acme,,often,,", "“often” is not a number of days"),
        ("Acme,,30,10,", "The ideal interval, 30 days, is longer than the maximum, 10 days."),
        ("Acme,,,,tuseday", "“tuseday” is not a date"),
        ("Acme,,,,2026-04-01", "that is to come"),
        ("Acme,,,,1026-04-01", "not a likely date"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_with_its_reason(
    books: Database, workspace: Workspace, bring_in: Import, row: str, reason: str
) -> None:
    report = bring_in("account", "Name,Tier,Ideal,Max,Added", "Good,A,,,", row)
    assert count(report) == (1, 0, 0)
    assert [each.line for each in report.rejects] == [3]
    assert reason in report.rejects[0].reason
    assert set(list_all(books, workspace)) == {"Good"}
    assert list_people(books, workspace) == []


def test_a_limit_is_weighed_against_the_one_that_is_stored(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, maximum_days=20)
    assert "longer than the maximum" in bring_in("account", "Name,Ideal", "Acme Foods,30").rejects[0].reason


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("u1", "U1"),
        ("Sam@Example.com", "U1"),
        ("sám lee", "U1"),
        ("Kim Roe <U2>", "U2"),
        ("Unassigned", None),
    ],
)
def test_a_rep_is_known_by_slack_id_email_or_name(
    books: Database, workspace: Workspace, bring_in: Import, cell: str, meant: str | None
) -> None:
    with books.transaction(workspace.id) as transaction:
        a_rep(transaction, email="sam@example.com")
        a_rep(transaction, "Kim Roe", slack_id="U2")
        a_rep(transaction, "Kim Roe", slack_id="U3")
    report = bring_in("account", "Name,Owner", f"Acme,{cell}")
    slack_ids = {each.id: each.slack_id for each in list_people(books, workspace)}
    assert slack_ids.get(list_all(books, workspace)["Acme"].rep_id or 0) == meant
    assert (len(slack_ids), report.people_added) == (3, [])


def test_a_name_that_two_people_have_is_asked_about(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    with books.transaction(workspace.id) as transaction:
        a_rep(transaction)
        a_rep(transaction, slack_id="U2")
    report = bring_in("account", "Name,Owner", "Acme,Sam Lee")
    assert report.rejects[0].reason.startswith("Two people are called Sam Lee")


@pytest.mark.parametrize(
    ("cell", "person"),
    [
        ("Sam Lee", ("Sam Lee", None, None)),
        ("Sam@example.com", ("Sam@example.com", None, "sam@example.com")),
        ("U012345678", ("U012345678", "U012345678", None)),
        ("Sam Lee <Sam@example.com>", ("Sam Lee", None, "sam@example.com")),
    ],
)
def test_somebody_unknown_is_added_once(
    books: Database, workspace: Workspace, bring_in: Import, cell: str, person: tuple[str | None, ...]
) -> None:
    for people_added in ([person[0]], []):
        report = bring_in("account", "Name,Owner", f"Acme,{cell}", f"Borg,{cell}")
        assert report.people_added == people_added
    assert [(each.name, each.slack_id, each.email) for each in list_people(books, workspace)] == [person]


def test_an_alias_or_name_that_is_taken_is_remarked_upon(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, "Borg", aliases=["The Collective"])
    lines = [
        "ID,Name,Aliases",
        "1,Acme,the collective; BORG; Cargo; AF",
        "2,Cargo,af",
        "3,Acme Inc.,",
    ]
    report = bring_in("account", *lines)
    assert report.remarks == [
        "Line 2: Acme does not get the alias “the collective”, by which another account goes.",
        "Line 2: Acme does not get the alias “BORG”, by which another account goes.",
        "Line 2: Acme does not get the alias “Cargo”, by which another account goes.",
        "Line 3: Cargo does not get the alias “af”, by which another account goes.",
    ]
    assert list_all(books, workspace)["Acme"].aliases == ("AF",)
    report = bring_in("account", "Name", "Borg LLC")
    assert report.remarks[0].startswith("Line 2: Borg LLC is new, and there is Borg.")


def test_a_rename_onto_another_account_is_left_out(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    bring_in("account", "ID,Name", "1,Acme", "2,Borg")
    report = bring_in("account", "ID,Name", "1,Borg", "3,Cargo", "2,Cargo")
    assert [each.reason for each in report.rejects] == [
        "Acme cannot be called Borg: another account is.",
        "Borg cannot be called Cargo: another row of the file is.",
    ]
    assert set(list_all(books, workspace)) == {"Acme", "Borg", "Cargo"}


def test_a_dry_run_shows_everything_and_changes_nothing(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        an_account(transaction, rep_id=sam.id)
    before = export_text(books, workspace, "account")
    lines = ["Name,Rep,Phone", "Acme Foods,Kim Roe,1", "Borg,Kim Roe,2", "Borg 2,Kim,Roe,3"]
    report = bring_in("account", *lines, dry_run=True)
    assert count(report) == (1, 1, 0)
    assert report.describe().splitlines() == [
        "line 2, Acme Foods: rep Sam Lee → Kim Roe",
        "line 3: Borg (new): B, Kim Roe",
        f"line 4 left out: {report.rejects[0].reason}",
    ]
    assert "Columns not used: Phone." in report.summarise()
    assert "nothing was changed" in report.summarise(dry_run=True)
    assert export_text(books, workspace, "account") == before
    assert len(list_people(books, workspace)) == 1


def test_chunks_that_are_in_stay_in_when_a_later_one_fails(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(["Name,Rep", *(f"Account {number},Rep {number}" for number in range(10))])
    real = importing.add_accounts

    def fail_at_the_seventh(transaction: Transaction, named: Sequence[tuple[str, Any]]) -> list[int]:
        if "Account 7" in dict(named):
            raise RuntimeError("power cut")
        return real(transaction, named)

    monkeypatch.setattr(importing, "CHUNK", 3)
    with monkeypatch.context() as patch:
        patch.setattr(importing, "add_accounts", fail_at_the_seventh)
        with pytest.raises(RuntimeError, match="power cut"):
            import_text(books, workspace, "account", text)
    assert len(list_all(books, workspace)) == 6
    assert count(import_text(books, workspace, "account", text)) == (4, 0, 6)


def test_what_somebody_else_changes_in_between_is_looked_at_again(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(["Name,Tier", *(f"Account {number},A" for number in range(6))])
    monkeypatch.setattr(importing, "CHUNK", 2)
    waiting = [4]

    def somebody_adds(_rows: int) -> None:
        if waiting:
            with books.transaction(workspace.id) as transaction:
                an_account(transaction, f"account {waiting.pop()}", tier=Tier.C)

    file = CsvFile("accounts.csv", ",", ["Name", "Tier"])
    file.rows.extend(Row(number + 2, [f"Account {number}", "A"]) for number in range(6))
    report = importing.import_accounts(books, workspace, file, now=NOW, progress=somebody_adds)
    assert count(report) == (5, 1, 0)
    assert {each.tier for each in list_all(books, workspace).values()} == {Tier.A}
    assert count(import_text(books, workspace, "account", text)) == (0, 0, 6)


def test_a_name_that_is_taken_after_all_is_left_out_alone(
    books: Database, workspace: Workspace, bring_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New accounts are written many at once; where that fails, one by one."""
    real = importing.add_account

    def refuse_borg(transaction: Transaction, name: str, **facts: Any) -> Account:
        if name == "Borg":
            raise accounts.AccountNameTakenError("There is an account called Borg already.")
        return real(transaction, name, **facts)

    def refuse_all(_transaction: Transaction, _named: object) -> list[int]:
        raise accounts.AccountNameTakenError("There is one already.")

    monkeypatch.setattr(importing, "add_account", refuse_borg)
    monkeypatch.setattr(importing, "add_accounts", refuse_all)
    report = bring_in("account", "Name,Aliases", "Acme,AF", "Borg,B", "Cargo,C")
    assert count(report) == (2, 0, 0)
    assert [(each.line, each.reason) for each in report.rejects] == [
        (3, "There is an account called Borg already.")
    ]
    assert {name: each.aliases for name, each in list_all(books, workspace).items()} == {
        "Acme": ("AF",),
        "Cargo": ("C",),
    }


def test_another_workspace_is_left_alone(books: Database, workspace: Workspace, bring_in: Import) -> None:
    other = a_workspace(books, "Others", "T2")
    with books.transaction(other.id) as transaction:
        a_rep(transaction)
        an_account(transaction, "Acme", external_id="1", aliases=["AF"])
    before = export_text(books, other, "account")
    assert count(bring_in("account", "ID,Name,Owner,Aliases", "1,Acme Group,Sam Lee,AF")) == (1, 0, 0)
    assert export_text(books, other, "account") == before


def test_without_a_column_of_names_nothing_is_touched(bring_in: Import) -> None:
    with pytest.raises(UnusableFileError, match="names of the accounts"):
        bring_in("account", "Wer,Ort", "Acme,Köln")
    assert count(bring_in("account", "Wer,Ort", "Acme,Köln", mapping={"Wer": "account"})) == (1, 0, 0)
