"""When a server wants to be asked again, as the headers of its answer say. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_RETRY = timedelta(days=7)
LONGEST_FRESH = timedelta(days=1)
_LONGEST_VALIDATOR = 1_000
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ServerWishes:
    """For how long an answer stays fresh, and how long the server wants to be left alone."""

    fresh_for: timedelta | None = None
    retry_after: timedelta | None = None


NO_SERVER_WISHES = ServerWishes()


def read_server_wishes(headers: Mapping[str, str], now: datetime) -> ServerWishes:
    """Return what the headers, with names in any case, wish; what cannot be read says nothing."""
    expires, retry = headers.get("Expires"), headers.get("Retry-After")
    fresh_for = _read_max_age(headers.get("Cache-Control"))
    if expires is None and retry is None:
        return ServerWishes(fresh_for) if fresh_for else NO_SERVER_WISHES
    date = _read_date(headers.get("Date"))
    fresh = (each for each in (fresh_for, _read_expires(expires, date, now)) if each)
    return ServerWishes(max(fresh, default=None), _read_retry(retry, date, now))


def keep_validator(value: str | None) -> str | None:
    """Return an ETag or Last-Modified as it is to be sent back, letter by letter; None where it cannot be."""
    if not value or len(value) > _LONGEST_VALIDATOR or not value.isprintable():
        return None
    return value


def _read_max_age(text: str | None) -> timedelta | None:
    found = _MAX_AGE.search(text or "")
    return min(timedelta(seconds=int(found[1])), LONGEST_FRESH) if found else None


def _read_expires(text: str | None, date: datetime | None, now: datetime) -> timedelta | None:
    expires = _read_date(text)
    if expires is None:
        return None
    # By the server's own clock, which may be wrong; where that makes no sense, by ours.
    for since in (date, now):
        if since is not None and timedelta() < expires - since <= LONGEST_RETRY:
            return min(expires - since, LONGEST_FRESH)
    return LONGEST_FRESH if date is not None and expires - date > LONGEST_RETRY else None


def _read_retry(text: str | None, date: datetime | None, now: datetime) -> timedelta | None:
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return min(timedelta(seconds=int(text.strip()[:9])), LONGEST_RETRY)
    until = _read_date(text)
    if until is None:
        return None
    for since in (now, date):
        if since is not None and timedelta() < until - since <= LONGEST_RETRY:
            return until - since
    return LONGEST_RETRY if until - now > LONGEST_RETRY else None


def _read_date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
