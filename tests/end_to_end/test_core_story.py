"""The main job of the bot, from `/touch` to the weekly nudge, by both doors and on both databases."""

import pytest

from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team


def tell_the_core_story(team: Team, sam: Person) -> None:
    team.has_account("Acme", owner=sam)
    team.has_account("Acme Foods", owner=sam, tier="A", touched_days_ago=[40], aliases=("AF",))
    team.has_account("Birch & Co", owner=sam, tier="A", added_days_ago=24)

    answer = sam.types("/touch acme foods visited store yesterday with Kim")
    assert "✓ Logged for *Acme Foods*: visited store with Kim, yesterday. You're good until 1 Dec." in answer
    assert [(touch.account_id, touch.with_whom) for touch in team.touches()][-1] == (2, "Kim")

    assert "Taken back for *Acme Foods*" in sam.presses("Undo")
    assert team.notes() == ["coffee with Kim"]

    team.bot_looks()
    assert "May I send you *one short message a week*" in sam.opens_messages()
    assert "the first comes Mon 23 Nov" in sam.presses("Yes, please")

    team.clock_moves_to("2026-11-23T08:29")
    assert sam.nudges() == []
    team.clock_moves_to("2026-11-23T08:30")
    nudge = sam.opens_messages()
    assert "Good morning, Sam. Three accounts have gone quiet:" in nudge
    assert "*Acme Foods*: 45 days since the last touch" in nudge

    sam.presses("Log touch", line="Acme Foods")
    assert sam.fills(note="lunch with the buyer").submits() == {}
    assert "✓ *Acme Foods*: lunch with the buyer, logged by you." in sam.reads()
    assert "✓ *Birch &amp; Co*: I'll be silent about them until 30 Nov." in sam.chooses(
        "Snooze", "1 week", line="Birch"
    )
    home = sam.opens_home()
    assert "*Birch &amp; Co*: I'm silent about them until 30 Nov." in home
    assert home.count("Birch") == 1
    assert "• today: *Acme Foods*, lunch with the buyer" in home


@pytest.mark.parametrize("door", ["socket", "http"])
def test_from_touch_to_nudge_by_either_door(team: Team, sam: Person) -> None:
    tell_the_core_story(team, sam)


class TestPostgreSQL:
    @pytest.fixture
    def story_database(self, migrated_postgresql: str) -> str:
        return migrated_postgresql

    def test_from_touch_to_nudge_on_postgresql(self, open_team: OpenTeam) -> None:
        team = open_team(Sam="UTC")
        tell_the_core_story(team, team.person("Sam"))
