import pytest

from storage import accounts
from storage.accounts import AccountNameTakenError
from storage.database import Database, Transaction
from storage.records import Tier, Workspace
from storage.workspaces import read_directory_version
from tests.builders import TODAY, a_rep, a_touch, a_workspace, an_account, days_before


def test_an_account_comes_back_as_it_was_added(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    added = accounts.add_account(
        transaction,
        "Café Nero",
        added_on=TODAY,
        rep_id=sam.id,
        tier=Tier.A,
        ideal_days=10,
        maximum_days=20,
        external_id="0017",
        aliases=["Nero", "CN"],
    )
    assert accounts.read_account(transaction, added.id) == added
    assert accounts.list_accounts(transaction) == [added]
    assert (added.name, added.tier, added.ideal_days, added.maximum_days) == ("Café Nero", Tier.A, 10, 20)
    assert (added.rep_id, added.external_id, added.aliases) == (sam.id, "0017", ("CN", "Nero"))


@pytest.mark.parametrize("name", ["acme foods", "ACME  FOODS", "Ácme Foods"])
def test_an_account_is_found_whatever_case_and_accents(transaction: Transaction, name: str) -> None:
    acme = an_account(transaction)
    assert accounts.find_account_by_name(transaction, name) == acme


def test_a_name_is_given_once(transaction: Transaction) -> None:
    acme = an_account(transaction)
    with pytest.raises(AccountNameTakenError, match="ACME foods"):
        an_account(transaction, "ACME foods")
    # The transaction is still usable, on PostgreSQL too.
    assert accounts.list_accounts(transaction) == [acme]


def test_a_rename_onto_another_account_is_refused(transaction: Transaction) -> None:
    an_account(transaction, "Borg")
    acme = an_account(transaction)
    with pytest.raises(AccountNameTakenError):
        accounts.change_account(transaction, acme.id, name="BORG")
    assert accounts.read_account(transaction, acme.id) == acme


def test_a_rename_changes_what_the_account_is_found_by(transaction: Transaction) -> None:
    acme = an_account(transaction)
    accounts.change_account(transaction, acme.id, name="Acme Group", tier=Tier.C)
    found = accounts.find_account_by_name(transaction, "acme group")
    assert found is not None
    assert (found.id, found.tier) == (acme.id, Tier.C)
    assert accounts.find_account_by_name(transaction, "Acme Foods") is None


def test_accounts_are_listed_by_name_and_by_owner(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    for name in ("zebra", "Éclair", "Acme"):
        an_account(transaction, name, rep_id=sam.id if name != "Acme" else None)
    assert [each.name for each in accounts.list_accounts(transaction)] == ["Acme", "Éclair", "zebra"]
    assert [each.name for each in accounts.list_accounts_of(transaction, sam.id)] == ["Éclair", "zebra"]
    assert [each.name for each in accounts.list_accounts_of(transaction, None)] == ["Acme"]


def test_an_alias_that_another_account_goes_by_is_refused(transaction: Transaction) -> None:
    acme = an_account(transaction)
    borg = an_account(transaction, "Borg", aliases=["The Collective"])
    assert accounts.add_aliases(transaction, acme.id, ["AF", "the  collective", "BORG", "Acme foods"]) == [
        "the  collective",
        "BORG",
    ]
    assert accounts.read_account(transaction, borg.id) == borg
    found = accounts.read_account(transaction, acme.id)
    assert found is not None
    assert found.aliases == ("Acme foods", "AF")


def test_an_alias_cannot_become_the_name_of_another_account(transaction: Transaction) -> None:
    """Two accounts answered to one name, and which of them was meant depended on luck."""
    an_account(transaction, "Borg", aliases=["The Collective"])
    acme = an_account(transaction)
    with pytest.raises(AccountNameTakenError, match="The collective"):
        an_account(transaction, "The collective")
    with pytest.raises(AccountNameTakenError):
        accounts.change_account(transaction, acme.id, name="THE COLLECTIVE")


def test_an_account_may_take_its_own_alias_as_its_name(transaction: Transaction) -> None:
    borg = an_account(transaction, "Borg", aliases=["The Collective"])
    accounts.change_account(transaction, borg.id, name="The Collective")
    found = accounts.find_account_by_name(transaction, "the collective")
    assert found is not None
    assert found.id == borg.id


def test_aliases_are_replaced_as_a_whole(transaction: Transaction) -> None:
    acme = an_account(transaction, aliases=["AF", "Acme"])
    assert accounts.replace_aliases(transaction, acme.id, ["Acme", "ACF"]) == []
    found = accounts.read_account(transaction, acme.id)
    assert found is not None
    assert found.aliases == ("ACF", "Acme")


def test_a_snooze_is_kept_and_taken_back(transaction: Transaction) -> None:
    acme = an_account(transaction, snoozed_until=TODAY)
    assert acme.snoozed_until == TODAY
    accounts.snooze_account(transaction, acme.id, None)
    found = accounts.read_account(transaction, acme.id)
    assert found is not None
    assert found.snoozed_until is None


def test_an_external_id_is_given_once_in_a_workspace(books: Database, workspace: Workspace) -> None:
    other = a_workspace(books, "Others", "T2")
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, external_id="1")
        with pytest.raises(AccountNameTakenError):
            an_account(transaction, "Borg", external_id="1")
        an_account(transaction, "Cargo")
        an_account(transaction, "Dime")  # no external id is not an id that two share
    with books.transaction(other.id) as transaction:
        an_account(transaction, external_id="1")


def test_every_change_of_the_directory_is_told(transaction: Transaction) -> None:
    acme = an_account(transaction)
    versions = [read_directory_version(transaction)]
    accounts.change_account(transaction, acme.id, tier=Tier.A)
    versions.append(read_directory_version(transaction))
    accounts.add_aliases(transaction, acme.id, ["AF"])
    versions.append(read_directory_version(transaction))
    accounts.replace_aliases(transaction, acme.id, [])
    versions.append(read_directory_version(transaction))
    an_account(transaction, "Borg", added_on=days_before(1))
    versions.append(read_directory_version(transaction))
    assert versions == sorted(set(versions), key=lambda version: version or 0)


def test_an_account_nobody_has_heard_of_is_none(transaction: Transaction) -> None:
    a_touch(transaction)
    assert accounts.read_account(transaction, 4711) is None
    assert accounts.find_account_by_name(transaction, "Nobody") is None


def test_a_name_another_account_is_called_is_taken_as_an_alias_too(transaction: Transaction) -> None:
    acme = an_account(transaction, "Acme", aliases=["AC"])
    an_account(transaction, "Birch", aliases=["BR"])
    assert accounts.find_taken_aliases(transaction, ["birch", "br", "AC", "new"], except_for=acme.id) == [
        "birch",
        "br",
    ]
