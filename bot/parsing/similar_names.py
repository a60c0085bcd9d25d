"""Names that are nearly what was typed, and what a name was probably meant to be."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.parsing.dates import WEEKDAYS
from storage.names import LEGAL_FORMS, words_of

_LIKENESS = 76
"""Of 100. "akme" and "acme" have 75 and only count as the beginning of a longer name."""
_LIKENESS_OF_BEGINNING = 75
_SURE = 85
_SHORTEST_TYPED = 3
_JOINS_NAMES = frozenset(["and", "of", "de", "la", "van", "von", "der", "the"])
_LEGAL_FORMS = LEGAL_FORMS - {"as", "company", "limited", "se"}
_TIES = re.compile(r"[ .&'’-]*")


@dataclass(frozen=True, slots=True)
class SimilarName:
    """A known name that the first `words` words of a text nearly are."""

    name: str
    words: int
    likeness: float

    @property
    def sure(self) -> bool:
        """Whether it is hard to read otherwise."""
        return self.likeness >= _SURE


def rank_similar_names(
    words: Sequence[str], names: Sequence[str], lengths: Iterable[int]
) -> list[SimilarName]:
    """Return the names that the first so many words resemble, the likeliest first.

    `lengths` says how many words to try. A name counts if it is spelt nearly so ("akme foods"), begins so
    ("acm"), contains it ("fargo" for "wells fargo") or has a beginning that is spelt nearly so. Takes time in
    proportion to the number of names, unlike everything else in this package.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only when a name is uncertain

    best: dict[str, SimilarName] = {}

    def keep(name: str, count: int, likeness: float) -> None:
        if name not in best or best[name].likeness < likeness:
            best[name] = SimilarName(name, count, likeness)

    typed_by_count = [
        (count, typed) for count in lengths if len(typed := " ".join(words[:count])) >= _SHORTEST_TYPED
    ]
    for count, typed in typed_by_count:
        for name, likeness, _ in process.extract(
            typed, names, scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=20
        ):
            keep(name, count, likeness)
        inside = f" {typed} "
        for name in names:
            if name.startswith(typed):
                keep(name, count, 80 + 20 * len(typed) / len(name))
            elif typed in name and inside in f" {name} ":
                keep(name, count, 70 + 20 * len(typed) / len(name))
    if any(one.sure for one in best.values()):
        typed_by_count = []  # looking at beginnings takes as long again
    for count, typed in typed_by_count:
        beginnings = [_beginning(name, count) for name in names]
        for beginning, likeness, place in process.extract(
            typed, beginnings, scorer=fuzz.ratio, score_cutoff=_LIKENESS_OF_BEGINNING, limit=20
        ):
            keep(names[place], count, likeness * (0.85 + 0.1 * len(beginning) / len(names[place])))
    return sorted(best.values(), key=lambda one: (-one.likeness, one.name))


def guess_name(text: str) -> int:
    """Return where the name of an unknown company at the beginning of `text` probably ends.

    Leading capitalised words make the name, or else the first word; a legal ending belongs to it.
    """
    words = words_of(text, most=8)
    first = re.match(r"\s*\S+", text)
    if first is None or not words or words[0][1] >= first.end():
        return first.end() if first else 0
    capitals = [text[start].isupper() or text[start].isdigit() for _, start, _ in words]
    last = 0
    if capitals[0] and not all(capitals):  # else capitals say nothing
        for place, (word, start, _) in enumerate(words[1:], 1):
            if word in WEEKDAYS or not _TIES.fullmatch(text, words[place - 1][2], start):
                break
            if capitals[place]:
                last = place
            elif word not in _JOINS_NAMES:
                break
    for place in range(last + 1, len(words)):
        gap = text[words[last][2] : words[place][1]]
        if words[place][0] not in _LEGAL_FORMS or gap.strip(" .,"):
            break
        last = place
    end = words[last][2]
    return end + text.startswith(".", end)


def _beginning(name: str, count: int) -> str:
    return " ".join(name.split(" ", count)[:count])
