"""Looks at headlines for a workspace: whom each is about, and which event it tells of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.rules.companies import Company
from jobs.rules.matching import Matcher, build_matcher
from jobs.rules.stories import StoryBook, StoryItem
from storage.database import Transaction
from storage.hosts import find_site, stands_at
from storage.names import words_of
from storage.news_records import Feed, FeedItem, FeedScope
from storage.records import Account
from storage.stories import list_known_stories

COMPARED_FOR = timedelta(days=8)
"""A little longer than a title is compared with others."""
LOOKED_BACK = 200
"""Events before the newest known one among which others may have come in."""
_SEARCHES = frozenset(["news.google.com", "google.com", "bing.com"])
"""What a search, or an alert, brings was found by its words alone: that it stands there says nothing."""


@dataclass(slots=True)
class NewsDesk:
    """Everything that is looked for in one workspace, and what was told there lately."""

    accounts: Mapping[int, Account] = field(default_factory=dict[int, Account])
    matcher: Matcher = field(default_factory=lambda: build_matcher(()))
    companies: tuple[Company, ...] = ()
    """As the matcher knows them."""
    book: StoryBook = field(default_factory=StoryBook)
    known: set[int] = field(default_factory=set[int])
    """The events that stand in the book."""
    read_at: datetime | None = None
    """When the book was begun; empty where it is to be begun anew."""

    def look_for(self, accounts: Iterable[Account]) -> None:
        """Look for these accounts from now on; a snooze or another owner changes nothing about that."""
        self.accounts = {each.id: each for each in accounts}
        companies = tuple(describe_company(each) for each in self.accounts.values())
        if companies != self.companies:
            self.companies, self.matcher = companies, build_matcher(companies)

    def forget_stories(self) -> None:
        """Read anew, at the next occasion, what was told lately."""
        self.book, self.known, self.read_at = StoryBook(), set[int](), None

    def find_accounts(self, feed: Feed, item: FeedItem) -> dict[int, str]:
        """Return the accounts an item is about, with what tells so.

        What a feed of one account tells is about that account, unless the feed is a search, or the item has
        words that mean somebody else. Where it names other accounts instead it is about those: such a feed is
        a trade magazine's, or it is not the account's own and tells of a partner.
        """
        context = feed.industry if feed.scope is FeedScope.INDUSTRY else feed.title
        found = {
            int(match.key): match.reason
            for match in self.matcher.match(item.title, item.summary, item.link, context)
        }
        if feed.scope is not FeedScope.ACCOUNT:
            return found
        account = self.accounts.get(feed.account_id or 0)
        if account is None:
            return {}
        if account.id in found:
            return {account.id: found[account.id]}
        if found and not _is_own_feed(account, feed):
            return found
        if find_site(feed.url) in _SEARCHES or self._means_somebody_else(account, item):
            return {}
        return {account.id: _explain_feed(account, item)}

    def _means_somebody_else(self, account: Account, item: FeedItem) -> bool:
        return _has_words(item, account.exclude)

    def catch_up(self, transaction: Transaction, now: datetime) -> None:
        """Hear of the events that were added since, by whichever process.

        A book is begun anew after as long as titles are compared, or it would keep all that was ever told.
        """
        if self.read_at is None or now - self.read_at > COMPARED_FOR:
            self.forget_stories()
            self.read_at = now
        # Two processes may get their numbers in one order and commit in another.
        after = max(self.known, default=0) - LOOKED_BACK
        for story in list_known_stories(transaction, now - COMPARED_FOR, after=after):
            if story.id not in self.known:
                names, others = self._name_accounts(story.account_ids)
                item = StoryItem(story.title, story.summary, story.link, story.at, names, others)
                self.book.remember(story.id, item)
                self.known.add(story.id)

    def find_story(self, item: FeedItem, matches: Mapping[int, str]) -> int | None:
        """Return the event an item tells of; None where it is a new one."""
        return self.book.find_story(self._describe(item, matches))

    def remember(self, story_id: int, item: FeedItem, matches: Mapping[int, str]) -> None:
        """Note that an item tells of an event."""
        self.book.remember(story_id, self._describe(item, matches))
        self.known.add(story_id)

    def _describe(self, item: FeedItem, matches: Mapping[int, str]) -> StoryItem:
        names, others = self._name_accounts(matches.keys())
        return StoryItem(item.title, item.summary, item.link, item.published, names, others)

    def _name_accounts(self, account_ids: Iterable[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the accounts' names and aliases: one in common makes two titles no more alike."""
        accounts = [self.accounts[each] for each in account_ids if each in self.accounts]
        aliases = tuple(alias for account in accounts for alias in account.aliases)
        return tuple(account.name for account in accounts), aliases


def _is_own_feed(account: Account, feed: Feed) -> bool:
    """Return whether a feed stands at its account's own web address, where nobody writes the own name."""
    host = find_site(feed.url)
    return host is not None and account.domain is not None and stands_at(host, account.domain)


def _explain_feed(account: Account, item: FeedItem) -> str:
    """Say why a feed's item is taken for news about the feed's account though nothing else proves it."""
    why = f"it is in a feed watched for {account.name}"
    named = _has_words(item, (account.name, *account.aliases))
    return f"{why}; its name may just be ordinary words here" if named else why


def _has_words(item: FeedItem, phrases: Iterable[str]) -> bool:
    text = f" {' '.join(word for word, _, _ in words_of(f'{item.title} . {item.summary}'))} "
    wanted = (" ".join(word for word, _, _ in words_of(phrase)) for phrase in phrases)
    return any(f" {phrase} " in text for phrase in wanted if phrase)


def describe_company(account: Account) -> Company:
    """Return an account as news is looked through for it."""
    return Company(
        str(account.id), account.name, account.aliases, account.domain, account.industry, account.exclude
    )
