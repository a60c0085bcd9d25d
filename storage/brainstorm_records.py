"""What is remembered of brainstorms, of their ideas, and of what people took on from them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Phase(StrEnum):
    """How far a brainstorm is."""

    IDEAS = "ideas"
    CHOOSING = "choosing"
    CLOSED = "closed"


class Rhythm(StrEnum):
    """How often something is to be done that somebody took on (rule NS-15)."""

    ONCE = "once"
    RECURRING = "recurring"
    LOCATIONS = "locations"
    """Once at each location of the account."""
    WATCHER = "watcher"
    """The news watcher does it."""


@dataclass(frozen=True, slots=True)
class NewBrainstorm:
    """A brainstorm about to be opened."""

    channel: str
    """A Slack channel's id."""
    opened_by: int
    """A rep's id."""
    question: str
    ideas_minutes: int
    choosing_minutes: int
    opened_at: datetime
    ends_at: datetime
    private: bool | None = None
    """Its channel is private; None where that is not known."""


@dataclass(frozen=True, slots=True)
class LibraryReader:
    """Who is shown what was said in brainstorms, or what came of it."""

    rep_id: int | None = None
    """None for the message of a brainstorm, which a whole channel reads."""
    channel: str | None = None
    """Where it is shown, or where it is asked for."""


@dataclass(frozen=True, slots=True)
class Brainstorm:
    """One brainstorm in one channel."""

    id: int
    channel: str
    opened_by: int
    opener: str
    """The name of who opened it."""
    question: str
    phase: Phase
    ideas_minutes: int
    choosing_minutes: int
    opened_at: datetime
    ends_at: datetime | None
    """When the phase is over; None once it is closed."""
    closed_at: datetime | None = None
    choosing_since: datetime | None = None


LONGEST_LOCATION = 100
"""Characters of a place's name, wherever it comes from."""


@dataclass(frozen=True, slots=True)
class BrainstormIdea:
    """What somebody said in a brainstorm."""

    id: int
    brainstorm_id: int
    rep_id: int
    rep_name: str
    text: str
    at: datetime
    merged_into: int | None = None
    """The idea it is the same as, by the word of who had it; where that one is gone, it stands alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An idea that somebody takes on for one account."""

    idea_id: int
    account_id: int
    rhythm: Rhythm
    every_days: int | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody took on for an account, and has not dropped."""

    id: int
    brainstorm_id: int
    idea_id: int
    rep_id: int
    rep_name: str
    account_id: int
    account_name: str
    text: str
    rhythm: Rhythm
    every_days: int | None
    made_at: datetime
    dropped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """One time that somebody did what they took on."""

    id: int
    commitment_id: int
    day: date
    location_id: int | None = None
    touch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """One of an account's places: a store, a plant, an office."""

    id: int
    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Seller:
    """Somebody who may choose in a brainstorm."""

    rep_id: int
    name: str
    slack_id: str | None
    show_name: bool
    """They want to be named beside what they took."""
    reminded: bool
