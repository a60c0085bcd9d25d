"""A list of accounts as an export has it, for looking at: the interval wanted for each, and who owns it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from storage.csv_files.cells import CellError, read_days, read_tier
from storage.csv_files.column_reading import ColumnFile, Problem, Wanted, read_columns
from storage.csv_files.history import read_name
from storage.records import Tier

_WANTED = Wanted(
    "account", coded=("account", "tier", "ideal_days", "rep", "rep_email"), needed=(("account",),)
)
_Meaning = TypeVar("_Meaning")


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """What a list says of an account; None and "" where it says nothing."""

    tier: Tier | None = None
    cadence_days: int | None = None
    rep: str = ""


@dataclass(frozen=True, slots=True)
class AccountList:
    """Accounts by name, and the rows with a cell that means nothing."""

    accounts: dict[str, ListedAccount]
    problems: list[Problem]


def read_account_list(path: Path, mapping: Mapping[str, str] | None = None) -> AccountList:
    """Read a list of accounts. Raises UnusableFileError with a sentence where there is none to be read.

    A cell that cannot be understood is reported, and the rest of its row counts. Of an account that is listed
    again the row with the shorter interval counts, wherever it stands.
    """
    file = read_columns(path, _WANTED, mapping or {})
    cells = _Cells(file)
    names = cells.read("account", read_name)
    tiers = cells.read("tier", read_tier)
    days = cells.read("ideal_days", read_days)
    reps = cells.read("rep" if file.columns.has("rep") else "rep_email", read_name)
    accounts: dict[str, ListedAccount] = {}
    alike = cache(ListedAccount)  # there are few different ones, and making them takes time
    for row, (name, tier, cadence_days, rep) in enumerate(zip(names, tiers, days, reps, strict=True)):
        if not name:
            cells.reasons.setdefault(row, "account is empty")
            continue
        listed = alike(tier, cadence_days, rep or "")
        before = accounts.get(name)
        if before is not None:
            if before == listed:
                continue
            cells.reasons.setdefault(row, f"{name} is listed before, and not quite the same")
            listed = min(before, listed, key=_rank)
        accounts[name] = listed
    return AccountList(accounts, cells.list_problems())


def _rank(listed: ListedAccount) -> tuple[int, str, str]:
    return listed.cadence_days or 10**6, listed.tier or "~", listed.rep or "\U0010ffff"


class _Cells:
    """The cells of a file by column, and what is wrong with the rows."""

    def __init__(self, file: ColumnFile) -> None:
        self.reasons: dict[int, str] = {}
        self._file = file

    def read(self, name: str, read: Callable[[str], _Meaning]) -> list[_Meaning | None]:
        """Return what the cells of a column mean, with each different text read once."""
        if not self._file.columns.has(name):
            return [None] * self._file.rows
        column = self._file.codes(name)
        meanings: list[_Meaning | None] = []
        wrong: dict[int, str] = {}
        for code, text in enumerate(column.texts):
            meaning = None
            if text.strip():
                try:
                    meaning = read(text.strip())
                except CellError as error:
                    wrong[code] = str(error)
            meanings.append(meaning)
        self.reasons = column.rows_of(wrong) | self.reasons  # the first that was found stays
        return [meanings[code] for code in column.codes.tolist()]

    def list_problems(self) -> list[Problem]:
        rows = np.array(sorted(self.reasons), np.int64)
        rows = rows[~self._file.find_blank(rows)]
        lines = self._file.locate(rows)
        found = [Problem(line, self.reasons[row]) for line, row in zip(lines, rows.tolist(), strict=True)]
        return sorted([*self._file.broken, *found], key=lambda problem: problem.line)
