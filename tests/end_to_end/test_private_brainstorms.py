"""A brainstorm in a private channel: its ideas are for that channel, and for those who took part (NS-17)."""

import pytest

from bot.messages.harvests import LIBRARY
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text, wait_until
from tests.end_to_end.test_idea_library import takes

LEADS = "C0LEADS"


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two who sell and whoever leads them, and a private channel of which Dana is not a member."""
    team = open_team(Sam="UTC", Dana="UTC", Kim="UTC", Morgan="UTC")
    for name in ("Sam", "Dana", "Kim", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    for name, client in (("Sam", "Acme"), ("Dana", "Birch")):
        team.has_account(client, owner=team.person(name), touched_days_ago=[10])
    slack = team.slack
    members = [*(team.person(name).slack_id for name in ("Sam", "Kim", "Morgan")), slack.workspace.bot.id]
    slack.run_inside(lambda: slack.workspace.add_channel("leads", members, is_private=True, channel_id=LEADS))
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


@pytest.fixture
def kim(team: Team) -> Person:
    return team.person("Kim")


def posted(person: Person, channel: str, words: str) -> str:
    """What the newest message of the bot in a channel says, once these words are in it."""

    def look() -> str:
        texts = [as_text(each) for each in person.page.messages(channel) if each["bot"]]
        return texts[-1] if texts and words in texts[-1] else ""

    return wait_until(look, f"“{words}” in {channel}")


def asks_in(person: Person, channel: str) -> str:
    """Ask for the idea library in a channel, and return the answer."""
    assert person.page.command(channel, "/brainstorm ideas")["ok"]
    person._place = channel
    return person.reads()


def begins_in(morgan: Person, channel: str) -> str:
    """Begin a brainstorm in a channel, and return its message."""
    assert morgan.page.command(channel, "/brainstorm")["ok"]
    assert morgan.submits() == {}
    return posted(morgan, channel, "Brainstorm: ideas")


def holds_in_private(team: Team, morgan: Person, sam: Person) -> None:
    """A whole brainstorm in the private channel, of which Sam has done something since."""
    begins_in(morgan, LEADS)
    sam._place = LEADS
    sam.presses("Add an idea")
    assert sam.fills(idea="Bring cake").submits() == {}
    posted(morgan, LEADS, "Bring cake")
    team.clock_moves_by(minutes=8)
    posted(morgan, LEADS, "Brainstorm: choose yours")
    sam._place = LEADS
    sam.presses("Choose mine")
    takes(sam, "Bring cake", "Acme")
    team.clock_moves_by(minutes=4)
    posted(morgan, LEADS, "What came of the brainstorm")
    team.clock_moves_by(days=1)
    sam.types("/touch Acme brought cake")
    sam.presses("Yes: Bring cake")


def test_the_ideas_of_a_private_channel_are_for_it_and_for_who_took_part(
    team: Team, sam: Person, dana: Person, kim: Person, morgan: Person
) -> None:
    """Everybody in the workspace read them in the library."""
    holds_in_private(team, morgan, sam)
    for person, channel, is_shown in (
        (sam, SALES, True),
        (morgan, SALES, True),
        (dana, SALES, False),
        (kim, SALES, False),
        (kim, LEADS, True),
    ):
        said = asks_in(person, channel)
        assert ("Bring cake" in said) is is_shown, (person.name, channel)
        assert ("No ideas yet" in said) is not is_shown, (person.name, channel)


def test_who_only_listened_opens_the_library_from_the_channel(
    team: Team, sam: Person, kim: Person, morgan: Person
) -> None:
    """Its window is in no channel, and remembers that one."""
    holds_in_private(team, morgan, sam)
    kim._place = LEADS
    kim.presses("Idea library")
    assert "• Bring cake" in as_text(kim.form())
    assert f'"{LEADS}"' in kim.form()["private_metadata"]


def test_the_next_brainstorm_opens_with_it_in_that_channel_only(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    holds_in_private(team, morgan, sam)
    morgan.types("/brainstorm")
    shown = as_text(morgan.form())
    assert "• Done or begun: “Bring cake”" in shown, "whoever opened it reads it in the form"
    assert "Those of a private channel are for that channel, and for those who took part." in str(
        morgan.form()
    )
    morgan.page.press(morgan.form(), LIBRARY)
    assert "• Bring cake" in as_text(morgan.form())
    morgan.page.close(morgan.form())
    assert morgan.submits() == {}
    said = posted(dana, SALES, "Brainstorm: ideas")
    assert "Bring cake" not in said
    assert "Idea library" not in said
    assert "• Done or begun: “Bring cake”" in begins_in(morgan, LEADS)
    assert f"<#{LEADS}>" not in asks_in(dana, SALES)
