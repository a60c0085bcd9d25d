"""On PostgreSQL the night, an import and people who log and edit are at work at once: nobody waits long.

A transaction that waits for another's lock fails here after twenty seconds instead of hanging.
"""

import random
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import make_url

from jobs.rhythm_nights import refresh_rhythms
from storage.csv_files.reading import read_csv_text
from storage.csv_files.touches import import_touches
from storage.database import Database, Transaction
from storage.handovers import hand_over_accounts
from storage.records import Account, Kind, NewTouch, Rep, Workspace
from storage.reps import hold_rep
from storage.rhythms import FORGOTTEN, list_rhythms
from storage.touches import add_touch, change_touch
from storage.workspaces import change_workspace, hold_directory
from tests.builders import NOW, TODAY, a_rep, a_touch, a_workspace, an_account

NIGHT = datetime.combine(TODAY, time(2), UTC)
PATIENCE = 60
"""Seconds after which a test gives up on a thread: far more than any needs."""


@pytest.fixture
def books(migrated_postgresql: str) -> Iterator[Database]:
    address = make_url(migrated_postgresql).update_query_dict({"options": "-c lock_timeout=20000"})
    database = Database(address.render_as_string(hide_password=False))
    yield database
    database.close()


@pytest.fixture
def workspace(books: Database) -> Workspace:
    return a_workspace(books)


def seed(transaction: Transaction, number: int) -> tuple[Rep, list[Account], list[int]]:
    """Accounts with one touch each, by ascending id."""
    rep = a_rep(transaction, slack_id="U1")
    accounts = [an_account(transaction, f"Client {place}", rep_id=rep.id) for place in range(number)]
    touches = [a_touch(transaction, each, days_ago=40, rep=rep).id for each in accounts]
    return rep, accounts, touches


def test_the_night_does_not_wait_for_somebody_who_edits(books: Database, workspace: Workspace) -> None:
    """Both took the rows of what is kept, in different orders: one of them died of the deadlock."""
    with books.transaction(workspace.id) as transaction:
        _, accounts, touches = seed(transaction, 3)
    assert refresh_rhythms(books, workspace.id, NIGHT) == 3
    with books.transaction(workspace.id) as editor:
        change_touch(editor, touches[2], undone=True)
        assert refresh_rhythms(books, workspace.id, NIGHT + timedelta(days=30)) == 3
        change_touch(editor, touches[0], undone=True)
    # What it wrote beside the edits is not believed afterwards.
    with books.reading(workspace.id) as reader:
        kept = {row.account_id: row.touches for row in list_rhythms(reader, [each.id for each in accounts])}
    assert [kept[each.id] for each in accounts] == [FORGOTTEN, 1, FORGOTTEN]


def test_nobody_who_logs_or_edits_waits_for_an_import(books: Database, workspace: Workspace) -> None:
    """A chunk of an import is one transaction, and holds the directory as long as that takes."""
    with books.transaction(workspace.id) as transaction:
        rep, accounts, touches = seed(transaction, 2)
        others = [a_touch(transaction, each, days_ago=20, rep=rep).id for each in accounts]
    with books.transaction(workspace.id) as importer:
        hold_directory(importer)
        add_touch(importer, NewTouch(accounts[0].id, rep.id, TODAY, NOW, "Imported"), NOW)
        change_touch(importer, touches[1], kind=Kind.SELLING)
        with books.transaction(workspace.id) as person:
            hold_rep(person, rep.id)
            add_touch(person, NewTouch(accounts[0].id, rep.id, TODAY, NOW, "Lunch"), NOW)
            change_touch(person, others[1], account_id=accounts[0].id)
        change_touch(importer, touches[0], kind=Kind.SELLING)


def test_a_hand_over_and_somebody_who_logs_do_not_wait_for_each_other(
    books: Database, workspace: Workspace
) -> None:
    with books.transaction(workspace.id) as transaction:
        rep, [account], [touch] = seed(transaction, 1)
        heir = a_rep(transaction, "Heir", slack_id="U2")
    with books.transaction(workspace.id) as manager:
        wishes = {account.id: heir.id}
        _, handed = hand_over_accounts(manager, wishes, from_rep_id=rep.id, by_rep_id=heir.id, now=NOW)
        assert len(handed) == 1
        with books.transaction(workspace.id) as person:
            add_touch(person, NewTouch(account.id, rep.id, TODAY, NOW, "Lunch"), NOW)
            change_touch(person, touch, undone=True)


def test_two_imports_nights_and_people_who_move_touches_at_once(
    books: Database, workspace: Workspace
) -> None:
    """Whatever order their rows come in, nobody dies."""
    draw = random.Random(4)
    with books.transaction(workspace.id) as transaction:
        _, accounts, touches = seed(transaction, 60)
    faults: list[Exception] = []
    enough = threading.Event()

    def correct(kind: str) -> None:
        rows = [
            f"{draw.randrange(120)},Client {draw.randrange(60)},2026-01-05,{kind},x\n" for _ in range(300)
        ]
        unique = {row.split(",", 1)[0]: row for row in rows}
        text = "id,account,at,kind,note\n" + "".join(unique.values())
        import_touches(books, workspace, read_csv_text(text, "touches.csv"), now=NOW)

    def imports() -> None:
        for kind in ("selling", "non-selling") * 2:
            correct(kind)

    def nights() -> None:
        for _ in range(6):
            with books.transaction(workspace.id) as transaction:
                change_workspace(transaction, rhythms_day=TODAY - timedelta(days=1))
            refresh_rhythms(books, workspace.id, NIGHT)

    def moves(ids: list[int]) -> None:
        mine = random.Random(ids[0])
        while not enough.is_set():
            with books.transaction(workspace.id) as transaction:
                for touch_id in mine.sample(ids, 5):
                    change_touch(transaction, touch_id, account_id=mine.choice(accounts).id)

    def start(work: Callable[[], None]) -> threading.Thread:
        def watched() -> None:
            try:
                work()
            except Exception as error:
                faults.append(error)

        thread = threading.Thread(target=watched)
        thread.start()
        return thread

    people = [start(lambda: moves(touches[:30])), start(lambda: moves(touches[30:]))]
    workers = [start(imports), start(imports), start(nights), start(nights)]
    for each in workers:
        each.join(PATIENCE)
    enough.set()
    for each in people:
        each.join(PATIENCE)
    assert not any(each.is_alive() for each in (*workers, *people))
    assert faults == []
