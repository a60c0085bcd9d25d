"""Meeting people: those whom imports have named are recognised, and nobody is taken for somebody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.people import Profile, meet_person, name_managers, queue_welcome, recognise_people, set_consent
from storage.accounts import read_account
from storage.database import Database
from storage.records import Consent, Role
from storage.reps import find_rep_by_slack_id, list_reps, read_rep
from storage.touches import read_touch
from storage.workspaces import read_directory_version
from tests.builders import NOW, a_rep, a_touch, a_workspace, an_account

DANA = Profile("UDANA", ("Dana Lee", "dana"), "dana@example.com", "Europe/Berlin")


@pytest.fixture
def workspace(books: Database) -> int:
    return a_workspace(books).id


def test_a_stranger_is_added(books: Database, workspace: int) -> None:
    with books.transaction(workspace) as transaction:
        met = meet_person(transaction, DANA)
        assert (met.name, met.slack_id, met.zone) == ("Dana Lee", "UDANA", "Europe/Berlin")
        assert meet_person(transaction, DANA) == met


def test_whoever_an_import_named_by_email_is_recognised(books: Database, workspace: int) -> None:
    with books.transaction(workspace) as transaction:
        imported = a_rep(transaction, "dana@example.com", slack_id=None, email="dana@example.com")
        met = meet_person(transaction, DANA)
    assert (met.id, met.name) == (imported.id, "Dana Lee")


def test_whoever_two_imports_named_differently_becomes_one(books: Database, workspace: int) -> None:
    """Accounts came with her e-mail address, touches with her name."""
    with books.transaction(workspace) as transaction:
        by_email = a_rep(transaction, "dana@example.com", slack_id=None, email="dana@example.com")
        by_name = a_rep(transaction, "Dana Lee", slack_id=None)
        account = an_account(transaction, rep_id=by_name.id)
        touch = a_touch(transaction, account, rep=by_name)
        met = meet_person(transaction, DANA)
        assert met.id == by_email.id
        assert [rep.id for rep in list_reps(transaction)] == [met.id]
        owned = read_account(transaction, account.id)
        assert owned is not None
        assert owned.rep_id == met.id
        logged = read_touch(transaction, touch.id)
        assert logged is not None
        assert (touch.rep_id, logged.rep_id) == (by_name.id, met.id)


def test_older_news_of_somebody_change_nothing(books: Database, workspace: int) -> None:
    """Sam cleared her status; the event of when she had set it came a minute later, and she stayed away."""
    at_work = replace(DANA, updated_at=NOW)
    away = replace(DANA, status_text="Vacationing", active=False, updated_at=NOW - timedelta(seconds=1))
    with books.transaction(workspace) as transaction:
        met = meet_person(transaction, at_work)
        recognise_people(transaction, [away])
        found = read_rep(transaction, met.id)
        assert found is not None
        assert (found.active, found.status_away_until) == (True, None)
        recognise_people(transaction, [replace(away, updated_at=NOW)])
        found = read_rep(transaction, met.id)
        assert found is not None
        assert not found.active
        # Who says nothing of when is believed.
        recognise_people(transaction, [DANA])
        found = read_rep(transaction, met.id)
        assert found is not None
        assert found.active


def test_a_status_that_says_nothing_makes_nobody_read_the_directory_anew(
    books: Database, workspace: int
) -> None:
    with books.transaction(workspace) as transaction:
        meet_person(transaction, replace(DANA, updated_at=NOW))
        before = read_directory_version(transaction)
        recognise_people(transaction, [replace(DANA, updated_at=NOW + timedelta(hours=1))])
        assert read_directory_version(transaction) == before


def test_a_namesake_is_left_alone(books: Database, workspace: int) -> None:
    """Two people may share a name: only what an import left unlinked, and only where it is certain."""
    with books.transaction(workspace) as transaction:
        a_rep(transaction, "Dana Lee", slack_id="UOTHER")
        imported = a_rep(transaction, "Dana Lee", slack_id=None)
        met = meet_person(transaction, DANA)
        assert met.id != imported.id
        assert len(list_reps(transaction)) == 3


def test_somebody_with_another_email_is_left_alone(books: Database, workspace: int) -> None:
    with books.transaction(workspace) as transaction:
        imported = a_rep(transaction, "Dana Lee", slack_id=None, email="other.dana@example.com")
        assert meet_person(transaction, DANA).id != imported.id


def test_a_manager_who_becomes_a_guest_leads_no_longer(books: Database, workspace: int) -> None:
    """They went on seeing how everybody's accounts were doing."""
    with books.transaction(workspace) as transaction:
        assert name_managers(transaction, [DANA])[0].roles == {Role.MANAGER}
        assert meet_person(transaction, DANA).roles == {Role.MANAGER}
        assert meet_person(transaction, replace(DANA, member=False)).roles == frozenset()


def test_the_list_of_people_adds_no_strangers(books: Database, workspace: int) -> None:
    with books.transaction(workspace) as transaction:
        a_rep(transaction, "Dana Lee", slack_id=None)
        assert recognise_people(transaction, [DANA, Profile("UX", ("Nobody",))]) == 1
        assert find_rep_by_slack_id(transaction, "UX") is None
        assert find_rep_by_slack_id(transaction, "UDANA") is not None


def test_the_welcome_is_queued_once(books: Database, workspace: int) -> None:
    with books.transaction(workspace) as transaction:
        met = meet_person(transaction, DANA)
        assert queue_welcome(transaction, met, NOW)
        assert not queue_welcome(transaction, met, NOW)


def test_nobody_who_has_answered_is_asked_again(books: Database, workspace: int) -> None:
    with books.transaction(workspace) as transaction:
        met = meet_person(transaction, DANA)
        set_consent(transaction, met, Consent.NO, NOW)
        assert not queue_welcome(transaction, meet_person(transaction, DANA), NOW)
