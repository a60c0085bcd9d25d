"""Shows news anew where something in it was answered: in a message, a list, a card, or on Home."""

from typing import Any

from bot.answer_rewriting import answer_press, compose_card_of
from bot.messages.blocks import Message
from bot.messages.feeds import compose_feed_known, compose_feed_noted, compose_feed_restored
from bot.messages.lookups import compose_account_gone
from bot.messages.news import read_message_place
from bot.messages.news_lists import (
    STORIES_LISTED,
    AccountNewsFacts,
    MyNewsFacts,
    compose_account_news,
    compose_my_news,
)
from bot.messages.sample_data import compose_sample_not_watched
from bot.nudge_rewriting import rewrite_nudge
from bot.surroundings import Surroundings, Visit
from jobs.news_messages import read_news_outlook
from jobs.rules.feeds import WatchedFeed
from jobs.rules.news import KEPT, UNDO_FOR, choose_for_home, set_in_zone
from jobs.watching import (
    SampleNotWatched,
    WatchedAgain,
    WatchedAlready,
    list_watched_for,
    list_watched_for_all,
)
from storage.account_stories import list_account_stories
from storage.accounts import read_account
from storage.news_records import FeedScope

Json = dict[str, Any]


def compose_my_news_of(visit: Visit) -> Message:
    """Return the news on a person's own accounts as it stands now."""
    outlook = read_news_outlook(visit.transaction, visit.rep, visit.now, STORIES_LISTED)
    return compose_my_news(
        MyNewsFacts(
            stories=outlook.stories,
            broken=outlook.broken,
            general=list_watched_for_all(visit.transaction, visit.rep),
            feeds=outlook.feeds,
            today=visit.today,
            viewer=visit.rep.id,
        )
    )


def compose_account_news_of(visit: Visit, account_id: int) -> Message:
    """Return the news about one account, and its feeds, as it stands now."""
    account = read_account(visit.transaction, account_id)
    if account is None or account.sample_of not in (None, visit.rep.id):
        return compose_account_gone()
    stories = list_account_stories(
        visit.transaction,
        [account.id],
        visit.rep.id,
        visit.now - KEPT,
        decided_since=visit.now - UNDO_FOR,
    )
    return compose_account_news(
        AccountNewsFacts(
            account=account,
            stories=choose_for_home(
                set_in_zone(stories, visit.rep.zone), {account.id: account}, most=STORIES_LISTED
            ),
            feeds=list_watched_for(visit.transaction, visit.rep, account),
            today=visit.today,
            viewer=visit.rep.id,
        )
    )


def show_anew(around: Surroundings, body: Json, place: str, account_id: int | None, url: str | None) -> bool:
    """Show the place where something was answered as it stands now; returns whether that is seen there.

    `place` is what the button carried: the name of a list, or a message by its number.
    """
    around.refresh_home_of(body)
    if place == "home":
        return True
    if (message := read_message_place(place)) is not None:
        return rewrite_nudge(around, body, message)
    if url is None:
        return False
    with around.look(body) as visit:
        words = compose_place(visit, place, account_id)
    return words is not None and around.messenger_for(body).answer(url, words, replace=True)


def compose_place(visit: Visit, place: str, account_id: int | None) -> Message | None:
    """Return what stands in a place now; None where nothing that is composed anew does."""
    match place:
        case "mine":
            return compose_my_news_of(visit)
        case "card" if account_id is not None:
            return compose_card_of(visit, account_id)
        case "account" if account_id is not None:
            return compose_account_news_of(visit, account_id)
        case _:
            return None


def compose_watching(
    visit: Visit, url: str, added: WatchedFeed | WatchedAgain | WatchedAlready | SampleNotWatched
) -> Message:
    """Return what is said at once to whoever gives an address to be watched."""
    match added:
        case WatchedAlready(watched):
            return compose_feed_known(watched, visit.today)
        case SampleNotWatched(account):
            return compose_sample_not_watched(account)
        case WatchedAgain(watched):
            return compose_feed_restored(watched, visit.today)
        case WatchedFeed(feed, about):
            known = visit.page.list_industries() if feed.scope is FeedScope.INDUSTRY else ()
            return compose_feed_noted(url, feed.scope, about, known)


def say_beside(around: Surroundings, body: Json, words: Message) -> None:
    """Say something to whoever pressed, where they can read it."""
    answer_press(around, body, words, replace=False)
