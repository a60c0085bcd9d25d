"""Moments worth jumping to, on the person's own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.playground.moments import read_span, suggest_moments


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        (datetime(2026, 11, 21, 20, tzinfo=UTC), "Europe/London", "2026-11-23T08:30:00+00:00"),
        (datetime(2026, 11, 22, 20, tzinfo=UTC), "Asia/Tokyo", "2026-11-30T08:30:00+09:00"),
        (datetime(2026, 10, 31, 12, tzinfo=UTC), "America/New_York", "2026-11-02T08:30:00-05:00"),
    ],
)
def test_next_monday_is_local(now: datetime, zone: str, monday: str) -> None:
    moments = {moment["label"]: moment["at"] for moment in suggest_moments(now, ZoneInfo(zone))}
    assert moments["Next Monday 08:30"] == monday
    assert all(datetime.fromisoformat(at) > now for at in moments.values())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_spans(text: str, span: timedelta) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize("text", ["", "d", "1", "1y", "-1d", "1.5d"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="Try 1h"):
        read_span(text)
