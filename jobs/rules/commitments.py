"""What somebody took on: how far they are, when it is due, which touch fulfils it. Pure (NS-14, NS-15)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from jobs.rules.place_nouns import count_places, spell_place_nouns
from jobs.rules.places import NamedPlaces, guess_places, read_places
from jobs.rules.visit_words import speaks_of_visit
from storage.brainstorm_records import Commitment, Location, Rhythm, Tick
from storage.names import fold
from storage.records import Kind, Touch

HOW_OFTEN: Mapping[str, tuple[Rhythm, int | None]] = {
    "once": (Rhythm.ONCE, None),
    "7": (Rhythm.RECURRING, 7),
    "14": (Rhythm.RECURRING, 14),
    "30": (Rhythm.RECURRING, 30),
    "90": (Rhythm.RECURRING, 90),
    "locations": (Rhythm.LOCATIONS, None),
    "watcher": (Rhythm.WATCHER, None),
}
"""What a form offers, by the value of the option."""

_WATCH = re.compile(r"\bwatch\w*\b.*\bnews\b|\bnews\b.*\bwatch\w*\b|\bnews alerts?\b|\bgoogle alerts?\b")
# As "every store they have", but neither as "every aisle of their store" nor as "every week at their store".
_EACH_PLACE = re.compile(
    r"\b(?:all|each|every)\b(?: single)?(?: ones?)?(?: of)?"
    r"(?: (?!(?:of|at|in|on|from|to|with|for|by|and|days?|weeks?|months?|quarters?|years?)\b)\w+){0,3} "
    rf"(?P<noun>{spell_place_nouns()})"
)
_OFTEN_WORDS: Mapping[str, re.Pattern[str]] = {
    "14": re.compile(
        r"\b(?:every (?:2|two|second|other) weeks?|fortnightly|(?:once a|every|each) fortnight)\b"
    ),
    "7": re.compile(r"\b(?:weekly|(?:a|every|each) week)\b"),
    "90": re.compile(r"\b(?:quarterly|(?:a|every|each) quarter|every (?:3|three) months)\b"),
    "30": re.compile(r"\b(?:monthly|(?:a|every|each) month)\b"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """A commitment and how far it is."""

    commitment: Commitment
    times: int
    """How often it was done, or at how many locations."""
    locations: int = 0
    """How many the account has."""
    last_day: date | None = None
    due_on: date | None = None
    """From when on it is due again; None for what was never done, and what recurs by no calendar."""
    waiting: tuple[Location, ...] = ()
    """The locations that are still to come."""
    known: tuple[Location, ...] = ()
    """All that the account has."""

    @property
    def finished(self) -> bool:
        match self.commitment.rhythm:
            case Rhythm.ONCE:
                return self.times > 0
            case Rhythm.LOCATIONS:
                return self.locations > 0 and not self.waiting
            case Rhythm.WATCHER:
                return True
            case _:
                return False

    def is_kept_up(self, news_at: datetime | None) -> bool:
        """Return whether it was done at least once; a watcher did, once it has brought news of the account.

        `news_at` is when the newest of it came.
        """
        if self.commitment.rhythm is Rhythm.WATCHER:
            brought = news_at is not None and news_at >= self.commitment.made_at
            return brought and self.commitment.dropped_at is None
        return self.times > 0

    def is_due(self, today: date) -> bool:
        """Return whether it is to be done now: a monthly one rests until its month is over."""
        if self.finished:
            return False
        return self.due_on is None or self.due_on <= today


@dataclass(frozen=True, slots=True)
class Ticked:
    """A commitment that has just been ticked, and how far it is now."""

    progress: Progress
    places: tuple[Location, ...] = ()
    """Where it was done."""
    new: tuple[Location, ...] = ()
    """Those of them that the account had not until now."""
    tick_id: int | None = None
    """None where that was noted before, or with a touch, so that there is nothing to take back by itself."""


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """What a touch has ticked, and what it may have been."""

    ticked: tuple[Ticked, ...] = ()
    perhaps: tuple[Progress, ...] = ()
    unknown: tuple[str, ...] = ()
    """Places it names that the account has not; whoever says yes to one of `perhaps` adds them."""
    maybe_at: tuple[Location, ...] = ()
    """Locations that its words name, and that are still to come; it was perhaps not there."""
    somewhere: tuple[Location, ...] = ()
    """Locations still to come, one of which it was perhaps at: it speaks of a visit and names none."""

    def with_new(self, ticked: Ticked) -> "Fulfilled":
        """Return this with what is known of one that was ticked just now."""
        same = ticked.progress.commitment.id
        others = tuple(each for each in self.ticked if each.progress.commitment.id != same)
        return replace(self, ticked=(ticked, *others))


NOTHING_FULFILLED = Fulfilled()


def measure_progress(
    commitment: Commitment, ticks: Iterable[Tick], locations: Iterable[Location]
) -> Progress:
    """Return how far a commitment is: the same location twice is one."""
    mine = [each for each in ticks if each.commitment_id == commitment.id]
    last = max((each.day for each in mine), default=None)
    if commitment.rhythm is Rhythm.LOCATIONS:
        known = [each for each in locations if each.account_id == commitment.account_id]
        done = {each.location_id for each in mine}
        waiting = tuple(each for each in known if each.id not in done)
        times = len(known) - len(waiting)
        return Progress(commitment, times, len(known), last, waiting=waiting, known=tuple(known))
    due_on = None
    if commitment.rhythm is Rhythm.RECURRING:
        due_on = None if last is None else last + timedelta(days=commitment.every_days or 30)
    return Progress(commitment, len({each.day for each in mine}), last_day=last, due_on=due_on)


def rank_open(progress: Iterable[Progress], today: date) -> list[Progress]:
    """Return what is still to be done: what is due first, then by account, the longest untouched first."""
    still = [each for each in progress if not each.finished]
    return sorted(
        still,
        key=lambda each: (
            not each.is_due(today),
            each.last_day or date.min,
            each.commitment.account_name.casefold(),
            each.commitment.id,
        ),
    )


def choose_suggestion(progress: Iterable[Progress], today: date) -> Progress | None:
    """Return what a message reminds somebody of beside a quiet account: one thing, and what is due."""
    due = [each for each in rank_open(progress, today) if each.is_due(today)]
    return due[0] if due else None


def list_fulfilled(
    progress: Iterable[Progress], kind: Kind, place: str | None, today: date
) -> tuple[list[tuple[Progress, Location]], list[Progress], tuple[str, ...]]:
    """Return what a touch fulfils by itself, with the locations; what it may be, to be asked; unknown places.

    A touch that names locations of the account ticks each of them (NS-15). Anything else is for the person
    to say, with one tap, and so is whether a place that nobody knows yet is one of them. What is about a sale
    fulfils nothing (NS-1).
    """
    if kind is not Kind.ATTENTION:
        return [], [], ()
    everything = list(progress)
    by_location = [each for each in everything if each.commitment.rhythm is Rhythm.LOCATIONS]
    known = by_location[0].known if by_location else ()
    named = read_places(place, known) if by_location else NamedPlaces()
    unknown, _ = guess_places(named.unknown, known)
    # Also where it is ticked already: the other touch may yet be taken back.
    surely = [(each, location) for each in by_location for location in named.known]
    adding = by_location if unknown else []
    perhaps = [
        each
        for each in rank_open(everything, today)
        if each.is_due(today) and each.commitment.rhythm is not Rhythm.LOCATIONS
    ]
    return surely, [*adding, *perhaps], unknown


def list_meant(progress: Iterable[Progress], place: str | None) -> tuple[Location, ...]:
    """Return the locations that a touch names in short, which is to be asked: "Mill" for Mill Street."""
    known = next((each.known for each in progress if each.commitment.rhythm is Rhythm.LOCATIONS), ())
    return guess_places(read_places(place, known).unknown, known)[1]


def list_maybe(progress: Iterable[Progress], locations: Iterable[Location]) -> tuple[Location, ...]:
    """Return those of these that somebody has still to be at."""
    waiting = set(list_still_waiting(progress))
    return tuple(each for each in locations if each in waiting)


def list_somewhere(progress: Iterable[Progress], note: str) -> tuple[Location, ...]:
    """Return where a touch perhaps was that speaks of a visit and of no place by name: what is to come."""
    return list_still_waiting(progress) if speaks_of_visit(note) else ()


def list_still_waiting(progress: Iterable[Progress]) -> tuple[Location, ...]:
    """Return the locations at which any of these is still to be done, each once."""
    return tuple(dict.fromkeys(each for one in progress for each in one.waiting))


def collect_ticked(progress: Iterable[Progress], ticks: Sequence[Tick]) -> tuple[Ticked, ...]:
    """Return what the ticks of one touch stand for: each commitment with the places, as they were named."""
    found: list[Ticked] = []
    for each in progress:
        mine = [tick for tick in ticks if tick.commitment_id == each.commitment.id]
        by_id = {location.id: location for location in each.known}
        places = [by_id[tick.location_id] for tick in mine if tick.location_id in by_id]
        if mine:
            found.append(Ticked(each, tuple(places)))
    return tuple(found)


def name_places_of(text: str, number: int) -> str:
    """Return what an idea calls the places, for so many of them: "stores" for "visit every store"."""
    found = _EACH_PLACE.search(" ".join(fold(text).split()))
    return count_places(found["noun"] if found else "location", number)


def may_fulfil(touch: Touch, commitment: Commitment) -> bool:
    """Return whether a touch may be what somebody had taken on: for that account, not for a sale (NS-1)."""
    return not touch.undone and touch.kind is Kind.ATTENTION and touch.account_id == commitment.account_id


def find_rhythm_words(text: str) -> str | None:
    """Return the value of the rhythm that an idea's own words name: "30" for "read it every month"."""
    words = " ".join(fold(text).split())
    return next((value for value, named in _OFTEN_WORDS.items() if named.search(words)), None)


def propose_how_often(text: str) -> str:
    """Return the value of the option that an idea's words ask for; "once" where they ask for none (NS-15)."""
    words = " ".join(fold(text).split())
    if _WATCH.search(words):
        return "watcher"
    if _EACH_PLACE.search(words):
        return "locations"
    return find_rhythm_words(text) or "once"


def find_taken_before(taken: Commitment, others: Iterable[Progress]) -> list[Commitment]:
    """Return what somebody took on for the same account in the same words, and is still at.

    It is one thing to do, whichever brainstorm it comes from. What was done once may be done once more.
    """
    return [
        each.commitment
        for each in others
        if each.commitment.id != taken.id
        and each.commitment.brainstorm_id != taken.brainstorm_id
        and each.commitment.account_id == taken.account_id
        and fold(each.commitment.text) == fold(taken.text)
        and (not each.finished or each.commitment.rhythm is Rhythm.WATCHER)
    ]


def read_how_often(commitment: Commitment) -> str:
    """Return the value of the option that a form would show for a commitment."""
    for value, (rhythm, days) in HOW_OFTEN.items():
        if (commitment.rhythm, commitment.every_days) == (rhythm, days):
            return value
    return "once"
