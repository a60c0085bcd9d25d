"""The playground asks its own feeds and nobody else: nothing leaves the computer."""

import pytest

from bot.commands.demo import allow_own_feeds
from jobs.rules.web_addresses import AddressRefusedError, read_web_address

OWN = "http://127.0.0.1:8765"


def test_its_own_feeds_are_asked() -> None:
    assert read_web_address(f"{OWN}/feeds/acme-foods", allow_own_feeds(OWN)).allowed


@pytest.mark.parametrize(
    "url", ["https://news.google.com/rss/search?q=acme", "https://acme.com/", "http://127.0.0.1:8766/"]
)
def test_nobody_else_is_and_one_is_told_what_to_try(url: str) -> None:
    with pytest.raises(AddressRefusedError, match=f"only its own feeds, such as {OWN}/feeds/[a-z-]+"):
        read_web_address(url, allow_own_feeds(OWN))
