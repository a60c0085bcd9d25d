"""Home follows the day, on both databases: a few at a time, each once, only for those who have opened it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.homes import MOST_AT_ONCE, claim_homes, find_next_day, note_home_opened, put_off_home
from jobs.people import Profile, choose_clock, recognise_people
from jobs.rhythm_nights import refresh_rhythms
from storage.database import Database
from storage.homes import mark_homes_due
from storage.records import Clock, Role, Workspace
from storage.reps import change_rep
from storage.workspaces import read_directory_version, read_workspace
from tests.builders import NOW, a_rep, a_touch, an_account

MIDNIGHT = datetime(2026, 3, 5, tzinfo=UTC)


def names(found: list[tuple[str, str]]) -> list[str]:
    assert {team for team, _ in found} <= {"T1"}
    return [slack_id for _, slack_id in found]


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("UTC", MIDNIGHT),
        ("Pacific/Auckland", datetime(2026, 3, 5, 11, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 5, 5, tzinfo=UTC)),
    ],
)
def test_the_next_day_begins_at_local_midnight(zone: str, midnight: datetime) -> None:
    assert find_next_day(NOW, zone) == midnight


def test_a_home_left_open_is_shown_anew_each_day(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        note_home_opened(transaction, a_rep(transaction), NOW)
        a_rep(transaction, "Never there", slack_id="U2")
    assert claim_homes(books, MIDNIGHT - timedelta(seconds=1)) == []
    assert claim_homes(books, MIDNIGHT) == [("T1", "U1")]
    assert claim_homes(books, MIDNIGHT) == []
    assert claim_homes(books, MIDNIGHT + timedelta(days=1)) == [("T1", "U1")]


def test_a_few_at_a_time_and_nobody_is_forgotten(books: Database, workspace: Workspace) -> None:
    """Slack limits how often a Home may be shown: at midnight a whole zone is due."""
    with books.transaction(workspace.id) as transaction:
        for number in range(12):
            note_home_opened(transaction, a_rep(transaction, f"{number}", slack_id=f"U{number}"), NOW)
    rounds = [names(claim_homes(books, MIDNIGHT)) for _ in range(4)]
    assert [len(each) for each in rounds] == [MOST_AT_ONCE, MOST_AT_ONCE, 2, 0]
    assert len({slack_id for each in rounds for slack_id in each}) == 12


def test_what_slack_did_not_take_is_tried_again(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        note_home_opened(transaction, sam, NOW)
    claim_homes(books, MIDNIGHT)
    with books.transaction(workspace.id) as transaction:
        put_off_home(transaction, sam.id, MIDNIGHT)
    assert claim_homes(books, MIDNIGHT + timedelta(minutes=4)) == []
    assert names(claim_homes(books, MIDNIGHT + timedelta(minutes=5))) == ["U1"]


def test_a_change_is_marked_for_those_who_look(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        sam, dana = a_rep(transaction), a_rep(transaction, "Dana", slack_id="U2")
        a_rep(transaction, "Never there", slack_id="U3")
        for rep in (sam, dana):
            note_home_opened(transaction, rep, NOW)
        assert mark_homes_due(transaction, [dana.id]) == 1
    assert names(claim_homes(books, NOW)) == ["U2"]
    with books.transaction(workspace.id) as transaction:
        version = read_directory_version(transaction)
        assert mark_homes_due(transaction) == 2
        assert mark_homes_due(transaction) == 0
        assert read_directory_version(transaction) == version
        change_rep(transaction, dana.id, active=False)
    assert names(claim_homes(books, NOW)) == ["U1"]


def test_the_night_and_the_clock_and_who_leaves_mark_it(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        morgan = a_rep(transaction, "Morgan", slack_id="U9", roles={Role.MANAGER})
        a_touch(transaction, an_account(transaction, rep_id=sam.id), rep=sam)
        for rep in (sam, morgan):
            note_home_opened(transaction, rep, NOW)
    assert refresh_rhythms(books, workspace.id, NOW) == 1
    assert sorted(names(claim_homes(books, NOW))) == ["U1", "U9"]
    assert refresh_rhythms(books, workspace.id, NOW) == 0
    assert claim_homes(books, NOW) == []
    with books.transaction(workspace.id) as transaction:
        choose_clock(transaction, Clock.ANY)
        assert read_workspace(transaction).clock is Clock.ANY
    assert sorted(names(claim_homes(books, NOW))) == ["U1", "U9"]
    here = Profile("U1", (sam.name,))
    with books.transaction(workspace.id) as transaction:
        recognise_people(transaction, [replace(here, active=False)])
    assert names(claim_homes(books, NOW)) == ["U9"]
