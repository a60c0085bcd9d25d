"""`/drumbeat away until Monday`: the day on which somebody is back."""

from datetime import date

from bot.parsing.dates import read_coming_day
from bot.parsing.words import NotUnderstood, read_markup

_LEAD_WORDS = ("until", "till", "til")


def parse_return_day(text: str, today: date) -> date | NotUnderstood | None:
    """Return the first day somebody is back, the sentence that helps, or None where nothing was typed."""
    words = read_markup(text).split()
    if words and words[0].lower() in _LEAD_WORDS:
        words = words[1:]
    typed = " ".join(words)
    if not typed:
        return None
    return read_coming_day(typed, today) or NotUnderstood(
        f"I could not read the day ‘{typed}’. Try `/drumbeat away until Monday` or `away until 25 Nov`."
    )
