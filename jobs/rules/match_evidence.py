"""What stands around a name, and whether it makes the name a company's. Pure.

Each thing found has a weight. A name that hardly means anything else begins with what it needs; an ordinary
word, a person's name or a place needs company words near it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jobs.rules.company_names import Doubt, NameForm, Profile, Sense, is_dictionary_word
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES

ENOUGH = 0.95
"""The weight from which on a name is the company's."""

_TICKER_BEHIND = re.compile(
    r"[\"')]*\s*\([^()]{0,40}?\b(?:NYSE|NASDAQ|LSE|LON|AMEX|TSX|ASX|Euronext|XETRA|FRA|SIX|EPA|OTC\w*)(?:\s?[A-Z]{2,8})?\s*:\s*([A-Z.]{1,6})\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\"']?\s?\(([A-Z]{1,5})(?:\.[A-Z]{1,2})?\)")
_COMPOUNDS = frozenset(
    "backed owned led branded made style like run operated based sponsored funded inspired exclusive bound controlled".split()
)
_ADDRESS_START = re.compile(r"[\w-]")


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


def weigh_hit(text: NewsText, hit: Hit, profile: Profile, is_company: Callable[[int], bool]) -> Verdict:
    """Weigh one occurrence. `is_company` tells whether a company surely stands at a place of the text."""
    style = text.style_at(hit.first)
    verdict = Verdict(_prior(text, hit, style))
    if hit.form.ticker or (hit.form.acronym and hit.form.is_alias):
        _weigh_ticker(text, hit, verdict)
        if hit.form.ticker:
            return verdict
    _weigh_signs(text, hit, profile, verdict)
    _weigh_left(text, hit, profile, style, verdict)
    _weigh_right(text, hit, profile, style, verdict)
    if hit.form.doubt is not Doubt.NONE or hit.form.acronym:
        _weigh_company_beside(text, hit, is_company, verdict)
        _weigh_topic(text, hit, profile, verdict)
    return verdict


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
    capital = all(token.capital for token in significant)
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
        return 2.2 if form.doubt is Doubt.LITTLE else 2.0
    return 0.7 if form.sense & Sense.PLACE else 1.3 if form.sense & Sense.PERSON else 1.6


_AMOUNTS = frozenset(
    "of over under about nearly almost than up top tops topped hits raises raised some at least around exceeds reaches gets past".split()
)
_COUNTED = frozenset(
    "users people jobs miles downloads units customers followers views deaths doses homes households cars vehicles tons tonnes barrels "
    "visitors subscribers seed series round euros dollars pounds euro dollar loan deal contract grant engine car".split()
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
    if following in (
        "inc",
        "corp",
        "corporation",
        "plc",
        "ltd",
        "limited",
        "llc",
        "gmbh",
        "ag",
        "incorporated",
        "kgaa",
    ) and gap in (" ", ", "):
        verdict.add(4.0, f"“{text.tokens[hit.last + 1].raw}” behind it")
    if profile.domain and (text.link or profile.domain in text.text.lower()):
        host = text.link
        if host == profile.domain or host.endswith("." + profile.domain):
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


def _weigh_left(text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict) -> None:
    place = hit.first - 1
    if place < 0 or text.is_start(hit.first):
        return
    before = text.tokens[place]
    gap = text.gap(hit.first)
    form = hit.form
    if "-" in gap and gap.strip() == "-":
        _weigh_left_hyphen(text, hit, style, verdict)
        return
    if gap.strip():
        return
    word = before.word
    two = f"{text.words[place - 1]}_{word}" if place else word
    if _describes(word) and form.doubt is not Doubt.NONE:
        verdict.add(2.0, f"“{before.raw}” before it")
    elif two in known.LEFT_PHRASES and not (form.sense & Sense.PLACE and word in ("in", "at", "from", "to")):
        verdict.add(1.8, f"“{text.tokens[place - 1].raw} {before.raw}” before it")
    elif word in known.LEFT_VERBS:
        verdict.add(1.2, f"“{before.raw}” before it")
    elif word in ("rival", "rivals", "ex", "former") and form.doubt is not Doubt.NONE:
        verdict.add(1.2, f"“{before.raw}” before it")
    if (
        word in ("the", "a", "an", "this", "that", "la", "le", "el", "die", "der", "das")
        and form.doubt is not Doubt.NONE
    ):
        _weigh_article(text, hit, word, verdict)
    elif (
        word
        in ("my", "your", "his", "her", "their", "our", "no", "every", "any", "these", "those", "some", "its")
        and form.doubt is not Doubt.NONE
    ):
        verdict.add(-2.0)
    elif form.sense & Sense.PLACE and word in (
        "in",
        "near",
        "at",
        "from",
        "to",
        "of",
        "across",
        "around",
        "outside",
        "through",
        "on",
        "between",
    ):
        verdict.add(-1.5)
    if word in ("der", "den", "de") and place and text.words[place - 1] == "van":
        verdict.refuse(other_bearer=True)
    if (
        word in ("of", "de", "von")
        and place
        and text.words[place - 1] in _NAMED_PLACES
        and text.tokens[place - 1].capital
    ):
        verdict.refuse()
    if word == "of" and place and form.doubt >= Doubt.SOME and _is_named_after(text, place - 1):
        verdict.add(-2.2)
    if before.raw == "&" and form.doubt >= Doubt.SOME and place and text.tokens[place - 1].capital:
        if text.words[place - 1] not in known.WELL_KNOWN and text.words[place - 1] not in profile.own_words:
            verdict.refuse(other_bearer=True)
    if word.isdigit() and form.doubt is not Doubt.NONE and not form.acronym:
        verdict.add(-1.5)
    if before.capital and not _is_innocent_before(text, place, style, profile):
        if (
            style is Style.SENTENCE
            and text.is_start(place)
            and word not in known.PERSON_TITLES
            and word not in known.NAME_BEGINNINGS
            and _may_lead(word)
        ):
            verdict.add(-1.6 if form.doubt is not Doubt.NONE else 0.0)
        else:
            _weigh_bigger_left(text, hit, style, verdict)


def _is_named_after(text: NewsText, place: int) -> bool:
    """Whether a capital word before "of" makes a name: "Statue of Liberty", not "Shares of Target"."""
    token = text.tokens[place]
    return (
        token.capital
        and not token.raw.isupper()
        and token.word not in known.ROLE_WORDS
        and token.word not in known.STRONG_NOUNS
        and token.word not in known.WEAK_NOUNS
        and not _describes(token.word)
        and f"{token.word}_of" not in known.LEFT_PHRASES
    )


_NAMED_PLACES = frozenset(
    "temple university bank city port county church duke duchess earl prince princess gulf isle bay house lord battle mayor bishop institute school "
    "museum college republic kingdom state province town village".split()
)


def _weigh_article(text: NewsText, hit: Hit, article: str, verdict: Verdict) -> None:
    """Weigh "the Gap": seldom a company, unless a company's noun follows."""
    after = (
        text.words[hit.last + 1] if hit.last + 1 < len(text.words) and text.gap(hit.last + 1) == " " else ""
    )
    if after in known.STRONG_NOUNS or after in known.WEAK_NOUNS or after in known.DESCRIPTORS:
        verdict.add(0.3)
    elif "the" in hit.form.words or article not in ("the", "a", "an", "this", "that"):
        verdict.add(-0.8)
    else:
        verdict.add(-1.6)


def _weigh_left_hyphen(text: NewsText, hit: Hit, style: Style, verdict: Verdict) -> None:
    before = text.tokens[hit.first - 1]
    if before.word in ("ex", "anti", "non", "pro", "pre", "post", "co", "then", "now"):
        verdict.add(1.0)
    elif hit.form.doubt is not Doubt.NONE and not _is_pair(text, hit.last):
        if before.capital and style is Style.SENTENCE:
            verdict.refuse()
        else:
            verdict.add(-1.5)


def _is_pair(text: NewsText, last: int) -> bool:
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


def _describes(word: str) -> bool:
    """Whether a word says what kind of company follows: "retailer", "chipmaker", "Autohersteller"."""
    return word in known.DESCRIPTORS or word.endswith(
        ("hersteller", "konzern", "riese", "kette", "anbieter", "handler", "versicherer", "maker")
    )


def _is_innocent_before(text: NewsText, place: int, style: Style, profile: Profile) -> bool:
    """Whether a capital word before the name is no part of a bigger name."""
    token = text.tokens[place]
    word = token.word
    if token.owner or token.raw == "&":
        return True
    if word in known.PERSON_TITLES or word in known.NAME_BEGINNINGS:
        return False
    if (
        word in known.FUNCTION_WORDS
        or _describes(word)
        or word in known.MONTHS_AND_DAYS
        or word in known.NATIONALITIES
        or word in known.LEFT_VERBS
        or word
        in (
            "ceo",
            "cfo",
            "exclusive",
            "update",
            "breaking",
            "watch",
            "news",
            "opinion",
            "report",
            "why",
            "rivals",
            "retailers",
        )
        or word in profile.own_words
    ):
        return True
    return (
        style is Style.SENTENCE
        and text.is_start(place)
        and _may_lead(word)
        and word.endswith(("ing", "ed", "s", "ly"))
    )


def _may_lead(word: str) -> bool:
    """Whether an ordinary word has its capital because the sentence begins with it."""
    return is_dictionary_word(word) and not (word in FIRST_NAMES or word in PLACE_NAMES or word in SURNAMES)


def _weigh_bigger_left(text: NewsText, hit: Hit, style: Style, verdict: Verdict) -> None:
    form = hit.form
    before = text.tokens[hit.first - 1]
    word = before.word
    person = (
        word in FIRST_NAMES
        or word in known.PERSON_TITLES
        or (len(before.raw) == 1 and word not in ("a", "i"))
    )
    if form.doubt is Doubt.NONE:
        if word in known.PERSON_TITLES and word not in ("president", "don", "st"):
            verdict.refuse(other_bearer=True)
        elif (
            form.words[-1].endswith("s")
            and form.written[-2:-1] in "'’"
            and style is Style.SENTENCE
            and word not in known.WELL_KNOWN
        ):
            verdict.refuse(other_bearer=True)
        elif (
            style is Style.SENTENCE
            and len(form.words) == 1
            and not form.acronym
            and not is_dictionary_word(word)
            and word not in known.WELL_KNOWN
            and word not in PLACE_NAMES
            and before.raw[1:].islower()
        ):
            verdict.add(-2.2)
            verdict.other_bearer = True
        elif (
            word in FIRST_NAMES
            and not is_dictionary_word(word)
            and len(form.words) == 1
            and not form.acronym
            and not hit.possessive
        ):
            verdict.add(-2.5)
            verdict.other_bearer = True
        return
    if len(form.words) > 1 and not person:
        return
    if (
        person
        and len(form.words) == 1
        and not (style is not Style.SENTENCE and is_dictionary_word(word) and not form.sense & Sense.PERSON)
    ):
        verdict.refuse(other_bearer=True)
    elif style is Style.SENTENCE or word in known.NAME_BEGINNINGS:
        if form.acronym:
            verdict.add(-3.5 if form.doubt is not Doubt.NONE else 0.0)
            return
        verdict.refuse(other_bearer=True)
    elif word in PLACE_NAMES or word in SURNAMES or not is_dictionary_word(word):
        verdict.add(-2.0)
    elif word not in known.BUSINESS_TOPICS:
        verdict.add(-1.0)


def _weigh_right(text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict) -> None:
    place = hit.last + 1
    if place >= len(text.tokens):
        return
    after = text.tokens[place]
    gap = text.gap(place)
    form = hit.form
    if gap.strip() == "-" and gap == "-":
        _weigh_right_hyphen(text, hit, style, verdict)
        return
    if hit.possessive or gap.strip() == "'":
        _weigh_possession(text, hit, verdict)
        return
    if gap.strip():
        if gap == ", " and form.sense & Sense.PLACE and after.word in PLACE_NAMES and after.capital:
            verdict.add(-2.5)
        elif gap.startswith(", ") and form.doubt is not Doubt.NONE:
            window = text.words[place : place + 5]
            if (
                window
                and window[0] in ("the", "a", "an", "which", "whose", "based", "one")
                and any(word in known.DESCRIPTORS or word in known.STRONG_NOUNS for word in window)
            ):
                verdict.add(
                    2.0, f"“{' '.join(token.raw for token in text.tokens[place : place + 3])} …” behind it"
                )
        return
    if after.word in _PERIODS and place + 1 < len(text.tokens) and text.gap(place + 1) == " ":
        place += 1
        after = text.tokens[place]
    word = after.word
    if place == hit.last + 1 and _continues_name(text, hit, profile, style, verdict):
        return
    if verdict.weight < -4:
        return
    if form.doubt is Doubt.NONE and not form.acronym and verdict.weight > 2:
        return
    following = text.words[place + 1] if place + 1 < len(text.words) else ""
    if f"{word}_{following}" in known.STRONG_PAIRS:
        verdict.add(2.2, f"“{after.raw} {text.tokens[place + 1].raw}” behind it")
    elif word in known.STRONG_NOUNS:
        verdict.add(2.0, f"“{after.raw}” behind it")
    elif word in known.STRONG_VERBS:
        speaks = word in ("said", "says", "told", "tells")
        whole = text.is_start(hit.first) and style is not Style.TITLE and _has_object(text, place)
        weight = 1.0 if form.sense & Sense.PERSON and speaks else 2.4 if whole else 2.0
        verdict.add(weight, f"“{after.raw}” behind it")
    elif word == "to" and following in _PLANNED:
        verdict.add(2.3, f"“to {text.tokens[place + 1].raw}” behind it")
    elif word == "to" and text.is_start(hit.first) and _is_verb_ahead(text, place + 1):
        verdict.add(2.1, f"“to {text.tokens[place + 1].raw}” behind it")
    elif word in known.WEAK_VERBS:
        whole = text.is_start(hit.first) and style is not Style.TITLE and _has_object(text, place)
        if whole and word in _ALSO_THINGS:
            whole = _acts_on_something(text, place)
        verdict.add(2.1 if whole else 0.9, f"“{after.raw}” behind it")
    elif word in known.WEAK_NOUNS:
        verdict.add(
            0.8 if after.raw[0].islower() or style is not Style.SENTENCE else 0.5, f"“{after.raw}” behind it"
        )
    elif word in profile.trade_words or (following in profile.trade_words and is_dictionary_word(word)):
        verdict.add(1.6 if word in profile.trade_words else 1.2, f"“{after.raw}” behind it")
    elif text.is_start(hit.first) and style is not Style.TITLE and _acts_on_something(text, place):
        verdict.add(1.9, f"“{after.raw}” behind it")
    elif word in known.PERSON_VERBS:
        verdict.add(-1.0)
    elif word in known.FUNCTION_WORDS or (form.doubt is Doubt.NONE and not form.acronym):
        pass
    elif any(word in topic for topic in known.OTHER_TOPICS):
        verdict.add(-2.0)
    elif is_dictionary_word(word):
        if form.acronym and _has_object(text, place) and not text.words[place + 1].endswith("ed"):
            verdict.add(0.0)
        elif after.raw[0].islower() and style is Style.SENTENCE and not text.is_start(hit.first):
            verdict.add(-0.2 if form.sense is Sense.WORD else -0.6)
        else:
            verdict.add(-1.2)


def _is_verb_ahead(text: NewsText, place: int) -> bool:
    """Whether "to" goes on with something to do, and not with a place: "Toast to power hotels", not "to airport"."""
    token = text.tokens[place] if place < len(text.tokens) else None
    following = text.tokens[place + 1] if place + 1 < len(text.tokens) else None
    return (
        token is not None
        and following is not None
        and text.gap(place + 1) == " "
        and token.word not in known.FUNCTION_WORDS
        and token.word not in PLACE_NAMES
        and token.raw.isalpha()
        and not token.word.endswith("s")
        and is_dictionary_word(token.word.removeprefix("re"))
        and following.word not in ("in", "on", "after", "as")
    )


_PERIODS = frozenset("q1 q2 q3 q4 quarterly annual yearly".split())
_ALSO_THINGS = frozenset(
    "fires plans reports posts files orders rules tests trials drops claims charges names".split()
)
_SMALL_GAPS = frozenset([" ", " $", " €", " £", ' "', " US$"])


def _acts_on_something(text: NewsText, place: int) -> bool:
    """Whether a word is a verb with an object by its looks: "connects 5G customers", not "growers fear frost"."""
    verb = text.tokens[place]
    if place + 1 >= len(text.tokens) or text.gap(place + 1) not in _SMALL_GAPS or not verb.raw.islower():
        return False
    following = text.tokens[place + 1]
    return (
        verb.word.endswith("s")
        and not verb.word.endswith("ss")
        and is_dictionary_word(verb.word)
        and (
            following.capital
            or following.raw[0].isdigit()
            or following.word
            in (
                "new",
                "its",
                "first",
                "more",
                "all",
                "two",
                "three",
                "a",
                "an",
                "the",
                "former",
                "second",
                "another",
            )
        )
    )


def _has_object(text: NewsText, place: int) -> bool:
    """Whether a verb does something to something: "opens stores", not "opens in May"."""
    verb = text.words[place]
    if place + 1 >= len(text.tokens) or text.gap(place + 1) not in _SMALL_GAPS or not verb.endswith("s"):
        return False
    following = text.words[place + 1]
    if following in ("off", "up", "out") and place + 2 < len(text.words):
        following = text.words[place + 2]
    return following not in _NO_OBJECTS


_NO_OBJECTS = frozenset(
    """
    by for from in into of on onto over per than through to toward under until up upon via with without about above across after
    against along amid among around before behind below between despite during like near since while when where and or but
    as at again further sharply slightly back together later soon and that
    """.split()
)
_PLANNED = frozenset(
    """
    open close cut buy acquire sell launch hire build invest expand shut lay raise add pay create merge spin report post
    slash axe begin start offer replace roll unveil appoint name cancel move relocate test introduce recall settle double
    """.split()
)


def _continues_name(text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict) -> bool:
    """Weigh a capital word behind the name, which may make it the name of something else."""
    place = hit.last + 1
    after = text.tokens[place]
    if not after.capital and style is not Style.SMALL:
        if (
            after.word in ("rainforest", "river", "basin", "county", "variant")
            and hit.form.doubt is not Doubt.NONE
        ):
            verdict.refuse()
            return True
        return False
    word = after.word
    following = text.words[place + 1] if place + 1 < len(text.words) and text.gap(place + 1) == " " else ""
    if (
        hit.form.acronym
        and style is not Style.CAPITALS
        and hit.form.doubt is Doubt.NONE
        and word not in known.VENUE_WORDS
    ):
        return False
    if _names_venue(text, place, profile):
        verdict.refuse()
        return True
    if word in known.SOCIETY_WORDS and word not in profile.own_words and word not in profile.trade_words:
        verdict.refuse(other_bearer=word in ("foundation", "university", "college", "school"))
        return True
    if word in known.ROLE_WORDS or word in known.REGIONS or word in known.MONTHS_AND_DAYS:
        return False
    trade = known.ORGANISATION_WORDS.get(word)
    if trade:
        has_other = (
            trade != "transport"
            and word not in profile.own_words
            and any(known.ORGANISATION_WORDS.get(own) == trade for own in profile.own_words)
        )
        if (word in profile.trade_words or word in profile.own_words) and not has_other:
            verdict.add(1.2, f"“{after.raw}” behind it")
            return True
        if hit.form.doubt is not Doubt.NONE or (profile.industries and style is not Style.CAPITALS):
            verdict.refuse(other_bearer=True)
            return True
        if style is Style.SENTENCE:
            verdict.add(-1.5)
        return True
    if hit.form.doubt is Doubt.NONE or style is not Style.SENTENCE:
        if hit.form.sense & Sense.PERSON and word in SURNAMES and not is_dictionary_word(word):
            verdict.refuse(other_bearer=True)
            return True
        return False
    if hit.form.sense & Sense.PERSON and hit.form.words[-1] in FIRST_NAMES and not is_dictionary_word(word):
        verdict.refuse(other_bearer=True)
        return True
    if word in known.STRONG_NOUNS or word in known.WEAK_NOUNS or word in profile.trade_words:
        return False
    ahead = [
        text.words[each]
        for each in range(place + 1, min(place + 4, len(text.tokens)))
        if all(text.gap(before) == " " for before in range(place + 1, each + 1))
    ]
    if any(
        each in profile.trade_words or each in ("sales", "owners", "customers", "launch", "app", "price")
        for each in ahead
    ):
        verdict.add(1.0, f"“{after.raw}” behind it")
    else:
        verdict.add(-1.0 if len(hit.form.words) == 1 else -0.3)
    return True


def _names_venue(text: NewsText, first: int, profile: Profile) -> bool:
    """Whether the capital words from there are a stadium's or a contest's: "Ford Field", "Emirates FA Cup"."""
    for place in range(first, min(first + 3, len(text.tokens))):
        token = text.tokens[place]
        word = token.word
        if not token.capital or (place > first and text.gap(place) != " "):
            return False
        if (
            word in known.FUNCTION_WORDS
            or word in known.STRONG_VERBS
            or word in known.ROLE_WORDS
            or word in profile.own_words
        ):
            return False
        following = text.words[place + 1] if place + 1 < len(text.tokens) else ""
        if word in known.VENUE_WORDS and not (
            word == "open" and following in ("to", "for", "in", "on", "new", "first", "its", "a")
        ):
            return True
        if word in known.WEAK_VERBS:
            return False
    return False


def _weigh_right_hyphen(text: NewsText, hit: Hit, style: Style, verdict: Verdict) -> None:
    after = text.tokens[hit.last + 1]
    if after.word in _COMPOUNDS:
        verdict.add(
            1.8
            if after.word
            in ("backed", "owned", "branded", "operated", "funded", "led", "sponsored", "controlled")
            else 0.5,
            f"“-{after.raw}” behind it",
        )
    elif hit.form.doubt is not Doubt.NONE and not _is_pair(text, hit.last + 1):
        if after.capital and style is Style.SENTENCE:
            verdict.refuse()
        else:
            verdict.add(-1.5)


def _weigh_possession(text: NewsText, hit: Hit, verdict: Verdict) -> None:
    if hit.form.doubt is Doubt.NONE:
        return
    window = text.tokens[hit.last + 1 : hit.last + 5]
    for distance, token in enumerate(window):
        if token.word in known.STRONG_NOUNS or (token.word in known.WEAK_NOUNS and distance < 3):
            verdict.add(1.9 if token.word in known.STRONG_NOUNS else 1.4, f"“{token.raw}” behind it")
            return
    if window and window[0].capital and text.style_at(hit.first) is Style.SENTENCE:
        verdict.add(1.9 if hit.form.sense is Sense.WORD else 1.0, "“’s” behind it")
        return
    verdict.add(0.4 if hit.form.sense is Sense.WORD else -0.2)


def _weigh_company_beside(
    text: NewsText, hit: Hit, is_company: Callable[[int], bool], verdict: Verdict
) -> None:
    for place, joint in ((hit.first - 1, hit.first), (hit.last + 1, hit.last + 1)):
        if not 0 <= place < len(text.tokens):
            continue
        step = -1 if place < hit.first else 1
        gap = text.gap(joint).strip()
        if text.words[place] in ("and", "or", "vs", "with", "versus", "like") and gap == "":
            place += step  # noqa: PLW2901 - the next word is the neighbour
        elif gap not in (",", "/", ", and"):
            continue
        if not 0 <= place < len(text.tokens):
            continue
        token = text.tokens[place]
        if (
            hit.form.sense & Sense.PLACE
            and token.word in PLACE_NAMES
            and token.capital
            and not is_company(place)
        ):
            verdict.add(-1.0)
        elif token.word in known.WELL_KNOWN or token.owner in known.WELL_KNOWN or is_company(place):
            verdict.add(1.7, f"“{token.raw}” beside it")
            return
        elif (
            token.capital
            and is_dictionary_word(token.word)
            and not text.is_start(place)
            and text.style_at(place) is Style.SENTENCE
        ):
            verdict.add(-0.8)
        elif token.capital and not is_dictionary_word(token.word) and text.style_at(place) is Style.SENTENCE:
            if token.word not in PLACE_NAMES and token.word not in FIRST_NAMES and token.word not in SURNAMES:
                verdict.add(0.8, f"“{token.raw}” beside it")
                return


def _described(text: NewsText) -> tuple[str, int] | None:
    """Return what the text calls the one it is about, "the retailer" or "the university", and whether it is a company."""
    other: tuple[str, int] | None = None
    for place in range(1, len(text.words)):
        if text.words[place - 1] == "the" and text.tokens[place].raw.islower():
            for ahead in (place, place + 1):
                word = text.words[ahead] if ahead < len(text.words) else ""
                if word in known.DESCRIPTORS and word not in (
                    "operator",
                    "group",
                    "unit",
                    "label",
                    "client",
                    "customer",
                    "specialist",
                ):
                    return f"the {word}", 1
                if word in known.OTHER_KINDS and ahead == place:
                    other = f"the {word}", -1
    return other


_RESULTS_VERBS = frozenset(
    "beats beat tops topped misses missed miss lifts raises cuts lowers hikes trims".split()
)
_RESULTS_NOUNS = frozenset("estimates forecasts expectations forecast guidance outlook dividend".split())


def _weigh_topic(text: NewsText, hit: Hit, profile: Profile, verdict: Verdict) -> None:
    own = set(hit.form.words)
    words = text.vocabulary - own
    if words & _RESULTS_VERBS and words & _RESULTS_NOUNS:
        verdict.add(1.0, "words of its results")
    said = _described(text)
    if said and said[1] > 0:
        verdict.add(0.9, f"“{said[0]}”")
    elif said and not verdict.is_told:
        verdict.add(-1.5)
    elif said:
        verdict.add(-2.5)
    business = len(words & known.BUSINESS_TOPICS)
    trade = len(words & profile.trade_words)
    verdict.add(min(business * 0.35, 1.4))
    verdict.add(min(trade * 0.45, 1.5), "words of its trade" if trade > 1 else "")
    for topic in known.OTHER_TOPICS:
        found = len((words & topic) - profile.trade_words)
        if found:
            verdict.add(
                -min(0.35 * found, 0.5 if verdict.is_told else 1.5) if business < 3 else -0.15 * min(found, 3)
            )
