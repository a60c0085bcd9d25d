"""The playground asks its own feeds and nobody else: nothing leaves the computer."""

import pytest

from bot.commands.demo import allow_own_feeds
from bot.playground.story_news import FEEDS as STORY_FEEDS
from jobs.rules.feeds import search_bing_news, search_google_news
from jobs.rules.web_addresses import AddressRefusedError, read_web_address

OWN = "http://127.0.0.1:8765"


def test_its_own_feeds_are_asked() -> None:
    assert read_web_address(f"{OWN}/feeds/acme-foods", allow_own_feeds(OWN)).allowed


@pytest.mark.parametrize(
    "url", ["https://news.google.com/rss?q=acme", "https://acme.com/", "http://127.0.0.1:8766/"]
)
def test_nobody_else_is_and_one_is_told_what_to_try(url: str) -> None:
    with pytest.raises(AddressRefusedError, match=f"only its own feeds, such as {OWN}/feeds/[a-z-]+"):
        read_web_address(url, allow_own_feeds(OWN))


def test_the_feed_that_is_named_as_an_example_can_be_read() -> None:
    """It was the one that is broken on purpose."""
    why = allow_own_feeds(OWN).why_no_others
    (named,) = [each for each in STORY_FEEDS if why.endswith(f"/{each.name}.")]
    assert not named.broken


@pytest.mark.parametrize("search", [search_google_news("Birch & Co", "GB"), search_bing_news("Birch & Co")])
def test_a_search_for_a_name_is_answered_by_the_playground(search: str) -> None:
    """ "Watch the news for it" could not be played."""
    allowed = allow_own_feeds(OWN)
    read_web_address(search, allowed)
    instead = allowed.find_stand_in(search)
    assert instead is not None
    assert instead.startswith(f"{OWN}/feeds/search?q=%22Birch%20%26%20Co%22&")
    assert read_web_address(instead, allowed).allowed


def test_no_redirect_leads_around_it() -> None:
    """Only what begins as a search does is another address: nothing in front of it, nothing like it."""
    allowed = allow_own_feeds(OWN)
    for url in (
        "https://news.google.com.evil.example/rss/search?q=x",
        "http://news.google.com/rss/search?q=x",
    ):
        assert allowed.find_stand_in(url) is None
        with pytest.raises(AddressRefusedError):
            read_web_address(url, allowed)
