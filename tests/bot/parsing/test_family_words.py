"""Words after `/drumbeat` that nobody knows."""

import re
from pathlib import Path

import pytest

from bot.parsing.brainstorms import asks_for_library
from bot.parsing.family_words import FAMILY_WORDS, guess_family_word

LISTENERS = Path(__file__).parents[3] / "bot" / "listeners"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("awy", "away"),
        ("Qiuet", "quiet"),
        ("setings", "settings"),
        ("handovr", "hand over"),
        ("tuch", "touch"),
        ("acme", None),
        ("stats", None),
        ("x", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_what_is_nearly_a_word_is_offered(typed: str, meant: str | None) -> None:
    """Sam typed `/drumbeat awy`, read the whole help without a word about it, and thought he was away."""
    assert guess_family_word(typed) == meant


def test_every_word_that_is_answered_is_known() -> None:
    """A new word of the family belongs in `bot/parsing/family_words.py`, too."""
    source = "".join(path.read_text(encoding="utf-8") for path in LISTENERS.glob("*.py"))
    answered = {
        word
        for call in re.findall(r"family_word\(([^)]*)\)", source)
        for word in re.findall(r'"([^"]+)"', call)
    }
    assert answered | {"help"} == FAMILY_WORDS


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ideas", True),
        ("Idea", True),
        ("idaes", True),
        ("libary", True),
        ("what else could we do?", False),
        ("ideas for Acme", False),
        ("videos", False),
    ],
)
def test_only_the_word_ideas_lists_them(typed: str, *, wanted: bool) -> None:
    """`/brainstorm what else could we do?` is a question, not a wish for the old ideas."""
    assert asks_for_library(typed) is wanted
