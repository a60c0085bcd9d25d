"""What follows from an account's touches for its card. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobs.rules.attention import Verdict, find_clock_day, find_good_until
from jobs.rules.commitments import Progress
from jobs.rules.steadiness import Fortnight, Steadiness, count_fortnights, rate_steadiness
from storage.records import Account, Clock, Kind, Rep, Touch
from storage.story_records import AccountStory, Idea


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account as it stands on one day, for the person who asks."""

    verdict: Verdict
    """As its owner is told."""
    owner: Rep | None
    viewer: Rep
    today: date
    good_until: date
    """The last day on which nothing is wanted; may have passed."""
    fortnights: tuple[Fortnight, ...]
    """Half a year, oldest first."""
    steadiness: Steadiness
    recent: Sequence[Touch]
    """The newest touches, whoever logged them, newest first."""
    news: Sequence[AccountStory] = ()
    promises: Sequence[Progress] = ()
    """What the viewer has taken on: nobody else is shown it."""
    """What its owner took on for it."""
    ideas: Sequence[Idea] = ()
    """What was noted to be brought to them, newest first."""

    @property
    def account(self) -> Account:
        return self.verdict.account


def conclude_card(
    verdict: Verdict,
    touches: Iterable[tuple[date, Kind]],
    recent: Sequence[Touch],
    *,
    owner: Rep | None,
    viewer: Rep,
    today: date,
    clock: Clock,
) -> AccountCard:
    """Return the card of an account with these touches, each as its local day and its kind.

    An account is known from the day it was added, or from its first touch where an import brought older ones.
    """
    known = list(touches)
    fortnights = count_fortnights(known, today)
    known_since = min([verdict.account.added_on, *(day for day, _ in known)])
    clock_day = find_clock_day(verdict.facts, clock)
    good_until = find_good_until(verdict.account, clock_day, verdict.facts.last_order_day)
    return AccountCard(
        verdict=verdict,
        owner=owner,
        viewer=viewer,
        today=today,
        good_until=good_until or verdict.due_on - timedelta(days=1),
        fortnights=fortnights,
        steadiness=rate_steadiness(fortnights, known_since, today),
        recent=recent,
    )
