"""What is tried on a sample and what is done for a client never mix (D3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from jobs.account_cards import read_card
from jobs.nudges import queue_weekly_nudges, refresh_nudge
from jobs.rules.touches import TouchDraft
from jobs.sample_data import clear_samples, try_samples
from jobs.touches import OtherKind, correct_touch
from storage.accounts import list_samples_of
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.brainstorm_tables import commitment_tick, location
from storage.brainstorms import add_brainstorm
from storage.commitment_ticks import add_tick
from storage.commitments import add_commitments, list_commitments
from storage.database import Database, Transaction
from storage.locations import add_locations
from storage.nudge_lines import change_line, list_lines
from storage.queue import read_message
from storage.records import Account, Consent, LineState, Rep, Touch, Workspace
from storage.touches import list_recent_touches, read_touch
from tests.builders import NOW, TODAY, a_line, a_message, a_rep, a_touch, an_account

MONDAY = NOW + timedelta(days=5)


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def sample(transaction: Transaction, sam: Rep) -> Account:
    try_samples(transaction, sam, NOW)
    return list_samples_of(transaction, sam.id)[0]


@pytest.fixture
def acme(transaction: Transaction, sam: Rep, sample: Account) -> Account:
    return an_account(transaction, rep_id=sam.id)


@pytest.fixture
def tried(transaction: Transaction, sam: Rep, sample: Account) -> Touch:
    """A touch of the sample."""
    return next(
        each
        for each in list_recent_touches(transaction, rep_id=sam.id, most=99)
        if each.account_id == sample.id
    )


def test_a_correction_never_makes_a_clients_touch_that_of_a_sample(
    transaction: Transaction, sam: Rep, acme: Account, sample: Account, tried: Touch
) -> None:
    """It was in no export then, and gone with the samples."""
    logged = a_touch(transaction, acme, rep=sam)
    draft = TouchDraft("brought cake", TODAY)
    for touch, account, of_sample in ((logged, sample, False), (tried, acme, True)):
        refused = correct_touch(transaction, sam, touch.id, draft, NOW, account_id=account.id)
        assert refused == OtherKind(of_sample=of_sample)
        assert read_touch(transaction, touch.id) == touch
    other = an_account(transaction, "Birch", rep_id=sam.id)
    second = list_samples_of(transaction, sam.id)[1]
    for touch, account in ((logged, other), (tried, second)):
        moved = correct_touch(transaction, sam, touch.id, draft, NOW, account_id=account.id)
        assert isinstance(moved, Touch)
        assert moved.account_id == account.id


def test_nothing_is_left_that_names_a_touch_which_went_with_the_samples(
    transaction: Transaction, sam: Rep, acme: Account, tried: Touch
) -> None:
    """What a client has from a touch that was a sample's by then: as if it had not been logged."""
    line = a_line(transaction, a_message(transaction), acme)
    change_line(transaction, line.id, state=LineState.LOGGED, decided_at=NOW, touch_id=tried.id)
    talked = add_brainstorm(transaction, NewBrainstorm("C0", sam.id, "How?", 8, 4, NOW, NOW))
    idea_id = add_brainstorm_idea(transaction, talked.id, sam.id, "bring cake", NOW)
    assert idea_id is not None
    add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.ONCE)], NOW)
    [taken] = list_commitments(transaction, rep_id=sam.id)
    add_tick(transaction, taken.id, TODAY, NOW, touch_id=tried.id)
    add_locations(transaction, acme.id, ["Dock 4"], touch_id=tried.id)
    clear_samples(transaction, sam)
    assert transaction.connection.execute(select(commitment_tick.c.id)).all() == []
    assert transaction.connection.execute(select(location.c.name, location.c.touch_id)).all() == [
        ("Dock 4", None)
    ]
    [open_again] = list_lines(transaction, line.message_id)
    assert (open_again.state, open_again.touch_id, open_again.decided_at) == (LineState.OPEN, None, None)


def test_a_colleague_has_no_card_of_a_sample(transaction: Transaction, sam: Rep, sample: Account) -> None:
    assert read_card(transaction, sam, sample.id, TODAY, NOW) is not None
    assert read_card(transaction, a_rep(transaction, "Kim", slack_id="U2"), sample.id, TODAY, NOW) is None


@pytest.mark.parametrize("removed", [False, True])
def test_the_weeks_message_comes_once_there_is_a_client(
    books: Database, workspace: Workspace, removed: bool
) -> None:
    """It was dropped, and its key kept the real one of that week away."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction, consent=Consent.YES.value, consented_at=NOW)
        try_samples(transaction, sam, NOW)
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    with books.transaction(workspace.id) as transaction:
        acme = an_account(transaction, rep_id=sam.id)
        a_touch(transaction, acme, rep=sam, days_ago=90)
        if removed:
            clear_samples(transaction, sam)
        message = read_message(transaction, 1)
        assert message is not None
        assert refresh_nudge(transaction, message, MONDAY) is True
        assert [each.account_id for each in list_lines(transaction, message.id)] == [acme.id]
        again = read_message(transaction, 1)
        assert again is not None
        assert refresh_nudge(transaction, again, MONDAY) is True, "and is not planned twice"
