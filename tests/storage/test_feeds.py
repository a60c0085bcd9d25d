"""Feeds as people change them: none is watched twice for the same."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from storage.database import Transaction
from storage.feed_tables import feed
from storage.feeds import (
    FeedKnownError,
    add_feed,
    add_feeds,
    change_feed_address,
    find_removed_feed,
    list_feeds,
    read_feed,
    remove_feed,
    restore_feed,
)
from storage.news_records import NewFeed
from tests.builders import NOW

DAY = timedelta(days=1)


def was_removed(transaction: Transaction, given: str, **facts: Any) -> int:
    """Add a feed that stands so when it is removed, and return its id."""
    added = add_feed(transaction, NewFeed(given), NOW)
    transaction.connection.execute(update(feed).where(feed.c.id == added.id).values(**facts))
    assert remove_feed(transaction, added.id, NOW)
    return added.id


def test_a_feed_is_not_given_the_address_to_which_another_has_moved(transaction: Transaction) -> None:
    moved = add_feed(transaction, NewFeed("https://old.example/f"), NOW)
    other = add_feed(transaction, NewFeed("https://other.example/f"), NOW)
    transaction.connection.execute(
        update(feed).where(feed.c.id == moved.id).values(url="https://new.example/f")
    )
    for url in ("https://new.example/f", "https://old.example/f"):
        with pytest.raises(FeedKnownError) as refused:
            change_feed_address(transaction, other.id, url, NOW)
        assert refused.value.feed_id == moved.id, "it names the one that is known"
    assert change_feed_address(transaction, moved.id, "https://new.example/f", NOW), "its own is free"
    changed = read_feed(transaction, moved.id)
    assert changed is not None
    assert changed.given_url == "https://new.example/f"
    assert not change_feed_address(transaction, 9_999, "https://new.example/f", NOW)


def test_a_removed_feed_is_found_by_where_it_has_moved_unless_another_is_watched_there(
    transaction: Transaction,
) -> None:
    moved = add_feed(transaction, NewFeed("https://old.example/f"), NOW)
    transaction.connection.execute(
        update(feed).where(feed.c.id == moved.id).values(url="https://new.example/f")
    )
    assert remove_feed(transaction, moved.id, NOW)
    found = find_removed_feed(transaction, "team:", "https://new.example/f")
    assert found is not None
    assert found.id == moved.id
    assert find_removed_feed(transaction, "industry:Rail", "https://new.example/f") is None
    other = add_feed(transaction, NewFeed("https://new.example/f"), NOW)
    assert find_removed_feed(transaction, "team:", "https://new.example/f") is None
    with pytest.raises(FeedKnownError) as refused:
        restore_feed(transaction, found, "team:", None, NOW)
    assert refused.value.feed_id == other.id
    assert remove_feed(transaction, other.id, NOW)
    restored = restore_feed(transaction, found, "team:", None, NOW)
    assert restored is not None
    assert restored.id == moved.id


def test_a_list_brings_back_one_that_was_gone_for_good_and_it_is_asked_again(
    transaction: Transaction,
) -> None:
    """It was counted as added, and never asked again."""
    gone = was_removed(transaction, "https://a.example/f", baseline_at=NOW, gone=True, next_at=None)
    [back] = add_feeds(transaction, [NewFeed("https://a.example/f")], NOW + DAY)
    assert (back.id, back.gone, back.next_at, back.baseline_at) == (gone, False, NOW + DAY, NOW)


def test_a_list_brings_back_one_that_has_moved_by_either_of_its_addresses(transaction: Transaction) -> None:
    """It got a twin: what it had told before came again."""
    old, new = NewFeed("https://old.example/f"), NewFeed("https://new.example/f")
    moved = was_removed(transaction, old.url, url=new.url)
    assert [each.id for each in add_feeds(transaction, [new, old], NOW)] == [moved]
    assert [each.id for each in list_feeds(transaction)] == [moved]


def test_a_list_does_not_bring_back_one_that_has_moved_where_another_is_watched(
    transaction: Transaction,
) -> None:
    was_removed(transaction, "https://old.example/f", url="https://new.example/f")
    other = add_feed(transaction, NewFeed("https://new.example/f"), NOW)
    assert not add_feeds(transaction, [NewFeed("https://old.example/f")], NOW)
    with pytest.raises(FeedKnownError) as refused:
        add_feed(transaction, NewFeed("https://old.example/f"), NOW)
    assert refused.value.feed_id == other.id
    assert [each.id for each in list_feeds(transaction)] == [other.id]


def test_put_back_it_begins_to_fail_anew(transaction: Transaction) -> None:
    """Nobody asked it meanwhile: one more failure was told as three weeks of failing."""
    failing = {"failing_since": NOW, "failures": 3, "error": "Its server is gone.", "told_at": NOW}
    was_removed(transaction, "https://a.example/f", baseline_at=NOW, **failing)
    [back] = add_feeds(transaction, [NewFeed("https://a.example/f")], NOW + 20 * DAY)
    assert (back.failing_since, back.failures, back.error, back.told_at) == (None, 0, None, None)
