import pytest
from sqlalchemy.exc import IntegrityError

from storage import nudge_lines
from storage.database import Transaction
from storage.records import Account, LineState, NudgeLine, QueuedMessage
from tests.builders import NOW, TODAY, a_line, a_message, a_touch, an_account


@pytest.fixture
def message(transaction: Transaction) -> QueuedMessage:
    return a_message(transaction)


@pytest.fixture
def named(transaction: Transaction) -> list[Account]:
    return [an_account(transaction, name) for name in ("Zebra", "Acme", "Borg")]


@pytest.fixture
def lines(transaction: Transaction, message: QueuedMessage, named: list[Account]) -> list[NudgeLine]:
    nudge_lines.add_lines(transaction, message.id, [(each.id, {"name": each.name}) for each in named])
    return list(nudge_lines.list_lines(transaction, message.id))


def test_lines_come_in_the_order_in_which_they_are_shown(
    lines: list[NudgeLine], named: list[Account]
) -> None:
    assert [line.account_id for line in lines] == [each.id for each in named]
    assert [line.position for line in lines] == [0, 1, 2]
    assert [line.facts for line in lines] == [{"name": "Zebra"}, {"name": "Acme"}, {"name": "Borg"}]
    assert {line.state for line in lines} == {LineState.OPEN}


def test_what_a_rep_did_is_kept(transaction: Transaction, lines: list[NudgeLine]) -> None:
    touch = a_touch(transaction)
    nudge_lines.change_line(
        transaction,
        lines[1].id,
        state=LineState.LOGGED,
        decided_at=NOW,
        touch_id=touch.id,
        snoozed_until=TODAY,
        before={"snoozed_until": None},
    )
    found = nudge_lines.read_line(transaction, lines[1].id)
    assert found is not None
    assert (found.state, found.decided_at, found.touch_id) == (LineState.LOGGED, NOW, touch.id)
    assert (found.snoozed_until, found.before) == (TODAY, {"snoozed_until": None})
    assert nudge_lines.find_line_of_touch(transaction, touch.id) == found
    assert nudge_lines.find_line_of_touch(transaction, touch.id + 1) is None
    assert nudge_lines.read_line(transaction, lines[0].id) == lines[0]


def test_lines_that_need_nothing_any_more_go_and_the_others_stay(
    transaction: Transaction, message: QueuedMessage, lines: list[NudgeLine], named: list[Account]
) -> None:
    other = a_message(transaction, "another")
    kept = a_line(transaction, other, named[0])
    nudge_lines.remove_lines_except(transaction, message.id, [named[1].id])
    assert list(nudge_lines.list_lines(transaction, message.id)) == [lines[1]]
    assert list(nudge_lines.list_lines(transaction, other.id)) == [kept]
    nudge_lines.remove_lines_except(transaction, message.id, [])
    assert list(nudge_lines.list_lines(transaction, message.id)) == []


def test_an_account_stands_in_a_message_once(
    transaction: Transaction, message: QueuedMessage, lines: list[NudgeLine], named: list[Account]
) -> None:
    with pytest.raises(IntegrityError), transaction.connection.begin_nested():
        nudge_lines.add_lines(transaction, message.id, [(named[0].id, {})])
    assert list(nudge_lines.list_lines(transaction, message.id)) == lines


def test_no_lines_are_none(transaction: Transaction, message: QueuedMessage) -> None:
    nudge_lines.add_lines(transaction, message.id, [])
    assert list(nudge_lines.list_lines(transaction, message.id)) == []
    assert nudge_lines.read_line(transaction, 4711) is None
