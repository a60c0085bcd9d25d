"""Made-up news about the story's clients: what each feed holds at a moment. Nothing leaves the computer.

Days count from the day on which the story begins, so that moving the clock brings what is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from storage.news_records import FeedItem

FEEDS_AT = "/feeds"
SEARCH_AT = f"{FEEDS_AT}/search"
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One piece of news."""

    day: float
    title: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class StoryFeed:
    """One feed of the story."""

    name: str
    title: str
    account: str | None
    """Whom it is watched for; None for a trade magazine."""
    news: Sequence[MadeUp]
    industry: str | None = None
    broken: bool = False


FEEDS = (
    StoryFeed(
        "cobalt-logistics",
        "Cobalt Logistics newsroom",
        "Cobalt Logistics",
        (
            MadeUp(-40, "Cobalt Logistics sponsors the harbour regatta"),
            MadeUp(-1, "Cobalt Logistics opens a depot in Leeds", "Sixty people will work at the new site."),
            MadeUp(4, "Cobalt Logistics named carrier of the year", "The jury praised its drivers."),
        ),
    ),
    StoryFeed(
        "acme-foods",
        "Acme Foods press",
        "Acme Foods",
        (
            MadeUp(-30, "Acme Foods publishes its sustainability report"),
            MadeUp(-2, "Acme Foods appoints Kim Ode as managing director", "She has led its retail arm."),
            MadeUp(3, "Acme Foods launches an oat milk range", "It is on the shelves from January."),
        ),
    ),
    StoryFeed(
        "harbour-insurance",
        "Search: Harbour Insurance",
        "Harbour Insurance",
        (
            MadeUp(-25, "Harbour Insurance opens its books to visitors"),
            MadeUp(-1.5, "Harbour insurance costs rise for sailors", "Marinas ask for more cover."),
            MadeUp(
                2, "Harbour Insurance moves its head office to Bristol", "The move is planned for spring."
            ),
        ),
    ),
    StoryFeed(
        "trade-weekly",
        "Trade Weekly",
        None,
        (
            MadeUp(-20, "Retail sales steady in the autumn"),
            MadeUp(
                -0.8, "Cobalt Logistics opens depot in Leeds, creating 60 jobs", "The haulier grows north."
            ),
            MadeUp(-0.5, "Marlow Bakeries wins regional food award", "Its rye loaf won over the jury."),
            MadeUp(1, "Kestrel Bikes reports record sales", "Every third bicycle was electric."),
            MadeUp(5, "Rowan Garden Centres to buy three nurseries", "The deal is worth £4 million."),
        ),
        industry="Retail",
    ),
    StoryFeed("ember-hotels", "Ember Hotels news", "Ember Hotels", (), broken=True),
)


def search_news(words: str) -> StoryFeed:
    """Return what a search for a name finds: a little at first, and something new every few days."""
    name = " ".join(words.replace('"', " ").split())[:LONGEST_SEARCH]
    return StoryFeed(
        f"search/{quote(name, safe='')}",
        f"Search: {name}",
        None,
        (
            MadeUp(-6, f"{name} opens its doors to visitors for a day", "More than three hundred came."),
            MadeUp(1.2, f"{name} wins an award for its apprentices", "The jury liked how they are taught."),
            MadeUp(4.3, f"{name} appoints a new head of operations", "She begins next month."),
            MadeUp(9.1, f"{name} opens a second site", "Twenty people will work there."),
            MadeUp(16.4, f"{name} celebrates its anniversary", "Customers were invited."),
        ),
    )


def list_items(feed: StoryFeed, began: datetime, until: datetime, base: str) -> list[FeedItem]:
    """Return what a feed holds at a moment, newest first; `base` is where the playground is."""
    items = [
        FeedItem(
            id=f"{feed.name}-{number}",
            title=each.title,
            link=f"{base}{FEEDS_AT}/{feed.name}/{number}",
            summary=each.summary,
            published=(began + timedelta(days=each.day)).replace(microsecond=0),
        )
        for number, each in enumerate(feed.news)
        if began + timedelta(days=each.day) <= until
    ]
    return items[::-1]


def write_feed(feed: StoryFeed, items: Sequence[FeedItem]) -> str:
    """Return a feed as RSS."""
    entries = "".join(
        f"<item><title>{escape(each.title)}</title><link>{escape(each.link or '')}</link>"
        f"<guid isPermaLink='false'>{each.id}</guid><description>{escape(each.summary)}</description>"
        f"<pubDate>{format_datetime(each.published, usegmt=True) if each.published else ''}</pubDate></item>"
        for each in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(feed.title)}</title><link>http://localhost/</link>{entries}</channel></rss>"
    )


def write_article(feed: StoryFeed, number: int) -> str | None:
    """Return a page for a piece of news; None where there is no such piece."""
    if not 0 <= number < len(feed.news):
        return None
    each = feed.news[number]
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(each.title)}</title>"
        "<meta name=viewport content='width=device-width'><style>body{font:18px/1.5 Georgia,serif;"
        "max-width:36em;margin:3em auto;padding:0 1em}small{color:#666}</style>"
        f"<small>{escape(feed.title)}</small><h1>{escape(each.title)}</h1><p>{escape(each.summary)}</p>"
        "<p><small>This story was made up for the playground.</small></p></html>"
    )


def find_feed(name: str) -> StoryFeed | None:
    return next((each for each in FEEDS if each.name == name and not each.broken), None)
