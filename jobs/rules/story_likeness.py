"""How much two pieces of news are like one event: log-odds, added up. Pure."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from jobs.rules.event_stems import stem_of
from jobs.rules.events import Event, add_summary, read_event
from jobs.rules.headlines import fingerprint_title
from jobs.rules.news_text import clean_text, tokens_of
from jobs.rules.story_figures import are_disjoint, weigh_figures
from jobs.rules.vocabulary.country_words import LANDS
from jobs.rules.vocabulary.event_kinds import LOOSE_KINDS, RELATED_KINDS, REPEATED_KINDS
from jobs.rules.vocabulary.event_moves import DOWN, REACTIONS, UP

_PRIOR_SAME_ACCOUNT = -1.4
_PRIOR_HALF_KNOWN = -1.7
_PRIOR_UNNAMED = -4.2
_PRIOR_NO_ACCOUNT = -3.1
"""The log-odds that two items of one news cycle are one story before anything is compared: with an account in
common, with the account of one in the other's words, without it there, and without any account; with
different ones they never are."""
_SAME_KIND = 2.4
_SAME_KINDS = 2.8
_SAME_LOOSE_KIND = 1.5
_KIND_IN_PASSING = 1.0
_KIND_BEFORE = -0.5
_RELATED_KIND = 0.5
_OTHER_KIND = -1.5
_OPPOSITE = -4.0
"""What happened: the same, in two respects, in a wide sense ("opens"), only mentioned by one, what
came before the other, something like it, something else, and the reverse."""
_OTHER_STEP = -4.0
_STEP_OF_ONE = -4.0
_STEP_OF_UNKNOWN = -2.0
_SAME_BACKGROUND = 1.0
"""Different later steps of an affair, a step in one only, a step in one and no kind in the
other, and the same thing that came before."""
_WORD = 1.0
_WORD_IN_SUMMARY = 0.5
_MOST_IN_SUMMARIES = 2.0
_UNSHARED_WORD = -0.2
_NOTHING_SHARED = -0.6
_MUCH_SAID = 2.4
"""A word in common, times its weight; words of the shorter title that the other one has not;
nothing in common, of much, where the same thing happens more than once."""
_SAME_PLACE = 1.2
_OTHER_PLACE = -4.0
_OTHER_PLACE_IN_PART = -0.7
_OTHER_PLACE_UNKNOWN = -3.0
_OTHER_LAND = -1.2
_OTHER_NAMES = -0.6
_OTHER_ROLE = -3.0
"""Specifics that agree or contradict each other; a place within the other's counts as the same."""
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
    names: tuple[str, ...] = ()
    """Their other names: that two titles have one in common makes them little more alike."""


@dataclass
class StoryMember:
    """An item as it is compared; its summary is read when that is first needed."""

    item: StoryItem
    accounts: frozenset[str]
    account_words: frozenset[str]
    alias_words: frozenset[str]
    event: Event
    """What its title says."""

    @cached_property
    def fuller(self) -> Event:
        """What title and summary say."""
        if not (self.item.title and self.item.summary):
            return self.event
        beginning = self.item.summary[:_READ_OF_SUMMARY]
        return add_summary(self.event, read_event(beginning, self.account_words, self.alias_words))

    @cached_property
    def fingerprint(self) -> str:
        """Its title's words, by which the same title is known again."""
        return fingerprint_title(self.item.title)

    @cached_property
    def all_kinds(self) -> frozenset[str]:
        """What happened, whether before or in passing."""
        return self.event.background | self.fuller.kinds | self.fuller.steps | self.fuller.background

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The stems of its accounts' names."""
        return frozenset(map(stem_of, self.account_words))

    @cached_property
    def said(self) -> float:
        """The weight of all words of its title."""
        return sum(self.event.words.values())


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
    happened = _weigh_what_happened(one, other)
    odds += happened
    odds += _weigh_words(one, other)
    if one.event.background & other.event.background:
        odds += _SAME_BACKGROUND
    specifics = _weigh_specifics(one, other)
    # The sums of a takeover are the same at each of its steps.
    return odds + (min(specifics, 0.0) if happened <= _STEP_OF_ONE else specifics)


def _weigh_what_happened(one: StoryMember, other: StoryMember) -> float:
    a, b = one.event, other.event
    only_ruled = (a.steps or b.steps) == _RULING and not (a.kinds & b.kinds).issubset(LOOSE_KINDS)
    if a.steps.isdisjoint(b.steps) and (a.steps or b.steps) and not only_ruled:
        if a.steps and b.steps:
            return _OTHER_STEP
        told = b.background | other.fuller.steps if a.steps else a.background | one.fuller.steps
        if (a.steps or b.steps) & told:
            return _KIND_IN_PASSING
        return _STEP_OF_ONE if (b if a.steps else a).kinds else _STEP_OF_UNKNOWN
    did, does = a.kinds | a.steps, b.kinds | b.steps
    if shared := did & does:
        if shared <= LOOSE_KINDS:
            return _SAME_LOOSE_KIND
        return _SAME_KIND if len(shared - LOOSE_KINDS) < 2 else _SAME_KINDS
    if _are_opposite(a.kinds, b.kinds):
        return _OPPOSITE
    if did & (other.fuller.kinds | other.fuller.steps) or does & (one.fuller.kinds | one.fuller.steps):
        return _KIND_IN_PASSING
    related = any(frozenset((kind, like)) in RELATED_KINDS for kind in did for like in does)
    if did & other.all_kinds or does & one.all_kinds:
        return _KIND_IN_PASSING if related else _KIND_BEFORE
    if related:
        return _RELATED_KIND
    return _OTHER_KIND if a.kinds - REACTIONS and b.kinds - REACTIONS else 0.0


_RULING = frozenset(["ruling"])
_REVERSE = {
    "add jobs": "cut jobs",
    "raise outlook": "cut outlook",
    "trial fails": "trial works",
    "open": "close",
}
_REVERSED = {**_REVERSE, **{other: one for one, other in _REVERSE.items()}}


def _are_opposite(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one says the reverse of the other: "price up" and "price down"."""
    return any(
        _REVERSED.get(kind) in others
        or (kind.endswith(" " + UP) and f"{kind.removesuffix(UP)}{DOWN}" in others)
        or (kind.endswith(" " + DOWN) and f"{kind.removesuffix(DOWN)}{UP}" in others)
        for kind in some
    )


def _weigh_words(one: StoryMember, other: StoryMember) -> float:
    a, b = one.event.words, other.event.words
    shared = sum(a[word] for word in a.keys() & b.keys())
    smaller = min(one.said, other.said)
    is_repeated = not one.event.kinds.isdisjoint(other.event.kinds & REPEATED_KINDS)
    further = 0.0
    if one.fuller is not one.event or other.fuller is not other.event:
        c, d = one.fuller.words, other.fuller.words
        further = sum(c[word] for word in (a.keys() & d.keys()) | (c.keys() & b.keys())) - shared
    return (
        _WORD * shared
        + min(_WORD_IN_SUMMARY * further, _MOST_IN_SUMMARIES)
        + _UNSHARED_WORD * max(smaller - shared, 0.0)
        + (_NOTHING_SHARED if shared + further <= 0 and smaller >= _MUCH_SAID and is_repeated else 0.0)
    )


def _weigh_specifics(one: StoryMember, other: StoryMember) -> float:
    a, b = one.event, other.event
    odds, same_figures = weigh_figures(a, b, one.fuller, other.fuller)
    if a.places and b.places:
        if not a.places.isdisjoint(b.regions) or not b.places.isdisjoint(a.regions):
            if a.places.isdisjoint(b.places):
                odds += _SAME_PLACE
        else:
            apart = _lie_apart(a, b, same_figures=same_figures)
            unsure = a.regions <= a.places - LANDS or b.regions <= b.places - LANDS
            odds += _OTHER_PLACE_IN_PART if not apart else _OTHER_PLACE_UNKNOWN if unsure else _OTHER_PLACE
    elif a.places & b.lands or b.places & a.lands or a.lands & b.regions or b.lands & a.regions:
        odds += _SAME_PLACE if a.lands.isdisjoint(b.lands) else 0.0
    elif are_disjoint(a.lands, b.lands) and a.lands.isdisjoint(b.regions) and b.lands.isdisjoint(a.regions):
        # Without a company the country is who the news is about.
        odds += _OTHER_LAND if one.accounts or other.accounts else _OTHER_PLACE
    if (
        are_disjoint(a.names, b.names)
        and a.names.isdisjoint(other.fuller.names)
        and b.names.isdisjoint(one.fuller.names)
    ):
        odds += _OTHER_NAMES
    if are_disjoint(a.roles, b.roles):
        odds += _OTHER_ROLE
    return odds


def _lie_apart(one: Event, other: Event, *, same_figures: bool) -> bool:
    """Whether the places of two headlines surely are different ones: not a town, and a land it may lie in."""
    wide = one.places <= LANDS, other.places <= LANDS
    if all(wide):
        return True
    if any(wide):
        town, land = (other, one) if wide[0] else (one, other)
        if not town.regions.isdisjoint(land.regions):
            # Another town of that name may lie there: Lexington in Kentucky and in Nebraska.
            return False
        return town.regions > town.places and not same_figures
    return not same_figures


def read_member(item: StoryItem) -> StoryMember:
    """Read an item's title; its summary waits until it is needed."""
    own, others = _words_of(item.accounts), _words_of(item.names)
    event = read_event(item.title or item.summary[:160], own, others)
    return StoryMember(item, frozenset(item.accounts), own, others, event)


@lru_cache(maxsize=4096)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    tokens = [token for name in names for token in tokens_of(clean_text(name))]
    return frozenset(word for token in tokens for word in (token.word, token.owner) if word)
