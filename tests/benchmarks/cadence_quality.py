"""Print how well cadence tells the patterns apart, beside the usual practice.

Run: uv run python -m tests.benchmarks.cadence_quality [--accounts 6000] [--seeds 3] [--families]
"""

import argparse
import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[2]))

from jobs.rules.cadence import TouchLog, analyze_cadence
from tests.benchmarks.histories import (
    AS_OF,
    EASY,
    HARD,
    HELD_OUT,
    NORMAL,
    PATTERNS,
    SEEN,
    Histories,
    simulate_company,
)

WEEKS = 6
STEADY, NEGLECTED, SELLING_ONLY, NEW = (
    PATTERNS.index(name) for name in ("steady", "neglected", "selling_only", "new")
)
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Judge = Callable[[Histories, int], tuple[Codes, Floats]]
"""From a company and a day to each account's pattern and severity."""


def by_cadence(company: Histories, as_of: int) -> tuple[Codes, Floats]:
    touches = TouchLog(company.account, company.day, company.selling, company.rep)
    table = analyze_cadence(touches, accounts=company.target.size, target=company.target, as_of=as_of)
    return table.pattern, table.severity


def _by_score(
    company: Histories, as_of: int, score: Callable[[npt.NDArray[np.int64]], float]
) -> tuple[Codes, Floats]:
    """Judge by one number: 0.5 and more is neglect."""
    past = company.day <= as_of
    order = np.lexsort((company.day[past], company.account[past]))
    account, day, selling = (
        column[past][order] for column in (company.account, company.day, company.selling)
    )
    starts = np.searchsorted(account, np.arange(company.target.size + 1))
    pattern = np.full(company.target.size, STEADY, np.int8)
    severity = np.full(company.target.size, 0.6)
    for number in range(company.target.size):
        days = np.unique(day[starts[number] : starts[number + 1]])
        sold = selling[starts[number] : starts[number + 1]]
        if days.size:
            severity[number] = score(days)
        if days.size < 3:
            pattern[number] = NEW
        elif severity[number] >= 0.5:
            pattern[number] = NEGLECTED
        elif sold.size >= 5 and sold.mean() > 0.95:
            pattern[number] = SELLING_ONLY
    return pattern, severity


def by_fixed_days(company: Histories, as_of: int) -> tuple[Codes, Floats]:
    """Quiet for more than 30 days: the commonest rule in customer relations software."""
    return _by_score(company, as_of, lambda days: 1 - 0.5 ** ((as_of - days[-1]) / 30))


def by_z_score(company: Histories, as_of: int) -> tuple[Codes, Floats]:
    """The running gap is two standard deviations above the account's mean gap."""

    def score(days: npt.NDArray[np.int64]) -> float:
        gaps = np.diff(days)
        if gaps.size < 2:
            return float(1 - 0.5 ** ((as_of - days[-1]) / 30))
        z = (as_of - days[-1] - gaps.mean()) / max(gaps.std(), 1.0)
        return float(1 / (1 + np.exp(-np.clip(z - 2, -30, 30))))

    return _by_score(company, as_of, score)


def by_moving_average(company: Histories, as_of: int) -> tuple[Codes, Floats]:
    """The touches of the last four weeks are less than half of the average of the 26 weeks before."""

    def score(days: npt.NDArray[np.int64]) -> float:
        recent = np.count_nonzero(days > as_of - 28)
        before = np.count_nonzero((days <= as_of - 28) & (days > as_of - 28 - 182)) * 28 / 182
        return float(1 / (1 + np.exp(-np.clip(4 * (0.5 - (recent + 0.1) / (before + 0.1)), -30, 30))))

    return _by_score(company, as_of, score)


JUDGES: dict[str, Judge] = {
    "cadence": by_cadence,
    "30 days quiet": by_fixed_days,
    "z-score of the gap": by_z_score,
    "moving average": by_moving_average,
}


def score_patterns(truth: Codes, found: Codes) -> Floats:
    """Return F1 of each pattern."""
    return np.array(
        [
            2
            * np.sum((truth == code) & (found == code))
            / max(1, np.sum(truth == code) + np.sum(found == code))
            for code in range(len(PATTERNS))
        ]
    )


def average_precision(truth: npt.NDArray[np.bool_], severity: Floats) -> float:
    """Return the mean precision at each account that needs attention; ties count as their worst order."""
    order = np.lexsort((truth, -severity))
    hits = truth[order]
    precision = np.cumsum(hits) / np.arange(1, hits.size + 1)
    return float(precision[hits].mean())


def false_at_recall(company: Histories, severity: Floats, recall: float = 0.95) -> float:
    """Return the share of steady accounts above the severity that finds 95 % of those needing attention."""
    needing = np.sort(severity[company.attention])
    threshold = needing[int((1 - recall) * needing.size)]
    return float(np.mean(severity[company.pattern == STEADY] >= threshold))


def measure(company: Histories, judge: Judge) -> dict[str, float]:
    pattern, severity = judge(company, AS_OF)
    steady = company.pattern == STEADY
    weekly = [pattern, *(judge(company, AS_OF - 7 * week)[0] for week in range(1, WEEKS))]
    flips = [np.mean((new != old)[company.constant]) for new, old in itertools.pairwise(weekly)]
    return {
        "F1": float(score_patterns(company.pattern, pattern).mean()),
        "AP": average_precision(company.attention, severity),
        "false": float(np.mean(severity[steady] >= 0.5)),
        "recall": float(np.mean(severity[company.attention] >= 0.5)),
        "false at 95": false_at_recall(company, severity),
        "flips": float(np.mean(flips)),
    }


def print_families(company: Histories) -> None:
    """Print for every family how often its pattern is found and how often it is nudged."""
    pattern, severity = by_cadence(company, AS_OF)
    for family in np.unique(company.family):
        here = company.family == family
        right = pattern[here] == company.pattern[here]
        nudged = severity[here] >= 0.5
        due = company.attention[here]
        print(
            f"    {family:28s} {PATTERNS[company.pattern[here][0]]:13s} right {right.mean():6.1%}"
            f"  nudged when due {nudged[due].mean() if due.any() else np.nan:6.1%}"
            f"  nudged when not {nudged[~due].mean() if (~due).any() else np.nan:6.1%}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=6000)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--families", action="store_true")
    asked = parser.parse_args()
    print(
        "| histories | method | macro-F1 | AP | false nudges | recall | false at 95 % recall | flips a week |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for level in (EASY, NORMAL, HARD):
        for title, families in (("tuned on", SEEN), ("held out", HELD_OUT)):
            companies = [
                simulate_company(asked.accounts, families, level, 900 + seed) for seed in range(asked.seeds)
            ]
            for name, judge in JUDGES.items():
                scores = [
                    measure(company, judge) for company in companies[: None if judge is by_cadence else 1]
                ]
                mean = {key: float(np.mean([score[key] for score in scores])) for key in scores[0]}
                shares = [f"{mean[key]:.1%}" for key in ("false", "recall", "false at 95", "flips")]
                cells = [f"{level.name}, {title}", name, f"{mean['F1']:.3f}", f"{mean['AP']:.3f}", *shares]
                print(f"| {' | '.join(cells)} |", flush=True)
            if asked.families:
                print_families(companies[0])


if __name__ == "__main__":
    main()
