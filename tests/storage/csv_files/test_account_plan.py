from collections.abc import Callable, Sequence

import pytest

from storage import accounts, reps
from storage.csv_files.report import Report
from storage.database import Database
from storage.records import Account, Rep, Tier, Workspace
from tests.builders import a_rep, an_account

Import = Callable[..., Report]


def list_all(books: Database, workspace: Workspace) -> dict[str, Account]:
    with books.reading(workspace.id) as transaction:
        return {each.name: each for each in accounts.list_accounts(transaction)}


def list_people(books: Database, workspace: Workspace) -> Sequence[Rep]:
    with books.reading(workspace.id) as transaction:
        return reps.list_reps(transaction)


def count(report: Report) -> tuple[int, int, int]:
    return report.new, report.changed, report.unchanged


class TestTiers:
    def test_tiers_by_number(self, books: Database, workspace: Workspace, bring_in: Import) -> None:
        """A HubSpot user's "Tier 1", "tier_2" and "Tier-3" were to be A, B and C."""
        rows = ["One,Tier 1", "Two,tier_2", "Three,Tier-3", "Four,1", "Five,T2"]
        assert count(bring_in("account", "Name,Target Account Tier", *rows)) == (5, 0, 0)
        assert {name: each.tier.value for name, each in list_all(books, workspace).items()} == {
            "One": "A",
            "Two": "B",
            "Three": "C",
            "Four": "A",
            "Five": "B",
        }

    def test_a_rating_that_is_no_tier_leaves_the_tier_alone(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        """A Salesforce user rates accounts Gold and Silver: not one row of the file came in."""
        with books.transaction(workspace.id) as transaction:
            an_account(transaction, "Acme", tier=Tier.A)
        report = bring_in("account", "Name,Rating", "Acme,Gold", "Borg,Hot", "Cargo,Gold")
        assert (count(report), report.rejects) == ((2, 0, 1), [])
        assert [each.tier for each in list_all(books, workspace).values()] == [Tier.A, Tier.A, Tier.B]
        assert report.remarks == [
            "Rating: “Gold” is not a tier, so 2 accounts keep theirs; "  # noqa: ISC004
            'write A, B or C, or --map "Rating=ignore".'
        ]
        report = bring_in("account", "Name,Label", "Acme,Gold", "ACME,Silver")
        assert report.remarks == [
            "Label: “Gold”, “Silver” are not tiers, so 1 account keeps its own; "  # noqa: ISC004
            'write A, B or C, or --map "Label=ignore".'
        ]

    def test_a_column_that_is_said_to_be_the_tier_has_to_be_one(self, bring_in: Import) -> None:
        report = bring_in("account", "Name,Rating", "Acme,Gold", mapping={"Rating": "tier"})
        assert '--map "Rating=ignore"' in report.rejects[0].reason


class TestAddressesOfOwners:
    @pytest.mark.parametrize("heading", ["Owner Email", "Company owner email", "Assigned to (email)"])
    def test_the_address_says_which_of_two_people_it_is(
        self, books: Database, workspace: Workspace, bring_in: Import, heading: str
    ) -> None:
        """With two Sam Lees in the team, every row of a file was left out, though it named the address."""
        with books.transaction(workspace.id) as transaction:
            a_rep(transaction, email="one@example.com")
            other = a_rep(transaction, slack_id="U2", email="two@example.com")
        assert count(bring_in("account", f"Name,Owner,{heading}", "Acme,Sam Lee,Two@example.com")) == (
            1,
            0,
            0,
        )
        assert list_all(books, workspace)["Acme"].rep_id == other.id

    def test_a_new_person_has_both_and_is_one(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        """Sam came as a name from one file and as an address from the next, and was two people."""
        header = "Name,Owner,Owner Email"
        bring_in("account", "Name,Owner", "Acme,Sam Lee")
        report = bring_in("account", header, "Borg,Sam Lee,sam@example.com", "Cargo,Kim Roe,kim@example.com")
        assert report.people_added == ["Kim Roe"]
        bring_in("account", "Name,Owner Email", "Dime,sam@example.com", "Echo,Kim@example.com")
        assert sorted((each.name, each.email) for each in list_people(books, workspace)) == [
            ("Kim Roe", "kim@example.com"),
            ("Sam Lee", "sam@example.com"),
        ]

    def test_one_file_names_somebody_with_and_without_address(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        rows = [
            "Acme,Sam Lee,",
            "Borg,Sam Lee,sam@example.com",
            "Cargo,Unassigned,",
            "Dime,,n/a",
            "acme,Sam Lee,",
        ]
        report = bring_in("account", "Name,Owner,Owner Email", *rows)
        assert (count(report), report.remarks) == ((4, 0, 0), [])
        assert [(each.name, each.email) for each in list_people(books, workspace)] == [
            ("Sam Lee", "sam@example.com")
        ]

    def test_a_namesake_with_another_address_is_another_person(
        self, books: Database, workspace: Workspace, bring_in: Import
    ) -> None:
        rows = ["Acme,Sam Lee,one@example.com", "Borg,Sam Lee,two@example.com"]
        for people_added in (["Sam Lee", "Sam Lee"], []):
            assert bring_in("account", "Name,Owner,Owner Email", *rows).people_added == people_added


def test_a_dry_run_says_what_new_accounts_will_be(bring_in: Import) -> None:
    """A dry run said "account (empty) → new" ten times, and not which tier or owner was understood."""
    lines = [
        "Name,Tier,Ideal,Owner",
        "Acme Foods Inc.,A,14,Sam Reyes",
        "Borg,,,",
        ",,,",
        "Acme Foods Inc.,A,,",
    ]
    report = bring_in("account", *lines, dry_run=True)
    assert report.describe().splitlines() == [
        "line 2: Acme Foods Inc. (new): A, every 14 days, Sam Reyes",
        "line 3: Borg (new): B, nobody’s",
    ]
    assert report.summarise().splitlines()[1] == "1 row repeats another of the file."


def test_another_date_column_tells_the_order(bring_in: Import) -> None:
    """A file was sent back for --dates though "Last Activity" said that the day comes first."""
    report = bring_in(
        "account", "Name,Created,Last Activity", "Acme,3/2/2026,25/2/2026", mapping={"Created": "added"}
    )
    assert count(report) == (1, 0, 0)
