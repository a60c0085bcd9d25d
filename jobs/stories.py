"""What a person does with a story about an account, and how each of it is taken back."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from jobs.news_desk import describe_company
from jobs.rules.companies import Match
from jobs.rules.exclusions import teach_exclude
from jobs.rules.news import is_lesson, set_in_zone
from jobs.touches import NotYours, set_touch_undone
from storage.account_stories import (
    change_account_story,
    hide_story,
    hold_account_story,
    read_account_story,
    unhide_story,
)
from storage.accounts import change_account, read_account
from storage.database import Transaction
from storage.ideas import add_idea, remove_idea
from storage.records import Rep
from storage.story_records import AccountStory, NewsState
from storage.workspaces import hold_directory


class Outcome(StrEnum):
    """What came of a press."""

    DONE = "done"
    BEFORE = "before"
    """It had been answered before."""
    THEIRS = "theirs"
    """It is a colleague's to take back."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A story as it stands after a press."""

    story: AccountStory
    outcome: Outcome


def settle_used(
    transaction: Transaction, rep: Rep, story_account_id: int, touch_id: int, now: datetime
) -> None:
    """Note that a touch was logged from a story."""
    decide_story(transaction, story_account_id, rep, now, NewsState.USED, touch_id=touch_id)


def hold_story(transaction: Transaction, rep: Rep, story_account_id: int) -> AccountStory | None:
    """Return a story as it stands, and as nobody else can settle it before the transaction ends."""
    hold_account_story(transaction, story_account_id)
    return read_story_for(transaction, rep, story_account_id)


def read_story_for(transaction: Transaction, rep: Rep, story_account_id: int) -> AccountStory | None:
    """Return a story as it is shown to somebody; None where it is gone."""
    story = read_account_story(transaction, story_account_id, rep.id)
    return None if story is None else next(iter(set_in_zone([story], rep.zone)))


def decide_story(
    transaction: Transaction,
    story_account_id: int,
    rep: Rep,
    now: datetime,
    state: NewsState,
    *,
    touch_id: int | None = None,
    idea_id: int | None = None,
    excluded: str | None = None,
) -> None:
    """Note what a person did with a story, and nothing of what was done, and taken back, before."""
    change_account_story(
        transaction,
        story_account_id,
        state=state,
        rep_id=rep.id,
        decided_at=now,
        touch_id=touch_id,
        idea_id=idea_id,
        excluded=excluded,
    )


def note_idea(transaction: Transaction, rep: Rep, each: AccountStory, text: str, now: datetime) -> int:
    """Keep a story as an idea for its account; returns the idea's id."""
    idea_id = add_idea(transaction, each.account_id, rep.id, text, now)
    decide_story(transaction, each.id, rep, now, NewsState.NOTED, idea_id=idea_id)
    return idea_id


def settle_not_them(
    transaction: Transaction, rep: Rep, story_account_id: int, now: datetime
) -> Settled | None:
    """Note that a story is about somebody else, and learn from it; None where it is gone."""
    each = hold_story(transaction, rep, story_account_id)
    if each is None:
        return None
    if not each.is_open:
        return Settled(each, Outcome.BEFORE)
    phrase = learn_from(transaction, each)
    decide_story(transaction, each.id, rep, now, NewsState.NOT_THEM, excluded=phrase)
    return _settle(transaction, rep, each, Outcome.DONE)


def learn_from(transaction: Transaction, each: AccountStory) -> str | None:
    """Add words to what means somebody else for an account; None where there is nothing to learn."""
    hold_directory(transaction)
    account = read_account(transaction, each.account_id)
    if account is None:
        return None
    match = Match(str(account.id), each.match)
    phrase = teach_exclude(each.story.title, describe_company(account), match)
    if not is_lesson(phrase) or phrase in account.exclude:
        return None
    change_account(transaction, account.id, exclude=(*account.exclude, phrase))
    return phrase


def settle_not_useful(
    transaction: Transaction, rep: Rep, story_account_id: int, now: datetime
) -> Settled | None:
    """Keep a story from being shown to this person again; None where it is gone."""
    each = hold_story(transaction, rep, story_account_id)
    if each is None:
        return None
    if not each.is_open:
        return Settled(each, Outcome.BEFORE)
    hide_story(transaction, each.id, rep.id, now)
    return _settle(transaction, rep, each, Outcome.DONE)


def reopen_story(transaction: Transaction, rep: Rep, story_account_id: int, now: datetime) -> Settled | None:
    """Take back what was done with a story, with all that followed from it; None where it is gone."""
    each = hold_story(transaction, rep, story_account_id)
    if each is None:
        return None
    if each.hidden:
        unhide_story(transaction, each.id, rep.id)
        return _settle(transaction, rep, each, Outcome.DONE)
    if each.state is NewsState.OPEN:
        return Settled(each, Outcome.BEFORE)
    if each.decided_by != rep.id:
        return Settled(each, Outcome.THEIRS)
    if each.touch_id is not None and isinstance(
        set_touch_undone(transaction, rep, each.touch_id, undone=True, now=now), NotYours
    ):
        return Settled(each, Outcome.THEIRS)
    if each.idea_id is not None:
        remove_idea(transaction, each.idea_id)
    if each.excluded is not None:
        unlearn(transaction, each.account_id, each.excluded)
    change_account_story(
        transaction,
        each.id,
        state=NewsState.OPEN,
        rep_id=None,
        decided_at=None,
        touch_id=None,
        idea_id=None,
        excluded=None,
    )
    # Perhaps only a feed that was removed has told it: taken back all the same, it shows nowhere now.
    return _settle(transaction, rep, replace(each, state=NewsState.OPEN), Outcome.DONE)


def unlearn(transaction: Transaction, account_id: int, phrase: str) -> None:
    """Take words back from what means somebody else for an account."""
    hold_directory(transaction)
    account = read_account(transaction, account_id)
    if account is not None and phrase in account.exclude:
        kept = tuple(each for each in account.exclude if each != phrase)
        change_account(transaction, account_id, exclude=kept)


def _settle(transaction: Transaction, rep: Rep, each: AccountStory, outcome: Outcome) -> Settled:
    return Settled(read_story_for(transaction, rep, each.id) or each, outcome)
