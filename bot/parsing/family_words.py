"""The words after `/drumbeat`, and which of them somebody probably meant."""

_FAMILY = {
    "touch": "touch",
    "account": "account",
    "quiet": "quiet",
    "news": "news",
    "brainstorm": "brainstorm",
    "locations": "locations",
    "location": "locations",
    "add": "add",
    "edit": "edit",
    "away": "away",
    "back": "back",
    "start": "start",
    "stop": "stop",
    "settings": "settings",
    "team": "team",
    "managers": "managers",
    "manager": "managers",
    "hand": "hand over",
    "handover": "hand over",
    "hand-over": "hand over",
    "help": "help",
}
"""Every first word that is answered, as the help writes it; a test compares them with the listeners."""

FAMILY_WORDS = frozenset(_FAMILY)
_NEAR = 0.66
"""Of 1. "awy" and "away" have 0.75, "sto" and "stop" too, "stats" and "start" 0.6."""


def guess_family_word(typed: str) -> str | None:
    """Return the word that was probably meant, as in "awy", or None where none is near."""
    from rapidfuzz import process  # noqa: PLC0415 - loaded only when a word is not known
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extractOne(
        typed.lower(), list(_FAMILY), scorer=OSA.normalized_similarity, score_cutoff=_NEAR
    )
    return _FAMILY[found[0]] if found else None
