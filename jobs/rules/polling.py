"""When a feed is asked again, and what an answer or its absence changes. Pure: facts in, a feed out.

Frequent feeds are asked often and quiet ones seldom, never oftener than half-hourly and, unless the server
or the feed itself asks for more time, at least daily. Nothing here ever gives a feed up but the server's 410.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from jobs.rules.http_wishes import LONGEST_RETRY, NO_SERVER_WISHES, ServerWishes
from storage.news_records import Feed, FeedWishes

SHORTEST_INTERVAL = timedelta(minutes=30)
LONGEST_INTERVAL = timedelta(hours=24)
FIRST_INTERVAL = timedelta(hours=1)
LONGEST_AFTER_NEWS = timedelta(hours=6)
LENGTHENED_BY = 1.25
"""So much longer is the interval after each answer without news."""
JITTER = 0.1
WEEK = timedelta(days=7)
LONGEST_SKIP_HOURS = 7 * 24


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What an answer says about the feed, beside its entries."""

    url: str
    """Where it came from, after all redirects."""
    moved_to: str | None = None
    """The same, where every redirect was a permanent one."""
    server: ServerWishes = NO_SERVER_WISHES
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    not_modified: bool = False
    """The server itself says that nothing has changed (304); it need not repeat its validators then."""


def is_due(feed: Feed, now: datetime) -> bool:
    """Return whether a feed is to be asked at `now`."""
    return not feed.paused and not feed.gone and feed.next_at is not None and feed.next_at <= now


def choose_interval(published: Iterable[datetime | None], now: datetime) -> timedelta:
    """Return how often to ask a feed that has just told something, by what it published in a week."""
    recent = sum(1 for each in published if each is not None and now - WEEK < each <= now)
    return min(max(WEEK / max(recent, 1), SHORTEST_INTERVAL), LONGEST_AFTER_NEWS)


def shorten_interval(interval: timedelta, elapsed: timedelta, new: int) -> timedelta:
    """Return how often to ask a feed that had `new` entries in `elapsed`: half-way to the pace they show."""
    pace = elapsed / max(new, 1)
    return min(max((interval + pace) / 2, SHORTEST_INTERVAL), LONGEST_AFTER_NEWS)


def lengthen_interval(interval: timedelta) -> timedelta:
    """Return how often to ask a feed that had nothing to tell."""
    return min(max(interval * LENGTHENED_BY, SHORTEST_INTERVAL), LONGEST_INTERVAL)


def choose_back_off(failures: int) -> timedelta:
    """Return for how long to leave a feed alone that failed so often in a row: an hour, two, four … a day."""
    return min(SHORTEST_INTERVAL * 2 ** min(failures, 10), LONGEST_INTERVAL)


def spread(interval: timedelta, key: str, now: datetime) -> timedelta:
    """Return the interval up to a tenth shorter or longer, always the same for the same key and moment.

    Feeds added together would otherwise be asked together for ever.
    """
    draw = zlib.crc32(f"{key} {now.timestamp()}".encode("utf-8", "replace"))
    share = draw / 0xFFFF_FFFF * 2 - 1
    return min(max(interval * (1 + JITTER * share), SHORTEST_INTERVAL), LONGEST_INTERVAL)


def plan_next_poll(
    feed: Feed, interval: timedelta, now: datetime, server: ServerWishes = NO_SERVER_WISHES
) -> datetime:
    """Return when a feed is due again: after the longest time that we, it or its server want.

    A day is the most, but for a Retry-After and for hours and days on which the feed is not to be asked.
    """
    wait = spread(interval, feed.given_url, now)
    for asked_for in (feed.wishes.ttl, server.fresh_for):
        if asked_for is not None and asked_for > wait:
            wait = min(asked_for, LONGEST_INTERVAL)
    if server.retry_after is not None:
        wait = max(wait, min(server.retry_after, LONGEST_RETRY))
    return skip_closed_hours(now + wait, feed.wishes)


def skip_closed_hours(moment: datetime, wishes: FeedWishes) -> datetime:
    """Return the first moment from `moment` on at which the feed lets itself be asked."""
    if not wishes.skip_hours and not wishes.skip_days:
        return moment
    chosen = moment
    for _ in range(LONGEST_SKIP_HOURS):
        if chosen.hour not in wishes.skip_hours and chosen.weekday() not in wishes.skip_days:
            return chosen
        chosen = chosen.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment  # it is never to be asked, which cannot be meant


def note_entries(
    feed: Feed,
    answer: FeedAnswer,
    *,
    title: str,
    newest_title: str | None,
    published: Iterable[datetime | None],
    wishes: FeedWishes,
    now: datetime,
    new: int = 0,
    entry_hashes: bytes = b"",
) -> Feed:
    """Return the feed after a good parse: only now are its validators and a new address taken over."""
    if feed.baseline_at is None or feed.polled_at is None:
        interval = min(choose_interval(published, now), FIRST_INTERVAL)
    elif new:
        interval = shorten_interval(feed.interval, now - feed.polled_at, new)
    else:
        interval = lengthen_interval(feed.interval)
    noted = replace(
        _note_success(feed, now),
        url=_choose_address(feed, answer),
        title=title or feed.title,
        newest_title=newest_title or feed.newest_title,
        baseline_at=feed.baseline_at or now,
        interval=interval,
        wishes=wishes,
        etag=answer.etag,
        last_modified=answer.last_modified,
        validated_url=answer.url if answer.etag or answer.last_modified else None,
        body_hash=answer.body_hash,
        entry_hashes=entry_hashes,
    )
    return replace(noted, next_at=plan_next_poll(noted, interval, now, answer.server))


def _choose_address(feed: Feed, answer: FeedAnswer) -> str:
    """Return where the feed is asked from now on: where it has moved for good, but never less safely.

    Whoever once stands between the bot and a server could else have it asked without encryption for ever.
    """
    moved_to = answer.moved_to
    if moved_to is None or (feed.url.startswith("https:") and not moved_to.startswith("https:")):
        return feed.url
    return moved_to


def note_unchanged(feed: Feed, answer: FeedAnswer, now: datetime) -> Feed:
    """Return the feed after an answer that tells nothing new; it may bring fresher validators.

    Validators of different answers are never mixed: what one address or version said is nothing to another.
    """
    interval = lengthen_interval(feed.interval)
    kept_etag, kept_last_modified = (
        (feed.etag, feed.last_modified)
        if answer.not_modified and answer.url == feed.validated_url
        else (None, None)
    )
    etag, last_modified = answer.etag or kept_etag, answer.last_modified or kept_last_modified
    return _change(
        feed,
        url=_choose_address(feed, answer),
        polled_at=now,
        failures=0,
        failing_since=None,
        error=None,
        told_at=None,
        interval=interval,
        etag=etag,
        last_modified=last_modified,
        validated_url=answer.url if etag or last_modified else None,
        next_at=plan_next_poll(feed, interval, now, answer.server),
    )


_take_values = attrgetter(*(each.name for each in fields(Feed)))
_PLACES = {each.name: place for place, each in enumerate(fields(Feed))}


def _change(feed: Feed, **changes: Any) -> Feed:
    """Do what `replace` does in a third of its time: most feeds of a round come here."""
    values = list(_take_values(feed))
    for name, value in changes.items():
        values[_PLACES[name]] = value
    return Feed(*values)


def note_failure(feed: Feed, error: str, now: datetime, server: ServerWishes = NO_SERVER_WISHES) -> Feed:
    """Return the feed after a failure: asked again, ever more seldom, and its validators stay."""
    failures = feed.failures + 1
    back_off = max(choose_back_off(failures), min(feed.interval, LONGEST_INTERVAL))
    return replace(
        feed,
        polled_at=now,
        failures=failures,
        failing_since=feed.failing_since or now,
        error=error,
        next_at=plan_next_poll(feed, back_off, now, replace(server, fresh_for=None)),
    )


def note_wait(feed: Feed, until: datetime) -> Feed:
    """Return the feed of a server that wants to be left alone, without having asked it."""
    return replace(feed, next_at=max(until, feed.next_at or until))


def note_gone(feed: Feed, error: str, now: datetime) -> Feed:
    """Return the feed after 410: it is not asked again until its address is edited."""
    return replace(
        feed,
        polled_at=now,
        gone=True,
        next_at=None,
        failures=feed.failures + 1,
        failing_since=feed.failing_since or now,
        error=error,
    )


def _note_success(feed: Feed, now: datetime) -> Feed:
    return replace(feed, polled_at=now, failures=0, failing_since=None, error=None, told_at=None)
