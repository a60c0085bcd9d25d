"""Whether a Slack status says that somebody is away (complaint 10)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.statuses import INDEFINITELY, find_return_day, reads_as_away


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("Vacationing", ":palm_tree:"),
        ("Out sick", ":face_with_thermometer:"),
        ("", ":palm_tree:"),
        ("OOO until Thursday, no mail", ""),
        ("Out of the office", ":wave:"),
        ("On parental leave", ":baby:"),
        ("PTO", ""),
        ("on holiday", ""),
        ("Back on Monday", ""),
        ("Im Urlaub", ""),
        ("Away until 3 Dec", ""),
        ("OOO until after Christmas", ""),
        ("On vacation, not on Slack", ":palm_tree:"),
        ("Out of the office, not on my phone", ""),
        ("Back from Rome, on leave until Friday", ""),
    ],
)
def test_away(text: str, emoji: str) -> None:
    assert reads_as_away(text, emoji)


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("", ""),
        ("In a meeting", ":spiral_calendar_pad:"),
        ("Commuting", ":bus:"),
        ("Working remotely", ":house_with_garden:"),
        ("Back from vacation", ":palm_tree:"),
        ("Back from the beach", ":palm_tree:"),
        ("Not away", ":palm_tree:"),
        ("Getting the project back on track", ""),
        ("Preparing for the holidays", ""),
        ("After my vacation, catching up", ""),
        ("Planning the holidays", ""),
        ("Last day before PTO", ""),
        ("Leaving the Vacation Inn account to Dana? Not on leave", ""),
        ("Photos of the photo booth", ""),
        ("At the fair", ":tent:"),
        ("Customer visit, Holiday Inn", ""),
    ],
)
def test_at_work(text: str, emoji: str) -> None:
    assert not reads_as_away(text, emoji)


@pytest.mark.parametrize(
    ("expires", "back"),
    [
        (None, INDEFINITELY),
        (datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), INDEFINITELY),
    ],
)
def test_the_day_of_the_return(expires: datetime | None, back: date) -> None:
    assert find_return_day("Vacationing", ":palm_tree:", expires, "UTC") == back
    assert find_return_day("In a meeting", "", expires, "UTC") is None


@given(st.text(), st.text())
def test_any_status_can_be_read(text: str, emoji: str) -> None:
    assert reads_as_away(text, emoji) in {True, False}
