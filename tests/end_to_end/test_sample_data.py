"""A first open of Home: made-up clients to try the bot with, gone again with one click (D3)."""

from typing import Any

from bot.messages.failures import compose_strange_press
from bot.messages.sample_data import REMOVE, TRY
from jobs.rules.sample_data import SAMPLE_CLIENTS, is_sample
from storage.accounts import list_accounts, list_accounts_and_samples
from storage.records import Account
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.hostile import HostileSlack, carry
from tests.end_to_end.team import Person, Team, wait_until
from tests.end_to_end.test_every_button import Buttons

TRY_IT = "Try it with sample data"
TAKE_AWAY = "Remove the sample data"
MONDAY = "2026-11-23T08:30"


def tries(person: Person) -> str:
    """Somebody opens Home for the first time and tries it; what it shows then."""
    person.opens_home()
    person.waits_to_read(f"[{TRY_IT}]")
    person.presses(TRY_IT)
    return person.waits_to_read(f"[{TAKE_AWAY}]")


def samples(team: Team) -> list[Account]:
    with team.books.reading(team.workspace) as reader:
        return [each for each in list_accounts_and_samples(reader) if is_sample(each)]


def test_from_the_first_open_to_the_first_open_again(team: Team, sam: Person) -> None:
    first = sam.opens_home()
    home = tries(sam)
    assert TRY_IT not in home
    assert "Three steps" not in home
    assert "• *Wren Lane Bakery (sample)*: 3" in home
    assert "• *Copper Kettle Tea (sample)*: 3 touches about a sale in 60 days" in home
    assert "• *Pine Street Dental (sample)*" in home
    assert "*Fennel & Fig (sample)*" in home.replace("&amp;", "&").partition("Due this week")[2]
    assert "✓ Logged for *Wren Lane Bakery (sample)*" in sam.types("/touch wren lane bakery visited store")
    sam.looks_at_home()
    sam.waits_to_read("• today: *Wren Lane Bakery (sample)*, visited store")
    assert "Wren Lane Bakery (sample)" in sam.types("/account wren lane bakery")
    assert "Ask a miller to show their bakers the new flours" in sam.reads()
    assert "Copper Kettle Tea (sample)" in sam.types("/quiet")
    sam.said_yes()
    team.clock_moves_to(MONDAY)
    [nudge] = sam.nudges()
    assert "• *Copper Kettle Tea (sample)*" in nudge
    assert "Wren Lane Bakery" not in nudge, "they have just heard from Sam"
    assert "Clients with _(sample)_ behind their name are made up, for you alone." in nudge
    sam.looks_at_home()
    sam.presses(TAKE_AWAY)
    assert f"[{TRY_IT}]" in sam.waits_to_read("Three steps to a steady beat")
    assert samples(team) == []
    assert team.touches() == []
    asked = (
        "May I send you one short message a week about the accounts that have gone quiet?\n[Yes, please]\n"
    )
    assert sam.reads().partition("Your weekly message")[0] == first.replace(asked, "").partition("I don't")[0]


def test_a_client_of_ones_own_goes_first_and_stays(team: Team, sam: Person) -> None:
    """Samples stay until they are removed; what is one's own is not touched by that."""
    tries(sam)
    team.has_account("Acme", owner=sam, touched_days_ago=[50])
    home = sam.opens_home()
    assert f"[{TAKE_AWAY}]" in home
    assert home.index("*Acme*") < home.index("*Wren Lane Bakery (sample)*")
    sam.said_yes()
    team.clock_moves_to(MONDAY)
    [nudge] = sam.nudges()
    assert "(sample)" not in nudge
    sam.looks_at_home()
    sam.presses(TAKE_AWAY)
    assert "*Acme*" in wait_without(sam, "(sample)")
    assert [each.note for each in team.touches()] == ["coffee with Kim"]


def test_a_touch_goes_to_the_other_kind_only_where_somebody_says_so(team: Team, sam: Person) -> None:
    """The one was gone with the samples; the other restarted the clock of a colleague's client."""
    tries(sam)
    team.has_account("Bluebell Hotels Group", owner=sam)
    team.has_account("Fennel", owner=team.person("Dana"))
    answer = sam.types("/touch Bluebell Hotels lunch with Kim")
    assert "[Bluebell Hotels Group]\n[Bluebell Hotels (sample)]" in answer
    answer = sam.types("/touch Fennel & Fig visited the Canal Street store")
    assert "[Fennel]\n[Fennel & Fig (sample)]" in answer
    assert team.touches() == []
    sam.presses("Fennel & Fig (sample)")
    assert "✓ Logged for *Fennel & Fig (sample)*" in sam.reads().replace("&amp;", "&")
    assert team.touches() == [], "none for a client"


def test_an_edited_touch_stays_among_its_own_kind(team: Team, sam: Person) -> None:
    tries(sam)
    team.has_account("Acme", owner=sam)
    sam.types("/touch Acme signed the frame contract")
    sam.presses("Edit")
    assert "Wren Lane Bakery (sample)" not in sam.offered("account", "wren")
    sam.types("/touch wren lane bakery called Priya")
    sam.presses("Edit")
    assert sam.offered("account", "acme") == []
    assert sam.offered("account", "wren") == ["Wren Lane Bakery (sample)"]
    assert [each.note for each in team.touches()] == ["signed the frame contract"]


def wait_without(person: Person, words: str) -> str:
    """What Home shows once these words are gone from it."""

    def look() -> str:
        home = person.reads()
        return home if "Your last touches" in home and words not in home else ""

    return wait_until(look, f"Home without “{words}”")


def test_two_windows_and_a_second_press_do_no_harm(team: Team, sam: Person) -> None:
    sam.opens_home()
    slack = HostileSlack(team, sam)
    for _ in range(2):
        slack.press_on_home(carry(TRY, ""))
    sam.waits_to_read(f"[{TAKE_AWAY}]")
    assert len(samples(team)) == len(SAMPLE_CLIENTS)
    for _ in range(2):
        slack.press_on_home(carry(REMOVE, ""))
    sam.waits_to_read(f"[{TRY_IT}]")
    assert samples(team) == []
    acme = team.has_account("Acme", owner=sam)
    for action_id in (TRY, REMOVE):
        slack.press_on_home(carry(action_id, ""))
        assert samples(team) == []
    with team.books.reading(team.workspace) as reader:
        assert list_accounts(reader) == [acme]


def test_a_colleague_never_meets_one(open_team: OpenTeam) -> None:
    """Neither where names are typed, nor where the team is shown."""
    team = open_team(Sam="UTC", Dana="UTC", Morgan="UTC")
    sam, dana, morgan = (team.person(each) for each in ("Sam", "Dana", "Morgan"))
    morgan.leads_the_team()
    team.has_account("Birch", owner=dana, touched_days_ago=[3])
    morgan.opens_home()
    before = morgan.waits_to_read("Your last touches")
    tries(sam)
    sam.presses("Details", line="Wren Lane Bakery")
    for person in (dana, morgan):
        person.opens_home()
        home = person.waits_to_read("Your last touches")
        assert "(sample)" not in home
        assert home == before or person is dana
        assert "(sample)" not in person.types("/touch wren lane bakery visited store")
        assert "(sample)" not in person.types("/account wren lane bakery")
        assert "(sample)" not in person.types("/news wren lane bakery")
    assert f"[{TRY_IT}]" in before, "whoever leads may try it too"


def test_not_mine_gives_one_to_nobody_else(team: Team, sam: Person, dana: Person) -> None:
    tries(sam)
    sam.said_yes()
    team.clock_moves_to(MONDAY)
    sam.opens_messages()
    sam.presses("Not mine", line="")
    assert "(sample)" not in dana.opens_home()
    assert "Waiting for an owner" in sam.opens_home()
    assert f"[{TAKE_AWAY}]" in sam.reads()


def test_a_sample_stays_as_it_is(team: Team, sam: Person) -> None:
    """It would pass for a client under another name, and no news is looked for."""
    tries(sam)
    assert "[Edit account]" not in sam.reads()
    assert "[Edit account]" not in sam.types("/account wren lane bakery")
    # It takes no name either: who types one adds a client that is called so.
    sam.types("/drumbeat add Wren Lane Bakery")
    assert sam.form()["title"]["text"] == "Add an account"
    assert sam.field("name") == "Wren Lane Bakery"
    answer = sam.types("/news Wren Lane Bakery add https://wren.example/feed")
    assert "*Wren Lane Bakery (sample)* is made up, so there is no news about them to watch for." in answer
    sam.types("/news Wren Lane Bakery")
    sam.presses("Add a feed")
    refused = sam.fills(url="https://wren.example/feed").submits()
    assert refused == {
        "url": "That client is made up, so there is no news. Add the feed to a client of your own."
    }


def test_no_button_fails_once_the_samples_are_gone(team: Team, sam: Person, caplog: Any) -> None:
    """Every button that was ever shown about them, in messages and windows; and none means another's row."""
    buttons = Buttons(team)
    tries(sam)
    sam.said_yes()
    sam.types("/touch fennel & fig visited the Canal Street store")
    sam.types("/touch wern lane bakery called")
    sam.types("/account wren lane bakery")
    sam.types("/quiet")
    team.clock_moves_to(MONDAY)
    buttons.look()
    sam.opens_home()
    sam.presses(TAKE_AWAY)
    sam.waits_to_read(f"[{TRY_IT}]")
    acme = team.has_account("Acme", owner=sam, touched_days_ago=[3])
    kept = team.touches()
    carried = {key: shown for key, shown in buttons.shown.items() if TRY not in key and REMOVE not in key}
    assert len(carried) > 20
    slack = HostileSlack(team, sam)
    for action, memory in carried.values():
        slack.hears()
        if memory is None:
            slack.press_in_message(action)
        else:
            slack.press_in_window(action, memory)
        assert not any(compose_strange_press().text in each for each in slack.hears()), action
    assert team.touches() == kept, "an old button meant what has come since"
    assert samples(team) == []
    assert acme.snoozed_until is None
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
