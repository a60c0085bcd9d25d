"""What the feeds tell becomes stories about accounts; implements `Take` for the polling."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from jobs.news_desk import NewsDesk
from jobs.news_messages import queue_news_messages
from jobs.rules.headlines import canonicalise_link
from jobs.rules.news import KEPT, clean_link
from jobs.rules.news_reasons import classify_news
from storage.accounts import list_accounts
from storage.database import Database, Transaction
from storage.feed_health import count_feeds
from storage.homes import mark_homes_due
from storage.hosts import find_site
from storage.news_records import Feed, FeedItem
from storage.stories import (
    add_headline,
    add_story,
    delete_stories_before,
    find_told_links,
    has_stories_before,
    hold_stories,
    relate_story,
    story_exists,
)
from storage.story_records import NewStory, ToldLink
from storage.workspaces import list_workspaces, read_directory_version


@dataclass(slots=True)
class NewsTaker:
    """Takes new items of a feed in: whom each is about, and which event it tells of.

    What is looked for is kept in memory; `prepare` brings it up to date before each round.
    """

    _desks: dict[int, tuple[int | None, NewsDesk]] = field(
        default_factory=dict[int, tuple[int | None, NewsDesk]]
    )
    _found: dict[tuple[int, FeedItem], dict[int, str]] = field(
        default_factory=dict[tuple[int, FeedItem], dict[int, str]]
    )
    """What `look_through` has found."""
    _lost_commits: int = 0
    _matched: int = 0
    _unmatched: int = 0

    def take_count(self) -> tuple[int, int]:
        """Return how many items were about an account and how many about nobody, since the last time."""
        count = self._matched, self._unmatched
        self._matched = self._unmatched = 0
        return count

    def __call__(
        self, transaction: Transaction, feed: Feed, items: Sequence[FeedItem], now: datetime
    ) -> None:
        """Store what these items tell of the workspace's accounts; what is about nobody is left out."""
        try:
            self._take(transaction, feed, items, now)
        except Exception:
            # What was noted in memory may not stand in the database.
            if (known := self._desks.get(transaction.workspace)) is not None:
                known[1].forget_stories()
            raise

    def _take(self, transaction: Transaction, feed: Feed, items: Sequence[FeedItem], now: datetime) -> None:
        desk = self.open_desk(transaction)
        found = [(item, self._recall(desk, feed, item)) for item in items]
        about = [(item, matches) for item, matches in found if matches]
        self._matched += len(about)
        self._unmatched += len(items) - len(about)
        if not about:
            return
        hold_stories(transaction)
        links = {item.link: canonicalise_link(item.link) for item, _ in about if item.link}
        told = find_told_links(transaction, {link for link in links.values() if link})
        desk.catch_up(transaction, now)
        owners = set[int]()
        for item, matches in about:
            link = links.get(item.link or "")
            before = told.get(link) if link else None
            known_by = item
            if before is not None and before.feed_id == feed.id:
                # By its marks it is no article that came again: the feed gives many entries one address.
                before, known_by = None, replace(item, link=None)
            if before is not None and not story_exists(transaction, before.story_id):
                continue  # told so long ago that it is gone: an old article that came round again
            story_id = desk.find_story(known_by, matches) if before is None else before.story_id
            if story_id is None or not story_exists(transaction, story_id):
                story_id = add_story(transaction, describe_item(feed, item, now), now)
            desk.remember(story_id, known_by, matches)
            if link:
                told.setdefault(link, ToldLink(story_id, feed.id))
            add_headline(transaction, story_id, feed.id, title=item.title, link=link, now=now)
            told_of = relate_story(transaction, story_id, matches)
            owners |= {owner for each in told_of if (owner := desk.accounts[each].rep_id) is not None}
        if owners:
            mark_homes_due(transaction, sorted(owners))

    def look_through(self, documents: Iterable[tuple[Feed, Sequence[FeedItem]]]) -> None:
        """Find out whom these items are about, before the transaction in which they are taken in.

        Long texts full of names take their time, in which nobody who logs a touch may wait.
        """
        self._found = {
            (feed.id, item): self._desks[feed.workspace][1].find_accounts(feed, item)
            for feed, items in documents
            if feed.workspace in self._desks
            for item in items
        }

    def forget_stories(self) -> None:
        """Read anew what was told lately: what was noted in memory may not stand in the database."""
        for _, desk in self._desks.values():
            desk.forget_stories()

    def _recall(self, desk: NewsDesk, feed: Feed, item: FeedItem) -> dict[int, str]:
        found = self._found.pop((feed.id, item), None)
        return desk.find_accounts(feed, item) if found is None else found

    def prepare(self, books: Database, now: datetime) -> None:
        """Look up what is to be looked for in each workspace with feeds, and what was told there lately.

        Both may take seconds, in which nobody who logs a touch may wait: so it is done while others write.
        """
        lost, self._lost_commits = self._lost_commits, books.lost_commits
        with books.reading_everywhere() as connection:
            workspaces = list_workspaces(connection)
        for gone in self._desks.keys() - {each.id for each in workspaces}:
            del self._desks[gone]
        for workspace in workspaces:
            with books.reading(workspace.id) as reader:
                if count_feeds(reader):
                    desk = self._refresh(reader)
                    if lost != self._lost_commits:
                        # What was noted in memory was not written after all.
                        desk.forget_stories()
                    desk.catch_up(reader, now)

    def open_desk(self, transaction: Transaction) -> NewsDesk:
        """Return what is looked for, as it was when the round began: others may wait for this transaction."""
        known = self._desks.get(transaction.workspace)
        return known[1] if known is not None else self._refresh(transaction)

    def _refresh(self, transaction: Transaction) -> NewsDesk:
        version = read_directory_version(transaction)
        known = self._desks.get(transaction.workspace)
        if known is not None and known[0] == version:
            return known[1]
        desk = known[1] if known is not None else NewsDesk()
        desk.look_for(list_accounts(transaction))
        self._desks[transaction.workspace] = (version, desk)
        return desk


def describe_item(feed: Feed, item: FeedItem, now: datetime) -> NewStory:
    """Return the event as this item tells it; a date to come is the feed's mistake."""
    return NewStory(
        title=item.title,
        summary=item.summary,
        link=clean_link(item.link),
        source=feed.title or find_site(feed.url) or feed.url,
        reason=classify_news(item.title, item.summary).kind.value,
        at=min(item.published or now, now),
    )


def delete_old_news(transaction: Transaction, now: datetime) -> int:
    """Delete the events nobody has heard of for a while and return how many; none of them is told again."""
    return delete_stories_before(transaction, now - KEPT)


def tell_news(
    books: Database,
    workspace: int,
    now: datetime,
    _progress: Callable[[int, int], None] = lambda _done, _total: None,
    _enough: Callable[[], bool] = lambda: False,
) -> int:
    """Queue what is to be told of the feeds, forget what is old, and return how many messages were new."""
    with books.reading(workspace) as reader:
        old = has_stories_before(reader, now - KEPT)
    if old:
        with books.transaction(workspace) as transaction:
            delete_old_news(transaction, now)
    return queue_news_messages(books, workspace, now)
