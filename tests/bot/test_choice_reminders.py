"""The one private reminder of choosing: it comes once, and it does come (NS-13)."""

import socket
import threading
import urllib.error
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot import choice_reminders
from bot.boards import BoardKeeper
from bot.choice_reminders import Reminder
from jobs.brainstorm_choices import claim_reminder, take_on
from jobs.brainstorms import extend_phase
from storage.accounts import list_accounts_of
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Brainstorm, Choice, Rhythm
from storage.brainstorms import list_sellers
from storage.database import Database
from tests.bot.test_boards import Meeting


@pytest.fixture
def meeting(books: Database) -> Meeting:
    return Meeting(books)


@dataclass
class Process:
    """One that keeps messages, with a watch of its own."""

    keeper: BoardKeeper
    seconds: float = 0.0

    def looks(self, *, after: float = 0.0) -> None:
        self.seconds += after
        for _ in range(3):
            self.keeper.keep()


def begin_process(meeting: Meeting, owner: str = "one") -> Process:
    process = Process(meeting.new_process(owner))
    process.keeper._reminder = Reminder(now=lambda: process.seconds)  # pyright: ignore[reportPrivateUsage]
    return process


def list_reminded(meeting: Meeting, brainstorm: Brainstorm) -> list[str]:
    with meeting.books.reading(meeting.workspace) as reader:
        return [each.slack_id or "" for each in list_sellers(reader, brainstorm.id) if each.reminded]


def test_reminders_are_given_a_few_at_a_time(meeting: Meeting) -> None:
    """The message in the channel does not stand still meanwhile."""
    meeting.join(*(f"U{number}" for number in range(2, 8)))
    meeting.choose()
    keeper = meeting.new_process()
    keeper.keep()
    assert len(meeting.client.whispered) == choice_reminders.WHISPERS_A_ROUND
    for _ in range(7):
        keeper.keep()
    assert sorted(meeting.client.whispered) == [f"U{number}" for number in range(1, 8)]


@pytest.mark.parametrize(
    ("refusal", "seconds"),
    [
        ("ratelimited", 7.0),
        ("service_unavailable", 5.0),
        ("not_in_channel", 5.0),
        ("token_revoked", 60.0),
        (urllib.error.URLError(ConnectionRefusedError()), 5.0),
        (urllib.error.URLError(socket.gaierror()), 5.0),
    ],
)
def test_a_reminder_that_slack_did_not_give_is_given_later_once(
    meeting: Meeting, refusal: str | Exception, seconds: float
) -> None:
    opened = meeting.choose()
    meeting.client.refusals.append(refusal)
    process = begin_process(meeting)
    process.looks()
    assert meeting.client.whispered == []
    assert list_reminded(meeting, opened) == []
    process.looks(after=seconds - 0.1)
    assert meeting.client.whispered == []
    process.looks(after=0.2)
    process.looks(after=999)
    assert meeting.client.whispered == ["U1"]


@pytest.mark.parametrize("refusal", ["service_unavailable", "ratelimited"])
def test_a_bot_that_was_started_anew_gives_it(meeting: Meeting, refusal: str) -> None:
    meeting.choose()
    meeting.client.refusals.append(refusal)
    begin_process(meeting).looks()
    assert meeting.client.whispered == []
    begin_process(meeting, "two").looks()
    assert meeting.client.whispered == ["U1"]


def a_gateway_says(status: int, data: dict[str, Any] | str) -> SlackApiError:
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={}, headers={}, status_code=status
    )
    # What is no JSON arrives as it is.
    response.data = data
    return SlackApiError("no", response)


@pytest.mark.parametrize(
    "refusal",
    [
        "user_not_in_channel",
        "internal_error",
        "fatal_error",
        "request_timeout",
        a_gateway_says(500, {"ok": False, "error": "internal_error"}),
        a_gateway_says(502, "Bad gateway"),
        a_gateway_says(503, ""),
        TimeoutError(),
        urllib.error.URLError(ConnectionResetError()),
    ],
)
def test_what_was_perhaps_given_is_not_given_twice(meeting: Meeting, refusal: str | Exception) -> None:
    """NS-13: one reminder, and what only one person sees cannot be looked up.

    It was given again after Slack's own errors, of which Slack says that part may have been done, and after
    a gateway's, which tell nothing.
    """
    meeting.choose()
    meeting.client.refusals.append(refusal)
    process = begin_process(meeting)
    for _ in range(4):
        process.looks(after=30)
    assert meeting.client.whispered == []


def test_who_cannot_be_told_keeps_nobody_else_waiting(meeting: Meeting) -> None:
    meeting.join("U2", "U3")
    meeting.choose()
    meeting.client.refusals += ["service_unavailable", "service_unavailable"]
    process = begin_process(meeting)
    process.looks()
    assert meeting.client.whispered == ["U3"]
    process.looks(after=6)
    assert sorted(meeting.client.whispered) == ["U1", "U2", "U3"]


def test_slack_is_asked_no_more_by_anybody_once_it_asks_to_wait(meeting: Meeting) -> None:
    meeting.join("U2", "U3")
    meeting.choose()
    meeting.client.refusals += ["service_unavailable", "ratelimited"]
    process = begin_process(meeting)
    process.looks()
    assert meeting.client.refusals == ["service_unavailable"]


def test_nobody_is_reminded_after_the_time(meeting: Meeting) -> None:
    opened = meeting.choose()
    meeting.client.refusals.append("service_unavailable")
    process = begin_process(meeting)
    process.looks()
    meeting.clock.moment += timedelta(minutes=1)
    with meeting.books.transaction(meeting.workspace) as transaction:
        assert claim_reminder(transaction, opened.id, meeting.people[0].id, meeting.clock()) is None
    process.looks(after=60)
    assert meeting.client.whispered == []


def test_nobody_is_reminded_who_has_chosen_or_has_more_time_since(meeting: Meeting) -> None:
    """Somebody else's round has seen them waiting."""
    meeting.join("U2")
    opened = meeting.choose()
    sam, dana = meeting.people
    with meeting.books.transaction(meeting.workspace) as transaction:
        own, idea = list_accounts_of(transaction, sam.id)[0], list_brainstorm_ideas(transaction, opened.id)[0]
        choices = [Choice(idea.id, own.id, Rhythm.ONCE)]
        take_on(transaction, sam, opened.id, choices, meeting.clock(), show_name=False)
        assert claim_reminder(transaction, opened.id, sam.id, meeting.clock()) is None
        assert extend_phase(transaction, meeting.read(opened), meeting.clock())
        assert claim_reminder(transaction, opened.id, dana.id, meeting.clock()) is None


def test_two_processes_remind_somebody_once(meeting: Meeting) -> None:
    opened = meeting.choose()
    claimed: list[object] = []
    ready = threading.Barrier(2)

    def claim() -> None:
        ready.wait()
        with meeting.books.transaction(meeting.workspace) as transaction:
            claimed.append(claim_reminder(transaction, opened.id, meeting.people[0].id, meeting.clock()))

    threads = [threading.Thread(target=claim) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each is None for each in claimed) == [False, True]
