"""The words about news: the client first, the reason once, something to do, nothing shouted (D5, D6-1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages.blocks import link
from bot.messages.feeds import (
    FeedAnswerFacts,
    compose_broken_feeds,
    compose_feed_answer,
    compose_feed_noted,
    compose_told_feeds,
    describe_feed,
    name_feed,
)
from bot.messages.news import (
    NewsTodayFacts,
    compose_news_today,
    compose_story,
    describe_story,
    name_message_place,
    read_message_place,
    say_no_news,
)
from bot.messages.news_words import WHY, suggest_sentence, tell_why
from bot.messages.nudges import NudgeFacts, compose_nudge
from jobs.rules.feeds import WatchedFeed, search_google_news
from jobs.rules.news_reasons import NewsKind
from storage.news_records import Feed, FeedScope
from storage.story_records import AccountStory, NewsState, Story
from tests.builders import NOW, TODAY

DEPOT = Story(
    "Cobalt opens Leeds depot",
    "",
    "https://bbc.example/1",
    "BBC",
    "opening",
    NOW - timedelta(days=1),
    id=1,
    sources=3,
)
NEWS = AccountStory(7, DEPOT, 3, "Cobalt", "the name “Cobalt” in the title")
FEED = Feed(1, 1, "https://c.example/", "https://c.example/", FeedScope.ACCOUNT, NOW, title="Cobalt news")


def test_a_story_says_whom_it_is_about_where_it_stands_and_why_it_matters() -> None:
    assert describe_story(NEWS, TODAY) == (
        "*Cobalt*: <https://bbc.example/1|Cobalt opens Leeds depot> (BBC, yesterday, "
        "also in 2 other sources)\n"
        "Something new opens: a good day to congratulate them."
    )
    one = replace(NEWS, story=replace(DEPOT, sources=2))
    assert "also in another source" in describe_story(one, TODAY)
    assert "also" not in describe_story(replace(NEWS, story=replace(DEPOT, sources=1)), TODAY)


@pytest.mark.parametrize("kind", NewsKind)
def test_every_kind_of_news_has_a_reason_and_words_to_use(kind: NewsKind) -> None:
    """D5: no exclamation marks; our own words, never the article's."""
    assert kind.value in WHY
    for words in (tell_why(kind.value), suggest_sentence(kind.value)):
        assert "!" not in words
        assert words.endswith((".", "?"))


def test_a_kind_that_nobody_knows_yet_has_words_as_well() -> None:
    assert tell_why("merger") == WHY["other"]
    assert suggest_sentence("merger")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": NewsState.USED, "decided_by": 1}, "✓ *Cobalt*: you logged a touch about “Cobalt opens"),
        ({"state": NewsState.USED, "decided_by": 2}, "✓ *Cobalt*: a colleague logged a touch about"),
        (
            {"state": NewsState.NOTED, "decided_by": 1},
            "✓ *Cobalt*: you kept “Cobalt opens Leeds depot” as an idea.",
        ),
        (
            {"state": NewsState.NOT_THEM, "excluded": "Cobalt blue"},
            "News with “Cobalt blue” stays out from now on.",
        ),
        ({"state": NewsState.NOT_THEM}, "✓ “Cobalt opens Leeds depot” is not about *Cobalt*."),
        ({"hidden": True}, "✓ *Cobalt*: I won't show you “Cobalt opens Leeds depot” again."),
    ],
)
def test_what_became_of_a_story(change: dict[str, object], said: str) -> None:
    [block] = compose_story(replace(NEWS, **change), TODAY, "mine", 1)  # type: ignore[arg-type]
    assert said in block["text"]["text"]
    own = change.get("hidden") or change.get("decided_by") == 1
    assert ("accessory" in block) is bool(own)


def test_a_message_with_nothing_but_news_says_so() -> None:
    nudge = compose_nudge(NudgeFacts("Sam Lee", TODAY, [], 0, news=[NEWS], message_id=5))
    assert nudge.blocks[0]["text"]["text"] == (
        "Good morning, Sam. Nobody needs you more than usual, but there is news:"
    )
    assert "Cobalt" in nudge.text


def test_the_message_on_the_day_leads_with_the_client() -> None:
    """A rep read "this came up today" above news that was dated yesterday."""
    said, story, *_ = compose_news_today(NewsTodayFacts(TODAY, [NEWS], 1, 7)).blocks
    assert said["text"]["text"] == "*Cobalt* is in the news."
    assert story["text"]["text"].startswith(
        "<https://bbc.example/1|Cobalt opens Leeds depot> (BBC, yesterday"
    )


def test_a_broken_feed_is_told_with_what_to_do() -> None:
    """D6, the spare: "The feed for Cobalt has been failing since Thursday (404). I keep trying"."""
    broken = replace(
        FEED, baseline_at=NOW, failing_since=NOW - timedelta(days=4), error="There is nothing there (404)."
    )
    said, buttons = compose_broken_feeds([WatchedFeed(broken, "Cobalt", mine=True)], TODAY)
    assert said["text"]["text"] == (
        "The feed for *Cobalt* has been failing since Sat 28 Feb: Cobalt news. There is nothing there (404). "
        "I keep trying; a new address?"
    )
    assert [each["text"]["text"] for each in buttons["elements"]] == ["Change", "Remove"]
    assert len(compose_broken_feeds([WatchedFeed(broken, "Cobalt", mine=False)], TODAY)) == 1


def test_more_than_two_broken_feeds_are_one_line_in_the_weekly_message() -> None:
    """Four feeds had failed while a host was down, and the message had eight blocks about them."""
    feeds = [
        WatchedFeed(replace(FEED, id=each, failing_since=NOW - timedelta(days=4)), about, mine=True)
        for each, about in enumerate(("Cobalt", "Acme", "Acme", "Acme"))
    ]
    [said] = compose_told_feeds(feeds, TODAY)
    assert said["text"]["text"] == "Four feeds can't be read, three of them for *Acme*."
    assert said["accessory"]["text"]["text"] == "Show them"
    [said] = compose_told_feeds(feeds[1:], TODAY)
    assert said["text"]["text"] == "Three feeds can't be read, all of them for *Acme*."
    one_each = [replace(each, about=name) for each, name in zip(feeds, "ABCD", strict=True)]
    assert compose_told_feeds(one_each, TODAY)[0]["text"]["text"] == "Four feeds can't be read."
    assert len(compose_told_feeds(feeds[:2], TODAY)) == 4


def test_an_address_that_never_worked_is_not_told_as_if_it_had() -> None:
    """Sam had mistyped an address and read that the feed "has been failing since Thursday"."""
    never = replace(
        FEED, title=None, failing_since=NOW - timedelta(days=4), error="There is nothing there (404)."
    )
    said, buttons = compose_broken_feeds([WatchedFeed(never, "Cobalt", mine=True)], TODAY)
    assert said["text"]["text"] == (
        "I could never read this one: https://c.example/, for *Cobalt*. There is nothing there (404)."
    )
    assert [each["text"]["text"] for each in buttons["elements"]] == ["Change", "Remove"]
    assert describe_feed(WatchedFeed(never, "Cobalt", mine=True), TODAY, named=False) == (
        "• https://c.example/: I could never read this one. There is nothing there (404)."
    )


def test_a_search_is_called_by_what_is_searched_for() -> None:
    url = search_google_news("Acme & Sons", "GB")
    feed = replace(FEED, url=url, given_url=url, title='"Acme & Sons" - Google News', baseline_at=NOW)
    assert name_feed(feed) == "Google News: “Acme &amp; Sons”"
    said = compose_feed_noted(url, FeedScope.ACCOUNT, "Acme & Sons").blocks[0]["text"]["text"]
    assert "I'm having a look at Google News: “Acme &amp; Sons” for" in said


def test_an_industry_that_no_account_has_is_told_with_those_they_have() -> None:
    """A trade magazine was added for "Chemcals", and no account was ever found by it."""
    said = compose_feed_noted("https://x.example/", FeedScope.INDUSTRY, "Chemcals", ["Chemicals", "Steel"])
    assert (
        "No account has the industry *Chemcals* yet; the accounts have Chemicals, Steel."
        in (said.blocks[1]["text"]["text"])
    )
    known = compose_feed_noted("https://x.example/", FeedScope.INDUSTRY, "chemicals", ["Chemicals"])
    assert len(known.blocks) == 2


def test_the_first_look_is_answered_with_proof_or_with_what_is_wrong() -> None:
    """Complaint 21."""
    works = replace(FEED, baseline_at=NOW, newest_title="Cobalt sponsors a regatta")
    said = compose_feed_answer(FeedAnswerFacts(works, "Cobalt")).blocks[0]["text"]["text"]
    assert said == "✓ I watch Cobalt news for *Cobalt* now. Its newest: “Cobalt sponsors a regatta”."
    fails = replace(FEED, failures=1, failing_since=NOW, error="It is a web page that names no feed.")
    said = compose_feed_answer(FeedAnswerFacts(fails, "Cobalt")).blocks[0]["text"]["text"]
    assert "It is a web page that names no feed." in said
    assert "`Change` takes another address." in said
    said = compose_feed_answer(FeedAnswerFacts(FEED, "Cobalt")).blocks[0]["text"]["text"]
    assert said.endswith("its server wants to be left alone for now. I'll ask it as soon as I may.")


def test_no_news_says_what_brings_some() -> None:
    assert say_no_news(0).startswith(
        "No news yet: I watch no feed. Press _Add a feed_, or type `/news Acme add`"
    )
    assert say_no_news(3).endswith("`/news Acme search` watches a search for one more.")


def test_a_place_is_read_as_it_was_named() -> None:
    assert read_message_place(name_message_place(12)) == 12
    assert read_message_place("mine") is None
    assert read_message_place("message-None") is None


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("A & B", "https://x.example/?a=1&b=2", "<https://x.example/?a=1&amp;b=2|A &amp; B>"),
        ("<!here>", "https://x.example/<!channel>|x", "<https://x.example/%3C!channel%3E%7Cx|&lt;!here&gt;>"),
        ("a|b", "https://x.example/", "<https://x.example/|a∣b>"),
        ("A", "javascript:alert(1)", "“A”"),
        ("A", None, "“A”"),
    ],
)
def test_a_link_can_neither_ping_nor_lead_astray(text: str, address: str | None, shown: str) -> None:
    """Complaint 25."""
    assert link(text, address, 100) == shown
