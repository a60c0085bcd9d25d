"""Choosing opens again however much somebody has chosen, and loses nothing of it (NS-13)."""

import pytest

from jobs.brainstorm_choices import list_taken, say_ideas, take_on
from storage.accounts import list_accounts_of
from storage.brainstorm_records import Choice, Rhythm
from storage.brainstorms import find_open_brainstorm
from tests.builders import an_account
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text
from tests.end_to_end.test_brainstorms import begin, board

IDEAS, ACCOUNTS = 24, 100
CLIENT = "One of the very many clients in the whole county, number"


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    team = open_team(Sam="UTC", Morgan="UTC")
    for name in ("Sam", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    return team


def chooses_everything(team: Team, sam: Person) -> None:
    """Sam has taken on each idea for each of his clients."""
    with team.books.transaction(team.workspace) as transaction:
        opened = find_open_brainstorm(transaction, SALES)
        assert opened is not None
        for number in range(ACCOUNTS):
            an_account(transaction, f"{CLIENT} {number}", rep_id=sam.rep.id)
        ids = [
            idea.id
            for number in range(IDEAS)
            for said in [say_ideas(transaction, sam.rep, opened.id, f"{number} letters to them", team.now)]
            if said is not None
            for idea in said.ideas
        ]
        own = list_accounts_of(transaction, sam.rep.id)
        choices = [Choice(idea, each.id, Rhythm.ONCE) for idea in ids for each in own]
        take_on(transaction, sam.rep, opened.id, choices, team.now, show_name=True)


def count_taken(team: Team, sam: Person) -> int:
    with team.books.reading(team.workspace) as reader:
        opened = find_open_brainstorm(reader, SALES)
        assert opened is not None
        own = [each.id for each in list_accounts_of(reader, sam.rep.id)]
        return len(list_taken(reader, sam.rep, opened.id, own))


def test_all_of_it_stands_on_pages_and_one_thing_is_changed(team: Team) -> None:
    sam, morgan = team.person("Sam"), team.person("Morgan")
    begin(morgan)
    chooses_everything(team, sam)
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    sam.presses("Choose mine")
    assert sam.submits() == {}
    assert sam.form()["submit"]["text"] == "Next"
    assert "Your ideas, 1 to " in as_text(sam.form())
    first = next(each["block_id"] for each in sam.form()["blocks"] if "accounts." in each.get("block_id", ""))
    assert sam.fills(**{first: f"{CLIENT} 7"}).submits() == {}
    assert count_taken(team, sam) == (IDEAS - 1) * ACCOUNTS + 1
    while sam.form()["submit"]["text"] == "Next":
        assert sam.submits() == {}
    assert sam.submits() == {}
    assert f"Noted: {IDEAS} ideas for {ACCOUNTS} accounts." in as_text(sam.form())
    assert count_taken(team, sam) == (IDEAS - 1) * ACCOUNTS + 1
