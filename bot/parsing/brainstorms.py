"""What stands in the forms of a brainstorm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.parsing.carried_values import find_number
from bot.parsing.form_fields import (
    read_channel_field,
    read_chosen_field,
    read_ticked_field,
    read_typed_field,
)
from bot.parsing.presses import reading_ours
from bot.parsing.words import tidy
from jobs.rules.brainstorms import MOST_MINUTES, QUESTIONS
from jobs.rules.choices import ChoicePage

Json = dict[str, Any]

_OF_PAGE = ("done", "left", "words", "last", "feeds")
"""What a page of the form for choosing remembers."""
_NEAR = 0.75
"""Of 1: one letter of "ideas" may be wrong, or two changed places."""


def read_minutes(typed: str) -> int | None:
    """Return a number of minutes; None where it is none that a meeting would take."""
    text = typed.strip()
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
class TypedOpening:
    """What stands in the form with which a brainstorm begins; minutes that no meeting takes are None."""

    question: str
    trade: str
    ideas_minutes: int | None
    choosing_minutes: int | None
    channel: str | None

    @property
    def fields_without_minutes(self) -> list[str]:
        minutes = {"ideas": self.ideas_minutes, "choosing": self.choosing_minutes}
        return [name for name, number in minutes.items() if number is None]


def read_opening(values: Json) -> TypedOpening:
    """Return what stands in the form. Raises StrangePressError."""
    # Its field has another id for each of the two questions.
    question = next((name for name in values if name.startswith("question")), "question")
    return TypedOpening(
        tidy(read_typed_field(values, question)),
        tidy(read_typed_field(values, "trade")),
        read_minutes(read_typed_field(values, "ideas")),
        read_minutes(read_typed_field(values, "choosing")),
        read_channel_field(values, "channel"),
    )


def read_chosen_ideas(values: Json) -> list[int]:
    """Return the ids of the ideas that were chosen in the menus; what is no number is left out.

    Raises StrangePressError.
    """
    menus = [name for name in values if name.startswith("ideas.")]
    return [number for name in menus for number in _list_numbers(values, name)]


def read_choice_page(values: Json, remembered: Json) -> ChoicePage:
    """Return what stands on a page of the form, and what it was told to remember, which is checked already.

    What is no number, from a forged one, is left out. Raises StrangePressError.
    """
    accounts: dict[int, Sequence[int]] = {}
    often: dict[int, str] = {}
    for name in values:
        kind, _, ending = name.partition(".")
        number = find_number(ending)
        if number is None:
            continue
        if kind == "accounts":
            accounts[number] = _list_numbers(values, name)
        elif kind == "often":
            often[number] = read_chosen_field(values, name)
    told = {name: remembered[name] for name in _OF_PAGE if name in remembered}
    return ChoicePage(accounts, often, bool(read_ticked_field(values, "show")), **told)


def _list_numbers(values: Json, name: str) -> list[int]:
    found = (find_number(each) for each in read_ticked_field(values, name))
    return [number for number in found if number is not None]
