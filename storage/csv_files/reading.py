"""From a file's bytes to rows with the line on which each starts, whatever encoding and separator it has."""

import codecs
import csv
import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEPARATORS = ",;\t|"
LONGEST_CELL = 1_000_000
"""Characters. What is longer is a quotation mark that was never closed rather than a note."""

_END = "\ue000 end of file \ue000"
_SAMPLE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_REJECT_COLUMNS = ["line", "reason"]


class UnusableFileError(ValueError):
    """Nothing can be imported from a file; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with as many cells as the file has columns."""

    line: int
    """The physical line on which the row starts; the first line of the file is 1."""
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that stays out, and why."""

    line: int
    cells: list[str]
    reason: str


@dataclass(frozen=True, slots=True)
class CsvFile:
    """What stands in a file; rows that cannot be told apart into cells are in `broken`."""

    name: str
    separator: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list[Row])
    broken: list[Reject] = field(default_factory=list[Reject])


def read_csv_file(path: Path) -> CsvFile:
    """Read a whole file. Raises UnusableFileError with a sentence for the reader."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnusableFileError(f"There is no file {path}.") from None
    except OSError as error:
        raise UnusableFileError(f"{path} cannot be read: {error.strerror}.") from None
    return read_csv_text(_decode(raw, path.name), path.name)


def read_csv_text(text: str, name: str) -> CsvFile:
    """Tell the rows and cells of a CSV text apart. Raises UnusableFileError where there are none."""
    # Not str.splitlines, which also breaks at characters that may well stand inside a note.
    lines = list(io.StringIO(text, newline=""))
    first = 0
    separator = _read_separator_line(lines)
    if separator:
        first = 1
    else:
        separator = _guess_separator(lines)
    records = _read_records(lines, separator, first)
    header = next(records, None)
    if header is None or not header.cells:
        raise UnusableFileError(f"{name} is empty.")
    columns = [cell.strip().lstrip("\ufeff") for cell in header.cells]
    # A file of rejects comes back with the two columns that were added to it.
    kept = len(columns) - 2 if [each.lower() for each in columns[-2:]] == _REJECT_COLUMNS else len(columns)
    file = CsvFile(name, separator, columns[:kept])
    _sort_records(file, records, len(columns), kept)
    if not file.rows and not file.broken:
        raise UnusableFileError(f"{name} has column names but no rows.")
    return file


def _sort_records(file: CsvFile, records: Generator["_Record", int, None], width: int, kept: int) -> None:
    try:
        record = records.send(width)
        while True:
            cells = record.cells
            if record.problem:
                file.broken.append(Reject(record.line, _fit(cells, kept, file.separator), record.problem))
            elif any(map(str.strip, cells)):
                problem = _find_problem(cells, width)
                if problem is None:
                    file.rows.append(Row(record.line, cells[:kept]))
                else:
                    file.broken.append(Reject(record.line, _fit(cells, kept, file.separator), problem))
            record = next(records)
    except StopIteration:
        return


def _find_problem(cells: list[str], width: int) -> str | None:
    if len(cells) < width:
        return f"The row has {len(cells)} cells, and there are {width} columns."
    if len(cells) > width and any(map(str.strip, cells[width:])):
        return (
            f"The row has {len(cells)} cells, and there are only {width} columns: "
            "a cell with a separator in it needs quotation marks."
        )
    if any("\0" in cell for cell in cells):
        return "There is a NUL character in the row."
    return None


def _fit(cells: list[str], width: int, separator: str) -> list[str]:
    # What is too much goes to the last column, because a forgotten quotation mark is the usual reason.
    if len(cells) > width:
        return [*cells[: width - 1], separator.join(cells[width - 1 :])]
    return [*cells, *[""] * (width - len(cells))]


def _decode(raw: bytes, name: str) -> str:
    if not raw.strip():
        raise UnusableFileError(f"{name} is empty.")
    for start, what in _OTHER_FORMATS:
        if raw.startswith(start):
            raise UnusableFileError(f"{name} is {what}, not CSV; save it as “CSV UTF-8” first.")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                raise UnusableFileError(
                    f"{name} says that it is {encoding.upper()} and is not; save it as “CSV UTF-8”."
                ) from None
    sample = raw[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > len(sample) / 50:
        raise UnusableFileError(f"{name} is not a text file; save it as “CSV UTF-8” first.")
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableFileError(
        f"The letters of {name} are neither UTF-8 nor Windows-1252; save it as “CSV UTF-8”."
    )


def _read_separator_line(lines: list[str]) -> str | None:
    # Excel writes and reads a first line such as `sep=;`.
    first = lines[0].strip().lower() if lines else ""
    return first[4] if len(first) == 5 and first.startswith("sep=") else None


def _guess_separator(lines: list[str]) -> str:
    def weigh(separator: str) -> tuple[bool, float, int]:
        records = _read_records(lines[:200], separator, 0)
        widths = [len(record.cells) for record, _ in zip(records, range(20), strict=False)]
        if not widths or widths[0] < 2:
            return False, 0, 0
        return True, widths.count(widths[0]) / len(widths), widths[0]

    return max(SEPARATORS, key=weigh)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    cells: list[str]
    problem: str | None = None


def _read_records(lines: list[str], separator: str, first: int) -> Generator[_Record, int, None]:
    """Yield what is not blank; `send` tells how many cells a row should have, once that is known.

    A quotation mark that is never closed swallows what follows. Then only the line on which it stands is a
    problem, and reading goes on with the next.
    """
    csv.field_size_limit(LONGEST_CELL)
    width: int | None = None
    start = first
    while start < len(lines):
        reader = csv.reader(_follow(lines, start), delimiter=separator)
        origin = start
        while True:
            try:
                cells = next(reader)
            except csv.Error:
                yield _Record(start + 1, _split(lines[start], separator), "A cell is far too long.")
                start += 1
                break
            end = origin + reader.line_num
            if cells == [_END]:
                return
            unclosed = bool(cells) and cells[-1].endswith(_END)
            if unclosed or _has_swallowed(lines[start:end], cells, separator, width):
                problem = "A quotation mark is opened on this line and not closed."
                width = (yield _Record(start + 1, _split(lines[start], separator), problem)) or width
                start += 1
                break
            if any(cells):
                width = (yield _Record(start + 1, cells)) or width
            start = end


def _follow(lines: list[str], start: int) -> Iterator[str]:
    for number in range(start, len(lines)):
        yield lines[number]
    yield _END


def _has_swallowed(lines: list[str], cells: list[str], separator: str, width: int | None) -> bool:
    """Return whether a row over several lines has something wrong with it and seems to hold other rows."""
    if len(lines) < 2 or width is None:
        return False
    if len(cells) == width and _is_strictly_right(lines, separator):
        return False
    rows = sum(len(_split(line, separator)) == width for line in lines[1:])
    return rows * 2 >= len(lines) - 1


def _is_strictly_right(lines: list[str], separator: str) -> bool:
    # Otherwise the mark that seems to close the cell is one that opens another.
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator))
    except (csv.Error, StopIteration):
        return [line[:200]]
