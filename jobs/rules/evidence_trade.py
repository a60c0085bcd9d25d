"""What a text calls the bearer of a name: "the tax software maker", and whether the account is that. Pure."""

from collections.abc import Iterator

from jobs.rules.company_names import Profile
from jobs.rules.match_weights import Hit, Verdict, describes
from jobs.rules.name_doubts import Doubt
from jobs.rules.news_text import NewsText
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary.word_sets import word_set
from storage.names import LEGAL_FORMS

_TRADES_TOGETHER = (
    word_set("technology software telecom media security finance bank consulting retail logistics"),
    word_set("food restaurant consumer retail sportswear"),
    word_set("industrial construction energy automotive property technology"),
    word_set("pharma health"),
    word_set("airline travel logistics"),
    word_set("insurance bank finance property"),
    word_set("energy retail"),
)
"""Trades that one company may have."""
_LONGEST = 4
"""How many words say what a company is: "the fast-growing payments software maker"."""
_ARTICLES = frozenset(["the", "a", "an", "der", "die", "das", "le", "la", "el"])
_OTHER_FORMS = word_set("gmbh ag kgaa se spa nv bv inc incorporated llc corp plc ltd")
_FORMS_TOGETHER = (
    word_set("inc incorporated llc corp corporation co"),
    word_set("plc ltd limited"),
    word_set("gmbh ag kgaa se"),
    word_set("spa"),
    word_set("nv bv"),
)


_PREMISES = word_set("bakery brewery restaurant hotel hospital clinic pub garage florist winery casino")
_SAID_OF_COMPANIES = known.DESCRIPTORS | _PREMISES


def weigh_trade(text: NewsText, hit: Hit, profile: Profile, verdict: Verdict) -> None:
    """Weigh a description right beside the name, and less one elsewhere: "The crypto lender collapsed"."""
    if len(set(hit.form.words) - LEGAL_FORMS) != 1 or not profile.industries:
        return
    if hit.form.words[0] in known.WELL_KNOWN:
        return
    if text.vocabulary.isdisjoint(_SAID_OF_COMPANIES) and not text.is_german:
        return
    for words, place in _descriptions(text):
        trades = {
            trade
            for trade, names in known.INDUSTRY_WORDS.items()
            if any(word in names for word in words if word not in _SAY_LITTLE)
        }
        if not trades:
            continue
        first = place - len(words) + 1
        beside = place + 1 == hit.first or (
            hit.last + 1 < first <= hit.last + 3
            and text.words[first - 1] in _ARTICLES
            and any("," in text.gap(each) for each in range(hit.last + 1, first))
        )
        if not beside and (first == 0 or text.words[first - 1] not in _ARTICLES):
            continue
        if _may_go_together(trades, profile.industries):
            if not beside and trades & profile.industries and hit.form.doubt is not Doubt.NONE:
                verdict.add(0.7, f"“{' '.join(words)}”")
        elif beside:
            verdict.refuse(other_bearer=True)
        elif hit.form.doubt is not Doubt.NONE:
            # "Celsius founder jailed. The crypto lender collapsed": who the news is about is something else.
            subject = (
                text.is_start(hit.first) and text.is_start(first - 1) and first > text.sentences.count(0)
            )
            verdict.add(-3.5 if subject else -0.4 if verdict.is_told else -1.6)


_SAY_LITTLE = word_set(
    """
    brand brands group company firm maker specialist chain operator store data consumer building
    plant tools parts it
    """
)


def _may_go_together(trades: set[str], others: frozenset[str]) -> bool:
    return bool(trades & others) or any(trades & group and others & group for group in _TRADES_TOGETHER)


def _descriptions(text: NewsText) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the words of each description, and the place of its last."""
    words = text.words
    for place, word in enumerate(words):
        if not (describes(word) or word in _PREMISES) or not (
            text.tokens[place].raw.islower() or text.is_start(place)
        ):
            continue
        first = place
        while first > 0 and place - first < _LONGEST and text.gap(first) in (" ", "-"):
            if words[first - 1] in _ARTICLES or words[first - 1] in known.FUNCTION_WORDS:
                break
            first -= 1
        yield tuple(words[first : place + 1]), place


def is_other_form(word: str, profile: Profile) -> bool:
    """Whether a legal ending is another than the account's names have: "Merck KGaA" for "Merck & Co"."""
    if word not in _OTHER_FORMS:
        return False
    if word == "kgaa" and word not in profile.own_words:
        return True
    own = [group for group in _FORMS_TOGETHER if group & profile.own_words]
    return bool(own) and not any(word in group for group in own)
