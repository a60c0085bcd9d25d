"""`/news`, and what is pressed beside a story."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.feeds import SHOW_MINE, compose_which_account_for_feed
from bot.messages.lookups import compose_which_account
from bot.messages.news import (
    NOT_THEM,
    NOT_USEFUL,
    SHOW,
    UNDO,
    USE,
    compose_story_decided,
    compose_story_gone,
    compose_undo_refused,
    read_message_place,
)
from bot.messages.news_forms import (
    ANSWERED_MEANWHILE,
    KEPT,
    USE_FORM,
    compose_use_form,
    suggest_idea,
    suggest_note,
)
from bot.messages.news_lists import compose_news_help, compose_news_not_understood
from bot.messages.news_words import suggest_sentence
from bot.messages.touches import compose_logged
from bot.news_showing import (
    compose_account_news_of,
    compose_my_news_of,
    compose_watching,
    say_beside,
    show_anew,
)
from bot.parsing.accounts import NoAccount, OneAccount, SeveralAccounts, SimilarAccounts
from bot.parsing.form_fields import read_field
from bot.parsing.lookups import NothingAsked
from bot.parsing.news import AddFeed, ForIndustry, ForTeam, NewSearch, NewsRequest, parse_news
from bot.parsing.presses import read_number_press, read_place_press, read_remembered
from bot.parsing.touches import HelpWanted
from bot.parsing.words import NotUnderstood, read_markup, tidy
from bot.surroundings import Surroundings, Visit, after_first_word, family_word
from jobs.holidays import find_country_of
from jobs.rules.feeds import search_google_news
from jobs.rules.news import choose_written
from jobs.rules.touches import TouchDraft
from jobs.stories import (
    Outcome,
    Settled,
    hold_story,
    note_idea,
    read_story_for,
    reopen_story,
    settle_not_them,
    settle_not_useful,
    settle_used,
)
from jobs.watching import SampleNotWatched, WatchedAlready, watch_feed
from storage.database import Transaction
from storage.records import Rep
from storage.story_records import AccountStory

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer `/news`, `/drumbeat news`, and the buttons of stories."""
    register_words(app, around)
    register_buttons(app, around)
    register_use(app, around)


def register_words(app: App, around: Surroundings) -> None:
    @app.command("/news")
    @answered
    def news(ack: Ack, body: Json) -> None:
        answer_news(around, ack, body, body.get("text", ""))

    @app.command("/drumbeat", matchers=[family_word("news")])
    @answered
    def family_news(ack: Ack, body: Json) -> None:
        answer_news(around, ack, body, after_first_word(body))

    @app.action(re.compile(rf"^{re.escape(SHOW)}(\.\d+)?$"))
    @answered
    def show_news(ack: Ack, body: Json) -> None:
        account_id = read_number_press(body)
        with around.look(body) as visit:
            words = compose_account_news_of(visit, account_id)
        ack()
        say_beside(around, body, words)

    @app.action(SHOW_MINE)
    @answered
    def show_my_news(ack: Ack, body: Json) -> None:
        with around.look(body) as visit:
            words = compose_my_news_of(visit)
        ack()
        say_beside(around, body, words)


Settle = Callable[[Transaction, Rep, int, datetime], Settled | None]

SETTLERS: Mapping[str, Settle] = {
    NOT_THEM: settle_not_them,
    NOT_USEFUL: settle_not_useful,
    UNDO: reopen_story,
}
"""What each button beside a story does, apart from "Use it", which opens a form."""


def register_buttons(app: App, around: Surroundings) -> None:
    for action, settle in SETTLERS.items():
        app.action(action)(answered(make_settling_door(around, settle)))


def make_settling_door(around: Surroundings, settle: Settle) -> Callable[..., None]:
    """Return what answers one of these buttons."""

    def settle_story(ack: Ack, body: Json) -> None:
        story_id, place = read_place_press(body)
        with around.visit(body) as visit:
            settled = settle(visit.transaction, visit.rep, story_id, visit.now)
        finish_press(around, ack, body, place, settled)

    return settle_story


def register_use(app: App, around: Surroundings) -> None:
    @app.action(USE)
    @answered
    def open_use_form(ack: Ack, body: Json) -> None:
        story_id, place = read_place_press(body)
        form = None
        with around.visit(body) as visit:
            story = read_story_for(visit.transaction, visit.rep, story_id)
            if story is not None and story.is_open:
                remember = {"place": place, "response_url": body.get("response_url")}
                form = compose_use_form(story, visit.today, remember)
        if form is None:
            settled = None if story is None else Settled(story, Outcome.BEFORE)
            finish_press(around, ack, body, place, settled)
            return
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.view(USE_FORM)
    @answered
    def take_use_form(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"], "place", "story")
        words, typed = (tidy(read_field(body["view"], name)) for name in ("words", "note"))
        kept = read_field(body["view"], "way") == KEPT
        with around.visit(body) as visit:
            story = hold_story(visit.transaction, visit.rep, remembered["story"])
            if story is None or not story.is_open:
                # Answered meanwhile: in another window, or by a colleague.
                ack(response_action="errors", errors={"note": ANSWERED_MEANWHILE})
                return
            written = choose_written(
                typed,
                words,
                suggested_note=tidy(suggest_note(story)),
                suggested_words=tidy(suggest_sentence(story.story.reason)),
            )
            if not written:
                ack(response_action="errors", errors={"note": "A few words, please."})
                return
            said = use_story(visit, story, written, kept=kept)
        ack()
        url = remembered.get("response_url")
        show_anew(around, body, remembered["place"], story.account_id, url)
        if said is not None and url and read_message_place(remembered["place"]) is None:
            around.messenger_for(body).answer(url, said, replace=False)


def answer_news(around: Surroundings, ack: Ack, body: Json, text: str) -> None:
    """Show what was asked for, or watch a feed: the address is looked at in the background."""
    with around.look(body) as visit:
        asked = parse_news(text, visit.page.names, around.allowed)
        words, watching = (None, False) if adds_feed(asked) else answer_asked(visit, asked, text)
    if words is None:
        with around.visit(body) as visit:
            words, watching = answer_asked(visit, asked, text)
    ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
    if watching:
        around.look_at_feeds_soon()


def adds_feed(asked: NewsRequest) -> bool:
    """Return whether something is to be written; whoever only looks keeps nobody waiting."""
    return isinstance(asked, AddFeed | NewSearch)


def answer_asked(visit: Visit, asked: NewsRequest, text: str) -> tuple[Message, bool]:
    """Return the answer, and whether a feed is to be looked at soon."""
    match asked:
        case AddFeed(url, ForIndustry(name)):
            return add_wanted(visit, url, industry=name)
        case AddFeed(url, ForTeam()):
            return add_wanted(visit, url)
        case AddFeed(url, OneAccount(account_id, _, _)):
            return add_wanted(visit, url, account_id=account_id)
        case AddFeed(url, NoAccount(typed, _)):
            return compose_which_account_for_feed(typed, url, [], alike=False), False
        case AddFeed(url, (SimilarAccounts() | SeveralAccounts()) as found):
            candidates = [(each.account_id, each.name) for each in found.candidates]
            alike = isinstance(found, SimilarAccounts)
            return compose_which_account_for_feed(found.typed, url, candidates, alike=alike), False
        case NewSearch(account):
            url = search_google_news(account.name, find_country_of(visit.rep))
            return add_wanted(visit, url, account_id=account.account_id)
        case _:
            return show_asked(visit, asked, text), False


def show_asked(visit: Visit, asked: NewsRequest, text: str) -> Message:
    """Return what is to be looked at, or what helps to ask."""
    match asked:
        case NothingAsked():
            return compose_my_news_of(visit)
        case HelpWanted():
            return compose_news_help()
        case NotUnderstood(hint):
            return compose_news_not_understood(hint, read_markup(text))
        case OneAccount(account_id, _, _):
            return compose_account_news_of(visit, account_id)
        case SimilarAccounts(candidates, typed, _) | SeveralAccounts(candidates, typed, _):
            named = [(each.account_id, each.name) for each in candidates]
            alike = isinstance(asked, SimilarAccounts)
            return compose_which_account(typed, named, alike=alike, show=SHOW)
        case NoAccount(typed, _):
            return compose_which_account(typed, [], alike=False, show=SHOW)
        case AddFeed() | NewSearch():
            return compose_news_help()


def add_wanted(
    visit: Visit, url: str, *, account_id: int | None = None, industry: str | None = None
) -> tuple[Message, bool]:
    """Watch an address; returns what is said at once, and whether it is to be looked at."""
    added = watch_feed(visit.transaction, visit.rep, url, visit.now, account_id=account_id, industry=industry)
    quiet = isinstance(added, WatchedAlready | SampleNotWatched)
    return compose_watching(visit, url, added), not quiet


def use_story(visit: Visit, story: AccountStory, written: str, *, kept: bool) -> Message | None:
    """Log a touch from a story, or keep it as an idea; returns the words for a touch."""
    account = visit.page.accounts[story.account_id]
    if kept:
        # Nobody has written yet: the words that the form suggests for a touch would say so.
        idea = suggest_idea(story) if written == tidy(suggest_note(story)) else written
        note_idea(visit.transaction, visit.rep, story, idea, visit.now)
        return None
    logged = visit.log(account, TouchDraft(written, visit.today), even_if_same=True)
    settle_used(visit.transaction, visit.rep, story.id, logged.touch_id, visit.now)
    return compose_logged(logged)


def finish_press(around: Surroundings, ack: Ack, body: Json, place: str, settled: Settled | None) -> None:
    """Show the place anew, and say beside it what it can't show."""
    ack()
    if settled is None:
        say_beside(around, body, compose_story_gone())
        return
    shown = show_anew(around, body, place, settled.story.account_id, body.get("response_url"))
    with around.look(body) as visit:
        viewer = visit.rep.id
    if settled.outcome is Outcome.THEIRS:
        say_beside(around, body, compose_undo_refused(settled.story))
    elif settled.outcome is Outcome.BEFORE or not shown:
        if settled.story.is_open:
            return
        say_beside(around, body, compose_story_decided(settled.story, viewer))
