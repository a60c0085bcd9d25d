"""What stands in the forms of a brainstorm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.parsing.presses import reading_ours
from jobs.rules.brainstorms import MOST_MINUTES, QUESTIONS

Json = dict[str, Any]

_NEAR = 0.75
"""Of 1: one letter of "ideas" may be wrong, or two changed places."""


def read_minutes(typed: str | None) -> int | None:
    """Return a number of minutes; None where it is none that a meeting would take."""
    text = (typed or "").strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > 3:
        return None
    return int(text) if 1 <= int(text) <= MOST_MINUTES else None


def read_question_number(chosen: str) -> int:
    """Return which of the two questions was chosen. Raises StrangePressError."""
    with reading_ours():
        return range(len(QUESTIONS)).index(int(chosen))


def asks_for_library(typed: str) -> bool:
    """Return whether somebody wants to see earlier ideas, in near spellings too: "ideas", "idea", "idaes".

    Anything else that is typed is a question.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded only when something was typed

    word = typed.strip(" .?").lower()
    return any(OSA.normalized_similarity(word, each) >= _NEAR for each in ("ideas", "library"))


@dataclass(frozen=True, slots=True)
class ChosenDetails:
    """For which accounts and how often somebody wants to do each idea."""

    accounts: Mapping[int, Sequence[int]]
    often: Mapping[int, str]
    show_name: bool


@reading_ours()
def read_chosen_ideas(values: Json) -> list[int]:
    """Return the ids of the ideas that were chosen in the menus; what is no number is left out."""
    return [
        number
        for name, fields in values.items()
        if name.startswith("ideas.")
        for field in fields.values()
        for number in _read_numbers(field)
    ]


@reading_ours()
def read_details(values: Json) -> ChosenDetails:
    """Return what stands in the form; what is no number, from a forged one, is left out."""
    accounts: dict[int, Sequence[int]] = {}
    often: dict[int, str] = {}
    for name, fields in values.items():
        kind, _, number = name.partition(".")
        if not _is_number(number):
            continue
        entered: list[Json] = list(fields.values())
        field = entered[0] if entered else {}
        if kind == "accounts":
            accounts[int(number)] = _read_numbers(field)
        elif kind == "often":
            chosen: Json = field.get("selected_option") or {}
            often[int(number)] = str(chosen.get("value", ""))
    shown: Json = values.get("show", {}).get("value", {})
    return ChosenDetails(accounts, often, bool(shown.get("selected_options")))


def _read_numbers(field: Json) -> list[int]:
    options: list[Json] = field.get("selected_options") or []
    return [int(each["value"]) for each in options if _is_number(str(each.get("value", "")))]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9
