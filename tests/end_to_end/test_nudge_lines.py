"""The buttons beside each account of the weekly message (complaints 3, 7, 12, 13, 17, 23)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from storage.accounts import change_account, read_account
from storage.records import Account
from tests.end_to_end.signed import press_elsewhere
from tests.end_to_end.team import Person, Team

MONDAY = "2026-11-23T08:30"


@pytest.fixture(autouse=True)
def nudge(team: Team, sam: Person) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme", "Birch", "Cobalt")
    team.clock_moves_to(MONDAY)
    sam.opens_messages()


def account(team: Team, number: int) -> Account:
    with team.books.reading(team.workspace) as reader:
        found = read_account(reader, number)
    assert found is not None
    return found


def line_of(nudge: str, name: str) -> str:
    return next(line for line in nudge.splitlines() if f"*{name}*" in line)


def test_log_touch_rewrites_the_line_and_undo_restores_it(team: Team, sam: Person) -> None:
    """Complaints 3 and 17."""
    before = sam.reads()
    sam.presses("Log touch", line="Birch")
    assert sam.field("account") == "Birch"
    assert sam.fills(note="lunch").submits() == {}
    assert line_of(sam.reads(), "Birch") == "✓ *Birch*: lunch, logged by you."
    assert line_of(sam.reads(), "Acme") == line_of(before, "Acme")
    assert team.notes()[-1] == "lunch"
    sam.presses("Undo", line="Birch")
    assert sam.reads() == before
    assert "lunch" not in team.notes()
    sam.presses("Log touch", line="Birch")
    assert sam.fills(note="lunch, really").submits() == {}
    assert line_of(sam.reads(), "Birch") == "✓ *Birch*: lunch, really, logged by you."


def test_snooze_for_a_week_and_undo(team: Team, sam: Person) -> None:
    """Complaint 12: a stored date that survives a restart, and nothing before it."""
    before = sam.reads()
    assert line_of(sam.chooses("Snooze", "1 week", line="Acme"), "Acme") == (
        "✓ *Acme*: I'll be silent about them until 30 Nov."
    )
    assert account(team, 1).snoozed_until == date(2026, 11, 30)
    team.restarts_the_bot()
    sam.presses("Undo", line="Acme")
    assert sam.reads() == before
    assert account(team, 1).snoozed_until is None


def test_undo_of_a_snooze_restores_the_snooze_that_was_there(team: Team, sam: Person) -> None:
    """Complaint 17: truly restores."""
    with team.books.transaction(team.workspace) as transaction:
        change_account(transaction, 1, snoozed_until=date(2026, 11, 25))
    sam.chooses("Snooze", "1 month", line="Acme")
    assert account(team, 1).snoozed_until == date(2026, 12, 23)
    sam.presses("Undo", line="Acme")
    assert account(team, 1).snoozed_until == date(2026, 11, 25)


def test_snooze_until_a_day_of_ones_own(team: Team, sam: Person) -> None:
    """Complaint 12."""
    sam.chooses("Snooze", "Pick a date…", line="Acme")
    assert sam.fills(until="2026-11-23").submits() == {"until": "Please choose a day after today."}
    assert sam.fills(until="2027-01-11").submits() == {}
    assert "until 11 Jan" in line_of(sam.reads(), "Acme")
    assert account(team, 1).snoozed_until == date(2027, 1, 11)


def test_a_snoozed_account_is_not_named_until_its_day(team: Team, sam: Person) -> None:
    """Complaint 12."""
    sam.chooses("Snooze", "2 weeks", line="Acme")
    team.clock_moves_to("2026-11-30T08:30")
    assert "Acme" not in sam.nudges()[-1]
    team.clock_moves_to("2026-12-07T08:30")
    assert "Acme" in sam.nudges()[-1]


def test_not_mine_gives_the_account_away_and_undo_takes_it_back(team: Team, sam: Person) -> None:
    mine = account(team, 2).rep_id
    before = sam.reads()
    answer = sam.presses("Not mine", line="Birch")
    assert line_of(answer, "Birch").startswith("✓ *Birch*: no longer yours. It waits for an owner")
    assert account(team, 2).rep_id is None
    sam.presses("Undo", line="Birch")
    assert sam.reads() == before
    assert account(team, 2).rep_id == mine


def test_not_mine_of_an_account_that_has_another_owner_already(team: Team, sam: Person, dana: Person) -> None:
    owner = give_to(team, dana, 2)
    assert "*Birch* isn't yours any more already" in sam.presses("Not mine", line="Birch")
    assert account(team, 2).rep_id == owner


def test_undo_of_not_mine_leaves_the_account_with_its_new_owner(
    team: Team, sam: Person, dana: Person
) -> None:
    sam.presses("Not mine", line="Birch")
    owner = give_to(team, dana, 2)
    assert "*Birch* has a new owner by now" in sam.presses("Undo", line="Birch")
    assert account(team, 2).rep_id == owner


def give_to(team: Team, person: Person, number: int) -> int:
    with team.books.transaction(team.workspace) as transaction:
        rep = person.known_to(transaction)
        change_account(transaction, number, rep_id=rep.id)
    return rep.id


def test_a_second_press_is_answered_kindly(team: Team, sam: Person) -> None:
    """Complaint 13: pressed on the phone, and then on a laptop that still shows the old message."""
    sam.presses("Log touch", line="Birch")
    sam.page.close(sam.form())
    sam.chooses("Snooze", "Pick a date…", line="Birch")
    sam.page.close(sam.form())
    sam.presses("Not mine", line="Birch")
    pressed = team.calls("block_actions")
    assert len(pressed) == 3
    for sent in pressed:
        status, _ = press_elsewhere(team, sent)
        assert status == 200
        assert "Already done today. ✓ *Birch*: no longer yours." in sam.reads()
        assert not sam.sees_form()
    assert len(sam.direct_messages()) == 4
    assert account(team, 2).rep_id is None


def test_a_second_press_days_later_says_when_it_was_done(team: Team, sam: Person) -> None:
    """Complaint 13."""
    sam.chooses("Snooze", "1 month", line="Birch")
    team.clock_moves_to("2026-11-25T10:00")
    (sent,) = team.calls("block_actions")
    sent["response_url"] = fresh_answer_address(team, sam)
    press_elsewhere(team, sent)
    assert "Already done Mon 23 Nov. ✓ *Birch*: I'll be silent about them" in sam.reads()


def fresh_answer_address(team: Team, person: Person) -> str:
    page = person.page
    channel = page.direct_messages()
    pretend = team.slack.interactions
    return team.slack.run_inside(lambda: pretend.answer_url(pretend.person(person.slack_id), channel))


def test_two_lines_pressed_at_once_both_survive(team: Team, sam: Person) -> None:
    """Complaint 23: no lost clicks."""
    deeds = [sam.deed("Not mine", name) for name in ("Acme", "Birch", "Cobalt")]
    with ThreadPoolExecutor(3) as hands:
        answers = list(hands.map(lambda deed: sam.page.do("action", **deed), deeds))
    assert all(answer["ok"] for answer in answers)
    assert sam.reads().count("no longer yours") == 3
    assert [account(team, number).rep_id for number in (1, 2, 3)] == [None, None, None]


def test_a_line_answered_in_the_form_meanwhile_stays_as_it_was_answered(team: Team, sam: Person) -> None:
    sam.presses("Log touch", line="Acme")
    form = sam.fills(note="called")
    sam.chooses("Snooze", "1 week", line="Acme")
    assert form.submits() == {}
    assert team.notes()[-1] == "called"
    assert "I'll be silent about them" in line_of(sam.reads(), "Acme")
    assert "✓ Logged for *Acme*: called, today." in sam.form()["blocks"][0]["text"]["text"]


def test_a_touch_for_another_account_leaves_the_line_open(team: Team, sam: Person) -> None:
    sam.presses("Log touch", line="Acme")
    assert sam.fills(account="Birch", note="it was Birch after all").submits() == {}
    assert "✓" not in sam.reads()
    assert "✓ Logged for *Birch*" in sam.form()["blocks"][0]["text"]["text"]


def test_a_nudge_that_can_not_be_rewritten_is_answered_beside_it(team: Team, sam: Person) -> None:
    """Complaint 14: it was done, so it has to be said."""
    team.slack_fails("chat.update", error="ratelimited", status=429)
    assert "✓ *Acme*: I'll be silent about them until 30 Nov." in sam.chooses("Snooze", "1 week", line="Acme")
    assert account(team, 1).snoozed_until == date(2026, 11, 30)
