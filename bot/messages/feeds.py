"""Feeds as people see them: what each last brought, what is wrong with it, and how it is added or mended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.blocks import (
    Block,
    Element,
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    fits_in_button,
    flatten,
    name_day,
    name_number,
    quote,
    section,
    shorten,
)
from jobs.rules.feeds import REMOVED_KEPT, WatchedFeed, read_search
from storage.names import fold
from storage.news_records import Feed, FeedScope

CHANGE = "feed.change"
REMOVE = "feed.remove"
RESTORE = "feed.restore"
ADD = "feed.add"
ADD_ANY = "feed.add_any"
PICK = "feed.pick"

SHOW_MINE = "news.show_mine"

URL_SHOWN = 120
MOST_TOLD = 2
INDUSTRIES_NAMED = 12


@dataclass(frozen=True, slots=True)
class FeedAnswerFacts:
    """What the first look at a feed has found."""

    feed: Feed | None
    about: str


def name_feed(feed: Feed) -> str:
    """Return what is searched for, else what a feed calls itself, else where it is."""
    return quote(_call_feed(feed), URL_SHOWN)


def name_address(url: str) -> str:
    """Return an address as people read it: that of a search by what is searched for."""
    return quote(_call_address(url), URL_SHOWN)


def _call_feed(feed: Feed) -> str:
    return _call_address(feed.given_url) if read_search(feed.given_url) else feed.title or feed.given_url


def _call_address(url: str) -> str:
    searched = read_search(url)
    return f"{searched[0]}: “{searched[1]}”" if searched else url


def name_whose(scope: FeedScope, about: str) -> str:
    """Return whose news a feed has, as mrkdwn."""
    if scope is FeedScope.TEAM:
        return "the whole team"
    return bold(about) if scope is FeedScope.ACCOUNT else f"the industry {bold(about)}"


def describe_feed(watched: WatchedFeed, today: date, *, named: bool) -> str:
    """Return a feed in one or two lines: what it is, and what it last brought or what is wrong with it."""
    feed = watched.feed
    whose = f", for {name_whose(feed.scope, watched.about)}" if named else ""
    return f"• {name_feed(feed)}{whose}: {_describe_state(feed, today)}"


def _describe_state(feed: Feed, today: date) -> str:
    if feed.baseline_at is None and (feed.gone or feed.failing_since is not None):
        return f"I could never read this one. {_tell_error(feed)}".rstrip()
    if feed.gone:
        return f"it is gone for good. {_tell_error(feed)}".rstrip()
    if feed.failing_since is not None:
        since = name_day(feed.failing_since.date(), today)
        return f"it has been failing since {since}. {_tell_error(feed)} I keep trying.".replace("  ", " ")
    if feed.baseline_at is None:
        return "I'm having a first look."
    if feed.newest_title:
        return f"newest “{quote(feed.newest_title, 120)}”."
    return "nothing in it yet."


def _tell_error(feed: Feed) -> str:
    return quote(feed.error, 300) if feed.error else ""


def compose_feed_lines(feeds: Sequence[WatchedFeed], today: date, *, named: bool, place: str) -> list[Block]:
    """Return feeds with the buttons to change and remove those that the reader may."""
    blocks: list[Block] = []
    for each in feeds:
        blocks.append(
            section(describe_feed(each, today, named=named), block_id=f"feed.{each.feed.id}.{place}")
        )
        if each.mine:
            blocks.append(_compose_feed_buttons(each, place))
    return blocks


def _compose_feed_buttons(watched: WatchedFeed, place: str) -> Block:
    value = [watched.feed.id, place]
    named = shorten(_call_feed(watched.feed), 50)
    return actions(
        [
            button("Change", CHANGE, value, label=f"Give {named} another address"),
            button("Remove", REMOVE, value, label=f"Remove {named}"),
        ],
        block_id=f"feed.{watched.feed.id}.{place}.buttons",
    )


def compose_add_button(place: str) -> Element:
    """Return the button whose form asks whose news it is; `place` is the list it stands in."""
    return button("Add a feed", ADD_ANY, place)


def compose_broken_feeds(feeds: Sequence[WatchedFeed], today: date, place: str = "home") -> list[Block]:
    """Tell of feeds that have failed for days; nothing where all is well."""
    blocks: list[Block] = []
    for each in feeds:
        feed = each.feed
        whose = name_whose(feed.scope, each.about)
        if feed.baseline_at is None:
            text = (
                f"I could never read this one: {name_feed(feed)}, for {whose}. {_tell_error(feed)}".rstrip()
            )
        elif feed.gone:
            text = f"The feed for {whose} is gone for good: {name_feed(feed)}. A new address?"
        else:
            since = name_day(feed.failing_since.date(), today) if feed.failing_since else "some days"
            text = (
                f"The feed for {whose} has been failing since {since}: {name_feed(feed)}. "
                f"{_tell_error(feed)} I keep trying; a new address?"
            )
        blocks.append(section(text, block_id=f"feed.{feed.id}.{place}"))
        if each.mine:
            blocks.append(_compose_feed_buttons(each, place))
    return blocks


def compose_told_feeds(feeds: Sequence[WatchedFeed], today: date) -> list[Block]:
    """Tell of broken feeds in a weekly message: of more than two in one line, with the way to them."""
    if len(feeds) <= MOST_TOLD:
        return compose_broken_feeds(feeds, today)
    text = f"{name_number(len(feeds)).capitalize()} feeds can't be read"
    [(whose, number)] = Counter(name_whose(each.feed.scope, each.about) for each in feeds).most_common(1)
    if number > 1:
        share = "all" if number == len(feeds) else name_number(number)
        text = f"{text}, {share} of them for {whose}"
    return [section(f"{text}.", accessory=button("Show them", SHOW_MINE), block_id="feeds.broken")]


def compose_feed_noted(url: str, scope: FeedScope, about: str, industries: Sequence[str] = ()) -> Message:
    """Answer at once that an address is being looked at.

    `industries` are those that the accounts have: another one is perhaps a slip.
    """
    unknown = scope is FeedScope.INDUSTRY and fold(about) not in {fold(each) for each in industries}
    return Message(
        "I'm having a look.",
        [
            section(
                f"I'm having a look at {name_address(url)} for {name_whose(scope, about)}. "
                "I'll tell you in our messages in a moment."
            ),
            *([_tell_industries(about, industries)] if unknown else []),
            context("What is there already I only take note of: news is what comes from now on."),
        ],
    )


def _tell_industries(about: str, industries: Sequence[str]) -> Block:
    if not industries:
        return section("No account has an industry yet. _Edit account_ gives it one.")
    named = ", ".join(quote(each, 60) for each in industries[:INDUSTRIES_NAMED])
    more = len(industries) - INDUSTRIES_NAMED
    known = f"the accounts have {named}{f' and {more} more' if more > 0 else ''}"
    return section(f"No account has the industry {bold(about)} yet; {known}. _Edit account_ changes it.")


def compose_feed_known(watched: WatchedFeed, today: date) -> Message:
    """Say that a feed is there already."""
    whose = name_whose(watched.feed.scope, watched.about)
    return Message(
        "I watch it already.",
        [
            section(f"I watch that one for {whose} already."),
            *compose_feed_lines([watched], today, named=False, place="said"),
        ],
    )


def compose_feed_answer(facts: FeedAnswerFacts) -> Message:
    """Tell whoever added a feed what the first look at it found."""
    feed = facts.feed
    if feed is None:
        return Message(text := "That feed has been removed.", [section(text)])
    whose = name_whose(feed.scope, facts.about)
    if feed.baseline_at is None:
        if feed.error is None and not feed.gone:
            text = (
                f"I haven't looked at {name_address(feed.given_url)} for {whose} yet: its server wants to be "
                "left alone for now. I'll ask it as soon as I may."
            )
            buttons = _compose_feed_buttons(WatchedFeed(feed, facts.about, mine=True), "said")
            return Message("I haven't looked at that feed yet.", [section(text), buttons])
        text = f"I can't read {name_address(feed.given_url)} for {whose}. {_tell_error(feed)}"
        ends = "" if feed.gone else " I'll try it again now and then; `Change` takes another address."
        return Message(
            "I can't read that feed.",
            [
                section(f"{text.rstrip()}{ends}"),
                _compose_feed_buttons(WatchedFeed(feed, facts.about, mine=True), "said"),
            ],
        )
    newest = (
        f"Its newest: “{quote(feed.newest_title, 200)}”."
        if feed.newest_title
        else "There is nothing in it yet."
    )
    return Message(
        "The feed works.",
        [
            section(f"✓ I watch {name_feed(feed)} for {whose} now. {newest}"),
            context("You'll hear of what is new in your weekly message, on Home and by `/news`."),
            _compose_feed_buttons(WatchedFeed(feed, facts.about, mine=True), "said"),
        ],
    )


def compose_feed_removed(feed: Feed, about: str) -> Message:
    """Say that a feed is watched no more, with a way back."""
    kept = {
        "url": feed.given_url,
        "scope": feed.scope.value,
        "account": feed.account_id,
        "industry": feed.industry,
    }
    blocks: list[Block] = [
        section(f"✓ I no longer watch {name_feed(feed)} for {name_whose(feed.scope, about)}.")
    ]
    if fits_in_button(kept):
        blocks += [
            actions([button("Put it back", RESTORE, kept)]),
            context(
                f"Put back, or added again, within {REMOVED_KEPT.days} days, it goes on where it was. What "
                "only it told and nobody used is out of sight meanwhile."
            ),
        ]
    return Message("Removed.", blocks)


def compose_feed_restored(watched: WatchedFeed, today: date) -> Message:
    """Say that a feed that had been removed is watched again, and how it stands."""
    whose = name_whose(watched.feed.scope, watched.about)
    return Message(
        "I watch it again.",
        [
            section(f"✓ I watch that one for {whose} again. It goes on where it was: nothing comes twice."),
            *compose_feed_lines([watched], today, named=False, place="said"),
        ],
    )


def compose_feed_not_yours(adder: str | None) -> Message:
    """Say who may change a feed."""
    who = f"{quote(adder, 100)}, who added it," if adder else "whoever added it"
    return Message(text := f"That feed is for {who} or a manager to change.", [section(text)])


def compose_feed_gone() -> Message:
    """Say that a feed is no longer there."""
    return Message(text := "That feed is gone already. `/news help` shows how to add one.", [section(text)])


def compose_which_account_for_feed(
    typed: str, url: str, candidates: Sequence[tuple[int, str]], *, alike: bool
) -> Message:
    """Ask whose news a feed has; nothing was added yet."""
    shown = bold(shorten(typed, 100))
    if candidates and alike:
        which = "this one" if len(candidates) == 1 else "one of these"
        text = f"I don't know an account called {shown}. Did you mean {which}?"
    elif candidates:
        text = f"Several accounts go by {shown}. Which one?"
    else:
        text = (
            f"I don't know an account called {shown} yet. `/drumbeat add {escape(shorten(typed, 60))}` "
            "adds it; then send this again."
        )
    buttons = [
        button(name, f"{PICK}.{position}", picked)
        for position, (account_id, name) in enumerate(candidates)
        if fits_in_button(picked := {"account": account_id, "url": url})
    ]
    blocks: list[Block] = [section(text), context(f"Not added yet: {name_address(url)}")]
    if buttons:
        blocks.append(actions(buttons))
    return Message(f"Whose news is it? {flatten(shorten(typed, 100))}", blocks)
