"""A brainstorm's message on its way to the channel: composed while others write, and posted once."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot import queued_words
from jobs.brainstorm_choices import take_on
from jobs.brainstorm_posts import name_post
from jobs.brainstorms import read_board
from storage.accounts import list_accounts_of
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Choice, Phase, Rhythm
from storage.database import Database, Transaction
from storage.queue import drop_due, list_messages
from tests.bot.test_boards import Meeting


@pytest.fixture
def meeting(books: Database) -> Meeting:
    """One in which something is told of the brainstorm before."""
    meeting = Meeting(books)
    earlier = meeting.open("C9")
    meeting.say(earlier, "Bring cake")
    with books.transaction(meeting.workspace) as transaction:
        own = list_accounts_of(transaction, meeting.people[0].id)[0]
        idea = list_brainstorm_ideas(transaction, earlier.id)[0]
        choices = [Choice(idea.id, own.id, Rhythm.ONCE)]
        take_on(transaction, meeting.people[0], earlier.id, choices, meeting.clock(), show_name=False)
    meeting.go_on(earlier)
    meeting.go_on(earlier)
    with books.transaction(meeting.workspace) as transaction:
        drop_due(transaction, meeting.clock(), "It is past.")
    return meeting


def count_statements_of_writers(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return, for each transaction that may write, how many statements it has; it grows with them."""
    counted: list[int] = []
    writing = [False]
    transaction = meeting.books.transaction

    @contextmanager
    def count(workspace: int) -> Generator[Transaction]:
        with transaction(workspace) as opened:
            counted.append(0)
            writing[0] = True
            try:
                yield opened
            finally:
                writing[0] = False

    def note(*_: Any) -> None:
        if writing[0]:
            counted[-1] += 1

    event.listen(meeting.books.engine, "before_cursor_execute", note)
    monkeypatch.setattr(meeting.books, "transaction", count)
    return counted


def do_while_it_is_composed(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Let somebody do something, once, between what a message shows and its transaction."""
    deeds = [deed]

    def read(reader: Transaction, brainstorm_id: int, now: datetime) -> Any:
        board = read_board(reader, brainstorm_id, now)
        while deeds:
            deeds.pop()()
        return board

    monkeypatch.setattr(queued_words, "read_board", read)


def test_nobody_who_writes_waits_while_a_message_is_composed(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told of earlier brainstorms took a dozen statements of the one who may write."""
    meeting.open("C1", stands=False)
    counted = count_statements_of_writers(meeting, monkeypatch)
    meeting.new_process().keep()
    assert len(meeting.client.posted) == 1
    assert max(counted) <= 4


def test_what_was_over_when_it_was_composed_is_not_posted(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has moved it on meanwhile: the message of the next phase comes, once."""
    opened = meeting.open("C1", stands=False)
    meeting.say(opened, "Call them")
    do_while_it_is_composed(monkeypatch, lambda: meeting.go_on(opened))
    keeper = meeting.new_process()
    for _ in range(4):
        keeper.keep()
        meeting.clock.moment += timedelta(seconds=1)
    assert len(meeting.client.posted) == 1


def test_what_is_said_while_it_is_composed_is_shown_at_once(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = meeting.open("C1", stands=False)
    do_while_it_is_composed(monkeypatch, lambda: meeting.say(opened, "Call them"))
    keeper = meeting.new_process()
    for _ in range(3):
        keeper.keep()
    assert len(meeting.client.posted) == 1
    assert meeting.client.posted[0] in meeting.client.shown


def test_it_can_be_composed_late_too(meeting: Meeting) -> None:
    """What goes out is the same as what was composed before the transaction."""
    opened = meeting.open("C1", stands=False)
    meeting.say(opened, "Call them")
    with meeting.books.transaction(meeting.workspace) as transaction:
        key = name_post(opened.id, Phase.IDEAS)
        message = list_messages(transaction, [key])[key]
        early = queued_words.compose_brainstorm_post(transaction, message, message.due_at)
        assert queued_words.compose_queued(transaction, message) == early
    assert "Call them" in str(early)
