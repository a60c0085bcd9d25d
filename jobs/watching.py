"""Feeds as people keep them: watched for an account, an industry or the team, changed, and removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from jobs.rules.feeds import WatchedFeed, may_change_feed, name_subject
from storage.accounts import read_account
from storage.database import Transaction
from storage.feed_requests import note_feed_request
from storage.feeds import FeedKnownError, add_feed, change_feed_address, list_feeds, read_feed, remove_feed
from storage.news_records import Feed, FeedScope, NewFeed
from storage.records import Account, Rep
from storage.reps import read_rep
from storage.stories import forget_feed_stories


@dataclass(frozen=True, slots=True)
class WatchedAlready:
    """The address is watched for the same already."""

    watched: WatchedFeed


@dataclass(frozen=True, slots=True)
class NotYourFeed:
    """Somebody tried to change a feed that is another's to change."""

    watched: WatchedFeed
    adder: str | None


def watch_feed(
    transaction: Transaction,
    rep: Rep,
    url: str,
    now: datetime,
    *,
    account_id: int | None = None,
    industry: str | None = None,
    answered: bool = True,
) -> WatchedFeed | WatchedAlready:
    """Watch an address for an account, an industry, or, with neither, for the whole team.

    Who is `answered` gets a message once it was looked at: they gave its address, and ask what is there.
    """
    scope = FeedScope.TEAM
    if account_id is not None:
        scope = FeedScope.ACCOUNT
    elif industry is not None:
        scope = FeedScope.INDUSTRY
    new = NewFeed(url=url, scope=scope, account_id=account_id, industry=industry, added_by=rep.id)
    try:
        added = add_feed(transaction, new, now)
    except FeedKnownError as error:
        known = read_feed(transaction, error.feed_id)
        if known is None:
            raise
        return WatchedAlready(describe_watched(transaction, rep, known))
    if answered:
        note_feed_request(transaction, added.id, rep.id, now)
    return describe_watched(transaction, rep, added)


def describe_watched(transaction: Transaction, rep: Rep, feed: Feed) -> WatchedFeed:
    """Return a feed as a person is shown it."""
    account = _read_account_of(transaction, feed)
    return WatchedFeed(feed, name_subject(feed, _by_id(account)), may_change_feed(rep, feed, account))


def find_feed_of(transaction: Transaction, rep: Rep, feed_id: int) -> WatchedFeed | NotYourFeed | None:
    """Return a feed that a person may change, else whose it is; None where it is gone."""
    feed = read_feed(transaction, feed_id)
    if feed is None:
        return None
    watched = describe_watched(transaction, rep, feed)
    if watched.mine:
        return watched
    adder = None if feed.added_by is None else read_rep(transaction, feed.added_by)
    return NotYourFeed(watched, adder.name if adder else None)


def change_feed(
    transaction: Transaction, rep: Rep, feed_id: int, url: str, now: datetime
) -> WatchedFeed | WatchedAlready | NotYourFeed | None:
    """Give a feed another address, which is looked at soon; None where the feed is gone."""
    found = find_feed_of(transaction, rep, feed_id)
    if not isinstance(found, WatchedFeed):
        return found
    try:
        change_feed_address(transaction, feed_id, url, now)
    except FeedKnownError as error:
        known = read_feed(transaction, error.feed_id)
        return WatchedAlready(found if known is None else describe_watched(transaction, rep, known))
    note_feed_request(transaction, feed_id, rep.id, now)
    return find_feed_of(transaction, rep, feed_id)


def stop_watching(transaction: Transaction, rep: Rep, feed_id: int) -> WatchedFeed | NotYourFeed | None:
    """Remove a feed, with what only it has told and nobody has used; returns it as it was."""
    found = find_feed_of(transaction, rep, feed_id)
    if isinstance(found, WatchedFeed):
        forget_feed_stories(transaction, feed_id)
        remove_feed(transaction, feed_id)
    return found


def list_watched_for(transaction: Transaction, rep: Rep, account: Account) -> list[WatchedFeed]:
    """Return the feeds of one account."""
    return [
        WatchedFeed(each, account.name, may_change_feed(rep, each, account))
        for each in list_feeds(transaction, account.id)
    ]


def list_watched_for_all(transaction: Transaction, rep: Rep) -> list[WatchedFeed]:
    """Return the feeds of industries and of the whole team."""
    return [
        WatchedFeed(each, each.industry or "", may_change_feed(rep, each, None))
        for each in list_feeds(transaction)
        if each.scope is not FeedScope.ACCOUNT
    ]


def _read_account_of(transaction: Transaction, feed: Feed) -> Account | None:
    return None if feed.account_id is None else read_account(transaction, feed.account_id)


def _by_id(account: Account | None) -> Mapping[int, Account]:
    return {} if account is None else {account.id: account}
