"""What "Not about them" teaches: the phrase around a name that was another's. Pure."""

from jobs.rules.companies import Company, Match
from jobs.rules.matching import build_matcher
from jobs.rules.news_text import NewsText, clean_text, read_news_text, tokens_of
from jobs.rules.vocabulary.business_words import FUNCTION_WORDS, WEAK_VERBS

_MOST_WORDS = 4


def teach_exclude(title: str, company: Company, match: Match) -> str:
    """Return the phrase of a title that a company should no longer be matched by: "Orange County".

    It is the bigger name or the turn of phrase in which the company's name stands, never the bare name; an
    empty text where the title has nothing around it, or does not have the name at all.
    """
    text = read_news_text(title, "")
    spans = build_matcher([company]).find_spans(text)
    if not spans:
        return ""
    first, last = next((span for span in spans if _said(text, span) in match.reason), spans[0])
    start, end = _widen(text, first, last)
    if (start, end) == (first, last):
        return ""
    # The person's own letters, where the plain ones stand for them one by one.
    original = tokens_of(clean_text(title, fold=False))
    if len(original) == len(text.tokens):
        plain = clean_text(title, fold=False).strip()
        return plain[tokens_of(plain)[start].start : tokens_of(plain)[end].end]
    return text.text[text.tokens[start].start : text.tokens[end].end]


def _said(text: NewsText, span: tuple[int, int]) -> str:
    return f"“{text.text[text.tokens[span[0]].start : text.tokens[span[1]].end]}”"


def _widen(text: NewsText, first: int, last: int) -> tuple[int, int]:
    """Return the places of the phrase around a name: further capital words, else one word more."""
    start, end = first, last
    while end - start + 1 < _MOST_WORDS and _goes_on(text, end + 1, capital=True):
        end += 1
    while (
        end - start + 1 < _MOST_WORDS and start > 0 and _is_joined(text, start) and _is_name(text, start - 1)
    ):
        start -= 1
    if (start, end) != (first, last):
        return start, end
    if _goes_on(text, last + 1, capital=False):
        return first, last + 1
    if first > 0 and _is_joined(text, first):
        return first - 1, last
    if last + 1 < len(text.tokens) and _is_joined(text, last + 1):
        return first, last + 1
    return first, last


def _goes_on(text: NewsText, place: int, *, capital: bool) -> bool:
    if place >= len(text.tokens) or not _is_joined(text, place):
        return False
    token = text.tokens[place]
    if token.word in FUNCTION_WORDS or (token.word in WEAK_VERBS and not token.capital):
        return False
    return token.capital or not capital


def _is_name(text: NewsText, place: int) -> bool:
    token = text.tokens[place]
    return token.capital and token.word not in FUNCTION_WORDS


def _is_joined(text: NewsText, place: int) -> bool:
    return text.gap(place) in (" ", "-")
