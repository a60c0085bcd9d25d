"""How much two pieces of news are like one event: log-odds, added up. Pure."""

import itertools
from dataclasses import dataclass
from datetime import datetime

from jobs.rules.events import Event, add_summary, read_event, stem_of
from jobs.rules.news_text import clean_text, tokens_of
from jobs.rules.vocabulary.event_words import WIDE_PLACES

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
_READ_OF_SUMMARY = 220
"""How many characters of a summary are read: its beginning says what happened."""


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
class StoryMember:
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


def weigh_likeness(one: StoryMember, other: StoryMember) -> float:
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


def _weigh_what_happened(one: StoryMember, other: StoryMember) -> float:
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


def _weigh_words(one: StoryMember, other: StoryMember) -> float:
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


def _weigh_specifics(one: StoryMember, other: StoryMember) -> float:
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
    if are_disjoint(a.places, b.places):
        one_is_wide = a.places <= WIDE_PLACES or b.places <= WIDE_PLACES
        odds += _OTHER_PLACE_IN_PART if same_figures or one_is_wide else _OTHER_PLACE
    if (
        are_disjoint(a.names, b.names)
        and a.names.isdisjoint(other.fuller.names)
        and b.names.isdisjoint(one.fuller.names)
    ):
        odds += _OTHER_NAMES
    if are_disjoint(a.roles, b.roles):
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


def are_disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def read_member(item: StoryItem) -> StoryMember:
    own = frozenset(word.word for account in item.accounts for word in tokens_of(clean_text(account)))
    event = read_event(item.title or item.summary[:160], own)
    fuller = (
        add_summary(event, read_event(item.summary[:_READ_OF_SUMMARY], own))
        if item.title and item.summary
        else event
    )
    return StoryMember(
        item,
        frozenset(item.accounts),
        event,
        fuller,
        event.background | fuller.kinds | fuller.steps | fuller.background,
        frozenset(map(stem_of, own)),
        sum(event.words.values()),
    )
