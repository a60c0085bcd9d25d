"""The manager's mirror: where the attention went, and whom to ask about (rule NS-8). Pure arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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


def find_sales(account: Ints, day: Ints, selling: Flags, *, accounts: int, as_of: int) -> Flags:
    """Return (accounts,) which ones had a selling touch in the last 30 days.

    A log of touches names no deals; who is being sold to is the nearest thing that it does name.
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
