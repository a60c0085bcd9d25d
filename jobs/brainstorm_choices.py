"""What people do in a brainstorm: say ideas, and choose what they take on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jobs.commitments import measure_commitments
from jobs.holidays import find_country_of
from jobs.rules.brainstorms import (
    MOST_IDEAS_AT_ONCE,
    IdeaGroup,
    find_root,
    find_similar_idea,
    group_ideas,
    split_ideas,
)
from jobs.rules.choices import settle_choices
from jobs.rules.commitments import find_taken_before, read_how_often
from jobs.rules.feeds import WatchedFeed, search_google_news
from jobs.rules.reminders import choose_reminded
from jobs.watching import WatchedAgain, watch_feed
from storage.accounts import list_accounts_by_id, list_accounts_of, read_account
from storage.brainstorm_ideas import (
    add_brainstorm_idea,
    list_brainstorm_ideas,
    merge_brainstorm_idea,
    read_brainstorm_idea,
)
from storage.brainstorm_records import BrainstormIdea, Choice, Commitment, Phase, Rhythm, Seller
from storage.brainstorms import (
    add_sellers,
    change_showing,
    hold_brainstorm,
    list_sellers,
    note_reminder,
    read_brainstorm,
)
from storage.commitment_ticks import carry_ticks
from storage.commitments import add_commitments, drop_commitment, list_commitments
from storage.database import Transaction
from storage.locations import hold_locations, list_locations
from storage.names import fold
from storage.records import Account, Rep


@dataclass(frozen=True, slots=True)
class Said:
    """The ideas somebody has added, and what they are perhaps the same as."""

    ideas: tuple[BrainstormIdea, ...]
    similar: tuple[tuple[BrainstormIdea, BrainstormIdea], ...] = ()
    """Each that is like another one, with that one, which was there before."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """What somebody may choose from, and what they have chosen so far."""

    groups: tuple[IdeaGroup, ...]
    roots: Mapping[int, int]
    """What each idea is the same as by now."""
    own: Sequence[Account]
    before: Mapping[int, tuple[Sequence[Account], str]]
    """By idea: for which accounts, and how often as the form calls it."""
    show_name: bool = False
    closed: bool = False
    """Its result stands in the channel already."""
    since: Mapping[int, Mapping[int, int]] = field(default_factory=dict[int, Mapping[int, int]])
    """By idea and account: the id of what was taken on first, in the order of `before`."""


def read_choosing(transaction: Transaction, rep: Rep, brainstorm_id: int) -> Choosing:
    """Return what the forms for choosing show somebody; only their own accounts (NS-13)."""
    own = list_accounts_of(transaction, rep.id)
    by_id = {each.id: each for each in own}
    ideas = list_brainstorm_ideas(transaction, brainstorm_id)
    heads = {each.id: each for each in ideas}
    before: dict[int, tuple[list[Account], str]] = {}
    since: dict[int, dict[int, int]] = {}
    for each in list_commitments(transaction, rep_id=rep.id, brainstorm_id=brainstorm_id):
        if each.account_id in by_id and each.idea_id in heads:
            head = find_root(heads[each.idea_id], heads).id
            chosen = before.setdefault(head, ([], read_how_often(each)))[0]
            if by_id[each.account_id] not in chosen:
                chosen.append(by_id[each.account_id])
                since.setdefault(head, {})[each.account_id] = each.id
    sellers = list_sellers(transaction, brainstorm_id)
    shown = any(each.show_name for each in sellers if each.rep_id == rep.id)
    roots = {each.id: find_root(each, heads).id for each in ideas}
    brainstorm = read_brainstorm(transaction, brainstorm_id)
    closed = brainstorm is not None and brainstorm.phase is Phase.CLOSED
    return Choosing(group_ideas(ideas), roots, own, before, shown, closed, since)


def say_ideas(
    transaction: Transaction, rep: Rep, brainstorm_id: int, typed: str, now: datetime
) -> Said | None:
    """Keep what somebody typed, an idea a line, whatever the phase; None where the brainstorm is gone.

    They are kept before anything is asked: whether one is the same as another is for who had it to say;
    only the very same words stand once without a question. Two who say the same at once wait for each other,
    and so does the end of the phase: what came in time is counted.
    """
    hold_brainstorm(transaction, brainstorm_id)
    if read_brainstorm(transaction, brainstorm_id) is None:
        return None
    before = list_brainstorm_ideas(transaction, brainstorm_id)
    ids = [add_brainstorm_idea(transaction, brainstorm_id, rep.id, text, now) for text in split_ideas(typed)]
    added = [each for each in list_brainstorm_ideas(transaction, brainstorm_id) if each.id in ids]
    by_words = {fold(each.text): each for each in reversed(before)}
    alike: list[tuple[BrainstormIdea, BrainstormIdea]] = []
    for each in added:
        same = by_words.get(fold(each.text))
        if same is not None:
            merge_brainstorm_idea(transaction, each.id, same.id)
        elif (similar := find_similar_idea(each, before)) is not None:
            alike.append((each, similar))
    return Said(tuple(added), tuple(alike))


def read_similar_pairs(
    transaction: Transaction, rep: Rep, pairs: Sequence[tuple[int, int]]
) -> list[tuple[BrainstormIdea, BrainstormIdea]]:
    """Return those pairs that can still be put together: the first of each is theirs, and stands alone."""
    found: list[tuple[BrainstormIdea, BrainstormIdea]] = []
    for idea_id, other_id in pairs[:MOST_IDEAS_AT_ONCE]:
        mine, other = (read_brainstorm_idea(transaction, each) for each in (idea_id, other_id))
        if mine is None or other is None or mine.rep_id != rep.id or mine.merged_into is not None:
            continue
        if mine.brainstorm_id == other.brainstorm_id:
            found.append((mine, other))
    return found


def take_on(
    transaction: Transaction,
    rep: Rep,
    brainstorm_id: int,
    choices: Sequence[Choice],
    now: datetime,
    *,
    show_name: bool,
    apart: Iterable[int] = (),
) -> int | None:
    """Keep what somebody chooses in place of what they had chosen there.

    Returns for how many accounts the news is watched from now on that was not: by a new feed, or by one that
    had been removed and is back.

    What is not among it any more is dropped, and what was done of it stays counted (NS-17); the ideas `apart`
    stay as they are.

    Who has the news watched gets the watcher on the spot (NS-15), and no message of it: they never asked for
    one, and may not want any. Home and `/news` show it. What was taken off the list meanwhile is
    not among what is kept. None where the brainstorm is gone: a form can be forged.
    """
    if read_brainstorm(transaction, brainstorm_id) is None:
        return None
    hold_brainstorm(transaction, brainstorm_id)
    ideas = {each.id: each for each in list_brainstorm_ideas(transaction, brainstorm_id)}
    chosen, dropped = settle_choices(
        choices,
        list_commitments(transaction, rep_id=rep.id, brainstorm_id=brainstorm_id, dropped=True),
        {each.id: find_root(each, ideas).id for each in ideas.values()},
        [each.id for each in list_accounts_of(transaction, rep.id)],
        apart,
    )
    add_sellers(transaction, brainstorm_id, [rep.id])
    change_showing(transaction, brainstorm_id, rep.id, show_name=show_name)
    for commitment_id in dropped:
        drop_commitment(transaction, commitment_id, now)
    add_commitments(transaction, rep.id, chosen, now)
    join_taken_before(transaction, rep, brainstorm_id, now)
    feeds = 0
    for account_id in {each.account_id for each in chosen if each.rhythm is Rhythm.WATCHER}:
        account = read_account(transaction, account_id)
        if account is not None:
            url = search_google_news(account.name, find_country_of(rep))
            watched = watch_feed(transaction, rep, url, now, account_id=account_id, answered=False)
            feeds += isinstance(watched, WatchedFeed | WatchedAgain)
    return feeds


def list_taken(
    transaction: Transaction, rep: Rep, brainstorm_id: int, own: Iterable[int]
) -> list[Commitment]:
    """Return all that somebody has taken on there for these accounts of theirs."""
    mine = frozenset(own)
    taken = list_commitments(transaction, rep_id=rep.id, brainstorm_id=brainstorm_id)
    return [each for each in taken if each.account_id in mine]


def list_unplaced(transaction: Transaction, choices: Sequence[Choice | Commitment]) -> list[Account]:
    """Return the accounts at each of whose locations something is to be done, and which have none."""
    chosen = {each.account_id for each in choices if each.rhythm is Rhythm.LOCATIONS}
    placed = {each.account_id for each in list_locations(transaction, chosen)}
    return list(list_accounts_by_id(transaction, chosen - placed))


def join_taken_before(transaction: Transaction, rep: Rep, brainstorm_id: int, now: datetime) -> None:
    """Let what somebody was at already, in the same words, go on as what they took on there, ticked."""
    taken = list_commitments(transaction, rep_id=rep.id)
    hold_locations(transaction, *{each.account_id for each in taken})
    progress = measure_commitments(transaction, taken)
    for each in taken:
        if each.brainstorm_id != brainstorm_id:
            continue
        for before in find_taken_before(each, progress):
            carry_ticks(transaction, before.id, each.id)
            drop_commitment(transaction, before.id, now)


def claim_reminder(transaction: Transaction, brainstorm_id: int, rep_id: int, now: datetime) -> Seller | None:
    """Return who is to be reminded of choosing now and whom nobody else reminds; noted, it happens once.

    None where that is so no more: they have chosen, or the time is over.
    """
    brainstorm = read_brainstorm(transaction, brainstorm_id)
    if brainstorm is None or brainstorm.ends_at is None or brainstorm.ends_at <= now:
        return None
    chosen = {each.rep_id for each in list_commitments(transaction, brainstorm_id=brainstorm_id)}
    sellers = [each for each in list_sellers(transaction, brainstorm_id) if each.rep_id == rep_id]
    due = choose_reminded(brainstorm, sellers, chosen, now)
    return due[0] if due and note_reminder(transaction, brainstorm_id, rep_id, now) else None
