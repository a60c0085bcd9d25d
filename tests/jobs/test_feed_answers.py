"""Whoever gives a feed its address is answered, also where its server does not let itself be asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.news_messages import plan_feed_answers
from storage.database import Transaction
from storage.feed_polling import claim_due_feeds, hold_feeds_of_host, save_poll
from storage.feed_requests import note_feed_request
from storage.feeds import add_feed, pause_feeds
from storage.news_records import NewFeed
from tests.builders import NOW, a_rep

DAY = timedelta(days=1)


def test_a_feed_whose_host_wants_to_be_left_alone_is_answered_after_a_day(transaction: Transaction) -> None:
    rep = a_rep(transaction)
    feed = add_feed(transaction, NewFeed("https://busy.example/1"), NOW)
    note_feed_request(transaction, feed.id, rep.id, NOW)
    hold_feeds_of_host(transaction.connection, "busy.example", NOW + 7 * DAY)
    assert plan_feed_answers(transaction, NOW + DAY) == {}, "it may still be asked in time"
    [answer] = plan_feed_answers(transaction, NOW + DAY + timedelta(seconds=1)).values()
    assert answer is not None
    assert answer.facts == {"feed": feed.id}


@pytest.mark.parametrize("paused", [False, True])
def test_a_request_that_nobody_can_answer_truly_is_dropped(transaction: Transaction, paused: bool) -> None:
    """It was not asked for another reason: nobody polled, or it rests."""
    rep = a_rep(transaction)
    feed = add_feed(transaction, NewFeed("https://busy.example/1"), NOW)
    note_feed_request(transaction, feed.id, rep.id, NOW)
    pause_feeds(transaction, [feed.id], paused=paused)
    assert list(plan_feed_answers(transaction, NOW + 2 * DAY).values()) == [None]


def test_who_was_asked_is_answered_at_once(transaction: Transaction) -> None:
    rep = a_rep(transaction)
    add_feed(transaction, NewFeed("https://busy.example/1"), NOW)
    [feed] = claim_due_feeds(transaction.connection, NOW, "watcher", 1)
    note_feed_request(transaction, feed.id, rep.id, NOW)
    asked = replace(feed, baseline_at=NOW, polled_at=NOW, next_at=NOW + DAY)
    assert save_poll(transaction, asked, "watcher")
    [answer] = plan_feed_answers(transaction, NOW).values()
    assert answer is not None
