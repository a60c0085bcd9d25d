"""The manager's mirror (rule NS-8)."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.mirror import (
    Mirror,
    add_up,
    choose_to_ask_about,
    find_first_day,
    find_sales,
    hold_mirror,
    is_sale_under_way,
)
from storage.records import TouchSum

AS_OF = 1000


def test_touches_of_the_last_thirty_days_are_counted() -> None:
    account = np.array([0, 0, 0, 1, 1, 2])
    day = np.array([AS_OF, AS_OF - 29, AS_OF - 30, AS_OF - 3, AS_OF + 1, AS_OF - 90])
    selling = np.array([True, False, True, False, True, True])
    in_sale = find_sales(account, day, selling, accounts=4, as_of=AS_OF)
    assert in_sale.tolist() == [True, False, False, False]
    mirror = hold_mirror(account, day, ~selling, in_sale, as_of=AS_OF)
    assert mirror == Mirror(touches=3, attention=2, in_sales=2)
    assert (mirror.attention_share, mirror.sales_share) == (2 / 3, 2 / 3)


def test_without_touches_there_is_no_share() -> None:
    assert Mirror(0, 0, 0).attention_share is None
    assert Mirror(0, 0, 0).sales_share is None


def test_due_accounts_are_asked_about_first_then_by_tier_then_by_urgency() -> None:
    severity = np.array([0.6, 0.9, 0.7, 0.1, 0.99, 0.7])
    tier = np.array([0, 1, 1, 0, 0, 1])
    may = np.array([True, True, True, True, False, True])
    assert choose_to_ask_about(severity, tier, may).tolist() == [0, 1, 2]
    assert choose_to_ask_about(severity, tier, np.array([False] * 3 + [True] * 3)).tolist() == [4, 5, 3]


SOME_DAY = st.one_of(st.none(), st.dates(date(2026, 2, 1), date(2026, 3, 4)))


@pytest.mark.parametrize(
    ("selling_day", "order_day", "under_way"),
    [
        (None, None, False),
        (date(2026, 3, 2), None, True),
        (date(2026, 3, 2), date(2026, 3, 1), True),  # the next sale has begun
        (date(2026, 3, 2), date(2026, 3, 2), False),
        (date(2026, 3, 2), date(2026, 3, 3), False),
        (None, date(2026, 3, 3), False),
    ],
)
def test_an_order_ends_a_sale(selling_day: date | None, order_day: date | None, under_way: bool) -> None:
    """Rule NS-8: a selling touch stands for an open deal until an order on that day or later."""
    assert is_sale_under_way(selling_day, order_day) is under_way


@given(st.lists(st.tuples(SOME_DAY, SOME_DAY, st.integers(1, 9), st.integers(0, 9))))
def test_sums_over_accounts_alike_count_as_the_accounts_do(
    accounts: list[tuple[date | None, date | None, int, int]],
) -> None:
    """Rule NS-8: however the accounts are grouped, each touch counts once."""
    sums = [
        TouchSum(selling, order, count + attention, attention)
        for selling, order, count, attention in accounts
    ]
    mirror = add_up(sums)
    assert mirror.touches == sum(each.touches for each in sums)
    assert mirror.attention == sum(each.attention for each in sums)
    assert mirror.in_sales == sum(
        each.touches for each in sums if is_sale_under_way(each.selling_day, each.order_day)
    )
    assert 0 <= mirror.in_sales <= mirror.touches
    assert mirror == add_up(reversed(sums))


def test_the_last_thirty_days_end_today() -> None:
    assert find_first_day(date(2026, 3, 4)) == date(2026, 2, 3)
