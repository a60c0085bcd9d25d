"""The idea library: what was said in the brainstorms that are over, and what became of it. Pure (NS-17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.rules.brainstorms import IdeaGroup, find_root
from jobs.rules.harvests import Harvest
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Commitment


@dataclass(frozen=True, slots=True)
class PastBrainstorm:
    """A brainstorm as the idea library keeps it."""

    brainstorm: Brainstorm
    groups: tuple[IdeaGroup, ...]
    kept: frozenset[int] = frozenset()
    """The ids of the ideas that somebody has done, or begun."""

    def rank_groups(self) -> list[IdeaGroup]:
        """Return what was done or begun first, then what was taken on most often."""
        return sorted(self.groups, key=lambda each: (each.id not in self.kept, -each.taken, each.id))


@dataclass(frozen=True, slots=True)
class IdeaLibrary:
    """A page of the brainstorms that are over, newest first; none without an idea."""

    past: tuple[PastBrainstorm, ...] = ()
    earlier: int | None = None
    """After which brainstorm the next page begins; None on the last one."""
    harvest: Harvest | None = None
    under_way: tuple[Brainstorm, ...] = ()


def find_kept_ideas(
    ideas: Sequence[BrainstormIdea], commitments: Iterable[Commitment], kept: Iterable[int]
) -> frozenset[int]:
    """Return the ideas that were done or begun; `kept` are the ids of the commitments that were."""
    by_id = {each.id: each for each in ideas}
    done = frozenset(kept)
    return frozenset(
        find_root(by_id[each.idea_id], by_id).id
        for each in commitments
        if each.id in done and each.idea_id in by_id
    )


def list_taken_then(taken: Iterable[Commitment], closed_at: datetime | None) -> list[Commitment]:
    """Return what was taken on in a brainstorm, as it was when it closed, and since.

    What somebody dropped later, or goes on with from a newer one, was taken on there all the same.
    """
    return [
        each
        for each in taken
        if each.dropped_at is None or (closed_at is not None and each.dropped_at > closed_at)
    ]
