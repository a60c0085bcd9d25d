"""A small analysis with one account of every sort, for looking at what is made of it."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from bot.reports.findings import Findings, NoWish, Touches, judge
from storage.records import Tier

AS_OF = (date(2026, 11, 20) - date(1970, 1, 1)).days

DAYS_AGO: Mapping[str, Sequence[int]] = {
    "Acme Foods": [40, 41, 43, 46, 47, 50, *range(60, 360, 12)],
    "Birch & Co": [],
    "Cobalt Logistics": list(range(120, 400, 20)),
    "Delta Print": list(range(3, 300, 15)),
    "Ember Hotels": list(range(1, 360, 9)),
    "Fjord Outdoor": [5, 30],
    "Harbour Insurance": [start + step for start in (60, 160, 260) for step in (0, 2, 3, 5, 8, 9)],
    "東京商事": list(range(2, 200, 14)),
}
TIERS = {"Acme Foods": Tier.A, "Birch & Co": Tier.A, "Cobalt Logistics": Tier.B, "Ember Hotels": Tier.A}


def an_analysis(
    days_ago: Mapping[str, Sequence[int]] = DAYS_AGO, tiers: Mapping[str, Tier] = TIERS
) -> Findings:
    names = sorted(days_ago)
    rows = [(place, AS_OF - ago) for place, name in enumerate(names) for ago in days_ago[name]]
    account = np.array([place for place, _ in rows], np.int64)
    day = np.array([day for _, day in rows], np.int64)
    # Delta Print hears about sales only, the others every third time.
    selling = np.array([names[place] == "Delta Print" or day % 3 == 0 for place, day in rows], np.bool_)
    touches = Touches(account, day, selling.astype(np.int64), np.zeros(len(rows), np.int64))
    wishes = {name: NoWish(tier, None, "Zoë") for name, tier in tiers.items()}
    return judge(names, touches, ["Sam"], wishes, AS_OF)
