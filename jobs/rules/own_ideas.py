"""What somebody may do with what they have said in a brainstorm themselves. Pure (NS-11, NS-13).

Only whoever had an idea changes it or takes it off the list, and nobody else loses anything by it: neither
an idea of theirs nor the words of what they took on. Which idea is the same as which is given as new
pointers, by the id of an idea: to another one, or None where it stands alone again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jobs.rules.brainstorms import IdeasTrouble, find_root, find_similar_idea, judge_ideas, split_ideas
from storage.brainstorm_records import BrainstormIdea, Commitment
from storage.names import fold

Pointers = Mapping[int, int | None]


class Hold(StrEnum):
    """Why an idea stays as it is."""

    OTHERS = "others took it on"
    """With these words: others would change what they promised."""
    BEFORE = "somebody had taken it on"
    """They have dropped it, and what they did of it stays counted (NS-17)."""
    SELF = "only who had it took it on"
    """They may change what they promise themselves."""


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """Something that somebody has said, and what they may do with it."""

    idea: BrainstormIdea
    hold: Hold | None = None
    takers: int = 0
    """How many other people have it among what they do."""
    head: BrainstormIdea | None = None
    """What it was put together with, and is listed as."""
    joined: tuple[str, ...] = ()
    """Who else called theirs the same as this one."""
    same_words: bool = False
    """Somebody has said the very same, and that stands once."""

    @property
    def may_change(self) -> bool:
        return self.hold in (None, Hold.SELF)

    @property
    def may_remove(self) -> bool:
        return self.hold is None

    @property
    def may_part(self) -> bool:
        return self.head is not None and not self.same_words


class ChangeTrouble(StrEnum):
    """Why an idea does not get the words that were typed."""

    NOTHING = "nothing"
    SEVERAL = "several lines"
    TOO_LONG = "too long"
    SAID = "said already"
    GONE = "gone"
    HELD = "taken on"


class PressTrouble(StrEnum):
    """Why an idea is not taken off the list, or not taken apart."""

    GONE = "gone"
    NOT_THEIRS = "somebody else's"
    HELD = "taken on"
    ALONE = "stands alone"
    SAME_WORDS = "says the same"


@dataclass(frozen=True, slots=True)
class RemovedIdea:
    """What has to be known of an idea to put it back on the list."""

    id: int
    """That it had."""
    text: str
    into: int | None
    """What it was put together with."""


def list_own_ideas(
    rep_id: int, ideas: Sequence[BrainstormIdea], commitments: Sequence[Commitment]
) -> list[OwnIdea]:
    """Return what somebody has said, the newest first. Of `commitments`, the dropped ones count too."""
    return [
        describe_own_idea(each, ideas, commitments)
        for each in sorted(ideas, key=lambda each: -each.id)
        if each.rep_id == rep_id
    ]


def find_own_idea(
    rep_id: int, idea_id: int, ideas: Sequence[BrainstormIdea], commitments: Sequence[Commitment]
) -> OwnIdea | None:
    """Return one of somebody's ideas; None where it is gone, or somebody else's."""
    own = [each for each in ideas if each.id == idea_id and each.rep_id == rep_id]
    return describe_own_idea(own[0], ideas, commitments) if own else None


def describe_own_idea(
    idea: BrainstormIdea, ideas: Sequence[BrainstormIdea], commitments: Iterable[Commitment]
) -> OwnIdea:
    by_id = {each.id: each for each in ideas}
    under = find_under(idea.id, ideas)
    taken = [each for each in commitments if each.idea_id in under]
    others = {each.rep_id for each in taken if each.dropped_at is None} - {idea.rep_id}
    hold = None
    if others:
        hold = Hold.OTHERS
    elif any(each.rep_id != idea.rep_id for each in taken):
        hold = Hold.BEFORE
    elif taken:
        hold = Hold.SELF
    head = find_root(idea, by_id)
    joined = (each.rep_name for each in ideas if each.id in under and each.rep_id != idea.rep_id)
    return OwnIdea(
        idea,
        hold,
        len(others),
        None if head.id in under else head,
        tuple(dict.fromkeys(joined)),
        any(each.id not in under and fold(each.text) == fold(idea.text) for each in ideas),
    )


def find_under(idea_id: int, ideas: Iterable[BrainstormIdea]) -> frozenset[int]:
    """Return an idea's id with those that were said to be the same as it, also by way of others."""
    by_head: dict[int, list[int]] = {}
    for each in ideas:
        if each.merged_into is not None:
            by_head.setdefault(each.merged_into, []).append(each.id)
    found: set[int] = set()
    waiting = [idea_id]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += by_head.get(here, [])
    return frozenset(found)


def judge_change(typed: str, own: OwnIdea | None, ideas: Iterable[BrainstormIdea]) -> ChangeTrouble | None:
    """Return what is in the way of giving an idea the words that were typed."""
    if own is None:
        return ChangeTrouble.GONE
    if not own.may_change:
        return ChangeTrouble.HELD
    lines = split_ideas(typed)
    if len(lines) > 1:
        return ChangeTrouble.SEVERAL
    match judge_ideas(typed):
        case IdeasTrouble.NOTHING:
            return ChangeTrouble.NOTHING
        case IdeasTrouble.TOO_LONG:
            return ChangeTrouble.TOO_LONG
        case _:
            pass
    mine = (each for each in ideas if each.rep_id == own.idea.rep_id and each.id != own.idea.id)
    return ChangeTrouble.SAID if any(fold(each.text) == fold(lines[0]) for each in mine) else None


def judge_removal(
    rep_id: int, idea_id: int, ideas: Sequence[BrainstormIdea], commitments: Sequence[Commitment]
) -> PressTrouble | None:
    """Return what is in the way of taking an idea off the list: nothing, while nobody has taken it on."""
    own = find_own_idea(rep_id, idea_id, ideas, commitments)
    if own is None:
        return _tell_absence(idea_id, ideas)
    return None if own.may_remove else PressTrouble.HELD


def judge_rewording(
    rep_id: int, idea_id: int, ideas: Sequence[BrainstormIdea], commitments: Sequence[Commitment]
) -> PressTrouble | None:
    """Return what is in the way of giving an idea other words, whatever they are."""
    own = find_own_idea(rep_id, idea_id, ideas, commitments)
    if own is None:
        return _tell_absence(idea_id, ideas)
    return None if own.may_change else PressTrouble.HELD


def judge_parting(rep_id: int, idea_id: int, ideas: Sequence[BrainstormIdea]) -> PressTrouble | None:
    """Return what is in the way of taking an idea out of those it was put together with."""
    own = find_own_idea(rep_id, idea_id, ideas, ())
    if own is None:
        return _tell_absence(idea_id, ideas)
    if own.head is None:
        return PressTrouble.ALONE
    return None if own.may_part else PressTrouble.SAME_WORDS


def _tell_absence(idea_id: int, ideas: Iterable[BrainstormIdea]) -> PressTrouble:
    return PressTrouble.NOT_THEIRS if any(each.id == idea_id for each in ideas) else PressTrouble.GONE


def settle_merge(mine: BrainstormIdea, into: BrainstormIdea, ideas: Iterable[BrainstormIdea]) -> Pointers:
    """Return how an idea is put together with another; nothing where that one is listed as this already."""
    return {} if into.id in find_under(mine.id, ideas) else {mine.id: into.id}


def settle_change(idea: BrainstormIdea, text: str, ideas: Sequence[BrainstormIdea]) -> Pointers:
    """Return which ideas stand together otherwise once one has other words.

    What was put together stays so while it is alike, as it was when that was offered; what was said to be
    the same as the old words is never listed as something else. The very same words stand once (NS-11).
    """
    if fold(text) == fold(idea.text):
        return {}
    changed = replace(idea, text=text)
    moved = _free_once([each for each in _list_joined(idea, ideas) if not _are_alike(changed, each)])
    same = _find_same_words(changed, ideas)
    parent = next((each for each in ideas if each.id == idea.merged_into), None)
    if same is not None:
        return {**moved, idea.id: same.id}
    if parent is not None and not _are_alike(changed, parent):
        return {**moved, idea.id: None}
    return moved


def settle_removal(idea: BrainstormIdea, ideas: Sequence[BrainstormIdea]) -> Pointers:
    """Return which ideas stand together otherwise once one is off the list.

    What was said to be the same still points to it, so that it can come back with them; until then each of
    them stands alone. Only the very same words go on standing once.
    """
    return {key: head for key, head in _free_once(_list_joined(idea, ideas)).items() if head is not None}


def settle_return(
    returned: BrainstormIdea, former_id: int, into: int | None, ideas: Sequence[BrainstormIdea]
) -> Pointers:
    """Return which ideas stand together again once one is back on the list, under another number.

    `into` is what it was put together with. A press can be forged: of others' ideas only those come along
    that were said to be the same as what is gone, and are alike.
    """
    there = {each.id for each in ideas}
    left = [] if former_id in there else [each for each in ideas if each.merged_into == former_id]
    moved: dict[int, int | None] = {
        each.id: returned.id for each in left if each.id != returned.id and _are_alike(returned, each)
    }
    after = move_pointers(ideas, moved)
    same = _find_same_words(returned, after)
    head = same.id if same is not None else into
    if head is not None and head in there and head not in find_under(returned.id, after):
        moved[returned.id] = head
    return moved


def name_freed(idea: BrainstormIdea, ideas: Iterable[BrainstormIdea], moved: Pointers) -> tuple[str, ...]:
    """Return whose ideas stand alone again because one was changed."""
    freed = (each for each in ideas if each.id != idea.id and moved.get(each.id, each.id) is None)
    return tuple(dict.fromkeys(each.rep_name for each in freed if each.rep_id != idea.rep_id))


def move_pointers(ideas: Iterable[BrainstormIdea], moved: Pointers) -> list[BrainstormIdea]:
    """Return the ideas as they stand after that."""
    return [replace(each, merged_into=moved.get(each.id, each.merged_into)) for each in ideas]


def _list_joined(idea: BrainstormIdea, ideas: Iterable[BrainstormIdea]) -> list[BrainstormIdea]:
    return [each for each in ideas if each.merged_into == idea.id and each.id != idea.id]


def _free_once(ideas: Iterable[BrainstormIdea]) -> dict[int, int | None]:
    """Let these stand alone, and the very same words once."""
    first: dict[str, int] = {}
    moved: dict[int, int | None] = {}
    for each in ideas:
        head = first.setdefault(fold(each.text), each.id)
        moved[each.id] = None if head == each.id else head
    return moved


def _find_same_words(idea: BrainstormIdea, ideas: Sequence[BrainstormIdea]) -> BrainstormIdea | None:
    """Return the first idea that says the very same and is not listed as this one."""
    under = find_under(idea.id, ideas)
    return next((each for each in ideas if each.id not in under and fold(each.text) == fold(idea.text)), None)


def _are_alike(one: BrainstormIdea, other: BrainstormIdea) -> bool:
    if fold(one.text) == fold(other.text):
        return True
    return find_similar_idea(one, [replace(other, merged_into=None)]) is not None
