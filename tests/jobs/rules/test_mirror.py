"""The manager's mirror (rule NS-8)."""

import numpy as np

from jobs.rules.mirror import Mirror, choose_to_ask_about, find_sales, hold_mirror

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
