"""The word for what clients do, typed once: the next brainstorm begins with it (NS-10)."""

import pytest

from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text, wait_until
from tests.end_to_end.test_brainstorms import board

HINT = "Takes the place of that word in the first question when you press Begin: logistics, patient care …"


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Whoever leads the team, and somebody else who does."""
    team = open_team(Sam="UTC", Morgan="UTC")
    for name in ("Sam", "Morgan"):
        team.person(name).said_yes()
        team.person(name).leads_the_team()
    return team


def read_hint(person: Person) -> str:
    [field] = [each for each in person.form()["blocks"] if each.get("block_id") == "trade"]
    return field["hint"]["text"]


def closes(team: Team, person: Person) -> None:
    board(person, "Brainstorm: ideas")
    team.clock_moves_by(minutes=8)
    board(person, "Closed without an idea this time.")


def test_the_word_of_the_last_brainstorm_stands_in_the_next_form(team: Team, sam: Person) -> None:
    """Also for somebody else, and where the question was another one."""
    morgan = team.person("Morgan")
    morgan.types("/brainstorm")
    assert (morgan.field("trade"), read_hint(morgan)) == ("marketing", HINT)
    morgan.fills(trade="stores").submits()
    closes(team, morgan)

    sam.types("/brainstorm")
    assert (sam.field("trade"), read_hint(sam)) == ("stores", f"As in the last brainstorm. {HINT}")
    assert "what our clients do in their stores" in (sam.field("question.0") or "")
    two = {"text": {"type": "plain_text", "text": "As if we worked there"}, "value": "1"}
    sam.page.press(sam.form(), "brainstorm.question", selected_option=two)
    wait_until(lambda: "question.1" in str(sam.form()), "The other question")
    assert "As in the last brainstorm." in read_hint(sam)
    sam.fills(trade="yards").submits()
    closes(team, sam)

    morgan.types("/brainstorm")
    assert morgan.field("trade") == "yards"
    assert "what our clients do in their yards" in (morgan.field("question.0") or "")


def test_a_brainstorm_that_had_to_wait_for_the_bot_keeps_its_word(team: Team, sam: Person) -> None:
    team.slack_fails("conversations.info", error="fatal_error")
    sam.types("/brainstorm")
    sam.fills(trade="stores").submits()
    assert "Slack didn't tell me" in as_text(sam.form())
    sam.page.press(sam.form(), "brainstorm.check")
    assert "in their stores" in board(sam, "Brainstorm: ideas")
    sam._place = SALES
    sam.types("/brainstorm")
    assert sam.field("trade") == "stores"
