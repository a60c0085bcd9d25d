"""Which words show that news is about somebody else of a name, learnt from one piece of such news. Pure."""

from collections.abc import Iterator

from jobs.rules.companies import Company
from jobs.rules.matching import build_matcher
from jobs.rules.vocabulary.business_words import FUNCTION_WORDS, LEFT_VERBS, STRONG_VERBS, WEAK_VERBS
from storage.names import words_of

_ENDS = FUNCTION_WORDS | STRONG_VERBS | WEAK_VERBS | LEFT_VERBS
"""A name ends before them; and what any company does ("Acme opens") must not be learnt."""
_MOST_WORDS = 4

Word = tuple[str, int, int]


def teach_exclude(company: Company, title: str, summary: str) -> str | None:
    """Return words, with the company's name in them, that mean somebody else in this piece of news.

    What stands beside the name tells the other bearer: "Orange County", "Mercury levels". None where there
    is nothing to be learnt without losing news that is about the company.
    """
    for text in (title, summary):
        for phrase in _list_phrases(company, text):
            taught = Company(
                company.key,
                company.name,
                company.aliases,
                company.domain,
                company.industry,
                (*company.exclude, phrase),
            )
            if not build_matcher([taught]).match(title, summary):
                return phrase
    return None


def _list_phrases(company: Company, text: str) -> Iterator[str]:
    words = words_of(text)
    own = {word for name in (company.name, *company.aliases) for word, _, _ in words_of(name)}
    for first, last in _find_names(company, words):
        following = _reach(words, last, 1, text)
        before = _reach(words, first, -1, text)
        for start, end in ((first, following), (before, last), (before, following)):
            phrase = text[words[start][1] : words[end][2]]
            spelled = [word for word, _, _ in words[start : end + 1]]
            if (start, end) != (first, last) and not own.issuperset(spelled) and len(spelled) <= _MOST_WORDS:
                yield " ".join(phrase.split())


def _find_names(company: Company, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield where the text has a name of the company, as the places of its first and last word."""
    spelled = [word for word, _, _ in words]
    names = [[word for word, _, _ in words_of(name)] for name in (company.name, *company.aliases)]
    for name in sorted((each for each in names if each), key=len, reverse=True):
        for place in range(len(spelled) - len(name) + 1):
            if spelled[place : place + len(name)] == name:
                yield place, place + len(name) - 1


def _reach(words: list[Word], place: int, step: int, text: str) -> int:
    """Return how far the other bearer's name reaches from a place: a word, and capital ones after it."""
    reached = place
    while 0 <= reached + step < len(words) and abs(reached + step - place) < _MOST_WORDS:
        word, start, end = words[reached + step]
        gap = text[min(end, words[reached][2]) : max(start, words[reached][1])]
        if word in _ENDS or any(sign in gap for sign in ',.;:!?–—()“”"|'):
            break
        if reached != place and not text[start].isupper():
            break
        reached += step
    return reached
