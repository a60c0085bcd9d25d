"""Everything an account's card shows, read from the books of each database."""

from datetime import timedelta

from jobs.account_cards import TOUCHES_SHOWN, read_card
from jobs.rules.attention import Standing
from jobs.rules.steadiness import Steadiness
from storage.database import Transaction
from storage.records import Kind
from storage.touches import change_touch
from tests.builders import NOW, TODAY, a_rep, a_touch, an_account, days_before


def test_a_card_shows_everybodys_touches_newest_first(transaction: Transaction) -> None:
    """Complaints 1 and 2: what somebody else has logged is there, with who it was."""
    sam, dana = a_rep(transaction), a_rep(transaction, "Dana Lee", slack_id="U2")
    acme = an_account(transaction, rep_id=dana.id)
    for days in (50, 40, 30, 20, 10):
        a_touch(transaction, acme, days_ago=days, rep=sam, note=f"{days} days ago")
    newest = a_touch(transaction, acme, days_ago=1, rep=dana, note="quote", kind=Kind.SELLING)
    undone = a_touch(transaction, acme, days_ago=0, rep=dana, note="by mistake")
    change_touch(transaction, undone.id, undone=True)
    a_touch(transaction, an_account(transaction, "Birch"), days_ago=2, rep=sam)
    card = read_card(transaction, sam, acme.id, TODAY, NOW)
    assert card is not None
    assert (card.owner, card.viewer) == (dana, sam)
    assert len(card.recent) == TOUCHES_SHOWN
    assert card.recent[0] == newest
    assert [touch.rep_name for touch in card.recent[:2]] == ["Dana Lee", "Sam Lee"]
    assert sum(each.attention for each in card.fortnights) == 5
    assert sum(each.selling for each in card.fortnights) == 1
    assert card.steadiness == Steadiness(4, 12)
    assert card.good_until == days_before(10) + timedelta(days=30)
    assert card.verdict.standing is Standing.FRESH


def test_a_card_for_an_earlier_day_knows_nothing_later(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    acme = an_account(transaction, rep_id=sam.id)
    a_touch(transaction, acme, days_ago=30)
    a_touch(transaction, acme, days_ago=3)
    card = read_card(transaction, sam, acme.id, days_before(10), NOW)
    assert card is not None
    assert [touch.day for touch in card.recent] == [days_before(30)]
    assert sum(each.touches for each in card.fortnights) == 1


def test_an_account_of_nobodys_without_a_touch(transaction: Transaction) -> None:
    sam = a_rep(transaction)
    card = read_card(transaction, sam, an_account(transaction, added_on=TODAY).id, TODAY, NOW)
    assert card is not None
    assert card.owner is None
    assert not card.recent
    assert card.good_until == (NOW + timedelta(days=30)).date()


def test_an_account_that_is_gone_has_no_card(transaction: Transaction) -> None:
    assert read_card(transaction, a_rep(transaction), 999, TODAY, NOW) is None
