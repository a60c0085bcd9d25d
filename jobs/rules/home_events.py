"""What has happened to somebody lately, as their Home tells it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from storage.records import HandedCount

UNDELIVERED_FOR = timedelta(days=30)
HANDED_FOR = timedelta(days=1)
RECEIVED_FOR = timedelta(days=7)
MOST_HANDED = 5


@dataclass(frozen=True, slots=True)
class HandedLately:
    """A hand-over of a manager's that can still be undone where it stands."""

    token: str
    owner: str
    """Whose the accounts were."""
    takers: tuple[str, ...]
    accounts: int


@dataclass(frozen=True, slots=True)
class HomeEvents:
    """Nothing of it asks for anything; each line goes away by itself."""

    undelivered_to: tuple[str, ...] = ()
    """For a manager: to whom a message was given up lately, one more than are named at most."""
    handed: tuple[HandedLately, ...] = ()
    received: tuple[tuple[str, int], ...] = ()
    """From whom accounts came, and how many."""


def sum_up_handed(counts: Iterable[HandedCount], names: Mapping[int, str]) -> tuple[HandedLately, ...]:
    """Return a manager's hand-overs, newest first as `counts` is: one line each, whoever got something."""
    of_token: dict[str, list[HandedCount]] = {}
    for each in counts:
        of_token.setdefault(each.token, []).append(each)
    return tuple(
        HandedLately(
            token,
            names.get(parts[0].from_rep_id, ""),
            tuple(names.get(each.to_rep_id, "") for each in parts),
            sum(each.accounts for each in parts),
        )
        for token, parts in list(of_token.items())[:MOST_HANDED]
    )
