"""Which companies a piece of news names. Pure.

Every form of every name stands in a tree of words, so that a text is walked through once, however many
companies there are. Only what is found there is looked at closely.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jobs.rules.companies import Company, Match
from jobs.rules.company_names import NameForm, Profile, name_forms, profile_company
from jobs.rules.match_evidence import weigh_hit
from jobs.rules.match_weights import ENOUGH, Hit, Verdict
from jobs.rules.name_doubts import Doubt
from jobs.rules.named_domains import domains_above, domains_in, speaks_for_itself
from jobs.rules.news_text import (
    NewsText,
    clean_text,
    has_dotted_letters,
    mask_addresses,
    pieces_of,
    read_news_text,
)
from storage.hosts import find_site
from storage.names import LEGAL_FORMS

__all__ = ["Company", "Match", "Matcher", "build_matcher"]

_JOINTS = frozenset(["", " ", "-", " - ", "- ", ".", "/"])
_MOST_HITS = 150
"""Names in one text that are looked at; a text with more is a list, or meant to keep us busy."""
_BLANKS = re.compile(r"\s+")


@dataclass(slots=True)
class _Node:
    """A word of a name, with the words that go on and the names that end here."""

    following: dict[str, "_Node"] = field(default_factory=dict[str, "_Node"])
    forms: list[NameForm] = field(default_factory=list[NameForm])


@dataclass(slots=True)
class Matcher:
    """All companies, arranged so that those that a text names are found by walking through it once."""

    profiles: list[Profile]
    _root: dict[str, _Node]
    _heads: frozenset[str]
    """The first letters-and-digits run of every form: a text without any of them names nobody."""
    _capital_heads: frozenset[str]
    """The same where only an ordinary word begins with it, which is looked for with a capital only."""
    _domains: dict[str, list[int]]
    _places: dict[str, int]
    """Where each company's profile is, by its key."""

    def match(
        self, title: str, summary: str, link: str | None = None, feed: str | None = None
    ) -> tuple[Match, ...]:
        """Return each company that the text names as that company, in the order in which they were given."""
        text = read_news_text(title, summary, (find_site(link) or "") if link else "", feed)
        found: dict[int, Match] = {}
        self._match_addresses(text, link or "", found)
        text.text = mask_addresses(text.text)
        if self._may_name_somebody(text):
            self._match_names(text, found)
        return tuple(found[number] for number in sorted(found))

    def _may_name_somebody(self, text: NewsText) -> bool:
        """Whether a closer look is worth while."""
        small = pieces_of(text.text.lower())
        if not self._heads.isdisjoint(small) or has_dotted_letters(text.text):
            return True
        if self._capital_heads.isdisjoint(small):
            return False
        return not text.has_capitals or any(
            piece.lower() in self._capital_heads for piece in pieces_of(text.text) if not piece.islower()
        )

    def _match_addresses(self, text: NewsText, link: str, found: dict[int, Match]) -> None:
        """Take a company's address as its name, and "we" on its own press pages as the company."""
        for domain in domains_in(text.text) if self._domains else ():
            for number in self._domains.get(domain, ()):
                found[number] = Match(self.profiles[number].key, f"the address {domain}")
        if text.link and speaks_for_itself(text.text, link):
            for domain in domains_above(text.link):
                for number in self._domains.get(domain, ()):
                    said = f"its own newsroom at {text.link}"
                    found.setdefault(number, Match(self.profiles[number].key, said))

    def list_aliases(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the other names of companies that were matched."""
        return tuple(alias for key in keys for alias in self.profiles[self._places[key]].aliases)

    def find_spans(self, text: NewsText) -> list[tuple[int, int]]:
        """Return where names stand in a text, whatever they mean there: places of first and last words."""
        return [(hit.first, hit.last) for hit in self._find_hits(text, small_too=True)]

    def _match_names(self, text: NewsText, found: dict[int, Match]) -> None:
        hits = self._find_hits(text)
        if not hits:
            return
        sure = {
            place
            for hit in hits
            if not hit.form.ticker and (hit.form.doubt is Doubt.NONE or text.tokens[hit.first].capital)
            for place in range(hit.first, hit.last + 1)
        }
        by_company: dict[int, list[Hit]] = {}
        for hit in hits:
            by_company.setdefault(hit.form.company, []).append(hit)
        for number, own in by_company.items():
            if number in found:
                continue
            mine = {place for hit in own for place in range(hit.first, hit.last + 1)}
            verdicts = [
                (
                    hit,
                    weigh_hit(
                        text, hit, self.profiles[number], lambda place, mine=mine: place in sure - mine
                    ),
                )
                for hit in own
            ]
            if best := _choose(verdicts):
                hit, verdict = best
                found[number] = Match(self.profiles[number].key, _say_why(text, hit, verdict))

    def _find_hits(self, text: NewsText, *, small_too: bool = False) -> list[Hit]:
        """Return every form that stands in the text and lies in no longer one.

        Ordinary words without a capital stay out where the text has capitals, unless asked for.
        """
        capitals = text.has_capitals and not small_too
        tokens, root = text.tokens, self._root
        hits: list[Hit] = []
        for place, token in enumerate(tokens):
            node = root.get(token.word)
            if node is not None:
                hits.extend(self._walk(text, node, place, capitals=capitals))
            if token.owner is None and token.rest is None:
                continue
            for other in (token.owner, token.rest):
                if other is not None and other != token.word:
                    node = root.get(other)
                    if node is not None:
                        hits.extend(
                            Hit(form, place, place, possessive=other is token.owner)
                            for form in node.forms
                            if self._stands(text, form, place, place)
                        )
        del hits[_MOST_HITS:]
        if len(hits) < 2:
            return [hit for hit in hits if not self._is_excluded(text, hit)]
        spans = {(hit.first, hit.last) for hit in hits}
        return [
            hit
            for hit in hits
            if not any(
                first <= hit.first and hit.last <= last and (first, last) != (hit.first, hit.last)
                for first, last in spans
            )
            and not self._is_excluded(text, hit)
        ]

    def _walk(self, text: NewsText, node: _Node, first: int, *, capitals: bool) -> Iterator[Hit]:
        tokens = text.tokens
        last = first
        while True:
            for form in node.forms:
                if (
                    capitals
                    and form.doubt is not Doubt.NONE
                    and tokens[last].raw.islower()
                    and form.words[-1] not in form.small_words
                ):
                    continue
                if self._stands(text, form, first, last):
                    yield Hit(
                        form,
                        first,
                        last,
                        possessive=tokens[last].owner is not None and tokens[last].owner == form.words[-1],
                    )
            last += 1
            if not node.following or last >= len(tokens):
                return
            token = tokens[last]
            if token.owner and (end := node.following.get(token.owner)):
                for form in end.forms:
                    if self._stands(text, form, first, last):
                        yield Hit(form, first, last, possessive=True)
            following = node.following.get(token.word)
            if following is None:
                return
            node = following

    def _stands(self, text: NewsText, form: NameForm, first: int, last: int) -> bool:
        """Whether the words there are written as this form may be."""
        tokens = text.tokens
        if form.acronym and not form.ticker:
            raw = "".join(token.raw for token in tokens[first : last + 1] if token.raw != "&")
            letters = "".join(
                character for character in raw.removesuffix("'s").removesuffix("'S") if character.isalnum()
            )
            if not letters.isupper() or letters.lower() != "".join(
                word for word in form.words if word != "and"
            ):
                return False
        if form.ticker and not (
            tokens[first].raw.isupper() or text.text[tokens[first].start - 1 : tokens[first].start] == "$"
        ):
            return False
        if form.literal:
            span = "".join(
                text.text[tokens[first].start : tokens[last].end].lower().removesuffix("'s").split()
            )
            return span == form.literal
        for offset, own in enumerate(form.gaps):
            gap = text.gap(first + offset + 1)
            plain = _BLANKS.sub(" ", gap)
            if plain not in _JOINTS and plain.strip() != own:
                return False
            if own == "." and "." not in gap:
                return False
            if "\n" in gap or (plain == "-" and own == "" and form.doubt is not Doubt.NONE):
                return False
        return True

    def _is_excluded(self, text: NewsText, hit: Hit) -> bool:
        """Whether an excluded phrase of the company stands there, with the name in it."""
        for phrase in self.profiles[hit.form.company].excludes:
            length = len(phrase)
            for first in range(max(0, hit.last - length + 1), hit.first + 1):
                words = text.words[first : first + length]
                if len(words) == length and words[:-1] == list(phrase[:-1]):
                    ending = text.tokens[first + length - 1]
                    if phrase[-1] in (ending.word, ending.owner):
                        return True
        return False


def build_matcher(companies: Iterable[Company]) -> Matcher:
    """Arrange the names of all companies."""
    profiles: list[Profile] = []
    root: dict[str, _Node] = {}
    heads: set[str] = set()
    capital_heads: set[str] = set()
    domains: dict[str, list[int]] = {}
    places: dict[str, int] = {}
    for number, company in enumerate(companies):
        profile = profile_company(company)
        profiles.append(profile)
        places.setdefault(profile.key, number)
        if profile.domain:
            domains.setdefault(profile.domain, []).append(number)
        for form in name_forms(number, company):
            if not form.words or (len(form.words) == 1 and form.words[0] in LEGAL_FORMS and not form.acronym):
                continue
            alone = len(form.words) == 1 and form.doubt is not Doubt.NONE and not form.ticker
            (capital_heads if alone else heads).update(_heads_of(form))
            node = root.setdefault(form.words[0], _Node())
            for word in form.words[1:]:
                node = node.following.setdefault(word, _Node())
            node.forms.append(form)
    return Matcher(profiles, root, frozenset(heads), frozenset(capital_heads - heads), domains, places)


def _heads_of(form: NameForm) -> Iterator[str]:
    yield form.words[0]
    pieces = pieces_of(clean_text(form.written).lower())
    for piece in pieces[:2]:
        if len(piece) > 1:
            yield piece
    if pieces and len(pieces[0]) == 1:
        yield pieces[0]


def _choose(verdicts: list[tuple[Hit, Verdict]]) -> tuple[Hit, Verdict] | None:
    """Return the surest occurrence, if one is sure enough.

    Where the text also has somebody else of that name, the bare name needs more.
    """
    others = any(verdict.other_bearer for _, verdict in verdicts)
    best: tuple[Hit, Verdict] | None = None
    for hit, verdict in verdicts:
        weight = verdict.weight - (2.0 if others and hit.form.doubt is not Doubt.NONE else 0.0)
        if weight >= ENOUGH and (best is None or weight > best[1].weight):
            best = hit, verdict
    return best


def _say_why(text: NewsText, hit: Hit, verdict: Verdict) -> str:
    start, end = text.tokens[hit.first].start, text.tokens[hit.last].end
    name = text.text[start:end].removesuffix("'s")
    where = "title" if start < text.title_end else "summary"
    if verdict.reason.startswith("ticker"):
        return f"{verdict.reason} in the {where}"
    what = f"the name “{name}” in the {where}"
    return f"{what}, with {verdict.reason}" if verdict.reason else what
