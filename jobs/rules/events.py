"""What a headline says, in a form in which two headlines about one event look alike. Pure."""

import re
from dataclasses import dataclass

from jobs.rules.news_text import clean_text, tokens_of
from jobs.rules.vocabulary.common_words import COMMON_WORDS
from jobs.rules.vocabulary.event_words import (
    EMPTY_WORDS,
    EVENTS,
    NUMBER_WORDS,
    SAME_THINGS,
    SCALES,
    STEPS,
)
from jobs.rules.vocabulary.less_common_words import LESS_COMMON_WORDS
from jobs.rules.vocabulary.person_names import FIRST_NAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES

_AMOUNT = re.compile(
    r"(?P<before>US\$|[$£€¥]|\b(?:USD|EUR|GBP|Rs\.?)\s?)?\b(?P<number>\d{1,3}(?:[.,\s]\d{3})+(?![\d])|\d+(?:[.,]\d+)?)"
    r"(?:[\s-]?(?P<scale>k|m|mn|mln|mio|b|bn|bln|mrd|tn|trn|thousand|million|millions|billion|billions|trillion|milliarden|milliarde|"
    r"milliards?|millionen|millones)\b)?(?:\s?(?P<percent>%|percent\b|per\scent\b|pct\b|prozent\b))?"
    r"(?:\s?(?:d')?(?P<after>dollars?|euros?|pounds?|yen|francs?|eur|usd|gbp)\b)?",
    re.IGNORECASE,
)
_WORD_AMOUNT = re.compile(
    r"\b(?P<word>half\sa|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")\s(?P<scale>million|billion|milliarden|millionen|milliards|thousand)\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"cyber[ -]attack", re.IGNORECASE)
_EVENT_OF = {word: name for name, words in EVENTS.items() for word in words}
_STEP_OF = {word: name for name, words in STEPS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Event:
    """The features of one headline."""

    weights: dict[str, float]
    """Each thing said, with what it is worth."""
    kinds: frozenset[str]
    """What happened."""
    steps: frozenset[str]
    """Which later step of an affair it is."""
    money: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]


def read_event(  # noqa: PLR0912 (one branch for each sort of word)
    title: str, own_words: frozenset[str] = frozenset()
) -> Event:
    """Read a headline; `own_words`, such as its companies' names, count little."""
    text = _COMPOUND.sub("cyberattack", clean_text(title))
    money, numbers, rest = _take_amounts(text)
    weights: dict[str, float] = {}
    kinds: set[str] = set()
    steps: set[str] = set()
    places: set[str] = set()
    names: set[str] = set()
    tokens = tokens_of(rest)
    title_case = sum(token.raw[0].isupper() for token in tokens) > 0.7 * len(tokens)
    for place, token in enumerate(tokens):
        word = token.owner or token.rest or token.word
        if word.isdigit():
            numbers.add(word)
            continue
        if word in NUMBER_WORDS:
            numbers.add(f"{NUMBER_WORDS[word]:g}")
            continue
        stem = stem_of(word)
        kinds.update(_EVENT_OF[form] for form in (word, stem) if form in _EVENT_OF)
        steps.update(_STEP_OF[form] for form in (word, stem) if form in _STEP_OF)
        if word in EMPTY_WORDS or len(word) < 2 or word in SCALES:
            continue
        capital = token.raw[0].isupper()
        thing = SAME_THINGS.get(stem) or SAME_THINGS.get(word)
        if capital and (word in PLACE_NAMES) and word not in own_words:
            places.add(thing or word)
        ordinary = word in COMMON_WORDS or stem in COMMON_WORDS
        known = ordinary or word in LESS_COMMON_WORDS or stem in LESS_COMMON_WORDS
        if word in own_words:
            weights[stem] = 0.25
        elif thing:
            weights[thing] = 0.8
        elif stem in _EVENT_OF:
            weights.setdefault(f"={_EVENT_OF[stem]}", 1.0)
        elif capital and not known and (place > 0 or not ordinary):
            weights[stem] = 1.8
            if word not in PLACE_NAMES:
                names.add(stem)
        else:
            weights[stem] = 0.8 if ordinary and not (capital and place and not title_case) else 1.3
        if word in FIRST_NAMES and capital and not known and word not in own_words:
            names.discard(stem)
            weights[stem] = 0.8
    if kinds >= {"buy", "close"}:
        # A takeover that closes is done.
        kinds.discard("close")
        steps.add("complete")
    for step in steps:
        weights.setdefault(f"!{step}", 1.0)
    for kind in kinds:
        weights.setdefault(f"={kind}", 1.0)
    for amount in money:
        weights[amount] = 2.2
    for number in numbers:
        weights[f"#{number}"] = 1.6
    return Event(
        weights,
        frozenset(kinds),
        frozenset(steps),
        frozenset(money),
        frozenset(numbers),
        frozenset(places),
        frozenset(names),
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


def _take_amounts(text: str) -> tuple[set[str], set[str], str]:
    """Return the sums of money and the numbers of a text, and the text without them."""
    money: set[str] = set()
    numbers: set[str] = set()

    def take_words(found: re.Match[str]) -> str:
        value = 0.5 if found["word"].lower().startswith("half") else NUMBER_WORDS[found["word"].lower()]
        numbers_or_money(value * SCALES[found["scale"].lower()], is_money=True)
        return " "

    def numbers_or_money(value: float, *, is_money: bool) -> None:
        if is_money:
            money.add(f"{value:.4g}")
        else:
            numbers.add(f"{value:g}")

    def take(found: re.Match[str]) -> str:
        value = _read_number(found["number"])
        if found["scale"]:
            value *= SCALES[found["scale"].lower()]
        if found["percent"]:
            numbers.add(f"{value:g}%")
        else:
            is_money = bool(found["before"] or found["after"]) or (value >= 1e8 and bool(found["scale"]))
            if is_money or not 1900 < value < 2100 or found["scale"]:
                numbers_or_money(value, is_money=is_money)
        return " "

    rest = _AMOUNT.sub(take, _WORD_AMOUNT.sub(take_words, text))
    return money, numbers, rest


def _read_number(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+", written):
        return float(re.sub(r"[.,\s]", "", written))
    return float(written.replace(",", "."))
