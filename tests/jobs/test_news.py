"""From the items of a feed to stories about accounts, on both databases (complaints 19, 20, 22)."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from jobs.news import NewsTaker, delete_old_news, tell_news
from jobs.news_desk import COMPARED_FOR
from jobs.news_messages import WEEKLY_NUDGE, plan_weekly_news, read_news_outlook, read_told_stories
from jobs.rules.news import KEPT
from jobs.rules.weeks import local_day
from jobs.stories import Outcome, note_idea, reopen_story, settle_not_them, settle_not_useful, settle_used
from jobs.touches import set_touch_undone
from storage.account_stories import list_account_stories, read_account_story
from storage.accounts import change_account, read_account
from storage.database import Database, Transaction
from storage.feeds import add_feed, read_feed, remove_feed
from storage.ideas import list_ideas
from storage.news_records import Feed, FeedItem, FeedScope, NewFeed
from storage.records import Account, Rep, Tier, Workspace
from storage.removed_feeds import delete_feed
from storage.reps import change_rep, merge_reps
from storage.stories import forget_feed_stories
from storage.story_records import AccountStory, NewsState
from tests.builders import NOW, a_message, a_rep, a_touch, an_account

DEPOT = "Cobalt Logistics opens a depot in Leeds"


def an_item(title: str = DEPOT, link: str | None = None, *, published: datetime | None = NOW) -> FeedItem:
    link = link or f"https://news.example/{title.lower().replace(' ', '-')}"
    return FeedItem(title, title, link, "", published)


def a_feed(transaction: Transaction, account: Account | None = None, **facts: object) -> Feed:
    scope = FeedScope.ACCOUNT if account else FeedScope.TEAM
    url = str(facts.pop("url", "https://feeds.example/rss"))
    new = NewFeed(url, **{"scope": scope, "account_id": account.id if account else None, **facts})  # type: ignore[arg-type]
    return add_feed(transaction, new, NOW)


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def cobalt(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, "Cobalt Logistics", rep_id=sam.id, tier=Tier.A)


def stories_of(transaction: Transaction, account: Account, viewer: Rep) -> Sequence[AccountStory]:
    since = NOW - timedelta(days=99)
    return list_account_stories(
        transaction, [account.id], viewer.id, since, decided_since=NOW + timedelta(days=9)
    )


def test_what_names_an_account_is_about_it_and_what_names_nobody_is_left_out(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    take = NewsTaker()
    take(transaction, a_feed(transaction), [an_item(), an_item("Markets are calm")], NOW)
    [found] = stories_of(transaction, cobalt, sam)
    assert (found.story.title, found.story.reason, found.account) == (DEPOT, "opening", "Cobalt Logistics")
    assert "Cobalt Logistics" in found.match
    assert take.take_count() == (1, 1)
    assert take.take_count() == (0, 0)


def test_the_feed_of_an_account_is_about_it_unless_words_mean_somebody_else(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """Complaint 22."""
    feed = a_feed(transaction, cobalt)
    NewsTaker()(transaction, feed, [an_item("A new look for our trucks")], NOW)
    assert len(stories_of(transaction, cobalt, sam)) == 1
    change_account(transaction, cobalt.id, exclude=["harbour regatta"])
    NewsTaker()(transaction, feed, [an_item("The Harbour Regatta begins")], NOW)
    assert len(stories_of(transaction, cobalt, sam)) == 1


def test_one_source_counts_once_however_often_it_is_watched(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """A magazine that was watched for three accounts made a story "also in 2 others"."""
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    take = NewsTaker()
    for feed in (
        a_feed(transaction, cobalt),
        a_feed(transaction, borg),
        a_feed(transaction),
        a_feed(transaction, url="https://feeds.example/atom", title="Harbour News"),
        a_feed(transaction, url="https://feeds.example/json", title="Harbour News"),
    ):
        take(transaction, feed, [an_item(f"{DEPOT}, near Borg")], NOW)
    [found] = stories_of(transaction, cobalt, sam)
    assert found.story.sources == 2


def test_a_feed_of_an_account_says_so_where_nothing_else_tells(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """Dana read "a feed you watch" of a feed of Sam's, and nothing of the name being a mere word there."""
    orange = an_account(transaction, "Orange", rep_id=sam.id)
    feed = a_feed(transaction, orange)
    NewsTaker()(transaction, feed, [an_item("How to peel an orange"), an_item("A new look")], NOW)
    assert {each.story.title: each.match for each in stories_of(transaction, orange, sam)} == {
        "How to peel an orange": "it is in a feed watched for Orange;"
        " its name may just be ordinary words here",
        "A new look": "it is in a feed watched for Orange",
    }


def test_a_search_proves_nothing_by_itself(transaction: Transaction, sam: Rep, cobalt: Account) -> None:
    feed = a_feed(transaction, cobalt, url="https://news.google.com/rss/search?q=cobalt")
    NewsTaker()(transaction, feed, [an_item("Cobalt prices rise"), an_item()], NOW)
    assert [each.story.title for each in stories_of(transaction, cobalt, sam)] == [DEPOT]


def test_what_names_another_account_in_a_feed_of_one_is_about_the_other(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """Complaint 19: somebody watches a trade magazine for one client; no other client's news is theirs."""
    kestrel = an_account(transaction, "Kestrel Bikes", rep_id=sam.id)
    magazine = a_feed(transaction, cobalt)
    item = an_item("Kestrel Bikes reports record sales")
    NewsTaker()(transaction, magazine, [item], NOW)
    assert stories_of(transaction, cobalt, sam) == []
    assert [each.story.title for each in stories_of(transaction, kestrel, sam)] == [item.title]


def test_what_an_account_tells_of_another_at_its_own_address_is_its_own_news(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    kestrel = an_account(transaction, "Kestrel Bikes", rep_id=sam.id)
    change_account(transaction, cobalt.id, domain="cobalt.example")
    press = a_feed(transaction, cobalt, url="https://www.cobalt.example/press.xml")
    NewsTaker()(transaction, press, [an_item("A new partner: we carry for Kestrel Bikes now")], NOW)
    assert len(stories_of(transaction, cobalt, sam)) == 1
    assert stories_of(transaction, kestrel, sam) == []


def test_one_event_from_two_feeds_is_one_story(transaction: Transaction, sam: Rep, cobalt: Account) -> None:
    """Complaint 19: by its address, or by what it tells."""
    one, other = a_feed(transaction), a_feed(transaction, url="https://feeds.example/other")
    NewsTaker()(transaction, one, [an_item(link="https://news.example/depot?utm_source=rss")], NOW)
    NewsTaker()(transaction, other, [an_item(f"{DEPOT}, 60 jobs", "https://www.news.example/depot")], NOW)
    NewsTaker()(transaction, other, [an_item(DEPOT, "https://elsewhere.example/1")], NOW)
    [found] = stories_of(transaction, cobalt, sam)
    assert found.story.sources == 2
    assert found.story.link == "https://news.example/depot"


def test_what_was_told_is_never_told_again_even_after_it_is_forgotten(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """Complaint 20: an old article that comes round again in another feed, with another title."""
    NewsTaker()(transaction, a_feed(transaction), [an_item(link="https://news.example/1")], NOW)
    much_later = NOW + KEPT + timedelta(days=1)
    assert delete_old_news(transaction, much_later) == 1
    other = a_feed(transaction, url="https://feeds.example/other")
    NewsTaker()(
        transaction, other, [an_item("Cobalt Logistics in Leeds", "https://news.example/1")], much_later
    )
    assert stories_of(transaction, cobalt, sam) == []


@pytest.mark.parametrize("days", [0, 9, 2 * KEPT.days])
def test_a_feed_that_gives_every_entry_one_address_tells_all_of_them(
    transaction: Transaction, sam: Rep, cobalt: Account, days: int
) -> None:
    """Such a company's feed always leads to its page of news; the entries differ in all else."""
    feed, page = a_feed(transaction), "https://cobalt.example/news/all"
    titles = ["opens a depot in Leeds", "is sued for fraud by Borg", "names Ada Osei chief executive"]
    for turn, title in enumerate(titles):
        now = NOW + timedelta(days=days * turn)
        delete_old_news(transaction, now)
        item = an_item(f"Cobalt Logistics {title}", page, published=now)
        NewsTaker()(transaction, feed, [item], now)
        told = {each.story.title for each in stories_of(transaction, cobalt, sam)}
        assert item.title in told
    twice = [an_item(f"Cobalt Logistics {rest}", page) for rest in ("wins a prize", "buys Delta Freight")]
    NewsTaker()(transaction, feed, twice, now)
    told = {each.story.title for each in stories_of(transaction, cobalt, sam)}
    assert {each.title for each in twice} <= told


def test_a_number_once_given_out_names_nothing_else_for_ever(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """The addresses that were told, and the buttons of old messages, hold such numbers."""
    one = a_feed(transaction)
    NewsTaker()(transaction, one, [an_item()], NOW)
    [before] = stories_of(transaction, cobalt, sam)
    idea_id = note_idea(transaction, sam, before, "send a card", NOW)
    reopen_story(transaction, sam, before.id, NOW)
    forget_feed_stories(transaction, one.id)
    delete_feed(transaction, one.id)
    other = a_feed(transaction)
    NewsTaker()(transaction, other, [an_item()], NOW)
    [after] = stories_of(transaction, cobalt, sam)
    assert other.id != one.id
    assert (after.id, after.story.id) != (before.id, before.story.id)
    assert after.id != before.id
    assert note_idea(transaction, sam, after, "send a card", NOW) != idea_id


def test_what_a_removed_feed_had_told_another_may_still_tell(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    one, other = a_feed(transaction), a_feed(transaction, url="https://feeds.example/other")
    NewsTaker()(transaction, one, [an_item(link="https://news.example/1")], NOW)
    forget_feed_stories(transaction, one.id)
    delete_feed(transaction, one.id)
    NewsTaker()(transaction, other, [an_item(link="https://news.example/1")], NOW)
    assert [each.story.title for each in stories_of(transaction, cobalt, sam)] == [DEPOT]


def test_two_processes_make_one_story_of_one_event(books: Database, workspace: Workspace) -> None:
    """Complaint 19: both read the same article in the same moment."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        cobalt = an_account(transaction, "Cobalt Logistics", rep_id=sam.id)
        feeds = [a_feed(transaction, url=f"https://feeds.example/{number}") for number in range(4)]
    start = Barrier(len(feeds))

    def read_it(feed: Feed) -> None:
        take = NewsTaker()
        take.prepare(books, NOW)
        start.wait(60)
        with books.transaction(workspace.id) as transaction:
            take(transaction, feed, [an_item(link="https://news.example/1")], NOW)

    with ThreadPoolExecutor(len(feeds)) as processes:
        list(processes.map(read_it, feeds))
    with books.reading(workspace.id) as reader:
        [found] = stories_of(reader, cobalt, sam)
    assert found.story.sources == len(feeds)


def test_what_was_looked_through_is_taken_as_it_was_found(books: Database, workspace: Workspace) -> None:
    """Nothing is looked for in the transaction for which others wait."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        cobalt = an_account(transaction, "Cobalt Logistics", rep_id=sam.id)
        feed = a_feed(transaction)
    take = NewsTaker()
    take.prepare(books, NOW)
    take.look_through([(feed, [an_item(), an_item("Markets are calm")])])
    with books.transaction(workspace.id) as transaction:
        change_account(transaction, cobalt.id, name="Borg")
        take(transaction, feed, [an_item(), an_item("Markets are calm")], NOW)
        assert [each.story.title for each in stories_of(transaction, cobalt, sam)] == [DEPOT]


def test_a_taker_remembers_no_longer_than_it_compares(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    take, feed = NewsTaker(), a_feed(transaction)
    take(transaction, feed, [an_item()], NOW)
    desk = take.open_desk(transaction)
    assert desk.book.count == 1
    desk.catch_up(transaction, NOW + COMPARED_FOR + timedelta(hours=1))
    assert desk.book.count == 0


def test_a_press_forgets_what_was_done_and_taken_back_before(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """Sam used it and took the touch back; what Dana does then is hers alone to take back."""
    dana = a_rep(transaction, "Dana", slack_id="U2")
    NewsTaker()(transaction, a_feed(transaction), [an_item()], NOW)
    [story] = stories_of(transaction, cobalt, sam)
    touch = a_touch(transaction, cobalt, rep_id=sam.id)
    settle_used(transaction, sam, story.id, touch.id, NOW)
    set_touch_undone(transaction, sam, touch.id, undone=True, now=NOW)
    settled = settle_not_them(transaction, dana, story.id, NOW)
    assert settled is not None
    assert settled.outcome is Outcome.DONE
    set_touch_undone(transaction, sam, touch.id, undone=False, now=NOW)
    kept = read_account_story(transaction, story.id, sam.id)
    assert kept is not None
    assert kept.state is NewsState.NOT_THEM
    undone = reopen_story(transaction, dana, story.id, NOW)
    assert undone is not None
    assert undone.outcome is Outcome.DONE
    assert stories_of(transaction, cobalt, sam)[0].is_open


def test_a_story_stands_at_its_day_as_the_reader_has_it(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """On Monday evening in Los Angeles it is Tuesday in UTC, and no news comes from tomorrow."""
    change_rep(transaction, sam.id, zone="America/Los_Angeles")
    late = NOW.replace(hour=0, minute=30)
    NewsTaker()(transaction, a_feed(transaction), [an_item(published=late)], late)
    facts = {"rep": sam.id, "news": [each.id for each in stories_of(transaction, cobalt, sam)]}
    [told] = read_told_stories(transaction, facts)
    assert told.story.at == late
    assert told.story.at.date() == local_day(late, "America/Los_Angeles") != late.date()


def test_what_two_people_press_at_once_is_done_once(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        people = [a_rep(transaction, f"Rep {number}", slack_id=f"U{number}") for number in range(4)]
        cobalt = an_account(transaction, "Cobalt Logistics", rep_id=people[0].id)
        NewsTaker()(transaction, a_feed(transaction), [an_item()], NOW)
        [story] = stories_of(transaction, cobalt, people[0])
    start = Barrier(len(people))

    def press(rep: Rep) -> Outcome | None:
        start.wait(60)
        with books.transaction(workspace.id) as transaction:
            settled = settle_not_them(transaction, rep, story.id, NOW)
            return settled and settled.outcome

    with ThreadPoolExecutor(len(people)) as processes:
        outcomes = list(processes.map(press, people))
    assert sorted(each for each in outcomes if each) == [Outcome.BEFORE] * 3 + [Outcome.DONE]


def test_what_waits_in_one_message_is_not_told_in_another(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    """Complaint 20: the weekly message is late, and the day's own message may not overtake it."""
    NewsTaker()(transaction, a_feed(transaction), [an_item()], NOW)
    [story] = stories_of(transaction, cobalt, sam)
    week = {"rep": sam.id, "news": [story.id]}
    a_message(transaction, kind=WEEKLY_NUDGE, recipient=sam.slack_id, facts=week)
    assert plan_weekly_news(transaction, sam, NOW, named=())["news"] == []


def test_a_story_that_is_still_told_of_is_kept(transaction: Transaction, sam: Rep, cobalt: Account) -> None:
    one, other = a_feed(transaction), a_feed(transaction, url="https://feeds.example/other")
    NewsTaker()(transaction, one, [an_item(link="https://news.example/1")], NOW)
    later = NOW + timedelta(days=30)
    NewsTaker()(transaction, other, [an_item(link="https://news.example/1?fbclid=2")], later)
    assert delete_old_news(transaction, NOW + KEPT + timedelta(days=1)) == 0


def test_a_taker_hears_of_what_another_process_has_added(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    one, other = NewsTaker(), NewsTaker()
    feed = a_feed(transaction)
    one(transaction, feed, [an_item("Cobalt Logistics wins a prize")], NOW)
    other(transaction, feed, [an_item(link="https://a.example/1")], NOW)
    one(transaction, feed, [an_item(link="https://b.example/2")], NOW)
    assert len(stories_of(transaction, cobalt, sam)) == 2


def test_what_is_looked_for_is_brought_up_to_date_between_rounds(
    books: Database, workspace: Workspace
) -> None:
    """And not in a transaction that keeps others from writing."""
    take = NewsTaker()
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        feed = a_feed(transaction)
        take(transaction, feed, [an_item()], NOW)
        cobalt = an_account(transaction, "Cobalt Logistics", rep_id=sam.id)
        take(transaction, feed, [an_item("Cobalt Logistics wins a prize")], NOW)
        assert stories_of(transaction, cobalt, sam) == []
    take.prepare(books, NOW)
    with books.transaction(workspace.id) as transaction:
        take(transaction, feed, [an_item("Cobalt Logistics buys a rival")], NOW)
        assert len(stories_of(transaction, cobalt, sam)) == 1


@pytest.mark.parametrize("for_good", [False, True])
def test_removing_a_feed_takes_along_what_only_it_has_told_and_nobody_used(
    transaction: Transaction, sam: Rep, cobalt: Account, for_good: bool
) -> None:
    one, other = a_feed(transaction), a_feed(transaction, url="https://feeds.example/other")
    take = NewsTaker()
    take(transaction, one, [an_item(), an_item("Cobalt Logistics wins a prize")], NOW)
    take(transaction, one, [an_item("Cobalt Logistics names a new chief executive")], NOW)
    take(transaction, other, [an_item()], NOW)
    kept = next(each for each in stories_of(transaction, cobalt, sam) if "prize" in each.story.title)
    note_idea(transaction, sam, kept, "send a card", NOW)
    assert remove_feed(transaction, one.id, NOW)
    if for_good:
        assert forget_feed_stories(transaction, one.id) == 1
        assert delete_feed(transaction, one.id)
    assert [each.story.title for each in stories_of(transaction, cobalt, sam)] == [DEPOT]
    assert read_account_story(transaction, kept.id, sam.id) is not None
    assert read_feed(transaction, one.id) is None


def test_what_is_pressed_can_be_taken_back_by_whoever_pressed_it(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    dana = a_rep(transaction, "Dana", slack_id="U2")
    NewsTaker()(transaction, a_feed(transaction), [an_item()], NOW)
    [story] = stories_of(transaction, cobalt, sam)
    note_idea(transaction, sam, story, "visit them", NOW)
    assert [each.text for each in list_ideas(transaction, cobalt.id, 9)] == ["visit them"]
    theirs = reopen_story(transaction, dana, story.id, NOW)
    assert theirs is not None
    assert theirs.outcome is Outcome.THEIRS
    again = settle_not_useful(transaction, sam, story.id, NOW)
    assert again is not None
    assert again.outcome is Outcome.BEFORE
    back = reopen_story(transaction, sam, story.id, NOW)
    assert back is not None
    assert back.story.state is NewsState.OPEN
    assert list_ideas(transaction, cobalt.id, 9) == []
    assert settle_not_them(transaction, sam, 999, NOW) is None
    assert reopen_story(transaction, sam, 999, NOW) is None


def test_not_about_them_is_learnt_and_unlearnt(transaction: Transaction, sam: Rep) -> None:
    """Complaint 22."""
    orange = an_account(transaction, "Orange", rep_id=sam.id)
    NewsTaker()(transaction, a_feed(transaction, orange), [an_item("Orange County votes today")], NOW)
    [story] = stories_of(transaction, orange, sam)
    settled = settle_not_them(transaction, sam, story.id, NOW)
    assert settled is not None
    assert settled.story.excluded == "Orange County"
    known = read_account(transaction, orange.id)
    assert known is not None
    assert known.exclude == ("Orange County",)
    reopen_story(transaction, sam, story.id, NOW)
    known = read_account(transaction, orange.id)
    assert known is not None
    assert known.exclude == ()


def test_the_plan_of_a_week_and_home_agree(transaction: Transaction, sam: Rep, cobalt: Account) -> None:
    NewsTaker()(transaction, a_feed(transaction), [an_item()], NOW)
    [story] = stories_of(transaction, cobalt, sam)
    assert plan_weekly_news(transaction, sam, NOW, [])["news"] == [story.id]
    outlook = read_news_outlook(transaction, sam, NOW, 3)
    assert [each.id for each in outlook.stories] == [story.id]
    assert outlook.feeds == 1
    assert plan_weekly_news(transaction, sam, NOW + timedelta(days=20), [])["news"] == []


def test_two_people_who_turn_out_to_be_one_keep_their_feeds_and_ideas(
    transaction: Transaction, sam: Rep, cobalt: Account
) -> None:
    imported = a_rep(transaction, "S. Lee", slack_id=None)
    feed = a_feed(transaction, added_by=imported.id)
    NewsTaker()(transaction, feed, [an_item()], NOW)
    [story] = stories_of(transaction, cobalt, sam)
    note_idea(transaction, imported, story, "visit them", NOW)
    merge_reps(transaction, sam.id, imported.id)
    kept = read_feed(transaction, feed.id)
    assert kept is not None
    assert kept.added_by == sam.id
    assert [each.rep_id for each in list_ideas(transaction, cobalt.id, 9)] == [sam.id]


def test_nothing_is_written_where_there_is_nothing_to_tell(books: Database, workspace: Workspace) -> None:
    assert tell_news(books, workspace.id, NOW) == 0
