"""When a feed is asked again: what we, it and its server want."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.http_wishes import ServerWishes, keep_validator, read_server_wishes
from jobs.rules.polling import (
    LONGEST_INTERVAL,
    SHORTEST_INTERVAL,
    FeedAnswer,
    choose_back_off,
    choose_interval,
    is_due,
    lengthen_interval,
    note_entries,
    note_failure,
    note_gone,
    note_unchanged,
    plan_next_poll,
    skip_closed_hours,
    spread,
)
from storage.news_records import Feed, FeedScope, FeedWishes
from tests.builders import NOW

HOUR = timedelta(hours=1)
A_FEED = Feed(1, 1, "https://a.example/feed", "https://a.example/feed", FeedScope.TEAM, NOW, baseline_at=NOW)
AN_ANSWER = FeedAnswer(A_FEED.url)

spans = st.timedeltas(timedelta(), timedelta(days=40))
moments = st.integers(0, 10**8).map(lambda seconds: NOW + timedelta(seconds=seconds))


@given(spans, st.text(), moments)
def test_an_interval_is_spread_by_a_tenth_within_its_bounds_and_always_alike(
    interval: timedelta, key: str, now: datetime
) -> None:
    spread_out = spread(interval, key, now)
    assert SHORTEST_INTERVAL <= spread_out <= LONGEST_INTERVAL
    bounded = min(max(interval, SHORTEST_INTERVAL), LONGEST_INTERVAL)
    assert abs(spread_out - bounded) <= bounded * 0.1 + timedelta(seconds=1)
    assert spread_out == spread(interval, key, now)


@given(spans, st.none() | spans, st.none() | spans, moments)
def test_a_feed_is_due_within_a_day_and_never_before_it_may(
    interval: timedelta, ttl: timedelta | None, fresh_for: timedelta | None, now: datetime
) -> None:
    feed = replace(A_FEED, wishes=FeedWishes(ttl))
    wait = plan_next_poll(feed, interval, now, ServerWishes(fresh_for)) - now
    assert SHORTEST_INTERVAL <= wait <= LONGEST_INTERVAL
    for wish in (ttl, fresh_for):
        assert wish is None or wait >= min(wish, LONGEST_INTERVAL)


@given(spans, moments)
def test_a_retry_after_is_kept_up_to_a_week(retry_after: timedelta, now: datetime) -> None:
    wait = plan_next_poll(A_FEED, HOUR, now, ServerWishes(retry_after=retry_after)) - now
    assert wait >= min(retry_after, timedelta(days=7))
    assert wait <= max(LONGEST_INTERVAL, timedelta(days=7))


def test_frequent_feeds_are_asked_often_and_quiet_ones_seldom() -> None:
    hourly = [NOW - hours * HOUR for hours in range(200)]
    assert choose_interval(hourly, NOW) == HOUR
    assert choose_interval([], NOW) == 6 * HOUR
    assert choose_interval([NOW] * 500, NOW) == SHORTEST_INTERVAL
    interval = SHORTEST_INTERVAL
    for _ in range(30):
        interval = lengthen_interval(interval)
    assert interval == LONGEST_INTERVAL


def test_failures_make_the_pauses_twice_as_long_up_to_a_day_and_never_end() -> None:
    assert [choose_back_off(number) // HOUR for number in range(1, 8)] == [1, 2, 4, 8, 16, 24, 24]
    feed = A_FEED
    for number in range(50):
        feed = note_failure(feed, "There is nothing at this address (404).", NOW)
        assert feed.next_at is not None, f"given up after {number + 1}"
        assert feed.next_at <= NOW + LONGEST_INTERVAL
    assert feed.failing_since == NOW
    well = note_unchanged(feed, AN_ANSWER, NOW + HOUR)
    assert (well.failures, well.failing_since, well.error) == (0, None, None)


def test_a_feed_that_is_gone_is_not_due_any_more() -> None:
    gone = note_gone(A_FEED, "gone", NOW)
    assert not is_due(gone, NOW + timedelta(days=999))
    assert is_due(A_FEED, NOW)
    assert not is_due(replace(A_FEED, paused=True), NOW)
    assert not is_due(A_FEED, NOW - HOUR)


def test_validators_are_taken_over_from_a_good_parse_and_belong_to_their_address() -> None:
    answer = FeedAnswer("https://b.example/f", moved_to="https://b.example/f", etag='W/"x"', body_hash="h")
    read = note_entries(
        A_FEED, answer, title="A", newest_title="N", published=[], wishes=FeedWishes(), now=NOW, new=1
    )
    assert (read.url, read.given_url) == ("https://b.example/f", A_FEED.given_url)
    assert (read.etag, read.last_modified, read.validated_url) == ('W/"x"', None, "https://b.example/f")
    failed = note_failure(read, "x", NOW)
    assert failed.etag == read.etag


@pytest.mark.parametrize("moved", [False, True])
def test_validators_of_two_answers_are_not_mixed(moved: bool) -> None:
    """A body that is known, from another address or newly served, with no ETag: the old one is over."""
    read = replace(A_FEED, etag='"old"', last_modified="Monday", validated_url=A_FEED.url)
    url = "https://b.example/f" if moved else A_FEED.url
    after = note_unchanged(read, FeedAnswer(url, last_modified="Tuesday"), NOW)
    assert (after.etag, after.last_modified, after.validated_url) == (None, "Tuesday", url)
    bare = note_unchanged(read, FeedAnswer(url), NOW)
    assert (bare.etag, bare.last_modified, bare.validated_url) == (None, None, None)


def test_who_answers_that_nothing_has_changed_need_not_repeat_the_validators() -> None:
    read = replace(A_FEED, etag='"old"', last_modified="Monday", validated_url=A_FEED.url)
    after = note_unchanged(read, FeedAnswer(A_FEED.url, etag='"new"', not_modified=True), NOW)
    assert (after.etag, after.last_modified, after.validated_url) == ('"new"', "Monday", A_FEED.url)


@pytest.mark.parametrize(
    ("before", "moved_to", "kept"),
    [
        ("https://a.example/f", "http://a.example/f", "https://a.example/f"),
        ("http://a.example/f", "https://a.example/f", "https://a.example/f"),
        ("http://a.example/f", "http://b.example/f", "http://b.example/f"),
    ],
)
def test_a_feed_does_not_move_to_where_it_is_read_in_the_clear(before: str, moved_to: str, kept: str) -> None:
    feed, answer = replace(A_FEED, url=before), FeedAnswer(moved_to, moved_to=moved_to)
    assert note_unchanged(feed, answer, NOW).url == kept
    read = note_entries(feed, answer, title="A", newest_title="N", published=[], wishes=FeedWishes(), now=NOW)
    assert read.url == kept


def test_hours_and_days_on_which_a_feed_rests_are_kept() -> None:
    noon = datetime(2026, 3, 6, 12, 20, tzinfo=UTC)  # a Friday
    assert skip_closed_hours(noon, FeedWishes(skip_hours=frozenset([12, 13]))).hour == 14
    monday = skip_closed_hours(noon.replace(day=7), FeedWishes(skip_days=frozenset([5, 6])))
    assert (monday.weekday(), monday.hour) == (0, 0)
    assert skip_closed_hours(noon, FeedWishes(skip_hours=frozenset(range(24)))) == noon


@pytest.mark.parametrize(
    ("headers", "fresh", "retry"),
    [
        ({}, None, None),
        ({"Cache-Control": "public, max-age=7200"}, 7200, None),
        ({"Cache-Control": "s-maxage=9, MAX-AGE = 60"}, 60, None),
        ({"Cache-Control": "max-age=99999999999"}, 86_400, None),
        ({"Cache-Control": "max-age=soon", "Expires": "0"}, None, None),
        ({"Expires": "Wed, 04 Mar 2026 17:00:00 GMT"}, 7200, None),
        ({"Expires": "Wed, 04 Mar 2026 12:00:00 GMT"}, None, None),
        ({"Date": "Wed, 04 Mar 2026 10:00:00 GMT", "Expires": "Wed, 04 Mar 2026 11:00:00 GMT"}, 3600, None),
        ({"Retry-After": "120"}, None, 120),
        ({"Retry-After": "Wed, 04 Mar 2026 16:00:00 GMT"}, None, 3600),
        ({"Retry-After": "999999999999"}, None, 7 * 86_400),
        ({"Retry-After": "-5"}, None, None),
        ({"Retry-After": "later"}, None, None),
    ],
)
def test_what_the_headers_wish(headers: dict[str, str], fresh: int | None, retry: int | None) -> None:
    wishes = read_server_wishes(headers, NOW)
    assert wishes.fresh_for == (None if fresh is None else timedelta(seconds=fresh))
    assert wishes.retry_after == (None if retry is None else timedelta(seconds=retry))


@given(st.dictionaries(st.sampled_from(["Date", "Expires", "Retry-After", "Cache-Control"]), st.text()))
def test_no_header_is_too_odd(headers: dict[str, str]) -> None:
    read_server_wishes(headers, NOW)


def test_validators_are_sent_back_letter_by_letter_or_not_at_all() -> None:
    assert keep_validator('W/"a b"') == 'W/"a b"'
    assert keep_validator("a\r\nEvil: 1") is None
    assert keep_validator("x" * 2000) is None
    assert keep_validator("") is None
