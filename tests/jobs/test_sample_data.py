"""Sample data comes once and goes whole, and nobody but its owner ever sees it (D3)."""

import csv
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jobs.accounts import AccountWish, give_away, save_account, take_back
from jobs.nudges import queue_weekly_nudges, read_outlook, refresh_nudge
from jobs.people import Profile, meet_person
from jobs.rhythms import read_rhythms
from jobs.rules.sample_data import SAMPLE_CLIENTS, SIGN, is_sample
from jobs.sample_data import clear_samples, try_samples
from jobs.team import read_team_report
from jobs.watching import SampleNotWatched, watch_feed
from storage.accounts import (
    add_account,
    list_accounts,
    list_accounts_and_samples,
    list_accounts_and_samples_of,
    list_accounts_of,
    read_account,
)
from storage.brainstorm_tables import metadata
from storage.csv_files.exports import export_accounts, export_touches
from storage.database import Database, Transaction
from storage.feeds import list_feeds
from storage.handovers import hand_over_accounts
from storage.ideas import add_idea
from storage.locations import add_locations
from storage.names import fold
from storage.nudge_lines import list_lines
from storage.queue import read_message
from storage.records import Account, Consent, Rep, Role, Tier, Workspace
from storage.rhythms import read_marks
from storage.samples import count_samples
from storage.tables import touch
from storage.touches import list_touches
from tests.builders import NOW, TODAY, a_rep, a_touch, an_account
from tests.threads import wait_for_waiter

MONDAY = NOW + timedelta(days=5)


@pytest.fixture
def sam(books: Database, workspace: Workspace) -> Rep:
    with books.transaction(workspace.id) as transaction:
        return a_rep(transaction, consent=Consent.YES.value, consented_at=NOW)


@pytest.fixture
def dana(books: Database, workspace: Workspace) -> Rep:
    with books.transaction(workspace.id) as transaction:
        return a_rep(transaction, "Dana Lee", slack_id="U2", roles={Role.MANAGER})


@pytest.fixture
def does(books: Database, workspace: Workspace) -> Callable[[Callable[[Transaction], Any]], Any]:
    def do(deed: Callable[[Transaction], Any]) -> Any:
        with books.transaction(workspace.id) as transaction:
            return deed(transaction)

    return do


Does = Callable[[Callable[[Transaction], Any]], Any]


def list_samples_of(transaction: Transaction, rep_id: int) -> list[Account]:
    return [each for each in list_accounts_and_samples_of(transaction, rep_id) if is_sample(each)]


def count_rows(transaction: Transaction) -> dict[str, int]:
    """So many rows has every table."""
    return {
        name: len(transaction.connection.execute(select(table)).all())
        for name, table in metadata.tables.items()
        if name != "workspace"
    }


def test_they_come_once_and_as_they_were_made_up(does: Does, sam: Rep) -> None:
    assert does(lambda here: try_samples(here, sam, NOW)) == len(SAMPLE_CLIENTS)
    before = does(count_rows)
    assert does(lambda here: try_samples(here, sam, NOW)) == 0
    assert does(count_rows) == before
    named = does(lambda here: {each.name: each for each in list_samples_of(here, sam.id)})
    assert named.keys() == {each.name for each in SAMPLE_CLIENTS}
    assert all(each.rep_id == each.sample_of == sam.id for each in named.values())
    outlook = does(lambda here: read_outlook(here, sam, TODAY))
    assert outlook.total == len(SAMPLE_CLIENTS)
    assert len(outlook.needing) == 3
    assert "Fennel & Fig (sample)" in {each.account.name for each in outlook.due_this_week}


def test_who_has_a_client_gets_none(does: Does, sam: Rep) -> None:
    """The button of an old Home."""
    does(lambda here: an_account(here, rep_id=sam.id))
    assert does(lambda here: try_samples(here, sam, NOW)) == 0
    assert does(lambda here: count_samples(here, sam.id)) == 0


def test_one_stays_as_it_is(does: Does, sam: Rep) -> None:
    """A form that was opened before: under another name it would pass for a client."""
    does(lambda here: try_samples(here, sam, NOW))
    [one, *_] = does(lambda here: list_samples_of(here, sam.id))
    wish = AccountWish("Tesco", Tier.A, None, ())
    refused = does(lambda here: save_account(here, sam, wish, TODAY, account_id=one.id))
    assert refused == {"name": "A sample stays as it is; add an account of your own instead."}


def test_all_of_it_goes_and_nothing_else(books: Database, workspace: Workspace, does: Does, sam: Rep) -> None:
    dana = does(lambda here: a_rep(here, "Dana Lee", slack_id="U2", consent=Consent.YES.value))
    does(lambda here: try_samples(here, dana, NOW))
    acme = does(lambda here: an_account(here, rep_id=None))
    does(lambda here: (a_touch(here, acme, rep=sam), add_locations(here, acme.id, ["Mill Lane"])))
    before = does(count_rows)
    does(lambda here: try_samples(here, sam, NOW))
    for sample in does(lambda here: list_samples_of(here, sam.id)):
        does(lambda here, of=sample: a_touch(here, of, rep=sam, days_ago=0))
        does(lambda here, of=sample: add_idea(here, of.id, sam.id, "bring cake", NOW))
        does(lambda here, of=sample: add_locations(here, of.id, ["Quay"]))
    given = does(lambda here: list_samples_of(here, sam.id))[0]
    does(lambda here: give_away(here, sam, given.id))
    assert does(lambda here: clear_samples(here, sam)) == len(SAMPLE_CLIENTS), "also what they gave away"
    assert does(lambda here: clear_samples(here, sam)) == 0
    assert does(count_rows) == before
    assert does(lambda here: try_samples(here, sam, NOW)) == len(SAMPLE_CLIENTS), "and again from the start"


def at_once(books: Database, workspace: Workspace, deed: Callable[[Transaction], int]) -> list[int]:
    """Do the same twice; the first one's transaction stays open until the second waits for it."""

    def do_second() -> int:
        with books.transaction(workspace.id) as transaction:
            return deed(transaction)

    with ThreadPoolExecutor(1) as thread:
        with books.transaction(workspace.id) as transaction:
            first = deed(transaction)
            second = thread.submit(do_second)
            wait_for_waiter(books)
        return sorted([first, second.result()])


def test_no_number_of_a_removed_row_comes_again_whoever_removes_theirs_first(
    does: Does, sam: Rep, dana: Rep
) -> None:
    """Old buttons name touches by number; those of a colleague may have been lower or higher."""
    used: set[int] = set()

    def find_numbers(here: Transaction) -> set[int]:
        return set(here.connection.execute(select(touch.c.id)).scalars())

    for order in ([sam, dana], [dana, sam]):
        for rep in (sam, dana):
            does(lambda here, who=rep: try_samples(here, who, NOW))
        numbers = does(find_numbers)
        assert used.isdisjoint(numbers)
        used |= numbers
        for rep in order:
            does(lambda here, who=rep: clear_samples(here, who))
    acme = does(lambda here: an_account(here, rep_id=sam.id))
    does(lambda here: [a_touch(here, acme, rep=sam, days_ago=each) for each in (3, 2)])
    assert len(does(find_numbers)) == 2
    assert used.isdisjoint(does(find_numbers))


def test_two_presses_at_once_have_the_effect_of_one(
    books: Database, workspace: Workspace, does: Does, sam: Rep
) -> None:
    assert at_once(books, workspace, lambda here: try_samples(here, sam, NOW)) == [0, len(SAMPLE_CLIENTS)]
    assert does(lambda here: count_samples(here, sam.id)) == len(SAMPLE_CLIENTS)
    assert at_once(books, workspace, lambda here: clear_samples(here, sam)) == [0, len(SAMPLE_CLIENTS)]
    assert does(lambda here: count_samples(here, sam.id)) == 0


def test_two_people_may_try_at_once_and_remove_their_own(does: Does, sam: Rep, dana: Rep) -> None:
    for rep in (sam, dana):
        assert does(lambda here, who=rep: try_samples(here, who, NOW)) == len(SAMPLE_CLIENTS)
    does(lambda here: clear_samples(here, sam))
    assert does(lambda here: count_samples(here, dana.id)) == len(SAMPLE_CLIENTS)


def test_no_list_of_everybodys_accounts_has_one(does: Does, sam: Rep, dana: Rep) -> None:
    """Imports, the search for news, hand-overs and brainstorms read these."""
    acme = does(lambda here: an_account(here, rep_id=None))
    does(lambda here: try_samples(here, sam, NOW))
    assert does(lambda here: [each.id for each in list_accounts(here)]) == [acme.id]
    assert does(lambda here: list_accounts_of(here, sam.id)) == []
    given = does(lambda here: list_samples_of(here, sam.id))[0]
    does(lambda here: give_away(here, sam, given.id))
    assert does(lambda here: [each.id for each in list_accounts_of(here, None)]) == [acme.id]
    assert does(lambda here: take_back(here, dana, given.id)) is None, "it is Sam's to play with"
    assert does(lambda here: take_back(here, sam, given.id)).rep_id == sam.id
    wished = {given.id: dana.id}
    handed = does(
        lambda here: hand_over_accounts(here, wished, from_rep_id=sam.id, by_rep_id=dana.id, now=NOW)[1]
    )
    assert handed == []


def test_nothing_of_it_is_exported(does: Does, sam: Rep) -> None:
    acme = does(lambda here: an_account(here, rep_id=sam.id))
    does(lambda here: a_touch(here, acme, rep=sam))
    before = [does(lambda here, how=how: export(here, how)) for how in (export_accounts, export_touches)]
    other = does(lambda here: a_rep(here, "Dana Lee", slack_id="U2"))
    does(lambda here: try_samples(here, other, NOW))
    assert [
        does(lambda here, how=how: export(here, how)) for how in (export_accounts, export_touches)
    ] == before
    assert does(lambda here: len(list(list_touches(here)))) == 1


def export(transaction: Transaction, how: Callable[[Transaction, Any], int]) -> list[list[str]]:
    stream = io.StringIO()
    how(transaction, stream)
    return list(csv.reader(stream.getvalue().splitlines()))


def test_the_managers_part_does_not_know_of_it(does: Does, sam: Rep, dana: Rep) -> None:
    """NS-8: neither its figures, nor whose accounts have gone quiet, nor who has left with how many."""
    does(lambda here: an_account(here, rep_id=sam.id, added_on=TODAY))
    before = does(lambda here: read_team_report(here, dana, TODAY))
    other = does(lambda here: a_rep(here, "Robin Oak", slack_id="U3"))
    does(lambda here: try_samples(here, other, NOW))
    assert does(lambda here: read_team_report(here, dana, TODAY)) == before


def test_what_is_tried_on_a_sample_says_nothing_of_clients(does: Does, sam: Rep, dana: Rep) -> None:
    """Whose accounts have all fallen silent is told though they tried it; no rhythm is told otherwise."""
    does(lambda here: try_samples(here, sam, NOW))
    acme = does(lambda here: an_account(here, rep_id=sam.id))
    for name in ("Birch", "Cobalt"):
        does(lambda here, called=name: an_account(here, called, rep_id=sam.id))
    for days_ago in (150, 140, 130, 120):
        does(lambda here, ago=days_ago: a_touch(here, acme, rep=sam, days_ago=ago))
    report = does(lambda here: read_team_report(here, dana, TODAY))
    assert [each.rep_id for each in report.silences] == [sam.id]
    rhythms = does(lambda here: read_rhythms(here, [acme], TODAY))
    looked_at = does(lambda here: [each.account_id for part in read_marks(here, TODAY) for each in part])
    assert looked_at == [acme.id]
    does(lambda here: clear_samples(here, sam))
    assert does(lambda here: read_team_report(here, dana, TODAY)) == report
    assert does(lambda here: read_rhythms(here, [acme], TODAY)) == rhythms


def test_a_client_may_have_the_name_of_a_sample(does: Does, sam: Rep, dana: Rep) -> None:
    does(lambda here: try_samples(here, sam, NOW))
    name = SAMPLE_CLIENTS[0].name
    for called in (name, SAMPLE_CLIENTS[0].called):
        added = does(lambda here, text=called: add_account(here, text, added_on=TODAY, rep_id=dana.id))
        assert added.sample_of is None
    does(lambda here: clear_samples(here, sam))
    assert does(lambda here: len(list_accounts_of(here, dana.id))) == 2, "a client is removed by no name"


@pytest.mark.parametrize("name", ["Tesco", SAMPLE_CLIENTS[0].name, "x\x1f1"])
def test_a_sample_cannot_be_made_to_look_like_a_client(does: Does, sam: Rep, name: str) -> None:
    does(lambda here: try_samples(here, sam, NOW))
    sample: Account = does(lambda here: list_samples_of(here, sam.id))[0]
    wish = AccountWish(name, Tier.C, 3, aliases=("Tesco",))
    refused = does(lambda here: save_account(here, sam, wish, TODAY, account_id=sample.id))
    assert isinstance(refused, dict)
    assert does(lambda here: read_account(here, sample.id)) == sample


@pytest.mark.parametrize("typed", ["Wren\x1f1", "wren lane bakery (sample)\x1f1", "a\x1fb\u2028c\x85d"])
def test_no_name_that_can_be_typed_is_kept_as_that_of_a_sample(typed: str) -> None:
    assert "\x1f" not in fold(typed)


def test_no_feed_is_watched_for_one(does: Does, sam: Rep) -> None:
    does(lambda here: try_samples(here, sam, NOW))
    sample: Account = does(lambda here: list_samples_of(here, sam.id))[0]
    answer = does(lambda here: watch_feed(here, sam, "https://a.example/feed", NOW, account_id=sample.id))
    assert answer == SampleNotWatched(sample)
    assert does(list_feeds) == []


def test_the_weekly_message_names_them_until_there_is_a_client(
    books: Database, workspace: Workspace, does: Does, sam: Rep
) -> None:
    does(lambda here: try_samples(here, sam, NOW))
    assert queue_weekly_nudges(books, workspace.id, MONDAY) == 1
    message = does(lambda here: read_message(here, 1))
    assert message is not None
    samples = {each.id for each in does(lambda here: list_samples_of(here, sam.id))}
    lines = does(lambda here: list_lines(here, message.id))
    assert len(lines) == 3
    assert {each.account_id for each in lines} <= samples
    does(lambda here: an_account(here, rep_id=sam.id, added_on=MONDAY.date()))
    assert does(lambda here: refresh_nudge(here, message, MONDAY)) is False
    assert does(lambda here: list_lines(here, message.id)) == []


def test_a_queued_message_forgets_what_was_removed(
    books: Database, workspace: Workspace, does: Does, sam: Rep
) -> None:
    does(lambda here: try_samples(here, sam, NOW))
    queue_weekly_nudges(books, workspace.id, MONDAY)
    message = does(lambda here: read_message(here, 1))
    does(lambda here: clear_samples(here, sam))
    assert does(lambda here: list_lines(here, message.id)) == []
    assert does(lambda here: refresh_nudge(here, message, MONDAY)) is False


def test_they_go_with_whoever_leaves(does: Does, sam: Rep) -> None:
    does(lambda here: try_samples(here, sam, NOW))
    profile = Profile("U1", ("Sam Lee",))
    does(lambda here: meet_person(here, profile))
    assert does(lambda here: count_samples(here, sam.id)) == len(SAMPLE_CLIENTS)
    does(lambda here: meet_person(here, replace(profile, active=False)))
    assert does(list_accounts_and_samples) == []


def test_the_sign_is_what_people_read() -> None:
    assert SIGN.strip() == "(sample)"
