"""Days as people write them, seen from Wednesday 11 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.parsing.dates import (
    WEEKDAYS,
    check_touch_day,
    find_days,
    read_coming_day,
    read_day,
    suspect_day,
    write_day,
)
from bot.parsing.words import NotUnderstood, word_set

TODAY = date(2026, 11, 11)


def hint(read: date | NotUnderstood | None) -> str:
    assert isinstance(read, NotUnderstood)
    return read.hint


@pytest.mark.parametrize(
    ("text", "days_ago"),
    [
        ("today", 0),
        ("earlier today", 0),
        ("Today!", 0),
        ("yesterday.", 1),
        ("yesterday", 1),
        ("YESTERDAY morning", 1),
        ("last night", 1),
        ("day before yesterday", 2),
        ("the day before yesterday", 2),
        ("last week", 7),
        ("mon", 2),
        ("Tue", 1),
        ("tues", 1),
        ("Tues.", 1),
        ("tuesday", 1),
        ("tue afternoon", 1),
        ("on Tuesday", 1),
        ("wed", 0),
        ("weds", 0),
        ("thu", 6),
        ("thurs", 6),
        ("Sat", 4),
        ("sunday", 3),
        ("last wed", 7),
        ("last tue", 1),
        ("last thursday", 6),
        ("this mon", 2),
        ("this wednesday", 0),
        ("3 days ago", 3),
        ("1 day ago", 1),
        ("a day ago", 1),
        ("two days ago", 2),
        ("ten days ago", 10),
        ("2 weeks ago", 14),
        ("a week ago", 7),
        ("0 days ago", 0),
    ],
)
def test_days_counted_back(text: str, days_ago: int) -> None:
    assert read_day(text, TODAY) == TODAY - timedelta(days=days_ago)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("a month ago", date(2026, 10, 11)),
        ("11 months ago", date(2025, 12, 11)),
        ("a year ago", date(2025, 11, 11)),
        ("2026-11-03", date(2026, 11, 3)),
        ("2026/11/03", date(2026, 11, 3)),
        ("2026.11.3", date(2026, 11, 3)),
        ("on 2026-11-03", date(2026, 11, 3)),
        ("3 Nov", date(2026, 11, 3)),
        ("3 november", date(2026, 11, 3)),
        ("Nov 3", date(2026, 11, 3)),
        ("Nov. 3rd", date(2026, 11, 3)),
        ("on the 3rd of November", date(2026, 11, 3)),
        ("3 Nov 2025", date(2025, 11, 3)),
        ("Nov 3, 2025", date(2025, 11, 3)),
        ("3.11.", date(2026, 11, 3)),
        ("3.11.2026", date(2026, 11, 3)),
        ("03.11.26", date(2026, 11, 3)),
        ("11 Nov", date(2026, 11, 11)),
        ("12 Nov", date(2026, 11, 12)),  # it may be tomorrow already where they are
        ("20 Dec", date(2025, 12, 20)),
        ("May 3", date(2026, 5, 3)),
        ("Sept 3", date(2026, 9, 3)),
        ("13/10", date(2026, 10, 13)),
        ("10/13", date(2026, 10, 13)),
        ("10/13/2026", date(2026, 10, 13)),
        ("13/10/26", date(2026, 10, 13)),
        ("3/3", date(2026, 3, 3)),
        ("Tue 3 Nov", date(2026, 11, 3)),
        ("Tuesday, Nov 3, 2026", date(2026, 11, 3)),
        ("1926-11-03", date(1926, 11, 3)),
        ("٣ Nov", date(2026, 11, 3)),
    ],
)
def test_days_of_the_calendar(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


def test_a_month_ago_ends_where_the_shorter_month_ends() -> None:
    assert read_day("a month ago", date(2026, 3, 31)) == date(2026, 2, 28)
    assert read_day("a year ago", date(2028, 2, 29)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text",
    """
    foo||may|march|3|3.11
    tuesday's|tue-thu|next tue|this fri|tomorrow|2026|24/7|50/50|3.50.|0.0.|midday|monday,tuesday
    3 foo|a few days ago|version 3|today's|@tue|#tue|3%|$3.11.|3/11-inch|mon ami|1/2/3/4
    """.replace("\n    ", "|")
    .strip("\n ")
    .split("|"),
)
def test_what_is_no_day(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("3/11", ["3 Nov", "11 Mar"]),
        ("3/11/2026", ["3 Nov", "11 Mar"]),
        ("2026-13-40", ["2026-13-40"]),
        ("31 Feb", ["31 Feb", "`11 Nov`"]),
        ("29 Feb", ["29 Feb"]),
        ("13/13/2026", ["13/13/2026"]),
        ("25 Nov", ["still to come", "`25 Nov 2025`"]),
        ("Mon 3 Nov", ["is a Tuesday"]),
        ("tuseday", ["tuseday", "`tuesday`", "`11 Nov`"]),
        ("999 years ago", []),
        ("0 Nov", ["0 Nov"]),
    ],
)
def test_what_is_refused_comes_with_the_fix(text: str, offered: list[str]) -> None:
    read = read_day(text, TODAY if "years" not in text else date(900, 1, 1))
    assert all(words in hint(read) for words in offered)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 12)),
        ("day after tomorrow", date(2026, 11, 13)),
        ("Thu", date(2026, 11, 12)),
        ("wed", date(2026, 11, 18)),
        ("Mon", date(2026, 11, 16)),
        ("until Mon.", date(2026, 11, 16)),
        ("next monday", date(2026, 11, 16)),
        ("next fri", date(2026, 11, 20)),
        ("this fri", date(2026, 11, 13)),
        ("next week", date(2026, 11, 16)),
        ("next month", date(2026, 12, 1)),
        ("in 2 weeks", date(2026, 11, 25)),
        ("for two weeks", date(2026, 11, 25)),
        ("3 days", date(2026, 11, 14)),
        ("in a month", date(2026, 12, 11)),
        ("25 Nov", date(2026, 11, 25)),
        ("11 Nov", TODAY),
        ("2 Jan", date(2027, 1, 2)),
        ("2026-12-03", date(2026, 12, 3)),
        ("until the 20th of November", date(2026, 11, 20)),
        ("20.11.", date(2026, 11, 20)),
    ],
)
def test_coming_days(text: str, day: date) -> None:
    assert read_coming_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("3 Nov", ["already past", "`3 Nov 2027`"]),
        ("2026-11-03", ["already past", "`tomorrow`"]),
        ("2/3", ["2 Mar", "3 Feb"]),
        ("31 Apr", ["31 Apr"]),
        ("29 Feb", ["29 Feb"]),
        ("thurdsay", ["`thursday`"]),
    ],
)
def test_coming_days_that_are_refused(text: str, offered: list[str]) -> None:
    assert all(words in hint(read_coming_day(text, TODAY)) for words in offered)


@pytest.mark.parametrize("text", ["", "yesterday", "3 days ago", "soon", "24/7"])
def test_what_is_no_coming_day(text: str) -> None:
    assert read_coming_day(text, TODAY) is None


def test_a_leap_day_is_read_beside_a_leap_year() -> None:
    assert read_day("29 Feb", date(2028, 6, 1)) == date(2028, 2, 29)
    assert read_coming_day("29 Feb", date(2027, 6, 1)) == date(2028, 2, 29)


def test_a_touch_may_be_a_day_ahead_but_not_two() -> None:
    assert check_touch_day(TODAY, TODAY) is None
    assert check_touch_day(TODAY + timedelta(days=1), TODAY) is None
    assert "13 Nov is still to come" in hint(check_touch_day(TODAY + timedelta(days=2), TODAY))


def test_a_year_typed_wrong_is_refused() -> None:
    assert check_touch_day(date(2000, 1, 1), TODAY) is None
    assert "3 Nov 1926" in hint(check_touch_day(date(1926, 11, 3), TODAY))


@pytest.mark.parametrize(
    "word",
    sorted(
        word_set(
            """
            tuseday tusday teusday wensday wedensday wednsday thrusday thurdsay fryday firday
            freiday saterday mondya sundey yestreday yesturday Tuseday
            """
        )
    ),
)
def test_misspelt_days_are_suspect(word: str) -> None:
    assert suspect_day(word, TODAY) is not None


@pytest.mark.parametrize(
    "word",
    sorted(
        word_set(
            """
            midday someday tuesday tuesdays monday's holiday sundry sundae faraday birthday weekday
            payday today moody steady ready Munday Thursby friary study Sunday wedding anyday
            workday Saturdays tidy toady
            """
        )
    ),
)
def test_ordinary_words_are_not(word: str) -> None:
    assert suspect_day(word, TODAY) is None


def test_days_are_found_where_they_stand() -> None:
    text = "Tue or on 3 Nov, not this Friday or Friday's 24/7; 3/11"
    found = list(find_days(text, TODAY))
    assert [text[one.start : one.end] for one in found] == ["Tue", "on 3 Nov", "3/11"]
    assert [one.day for one in found][:2] == [date(2026, 11, 10), date(2026, 11, 3)]


def test_letters_that_grow_when_lowered_do_not_shift_the_day() -> None:
    text = "İİİ Tue"
    assert [text[one.start : one.end] for one in find_days(text, TODAY)] == ["Tue"]


any_day = st.dates()


@given(st.text(), any_day)
def test_no_text_breaks_it(text: str, today: date) -> None:
    for read in (read_day(text, today), read_coming_day(text, today)):
        assert read is None or isinstance(read, date) or read.hint
    list(find_days(text, today))


pieces = st.sampled_from(
    sorted(
        word_set(
            """
            last next this in a 3 99 999 31 0 30 day days week weeks month months year years ago tue
            sunday may feb nov 2026 9999 0001 2026-02-30 9999-12-31 0001-01-01 3/11 31.2. 31.12.99 ,
            until on today tomorrow yesterday of morning night
            """
        )
    )
)


@given(st.lists(pieces, max_size=5).map(" ".join), any_day)
def test_no_words_of_time_break_it(text: str, today: date) -> None:
    for read in (read_day(text, today), read_coming_day(text, today)):
        assert read is None or isinstance(read, date) or read.hint


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_written_is_read_again(day: date, today: date) -> None:
    assert read_day(day.isoformat(), today) == day
    written = write_day(day, today)
    assume(str(day.year) in written or day <= today)
    assert read_day(written, today) == day


@given(st.sampled_from(sorted(WEEKDAYS)), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_a_weekday_is_the_nearest_in_its_direction(name: str, today: date) -> None:
    past, before, coming = (
        read_day(name, today),
        read_day(f"last {name}", today),
        read_coming_day(name, today),
    )
    assert isinstance(past, date)
    assert isinstance(before, date)
    assert isinstance(coming, date)
    assert past.weekday() == before.weekday() == coming.weekday() == WEEKDAYS[name]
    assert today - timedelta(days=6) <= past <= today
    assert today - timedelta(days=7) <= before < today < coming <= today + timedelta(days=7)
