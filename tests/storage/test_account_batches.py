"""Many accounts at once: the same as one by one."""

from datetime import date

import pytest

from storage.account_batches import add_accounts, add_aliases_of
from storage.accounts import AccountNameTakenError, list_accounts, read_account
from storage.database import Transaction
from storage.records import Account, Tier
from storage.workspaces import read_directory_version
from tests.builders import TODAY, a_rep, an_account


def test_many_accounts_are_added_in_their_order(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    before = read_directory_version(transaction)
    facts = {
        "added_on": TODAY,
        "rep_id": sam.id,
        "tier": Tier.A,
        "ideal_days": 10,
        "maximum_days": 20,
        "external_id": "7",
        "snoozed_until": date(2026, 4, 1),
        "domain": "zeta.example",
        "industry": "Food",
        "exclude": ("greek letter",),
    }
    zeta, acme = add_accounts(transaction, [("Zéta", facts), ("Acme", {"added_on": TODAY})])
    assert read_account(transaction, zeta) == Account(id=zeta, name="Zéta", **facts)
    assert read_account(transaction, acme) == Account(id=acme, name="Acme", added_on=TODAY)
    assert read_directory_version(transaction) != before
    assert add_accounts(transaction, []) == []


@pytest.mark.parametrize(
    ("name", "external_id"), [("ACME foods", None), ("The  Foods", None), ("Borg", "1"), ("Borg", "2")]
)
def test_where_one_name_is_in_use_none_is_added(
    transaction: Transaction, name: str, external_id: str | None
) -> None:
    an_account(transaction, external_id="1", aliases=["the foods"])
    new = [
        ("Cargo", {"added_on": TODAY, "external_id": "2"}),
        (name, {"added_on": TODAY, "external_id": external_id}),
    ]
    with pytest.raises(AccountNameTakenError):
        add_accounts(transaction, new)
    assert [each.name for each in list_accounts(transaction)] == ["Acme Foods"]


def test_an_alias_that_is_taken_stays_where_it_is(transaction: Transaction) -> None:
    acme, borg = an_account(transaction, aliases=["AF"]), an_account(transaction, "Borg")
    add_aliases_of(transaction, {acme.id: ["borg", "Foods"], borg.id: ["af", "foods", "Collective", "Borg"]})
    assert {each.name: each.aliases for each in list_accounts(transaction)} == {
        "Acme Foods": ("AF", "Foods"),
        "Borg": ("Borg", "Collective"),
    }
    version = read_directory_version(transaction)
    add_aliases_of(transaction, {acme.id: []})
    assert read_directory_version(transaction) == version
