"""What removed feeds have told costs whoever looks at news next to nothing."""

from datetime import timedelta

from storage.account_stories import find_newest_stories, list_account_stories
from storage.database import Database
from storage.feeds import add_feed, remove_feed
from storage.news_records import NewFeed
from storage.stories import add_headline, add_story, relate_story
from storage.story_records import NewStory
from tests.builders import NOW, a_rep, a_workspace, an_account

STEPS = 100
MOST_MORE = 50


def test_a_look_at_news_does_not_read_all_that_removed_feeds_have_told(sqlite_books: Database) -> None:
    """Home, `/news` and each weekly message read every headline of every removed feed."""
    workspace = a_workspace(sqlite_books)
    with sqlite_books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        cobalt = an_account(transaction, "Cobalt Logistics", rep_id=sam.id)
        watched, removed = (
            add_feed(transaction, NewFeed(f"https://{each}.example/f"), NOW) for each in ("a", "b")
        )
        shown = add_story(transaction, NewStory("One", "", None, "a", "opening", NOW), NOW)
        add_headline(transaction, shown, watched.id, title="One", link=None, now=NOW)
        relate_story(transaction, shown, {cobalt.id: "its name"})
        # As long ago as news is not looked for any more.
        old = add_story(transaction, NewStory("Old", "", None, "b", "opening", NOW), NOW - timedelta(days=99))
        remove_feed(transaction, removed.id, NOW)
        counts: list[int] = []
        for more in (1, 500):
            for _ in range(more):
                add_headline(transaction, old, removed.id, title="Old", link=None, now=NOW)
            ticks: list[int] = []
            driver = transaction.connection.connection.driver_connection
            assert driver is not None
            driver.set_progress_handler(lambda ticks=ticks: ticks.append(1), STEPS)
            stories = list_account_stories(
                transaction, [cobalt.id], sam.id, NOW - timedelta(days=9), decided_since=NOW
            )
            assert [each.story.title for each in stories] == ["One"]
            assert find_newest_stories(transaction, [cobalt.id]) == {cobalt.id: NOW}
            driver.set_progress_handler(None, STEPS)
            counts.append(len(ticks))
    assert counts[1] < counts[0] + MOST_MORE, "five hundred headlines took half a million steps of SQLite"
