from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from storage import accounts, reps, touches
from storage.csv_files import touches as importing
from storage.csv_files.reading import UnusableFileError
from storage.csv_files.report import Report
from storage.database import Database, Transaction
from storage.records import Kind, NewTouch, Touch, Workspace
from tests.builders import NOW, TODAY, a_rep, a_touch, a_workspace, an_account, days_before
from tests.storage.csv_files.conftest import export_text, import_text

Import = Callable[..., Report]


@pytest.fixture(autouse=True)
def acme(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, external_id="A1", aliases=["AF"])


def list_all(books: Database, workspace: Workspace) -> list[Touch]:
    with books.reading(workspace.id) as transaction:
        return list(touches.list_touches(transaction))


def count(report: Report) -> tuple[int, int, int]:
    return report.new, report.changed, report.unchanged


def test_everything_a_row_says_is_stored(books: Database, workspace: Workspace, bring_in: Import) -> None:
    report = bring_in(
        "touch",
        "Activity ID,Account,Date,Kind,Rep,Subject,Comments,With,Place,Lines,Order placed",
        'T1,Acme Foods,2026-02-03 10:30,selling,Sam Lee,Prices,"a, b",Kim,Lunch,Borg; Cargo,yes',
    )
    assert count(report) == (1, 0, 0)
    [touch] = list_all(books, workspace)
    assert (touch.day, touch.at) == (date(2026, 2, 3), datetime(2026, 2, 3, 10, 30, tzinfo=UTC))
    assert (touch.kind, touch.rep_name, touch.note) == (Kind.SELLING, "Sam Lee", "Prices – a, b")
    assert (touch.with_whom, touch.place, touch.lines) == ("Kim", "Lunch", ("Borg", "Cargo"))
    assert (touch.order_placed, touch.external_id, touch.created_at) == (True, "T1", NOW)
    assert report.summarise().splitlines() == [
        "1 touch: 1 new.",
        "1 person not known from Slack yet: Sam Lee.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "ID,Account,Date,Rep,Note",
            "1,Acme Foods,2026-02-03,Sam Lee,Lunch",
            "2,AF,2026-02-04 9:00,Sam Lee,Call",
        ],
        ["Account,Date,Rep,Note", "Acme Foods,2026-02-03,Sam Lee,Lunch", "AF,2026-02-04 9:00,Sam Lee,Call"],
        ["ID,Account,Date,Rep,Note", "1,Acme Foods,2026-02-03,Sam Lee,Lunch", ",AF,2026-02-04 9:00,,Call"],
    ],
    ids=["with ids", "without ids", "mixed"],
)
def test_a_second_import_adds_nothing(
    books: Database, workspace: Workspace, bring_in: Import, lines: list[str]
) -> None:
    assert count(bring_in("touch", *lines)) == (2, 0, 0)
    before = export_text(books, workspace, "touch")
    assert count(bring_in("touch", *lines)) == (0, 0, 2)
    # Nor in another order, nor after the touches have been corrected or taken back in Slack.
    assert count(bring_in("touch", lines[0], *reversed(lines[1:]))) == (0, 0, 2)
    assert export_text(books, workspace, "touch") == before
    if "ID" not in lines[0]:
        with books.transaction(workspace.id) as transaction:
            first, second = touches.list_touches(transaction)
            touches.change_touch(transaction, first.id, note="Corrected", kind=Kind.SELLING)
            touches.change_touch(transaction, second.id, undone=True)
        assert count(bring_in("touch", *lines)) == (0, 0, 2)
        assert [each.note for each in list_all(books, workspace)] == ["Corrected"]


def test_identical_rows_without_id_are_one_touch(bring_in: Import) -> None:
    row = "Acme Foods,2026-02-03,Lunch"
    report = bring_in("touch", "Account,Date,Note", row, row, "ACME FOODS,3 Feb 2026,Lunch")
    assert (count(report), report.repeated) == ((1, 0, 0), 2)
    assert report.summarise() == "1 touch: 1 new.\n2 rows repeat others of the file."


@pytest.mark.parametrize(
    ("row", "is_new"),
    [
        ("Acme Foods,2026-02-03,Sam Lee,non-selling,Lunch", False),
        ("AF,2026-02-03T10:00:00Z,U1,,Lunch", False),
        ("Acme Foods,2026-02-03T10:00:01Z,Sam Lee,,Lunch", True),
        ("Acme Foods,2026-02-04,Sam Lee,,Lunch", True),
        ("Acme Foods,2026-02-03,,,Lunch", True),
        ("Acme Foods,2026-02-03,Sam Lee,selling,Lunch", True),
        ("Acme Foods,2026-02-03,Sam Lee,,Dinner", True),
    ],
)
def test_a_row_without_id_is_the_touch_logged_in_slack_that_says_the_same(
    books: Database, workspace: Workspace, bring_in: Import, row: str, is_new: bool
) -> None:
    with books.transaction(workspace.id) as transaction:
        acme = accounts.find_account_by_name(transaction, "Acme Foods")
        a_touch(transaction, acme, days_ago=29, rep=a_rep(transaction), note="Lunch")
    assert bring_in("touch", "Account,Date,Rep,Kind,Note", row).new == is_new


def test_a_row_with_an_id_changes_what_it_says_and_nothing_else(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    bring_in("touch", "ID,Account,Date,Kind,Note,Place", "1,AF,2026-02-03 9:00,selling,Lunch,Town")
    report = bring_in("touch", "ID,Account,Date,Note,Place", "1,AF,2026-02-03 9:00,Dinner,")
    assert count(report) == (0, 1, 0)
    [touch] = list_all(books, workspace)
    assert (touch.note, touch.kind, touch.place) == ("Dinner", Kind.SELLING, "Town")
    assert [(each.what, each.field, each.old, each.new) for each in report.changes] == [
        ("Acme Foods on 2026-02-03", "note", "Lunch", "Dinner")
    ]
    bring_in("account", "Name", "Borg")
    report = bring_in("touch", "ID,Account,Date,Rep", "1,Borg,2026-02-05,Kim")
    assert [(each.field, each.old, each.new) for each in report.changes] == [
        ("account", "Acme Foods", "Borg"),
        ("rep", "", "Kim"),
        ("at", "2026-02-03 09:00:00+00:00", "2026-02-05 12:00:00+00:00"),
        ("day", "2026-02-03", "2026-02-05"),
    ]
    assert list_all(books, workspace)[0].rep_name == "Kim"


def test_rows_that_share_an_id_must_say_the_same(bring_in: Import) -> None:
    rows = ["1,AF,2026-02-03,Lunch", "1,AF,2026-02-03,Lunch", "1,AF,2026-02-03,Dinner"]
    for counts in ((1, 0, 0), (0, 0, 1)):
        report = bring_in("touch", "ID,Account,Date,Note", *rows)
        assert count(report) == counts
        assert [(each.line, each.reason) for each in report.rejects] == [
            (4, "Line 2 has the same id and says something else.")
        ]


class TestKindsAndNotes:
    @pytest.mark.parametrize(
        ("row", "kind", "note"),
        [
            ("Call,Prices,", Kind.ATTENTION, "Call: Prices"),
            ("Meeting,,", Kind.ATTENTION, "Meeting"),
            ("Call,Call with Kim,", Kind.ATTENTION, "Call with Kim"),
            ("Selling,Prices,", Kind.SELLING, "Prices"),
            (",Prices,Prices", Kind.ATTENTION, "Prices"),
            (",Prices,Long talk", Kind.ATTENTION, "Prices – Long talk"),
            (",,", Kind.ATTENTION, ""),
        ],
    )
    def test_a_crms_type_is_no_kind(  # noqa: PLR0917 (fixtures)
        self,
        books: Database,
        workspace: Workspace,
        bring_in: Import,
        row: str,
        kind: Kind,
        note: str,
    ) -> None:
        bring_in("touch", "Account,Date,Type,Subject,Comments", f"AF,2026-02-03,{row}")
        [touch] = list_all(books, workspace)
        assert (touch.kind, touch.note) == (kind, note)

    def test_an_unknown_kind_is_left_out(self, bring_in: Import) -> None:
        report = bring_in("touch", "Account,Date,Kind", "AF,2026-02-03,Call")
        assert "“Call” is not a kind" in report.rejects[0].reason

    def test_an_event_counts_only_where_it_is_an_order(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        bring_in(
            "touch", "Account,Date,Event", "AF,2026-02-03,order", "AF,2026-02-04,visit", "AF,2026-02-05,"
        )
        assert [each.order_placed for each in list_all(books, workspace)] == [True, False, False]
        report = bring_in("touch", "Account,Date,Won", "AF,2026-02-03,perhaps")
        assert report.rejects[0].reason == "“perhaps” is neither yes nor no."

    def test_a_very_long_note_is_cut(self, books: Database, workspace: Workspace, bring_in: Import) -> None:
        for counts in ((1, 0, 0), (0, 0, 1)):
            report = bring_in("touch", "ID,Account,Date,Note", f"1,AF,2026-02-03,{'x' * 50_000}")
            assert count(report) == counts
        assert len(list_all(books, workspace)[0].note) == 10_000


class TestDays:
    def test_a_date_that_is_none_does_not_tell_the_order(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        """One bad row with 13/45/2026 made a file with the month first unusable without --dates."""
        rows = ["AF,3/2/2026", "AF,2/25/2026", "AF,13/45/2026"]
        report = bring_in("touch", "Account,Date", *rows)
        assert [each.line for each in report.rejects] == [4]
        assert [each.day for each in list_all(books, workspace)] == [date(2026, 2, 25), date(2026, 3, 2)]

    @pytest.mark.parametrize(
        ("written", "zone", "day", "at"),
        [
            ("2026-02-03", None, "2026-02-03", "2026-02-03T17:00"),
            ("2026-02-03 23:30", None, "2026-02-03", "2026-02-04T04:30"),
            ("2026-02-03T23:30:00-05:00", None, "2026-02-03", "2026-02-04T04:30"),
            ("2026-02-04T02:00:00Z", None, "2026-02-03", "2026-02-04T02:00"),
            ("2026-02-03 23:30", "Europe/Berlin", "2026-02-03", "2026-02-03T22:30"),
        ],
    )
    def test_a_day_is_the_reps(  # noqa: PLR0917 (fixtures)
        self,
        books: Database,
        workspace: Workspace,
        bring_in: Import,
        written: str,
        zone: str | None,
        day: str,
        at: str,
    ) -> None:
        with books.transaction(workspace.id) as transaction:
            a_rep(transaction, zone="America/New_York")
        bring_in("touch", "Account,Date,Rep", f"AF,{written},Sam Lee", zone=zone)
        [touch] = list_all(books, workspace)
        assert (touch.day, touch.at) == (
            date.fromisoformat(day),
            datetime.fromisoformat(at).replace(tzinfo=UTC),
        )

    def test_a_zone_learnt_later_does_not_move_touches(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        """Somebody known from an import has the workspace's zone until they turn up in Slack."""
        lines = [
            "ID,Account,Date,Rep",
            "1,AF,2026-02-03 23:30,Sam Lee",
            "2,AF,2026-02-03T23:30:00Z,Sam Lee",
        ]
        bring_in("touch", *lines)
        with books.transaction(workspace.id) as transaction:
            [sam] = reps.list_reps(transaction)
            reps.change_rep(transaction, sam.id, zone="Asia/Tokyo", slack_id="U1")
        assert count(bring_in("touch", *lines)) == (0, 0, 2)

    @pytest.mark.parametrize(
        ("written", "reason"),
        [
            ("", "The touch has no date."),
            ("1999-12-31", "look at the year"),
            ("0226-02-03", "look at the year"),
            ("2026-03-06", "2026-03-06 is to come"),
            ("2026-03-05T15:00:01Z", "2026-03-05 is to come"),
        ],
    )
    def test_days_that_cannot_be_are_left_out(self, bring_in: Import, written: str, reason: str) -> None:
        report = bring_in("touch", "Account,Date", f"AF,{written}")
        assert reason in report.rejects[0].reason

    def test_a_day_ahead_is_only_a_clock_that_goes_fast(self, bring_in: Import) -> None:
        assert count(bring_in("touch", "Account,Date", f"AF,{TODAY + timedelta(days=1)}")) == (1, 0, 0)

    def test_the_order_is_told_by_the_other_rows_or_asked_for(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        with pytest.raises(UnusableFileError, match="--dates dmy"):
            bring_in("touch", "Account,Date", "AF,3/2/2026")
        bring_in("touch", "Account,Date", "AF,3/2/2026", "AF,13/2/2026")
        assert [each.day for each in list_all(books, workspace)] == [date(2026, 2, 3), date(2026, 2, 13)]


class TestAccounts:
    @pytest.mark.parametrize("name", ["acme foods", "AF", "The Acme Foods, Inc."])
    def test_an_account_is_known_by_name_alias_and_without_its_legal_form(
        self, bring_in: Import, name: str
    ) -> None:
        assert count(bring_in("touch", "Account;Date", f"{name};2026-02-03", add_accounts=True)) == (1, 0, 0)

    def test_an_account_is_known_by_its_id(self, bring_in: Import) -> None:
        assert count(bring_in("touch", "Account ID,Date", "A1,2026-02-03")) == (1, 0, 0)
        report = bring_in("touch", "Account ID,Account,Date", "A9,,2026-02-03", ",,2026-02-03")
        assert [each.reason for each in report.rejects] == [
            "No account has the id A9.",
            "The touch names no account.",
        ]

    def test_an_unknown_account_is_left_out_with_names_like_it(self, bring_in: Import) -> None:
        report = bring_in("touch", "Account,Date", "Acme Food,2026-02-03", "Zebra,2026-02-03")
        assert [each.reason for each in report.rejects] == [
            "No account is called Acme Food. Is it Acme Foods?",
            "No account is called Zebra: import the accounts first, or let --add-accounts add it.",
        ]

    @pytest.mark.parametrize("dry_run", [False, True])
    def test_accounts_come_along_where_that_is_asked_for(
        self, books: Database, workspace: Workspace, bring_in: Import, dry_run: bool
    ) -> None:
        rows = ["Zebra,2026-02-03,Sam", "zebra,2026-02-04,Sam", "Borg,2026-03-05,Kim"]
        report = bring_in("touch", "Account,Date,Rep", *rows, add_accounts=True, dry_run=dry_run)
        assert count(report) == (3, 0, 0)
        assert (report.accounts_added, report.people_added) == (["Zebra", "Borg"], ["Sam", "Kim"])
        with books.reading(workspace.id) as transaction:
            found = {each.name: each.added_on for each in accounts.list_accounts(transaction)}
        del found["Acme Foods"]
        assert found == ({} if dry_run else {"Zebra": date(2026, 2, 3), "Borg": TODAY})
        assert len(list_all(books, workspace)) == (0 if dry_run else 3)


def test_chunks_that_are_in_stay_in_when_a_later_one_fails(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["Account,Date,Rep,Note", *(f"New {n % 4},2026-02-03,Rep {n},Note {n}" for n in range(10))]
    text = "\n".join(lines)
    real = importing.add_touches

    def fail_at_the_third(transaction: Transaction, new: list[NewTouch], now: datetime) -> int:
        if any(each.note == "Note 7" for each in new):
            raise RuntimeError("power cut")
        return real(transaction, new, now)

    monkeypatch.setattr(importing, "CHUNK", 3)
    with monkeypatch.context() as patch:
        patch.setattr(importing, "add_touches", fail_at_the_third)
        with pytest.raises(RuntimeError, match="power cut"):
            import_text(books, workspace, "touch", text, add_accounts=True)
    assert len(list_all(books, workspace)) == 6
    assert count(import_text(books, workspace, "touch", text, add_accounts=True)) == (4, 0, 6)
    assert count(import_text(books, workspace, "touch", text)) == (0, 0, 10)


def test_an_import_beside_a_running_bot_and_a_second_import_of_the_same_file(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 20)
    lines = [
        "ID,Account,Date,Rep,Note",
        *(f"{n},Acme Foods,{days_before(n % 300)},Sam,Note {n}" for n in range(400)),
    ]
    text = "\n".join(lines)

    def log_touches() -> None:
        for number in range(15):
            with books.transaction(workspace.id) as transaction:
                a_touch(transaction, note=f"From Slack {number}")
                an_account(transaction, f"Account {number}")

    with ThreadPoolExecutor(3) as threads:
        bot = threads.submit(log_touches)
        imports = [threads.submit(import_text, books, workspace, "touch", text) for _ in range(2)]
        bot.result()
        reports = [each.result() for each in imports]
    assert sum(each.new for each in reports) == 400
    assert [each.total for each in reports] == [400, 400]
    assert len(list_all(books, workspace)) == 415


def test_another_workspace_is_left_alone(books: Database, workspace: Workspace, bring_in: Import) -> None:
    other = a_workspace(books, "Others", "T2")
    with books.transaction(other.id) as transaction:
        touch = a_touch(transaction, rep=a_rep(transaction), external_id="1")
        named = a_touch(transaction, days_ago=3)
    before = export_text(books, other, "touch")
    name = before.splitlines()[-1].split(",")[0]
    assert name.startswith(f"drumbeat-{named.id}-")
    rows = ["1,AF,2026-02-03,Sam Lee,Mine", f"{name},AF,2026-02-03,Sam Lee,Mine"]
    assert count(bring_in("touch", "ID,Account,Date,Rep,Note", *rows)) == (2, 0, 0)
    assert export_text(books, other, "touch") == before
    assert touch.external_id == "1"
