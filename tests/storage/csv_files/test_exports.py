"""What an export writes comes in again: on a new database as it was, on the same one without any change."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from storage import accounts, reps, touches
from storage.accounts import AccountNameTakenError
from storage.csv_files.exports import export_accounts, export_touches, write_file
from storage.database import Database, Transaction
from storage.names import fold
from storage.records import Kind, NewTouch, Rep, Tier, Workspace
from storage.tables import workspace as workspace_table
from tests.builders import NOW, TODAY, a_rep, a_touch, a_workspace, an_account
from tests.storage.csv_files.conftest import export_text, import_text

# Cells like those that spreadsheets run, quote or split, beside whatever else there is.
_TEXT = st.text(st.sampled_from("='+-@\t\r\n\"',;\\ aÄ<>"), max_size=6) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12
)
_NAME = _TEXT.map(str.strip).filter(fold)
_MAYBE = st.none() | _NAME
_DAYS = st.integers(1, 365)

_PEOPLE = st.lists(
    st.tuples(
        _NAME | st.sampled_from(["Sam Lee", "sam lee", "none", "Kim <x>", "U12345678", "kim@example.com"]),
        st.sampled_from([None, "slack", "email", "both"]),
    ),
    max_size=4,
)
_ACCOUNTS = st.lists(
    st.fixed_dictionaries(
        {
            "name": _NAME,
            "added_on": st.dates(date(1950, 1, 1), TODAY),
            "tier": st.sampled_from(Tier),
            "ideal_days": st.none() | st.integers(1, 30),
            "maximum_days": st.none() | st.integers(30, 90),
            "external_id": _MAYBE,
            "aliases": st.lists(_NAME, max_size=3),
            "snoozed_until": st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
            "rep": st.none() | st.integers(0, 3),
            "domain": st.sampled_from([None, "acme.com", "news.acme.co.uk"]),
            "industry": _MAYBE,
            "exclude": st.lists(_NAME, max_size=3, unique=True).map(tuple),
        }
    ),
    max_size=4,
)
_TOUCHES = st.lists(
    st.fixed_dictionaries(
        {
            "account": st.integers(0, 3),
            "rep": st.none() | st.integers(0, 3),
            "at": st.datetimes(datetime(2000, 1, 2), NOW.replace(tzinfo=None)).map(  # noqa: DTZ001
                lambda at: at.replace(tzinfo=NOW.tzinfo)
            ),
            "other_day": st.integers(-1, 1),
            "note": _TEXT.filter(lambda note: not note or bool(note.strip())),
            "kind": st.sampled_from(Kind),
            "with_whom": _MAYBE,
            "place": _MAYBE,
            "lines": st.lists(_NAME, max_size=2, unique=True).map(tuple),
            "order_placed": st.booleans(),
            "external_id": _MAYBE,
        }
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def shelf(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples: each makes its own workspaces in it."""
    path = tmp_path_factory.mktemp("shelf") / "drumbeat.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def fill(transaction: Transaction, people: Any, companies: Any, contacts: Any) -> None:
    team = _add_people(transaction, people)
    # Everybody stands in the file: of two people with one name, both have to come over.
    known = [
        an_account(transaction, f"Account of person {number}", rep_id=rep.id)
        for number, rep in enumerate(team)
    ]
    ids: set[str] = set()
    for facts in companies:
        given = dict(facts)
        index, aliases, snoozed_until = given.pop("rep"), given.pop("aliases"), given.pop("snoozed_until")
        given["rep_id"] = team[index % len(team)].id if team and index is not None else None
        if given["external_id"] in ids:
            given["external_id"] = None
        try:
            account = accounts.add_account(transaction, given.pop("name"), **given)
        except AccountNameTakenError:
            continue
        ids.add(given["external_id"])
        accounts.add_aliases(transaction, account.id, aliases)
        accounts.snooze_account(transaction, account.id, snoozed_until)
        known.append(account)
    ids.clear()
    for facts in contacts if known else []:
        given = dict(facts)
        account, index, other_day = given.pop("account"), given.pop("rep"), given.pop("other_day")
        if given["external_id"] in ids:
            given["external_id"] = None
        ids.add(given["external_id"])
        touches.add_touch(
            transaction,
            NewTouch(
                account_id=known[account % len(known)].id,
                rep_id=team[index % len(team)].id if team and index is not None else None,
                day=max(given["at"].date() + timedelta(days=other_day), date(2000, 1, 1)),
                **given,
            ),
            NOW,
        )


def _add_people(transaction: Transaction, people: Any) -> list[Rep]:
    team: list[Rep] = []
    nameless: set[str] = set()
    for number, (name, signs) in enumerate(people):
        if signs is None and fold(name) in nameless:
            continue  # two people of one name of whom nothing else is known: nobody could tell them apart
        if signs is None:
            nameless.add(fold(name))
        team.append(
            reps.add_rep(
                transaction,
                name,
                slack_id=f"U0000000{number}" if signs in ("slack", "both") else None,
                email=f"p{number}@example.com" if signs in ("email", "both") else None,
            )
        )
    return team


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=_PEOPLE, companies=_ACCOUNTS, contacts=_TOUCHES)
def test_an_export_comes_in_again_unchanged(
    shelf: Database, people: Any, companies: Any, contacts: Any
) -> None:
    with shelf.everywhere() as connection:
        connection.execute(delete(workspace_table))
    first, second = a_workspace(shelf, "First", "T1"), a_workspace(shelf, "Second", "T2")
    with shelf.transaction(first.id) as transaction:
        fill(transaction, people, companies, contacts)
    written = {noun: export_text(shelf, first, noun) for noun in ("account", "touch")}
    for home, is_new in ((first, False), (second, True), (second, False)):
        for noun in ("account", "touch"):
            rows = len(list(csv.reader(io.StringIO(written[noun], newline="")))) - 1
            if not rows:
                continue
            report = import_text(shelf, home, noun, written[noun])
            assert report.rejects == []
            counts = (report.new, report.changed, report.unchanged)
            assert counts == ((rows, 0, 0) if is_new else (0, 0, rows))
            assert export_text(shelf, home, noun) == written[noun]


def test_the_columns_and_cells_of_an_export(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        acme = an_account(
            transaction,
            "=Acme",
            rep_id=sam.id,
            tier=Tier.A,
            ideal_days=10,
            external_id="+1",
            aliases=["AF; x"],
            domain="acme.com",
            industry="Retail",
            exclude=["Acme County", "A;B"],
        )
        touch = a_touch(transaction, acme, rep=sam, note="-1", lines=("Borg", "Cargo"), with_whom="Kim")
    assert export_text(books, workspace, "account").splitlines() == [
        (
            "external_id,account,tier,ideal_days,maximum_days,rep,aliases,added,snoozed_until,domain,industry,"
            "exclude,locations"
        ),
        "'+1,'=Acme,A,10,,Sam Lee,AF\\; x,2025-09-05,,acme.com,Retail,Acme County; A\\;B,",
    ]
    [row] = csv.DictReader(io.StringIO(export_text(books, workspace, "touch")))
    assert row == {
        "external_id": f"drumbeat-{touch.id}-1772636400000000",
        "account": "'=Acme",
        "day": "2026-01-29",
        "at": "2026-01-29T10:00:00+00:00",
        "kind": "non-selling",
        "rep": "Sam Lee",
        "with": "Kim",
        "place": "",
        "lines": "Borg; Cargo",
        "order_placed": "no",
        "note": "'-1",
    }


def test_a_touch_edited_in_slack_takes_its_edit_back_from_an_older_export(
    books: Database, workspace: Workspace
) -> None:
    """And is not doubled: it is known by its id, not by its words."""
    with books.transaction(workspace.id) as transaction:
        touch = a_touch(transaction)
    before = export_text(books, workspace, "touch")
    with books.transaction(workspace.id) as transaction:
        touches.change_touch(transaction, touch.id, note="Edited")
    report = import_text(books, workspace, "touch", before)
    assert (report.new, report.changed) == (0, 1)
    assert export_text(books, workspace, "touch") == before


def test_a_touch_of_another_database_with_the_same_number_is_another_touch(
    books: Database, workspace: Workspace
) -> None:
    with books.transaction(workspace.id) as transaction:
        a_touch(transaction)
    written = export_text(books, workspace, "touch")
    theirs = written.replace("1772636400000000", "1772636400000001").replace("new office", "old office")
    assert import_text(books, workspace, "touch", theirs).new == 1
    assert import_text(books, workspace, "touch", theirs).new == 0


def test_undone_touches_stay_out_of_the_export_and_undone(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        touch = a_touch(transaction)
    written = export_text(books, workspace, "touch")
    with books.transaction(workspace.id) as transaction:
        touches.change_touch(transaction, touch.id, undone=True)
    assert len(export_text(books, workspace, "touch").splitlines()) == 1
    report = import_text(books, workspace, "touch", written)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)


@pytest.mark.parametrize("export", [export_accounts, export_touches])
def test_a_file_is_replaced_only_when_all_is_written(
    sqlite_books: Database, tmp_path: Path, export: Callable[..., int]
) -> None:
    home = a_workspace(sqlite_books)
    path = tmp_path / "out.csv"
    path.write_text("old")

    def fail(transaction: Transaction, stream: io.TextIOBase) -> int:
        stream.write("half")
        raise RuntimeError

    with sqlite_books.reading(home.id) as transaction:
        with pytest.raises(RuntimeError):
            write_file(transaction, fail, path)  # type: ignore[arg-type]
        assert path.read_text() == "old"
        assert write_file(transaction, export, path) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfexternal_id,")
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".csv"] == ["out.csv"]
