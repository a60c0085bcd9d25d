import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage import old_messages, queue, queue_depths
from storage.database import Database
from storage.queue import LEASE
from storage.queue_statements import SUSPECT_AFTER
from storage.records import QueuedMessage, QueueState, Workspace
from storage.tables import queued_message
from tests.builders import NOW, a_message, a_new_message, a_workspace

SECOND = timedelta(seconds=1)


def enqueue(books: Database, workspace: Workspace, key: str = "k", **facts: object) -> QueuedMessage:
    with books.transaction(workspace.id) as transaction:
        return a_message(transaction, key, **facts)


def claim(
    books: Database, now: datetime = NOW, owner: str = "worker", most: int = 100
) -> list[QueuedMessage]:
    with books.everywhere() as connection:
        return list(queue.claim_due(connection, now=now, owner=owner, most=most))


def read_state(books: Database, message: QueuedMessage) -> QueueState:
    with books.reading(message.workspace) as transaction:
        found = queue.read_message(transaction, message.id)
    assert found is not None
    return found.state


def test_a_key_is_queued_once_whatever_became_of_it(books: Database, workspace: Workspace) -> None:
    message = enqueue(books, workspace)
    with books.transaction(workspace.id) as transaction:
        assert queue.enqueue(transaction, a_new_message("k")) is None
        assert queue.enqueue(transaction, a_new_message("born"), state=QueueState.DROPPED, reason="Nothing.")
        assert queue.enqueue(transaction, a_new_message("born")) is None
        assert queue.list_known_keys(transaction, ["k", "born", "new"]) == {"k", "born"}
        assert queue.list_known_keys(transaction, []) == set()
    assert [each.id for each in claim(books)] == [message.id]


def test_the_token_is_opaque_and_different_for_each_message(books: Database, workspace: Workspace) -> None:
    tokens = {enqueue(books, workspace, f"k{number}").token for number in range(5)}
    assert len(tokens) == 5
    assert all(len(token) >= 20 for token in tokens)


def test_what_is_due_is_claimed_oldest_first_over_all_workspaces(
    books: Database, workspace: Workspace
) -> None:
    other = a_workspace(books, "Others", "T2")
    enqueue(books, workspace, "second", due_at=NOW - SECOND, recipient="U2")
    enqueue(books, other, "third", due_at=NOW)
    enqueue(books, workspace, "first", due_at=NOW - 2 * SECOND)
    enqueue(books, workspace, "later", due_at=NOW + SECOND, recipient="U3")
    assert [each.key for each in claim(books, most=2)] == ["first", "second"]
    rest = claim(books)
    assert [(each.key, each.workspace, each.state, each.tries) for each in rest] == [
        ("third", other.id, QueueState.BUSY, 1)
    ]
    assert claim(books) == []
    assert [each.key for each in claim(books, NOW + SECOND)] == ["later"]


def test_everybodys_first_message_comes_before_anybodys_second(books: Database, workspace: Workspace) -> None:
    """Seconds would be looked at and passed over for as long as the firsts are under way."""
    firsts = [enqueue(books, workspace, f"first {number}", recipient=f"U{number}") for number in range(3)]
    for number in range(3):
        enqueue(books, workspace, f"second {number}", recipient=f"U{number}")
    claim(books)
    with books.transaction(workspace.id) as transaction:
        for message in firsts:
            held = replace(message, tries=1)
            assert queue.finish(transaction.connection, held, "worker", state=QueueState.DONE)
    others = [enqueue(books, workspace, f"other {number}", recipient=f"V{number}") for number in range(3)]
    assert {each.key for each in claim(books, most=3)} == {each.key for each in others}
    assert {each.key for each in claim(books)} == {"second 0", "second 1", "second 2"}


def test_workers_never_claim_the_same_message(books: Database, workspace: Workspace) -> None:
    for number in range(60):
        enqueue(books, workspace, f"k{number}", recipient=f"U{number}")
    start = threading.Barrier(6)

    def work(owner: str) -> list[int]:
        start.wait()
        claimed: list[int] = []
        while batch := claim(books, owner=owner, most=4):
            claimed += [each.id for each in batch]
        return claimed

    with ThreadPoolExecutor(6) as threads:
        taken = [done.result() for done in [threads.submit(work, f"worker {n}") for n in range(6)]]
    ids = [each for batch in taken for each in batch]
    assert len(ids) == len(set(ids)) == 60


def test_a_locked_row_is_passed_over_on_postgresql(books: Database, workspace: Workspace) -> None:
    if books.is_sqlite:
        pytest.skip("SQLite's single writer excludes the others anyway.")
    first = enqueue(books, workspace, "a", due_at=NOW - SECOND)
    second = enqueue(books, workspace, "b", recipient="U2")
    with books.everywhere() as connection:
        assert [each.id for each in queue.claim_due(connection, now=NOW, owner="one", most=1)] == [first.id]
        assert [each.id for each in claim(books, owner="two")] == [second.id]


def test_a_lease_that_ran_out_frees_the_message(books: Database, workspace: Workspace) -> None:
    enqueue(books, workspace)
    [held] = claim(books, owner="one")
    assert claim(books, NOW + LEASE, "two") == []
    [taken] = claim(books, NOW + LEASE + SECOND, "two")
    assert (taken.id, taken.tries, taken.attempted_at) == (held.id, 2, None)
    with books.everywhere() as connection:
        assert not queue.finish(connection, held, "one", state=QueueState.DONE)
        assert not queue.mark_sending(connection, held, "one", now=NOW, channel="D1")
        assert not queue.postpone(connection, held, "one", until=NOW, reason="")
        assert queue.finish(connection, taken, "two", state=QueueState.DONE)
    assert read_state(books, held) is QueueState.DONE


def test_an_older_claim_by_the_same_worker_does_not_count_either(
    books: Database, workspace: Workspace
) -> None:
    """A worker that was held up for over a minute claimed its own message anew in its next round.

    The first round then wrote its end over the second, and the message went out twice.
    """
    enqueue(books, workspace)
    [slow] = claim(books)
    [again] = claim(books, NOW + LEASE + SECOND)
    with books.everywhere() as connection:
        assert not queue.mark_sending(connection, slow, "worker", now=NOW, channel="D1")
        assert queue.mark_sending(connection, again, "worker", now=NOW, channel="D1")


def test_a_crash_while_sending_comes_back_with_the_time_of_the_attempt(
    books: Database, workspace: Workspace
) -> None:
    enqueue(books, workspace)
    [held] = claim(books)
    with books.everywhere() as connection:
        assert queue.mark_sending(connection, held, "worker", now=NOW, channel="D1")
    assert read_state(books, held) is QueueState.SENDING
    assert claim(books, NOW + LEASE) == []
    [given_back] = claim(books, NOW + LEASE + SECOND, "two")
    assert given_back.state is QueueState.READY
    assert claim(books, NOW + 2 * LEASE, "two") == []
    [found] = claim(books, NOW + 2 * LEASE + SECOND, "two")
    assert (found.state, found.attempted_at, found.channel, found.ts) == (QueueState.BUSY, NOW, "D1", None)
    with books.everywhere() as connection:
        assert not queue.finish(connection, held, "worker", state=QueueState.DONE, channel="D1", ts="1.5")


def test_a_worker_that_comes_back_after_its_post_changes_nothing_once_the_row_was_given_back(
    books: Database, workspace: Workspace
) -> None:
    """Its call had taken longer than its lease; the row is looked up by whoever holds it now."""
    enqueue(books, workspace)
    [slow] = claim(books)
    with books.everywhere() as connection:
        queue.mark_sending(connection, slow, "worker", now=NOW, channel="D1")
    claim(books, NOW + LEASE + SECOND, "worker")
    with books.everywhere() as connection:
        assert not queue.finish(connection, slow, "worker", state=QueueState.DONE, channel="D1", ts="1.5")
        assert not queue.postpone(connection, slow, "worker", until=NOW, reason="")
        assert not queue.mark_sending(connection, slow, "worker", now=NOW, channel="D1")
    assert read_state(books, slow) is QueueState.READY


def test_a_person_hears_of_things_in_their_order(books: Database, workspace: Workspace) -> None:
    """A later message overtook the one whose attempt had failed."""
    enqueue(books, workspace, "second", due_at=NOW)
    first = enqueue(books, workspace, "first", due_at=NOW - SECOND)
    enqueue(books, workspace, "third", due_at=NOW)
    enqueue(books, workspace, "appointment", due_at=NOW + LEASE)
    assert [each.key for each in claim(books)] == ["first"]
    assert claim(books) == []
    with books.everywhere() as connection:
        held = QueuedMessage(**{**_fields(first), "tries": 1})
        queue.postpone(connection, held, "worker", until=NOW + 9 * LEASE, reason="Slack asked to wait.")
    assert claim(books, NOW + 8 * LEASE) == []
    [first] = claim(books, NOW + 9 * LEASE)
    assert (first.key, first.due_at) == ("first", NOW - SECOND)
    with books.everywhere() as connection:
        queue.finish(connection, first, "worker", state=QueueState.PARKED, reason="This is a bot.")
    assert [each.key for each in claim(books, NOW + 9 * LEASE)] == ["second"]


def test_what_waits_behind_a_message_that_was_put_off_is_not_looked_at_before_it(
    books: Database, workspace: Workspace
) -> None:
    """A workspace that was shut out made every claim of the others as long as its queue."""
    enqueue(books, workspace, "head", due_at=NOW - SECOND)
    enqueue(books, workspace, "behind")
    enqueue(books, workspace, "for tomorrow", due_at=NOW + timedelta(days=1))
    enqueue(books, workspace, "somebody else's", recipient="U2")
    [head, _] = claim(books)
    with books.everywhere() as connection:
        queue.postpone(connection, head, "worker", until=NOW + LEASE, reason="The token was revoked.")
        rows = connection.execute(select(queued_message.c.key, queued_message.c.next_at)).all()
    moments = {row.key: row.next_at for row in rows}
    assert moments["head"] == moments["behind"] == NOW + LEASE
    assert moments["for tomorrow"] == NOW + timedelta(days=1)


def test_what_may_be_poisoned_puts_off_nothing_else(books: Database, workspace: Workspace) -> None:
    enqueue(books, workspace, "poisoned", due_at=NOW - SECOND)
    enqueue(books, workspace, "behind")
    for _ in range(SUSPECT_AFTER):
        [head] = claim(books)
        with books.everywhere() as connection:
            queue.postpone(connection, head, "worker", until=NOW - SECOND, reason="KeyError", failed=True)
    [head] = claim(books, most=1)
    assert head.key == "poisoned"
    with books.everywhere() as connection:
        queue.postpone(connection, head, "worker", until=NOW + LEASE, reason="KeyError", failed=True)
    assert [each.key for each in claim(books)] == ["behind"]


def test_workspaces_that_are_due_at_one_moment_take_turns(books: Database, workspace: Workspace) -> None:
    """Issue 3, many machines: queued one after the other, none has to wait until the other is served."""
    other = a_workspace(books, "Other Reps", "T2")
    for each in (workspace, other):
        for number in range(40):
            enqueue(books, each, f"message {number}", recipient=f"U{number}")
    first_half = [message.workspace for message in claim(books, most=40)]
    assert 5 <= first_half.count(workspace.id) <= 35


def test_a_later_appointment_holds_up_nothing_that_is_due_before_it(
    books: Database, workspace: Workspace
) -> None:
    enqueue(books, workspace, "appointment", due_at=NOW + LEASE)
    enqueue(books, workspace, "now")
    assert [each.key for each in claim(books)] == ["now"]


def test_what_was_sent_long_ago_is_deleted_and_nothing_else(books: Database, workspace: Workspace) -> None:
    long_ago = NOW - timedelta(days=200)
    enqueue(books, workspace, "old and waiting", due_at=long_ago, recipient="U2")
    enqueue(books, workspace, "old of another kind", due_at=long_ago, kind="other")
    with books.transaction(workspace.id) as transaction:
        old = [
            queue.enqueue(transaction, a_new_message(f"old {state}", due_at=long_ago), state=state)
            for state in (QueueState.DONE, QueueState.DROPPED, QueueState.PARKED)
        ]
        queue.enqueue(transaction, a_new_message("new"), state=QueueState.DONE)
        found = old_messages.list_outlived(transaction, "nudge", NOW - timedelta(days=183), 99)
        assert sorted(found) == old
        assert len(old_messages.list_outlived(transaction, "nudge", NOW - timedelta(days=183), 2)) == 2
        assert old_messages.delete_outlived(transaction, found) == 3
        assert old_messages.delete_outlived(transaction, found) == 0
        kept = queue.list_known_keys(transaction, ["old and waiting", "old of another kind", "new"])
        assert len(kept) == 3


def test_a_message_handed_back_is_tried_later_and_forgets_a_clear_failure(
    books: Database, workspace: Workspace
) -> None:
    enqueue(books, workspace)
    for sent_perhaps, attempted_at in ((True, NOW), (False, None)):
        [held] = claim(books, NOW)
        with books.everywhere() as connection:
            assert held.failures == 0
            queue.mark_sending(connection, held, "worker", now=NOW, channel="D1")
            assert queue.postpone(
                connection, held, "worker", until=NOW + SECOND, reason="Slow.", sent_perhaps=sent_perhaps
            )
        assert claim(books, NOW) == []
        [found] = claim(books, NOW + SECOND, "two")
        assert found.attempted_at == attempted_at
        with books.everywhere() as connection:
            queue.postpone(connection, found, "two", until=NOW, reason="", sent_perhaps=sent_perhaps)


def test_a_finished_message_says_where_it_stands_in_slack(books: Database, workspace: Workspace) -> None:
    enqueue(books, workspace)
    enqueue(books, workspace, "gone", recipient="U2")
    done, gone = claim(books)
    with books.everywhere() as connection:
        queue.finish(connection, done, "worker", state=QueueState.DONE, channel="D1", ts="171.5")
        queue.finish(connection, gone, "worker", state=QueueState.PARKED, reason="The account is closed.")
        assert not queue.finish(connection, done, "worker", state=QueueState.DROPPED)
        assert queue_depths.count_by_state(connection) == {"done": 1, "parked": 1}
    with books.reading(workspace.id) as transaction:
        assert [(each.key, each.reason) for each in queue.list_parked(transaction)] == [
            ("gone", "The account is closed.")
        ]
        found = queue.read_message(transaction, done.id)
        assert found is not None
        assert (found.channel, found.ts) == ("D1", "171.5")
    assert claim(books, NOW + timedelta(days=1)) == []


def test_facts_come_back_as_they_were_queued(books: Database, workspace: Workspace) -> None:
    facts = {"week": "2026-W10", "accounts": [1, 2], "name": "Café “Nero”", "deep": {"none": None}}
    message = enqueue(books, workspace, facts=facts)
    assert message.facts == facts
    assert (message.due_at, message.useful_until) == (NOW, NOW + timedelta(days=2))


def test_what_waits_for_a_person_can_be_dropped_but_not_what_may_have_gone_out(
    books: Database, workspace: Workspace
) -> None:
    unclear = enqueue(books, workspace, "unclear")
    claim(books)
    with books.everywhere() as connection:
        held = QueuedMessage(**{**_fields(unclear), "tries": 1})
        queue.mark_sending(connection, held, "worker", now=NOW, channel="D1")
        queue.postpone(connection, held, "worker", until=NOW, reason="Unclear.", sent_perhaps=True)
    waiting = enqueue(books, workspace, "waiting")
    theirs = enqueue(books, workspace, "theirs", recipient="U2")
    with books.transaction(workspace.id) as transaction:
        assert queue.drop_waiting(transaction, "U1", "Switched off.") == 1
    assert read_state(books, waiting) is QueueState.DROPPED
    assert {read_state(books, each) for each in (unclear, theirs)} == {QueueState.READY}


def _fields(message: QueuedMessage) -> dict[str, object]:
    names = [name for kind in type(message).__mro__ for name in getattr(kind, "__slots__", ())]
    return {name: getattr(message, name) for name in names}
