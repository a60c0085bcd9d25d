"""Whether a touch was attention or selling (rule NS-1)."""

import re
from dataclasses import dataclass

from storage.records import Kind

# The first branch takes what only looks like a sale out of the way of the second.
_SALE = re.compile(
    r"\b(?:(?P<innocent>(?:in|out\s+of)\s+(?:(?:good|short|working|perfect|chronological)\s+)?order\b)"
    r"|(?:re-?)?quot(?:es?|ed|ing|ations?)\b"
    r"|proposals?\b"
    r"|renew(?:s|ed|ing|als?)?\b"
    r"|(?:re-?)?pric(?:es?|ed|ing|e-?lists?)\b"
    r"|(?:re-?|pre-?)?order(?:s|ed|ing)?\b"
    r"|contract(?:s|ed|ing|ual)?\b"
    r"|discount(?:s|ed|ing)?\b"
    r"|invoic(?:es?|ed|ing)\b"
    r"|tender(?:s|ed|ing)?\b"
    r"|(?:up|cross)-?s(?:ell(?:s|ing)?|old)\b"
    r"|(?:re-?)?negotiat(?:es?|ed|ing|ions?|ors?)\b"
    r"|rf[qp]s?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KindVerdict:
    """The kind a touch is logged as, and whether to ask "Was this about a sale?"."""

    kind: Kind
    ask: bool = False


def judge_kind(said: Kind | None, note: str, *, order_placed: bool) -> KindVerdict:
    """Return what a touch counts as (rule NS-1): what the person said, else what the words suggest.

    Words about a sale never decide: they make the bot ask, and the touch is selling until it is answered, so
    that a quote cannot pass for attention in the meantime.
    """
    if said is not None:
        return KindVerdict(said)
    if order_placed:
        return KindVerdict(Kind.SELLING)
    if smells_of_sale(note):
        return KindVerdict(Kind.SELLING, ask=True)
    return KindVerdict(Kind.ATTENTION)


def smells_of_sale(note: str) -> bool:
    """Whether the note has a word of selling: quote, renewal, price …, but not "in order to"."""
    return any(not found["innocent"] for found in _SALE.finditer(note))
