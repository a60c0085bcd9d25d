"""The idea library of a large team is read with as many statements as that of a small one (NS-17)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from jobs.brainstorms import read_board
from jobs.commitments import tick_commitment
from jobs.idea_library import read_harvest, read_library
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Brainstorm, Choice, LibraryReader, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import add_brainstorm, change_phase
from storage.commitments import add_commitments, drop_commitment, list_commitments
from storage.database import Transaction
from storage.locations import add_locations
from storage.records import Account, Rep
from storage.stories import add_story, relate_story
from storage.story_records import NewStory
from tests.builders import NOW, TODAY, a_rep, an_account

EVERYBODY = LibraryReader()
RHYTHMS = (Rhythm.WATCHER, Rhythm.LOCATIONS, Rhythm.ONCE)


def open_one(transaction: Transaction, rep: Rep, number: int) -> Brainstorm:
    at = NOW - timedelta(days=90 - number)
    return add_brainstorm(transaction, NewBrainstorm(f"C{number}", rep.id, "How?", 8, 4, at, at))


def grow(transaction: Transaction, size: int) -> list[Rep]:
    """Six brainstorms in which each of so many people takes three ideas on for each of so many accounts."""
    team = [a_rep(transaction, f"Rep {each}", slack_id=f"U{each}") for each in range(size)]
    accounts = {each.id: own_accounts(transaction, each, size) for each in team}
    for number in range(6):
        opened = open_one(transaction, team[0], number)
        for rep in team:
            ideas = [
                add_brainstorm_idea(transaction, opened.id, rep.id, f"{rhythm} {rep.id}", NOW)
                for rhythm in RHYTHMS
            ]
            choices = [
                Choice(idea_id or 0, account.id, rhythm)
                for idea_id, rhythm in zip(ideas, RHYTHMS, strict=True)
                for account in accounts[rep.id]
            ]
            add_commitments(transaction, rep.id, choices, NOW)
        change_phase(transaction, opened, Phase.CLOSED, None, opened.opened_at)
    return team


def own_accounts(transaction: Transaction, rep: Rep, many: int) -> list[Account]:
    found = [an_account(transaction, f"Client {rep.id}.{each}", rep_id=rep.id) for each in range(many)]
    for each in found:
        add_locations(transaction, each.id, ["Mill Street", "Quay"])
    return found


def count_statements(transaction: Transaction, do: Callable[[], object]) -> int:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(transaction.connection, "before_cursor_execute", note)
    do()
    event.remove(transaction.connection, "before_cursor_execute", note)
    return len(statements)


@pytest.mark.parametrize("size", [1, 7])
def test_the_number_of_statements_does_not_grow_with_the_team(transaction: Transaction, size: int) -> None:
    """Each thing that somebody had taken on was one statement more, while others waited to write."""
    team = grow(transaction, size)
    under_way = [open_one(transaction, team[0], number) for number in range(90, 93)]
    newest = list_commitments(transaction, brainstorm_id=6)
    assert len(newest) == 3 * size**2
    # Nothing came of any of the last five: the longest way.
    assert read_harvest(transaction, EVERYBODY, NOW) is None
    assert count_statements(transaction, lambda: read_harvest(transaction, EVERYBODY, NOW)) == 31
    assert count_statements(transaction, lambda: read_library(transaction, EVERYBODY, NOW)) == 38
    assert count_statements(transaction, lambda: read_library(transaction, EVERYBODY, NOW, 6)) == 7
    done = next(each for each in newest if each.rhythm is Rhythm.ONCE)
    tick_commitment(transaction, team[0], done.id, TODAY, NOW)
    assert count_statements(transaction, lambda: read_harvest(transaction, EVERYBODY, NOW)) == 7
    assert count_statements(transaction, lambda: read_board(transaction, under_way[0].id, NOW)) == 13


def test_of_each_brainstorm_the_library_tells_what_was_done_of_it(transaction: Transaction) -> None:
    """NS-17: though all of them are read together."""
    [sam] = grow(transaction, 1)
    taken = {number: list_commitments(transaction, brainstorm_id=number) for number in (5, 6)}
    tick_commitment(transaction, sam, taken[5][2].id, TODAY, NOW)
    news = add_story(transaction, NewStory("A depot", "", None, "The Herald", "opening", NOW), NOW)
    relate_story(transaction, news, {taken[6][0].account_id: "Client"})
    shown = {each.brainstorm.id: each for each in read_library(transaction, EVERYBODY, NOW).past}
    assert sorted(shown) == [2, 3, 4, 5, 6]
    watched = {number: taken[number][0].idea_id for number in (5, 6)}
    assert shown[6].kept == {watched[6]}
    assert shown[5].kept == {watched[5], taken[5][2].idea_id}
    assert [[group.taken for group in each.groups] for each in shown.values()] == [[1, 1, 1]] * 5


def test_what_was_done_and_dropped_later_stays_taken_and_done(transaction: Transaction) -> None:
    """NS-17: a newer brainstorm that goes on with it took the older one's counts away."""
    [sam] = grow(transaction, 1)
    once = list_commitments(transaction, brainstorm_id=6)[2]
    tick_commitment(transaction, sam, once.id, TODAY, NOW)
    drop_commitment(transaction, once.id, NOW)
    newest = next(each for each in read_library(transaction, EVERYBODY, NOW).past if each.brainstorm.id == 6)
    assert once.idea_id in newest.kept
    assert [group.taken for group in newest.groups] == [1, 1, 1]
    harvest = read_harvest(transaction, EVERYBODY, NOW)
    assert harvest is not None
    assert harvest.kept_ideas == (once.text,)
