"""Sums over a whole team's touches."""

from datetime import timedelta

from storage.database import Transaction
from storage.records import Kind, Tier, TouchSum
from storage.team import list_account_days, read_newest_days_of_reps, read_sale_days, sum_touches
from storage.touches import change_touch
from tests.builders import TODAY, a_rep, a_touch, an_account, days_before

FIRST = days_before(29)


def test_touches_are_summed_over_accounts_alike(transaction: Transaction) -> None:
    acme, birch, cobalt = (an_account(transaction, name) for name in ("Acme", "Birch", "Cobalt"))
    for account in (acme, birch):
        a_touch(transaction, account, days_ago=3, kind=Kind.SELLING)
        a_touch(transaction, account, days_ago=9, kind=Kind.SELLING)
        a_touch(transaction, account, days_ago=1)
    a_touch(transaction, birch, days_ago=2, kind=Kind.SCHEDULING)
    a_touch(transaction, cobalt, days_ago=5, kind=Kind.SELLING, order_placed=True)
    sums = sum_touches(transaction, FIRST, TODAY)
    assert sorted(sums, key=lambda each: each.touches) == [
        TouchSum(days_before(5), days_before(5), touches=1, attention=0),
        TouchSum(days_before(3), None, touches=7, attention=2),
    ]


def test_only_the_days_asked_about_count_and_nothing_undone(transaction: Transaction) -> None:
    account = an_account(transaction)
    a_touch(transaction, account, days_ago=29)
    a_touch(transaction, account, days_ago=30)
    a_touch(transaction, account, days_ago=-1)
    change_touch(transaction, a_touch(transaction, account, days_ago=2, note="a slip").id, undone=True)
    assert [each.touches for each in sum_touches(transaction, FIRST, TODAY)] == [1]
    assert list_account_days(transaction, TODAY)[0].newest_day == FIRST


def test_nothing_logged_gives_no_sums(transaction: Transaction) -> None:
    an_account(transaction)
    assert sum_touches(transaction, FIRST, TODAY) == []


def test_sale_days_of_some_accounts(transaction: Transaction) -> None:
    acme, birch = an_account(transaction, "Acme"), an_account(transaction, "Birch")
    a_touch(transaction, acme, days_ago=3, kind=Kind.SELLING)
    a_touch(transaction, acme, days_ago=5, kind=Kind.SELLING, order_placed=True)
    a_touch(transaction, birch, days_ago=3, kind=Kind.SELLING)
    assert read_sale_days(transaction, [acme.id], FIRST, TODAY) == {acme.id: (days_before(3), days_before(5))}
    assert read_sale_days(transaction, [], FIRST, TODAY) == {}


def test_every_account_has_its_newest_day(transaction: Transaction) -> None:
    sam, dana = a_rep(transaction), a_rep(transaction, "Dana", slack_id="U2")
    acme = an_account(transaction, "Acme", rep_id=sam.id, tier=Tier.A, ideal_days=7)
    birch = an_account(transaction, "Birch", rep_id=dana.id, snoozed_until=TODAY)
    a_touch(transaction, acme, days_ago=9, rep=dana)
    a_touch(transaction, acme, days_ago=4, rep=sam, kind=Kind.SELLING)
    rows = list_account_days(transaction, TODAY)
    assert [(each.id, each.rep_id, each.tier, each.newest_day, each.attention_day) for each in rows] == [
        (acme.id, sam.id, Tier.A, days_before(4), days_before(9)),
        (birch.id, dana.id, Tier.B, None, None),
    ]
    assert (rows[0].ideal_days, rows[1].snoozed_until, rows[1].added_on) == (7, TODAY, days_before(180))
    assert [each.id for each in list_account_days(transaction, TODAY, rep_ids=[dana.id])] == [birch.id]
    assert list_account_days(transaction, TODAY - timedelta(days=5))[0].newest_day == days_before(9)


def test_every_person_has_the_day_of_their_newest_touch(transaction: Transaction) -> None:
    sam, dana = a_rep(transaction), a_rep(transaction, "Dana", slack_id="U2")
    a_touch(transaction, days_ago=9, rep=sam)
    a_touch(transaction, days_ago=4, rep=sam)
    assert read_newest_days_of_reps(transaction, TODAY) == {sam.id: days_before(4), dana.id: None}
