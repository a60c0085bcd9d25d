"""A story as people are shown it, wherever it stands, and what it turns into once it is answered."""

import re
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
    flatten,
    header,
    link,
    name_day,
    quote,
    section,
    shorten,
)
from bot.messages.feeds import compose_add_button
from bot.messages.news_words import tell_why
from storage.story_records import AccountStory, NewsState

USE = "news.use"
NOT_THEM = "news.not_them"
NOT_USEFUL = "news.not_useful"
UNDO = "news.undo"
SHOW = "news.show"

TITLE = 200
_MESSAGE_PLACE = re.compile(r"message-([0-9]{1,9})")
EXPLAINED = ("mine", "account")
"""Where it is told how a story was found to be about the account; elsewhere "Use it" tells."""


def name_message_place(message: int | None) -> str:
    """Return the place that a message of this number is."""
    return f"message-{message}"


def read_message_place(place: str) -> int | None:
    """Return the number of the message that is meant; None where it is another place."""
    found = _MESSAGE_PLACE.fullmatch(place)
    return int(found[1]) if found else None


def describe_story(each: AccountStory, today: date, *, named: bool = True) -> str:
    """Return a story in two lines: whom it is about, what happened and where it stands; why it matters."""
    story = each.story
    where = f"{quote(story.source, 60)}, {name_day(story.at.date(), today)}"
    others = story.sources - 1
    also = "" if not others else f", also in {'another source' if others == 1 else f'{others} other sources'}"
    lead = f"{bold(each.account)}: " if named else ""
    return f"{lead}{link(story.title, story.link, TITLE)} ({where}{also})\n{tell_why(story.reason)}"


def compose_story(
    each: AccountStory, today: date, place: str, viewer: int | None, *, named: bool = True, lead: str = ""
) -> list[Block]:
    """Return a story with its buttons, or what became of it with a way back.

    `place` travels with the buttons and says where the answer is to be shown.
    """
    if not each.is_open:
        undo = button("Undo", UNDO, [each.id, place], label=f"Undo for {shorten(each.account, 60)}")
        mine = each.hidden or each.decided_by == viewer
        return [
            section(
                _describe_decision(each, viewer),
                accessory=undo if mine else None,
                block_id=f"news.{each.id}.{place}.done",
            )
        ]
    why = f"\n_{explain_match(each)}_" if place in EXPLAINED else ""
    return [
        section(f"{lead}{describe_story(each, today, named=named)}{why}", block_id=f"news.{each.id}.{place}"),
        actions(_list_buttons(each, place), block_id=f"news.{each.id}.{place}.buttons"),
    ]


def explain_match(each: AccountStory) -> str:
    """Say by what a story was found to be about its account."""
    return f"Why here: {quote(each.match, 200).replace('_', ' ')}."


def _list_buttons(each: AccountStory, place: str) -> list[Element]:
    value = [each.id, place]
    title = shorten(each.story.title, 40)
    return [
        button("Use it", USE, value, label=f"Use “{title}”"),
        button(
            "Not about them", NOT_THEM, value, label=f"“{title}” is not about {shorten(each.account, 20)}"
        ),
        button("Not useful", NOT_USEFUL, value, label=f"“{title}” is of no use"),
    ]


def _describe_decision(each: AccountStory, viewer: int | None) -> str:
    title = f"“{quote(each.story.title, 120)}”"
    name = bold(each.account)
    mine = viewer is not None and each.decided_by == viewer
    match each.state:
        case NewsState.USED:
            return f"✓ {name}: {'you' if mine else 'a colleague'} logged a touch about {title}."
        case NewsState.NOTED:
            return f"✓ {name}: {'you' if mine else 'a colleague'} kept {title} as an idea."
        case NewsState.NOT_THEM:
            learnt = (
                f" News with “{quote(each.excluded, 80)}” stays out from now on." if each.excluded else ""
            )
            return f"✓ {title} is not about {name}.{learnt}"
        case _:
            return f"✓ {name}: I won't show you {title} again."


def compose_home_news(
    stories: Sequence[AccountStory], today: date, viewer: int, *, feeds: int
) -> list[Block]:
    """Return the section of Home."""
    blocks: list[Block] = [header("News on your accounts")]
    if not stories:
        return [*blocks, section(say_no_news(feeds), accessory=compose_add_button("home"))]
    for each in stories:
        blocks += compose_story(each, today, "home", viewer)
    more = "`/news` shows all of it, with what I watch for everybody."
    return [*blocks, section(more, accessory=compose_add_button("home"))]


def say_no_news(feeds: int) -> str:
    """Say that there is none, and what brings some."""
    if feeds:
        return "No news yet. I look several times a day; `/news Acme search` watches a search for one more."
    return (
        "No news yet: I watch no feed. Press _Add a feed_, or type `/news Acme add` and a web address; "
        "`/news help` shows more."
    )


def compose_card_news(stories: Sequence[AccountStory], today: date, viewer: int) -> list[Block]:
    """Return what an account's card says of the news about it; nothing where there is none."""
    if not stories:
        return []
    blocks: list[Block] = [section("*In the news*")]
    for each in stories:
        blocks += compose_story(each, today, "card", viewer, named=False)
    return blocks


def compose_message_news(
    stories: Sequence[AccountStory], today: date, viewer: int | None, message: int | None
) -> list[Block]:
    """Return the part of a weekly message about accounts that have no line in it."""
    if not stories:
        return []
    blocks: list[Block] = [section("*In the news*")]
    for each in stories:
        blocks += compose_story(each, today, name_message_place(message), viewer)
    return blocks


def compose_line_news(
    each: AccountStory, today: date, viewer: int | None, message: int | None
) -> list[Block]:
    """Return the news about an account right below its line in a weekly message."""
    return compose_story(each, today, name_message_place(message), viewer, named=False, lead="In the news: ")


@dataclass(frozen=True, slots=True)
class NewsTodayFacts:
    """What the message on the day itself is about: one story."""

    today: date
    stories: Sequence[AccountStory]
    rep_id: int
    message_id: int


def compose_news_today(facts: NewsTodayFacts) -> Message:
    """Return the message about an A account on the day itself, for those who asked for it."""
    about = ", ".join(dict.fromkeys(flatten(each.account) for each in facts.stories))
    lead = (
        f"{bold(facts.stories[0].account)} is in the news." if facts.stories else "That news is gone by now."
    )
    blocks: list[Block] = [section(lead)]
    for each in facts.stories:
        blocks += compose_story(
            each, facts.today, name_message_place(facts.message_id), facts.rep_id, named=False
        )
    blocks.append(context("At most one such message a week. `/drumbeat settings` turns it off."))
    return Message(f"News about {about or 'your accounts'}", blocks)


def compose_story_gone() -> Message:
    """Say that a story is no longer there."""
    return Message(text := "That story is too old by now; I no longer have it. `/news` shows what is new.",
                   [section(text)])  # fmt: skip


def compose_story_decided(each: AccountStory, viewer: int) -> Message:
    """Answer a second press kindly, or say what became of a story where it can't be shown in its place."""
    return Message("Done.", [section(_describe_decision(each, viewer))])


def compose_undo_refused(each: AccountStory) -> Message:
    """Say why something can't be taken back."""
    return Message(
        text := f"A colleague did that for {bold(each.account)}, so it is theirs to take back.",
        [section(text)],
    )
