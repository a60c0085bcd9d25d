"""Which news a person is shown, and when (complaints 4, 19, 22; decision 7)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.feeds import (
    find_feed_keepers,
    is_broken,
    is_looked_at,
    may_change_feed,
    read_search,
    search_bing_news,
    search_google_news,
)
from jobs.rules.news import choose_for_home, choose_news, clean_link, is_lesson, may_hear_today, rank_news
from storage.news_records import Feed, FeedScope
from storage.records import Account, Consent, Rep, Role, Tier
from storage.story_records import AccountStory, NewsState, Story
from tests.builders import NOW, TODAY

A = Account(1, "Acme", TODAY, rep_id=1, tier=Tier.A)
B = Account(2, "Borg", TODAY, rep_id=1, tier=Tier.B)
C = Account(3, "Cobalt", TODAY, rep_id=1, tier=Tier.C)
ACCOUNTS = {each.id: each for each in (A, B, C)}


def a_story(
    number: int,
    account: Account = A,
    reason: str = "other",
    *,
    hours_ago: float = 1,
    event: int | None = None,
    state: NewsState = NewsState.OPEN,
    hidden: bool = False,
) -> AccountStory:
    at = NOW - timedelta(hours=hours_ago)
    story = Story(f"Story {number}", "", None, "BBC", reason, at, id=event or number)
    return AccountStory(number, story, account.id, account.name, "its name", state, hidden=hidden)


def ids(stories: list[AccountStory]) -> list[int]:
    return [each.id for each in stories]


def test_a_before_b_before_c_then_the_most_telling_then_the_newest() -> None:
    stories = [
        a_story(1, C, "opening"),
        a_story(2, B, "opening"),
        a_story(3, A, "other"),
        a_story(4, A, "award", hours_ago=9),
        a_story(5, A, "award", hours_ago=2),
    ]
    assert ids(rank_news(stories, ACCOUNTS)) == [5, 4, 3, 2, 1]


def test_a_message_has_three_stories_at_most_and_one_for_each_account_first() -> None:
    """Complaint 4."""
    stories = [a_story(1, A), a_story(2, A), a_story(3, A), a_story(4, B), a_story(5, C)]
    assert ids(choose_news(stories, ACCOUNTS)) == [1, 4, 5]
    assert ids(choose_news(stories[:4], ACCOUNTS)) == [1, 4, 2]


def test_accounts_with_a_line_come_first() -> None:
    """D6-1: news is something to write to them about."""
    stories = [a_story(1, A), a_story(2, B), a_story(3, C)]
    assert ids(choose_news(stories, ACCOUNTS, named=[3], most=2)) == [3, 1]


def test_what_was_told_answered_or_hidden_is_not_told_again() -> None:
    """Complaint 20."""
    stories = [
        a_story(1),
        a_story(2, state=NewsState.USED),
        a_story(3, hidden=True),
        a_story(4, state=NewsState.NOT_THEM),
        a_story(5, B),
    ]
    assert ids(choose_news(stories, ACCOUNTS, told={1})) == [5]


def test_one_event_about_two_accounts_is_told_once() -> None:
    """Complaint 19."""
    assert ids(choose_news([a_story(1, A, event=9), a_story(2, B, event=9)], ACCOUNTS)) == [1]


def test_home_shows_what_waits_and_then_what_was_just_put_aside() -> None:
    stories = [a_story(1, hidden=True), *(a_story(number) for number in range(2, 8))]
    assert ids(choose_for_home(stories, ACCOUNTS)) == [2, 3, 4, 1]


SAM = Rep(1, "Sam", "U1", consent=Consent.YES, news_same_day=True)
AT_TEN = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rep", "moment", "may"),
    [
        (SAM, AT_TEN, True),
        (Rep(1, "Sam", "U1", consent=Consent.YES), AT_TEN, False),
        (Rep(1, "Sam", "U1", consent=Consent.NO, news_same_day=True), AT_TEN, False),
        (Rep(1, "Sam", "U1", consent=Consent.UNASKED, news_same_day=True), AT_TEN, False),
        (
            Rep(1, "Sam", "U1", consent=Consent.YES, news_same_day=True, away_until=TODAY + timedelta(9)),
            AT_TEN,
            False,
        ),
        (SAM, AT_TEN.replace(hour=8, minute=59), False),
        (SAM, AT_TEN.replace(hour=17), False),
        (SAM, AT_TEN.replace(day=7), False),  # a Saturday
    ],
)
def test_only_who_wants_it_is_told_on_the_day_and_at_work(rep: Rep, moment: datetime, may: bool) -> None:
    """Decision 7: consent, and no message at night or on a Sunday."""
    assert may_hear_today(rep, moment) is may


def test_not_on_a_public_holiday() -> None:
    assert not may_hear_today(SAM, AT_TEN, [AT_TEN.date()])


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (None, None),
        ("javascript:alert(1)", None),
        ("ftp://x.example/a", None),
        ("https://x.example/a b", None),
        ('https://x.example/"><script>', None),
        ("https://x.example/a?utm_source=rss&id=7&fbclid=1#top", "https://x.example/a?id=7#top"),
        ("HTTP://X.example/a?utm_medium=x", "HTTP://X.example/a"),
        ("https://x.example/?q=a%20b", "https://x.example/?q=a%20b"),
    ],
)
def test_a_link_is_one_of_the_web_and_tells_nobody_where_one_came_from(
    link: str | None, shown: str | None
) -> None:
    """Complaint 25."""
    assert clean_link(link) == shown


@pytest.mark.parametrize(("phrase", "may"), [("Orange County", True), ("Acme opens", False), ("", False)])
def test_what_any_company_does_is_not_learnt(phrase: str, may: bool) -> None:
    assert is_lesson(phrase) is may


# Feeds


def a_feed(**facts: object) -> Feed:
    return Feed(**{"id": 1, "workspace": 1, "url": "u", "given_url": "u", "scope": FeedScope.ACCOUNT,
                   "next_at": NOW, "account_id": 1, **facts})  # type: ignore[arg-type] # fmt: skip


SAMS, DANA = Rep(1, "Sam", "U1"), Rep(2, "Dana", "U2")
MORGAN = Rep(3, "Morgan", "U3", roles=frozenset([Role.MANAGER]))


def test_who_may_change_a_feed() -> None:
    """Whoever added it, owns its account, or leads the team."""
    assert may_change_feed(SAMS, a_feed(added_by=2), A)
    assert may_change_feed(DANA, a_feed(added_by=2), A)
    assert may_change_feed(MORGAN, a_feed(added_by=2), A)
    assert not may_change_feed(DANA, a_feed(added_by=1), A)
    assert not may_change_feed(DANA, a_feed(added_by=None), A)
    team = a_feed(scope=FeedScope.TEAM, account_id=None)
    assert may_change_feed(DANA, team, None)
    assert not may_change_feed(DANA, a_feed(scope=FeedScope.TEAM, account_id=None, added_by=1), None)


def test_who_is_told_that_a_feed_fails() -> None:
    """Complaint 22: its adder, else the account's owner, else the managers."""
    reps = {each.id: each for each in (SAMS, DANA, MORGAN)}
    assert find_feed_keepers(a_feed(added_by=2), A, reps) == {2}
    gone = {**reps, 2: Rep(2, "Dana", "U2", active=False)}
    assert find_feed_keepers(a_feed(added_by=2), A, gone) == {1}
    assert find_feed_keepers(a_feed(added_by=None, account_id=None), None, reps) == {3}


def test_a_feed_is_broken_after_three_days_or_once_it_is_gone() -> None:
    """Complaint 22."""
    assert not is_broken(a_feed(), NOW)
    assert not is_broken(a_feed(failing_since=NOW - timedelta(days=2, hours=23)), NOW)
    assert is_broken(a_feed(failing_since=NOW - timedelta(days=3)), NOW)
    assert is_broken(a_feed(gone=True), NOW)


def test_an_answer_waits_for_a_look_at_the_address_that_was_given() -> None:
    assert not is_looked_at(a_feed(), NOW)
    assert not is_looked_at(a_feed(polled_at=NOW - timedelta(seconds=1)), NOW)
    assert is_looked_at(a_feed(polled_at=NOW), NOW)


def test_a_search_is_for_the_very_name() -> None:
    assert search_google_news('Birch & "Co"') == (
        "https://news.google.com/rss/search?q=%22Birch%20%26%20Co%22&hl=en&gl=US&ceid=US:en"
    )
    assert search_google_news("Acme", "GB").endswith("&hl=en&gl=GB&ceid=GB:en")
    assert search_bing_news("Café") == "https://www.bing.com/news/search?q=%22Caf%C3%A9%22&format=rss"


@given(st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"'), min_size=1))
def test_a_search_is_read_back(name: str) -> None:
    """Reps were shown https://news.google.com/rss/search?q=%22Acme%22… where "Acme" was searched for."""
    assert read_search(search_google_news(name, "GB")) == ("Google News", name)
    assert read_search(search_bing_news(name)) == ("Bing News", name)


def test_other_addresses_are_no_search() -> None:
    assert read_search("https://acme.com/news?q=Acme") is None
    assert read_search("https://news.google.com/rss/search?q=&hl=en") is None


def test_the_hours_of_the_day_are_those_of_the_rep() -> None:
    tokyo = Rep(1, "Sam", "U1", zone="Asia/Tokyo", consent=Consent.YES, news_same_day=True)
    assert may_hear_today(tokyo, datetime(2026, 3, 4, 0, 30, tzinfo=UTC))
    assert not may_hear_today(tokyo, AT_TEN)
