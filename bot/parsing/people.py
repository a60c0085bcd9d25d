"""What is said of people: the day on which somebody is back, whose accounts are handed over."""

from datetime import date, timedelta

from bot.parsing.dates import read_coming_day, read_day, write_day
from bot.parsing.words import NotUnderstood, mentions_in, read_markup

_LEAD_TO_NAME = frozenset(("over", "accounts", "of", "from", "the"))

_LEAD_WORDS = ("until", "till", "til")


def parse_return_day(text: str, today: date) -> date | NotUnderstood | None:
    """Return the first day somebody is back, the sentence that helps, or None where nothing was typed."""
    words = read_markup(text).split()
    if words and words[0].lower() in _LEAD_WORDS:
        words = words[1:]
    typed = " ".join(words)
    if not typed:
        return None
    coming = read_coming_day(typed, today)
    if isinstance(coming, NotUnderstood) or (coming is not None and coming > today):
        return coming
    past = coming or read_day(typed, today)
    if isinstance(past, date):
        return NotUnderstood(f"{_name_past(past, today)} When are you back? `/drumbeat away until Monday`.")
    return NotUnderstood(
        f"I could not read the day ‘{typed}’. Try `/drumbeat away until Monday` or "
        f"`away until {write_day(today + timedelta(days=7), today)}`."
    )


def _name_past(day: date, today: date) -> str:
    if day == today:
        return "Today has begun already."
    return "Yesterday is over." if (today - day).days == 1 else f"{write_day(day, today)} is over."


def parse_whose_accounts(text: str) -> tuple[str | None, str]:
    """Return the Slack id of whoever is mentioned, and the name that was typed; either may be missing.

    "over the accounts of Sam Reyes" → (None, "Sam Reyes"). Slack offers nobody who has left after an @, so
    a name has to do as well.
    """
    mentioned = mentions_in(text)
    words = read_markup(text).split()
    while words and words[0].lower() in _LEAD_TO_NAME:
        words = words[1:]
    return (mentioned[0].slack_id if mentioned else None), " ".join(words).removeprefix("@")
