"""What people took on lives on, whatever is chosen, corrected, merged or renamed meanwhile."""

import pytest

from jobs.brainstorm_choices import read_choosing, take_on
from jobs.brainstorms import read_harvest
from jobs.commitments import (
    fulfil_by_touch,
    read_progress_of,
    save_locations,
    tick_at,
    tick_commitment,
    untick_commitment,
)
from jobs.own_ideas import merge_own_idea
from jobs.rules.touches import TouchDraft
from jobs.touches import correct_touch, describe_settled, log_touch, set_touch_kind
from storage.accounts import change_account
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Brainstorm, Choice, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import add_brainstorm, change_phase
from storage.commitments import add_commitments, list_commitments, list_ticks
from storage.database import Transaction
from storage.feeds import add_feed
from storage.locations import add_locations, list_locations
from storage.news_records import NewFeed
from storage.records import Account, Clock, Kind, Rep, Touch
from storage.reps import merge_reps
from storage.touches import read_touch
from tests.builders import NOW, TODAY, a_rep, an_account, days_before

AT_MILL_STREET = TouchDraft("visited store", TODAY, place="Mill Street")


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, rep_id=sam.id)


@pytest.fixture
def talked(transaction: Transaction, sam: Rep) -> Brainstorm:
    return add_brainstorm(transaction, NewBrainstorm("C0", sam.id, "How?", 8, 4, NOW, NOW))


def said(transaction: Transaction, talked: Brainstorm, rep: Rep, text: str) -> int:
    idea_id = add_brainstorm_idea(transaction, talked.id, rep.id, text, NOW)
    assert idea_id is not None
    return idea_id


def choose(transaction: Transaction, rep: Rep, talked: Brainstorm, *choices: Choice) -> list[int]:
    """They submit the form so; returns the ids of what is taken on now."""
    take_on(transaction, rep, talked.id, choices, NOW, show_name=False)
    return [each.id for each in list_commitments(transaction, rep_id=rep.id)]


def times_of(transaction: Transaction, rep: Rep) -> list[int]:
    return [each.times for each in read_progress_of(transaction, rep.id)]


def test_choosing_again_drops_and_deletes_nothing(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """NS-17: what was dropped stays counted, and who takes it on again goes on where they were."""
    cake = Choice(said(transaction, talked, sam, "bring cake"), acme.id, Rhythm.RECURRING, 7)
    paper = Choice(said(transaction, talked, sam, "read their magazine"), acme.id, Rhythm.ONCE)
    [taken] = choose(transaction, sam, talked, cake)
    tick_commitment(transaction, sam, taken, TODAY, NOW)
    assert taken not in choose(transaction, sam, talked, paper)
    assert len(list_commitments(transaction, rep_id=sam.id, dropped=True)) == 2
    assert choose(transaction, sam, talked, cake, paper)[0] == taken
    assert times_of(transaction, sam) == [1, 0]


def test_what_was_for_an_account_handed_over_is_left_alone(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    cake = said(transaction, talked, sam, "bring cake")
    taken = choose(transaction, sam, talked, Choice(cake, acme.id, Rhythm.ONCE))
    change_account(transaction, acme.id, rep_id=a_rep(transaction, "Dana", slack_id="U2").id)
    assert choose(transaction, sam, talked) == taken


def test_an_idea_merged_since_keeps_its_ticks(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """And a form that was opened before the merging is understood."""
    other, mine = (said(transaction, talked, sam, text) for text in ("cake", "bring cake"))
    [taken] = choose(transaction, sam, talked, Choice(mine, acme.id, Rhythm.RECURRING, 7))
    tick_commitment(transaction, sam, taken, TODAY, NOW)
    merge_own_idea(transaction, sam, mine, other)
    for idea_id in (other, mine):
        again = Choice(idea_id, acme.id, Rhythm.RECURRING, 14)
        assert choose(transaction, sam, talked, again) == [taken]
    assert times_of(transaction, sam) == [1]
    assert read_choosing(transaction, sam, talked.id).roots == {other: other, mine: other}


def test_very_many_choices_are_kept(transaction: Transaction, sam: Rep, talked: Brainstorm) -> None:
    ideas = [said(transaction, talked, sam, f"idea {number}") for number in range(24)]
    accounts = [an_account(transaction, f"Account {number}", rep_id=sam.id).id for number in range(50)]
    choices = [Choice(idea_id, each, Rhythm.ONCE) for idea_id in ideas for each in accounts]
    choose(transaction, sam, talked, *choices)
    assert len(choose(transaction, sam, talked, *choices)) == 1200


@pytest.fixture
def stores(transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm) -> int:
    """Sam has taken on to visit each store; returns that commitment's id."""
    add_locations(transaction, acme.id, ["Mill Street", "Quay"])
    idea_id = said(transaction, talked, sam, "visit every store")
    return choose(transaction, sam, talked, Choice(idea_id, acme.id, Rhythm.LOCATIONS))[0]


@pytest.mark.usefixtures("stores")
def test_a_sale_keeps_no_tick(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """NS-1: nor does a touch that was about another account."""
    touch_id = log_touch(transaction, sam, acme, AT_MILL_STREET, NOW).touch_id
    assert times_of(transaction, sam) == [1]
    set_touch_kind(transaction, sam, touch_id, Kind.SELLING)
    assert times_of(transaction, sam) == [0]
    set_touch_kind(transaction, sam, touch_id, Kind.ATTENTION)
    assert times_of(transaction, sam) == [1]
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    correct_touch(transaction, sam, touch_id, AT_MILL_STREET, NOW, account_id=borg.id)
    assert times_of(transaction, sam) == [0]


def test_a_touch_asked_about_ticks_once_that_is_settled(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-1."""
    logged = log_touch(transaction, sam, acme, AT_MILL_STREET, NOW, ask_kind=True)
    assert times_of(transaction, sam) == [0]
    settled = set_touch_kind(transaction, sam, logged.touch_id, Kind.ATTENTION)
    assert isinstance(settled, Touch)
    told = describe_settled(transaction, settled, acme, rep=sam, clock=Clock.ATTENTION, now=NOW)
    assert [each.progress.commitment.id for each in told.fulfilled.ticked] == [stores]
    assert times_of(transaction, sam) == [1]
    again = fulfil_by_touch(transaction, sam, acme.id, (logged.touch_id, AT_MILL_STREET), NOW)
    assert again.ticked == ()


def test_a_touch_of_a_sale_or_another_account_is_no_tick(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    quote = TouchDraft("sent the quote", TODAY, Kind.SELLING)
    for account, draft in ((borg, AT_MILL_STREET), (acme, quote)):
        touch = read_touch(transaction, log_touch(transaction, sam, account, draft, NOW).touch_id)
        assert tick_commitment(transaction, sam, stores, TODAY, NOW, touch=touch) is None


def test_undo_takes_its_own_tick_back(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """Not the newest one, and twice a day is once."""
    idea_id = said(transaction, talked, sam, "read their magazine")
    [taken] = choose(transaction, sam, talked, Choice(idea_id, acme.id, Rhythm.RECURRING, 7))
    first = tick_commitment(transaction, sam, taken, days_before(9), NOW)
    assert first is not None
    assert first.tick_id is not None
    second = tick_commitment(transaction, sam, taken, TODAY, NOW)
    twice = tick_commitment(transaction, sam, taken, TODAY, NOW)
    assert second is not None
    assert twice is not None
    assert twice.tick_id is None
    untick_commitment(transaction, sam, taken, first.tick_id)
    untick_commitment(transaction, sam, taken, first.tick_id)
    assert [each.id for each in list_ticks(transaction, [taken])] == [second.tick_id]


def test_saving_locations_keeps_what_was_ticked_and_what_came_meanwhile(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    mill = list_locations(transaction, [acme.id])[0]
    tick_at(transaction, sam, stores, mill.id, TODAY, now=NOW)
    add_locations(transaction, acme.id, ["Harbour"])
    typed = ["Mill Street North"]
    assert save_locations(transaction, acme.id, typed, shown=["Mill Street", "Quay"]) == 3
    names = [each.name for each in list_locations(transaction, [acme.id])]
    assert names == ["Harbour", "Mill Street", "Mill Street North"]
    assert times_of(transaction, sam) == [1]


def test_a_watcher_counts_while_the_news_is_watched(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """NS-17."""
    idea_id = said(transaction, talked, sam, "watch the news")
    add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.WATCHER)], NOW)
    change_phase(transaction, talked, Phase.CLOSED, None, NOW)

    def kept() -> tuple[str, ...]:
        harvest = read_harvest(transaction, NOW)
        return () if harvest is None else harvest.kept_ideas

    assert kept() == ()
    add_feed(transaction, NewFeed("https://a.example/acme", account_id=acme.id), NOW)
    assert kept() == ("watch the news",)
    choose(transaction, sam, talked)
    assert kept() == ()


def test_two_people_made_one_keep_what_they_took_on(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    cake = Choice(said(transaction, talked, sam, "bring cake"), acme.id, Rhythm.ONCE)
    taken = choose(transaction, sam, talked, cake)
    both = a_rep(transaction, "Sam L", slack_id=None)
    merge_reps(transaction, both.id, sam.id)
    assert [each.id for each in list_commitments(transaction, rep_id=both.id)] == taken
