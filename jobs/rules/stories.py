"""Which pieces of news tell of the same event. Pure.

A story is one event in one news cycle. A later step of the same affair (the regulator's answer to a takeover)
is another story, and so is another event of the same company on the same day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import nlargest

from jobs.rules.headlines import canonicalise_link
from jobs.rules.story_figures import are_disjoint
from jobs.rules.story_likeness import StoryItem, StoryMember, read_member, weigh_likeness

NEWS_CYCLE = timedelta(hours=36)
"""How far apart in time two pieces of news about one event are at most."""
SAME_TITLE_FOR = timedelta(days=7)
"""How long a long title means the same event: feeds change the dates of what they have."""
_WHOLE_STORY = -2.4
"""The least an item has to be like a story's members in the mean."""
_FAR_FROM_BEGINNING = -4.0
"""An item this unlike a story's first item is compared with no other of it."""
_LONG_TITLE = 5
_MOST_MEMBERS = 6
"""How many items of a story are compared with; more say nothing new."""
_LEAST_SHARED = 2
_ACCOUNT_COUNTS = 3
"""How many words in common an account in common is worth."""
_MOST_COMPARED = 16
_MOST_CANDIDATES = 100
"""How many stories with the same word are looked at, newest first."""


@dataclass(slots=True)
class _Story:
    key: int
    members: list[StoryMember] = field(default_factory=list[StoryMember])


@dataclass(slots=True)
class StoryBook:
    """The stories known so far; an item goes to the story that it tells, or begins one."""

    _stories: dict[int, _Story] = field(default_factory=dict[int, _Story])
    _by_link: dict[str, int] = field(default_factory=dict[str, int])
    _by_title: dict[str, list[tuple[int, datetime | None]]] = field(
        default_factory=dict[str, list[tuple[int, datetime | None]]]
    )
    _by_word: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _last: int = 0
    """An account, or a rare word of a title → the stories with it."""

    def remember(self, key: int, item: StoryItem) -> None:
        """Take an item as part of the story `key`, which may be new."""
        self._remember(key, read_member(item))

    def _remember(self, key: int, member: StoryMember) -> None:
        item = member.item
        story = self._stories.setdefault(key, _Story(key))
        self._last = max(self._last, key)
        if len(story.members) < _MOST_MEMBERS:
            story.members.append(member)
        if (link := _link_of(item)) is not None:
            self._by_link.setdefault(link, key)
        if title := member.fingerprint:
            self._by_title.setdefault(title, []).append((key, _moment(item)))
        for word in _blocks_of(member):
            keys = self._by_word.setdefault(word, [])
            if not keys or keys[-1] != key:
                keys.append(key)

    @property
    def count(self) -> int:
        """How many stories there are."""
        return len(self._stories)

    def take(self, item: StoryItem, new_key: int | None = None) -> int:
        """Return the key of an item's story, a new one where it tells of something new, and remember it."""
        member = read_member(item)
        key = self._find(member)
        if key is None:
            key = max(self._last + 1, 1) if new_key is None else new_key
            self._last = max(self._last, key)
        self._remember(key, member)
        return key

    def find_story(self, item: StoryItem) -> int | None:
        """Return the key of the story that an item tells, or None where it is a new one."""
        return self._find(read_member(item))

    def _find(self, member: StoryMember) -> int | None:
        item = member.item
        link = _link_of(item)
        if link is not None and link in self._by_link:
            return self._by_link[link]
        title, moment = member.fingerprint, _moment(item)
        for key, known in reversed(self._by_title.get(title, [])):
            if are_disjoint(frozenset(item.accounts), self._stories[key].members[0].accounts):
                continue
            if _apart(moment, known) <= (SAME_TITLE_FOR if len(title.split()) >= _LONG_TITLE else NEWS_CYCLE):
                return key
        best: tuple[float, int] | None = None
        for key in self._candidates(member):
            if (likeness := _compare_with_story(member, self._stories[key])) and (
                best is None or likeness > best[0]
            ):
                best = likeness, key
        return best[1] if best else None

    def _candidates(self, member: StoryMember) -> list[int]:
        """Return the stories that share most with an item: an account, or at least two words."""
        shared: Counter[int] = Counter()
        for word in _blocks_of(member):
            if keys := self._by_word.get(word):
                newest = keys[-_MOST_CANDIDATES:]
                shared.update(newest * _ACCOUNT_COUNTS if word[0] == "@" else newest)
        likely = [(count, key) for key, count in shared.items() if count >= _LEAST_SHARED]
        return sorted(key for _, key in nlargest(_MOST_COMPARED, likely))


def group_stories(items: Iterable[StoryItem]) -> list[int]:
    """Return the number of each item's story: the place of the item that began it."""
    listed = list(items)
    order = sorted(range(len(listed)), key=lambda place: (_moment(listed[place]) or _LAST, place))
    book = StoryBook()
    stories = [0] * len(listed)
    for place in order:
        stories[place] = book.take(listed[place], place)
    return stories


_LAST = datetime.max.replace(tzinfo=UTC)


def tell_same_story(one: StoryItem, other: StoryItem) -> bool:
    """Whether two pieces of news tell of the same event."""
    book = StoryBook()
    book.remember(0, one)
    return book.find_story(other) == 0


def _compare_with_story(member: StoryMember, story: _Story) -> float:
    """Return how much an item is like the members of a story, or 0 where it is another one."""
    if _apart(_moment(member.item), _moment(story.members[0].item)) > NEWS_CYCLE:
        return 0.0
    begins = weigh_likeness(member, story.members[0])
    if begins < _FAR_FROM_BEGINNING:
        return 0.0
    together = [begins, *(weigh_likeness(member, other) for other in story.members[1:])]
    best = max(together)
    return best if best > 0 and sum(together) / len(together) > _WHOLE_STORY else 0.0


def _blocks_of(member: StoryMember) -> list[str]:
    """Return what two items of one story have in common at least one of."""
    event = member.event
    return [
        *(f"@{account}" for account in member.item.accounts),
        *event.words,
        *member.own_words,
        *(f"={kind}" for kind in event.kinds),
        *(f"#{number:.2g}" for number in event.money),
        *(f"#{number:.2g}" for number, _ in event.counts),
        *(f"%{number:.2g}" for number in event.percentages),
    ]


def _link_of(item: StoryItem) -> str | None:
    link = canonicalise_link(item.link) if item.link else None
    # A front page is no article.
    return link if link and link.count("/") >= 3 and not link.endswith("/") else None


def _moment(item: StoryItem) -> datetime | None:
    moment = item.published
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _apart(one: datetime | None, other: datetime | None) -> timedelta:
    return abs(one - other) if one and other else timedelta()
