"""Looks at headlines for a workspace: whom each is about, why it matters, and which event it tells of. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jobs.rules.headlines import fingerprint_title
from storage.names import fold
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


@dataclass(frozen=True, slots=True)
class NewsDesk:
    """Everything that is looked for in one workspace."""

    accounts: Mapping[int, Account]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> "NewsDesk":
        return cls({each.id: each for each in accounts})

    def find_accounts(self, feed: Feed, item: FeedItem) -> dict[int, str]:
        """Return the accounts an item is about, with what tells so.

        What a feed of one account tells is about that account, unless it names only what is known to be
        somebody else.
        """
        text = f" {fold(item.title)} {fold(item.summary)} "
        found: dict[int, str] = {}
        for account in self.accounts.values():
            if feed.scope is FeedScope.ACCOUNT and account.id != feed.account_id:
                continue
            masked = text
            for phrase in account.exclude:
                masked = masked.replace(fold(phrase), " ")
            named = next((n for n in (account.name, *account.aliases) if f" {fold(n)} " in masked), None)
            if named is not None:
                found[account.id] = f"the name “{named}” in the text"
            elif feed.account_id == account.id and masked == text:
                found[account.id] = "it is in a feed you watch for them"
        return found

    def name_reason(self, item: FeedItem) -> str:
        return "opening" if "open" in item.title.lower() else "other"

    def open_book(self, known: Sequence[KnownStory]) -> Book:
        book = Book()
        for each in known:
            book.note(each)
        return book
