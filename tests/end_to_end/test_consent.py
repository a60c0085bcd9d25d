"""Nobody is written to unasked: the welcome, yes, no, stop, away (complaints 10, 11, 24)."""

import pytest

from storage.records import Consent
from tests.end_to_end.team import Person, Team

MONDAY = "2026-11-23T08:30"


@pytest.fixture(autouse=True)
def accounts(team: Team, sam: Person, dana: Person) -> None:
    team.has_quiet_accounts(sam, "Acme", "Birch")
    team.has_quiet_accounts(dana, "Cobalt")


def test_nobody_is_written_to_before_they_use_the_bot(team: Team, sam: Person, dana: Person) -> None:
    """Complaint 11."""
    team.clock_moves_to(MONDAY)
    assert sam.direct_messages() == []
    assert dana.direct_messages() == []


def test_the_welcome_comes_once_and_no_nudge_without_a_yes(team: Team, sam: Person) -> None:
    """Complaint 11: who does not answer has not agreed."""
    sam.types("/touch acme called")
    sam.types("/touch birch called")
    sam.opens_home()
    team.bot_looks()
    assert len(sam.direct_messages()) == 1
    assert "Hello Sam, I'm Drumbeat." in sam.direct_messages()[0]
    for moment in (MONDAY, "2027-02-01T08:30", "2027-02-02T08:30"):
        team.clock_moves_to(moment)
    sam.types("/touch acme called again")
    team.bot_looks()
    assert len(sam.direct_messages()) == 1


def test_the_welcome_comes_once_even_after_a_restart(team: Team, sam: Person) -> None:
    """Complaint 13: what was asked is remembered by the books, not by the process."""
    sam.types("/touch acme called")
    team.bot_looks()
    assert len(sam.direct_messages()) == 1
    team.restarts_the_bot()
    sam.types("/touch birch called")
    team.bot_looks()
    assert len(sam.direct_messages()) == 1


def test_asking_for_help_is_using_the_bot(team: Team, sam: Person) -> None:
    """Sam was told to type `/drumbeat` to begin with, did, and was never asked about the weekly message."""
    sam.types("/drumbeat")
    team.bot_looks()
    assert "Hello Sam, I'm Drumbeat." in sam.direct_messages()[0]
    assert sam.types("/drumbeat awy").startswith("I don't know ‘awy’. Did you mean `/drumbeat away`?")
    assert "`/touch Acme" in sam.types("/drumbeat <@U0DANA|dana>")
    team.bot_looks()
    assert len(sam.direct_messages()) == 1


def test_no_is_no(team: Team, sam: Person) -> None:
    """Complaint 11."""
    sam.opens_home()
    team.bot_looks()
    sam.opens_messages()
    assert "All right, I won't write to you unasked." in sam.presses("No, thanks")
    team.clock_moves_to(MONDAY)
    assert sam.nudges() == []
    assert sam.rep.consent is Consent.NO


@pytest.mark.parametrize("way", ["welcome", "home", "command", "settings"])
def test_yes_can_be_said_in_four_places(team: Team, sam: Person, way: str) -> None:
    sam.opens_home()
    team.bot_looks()
    if way == "welcome":
        sam.opens_messages()
        assert "the first comes Mon 23 Nov if anybody has gone quiet" in sam.presses("Yes, please")
    elif way == "home":
        sam.presses("Yes, please")
        sam.waits_to_read("Your weekly message comes on Mondays at 08:30 your time.")
    elif way == "command":
        assert "One message a week, on Mondays at 08:30 your time" in sam.types("/drumbeat start")
    else:
        sam.types("/drumbeat settings")
        assert sam.fills(nudges="Yes, one short message a week").submits() == {}
    team.clock_moves_to(MONDAY)
    assert len(sam.nudges()) == 1


def test_a_yes_on_monday_morning_does_not_catch_up_on_that_morning(team: Team, sam: Person) -> None:
    team.clock_moves_to("2026-11-23T09:15")
    assert "the first comes 30 Nov" in sam.types("/drumbeat start")
    team.bot_looks()
    team.clock_moves_to("2026-11-24T08:30")
    assert sam.nudges() == []
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 1


def test_a_yes_just_before_the_hour_counts(team: Team, sam: Person) -> None:
    team.clock_moves_to("2026-11-23T08:29")
    assert "the first comes today" in sam.types("/drumbeat start")
    team.clock_moves_to(MONDAY)
    assert len(sam.nudges()) == 1


@pytest.mark.parametrize("way", ["command", "home", "settings"])
def test_one_switch_stops_everything(team: Team, sam: Person, dana: Person, way: str) -> None:
    """Complaint 11."""
    for person in (sam, dana):
        person.said_yes()
    if way == "command":
        assert "Stopped. I won't write to you unasked any more" in sam.types("/drumbeat stop")
    elif way == "home":
        sam.opens_home()
        sam.presses("Turn it off")
        sam.waits_to_read("Your weekly message is off: I write to you only when you ask.")
    else:
        sam.types("/drumbeat settings")
        assert sam.fills(nudges="No, write only when I ask").submits() == {}
    team.clock_moves_to(MONDAY)
    assert sam.direct_messages() == []
    assert len(dana.nudges()) == 1
    assert "✓ Logged for *Acme*" in sam.types("/touch acme called")


def test_stop_takes_back_what_is_in_the_queue(team: Team, sam: Person) -> None:
    """Complaint 11: Slack is out of order when the message is due, and in between Sam says stop."""
    sam.said_yes()
    team.slack_fails("chat.postMessage", retry_after=120)
    team.clock_moves_to(MONDAY)
    assert team.queue() == {"ready": 1}
    sam.types("/drumbeat stop")
    assert team.queue() == {"dropped": 1}
    team.clock_moves_by(minutes=10)
    assert sam.direct_messages() == []


def test_stop_takes_back_even_what_may_have_been_sent(team: Team, sam: Person) -> None:
    """Complaint 11: the first try was unclear and is looked up; it is not made again."""
    sam.said_yes()
    team.slack_fails("chat.postMessage", status=503)
    team.clock_moves_to(MONDAY)
    sam.types("/drumbeat stop")
    team.clock_moves_by(minutes=5)
    assert team.queue() == {"dropped": 1}
    assert sam.nudges() == []


def test_the_welcome_is_taken_back_where_the_answer_was_given_elsewhere(team: Team, sam: Person) -> None:
    team.slack_fails("chat.postMessage", status=503)
    sam.types("/touch acme called")
    team.bot_looks()
    sam.types("/drumbeat start")
    team.clock_moves_by(minutes=5)
    assert sam.direct_messages() == []


@pytest.mark.parametrize("back", ["on the day", "early"])
def test_nobody_is_written_to_while_away(team: Team, sam: Person, back: str) -> None:
    """Complaint 10: held, and not at midnight of the day on which one is back."""
    sam.said_yes()
    assert "I'll be silent until Tue 24 Nov" in sam.types("/drumbeat away until 24 Nov")
    team.clock_moves_to(MONDAY)
    assert sam.direct_messages() == []
    if back == "early":
        assert "You're marked as here" in sam.types("/drumbeat back")
        team.bot_looks()
    else:
        team.clock_moves_to("2026-11-24T00:30")
        assert sam.nudges() == []
        team.clock_moves_to("2026-11-24T08:30")
    assert len(sam.nudges()) == 1


def test_who_is_away_all_week_gets_next_weeks_message_only(team: Team, sam: Person) -> None:
    """Complaint 10."""
    sam.said_yes()
    sam.types("/drumbeat away until 27 Nov")
    for moment in (MONDAY, "2026-11-24T08:30", "2026-11-27T08:30"):
        team.clock_moves_to(moment)
    assert sam.nudges() == []
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 1


def test_away_opens_a_form_and_refuses_a_day_that_has_passed(team: Team, sam: Person) -> None:
    sam.said_yes()
    sam.types("/drumbeat away")
    assert sam.field("until") == "2026-11-23"
    assert sam.fills(until="2026-11-18").submits() == {"until": "Please choose a day after today."}
    assert sam.fills(until="2026-12-01").submits() == {}
    assert "I'll be silent until 1 Dec" in sam.reads()
    assert "I could not read the day ‘blah &amp; so’." in sam.types("/drumbeat away until blah & so")


def test_the_nudge_offers_to_be_away(team: Team, sam: Person) -> None:
    """Complaint 10."""
    sam.said_yes()
    team.clock_moves_to(MONDAY)
    sam.opens_messages()
    sam.presses("I'm away")
    assert sam.fills(until="2026-12-14").submits() == {}
    assert "I'll be silent until 14 Dec" in sam.reads()
    assert len(sam.nudges()) == 1
    team.clock_moves_to("2026-12-07T08:30")
    assert len(sam.nudges()) == 1


def test_who_has_left_gets_nothing(team: Team, sam: Person) -> None:
    """Complaint 24: Slack tells of a deactivated account."""
    sam.said_yes()
    sam.types("/touch acme called")
    sam.changes_in_slack(deleted=True)
    assert not sam.rep.active
    team.clock_moves_to(MONDAY)
    assert team.queue() == {}


# One switch, against everything that comes unasked (complaint 11)


def stops(person: Person, way: str) -> str:
    """Say no in one of the four places, and return what they read then."""
    if way == "command":
        return person.types("/drumbeat stop")
    if way == "home":
        person.opens_home()
        person.presses("Turn it off")
        return person.waits_to_read("Your weekly message is off")
    if way == "welcome":
        person.opens_messages()
        return person.presses("No, thanks")
    person.types("/drumbeat settings")
    person.fills(nudges="No, write only when I ask").submits()
    return "\n".join(str(block) for block in person.form()["blocks"])


@pytest.mark.parametrize("way", ["command", "home", "settings"])
@pytest.mark.parametrize("leads", [False, True])
@pytest.mark.parametrize("trouble", [{"retry_after": 120}, {"status": 503}])
def test_every_switch_stops_what_waits_or_may_have_been_sent(
    team: Team, sam: Person, way: str, leads: bool, trouble: dict[str, int]
) -> None:
    """A manager's part is in the same message; Slack was out of order when it was due."""
    if leads:
        sam.leads_the_team()
    sam.said_yes()
    team.slack_fails("chat.postMessage", **trouble)
    team.clock_moves_to(MONDAY)
    told = stops(sam, way)
    assert "`/touch`, `/account`, `/quiet` and" in told
    assert ("about your team" in told) is (leads and way != "home")
    team.clock_moves_by(minutes=10)
    team.clock_moves_to("2026-11-30T08:30")
    assert sam.direct_messages() == []
    assert set(team.queue()) == {"dropped"}
    assert "✓ Logged for *Acme*" in sam.types("/touch acme called")


@pytest.mark.parametrize("way", ["command", "settings"])
def test_a_no_takes_back_the_question_itself(team: Team, sam: Person, way: str) -> None:
    """The welcome waits in the queue when the answer is given elsewhere."""
    team.slack_fails("chat.postMessage", retry_after=120)
    sam.types("/touch acme called")
    team.bot_looks()
    stops(sam, way)
    team.clock_moves_by(minutes=10)
    team.clock_moves_to(MONDAY)
    assert sam.direct_messages() == []


def test_the_welcomes_no_says_what_stopped_and_what_works(team: Team, sam: Person) -> None:
    sam.opens_home()
    team.bot_looks()
    told = stops(sam, "welcome")
    assert "The weekly message has stopped, and one that was on its way is taken back." in told
    assert "What you ask for works as before: `/touch`, `/account`, `/quiet` and my Home tab." in told
    assert "`/drumbeat start` turns the weekly message on again." in told
