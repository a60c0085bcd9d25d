"""What is pressed beside a feed, and the forms that add and change one."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import answer_press
from bot.drafts import read_feed_form
from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.feed_forms import (
    ADD_FORM,
    CHANGE_FORM,
    WHOSE,
    compose_add_form,
    compose_change_form,
    list_whose_options,
)
from bot.messages.feeds import (
    ADD,
    ADD_ANY,
    CHANGE,
    PICK,
    REMOVE,
    RESTORE,
    compose_feed_gone,
    compose_feed_not_yours,
    compose_feed_noted,
    compose_feed_removed,
)
from bot.messages.lookups import compose_said_view
from bot.messages.news_lists import compose_news_not_understood
from bot.messages.touches import compose_gone
from bot.news_showing import compose_watching, say_beside, show_anew
from bot.parsing.form_fields import read_field
from bot.parsing.news import read_address
from bot.parsing.presses import (
    KeptFeed,
    read_feed_press,
    read_number_press,
    read_place_press,
    read_remembered,
    read_search,
    read_text_press,
)
from bot.parsing.words import NotUnderstood
from bot.surroundings import Surroundings, Visit
from jobs.holidays import find_country_of
from jobs.rules.feeds import WatchedFeed
from jobs.watching import (
    NotYourFeed,
    SampleNotWatched,
    WatchedAgain,
    WatchedAlready,
    change_feed,
    find_feed_of,
    stop_watching,
    watch_feed,
)

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer the buttons of feeds and take their forms."""
    register_adding(app, around)

    @app.action(CHANGE)
    @answered
    def open_change_form(ack: Ack, body: Json) -> None:
        feed_id, place = read_place_press(body)
        with around.visit(body) as visit:
            found = find_feed_of(visit.transaction, visit.rep, feed_id)
        if isinstance(found, WatchedFeed):
            around.show_view(body, compose_change_form(found, remember_list(body, place)))
            ack()
            return
        ack()
        say_beside(around, body, explain_refusal(found))

    @app.view(CHANGE_FORM)
    @answered
    def take_change(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"], "feed", "place")
        url = read_address(read_field(body["view"], "url"), around.allowed)
        if isinstance(url, NotUnderstood):
            ack(response_action="errors", errors={"url": url.hint})
            return
        with around.visit(body) as visit:
            changed = change_feed(visit.transaction, visit.rep, remembered["feed"], url, visit.now)
        if not isinstance(changed, WatchedFeed):
            ack(response_action="errors", errors={"url": tell_refusal(changed)})
            return
        ack()
        around.look_at_feeds_soon()
        words = compose_feed_noted(url, changed.feed.scope, changed.about)
        finish_feed(around, body, remembered, changed, words)

    @app.action(REMOVE)
    @answered
    def remove(ack: Ack, body: Json) -> None:
        feed_id, place = read_place_press(body)
        with around.visit(body) as visit:
            found = stop_watching(visit.transaction, visit.rep, feed_id, visit.now)
        ack()
        if not isinstance(found, WatchedFeed):
            say_beside(around, body, explain_refusal(found))
            return
        show_anew(around, body, place, found.feed.account_id, body.get("response_url"))
        say_beside(around, body, compose_feed_removed(found.feed, found.about))


def register_adding(app: App, around: Surroundings) -> None:
    @app.action(ADD)
    @answered
    def open_add_form(ack: Ack, body: Json) -> None:
        account_id = read_number_press(body)
        with around.visit(body) as visit:
            account = visit.page.accounts.get(account_id)
        ack()
        if account is None:
            say_beside(around, body, compose_gone())
            return
        around.show_view(body, compose_add_form((account.id, account.name), remember_list(body, "account")))

    @app.action(ADD_ANY)
    @answered
    def open_any_form(ack: Ack, body: Json) -> None:
        around.show_view(body, compose_add_form(None, remember_list(body, read_text_press(body))))
        ack()

    @app.options(WHOSE)
    @answered
    def search_whose(ack: Ack, body: Json) -> None:
        typed = read_search(body)
        with around.look(body) as visit:
            found = visit.page.search_accounts(typed, visit.rep.id)
            ack(options=list_whose_options(typed, found, visit.page.list_industries()))

    @app.view(ADD_FORM)
    @answered
    def take_added(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"], "place")
        with around.visit(body) as visit:
            country = find_country_of(visit.rep)
            accounts = visit.page.accounts
            wanted = read_feed_form(
                body["view"], remembered.get("account"), accounts, country, around.allowed
            )
            if isinstance(wanted, dict):
                ack(response_action="errors", errors=wanted)
                return
            added = watch_kept_feed(visit, wanted)
            words = compose_watching(visit, wanted.url, added)
        if isinstance(added, WatchedAlready | SampleNotWatched):
            ack(response_action="errors", errors={"url": tell_refusal(added)})
            return
        around.look_at_feeds_soon()
        if remembered.get("response_url"):
            ack()
        else:
            # Home has no conversation to answer in.
            ack(response_action="update", view=compose_said_view(words, "Add a feed"))
        watched = added.watched if isinstance(added, WatchedAgain) else added
        finish_feed(around, body, remembered, watched, words)

    @app.action(re.compile(rf"^(?:{re.escape(PICK)}|{re.escape(RESTORE)})(?:\.\d+)?$"))
    @answered
    def watch_kept(ack: Ack, body: Json) -> None:
        kept = read_feed_press(body)
        with around.visit(body) as visit:
            words = watch_again(around, visit, kept)
        ack()
        answer_press(around, body, words, replace=True)
        around.look_at_feeds_soon()
        around.refresh_home_of(body)


def remember_list(body: Json, place: str) -> Json:
    """Return what a form must know so that the list it was opened from is shown anew."""
    return {"place": place, "response_url": body.get("response_url")}


def watch_again(around: Surroundings, visit: Visit, kept: KeptFeed) -> Message:
    """Watch what a button carries, and return what is said of it."""
    if kept.account_id is not None and kept.account_id not in visit.page.accounts:
        return compose_gone()
    address = read_address(kept.url, around.allowed)
    if isinstance(address, NotUnderstood):
        return compose_news_not_understood(address.hint, kept.url)
    return compose_watching(visit, kept.url, watch_kept_feed(visit, kept))


def watch_kept_feed(
    visit: Visit, kept: KeptFeed
) -> WatchedFeed | WatchedAgain | WatchedAlready | SampleNotWatched:
    """Watch what a form or a button carries, for whoever pressed it; returns what `watch_feed` does."""
    return watch_feed(
        visit.transaction,
        visit.rep,
        kept.url,
        visit.now,
        account_id=kept.account_id,
        industry=kept.industry,
    )


def explain_refusal(found: NotYourFeed | None) -> Message:
    """Say why nothing was changed."""
    match found:
        case NotYourFeed(_, adder):
            return compose_feed_not_yours(adder)
        case None:
            return compose_feed_gone()


def tell_refusal(found: NotYourFeed | WatchedAlready | SampleNotWatched | None) -> str:
    """Say the same beside a field, which is plain text."""
    match found:
        case WatchedAlready():
            return "I watch this address already."
        case SampleNotWatched():
            return "That client is made up, so there is no news. Add the feed to a client of your own."
        case NotYourFeed():
            return "That feed is for whoever added it, or a manager, to change."
        case None:
            return "That feed is gone already."


def finish_feed(
    around: Surroundings, body: Json, remembered: Json, watched: WatchedFeed, words: Message
) -> None:
    """Show the list anew, and say that the address is being looked at."""
    url = remembered.get("response_url")
    show_anew(around, body, remembered["place"], watched.feed.account_id, url)
    if url:
        around.messenger_for(body).answer(url, words, replace=False)
