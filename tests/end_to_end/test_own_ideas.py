"""My ideas: a typo is put right, an idea removed and brought back, and two taken apart again (NS-11)."""

import json
from typing import Any

import pytest

from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text, wait_until
from tests.end_to_end.test_brainstorms import begin, board, says

Json = dict[str, Any]


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps and whoever leads them."""
    team = open_team(Sam="UTC", Dana="UTC", Morgan="UTC")
    for name in ("Sam", "Dana", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    for name, client in (("Sam", "Acme"), ("Dana", "Birch")):
        team.has_account(client, owner=team.person(name), touched_days_ago=[10])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def opens_own(person: Person) -> str:
    person._place = SALES
    person.presses("My ideas")
    return as_text(person.form())


def presses_in_list(person: Person, label: str, line: str = "", **changed: Any) -> str:
    """Press a button of the open list, below or beside the line that holds these words."""
    inside = not line
    for block in person.form()["blocks"]:
        if block["type"] == "section" and line:
            inside = line in as_text({"blocks": [block]})
        for each in [block.get("accessory", {}), *block.get("elements", [])]:
            if inside and each.get("text", {}) == {"type": "plain_text", "text": label, "emoji": True}:
                person.page.press(person.form(), each["action_id"], block_id=block["block_id"], **changed)
                return as_text(person.form())
    raise AssertionError(f"There is no “{label}” in:\n{as_text(person.form())}")


def closes(person: Person) -> None:
    person.page.close(person.form(), everything=True)


def test_a_typo_is_put_right_for_everybody(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    begin(morgan)
    says(sam, "Visti each store\nBring cake")
    says(dana, "Read their magazine")
    said = opens_own(sam)
    assert "Visti each store" in said
    assert "Bring cake" in said
    assert "magazine" not in said
    presses_in_list(sam, "Change", "Visti")
    assert sam.field("idea") == "Visti each store"
    for typed, trouble in (
        ("•", "Please write your idea in words."),
        ("one\ntwo", "Please keep it to one line here."),
        ("A" * 201, "200 characters"),
        ("bring CAKE", "You have said that here already."),
    ):
        assert trouble in sam.fills(idea=typed).submits()["idea"]
    assert sam.fills(idea="Visit each store").submits() == {}
    assert "It says now: “Visit each store”." in as_text(sam.form())
    said = board(dana, "• Visit each store  _(Sam Lee)_")
    assert "Visti" not in said


def test_an_idea_is_removed_and_comes_back(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """What Dana had put together with it stays on the list meanwhile: nothing of others is lost."""
    begin(morgan)
    says(sam, "Visit all of their stores")
    says(dana, "visit their stores")
    dana.page.press(dana.form(), "brainstorm.merge")
    board(sam, "• Visit all of their stores  _(Sam Lee, Dana Lee)_")
    says(sam, "Bring cake")
    assert "Dana Lee said the same." in opens_own(sam)
    carried = [json.loads(each["value"]) for each in buttons_in(sam.form(), "own_idea.remove")]
    said = presses_in_list(sam, "Remove", "Visit all")
    assert "✓ Removed: ~Visit all of their stores~ What Dana Lee said stays.\n[Undo]" in said
    assert "2 ideas so far" in board(morgan, "• visit their stores  _(Dana Lee)_")
    # The same press once more, before the list was shown anew.
    sam.page.do("action", **deed_in(sam.form(), "own_idea.remove", carried[1]))
    assert "Off the list already: ~Visit all of their stores~\n[Undo]" in as_text(sam.form())
    presses_in_list(sam, "Undo", "Off the list")
    assert "✓ Back on the list" in as_text(sam.form())
    board(morgan, "• Visit all of their stores  _(Dana Lee, Sam Lee)_")


def buttons_in(view: Json, action_id: str) -> list[Json]:
    """Return the buttons of an action, each with the name of its block."""
    return [
        {**each, "block_id": block["block_id"]}
        for block in view["blocks"]
        for each in block.get("elements", [])
        if each.get("action_id") == action_id
    ]


def deed_in(view: Json, action_id: str, value: Any) -> Json:
    """Return what the page sends for a button of a view, with a value that is forged or out of date."""
    return {
        "container": {"type": "view", "view_id": view["id"]},
        "block_id": buttons_in(view, action_id)[0]["block_id"],
        "action_id": action_id,
        "type": "button",
        "value": json.dumps(value),
    }


def test_keep_both_can_be_said_later(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """NS-11."""
    begin(morgan)
    says(sam, "Visit all of their stores")
    says(dana, "visit their stores")
    dana.page.press(dana.form(), "brainstorm.merge")
    wait_until(lambda: "_My ideas_ takes it apart again" in as_text(dana.form()), "The answer")
    closes(dana)
    said = opens_own(dana)
    assert "Listed with Sam Lee's “Visit all of their stores”." in said
    assert "✓ Both are kept" in presses_in_list(dana, "Take apart")
    said = board(sam, "2 ideas so far")
    assert "• visit their stores  _(Dana Lee)_" in said
    closes(dana)
    assert "Dana" not in opens_own(sam)


def test_what_is_off_the_list_is_put_together_with_nothing(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """Dana was told that the whole brainstorm was gone."""
    begin(morgan)
    says(sam, "Visit all of their stores")
    says(dana, "visit their stores")
    opens_own(sam)
    presses_in_list(sam, "Remove")
    dana.page.press(dana.form(), "brainstorm.merge")
    assert "One of the two is off the list by now" in as_text(dana.form())
    # "1 idea so far" stood there before, too, when only Sam had said something.
    assert "1 idea so far" in board(morgan, "• visit their stores  _(Dana Lee)_")


def test_a_forged_press_changes_nobodys_words(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """NS-11: not even whoever leads the team."""
    begin(morgan)
    says(sam, "Bring cake")
    says(morgan, "Read their magazine")
    opens_own(sam)
    of_sam = json.loads(buttons_in(sam.form(), "own_idea.change")[0]["value"])
    opens_own(morgan)
    for action_id, value in (
        ("own_idea.change", of_sam),
        ("own_idea.remove", [*of_sam, "Bring cake", None]),
    ):
        morgan.page.do("action", **deed_in(morgan.form(), action_id, value))
        assert "That is somebody else's idea, so only they can change it." in as_text(morgan.form())
    assert "• Bring cake  _(Sam Lee)_" in board(dana, "Bring cake")
    morgan.page.do("action", **deed_in(morgan.form(), "own_idea.remove", ["x"]))
    morgan.opens_messages()
    morgan.waits_to_read("I can't read what came with that, so I changed nothing.")


def test_what_somebody_took_on_stays_and_what_went_meanwhile_is_told(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """NS-13: Sam's form is open while Dana takes the one on, and Dana's while Sam removes the other."""
    begin(morgan)
    says(sam, "Bring cake\nRead their magazine")
    board(sam, "2 ideas so far")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    dana._place = SALES
    dana.presses("Choose mine")
    assert dana.fills(**{"ideas.0": "Bring cake; Read their magazine"}).submits() == {}
    fields = [each["block_id"] for each in dana.form()["blocks"] if "accounts." in each.get("block_id", "")]
    danas = dana.fills(**dict.fromkeys(fields, "Birch"))
    opens_own(sam)
    presses_in_list(sam, "Remove", "magazine")
    presses_in_list(sam, "Change", "cake")
    assert danas.submits() == {}
    said = as_text(dana.form())
    assert "1 of the ideas was taken off the list meanwhile by whoever had said it." in said
    assert "Noted: 1 idea for 1 account." in said
    assert "Somebody took it on meanwhile" in sam.fills(idea="Bring pie").submits()["idea"]
    said = presses_in_list(sam, "Back to my ideas")
    assert "1 person took it on in these words, so it stays as it is." in said
    assert "[Change]" not in said
    team.clock_moves_by(minutes=4)
    assert "[See the idea]" in board(morgan, "What came of the brainstorm")


def test_nobody_promises_words_they_have_not_seen(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """NS-13: Sam changes it while Dana's form is open; she is told, and it stays so from then on."""
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "1 idea so far")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    dana._place = SALES
    dana.presses("Choose mine")
    assert dana.fills(**{"ideas.0": "Bring cake"}).submits() == {}
    [field] = [each["block_id"] for each in dana.form()["blocks"] if "accounts." in each.get("block_id", "")]
    opens_own(sam)
    presses_in_list(sam, "Change")
    assert sam.fills(idea="Bring a horse").submits() == {}
    assert dana.fills(**{field: "Birch"}).submits() == {}
    assert "Changed while you chose, it now says: “Bring a horse”." in as_text(dana.form())
    assert "1 person took it on" in opens_own(sam)


def test_from_the_form_one_gets_to_ones_own_and_back(team: Team, sam: Person, morgan: Person) -> None:
    begin(morgan)
    assert "None of yours is on the list." in opens_own(sam)
    presses_in_list(sam, "Add an idea")
    assert sam.fills(idea="Bring cake").submits() == {}
    assert not sam.sees_form()
    sam._place = SALES
    sam.presses("Add an idea")
    assert "1 idea of yours so far." in as_text(sam.form())
    presses_in_list(sam, "My ideas", "of yours")
    presses_in_list(sam, "Change", "cake")
    presses_in_list(sam, "Back to my ideas")
    assert "• Bring cake" in as_text(sam.form())
    assert len(sam.page.views()) == 2


def test_the_result_is_shown_anew_though_all_were_removed(team: Team, sam: Person, morgan: Person) -> None:
    """It would go on showing what somebody has taken back."""
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "1 idea so far")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    team.clock_moves_by(minutes=4)
    board(sam, "What came of the brainstorm")
    opens_own(sam)
    presses_in_list(sam, "Remove")
    assert "Bring cake" not in board(morgan, "0 ideas")
    closes(sam)
    sam._place = SALES
    sam.presses("Choose mine")
    assert "No idea is on the list any more." in as_text(sam.form())


def test_help_names_it(sam: Person) -> None:
    assert "_My ideas_" in sam.types("/brainstorm help")
