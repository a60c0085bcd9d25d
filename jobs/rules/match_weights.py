"""An occurrence of a name, and the weight of what speaks for and against its being the company. Pure."""

from dataclasses import dataclass, field

from jobs.rules.company_names import NameForm
from jobs.rules.news_text import NewsText
from jobs.rules.vocabulary import business_words as known

PARTICLES = frozenset(["del", "della", "di", "da", "dos", "van", "bin", "der", "den"])
"""What stands between a given name and a surname: "Guillermo del Toro"."""

ENOUGH = 0.95
"""The weight from which on a name is the company's."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of a name at a place in a text."""

    form: NameForm
    first: int
    last: int
    possessive: bool = False


@dataclass(slots=True)
class Verdict:
    """How likely a hit is the company, and the strongest thing that told it."""

    weight: float
    reason: str = ""
    other_bearer: bool = False
    """It is part of the name of a person or another company: the same name alone then means that one."""
    _strongest: float = field(default=0.0)

    @property
    def is_told(self) -> bool:
        """Whether something strong speaks for the company."""
        return self._strongest >= 1.9

    def add(self, weight: float, reason: str = "") -> None:
        """Take one more thing into account."""
        self.weight += weight
        if reason and weight > self._strongest:
            self._strongest, self.reason = weight, reason

    def refuse(self, *, other_bearer: bool = False) -> None:
        """Take it as another bearer of the name, or as a place."""
        self.weight -= 6.0
        self.other_bearer = self.other_bearer or other_bearer


def is_pair(text: NewsText, last: int) -> bool:
    """Whether "Amazon-Target" is followed by what two companies have together."""
    after = text.words[last + 1] if last + 1 < len(text.words) else ""
    return after in (
        "deal",
        "merger",
        "partnership",
        "alliance",
        "tie",
        "talks",
        "pact",
        "venture",
        "takeover",
        "dispute",
        "collaboration",
    )


def describes(word: str) -> bool:
    """Whether a word says what kind of company follows: "retailer", "chipmakers", "Autohersteller"."""
    return (
        word in known.DESCRIPTORS
        or (word.endswith("s") and word[:-1] in known.DESCRIPTORS)
        or word.endswith(
            (
                "hersteller",
                "konzern",
                "riese",
                "kette",
                "anbieter",
                "handler",
                "versicherer",
                "maker",
                "makers",
            )
        )
    )
