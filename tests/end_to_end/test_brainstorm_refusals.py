"""Who may begin and steer a brainstorm while Slack is slow to say so, and forms that nobody was given."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.messages.brainstorm_forms import IDEA_FORM
from bot.messages.choices import DETAILS_FORM, IDEAS_FORM
from bot.messenger import PATIENCE_SECONDS as ASKING_SECONDS
from storage.brainstorms import find_open_brainstorm
from tests.end_to_end.conftest import OpenTeam, let_the_bot_wait
from tests.end_to_end.signed import post_signed
from tests.end_to_end.team import SALES, Person, Team, slack_id, wait_until
from tests.end_to_end.test_brainstorms import begin, board, says

SLACKS_PATIENCE_SECONDS = 3.0
MUCH_LONGER_MS = 60_000


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """A rep who is an admin of the Slack workspace, and whoever leads the team."""
    team = open_team(Sam="UTC", Morgan="UTC")
    for name in ("Sam", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    team.person("Sam").is_slack_admin()
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def test_an_admin_whom_slack_does_not_vouch_for_in_time_hears_so(
    team: Team, sam: Person, morgan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NS-10, complaint 14: it was said to be for whoever leads the team, after more than three seconds."""
    assert ASKING_SECONDS < SLACKS_PATIENCE_SECONDS
    asked = len(team.calls("users.info"))
    team.slack_fails("users.info", delay_ms=MUCH_LONGER_MS)
    with monkeypatch.context() as meanwhile:
        let_the_bot_wait(meanwhile, 0.2)
        said = sam.types("/brainstorm")
    assert len(team.calls("users.info")) == asked, "Slack has answered, so this shows nothing."
    assert said.startswith("Slack didn't tell me in time whether you are an admin of the workspace")
    assert not sam.sees_form()
    sam.types("/brainstorm")
    team.slack_fails("users.info", status=503)
    assert "Slack didn't tell me in time" in sam.submits()["channel"]
    assert sam.submits() == {}
    board(morgan, "Brainstorm: ideas")


def test_a_press_that_slack_does_not_vouch_for_in_time_changes_nothing(
    team: Team, sam: Person, morgan: Person
) -> None:
    """Complaints 14 and 23: they hear so, and may press again."""
    begin(morgan)
    sam._place = SALES
    team.slack_fails("users.info", status=503)
    sam.presses("2 minutes more")
    assert "nothing has changed. Please press it again" in sam.waits_to_read("Slack didn't tell me in time")
    board(morgan, "8 minutes left")
    sam.page.press(shown_to(sam), "brainstorm.more")
    board(morgan, "10 minutes left")


def shown_to(person: Person) -> dict[str, Any]:
    return next(each for each in person.page.messages(SALES) if each["bot"] and not each["ephemeral"])


IDEA = {"idea": {"value": {"type": "plain_text_input", "value": "Bring cake"}}}
NOTHING_CHOSEN = {"ideas.0": {"ideas": {"type": "multi_static_select", "selected_options": []}}}
AN_IDEA_CHOSEN = {"ideas.0": {"ideas": {"selected_options": [{"value": "1"}]}}}
AN_ACCOUNT_CHOSEN = {"accounts.1": {"accounts": {"selected_options": [{"value": "1"}]}}}


@pytest.mark.parametrize(
    ("callback_id", "values"),
    [
        (IDEA_FORM, IDEA),
        (IDEAS_FORM, NOTHING_CHOSEN),
        (IDEAS_FORM, AN_IDEA_CHOSEN),
        (DETAILS_FORM, {}),
        (DETAILS_FORM, AN_ACCOUNT_CHOSEN),
    ],
)
def test_a_form_of_a_brainstorm_that_is_not_there_is_answered_politely(
    team: Team, sam: Person, morgan: Person, callback_id: str, values: dict[str, Any]
) -> None:
    """NS-11, NS-13, complaint 14: words instead of a failure."""
    team.has_account("Acme", owner=sam)
    begin(morgan)
    says(sam, "Bring cake")
    wait_until(lambda: find_number(team), "The brainstorm")
    payload = {
        "type": "view_submission",
        "team": {"id": team.slack.workspace.team_id, "domain": "harbour"},
        "user": {"id": slack_id("Sam"), "name": "sam", "team_id": team.slack.workspace.team_id},
        "trigger_id": f"1.2.{callback_id}",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": json.dumps({"brainstorm": find_number(team) + 77}),
            "state": {"values": values},
        },
    }
    status, answer = post_signed(team, urlencode({"payload": json.dumps(payload)}))
    assert status == 200
    said = json.loads(answer)
    assert said["response_action"] == "update"
    assert "I can't find this brainstorm any more." in json.dumps(said["view"])


def find_number(team: Team) -> int:
    with team.books.reading(team.workspace) as reader:
        found = find_open_brainstorm(reader, SALES)
    return 0 if found is None else found.id
