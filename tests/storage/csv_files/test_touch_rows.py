from collections.abc import Callable

import pytest

from storage import accounts, touches
from storage.csv_files.report import Report
from storage.database import Database
from storage.records import Kind, Touch, Workspace
from tests.builders import a_rep, a_touch, an_account

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


def smell(note: str, order_placed: bool) -> Kind:
    return Kind.SELLING if order_placed or "quote" in note.lower() else Kind.ATTENTION


class TestWordsAboutASale:
    """Rule NS-1: a quote never counts as attention."""

    def test_a_quote_without_a_kind_is_selling(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        """A new user's "Quote follow-up call" came in as attention, and nothing said so."""
        lines = ["Account,Date,Note", "AF,2026-02-03,Quote follow-up call", "AF,2026-02-04,Lunch"]
        report = bring_in("touch", *lines, judge_kind=smell)
        assert [each.kind for each in list_all(books, workspace)] == [Kind.SELLING, Kind.ATTENTION]
        assert report.summarise().splitlines() == [
            "2 touches: 2 new.",
            "1 touch mentions a sale and counts as selling; a `kind` column says otherwise.",
        ]
        assert count(bring_in("touch", *lines, judge_kind=smell)) == (0, 0, 2)

    def test_a_kind_in_the_file_counts(self, books: Database, workspace: Workspace, bring_in: Import) -> None:
        rows = ["AF,2026-02-03,Quote of the day,non-selling", "AF,2026-02-04,Quote,", "AF,2026-02-05,Quote,"]
        report = bring_in("touch", "Account,Date,Note,Kind", *rows, judge_kind=smell)
        kinds = [each.kind for each in list_all(books, workspace)]
        assert kinds == [Kind.ATTENTION, Kind.SELLING, Kind.SELLING]
        assert "2 touches mention a sale and count as selling" in report.summarise()

    def test_a_kind_column_that_is_added_later_says_otherwise(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        bring_in("touch", "Account,Date,Note", "AF,2026-02-03,Quote of the day", judge_kind=smell)
        lines = ["Account,Date,Note,Kind", "AF,2026-02-03,Quote of the day,non-selling"]
        for counts in ((0, 1, 0), (0, 0, 1)):
            assert count(bring_in("touch", *lines, judge_kind=smell)) == counts
        assert [each.kind for each in list_all(books, workspace)] == [Kind.ATTENTION]
        assert count(bring_in("touch", *[each.rsplit(",", 1)[0] for each in lines], judge_kind=smell)) == (
            0,
            0,
            1,
        )

    def test_what_somebody_called_attention_in_slack_stays_one_touch(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        with books.transaction(workspace.id) as transaction:
            acme = accounts.find_account_by_name(transaction, "Acme Foods")
            a_touch(transaction, acme, days_ago=29, rep=a_rep(transaction), note="Quote of the day")
        lines = ["Account,Date,Rep,Note", "AF,2026-02-03,Sam Lee,Quote of the day"]
        assert count(bring_in("touch", *lines, judge_kind=smell)) == (0, 0, 1)

    def test_a_note_that_changes_into_a_quote_is_selling(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        bring_in("touch", "ID,Account,Date,Note", "1,AF,2026-02-03,Call", judge_kind=smell)
        bring_in("touch", "ID,Account,Date,Note", "1,AF,2026-02-03,Sent the quote", judge_kind=smell)
        [touch] = list_all(books, workspace)
        assert touch.kind is Kind.SELLING

    def test_without_a_judge_the_default_stays(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        report = bring_in("touch", "Account,Date,Note", "AF,2026-02-03,Quote")
        assert ([each.kind for each in list_all(books, workspace)], report.judged_selling) == (
            [Kind.ATTENTION],
            0,
        )


class TestStates:
    @pytest.mark.parametrize(
        ("heading", "cell", "is_done"),
        [
            ("Status", "To do", False),
            ("Task Status", "NOT_STARTED", False),
            ("Activity - Status", "Planned", False),
            ("Status", "In progress", False),
            ("Status", "Deferred", False),
            ("Status", "open", False),
            ("Done", "No", False),
            ("Completed", "false", False),
            ("Activity - Done", "0", False),
            ("Status", "Completed", True),
            ("Status", "", True),
            ("Done", "1", True),
            ("Completed", "2026-02-03", True),
        ],
    )
    def test_what_is_still_to_do_is_no_touch(
        self, bring_in: Import, heading: str, cell: str, is_done: bool
    ) -> None:
        """A CRM's open tasks came in as touches that had happened, and quiet accounts looked cared for."""
        report = bring_in("touch", f"Account,Date,{heading}", f"AF,2026-02-03,{cell}")
        assert count(report) == (int(is_done), 0, 0)
        assert [each.reason for each in report.rejects] == ([] if is_done else ["It is still to do."])

    def test_each_of_two_columns_can_say_so(self, bring_in: Import) -> None:
        rows = ["AF,2026-02-03,Completed,no", "AF,2026-02-04,Planned,", "AF,2026-02-05,Completed,yes"]
        assert count(bring_in("touch", "Account,Date,Status,Done", *rows)) == (1, 0, 0)


def test_the_address_of_the_rep_is_surer_than_the_name(
    books: Database, workspace: Workspace, bring_in: Import
) -> None:
    """A log with "Assigned to" and "Assigned to email" made a second Sam beside the one in Slack."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction, email="sam@example.com")
    lines = ["Account,Date,Assigned to,Assigned to email", "AF,2026-02-03,Samuel Lee,sam@example.com"]
    assert bring_in("touch", *lines).people_added == []
    assert list_all(books, workspace)[0].rep_id == sam.id


def test_a_dry_run_shows_the_first_new_touches(bring_in: Import) -> None:
    """A dry run of a log of touches showed nothing of what would come in."""
    rows = [f"AF,2026-02-{day:02},Sam Lee,Lunch {day}" for day in range(1, 15)]
    report = bring_in("touch", "Account,Date,Rep,Note", *rows, dry_run=True)
    shown = report.describe().splitlines()
    assert len(shown) == 10
    assert shown[0] == "line 2: Acme Foods on 2026-02-01 (new): non-selling, Sam Lee, “Lunch 1”"
    report = bring_in("touch", "Account,Date,Note", f"AF,2026-02-01,{'long ' * 40}", dry_run=True)
    assert len(report.describe()) < 130
