"""Puts the story's feeds into the bot's books: watched for some weeks, one of them broken since Thursday."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.playground.story_news import FEEDS, FEEDS_AT, StoryFeed, list_items
from jobs.rules.seen_items import mark_items
from storage.database import Database
from storage.feed_polling import claim_due_feeds, remember_marks, save_poll
from storage.feeds import add_feed
from storage.news_records import Feed, FeedScope, NewFeed

WATCHED_DAYS = 21
BROKEN_DAYS = 4
WRITER = "story"


def fill_feeds(
    books: Database,
    workspace: int,
    now: datetime,
    *,
    accounts: Mapping[str, int],
    added_by: int,
    base: str,
) -> None:
    """Let each feed have been looked at until a few days ago, so that what came since is news."""
    began = now - timedelta(days=WATCHED_DAYS)
    told = {each.name: each for each in FEEDS}
    with books.transaction(workspace) as transaction:
        for each in FEEDS:
            add_feed(transaction, _describe(each, accounts, added_by, base), began)
    with books.everywhere() as connection:
        claimed = claim_due_feeds(connection, now, WRITER, len(FEEDS))
    for feed in claimed:
        story = told[feed.url.rpartition("/")[2]]
        items = list_items(story, now, now - timedelta(days=BROKEN_DAYS), base)
        with books.transaction(workspace) as transaction:
            marks = mark_items(items)
            remember_marks(transaction, feed.id, {mark for each in marks for mark in each.remembered})
            save_poll(
                transaction, _describe_poll(feed, story, items[0].title if items else None, now), WRITER
            )


def _describe(story: StoryFeed, accounts: Mapping[str, int], added_by: int, base: str) -> NewFeed:
    account_id = accounts[story.account] if story.account else None
    scope = FeedScope.INDUSTRY if account_id is None else FeedScope.ACCOUNT
    url = f"{base}{FEEDS_AT}/{story.name}"
    return NewFeed(url, scope, account_id, story.industry, added_by, story.title)


def _describe_poll(feed: Feed, story: StoryFeed, newest: str | None, now: datetime) -> Feed:
    read_at = now - timedelta(days=BROKEN_DAYS)
    polled = replace(
        feed, title=story.title, newest_title=newest, baseline_at=read_at, polled_at=read_at, next_at=now
    )
    if not story.broken:
        return polled
    return replace(
        polled, failing_since=read_at, failures=12, error="The server says that there is no such page (404)."
    )
