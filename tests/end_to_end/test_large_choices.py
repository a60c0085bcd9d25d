"""Choosing opens again however much somebody has chosen, and loses nothing of it (NS-13)."""

import pytest

from jobs import brainstorm_choices
from jobs.brainstorm_choices import list_taken, say_ideas, take_on
from storage.accounts import list_accounts_of
from storage.brainstorm_records import Choice, Rhythm
from storage.brainstorms import find_open_brainstorm
from storage.commitments import drop_commitment, list_commitments
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


def chooses_everything(team: Team, sam: Person, accounts: int = ACCOUNTS) -> None:
    """Sam has taken on each idea for each of his clients."""
    with team.books.transaction(team.workspace) as transaction:
        opened = find_open_brainstorm(transaction, SALES)
        assert opened is not None
        for number in range(accounts):
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


def test_a_page_keeps_what_it_had_no_room_for_and_the_next_tells_what_came_of_it(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One dropped on Home while the form was open cost another, and what a page set up was told nowhere."""
    # The real search is not for a test to ask.
    monkeypatch.setattr(
        brainstorm_choices, "search_google_news", lambda name, _country: f"http://127.0.0.1:9/{name[-2:]}"
    )
    sam, morgan = team.person("Sam"), team.person("Morgan")
    begin(morgan)
    chooses_everything(team, sam, ACCOUNTS + 1)
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    sam.presses("Choose mine")
    assert sam.submits() == {}
    form = sam.form()
    first = next(each for each in form["blocks"] if "accounts." in each.get("block_id", ""))
    assert first["hint"]["text"] == "1 more account of yours stays with it; “Drop it” is on Home."
    idea_id = int(first["block_id"].removeprefix("accounts."))
    with team.books.transaction(team.workspace) as transaction:
        taken = [each for each in list_commitments(transaction, rep_id=sam.rep.id) if each.idea_id == idea_id]
        drop_commitment(transaction, taken[0].id, team.now)
    often = {f"often.{idea_id}": "Watch the news for it"}
    assert sam.fills(**{first["block_id"]: f"{CLIENT} 7"}, **often).submits() == {}
    assert "I watch the news for 2 accounts from now on" in as_text(sam.form())
    with team.books.reading(team.workspace) as reader:
        left = [each for each in list_commitments(reader, rep_id=sam.rep.id) if each.idea_id == idea_id]
    assert [each.account_name for each in left] == [f"{CLIENT} 7", taken[-1].account_name]
    while sam.form()["submit"]["text"] == "Next":
        assert sam.submits() == {}
    assert sam.submits() == {}
    assert "I watch the news for 2 accounts from now on" in as_text(sam.form())
    assert count_taken(team, sam) == (IDEAS - 1) * (ACCOUNTS + 1) + 2
