"""What changes one brainstorm at once: nobody waits in a circle, and nothing is written over."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.brainstorm_posts import heed_press
from bot.surroundings import Visit
from jobs import interruptions
from jobs.brainstorm_posts import (
    ENDED,
    POSTED_AGAIN,
    UNKNOWN_MEMBERS,
    name_post,
    note_end,
    replace_deleted,
)
from jobs.brainstorms import extend_phase, keep_members
from jobs.interruptions import interrupt, read_interruption, resume
from jobs.rules.interruptions import Obstacle
from storage.brainstorm_posts import find_place_of_key
from storage.brainstorm_records import Phase
from storage.brainstorms import change_phase
from storage.database import Database, Transaction
from storage.queue import list_messages
from tests.bot.test_boards import Meeting
from tests.threads import PATIENCE_SECONDS, count_waiting, wait_until


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
            wait_until(lambda: changed.is_set() or count_waiting(meeting.books))
            extend_phase(transaction, opened, meeting.clock())

    def go_on() -> None:
        assert pressed.wait(PATIENCE_SECONDS)
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


@pytest.mark.parametrize("other", ["end", "replacement"])
@pytest.mark.parametrize("members_first", [True, False])
def test_two_notes_of_one_message_at_once_both_stay(
    postgresql_books: Database, other: str, *, members_first: bool
) -> None:
    """Who came second had read the message before the first one's note, and wrote it back without that."""
    meeting = Meeting(postgresql_books)
    opened = meeting.open("C1", members_follow=True)
    key = name_post(opened.id, Phase.IDEAS)
    others: dict[str, Callable[[Transaction], object]] = {
        "end": lambda transaction: note_end(transaction, opened.id, Phase.IDEAS),
        "replacement": lambda transaction: replace_deleted(
            transaction, opened, f"{opened.id}.ideas", meeting.clock()
        ),
    }
    notes = [lambda transaction: keep_members(transaction, opened.id, ["U1"]), others[other]]
    first, second = notes if members_first else reversed(notes)

    def follow() -> None:
        with meeting.books.transaction(meeting.workspace) as transaction:
            second(transaction)

    following = threading.Thread(target=follow)
    with meeting.books.transaction(meeting.workspace) as transaction:
        first(transaction)
        following.start()
        wait_until(lambda: count_waiting(meeting.books))
    following.join()
    with meeting.books.reading(meeting.workspace) as reader:
        facts = list_messages(reader, [key])[key].facts
    assert facts[UNKNOWN_MEMBERS] is False
    assert facts[ENDED if other == "end" else POSTED_AGAIN] is True
