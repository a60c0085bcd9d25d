"""What a Slack status says about whether somebody is here. Pure."""

import re
from datetime import date, datetime, timedelta

from jobs.rules.weeks import local_day

INDEFINITELY = date(9999, 12, 31)
_LAST_REAL_DAY = date(9999, 12, 29)
"""From here on, a day later or in another zone would be past the calendar's end."""

_AWAY_WORDS = re.compile(
    r"\b(?:ooo|pto|out\s+of\s+(?:the\s+)?office|out\s+sick|off\s+sick|on\s+(?:\w+\s+)?leave|annual\s+leave"
    r"|(?:maternity|paternity|parental|sick|medical|bereavement)\s+leave"
    r"|vacation(?:ing)?(?!\s+inn)|on\s+holidays?|holidaying|away\s+(?:until|till)|sabbatical|day\s+off"
    r"|back\s+on(?!\s+(?:track|top|board|duty|it)\b)"
    r"|urlaub|krank|vacances|en\s+congé|vacaciones|ferie|férias|vakantie)\b",
    re.IGNORECASE,
)
_AWAY_EMOJI = frozenset(
    {"palm_tree", "desert_island", "beach_with_umbrella", "beach_umbrella", "face_with_thermometer", "island"}
)
"""The first and the fifth are those of Slack's own suggestions "Vacationing" and "Out sick"."""
_BEFORE = r"\b(?:back\s+from|not|planning|preparing|before|after)\s+(?:for\s+)?(?:(?:the|my|a|an|any|on)\s+)?"
_NEGATION = re.compile(_BEFORE + "$", re.IGNORECASE)
"""Right before a word, it takes that word back."""
_NEGATED_STATUS = re.compile(_BEFORE + r"(?:away|out|off|trip|break)\b", re.IGNORECASE)
_BACK_FROM = re.compile(r"\bback\s+from\b", re.IGNORECASE)


def reads_as_away(text: str, emoji: str) -> bool:
    """Return whether a status says that somebody is not at work, as far as its words tell.

    In doubt it does not: a message too many can be snoozed, one that never comes is not missed. Working
    elsewhere, meetings and journeys are work.
    """
    said = list(_AWAY_WORDS.finditer(text))
    if any(not _NEGATION.search(text[: word.start()]) for word in said):
        return True
    if said or _BACK_FROM.search(text) or _NEGATED_STATUS.search(text):
        # What its words take back, its emoji does not say again.
        return False
    return emoji.strip(":") in _AWAY_EMOJI


def find_return_day(text: str, emoji: str, expires: datetime | None, zone: str) -> date | None:
    """Return the first day on which somebody is back by their status, or None if it does not say away.

    Slack ends a status at one second to midnight, which belongs to the day after.
    """
    if not reads_as_away(text, emoji):
        return None
    if expires is None or expires.date() >= _LAST_REAL_DAY:
        return INDEFINITELY
    return local_day(expires + timedelta(minutes=1), zone)
