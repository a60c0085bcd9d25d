"""A store that came onto an account's list with a touch can go with it (NS-15)."""

import pytest

from jobs.commitments import list_places_added, save_locations, take_places_out, tick_at, tick_commitment
from jobs.rules.touches import TouchDraft
from jobs.touches import correct_touch, log_touch, set_touch_undone
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.brainstorms import add_brainstorm
from storage.commitments import add_commitments, list_commitments
from storage.database import Transaction
from storage.locations import add_locations, list_locations
from storage.records import Account, Rep, Touch
from storage.touches import read_touch
from tests.builders import NOW, TODAY, a_rep, an_account


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    account = an_account(transaction, rep_id=sam.id)
    add_locations(transaction, account.id, ["Mill Street"])
    return account


@pytest.fixture
def taken(transaction: Transaction, sam: Rep, acme: Account) -> int:
    """Sam has taken on to visit each store; returns that commitment's id."""
    talked = add_brainstorm(transaction, NewBrainstorm("C0", sam.id, "How?", 8, 4, NOW, NOW))
    idea_id = add_brainstorm_idea(transaction, talked.id, sam.id, "visit every store", NOW)
    assert idea_id is not None
    add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.LOCATIONS)], NOW)
    return list_commitments(transaction, rep_id=sam.id)[0].id


@pytest.fixture
def touch(transaction: Transaction, sam: Rep, acme: Account, taken: int) -> Touch:
    """Sam was at three stores, and has said yes to the two that were new."""
    draft = TouchDraft("met them", TODAY, place="Mill Street, Dock 4 and Canal Road")
    logged = read(transaction, log_touch(transaction, sam, acme, draft, NOW).touch_id)
    assert tick_commitment(transaction, sam, taken, TODAY, NOW, touch=logged) is not None
    return logged


def read(transaction: Transaction, touch_id: int) -> Touch:
    found = read_touch(transaction, touch_id)
    assert found is not None
    return found


def undo(transaction: Transaction, sam: Rep, touch: Touch, *, undone: bool = True) -> Touch:
    changed = set_touch_undone(transaction, sam, touch.id, undone=undone, now=NOW)
    assert isinstance(changed, Touch)
    return changed


def names_of(transaction: Transaction, acme: Account) -> list[str]:
    return [each.name for each in list_locations(transaction, [acme.id])]


def added_by(transaction: Transaction, touch: Touch) -> list[str]:
    return [each.name for each in list_places_added(transaction, touch)]


def test_what_a_touch_has_added_goes_with_one_tap(
    transaction: Transaction, sam: Rep, acme: Account, touch: Touch
) -> None:
    """Undo said nothing of them, and they were still to be visited by everybody."""
    assert added_by(transaction, touch) == [], "the touch counts"
    undone = undo(transaction, sam, touch)
    assert added_by(transaction, undone) == ["Canal Road", "Dock 4"]
    assert names_of(transaction, acme) == ["Canal Road", "Dock 4", "Mill Street"], "until somebody taps"
    assert [each.name for each in take_places_out(transaction, sam, undone)] == ["Canal Road", "Dock 4"]
    assert names_of(transaction, acme) == ["Mill Street"]
    assert added_by(transaction, undone) == []
    assert not take_places_out(transaction, sam, undone), "pressed again"


def test_a_store_at_which_somebody_was_stays(
    transaction: Transaction, sam: Rep, acme: Account, taken: int, touch: Touch
) -> None:
    undone = undo(transaction, sam, touch)
    dock = next(each for each in list_locations(transaction, [acme.id]) if each.name == "Dock 4")
    tick_at(transaction, sam, taken, dock.id, TODAY, now=NOW)
    assert added_by(transaction, undone) == ["Canal Road"]
    take_places_out(transaction, sam, undone)
    assert names_of(transaction, acme) == ["Dock 4", "Mill Street"]


def test_a_store_that_another_touch_was_at_stays(
    transaction: Transaction, sam: Rep, acme: Account, touch: Touch
) -> None:
    """Also that of a colleague who has taken nothing on, so that nothing is ticked."""
    undone = undo(transaction, sam, touch)
    kim = a_rep(transaction, "Kim", slack_id="U2")
    visit = TouchDraft("visited", TODAY, place="Mill Street and dock 4")
    visited = read(transaction, log_touch(transaction, kim, acme, visit, NOW).touch_id)
    assert added_by(transaction, undone) == ["Canal Road"]
    undo(transaction, kim, visited)
    assert added_by(transaction, undone) == ["Canal Road", "Dock 4"], "nobody was there after all"


def test_a_store_that_stands_in_a_list_saved_since_stays(
    transaction: Transaction, sam: Rep, acme: Account, touch: Touch
) -> None:
    names = ["Mill Street", "dock 4"]
    save_locations(transaction, acme.id, names, shown=names)
    undone = undo(transaction, sam, touch)
    assert added_by(transaction, undone) == ["Canal Road"], "that came meanwhile, and was on no form"


def test_a_touch_that_is_put_back_keeps_what_it_has_added(
    transaction: Transaction, sam: Rep, acme: Account, touch: Touch
) -> None:
    """Undo and Put it back on the phone, and then the button on a laptop that shows the old answer."""
    undo(transaction, sam, touch)
    back = undo(transaction, sam, touch, undone=False)
    assert not take_places_out(transaction, sam, back)
    assert len(names_of(transaction, acme)) == 3


def test_nobody_takes_out_what_came_with_the_touch_of_another(
    transaction: Transaction, sam: Rep, acme: Account, touch: Touch
) -> None:
    undone = undo(transaction, sam, touch)
    assert not take_places_out(transaction, a_rep(transaction, "Dana", slack_id="U2"), undone)
    assert len(names_of(transaction, acme)) == 3


def test_what_a_form_has_added_came_with_no_touch(
    transaction: Transaction, sam: Rep, acme: Account, touch: Touch
) -> None:
    """Also where it takes out what a touch had added, and lists it again."""
    undone = undo(transaction, sam, touch)
    save_locations(transaction, acme.id, ["Mill Street"], shown=names_of(transaction, acme))
    save_locations(transaction, acme.id, ["Mill Street", "Dock 4"], shown=["Mill Street"])
    assert added_by(transaction, undone) == []


def test_a_touch_of_another_account_by_now_offers_nothing(
    transaction: Transaction, sam: Rep, touch: Touch
) -> None:
    """The answer names one account, and speaks of its locations."""
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    draft = TouchDraft("met them", TODAY, place="Dock 4")
    correct_touch(transaction, sam, touch.id, draft, NOW, account_id=borg.id)
    assert added_by(transaction, undo(transaction, sam, read(transaction, touch.id))) == []
