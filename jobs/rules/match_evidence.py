"""What stands around a name, and whether it makes the name a company's. Pure.

Each thing found has a weight. A name that hardly means anything else begins with what it needs; an ordinary
word, a person's name or a place needs company words near it.
"""

import re
from collections.abc import Callable

from jobs.rules.company_names import Profile
from jobs.rules.evidence_around import weigh_company_beside, weigh_pair, weigh_topic
from jobs.rules.evidence_before import weigh_words_before
from jobs.rules.evidence_behind import weigh_words_behind
from jobs.rules.evidence_namesakes import weigh_namesakes
from jobs.rules.evidence_trade import is_other_form, weigh_trade
from jobs.rules.match_weights import PARTICLES, Hit, Verdict
from jobs.rules.name_doubts import Doubt, Sense
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary import topic_words as topics
from jobs.rules.vocabulary.word_sets import word_set
from storage.hosts import stands_at

_TICKER_BEHIND = re.compile(
    r"[\"')]*\s*\([^()]{0,40}?\b(?:NYSE|NASDAQ|LSE|LON|AMEX|TSX|ASX|Euronext|XETRA|FRA|SIX|EPA|OTC\w*)(?:\s?[A-Z]{2,8})?\s*:\s*([A-Z.]{1,6})\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\"']?\s?\(([A-Z]{1,5})(?:\.[A-Z]{1,2})?\)")
_ADDRESS_START = re.compile(r"[\w-]")


def weigh_hit(text: NewsText, hit: Hit, profile: Profile, is_company: Callable[[int], bool]) -> Verdict:
    """Weigh one occurrence. `is_company` tells whether a company surely stands at a place of the text."""
    if hit.form.doubt is Doubt.NONE and not hit.form.ticker and _stands_alone(text, hit):
        return Verdict(_ALONE)
    style = text.style_at(hit.first)
    verdict = Verdict(_prior(text, hit, style))
    if hit.form.ticker or (hit.form.acronym and hit.form.is_alias):
        _weigh_ticker(text, hit, verdict)
        if hit.form.ticker:
            return verdict
    _weigh_signs(text, hit, profile, verdict)
    weigh_words_before(text, hit, profile, style, verdict)
    weigh_words_behind(text, hit, profile, style, verdict)
    weigh_namesakes(text, hit, profile, style, verdict)
    weigh_trade(text, hit, profile, verdict)
    if hit.form.doubt is not Doubt.NONE or hit.form.acronym:
        weigh_company_beside(text, hit, is_company, verdict)
        weigh_pair(text, hit, profile, verdict)
        weigh_topic(text, hit, profile, verdict)
    return verdict


_ALONE = 3.0
_BEFORE_PLACES = frozenset(["of", "in", "near", "from", "across", "around", "outside", "through", "en"])


def _stands_alone(text: NewsText, hit: Hit) -> bool:
    """Whether only small words are around a name that hardly means anything else."""
    tokens, first, last = text.tokens, hit.first, hit.last
    if (
        hit.possessive
        or (hit.form.acronym and first == last)
        or (first and tokens[first - 1].word in _BEFORE_PLACES)
    ):
        return False
    if not tokens[first].capital or tokens[first].raw[0].isdigit():
        return False
    if first and not (
        text.gap(first) == " " and tokens[first - 1].raw.islower() and tokens[first - 1].word not in PARTICLES
    ):
        return False
    return last + 1 >= len(tokens) or (
        text.gap(last + 1) == " "
        and tokens[last + 1].raw.islower()
        and tokens[last + 1].word != "the"
        and tokens[last + 1].word not in topics.LIVING_THINGS
    )


def _prior(text: NewsText, hit: Hit, style: Style) -> float:
    """Return what the name itself is worth, as it is written there."""
    form = hit.form
    tokens = text.tokens[hit.first : hit.last + 1]
    if form.ticker:
        return -5.0
    if form.acronym:
        if _is_amount(text, hit):
            return -9.0
        if style is Style.CAPITALS:
            return {Doubt.NONE: 2.0, Doubt.LITTLE: 1.0, Doubt.SOME: 0.0, Doubt.MUCH: -1.0}[form.doubt]
        return {Doubt.NONE: 3.0, Doubt.LITTLE: 3.0, Doubt.SOME: 2.0, Doubt.MUCH: 0.0}[form.doubt]
    significant = [
        token
        for token in tokens
        if token.word not in ("and", "of", "the", "de", "du", "for") and not token.raw.isdigit()
    ] or tokens
    capital = all(token.capital for token in significant if token.word not in form.small_words)
    if form.doubt is Doubt.NONE:
        if capital or form.written.islower():
            return 3.0
        return 1.5 if style is Style.SMALL else 0.4
    if not capital:
        return (
            -1.0
            if style is Style.SMALL and form.doubt <= Doubt.SOME
            else -2.0
            if style is Style.SMALL
            else -9.0
        )
    several = len(significant) > 1
    weak = style is not Style.SENTENCE or text.is_german
    if several:
        return 1.5 if weak and style is not Style.CAPITALS else 1.0 if weak else 2.5
    if weak or text.is_start(hit.first):
        return {Doubt.LITTLE: 0.6, Doubt.SOME: 0.2}.get(form.doubt, -0.9)
    if form.doubt <= Doubt.SOME:
        if form.words[0] in known.WELL_KNOWN:
            return 2.0
        # A capital alone is not enough: "lost cat Argos", "Beyoncé's Lemonade".
        return _RARE_INSIDE if form.doubt is Doubt.LITTLE else _ORDINARY_INSIDE
    return 0.7 if form.sense & Sense.PLACE else 1.3 if form.sense & Sense.PERSON else 1.6


_RARE_INSIDE = 1.0
_ORDINARY_INSIDE = 0.8
"""What a capital within a sentence is worth, with a rare word and with an ordinary one."""

_AMOUNTS = word_set(
    """
    of over under about nearly almost than up top tops topped hits raises raised some at least around
    exceeds reaches gets past
    """
)
_COUNTED = word_set(
    """
    users people jobs miles downloads units customers followers views deaths doses homes households cars
    vehicles tons tonnes barrels visitors subscribers seed series round euros dollars pounds euro dollar
    loan deal contract grant engine car
    """
)


def _is_amount(text: NewsText, hit: Hit) -> bool:
    """Whether it is a number with a unit: "$3M", "tops 3M users", "400 HP"."""
    token = text.tokens[hit.first]
    before = text.words[hit.first - 1] if hit.first else ""
    if not token.raw[0].isdigit():
        return before.isdigit() and text.gap(hit.first) == " " and len(token.raw) <= 2
    after = text.words[hit.last + 1] if hit.last + 1 < len(text.words) else ""
    return text.gap(hit.first)[-1:] in ("$", "€", "£") or before in _AMOUNTS or after in _COUNTED


def _weigh_ticker(text: NewsText, hit: Hit, verdict: Verdict) -> None:
    token = text.tokens[hit.first]
    before = text.text[max(0, token.start - 14) : token.start]
    after = text.text[token.end : token.end + 6]
    said = f"ticker {token.raw.upper()}"
    if before.endswith("$") or re.search(
        r"\b(?:NYSE|NASDAQ|LSE|LON|AMEX|TSX|ASX|XETRA|FRA|SIX|EPA|OTC\w*|Euronext|ticker|symbol)\W{1,3}$",
        before,
        re.IGNORECASE,
    ):
        verdict.add(9.0, said)
    elif before.endswith("(") and re.match(r"(?:\.[A-Z]{1,2})?[),;]", after):
        if _is_spelt_out(text, hit.first):
            verdict.refuse()
        else:
            verdict.add(
                6.2
                if text.tokens[hit.first].raw.isupper() and hit.first and text.tokens[hit.first - 1].capital
                else 2.5,
                said,
            )
    elif re.match(r"\.[A-Z]{1,2}\b|:[A-Z]{2}\b", after) and not hit.form.acronym:
        verdict.add(5.5, said)


def _is_spelt_out(text: NewsText, place: int) -> bool:
    """Whether the words before "(GM)" are what it stands for: "general manager (GM)"."""
    letters = text.words[place]
    before = text.words[max(0, place - len(letters)) : place]
    return len(before) == len(letters) > 1 and all(
        word[0] == letter for word, letter in zip(before, letters, strict=True)
    )


_FORMS = word_set("inc corp corporation plc ltd limited llc gmbh ag incorporated kgaa")


def _weigh_signs(text: NewsText, hit: Hit, profile: Profile, verdict: Verdict) -> None:
    """Weigh tickers, legal endings, addresses and handles."""
    start, end = text.tokens[hit.first].start, text.tokens[hit.last].end
    if (
        hit.form.acronym
        and text.is_start(hit.first)
        and text.text[end : end + 2] == ": "
        and text.style_at(hit.first) is not Style.CAPITALS
    ):
        verdict.add(1.5, "“:” behind it")
    if found := _TICKER_BEHIND.match(text.text, end):
        own = not profile.tickers or found[1].lower() in profile.tickers
        verdict.add(5.0 if own else -1.0, f"“{found[1]}” behind it" if own else "")
    elif (found := _BRACKETED.match(text.text, end)) and found[1].lower() in profile.tickers:
        verdict.add(5.0, f"“({found[1]})” behind it")
    following = text.words[hit.last + 1] if hit.last + 1 < len(text.words) else ""
    gap = text.gap(hit.last + 1)
    if following in _FORMS and gap in (" ", ", "):
        if is_other_form(following, profile):
            verdict.refuse(other_bearer=True)
        else:
            verdict.add(4.0, f"“{text.tokens[hit.last + 1].raw}” behind it")
    if profile.domain and (text.link or profile.domain in text.text.lower()):
        if stands_at(text.link, profile.domain):
            verdict.add(2.5, f"a link to {profile.domain}")
        elif profile.domain in text.text.lower():
            verdict.add(2.5, profile.domain)
    if text.text[start - 1 : start] == "@":
        verdict.add(1.0, "its handle")
    glued = text.text[end : end + 2]
    if (
        len(glued) == 2
        and glued[0] in "./@_+"
        and _ADDRESS_START.match(glued[1])
        and hit.form.doubt is not Doubt.NONE
    ):
        verdict.refuse()
