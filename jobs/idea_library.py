"""The idea library: what was said in brainstorms, and what came of it (NS-17).

However large the team, it takes the same number of statements: what was taken on, what was done of it and
which accounts are watched are read for all of it together.
"""

from collections.abc import Sequence
from datetime import datetime

from jobs.commitments import measure_commitments
from jobs.rules.brainstorms import group_ideas
from jobs.rules.harvests import Harvest, conclude_harvest, find_harvest_times
from jobs.rules.idea_library import (
    IdeaLibrary,
    PastBrainstorm,
    find_kept_ideas,
    list_taken_then,
)
from storage.account_stories import find_newest_stories
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Commitment, LibraryReader, Rhythm
from storage.brainstorms import (
    list_brainstorms,
    list_brainstorms_under_way,
    list_brainstorms_with_ideas,
    read_brainstorm,
)
from storage.commitment_ticks import list_ticks_in
from storage.commitments import count_attention, list_commitments
from storage.database import Transaction

PAGE = 5
"""Brainstorms."""
HARVESTED = 5
"""Brainstorms: what came of older ones is not news."""


def has_library(transaction: Transaction, reader: LibraryReader) -> bool:
    """Return whether anything was said in a brainstorm that is over, of those that somebody may read."""
    return bool(list_brainstorms_with_ideas(transaction, most=1, reader=reader))


def read_library(
    transaction: Transaction, reader: LibraryReader, now: datetime, after: int | None = None
) -> IdeaLibrary:
    """Return a page of the library: the newest brainstorms, or those before the one with the id `after`.

    The first page has what came of the last one, too, and what is under way. Of private channels it has only
    what the reader may see.
    """
    last = None if after is None else read_brainstorm(transaction, after)
    found = list_brainstorms_with_ideas(transaction, most=PAGE + 1, before=last, reader=reader)
    return IdeaLibrary(
        tuple(_read_past(transaction, found[:PAGE])),
        found[PAGE - 1].id if len(found) > PAGE else None,
        read_harvest(transaction, reader, now) if last is None else None,
        tuple(list_brainstorms_under_way(transaction, reader=reader)) if last is None else (),
    )


def _read_past(transaction: Transaction, brainstorms: Sequence[Brainstorm]) -> list[PastBrainstorm]:
    if not brainstorms:
        return []
    ids = [each.id for each in brainstorms]
    said: dict[int, list[BrainstormIdea]] = {each: [] for each in ids}
    taken: dict[int, list[Commitment]] = {each: [] for each in ids}
    for idea in list_brainstorm_ideas(transaction, *ids):
        said[idea.brainstorm_id].append(idea)
    commitments, kept = _read_taken(transaction, ids)
    for each in commitments:
        taken[each.brainstorm_id].append(each)
    return [
        PastBrainstorm(
            each,
            group_ideas(said[each.id], list_taken_then(taken[each.id], each.closed_at)),
            find_kept_ideas(said[each.id], taken[each.id], kept),
        )
        for each in brainstorms
    ]


def read_harvest(
    transaction: Transaction, reader: LibraryReader, now: datetime, before: Brainstorm | None = None
) -> Harvest | None:
    """Return what came of the newest brainstorm of which anything good can be told to the reader (NS-17)."""
    for last in list_brainstorms(transaction, most=HARVESTED, reader=reader):
        if before is not None and last.id >= before.id:
            continue
        taken, kept = _read_taken(transaction, [last.id])
        if not taken:
            continue
        times = find_harvest_times(last, now)
        since: dict[int, int] = {}
        earlier: dict[int, int] = {}
        if times is not None:
            accounts = {each.account_id for each in taken}
            since, earlier = (count_attention(transaction, accounts, *each) for each in times)
        harvest = conclude_harvest(last, taken, kept, earlier, since)
        if harvest is not None:
            return harvest
    return None


def _read_taken(
    transaction: Transaction, brainstorm_ids: Sequence[int]
) -> tuple[Sequence[Commitment], frozenset[int]]:
    """Return all that was ever taken on in these brainstorms, and the ids of what was done at least once.

    What was dropped since stays done.
    """
    taken = list_commitments(transaction, brainstorm_id=brainstorm_ids, dropped=True)
    if not taken:
        return taken, frozenset()
    watchers = {each.account_id for each in taken if each.rhythm is Rhythm.WATCHER}
    news = find_newest_stories(transaction, watchers) if watchers else {}
    progress = measure_commitments(transaction, taken, list_ticks_in(transaction, brainstorm_ids))
    kept = (each for each in progress if each.is_kept_up(news.get(each.commitment.account_id)))
    return taken, frozenset(each.commitment.id for each in kept)
