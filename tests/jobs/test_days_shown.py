"""A moment that is kept in UTC has, for whoever reads of it, the day of their own clocks."""

from datetime import UTC, date, datetime

from sqlalchemy import update

from bot.messages.feeds import describe_feed
from bot.messages.news_forms import compose_use_form
from jobs.stories import read_story_for
from jobs.watching import describe_watched, list_watched_for, list_watched_for_all
from storage.account_stories import list_account_stories
from storage.database import Transaction
from storage.feed_tables import feed
from storage.feeds import add_feed, list_feeds
from storage.news_records import FeedScope, NewFeed
from storage.stories import add_story, relate_story
from storage.story_records import NewStory
from tests.builders import a_rep, an_account

WEST = "America/Los_Angeles"
HALF_PAST_FOUR = datetime(2026, 11, 19, 0, 30, tzinfo=UTC)
"""In Los Angeles, on 18 November."""
TODAY = date(2026, 11, 18)


def test_no_feed_has_been_failing_since_tomorrow(transaction: Transaction) -> None:
    """`/news` took the day in UTC; Home and the weekly message the reader's."""
    sam = a_rep(transaction, zone=WEST)
    acme = an_account(transaction, "Acme", rep_id=sam.id)
    new = NewFeed("https://a.example/1", scope=FeedScope.ACCOUNT, account_id=acme.id)
    of_acme = add_feed(transaction, new, HALF_PAST_FOUR)
    add_feed(transaction, NewFeed("https://a.example/2"), HALF_PAST_FOUR)
    failing = {"failing_since": HALF_PAST_FOUR, "baseline_at": HALF_PAST_FOUR}
    transaction.connection.execute(update(feed).values(**failing))
    shown = [*list_watched_for(transaction, sam, acme), *list_watched_for_all(transaction, sam)]
    newest = next(each for each in list_feeds(transaction) if each.id == of_acme.id)
    shown.append(describe_watched(transaction, sam, newest))
    assert len(shown) == 3
    for each in shown:
        assert "it has been failing since today." in describe_feed(each, TODAY, named=False)


def test_the_form_to_use_a_story_has_the_day_that_its_line_had(transaction: Transaction) -> None:
    """A story of today stood there as one of tomorrow."""
    sam = a_rep(transaction, zone=WEST)
    acme = an_account(transaction, "Acme", rep_id=sam.id)
    news = NewStory("Acme opens a depot", "", None, "The Herald", "opening", HALF_PAST_FOUR)
    relate_story(transaction, add_story(transaction, news, HALF_PAST_FOUR), {acme.id: "Acme"})
    [listed] = list_account_stories(
        transaction, [acme.id], sam.id, HALF_PAST_FOUR, decided_since=HALF_PAST_FOUR
    )
    story = read_story_for(transaction, sam, listed.id)
    assert story is not None
    assert "(The Herald, today)" in str(compose_use_form(story, TODAY, {}))
