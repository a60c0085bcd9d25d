"""The sums of money, counts and percentages of a headline, with what is counted. Pure."""

import re
from dataclasses import dataclass, field

from jobs.rules.vocabulary.event_words import NUMBER_WORDS, SCALES

_AMOUNT = re.compile(
    r"(?P<before>US\$|[$£€¥]|\b(?:USD|EUR|GBP|Rs\.?)\s?)?\b(?P<number>\d{1,3}(?:[.,\s]\d{3})+(?![\d])|\d+(?:[.,]\d+)?)"
    r"(?:[\s-]?(?P<scale>k|m|mn|mln|mio|b|bn|bln|mrd|tn|trn|thousand|million|millions|billion|billions|trillion|milliarden|milliarde|"
    r"milliards?|millionen|millones)\b)?(?:\s?(?P<percent>%|percent\b|per\scent\b|pct\b|prozent\b))?"
    r"(?:\s?(?:de\s|d')?(?P<after>dollars?|euros?|pounds?|libras?|yen|francs?|crowns?|kron(?:a|or|e|er)|rupees?|yuan|zlotys?|won|eur|usd|gbp)\b)?",
    re.IGNORECASE,
)
_DIGIT = re.compile("[0-9]")
_WORD_AMOUNT = re.compile(
    r"\b(?P<word>half[\s-]a(?:[\s-])|"
    + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    + r")[\s-]?(?P<scale>million|billion|milliarden|millionen|milliards|thousand)\b",
    re.IGNORECASE,
)
_PARTS = {
    part: percentage
    for percentage, parts in {
        50.0: "half halfte",
        33.0: "third drittel dritte three",
        25.0: "quarter viertel vierte four",
        20.0: "fifth funftel funfte five",
        10.0: "tenth zehntel zehnte ten",
    }.items()
    for part in parts.split()
}
_PART = re.compile(
    r"\b(?:a|one|ein|eine)[ -](?P<part>third|quarter|fifth|tenth|drittel|viertel|funftel|zehntel)"
    r"(?= (?:of|off|der|seiner|ihrer|its|more|less|fewer)\b)|"
    r"\b(?P<half>half|halfte)(?= (?:of|its|der|seiner|ihrer|the)\b)|"
    r"\bjede[rn]? (?P<each>dritte|vierte|funfte|zehnte)\w?\b|"
    r"\bone in (?P<one>three|four|five|ten)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:[\s-]+[A-Za-z]+){1,3}")
_CURRENCIES = {
    **dict.fromkeys(
        ("$", "us$", "doll", "usd", "€", "euro", "eur", "£", "poun", "libr", "gbp"), "like dollars"
    ),
    "¥": "yen",
}
"""Dollars, euros and pounds are near enough for sums that are far apart to contradict each other."""
_LARGE = 1e5


@dataclass(slots=True)
class Amounts:
    """What a headline counts."""

    money: set[float] = field(default_factory=set[float])
    """Sums of money; prices of one share or thing are below a hundred thousand."""
    currencies: set[str] = field(default_factory=set[str])
    counts: set[tuple[float, tuple[str, ...]]] = field(default_factory=set[tuple[float, tuple[str, ...]]])
    """Numbers with the words behind them, one of which is what is counted."""
    percentages: set[float] = field(default_factory=set[float])


def take_amounts(text: str) -> tuple[Amounts, str]:
    """Return the amounts of a clean text, and the text without them."""
    amounts = Amounts()

    def take_part(found: re.Match[str]) -> str:
        part = found["part"] or found["half"] or found["each"] or found["one"]
        amounts.percentages.add(_PARTS[part.lower()])
        return " "

    def take_words(found: re.Match[str]) -> str:
        word = found["word"].lower()
        value = 0.5 if word.startswith("half") else NUMBER_WORDS[word]
        amounts.money.add(value * SCALES[found["scale"].lower()])
        return " "

    def take(found: re.Match[str]) -> str:
        value = _read_number(found["number"])
        if found["scale"]:
            value *= SCALES[found["scale"].lower()]
        if found["percent"]:
            amounts.percentages.add(value)
            return " "
        if found["before"] or found["after"] or (value >= 1e8 and found["scale"]):
            amounts.money.add(value)
            written = (found["before"] or found["after"] or "").lower().strip()
            if written:
                amounts.currencies.add(_CURRENCIES.get(written[:4], written[:4]))
        elif not 1900 < value < 2100 or not found["number"].isdigit() or found["scale"]:
            unit = _UNIT.match(found.string, found.end())
            amounts.counts.add((value, tuple(unit[0].lower().replace("-", " ").split()) if unit else ()))
        return " "

    rest = _PART.sub(take_part, text)
    if "ion" in rest or "illiard" in rest or "ousand" in rest:
        rest = _WORD_AMOUNT.sub(take_words, rest)
    if _DIGIT.search(rest):
        rest = _AMOUNT.sub(take, rest)
    return amounts, rest


def is_large(money: float) -> bool:
    """Whether a sum is a company's, and no price."""
    return money >= _LARGE


def _read_number(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,\s]\d{3})+", written):
        return float(re.sub(r"[.,\s]", "", written))
    return float(written.replace(",", "."))
