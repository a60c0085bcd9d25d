"""What a press beside news, a feed or an idea carries, read back; what none of ours carries is refused.

Slack hands back what a button or a form of ours was given. Whoever forges a request, or presses a button of
an older version, may hand over anything.
"""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from jobs.rules.own_ideas import RemovedIdea
from storage.brainstorm_records import Phase

Json = dict[str, Any]

HIGHEST_NUMBER = 2**31 - 1
"""Of a row, in either database."""


class StrangePressError(ValueError):
    """The request carries what none of our buttons and forms does."""


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed as a button carries it: its address, and whose news it has."""

    url: str
    account_id: int | None
    industry: str | None


@contextmanager
def reading_ours() -> Generator[None]:
    """Take whatever goes wrong while a request is read for its own fault.

    Raises StrangePressError.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        raise StrangePressError from None


def read_number_press(body: Json) -> int:
    """Return the number that a button carries. Raises StrangePressError."""
    with reading_ours():
        return check_number(_read_value(body))


def read_text_press(body: Json) -> str:
    """Return the text that a button carries. Raises StrangePressError."""
    with reading_ours():
        return _check_text(_read_value(body))


def read_place_press(body: Json) -> tuple[int, str]:
    """Return the number that a button carries, and the place it stands in. Raises StrangePressError."""
    with reading_ours():
        number, place = _read_value(body)
        return check_number(number), _check_text(place)


def read_idea_press(body: Json) -> tuple[int, int, int | None]:
    """Return the idea that a button carries, its account, and the touch that it became, if it did.

    Raises StrangePressError.
    """
    with reading_ours():
        idea_id, account_id, *rest = _read_value(body)
        touch_id = rest[0] if rest else None
        return (
            check_number(idea_id),
            check_number(account_id),
            None if touch_id is None else check_number(touch_id),
        )


def read_board_press(body: Json) -> Json:
    """Return what a button below the message of a brainstorm carries, or one of a form, without the message.

    Raises StrangePressError.
    """
    with reading_ours():
        carried = _read_value(body)
        kept: Json = {"brainstorm": check_number(carried["brainstorm"])}
        return {**kept, "post": Phase(carried["post"]).value} if "post" in carried else kept


def read_page_press(body: Json) -> tuple[int, int]:
    """Return the brainstorm that a button carries, and the page. Raises StrangePressError."""
    with reading_ours():
        brainstorm_id, page = _read_value(body)
        return check_number(brainstorm_id), check_number(page)


def read_own_idea_press(body: Json) -> tuple[int, int, int]:
    """Return the brainstorm that a button carries, the idea and the page. Raises StrangePressError."""
    with reading_ours():
        return _check_own_idea(_read_value(body))


def read_own_idea_form(view: Json) -> tuple[int, int, int]:
    """Return what the form for an idea's words remembers, likewise. Raises StrangePressError."""
    with reading_ours():
        return _check_own_idea(json.loads(view["private_metadata"]))


def read_removal_press(body: Json) -> tuple[tuple[int, int], RemovedIdea]:
    """Return the brainstorm that a button carries, the page, and the idea as it was.

    Raises StrangePressError.
    """
    with reading_ours():
        brainstorm_id, idea_id, page, text, into = _read_value(body)
        removed = RemovedIdea(
            check_number(idea_id), _check_text(text), None if into is None else check_number(into)
        )
        return (check_number(brainstorm_id), check_number(page)), removed


def _check_own_idea(carried: Any) -> tuple[int, int, int]:
    brainstorm_id, idea_id, page = carried
    return check_number(brainstorm_id), check_number(idea_id), check_number(page)


def read_feed_press(body: Json) -> KeptFeed:
    """Return the feed that a button carries. Raises StrangePressError."""
    with reading_ours():
        kept = _read_value(body)
        account_id, industry = kept.get("account"), kept.get("industry")
        return KeptFeed(
            _check_text(kept["url"]),
            None if account_id is None else check_number(account_id),
            None if industry is None else _check_text(industry),
        )


def read_remembered(view: Json, *numbers: str) -> Json:
    """Return what a form was told to remember: a place, and the numbers of these names.

    Raises StrangePressError.
    """
    with reading_ours():
        remembered = cast("Json", json.loads(view["private_metadata"]))
        for name in numbers:
            check_number(remembered[name])
        if remembered.get("response_url") is not None:
            _check_text(remembered["response_url"])
        _check_text(remembered["place"])
        return remembered


def read_field(view: Json, name: str) -> str:
    """Return what was typed into a field, or the value of what was chosen; empty where neither was done."""
    with reading_ours():
        (entered,) = cast("Mapping[str, Json]", view["state"]["values"][name]).values()
        if "selected_option" in entered:
            chosen = entered["selected_option"]
            return "" if chosen is None else _check_text(chosen["value"])
        typed = entered.get("value")
        return "" if typed is None else _check_text(typed)


def check_number(value: object) -> int:
    """Return the number of a row, which may also be written out. Raises ValueError or TypeError."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    if type(value) is not int or not 0 < value <= HIGHEST_NUMBER:
        raise ValueError("no number of ours")
    return value


def _read_value(body: Json) -> Any:
    return json.loads(body["actions"][0]["value"])


def _check_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text of ours")
    return value
