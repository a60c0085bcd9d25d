"""The moments people jump to with the playground's clock. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.json_parts import Json

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_span(text: str) -> timedelta:
    """Return how long "1d", "2h", "30m" or "1w" is; raises ValueError."""
    if not text[:-1].isdecimal() or text[-1] not in _UNITS:
        raise ValueError(f"I cannot read {text!r} as a time span. Try 1h, 1d or 7d.")
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def suggest_moments(now: datetime, zone: ZoneInfo) -> list[Json]:
    """Return moments worth jumping to, in the person's time zone."""
    local = now.astimezone(zone)
    tomorrow = (local + timedelta(days=1)).replace(hour=8, minute=30, second=0, microsecond=0)
    monday = (local + timedelta(days=7 - local.weekday())).replace(hour=8, minute=30, second=0, microsecond=0)
    moments = [
        ("In one hour", now + timedelta(hours=1)),
        ("Tomorrow 08:30", tomorrow),
        ("Next Monday 08:30", monday),
        ("In two weeks", now + timedelta(weeks=2)),
        ("In 60 days", now + timedelta(days=60)),
    ]
    return [{"label": label, "at": at.isoformat()} for label, at in moments]
