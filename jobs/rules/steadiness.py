"""How steady an account's attention was: its touches by fortnight, counted back from today (NS-7). Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.records import Kind

FORTNIGHT_DAYS = 14
FORTNIGHTS = 13
"""Half a year."""


@dataclass(frozen=True, slots=True)
class Fortnight:
    """The touches of fourteen days."""

    first: date
    attention: int = 0
    selling: int = 0
    scheduling: int = 0

    @property
    def touches(self) -> int:
        return self.attention + self.selling + self.scheduling


@dataclass(frozen=True, slots=True)
class Steadiness:
    """In how many of the last fortnights an account got attention; anybody can check it in the list."""

    kept: int
    passed: int
    """13, or as many as there were since the account is known."""


def count_fortnights(
    touches: Iterable[tuple[date, Kind]], today: date, number: int = FORTNIGHTS
) -> tuple[Fortnight, ...]:
    """Return the last fortnights, oldest first; the newest ends today.

    Each touch is its local day and its kind; earlier and later ones are left out.
    """
    counted = Counter(((today - day).days // FORTNIGHT_DAYS, kind) for day, kind in touches if day <= today)
    return tuple(
        Fortnight(
            first=today - timedelta(days=FORTNIGHT_DAYS * (ago + 1) - 1),
            attention=counted[ago, Kind.ATTENTION],
            selling=counted[ago, Kind.SELLING],
            scheduling=counted[ago, Kind.SCHEDULING],
        )
        for ago in reversed(range(number))
    )


def rate_steadiness(fortnights: Sequence[Fortnight], since: date, today: date) -> Steadiness:
    """Return how many of the fortnights since a day had at least one non-selling touch (NS-7).

    `since` is the day from which the account is known: only fortnights count that began on it or later, for
    nobody could have kept the beat before.
    """
    passed = min(len(fortnights), max(0, (today - since).days + 1) // FORTNIGHT_DAYS)
    known = fortnights[len(fortnights) - passed :]
    return Steadiness(sum(each.attention > 0 for each in known), passed)
