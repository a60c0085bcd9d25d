"""What was said in a private channel is shown to those who took part, and in that channel (NS-17)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from jobs.brainstorms import read_board, recall_trade
from jobs.commitments import tick_commitment
from jobs.idea_library import PAGE, has_library, read_harvest, read_library
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Brainstorm, Choice, LibraryReader, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import add_brainstorm, change_phase
from storage.commitments import add_commitments, drop_commitment, list_commitments
from storage.database import Transaction
from storage.records import Rep
from tests.builders import NOW, TODAY, a_rep, an_account

PRIVATE, PUBLIC = "G1", "C1"


@pytest.fixture
def team(transaction: Transaction) -> dict[str, Rep]:
    names = ("Sam", "Dana", "Morgan", "Kim")
    return {
        name: a_rep(transaction, name, slack_id=f"U{number}") for number, name in enumerate(names, start=1)
    }


def open_one(
    transaction: Transaction, by: Rep, channel: str, *, private: bool | None, days_ago: int = 9
) -> Brainstorm:
    at = NOW - timedelta(days=days_ago)
    return add_brainstorm(
        transaction, NewBrainstorm(channel, by.id, "How?", 8, 4, at, at + timedelta(hours=1), private)
    )


def hold(
    transaction: Transaction,
    team: dict[str, Rep],
    channel: str = PRIVATE,
    *,
    private: bool | None,
    days_ago: int = 9,
) -> Brainstorm:
    """Morgan opens one, Sam says an idea, and Dana takes it on, has done it, and dropped it since."""
    opened = open_one(transaction, team["Morgan"], channel, private=private, days_ago=days_ago)
    idea_id = add_brainstorm_idea(transaction, opened.id, team["Sam"].id, "Bring cake", NOW)
    assert idea_id is not None
    account = an_account(transaction, f"Acme {opened.id}", rep_id=team["Dana"].id)
    add_commitments(transaction, team["Dana"].id, [Choice(idea_id, account.id, Rhythm.ONCE)], NOW)
    [taken] = list_commitments(transaction, brainstorm_id=opened.id)
    tick_commitment(transaction, team["Dana"], taken.id, TODAY, NOW)
    drop_commitment(transaction, taken.id, NOW)
    change_phase(transaction, opened, Phase.CLOSED, None, opened.opened_at)
    return opened


@pytest.mark.parametrize("private", [True, False, None])
def test_who_took_part_reads_it_and_others_only_where_it_was_not_private(
    transaction: Transaction, team: dict[str, Rep], private: bool | None
) -> None:
    """Where nobody noted whether the channel was private, it is the team's as before."""
    held = hold(transaction, team, private=private)
    for name, rep in team.items():
        reader = LibraryReader(rep.id)
        is_shown = name != "Kim" or not private
        found = read_library(transaction, reader, NOW)
        assert [each.brainstorm.id for each in found.past] == ([held.id] if is_shown else []), name
        assert (found.harvest is not None) is is_shown, name
        assert (read_harvest(transaction, reader, NOW) is not None) is is_shown, name
        assert has_library(transaction, reader) is is_shown, name


def test_from_the_channel_itself_everybody_reads_it(transaction: Transaction, team: dict[str, Rep]) -> None:
    held = hold(transaction, team, private=True)
    [past] = read_library(transaction, LibraryReader(team["Kim"].id, PRIVATE), NOW).past
    assert past.brainstorm.id == held.id
    assert not read_library(transaction, LibraryReader(team["Kim"].id, PUBLIC), NOW).past


def test_the_next_brainstorm_opens_with_it_in_that_channel_only(
    transaction: Transaction, team: dict[str, Rep]
) -> None:
    """It named ideas and clients of the private channel in a public one."""
    hold(transaction, team, private=True)
    for channel, is_shown in ((PRIVATE, True), (PUBLIC, False)):
        opened = open_one(transaction, team["Morgan"], channel, private=channel == PRIVATE)
        board = read_board(transaction, opened.id, NOW)
        assert board is not None
        assert (board.harvest is not None, board.has_library) == (is_shown, is_shown), channel


def test_the_harvest_goes_on_to_the_newest_that_may_be_read(
    transaction: Transaction, team: dict[str, Rep]
) -> None:
    hold(transaction, team, PUBLIC, private=False, days_ago=30)
    for days in range(20, 5, -2):
        hold(transaction, team, private=True, days_ago=days)
    harvest = read_harvest(transaction, LibraryReader(team["Kim"].id), NOW)
    assert harvest is not None
    assert harvest.at == NOW - timedelta(days=30)


def test_pages_are_full_of_what_may_be_read(transaction: Transaction, team: dict[str, Rep]) -> None:
    shown = [
        hold(transaction, team, PUBLIC, private=False, days_ago=80 - 2 * number).id
        for number in range(PAGE + 1)
    ]
    for number in range(PAGE):
        hold(transaction, team, private=True, days_ago=79 - 2 * number)
    reader = LibraryReader(team["Kim"].id)
    first = read_library(transaction, reader, NOW)
    second = read_library(transaction, reader, NOW, first.earlier)
    pages = [[each.brainstorm.id for each in page.past] for page in (first, second)]
    assert pages == [shown[:0:-1], shown[:1]]
    assert second.earlier is None


def test_one_under_way_in_a_private_channel_is_not_told_of_elsewhere(
    transaction: Transaction, team: dict[str, Rep]
) -> None:
    open_one(transaction, team["Morgan"], PRIVATE, private=True)
    open_one(transaction, team["Morgan"], PUBLIC, private=False)
    seen = {
        name: [each.channel for each in read_library(transaction, LibraryReader(rep.id), NOW).under_way]
        for name, rep in team.items()
    }
    assert seen == {"Sam": [PUBLIC], "Dana": [PUBLIC], "Morgan": [PRIVATE, PUBLIC], "Kim": [PUBLIC]}


def test_no_statement_grows_with_the_private_brainstorms(
    transaction: Transaction, team: dict[str, Rep]
) -> None:
    """Each of all that ever were was named in every statement."""
    hold(transaction, team, PUBLIC, private=False, days_ago=90)

    def count_values() -> list[int]:
        counted: list[int] = []

        def note(_connection: Any, _cursor: Any, _statement: str, values: Any, *_: Any) -> None:
            counted.append(len(values))

        event.listen(transaction.connection, "before_cursor_execute", note)
        reader = LibraryReader(team["Kim"].id)
        assert has_library(transaction, reader)
        assert len(read_library(transaction, reader, NOW).past) == 1
        recall_trade(transaction, reader)
        event.remove(transaction.connection, "before_cursor_execute", note)
        return counted

    before = count_values()
    for number in range(20):
        hold(transaction, team, private=True, days_ago=80 - number)
    assert count_values() == before
