"""Rounds of polling against a server that misbehaves: what is asked, what is stored, what is handed over."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jobs.feeds.client import FeedClient
from jobs.feeds.fetching import Fetcher
from jobs.feeds.reading_pool import ReadingPool
from jobs.polled_feeds import Outcome, Polled
from jobs.polling import PollCount, poll_due_feeds
from jobs.rules.web_addresses import read_allowed_hosts
from storage.database import Database, Transaction
from storage.feed_polling import claim_due_feeds, count_marks, hold_feeds_of_host
from storage.feeds import add_feed, change_feed_address, pause_feeds, read_feed
from storage.installations import end_installation, save_installation
from storage.news_records import Feed, FeedItem, NewFeed
from storage.records import Workspace
from tests.builders import NOW, a_workspace
from tests.feed_server import FeedServer, a_feed

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, deadline_seconds=30) as warm:
        yield warm


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


class Watcher:
    """Polls the feeds of a server and keeps what it is handed."""

    def __init__(self, books: Database, workspace: Workspace, server: FeedServer, pool: ReadingPool) -> None:
        self.books, self.workspace, self.server = books, workspace.id, server
        self.client = FeedClient(Fetcher(allowed=read_allowed_hosts([server.host]), total_seconds=60.0), pool)
        self.taken: list[tuple[str, list[str]]] = []
        self.polled: list[Polled] = []
        self.fails = False

    def add(self, path: str) -> int:
        with self.books.transaction(self.workspace) as transaction:
            return add_feed(transaction, NewFeed(self.server.url(path)), NOW).id

    def poll(self, now: datetime = NOW) -> PollCount:
        self.polled = []
        return poll_due_feeds(self.books, self.client, now, "watcher", self._take, report=self.polled.append)

    def feed(self, feed_id: int) -> Feed:
        with self.books.reading(self.workspace) as reader:
            feed = read_feed(reader, feed_id)
        assert feed is not None
        return feed

    def _take(self, transaction: Transaction, feed: Feed, items: Sequence[FeedItem], now: datetime) -> None:
        assert transaction.workspace == feed.workspace
        if self.fails:
            raise RuntimeError("matching broke")
        self.taken.append((feed.url, [item.title for item in items]))


@pytest.fixture
def watcher(books: Database, server: FeedServer, pool: ReadingPool) -> Watcher:
    return Watcher(books, a_workspace(books), server, pool)


def test_the_first_fetch_is_a_silent_baseline_that_shows_the_newest_title(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("Two", "One"))
    feed_id = watcher.add("/feed")
    assert watcher.poll().outcomes == {Outcome.BASELINE: 1}
    feed = watcher.feed(feed_id)
    assert (feed.title, feed.newest_title, feed.baseline_at) == ("Acme news", "Two", NOW)
    assert watcher.taken == []


def test_only_what_is_new_is_handed_over_and_only_once(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("One"))
    watcher.add("/feed")
    watcher.poll()
    watcher.server.put("/feed", a_feed("Three", "Two", "One"))
    assert watcher.poll(NOW + DAY).new_items == 2
    watcher.server.put("/feed", a_feed("Four", "Two", "One"))
    watcher.poll(NOW + 2 * DAY)
    watcher.server.put("/feed", a_feed("One", "Two", "Three"))
    assert watcher.poll(NOW + 3 * DAY).outcomes == {Outcome.UNCHANGED: 1}
    url = watcher.server.url("/feed")
    assert watcher.taken == [(url, ["Three", "Two"]), (url, ["Four"])]


@pytest.mark.parametrize("shared", ["<link>https://acme.example/news</link>", "<guid>0</guid>"])
def test_a_feed_whose_entries_share_a_name_tells_each_of_them(watcher: Watcher, shared: str) -> None:
    """One new entry in each poll: what is shared is seen among all of them only."""

    def publish(*titles: str) -> None:
        items = "".join(
            f"<item><title>{each}</title>{shared}"
            f"<pubDate>Mon, 02 Mar 2026 10:{len(each):02}:00 GMT</pubDate></item>"
            for each in titles
        )
        watcher.server.put("/feed", f"<rss version='2.0'><channel><title>Acme</title>{items}</channel></rss>")

    publish("a", "bb", "ccc")
    watcher.add("/feed")
    watcher.poll()
    told: list[str] = []
    for day, title in enumerate(("dddd", "eeeee", "ffffff"), start=1):
        told.insert(0, title)
        publish(*told, "a", "bb", "ccc")
        watcher.poll(NOW + day * DAY)
    assert [titles for _, titles in watcher.taken] == [["dddd"], ["eeeee"], ["ffffff"]]


def test_a_feed_that_names_its_entries_anew_each_time_does_not_fill_the_disk(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a bound only what stands in the document is remembered, which is not news after that either."""
    monkeypatch.setattr("jobs.polled_feeds.MOST_MARKS", 12)
    kept = "The first"
    watcher.server.put("/feed", a_feed(kept))
    feed_id = watcher.add("/feed")
    watcher.poll()
    for day in range(1, 15):
        watcher.server.put("/feed", a_feed(f"Day {day}", kept))
        watcher.poll(NOW + day * DAY)
    with watcher.books.reading(watcher.workspace) as reader:
        assert count_marks(reader, feed_id) <= 12 + 2 * 3
    watcher.server.put("/feed", a_feed("Day 15", "Day 14", kept))
    watcher.poll(NOW + 15 * DAY)
    assert [titles for _, titles in watcher.taken] == [[f"Day {day}"] for day in range(1, 16)]


def test_nothing_is_asked_before_it_is_due(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("One", more="<ttl>300</ttl>"))
    feed_id = watcher.add("/feed")
    watcher.poll()
    assert watcher.feed(feed_id).next_at == NOW + 5 * HOUR
    watcher.poll()
    watcher.poll(NOW + 5 * HOUR - timedelta(seconds=1))
    assert len(watcher.server.log) == 1
    watcher.poll(NOW + 5 * HOUR)
    assert len(watcher.server.log) == 2


@pytest.mark.parametrize(
    ("given", "echo"),
    [
        ({"etag": 'W/"a 1,*"'}, {"if-none-match": 'W/"a 1,*"'}),
        ({"last_modified": "yesterday, about noon"}, {"if-modified-since": "yesterday, about noon"}),
        (
            {"etag": "no quotes", "last_modified": "Mon"},
            {"if-none-match": "no quotes", "if-modified-since": "Mon"},
        ),
    ],
)
def test_validators_are_echoed_letter_by_letter(
    watcher: Watcher, given: dict[str, str], echo: dict[str, str]
) -> None:
    watcher.server.put("/feed", a_feed("One"), **given)
    watcher.add("/feed")
    watcher.poll()
    assert watcher.poll(NOW + DAY).outcomes == {Outcome.UNCHANGED: 1}
    sent = [
        {name: text for name, text in asked.headers.items() if name.startswith("if-")}
        for asked in watcher.server.log
    ]
    assert sent == [{}, echo]
    assert watcher.polled[0].status == 304


def test_validators_of_what_could_not_be_read_are_not_stored(watcher: Watcher) -> None:
    watcher.server.put("/feed", "<html>We are moving", etag='"broken"')
    feed_id = watcher.add("/feed")
    watcher.poll()
    assert watcher.feed(feed_id).etag is None
    watcher.server.put("/feed", a_feed("One"), etag='"broken"')
    assert watcher.poll(NOW + DAY).outcomes == {Outcome.BASELINE: 1}


def test_the_same_body_is_not_read_again(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("One"))
    watcher.add("/feed")
    watcher.poll()
    watcher.client.pool = ReadingPool(0)  # nobody could read now
    assert watcher.poll(NOW + DAY).outcomes == {Outcome.UNCHANGED: 1}


def test_a_page_is_searched_for_its_feed(watcher: Watcher) -> None:
    watcher.server.put(
        "/", '<html><head><link rel="alternate" type="application/rss+xml" href="news.xml"></head></html>'
    )
    watcher.server.put("/news.xml", a_feed("One"))
    feed_id = watcher.add("/")
    assert watcher.poll().outcomes == {Outcome.BASELINE: 1}
    feed = watcher.feed(feed_id)
    assert (feed.url, feed.given_url) == (watcher.server.url("/news.xml"), watcher.server.url("/"))
    watcher.poll(NOW + DAY)
    assert watcher.server.paths == ["/", "/news.xml", "/news.xml"]


def test_only_permanent_redirects_to_a_good_feed_change_the_address(watcher: Watcher) -> None:
    server = watcher.server
    server.put("/new", a_feed("One"))
    server.redirect("/moved", "/hop", 301)
    server.redirect("/hop", "/new", 308)
    server.redirect("/mixed", "/hop2", 301)
    server.redirect("/hop2", "/new", 302)
    server.redirect("/lost", "/broken", 301)
    server.put("/broken", "<html>Domain for sale")
    ids = {path: watcher.add(path) for path in ("/moved", "/mixed", "/lost")}
    watcher.poll()
    moved = watcher.feed(ids["/moved"])
    assert (moved.url, moved.given_url) == (server.url("/new"), server.url("/moved"))
    assert watcher.feed(ids["/mixed"]).url == server.url("/mixed")
    assert watcher.feed(ids["/lost"]).url == server.url("/lost")
    server.log.clear()
    watcher.poll(NOW + DAY)
    assert server.asked("/moved") == []
    assert len(server.asked("/mixed")) == 1


def test_a_feed_that_is_gone_is_asked_again_only_at_another_address(watcher: Watcher) -> None:
    watcher.server.refuse("/feed", 410)
    feed_id = watcher.add("/feed")
    assert watcher.poll().outcomes == {Outcome.GONE: 1}
    watcher.poll(NOW + 400 * DAY)
    assert len(watcher.server.log) == 1
    watcher.server.put("/other", a_feed("One"))
    with watcher.books.transaction(watcher.workspace) as transaction:
        assert change_feed_address(transaction, feed_id, watcher.server.url("/other"), NOW + 400 * DAY)
    assert watcher.poll(NOW + 400 * DAY).outcomes == {Outcome.BASELINE: 1}


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept(watcher: Watcher, status: int) -> None:
    watcher.server.refuse("/feed", status, Retry_After=str(3 * 86_400))
    feed_id = watcher.add("/feed")
    assert watcher.poll().outcomes == {Outcome.WAITING: 1}
    assert watcher.feed(feed_id).next_at == NOW + 3 * DAY


def test_every_failure_is_one_sentence_and_is_tried_again(watcher: Watcher) -> None:
    server = watcher.server
    server.refuse("/500", 500)
    server.bomb("/bomb")
    server.bomb("/bombs", layers=2)
    server.redirect("/private", "http://10.0.0.1/")
    server.redirect("/file", "file:///etc/passwd")
    server.redirect("/circle", "/circle")
    for number in range(9):
        server.redirect(f"/far{number}", f"/far{number + 1}")
    server.drip("/drip", a_feed("One"))
    server.put("/slow", a_feed("One"), lasts=30)
    server.put("/short", a_feed("One"), breaks_off=True)
    server.put("/path", "/etc/passwd")
    server.put("/page", "<html><body>Hello")
    server.put("/huge", b" " * (5 * 1024 * 1024))
    server.put("/lie", a_feed("One"), headers={"Content-Encoding": "gzip"})
    paths = [
        *("/500", "/404", "/bomb", "/bombs", "/private", "/file", "/circle", "/far0"),
        *("/short", "/path", "/page", "/huge", "/lie"),
    ]
    ids = {path: watcher.add(path) for path in paths}
    assert watcher.poll().outcomes == {Outcome.FAILED: len(paths)}
    ids |= {path: watcher.add(path) for path in ("/drip", "/slow")}
    # These never come to an end, however long one waits.
    watcher.client.fetcher = replace(watcher.client.fetcher, total_seconds=0.5)
    assert watcher.poll().outcomes == {Outcome.FAILED: 2}
    for path, feed_id in ids.items():
        feed = watcher.feed(feed_id)
        assert str(feed.error).endswith("."), path
        assert feed.next_at is not None
        assert feed.next_at > NOW
        assert feed.failing_since == NOW
    assert "not a public address" in str(watcher.feed(ids["/private"]).error)
    assert len([path for path in server.paths if path.startswith("/far")]) == 7
    assert watcher.taken == []


def test_news_that_cannot_be_taken_in_comes_again(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("One"))
    feed_id = watcher.add("/feed")
    watcher.poll()
    watcher.server.put("/feed", a_feed("Two", "One"))
    watcher.fails = True
    assert watcher.poll(NOW + DAY).outcomes == {Outcome.FAILED: 1}
    assert watcher.feed(feed_id).error is None, "it is not the feed's fault"
    watcher.fails = False
    watcher.poll(NOW + 2 * DAY)
    assert [titles for _, titles in watcher.taken] == [["Two"]]


def test_dates_from_the_future_and_entries_without_title(watcher: Watcher) -> None:
    taken: list[FeedItem] = []
    watcher.server.put("/feed", a_feed("One"))
    watcher.add("/feed")
    watcher.poll()
    odd = "<item><description>No title</description><pubDate>Tue, 05 Jan 2038 10:00:00 GMT</pubDate></item>"
    watcher.server.put("/feed", a_feed("One", items=[odd]))

    def take(transaction: Transaction, feed: Feed, items: Sequence[FeedItem], now: datetime) -> None:
        taken.extend(items)

    poll_due_feeds(watcher.books, watcher.client, NOW + DAY, "watcher", take)
    assert [(item.title, item.published) for item in taken] == [("No title", NOW + DAY)]


def test_several_processes_share_the_feeds(books: Database) -> None:
    workspace = a_workspace(books)
    with books.transaction(workspace.id) as transaction:
        for number in range(5):
            add_feed(transaction, NewFeed(f"https://a.example/{number}"), NOW)
    with books.everywhere() as connection:
        first = claim_due_feeds(connection, NOW, "one", 3)
        second = claim_due_feeds(connection, NOW, "two", 9)
        assert (len(first), len(second)) == (3, 2)
        assert claim_due_feeds(connection, NOW + timedelta(minutes=9), "three", 9) == []
        assert len(claim_due_feeds(connection, NOW + timedelta(minutes=10), "three", 9)) == 5


def test_paused_feeds_and_those_of_who_took_the_bot_out_are_left_alone(books: Database) -> None:
    gone, here = a_workspace(books, team_id="T2"), a_workspace(books)
    for workspace in (gone, here):
        with books.transaction(workspace.id) as transaction:
            save_installation(
                transaction, locked_token="x", bot_user_id="U", scopes="", installed_by=None, now=NOW
            )
            kept = add_feed(transaction, NewFeed("https://a.example/1"), NOW)
            paused = add_feed(transaction, NewFeed("https://a.example/2"), NOW)
            pause_feeds(transaction, [paused.id], paused=True)
    with books.transaction(gone.id) as transaction:
        end_installation(transaction, NOW)
    with books.everywhere() as connection:
        assert [feed.id for feed in claim_due_feeds(connection, NOW, "one", 9)] == [kept.id]


def test_whoever_edits_the_address_meanwhile_wins(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("One"))
    feed_id = watcher.add("/feed")
    watcher.poll()
    watcher.server.put("/feed", a_feed("Two"))
    edited = "https://other.example/feed"
    real = watcher.client.read

    @contextmanager
    def editing() -> Iterator[None]:
        with watcher.books.transaction(watcher.workspace) as transaction:
            change_feed_address(transaction, feed_id, edited, NOW + 9 * DAY)
        yield

    async def read_slowly(*given: object) -> object:
        with editing():
            return await real(*given)  # type: ignore[arg-type]

    watcher.client.read = read_slowly  # type: ignore[method-assign, assignment]
    assert watcher.poll(NOW + DAY).lost == 1
    assert watcher.feed(feed_id).url == edited
    assert watcher.taken == []


def test_a_process_that_does_not_start_ends_no_round_and_is_not_tried_again_at_once(watcher: Watcher) -> None:
    watcher.server.put("/feed", a_feed("One"))
    feed_id = watcher.add("/feed")

    async def read(*_: object) -> object:
        raise OSError("no more processes")

    watcher.client.read = read  # type: ignore[method-assign, assignment]
    with pytest.raises(OSError, match="no more processes"):
        watcher.poll()
    feed = watcher.feed(feed_id)
    assert (feed.next_at, feed.error) == (NOW + HOUR, None), "it is not the feed's fault"
    assert [polled.outcome for polled in watcher.polled] == [Outcome.FAILED]


def test_a_host_that_asks_for_a_rest_while_its_feed_is_read_gets_it(watcher: Watcher) -> None:
    """Another process was told to wait meanwhile: what this one saves afterwards does not undo it."""
    watcher.server.put("/feed", a_feed("One"))
    feed_id = watcher.add("/feed")
    real = watcher.client.read

    async def read_slowly(*given: object) -> object:
        with watcher.books.everywhere() as connection:
            hold_feeds_of_host(connection, "127.0.0.1", NOW + 9 * DAY)
        return await real(*given)  # type: ignore[arg-type]

    watcher.client.read = read_slowly  # type: ignore[method-assign, assignment]
    assert watcher.poll().outcomes == {Outcome.BASELINE: 1}
    assert watcher.feed(feed_id).next_at == NOW + 9 * DAY


def test_a_round_that_has_enough_hands_back_what_it_has_not_asked(watcher: Watcher) -> None:
    watcher.server.put("/slow", a_feed("One"), lasts=30)
    feed_id = watcher.add("/slow")
    asked: list[None] = []

    def enough() -> bool:
        asked.append(None)
        return len(asked) > 2

    count = poll_due_feeds(watcher.books, watcher.client, NOW, "watcher", lambda *_: None, enough=enough)
    assert (count.handed_back, count.asked) == (1, 0)
    with watcher.books.everywhere() as connection:
        assert [feed.id for feed in claim_due_feeds(connection, NOW, "other", 9)] == [feed_id]


def test_one_address_of_several_workspaces_is_asked_once_and_each_hears_its_own_news(
    watcher: Watcher,
) -> None:
    server, second = watcher.server, a_workspace(watcher.books, team_id="T2").id
    server.put("/feed", a_feed("One"), etag='"1"')
    first_id = watcher.add("/feed")
    watcher.poll()
    server.put("/feed", a_feed("Two", "One"), etag='"2"')
    with watcher.books.transaction(second) as transaction:
        add_feed(transaction, NewFeed(server.url("/feed")), NOW)
    server.log.clear()
    watcher.poll(NOW + DAY)
    assert len(server.log) == 2, "who has never read it asks without validators"
    assert [titles for _, titles in watcher.taken] == [["Two"]], "what was there before is no news"
    server.put("/feed", a_feed("Three", "Two", "One"), etag='"3"')
    server.log.clear()
    watcher.poll(NOW + 2 * DAY)
    assert len(server.log) == 1
    assert [titles for _, titles in watcher.taken] == [["Two"], ["Three"], ["Three"]]
    assert {polled.feed.workspace for polled in watcher.polled} == {watcher.workspace, second}
    server.log.clear()
    assert watcher.poll(NOW + 3 * DAY).outcomes == {Outcome.UNCHANGED: 2}
    assert [asked.headers["if-none-match"] for asked in server.log] == ['"3"']
    server.refuse("/feed", 500)
    assert watcher.poll(NOW + 4 * DAY).outcomes == {Outcome.FAILED: 2}
    assert watcher.feed(first_id).failures == 1


def test_a_workspace_that_lags_behind_is_not_told_that_nothing_has_changed(watcher: Watcher) -> None:
    server, second = watcher.server, a_workspace(watcher.books, team_id="T2").id
    server.put("/feed", a_feed("One"), etag='"1"')
    watcher.add("/feed")
    with watcher.books.transaction(second) as transaction:
        lagging = add_feed(transaction, NewFeed(server.url("/feed")), NOW)
    watcher.poll()
    with watcher.books.transaction(second) as transaction:
        pause_feeds(transaction, [lagging.id], paused=True)
    server.put("/feed", a_feed("Two", "One"), etag='"2"')
    watcher.poll(NOW + DAY)
    with watcher.books.transaction(second) as transaction:
        pause_feeds(transaction, [lagging.id], paused=False)
    server.log.clear()
    watcher.poll(NOW + 2 * DAY)
    assert ["if-none-match" in asked.headers for asked in server.log] == [False]
    assert [titles for _, titles in watcher.taken] == [["Two"], ["Two"]]


@pytest.mark.parametrize("several", [False, True])
def test_a_public_host_that_is_asked_too_much_is_left_alone_as_a_whole(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch, several: bool
) -> None:
    """A 429 of one feed rests the others of its host, in this round and in the next; a 503 does not."""
    server = watcher.server
    # A name that the server answers to, and that is public as far as anybody can see.
    monkeypatch.setattr("jobs.feeds.connecting.refuse_private", lambda _: None)

    async def look_up(host: str, port: int, family: int) -> Sequence[str]:
        return ["127.0.0.1"]

    watcher.client.fetcher = Fetcher(look_up=look_up, gap_seconds=0.05, total_seconds=60.0)
    at = {
        path: f"http://{host}.example:{server.port}/{path}"
        for host, path in (("busy", "one"), ("busy", "two"), ("tired", "three"), ("tired", "four"))
    }
    server.refuse("/one", 429, Retry_After=str(3 * 3600))
    server.put("/two", a_feed("Two"))
    server.refuse("/three", 503, Retry_After=str(3 * 3600))
    server.put("/four", a_feed("Four"))
    workspaces = [watcher.workspace, a_workspace(watcher.books, team_id="T2").id]
    ids = {}
    for place, (path, url) in enumerate(at.items()):
        with watcher.books.transaction(workspaces[place % 2 if several else 0]) as transaction:
            ids[path] = add_feed(transaction, NewFeed(url), NOW)
    count = watcher.poll()
    assert count.outcomes == {Outcome.WAITING: 3, Outcome.BASELINE: 1}
    assert server.asked("/two") == []
    due = {polled.feed.url: polled.feed.next_at for polled in watcher.polled}
    assert due[at["two"]] == NOW + 3 * HOUR
    assert due[at["one"]] is not None
    assert due[at["one"]] >= NOW + 3 * HOUR
    server.log.clear()
    watcher.poll(NOW + 2 * HOUR)
    assert server.paths == ["/four"], "only the host that said so rests as a whole"
    server.put("/one", a_feed("One"))
    watcher.poll(NOW + 4 * HOUR)
    assert {"/one", "/two"} <= set(server.paths)
