"""The words of a visit, and those that leave open whether there was one. Pure (NS-15)."""

import re

from jobs.rules.place_nouns import PLACE_NOUNS, spell_place_nouns

_CLAUSE_READ = 200
_CLAUSE = re.compile(r"[.!?;:,()\n–—]|\s-|\b(?:but|so|then)\b", re.IGNORECASE)
_DENIES = re.compile(
    r"(?:\b(?:be|no|not|never|without)|n['’]t)(?:\s+(?!only\b|just\b)\w+)?\s*$", re.IGNORECASE
)
_DENIES_AT = re.compile(
    r"(?:\b(?:cannot|except|instead\s+of|never|nor|not|rather\s+than)|n['’]t)"
    r"(?:\s+(?:actually|be|been|even|really|yet)){0,2}\s*$",
    re.IGNORECASE,
)
_DOUBTS = re.compile(
    r"\b(?:agree[ds]?\s+to|almost|ask(?:s|ed|ing)?|be|book(?:s|ed)?|can|cannot|could|except|going\s+to|hop(?:es?|ed|ing)"
    r"|if|instead|invit(?:es?|ed)|may|maybe|might|miss(?:ed)?|must|nearly|need(?:s|ed)?|neither|never|next|no|nobody"
    r"|none|nor|not(?!\s+(?:just|only)\b)|offer(?:s|ed)?|or|perhaps|plan(?:s|ned|ning)?|prefer(?:s|red)?|probably"
    r"|promise[ds]?|propose[ds]?|rather|schedul(?:es?|ed)|should|suggest(?:s|ed)?|tomorrow|unless|until|wants?|wanted"
    r"|whether|will|wish(?:es|ed)?|without|would)\b|n['’]t\b|['’]ll\b",
    re.IGNORECASE,
)
"""In the same clause before an "at" they leave open whether anybody was there."""
_WAS_THERE = r"(?:visited|toured|went|been|stopped|dropped|popped|met|saw|was\s+at|were\s+at)\b"
_FROM_AFAR = re.compile(
    r"\b(?:(?:e-?|voice)?mail(?:s|ed|ing)?|call(?:s|(?:ed|ing)(?!\s+(?:at|by|in|into|on|round)\b))?"
    r"|text(?:s|ed|ing)?|phon(?:es?|ed|ing)|rang|messag(?:es?|ed|ing)|sen[dt]|sends|sending|writ(?:es?|ing|ten)|wrote"
    r"|(?:chat(?:s|ted|ting)?|read(?:s|ing)?|speak(?:s|ing)?|spoken?|talk(?:s|ed|ing)?)\b.*\babout"
    r"|discuss(?:es|ed|ing)?|jobs?|position|role|vacanc(?:y|ies))\b"
    rf"(?!.*\band\s+{_WAS_THERE})",
    re.IGNORECASE,
)
"""Who "called Kim at Park Lane" need not have gone there; who "called Kim and met Dana at Park Lane" did."""
_REPORTS = re.compile(
    r"\bhear(?:s|d|ing)?\b"
    r"|\b(?:believ|claim|knew|know|learn|mention|read|report|said|say|tell|think|thought|told)\w*\s"
    rf"(?:.*\bthat\b|(?!.*\band\s+{_WAS_THERE}).*\b(?:visited|toured|went|been|stopped|dropped|popped)\b)",
    re.IGNORECASE,
)
"""What somebody was told of another's visit: "heard that competitor visited Park Lane"."""
_PLACE_NOUN = spell_place_nouns(PLACE_NOUNS - {"place"})
"""What "took place", and who "went to second place", was at no place."""
_NOT_DROPPED_IN = r"(?:\d|half|price|value|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
"""As in "orders dropped in March", or "by 10%"."""
_VISIT = re.compile(
    r"\b(?:visited\b(?!\s+(?:by|me|us)\b)(?!\s+(?:\w+\s+)?(?:web\s*page|web\s*site|page)s?\b)|toured\b"
    rf"|(?:dropped|popped|stopped|swung)\s+(?:by|in(?:to)?|round)\b(?!\s+{_NOT_DROPPED_IN})|came\s+by\b|looked\s+in\b"
    r"|called\s+(?:by|in|into|round)\b(?!\s+sick\b)|went\s+(?:around|by|in|into|round)\b"
    rf"|(?:been|went)\s+to(?:\s+\w+){{0,3}}?\s+{_PLACE_NOUN}"
    rf"|walked\b(?!\s+\w+\s+through\b)(?:\s+\w+){{0,4}}?\s+{_PLACE_NOUN})",
    re.IGNORECASE,
)
"""In the past: a "store" alone is no visit, and neither is one that is to come."""


def speaks_of_visit(note: str) -> bool:
    """Return whether somebody says, and leaves no doubt, that they paid a visit."""
    return any(
        not denies_visit(note, found.start()) and not leaves_visit_open(note, found.start(), found.end())
        for found in _VISIT.finditer(note)
    )


def denies_visit(note: str, start: int) -> bool:
    """Return whether a "visited" that begins there is denied: "haven't visited"."""
    return _DENIES.search(note, max(0, start - _CLAUSE_READ), start) is not None


def denies_place(note: str, start: int) -> bool:
    """Return whether an "at" that begins there is denied: "was not at"."""
    return _DENIES_AT.search(note, max(0, start - _CLAUSE_READ), start) is not None


def leaves_visit_open(note: str, start: int, end: int) -> bool:
    """Return whether the clause before an "at" or a "visited" leaves open that anybody was there.

    As "will meet Kim at …" does, and "called Kim at …".
    """
    clause = _CLAUSE.split(note[max(0, start - _CLAUSE_READ) : start])[-1]
    if _DOUBTS.search(clause):
        return True
    whole = clause + " ".join(note[start:end].split())
    return _FROM_AFAR.search(whole) is not None or _REPORTS.search(whole) is not None


def leaves_mention_open(note: str, start: int, end: int) -> bool:
    """Return whether the clause around a name, before it or behind, leaves open that anybody was there."""
    before = _CLAUSE.split(note[max(0, start - _CLAUSE_READ) : start])[-1]
    behind = _CLAUSE.split(note[end : end + _CLAUSE_READ], maxsplit=1)[0]
    clause = " ".join(f"{before}{note[start:end]}{behind}".split())
    return any(pattern.search(clause) for pattern in (_DOUBTS, _FROM_AFAR, _REPORTS))
