"""The same signed request twice: Slack sends an event again, or somebody sends a copied request again."""

import json
from urllib.parse import urlencode

import pytest

from storage.accounts import read_account
from storage.records import Account, Consent
from tests.end_to_end.signed import post_signed
from tests.end_to_end.team import Json, Person, Team, wait_until


class Eavesdropper:
    """Sends again what Slack has sent to the bot, with a signature that is right."""

    def __init__(self, team: Team) -> None:
        self._team = team

    def overhears(self, kind: str) -> Json:
        """Return the newest payload of a kind that went to the bot."""
        sent = [each for each in self._team.slack.log.after() if each.direction == "to bot"]
        payload = next(each.payload for each in reversed(sent) if kind in each.kind)
        assert isinstance(payload, dict)
        return payload

    def repeats(self, payload: Json, **headers: str) -> None:
        if "command" in payload:
            status, answer = post_signed(self._team, urlencode(payload))
        elif "event" in payload:
            status, answer = post_signed(
                self._team, json.dumps(payload), Content_Type="application/json", **headers
            )
        else:
            status, answer = post_signed(self._team, urlencode({"payload": json.dumps(payload)}))
        assert status == 200, answer


@pytest.fixture
def eve(team: Team) -> Eavesdropper:
    return Eavesdropper(team)


def read_back(team: Team, account: Account) -> Account:
    with team.books.reading(team.workspace) as reader:
        found = read_account(reader, account.id)
    assert found is not None
    return found


def said(team: Team) -> int:
    """How often the bot has said something, anywhere."""
    calls = ("chat.postMessage", "chat.update", "response_url", "views.open", "views.push")
    return sum(len(team.calls(each)) for each in calls)


def test_a_command_again_logs_nothing_again(team: Team, sam: Person, eve: Eavesdropper) -> None:
    team.has_account("Acme", owner=sam)
    sam.types("/touch acme visited store")
    copied = eve.overhears("slash_commands")
    team.clock_moves_by(minutes=4)  # past the two minutes in which the same words are one touch
    eve.repeats(copied)
    assert len(team.touches()) == 1


def test_a_form_again_logs_nothing_again(team: Team, sam: Person, eve: Eavesdropper) -> None:
    team.has_account("Acme", owner=sam)
    sam.types("/touch acme")
    assert sam.fills(note="coffee with Kim").submits() == {}
    copied = eve.overhears("view_submission")
    team.clock_moves_by(minutes=4)
    before = said(team)
    eve.repeats(copied)
    assert len(team.touches()) == 1
    assert said(team) == before


def test_undo_again_does_not_take_back_what_was_put_back(team: Team, sam: Person, eve: Eavesdropper) -> None:
    team.has_account("Acme", owner=sam)
    sam.types("/touch acme visited store")
    sam.presses("Undo")
    copied = eve.overhears("block_actions")
    sam.presses("Put it back")
    before = said(team)
    eve.repeats(copied)
    assert [touch.undone for touch in team.touches()] == [False]
    assert said(team) == before


def test_a_switch_again_does_not_turn_back(team: Team, sam: Person, eve: Eavesdropper) -> None:
    """Who has said stop is not signed up again by an old yes."""
    sam.types("/drumbeat start")
    copied = eve.overhears("slash_commands")
    sam.types("/drumbeat stop")
    eve.repeats(copied)
    assert sam.rep.consent is Consent.NO


def test_a_snooze_again_does_not_put_an_account_to_sleep_again(
    team: Team, sam: Person, eve: Eavesdropper
) -> None:
    acme = team.has_account("Acme", owner=sam, added_days_ago=400, touched_days_ago=[90])
    sam.opens_home()
    sam.chooses("Snooze", "2 weeks")
    copied = eve.overhears("block_actions")
    assert read_back(team, acme).snoozed_until is not None
    sam.types("/touch acme visited store")
    assert read_back(team, acme).snoozed_until is None
    eve.repeats(copied)
    assert read_back(team, acme).snoozed_until is None


def test_an_account_form_again_does_not_undo_a_later_change(
    team: Team, sam: Person, eve: Eavesdropper
) -> None:
    acme = team.has_account("Acme", owner=sam)
    sam.types("/drumbeat edit Acme")
    assert sam.fills(name="Acme One").submits() == {}
    copied = eve.overhears("view_submission")
    sam.types("/drumbeat edit Acme One")
    assert sam.fills(name="Acme Two").submits() == {}
    eve.repeats(copied)
    assert read_back(team, acme).name == "Acme Two"


@pytest.mark.parametrize("reason", ["http_timeout", "http_error"])
def test_a_message_delivered_again_is_answered_once(
    team: Team, sam: Person, eve: Eavesdropper, reason: str
) -> None:
    place = sam.page.direct_messages()
    sam.page.say(place, "hello")
    wait_until(lambda: "/touch" in sam.opens_messages(), "An answer")
    answers = len(team.calls("chat.postMessage"))
    eve.repeats(eve.overhears("message"), X_Slack_Retry_Num="1", X_Slack_Retry_Reason=reason)
    assert len(team.calls("chat.postMessage")) == answers


def test_pressing_twice_by_hand_is_answered_kindly_both_times(team: Team, sam: Person) -> None:
    """Two presses are two requests."""
    team.has_account("Acme", owner=sam)
    sam.types("/touch acme visited store")
    assert "Taken back" in sam.presses("Undo")
    assert "Logged" in sam.presses("Put it back")
    assert "Taken back" in sam.presses("Undo")
