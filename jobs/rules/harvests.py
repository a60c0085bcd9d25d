"""What came of a brainstorm: what was kept up, and which clients hear more often since. Pure (NS-17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobs.rules.weeks import local_day
from storage.brainstorm_records import Brainstorm, Commitment

Days = tuple[date, date]
FAIR_TIME = timedelta(days=14)
"""Before that, whom people hear from more often says nothing."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What came of the brainstorm before this one (NS-17)."""

    day: date
    """When that one was, where the reader is."""
    kept_ideas: tuple[str, ...]
    """The ideas that were done, or begun, at least once; the most often kept first."""
    grown: tuple[tuple[str, int, int], ...]
    """Accounts with more attention since than in as long a time before: name, before, since."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What there is of the brainstorms before one."""

    harvest: Harvest | None = None
    has_library: bool = False
    """Anything was said in them."""


NOTHING_EARLIER = Earlier()


def conclude_harvest(
    day: date,
    commitments: Sequence[Commitment],
    kept: Iterable[int],
    before: Mapping[int, int],
    since: Mapping[int, int],
) -> Harvest | None:
    """Return what came of the brainstorm of that day; None where nothing has yet.

    Only what is good is told, and no score.
    `kept` are the ids of the commitments that were done at least once, `before` and `since` count the
    non-selling touches of their accounts in two equally long times.
    """
    done = frozenset(kept)
    times: dict[str, int] = {}
    for each in commitments:
        if each.id in done:
            times[each.text] = times.get(each.text, 0) + 1
    names = {each.account_id: each.account_name for each in commitments}
    grown = [
        (name, before.get(account_id, 0), since.get(account_id, 0))
        for account_id, name in names.items()
        if since.get(account_id, 0) > before.get(account_id, 0)
    ]
    if not times and not grown:
        return None
    return Harvest(
        day,
        tuple(sorted(times, key=lambda text: (-times[text], text))),
        tuple(sorted(grown, key=lambda each: (each[1] - each[2], each[0]))),
    )


def find_brainstorm_day(brainstorm: Brainstorm, zone: str) -> date:
    """Return the day of a brainstorm on the clocks of whoever reads of it: moments are kept in UTC.

    It is the day it was opened, for that is the meeting people remember: the bot may close it days later.
    """
    return local_day(brainstorm.opened_at, zone)


def find_harvest_times(held: date, today: date) -> tuple[Days, Days] | None:
    """Return the days since that of a brainstorm, and as many up to and with it; each the first and the last.

    The day of the meeting counts for the time before it: what was done in the morning did not come of it.
    None until enough days have passed to tell anything.
    """
    days = today - held
    if days < FAIR_TIME:
        return None
    a_day = timedelta(days=1)
    return (held + a_day, today), (held - days + a_day, held)
