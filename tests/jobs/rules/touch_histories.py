"""Small touch histories for the tests of cadence: days before today in, one row of the table out."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from jobs.rules.cadence import TouchLog, analyze_cadence
from jobs.rules.cadence_table import PATTERNS, CadenceTable

MONDAY = 20_416
"""24 November 2025."""
NAN = float("nan")


def days_back(*gaps: int, quiet: int = 0) -> list[int]:
    """Return touch-days with these gaps, oldest first, the newest `quiet` days before MONDAY."""
    days = [MONDAY - quiet]
    for gap in reversed(gaps):
        days.append(days[-1] - gap)
    return days[::-1]


def log_of(
    histories: Sequence[Sequence[int]],
    *,
    reps: Sequence[int] | None = None,
    selling: Mapping[int, Sequence[bool]] | None = None,
) -> TouchLog:
    """Return the touches of accounts 0, 1, …; each with a rep of its own unless `reps` says otherwise."""
    sizes = [len(history) for history in histories]
    account = np.repeat(np.arange(len(histories), dtype=np.int64), sizes)
    sold = [list((selling or {}).get(number, [False] * size)) for number, size in enumerate(sizes)]
    return TouchLog(
        account=account,
        day=np.array([day for history in histories for day in history], np.int64),
        selling=np.array([each for row in sold for each in row], np.bool_),
        rep=account.copy() if reps is None else np.array(reps, np.int64)[account],
    )


def analyze(
    histories: Sequence[Sequence[int]],
    *,
    target: float | Sequence[float] = NAN,
    as_of: int = MONDAY,
    reps: Sequence[int] | None = None,
    selling: Mapping[int, Sequence[bool]] | None = None,
) -> CadenceTable:
    targets = np.full(len(histories), target) if isinstance(target, (int, float)) else np.array(target, float)
    log = log_of(histories, reps=reps, selling=selling)
    return analyze_cadence(log, accounts=len(histories), target=targets, as_of=as_of)


def row(table: CadenceTable, account: int = 0) -> dict[str, Any]:
    """Return one account's facts by name, the pattern in words."""
    facts: dict[str, Any] = {field.name: getattr(table, field.name)[account] for field in fields(table)}
    return facts | {"pattern": PATTERNS[int(facts["pattern"])]}


def assert_same(
    one: CadenceTable, other: CadenceTable, but: Sequence[str] = (), accounts: int | None = None
) -> None:
    """Compare byte by byte; nan equals nan."""
    for field in fields(one):
        if field.name not in but:
            mine, theirs = getattr(one, field.name)[:accounts], getattr(other, field.name)[:accounts]
            assert mine.dtype == theirs.dtype
            assert mine.tobytes() == theirs.tobytes(), field.name
