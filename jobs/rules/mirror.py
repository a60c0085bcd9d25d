"""The manager's mirror: where the attention went, and whom to ask about (rule NS-8). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from storage.records import TouchSum

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

LATELY = 30
"""Days."""
TO_ASK_ABOUT = 3


@dataclass(frozen=True, slots=True)
class Mirror:
    """The touches of the last 30 days, counted."""

    touches: int
    attention: int
    """Of them, those that were not about a sale."""
    in_sales: int
    """Of them, those of accounts with a sale under way."""

    @property
    def attention_share(self) -> float | None:
        return self.attention / self.touches if self.touches else None

    @property
    def sales_share(self) -> float | None:
        return self.in_sales / self.touches if self.touches else None


def find_first_day(today: date) -> date:
    """Return the first of the last 30 days, today being the last of them."""
    return today - timedelta(days=LATELY - 1)


def is_sale_under_way(selling_day: date | None, order_day: date | None) -> bool:
    """Return whether somebody is being sold to, by the newest selling touch and order of the last 30 days.

    A log names no deals: a selling touch stands for one, until an order is placed on that day or later.
    """
    return selling_day is not None and (order_day is None or order_day < selling_day)


def add_up(sums: Iterable[TouchSum]) -> Mirror:
    """Count the touches of the last 30 days, given as sums over accounts alike."""
    touches = attention = in_sales = 0
    for each in sums:
        touches += each.touches
        attention += each.attention
        in_sales += each.touches if is_sale_under_way(each.selling_day, each.order_day) else 0
    return Mirror(touches, attention, in_sales)


def find_sales(account: Ints, day: Ints, selling: Flags, *, accounts: int, as_of: int) -> Flags:
    """Return (accounts,) which ones had a selling touch in the last 30 days.

    A log of touches names no deals; who is being sold to is the nearest thing that it does name. Nor has it
    orders, which in Slack end a sale (`is_sale_under_way`).
    """
    recent = selling & (day > as_of - LATELY) & (day <= as_of)
    return np.bincount(account[recent], minlength=accounts) > 0


def hold_mirror(account: Ints, day: Ints, attention: Flags, in_sale: Flags, *, as_of: int) -> Mirror:
    """Count the touches (n,) of the last 30 days, given which accounts (accounts,) have a sale under way."""
    recent = (day > as_of - LATELY) & (day <= as_of)
    return Mirror(int(recent.sum()), int((recent & attention).sum()), int((recent & in_sale[account]).sum()))


def choose_to_ask_about(severity: npt.NDArray[np.float64], tier: Ints, may_choose: Flags) -> Ints:
    """Return up to three accounts that may be chosen: due ones first, then by tier, then the most urgent.

    `tier` is 0 for A, 1 for B and so on; codes break ties, so that the answer is always the same.
    """
    order = np.lexsort((np.arange(len(severity)), -severity, tier, severity < 0.5))
    return order[may_choose[order]][:TO_ASK_ABOUT]
