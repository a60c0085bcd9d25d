"""What is remembered of the news: stories, and what became of each for an account. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NewsState(StrEnum):
    """What somebody has done with a story about an account."""

    OPEN = "open"
    USED = "used"
    """A touch was logged from it."""
    NOTED = "noted"
    """It was kept as an idea."""
    NOT_THEM = "not them"
    """It was about somebody else of that name."""


@dataclass(frozen=True, slots=True)
class NewStory:
    """An event as the first headline tells it."""

    title: str
    summary: str
    link: str | None
    source: str
    """The title of the feed it came from."""
    reason: str
    """Why it matters, as `jobs.rules` names it."""
    at: datetime
    """When it was published, or seen where the feed does not say."""


@dataclass(frozen=True, slots=True)
class Story(NewStory):
    """One event, however many feeds tell of it."""

    id: int
    sources: int = 1
    """How many tell of it: the same feed counts once, however often it is watched."""


@dataclass(frozen=True, slots=True)
class ToldLink:
    """An address that was told before."""

    story_id: int
    """The story may be gone by now."""
    feed_id: int
    """The feed that told it first."""


@dataclass(frozen=True, slots=True)
class KnownStory:
    """What one must know of a recent story to tell whether a headline is about the same event."""

    id: int
    title: str
    summary: str
    link: str | None
    at: datetime
    account_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AccountStory:
    """A story about one account, as it stands for the person who asks."""

    id: int
    story: Story
    account_id: int
    account: str
    """Its name."""
    match: str
    """By what it was found to be about them, in a few words."""
    state: NewsState = NewsState.OPEN
    decided_by: int | None = None
    decided_at: datetime | None = None
    touch_id: int | None = None
    idea_id: int | None = None
    excluded: str | None = None
    """The words by which "Not about them" keeps such news away; Undo takes them back."""
    hidden: bool = False
    """The person who asks has said that it is of no use to them."""

    @property
    def is_open(self) -> bool:
        return self.state is NewsState.OPEN and not self.hidden


@dataclass(frozen=True, slots=True)
class Idea:
    """Something that could be brought to an account."""

    id: int
    account_id: int
    rep_id: int | None
    text: str
    at: datetime
    done: bool = False
