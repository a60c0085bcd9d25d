"""Sample data: what is made up, and who gets to see it (D3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobs.rules.attention import Standing, Verdict, judge_attention
from jobs.rules.nudges import list_due_this_week, list_snoozed, rank_verdicts
from jobs.rules.sample_data import (
    KNOWN_FOR,
    SAMPLE_CLIENTS,
    SIGN,
    SampleClient,
    find_day,
    leave_out_samples,
    may_try,
    shorten_sample_name,
)
from storage.attention import BEFORE_ORDER_DAYS, RECENT_DAYS
from storage.names import fold, words_of
from storage.records import Account, Attention, Kind, Touch
from tests.builders import NOW, TODAY

WEEK = [TODAY + timedelta(days=days) for days in range(7)]


def judge(client: SampleClient, tried_on: date, today: date) -> Standing:
    """How a sample stands some days after it came."""
    account = Account(1, client.name, tried_on - timedelta(days=KNOWN_FOR), tier=client.tier, sample_of=1)
    days = [(find_day(each.days_ago, tried_on), each) for each in client.touches]
    day, last = max(days, key=lambda pair: pair[0])
    recent = [each.kind for day, each in days if (today - day).days <= RECENT_DAYS]
    order_day = max((day for day, each in days if each.order_placed), default=None)
    attention = [day for day, each in days if each.kind is Kind.ATTENTION]
    facts = Attention(
        account,
        last_touch=Touch(1, 1, day, NOW, last.note, kind=last.kind, id=1, created_at=NOW),
        last_attention_day=max(attention),
        recent_selling=recent.count(Kind.SELLING),
        recent_attention=recent.count(Kind.ATTENTION),
        last_order_day=order_day,
        touches_before_order=sum(
            order_day is not None and 0 <= (order_day - day).days <= BEFORE_ORDER_DAYS for day, _ in days
        ),
        attention_since_order=sum(order_day is not None and day > order_day for day in attention),
    )
    return judge_attention(facts, today).standing


@pytest.mark.parametrize("tried_on", WEEK, ids=lambda day: f"{day:%A}")
@pytest.mark.parametrize("later", [0, 1, 6])
def test_the_five_show_five_ways_to_stand_until_the_next_weekly_message(tried_on: date, later: int) -> None:
    standings = {
        each.called: judge(each, tried_on, tried_on + timedelta(days=later)) for each in SAMPLE_CLIENTS
    }
    assert standings.pop("Fennel & Fig") in (Standing.FRESH, Standing.DUE)
    assert standings == {
        "Wren Lane Bakery": Standing.QUIET,
        "Copper Kettle Tea": Standing.SELLING_ONLY,
        "Pine Street Dental": Standing.AFTER_ORDER,
        "Bluebell Hotels": Standing.FRESH,
    }


def test_every_sample_says_so_in_its_name_and_can_be_typed_without() -> None:
    assert all(each.name.endswith(SIGN) for each in SAMPLE_CLIENTS)
    assert [shorten_sample_name(each.name) for each in SAMPLE_CLIENTS] == [
        each.called for each in SAMPLE_CLIENTS
    ]
    assert len({fold(each.called) for each in SAMPLE_CLIENTS}) == len(SAMPLE_CLIENTS)
    assert len({words_of(each.called)[0][0] for each in SAMPLE_CLIENTS}) == len(SAMPLE_CLIENTS)


def test_two_have_stores_and_one_has_an_idea() -> None:
    assert sum(bool(each.stores) for each in SAMPLE_CLIENTS) == 2
    assert sum(each.idea is not None for each in SAMPLE_CLIENTS) == 1
    for client in SAMPLE_CLIENTS:
        assert {each.place for each in client.touches if each.place} <= set(client.stores)


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%A}")
def test_nobody_was_at_work_on_a_weekend_or_before_it_began(today: date) -> None:
    for client in SAMPLE_CLIENTS:
        for each in client.touches:
            day = find_day(each.days_ago, today)
            assert day.weekday() < 5
            assert 0 <= (today - day).days - each.days_ago <= 2
            assert each.days_ago < KNOWN_FOR


def test_samples_are_offered_to_who_has_nothing() -> None:
    assert may_try(accounts=0, samples=0)
    assert not may_try(accounts=1, samples=0)
    assert not may_try(accounts=0, samples=5), "also where each of them was said not to be theirs"


def test_a_message_names_samples_only_to_who_has_no_client() -> None:
    def verdict(account: Account) -> Verdict:
        return judge_attention(Attention(account), TODAY)

    sample = verdict(Account(1, "Wren (sample)", TODAY, sample_of=7))
    client = verdict(Account(2, "Acme", TODAY))
    called_so = verdict(Account(3, "Acme (sample)", TODAY))
    assert leave_out_samples([sample]) == [sample]
    assert leave_out_samples([sample, client]) == [client]
    assert leave_out_samples([sample, called_so]) == [called_so], "a client may be called so"
    assert leave_out_samples([]) == []


def test_clients_go_before_samples_in_every_list() -> None:
    """However much more a sample wants it, is due sooner, or wakes sooner."""
    client = judge_attention(Attention(Account(1, "Zeta", TODAY)), TODAY)
    due = replace(client, standing=Standing.DUE, severity=0.1, due_on=TODAY + timedelta(days=5))
    sample = replace(make_sample(due, "Abel"), severity=0.9, due_on=TODAY)
    for pair in ([sample, due], [due, sample]):
        assert rank_verdicts(pair) == [due, sample]
        assert list_due_this_week(pair, TODAY) == [due, sample]
    asleep = [sleep(sample, days=1), sleep(due, days=2)]
    assert [each.name for each in list_snoozed(asleep, TODAY)] == ["Zeta", "Abel"]


def make_sample(verdict: Verdict, name: str) -> Verdict:
    return replace(verdict, facts=Attention(replace(verdict.account, name=name, sample_of=7)))


def sleep(verdict: Verdict, *, days: int) -> Verdict:
    until = TODAY + timedelta(days=days)
    return replace(verdict, facts=Attention(replace(verdict.account, snoozed_until=until)))
