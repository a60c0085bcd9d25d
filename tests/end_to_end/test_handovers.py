"""Somebody has left: a manager hands their accounts over (complaint 24)."""

from dataclasses import replace
from typing import Any

import pytest

from storage.accounts import list_accounts, list_accounts_of
from storage.handovers import count_accounts_of_the_gone
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team, wait_until

MONDAY = "2026-11-23T08:30"
NEXT_MONDAY = "2026-11-30T08:30"
LEFT = "Sam Lee has left. 3 accounts wait for an owner."


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps, and Morgan and Kim, who lead them."""
    team = open_team(Sam="UTC", Dana="UTC", Morgan="UTC", Kim="UTC")
    for name in ("Morgan", "Kim"):
        team.person(name).leads_the_team()
    for days, name in zip((60, 70, 80), ("Acme", "Birch", "Cobalt"), strict=True):
        team.has_account(name, owner=team.person("Sam"), touched_days_ago=[days])
    team.has_account("Dana's own", owner=team.person("Dana"), touched_days_ago=[3])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


@pytest.fixture
def kim(team: Team) -> Person:
    return team.person("Kim")


def leaves(person: Person, *, left: bool = True) -> None:
    person.changes_in_slack(deleted=left)
    assert person.rep.active is not left


def owned_by(person: Person) -> list[str]:
    with person.team.books.reading(person.team.workspace) as reader:
        return [account.name for account in list_accounts_of(reader, person.rep.id)]


def blocks_of(team: Team) -> dict[str, str]:
    """The field of the form for each account, by its name."""
    with team.books.reading(team.workspace) as reader:
        return {account.name: f"account.{account.id}" for account in list_accounts(reader)}


def shown(view: dict[str, Any]) -> str:
    return str(view["blocks"])


def test_home_offers_the_accounts_of_who_has_left(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """One form, one menu for each account; the new owner sees it on Home, and nobody gets a message."""
    dana.opens_home()
    leaves(sam)
    assert LEFT in morgan.opens_home()
    morgan.presses("Hand over", line="Sam Lee has left")
    form = morgan.form()
    labels = [block["label"]["text"] for block in form["blocks"] if block["type"] == "input"]
    assert labels == ["Give all to", "Cobalt", "Birch", "Acme"]
    assert form["blocks"][2]["hint"]["text"].startswith("80 days since the last touch")
    assert morgan.offered("all", "") == ["Dana Lee", "Kim Lee", "Morgan Lee"]
    fields = blocks_of(team)
    assert morgan.offered(fields["Acme"], "") == ["Leave it for now", "Dana Lee", "Kim Lee", "Morgan Lee"]
    assert morgan.offered(fields["Acme"], "dan") == ["Dana Lee"]
    morgan.fills(all="Dana Lee", **{fields["Acme"]: "Kim Lee", fields["Birch"]: "Leave it for now"}).submits()
    assert "✓ *Dana Lee* looks after *Cobalt* now." in shown(morgan.form())
    assert "✓ *Kim Lee* looks after *Acme* now." in shown(morgan.form())
    assert "1 account has no new owner yet, and stays with Sam Lee." in shown(morgan.form())
    assert (owned_by(dana), owned_by(sam)) == (["Cobalt", "Dana's own"], ["Birch"])
    dana.looks_at_home()
    dana.waits_to_read("• *Cobalt*: 80 days since")
    morgan.looks_at_home()
    morgan.waits_to_read("Sam Lee has left. 1 account waits for an owner.")
    team.bot_looks()
    assert [text for text in dana.direct_messages() if "Cobalt" in text] == []


def test_home_tells_of_it_for_a_while_on_both_sides(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """Morgan closed the window and could not undo it; Dana had three new accounts, and nothing said so."""
    leaves(sam)
    morgan.opens_home()
    morgan.presses("Hand over")
    morgan.fills(all="Dana Lee").submits()
    assert "Tell them yourself; I don't write to them." in shown(morgan.form())
    morgan.looks_at_home()
    morgan.waits_to_read("You gave 3 accounts of Sam Lee to Dana Lee.")
    dana.opens_home()
    dana.waits_to_read("*New with you:* 3 accounts from Sam Lee.")
    team.clock_moves_by(days=1, minutes=1)
    wait_until(lambda: "You gave" not in morgan.reads(), "The next day")
    team.clock_moves_by(days=6)
    wait_until(lambda: "New with you" not in dana.reads(), "The next week")


def test_it_can_be_undone_on_home(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """Morgan closed the window too soon."""
    leaves(sam)
    morgan.opens_home()
    morgan.presses("Hand over")
    morgan.fills(all="Dana Lee").submits()
    morgan.looks_at_home()
    morgan.waits_to_read("You gave 3 accounts of Sam Lee to Dana Lee.")
    morgan.presses("Undo", line="You gave 3 accounts")
    assert "Undone. 3 accounts are Sam Lee's again." in shown(morgan.form())
    morgan.looks_at_home()
    assert "You gave" not in morgan.waits_to_read(LEFT)
    assert owned_by(dana) == ["Dana's own"]


def test_it_can_be_undone(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """Complaint 17."""
    leaves(sam)
    morgan.opens_home()
    morgan.presses("Hand over")
    morgan.fills(all="Dana Lee").submits()
    assert owned_by(dana) == ["Acme", "Birch", "Cobalt", "Dana's own"]
    done = morgan.form()
    button = done["blocks"][-1]
    press = {
        "container": {"type": "view", "view_id": done["id"]},
        "block_id": button["block_id"],
        "action_id": button["elements"][0]["action_id"],
        "type": "button",
        "value": button["elements"][0]["value"],
    }
    assert morgan.page.do("action", **press)["ok"]
    wait_until(lambda: "Undone. 3 accounts are Sam Lee's again." in shown(morgan.form()), "The undo")
    assert owned_by(dana) == ["Dana's own"]
    morgan.looks_at_home()
    morgan.waits_to_read(LEFT)


def test_who_comes_back_has_what_nobody_was_given(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    leaves(sam)
    morgan.types("/drumbeat hand over Sam")
    morgan.fills(**{blocks_of(team)["Acme"]: "Dana Lee"}).submits()
    leaves(sam, left=False)
    assert (owned_by(sam), owned_by(dana)) == (["Birch", "Cobalt"], ["Acme", "Dana's own"])
    assert "has left" not in morgan.opens_home()
    with team.books.reading(team.workspace) as reader:
        assert count_accounts_of_the_gone(reader) == {}


def test_nothing_goes_over_without_a_choice(team: Team, sam: Person, morgan: Person) -> None:
    leaves(sam)
    morgan.types("/drumbeat hand over @Sam Lee")
    assert morgan.submits() == {"all": "Please choose somebody, here or below."}
    assert owned_by(sam) == ["Acme", "Birch", "Cobalt"]


def test_the_weekly_message_says_it_once(team: Team, sam: Person, morgan: Person) -> None:
    """Decision 7: in the one message there is."""
    morgan.said_yes()
    leaves(sam)
    team.clock_moves_to(MONDAY)
    (nudge,) = morgan.nudges()
    assert LEFT in nudge
    morgan.opens_messages()
    morgan.presses("Hand over", line="Sam Lee has left")
    assert "Give all to" in shown(morgan.form())
    team.clock_moves_to(NEXT_MONDAY)
    assert "has left" not in morgan.nudges()[-1]
    assert len(morgan.nudges()) == 2


def test_a_rep_whose_accounts_all_fell_silent_can_be_relieved_too(
    team: Team, sam: Person, morgan: Person
) -> None:
    morgan.said_yes()
    team.clock_moves_to(MONDAY)
    assert "or hand the accounts over.\n[Hand over]" in morgan.nudges()[0]
    morgan.opens_messages()
    morgan.presses("Hand over", line="Sam Lee's accounts")
    assert "Sam Lee looks after 3 accounts." in shown(morgan.form())


def test_a_manager_types_whose_accounts(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    assert "Nobody's accounts wait for an owner." in morgan.types("/drumbeat hand over")
    both = morgan.types("/drumbeat hand over lee")
    assert "• *Dana Lee*: 1 account\n[Hand over]" in both
    assert "• *Sam Lee*: 3 accounts" in both
    assert "I don't know anybody called ‘a&lt;b’" in morgan.types("/drumbeat hand over a<b")
    assert not morgan.sees_form()
    morgan.types("/drumbeat hand over")
    leaves(sam)
    morgan.types("/drumbeat hand over")
    assert "Sam Lee has left." in shown(morgan.form())


@pytest.mark.parametrize("listed", [True, False])
def test_whoever_left_while_the_bot_was_away_gets_nothing(
    team: Team, sam: Person, morgan: Person, listed: bool
) -> None:
    """Complaint 24: seen at the start, whether Slack still lists them or has forgotten them."""
    sam.said_yes()
    team.bot_leaves()
    people = team.slack.workspace.people
    people[sam.slack_id] = replace(people[sam.slack_id], deleted=True)
    if not listed:
        del people[sam.slack_id]
    team.restarts_the_bot()
    team.clock_moves_to(MONDAY)
    assert not sam.rep.active
    assert team.queue() == {}
    assert LEFT in morgan.opens_home()


# Who may


def test_others_are_told_who_can(team: Team, sam: Person, dana: Person) -> None:
    leaves(sam)
    assert "Kim Lee and Morgan Lee lead this team; please ask one of them." in dana.types(
        "/drumbeat hand over @Sam"
    )
    assert not dana.sees_form()
    assert "has left" not in dana.opens_home()


def test_a_form_of_somebody_who_leads_no_more_changes_nothing(
    team: Team, sam: Person, dana: Person, morgan: Person, kim: Person
) -> None:
    """As with a forged submission: it is asked again when it is taken."""
    leaves(sam)
    morgan.types("/drumbeat hand over Sam")
    filled = morgan.fills(all="Dana Lee")
    kim.types("/drumbeat managers")
    kim.fills(managers="Kim").submits()
    kim.waits_to_read("leads this team")
    assert filled.submits() == {}
    assert "Kim Lee leads this team; please ask them." in shown(morgan.form())
    assert owned_by(sam) == ["Acme", "Birch", "Cobalt"]


def test_the_second_of_two_managers_is_told_what_changed(
    team: Team, sam: Person, dana: Person, morgan: Person, kim: Person
) -> None:
    leaves(sam)
    fields = blocks_of(team)
    for manager in (morgan, kim):
        manager.types("/drumbeat hand over Sam")
    second = kim.fills(**{fields["Acme"]: "Kim Lee", fields["Birch"]: "Kim Lee"})
    morgan.fills(**{fields["Acme"]: "Dana Lee"}).submits()
    second.submits()
    assert "✓ *Kim Lee* looks after *Birch* now." in shown(kim.form())
    assert "Somebody was faster" in shown(kim.form())
    assert "• *Acme*: Dana Lee looks after them now." in shown(kim.form())
    assert owned_by(dana) == ["Acme", "Dana's own"]
    morgan.types("/drumbeat hand over Sam")
    morgan.fills(all="Dana Lee").submits()
    assert "Nobody's accounts wait for an owner." in kim.types("/drumbeat hand over")


# Old messages


@pytest.mark.parametrize("press", ["Not mine", "Snooze"])
def test_an_old_message_of_the_former_owner_answers_kindly(
    team: Team, sam: Person, dana: Person, morgan: Person, press: str
) -> None:
    sam.said_yes()
    team.clock_moves_to(MONDAY)
    morgan.types("/drumbeat hand over @Sam Lee")
    morgan.fills(all="Dana Lee").submits()
    sam.opens_messages()
    if press == "Snooze":
        sam.chooses("Snooze", "1 week", line="*Acme*")
    else:
        sam.presses(press, line="*Acme*")
    sam.waits_to_read("*Acme* isn't yours any more already, so there is nothing to change.")
    assert "Acme" in owned_by(dana)
    dana.opens_home()
    assert "• *Acme*" in dana.waits_to_read("Quiet too long")
