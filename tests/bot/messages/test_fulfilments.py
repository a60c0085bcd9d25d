"""What a touch is asked about (NS-14, NS-15)."""

import pytest

from bot.messages.fulfilments import TICK_TOUCH_SOMEWHERE, compose_fulfilled
from jobs.rules.commitments import Fulfilled
from storage.brainstorm_records import Location
from tests.builders import TODAY


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
