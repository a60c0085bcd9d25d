"""`/news` from a feed's address to something said to the client (complaints 19 to 22 and 25, D6-1)."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team, as_text
from tests.feed_server import FeedServer, a_feed

MONDAY = "2026-11-23T08:30"
OLD = "Cobalt Logistics sponsors a regatta"
DEPOT = "Cobalt Logistics opens a depot in Leeds"


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


def watches(team: Team, sam: Person, feeds: FeedServer, path: str = "/cobalt") -> str:
    """Sam lets the bot watch a feed of Cobalt's and hears what it found."""
    said = sam.types(f"/news Cobalt Logistics add {feeds.url(path)}")
    team.bot_reads_feeds()
    assert "I'm having a look" in said
    return sam.opens_messages()


def brings(team: Team, feeds: FeedServer, *titles: str, path: str = "/cobalt") -> None:
    """A feed has these titles two hours later, and the bot has read it."""
    feeds.put(path, a_feed(*titles))
    team.clock_moves_by(hours=30)
    team.bot_reads_feeds()


def test_the_first_look_is_a_silent_baseline_with_proof(team: Team, sam: Person, feeds: FeedServer) -> None:
    """Complaint 21: what is there already is no news; its newest title shows that it works."""
    told = watches(team, sam, feeds)
    assert "✓ I watch" in told
    assert f"Its newest: “{OLD}”." in told
    assert "No news yet" in sam.types("/news")
    assert f"newest “{OLD}”" in sam.types("/news cobalt logistics")
    team.bot_reads_feeds()
    assert len(sam.direct_messages()) == 1


def test_news_rides_in_the_weekly_message_and_becomes_a_touch(
    team: Team, sam: Person, feeds: FeedServer
) -> None:
    """D6-1, complaint 4: attached to the account's line; "Use it" logs a touch."""
    watches(team, sam, feeds)
    brings(team, feeds, OLD, DEPOT)
    assert DEPOT in sam.types("/news")
    team.clock_moves_to(MONDAY)
    nudge = sam.opens_messages()
    assert "*Cobalt Logistics*" in nudge
    assert "In the news: <https://news.example/" in nudge
    assert DEPOT in nudge
    sam.presses("Use it")
    assert DEPOT in as_text(sam.form())
    assert "Congratulations" in (sam.field("words") or "")
    assert sam.fills(note="congratulated Kim on the depot").submits() == {}
    assert team.notes()[-1] == "congratulated Kim on the depot"
    assert "you logged a touch about" in sam.reads()
    assert "[Use it]" not in sam.reads()
    sam.presses("Undo", line=DEPOT)
    assert team.touches()[-1].undone or "congratulated Kim on the depot" not in team.notes()
    assert "[Use it]" in sam.reads()
