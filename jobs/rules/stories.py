"""Which pieces of news tell of the same event. Pure.

A story is one event in one news cycle. A later step of the same affair (the regulator's answer to a takeover)
is another story, and so is another event of the same company on the same day.
"""

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import nlargest

from jobs.rules.events import Event, add_summary, read_event, stem_of
from jobs.rules.headlines import canonicalise_link, fingerprint_title
from jobs.rules.news_text import clean_text, tokens_of
from jobs.rules.vocabulary.event_words import WIDE_PLACES

NEWS_CYCLE = timedelta(hours=36)
"""How far apart in time two pieces of news about one event are at most."""
SAME_TITLE_FOR = timedelta(days=7)
"""How long a long title means the same event: feeds change the dates of what they have."""
_PRIOR_SAME_ACCOUNT = -1.4
_PRIOR_HALF_KNOWN = -1.7
_PRIOR_UNNAMED = -3.8
_PRIOR_NO_ACCOUNT = -3.1
"""The log-odds that two items of one news cycle are one story before anything is compared: with an account in
common, with the account of one in the other's words, without it there, and without any account; with
different ones they never are."""
_SAME_KIND = 2.4
_SAME_LOOSE_KIND = 1.5
_KIND_IN_PASSING = 1.0
_OTHER_KIND = -1.5
"""What happened: the same, the same in a wide sense ("opens"), only mentioned by one, something else."""
_OTHER_STEP = -4.0
_STEP_OF_ONE = -4.0
"""Different later steps of an affair, or a later step in one only."""
_WORD = 1.0
_WORD_IN_SUMMARY = 0.5
_MOST_IN_SUMMARIES = 2.0
_UNSHARED_WORD = -0.2
"""A word in common, times its weight; words of the shorter title that the other one has not."""
_SAME_MONEY = 2.5
_OTHER_MONEY = -4.0
_SAME_NUMBER = 1.5
_OTHER_NUMBER = -2.0
_OTHER_PLACE = -4.0
_OTHER_PLACE_IN_PART = -0.7
_OTHER_NAMES = -0.6
_OTHER_ROLE = -3.0
"""Specifics that agree or contradict each other."""
_TOLERANCE = 0.05
"""How far apart two sums may be that are the same, rounded: $36bn and $35.9bn."""
_LOOSE_KINDS = frozenset(["open", "cut", "partner", "dear", "invest", "close", "halt", "award"])
_WHOLE_STORY = -2.4
"""The least an item has to be like a story's members in the mean."""
_FAR_FROM_BEGINNING = -4.0
"""An item this unlike a story's first item is compared with no other of it."""
_LONG_TITLE = 5
_READ_OF_SUMMARY = 220
"""How many characters of a summary are read: its beginning says what happened."""
_MOST_MEMBERS = 6
"""How many items of a story are compared with; more say nothing new."""
_LEAST_SHARED = 2
_MOST_COMPARED = 16
_MOST_CANDIDATES = 100
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
    accounts: frozenset[str]
    event: Event
    """What its title says."""
    fuller: Event
    """What title and summary say."""
    all_kinds: frozenset[str]
    own_words: frozenset[str]
    """The stems of its accounts' names."""
    said: float
    """The weight of all words of its title."""


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
        self._remember(key, _read(item))

    def _remember(self, key: int, member: _Member) -> None:
        item = member.item
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

    def take(self, item: StoryItem, new_key: int | None = None) -> int:
        """Return the key of an item's story, a new one where it tells of something new, and remember it."""
        member = _read(item)
        key = self._find(member)
        if key is None:
            key = max(self._last + 1, 1) if new_key is None else new_key
            self._last = max(self._last, key)
        self._remember(key, member)
        return key

    def find_story(self, item: StoryItem) -> int | None:
        """Return the key of the story that an item tells, or None where it is a new one."""
        return self._find(_read(item))

    def _find(self, member: _Member) -> int | None:
        item = member.item
        link = _link_of(item)
        if link is not None and link in self._by_link:
            return self._by_link[link]
        title, moment = fingerprint_title(item.title), _moment(item)
        for key, known in reversed(self._by_title.get(title, [])):
            if _is_disjoint(frozenset(item.accounts), self._stories[key].members[0].accounts):
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
        stories[place] = book.take(listed[place], place)
    return stories


_LAST = datetime.max.replace(tzinfo=UTC)


def tell_same_story(one: StoryItem, other: StoryItem) -> bool:
    """Whether two pieces of news tell of the same event."""
    book = StoryBook()
    book.remember(0, one)
    return book.find_story(other) == 0


def _compare_with_story(member: _Member, story: _Story) -> float:
    """Return how much an item is like the members of a story, or 0 where it is another one."""
    if _apart(_moment(member.item), _moment(story.members[0].item)) > NEWS_CYCLE:
        return 0.0
    begins = _weigh(member, story.members[0])
    if begins < _FAR_FROM_BEGINNING:
        return 0.0
    together = [begins, *(_weigh(member, other) for other in story.members[1:])]
    best = max(together)
    return best if best > 0 and sum(together) / len(together) > _WHOLE_STORY else 0.0


def _weigh(one: _Member, other: _Member) -> float:
    """Return the log-odds that two items of one news cycle tell of the same event."""
    mine, theirs = one.accounts, other.accounts
    if mine and theirs:
        if mine.isdisjoint(theirs):
            return -9.0
        odds = _PRIOR_SAME_ACCOUNT
    else:
        named = one.own_words & other.event.words.keys() or other.own_words & one.event.words.keys()
        odds = _PRIOR_HALF_KNOWN if named else _PRIOR_UNNAMED if mine or theirs else _PRIOR_NO_ACCOUNT
    odds += _weigh_what_happened(one, other)
    odds += _weigh_words(one, other)
    return odds + _weigh_specifics(one, other)


def _weigh_what_happened(one: _Member, other: _Member) -> float:
    a, b = one.event, other.event
    if a.steps.isdisjoint(b.steps) and (a.steps or b.steps):
        if a.steps and b.steps:
            return _OTHER_STEP
        told = b.background | other.fuller.steps if a.steps else a.background | one.fuller.steps
        return _KIND_IN_PASSING if (a.steps or b.steps) & told else _STEP_OF_ONE
    did, does = a.kinds | a.steps, b.kinds | b.steps
    if shared := did & does:
        return _SAME_LOOSE_KIND if shared <= _LOOSE_KINDS else _SAME_KIND
    if did & other.all_kinds or does & one.all_kinds:
        return _KIND_IN_PASSING
    return _OTHER_KIND if a.kinds and b.kinds else 0.0


def _weigh_words(one: _Member, other: _Member) -> float:
    a, b = one.event.words, other.event.words
    shared = sum(a[word] for word in a.keys() & b.keys())
    smaller = min(one.said, other.said)
    further = 0.0
    if one.fuller is not one.event or other.fuller is not other.event:
        c, d = one.fuller.words, other.fuller.words
        further = sum(c[word] for word in (a.keys() & d.keys()) | (c.keys() & b.keys())) - shared
    return (
        _WORD * shared
        + min(_WORD_IN_SUMMARY * further, _MOST_IN_SUMMARIES)
        + _UNSHARED_WORD * max(smaller - shared, 0.0)
    )


def _weigh_specifics(one: _Member, other: _Member) -> float:
    a, b = one.event, other.event
    odds = 0.0
    same_figures = False
    if _share_figure(a.money, other.fuller.money) or _share_figure(b.money, one.fuller.money):
        odds += _SAME_MONEY
        same_figures = True
    elif a.money and b.money:
        odds += _OTHER_MONEY
    if _share_figure(a.numbers, other.fuller.numbers) or _share_figure(b.numbers, one.fuller.numbers):
        odds += _SAME_NUMBER
        same_figures = True
    elif a.numbers and b.numbers:
        odds += _OTHER_NUMBER
    if _is_disjoint(a.places, b.places):
        one_is_wide = a.places <= WIDE_PLACES or b.places <= WIDE_PLACES
        odds += _OTHER_PLACE_IN_PART if same_figures or one_is_wide else _OTHER_PLACE
    if (
        _is_disjoint(a.names, b.names)
        and a.names.isdisjoint(other.fuller.names)
        and b.names.isdisjoint(one.fuller.names)
    ):
        odds += _OTHER_NAMES
    if _is_disjoint(a.roles, b.roles):
        odds += _OTHER_ROLE
    return odds


def _share_figure(some: frozenset[float], others: frozenset[float]) -> bool:
    """Whether a figure is the same, near enough, or the sum of two: 34,000 and 14,000 are 48,000."""
    if not some or not others:
        return False
    if not some.isdisjoint(others):
        return True
    return any(_is_near(one, other) for one in _with_sums(some) for other in others) or any(
        _is_near(one, other) for one in some for other in _with_sums(others)
    )


def _is_near(one: float, other: float) -> bool:
    return abs(one) >= 100 and abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def _with_sums(figures: frozenset[float]) -> list[float]:
    several = sorted(figures)[-4:]
    return several + [one + other for one, other in itertools.combinations(several, 2) if one > 0]


def _is_disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _read(item: StoryItem) -> _Member:
    own = frozenset(word.word for account in item.accounts for word in tokens_of(clean_text(account)))
    event = read_event(item.title or item.summary[:160], own)
    fuller = (
        add_summary(event, read_event(item.summary[:_READ_OF_SUMMARY], own))
        if item.title and item.summary
        else event
    )
    return _Member(
        item,
        frozenset(item.accounts),
        event,
        fuller,
        event.background | fuller.kinds | fuller.steps | fuller.background,
        frozenset(map(stem_of, own)),
        sum(event.words.values()),
    )


def _blocks_of(member: _Member) -> list[str]:
    """Return what two items of one story have in common at least one of."""
    event = member.event
    return [
        *(f"@{account}" for account in member.item.accounts),
        *event.words,
        *member.own_words,
        *(f"={kind}" for kind in event.kinds),
        *(f"#{number:.2g}" for number in (*event.money, *event.numbers)),
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
