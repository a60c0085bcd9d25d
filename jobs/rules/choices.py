"""What somebody chooses in a form: what of it is kept, what has changed meanwhile. Pure (NS-13)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

from jobs.rules.commitments import HOW_OFTEN
from storage.brainstorm_records import Choice, Commitment

MOST_SHOWN = 100
"""Accounts that stand in one field as chosen: of many more Slack would find the form too large."""


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What somebody hands in on a page of the form: for which accounts, and how often, by idea."""

    accounts: Mapping[int, Sequence[int]]
    often: Mapping[int, str]
    show_name: bool = False
    """Asked on the last page only."""
    done: Sequence[int] = ()
    """The ideas asked about on the pages before."""
    left: Sequence[int] = ()
    """Those for which there was no room yet."""
    words: Mapping[str, object] = field(default_factory=dict[str, object])
    last: Mapping[int, int] = field(default_factory=dict[int, int])
    """See `mark_words` and `mark_last_shown`."""
    feeds: int = 0
    """For how many accounts the pages before had the news watched."""


def settle_choices(
    chosen: Iterable[Choice],
    before: Sequence[Commitment],
    roots: Mapping[int, int],
    own: Iterable[int],
    apart: Iterable[int] = (),
) -> tuple[list[Choice], list[int]]:
    """Return what is to be kept of what somebody chooses anew, and the ids of what they drop with it.

    `before` is all they ever took on there, and `roots` what each idea is the same as by now: who had taken
    an idea that was merged since goes on with it, ticks and all. What was for an account that is somebody
    else's by now is on no form, so it is left alone; so are the ideas `apart`, which are asked about on
    another page.
    """
    mine, elsewhere = frozenset(own), frozenset(roots.get(each, each) for each in apart)
    there: dict[tuple[int, int], Commitment] = {}
    for each in sorted(before, key=lambda each: (each.dropped_at is not None, each.id)):
        there.setdefault((roots.get(each.idea_id, each.idea_id), each.account_id), each)
    kept: dict[tuple[int, int], Choice] = {}
    for each in chosen:
        if each.idea_id in roots:
            pair = (roots[each.idea_id], each.account_id)
            idea_id = there[pair].idea_id if pair in there else pair[0]
            kept[pair] = replace(each, idea_id=idea_id)
    going_on = {(each.idea_id, each.account_id) for each in kept.values()}
    dropped = [
        each.id
        for each in before
        if each.dropped_at is None
        and each.account_id in mine
        and roots.get(each.idea_id, each.idea_id) not in elsewhere
        and (each.idea_id, each.account_id) not in going_on
    ]
    return list(kept.values()), dropped


def mark_words(ideas: Mapping[int, str]) -> dict[str, int]:
    """Return a mark of the words of each idea, for a form to remember: JSON has no numbers for keys."""
    return {str(idea_id): crc32(text.encode()) for idea_id, text in ideas.items()}


def list_reworded(marks: Mapping[str, object], ideas: Mapping[int, str], chosen: Iterable[int]) -> list[str]:
    """Return what the chosen ideas say now that have got other words since a form was opened."""
    now = mark_words({each: ideas[each] for each in dict.fromkeys(chosen) if each in ideas})
    return [ideas[int(each)] for each, mark in now.items() if marks.get(each, mark) != mark]


def split_gone(choices: Iterable[Choice], there: Collection[int]) -> tuple[list[Choice], int]:
    """Return the choices of ideas that are on the list, and how many ideas were taken off it meanwhile."""
    chosen = list(choices)
    kept = [each for each in chosen if each.idea_id in there]
    return kept, len({each.idea_id for each in chosen} - set(there))


def mark_last_shown(since: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    """Return a mark of the last account for which each field has room, for a form to remember.

    `since` has the accounts chosen for each idea, with a number that grows in the order in which they are
    shown and stays, whatever is dropped. Where there is room for all there is no mark.
    """
    return {
        idea_id: sorted(chosen.values())[MOST_SHOWN - 1]
        for idea_id, chosen in since.items()
        if len(chosen) > MOST_SHOWN
    }


def add_unshown(
    accounts: Mapping[int, Sequence[int]], since: Mapping[int, Mapping[int, int]], last: Mapping[int, int]
) -> dict[int, Sequence[int]]:
    """Return the accounts that a form holds for each idea, with those for which it had no room.

    Those are behind its `last`, as the form was opened: of what is chosen now, some may have been dropped
    meanwhile, and those behind are no more of its first hundred than they were.
    """
    return {
        idea_id: [
            *chosen,
            *(
                account_id
                for account_id, number in since.get(idea_id, {}).items()
                if idea_id in last and number > last[idea_id]
            ),
        ]
        for idea_id, chosen in accounts.items()
    }


def make_choices(
    accounts: Mapping[int, Iterable[int]], how_often: Mapping[int, str], own: Iterable[int]
) -> list[Choice]:
    """Return what somebody takes on, from the accounts and the rhythm that a form holds for each idea.

    Only for accounts of their own: nobody is given work by another (NS-13), and a form can be forged.
    """
    mine = frozenset(own)
    return [
        Choice(idea_id, account_id, *HOW_OFTEN.get(how_often.get(idea_id, ""), HOW_OFTEN["once"]))
        for idea_id, chosen in accounts.items()
        for account_id in dict.fromkeys(chosen)
        if account_id in mine
    ]
