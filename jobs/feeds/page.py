"""Looking for the feeds that a web page names. Runs in the reading process only."""

from html.parser import HTMLParser
from urllib.parse import urljoin

from jobs.feeds.readings import PageReading
from jobs.rules.feed_texts import LONGEST_TITLE, clean_link, strip_html

_FEED_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 0,
    "application/rdf+xml": 1,
    "text/xml": 2,
    "application/xml": 2,
    "application/json": 3,
}
"""Type → how readily it is taken for a feed."""
MOST_FEEDS = 10
MOST_LETTERS = 1_000_000
"""The links stand in a page's head; what comes after so much text is not looked at."""


def read_page(text: str, url: str | None) -> PageReading:
    """Return a page's title and the feeds it names, the likeliest first."""
    finder = _FeedFinder(url or "")
    finder.feed(text[:MOST_LETTERS])
    finder.close()
    feeds: dict[str, int] = {}
    for rank, address in finder.found:
        feeds.setdefault(address, rank)
    ranked = sorted(feeds, key=lambda address: feeds[address])
    return PageReading(strip_html(finder.title, LONGEST_TITLE), tuple(ranked[:MOST_FEEDS]))


class _FeedFinder(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.title = ""
        self._base = base
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self._base = _join(self._base, given["href"])
        if tag == "link" and "alternate" in given.get("rel", "").lower().split() and given.get("href"):
            kind = given.get("type", "").partition(";")[0].strip().lower()
            address = clean_link(_join(self._base, given["href"].strip()))
            if kind in _FEED_TYPES and address is not None:
                self.found.append((_FEED_TYPES[kind] + 10 * _is_of_comments(given), address))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title and len(self.title) < 10 * LONGEST_TITLE:
            self.title += data


def _is_of_comments(given: dict[str, str]) -> bool:
    return "comments" in f"{given.get('title', '')} {given['href']}".lower()


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address
