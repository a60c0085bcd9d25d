"""`/news`: the news on one's own accounts, and the news and the feeds of one account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    count,
    escape,
    flatten,
    header,
    quote_back,
    section,
    shorten,
)
from bot.messages.feeds import ADD, compose_add_button, compose_broken_feeds, compose_feed_lines
from bot.messages.news import compose_story, say_no_news
from jobs.rules.feeds import WatchedFeed
from storage.records import Account
from storage.story_records import AccountStory

STORIES_LISTED = 6
FEEDS_LISTED = 6


@dataclass(frozen=True, slots=True)
class MyNewsFacts:
    """The news on one person's accounts."""

    stories: Sequence[AccountStory]
    broken: Sequence[WatchedFeed]
    general: Sequence[WatchedFeed]
    """Feeds of industries and of the whole team."""
    feeds: int
    today: date
    viewer: int


@dataclass(frozen=True, slots=True)
class AccountNewsFacts:
    """The news about one account, and the feeds it comes from."""

    account: Account
    stories: Sequence[AccountStory]
    feeds: Sequence[WatchedFeed]
    today: date
    viewer: int


def compose_my_news(facts: MyNewsFacts) -> Message:
    """Return the news on one's own accounts."""
    blocks: list[Block] = [header("News on your accounts")]
    adding = compose_add_button("mine")
    is_empty = not facts.stories and not facts.feeds
    if not facts.stories:
        blocks.append(section(say_no_news(facts.feeds), accessory=adding if is_empty else None))
    for each in facts.stories:
        blocks += compose_story(each, facts.today, "mine", facts.viewer)
    blocks += compose_broken_feeds(facts.broken[:FEEDS_LISTED], facts.today, "mine")
    blocks += _count_more(len(facts.broken) - FEEDS_LISTED)
    known = {each.feed.id for each in facts.broken}
    general = [each for each in facts.general if each.feed.id not in known]
    if general:
        blocks.append(section("*Watched for everybody*"))
        blocks += compose_feed_lines(general[:FEEDS_LISTED], facts.today, named=True, place="mine")
        blocks += _count_more(len(general) - FEEDS_LISTED)
    if not is_empty:
        watching = f"I watch {count(facts.feeds, 'feed')}" if facts.feeds else "I watch no feed any more"
        blocks.append(section(f"{watching}. `/news Acme` shows one account and its feeds.", accessory=adding))
    open_ones = sum(each.is_open for each in facts.stories)
    text = f"{count(open_ones, 'story', 'stories')} about your accounts" if open_ones else "No news yet."
    return Message(text, blocks)


def compose_account_news(facts: AccountNewsFacts) -> Message:
    """Return the news about one account and its feeds."""
    account = facts.account
    blocks: list[Block] = [header(f"News about {shorten(account.name, 130)}")]
    if not facts.stories:
        blocks.append(
            section(
                "No news yet. I look several times a day; another feed may tell more."
                if facts.feeds
                else "No news yet, and no feed of theirs is watched. A page of theirs with news "
                "is a good beginning, or a search for their name."
            )
        )
    for each in facts.stories[:STORIES_LISTED]:
        blocks += compose_story(each, facts.today, "account", facts.viewer, named=False)
    if facts.feeds:
        blocks.append(section("*Where I look*"))
        blocks += compose_feed_lines(facts.feeds[:FEEDS_LISTED], facts.today, named=False, place="account")
        blocks += _count_more(len(facts.feeds) - FEEDS_LISTED)
    blocks.append(
        actions(
            [button("Add a feed", ADD, account.id, label=f"Add a feed for {shorten(account.name, 50)}")],
            block_id=f"news.account.{account.id}",
        )
    )
    if account.exclude:
        words = ", ".join(f"“{flatten(shorten(each, 60))}”" for each in account.exclude[:8])
        blocks.append(context(f"Left out, as somebody else's: {words}. _Edit account_ changes that."))
    return Message(f"News about {flatten(account.name)}", blocks)


def _count_more(number: int) -> list[Block]:
    return [context(f"And {count(number, 'more feed')}.")] if number > 0 else []


def compose_news_not_understood(hint: str, typed: str) -> Message:
    """Say in one sentence what to write instead, and give the text back."""
    return Message(escape(hint), [section(escape(hint)), *quote_back("You typed:", typed)])


def compose_news_help() -> Message:
    """Explain `/news`."""
    return Message(
        "Type /news Acme add and a web address.",
        [
            section(
                "*News about your clients, and something to do with it*\n"
                "• `/news`  what is new about your accounts\n"
                "• `/news Acme`  the news about one account, and where I look\n"
                "• `/news Acme add https://acme.com/news`  watches a feed, or a page that has one\n"
                "• `/news Acme search`  watches a news search for their name\n"
                "• `/news add https://chemweek.com for industry Chemicals`  a trade magazine\n"
                "• `/news add https://example.com/feed for the team`  anything that may tell of any client"
            ),
            context(
                "News rides in your weekly message, on Home and on the account's card. A Google Alert set to "
                "RSS works as well. I never write to a client."
            ),
            section("Begin with one: `/news Acme search`."),
        ],
    )
