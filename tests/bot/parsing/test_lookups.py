"""`/account …`: the whole text is the name, and what nearly fits is offered, never guessed (complaint 18)."""

import pytest

from bot.parsing.accounts import AccountNames, NoAccount, OneAccount, SeveralAccounts, SimilarAccounts
from bot.parsing.lookups import NothingAsked, parse_lookup
from bot.parsing.touches import HelpWanted

NAMES = AccountNames.of(
    [
        (1, "Acme", ()),
        (2, "Acme Foods", ("AF",)),
        (3, "Birch & Co", ()),
        (4, "Müller GmbH", ()),
        (5, "Kestrel Bikes", ()),
    ]
)


@pytest.mark.parametrize(
    ("typed", "account_id"),
    [
        ("Acme", 1),
        ("acme foods", 2),
        ("  ACME   Foods ", 2),
        ('"Acme Foods"', 2),
        ("af", 2),
        ("Birch &amp; Co", 3),
        ("muller", 4),
        ("Acme Inc.", 1),
    ],
)
def test_the_longest_name_wins_whatever_the_spelling(typed: str, account_id: int) -> None:
    found = parse_lookup(typed, NAMES)
    assert isinstance(found, OneAccount)
    assert found.account_id == account_id


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kestrl bikes", [5]),
        ("acme visited store", [1]),
        ("acm", [1, 2]),
        ("acme fods", [2, 1]),
    ],
)
def test_what_nearly_fits_is_offered(typed: str, offered: list[int]) -> None:
    found = parse_lookup(typed, NAMES)
    assert isinstance(found, SimilarAccounts)
    assert [each.account_id for each in found.candidates] == offered
    assert found.typed == typed


def test_one_name_of_two_accounts_is_asked_for() -> None:
    names = AccountNames.of([(1, "Acme Inc", ()), (2, "Acme Ltd", ())])
    found = parse_lookup("acme", names)
    assert isinstance(found, SeveralAccounts)
    assert [each.account_id for each in found.candidates] == [1, 2]


def test_an_unknown_name_is_kept_whole() -> None:
    assert parse_lookup("Zephyr Kites of Hull", NAMES) == NoAccount("Zephyr Kites of Hull", "")


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_nothing_asks_for_the_search(typed: str) -> None:
    assert parse_lookup(typed, NAMES) == NothingAsked()


@pytest.mark.parametrize("typed", ["help", "HELP", "?", "--help"])
def test_help(typed: str) -> None:
    assert parse_lookup(typed, NAMES) == HelpWanted()


def test_an_account_may_be_called_help() -> None:
    assert isinstance(parse_lookup("help", AccountNames.of([(1, "Help", ())])), OneAccount)
