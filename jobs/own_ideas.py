"""What people do with what they have said in a brainstorm themselves: change it, remove it, take it apart.

Each of these holds the brainstorm, so that nobody takes an idea on while it changes or goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.rules.brainstorms import judge_ideas, split_ideas
from jobs.rules.own_ideas import (
    ChangeTrouble,
    OwnIdea,
    Pointers,
    PressTrouble,
    RemovedIdea,
    find_own_idea,
    judge_change,
    judge_parting,
    judge_removal,
    judge_rewording,
    list_own_ideas,
    name_freed,
    settle_change,
    settle_merge,
    settle_removal,
    settle_return,
)
from storage.brainstorm_ideas import (
    add_brainstorm_idea,
    change_brainstorm_idea,
    list_brainstorm_ideas,
    merge_brainstorm_idea,
    read_brainstorm_idea,
    remove_brainstorm_idea,
)
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Commitment
from storage.brainstorms import hold_brainstorm, read_brainstorm
from storage.commitments import list_commitments
from storage.database import Transaction
from storage.records import Rep


@dataclass(frozen=True, slots=True)
class OwnIdeas:
    """What somebody has said in a brainstorm."""

    brainstorm: Brainstorm
    ideas: Sequence[OwnIdea]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class ChangedIdea:
    """An idea with its new words."""

    text: str
    freed: tuple[str, ...]
    """Whose ideas had been called the same as the old words, and stand alone now."""


def read_own_ideas(transaction: Transaction, rep: Rep, brainstorm_id: int) -> OwnIdeas | None:
    """Return what somebody has said, and what they may do with it; None where the brainstorm is gone."""
    brainstorm = read_brainstorm(transaction, brainstorm_id)
    if brainstorm is None:
        return None
    return OwnIdeas(brainstorm, list_own_ideas(rep.id, *_read_all(transaction, brainstorm_id)))


def find_changeable_idea(
    transaction: Transaction, rep: Rep, brainstorm_id: int, idea_id: int
) -> OwnIdea | PressTrouble:
    """Return one of somebody's ideas that may get other words, or what is in the way."""
    ideas, commitments = _read_all(transaction, brainstorm_id)
    own = find_own_idea(rep.id, idea_id, ideas, commitments)
    trouble = judge_rewording(rep.id, idea_id, ideas, commitments)
    return trouble or own or PressTrouble.GONE


def change_own_idea(
    transaction: Transaction, rep: Rep, brainstorm_id: int, idea_id: int, typed: str
) -> ChangedIdea | ChangeTrouble:
    """Give one of somebody's ideas other words, or return what is in the way."""
    hold_brainstorm(transaction, brainstorm_id)
    ideas, commitments = _read_all(transaction, brainstorm_id)
    own = find_own_idea(rep.id, idea_id, ideas, commitments)
    trouble = judge_change(typed, own, ideas)
    if own is None or trouble is not None:
        return trouble or ChangeTrouble.GONE
    text = split_ideas(typed)[0]
    moved = settle_change(own.idea, text, ideas)
    change_brainstorm_idea(transaction, idea_id, text)
    _keep_pointers(transaction, moved)
    return ChangedIdea(text, name_freed(own.idea, ideas, moved))


def remove_own_idea(
    transaction: Transaction, rep: Rep, brainstorm_id: int, idea_id: int
) -> OwnIdea | PressTrouble:
    """Take one of somebody's ideas off the list and return it as it was, or return what is in the way."""
    hold_brainstorm(transaction, brainstorm_id)
    ideas, commitments = _read_all(transaction, brainstorm_id)
    own = find_own_idea(rep.id, idea_id, ideas, commitments)
    trouble = judge_removal(rep.id, idea_id, ideas, commitments)
    if own is None or trouble is not None:
        return trouble or PressTrouble.GONE
    remove_brainstorm_idea(transaction, idea_id)
    _keep_pointers(transaction, settle_removal(own.idea, ideas))
    return own


def return_own_idea(
    transaction: Transaction, rep: Rep, brainstorm_id: int, removed: RemovedIdea, now: datetime
) -> bool:
    """Put back what somebody has taken off the list, with what stood with it; False where it is there.

    The press can be forged, so that it is kept as if they had said it now.
    """
    hold_brainstorm(transaction, brainstorm_id)
    if read_brainstorm(transaction, brainstorm_id) is None or judge_ideas(removed.text) is not None:
        return False
    text = split_ideas(removed.text)[0]
    returned_id = add_brainstorm_idea(transaction, brainstorm_id, rep.id, text, now)
    returned = None if returned_id is None else read_brainstorm_idea(transaction, returned_id)
    if returned is None:
        return False
    ideas = list_brainstorm_ideas(transaction, brainstorm_id)
    _keep_pointers(transaction, settle_return(returned, removed.id, removed.into, ideas))
    return True


def part_own_idea(
    transaction: Transaction, rep: Rep, brainstorm_id: int, idea_id: int
) -> OwnIdea | PressTrouble:
    """Let one of somebody's ideas stand alone again ("Keep both", said later), or say what is in the way."""
    hold_brainstorm(transaction, brainstorm_id)
    ideas, commitments = _read_all(transaction, brainstorm_id)
    own = find_own_idea(rep.id, idea_id, ideas, commitments)
    trouble = judge_parting(rep.id, idea_id, ideas)
    if own is None or trouble is not None:
        return trouble or PressTrouble.GONE
    merge_brainstorm_idea(transaction, idea_id, None)
    return own


def merge_own_idea(transaction: Transaction, rep: Rep, idea_id: int, into: int) -> int | None:
    """Let somebody say that an idea of theirs is the same as another; returns the brainstorm's id.

    None where it is not theirs, the other is of another brainstorm, or one was taken off the list meanwhile.
    """
    mine, other = read_brainstorm_idea(transaction, idea_id), read_brainstorm_idea(transaction, into)
    if mine is None or other is None or mine.id == other.id or mine.rep_id != rep.id:
        return None
    if other.brainstorm_id != mine.brainstorm_id:
        return None
    # Two who call theirs the same as each other's at once would make a circle.
    hold_brainstorm(transaction, mine.brainstorm_id)
    ideas = list_brainstorm_ideas(transaction, mine.brainstorm_id)
    if not {idea_id, into} <= {each.id for each in ideas}:
        return None
    _keep_pointers(transaction, settle_merge(mine, other, ideas))
    return mine.brainstorm_id


def _read_all(
    transaction: Transaction, brainstorm_id: int
) -> tuple[Sequence[BrainstormIdea], Sequence[Commitment]]:
    return (
        list_brainstorm_ideas(transaction, brainstorm_id),
        list_commitments(transaction, brainstorm_id=brainstorm_id, dropped=True),
    )


def _keep_pointers(transaction: Transaction, moved: Pointers) -> None:
    for idea_id, head in moved.items():
        merge_brainstorm_idea(transaction, idea_id, head)
