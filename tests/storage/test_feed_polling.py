"""Who polls a feed, and what a poll leaves as it found it."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jobs.rules.web_addresses import read_web_address
from storage.database import Database
from storage.feed_polling import (
    MOST_OF_HOST,
    claim_due_feeds,
    count_marks,
    forget_other_marks,
    hand_back_feeds,
    hold_feeds_of_host,
    remember_marks,
    save_poll,
    save_polls,
)
from storage.feeds import add_feed, add_feeds, mark_feeds_told, read_feed
from storage.hosts import find_host
from storage.news_records import Feed, NewFeed
from storage.records import Workspace
from tests.builders import NOW, a_workspace

HOUR = timedelta(hours=1)


def some_feeds(books: Database, workspace: Workspace, *urls: str, now: datetime = NOW) -> list[Feed]:
    with books.transaction(workspace.id) as transaction:
        return add_feeds(transaction, [NewFeed(url) for url in urls], now)


def claim(books: Database, owner: str = "one", most: int = 9) -> Sequence[Feed]:
    with books.everywhere() as connection:
        return claim_due_feeds(connection, NOW, owner, most)


def read(books: Database, feed: Feed) -> Feed:
    with books.reading(feed.workspace) as reader:
        found = read_feed(reader, feed.id)
    assert found is not None
    return found


@pytest.mark.parametrize("alone", [True, False])
def test_a_poll_does_not_undo_the_rest_that_its_host_asked_for(
    books: Database, workspace: Workspace, alone: bool
) -> None:
    """Another feed of the host got the Retry-After while this one was being read."""
    some_feeds(books, workspace, "https://busy.example/1")
    [claimed] = claim(books)
    with books.everywhere() as connection:
        assert hold_feeds_of_host(connection, "busy.example", NOW + 9 * HOUR) == 1
    polled = replace(claimed, next_at=NOW + HOUR)
    with books.transaction(workspace.id) as transaction:
        if alone:
            assert save_poll(transaction, polled, "one")
        else:
            save_polls(transaction.connection, [polled], "one")
    assert read(books, claimed).next_at == NOW + 9 * HOUR


def test_a_feed_that_is_gone_is_not_due_again(books: Database, workspace: Workspace) -> None:
    some_feeds(books, workspace, "https://busy.example/1")
    [claimed] = claim(books)
    with books.everywhere() as connection:
        save_polls(connection, [replace(claimed, next_at=None, gone=True)], "one")
    assert read(books, claimed).next_at is None


@pytest.mark.parametrize(
    "url",
    [
        "https://ACME.com./f",
        "https://acme.com:8443/f",
        "https://Acme。com/f",
        "https://bücher.example/f?a",
        "https://BÜCHER.example",
        "https://①.example/f",
        "https://[2606:4700:0:0::1]/f",
        "https://8.8.8.8/f",
    ],
)
def test_a_host_is_held_however_its_feeds_write_it(books: Database, workspace: Workspace, url: str) -> None:
    [added] = some_feeds(books, workspace, url)
    host = read_web_address(url).host
    assert find_host(url) == host
    with books.everywhere() as connection:
        assert hold_feeds_of_host(connection, host, NOW + HOUR) == 1
    assert read(books, added).next_at == NOW + HOUR


def test_a_failing_poll_leaves_alone_whether_people_were_told(books: Database, workspace: Workspace) -> None:
    """Claimed before the telling and saved after it: they would be told a second time."""
    some_feeds(books, workspace, "https://acme.example/1")
    [claimed] = claim(books)
    with books.transaction(workspace.id) as transaction:
        mark_feeds_told(transaction, [claimed.id], NOW)
    failed = replace(claimed, failures=9, failing_since=NOW - 99 * HOUR, next_at=NOW)
    with books.everywhere() as connection:
        save_polls(connection, [failed], "one")
    assert read(books, claimed).told_at == NOW
    [again] = claim(books)
    with books.everywhere() as connection:
        save_polls(connection, [replace(again, failures=0, failing_since=None, told_at=None)], "one")
    assert read(books, claimed).told_at is None, "the next failure is told anew"


def test_saving_and_holding_do_not_wait_for_each_other_in_turn(books: Database, workspace: Workspace) -> None:
    """PostgreSQL ends one of two transactions that lock the same rows in different orders."""
    urls = [f"https://busy.example/{number}" for number in range(40)]
    some_feeds(books, workspace, *urls)
    claimed = list(claim(books, most=99))
    errors: list[Exception] = []

    def repeat(number: int) -> None:
        try:
            for _ in range(15):
                with books.everywhere() as connection:
                    if number == 0:
                        hold_feeds_of_host(connection, "busy.example", NOW + 9 * HOUR)
                    elif number == 1:
                        save_polls(connection, [replace(each, next_at=NOW) for each in claimed], "one")
                    else:
                        save_polls(connection, [replace(each, next_at=NOW) for each in claimed[::-1]], "one")
                with books.everywhere() as connection:
                    claim_due_feeds(connection, NOW + 99 * HOUR, "one", 99)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=repeat, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


def test_two_open_transactions_share_what_is_due(postgresql_books: Database) -> None:
    """SQLite has one writer; here the second finds rows that the first has locked and not yet committed."""
    books = postgresql_books
    workspace = a_workspace(books)
    some_feeds(books, workspace, *(f"https://a.example/{number}" for number in range(5)))
    with books.everywhere() as first, books.everywhere() as second:
        one = claim_due_feeds(first, NOW, "one", 3)
        second.exec_driver_sql("SET LOCAL lock_timeout = '2s'")
        two = claim_due_feeds(second, NOW, "two", 9)
    assert (len(one), len(two)) == (3, 2)
    assert {each.id for each in one}.isdisjoint(each.id for each in two)


def test_what_one_host_is_behind_with_does_not_keep_the_others_waiting(
    books: Database, workspace: Workspace
) -> None:
    some_feeds(
        books, workspace, *(f"https://news.example/{number}" for number in range(400)), now=NOW - 9 * HOUR
    )
    [other] = some_feeds(books, workspace, "https://acme.example/feed")
    claimed = claim(books, most=300)
    assert other.id in {each.id for each in claimed}
    assert len(claimed) == MOST_OF_HOST + 1
    assert len(claim(books, "two", 300)) == MOST_OF_HOST, "the rest comes afterwards"


def test_one_address_of_many_workspaces_counts_once(books: Database) -> None:
    for number in range(MOST_OF_HOST + 20):
        workspace = a_workspace(books, team_id=f"T{number}")
        some_feeds(books, workspace, "https://news.example/shared")
    assert len(claim(books, most=999)) == MOST_OF_HOST + 20


def test_what_was_handed_back_is_due_for_others(books: Database, workspace: Workspace) -> None:
    some_feeds(books, workspace, "https://a.example/1", "https://a.example/2")
    claimed = claim(books)
    with books.everywhere() as connection:
        hand_back_feeds(connection, reversed(claimed), "one")
    assert [each.id for each in claim(books, "two")] == [each.id for each in claimed]


def test_of_what_was_seen_only_some_is_kept(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        one, other = (add_feed(transaction, NewFeed(f"https://a.example/{each}"), NOW).id for each in "12")
        remember_marks(transaction, one, range(9))
        remember_marks(transaction, other, range(4))
        assert forget_other_marks(transaction, one, [1, 2]) == 7
        assert (count_marks(transaction, one), count_marks(transaction, other)) == (2, 4)
        assert remember_marks(transaction, one, [1, 2, 3]) == {3}
