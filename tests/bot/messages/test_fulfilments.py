"""What a touch is asked about (NS-14, NS-15)."""

from dataclasses import replace

import pytest

from bot.messages.fulfilments import QUESTION, TICK_TOUCH_SOMEWHERE, compose_fulfilled
from jobs.rules.commitments import Fulfilled, Progress
from storage.brainstorm_records import Commitment, Location, Rhythm
from tests.builders import NOW, TODAY


@pytest.mark.parametrize(("stores", "kind"), [(1, "static"), (100, "static"), (101, "external")])
def test_a_visit_is_asked_where_it_was_however_many_stores_there_are(stores: int, kind: str) -> None:
    """Slack's menu has 100 options: of more nothing was asked."""
    somewhere = tuple(Location(number, 1, f"Store {number}") for number in range(stores))
    said, asked = compose_fulfilled(Fulfilled(somewhere=somewhere), 7, TODAY)
    assert "Where was it? One tap counts it." in str(said)
    [menu] = asked["elements"]
    assert (menu["type"], menu["action_id"]) == (f"{kind}_select", TICK_TOUCH_SOMEWHERE)
    assert menu["placeholder"]["text"] == "Choose where"
    assert len(menu.get("options", ())) == (stores if kind == "static" else 0)
    assert asked["block_id"] == "somewhere.7", "the search knows by it which touch it is"


def test_one_button_adds_a_store_whatever_it_counts_for() -> None:
    """Two commitments had a Yes each: one press ticked both, and neither said that it added a store."""
    walk = Commitment(1, 1, 1, 1, "Sam", 1, "Acme", "Walk through each branch", Rhythm.LOCATIONS, None, NOW)
    visit = replace(walk, id=2, text="Visit all of their branches")
    cake = replace(walk, id=3, text="Bring cake", rhythm=Rhythm.ONCE)
    perhaps = tuple(Progress(each, 0) for each in (walk, visit, cake))
    blocks = compose_fulfilled(Fulfilled(perhaps=perhaps, unknown=("Lime Grove",)), 7, TODAY)
    asked, adds, question, others = blocks
    assert asked["elements"][0]["text"] == (
        "Lime Grove isn't among their locations yet. *Add Lime Grove* counts it for "
        "“Walk through each branch” and “Visit all of their branches”."
    )
    assert [each["text"]["text"] for each in adds["elements"]] == ["Add Lime Grove"]
    assert question["elements"][0]["text"] == QUESTION
    assert [each["text"]["text"] for each in others["elements"]] == ["Yes: Bring cake"]
    [alone, _] = compose_fulfilled(Fulfilled(perhaps=perhaps[:1], unknown=("Lime Grove",)), 7, TODAY)
    assert alone["elements"][0]["text"].endswith("counts it for “Walk through each branch”.")
    many = tuple(f"Store {number} {'x' * 80}" for number in range(3))
    [_, adds] = compose_fulfilled(Fulfilled(perhaps=perhaps[:1], unknown=many), 7, TODAY)
    assert adds["elements"][0]["text"]["text"] == "Add 3 locations"
