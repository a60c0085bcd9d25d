"""The idea library: the next brainstorm opens with it, and one can look back and choose from it (NS-17)."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.messages.brainstorms import CHOOSE
from bot.messages.harvests import EARLIER, LIBRARY
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import NewBrainstorm, Phase
from storage.brainstorms import add_brainstorm, change_phase
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text, wait_until
from tests.end_to_end.test_brainstorms import begin, board, says


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps and whoever leads them."""
    team = open_team(Sam="UTC", Dana="UTC", Morgan="UTC")
    for name in ("Sam", "Dana", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    for name, client in (("Sam", "Acme"), ("Dana", "Birch"), ("Sam", "Cobalt")):
        team.has_account(client, owner=team.person(name), touched_days_ago=[10])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def takes(person: Person, ideas: str, client: str, **answers: str) -> None:
    """Choose ideas in the form that is open, all for one client."""
    assert person.fills(**{"ideas.0": ideas}).submits() == {}
    blocks = [each.get("block_id", "") for each in person.form()["blocks"]]
    accounts = dict.fromkeys((each for each in blocks if each.startswith("accounts.")), client)
    assert person.fills(**accounts, **answers).submits() == {}


def holds(team: Team, morgan: Person, speaker: Person, ideas: str, taken: dict[Person, str]) -> None:
    """A whole brainstorm: what is said, and who takes what for their client, with their name."""
    begin(morgan)
    assert says(speaker, ideas) == {}
    board(morgan, ideas.splitlines()[-1])
    team.clock_moves_by(minutes=8)
    board(morgan, "Brainstorm: choose yours")
    for person, chosen in taken.items():
        person._place = SALES
        person.presses("Choose mine")
        takes(person, chosen, "Acme" if person.name == "Sam" else "Birch", show="yes")
    team.clock_moves_by(minutes=4)
    board(morgan, "What came of the brainstorm")


def test_the_next_brainstorm_opens_with_what_was_kept_and_what_grew(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    holds(team, morgan, sam, "Visit their stores\nBring cake", {sam: "Bring cake", dana: "Bring cake"})
    team.clock_moves_by(days=3)
    sam.types("/touch Acme brought cake")
    sam.presses("Yes: Bring cake")
    sam.types("/touch Acme called to say thanks")
    team.clock_moves_by(days=11)

    morgan.types("/brainstorm")
    opening = (
        "*Since the brainstorm of 18 Nov*\n"
        "• Done or begun: “Bring cake”\n"
        "• Hear from us more often: Acme (2 touches, 1 before)"
    )
    assert as_text(morgan.form()).startswith(opening)
    morgan.page.press(morgan.form(), LIBRARY)
    assert "• Bring cake  _(taken by 2 people, done or begun)_" in as_text(morgan.form())
    morgan.page.close(morgan.form())
    assert morgan.submits() == {}
    said = board(morgan, "Brainstorm: ideas")
    assert opening in said
    assert said.index(opening) < said.index("[Add an idea]")


def test_one_chooses_from_the_library_later_and_the_result_of_then_shows_it(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    holds(team, morgan, sam, "Visit their stores\nBring cake", {sam: "Bring cake"})
    team.clock_moves_by(days=5)
    dana._place = SALES
    dana.presses("Idea library")
    assert "• Visit their stores" in as_text(dana.form())
    dana.page.press(dana.form(), CHOOSE)
    takes(dana, "Visit their stores; Bring cake", "Birch", show="yes")
    assert "Noted: 2 ideas for 1 account." in as_text(dana.form())
    board(sam, "• Visit their stores: Dana Lee")

    def grids() -> list[list[str]]:
        shown = [each for each in sam.page.messages(SALES) if each["bot"]][-1]["blocks"]
        tables = [each for each in shown if each["type"] == "data_table"]
        return [[cell["text"] for cell in row] for each in tables for row in each["rows"]]

    rows = wait_until(grids, "The picture")
    assert rows == [
        ["Idea", "Dana Lee", "Sam Lee"],
        ["Bring cake", "●", "●"],
        ["Visit their stores", "●", "·"],
    ]
    assert "[Idea library]" in dana.opens_home()


def test_the_library_goes_as_far_back_as_there_are_ideas(team: Team, sam: Person, morgan: Person) -> None:
    opener = morgan.rep.id
    with team.books.transaction(team.workspace) as transaction:
        for number in range(6):
            at = team.now - timedelta(days=90 - number)
            new = NewBrainstorm(SALES, opener, "How?", 8, 4, at, at)
            opened = add_brainstorm(transaction, new)
            add_brainstorm_idea(transaction, opened.id, opener, f"Idea number {number}", at)
            change_phase(transaction, opened, Phase.CLOSED, None, at)
    assert "Idea number 1" in sam.types("/brainstorm ideas")
    assert "Idea number 0" not in sam.reads()
    sam.presses("Earlier ones")
    page = as_text(sam.form())
    assert "Idea number 0" in page
    assert "Idea number 1" not in page
    assert "Earlier ones" not in page
    assert "Newest" in page
    sam.page.press(sam.form(), LIBRARY)
    wait_until(lambda: "Idea number 5" in as_text(sam.form()), "The newest ones")
    sam.page.press(sam.form(), EARLIER)
    wait_until(lambda: "Idea number 0" in as_text(sam.form()), "The earlier ones")


def test_whoever_may_not_begin_reads_no_harvest_and_nobody_waits_for_who_looks(
    team: Team, sam: Person, morgan: Person
) -> None:
    """The harvest was gathered before it was asked who may, and nobody could write meanwhile."""
    holds(team, morgan, sam, "Bring cake", {sam: "Bring cake"})
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(team.drumbeat.around.books.engine, "before_cursor_execute", note)
    assert "Whoever leads the team begins a brainstorm" in sam.types("/brainstorm")
    refused = list(statements)
    assert "• Bring cake" in sam.types("/brainstorm ideas")
    morgan.types("/brainstorm")
    assert morgan.sees_form()
    event.remove(team.drumbeat.around.books.engine, "before_cursor_execute", note)
    assert not [each for each in refused if "closed_at IS NOT NULL" in each]
    assert [each for each in statements if "closed_at IS NOT NULL" in each]
    assert not [each for each in statements if "INTO handled_request" in each]


def test_before_there_is_anything_nothing_leads_to_the_library(team: Team, morgan: Person) -> None:
    morgan.types("/brainstorm")
    assert "library" not in as_text(morgan.form())
    morgan.submits()
    assert "library" not in board(morgan, "Brainstorm: ideas")
