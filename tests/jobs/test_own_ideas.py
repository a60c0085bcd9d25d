"""People change, remove and take apart what they have said, on both databases (NS-11, NS-13)."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from jobs.brainstorm_choices import say_ideas, take_on
from jobs.own_ideas import (
    ChangedIdea,
    change_own_idea,
    find_changeable_idea,
    merge_own_idea,
    part_own_idea,
    read_own_ideas,
    remove_own_idea,
    return_own_idea,
)
from jobs.rules.brainstorms import group_ideas
from jobs.rules.own_ideas import ChangeTrouble, OwnIdea, PressTrouble, RemovedIdea
from storage.brainstorm_ideas import list_brainstorm_ideas, remove_brainstorm_idea
from storage.brainstorm_records import Brainstorm, Choice, NewBrainstorm, Rhythm
from storage.brainstorms import add_brainstorm
from storage.commitments import drop_commitment, list_commitments
from storage.database import Database, Transaction
from storage.records import Rep, Workspace
from tests.builders import NOW, a_rep, an_account

ROUNDS = 12


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def dana(transaction: Transaction) -> Rep:
    return a_rep(transaction, "Dana Lee", slack_id="U2")


@pytest.fixture
def talked(transaction: Transaction, sam: Rep) -> Brainstorm:
    return open_one(transaction, sam)


def open_one(transaction: Transaction, rep: Rep, channel: str = "C0") -> Brainstorm:
    return add_brainstorm(transaction, NewBrainstorm(channel, rep.id, "How?", 8, 4, NOW, NOW))


def says(transaction: Transaction, rep: Rep, talked: Brainstorm, text: str) -> int:
    said = say_ideas(transaction, rep, talked.id, text, NOW)
    assert said is not None
    return said.ideas[0].id


def takes(transaction: Transaction, rep: Rep, talked: Brainstorm, idea_id: int) -> None:
    account = an_account(transaction, f"Client of {rep.name}", rep_id=rep.id)
    choice = Choice(idea_id, account.id, Rhythm.ONCE)
    take_on(transaction, rep, talked.id, [choice], NOW, show_name=False)


def listed(transaction: Transaction, talked: Brainstorm) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.text, each.names) for each in group_ideas(list_brainstorm_ideas(transaction, talked.id))]


def carry(removed: OwnIdea | PressTrouble) -> RemovedIdea:
    """What the Undo carries."""
    assert isinstance(removed, OwnIdea)
    return RemovedIdea(removed.idea.id, removed.idea.text, removed.idea.merged_into)


def test_a_typo_is_put_right(transaction: Transaction, sam: Rep, talked: Brainstorm) -> None:
    mine = says(transaction, sam, talked, "Visti them")
    changed = change_own_idea(transaction, sam, talked.id, mine, "• Visit  them\n")
    assert changed == ChangedIdea("Visit them", ())
    assert listed(transaction, talked) == [("Visit them", ("Sam Lee",))]
    # The same words can be said again only because the old ones are free.
    says(transaction, sam, talked, "Visti them")
    assert change_own_idea(transaction, sam, talked.id, mine, "VISTI them") is ChangeTrouble.SAID


def test_nobody_changes_what_somebody_else_has_said(
    transaction: Transaction, sam: Rep, dana: Rep, talked: Brainstorm
) -> None:
    """NS-11: whatever a forged press carries, and whoever leads the team; another brainstorm's neither."""
    mine, theirs = says(transaction, sam, talked, "Visit"), says(transaction, dana, talked, "Bring cake")
    other = open_one(transaction, sam, "C1")
    for brainstorm_id, idea_id, found in (
        (talked.id, theirs, PressTrouble.NOT_THEIRS),
        (other.id, mine, PressTrouble.GONE),
        (999, mine, PressTrouble.GONE),
    ):
        assert change_own_idea(transaction, sam, brainstorm_id, idea_id, "x") is ChangeTrouble.GONE
        assert find_changeable_idea(transaction, sam, brainstorm_id, idea_id) is found
        assert remove_own_idea(transaction, sam, brainstorm_id, idea_id) is found
        assert part_own_idea(transaction, sam, brainstorm_id, idea_id) is found
    assert listed(transaction, talked) == [("Visit", ("Sam Lee",)), ("Bring cake", ("Dana Lee",))]
    assert read_own_ideas(transaction, sam, 999) is None
    assert not return_own_idea(transaction, sam, 999, RemovedIdea(mine, "x", None), NOW)
    assert not return_own_idea(transaction, sam, talked.id, RemovedIdea(mine, "x" * 999, None), NOW)


def test_what_was_merged_into_a_removed_idea_stays_until_it_is_back(
    transaction: Transaction, sam: Rep, dana: Rep, talked: Brainstorm
) -> None:
    """NS-11: nothing of others is lost."""
    mine = says(transaction, sam, talked, "Visit all their stores")
    theirs = says(transaction, dana, talked, "visit their stores")
    merge_own_idea(transaction, dana, theirs, mine)
    removed = remove_own_idea(transaction, sam, talked.id, mine)
    assert isinstance(removed, OwnIdea)
    assert removed.joined == ("Dana Lee",)
    assert listed(transaction, talked) == [("visit their stores", ("Dana Lee",))]
    assert remove_own_idea(transaction, sam, talked.id, mine) is PressTrouble.GONE
    assert return_own_idea(transaction, sam, talked.id, carry(removed), NOW)
    assert listed(transaction, talked) == [("Visit all their stores", ("Dana Lee", "Sam Lee"))]
    assert not return_own_idea(transaction, sam, talked.id, carry(removed), NOW), "pressed twice"


def test_a_removed_idea_comes_back_to_where_it_was_put(
    transaction: Transaction, sam: Rep, dana: Rep, talked: Brainstorm
) -> None:
    theirs = says(transaction, dana, talked, "Visit all their stores")
    mine = says(transaction, sam, talked, "visit their stores")
    merge_own_idea(transaction, sam, mine, theirs)
    removed = remove_own_idea(transaction, sam, talked.id, mine)
    assert listed(transaction, talked) == [("Visit all their stores", ("Dana Lee",))]
    assert return_own_idea(transaction, sam, talked.id, carry(removed), NOW)
    assert listed(transaction, talked) == [("Visit all their stores", ("Dana Lee", "Sam Lee"))]


def test_who_put_theirs_together_takes_it_apart_again(
    transaction: Transaction, sam: Rep, dana: Rep, talked: Brainstorm
) -> None:
    """NS-11: "Keep both", said later; what somebody took on meanwhile stays theirs."""
    theirs = says(transaction, dana, talked, "Visit all their stores")
    mine = says(transaction, sam, talked, "visit their stores")
    merge_own_idea(transaction, sam, mine, theirs)
    takes(transaction, dana, talked, theirs)
    assert isinstance(part_own_idea(transaction, sam, talked.id, mine), OwnIdea)
    assert listed(transaction, talked) == [
        ("Visit all their stores", ("Dana Lee",)),
        ("visit their stores", ("Sam Lee",)),
    ]
    assert [each.text for each in list_commitments(transaction)] == ["Visit all their stores"]
    assert part_own_idea(transaction, sam, talked.id, mine) is PressTrouble.ALONE


def test_two_who_put_theirs_together_with_each_others_make_no_circle(
    transaction: Transaction, sam: Rep, dana: Rep, talked: Brainstorm
) -> None:
    mine, theirs = says(transaction, sam, talked, "Visit"), says(transaction, dana, talked, "Visit them")
    assert merge_own_idea(transaction, sam, mine, theirs) == talked.id
    assert merge_own_idea(transaction, dana, theirs, mine) == talked.id
    pointers = {each.id: each.merged_into for each in list_brainstorm_ideas(transaction, talked.id)}
    assert pointers == {mine: theirs, theirs: None}


def test_what_somebody_took_on_keeps_its_words_and_stays(
    transaction: Transaction, sam: Rep, dana: Rep, talked: Brainstorm
) -> None:
    """NS-13, NS-17: also once they have dropped it, for what they did of it counts."""
    mine = says(transaction, sam, talked, "Bring cake")
    takes(transaction, dana, talked, mine)
    for _ in ("taken", "dropped"):
        assert change_own_idea(transaction, sam, talked.id, mine, "Bring pie") is ChangeTrouble.HELD
        assert remove_own_idea(transaction, sam, talked.id, mine) is PressTrouble.HELD
        assert not remove_brainstorm_idea(transaction, mine), "the database says so, too"
        for taken in list_commitments(transaction):
            drop_commitment(transaction, taken.id, NOW)
    assert [each.text for each in list_commitments(transaction, dropped=True)] == ["Bring cake"]


def test_who_alone_took_their_own_idea_on_puts_its_words_right(
    transaction: Transaction, sam: Rep, talked: Brainstorm
) -> None:
    mine = says(transaction, sam, talked, "Bring ckae")
    takes(transaction, sam, talked, mine)
    assert isinstance(change_own_idea(transaction, sam, talked.id, mine, "Bring cake"), ChangedIdea)
    assert [each.text for each in list_commitments(transaction)] == ["Bring cake"]
    assert remove_own_idea(transaction, sam, talked.id, mine) is PressTrouble.HELD


def test_an_idea_is_taken_on_or_removed_never_both(books: Database, workspace: Workspace) -> None:
    """Dana submits the form at the moment in which Sam removes the idea: nothing fails, nothing dangles."""
    with books.transaction(workspace.id) as transaction:
        sam, dana = a_rep(transaction), a_rep(transaction, "Dana Lee", slack_id="U2")
        account = an_account(transaction, rep_id=dana.id)
        talked = open_one(transaction, sam)
        ideas = [says(transaction, sam, talked, f"Idea {number}") for number in range(ROUNDS)]
    together = threading.Barrier(2)

    def remove(idea_id: int) -> bool:
        together.wait(60)
        with books.transaction(workspace.id) as transaction:
            return isinstance(remove_own_idea(transaction, sam, talked.id, idea_id), OwnIdea)

    def take(idea_id: int) -> None:
        together.wait(60)
        with books.transaction(workspace.id) as transaction:
            choice = Choice(idea_id, account.id, Rhythm.ONCE)
            take_on(transaction, dana, talked.id, [choice], NOW, show_name=False)

    with ThreadPoolExecutor(2) as pool:
        for idea_id in ideas:
            removing, taking = pool.submit(remove, idea_id), pool.submit(take, idea_id)
            taking.result(60)
            with books.reading(workspace.id) as reader:
                there = idea_id in {each.id for each in list_brainstorm_ideas(reader, talked.id)}
                taken = idea_id in {each.idea_id for each in list_commitments(reader)}
            assert removing.result(60) is not taken
            assert there is taken
