"""The idea library: what was said in brainstorms, and what came of it (NS-17)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from jobs.commitments import measure_commitments
from jobs.rules.brainstorms import group_ideas
from jobs.rules.harvests import Harvest, conclude_harvest, find_harvest_days
from jobs.rules.idea_library import IdeaLibrary, PastBrainstorm, find_kept_ideas
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Brainstorm, Commitment
from storage.brainstorms import (
    list_brainstorms,
    list_brainstorms_with_ideas,
    list_open_brainstorms,
    read_brainstorm,
)
from storage.commitments import count_attention, list_commitments
from storage.database import Transaction
from storage.feeds import list_feeds

PAGE = 5
"""Brainstorms."""


def has_library(transaction: Transaction) -> bool:
    """Return whether anything was said in a brainstorm that is over."""
    return bool(list_brainstorms_with_ideas(transaction, most=1))


def read_library(transaction: Transaction, now: datetime, after: int | None = None) -> IdeaLibrary:
    """Return a page of the library: the newest brainstorms, or those before the one with the id `after`.

    The first page has what came of the last one, too, and what is under way.
    """
    last = None if after is None else read_brainstorm(transaction, after)
    found = list_brainstorms_with_ideas(transaction, most=PAGE + 1, before=last)
    return IdeaLibrary(
        tuple(_read_past(transaction, each) for each in found[:PAGE]),
        found[PAGE - 1].id if len(found) > PAGE else None,
        read_harvest(transaction, now) if last is None else None,
        tuple(list_under_way(transaction)) if last is None else (),
    )


def list_under_way(transaction: Transaction) -> list[Brainstorm]:
    """Return the brainstorms that go on now."""
    found = [
        read_brainstorm(transaction, brainstorm_id)
        for workspace, brainstorm_id in list_open_brainstorms(transaction.connection)
        if workspace == transaction.workspace
    ]
    return [each for each in found if each is not None]


def _read_past(transaction: Transaction, brainstorm: Brainstorm) -> PastBrainstorm:
    ideas = list_brainstorm_ideas(transaction, brainstorm.id)
    taken = list_commitments(transaction, brainstorm_id=brainstorm.id)
    kept = find_kept_ideas(ideas, taken, _list_kept(transaction, taken))
    return PastBrainstorm(brainstorm, group_ideas(ideas, taken), kept)


def read_harvest(transaction: Transaction, now: datetime, before: Brainstorm | None = None) -> Harvest | None:
    """Return what came of the newest brainstorm of which anything good can be told (NS-17)."""
    for last in list_brainstorms(transaction, most=5):
        if before is not None and last.id >= before.id:
            continue
        taken = list_commitments(transaction, brainstorm_id=last.id)
        if not taken:
            continue
        first, today = (date.fromordinal(each) for each in find_harvest_days(last, now))
        days, a_day = today - first, timedelta(days=1)
        accounts = {each.account_id for each in taken}
        harvest = conclude_harvest(
            last,
            taken,
            _list_kept(transaction, taken),
            count_attention(transaction, accounts, first - days - a_day, first - a_day),
            count_attention(transaction, accounts, first, today),
        )
        if harvest is not None:
            return harvest
    return None


def _list_kept(transaction: Transaction, taken: Sequence[Commitment]) -> list[int]:
    """Return the ids of what was done at least once."""
    return [
        each.commitment.id
        for each in measure_commitments(transaction, taken)
        if each.is_kept_up(watched=bool(list_feeds(transaction, each.commitment.account_id)))
    ]
