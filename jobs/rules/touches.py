"""What a person tells about a contact, and what follows once it is in the log. Pure."""

from dataclasses import dataclass, field
from datetime import date

from jobs.rules.commitments import NOTHING_FULFILLED, Fulfilled
from jobs.rules.place_tails import PlaceTail
from storage.brainstorm_records import Location
from storage.records import Account, Kind


@dataclass(frozen=True, slots=True)
class TouchDraft:
    """A contact as a person told it."""

    note: str
    day: date
    kind: Kind = Kind.ATTENTION
    with_whom: str | None = None
    place: str | None = None
    lines: tuple[str, ...] = ()
    order_placed: bool = False
    tails: tuple[PlaceTail, ...] = field(default=(), compare=False)
    """Of what was typed, what stands behind each "at": the names of locations perhaps."""
    said_at: str | None = field(default=None, compare=False)
    """Where the note says that it was."""
    maybe_at: tuple[Location, ...] = field(default=(), compare=False)
    """Locations of the account that the note names, and perhaps was at."""


@dataclass(frozen=True, slots=True)
class LoggedTouch:
    """A touch that is in the log, and what follows for its account."""

    touch_id: int
    account: Account
    draft: TouchDraft
    today: date
    good_until: date | None
    """The last day the account needs nothing; None where this touch does not restart its clock and
    nothing before it did."""
    restarts_clock: bool = True
    """Whether this touch counts as attention."""
    again: bool = False
    """It was there already: the same words a moment ago, or the same request."""
    fulfilled: Fulfilled = NOTHING_FULFILLED
    """What somebody had taken on and has done with it (NS-14)."""
    ask_kind: bool = False
    """Its words smell of a sale, so the person is asked (NS-1)."""
