"""What the places of an account are called when they are not named: its stores, its plants. Pure (NS-15)."""

from collections.abc import Iterable

from jobs.rules.vocabulary.word_sets import word_set

PLACE_NOUNS = word_set(
    """
    branch depot location office outlet place plant restaurant shop showroom site store warehouse
    """
)
"""Each in the singular; whoever looks for one of them takes them from here."""
_PLURALS = {noun: f"{noun}es" if noun.endswith("ch") else f"{noun}s" for noun in PLACE_NOUNS}
_SINGULARS = {plural: noun for noun, plural in _PLURALS.items()}
PLACE_WORDS = PLACE_NOUNS | _SINGULARS.keys()
"""The same, of one place or of several."""


def spell_place_nouns(nouns: Iterable[str] = PLACE_NOUNS) -> str:
    """Return the pattern of any of these nouns, of one place or of several."""
    forms = sorted(form for noun in nouns for form in (noun, _PLURALS[noun]))
    return rf"(?:{'|'.join(forms)})\b"


def count_places(noun: str, number: int) -> str:
    """Return one of these nouns, given in either form, as it is for so many: "store", "branches"."""
    single = _SINGULARS.get(noun, noun)
    return single if number == 1 else _PLURALS[single]
