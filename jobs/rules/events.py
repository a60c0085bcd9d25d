"""What a headline says, in a form in which two headlines about one event look alike. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from jobs.rules.news_text import clean_text, tokens_of
from jobs.rules.vocabulary.common_words import COMMON_WORDS
from jobs.rules.vocabulary.event_words import (
    EMPTY_WORDS,
    EVENTS,
    NUMBER_WORDS,
    PHRASES,
    ROLES,
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
_DIGIT = re.compile("[0-9]")
_WORD_AMOUNT = re.compile(
    r"\b(?P<word>half\sa|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")\s(?P<scale>million|billion|milliarden|millionen|milliards|thousand)\b",
    re.IGNORECASE,
)
_PHRASES = re.compile(
    r"\b(?:" + "|".join(f"(?P<{plain}>{pattern})" for plain, pattern in PHRASES.items()) + r")(?!\w)",
    re.IGNORECASE,
)
_BACKGROUND = frozenset(["after", "following", "amid", "despite", "nach", "apres", "tras"])
"""What stands behind these is what came before."""
_EVENT_OF = {word: name for name, words in EVENTS.items() for word in words}
_STEP_OF = {word: name for name, words in STEPS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Event:
    """The features of one headline."""

    words: dict[str, float]
    """Each thing said, with what it is worth as evidence."""
    kinds: frozenset[str]
    """What happened."""
    background: frozenset[str]
    """What happened before: behind "after" and the like."""
    steps: frozenset[str]
    """Which later step of an affair it is."""
    money: frozenset[float]
    numbers: frozenset[float]
    """Counts, and percentages below nought."""
    places: frozenset[str]
    names: frozenset[str]
    roles: frozenset[str]
    """The posts that it names: "ceo", "chair"."""


def read_event(  # noqa: PLR0912, PLR0915 (one branch for each sort of word)
    title: str, own_words: frozenset[str] = frozenset()
) -> Event:
    """Read a headline; `own_words`, such as its companies' names, are no evidence."""
    text = _PHRASES.sub(lambda found: found.lastgroup or "", clean_text(title))
    money, numbers, rest = _take_amounts(text)
    words: dict[str, float] = {}
    kinds: set[str] = set()
    background: set[str] = set()
    steps: set[str] = set()
    places: set[str] = set()
    names: set[str] = set()
    roles: set[str] = set()
    tokens = tokens_of(rest)
    title_case = sum(token.raw[0].isupper() for token in tokens) > 0.7 * len(tokens)
    is_background = raises = False
    for place, token in enumerate(tokens):
        word = token.owner or token.rest or token.word
        if word.isdigit():
            numbers.add(float(word[:15]))
            continue
        if word in NUMBER_WORDS:
            numbers.add(NUMBER_WORDS[word])
            continue
        if place and word in _BACKGROUND:
            is_background = True
        known = _look_up(word)
        stem, kind, step, thing = known.stem, known.kind, known.step, known.thing
        raises = raises or stem in ("raise", "secure")
        if kind:
            (background if is_background else kinds).add(kind)
        if step:
            if is_background:
                background.add(step)
            else:
                steps.add(step)
        if word in ROLES:
            roles.add(word)
        if known.is_empty or word in own_words:
            continue
        capital = token.raw[0].isupper()
        is_place = capital and (
            known.is_place
            or (
                place > 0
                and tokens[place - 1].word in ("in", "near", "at")
                and tokens[place - 1].raw.islower()
                and not title_case
                and not thing
                and not kind
            )
        )
        if is_place:
            places.add(thing or word)
        if thing:
            words[thing] = 0.8
        elif kind or step:
            continue
        elif capital and not known.is_word:
            words[stem] = 1.8
            if not is_place:
                names.add(stem)
        else:
            words[stem] = 0.8 if known.is_ordinary and not (capital and place and not title_case) else 1.3
        if known.is_first_name and capital and not known.is_word:
            names.discard(stem)
            words[stem] = 0.8
    if "forecast" in words and not kinds & {"results"}:
        if "cut" in kinds or "fall" in words:
            kinds.discard("cut")
            kinds.add("cut outlook")
        elif "rise" in words:
            kinds.add("raise outlook")
    if "job" in words and kinds & {"cut", "close"}:
        kinds.discard("cut")
        kinds.add("cut jobs")
    if kinds >= {"buy", "close"}:
        # A takeover that closes is done.
        kinds.discard("close")
        steps.add("complete")
    if money and raises and not kinds:
        kinds.add("fund")
    if "settle" in kinds:
        steps.discard("sue")
    elif kinds == {"pay"} and not steps:
        kinds.add("settle")
    kinds.discard("pay")
    return Event(
        words,
        frozenset(kinds),
        frozenset(background),
        frozenset(steps),
        frozenset(money),
        frozenset(numbers),
        frozenset(places),
        frozenset(names),
        frozenset(roles),
    )


def add_summary(title: Event, summary: Event) -> Event:
    """Return what a title and its summary say together."""
    return Event(
        {**summary.words, **title.words},
        title.kinds | summary.kinds,
        title.background | summary.background,
        title.steps | summary.steps,
        title.money | summary.money,
        title.numbers | summary.numbers,
        title.places | summary.places,
        title.names | summary.names,
        title.roles | summary.roles,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lists say about a word."""

    stem: str
    kind: str | None
    step: str | None
    thing: str | None
    is_empty: bool
    is_place: bool
    is_ordinary: bool
    is_word: bool
    is_first_name: bool


@lru_cache(maxsize=32_768)
def _look_up(word: str) -> _Known:
    stem = stem_of(word)
    ordinary = word in COMMON_WORDS or stem in COMMON_WORDS
    return _Known(
        stem,
        _EVENT_OF.get(word) or _EVENT_OF.get(stem),
        _STEP_OF.get(word) or _STEP_OF.get(stem),
        SAME_THINGS.get(stem) or SAME_THINGS.get(word),
        is_empty=word in EMPTY_WORDS or len(word) < 2 or word in SCALES,
        is_place=word in PLACE_NAMES,
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


def _take_amounts(text: str) -> tuple[set[float], set[float], str]:
    """Return the sums of money and the numbers of a text, and the text without them."""
    money: set[float] = set()
    numbers: set[float] = set()

    def take_words(found: re.Match[str]) -> str:
        value = 0.5 if found["word"].lower().startswith("half") else NUMBER_WORDS[found["word"].lower()]
        numbers_or_money(value * SCALES[found["scale"].lower()], is_money=True)
        return " "

    def numbers_or_money(value: float, *, is_money: bool) -> None:
        if is_money:
            money.add(value)
        else:
            numbers.add(value)

    def take(found: re.Match[str]) -> str:
        value = _read_number(found["number"])
        if found["scale"]:
            value *= SCALES[found["scale"].lower()]
        if found["percent"]:
            numbers.add(-value)
        else:
            is_money = bool(found["before"] or found["after"]) or (value >= 1e8 and bool(found["scale"]))
            if is_money or not 1900 < value < 2100 or found["scale"]:
                numbers_or_money(value, is_money=is_money)
        return " "

    rest = (
        _WORD_AMOUNT.sub(take_words, text) if "ion" in text or "illiard" in text or "ousand" in text else text
    )
    if _DIGIT.search(rest):
        rest = _AMOUNT.sub(take, rest)
    return money, numbers, rest


def _read_number(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+", written):
        return float(re.sub(r"[.,\s]", "", written))
    return float(written.replace(",", "."))
