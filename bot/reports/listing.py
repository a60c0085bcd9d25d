"""An analysis for machines: CSV and JSON, one account after the other, the most urgent first. Pure."""

import csv
import io
import json
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.reports.accounts import name_standing
from bot.reports.findings import Findings
from jobs.rules.cadence_table import PATTERNS
from storage.csv_files.cells import guard

COLUMNS = ("account", "pattern", "severity", "last_touch", "days_quiet", "usual_gap_days", "consistency")


def compose_csv(findings: Findings) -> str:
    """Return the seven columns of every account; what is not known is empty.

    Only names that a spreadsheet would run as a formula are changed, by an apostrophe, as in an export.
    """
    table, order = findings.table, findings.ranking
    places: list[int] = order.tolist()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        zip(
            [guard(findings.names[place]) for place in places],
            [PATTERNS[code] for code in table.pattern[order].tolist()],
            [f"{value / 1_000_000:.6f}" for value in findings.micro_severity[order].tolist()],
            _write_days(table.last_day[order]),
            ["" if days < 0 else str(days) for days in table.days_quiet[order].tolist()],
            _write_numbers(table.usual_gap[order]),
            _write_numbers(table.consistency[order]),
            strict=True,
        )
    )
    return stream.getvalue()


def _write_days(days: npt.NDArray[np.int64]) -> list[str]:
    # There are few different days, and a date costs more to write than to look up.
    known, which = np.unique(days, return_inverse=True)
    written = ["" if day < 0 else str(np.datetime64(day, "D")) for day in known.tolist()]
    return [written[place] for place in which.reshape(-1).tolist()]


def _write_numbers(values: npt.NDArray[np.float64]) -> list[str]:
    return ["" if value != value else f"{value:.2f}" for value in values.tolist()]  # noqa: PLR0124 (nan)


def compose_json(findings: Findings, counts: dict[str, int]) -> str:
    """Return the same with the words for people, as one object."""
    accounts = [_describe(findings, place) for place in findings.ranking.tolist()]
    as_of = str(np.datetime64(findings.as_of, "D"))
    whole = {"as_of": as_of, **counts, "accounts": accounts}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _describe(findings: Findings, place: int) -> dict[str, Any]:
    table, wish = findings.table, findings.wishes[place]
    last = int(table.last_day[place])
    return {
        "account": findings.names[place],
        "pattern": PATTERNS[int(table.pattern[place])],
        "severity": int(findings.micro_severity[place]) / 1_000_000,
        "last_touch": str(np.datetime64(last, "D")) if last >= 0 else None,
        "days_quiet": int(table.days_quiet[place]) if last >= 0 else None,
        "usual_gap_days": _round(table.usual_gap[place]),
        "consistency": _round(table.consistency[place]),
        "target_days": _round(table.target[place]),
        "tier": wish.tier.value if wish.tier else None,
        "rep": findings.name_owner(place) or None,
        "due": bool(findings.due[place]),
        "standing": name_standing(findings, place),
        "sentence": findings.explain(place),
    }


def _round(value: np.float64) -> float | None:
    return None if np.isnan(value) else round(float(value), 2)
