"""From a file's bytes to whole columns at once, for files too large to go through row by row.

Rows that are odd in any way are left to the row reader, which is slower and exact; so both mean the same.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.csv  # pyright: ignore[reportMissingTypeStubs]

from storage.csv_files.columns import Columns, recognise_columns
from storage.csv_files.reading import CsvFile, read_csv_file, read_csv_text
from storage.csv_files.texts import CodedColumn, TextColumn, arrow

arrow_csv: Any = pyarrow.csv

_HEAD = 32_768
"""Bytes that show the separator and the columns."""
_BOM = b"\xef\xbb\xbf"
_ODD_BYTES = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used, and why."""

    line: int
    """The physical line on which the row starts; the first line of the file is 1."""
    reason: str


@dataclass(slots=True)
class ColumnFile:
    """The columns that were asked for, in the rows of one file."""

    name: str
    columns: Columns
    rows: int
    broken: list[Problem] = field(default_factory=list[Problem])
    """Rows that cannot be told apart into cells; they are not among `rows`."""
    _tables: dict[int, Any] = field(default_factory=dict[int, Any])
    _lines: Sequence[int] | None = None
    _raw: bytes = b""
    _skipped: int = 0
    _separator: str = ","

    def codes(self, name: str) -> CodedColumn:
        """Return a column whose texts come again and again."""
        return CodedColumn.of(self._tables[self.columns.places[name][0]])

    def texts(self, name: str) -> TextColumn:
        """Return a column in which nearly every text may be another."""
        return TextColumn.of(self._tables[self.columns.places[name][0]])

    def find_blank(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return which of these rows have nothing in any of the columns."""
        if not len(rows):
            return np.zeros(0, np.bool_)
        blank = np.ones(len(rows), np.bool_)
        for table in self._tables.values():
            texts = table.take(arrow.array(rows)).cast(arrow.string()).to_pylist()
            blank &= np.array([not text.strip() for text in texts], np.bool_)
        return blank

    def locate(self, rows: npt.NDArray[np.int64]) -> list[int]:
        """Return the physical lines on which these rows start."""
        if self._lines is None:
            self._lines = self._count_lines()
        return [self._lines[row] for row in rows.tolist()]

    def _count_lines(self) -> Sequence[int]:
        ends = self._raw.count(b"\n") + (not self._raw.endswith(b"\n"))
        lone_returns = self._raw.count(b"\r") != self._raw.count(b"\r\n")
        if ends == self._skipped + self.rows and not lone_returns:
            return range(self._skipped + 1, ends + 1)
        # Blank lines, or line breaks within cells.
        lines: list[int] = []
        reader = csv.reader(
            io.StringIO(self._raw.decode("utf-8-sig", "replace"), newline=""), delimiter=self._separator
        )
        start = 0
        for cells in reader:
            if cells and start >= self._skipped:
                lines.append(start + 1)
            start = reader.line_num
        return lines


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns to read, if a file has them."""

    noun: str
    """Account or touch: what the rows are."""
    coded: tuple[str, ...]
    """Columns in which the same texts come again and again."""
    plain: tuple[str, ...] = ()
    needed: tuple[tuple[str, ...], ...] = ()
    """Groups of columns of which one has to be there."""

    def recognise(self, file: CsvFile, mapping: Mapping[str, str]) -> tuple[Columns, dict[int, bool]]:
        """Return the columns, and the places to read with whether they are coded."""
        columns = recognise_columns(
            file.columns, self.noun, mapping, self.needed, (row.cells for row in file.rows)
        )
        places = {
            columns.places[name][0]: name in self.coded
            for name in (*self.coded, *self.plain)
            if columns.has(name)
        }
        return columns, places


def read_columns(path: Path, wanted: Wanted, mapping: Mapping[str, str]) -> ColumnFile:
    """Read the wanted columns of a file; `mapping` says of some of its columns what they are.

    Raises UnusableFileError with a sentence for the reader.
    """
    return _read_at_once(path, wanted, mapping) or _read_row_by_row(path, wanted, mapping)


def _read_at_once(path: Path, wanted: Wanted, mapping: Mapping[str, str]) -> ColumnFile | None:
    """Return None where the row reader has to look at the file, or has to say what is wrong with it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    head = _read_head(raw, path.name)
    # Arrow takes a quotation mark that is never closed for one that the end of the file closes.
    if head is None or raw.count(b'"') % 2:
        return None
    first = head.rows[0].line - 1
    columns, places = wanted.recognise(head, mapping)
    try:
        table: Any = arrow_csv.read_csv(
            arrow.BufferReader(raw),
            read_options=arrow_csv.ReadOptions(
                skip_rows=first,
                column_names=[str(place) for place in range(len(head.columns))],
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=head.separator, newlines_in_values=b'"' in raw),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=[str(place) for place in places],
                column_types={
                    str(place): arrow.dictionary(arrow.int32(), arrow.string())
                    if is_coded
                    else arrow.string()
                    for place, is_coded in places.items()
                },
                strings_can_be_null=False,
            ),
        )
    except arrow.ArrowInvalid:
        return None  # a row with too few or too many cells, or letters that are not UTF-8
    tables: dict[int, Any] = {place: table.column(str(place)) for place in places}
    return ColumnFile(
        path.name, columns, table.num_rows, [], tables, None, raw, _skipped=first, _separator=head.separator
    )


def _read_head(raw: bytes, name: str) -> CsvFile | None:
    """Read the first rows; None unless the file is as plain as it can be."""
    sample = raw[:_HEAD]
    if len(raw) > _HEAD:
        sample = sample[: sample.rfind(b"\n") + 1]
    text = sample.removeprefix(_BOM)
    if not text.strip() or _ODD_BYTES.search(text) or (b"\r" in text and b"\n" not in text):
        return None
    try:
        decoded = text.decode()
    except UnicodeDecodeError:
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"PK", b"%PDF")):
        return None
    try:
        head = read_csv_text(decoded, name)
    except ValueError:
        return None
    if not head.rows:
        return None
    # A sample may end within a cell of several lines, so that its last rows fall apart.
    last = head.rows[-1].line if len(raw) > _HEAD else len(raw)
    if any(row.line < last for row in head.broken):
        return None
    return head


def _read_row_by_row(path: Path, wanted: Wanted, mapping: Mapping[str, str]) -> ColumnFile:
    file = read_csv_file(path)
    columns, places = wanted.recognise(file, mapping)
    tables: dict[int, Any] = {}
    for place, is_coded in places.items():
        texts: Any = arrow.chunked_array(
            [arrow.array([row.cells[place] for row in file.rows], arrow.string())]
        )
        tables[place] = texts.dictionary_encode() if is_coded else texts
    broken = [Problem(reject.line, reject.reason) for reject in file.broken]
    lines = [row.line for row in file.rows]
    return ColumnFile(path.name, columns, len(file.rows), broken, tables, lines)
