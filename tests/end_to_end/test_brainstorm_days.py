"""On which day a brainstorm was, for people far from Greenwich (NS-17)."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import NewBrainstorm, Phase
from storage.brainstorms import add_brainstorm, change_phase
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text
from tests.end_to_end.test_brainstorms import begin, board, says
from tests.end_to_end.test_idea_library import holds

HALF_PAST_FOUR = datetime(2026, 11, 19, 0, 30, tzinfo=UTC)
"""In Los Angeles, on 18 November."""


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two people on the west coast, and one for whom it is tomorrow already."""
    team = open_team(
        HALF_PAST_FOUR, Sam="America/Los_Angeles", Dana="Asia/Tokyo", Morgan="America/Los_Angeles"
    )
    for name in ("Sam", "Dana", "Morgan"):
        team.person(name).said_yes()
    for name in ("Dana", "Morgan"):
        team.person(name).leads_the_team()
    for name, client in (("Sam", "Acme"), ("Dana", "Birch")):
        team.has_account(client, owner=team.person(name), touched_days_ago=[10])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def test_nobody_reads_that_a_brainstorm_was_tomorrow(team: Team, sam: Person, morgan: Person) -> None:
    """At 16:30 in Los Angeles it is the next day in UTC."""
    begin(morgan)
    assert says(sam, "Bring cake") == {}
    board(sam, "Bring cake")
    team.clock_moves_by(minutes=8)
    team.clock_moves_by(minutes=4)
    board(sam, "What came of the brainstorm")
    assert "*Today: How could we" in sam.types("/brainstorm ideas")
    team.clock_moves_by(days=1)
    assert "*Yesterday: How could we" in sam.types("/brainstorm ideas")
    morgan._place = SALES
    morgan.presses("Idea library")
    assert "*Yesterday: How could we" in as_text(morgan.form())


def test_what_came_of_a_brainstorm_is_told_with_its_own_day(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """In the form it is the reader's, in the channel that of whoever has just read it there: the opener's."""
    holds(team, morgan, sam, "Bring cake", {sam: "Bring cake"})
    sam.types("/touch Acme brought cake")
    sam.presses("Yes: Bring cake")
    dana.types("/brainstorm")
    assert "*Since the brainstorm of 19 Nov*" in as_text(dana.form())
    dana.page.close(dana.form())
    assert "*Since the brainstorm of 18 Nov*" in sam.types("/brainstorm ideas")
    morgan.types("/brainstorm")
    assert "*Since the brainstorm of 18 Nov*" in as_text(morgan.form())
    assert morgan.submits() == {}
    assert "*Since the brainstorm of 18 Nov*" in board(sam, "Brainstorm: ideas")


def test_a_brainstorm_that_was_closed_days_later_has_the_day_of_the_meeting(
    team: Team, sam: Person, morgan: Person
) -> None:
    """The bot had been shut out of the channel meanwhile, and the meeting of Monday was dated "Today"."""
    at = HALF_PAST_FOUR - timedelta(days=2)
    with team.books.transaction(team.workspace) as transaction:
        opened = add_brainstorm(transaction, NewBrainstorm(SALES, morgan.rep.id, "How?", 8, 4, at, at))
        add_brainstorm_idea(transaction, opened.id, morgan.rep.id, "Bring cake", at)
        change_phase(transaction, opened, Phase.CLOSED, None, HALF_PAST_FOUR)
    assert "*Mon 16 Nov: How?*" in sam.types("/brainstorm ideas")
