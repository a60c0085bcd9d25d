"""What is remembered of feeds, and one entry of a feed as it was read. Pure: frozen records only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class FeedScope(StrEnum):
    """What a feed is about."""

    ACCOUNT = "account"
    INDUSTRY = "industry"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed as it was read. Texts are plain: no HTML, no control characters."""

    id: str
    """As the feed names it, else its link, else a fingerprint of its title."""
    title: str
    link: str | None
    """http or https only."""
    summary: str
    published: datetime | None
    """Aware, in UTC."""


@dataclass(frozen=True, slots=True)
class FeedWishes:
    """How often the feed itself wants to be asked."""

    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23."""
    skip_days: frozenset[int] = frozenset()
    """Weekdays in UTC, Monday is 0."""


NO_WISHES = FeedWishes()


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed in one workspace, and where its polling stands."""

    id: int
    workspace: int
    url: str
    """Where it is asked: `given_url` until it has moved for good or was found on a page."""
    given_url: str
    """The address that people gave."""
    scope: FeedScope
    next_at: datetime | None
    """When it is due; None: not before its address is edited."""
    account_id: int | None = None
    industry: str | None = None
    added_by: int | None = None
    """A rep's id."""
    paused: bool = False
    title: str | None = None
    newest_title: str | None = None
    baseline_at: datetime | None = None
    """None: it was never read."""
    polled_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    error: str | None = None
    """One sentence for people."""
    told_at: datetime | None = None
    """When people were told that it fails."""
    gone: bool = False
    """It is not asked again until its address is edited (410)."""
    interval: timedelta = timedelta(hours=1)
    """How often it is asked where it has no wishes of its own."""
    wishes: FeedWishes = NO_WISHES
    etag: str | None = None
    last_modified: str | None = None
    validated_url: str | None = None
    """Whose `etag` and `last_modified` these are: they mean nothing to any other address."""
    body_hash: str | None = None
    entry_hashes: bytes = field(default=b"", repr=False)
    """Of the entries that the document held when it was read last, eight bytes each."""


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to be added."""

    url: str
    scope: FeedScope = FeedScope.TEAM
    account_id: int | None = None
    industry: str | None = None
    added_by: int | None = None
    title: str | None = None
    """As it was found when somebody looked at the address."""

    @property
    def about(self) -> str:
        """What it is about in one word: the same address may stand once for each."""
        return f"{self.scope.value}:{self.account_id or self.industry or ''}"
