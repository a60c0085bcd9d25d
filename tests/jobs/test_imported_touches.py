"""Ticks follow what a CSV file corrects of a touch, as they follow a correction in the form (NS-15)."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, text

from jobs.commitments import add_place
from jobs.corrections import follow_corrections
from jobs.rules.touches import TouchDraft
from jobs.touches import correct_touch, log_touch, set_touch_kind, set_touch_undone
from storage.accounts import change_account
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.brainstorms import add_brainstorm
from storage.commitment_ticks import add_tick, list_ticks
from storage.commitments import add_commitments, list_commitments
from storage.csv_files.identity import name_touch
from storage.csv_files.options import ImportOptions
from storage.csv_files.reading import read_csv_text
from storage.csv_files.report import Report
from storage.csv_files.touches import import_touches
from storage.database import Database, Transaction
from storage.locations import add_locations, hold_locations, list_locations
from storage.records import Account, Kind, Rep, Touch, Workspace
from storage.touches import change_touch, list_touches, read_touch
from tests.builders import NOW, TODAY, a_rep, an_account, days_before

HEADINGS = "id,account,date,kind,rep,place,note"

Import = Callable[..., Report]


@pytest.fixture
def sam(books: Database, workspace: Workspace) -> Rep:
    with books.transaction(workspace.id) as transaction:
        return a_rep(transaction, email="sam@x.example")


@pytest.fixture
def acme(books: Database, workspace: Workspace, sam: Rep) -> Account:
    """Sam has taken on to visit each of its three stores."""
    with books.transaction(workspace.id) as transaction:
        account = an_account(transaction, "Acme", rep_id=sam.id)
        takes_on(transaction, sam, account)
        return account


def takes_on(transaction: Transaction, rep: Rep, account: Account) -> None:
    add_locations(transaction, account.id, ["Mill Street", "Quay", "Pier"])
    talked = add_brainstorm(transaction, NewBrainstorm(f"C{account.id}", rep.id, "How?", 8, 4, NOW, NOW))
    idea_id = add_brainstorm_idea(transaction, talked.id, rep.id, "visit every store", NOW)
    assert idea_id is not None
    add_commitments(transaction, rep.id, [Choice(idea_id, account.id, Rhythm.LOCATIONS)], NOW)


@pytest.fixture
def visit(books: Database, workspace: Workspace, sam: Rep, acme: Account) -> Touch:
    """Sam has logged in Slack that they were at Mill Street."""
    with books.transaction(workspace.id) as transaction:
        draft = TouchDraft("met Kim", TODAY, place="Mill Street")
        touch = read_touch(transaction, log_touch(transaction, sam, acme, draft, NOW).touch_id)
        assert touch is not None
        return touch


@pytest.fixture
def bring_in(books: Database, workspace: Workspace) -> Import:
    def bring(*rows: str, **options: object) -> Report:
        file = read_csv_text("\n".join((HEADINGS, *rows)), "touches.csv")
        how = ImportOptions(follow_touches=follow_corrections, **options)  # type: ignore[arg-type]
        return import_touches(books, workspace, file, now=NOW, options=how)

    return bring


@pytest.fixture
def ticked(books: Database, workspace: Workspace) -> Callable[[], list[tuple[str, date]]]:
    """Return at which places of any account something was done, and when."""

    def look() -> list[tuple[str, date]]:
        with books.reading(workspace.id) as reader:
            names = {each.id: each.name for each in list_locations(reader)}
            taken = [each.id for each in list_commitments(reader)]
            return sorted((names[each.location_id or 0], each.day) for each in list_ticks(reader, taken))

    return look


Look = Callable[[], list[tuple[str, date]]]


def row_of(touch: Touch, account: str = "Acme", place: str = "Mill Street", day: date = TODAY) -> str:
    return f'{name_touch(touch)},{account},{day},non-selling,Sam Lee,"{place}",met Kim'


def test_a_place_that_a_file_corrects_takes_its_tick_along(
    bring_in: Import, visit: Touch, ticked: Look
) -> None:
    """A store stayed ticked at which nobody had been, and the other one was still to come."""
    assert ticked() == [("Mill Street", TODAY)]
    assert bring_in(row_of(visit, place="Quay, Pier")).changed == 1
    assert ticked() == [("Pier", TODAY), ("Quay", TODAY)]
    assert bring_in(row_of(visit, place="Quay, Pier")).changed == 0
    assert bring_in(row_of(visit, place="Mill Street")).changed == 1
    assert ticked() == [("Mill Street", TODAY)], "the file as it was before takes it back"


def test_a_place_that_no_store_is_called_ticks_nothing(bring_in: Import, visit: Touch, ticked: Look) -> None:
    bring_in(row_of(visit, place="Head office"))
    assert ticked() == []


def test_a_slip_of_the_pen_that_a_file_corrects_ticks_the_store(
    books: Database, workspace: Workspace, sam: Rep, acme: Account, *, bring_in: Import, ticked: Look
) -> None:
    """As the form does, of a touch that was logged in Slack."""
    with books.transaction(workspace.id) as transaction:
        log_touch(transaction, sam, acme, TouchDraft("met Kim", TODAY, place="Mil Stret"), NOW)
        [touch] = list_touches(transaction)
    assert ticked() == []
    bring_in(row_of(touch))
    assert ticked() == [("Mill Street", TODAY)]


def test_what_is_another_accounts_ticks_there(
    books: Database, workspace: Workspace, sam: Rep, visit: Touch, *, bring_in: Import, ticked: Look
) -> None:
    with books.transaction(workspace.id) as transaction:
        borg = an_account(transaction, "Borg", rep_id=sam.id)
        takes_on(transaction, sam, borg)
    bring_in(row_of(visit, account="Borg", place="Pier"))
    with books.reading(workspace.id) as reader:
        of_account = {each.id: each.account_id for each in list_locations(reader)}
        ticks = list_ticks(reader, [each.id for each in list_commitments(reader)])
    assert [of_account[each.location_id or 0] for each in ticks] == [borg.id]


@pytest.mark.parametrize("kim_promised", [False, True])
def test_what_somebody_else_did_ticks_theirs(
    bring_in: Import, visit: Touch, books: Database, workspace: Workspace, kim_promised: bool
) -> None:
    """A file that corrects who was there left the tick with whoever was not."""
    with books.transaction(workspace.id) as transaction:
        kim = a_rep(transaction, "Kim Park", slack_id="U2")
        if kim_promised:
            idea = list_commitments(transaction)[0].idea_id
            add_commitments(transaction, kim.id, [Choice(idea, visit.account_id, Rhythm.LOCATIONS)], NOW)
            change_account(transaction, visit.account_id, rep_id=kim.id)
    report = bring_in(f"{name_touch(visit)},Acme,{TODAY},non-selling,Kim Park,Mill Street,met Kim")
    assert report.changed == 1
    with books.reading(workspace.id) as reader:
        taken = {each.id: each.rep_id for each in list_commitments(reader)}
        done = [taken[each.commitment_id] for each in list_ticks(reader, taken)]
        assert done == ([kim.id] if kim_promised else [])


def test_another_day_is_the_ticks_day(bring_in: Import, visit: Touch, ticked: Look) -> None:
    bring_in(row_of(visit, day=days_before(3)))
    assert ticked() == [("Mill Street", days_before(3))]


def test_looking_only_changes_no_tick(bring_in: Import, visit: Touch, ticked: Look) -> None:
    assert bring_in(row_of(visit, place="Quay"), dry_run=True).changed == 1
    assert ticked() == [("Mill Street", TODAY)]


@pytest.mark.usefixtures("acme")
def test_what_came_from_a_file_ticks_nothing_by_itself(bring_in: Import, ticked: Look) -> None:
    """A history of years is no answer to what somebody took on last week, nor when its places come later."""
    history = [f"T{number},Acme,2024-02-03,non-selling,Sam Lee,Quay,lunch" for number in range(3)]
    assert bring_in(*history).new == 3
    assert bring_in(*(each.replace("Quay", "Pier") for each in history)).changed == 3
    assert ticked() == []


def test_a_tick_of_what_came_from_a_file_goes_along(
    books: Database, workspace: Workspace, bring_in: Import, acme: Account, ticked: Look
) -> None:
    """Somebody had said in Slack that it was that."""
    bring_in("T1,Acme,2026-02-03,non-selling,Sam Lee,Quay,lunch")
    with books.transaction(workspace.id) as transaction:
        [touch] = list_touches(transaction)
        [taken] = list_commitments(transaction)
        quay = next(each for each in list_locations(transaction, [acme.id]) if each.name == "Quay")
        add_tick(transaction, taken.id, touch.day, NOW, location_id=quay.id, touch_id=touch.id)
    bring_in("T1,Acme,2026-02-03,non-selling,Sam Lee,Pier,lunch")
    assert ticked() == [("Pier", date(2026, 2, 3))]


def test_accounts_without_anything_to_do_are_not_looked_at(
    books: Database, workspace: Workspace, sam: Rep
) -> None:
    """An import of a whole CRM looks up nothing for each of its rows."""
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, "Borg", rep_id=sam.id)
    seen: list[int] = []
    how = ImportOptions(follow_touches=lambda _, corrected, __: seen.append(len(corrected)))
    for place in ("Quay", "Pier"):
        file = read_csv_text(f"{HEADINGS}\nT1,Borg,2026-02-03,non-selling,Sam Lee,{place},lunch", "x.csv")
        import_touches(books, workspace, file, now=NOW, options=how)
    assert seen == [0, 0]


def test_an_account_that_comes_while_the_file_is_read_is_followed(
    books: Database, workspace: Workspace, sam: Rep, visit: Touch, *, bring_in: Import, ticked: Look
) -> None:
    """What was weighed anew in the transaction lost its ticks: what was held was of the first look."""
    seen: list[Account] = []

    def add_meanwhile(_note: str, _order_placed: bool) -> Kind:
        if not seen:
            with books.transaction(workspace.id) as transaction:
                seen.append(an_account(transaction, "Borg", rep_id=sam.id))
                takes_on(transaction, sam, seen[0])
        return Kind.ATTENTION

    assert bring_in(row_of(visit, account="Borg", place="Pier"), judge_kind=add_meanwhile).changed == 1
    with books.reading(workspace.id) as reader:
        of_account = {each.id: each.account_id for each in list_locations(reader)}
        ticks = list_ticks(reader, [each.id for each in list_commitments(reader)])
    assert [of_account[each.location_id or 0] for each in ticks] == [seen[0].id]
    assert ticked() == [("Pier", TODAY)]


@pytest.mark.parametrize("size", [1, 30])
def test_many_corrections_are_followed_with_as_many_statements_as_one(
    books: Database, workspace: Workspace, sam: Rep, *, bring_in: Import, ticked: Look, size: int
) -> None:
    """Each was ten statements more, and whoever wanted to write on SQLite waited for seconds."""
    rows: list[str] = []
    for number in range(size):
        with books.transaction(workspace.id) as transaction:
            account = an_account(transaction, f"Client {number}", rep_id=sam.id)
            takes_on(transaction, sam, account)
            draft = TouchDraft("met Kim", TODAY, place="Mill Street")
            touch = read_touch(transaction, log_touch(transaction, sam, account, draft, NOW).touch_id)
            assert touch is not None
        rows.append(row_of(touch, account=account.name, place="Quay, Pier"))
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "commitment" in statement or "location" in statement or "FOR NO KEY" in statement:
            statements.append(statement)

    event.listen(books.engine, "before_cursor_execute", note)
    assert bring_in(*rows).changed == size
    event.remove(books.engine, "before_cursor_execute", note)
    # What was taken on, who else waits, what the touches had ticked and for whom, the places, the old ticks
    # away, what was taken on by their owners, the places, and the new ticks.
    assert len(statements) == 8 + 2 * (not books.is_sqlite)
    assert ticked() == [("Pier", TODAY)] * size + [("Quay", TODAY)] * size


DRAFT = TouchDraft("met Kim", TODAY, place="Pier")


@pytest.mark.parametrize(
    "deed",
    [
        lambda transaction, rep, touch: correct_touch(
            transaction, rep, touch.id, DRAFT, NOW, account_id=touch.account_id
        ),
        lambda transaction, rep, touch: set_touch_kind(transaction, rep, touch.id, Kind.SELLING),
        lambda transaction, rep, touch: set_touch_undone(transaction, rep, touch.id, undone=True, now=NOW),
        lambda transaction, rep, touch: add_place(transaction, rep, touch, 2),
    ],
    ids=["a correction", "a kind", "an undo", "a place"],
)
def test_an_import_and_whoever_changes_the_same_touch_do_not_wait_for_each_other(
    books: Database,
    workspace: Workspace,
    sam: Rep,
    visit: Touch,
    deed: Callable[[Transaction, Rep, Touch], object],
) -> None:
    """Both take the account before the touch: the other way round one of them would have died."""
    done: list[object] = []

    def change() -> None:
        with books.transaction(workspace.id) as person:
            done.append(deed(person, sam, visit))

    other = threading.Thread(target=change)
    with books.transaction(workspace.id) as importer:
        hold_locations(importer, visit.account_id)
        other.start()
        if importer.connection.dialect.name == "postgresql":
            until(lambda: count_waiting(books) == 1)
        change_touch(importer, visit.id, place="Quay")
        follow_corrections(importer, [visit], NOW)
    other.join()
    assert len(done) == 1


def count_waiting(books: Database) -> int:
    """Return how many of this database's transactions wait for another one."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with books.everywhere() as connection:
        return connection.execute(query).scalar_one()


def until(look: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(3000):
        if look():
            return
        pause.wait(0.01)
    raise AssertionError("it never came")
