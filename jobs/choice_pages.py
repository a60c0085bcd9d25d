"""The form for choosing, page by page: each keeps what it asks about, and says what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.brainstorm_choices import Choosing, list_taken, list_unplaced, read_choosing, take_on
from jobs.rules.choices import ChoicePage, add_unshown, list_reworded, make_choices, split_gone
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Rhythm
from storage.brainstorms import hold_brainstorm, read_brainstorm
from storage.database import Transaction
from storage.records import Account, Rep


@dataclass(frozen=True, slots=True)
class TakenPage:
    """What came of a page, and what somebody has taken on by now, on this page and those before."""

    ideas: int
    accounts: int
    feeds: int
    """For how many accounts the news is watched anew, those of the pages before among them."""
    only_watched: bool
    unplaced: Sequence[Account]
    """See `list_unplaced`."""
    gone: int
    """How many of the ideas asked about were taken off the list meanwhile."""
    reworded: Sequence[str]
    """What those say now that were changed meanwhile."""
    following: Choosing | None = None
    """What the next page asks about; None where nothing is left to ask."""


def take_page(
    transaction: Transaction, rep: Rep, brainstorm_id: int, page: ChoicePage, now: datetime
) -> TakenPage | None:
    """Keep what a page holds and leave alone what the others ask about; None where the brainstorm is gone.

    Whether somebody's name is shown is asked on the last page, and stays as it is until then.
    """
    hold_brainstorm(transaction, brainstorm_id)
    if read_brainstorm(transaction, brainstorm_id) is None:
        return None
    choosing = read_choosing(transaction, rep, brainstorm_id)
    own = [each.id for each in choosing.own]
    there = {each.id: each.text for each in list_brainstorm_ideas(transaction, brainstorm_id)}
    # What was merged with another idea while the form was open is chosen under that one now.
    since = {each: choosing.since.get(choosing.roots.get(each, each), {}) for each in page.accounts}
    accounts = add_unshown(page.accounts, since, page.last)
    choices, gone = split_gone(make_choices(accounts, page.often, own), there)
    # One of this page may have been merged with one of those before: then it is asked about again.
    asked = {choosing.roots.get(each, each) for each in page.accounts}
    feeds = take_on(
        transaction,
        rep,
        brainstorm_id,
        choices,
        now,
        show_name=choosing.show_name if page.left else page.show_name,
        apart=[*page.left, *(each for each in page.done if choosing.roots.get(each, each) not in asked)],
    )
    if feeds is None:
        return None
    follows = any(each in choosing.roots for each in page.left)
    taken = list_taken(transaction, rep, brainstorm_id, own)
    return TakenPage(
        ideas=len({choosing.roots.get(each.idea_id, each.idea_id) for each in taken}),
        accounts=len({each.account_id for each in taken}),
        feeds=page.feeds + feeds,
        only_watched=all(each.rhythm is Rhythm.WATCHER for each in taken),
        unplaced=list_unplaced(transaction, taken),
        # The next page itself says what of it is gone.
        gone=gone if follows else gone + len(set(page.left)),
        reworded=list_reworded(page.words, there, (each.idea_id for each in choices)),
        # Read anew: an idea of this page may have been merged with one of the next.
        following=read_choosing(transaction, rep, brainstorm_id) if follows else None,
    )
