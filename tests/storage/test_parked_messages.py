from datetime import timedelta

from storage import parked_messages, queue
from storage.database import Database
from storage.records import QueuedMessage, QueueState, Workspace
from tests.builders import NOW, a_message, a_workspace

LATER = NOW + timedelta(days=30)


def give_up(books: Database, workspace: Workspace, key: str = "k", *, sent_perhaps: bool = False) -> int:
    """Queue a message, and park it as the delivery does."""
    with books.transaction(workspace.id) as transaction:
        a_message(transaction, key)
    with books.everywhere() as connection:
        [held] = queue.claim_due(connection, now=NOW, owner="worker", most=1)
        if sent_perhaps:
            assert queue.mark_sending(connection, held, "worker", now=NOW, channel="D1")
        queue.finish(connection, held, "worker", state=QueueState.PARKED, reason="A mistake in Drumbeat.")
    return held.id


def read(books: Database, workspace: Workspace, message_id: int) -> QueuedMessage:
    with books.reading(workspace.id) as reader:
        found = queue.read_message(reader, message_id)
    assert found is not None
    return found


def test_what_was_given_up_goes_out_after_all(books: Database, workspace: Workspace) -> None:
    """A row parked by a mistake of ours stayed so after the upgrade that mended it."""
    given_up = give_up(books, workspace)
    with books.transaction(workspace.id) as transaction:
        assert parked_messages.retry_parked(transaction, [given_up], LATER) == 1
        assert parked_messages.retry_parked(transaction, [given_up], LATER) == 0
    with books.everywhere() as connection:
        [claimed] = queue.claim_due(connection, now=LATER, owner="worker", most=9)
    assert (claimed.id, claimed.failures) == (given_up, 0)
    assert claimed.useful_until > LATER


def test_one_that_may_have_gone_out_is_still_in_doubt(books: Database, workspace: Workspace) -> None:
    given_up = give_up(books, workspace, sent_perhaps=True)
    with books.transaction(workspace.id) as transaction:
        parked_messages.retry_parked(transaction, [given_up], LATER)
    message = read(books, workspace, given_up)
    assert (message.attempted_at, message.channel) == (NOW, "D1")


def test_what_is_let_go_stays_so(books: Database, workspace: Workspace) -> None:
    given_up = give_up(books, workspace)
    with books.transaction(workspace.id) as transaction:
        assert parked_messages.drop_parked(transaction, [given_up]) == 1
        assert parked_messages.retry_parked(transaction, [given_up], LATER) == 0
    assert read(books, workspace, given_up).state is QueueState.DROPPED


def test_only_what_was_given_up_can_be_decided_about(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        waiting = a_message(transaction, "waiting")
        assert parked_messages.drop_parked(transaction, [waiting.id]) == 0
        assert parked_messages.retry_parked(transaction, [waiting.id], LATER) == 0
    assert read(books, workspace, waiting.id).useful_until == waiting.useful_until


def test_what_was_given_up_is_counted_by_workspace_and_time(books: Database, workspace: Workspace) -> None:
    other = a_workspace(books, "Others", "T2")
    give_up(books, workspace)
    give_up(books, other)
    with books.reading(workspace.id) as reader:
        assert parked_messages.count_parked(reader, NOW - timedelta(days=30)) == 1
        assert parked_messages.count_parked(reader, NOW + timedelta(seconds=1)) == 0
