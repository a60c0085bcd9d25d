"""How a file is to be read, as asked for on the command line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.csv_files.dates import DateOrder
from storage.database import Transaction
from storage.records import Kind, Tier, Touch


def _judge_nothing(_note: str, _order_placed: bool) -> Kind:  # noqa: FBT001 (as a callable of two)
    return Kind.ATTENTION


def _name_days(_tier: Tier, ideal_days: int | None) -> str:
    return "" if ideal_days is None else f"every {ideal_days} days"


def _follow_nothing(_transaction: Transaction, _corrected: Sequence[Touch], _now: datetime) -> None:
    pass


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the file itself does not say."""

    mapping: Mapping[str, str] = field(default_factory=dict[str, str])
    """Their column → ours."""
    date_order: DateOrder | None = None
    zone: str | None = None
    """Where the times without an offset were written down; without it, where each rep is."""
    add_accounts: bool = False
    """Whether a touch may bring its account along."""
    dry_run: bool = False
    judge_kind: Callable[[str, bool], Kind] = _judge_nothing
    """What a touch counts as whose row names no kind, by its note and whether an order was placed."""
    name_beat: Callable[[Tier, int | None], str] = _name_days
    """How often an account with this tier and interval of its own is due, in words."""
    follow_touches: Callable[[Transaction, Sequence[Touch], datetime], None] = _follow_nothing
    """What follows, in the same transaction, where a file has corrected touches of accounts for which
    somebody has taken something on; they are given as they were."""


def is_zone(name: str) -> bool:
    """Return whether there is an IANA zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=512)
def open_zone(name: str) -> ZoneInfo:
    """Return the IANA zone; an odd one from somebody's profile means UTC."""
    return ZoneInfo(name if is_zone(name) else "UTC")


def place_in_time(moment: date | datetime, zone: str) -> datetime:
    """Return the instant, in UTC, of what somebody in `zone` wrote down; a mere day stands for its noon."""
    if not isinstance(moment, datetime):
        # Noon is on the same day in nearly every zone.
        moment = datetime.combine(moment, time(12))
    return (moment if moment.tzinfo else moment.replace(tzinfo=open_zone(zone))).astimezone(UTC)


def day_of(moment: date | datetime, zone: str) -> date:
    """Return the calendar day: as it is written, or of a moment with an offset the day in `zone`."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(open_zone(zone)) if moment.tzinfo else moment).date()
