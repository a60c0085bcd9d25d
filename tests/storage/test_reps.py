from datetime import time

from storage import reps
from storage.database import Transaction
from storage.records import Consent
from storage.workspaces import read_directory_version
from tests.builders import TODAY, a_rep


def test_a_person_comes_back_as_they_were_added(transaction: Transaction) -> None:
    sam = reps.add_rep(
        transaction, "Sam Lee", slack_id="U1", email=" Sam@Example.com ", zone="America/New_York"
    )
    assert reps.read_rep(transaction, sam.id) == sam
    assert (sam.name, sam.slack_id, sam.email, sam.zone) == (
        "Sam Lee",
        "U1",
        "sam@example.com",
        "America/New_York",
    )
    assert (sam.consent, sam.nudge_weekday, sam.nudge_time, sam.active) == (
        Consent.UNASKED,
        0,
        time(8, 30),
        True,
    )


def test_a_slack_id_belongs_to_one_person(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    version = read_directory_version(transaction)
    assert reps.add_rep(transaction, "Samuel Lee", slack_id="U1") == sam
    assert read_directory_version(transaction) == version


def test_people_known_from_an_import_have_no_slack_id_and_may_share_a_name(transaction: Transaction) -> None:
    first = reps.add_rep(transaction, "Sam Lee")
    second = reps.add_rep(transaction, "SAM  LEE")
    other = reps.add_rep(transaction, "Kim Roe", email="kim@example.com")
    assert {each.id for each in reps.find_reps_by_name(transaction, "sám lee")} == {first.id, second.id}
    assert reps.find_rep_by_email(transaction, "Kim@Example.com ") == other
    assert [each.name for each in reps.list_reps(transaction)] == ["Kim Roe", "SAM  LEE", "Sam Lee"]


def test_a_change_is_kept_and_told(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    version = read_directory_version(transaction)
    reps.change_rep(
        transaction,
        sam.id,
        name="Sam Roe",
        email="SAM@example.com",
        consent=Consent.YES,
        nudge_time=time(9, 15),
        nudge_weekday=3,
        away_until=TODAY,
        active=False,
    )
    found = reps.find_rep_by_slack_id(transaction, "U1")
    assert found is not None
    assert (found.name, found.email, found.consent) == ("Sam Roe", "sam@example.com", Consent.YES)
    assert (found.nudge_time, found.nudge_weekday, found.away_until, found.active) == (
        time(9, 15),
        3,
        TODAY,
        False,
    )
    assert reps.find_reps_by_name(transaction, "Sam Lee") == []
    assert read_directory_version(transaction) != version


def test_a_person_nobody_has_heard_of_is_none(transaction: Transaction) -> None:
    assert reps.read_rep(transaction, 4711) is None
    assert reps.find_rep_by_slack_id(transaction, "U9") is None
    assert reps.find_rep_by_email(transaction, "nobody@example.com") is None
    assert reps.find_reps_by_name(transaction, "Nobody") == []
