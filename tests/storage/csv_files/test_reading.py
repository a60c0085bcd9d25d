import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.csv_files.reading import CsvFile, UnusableFileError, read_csv_file, read_csv_text


def read(text: str) -> CsvFile:
    return read_csv_text(text, "list.csv")


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@given(
    rows=st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    separator=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\r\n", "\n"]),
)
def test_whatever_a_spreadsheet_writes_is_read_as_it_was(
    rows: list[list[str]], separator: str, ending: str
) -> None:
    stream = io.StringIO()
    header = [f"Column {number}" for number in range(len(rows[0]))]
    writer = csv.writer(stream, delimiter=separator, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    starts: list[int] = []
    for row in rows:
        starts.append(len(list(io.StringIO(stream.getvalue(), newline=""))) + 1)
        writer.writerow(row)
    expected = [(start, row) for start, row in zip(starts, rows, strict=True) if any(map(str.strip, row))]
    if not expected:
        return
    file = read(stream.getvalue())
    assert (file.separator, file.columns) == (separator, header)
    assert [(row.line, row.cells) for row in file.rows] == expected
    assert file.broken == []


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
    ],
)
def test_the_usual_encodings_are_recognised(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(mark + "Name,Ort\nCafé “Nero”,Köln\n".encode(encoding))
    file = read_csv_file(path)
    assert file.columns == ["Name", "Ort"]
    assert file.rows[0].cells == ["Café “Nero”", "Köln"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (codecs.BOM_UTF8 + b"\n", "is empty"),
        (b"Name,Tier\n", "no rows"),
        (b"Name,Tier\n\n,,\n , \n", "no rows"),
        (b"PK\x03\x04rest of a workbook", "Excel"),
        (b"\xd0\xcf\x11\xe0 old", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(256)) * 4, "not a text file"),
        ("Name,Ort\nA,B\n".encode("utf-16-le"), "not a text file"),
        (codecs.BOM_UTF16_LE + b"odd", "says that it is UTF-16"),
        (b"Name\n\x81\x8d\xff\n", "neither UTF-8 nor"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableFileError, match=sentence) as error:
        read_csv_file(path)
    assert "list.csv" in str(error.value)


def test_a_file_that_is_not_there_or_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match="There is no file"):
        read_csv_file(tmp_path / "none.csv")
    with pytest.raises(UnusableFileError, match="cannot be read"):
        read_csv_file(tmp_path)


@pytest.mark.parametrize("separator", list(",;\t|"))
def test_the_separator_is_found_though_the_others_stand_in_notes(separator: str) -> None:
    others = "".join(set(",;|") - {separator})
    lines = [
        ["Account", "Note"],
        ["Acme", f"one{others[0]} two{others[0]} three"],
        ["Borg", f"one{others[1]} two"],
    ]
    file = read("\n".join(separator.join(line) for line in lines))
    assert file.separator == separator
    assert [row.cells[0] for row in file.rows] == ["Acme", "Borg"]


def test_one_column_needs_no_separator_and_excels_first_line_may_name_it() -> None:
    assert [row.cells for row in read("Account\nAcme\nBorg\n").rows] == [["Acme"], ["Borg"]]
    file = read("sep=|\r\nAccount|Note\r\nAcme|a, b; c\r\n")
    assert (file.separator, file.rows[0].line, file.rows[0].cells) == ("|", 3, ["Acme", "a, b; c"])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_line_of_a_row_is_the_one_on_which_it_starts(ending: str) -> None:
    lines = [
        "Account,Note",
        "",
        'Acme,"one',
        "two",
        'three"',
        ",",
        "Borg,x\u2028y\x0bz",
        "Cargo,",
        "",
        "Dime,d",
    ]
    file = read(ending.join(lines))
    assert [(row.line, row.cells[0]) for row in file.rows] == [
        (3, "Acme"),
        (7, "Borg"),
        (8, "Cargo"),
        (10, "Dime"),
    ]
    assert file.rows[0].cells[1] == ending.join(["one", "two", "three"])
    assert file.rows[1].cells[1] == "x\u2028y\x0bz"


def test_rows_of_the_wrong_width_are_told_with_their_line() -> None:
    file = read("Account,Tier,Note\nAcme,A\nBorg,B,Hello, dear,friend\nCargo,C,fine,,\nDime,A,ok\n")
    assert [row.cells[0] for row in file.rows] == ["Cargo", "Dime"]
    assert [(each.line, each.cells) for each in file.broken] == [
        (2, ["Acme", "A", ""]),
        (3, ["Borg", "B", "Hello, dear,friend"]),
    ]
    assert "2 cells" in file.broken[0].reason
    assert "quotation marks" in file.broken[1].reason


def test_an_open_quotation_mark_costs_its_own_line_only() -> None:
    """It swallowed every row up to the next quotation mark, or the end of the file."""
    lines = ["Account,Note", "Acme,a", 'Borg,"open', "Cargo,c", "Dime,d", "Echo,e"]
    file = read("\n".join(lines))
    assert [row.cells[0] for row in file.rows] == ["Acme", "Cargo", "Dime", "Echo"]
    assert [(each.line, each.cells[0]) for each in file.broken] == [(3, "Borg")]
    file = read("\n".join([*lines, 'Foxtrot,"f"', "Golf,g"]))
    assert [row.cells[0] for row in file.rows] == ["Acme", "Cargo", "Dime", "Echo", "Foxtrot", "Golf"]
    assert [each.line for each in file.broken] == [3]


def test_a_nul_rejects_its_row_and_a_huge_cell_is_read() -> None:
    huge = "x" * 500_000
    file = read(f'Account,Note\nAcme,"{huge}"\nBo\0rg,b\nCargo,c\n')
    assert [len(row.cells[1]) for row in file.rows] == [500_000, 1]
    assert [(each.line, each.reason) for each in file.broken] == [(3, "There is a NUL character in the row.")]
    file = read(f"Account,Note\nAcme,{'x' * 1_000_001}\nBorg,b\n")
    assert [row.cells[0] for row in file.rows] == ["Borg"]
    assert [each.line for each in file.broken] == [2]


def test_a_file_of_rejects_loses_the_columns_that_were_added() -> None:
    file = read("Account,Line,line,reason\nAcme,Borg,7,Wrong.\n")
    assert file.columns == ["Account", "Line"]
    assert file.rows[0].cells == ["Acme", "Borg"]
