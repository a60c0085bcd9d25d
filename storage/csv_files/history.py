"""A log of touches as arrays, from any CRM's export: for looking at all of it at once, without a database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from storage.csv_files.cells import find_kind, unguard
from storage.csv_files.column_reading import ColumnFile, Problem, Wanted, read_columns
from storage.csv_files.dates import DateOrder
from storage.csv_files.moments import DAY, Moments, read_moments
from storage.csv_files.texts import CodedColumn, TextColumn
from storage.records import Kind

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

KINDS = (Kind.ATTENTION, Kind.SELLING, Kind.SCHEDULING)
"""What the codes of `History.kind` stand for."""
FIRST_DAY = 10_957
"""2000-01-01: what is before it is a slip of the pen."""
_WANTED = Wanted(
    "touch",
    coded=("account", "kind", "type", "rep", "rep_email", "day"),
    plain=("at",),
    needed=(("account",), ("at", "day")),
)
_UNKNOWN = -1
_SECOND = 2_000_000
"""As stamps count."""


@dataclass(frozen=True, slots=True)
class History:
    """Touches, each once, in no order that means anything."""

    accounts: list[str]
    """In alphabetical order; `account` holds places in it."""
    reps: list[str]
    account: Ints
    day: Ints
    """Local calendar days since 1970-01-01."""
    kind: Ints
    """Places in `KINDS`."""
    rep: Ints
    """Places in `reps`, -1 where the file does not say."""
    problems: list[Problem] = field(default_factory=list[Problem])
    """Rows that were left out, by line."""
    duplicates: int = 0
    future: int = 0
    """How many touches came after the last day that was asked for."""
    says_kinds: bool = True
    """Whether there is a column of kinds; without it every touch is attention."""


def read_history(
    path: Path,
    *,
    until: int,
    mapping: Mapping[str, str] | None = None,
    order: DateOrder | None = None,
    zone: str | None = None,
) -> History:
    """Read the touches of a file up to the day `until` (days since 1970-01-01).

    One account is one name, letter by letter, without the blanks around it. Touches of the same account,
    moment and kind are one. Raises UnusableFileError with a sentence where there is no log to be read.
    """
    file = read_columns(path, _WANTED, mapping or {})
    rows = _Rows(file)
    account = file.codes("account").rename(read_name)
    moments = _read_moments(file, order, zone)
    kinds = _find_kinds(file)
    rows.reject(account.select(""), lambda _: "account is empty")
    rows.reject(moments.errors, moments.errors.__getitem__)
    rows.reject(moments.day < FIRST_DAY, lambda row: f"the year of {_show(moments.day[row])} is before 2000")
    kind = np.zeros(file.rows, np.int64)
    if kinds is not None:
        kind = np.array([_code_kind(text) for text in kinds.texts], np.int64)[kinds.codes]
        rows.reject(
            kind == _UNKNOWN,
            lambda row: f'kind "{kinds.text(row).strip()}" is not selling or non-selling',
        )
    rep = next(
        (file.codes(name).rename(read_name) for name in ("rep", "rep_email") if file.columns.has(name)), None
    )
    rep_codes = np.full(file.rows, _UNKNOWN, np.int64) if rep is None else rep.codes.copy()
    if rep is not None:
        rep_codes[rep.select("")] = _UNKNOWN
    past = rows.good & (moments.day <= until)
    kept = _keep_each_once(np.flatnonzero(past), account.codes, moments, kind, rep_codes)
    used = CodedColumn(account.codes[kept], account.texts).drop_unused()
    return History(
        used.texts,
        [] if rep is None else rep.texts,
        used.codes,
        moments.day[kept],
        kind[kept],
        rep_codes[kept],
        rows.list_problems(),
        int(past.sum()) - len(kept),
        int(rows.good.sum()) - int(past.sum()),
        kinds is not None,
    )


def read_name(text: str) -> str:
    """Return a name as it is compared: without blanks around it, or the apostrophe an export puts on."""
    name = text.strip()
    return unguard(name).strip() if name.startswith("'") else name


def _show(day: np.int64) -> str:
    return str(np.datetime64(int(day), "D"))


class _Rows:
    """Which rows are good, and what is wrong with the others: the first thing that was found."""

    def __init__(self, file: ColumnFile) -> None:
        self.good = np.ones(file.rows, np.bool_)
        self._file = file
        self._reasons: dict[int, str] = {}

    def reject(self, wrong: Bools | dict[int, str], explain: Callable[[int], str]) -> None:
        found = np.array(list(wrong), np.int64) if isinstance(wrong, dict) else np.flatnonzero(wrong)
        for row in found[self.good[found]].tolist():
            self._reasons[row] = explain(row)
        self.good[found] = False

    def list_problems(self) -> list[Problem]:
        """Return what is wrong by line. A row without a word in it is no problem."""
        rows = np.array(sorted(self._reasons), np.int64)
        rows = rows[~self._file.find_blank(rows)]
        lines = self._file.locate(rows)
        found = [Problem(line, self._reasons[row]) for line, row in zip(lines, rows.tolist(), strict=True)]
        return sorted([*self._file.broken, *found], key=lambda problem: problem.line)


def _read_moments(file: ColumnFile, order: DateOrder | None, zone: str | None) -> Moments:
    """Read `at`; where a file also has the calendar day in a column of its own, that is the day."""
    if not file.columns.has("day"):
        return read_moments(file.texts("at"), order, zone)
    column = file.codes("day")
    of_texts = read_moments(TextColumn.gather(column.texts), order, zone)
    day, stamp = of_texts.day[column.codes], of_texts.stamp[column.codes]
    errors = column.rows_of(of_texts.errors)
    if not file.columns.has("at"):
        return Moments(day, stamp, errors)
    written = file.texts("at")
    at = read_moments(written, order, zone)
    for row in [row for row in at.errors if not written.lengths[row] and row not in errors]:
        del at.errors[row]
        at.stamp[row] = stamp[row]
    without_day = column.select("")
    for row in np.flatnonzero(without_day).tolist():
        errors.pop(row, None)
    return Moments(np.where(without_day, at.day, day), at.stamp, errors | at.errors)


def _find_kinds(file: ColumnFile) -> CodedColumn | None:
    """Return the column of kinds. A column of types is one if any of its words is a kind."""
    if file.columns.has("kind"):
        return file.codes("kind")
    types = file.codes("type") if file.columns.has("type") else None
    return types if types is not None and any(map(find_kind, types.texts)) else None


def _code_kind(text: str) -> int:
    kind = find_kind(text)
    return _UNKNOWN if kind is None else KINDS.index(kind)


def _keep_each_once(rows: Ints, account: Ints, moments: Moments, kind: Ints, rep: Ints) -> Ints:
    """Return the rows without repetitions of account, moment and kind, whatever the order of the rows."""
    if not len(rows):
        return rows
    stamp = moments.stamp[rows]
    stamp = stamp - stamp.min()
    for unit in (2 * DAY, _SECOND):
        if not (stamp % unit).any():
            stamp //= unit
            break
    span = int(stamp.max()) + 1
    if (int(account.max()) + 1) * span * 4 >= 2**62:
        moments_there, stamp = np.unique(stamp, return_inverse=True)
        span = len(moments_there)
    key = (account[rows] * span + stamp.reshape(-1)) * 4 + kind[rows]
    in_order = np.sort(key)
    repeated = in_order[1:][in_order[1:] == in_order[:-1]]
    if not len(repeated):
        return rows
    place = np.minimum(np.searchsorted(repeated, key), len(repeated) - 1)
    is_repeated = repeated[place] == key
    twins, its_key = rows[is_repeated], key[is_repeated]
    # Whoever is named comes before nobody, and by name, so that the row that comes first decides nothing.
    order = np.lexsort((np.where(rep[twins] < 0, 2**62, rep[twins]), moments.day[twins], its_key))
    first = np.ones(len(order), np.bool_)
    first[1:] = its_key[order][1:] != its_key[order][:-1]
    return np.concatenate([rows[~is_repeated], twins[order[first]]])
