from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.csv_files.cells import CellError
from storage.csv_files.dates import DateOrder, choose_order, read_moment
from storage.csv_files.reading import UnusableFileError

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04", "2026/3/4", "2026.03.04", "20260304", "4.3.2026", "04.03.26", "4 Mar 2026",
        "4th of March 2026",
        "04-Mar-26", "4-March-2026", "March 4, 2026", "Mar 4 2026", "Mar. 4th, 2026", "Wed, 4 Mar 2026",
        "Wednesday, March 4, 2026", "2026 Mar 4", "  2026-03-04 ",
    ],
)  # fmt: skip
def test_days_are_read_however_they_are_written(text: str) -> None:
    moment = read_moment(text)
    assert (moment, type(moment)) == (date(2026, 3, 4), date)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04 15:30", "2026-03-04T15:30:00", "2026-03-04 15:30:00.000", "4.3.2026, 15:30",
        "4 Mar 2026 3:30 PM",
        "March 4, 2026 at 3:30 p.m.", "04-Mar-2026 03:30 PM",
    ],
)  # fmt: skip
def test_local_times_stay_without_zone(text: str) -> None:
    assert read_moment(text) == datetime(2026, 3, 4, 15, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-03-04T15:30:00Z", 0),
        ("2026-03-04 15:30 UTC", 0),
        ("2026-03-04T15:30:00.000+0000", 0),
        ("2026-03-04T15:30:00-05:00", -300),
        ("Wed, 4 Mar 2026 15:30:00 +0530", 330),
        ("4 Mar 2026 15:30 GMT+01:00", 60),
    ],
)
def test_an_offset_is_kept(text: str, offset: int) -> None:
    assert read_moment(text) == datetime(2026, 3, 4, 15, 30, tzinfo=timezone(timedelta(minutes=offset)))


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC) | st.none()))  # noqa: DTZ001
def test_what_python_writes_is_read_to_the_microsecond(moment: datetime) -> None:
    assert read_moment(moment.isoformat()) == moment
    assert read_moment(str(moment)) == moment
    assert read_moment(moment.date().isoformat()) == moment.date()


@pytest.mark.parametrize("text", ["tuseday", "May 2026", "12", "2026", "4/2026", "45000", "4.3.26 noon", "-"])
def test_what_is_no_whole_date_is_not_filled_in(text: str) -> None:
    with pytest.raises(CellError, match="is not a date"):
        read_moment(text, DAY)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "31.4.2026", "2026-13-01", "4.3.2026 25:00", "4.3.2026 13:00 PM"]
)
def test_what_does_not_exist_is_said(text: str) -> None:
    with pytest.raises(CellError, match="does not exist"):
        read_moment(text)


def test_the_order_decides_only_where_there_is_a_choice() -> None:
    assert read_moment("3/4/2026", DAY) == date(2026, 4, 3)
    assert read_moment("3/4/2026", MONTH) == date(2026, 3, 4)
    assert read_moment("3-4-26 9:05", MONTH) == datetime(2026, 3, 4, 9, 5)  # noqa: DTZ001
    assert read_moment("13/4/2026") == date(2026, 4, 13)
    assert read_moment("4/13/2026") == date(2026, 4, 13)
    assert read_moment("3.4.2026", MONTH) == date(2026, 4, 3)
    with pytest.raises(CellError, match="day first"):
        read_moment("4/13/2026", DAY)


@pytest.mark.parametrize(
    ("texts", "asked", "order"),
    [
        (["3/4/2026", "13/4/2026"], None, DAY),
        (["3/4/2026", "4/13/2026 10:00"], None, MONTH),
        (["3/4/2026"], MONTH, MONTH),
        (["3/4/2026", "13/4/2026"], MONTH, MONTH),
        (["3.4.2026", "2026-03-04", "4/4/2026", "", "nonsense"], None, None),
        (["13/4/2026", "4/13/2026"], None, None),
        ([], None, None),
        (["3/4/2026", "13/45/2026", "4/25/2026"], None, MONTH),
        (["3/4/2026", "25/4/2026", "31/2/2026", "4/31/2026"], None, DAY),
        (["13/45/2026", "2026-04-03"], None, None),
    ],
)
def test_the_other_dates_of_a_file_tell_the_order(
    texts: list[str], asked: DateOrder | None, order: DateOrder | None
) -> None:
    assert choose_order(texts, asked) == order


@pytest.mark.parametrize("texts", [["3/4/2026"], ["3/4/2026", "13/4/2026", "4/13/2026"]])
def test_where_nothing_tells_the_order_it_is_asked_for(texts: list[str]) -> None:
    with pytest.raises(UnusableFileError, match="3/4/2026 can be read in two ways; add --dates dmy"):
        choose_order(texts, None)


def test_a_column_beside_it_tells_the_order() -> None:
    """A file with 25/12/2026 under "Last Modified" was sent back with "add --dates dmy"."""
    assert choose_order(["3/4/2026"], None, ["Acme", "25/12/2026", "12/25 x", "7", "5/6/2026"]) is DAY
    # The dates themselves come first.
    assert choose_order(["3/4/2026", "4/13/2026"], None, ["25/12/2026"]) is MONTH
    with pytest.raises(UnusableFileError, match="two ways"):
        choose_order(["3/4/2026"], None, ["25/12/2026", "12/25/2026"])
