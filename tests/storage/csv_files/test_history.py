"""A log of touches as arrays: every encoding, every date, and a reason for every row that stays out."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.csv_files import column_reading
from storage.csv_files.account_list import ListedAccount, read_account_list
from storage.csv_files.cells import CellError
from storage.csv_files.dates import DateOrder, read_moment
from storage.csv_files.history import KINDS, History, read_history
from storage.csv_files.moments import read_moments
from storage.csv_files.reading import UnusableFileError
from storage.csv_files.texts import TextColumn
from storage.records import Tier

AS_OF = (date(2026, 11, 20) - date(1970, 1, 1)).days
HEAD = "account,at,kind,rep,note\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: str | bytes, encoding: str = "utf-8", name: str = "touches.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def rows_of(history: History) -> list[tuple[str, str, str, str | None]]:
    return sorted(
        (
            history.accounts[account],
            str(np.datetime64(day, "D")),
            KINDS[kind].value,
            history.reps[rep] if rep >= 0 else None,
        )
        for account, day, kind, rep in zip(
            history.account.tolist(),
            history.day.tolist(),
            history.kind.tolist(),
            history.rep.tolist(),
            strict=True,
        )
    )


def complaints(history: History) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason) for problem in history.problems]


def test_names_and_kinds_are_trimmed_and_nothing_else(write: Write) -> None:
    path = write(
        HEAD
        + "  Acme , 2026-11-02 ,Selling, Sam ,x\n"
        + "acme,2026-11-03T09:30,NON_selling,,\n"
        + "Acme,2026-11-04 10:00:00, non selling ,Sam,\n"
        + "NA,2026-11-04,scheduling,null,\n"
    )
    history = read_history(path, until=AS_OF)
    assert rows_of(history) == [
        ("Acme", "2026-11-02", "selling", "Sam"),
        ("Acme", "2026-11-04", "non-selling", "Sam"),
        ("NA", "2026-11-04", "scheduling", "null"),
        ("acme", "2026-11-03", "non-selling", None),
    ]
    assert history.problems == []


def test_each_bad_row_has_its_line_and_reason(write: Write) -> None:
    path = write(
        HEAD
        + "Acme,2026-11-02,selling,Sam,x\n"
        + "Acme,2026-11-03,sales?,Sam,x\n"
        + ",2026-11-03,selling,Sam,x\n"
        + "\n"
        + "Acme,,selling,Sam,x\n"
        + "Acme,2026-02-30,selling,Sam,x\n"
        + "Acme,1998-03-01,selling,Sam,x\n"
        + ",,,,\n"
        + "Acme,soon,selling,Sam,x\n"
        + "Acme,2026-11-05,,Sam,x\n"
    )
    history = read_history(path, until=AS_OF)
    assert complaints(history) == [
        (3, 'kind "sales?" is not selling or non-selling'),
        (4, "account is empty"),
        (6, "the date is missing"),
        (7, "“2026-02-30” is a day that does not exist."),
        (8, "the year of 1998-03-01 is before 2000"),
        (10, "“soon” is not a date; write 2026-03-31, for example."),
        (11, 'kind "" is not selling or non-selling'),
    ]
    assert rows_of(history) == [("Acme", "2026-11-02", "selling", "Sam")]


def test_lines_are_counted_as_an_editor_counts_them(write: Write) -> None:
    """A note of three lines, and a blank line, stand before the bad row."""
    path = write(HEAD + 'Acme,2026-11-02,selling,Sam,"one\ntwo\nthree"\n\nAcme,2026-11-03,?,Sam,x\n')
    assert complaints(read_history(path, until=AS_OF)) == [(6, 'kind "?" is not selling or non-selling')]


def test_a_row_that_falls_apart_is_reported_and_the_others_count(write: Write) -> None:
    path = write(HEAD + "Acme,2026-11-02,selling,Sam,x\nAcme,2026-11-03\nBorg,2026-11-04,selling,Sam,a,b\n")
    history = read_history(path, until=AS_OF)
    assert [line for line, _ in complaints(history)] == [3, 4]
    assert rows_of(history) == [("Acme", "2026-11-02", "selling", "Sam")]


def test_future_touches_are_counted_and_leave_nothing_behind(write: Write) -> None:
    path = write(
        HEAD + "Acme,2026-11-20T23:59,selling,Sam,\nBorg,2026-11-21,selling,Sam,\nAcme,9999-12-31,selling,,\n"
    )
    history = read_history(path, until=AS_OF)
    assert history.future == 2
    assert history.accounts == ["Acme"]


def test_the_same_account_moment_and_kind_are_one_touch(write: Write) -> None:
    rows = [
        "Acme,2026-11-02T10:00:00Z,selling,,first",
        "Acme,2026-11-02T11:00:00+01:00,selling,Sam,the same moment",
        "Acme,2026-11-02T10:00:00Z,non-selling,Sam,another kind",
        "Acme,2026-11-02T10:00:01Z,selling,Sam,another moment",
        " Acme,2026-11-02T10:00:00Z,Selling,Zoe,once more",
    ]
    seen = set()
    for seed in range(6):
        random.Random(seed).shuffle(rows)
        history = read_history(write(HEAD + "\n".join(rows)), until=AS_OF)
        assert history.duplicates == 2
        seen.add(tuple(rows_of(history)))
    assert seen == {
        (
            ("Acme", "2026-11-02", "non-selling", "Sam"),
            ("Acme", "2026-11-02", "selling", "Sam"),
            ("Acme", "2026-11-02", "selling", "Sam"),
        )
    }


def test_a_fraction_of_a_second_tells_touches_apart(write: Write) -> None:
    path = write(HEAD + "".join(f"A,2026-11-02T10:00:00.{n:06d},selling,,\n" for n in (1, 2, 2)))
    history = read_history(path, until=AS_OF)
    assert (len(history.day), history.duplicates) == (2, 1)


def test_an_offset_keeps_the_day_as_written_unless_a_zone_is_asked_for(write: Write) -> None:
    path = write(HEAD + "Acme,2026-07-02T23:30:00Z,selling,,\nBorg,2026-07-02T23:30:00,selling,,\n")
    assert [row[1] for row in rows_of(read_history(path, until=AS_OF))] == ["2026-07-02", "2026-07-02"]
    in_berlin = read_history(path, until=AS_OF, zone="Europe/Berlin")
    assert [row[1] for row in rows_of(in_berlin)] == ["2026-07-03", "2026-07-02"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(write: Write, encoding: str, separator: str) -> None:
    text = (HEAD + "Café Ñandú,2026-11-02,selling,Zoë,x\nBorg,2026-11-03,oops,Zoë,x\n").replace(
        ",", separator
    )
    history = read_history(write(text.replace("\n", "\r\n"), encoding), until=AS_OF)
    assert rows_of(history) == [("Café Ñandú", "2026-11-02", "selling", "Zoë")]
    assert complaints(history) == [(3, 'kind "oops" is not selling or non-selling')]


def test_a_large_sample_that_ends_inside_a_cell_of_several_lines(write: Write) -> None:
    row = 'Acme,2026-11-02,selling,Sam,"' + "a line\n" * 40 + '"\n'
    history = read_history(write(HEAD + row * 300 + "Acme,2026-11-03,?,Sam,\n"), until=AS_OF)
    assert history.duplicates == 299
    assert complaints(history) == [(300 * 41 + 2, 'kind "?" is not selling or non-selling')]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(write: Write) -> None:
    path = write(HEAD + 'Acme,2026-11-02,selling,Sam,"oops\nBorg,2026-11-03,selling,Sam,fine\n')
    history = read_history(path, until=AS_OF)
    assert [line for line, _ in complaints(history)] == [2]
    assert history.accounts == ["Borg"]


def test_what_an_export_guards_comes_in_as_it_was(write: Write) -> None:
    path = write(HEAD + "'=SUM(A1),2026-11-02,selling,,\n'Allo,2026-11-02,selling,,\n")
    assert read_history(path, until=AS_OF).accounts == ["'Allo", "=SUM(A1)"]


def test_a_crm_export_by_its_own_headings(write: Write) -> None:
    path = write('"Company / Account",Date,Assigned To,Subject\n"Acme","14/03/2026 09:30","Sam","Call"\n')
    history = read_history(path, until=AS_OF)
    assert rows_of(history) == [("Acme", "2026-03-14", "non-selling", "Sam")]
    assert not history.says_kinds


def test_drumbeats_own_export_names_the_day_beside_the_moment(write: Write) -> None:
    path = write(
        "account,day,at,kind\nAcme,2026-11-03,2026-11-02T22:30:00+00:00,selling\nBorg,2026-11-04,,selling\n"
        "Cobalt,,2026-11-05,selling\n"
    )
    history = read_history(path, until=AS_OF)
    assert [row[:2] for row in rows_of(history)] == [
        ("Acme", "2026-11-03"),
        ("Borg", "2026-11-04"),
        ("Cobalt", "2026-11-05"),
    ]
    assert history.problems == []


def test_columns_can_be_mapped(write: Write) -> None:
    path = write("Kunde,Tag,kind\nAcme,2026-11-02,selling\n")
    history = read_history(path, until=AS_OF, mapping={"Kunde": "account", "Tag": "at"})
    assert history.accounts == ["Acme"]
    with pytest.raises(UnusableFileError, match="--map"):
        read_history(path, until=AS_OF)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02\x03" * 50,
        b"PK\x03\x04rest",
        b"just a line of text\n",
        HEAD.encode(),
        b"\xff\xfe",
    ],
)
def test_what_is_no_log_is_refused_in_a_sentence(write: Write, content: bytes) -> None:
    with pytest.raises(UnusableFileError) as refused:
        read_history(write(content), until=AS_OF)
    assert str(refused.value).count("\n") == 0


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match="There is no file"):
        read_history(tmp_path / "nothing.csv", until=AS_OF)


def test_a_date_that_can_be_read_in_two_ways_is_asked_about(write: Write) -> None:
    path = write(HEAD + "Acme,3/4/2026,selling,,\n")
    with pytest.raises(UnusableFileError, match="--dates"):
        read_history(path, until=AS_OF)
    assert rows_of(read_history(path, until=AS_OF, order=DateOrder.DAY_FIRST))[0][1] == "2026-04-03"


LONG_AGO = datetime(1, 1, 9, tzinfo=UTC).replace(tzinfo=None)
FAR_AHEAD = datetime(9999, 12, 20, tzinfo=UTC).replace(tzinfo=None)
STAMPS = st.one_of(
    st.dates().map(date.isoformat),
    st.datetimes().map(datetime.isoformat),
    st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%d %H:%M").rjust(16, "0")),
    st.builds(
        lambda moment, minutes: moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat(),
        st.datetimes(LONG_AGO, FAR_AHEAD),
        st.integers(-14 * 60, 14 * 60),
    ),
    st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{3})?)?(Z|[+-]\d\d:?\d\d)?", fullmatch=True),
    st.text(max_size=25),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(STAMPS, max_size=12), st.sampled_from([None, "Europe/Berlin", "Pacific/Apia"]))
def test_the_fast_way_and_the_slow_one_read_the_same(texts: list[str], zone: str | None) -> None:
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    moments = read_moments(TextColumn.gather(texts), DateOrder.DAY_FIRST, zone)
    for row, text in enumerate(texts):
        try:
            moment = read_moment(text, DateOrder.DAY_FIRST)
        except CellError:
            assert row in moments.errors
            continue
        assert row not in moments.errors
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            day = moment.date() if isinstance(moment, datetime) else moment
            assert moments.day[row] == (day - date(1970, 1, 1)).days
            continue
        instant = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        assert moments.stamp[row] == instant * 2 + 1
        if zone is None:
            assert moments.day[row] == (moment.date() - date(1970, 1, 1)).days


def test_a_list_of_accounts_gives_intervals_and_owners(write: Write) -> None:
    path = write(
        "account,tier,cadence_days,rep\n Acme ,a,,Sam\nBorg,B,10,\nCobalt,D,soon,Zoe\nAcme,A,,Sam\n,A,,\n"
        "Borg,C,7,Zoe\n"
    )
    listed = read_account_list(path)
    assert listed.accounts == {
        "Acme": ListedAccount(Tier.A, None, "Sam"),
        "Borg": ListedAccount(Tier.C, 7, "Zoe"),
        "Cobalt": ListedAccount(None, None, "Zoe"),
    }
    assert [(each.line, each.reason) for each in listed.problems] == [
        (4, "“D” is not a tier; write A, B or C."),
        (6, "account is empty"),
        (7, "Borg is listed before, and not quite the same"),
    ]


def lines_of(letters: str, quoted: str) -> st.SearchStrategy[list[str]]:
    cells = st.one_of(
        st.sampled_from(["Acme", " Acme ", "Borg", "2026-11-02", "selling", "non-selling", "", " ", "x"]),
        st.text(letters, max_size=6),
    )
    whole = [",,,,", "Acme,2026-11-03,selling,,", '"Acme",2026-11-03,"selling",,""', "", " "]
    line = st.one_of(
        st.lists(cells, min_size=4, max_size=6).map(",".join),
        st.builds("{},2026-11-0{},{},Sam,{}".format, cells, st.integers(1, 9), cells, cells),
        st.builds('Acme,2026-11-03,selling,,"{}"'.format, st.text(quoted, max_size=8)),
        st.sampled_from(whole),
    )
    return st.lists(line, min_size=1, max_size=8)


ANY_LINES = lines_of("abc\"'=é ,;\t\\", 'ab,"\n\r ')
WELL_QUOTED_LINES = lines_of("abc'=é ,;\t\\", "ab,\n\r ")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.tuples(ANY_LINES, st.just(column_reading._HEAD)),
        # As in a large file, of which only the beginning is looked at before.
        st.tuples(WELL_QUOTED_LINES, st.just(64)),
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_reading_at_once_and_row_by_row_mean_the_same(
    monkeypatch: pytest.MonkeyPatch, write: Write, given_lines: tuple[list[str], int], ending: str, last: bool
) -> None:
    lines, head = given_lines
    path = write(ending.join([HEAD.strip(), *lines]) + ending * last)

    def outcome() -> object:
        try:
            history = read_history(path, until=AS_OF)
        except UnusableFileError as refused:
            return str(refused)
        return rows_of(history), complaints(history), history.duplicates

    with monkeypatch.context() as patched:
        patched.setattr(column_reading, "_HEAD", head)
        at_once = outcome()
    with monkeypatch.context() as patched:
        patched.setattr(column_reading, "_read_at_once", lambda *_: None)
        assert outcome() == at_once
