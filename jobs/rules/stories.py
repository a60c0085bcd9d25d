"""Which pieces of news tell of the same event. Pure.

A story is one event in one news cycle. A later step of the same affair (the regulator's answer to a takeover)
is another story, and so is another event of the same company on the same day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import nlargest

from jobs.rules.events import Event, read_event
from jobs.rules.headlines import canonicalise_link, fingerprint_title
from jobs.rules.news_text import clean_text, tokens_of

NEWS_CYCLE = timedelta(hours=36)
"""How far apart in time two pieces of news about one event are at most."""
SAME_TITLE_FOR = timedelta(days=7)
"""How long a long title means the same event: feeds change the dates of what they have."""
ALIKE = 0.33
ALIKE_HALF_KNOWN = 0.38
ALIKE_WITHOUT_ACCOUNT = 0.44
ALIKE_OTHER_ACCOUNTS = 0.6
"""How alike two items must be to be one story: with an account in common, with accounts known of one only,
of neither, and with different ones."""
_LONG_TITLE = 5
_MOST_MEMBERS = 12
"""How many items of a story are compared with; more say nothing new."""
_LEAST_SHARED = 2
_MOST_COMPARED = 40
_MOST_CANDIDATES = 200
"""How many stories with the same word are looked at, newest first."""


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


@dataclass(slots=True)
class _Member:
    item: StoryItem
    event: Event
    fuller: Event


@dataclass(slots=True)
class _Story:
    key: int
    members: list[_Member] = field(default_factory=list[_Member])


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
        member = _read(item)
        story = self._stories.setdefault(key, _Story(key))
        self._last = max(self._last, key)
        if len(story.members) < _MOST_MEMBERS:
            story.members.append(member)
        if (link := _link_of(item)) is not None:
            self._by_link.setdefault(link, key)
        if title := fingerprint_title(item.title):
            self._by_title.setdefault(title, []).append((key, _moment(item)))
        for word in _blocks_of(member):
            keys = self._by_word.setdefault(word, [])
            if not keys or keys[-1] != key:
                keys.append(key)

    @property
    def count(self) -> int:
        """How many stories there are."""
        return len(self._stories)

    def take(self, item: StoryItem) -> int:
        """Return the key of an item's story, a new one where it tells of something new, and remember it."""
        key = self.find_story(item)
        if key is None:
            key = max(self._last + 1, 1)
            self._last = key
        self.remember(key, item)
        return key

    def find_story(self, item: StoryItem) -> int | None:
        """Return the key of the story that an item tells, or None where it is a new one."""
        link = _link_of(item)
        if link is not None and link in self._by_link:
            return self._by_link[link]
        title, moment = fingerprint_title(item.title), _moment(item)
        for key, known in reversed(self._by_title.get(title, [])):
            if _apart(moment, known) <= (SAME_TITLE_FOR if len(title.split()) >= _LONG_TITLE else NEWS_CYCLE):
                return key
        member = _read(item)
        best: tuple[float, int] | None = None
        for key in self._candidates(member):
            if (likeness := _compare_with_story(member, self._stories[key])) and (
                best is None or likeness > best[0]
            ):
                best = likeness, key
        return best[1] if best else None

    def _candidates(self, member: _Member) -> list[int]:
        """Return the stories that share most with an item: an account, or at least two words."""
        shared: Counter[int] = Counter()
        for word in _blocks_of(member):
            weight = 3 if word.startswith("@") else 1
            for key in self._by_word.get(word, ())[-_MOST_CANDIDATES:]:
                shared[key] += weight
        likely = [(count, key) for key, count in shared.items() if count >= _LEAST_SHARED]
        return sorted(key for _, key in nlargest(_MOST_COMPARED, likely))


def group_stories(items: Iterable[StoryItem]) -> list[int]:
    """Return the number of each item's story: the place of the item that began it."""
    listed = list(items)
    order = sorted(range(len(listed)), key=lambda place: (_moment(listed[place]) or _LAST, place))
    book = StoryBook()
    stories = [0] * len(listed)
    for place in order:
        key = book.find_story(listed[place])
        stories[place] = place if key is None else key
        book.remember(stories[place], listed[place])
    return stories


_LAST = datetime.max.replace(tzinfo=UTC)


def tell_same_story(one: StoryItem, other: StoryItem) -> bool:
    """Whether two pieces of news tell of the same event."""
    book = StoryBook()
    book.remember(0, one)
    return book.find_story(other) == 0


def _compare_with_story(member: _Member, story: _Story) -> float:
    """Return how much an item is like the members of a story, or 0 where it is another one."""
    first = story.members[0]
    if _apart(_moment(member.item), _moment(first.item)) > NEWS_CYCLE:
        return 0.0
    together = [_compare(member, other) for other in story.members]
    best = max(together)
    if best < 1.0 or sum(together) / len(together) < 0.6:
        return 0.0
    return best


def _compare(one: _Member, other: _Member) -> float:
    """Return how alike two items are; from 1 on they are the same story."""
    mine, theirs = set(one.item.accounts), set(other.item.accounts)
    if mine & theirs:
        least = ALIKE
    elif mine and theirs:
        least = ALIKE_OTHER_ACCOUNTS
    else:
        least = ALIKE_HALF_KNOWN if mine or theirs else ALIKE_WITHOUT_ACCOUNT
    titles = measure_likeness(one.event, other.event)
    if one.item.summary or other.item.summary:
        titles = max(
            titles,
            0.95 * measure_likeness(one.fuller, other.event),
            0.95 * measure_likeness(one.event, other.fuller),
        )
    return titles / least


def measure_likeness(one: Event, other: Event) -> float:
    """Return from 0 to 1 how much two headlines say the same, less for what contradicts."""
    if not one.weights or not other.weights:
        return 0.0
    common = sum(
        min(weight, other.weights[word]) for word, weight in one.weights.items() if word in other.weights
    )
    mine, theirs = sum(one.weights.values()), sum(other.weights.values())
    likeness = 0.5 * common / min(mine, theirs) + 0.5 * common / (mine + theirs - common)
    if one.steps != other.steps:
        likeness *= 0.4 if not (one.steps and other.steps) else 0.6
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        likeness *= 0.7
    elif one.kinds & other.kinds:
        likeness *= 1.15
    if one.money and other.money:
        likeness *= (1.3 if one.steps == other.steps else 1.0) if one.money & other.money else 0.4
    if one.numbers and other.numbers:
        likeness *= 1.2 if one.numbers & other.numbers else 0.55
    if one.places and other.places and not one.places & other.places:
        likeness *= 0.75 if one.money & other.money or one.numbers & other.numbers else 0.45
    if _is_disjoint(one.names | one.places, other.names | other.places):
        likeness *= 0.75
    return min(likeness, 1.0)


def _is_disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _read(item: StoryItem) -> _Member:
    own = frozenset(word.word for account in item.accounts for word in tokens_of(clean_text(account)))
    event = read_event(item.title or item.summary[:160], own)
    fuller = read_event(f"{item.title}. {item.summary[:220]}", own) if item.summary else event
    return _Member(item, event, fuller)


def _blocks_of(member: _Member) -> Sequence[str]:
    """Return what two items of one story have in common at least one of."""
    if member.item.accounts:
        return [f"@{account}" for account in member.item.accounts] + [
            word for word, weight in member.event.weights.items() if weight >= 0.75 and word[0] not in "=!"
        ]
    return [
        word for word, weight in member.event.weights.items() if weight >= 0.75 and not word.startswith("=")
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
