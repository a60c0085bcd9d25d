"""What a button or a form of ours may carry: each value by its name, or of its kind. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from jobs.rules.brainstorms import MOST_MINUTES, QUESTIONS
from storage.brainstorm_records import Phase

HIGHEST_NUMBER = 2**31 - 1
"""Of a row, in either database."""
LONGEST_TEXT = 3000
"""Of what a form remembers; a button carries less."""


def check_number(value: object) -> int:
    """Return the number of a row, which may also be written out. Raises ValueError or TypeError."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    if type(value) is not int or not 0 < value <= HIGHEST_NUMBER:
        raise ValueError("no number of ours")
    return value


def find_number(value: object) -> int | None:
    """Return the number of a row; None for what is none of ours."""
    try:
        return check_number(value)
    except (TypeError, ValueError):
        return None


def check_named(carried: dict[str, Any], needed: tuple[str, ...]) -> dict[str, Any]:
    """Return what is carried by name, these names among it. Raises LookupError, TypeError or ValueError."""
    checked = {name: _CHECKS[name](value) for name, value in carried.items()}
    if not checked.keys() >= set(needed):
        raise KeyError("something of ours is missing")
    return checked


def check_text(value: object) -> str:
    """Return a text that both databases and Slack take. Raises ValueError or TypeError."""
    if not isinstance(value, str):
        raise TypeError("no text of ours")
    # What neither the database nor Slack takes does not get into a button.
    value.encode()
    if "\0" in value or len(value) > LONGEST_TEXT:
        raise ValueError("no text of ours")
    return value


def _check_place(value: object) -> str | None:
    return None if value is None else check_text(value)


def _check_marks(value: Any) -> dict[str, int]:
    return {check_text(name): value[name] for name in value}


def _check_places(value: Any) -> dict[int, int]:
    return {check_number(name): check_number(value[name]) for name in value}


def _check_pairs(value: Any) -> list[tuple[int, int]]:
    return [(check_number(first), check_number(second)) for first, second in value]


def _check_numbers(value: object) -> list[int]:
    if not isinstance(value, list):
        raise TypeError("no list of ours")
    return [check_number(each) for each in cast("list[object]", value)]


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
    return Phase(check_text(value)).value


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
            "location",
            "feed",
            "feeds",
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
    **dict.fromkeys(("name", "place", "question", "rest", "trade"), check_text),
    "number": _check_question,
    **dict.fromkeys(("done", "left"), _check_numbers),
    "pairs": _check_pairs,
    "words": _check_marks,
    "last": _check_places,
    "post": _check_phase,
    **dict.fromkeys(("channel", "response_url"), _check_place),
    **dict.fromkeys(("home", "quiet", "replace"), _check_sign),
}
"""What our buttons and forms carry by name: a new name has its place here, or it is refused."""
