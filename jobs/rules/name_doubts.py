"""How easily a name means something else than a company: a word, a person, a place. Pure."""

import re
from collections.abc import Iterator
from enum import IntEnum, IntFlag
from functools import lru_cache

from jobs.rules.vocabulary.business_words import (
    CALENDAR,
    GENERIC_ACRONYMS,
    MORE_WORDS,
    NATIONALITIES,
    REGIONS,
)
from jobs.rules.vocabulary.common_words import COMMON_WORDS
from jobs.rules.vocabulary.less_common_words import LESS_COMMON_WORDS
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES
from jobs.rules.vocabulary.rare_words import RARE_WORDS
from jobs.rules.vocabulary.town_names import TOWN_NAMES

_PLACE_ENDING = re.compile(
    r"^.{3,}(?:view|ville|field|wood|burgh?|brook|dale|port|haven|shire|bury|ridge|mont|gate|bridge|water|chester|minster|worth|leigh|mouth|hurst|ham|stead)$"
)


class Doubt(IntEnum):
    """How often a form means something else than the company."""

    NONE = 0
    LITTLE = 1
    SOME = 2
    MUCH = 3


class Sense(IntFlag):
    """What else a form may mean."""

    NOTHING = 0
    WORD = 1
    PERSON = 2
    PLACE = 4


def judge_doubt(words: tuple[str, ...]) -> tuple[Doubt, Sense]:
    """Return how easily these words mean something else, and what."""
    if len(words) == 1:
        return _judge_word(words[0])
    judged = [_judge_part(word) for word in words if word not in ("the", "and", "of")]
    if not judged or any(doubt < Doubt.SOME for doubt, _ in judged):
        return Doubt.NONE, Sense.NOTHING
    if len(judged) == 1:
        return judged[0]
    if len(judged) == 2 and words[0] in FIRST_NAMES and words[-1] in SURNAMES:
        return Doubt.SOME, Sense.PERSON
    return Doubt.SOME, Sense.WORD


def _judge_part(word: str) -> tuple[Doubt, Sense]:
    """Judge a word of a longer name, where "Victoria's" is as usual as "Victoria"."""
    if word in NATIONALITIES or word in REGIONS:
        return Doubt.SOME, Sense.WORD
    doubt, sense = _judge_word(word)
    return (
        _judge_word(word[:-1])
        if doubt is Doubt.NONE and word.endswith("s") and len(word) > 3
        else (doubt, sense)
    )


@lru_cache(maxsize=4096)
def _judge_word(word: str) -> tuple[Doubt, Sense]:
    doubt, sense = Doubt.NONE, Sense.NOTHING
    if word.isdigit():
        return Doubt.MUCH, Sense.WORD
    if is_dictionary_word(word):
        sense |= Sense.WORD
        doubt = Doubt.MUCH if _is_common(word) else Doubt.SOME
    if word in CALENDAR or word in NATIONALITIES:
        sense |= Sense.WORD
        doubt = Doubt.MUCH
    if word in FIRST_NAMES:
        sense |= Sense.PERSON
        doubt = Doubt.MUCH
    elif word in SURNAMES:
        sense |= Sense.PERSON
        doubt = max(doubt, Doubt.SOME)
    if doubt is Doubt.NONE and any(stem in RARE_WORDS for stem in _stems(word)):
        sense |= Sense.WORD
        doubt = Doubt.LITTLE
    if doubt is Doubt.NONE and _PLACE_ENDING.search(word):
        sense |= Sense.PLACE
        doubt = Doubt.SOME
    if doubt is Doubt.NONE and word in TOWN_NAMES:
        sense |= Sense.PLACE
        doubt = Doubt.SOME
    if word in PLACE_NAMES:
        sense |= Sense.PLACE
        doubt = Doubt.MUCH
    return doubt, sense


def doubt_acronym(word: str, doubt: Doubt, *, is_alias: bool) -> Doubt:
    """Return how easily letters mean something else."""
    if word in GENERIC_ACRONYMS or len(word) == 1:
        return Doubt.MUCH
    if len(word) == 2:
        return Doubt.MUCH if is_alias else Doubt.SOME
    return doubt if is_alias else min(doubt, Doubt.SOME)


def is_dictionary_word(word: str) -> bool:
    """Whether a word, or what it is inflected from, is an ordinary one."""
    return any(
        stem in COMMON_WORDS or stem in LESS_COMMON_WORDS or stem in MORE_WORDS for stem in _stems(word)
    )


def _is_common(word: str) -> bool:
    return any(stem in COMMON_WORDS for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    yield word
    if len(word) < 4:
        return
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
    for ending in ("ed", "ing", "er", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
