"""On PostgreSQL an import and somebody who edits take the directory and the accounts in the same order."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest

from jobs.accounts import AccountWish, save_account
from jobs.corrections import follow_corrections
from jobs.rules.touches import TouchDraft
from jobs.touches import log_touch
from storage import workspaces
from storage.accounts import (
    AccountNameTakenError,
    add_account,
    change_account,
    read_account,
    replace_aliases,
    snooze_account,
)
from storage.csv_files import accounts as account_files
from storage.csv_files import touches as touch_files
from storage.csv_files.options import ImportOptions
from storage.csv_files.reading import read_csv_text
from storage.database import Database, Transaction
from storage.handovers import hand_over_accounts, undo_handover
from storage.records import Account, Rep, Tier, Touch, Workspace
from storage.reps import merge_reps
from storage.touches import read_touch
from tests.builders import NOW, TODAY, a_rep, a_workspace, an_account
from tests.jobs.test_imported_touches import HEADINGS, count_waiting, row_of, takes_on, until


@dataclass(frozen=True)
class Team:
    """Acme is Sam's, is snoozed, and each of its stores is to be visited."""

    workspace: Workspace
    sam: Rep
    heir: Rep
    stranger: Rep
    acme: Account
    visit: Touch
    token: str


def gather(books: Database) -> Team:
    workspace = a_workspace(books)
    with books.transaction(workspace.id) as transaction:
        sam, heir = a_rep(transaction, email="sam@x.example"), a_rep(transaction, "Heir", slack_id="U2")
        stranger = a_rep(transaction, "Stranger", slack_id="U3")
        acme = an_account(transaction, "Acme", rep_id=sam.id)
        given = an_account(transaction, "Given", rep_id=sam.id)
        token, _ = hand_over_accounts(
            transaction, {given.id: heir.id}, from_rep_id=sam.id, by_rep_id=heir.id, now=NOW
        )
        an_account(transaction, "Strange", rep_id=stranger.id)
        takes_on(transaction, sam, acme)
        draft = TouchDraft("met Kim", TODAY, place="Mill Street")
        visit = read_touch(transaction, log_touch(transaction, sam, acme, draft, NOW).touch_id)
        assert visit is not None
        snooze_account(transaction, acme.id, TODAY + timedelta(days=9))
        acme = read_account(transaction, acme.id)
        assert acme is not None
    return Team(workspace, sam, heir, stranger, acme, visit, token)


def add_same(transaction: Transaction, _team: Team) -> None:
    with suppress(AccountNameTakenError):
        add_account(transaction, "Newco", added_on=TODAY)


WISH = AccountWish("Acme Ltd", Tier.A, None, ("Akme",))
DEEDS: dict[str, Callable[[Transaction, Team], object]] = {
    "a change": lambda transaction, team: change_account(transaction, team.acme.id, tier=Tier.A),
    "a form": lambda transaction, team: save_account(
        transaction,
        team.sam,
        AccountWish("Acme Ltd", Tier.A, None, ("Akme",)),
        TODAY,
        account_id=team.acme.id,
    ),
    "other names": lambda transaction, team: replace_aliases(transaction, team.acme.id, ["Akme"]),
    "a new account": add_same,
    "a snooze": lambda transaction, team: snooze_account(transaction, team.acme.id, None),
    "a touch that ends one": lambda transaction, team: log_touch(
        transaction, team.sam, team.acme, TouchDraft("lunch", TODAY, place="Quay"), NOW
    ),
    "a hand-over": lambda transaction, team: hand_over_accounts(
        transaction, {team.acme.id: team.heir.id}, from_rep_id=team.sam.id, by_rep_id=team.heir.id, now=NOW
    ),
    "its undo": lambda transaction, team: undo_handover(transaction, team.token),
    "two that are one": lambda transaction, team: merge_reps(transaction, team.heir.id, team.stranger.id),
}


def bring_accounts(books: Database, team: Team) -> int:
    file = read_csv_text(
        "account,industry,aliases\nAcme,Food,Akme\nGiven,Food,\nStrange,Food,\nNewco,Food,\n", "accounts.csv"
    )
    report = account_files.import_accounts(books, team.workspace, file, now=NOW)
    return report.new + report.changed


def bring_touches(books: Database, team: Team) -> int:
    text = f"{HEADINGS}\n{row_of(team.visit, place='Pier')}\nT1,Newco,{TODAY},non-selling,Sam Lee,,lunch"
    file = read_csv_text(text, "touches.csv")
    how = ImportOptions(follow_touches=follow_corrections, add_accounts=True)
    report = touch_files.import_touches(books, team.workspace, file, now=NOW, options=how)
    return report.new + report.changed


@pytest.mark.parametrize("bring_in", [bring_accounts, bring_touches])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_an_import_and_somebody_who_edits_do_not_wait_for_each_other(
    postgresql_books: Database,
    monkeypatch: pytest.MonkeyPatch,
    deed: Callable[[Transaction, Team], object],
    bring_in: Callable[[Database, Team], int],
) -> None:
    """Who edited held the account and wanted the directory, and the import the other way round."""
    books = postgresql_books
    team = gather(books)
    failures: list[BaseException] = []

    def edit() -> None:
        try:
            with books.transaction(team.workspace.id) as person:
                deed(person, team)
        except BaseException as error:
            failures.append(error)

    other = threading.Thread(target=edit)

    def hold(transaction: Transaction) -> int | None:
        version = workspaces.hold_directory(transaction)
        if other.ident is None:
            other.start()
            until(lambda: count_waiting(books) == 1)
        return version

    monkeypatch.setattr(account_files, "hold_directory", hold)
    monkeypatch.setattr(touch_files, "hold_directory", hold)
    assert bring_in(books, team) > 0
    other.join()
    assert failures == []
