"""Feeds as people keep them: watched for an account, an industry or the team, changed, and removed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jobs.rules.feeds import (
    REMOVED_KEPT,
    WatchedFeed,
    choose_adder_again,
    name_subject,
    show_feed_to,
)
from jobs.rules.sample_data import is_sample
from storage.accounts import read_account
from storage.database import Database, Transaction
from storage.feed_requests import note_feed_request
from storage.feeds import (
    FeedKnownError,
    add_feed,
    change_feed_address,
    find_removed_feed,
    list_feeds,
    read_feed,
    remove_feed,
    restore_feed,
)
from storage.news_records import Feed, FeedScope, NewFeed
from storage.records import Account, Rep
from storage.removed_feeds import delete_feed, hold_removed_feed, list_feeds_removed_before
from storage.reps import read_rep
from storage.stories import forget_feed_stories
from storage.workspaces import list_workspaces


@dataclass(frozen=True, slots=True)
class WatchedAlready:
    """The address is watched for the same already."""

    watched: WatchedFeed


@dataclass(frozen=True, slots=True)
class WatchedAgain:
    """The address had been removed, and is watched again as it was: what was seen there stays seen."""

    watched: WatchedFeed


@dataclass(frozen=True, slots=True)
class NotYourFeed:
    """Somebody tried to change a feed that is another's to change."""

    watched: WatchedFeed
    adder: str | None


@dataclass(frozen=True, slots=True)
class SampleNotWatched:
    """Nobody writes about a sample: it is made up."""

    account: Account


def watch_feed(
    transaction: Transaction,
    rep: Rep,
    url: str,
    now: datetime,
    *,
    account_id: int | None = None,
    industry: str | None = None,
    answered: bool = True,
) -> WatchedFeed | WatchedAgain | WatchedAlready | SampleNotWatched:
    """Watch an address for an account, an industry, or, with neither, for the whole team.

    Who is `answered` gets a message once it was looked at: they gave its address, and ask what is there. Of
    one that had been removed, and read before, that is known.
    """
    account = None if account_id is None else read_account(transaction, account_id)
    if account is not None and is_sample(account):
        return SampleNotWatched(account)
    scope = FeedScope.TEAM
    if account_id is not None:
        scope = FeedScope.ACCOUNT
    elif industry is not None:
        scope = FeedScope.INDUSTRY
    new = NewFeed(url=url, scope=scope, account_id=account_id, industry=industry, added_by=rep.id)
    try:
        added = _put_back(transaction, rep, new, now) or add_feed(transaction, new, now)
    except FeedKnownError as error:
        known = read_feed(transaction, error.feed_id)
        if known is None:
            raise
        return WatchedAlready(describe_watched(transaction, rep, known))
    if added.baseline_at is not None:
        return WatchedAgain(describe_watched(transaction, rep, added))
    if answered:
        note_feed_request(transaction, added.id, rep.id, now)
    return describe_watched(transaction, rep, added)


def _put_back(transaction: Transaction, rep: Rep, wanted: NewFeed, now: datetime) -> Feed | None:
    removed = find_removed_feed(transaction, wanted.about, wanted.url)
    if removed is None:
        return None
    adder = choose_adder_again(rep, describe_watched(transaction, rep, removed))
    return restore_feed(transaction, removed, wanted.about, adder, now)


def describe_watched(transaction: Transaction, rep: Rep, feed: Feed) -> WatchedFeed:
    """Return a feed as a person is shown it."""
    account = _read_account_of(transaction, feed)
    return show_feed_to(rep, feed, name_subject(feed, _by_id(account)), account)


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
    feed = found.feed
    about = NewFeed(url, feed.scope, feed.account_id, feed.industry).about
    if (removed := find_removed_feed(transaction, about, url)) is not None:
        # Two about the same have no address in common. Somebody waits, but for one feed only, and once in a
        # long while: with as many marks as there may be, that is a tenth of a second.
        _delete_for_good(transaction, removed.id)
    try:
        change_feed_address(transaction, feed_id, url, now)
    except FeedKnownError as error:
        known = read_feed(transaction, error.feed_id)
        return WatchedAlready(found if known is None else describe_watched(transaction, rep, known))
    note_feed_request(transaction, feed_id, rep.id, now)
    return find_feed_of(transaction, rep, feed_id)


def stop_watching(
    transaction: Transaction, rep: Rep, feed_id: int, now: datetime
) -> WatchedFeed | NotYourFeed | None:
    """Remove a feed and return it as it was; what only it has told and nobody has used shows no more.

    Within `REMOVED_KEPT` it can be put back with all of that.
    """
    found = find_feed_of(transaction, rep, feed_id)
    if isinstance(found, WatchedFeed):
        remove_feed(transaction, feed_id, now)
    return found


def delete_removed_feeds(books: Database, now: datetime, enough: Callable[[], bool] = lambda: False) -> int:
    """Delete for good the feeds that were removed long ago, of all workspaces, and return how many."""
    before = now - REMOVED_KEPT
    with books.reading_everywhere() as connection:
        workspaces = list_workspaces(connection)
    deleted = 0
    for workspace in workspaces:
        with books.reading(workspace.id) as reader:
            removed = list_feeds_removed_before(reader, before)
        for feed_id in removed:
            if enough():
                return deleted
            # One at a time: each may have much that was seen in it, and whoever logs a touch waits.
            with books.transaction(workspace.id) as transaction:
                if hold_removed_feed(transaction, feed_id, before):
                    _delete_for_good(transaction, feed_id)
                    deleted += 1
    return deleted


def _delete_for_good(transaction: Transaction, feed_id: int) -> None:
    forget_feed_stories(transaction, feed_id)
    delete_feed(transaction, feed_id)


def list_watched_for(transaction: Transaction, rep: Rep, account: Account) -> list[WatchedFeed]:
    """Return the feeds of one account."""
    return [show_feed_to(rep, each, account.name, account) for each in list_feeds(transaction, account.id)]


def list_watched_for_all(transaction: Transaction, rep: Rep) -> list[WatchedFeed]:
    """Return the feeds of industries and of the whole team."""
    return [
        show_feed_to(rep, each, each.industry or "", None)
        for each in list_feeds(transaction)
        if each.scope is not FeedScope.ACCOUNT
    ]


def _read_account_of(transaction: Transaction, feed: Feed) -> Account | None:
    return None if feed.account_id is None else read_account(transaction, feed.account_id)


def _by_id(account: Account | None) -> Mapping[int, Account]:
    return {} if account is None else {account.id: account}
