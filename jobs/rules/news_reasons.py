"""Why a piece of news may matter to somebody who looks after the company: one plain kind for each. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from jobs.rules.news_text import clean_text


class NewsKind(StrEnum):
    """What a piece of news is about, most telling first."""

    TROUBLE = "trouble"
    MOVE = "move"
    OPENING = "opening"
    PEOPLE = "people"
    AWARD = "award"
    DEAL = "deal"
    RESULTS = "results"
    PRODUCT = "product"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NewsReason:
    """A kind of news, and the words of the text that told it."""

    kind: NewsKind
    words: str = ""


_STAFF = r"(?:jobs?|staff|employees|workers|roles|positions|stellen|mitarbeiter|emplois|empleos)"
_PLACE = (
    r"(?:stores?|shops?|plants?|factory|factories|offices?|branch(?:es)?|hubs?|warehouses?|restaurants?|outlets?|locations?|"
    r"headquarters|hq|showrooms?|campus|cent(?:er|re)s?|lounge|flagship|labs?|laboratory|facility|facilities|depots?|hotels?|clinics?|"
    r"sites?|filialen?|werk|usine|magasins?|bureaux?|fabrica|tiendas?|mill|dealerships?|buildings?)"
)
_ROLE = (
    r"(?:ceo|cfo|coo|cto|cmo|ciso|chief\s+\w+(?:\s+\w+)?\s+officer|chief\s+executive|chairman|chairwoman|chair|president|managing\s+director|"
    r"finance\s+director|head\s+of|vice\s+president|vp|board|boss|chief|principal|chefin|chef|vorstand|pdg|directeur|director)"
)
_GAP = r"(?:[\s,:\"()]+[^\s.!?;,:\"()]+){0,%d}[\s,:\"()]+"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_PATTERNS: tuple[tuple[NewsKind, tuple[re.Pattern[str], ...]], ...] = (
    (
        NewsKind.TROUBLE,
        _compile(
            r"\b(?:lay(?:s|ing)?\s+off|laid\s+off|lay-?offs?|redundanc(?:y|ies)|job\s+(?:cuts?|losses)|stellenabbau|licenciements?|despidos)\b",
            rf"\b(?:cut(?:s|ting)?|ax(?:es?|ed|ing)|slash(?:es|ed|ing)?|shed(?:s|ding)?|eliminat(?:es?|ed|ing)|streicht|supprime|recorta)\b{_GAP % 4}{_STAFF}\b",
            rf"\b{_STAFF}\s+(?:to\s+go|lost|at\s+risk)\b",
            rf"\b(?:clos(?:es?|ed|ing)|shut(?:s|ting|ters?|tered)?|schliesst|ferme|cierra)\b{_GAP % 5}{_PLACE}\b",
            r"\b(?:bankrupt(?:cy)?|chapter\s+11|insolven(?:t|cy|z)|administrators?|receivership|collapses?|liquidation|defaults?)\b",
            r"\b(?:recall(?:s|ed|ing)?|lawsuits?|sue[sd]?|suing|fine[sd]?|penalt(?:y|ies)|probe[sd]?|investigat(?:es?|ed|ion|ing)|fraud|scandal|antitrust)\b",
            r"\b(?:data\s+breach|cyber-?\s?attack|ransomware|hack(?:ed|ers?)?|outages?|strikes?\s+(?:at|over|hits?)|walkout|boycott|explosion|blaze)\b",
            r"\b(?:profit\s+warning|gewinnwarnung|swings?\s+to\s+(?:a\s+)?loss|warns?\s+(?:of|on|over|that))\b",
        ),
    ),
    (
        NewsKind.MOVE,
        _compile(
            rf"\b(?:relocat(?:es?|ed|ing|ion)|mov(?:es?|ed|ing))\b{_GAP % 5}(?:headquarters|hq|offices?|production|operations|plant|base)\b",
            r"\b(?:relocat(?:es?|ed|ing|ion)|moves?\s+(?:into|in\s+to)|new\s+headquarters|new\s+hq|moves?\s+(?:its\s+)?(?:headquarters|hq))\b",
        ),
    ),
    (
        NewsKind.OPENING,
        _compile(
            rf"\b(?:open(?:s|ed|ing)?|reopen(?:s|ed|ing)?|inaugurat(?:es?|ed)|eroffnet|ouvre|abre|unveil(?:s|ed)?)\b{_GAP % 6}{_PLACE}\b",
            rf"\b(?:build(?:s|ing)?|plan(?:s|ned|ning)?|break(?:s)?\s+ground\s+on|expand(?:s|ed|ing)?|add(?:s|ing)?)\b{_GAP % 5}{_PLACE}\b",
            rf"\bnew\s+(?:\w+\s+){{0,2}}{_PLACE}\b",
            r"\b(?:ribbon[\s-]cutting|cuts?\s+(?:the\s+)?ribbon|grand\s+opening|breaks?\s+ground|expands?\s+(?:in|into|to)|creat(?:es?|ing)\s+[\d,]+\s+jobs)\b",
        ),
    ),
    (
        NewsKind.PEOPLE,
        _compile(
            rf"\b(?:appoint(?:s|ed|ment)?|nam(?:es?|ed)|hir(?:es?|ed)|tap(?:s|ped)|promot(?:es?|ed)|elect(?:s|ed)|ernennt|nomme|nombra|poach(?:es|ed)|picks?|recruit(?:s|ed)?)\b{_GAP % 7}{_ROLE}\b",
            rf"\b{_ROLE}\b{_GAP % 4}(?:resign(?:s|ed)?|quits?|steps?\s+down|stepp(?:ed|ing)\s+down|retir(?:es?|ed|ing)|leav(?:es?|ing)|out|ousted|depart(?:s|ed)?|dies|to\s+leave)\b",
            r"\b(?:steps?\s+down|stepping\s+down|resigns?|appoint(?:s|ed)|succeeds?|new\s+(?:ceo|cfo|coo|cto|boss|chief|chairman|president)|joins?\s+as|to\s+lead)\b",
        ),
    ),
    (
        NewsKind.AWARD,
        _compile(
            r"\b(?:awards?|prizes?|honou?r(?:s|ed)?|medal|accolade|best\s+places?\s+to\s+work|ranked\s+(?:first|no\.?\s*1|number\s+one)|"
            r"shortlisted|finalist|recogni[sz]ed\s+(?:as|by|for)|named\s+(?:\w+\s+){0,3}of\s+the\s+year|anniversary|of\s+the\s+year|milestone)\b",
        ),
    ),
    (
        NewsKind.DEAL,
        _compile(
            r"\b(?:acqui(?:res?|red|ring|sition)|buy(?:s|ing)?|bought|merg(?:es?|ed|ing|er)|takeover|takes?\s+over|snaps?\s+up|stake\s+in|bid\s+for|ubernimmt|"
            r"kauft|rachete|compra|sells?\s+(?:its|unit|stake|business)|divests?|spin-?off|to\s+sell|sale\s+of)\b",
            r"\b(?:partner(?:s|ed|ing|ship)?|joint\s+venture|alliance|teams?\s+up|signs?|contracts?|agreement|deal|wins?\s+(?:order|bid|tender|contract)|ipo|picks)\b",
            r"\b(?:rais(?:es?|ed|ing)\s+[$€£]|series\s+[a-h]\b|funding|seed\s+round|valu(?:ed|ation)|invest(?:s|ed|ing|ment)?)\b",
        ),
    ),
    (
        NewsKind.RESULTS,
        _compile(
            r"\b(?:results|earnings|profits?|revenues?|quarterly|quarter|guidance|outlook|forecasts?|estimates|dividends?|buyback|sales\s+(?:rise|fall|grow|drop|jump|climb|up|down)s?|"
            r"(?:comparable|same-store|record|annual|full-year|net|higher|lower|strong|weak|falling|rising)\s+sales|shares?|stock|umsatz|gewinn|prognose|chiffre\s+d'affaires|benefices?|ventas|resultados|q[1-4]|ebitda)\b",
        ),
    ),
    (
        NewsKind.PRODUCT,
        _compile(
            r"\b(?:launch(?:es|ed|ing)?|unveil(?:s|ed)?|introduc(?:es?|ed|ing)|debuts?|roll(?:s|ed|ing)?\s+out|releases?|releas(?:ed|ing)|new\s+(?:\w+\s+){0,2}(?:app|model|menu|range|"
            r"product|line|feature|version|phone|service|collection|platform|tool)|adds?|brings?\s+back|updates?|upgrade[sd]?|lance|lanza|pilots?|tests?|trials?)\b",
        ),
    ),
)


def classify_news(title: str, summary: str) -> NewsReason:
    """Return the kind of a piece of news and the words that told it: by its title, else by its summary."""
    for text in (clean_text(title), clean_text(summary[:400])):
        for kind, patterns in _PATTERNS:
            for pattern in patterns:
                if found := pattern.search(text):
                    return NewsReason(kind, " ".join(found[0].split()))
    return NewsReason(NewsKind.OTHER)
