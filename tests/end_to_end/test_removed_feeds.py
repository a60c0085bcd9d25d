"""Remove and Put it back beside a feed: what was seen stays seen."""

from collections.abc import Iterator

import pytest

from jobs.watching import delete_removed_feeds
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team
from tests.end_to_end.test_news import DEPOT, OLD, brings, watches
from tests.feed_server import FeedServer, a_feed

PRIZE = "Cobalt Logistics wins a prize"


@pytest.fixture
def feeds() -> Iterator[FeedServer]:
    with FeedServer() as server:
        server.put("/cobalt", a_feed(OLD))
        yield server


@pytest.fixture
def team(open_team: OpenTeam, feeds: FeedServer) -> Team:
    return open_team(feed_host=feeds.host, Sam="UTC", Dana="UTC")


@pytest.fixture
def sam(team: Team) -> Person:
    sam = team.person("Sam")
    sam.said_yes()
    team.has_account("Cobalt Logistics", owner=sam, added_days_ago=400, touched_days_ago=[70])
    return sam


def removes(sam: Person) -> str:
    sam.types("/news cobalt logistics")
    sam.presses("Remove")
    return sam.reads()


def test_a_feed_that_is_put_back_goes_on_where_it_was(team: Team, sam: Person, feeds: FeedServer) -> None:
    """It was read as a new one: its open news was gone, and what came meanwhile was none."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    assert DEPOT in sam.types("/news")
    said = removes(sam)
    assert "✓ I no longer watch" in said
    assert "Put back, or added again, within 30 days, it goes on where it was." in said
    back = sam.deed("Put it back")
    brings(team, feeds, OLD, DEPOT, PRIZE)
    shown = sam.types("/news")
    assert DEPOT not in shown
    assert PRIZE not in shown
    assert "[Remove]" not in sam.types("/news cobalt logistics")

    sam.does(back)
    [said] = [each for each in sam.everything_read() if "✓ I watch that one" in each]
    assert "for *Cobalt Logistics* again. It goes on where it was: nothing comes twice." in said
    assert "[Remove]" in said
    team.bot_reads_feeds()
    shown = sam.types("/news")
    assert shown.count(DEPOT) == shown.count(PRIZE) == 1
    assert OLD not in shown
    assert sam.opens_messages().count("✓ I watch") == 1, "nobody waits for a first look any more"
    again = sam.types(f"/news cobalt logistics add {feeds.url('/cobalt')}")
    assert "I watch that one for *Cobalt Logistics* already." in again


def test_adding_the_same_address_by_hand_is_putting_it_back(
    team: Team, sam: Person, feeds: FeedServer
) -> None:
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    removes(sam)
    assert "It goes on where it was" in sam.types(f"/news cobalt logistics add {feeds.url('/cobalt')}")
    assert DEPOT in sam.types("/news")
    removes(sam)
    sam.types("/account cobalt logistics")
    sam.presses("News")
    sam.presses("Add a feed")
    assert sam.fills(url=feeds.url("/cobalt")).submits() == {}
    assert "It goes on where it was" in sam.reads()
    assert DEPOT in sam.types("/news")


def test_after_a_month_it_begins_anew_and_the_answer_says_so(
    team: Team, sam: Person, feeds: FeedServer
) -> None:
    watches(team, sam, feeds)
    removes(sam)
    back = sam.deed("Put it back")
    team.clock_moves_by(days=31)
    assert delete_removed_feeds(team.books, team.now) == 1
    sam.does(back)
    assert "I'm having a look" in sam.reads()
    assert "news is what comes from now on" in sam.reads()
