"""The forms in which a company's names stand in a text, and how easily each means something else. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from jobs.rules.companies import Company
from jobs.rules.name_doubts import Doubt, Sense, doubt_acronym, is_dictionary_word, judge_doubt
from jobs.rules.news_text import Token, fold_letters, tokens_of
from jobs.rules.vocabulary.business_words import GROUP_WORDS, INDUSTRY_WORDS
from storage.names import LEGAL_FORMS, core_of

_TICKER = re.compile(
    r"(?:\$|(?:NYSE|NASDAQ|LSE|LON|AMEX|TSX|ASX|FRA|XETRA|EPA|SIX|BME|TYO|HKEX|OTC)\s*:\s*)([A-Za-z]{1,6})"
)
_PLAIN_TICKER = re.compile(r"[A-Z]{1,5}")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"}
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of one company's name."""

    company: int
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    """What stands between the words in the account: "&", ".", " " …"""
    written: str
    doubt: Doubt
    sense: Sense
    acronym: bool = False
    """All capitals in a text, as in the account."""
    ticker: bool = False
    """Only where a text says that it is a ticker."""
    is_alias: bool = False
    literal: str = ""
    """Written so, apart from blanks and case, where the words alone say too little: "h&m", "e.on"."""
    small_words: frozenset[str] = frozenset()
    """Its words without a capital: "Jack in the Box", "Snap-on"."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A company as the evidence is weighed for it."""

    key: str
    aliases: tuple[str, ...]
    domain: str | None
    excludes: tuple[tuple[str, ...], ...]
    own_words: frozenset[str]
    """The words of all its names."""
    trade_words: frozenset[str]
    """The words of its industry."""
    industries: frozenset[str]
    tickers: frozenset[str]


def profile_company(company: Company) -> Profile:
    """Gather what the evidence is weighed with."""
    own: set[str] = set()
    tickers: set[str] = set()
    for name in (company.name, *company.aliases):
        own.update(token.word for token in tokens_of(fold_letters(name)))
        found = _TICKER.fullmatch(name.strip())
        if found or _PLAIN_TICKER.fullmatch(name.strip()):
            tickers.add((found[1] if found else name.strip()).lower())
    trade = {token.word for token in tokens_of(fold_letters(company.industry or ""))} - {"and"}
    trade |= {word[:-1] if word.endswith("s") else word + "s" for word in trade if len(word) > 3}
    trade |= {word[:-2] for word in trade if word.endswith(("ches", "shes", "sses", "xes"))}
    told = trade | own
    industries = frozenset(name for name, words in INDUSTRY_WORDS.items() if name in told or told & words)
    words = frozenset(word for name in industries for word in INDUSTRY_WORDS[name]) | trade
    excludes = tuple(
        tuple(token.word for token in tokens_of(fold_letters(phrase))) for phrase in company.exclude
    )
    domain = _plain_domain(company.domain)
    return Profile(
        company.key,
        company.aliases,
        domain,
        tuple(filter(None, excludes)),
        frozenset(own),
        words,
        industries,
        frozenset(tickers),
    )


def name_forms(number: int, company: Company) -> Iterator[NameForm]:
    """Yield every form in which the company is looked for."""
    seen: set[tuple[tuple[str, ...], bool]] = set()
    short = _initials((company.name, *company.aliases)) if company.aliases else set[str]()
    for place, name in enumerate((company.name, *company.aliases)):
        initials = place > 0 and name.strip().lower() in short
        for form in _forms_of(number, name.strip(), is_alias=place > 0, initials=initials):
            if (form.words, form.ticker) not in seen:
                seen.add((form.words, form.ticker))
                yield form


def _initials(names: tuple[str, ...]) -> set[str]:
    """Return the first letters of each name's words: "General Motors" → "gm"."""
    all_words = [
        [token.word for token in tokens_of(fold_letters(name)) if token.word != "and"] for name in names
    ]
    return {
        "".join(word[0] for word in words[:length])
        for words in all_words
        for length in (2, 3, 4, 5)
        if len(words) >= length
    }


def _forms_of(number: int, name: str, *, is_alias: bool, initials: bool = False) -> Iterator[NameForm]:
    if ticker := _TICKER.fullmatch(name):
        yield _form(number, ticker[1], ticker[1].upper(), is_alias=True, ticker=True)
        return
    bracket = _BRACKET.search(name)
    bare = _BRACKET.sub("", name).strip()
    if bracket and bare:
        if _PLAIN_TICKER.fullmatch(bracket[1].strip()) and len(bracket[1].strip()) > 1:
            yield from _forms_of(number, bracket[1].strip(), is_alias=True)
        name = bare
    spellings = (
        [name]
        if name.isascii()
        else dict.fromkeys([fold_letters(name), fold_letters(name.translate(_UMLAUTS))])
    )
    for spelling in spellings:
        tokens = tokens_of(spelling)
        if not tokens:
            continue
        yield _form(number, spelling, name, is_alias=is_alias, initials=initials)
        core = _core(tokens)
        if len(core) < len(tokens):
            shorter = spelling[core[0].start : core[-1].end]
            yield _form(number, shorter, shorter, is_alias=is_alias)
        if len(core) > 1 and core[-1].word in GROUP_WORDS:
            shorter = spelling[core[0].start : core[-2].end]
            form = _form(number, shorter, shorter, is_alias=is_alias)
            if form.doubt is Doubt.NONE or len(core) > 2:
                yield form
        plain = spelling[core[0].start : core[-1].end]
        if re.search(r"\w[-.]\w", plain):
            joined = re.sub(r"(?<=\w)[-.](?=\w)", "", plain)
            if len(joined) > 3 and not is_dictionary_word(joined.lower()):
                yield _form(number, joined, name, is_alias=is_alias)
        if len(core) == 1 and len(split := _HUMP.split(plain)) > 1 and min(map(len, split)) > 1:
            yield _form(number, " ".join(split), name, is_alias=is_alias)


def _form(
    number: int, spelling: str, written: str, *, is_alias: bool, ticker: bool = False, initials: bool = False
) -> NameForm:
    tokens = tokens_of(spelling)
    words = tuple(token.word for token in tokens)
    gaps = tuple(spelling[one.end : other.start].strip() for one, other in pairwise(tokens))
    bare = "".join(character for character in spelling if character.isalnum())
    acronym = (
        len(bare) <= 5
        and bare.isupper()
        and len(words) <= 3
        and (is_alias or len(bare) <= 3 or not is_dictionary_word(bare.lower()))
    )
    doubt, sense = judge_doubt(words)
    if acronym and len(words) == 1:
        doubt = doubt_acronym(words[0], doubt, is_alias=is_alias and not initials)
    if acronym and is_alias and len(bare) == 1:
        ticker = True
    literal = (
        "".join(spelling.lower().split())
        if len(words) > 1 and min(map(len, words)) < 2 and max(map(len, words)) < 3
        else ""
    )
    small = (
        frozenset[str]()
        if spelling.islower()
        else frozenset(token.word for token in tokens[1:] if token.raw.islower())
    )
    return NameForm(number, words, gaps, written, doubt, sense, acronym, ticker, is_alias, literal, small)


def _core(tokens: list[Token]) -> list[Token]:
    words = [token.word for token in tokens]
    core = core_of(words)
    kept = list(tokens)
    if len(kept) > 1 and kept[0].word == "the":
        kept = kept[1:]
    while len(kept) > 1 and [token.word for token in kept if token.word != "and"] != core:
        kept = kept[:-1]
    while len(kept) > 1 and (kept[-1].word == "and" or kept[-1].word in LEGAL_FORMS):
        kept = kept[:-1]
    return kept


def _plain_domain(domain: str | None) -> str | None:
    if not domain:
        return None
    plain = re.sub(r"^[a-z]+://", "", domain.strip().lower()).partition("/")[0].removeprefix("www.")
    return plain if "." in plain else None
