"""What the bot's own buttons carry, its own listeners take: every one that a whole brainstorm shows."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.messages.brainstorms import ADD, CHOOSE, MORE, MY_IDEAS, NEXT, SEE_ALL, SPARK
from bot.messages.commitments import TICK
from bot.messages.failures import compose_strange_press
from bot.messages.harvests import LIBRARY
from bot.messages.own_ideas import REMOVE
from bot.messages.similar_ideas import MERGE
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.hostile import HostileSlack
from tests.end_to_end.team import SALES, Person, Team
from tests.end_to_end.test_brainstorms import begin, board, says
from tests.end_to_end.test_idea_library import takes

Json = dict[str, Any]

REFUSED = compose_strange_press().text
THINGS = (
    "cake",
    "tea",
    "fruit",
    "maps",
    "news",
    "plants",
    "cards",
    "books",
    "plans",
    "bread",
    "honey",
    "time",
)
IDEAS = "\n".join(f"Bring {each}" for each in THINGS)
"""More than any list shows at once."""


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """A rep with a client, and whoever leads the team."""
    team = open_team(Sam="UTC", Morgan="UTC")
    for name in ("Sam", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    team.has_account("Acme", owner=team.person("Sam"), touched_days_ago=[10])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


@dataclass
class Buttons:
    """Every button that the bot has shown, once for each thing it carries, with what its window remembers."""

    team: Team
    read: int = 0
    shown: dict[str, tuple[Json, str | None]] = field(default_factory=dict)

    def look(self) -> None:
        entries = self.team.slack.log.after(self.read)
        self.read = max((each.n for each in entries), default=self.read)
        for entry in entries:
            self.collect(entry.payload if entry.direction == "from bot" else entry.answer, None)

    def collect(self, shown: object, memory: str | None) -> None:
        match shown:
            case str() if shown[:1] in ("{", "["):
                self.collect(json.loads(shown), memory)
            case {"type": "button", "action_id": action_id} if "url" not in shown:
                action = {"action_id": action_id, "block_id": "x", "value": shown.get("value", "")}
                self.shown.setdefault(f"{action_id} {action['value']} {memory}", (action, memory))
            case dict():
                if shown.get("type") in ("modal", "home"):
                    memory = str(shown.get("private_metadata", ""))
                for each in shown.values():
                    self.collect(each, memory)
            case list():
                for each in shown:
                    self.collect(each, memory)
            case _:
                pass

    def press_all(self, slack: HostileSlack) -> set[str]:
        """Press what is shown, then what is shown because of it, and return what was refused."""
        pressed: set[str] = set()
        refused: set[str] = set()
        for _ in range(3):
            self.look()
            for carried, (action, memory) in list(self.shown.items()):
                if carried in pressed:
                    continue
                pressed.add(carried)
                slack.hears()
                if memory is None:
                    slack.press_in_message(action)
                else:
                    slack.press_in_window(action, memory)
                if any(REFUSED in each for each in slack.hears()):
                    refused.add(carried)
        return refused

    @property
    def names(self) -> set[str]:
        return {action["action_id"] for action, _ in self.shown.values()}


def test_no_button_of_a_whole_brainstorm_is_refused_by_its_own_listener(
    team: Team, sam: Person, morgan: Person
) -> None:
    """NS-10 to NS-17: "All 12 ideas" of the idea library was refused, always."""
    buttons = Buttons(team)
    begin(morgan)
    assert says(sam, IDEAS) == {}
    board(morgan, "12 ideas so far")
    assert says(morgan, "Bring a cake") == {}
    sam.presses("My ideas")
    team.clock_moves_by(seconds=61)
    board(morgan, "three examples")
    buttons.look()
    team.clock_moves_by(minutes=8)
    board(morgan, "Brainstorm: choose yours")
    sam._place = SALES
    sam.presses("Choose mine")
    takes(sam, "Bring cake", "Acme")
    buttons.look()
    team.clock_moves_by(minutes=4)
    board(morgan, "What came of the brainstorm")
    sam.types("/brainstorm ideas")
    sam.types("/touch Acme brought cake")
    sam.opens_home()
    morgan.types("/brainstorm")
    begin(morgan)
    assert buttons.press_all(HostileSlack(team, morgan)) == set()
    assert buttons.names >= {ADD, CHOOSE, LIBRARY, MERGE, MORE, MY_IDEAS, NEXT, REMOVE, SEE_ALL, SPARK, TICK}
