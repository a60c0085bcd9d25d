"""The same request is new once, in each workspace, until it is forgotten."""

from datetime import timedelta

import pytest

from storage.database import Database, Transaction
from storage.handled_requests import forget_requests, remember_request
from tests.builders import NOW, a_workspace


def test_a_request_is_new_once(transaction: Transaction) -> None:
    assert remember_request(transaction, "trigger", NOW) is True
    assert remember_request(transaction, "trigger", NOW) is False
    assert remember_request(transaction, "another", NOW) is True


def test_what_was_taken_back_may_come_again(books: Database) -> None:
    """A request whose work failed is not handled."""
    workspace = a_workspace(books)

    def fail() -> None:
        with books.transaction(workspace.id) as transaction:
            remember_request(transaction, "trigger", NOW)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        fail()
    with books.transaction(workspace.id) as transaction:
        assert remember_request(transaction, "trigger", NOW) is True


def test_old_requests_are_forgotten(books: Database) -> None:
    ours, theirs = a_workspace(books, "Ours", "T1"), a_workspace(books, "Theirs", "T2")
    for workspace in (ours, theirs):
        with books.transaction(workspace.id) as transaction:
            assert remember_request(transaction, "old", NOW - timedelta(days=1, seconds=1))
            assert remember_request(transaction, "new", NOW)
    with books.everywhere() as connection:
        assert forget_requests(connection, NOW - timedelta(days=1)) == 2
    with books.transaction(ours.id) as transaction:
        assert remember_request(transaction, "new", NOW) is False
        assert remember_request(transaction, "old", NOW) is True
