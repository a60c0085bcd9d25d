"""The sentence about an account leads with the fact that matters most."""

from collections.abc import Sequence

import pytest

from bot.reports.sentences import explain_place
from storage.records import Tier
from tests.bot.reports.an_analysis import an_analysis

# Others, so that the rep is never away from everybody.
BUSY: dict[str, Sequence[int]] = {"Busy": list(range(400))}


@pytest.mark.parametrize(
    ("days_ago", "tier", "said"),
    [
        ([], None, "No touch has been logged yet."),
        ([], Tier.A, "No touch has been logged yet; every 14 days is wanted."),
        ([40], None, "Touched on 1 day so far, 40 days ago."),
        ([0, 9], None, "Touched on 2 days so far, the last today."),
        (range(60, 400, 10), None, "Acme usually hears from you every 10 days; it has been 60. Fewer"),
        (range(3, 400, 10), None, "Acme usually hears from you every 10 days; it has been 3."),
        ([3, 13, 23], Tier.C, "An early estimate: 2 gaps seen."),
        (range(5, 400, 33), Tier.A, "Every 14 days is wanted; lately it is every 33, and it has been 5."),
        (
            [*range(61, 75, 2), *range(104, 400, 30)],
            None,
            "7 touches in the two weeks to 20 Sep 2026, none in the 61 days since.",
        ),
        (
            [15, 39, 55, 66, 73, *range(80, 360, 7)],
            None,
            "The last gaps were 7, 11, 16, 24 days, and it has been 15 since.",
        ),
    ],
)
def test_each_pattern_has_its_sentence(days_ago: Sequence[int], tier: Tier | None, said: str) -> None:
    findings = an_analysis({**BUSY, "Acme": list(days_ago)}, {"Acme": tier} if tier else {})
    assert said in explain_place(findings, findings.names.index("Acme"))
