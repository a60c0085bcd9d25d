"""Looks at headlines for a workspace: whom each is about, why it matters, which event it tells of. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jobs.rules.companies import Company
from jobs.rules.headlines import fingerprint_title, host_of
from jobs.rules.matching import Matcher, build_matcher
from storage.names import words_of
from storage.news_records import Feed, FeedItem, FeedScope
from storage.records import Account
from storage.story_records import KnownStory


@dataclass(slots=True)
class Book:
    """The events of the last days, and those that are added."""

    _titles: dict[str, list[tuple[int, set[int]]]] = field(
        default_factory=dict[str, list[tuple[int, set[int]]]]
    )
    _ids: set[int] = field(default_factory=set[int])

    def knows(self, story_id: int) -> bool:
        return story_id in self._ids

    def find(self, item: FeedItem, matches: Mapping[int, str]) -> int | None:
        """Return the event an item tells of, where one of its accounts has it already."""
        for story_id, accounts in self._titles.get(fingerprint_title(item.title), ()):
            if accounts & matches.keys():
                return story_id
        return None

    def add(self, story_id: int, item: FeedItem, matches: Mapping[int, str], _now: datetime) -> None:
        self._note(story_id, item.title, set(matches))

    def note(self, known: KnownStory) -> None:
        self._note(known.id, known.title, set(known.account_ids))

    def _note(self, story_id: int, title: str, accounts: set[int]) -> None:
        self._ids.add(story_id)
        self._titles.setdefault(fingerprint_title(title), []).append((story_id, accounts))


_SEARCHES = frozenset(["news.google.com", "bing.com"])
"""What a search brings was found by its words alone: that it stands there says nothing."""


@dataclass(frozen=True, slots=True)
class NewsDesk:
    """Everything that is looked for in one workspace."""

    accounts: Mapping[int, Account]
    matcher: Matcher

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> "NewsDesk":
        """Return the desk of a workspace with these accounts."""
        known = {each.id: each for each in accounts}
        return cls(known, build_matcher(describe_company(each) for each in known.values()))

    def find_accounts(self, feed: Feed, item: FeedItem) -> dict[int, str]:
        """Return the accounts an item is about, with what tells so.

        What a feed of one account tells is about that account, unless the feed is a search, or the item has
        words that mean somebody else.
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
        if host_of(feed.url) in _SEARCHES or self._means_somebody_else(account, item):
            return {}
        return {account.id: "it is in a feed you watch for them"}

    def _means_somebody_else(self, account: Account, item: FeedItem) -> bool:
        text = f" {' '.join(word for word, _, _ in words_of(f'{item.title} . {item.summary}'))} "
        phrases = (" ".join(word for word, _, _ in words_of(phrase)) for phrase in account.exclude)
        return any(f" {phrase} " in text for phrase in phrases if phrase)

    def name_reason(self, item: FeedItem) -> str:
        """Return why an item matters."""
        return "opening" if "open" in item.title.lower() else "other"

    def open_book(self, known: Sequence[KnownStory]) -> Book:
        """Return the events that were told lately."""
        book = Book()
        for each in known:
            book.note(each)
        return book


def describe_company(account: Account) -> Company:
    """Return an account as news is looked through for it."""
    return Company(
        str(account.id), account.name, account.aliases, account.domain, account.industry, account.exclude
    )
