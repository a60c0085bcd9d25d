"""What the lists of words say about a word of a headline. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from jobs.rules.vocabulary.city_countries import CITIES
from jobs.rules.vocabulary.common_words import COMMON_WORDS
from jobs.rules.vocabulary.country_words import CENTRAL_BANKS, COUNTRIES, PLAIN_COUNTRIES
from jobs.rules.vocabulary.event_kinds import EVENTS, STEPS
from jobs.rules.vocabulary.event_moves import DIRECTIONS, MOVED
from jobs.rules.vocabulary.event_words import EMPTY_WORDS, SAME_THINGS, SCALES
from jobs.rules.vocabulary.less_common_words import LESS_COMMON_WORDS
from jobs.rules.vocabulary.person_names import FIRST_NAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES

_EVENT_OF = {word: name for name, words in EVENTS.items() for word in words}
_STEP_OF = {word: name for name, words in STEPS.items() for word in words}


@dataclass(frozen=True, slots=True)
class KnownWord:
    """What the lists say about a word."""

    stem: str
    kind: str | None
    step: str | None
    thing: str | None
    direction: str | None
    moved: str | None
    place: str | None
    """The name under which it is known as a place."""
    is_empty: bool
    is_ordinary: bool
    is_word: bool
    is_first_name: bool


@lru_cache(maxsize=32_768)
def look_up(word: str) -> KnownWord:
    """Return what the lists say about a word in small letters."""
    stem = stem_of(word)
    ordinary = word in COMMON_WORDS or stem in COMMON_WORDS
    country = COUNTRIES.get(word)
    is_place = word in PLACE_NAMES or word in CITIES or word in CENTRAL_BANKS
    return KnownWord(
        stem,
        _EVENT_OF.get(word) or _EVENT_OF.get(stem),
        None if word in ("killed", "completions") else _STEP_OF.get(word) or _STEP_OF.get(stem),
        country
        or SAME_THINGS.get(stem)
        or SAME_THINGS.get(word)
        or ("ceo" if len(word) > 7 and word.endswith(("chef", "chefin")) else None),
        DIRECTIONS.get(word) or DIRECTIONS.get(stem),
        MOVED.get(word) or MOVED.get(stem),
        (country or word) if is_place or country in ("us", "uk", "eu") or word in PLAIN_COUNTRIES else None,
        is_empty=word in EMPTY_WORDS or len(word) < 2 or word in SCALES,
        is_ordinary=ordinary,
        is_word=ordinary or word in LESS_COMMON_WORDS or stem in LESS_COMMON_WORDS,
        is_first_name=word in FIRST_NAMES,
    )


def stem_of(word: str) -> str:
    """Return a word without its usual endings: "cuts", "cutting" → "cut"."""
    if len(word) < 4 or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            if ending == "es" and (stem[-1] not in "sxzh" or _is_known(word[:-1])):
                return word[:-1]
            if ending == "s":
                return stem
            if ending == "es":
                return stem
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
                return stem[:-1]
            if stem in COMMON_WORDS or not _is_known(stem + "e"):
                return stem
            return stem + "e"
    return word


def _is_known(word: str) -> bool:
    return word in COMMON_WORDS or word in LESS_COMMON_WORDS


def regions_around(place: str) -> frozenset[str]:
    """Return a place with the state and country it lies in."""
    return frozenset((place, *CITIES.get(place, ())))
