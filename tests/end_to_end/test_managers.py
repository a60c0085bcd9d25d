"""Who leads the team, and what only they see of it (rule NS-8)."""

import pytest

from storage.records import Role
from tests.end_to_end.conftest import OpenTeam, let_the_bot_wait
from tests.end_to_end.team import Person, Team

MONDAY = "2026-11-23T08:30"
MIRROR = "touches of the last 30 days went to clients with a sale under way"
FORM = "team.managers_form"


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps and Morgan, who leads them."""
    return open_team(Sam="UTC", Dana="UTC", Morgan="UTC")


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def leaders(team: Team) -> set[str]:
    return {name for name in ("Sam", "Dana", "Morgan") if Role.MANAGER in team.person(name).rep.roles}


def everybody_is_known(team: Team) -> None:
    for name in ("Sam", "Dana", "Morgan"):
        with team.books.transaction(team.workspace) as transaction:
            team.person(name).known_to(transaction)


# Who leads


@pytest.mark.parametrize("sign", ["is_admin", "is_owner"])
def test_a_slack_admin_names_the_first_manager(team: Team, morgan: Person, dana: Person, sign: str) -> None:
    everybody_is_known(team)
    morgan.is_slack_admin(**{sign: True})
    morgan.types("/drumbeat managers")
    assert morgan.form()["callback_id"] == FORM
    assert morgan.fills(managers="Dana Morgan").submits() == {}
    assert "Dana Lee and Morgan Lee lead this team now." in morgan.waits_to_read("lead this team")
    assert leaders(team) == {"Dana", "Morgan"}
    assert not dana.direct_messages()


def test_who_leads_names_others_and_may_leave_too(team: Team, sam: Person, dana: Person) -> None:
    everybody_is_known(team)
    dana.leads_the_team()
    dana.types("/drumbeat managers")
    assert dana.form()["blocks"][0]["element"]["initial_users"] == [dana.slack_id]
    dana.fills(managers="Sam").submits()
    assert "Sam Lee leads this team now." in dana.waits_to_read("leads this team")
    assert leaders(team) == {"Sam"}
    sam.types("/drumbeat managers")
    sam.fills(managers="").submits()
    assert "Nobody leads this team in Drumbeat now." in sam.waits_to_read("Nobody leads")
    assert leaders(team) == set()


def test_others_are_told_who_can(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    everybody_is_known(team)
    assert "Ask a Slack admin of your workspace to type `/drumbeat managers`." in sam.types(
        "/drumbeat managers"
    )
    dana.leads_the_team()
    assert "Dana Lee leads this team; please ask them." in sam.types("/drumbeat managers")
    morgan.leads_the_team()
    assert "Dana Lee and Morgan Lee lead this team; please ask one of them." in sam.types(
        "/drumbeat managers"
    )
    assert not sam.sees_form()


def test_a_form_left_open_is_worth_nothing_once_the_role_is_lost(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """As with a forged submission: it is asked again when it is taken."""
    everybody_is_known(team)
    sam.leads_the_team()
    sam.types("/drumbeat managers")
    filled = sam.fills(managers="Sam Dana")
    morgan.is_slack_admin()
    morgan.types("/drumbeat managers")
    morgan.fills(managers="Morgan").submits()
    morgan.waits_to_read("leads this team")
    assert filled.submits() == {"managers": "Morgan Lee leads this team; please ask them."}
    assert leaders(team) == {"Morgan"}


def test_whoever_has_left_slack_cannot_lead(team: Team, sam: Person, dana: Person) -> None:
    everybody_is_known(team)
    sam.leads_the_team()
    dana.changes_in_slack(deleted=True)
    sam.types("/drumbeat managers")
    errors = sam.fills(managers="Sam Dana").submits()
    assert errors == {
        "managers": "Please leave out Dana Lee: guests, apps and people who have left can't lead the team."
    }
    assert leaders(team) == {"Sam"}


@pytest.mark.parametrize("word", ["team", "managers"])
def test_a_manager_chooses_which_touches_count(
    team: Team, sam: Person, dana: Person, morgan: Person, word: str
) -> None:
    """Rule NS-2; what keeps conclusions follows at once, also a Home that stays open."""
    team.has_account("Sold to", owner=dana, touched_days_ago=[90], sold_days_ago=[10, 5])
    morgan.leads_the_team()
    assert "All selling lately" in dana.opens_home()
    morgan.types(f"/drumbeat {word}")
    assert morgan.field("clock") == "Only what was not about a sale"
    assert morgan.fills(clock="Any touch").submits() == {}
    told = morgan.waits_to_read("Morgan Lee leads this team now.")
    assert "Any touch starts a client's count of days anew, also one about a sale." in told
    dana.looks_at_home()
    dana.waits_to_read("Nobody. Every client has heard from you in time.")
    assert "You're good until" in dana.types("/touch sold to sent the quote #selling")
    morgan.types("/drumbeat team")
    assert morgan.field("clock") == "Any touch"
    morgan.submits()
    assert "count of days" not in morgan.reads()


@pytest.mark.parametrize("trouble", [{"status": 503}, {"retry_after": 30}, {"delay_ms": 60_000}])
def test_whom_slack_does_not_tell_of_cannot_lead_yet(
    team: Team, sam: Person, dana: Person, trouble: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dana may have left, or be a guest: a failed look-up says nothing, and nobody waits for a slow one."""
    everybody_is_known(team)
    sam.leads_the_team()
    dana.changes_in_slack(deleted=True)
    sam.types("/drumbeat managers")
    filled = sam.fills(managers="Dana")
    team.slack_fails("users.info", **trouble)
    with monkeypatch.context() as meanwhile:
        if "delay_ms" in trouble:
            let_the_bot_wait(meanwhile, 0.2)
        errors = filled.submits()
    assert errors == {"managers": "Slack didn't tell me who these people are. Please try again in a moment."}
    assert "Please leave out Dana Lee" in filled.submits()["managers"]
    assert leaders(team) == {"Sam"}


def test_whether_somebody_is_an_admin_is_never_guessed(team: Team, morgan: Person) -> None:
    everybody_is_known(team)
    morgan.is_slack_admin()
    team.slack_fails("users.info", status=503)
    assert "Please try again in a moment." in morgan.types("/drumbeat managers")
    morgan.types("/drumbeat managers")
    assert morgan.sees_form()


# What they see


def has_a_team(team: Team, sam: Person, dana: Person) -> None:
    team.has_account("Quiet A", owner=sam, tier="A", touched_days_ago=[60])
    team.has_account("Sold to", owner=dana, tier="A", touched_days_ago=[20], sold_days_ago=[10, 5])
    team.has_account("Late B", owner=dana, tier="B", touched_days_ago=[50])


def test_home_shows_the_team_to_who_leads_it(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """Rule NS-8."""
    has_a_team(team, sam, dana)
    morgan.leads_the_team()
    home = morgan.opens_home()
    assert "Your team" in home
    assert f"All 3 {MIRROR}." in home
    assert "About one in three" not in home
    assert "One of the 3 touches was just for the client, not about a sale." in home
    assert home.index("A accounts that have gone quiet") < home.index("• *Quiet A*: 60 days since")
    assert home.index("• *Quiet A*") < home.index("One to ask about, not about to buy")
    assert "• *Late B*: 50 days since the last touch" in home
    assert "since the last touch (Dana Lee, 29 Sep: coffee with Kim)." in home
    assert "Looked after by" not in home
    assert "Sold to" not in home
    assert "Three steps" not in home


def test_home_of_a_new_team_says_what_will_be_there(team: Team, morgan: Person) -> None:
    everybody_is_known(team)
    morgan.leads_the_team()
    home = morgan.opens_home()
    assert "Once your team has accounts and logs touches, this shows where they went." in home
    assert "Three steps to a steady beat" in home


def test_nobody_else_sees_anything_of_it(team: Team, sam: Person, dana: Person) -> None:
    """Rule NS-8, and "never a league of people"."""
    has_a_team(team, sam, dana)
    for person in (sam, dana):
        person.said_yes()
    assert "Your team" not in dana.opens_home()
    team.clock_moves_to(MONDAY)
    assert "Quiet A" not in "".join(dana.direct_messages())
    assert MIRROR not in "".join([*dana.direct_messages(), *sam.direct_messages()])


def test_monday_brings_one_message_with_the_team_first(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """Decision 7: a manager, too, gets one message a week."""
    has_a_team(team, sam, dana)
    team.has_account("My own", owner=morgan, tier="B", touched_days_ago=[70])
    morgan.leads_the_team()
    morgan.said_yes()
    team.clock_moves_to(MONDAY)
    (nudge,) = morgan.direct_messages()
    assert nudge.startswith(f"Good morning, Morgan. Your team first. All 3 {MIRROR}.")
    assert nudge.index("• *Quiet A*") < nudge.index("*Your own accounts*\nOne account has gone quiet:")
    assert nudge.index("*Your own accounts*") < nudge.index("• *My own*") < nudge.index("Log touch")
    for moment in ("2026-11-23T12:00", "2026-11-24T08:30"):
        team.clock_moves_to(moment)
    assert len(morgan.direct_messages()) == 1


def test_what_was_touched_meanwhile_is_not_in_what_is_posted(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    """Complaint 1: planned at 08:30 while Slack is out of order, touched at 08:31."""
    has_a_team(team, sam, dana)
    morgan.leads_the_team()
    morgan.said_yes()
    team.slack_fails("chat.postMessage", retry_after=120)
    team.clock_moves_to(MONDAY)
    assert morgan.nudges() == []
    sam.types("/touch quiet a called")
    dana.types("/touch late b called")
    team.clock_moves_by(minutes=5)
    (nudge,) = morgan.nudges()
    assert "Your team first." in nudge
    assert "Quiet A" not in nudge
    assert "Late B" not in nudge
    assert "• *Sold to*" in nudge


def test_a_managers_own_accounts_hide_nobody_elses(team: Team, sam: Person, morgan: Person) -> None:
    """Rule NS-8: Morgan's own five are more urgent, and Sam's three are named all the same."""
    for number in range(5):
        team.has_account(f"Mine {number}", owner=morgan, tier="A", touched_days_ago=[90])
    for number in range(3):
        team.has_account(f"Theirs {number}", owner=sam, tier="A", touched_days_ago=[40])
    morgan.leads_the_team()
    morgan.said_yes()
    team.clock_moves_to(MONDAY)
    (nudge,) = morgan.nudges()
    for told in (nudge, morgan.opens_home()):
        assert told.count("• *Theirs") == 3
        assert told.count("• *Mine") == 5


def test_home_shows_a_silence_as_long_as_it_lasts(team: Team, sam: Person, morgan: Person) -> None:
    """Nobody who leads has to say yes to a message to learn of it."""
    for name in ("Acme", "Birch", "Cobalt"):
        team.has_account(name, owner=sam, touched_days_ago=[60, 90])
    morgan.leads_the_team()
    for _ in range(2):
        assert "All 3 of Sam Lee's accounts have been silent since 19 Sep." in morgan.opens_home()


def test_the_team_survives_an_answer_to_an_own_line(
    team: Team, sam: Person, dana: Person, morgan: Person
) -> None:
    has_a_team(team, sam, dana)
    team.has_account("My own", owner=morgan, tier="B", touched_days_ago=[70])
    morgan.leads_the_team()
    morgan.said_yes()
    team.clock_moves_to(MONDAY)
    morgan.opens_messages()
    before = morgan.reads().split("*Your own accounts*")[0]
    morgan.presses("Not mine", line="My own")
    after = morgan.waits_to_read("✓ *My own*: no longer yours.")
    assert after.split("*Your own accounts*")[0] == before
    assert "• *Quiet A*" in before


def test_before_a_yes_nothing_comes(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """Decision 7: leading a team is no consent."""
    has_a_team(team, sam, dana)
    morgan.leads_the_team()
    team.clock_moves_to(MONDAY)
    assert morgan.direct_messages() == []


# All of somebody's accounts at once


def test_a_rep_gone_silent_is_told_once_and_again_after_a_new_silence(
    team: Team, sam: Person, morgan: Person
) -> None:
    """Detection note, section 6: the manager is told once, without blame."""
    for name in ("Acme", "Birch", "Cobalt"):
        team.has_account(name, owner=sam, touched_days_ago=[60, 90])
    morgan.leads_the_team()
    morgan.said_yes()
    team.clock_moves_to(MONDAY)
    assert "All 3 of Sam Lee's accounts have been silent since 19 Sep. Is Sam away?" in morgan.nudges()[-1]
    team.clock_moves_to("2026-11-30T08:30")
    assert len(morgan.nudges()) == 2
    assert "silent since" not in morgan.nudges()[-1]
    sam.types("/touch acme dropped in")
    team.clock_moves_to("2026-12-07T08:30")
    team.clock_moves_to("2027-03-01T08:30")
    assert "silent since" not in morgan.nudges()[-2]
    assert "All 3 of Sam Lee's accounts have been silent since 30 Nov." in morgan.nudges()[-1]


def test_whoever_is_marked_away_or_has_left(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    for owner in (sam, dana):
        for number in range(3):
            team.has_account(f"{owner.name} {number}", owner=owner, touched_days_ago=[60])
    sam.types("/drumbeat away 2026-12-20")
    dana.changes_in_slack(deleted=True)
    morgan.leads_the_team()
    morgan.said_yes()
    team.clock_moves_to(MONDAY)
    (nudge,) = morgan.nudges()
    assert "Sam Lee's accounts" not in nudge
    assert "Dana Lee has left. 3 accounts wait for an owner." in nudge
    assert "Dana Lee's accounts" not in nudge
