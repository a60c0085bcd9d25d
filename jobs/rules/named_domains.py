"""Internet addresses that a text names, and texts of a company's own press pages. Pure."""

import re
from collections.abc import Iterator

_NEWSROOM = re.compile(
    r"://(?:www\.)?(?:newsroom|press|media|news|corporate|corp|investors?|ir|about|blog)\.|/(?:newsroom|press|press-?releases?|media-?cent(?:er|re)|"
    r"news-?releases?|investors?|about(?:-us)?|blog|company)(?:/|$)",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|our|we're|we've|us)\b", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,12}(?![\w-])")


def domains_in(text: str) -> Iterator[str]:
    """Yield every domain that a text names, and those above it."""
    if "." not in text:
        return
    for found in _DOMAIN.finditer(text.lower()):
        yield from domains_above(found[0].removeprefix("www."))


def domains_above(domain: str) -> Iterator[str]:
    """Yield a domain and those above it: "ir.example.com", "example.com"."""
    while "." in domain:
        yield domain
        domain = domain.partition(".")[2]


def speaks_for_itself(text: str, link: str) -> bool:
    """Whether "we" speak on a press page."""
    return _NEWSROOM.search(link) is not None and _WE.search(text) is not None
