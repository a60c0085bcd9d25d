"""What is rewritten after a line was answered: a nudge, and nothing else that a forged form may name."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web import SlackResponse

from bot.directory import Directory
from bot.messenger import SlackMessenger
from bot.messengers import Messengers
from bot.nudge_rewriting import rewrite_nudge
from jobs.brainstorm_posts import name_post
from storage.brainstorm_records import Phase
from storage.database import Database
from storage.queue import list_messages
from tests.bot.test_boards import Meeting, NotingClient

BODY = {"team": {"id": "T1", "domain": "acme"}, "user": {"id": "U1", "name": "sam"}}


class KnownClient(NotingClient):
    """One whose team Slack names."""

    def auth_test(self, **_: Any) -> SlackResponse:
        return self._answer({"ok": True, "team_id": "T1", "team": "Acme Reps"})


def let_speak(meeting: Meeting) -> None:
    """Let the bot be found by its team, as by whoever presses something."""
    meeting.client = KnownClient()
    directory = Directory(meeting.books)
    messengers = Messengers(
        meeting.books, directory, lambda _: meeting.client, own=SlackMessenger(meeting.client)
    )
    assert messengers.learn_own(meeting.clock()) is not None
    meeting.around = replace(meeting.around, messengers=messengers)


@pytest.mark.parametrize("standing", [True, False])
def test_the_number_of_a_brainstorms_message_rewrites_nothing(
    books: Database, caplog: pytest.LogCaptureFixture, *, standing: bool
) -> None:
    """Its facts were taken for its words, which broke; it is kept by the brainstorm alone."""
    meeting = Meeting(books)
    let_speak(meeting)
    opened = meeting.open("C1", stands=standing)
    with meeting.books.reading(meeting.workspace) as reader:
        key = name_post(opened.id, Phase.IDEAS)
        message_id = list_messages(reader, [key])[key].id
    assert not rewrite_nudge(meeting.around, BODY, message_id)
    assert meeting.client.edits == 0
    assert caplog.text == ""
