"""What a headline says, in a form in which two headlines about one event look alike. Pure."""

import re
from dataclasses import dataclass

from jobs.rules.event_amounts import take_amounts
from jobs.rules.event_nature import Findings, judge_nature
from jobs.rules.event_stems import KnownWord, look_up, regions_around
from jobs.rules.news_text import Token, clean_text, tokens_of
from jobs.rules.vocabulary.country_words import JOINED_PLACES, LANDS
from jobs.rules.vocabulary.event_phrases import PHRASES
from jobs.rules.vocabulary.event_words import NUMBER_WORDS, ROLES

_EACH_PHRASE = [(plain, re.compile(rf"(?:{pattern.lower()})(?!\w)")) for plain, pattern in PHRASES.items()]
_ANY_PHRASE = re.compile(r"\b(?:" + "|".join(pattern.lower() for pattern in PHRASES.values()) + r")(?!\w)")
"""Small letters, and no groups: so the phrases that cannot begin at a word are passed over quickly."""
_JOINED = re.compile(rf"\b(?:{JOINED_PLACES})\b")
_BACKGROUND = frozenset(["after", "following", "amid", "despite", "on", "as", "nach", "apres", "tras"])
"""What stands behind these is what came before."""
_WEAK_BACKGROUND = frozenset(["on", "as"])
"""These only where shares move."""
_POWERS = frozenset(["us", "uk", "eu"])
_PREPOSITIONS = frozenset(["in", "the", "to", "from", "across", "of", "off", "into"])
_ALIAS, _ORDINARY, _RARE, _NAME = 0.5, 0.8, 1.3, 1.8
"""What a word is worth as evidence."""


@dataclass(frozen=True, slots=True)
class Event:
    """The features of one headline."""

    words: dict[str, float]
    """Each thing said, with what it is worth as evidence."""
    kinds: frozenset[str]
    """What happened."""
    background: frozenset[str]
    """What happened before: behind "after" and the like."""
    steps: frozenset[str]
    """Which later step of an affair it is."""
    money: frozenset[float]
    currencies: frozenset[str]
    counts: frozenset[tuple[float, frozenset[str]]]
    """Numbers with what is counted, where that is known."""
    percentages: frozenset[float]
    places: frozenset[str]
    regions: frozenset[str]
    """The places and what they lie in."""
    lands: frozenset[str]
    """Countries, also where only an adjective tells of them."""
    names: frozenset[str]
    roles: frozenset[str]
    """The posts that it names: "ceo", "chair"."""


def read_event(  # noqa: PLR0912, PLR0915 (one branch for each sort of word)
    title: str, own_words: frozenset[str] = frozenset(), alias_words: frozenset[str] = frozenset()
) -> Event:
    """Read a headline; `own_words`, its companies' names, are no evidence, and `alias_words` hardly any."""
    text = _replace_phrases(clean_text(title))
    text = _JOINED.sub(lambda found: found[0].replace(" ", "").capitalize(), text)
    amounts, rest = take_amounts(text)
    counts = {(value, _things_of(units)) for value, units in amounts.counts}
    tokens = tokens_of(rest)
    title_case = sum(token.raw[0].isupper() for token in tokens) > 0.7 * len(tokens)
    found = Findings(has_money=bool(amounts.money))
    words: dict[str, float] = {}
    places: set[str] = set()
    names: set[str] = set()
    roles: set[str] = set()
    is_background = False
    for place, token in enumerate(tokens):
        word = token.owner or token.rest or token.word
        if word.isdigit():
            counts.add((float(word[:15]), frozenset[str]()))
            continue
        if word in NUMBER_WORDS:
            following = tuple(each.word for each in tokens[place + 1 : place + 4])
            counts.add((NUMBER_WORDS[word], _things_of(following)))
            continue
        if place and word in _BACKGROUND and (word not in _WEAK_BACKGROUND or _moves_shares(found)):
            is_background = True
        elif word == "over" and (found.kinds or found.steps):
            # "fined over a cyberattack"
            is_background = True
        known = look_up(word)
        if word not in own_words:
            _take_nature(found, known, word, place, is_background=is_background)
        if word in ROLES:
            roles.add(ROLES[word])
        if known.is_empty or word in own_words:
            continue
        capital = token.raw[0].isupper()
        is_place = capital and _names_place(tokens, place, known, small_words=not title_case)
        if is_place:
            places.add(known.place or word)
        if known.thing:
            words[known.thing] = _ORDINARY
        elif known.kind or known.step:
            continue
        elif capital and not known.is_word:
            words[known.stem] = _NAME
            if not is_place:
                names.add(known.stem)
        else:
            usual = known.is_ordinary and not (capital and place and not title_case)
            words[known.stem] = _ORDINARY if usual else _RARE
        if known.is_first_name and capital and not known.is_word:
            names.discard(known.stem)
            words[known.stem] = _ORDINARY
    for word in alias_words & words.keys():
        words[word] = min(words[word], _ALIAS)
        names.discard(word)
    found.has_counts = bool(counts)
    if "leave" in found.kinds and places and not roles and not names:
        # A company quits a country.
        found.kinds = found.kinds - {"leave"} | {"close"}
    judge_nature(found, set(words))
    return Event(
        words,
        frozenset(found.kinds),
        frozenset(found.background | found.past_steps),
        frozenset(found.steps),
        frozenset(amounts.money),
        frozenset(amounts.currencies),
        frozenset(counts),
        frozenset(amounts.percentages),
        frozenset(places),
        frozenset(region for place in places for region in regions_around(place)),
        frozenset(place for place in {*words, *places} if place in LANDS),
        frozenset(names),
        frozenset(roles),
    )


def _take_nature(found: Findings, known: KnownWord, word: str, place: int, *, is_background: bool) -> None:
    """Note what a word says about what happened."""
    found.stems.add(known.stem)
    found.stems.add(word)
    if known.kind:
        (found.background if is_background else found.kinds).add(known.kind)
    if known.step:
        (found.past_steps if is_background else found.steps).add(known.step)
    if is_background:
        return
    if known.direction:
        found.directions.append((place, known.direction))
    if known.moved:
        found.moved.append((place, known.moved))


def _moves_shares(found: Findings) -> bool:
    return any(thing == "shares" for _, thing in found.moved) and bool(found.directions)


def _names_place(tokens: list[Token], place: int, known: KnownWord, *, small_words: bool) -> bool:
    """Whether a word is a place's: known as one, or behind a small "in".

    "US", "UK" and "EU" before a noun say whose court or regulator it is, not where it happens.
    """
    before = tokens[place - 1] if place else None
    if known.place in _POWERS:
        return before is not None and before.word in _PREPOSITIONS
    if known.place is not None:
        return True
    return (
        before is not None
        and small_words
        and before.word in ("in", "near", "at")
        and before.raw.islower()
        and not (known.thing or known.kind or known.step)
    )


def _things_of(units: tuple[str, ...]) -> frozenset[str]:
    """Return what the words behind a number stand for, up to the first that is no thing."""
    things: set[str] = set()
    for unit in units:
        known = look_up(unit)
        if known.is_empty or known.step or (known.kind and not known.thing):
            break
        things.add(known.thing or known.stem)
    return frozenset(things)


def _replace_phrases(text: str) -> str:
    """Return a text with each phrase as the one word that stands for it."""
    small = text.lower()
    if len(small) != len(text):
        return text
    parts: list[str] = []
    end = 0
    for found in _ANY_PHRASE.finditer(small):
        plain = next(plain for plain, pattern in _EACH_PHRASE if pattern.match(small, found.start()))
        parts += text[end : found.start()], plain.capitalize() if text[found.start()].isupper() else plain
        end = found.end()
    return "".join([*parts, text[end:]]) if parts else text


def add_summary(title: Event, summary: Event) -> Event:
    """Return what a title and its summary say together."""
    return Event(
        {**summary.words, **title.words},
        title.kinds | summary.kinds,
        title.background | summary.background,
        title.steps | summary.steps,
        title.money | summary.money,
        title.currencies | summary.currencies,
        title.counts | summary.counts,
        title.percentages | summary.percentages,
        title.places | summary.places,
        title.regions | summary.regions,
        title.lands | summary.lands,
        title.names | summary.names,
        title.roles | summary.roles,
    )
