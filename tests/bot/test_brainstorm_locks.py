"""A press and a look at the channel that change one brainstorm at once: they do not wait in a circle."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from bot.brainstorm_posts import heed_press
from bot.surroundings import Visit
from jobs import interruptions
from jobs.brainstorm_posts import name_post
from jobs.brainstorms import extend_phase
from jobs.interruptions import interrupt, read_interruption, resume
from jobs.rules.interruptions import Obstacle
from storage.brainstorm_posts import find_place_of_key
from storage.brainstorm_records import Phase
from storage.brainstorms import change_phase
from storage.database import Database
from tests.bot.test_boards import Meeting

LONGEST_WAIT = 60.0
"""Seconds; reached only where something never happens."""


def somebody_waits(books: Database) -> bool:
    """Whether a transaction waits for what another one holds."""
    with books.engine.connect() as connection:
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(connection.execute(waiting).scalar_one())


def wait_for(look: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(int(LONGEST_WAIT / 0.02)):
        if look():
            return
        pause.wait(0.02)
    raise AssertionError("It never happened.")


def test_who_presses_while_the_bot_is_let_in_again_waits_for_nobody_in_a_circle(
    postgresql_books: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Complaint 23: the press of a post without a place held the message, and going on the brainstorm."""
    meeting = Meeting(postgresql_books)
    opened = meeting.open("C1", stands=False)
    with meeting.books.transaction(meeting.workspace) as transaction:
        interrupt(transaction, opened, Obstacle.RESTRICTED, meeting.clock())
        interruption = read_interruption(transaction, opened.id)
    assert interruption is not None
    failures: list[BaseException] = []
    pressed, changed = threading.Event(), threading.Event()
    carried = {"brainstorm": opened.id, "post": Phase.IDEAS.value}
    body = {"container": {"channel_id": "C1", "message_ts": "7.7"}}

    def note_change(*told: Any) -> bool:
        done = change_phase(*told)
        changed.set()
        return done

    monkeypatch.setattr(interruptions, "change_phase", note_change)

    def press() -> None:
        with meeting.books.transaction(meeting.workspace) as transaction:
            page = meeting.around.directory.open(transaction)
            visit = Visit(transaction, page, meeting.people[0], meeting.clock())
            heed_press(meeting.around, visit, body, carried)
            pressed.set()
            wait_for(lambda: changed.is_set() or somebody_waits(meeting.books))
            extend_phase(transaction, opened, meeting.clock())

    def go_on() -> None:
        assert pressed.wait(LONGEST_WAIT)
        with meeting.books.transaction(meeting.workspace) as transaction:
            resume(transaction, opened, interruption, meeting.clock())

    def do(deed: Callable[[], None]) -> None:
        try:
            deed()
        except BaseException as error:
            failures.append(error)
            pressed.set()

    threads = [threading.Thread(target=do, args=(each,)) for each in (press, go_on)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failures == []
    with meeting.books.reading(meeting.workspace) as reader:
        assert find_place_of_key(reader, name_post(opened.id, Phase.IDEAS)) == ("C1", "7.7")
