"""A feed that was removed and is put back goes on where it was; after a month it is gone for good."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest

from jobs.feeds.client import FeedClient
from jobs.feeds.fetching import Fetcher
from jobs.feeds.reading_pool import ReadingPool
from jobs.news import NewsTaker
from jobs.news_messages import plan_feed_answers
from jobs.polled_feeds import Outcome
from jobs.polling import PollCount, poll_due_feeds
from jobs.rules.feeds import REMOVED_KEPT, WatchedFeed
from jobs.rules.web_addresses import read_allowed_hosts
from jobs.stories import Outcome as Settlement
from jobs.stories import note_idea, reopen_story
from jobs.watching import (
    WatchedAgain,
    WatchedAlready,
    change_feed,
    delete_removed_feeds,
    stop_watching,
    watch_feed,
)
from storage.account_stories import find_newest_stories, list_account_stories, read_account_story
from storage.database import Database, Transaction
from storage.feed_health import count_feeds, count_feeds_by_state, list_failing_feeds
from storage.feed_polling import count_marks
from storage.feeds import add_feeds, find_removed_feed, list_feed_addresses, list_feeds, read_feed
from storage.news_records import NewFeed
from storage.records import Account, Rep, Role, Workspace
from storage.reps import change_rep, known, read_rep
from storage.story_records import AccountStory, NewsState
from tests.builders import NOW, a_rep, an_account
from tests.feed_server import FeedServer, a_feed

DAY = timedelta(days=1)
REGATTA, DEPOT, PRIZE = (
    "Cobalt Logistics sponsors a regatta",
    "Cobalt Logistics opens a depot in Leeds",
    "Cobalt Logistics wins a prize",
)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, deadline_seconds=30) as warm:
        yield warm


class Newsroom:
    """A rep, an account, and a server whose feed is read as the bot reads it."""

    def __init__(self, books: Database, workspace: Workspace, server: FeedServer, pool: ReadingPool) -> None:
        self.books, self.workspace, self.server = books, workspace.id, server
        self.client = FeedClient(Fetcher(allowed=read_allowed_hosts([server.host]), total_seconds=3.0), pool)
        self.taker = NewsTaker()
        self.url = server.url("/f")
        with books.transaction(self.workspace) as transaction:
            self.sam = a_rep(transaction)
            self.cobalt = an_account(transaction, "Cobalt Logistics", rep_id=self.sam.id)

    def watch(self, now: datetime, rep: Rep | None = None) -> WatchedFeed | WatchedAgain | WatchedAlready:
        with self.books.transaction(self.workspace) as transaction:
            return watch_feed(transaction, rep or self.sam, self.url, now, account_id=self.cobalt.id)

    def stop(self, feed_id: int, now: datetime) -> None:
        with self.books.transaction(self.workspace) as transaction:
            assert isinstance(stop_watching(transaction, self.sam, feed_id, now), WatchedFeed)

    def poll(self, now: datetime) -> PollCount:
        self.taker.prepare(self.books, now)
        return poll_due_feeds(self.books, self.client, now, "watcher", self.taker)

    def stories(self) -> Sequence[AccountStory]:
        with self.books.reading(self.workspace) as reader:
            return list_stories(reader, self.cobalt, self.sam)

    def titles(self) -> list[str]:
        return sorted(each.story.title for each in self.stories())


def list_stories(transaction: Transaction, account: Account, viewer: Rep) -> Sequence[AccountStory]:
    return list_account_stories(
        transaction, [account.id], viewer.id, NOW - 99 * DAY, decided_since=NOW - 99 * DAY
    )


@pytest.fixture
def room(books: Database, workspace: Workspace, pool: ReadingPool) -> Iterator[Newsroom]:
    with FeedServer() as server:
        server.put("/f", a_feed(REGATTA))
        yield Newsroom(books, workspace, server, pool)


def watched_id(answer: WatchedFeed | WatchedAgain | WatchedAlready) -> int:
    return answer.feed.id if isinstance(answer, WatchedFeed) else answer.watched.feed.id


def test_put_back_it_tells_what_came_meanwhile_and_nothing_twice(room: Newsroom) -> None:
    """Put back, it was read as a new one: what was told was lost with it, and what came meanwhile no news."""
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.server.put("/f", a_feed(REGATTA, DEPOT))
    room.poll(NOW + DAY)
    [told] = room.stories()
    room.stop(feed_id, NOW + 2 * DAY)
    room.server.put("/f", a_feed(REGATTA, DEPOT, PRIZE))
    assert room.poll(NOW + 3 * DAY).asked == 0
    assert room.titles() == []

    answer = room.watch(NOW + 20 * DAY)
    assert isinstance(answer, WatchedAgain)
    assert answer.watched.feed.id == feed_id
    assert [each.id for each in room.stories()] == [told.id]
    assert room.poll(NOW + 20 * DAY).outcomes == {Outcome.NEW: 1}
    assert room.titles() == [DEPOT, PRIZE]
    with room.books.reading(room.workspace) as reader:
        answered = [each for each in plan_feed_answers(reader, NOW + 20 * DAY).values() if each]
    assert not answered, "nobody waits for a first look"


def test_put_back_it_asks_with_what_the_server_said_before(room: Newsroom) -> None:
    room.server.put("/f", a_feed(REGATTA), etag='"one"')
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.stop(feed_id, NOW + DAY)
    room.watch(NOW + 2 * DAY)
    assert room.poll(NOW + 2 * DAY).outcomes == {Outcome.UNCHANGED: 1}
    assert room.server.log[-1].headers["if-none-match"] == '"one"'


def test_a_removed_feed_counts_for_nothing(room: Newsroom) -> None:
    room.server.refuse("/f", 404)
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.stop(feed_id, NOW)
    with room.books.reading(room.workspace) as reader:
        assert (list_feeds(reader), read_feed(reader, feed_id), count_feeds(reader)) == ([], None, 0)
        assert not list_failing_feeds(reader)
        assert not list_feed_addresses(reader)
        assert plan_feed_answers(reader, NOW) == dict.fromkeys(plan_feed_answers(reader, NOW))
    with room.books.reading_everywhere() as connection:
        assert count_feeds_by_state(connection) == {}


def test_what_is_read_while_it_is_removed_is_told_once_it_is_back(room: Newsroom) -> None:
    """The answer was under way: written down, it would be seen and told to nobody."""
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.server.put("/f", a_feed(REGATTA, DEPOT))
    room.taker.prepare(room.books, NOW + DAY)

    def take_after_removal(documents: object) -> None:
        room.stop(feed_id, NOW + DAY)

    count = poll_due_feeds(
        room.books, room.client, NOW + DAY, "watcher", room.taker, look_through=take_after_removal
    )
    assert (count.lost, room.titles()) == (1, [])
    room.watch(NOW + DAY)
    room.poll(NOW + DAY)
    assert room.titles() == [DEPOT]


@pytest.mark.parametrize("is_gone", [True, False])
def test_one_that_was_never_read_or_gone_is_looked_at_again(room: Newsroom, is_gone: bool) -> None:
    if is_gone:
        room.watch(NOW)
        room.poll(NOW)
    room.server.refuse("/f", 410)
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW + DAY)
    room.stop(feed_id, NOW + DAY)
    room.server.put("/f", a_feed(REGATTA))
    answer = room.watch(NOW + 2 * DAY)
    assert isinstance(answer, WatchedAgain if is_gone else WatchedFeed)
    assert watched_id(answer) == feed_id
    expected = Outcome.UNCHANGED if is_gone else Outcome.BASELINE
    assert room.poll(NOW + 2 * DAY).outcomes == {expected: 1}
    with room.books.reading(room.workspace) as reader:
        assert len([each for each in plan_feed_answers(reader, NOW + 2 * DAY).values() if each]) == (
            not is_gone
        )


def test_after_a_month_it_is_deleted_with_all_it_told_and_begins_anew(room: Newsroom) -> None:
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.server.put("/f", a_feed(REGATTA, DEPOT))
    room.poll(NOW + DAY)
    [told] = room.stories()
    room.stop(feed_id, NOW + DAY)
    assert delete_removed_feeds(room.books, NOW + DAY + REMOVED_KEPT) == 0
    assert delete_removed_feeds(room.books, NOW + 2 * DAY + REMOVED_KEPT, lambda: True) == 0
    assert delete_removed_feeds(room.books, NOW + 2 * DAY + REMOVED_KEPT) == 1
    with room.books.reading(room.workspace) as reader:
        assert count_marks(reader, feed_id) == 0
        assert read_account_story(reader, told.id, room.sam.id) is None
    answer = room.watch(NOW + 40 * DAY)
    assert isinstance(answer, WatchedFeed)
    assert answer.feed.id != feed_id
    assert room.poll(NOW + 40 * DAY).outcomes == {Outcome.BASELINE: 1}


def test_the_cleaning_leaves_alone_what_is_watched_again(room: Newsroom) -> None:
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.stop(feed_id, NOW)
    room.watch(NOW + DAY)
    assert delete_removed_feeds(room.books, NOW + 90 * DAY) == 0
    with room.books.reading(room.workspace) as reader:
        assert read_feed(reader, feed_id) is not None


def test_of_what_a_removed_feed_told_what_was_used_stays_and_can_be_taken_back(room: Newsroom) -> None:
    feed_id = watched_id(room.watch(NOW))
    room.poll(NOW)
    room.server.put("/f", a_feed(REGATTA, DEPOT, PRIZE))
    room.poll(NOW + DAY)
    depot = next(each for each in room.stories() if each.story.title == DEPOT)
    with room.books.transaction(room.workspace) as transaction:
        note_idea(transaction, room.sam, depot, "visit them", NOW + DAY)
        stop_watching(transaction, room.sam, feed_id, NOW + DAY)
        assert [each.id for each in list_stories(transaction, room.cobalt, room.sam)] == [depot.id]
        assert find_newest_stories(transaction, [room.cobalt.id]) == {room.cobalt.id: NOW + DAY}
        settled = reopen_story(transaction, room.sam, depot.id, NOW + DAY)
        assert settled is not None
        assert (settled.outcome, settled.story.state) == (Settlement.DONE, NewsState.OPEN)
        assert not list_stories(transaction, room.cobalt, room.sam)
        assert find_newest_stories(transaction, [room.cobalt.id]) == {}
    room.watch(NOW + DAY)
    assert room.titles() == [DEPOT, PRIZE]


def test_whose_it_is_when_it_is_put_back_or_added_again(transaction: Transaction) -> None:
    """To put it back is to undo; whoever adds it as their own may change it."""
    sam, dana = a_rep(transaction), a_rep(transaction, "Dana", slack_id="U2")
    morgan = a_rep(transaction, "Morgan", slack_id="U3")
    change_rep(transaction, morgan.id, roles={Role.MANAGER})
    lead = known(read_rep(transaction, morgan.id))
    for adder, expected in ((lead, sam), (dana, dana)):
        added = watch_feed(transaction, sam, "https://a.example/f", NOW, industry=adder.name)
        assert isinstance(added, WatchedFeed)
        assert isinstance(stop_watching(transaction, sam, added.feed.id, NOW), WatchedFeed)
        again = watch_feed(transaction, adder, "https://a.example/f", NOW, industry=adder.name)
        assert isinstance(again, WatchedFeed)
        assert (again.feed.id, again.feed.added_by) == (added.feed.id, expected.id)
        assert again.mine


def test_another_feed_may_take_the_address_of_a_removed_one(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    one, other = (
        watch_feed(transaction, sam, f"https://{name}.example/f", NOW, industry="Rail") for name in "ab"
    )
    assert isinstance(one, WatchedFeed)
    assert isinstance(other, WatchedFeed)
    stop_watching(transaction, sam, one.feed.id, NOW)
    changed = change_feed(transaction, sam, other.feed.id, one.feed.url, NOW)
    assert isinstance(changed, WatchedFeed)
    assert isinstance(watch_feed(transaction, sam, one.feed.url, NOW, industry="Rail"), WatchedAlready)
    assert find_removed_feed(transaction, "industry:Rail", one.feed.url) is None


def test_a_list_brings_a_removed_feed_back(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    added = watch_feed(transaction, sam, "https://a.example/f", NOW)
    assert isinstance(added, WatchedFeed)
    new = [NewFeed("https://a.example/f"), NewFeed("https://b.example/f"), NewFeed("https://b.example/f")]
    assert [each.url for each in add_feeds(transaction, new, NOW)] == ["https://b.example/f"]
    stop_watching(transaction, sam, added.feed.id, NOW)
    assert [each.id for each in add_feeds(transaction, new, NOW)] == [added.feed.id]
