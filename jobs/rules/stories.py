"""Which pieces of news tell of the same event. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A piece of news as it is compared with others."""

    title: str
    summary: str = ""
    link: str | None = None
    published: datetime | None = None
    """Unknown times are compatible with all."""
    accounts: tuple[str, ...] = ()
    """The keys of the companies it names."""


class StoryBook:
    pass


def group_stories(items: Iterable[StoryItem]) -> list[int]:
    """Return the number of each item's story."""
    return list(range(len(list(items))))
