"""Feeds as people change them: none is watched twice for the same."""

import pytest
from sqlalchemy import update

from storage.database import Transaction
from storage.feed_tables import feed
from storage.feeds import (
    FeedKnownError,
    add_feed,
    change_feed_address,
    find_removed_feed,
    read_feed,
    remove_feed,
    restore_feed,
)
from storage.news_records import NewFeed
from tests.builders import NOW


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
