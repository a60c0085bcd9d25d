"""`/drumbeat away until …`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.people import parse_return_day
from bot.parsing.words import NotUnderstood

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until Monday", date(2026, 11, 23)),
        ("till mon", date(2026, 11, 23)),
        ("Monday", date(2026, 11, 23)),
        ("until tomorrow", date(2026, 11, 19)),
        ("until 2026-12-01", date(2026, 12, 1)),
        ("25 Nov", date(2026, 11, 25)),
    ],
)
def test_a_return_day_is_read(text: str, day: date) -> None:
    assert parse_return_day(text, WEDNESDAY) == day


@pytest.mark.parametrize("text", ["", "  ", "until"])
def test_nothing_typed_asks_for_the_form(text: str) -> None:
    assert parse_return_day(text, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("until yesterday", "Yesterday is over. When are you back? `/drumbeat away until Monday`."),
        ("3 days ago", "15 Nov is over. When are you back? `/drumbeat away until Monday`."),
        ("today", "Today has begun already. When are you back? `/drumbeat away until Monday`."),
        ("until whenever", "Try `/drumbeat away until Monday` or `away until 25 Nov`."),
    ],
)
def test_a_day_that_is_over_is_no_return(text: str, said: str) -> None:
    """Sam typed "away until yesterday" and was told that it could not be read, with a day past as example."""
    answer = parse_return_day(text, WEDNESDAY)
    assert isinstance(answer, NotUnderstood)
    assert answer.hint.endswith(said)


def test_an_unreadable_day_comes_back_with_a_hint() -> None:
    answer = parse_return_day("until whenever", WEDNESDAY)
    assert isinstance(answer, NotUnderstood)
    assert "‘whenever’" in answer.hint


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    answer = parse_return_day(text, WEDNESDAY)
    assert answer is None or isinstance(answer, NotUnderstood) or answer > date(2000, 1, 1)
