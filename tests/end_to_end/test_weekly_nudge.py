"""When the weekly message comes, whom it names, and that it comes once (NS-2, NS-3, NS-5, NS-6)."""

from datetime import UTC, datetime

import pytest

from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team

MONDAY = "2026-11-23T08:30"


def named(nudge: str) -> list[str]:
    """The accounts that a nudge names, in its order."""
    return [line.split("*")[1] for line in nudge.splitlines() if line.startswith("•")]


# When


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("UTC", "2026-11-23T08:30+00:00"),
        ("Asia/Seoul", "2026-11-22T23:30+00:00"),
        ("America/Los_Angeles", "2026-11-23T16:30+00:00"),
        ("Pacific/Kiritimati", "2026-11-22T18:30+00:00"),
        ("Etc/GMT+12", "2026-11-23T20:30+00:00"),
    ],
)
def test_monday_half_past_eight_is_that_of_the_rep(open_team: OpenTeam, zone: str, moment: str) -> None:
    """Complaint 9."""
    team = open_team(Sam=zone)
    sam = team.person("Sam")
    team.has_quiet_accounts(sam, "Acme")
    sam.said_yes()
    due = datetime.fromisoformat(moment)
    team.clock_moves_to(due.replace(minute=29).isoformat())
    assert sam.nudges() == []
    team.clock_moves_to(moment)
    assert len(sam.nudges()) == 1


def test_each_rep_gets_it_in_their_own_morning(open_team: OpenTeam) -> None:
    """Complaint 9."""
    team = open_team(Sam="Asia/Seoul", Dana="America/Los_Angeles")
    sam, dana = team.person("Sam"), team.person("Dana")
    for person in (sam, dana):
        team.has_quiet_accounts(person, f"Client of {person.name}")
        person.said_yes()
    team.clock_moves_to("2026-11-22T23:30")
    assert (len(sam.nudges()), len(dana.nudges())) == (1, 0)
    team.clock_moves_to("2026-11-23T16:30")
    assert (len(sam.nudges()), len(dana.nudges())) == (1, 1)


@pytest.mark.parametrize(
    ("start", "mondays"),
    [
        ("2026-10-21", ["2026-10-26T12:30", "2026-11-02T13:30"]),  # the clocks go back on 1 November
        ("2027-03-03", ["2027-03-08T13:30", "2027-03-15T12:30"]),  # and forward on 14 March
    ],
)
def test_daylight_saving_moves_nothing_for_the_rep(
    open_team: OpenTeam, start: str, mondays: list[str]
) -> None:
    """Complaint 9: half past eight on the wall in New York, before and after."""
    team = open_team(datetime.fromisoformat(start).replace(hour=10, tzinfo=UTC), Sam="America/New_York")
    sam = team.person("Sam")
    team.has_quiet_accounts(sam, "Acme")
    sam.said_yes()
    for number, moment in enumerate(mondays, start=1):
        team.clock_moves_to(moment.replace(":30", ":29"))
        assert len(sam.nudges()) == number - 1
        team.clock_moves_to(moment)
        assert len(sam.nudges()) == number


def test_a_public_holiday_puts_it_off_to_the_next_working_day(open_team: OpenTeam) -> None:
    """Complaint 10: 23 November is a holiday in Japan."""
    team = open_team(Sam="Asia/Tokyo")
    sam = team.person("Sam")
    team.has_quiet_accounts(sam, "Acme")
    sam.said_yes()
    team.clock_moves_to("2026-11-23T08:30+09:00")
    assert not sam.nudges()
    team.clock_moves_to("2026-11-24T08:30+09:00")
    assert len(sam.nudges()) == 1


def test_who_is_out_of_office_by_their_status_is_left_alone(team: Team, sam: Person) -> None:
    """Complaint 10: and gets it on the day they are back, while it is still useful."""
    team.has_quiet_accounts(sam, "Acme")
    sam.said_yes()
    sunday_evening = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)
    sam.sets_status("Vacationing", ":palm_tree:", until=sunday_evening)
    team.clock_moves_to("2026-11-23T12:00")
    assert not sam.nudges()
    assert "Your Slack status says that you're away" in sam.opens_home()
    team.clock_moves_to("2026-11-24T09:00")
    assert len(sam.nudges()) == 1
    sam.sets_status("Out sick", ":face_with_thermometer:")
    team.clock_moves_to("2026-11-30T12:00")
    assert len(sam.nudges()) == 1
    sam.sets_status("", "")
    team.clock_moves_to("2026-12-01T12:00")
    assert len(sam.nudges()) == 2


def test_who_moves_to_another_zone_is_followed(team: Team, sam: Person) -> None:
    """Complaint 9: the zone of the Slack profile, as it changes, and never two in a week."""
    sam.types("/drumbeat start")
    team.has_quiet_accounts(sam, "Acme")
    sam.changes_in_slack(tz="Asia/Seoul")
    sam.opens_home()
    team.clock_moves_to("2026-11-22T23:30")
    assert len(sam.nudges()) == 1
    sam.changes_in_slack(tz="America/Los_Angeles")
    sam.opens_home()
    team.clock_moves_to("2026-11-23T16:30")
    assert len(sam.nudges()) == 1


def test_once_a_week_however_often_the_bot_looks(team: Team, sam: Person) -> None:
    """Complaints 4 and 13."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to(MONDAY)
    team.restarts_the_bot()
    for moment in ("2026-11-23T08:31", "2026-11-23T17:00", "2026-11-24T08:30", "2026-11-29T23:59"):
        team.clock_moves_to(moment)
    assert len(sam.nudges()) == 1
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 2


def test_moving_the_appointment_never_gives_two_in_a_week(team: Team, sam: Person) -> None:
    """Complaint 4: from Monday, when it came, to Thursday of the same week."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to(MONDAY)
    sam.types("/drumbeat settings")
    assert sam.fills(weekday="Thursday", time="14:45").submits() == {}
    team.clock_moves_to("2026-11-26T14:45")
    assert len(sam.nudges()) == 1
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 1
    team.clock_moves_to("2026-12-03T14:45")
    assert len(sam.nudges()) == 2
    assert "Your weekly message comes on Thursdays at 14:45 your time." in sam.opens_home()


def test_a_laptop_that_slept_over_monday_sends_on_tuesday(team: Team, sam: Person) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to("2026-11-24T07:00")
    assert sam.nudges() == []
    team.clock_moves_to("2026-11-24T09:10")
    assert len(sam.nudges()) == 1


def test_a_laptop_that_slept_until_friday_sends_nothing_stale(team: Team, sam: Person) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to("2026-11-27T09:10")
    assert sam.nudges() == []
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 1


def test_a_week_in_which_nobody_is_quiet_brings_no_message(team: Team, sam: Person) -> None:
    sam.said_yes()
    team.has_account("Acme", owner=sam, touched_days_ago=[3])
    team.clock_moves_to(MONDAY)
    team.clock_moves_to("2026-11-24T08:30")
    assert sam.direct_messages() == []


# Once, honestly


@pytest.mark.parametrize(
    "trouble",
    [
        {"lose_answer": True},
        {"status": 503},
        {"error": "internal_error"},
        {"retry_after": 30},
        {"error": "invalid_auth"},
    ],
    ids=lambda trouble: next(iter(trouble)) + str(next(iter(trouble.values()))),
)
def test_whatever_happens_on_the_way_it_comes_exactly_once(
    team: Team, sam: Person, trouble: dict[str, object]
) -> None:
    """Complaint 13."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.slack_fails("chat.postMessage", **trouble)
    team.clock_moves_to(MONDAY)
    for _ in range(4):
        team.clock_moves_by(minutes=2)
    assert len(sam.nudges()) == 1
    assert team.queue() == {"done": 1}
    sam.opens_messages()
    sam.presses("Not mine", line="Acme")
    assert "✓ *Acme*: no longer yours." in sam.reads()


def test_a_crash_before_the_answer_is_looked_up_and_not_repeated(team: Team, sam: Person) -> None:
    """Complaint 13: posted, and then the bot is started anew before it knew."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.slack_fails("chat.postMessage", lose_answer=True)
    team.clock_moves_to(MONDAY)
    team.restarts_the_bot()
    for _ in range(3):
        team.clock_moves_by(minutes=2)
    assert len(sam.nudges()) == 1
    assert team.queue() == {"done": 1}


def test_a_person_slack_refuses_stops_nobody_else(open_team: OpenTeam) -> None:
    team = open_team(Sam="UTC", Dana="UTC")
    sam, dana = team.person("Sam"), team.person("Dana")
    for person in (sam, dana):
        team.has_quiet_accounts(person, f"Client of {person.name}")
        person.said_yes()
    team.slack_fails("conversations.open", error="user_disabled")
    team.clock_moves_to(MONDAY)
    assert sorted([len(sam.nudges()), len(dana.nudges())]) == [0, 1]
    assert team.queue() == {"done": 1, "dropped": 1}


# Whom


def test_at_most_five_and_the_number_of_the_others(team: Team, sam: Person) -> None:
    """Complaints 4 and 5."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "A", "B", "C", "D", "E", "F", "G")
    team.clock_moves_to(MONDAY)
    (nudge,) = sam.nudges()
    assert named(nudge) == ["A", "B", "C", "D", "E"]
    assert "Good morning, Sam. Five accounts have gone quiet:" in nudge
    assert "Two more on your Home tab. Away this week?" in nudge


def test_the_order_is_how_overdue_measured_by_the_wish(team: Team, sam: Person) -> None:
    """Complaint 7: forty days for a weekly account are more than ninety for one of every two months."""
    sam.said_yes()
    team.has_account("Every two months", owner=sam, tier="C", touched_days_ago=[100])
    team.has_account("Every month", owner=sam, tier="B", touched_days_ago=[60])
    team.has_account("Every week", owner=sam, ideal_days=7, touched_days_ago=[35])
    team.clock_moves_to(MONDAY)
    assert named(sam.nudges()[0]) == ["Every week", "Every month", "Every two months"]


def test_a_never_touched_account_counts_from_the_day_it_was_added(team: Team, sam: Person) -> None:
    """Rule NS-2."""
    sam.said_yes()
    team.has_account("New", owner=sam, tier="A", added_days_ago=10)
    team.has_account("Waiting", owner=sam, tier="A", added_days_ago=19)
    team.clock_moves_to(MONDAY)
    (nudge,) = sam.nudges()
    assert named(nudge) == ["Waiting"]
    assert "• *Waiting*: no touch yet (added 24 days ago)." in nudge


def test_quiet_is_said_of_silence_of_every_kind_only(team: Team, sam: Person) -> None:
    """Rules NS-3 and NS-6, complaint 1: who sent a quote last week would find *quiet* untrue."""
    sam.said_yes()
    team.has_account("Quoted", owner=sam, tier="A", touched_days_ago=[90], sold_days_ago=[40, 20, 3])
    team.clock_moves_to(MONDAY)
    (nudge,) = sam.nudges()
    assert "One account would welcome some attention:" in nudge
    assert "• *Quoted*: all selling lately: 3 touches about a sale in 60 days, none just for them." in nudge
    assert "quiet" not in nudge


def test_the_drop_after_the_order_comes_early(team: Team, sam: Person) -> None:
    """Rule NS-5: half the interval after an order without a word just for them."""
    sam.said_yes()
    team.has_account(
        "Ordered",
        owner=sam,
        tier="B",
        touched_days_ago=[30, 26, 24],
        sold_days_ago=[28, 22],
        ordered_days_ago=20,
    )
    team.clock_moves_to(MONDAY)
    (nudge,) = sam.nudges()
    assert "• *Ordered*: 6 touches in the six weeks to the order of 29 Oct, and none just for them" in nudge


def test_a_touch_by_a_colleague_counts_and_is_named(team: Team, sam: Person, dana: Person) -> None:
    """Complaints 1 and 2: one clock for an account, and the answer to who, when, what."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme", "Birch")
    dana.types("/touch acme dropped in")
    dana.types("/touch birch brought cake 2026-10-01")
    team.clock_moves_to(MONDAY)
    (nudge,) = sam.nudges()
    assert named(nudge) == ["Birch"]
    assert "53 days since the last touch (Dana Lee, 1 Oct: brought cake)" in nudge


def test_an_account_touched_between_planning_and_delivery_drops_out(team: Team, sam: Person) -> None:
    """Complaint 1: planned at 08:30 while Slack is out of order, touched at 08:31."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme", "Birch")
    team.slack_fails("chat.postMessage", retry_after=120)
    team.clock_moves_to(MONDAY)
    assert sam.nudges() == []
    sam.types("/touch acme called")
    team.clock_moves_by(minutes=5)
    assert named(sam.nudges()[0]) == ["Birch"]


def test_where_everything_was_touched_meanwhile_nothing_comes(team: Team, sam: Person) -> None:
    """Complaint 1."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.slack_fails("chat.postMessage", retry_after=120)
    team.clock_moves_to(MONDAY)
    sam.types("/touch acme called")
    team.clock_moves_by(minutes=5)
    assert sam.nudges() == []
    assert team.queue() == {"dropped": 1}


def test_a_hostile_note_pings_nobody_from_the_nudge(team: Team, sam: Person) -> None:
    """Complaint 25."""
    sam.said_yes()
    team.has_account("A & <!here>", owner=sam, tier="A")
    sam.types("/touch a & here told <!channel> & _all_ 2026-09-01")
    team.clock_moves_to(MONDAY)
    (nudge,) = sam.nudges()
    assert "• *A &amp; &lt;!here&gt;*:" in nudge
    assert "told &lt;!channel&gt; &amp; ˍallˍ" in nudge


def test_the_conversation_with_a_person_outlives_a_restart(team: Team, sam: Person) -> None:
    """Slack lets fifty a minute be opened: after a restart the last of 2,000 people waited 40 minutes."""
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to("2026-11-23T08:30")
    team.restarts_the_bot()
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 2
    assert len(team.calls("conversations.open")) == 1


def test_a_conversation_slack_knows_no_more_is_opened_anew_after_a_restart(team: Team, sam: Person) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.clock_moves_to("2026-11-23T08:30")
    team.restarts_the_bot()
    team.slack_fails("chat.postMessage", error="channel_not_found")
    team.clock_moves_to("2026-11-30T08:30")
    assert len(sam.nudges()) == 1
    team.clock_moves_by(minutes=5)
    assert len(sam.nudges()) == 2
    assert len(team.calls("conversations.open")) == 2
