"""What a button, a menu or a form of ours carries, read back; what none of ours carries is refused.

Slack hands back what they were given. Whoever forges a request, or presses a button of an older version, may
hand over anything.
"""

import json
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.parsing.words import tidy
from jobs.rules.brainstorms import MOST_MINUTES, QUESTIONS
from jobs.rules.own_ideas import RemovedIdea
from storage.brainstorm_records import Phase

Json = dict[str, Any]

HIGHEST_NUMBER = 2**31 - 1
"""Of a row, in either database."""
LONGEST_TEXT = 3000
"""Of what a form remembers; a button carries less."""
MOST_DAYS = 730
"""That a menu puts something off by."""


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


def read_press(body: Json, *names: str) -> Json:
    """Return what a button carries by these names. Raises StrangePressError."""
    with reading_ours():
        return _check_named(_read_value(body), names)


def read_option_press(body: Json) -> str:
    """Return the value of what was chosen in a menu. Raises StrangePressError."""
    with reading_ours():
        return _check_text(body["actions"][0]["selected_option"]["value"])


def read_menu_press(body: Json) -> tuple[int, str]:
    """Return the number that a menu's block is called by, and what was chosen. Raises StrangePressError."""
    with reading_ours():
        return check_number(body["actions"][0]["block_id"].split(".")[1]), read_option_press(body)


def read_promise_menu_press(body: Json) -> tuple[int, int, str]:
    """Return the commitment and the line that a menu's block is called by, and what was chosen.

    Raises StrangePressError.
    """
    with reading_ours():
        _, commitment_id, line_id = body["actions"][0]["block_id"].split(".")
        return check_number(commitment_id), check_number(line_id), read_option_press(body)


def read_menu_search(body: Json) -> int:
    """Return the number that the block of a searched menu is called by. Raises StrangePressError."""
    with reading_ours():
        return check_number(body["block_id"].split(".")[1])


def read_days_press(body: Json) -> tuple[int, timedelta]:
    """Return the number that a menu's block is called by, and so many days. Raises StrangePressError."""
    number, chosen = read_menu_press(body)
    return number, read_days(chosen)


def read_days(chosen: str) -> timedelta:
    """Return the days that were chosen in a menu. Raises StrangePressError."""
    with reading_ours():
        days = check_number(chosen)
        if days > MOST_DAYS:
            raise ValueError("more days than any menu of ours has")
        return timedelta(days=days)


def read_chosen_number(chosen: str) -> int:
    """Return the number of a row that was chosen in a menu. Raises StrangePressError."""
    with reading_ours():
        return check_number(chosen)


def read_pressed_view(body: Json) -> Json:
    """Return the window or the Home tab in which somebody pressed. Raises StrangePressError."""
    with reading_ours():
        view: Json = body["view"]
        _check_text(view["id"])
        _check_text(view["type"])
        return view


def read_answer_url(body: Json) -> str:
    """Return where a press can be answered; empty on Home and in a window, which Slack gives no address."""
    with reading_ours():
        return _check_text(body.get("response_url") or "")


def read_search(body: Json) -> str:
    """Return what was typed so far into a menu that is searched. Raises StrangePressError."""
    with reading_ours():
        return tidy(body.get("value") or "")


def read_remembered(view: Json, *names: str) -> Json:
    """Return what a form was told to remember; these names are among it. Raises StrangePressError."""
    with reading_ours():
        text = view.get("private_metadata")
        return _check_named(json.loads(text) if text else {}, names)


def check_number(value: object) -> int:
    """Return the number of a row, which may also be written out. Raises ValueError or TypeError."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    if type(value) is not int or not 0 < value <= HIGHEST_NUMBER:
        raise ValueError("no number of ours")
    return value


def _read_value(body: Json) -> Any:
    return json.loads(body["actions"][0]["value"])


def _check_named(carried: Json, needed: tuple[str, ...]) -> Json:
    checked = {name: _CHECKS[name](value) for name, value in carried.items()}
    if not checked.keys() >= set(needed):
        raise KeyError("something of ours is missing")
    return checked


def _check_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text of ours")
    # What neither the database nor Slack takes does not get into a button.
    value.encode()
    if "\0" in value or len(value) > LONGEST_TEXT:
        raise ValueError("no text of ours")
    return value


def _check_place(value: object) -> str | None:
    return None if value is None else _check_text(value)


def _check_marks(value: Any) -> dict[str, int]:
    return {_check_text(name): value[name] for name in value}


def _check_sign(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("no sign of ours")
    return value


def _check_minutes(value: object) -> int:
    minutes = check_number(value)
    if minutes > MOST_MINUTES:
        raise ValueError("more minutes than any form of ours takes")
    return minutes


def _check_phase(value: object) -> str:
    return Phase(_check_text(value)).value


def _check_question(value: object) -> int:
    if type(value) is not int or not 0 <= value < len(QUESTIONS):
        raise ValueError("no question of ours")
    return value


_CHECKS: Mapping[str, Callable[[object], object]] = {
    **dict.fromkeys(
        (
            "account",
            "after",
            "brainstorm",
            "card",
            "commitment",
            "feed",
            "idea",
            "into",
            "line",
            "message",
            "owner",
            "story",
            "tick",
            "touch",
        ),
        check_number,
    ),
    **dict.fromkeys(("choosing", "ideas"), _check_minutes),
    **dict.fromkeys(("name", "place", "question", "rest", "trade"), _check_text),
    "number": _check_question,
    "words": _check_marks,
    "post": _check_phase,
    **dict.fromkeys(("channel", "response_url"), _check_place),
    **dict.fromkeys(("home", "quiet", "replace"), _check_sign),
}
"""What our buttons and forms carry by name: a new name has its place here, or it is refused."""
