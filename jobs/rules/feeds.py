"""Whose feed it is, who may change it, and how a search for a name is asked for. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.rules.roles import may_see_team
from jobs.rules.weeks import find_zone
from storage.news_records import Feed, FeedScope
from storage.records import Account, Rep

BROKEN_AFTER = timedelta(days=3)
"""A feed that has failed for so long is somebody's to mend."""

REMOVED_KEPT = timedelta(days=30)
"""So long a removed feed can be put back as it was. A month covers a vacation, as it does for a workspace
that took the bot out (`KEPT_AFTER_LEAVING`); and what it told just before is then still kept (60 days)."""

ANSWERED_FOR = timedelta(days=1)
"""Whoever added a feed is answered as long as they remember having done so."""

GOOGLE = "https://news.google.com/rss/search?q="
BING = "https://www.bing.com/news/search?q="
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed with what people must know of it."""

    feed: Feed
    about: str
    """The account's name or the industry's; empty for one of the whole team."""
    mine: bool
    """The person who asks may change or remove it."""


def may_change_feed(rep: Rep, feed: Feed, account: Account | None) -> bool:
    """Whoever added a feed, owns its account or leads the team may change and remove it.

    So may anybody where nobody did and nobody does: a feed of the whole team from a file, perhaps.
    """
    if may_see_team(rep) or feed.added_by == rep.id:
        return True
    owner = account.rep_id if account is not None else None
    return owner == rep.id if owner is not None else feed.added_by is None


def choose_adder_again(rep: Rep, removed: WatchedFeed) -> int | None:
    """Return whose a removed feed is that somebody puts back or adds again.

    It stays whose it was where they may change it: to put it back is to undo. Else it is theirs by now, as
    any feed is that they add.
    """
    return removed.feed.added_by if removed.mine else rep.id


def find_feed_keepers(feed: Feed, account: Account | None, reps: Mapping[int, Rep]) -> Collection[int]:
    """Return who is told that a feed fails: who added it, else who looks after the account, else managers."""
    for rep_id in (feed.added_by, account.rep_id if account is not None else None):
        rep = reps.get(rep_id) if rep_id is not None else None
        if rep is not None and rep.active and rep.slack_id is not None:
            return {rep.id}
    return {rep.id for rep in reps.values() if may_see_team(rep)}


def is_broken(feed: Feed, now: datetime) -> bool:
    """Return whether a feed has failed for so long that somebody must be told."""
    return feed.gone or (feed.failing_since is not None and now - feed.failing_since >= BROKEN_AFTER)


def is_looked_at(feed: Feed, asked_at: datetime) -> bool:
    """Return whether a feed was asked since somebody has given it its address."""
    return feed.polled_at is not None and feed.polled_at >= asked_at


def is_left_alone(feed: Feed, now: datetime) -> bool:
    """Return whether a feed has not been asked because its server wants to be left alone."""
    return not feed.paused and not feed.gone and feed.next_at is not None and feed.next_at > now


def name_subject(feed: Feed, accounts: Mapping[int, Account]) -> str:
    """Return what a feed is about: the account's name or the industry's; empty for the whole team."""
    if feed.scope is FeedScope.ACCOUNT:
        account = accounts.get(feed.account_id or 0)
        return account.name if account is not None else ""
    return feed.industry or ""


def show_feed_to(viewer: Rep, feed: Feed, about: str, account: Account | None) -> WatchedFeed:
    """Return a feed as a person is shown it, with moments as their clocks show them: none is tomorrow."""
    since = feed.failing_since and feed.failing_since.astimezone(find_zone(viewer.zone))
    return WatchedFeed(replace(feed, failing_since=since), about, may_change_feed(viewer, feed, account))


def watch_feeds(feeds: Iterable[Feed], accounts: Mapping[int, Account], viewer: Rep) -> list[WatchedFeed]:
    """Return feeds as a person is shown them."""
    return [
        show_feed_to(viewer, each, name_subject(each, accounts), accounts.get(each.account_id or 0))
        for each in feeds
    ]


def search_google_news(name: str, country: str = "") -> str:
    """Return the address of Google's news about a name, as a feed: as it is read in a country."""
    where = country or "US"
    return f"{GOOGLE}{_encode(_in_quotes(name))}&hl=en&gl={where}&ceid={where}:en"


def search_bing_news(name: str) -> str:
    """Return the address of Bing's news about a name, as a feed."""
    return f"{BING}{_encode(_in_quotes(name))}&format=rss"


def read_search(url: str) -> tuple[str, str] | None:
    """Return by whom an address is a search of the news, and for which words; None where it is none."""
    for start, engine in ((GOOGLE, "Google News"), (BING, "Bing News")):
        if url.startswith(start):
            words = _decode(url.removeprefix(start).partition("&")[0]).strip().strip('"')
            return (engine, words) if words else None
    return None


def _in_quotes(name: str) -> str:
    return f'"{" ".join(name.replace(chr(34), " ").split())}"'


def _decode(text: str) -> str:
    plain = re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), text.replace("+", " ").encode()
    )
    return plain.decode(errors="replace")


def _encode(text: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode())
