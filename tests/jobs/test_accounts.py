"""What a person does with an account from a message, and takes back."""

from datetime import date

import pytest

from jobs.accounts import (
    AccountWish,
    NotTheOwner,
    give_away,
    reopen_line,
    save_account,
    settle_line_logged,
    settle_line_not_mine,
    settle_line_snoozed,
    snooze_own,
    take_back,
)
from storage.accounts import change_account, read_account
from storage.database import Transaction
from storage.nudge_lines import read_line
from storage.records import Account, LineState, NudgeLine, Rep, Tier
from tests.builders import NOW, TODAY, a_line, a_message, a_rep, a_touch, an_account

LATER = date(2026, 4, 1)


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, rep_id=sam.id, aliases=("AF",))


@pytest.fixture
def line(transaction: Transaction, acme: Account) -> NudgeLine:
    return a_line(transaction, a_message(transaction), acme)


def now_reads(transaction: Transaction, line: NudgeLine) -> NudgeLine:
    found = read_line(transaction, line.id)
    assert found is not None
    return found


def owner_of(transaction: Transaction, account: Account) -> int | None:
    found = read_account(transaction, account.id)
    assert found is not None
    return found.rep_id


def a_wish(name: str = "Zenith", *aliases: str) -> AccountWish:
    return AccountWish(name, Tier.A, 10, aliases)


def test_an_account_is_added_and_changed(transaction: Transaction, sam: Rep) -> None:
    added = save_account(transaction, sam, a_wish("Zenith", "ZL"), TODAY)
    assert isinstance(added, Account)
    assert (added.rep_id, added.added_on, added.aliases) == (sam.id, TODAY, ("ZL",))
    changed = save_account(transaction, sam, a_wish("Zenith Labs", "ZL", "Zen"), TODAY, account_id=added.id)
    assert isinstance(changed, Account)
    assert (changed.name, changed.tier, changed.aliases) == ("Zenith Labs", Tier.A, ("Zen", "ZL"))


@pytest.mark.parametrize(
    ("wish", "errors"),
    [
        (a_wish("ACME  foods"), {"name": "There is an account of this name already."}),
        (a_wish("af"), {"name": "There is an account of this name already."}),
        (a_wish("Zenith", "AF", "ok"), {"aliases": "Another account goes by AF."}),
        (a_wish("Zenith", "acme foods"), {"aliases": "Another account goes by acme foods."}),
    ],
)
def test_a_name_belongs_to_one_account(
    transaction: Transaction, sam: Rep, acme: Account, wish: AccountWish, errors: dict[str, str]
) -> None:
    """Complaint 18: also the name of one and the alias of another."""
    assert save_account(transaction, sam, wish, TODAY) == errors
    other = an_account(transaction, "Other")
    assert save_account(transaction, sam, wish, TODAY, account_id=other.id) == errors


def test_an_account_may_keep_its_own_names(transaction: Transaction, sam: Rep, acme: Account) -> None:
    wish = a_wish("Acme Foods", "AF", "Acme Foods")
    assert isinstance(save_account(transaction, sam, wish, TODAY, account_id=acme.id), Account)


def test_an_account_that_is_gone_is_not_changed(transaction: Transaction, sam: Rep) -> None:
    assert save_account(transaction, sam, a_wish("Gone", "G"), TODAY, account_id=99) is None


def test_what_is_not_there_is_neither_snoozed_nor_given_nor_taken(transaction: Transaction, sam: Rep) -> None:
    assert snooze_own(transaction, sam, 99, LATER) is None
    assert give_away(transaction, sam, 99) is None
    assert take_back(transaction, sam, 99) is None
    assert reopen_line(transaction, sam, 99) is None
    assert not settle_line_logged(transaction, 99, 1, 1, note="called", now=NOW)


def test_only_the_owner_gives_an_account_away(transaction: Transaction, sam: Rep, acme: Account) -> None:
    dana = a_rep(transaction, "Dana", slack_id="U2")
    refused = give_away(transaction, dana, acme.id)
    assert isinstance(refused, NotTheOwner)
    assert owner_of(transaction, acme) == sam.id
    assert give_away(transaction, sam, acme.id) == acme
    assert owner_of(transaction, acme) is None


def test_a_snoozed_line_is_reopened_as_it_was(transaction: Transaction, sam: Rep, line: NudgeLine) -> None:
    """Complaint 17."""
    snooze_own(transaction, sam, line.account_id, date(2026, 3, 6))
    assert settle_line_snoozed(transaction, sam, line, LATER, NOW)
    settled = now_reads(transaction, line)
    assert (settled.state, settled.snoozed_until, settled.decided_at) == (LineState.SNOOZED, LATER, NOW)
    assert reopen_line(transaction, sam, line.id) == line
    account = read_account(transaction, line.account_id)
    assert account is not None
    assert account.snoozed_until == date(2026, 3, 6)
    assert reopen_line(transaction, sam, line.id) == line


def test_not_mine_is_taken_back(transaction: Transaction, sam: Rep, acme: Account, line: NudgeLine) -> None:
    assert settle_line_not_mine(transaction, sam, line, NOW)
    assert owner_of(transaction, acme) is None
    assert not settle_line_not_mine(transaction, sam, line, NOW)
    assert reopen_line(transaction, sam, line.id) == line
    assert owner_of(transaction, acme) == sam.id


def test_not_mine_stays_where_somebody_took_the_account(
    transaction: Transaction, sam: Rep, acme: Account, line: NudgeLine
) -> None:
    dana = a_rep(transaction, "Dana", slack_id="U2")
    settle_line_not_mine(transaction, sam, line, NOW)
    change_account(transaction, acme.id, rep_id=dana.id)
    kept = reopen_line(transaction, sam, line.id)
    assert kept is not None
    assert kept.state is LineState.NOT_MINE
    assert owner_of(transaction, acme) == dana.id


def test_an_account_handed_over_is_the_new_owners_to_snooze(
    transaction: Transaction, sam: Rep, acme: Account, line: NudgeLine
) -> None:
    dana = a_rep(transaction, "Dana", slack_id="U2")
    settle_line_snoozed(transaction, sam, line, LATER, NOW)
    change_account(transaction, acme.id, rep_id=dana.id)
    kept = reopen_line(transaction, sam, line.id)
    assert kept is not None
    assert kept.state is LineState.SNOOZED
    assert not settle_line_snoozed(transaction, sam, line, date(2027, 1, 1), NOW)
    account = read_account(transaction, acme.id)
    assert account is not None
    assert account.snoozed_until == LATER


def test_a_line_is_answered_once_and_for_its_own_account(
    transaction: Transaction, sam: Rep, acme: Account, line: NudgeLine
) -> None:
    touch = a_touch(transaction, acme)
    other = an_account(transaction, "Other")
    assert not settle_line_logged(transaction, line.id, other.id, touch.id, note="called", now=NOW)
    assert settle_line_logged(transaction, line.id, acme.id, touch.id, note="called", now=NOW)
    assert now_reads(transaction, line).touch_id == touch.id
    assert not settle_line_logged(transaction, line.id, acme.id, touch.id, note="called", now=NOW)
    logged = reopen_line(transaction, sam, line.id)
    assert logged is not None
    assert logged.state is LineState.LOGGED


def test_only_its_owner_can_put_the_reminder_off(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """Only the owner is nudged: nobody else can silence it for them."""
    dana = a_rep(transaction, "Dana Lee", slack_id="U2")
    assert snooze_own(transaction, dana, acme.id, LATER) == NotTheOwner(acme)
    assert snooze_own(transaction, sam, acme.id, LATER) == acme
    snoozed = read_account(transaction, acme.id)
    assert snoozed is not None
    assert snoozed.snoozed_until == LATER
    assert snooze_own(transaction, dana, acme.id, None) == NotTheOwner(snoozed)
    assert snooze_own(transaction, sam, acme.id, None) == snoozed
    assert read_account(transaction, acme.id) == acme
    assert snooze_own(transaction, sam, 999, None) is None
