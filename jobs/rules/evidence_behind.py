"""What stands behind a name: "Target shares", "Delta Dental", "Ford Field". Pure."""

from jobs.rules.company_names import Profile
from jobs.rules.longer_names import continues_name
from jobs.rules.match_weights import Hit, Verdict, is_pair
from jobs.rules.name_doubts import Doubt, Sense, is_dictionary_word
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary import topic_words as topics
from jobs.rules.vocabulary.place_names import PLACE_NAMES
from jobs.rules.vocabulary.word_sets import word_set

_COMPOUNDS = word_set(
    """
    backed owned led branded made style like run operated based sponsored funded inspired exclusive
    bound controlled
    """
)

_GERMAN_COMPOUNDS = word_set(
    """
    aktie aktien chef chefin konzern filiale filialen kunden mitarbeiter werk tochter vorstand betriebsrat
    aufsichtsrat
    """
)


def weigh_words_behind(  # noqa: PLR0912, PLR0915 (one branch for each thing that may stand there)
    text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict
) -> None:
    """Weigh what stands behind the name."""
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
        if any(each in topics.WORKS for each in text.words[place : place + 3]) and (
            known.INDUSTRY_WORDS["media"].isdisjoint(profile.trade_words)
        ):
            verdict.refuse(other_bearer=True)
            return
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
    if (
        (after.word in _PERIODS or after.word in known.REGIONS)
        and place + 1 < len(text.tokens)
        and text.gap(place + 1) == " "
    ):
        place += 1
        after = text.tokens[place]
    word = after.rest or after.word
    if place == hit.last + 1 and continues_name(text, hit, profile, style, verdict):
        return
    if verdict.weight < -4:
        return
    if word in topics.LIVING_THINGS and after.raw.islower() and word not in profile.trade_words:
        verdict.add(-2.5)
        return
    if form.words[-1] in topics.MATERIALS and len(form.words) == 1:
        if word in topics.MATERIAL_NOUNS:
            verdict.refuse(other_bearer=True)
            return
        if word in _MOVES:
            verdict.add(-1.5)
    if form.doubt is Doubt.NONE and not form.acronym and verdict.weight > 2:
        return
    following = text.words[place + 1] if place + 1 < len(text.words) else ""
    if f"{word}_{following}" in known.STRONG_PAIRS:
        verdict.add(2.2, f"“{after.raw} {text.tokens[place + 1].raw}” behind it")
    elif word in known.ROLE_WORDS and place + 1 < len(text.tokens) and text.tokens[place + 1].capital:
        verdict.add(2.3, f"“{after.raw}” behind it")
    elif word in known.STRONG_NOUNS:
        verdict.add(2.0, f"“{after.raw}” behind it")
    elif word in known.STRONG_VERBS:
        speaks = word in ("said", "says", "told", "tells")
        whole = text.is_start(hit.first) and style is not Style.TITLE and _has_object(text, place)
        weight = 1.0 if form.sense & Sense.PERSON and speaks else 2.4 if whole else 2.0
        verdict.add(weight, f"“{after.raw}” behind it")
    elif word == "to" and text.is_start(hit.first) and form.words[-1] in _DONE_TO_DO_SOMETHING:
        pass
    elif word == "to" and following in _PLANNED:
        verdict.add(2.5, f"“to {text.tokens[place + 1].raw}” behind it")
    elif word == "to" and text.is_start(hit.first) and _is_verb_ahead(text, place + 1):
        verdict.add(2.3, f"“to {text.tokens[place + 1].raw}” behind it")
    elif word in known.WEAK_VERBS:
        whole = text.is_start(hit.first) and style is not Style.TITLE and _has_object(text, place)
        if whole and word in _ALSO_THINGS:
            whole = _acts_on_something(text, place)
        verdict.add(2.1 if whole else 0.7, f"“{after.raw}” behind it")
    elif word in known.WEAK_NOUNS:
        moves = 1.4 if following in _MOVES or following in ("hit", "top", "miss", "beat") else 0.0
        if word in ("price", "prices") and form.sense & Sense.WORD:
            moves = 0.0  # "Bread prices rise": what things cost.
        verdict.add(
            moves + (0.8 if after.raw[0].islower() or style is not Style.SENTENCE else 0.5),
            f"“{after.raw}” behind it",
        )
    elif word in profile.trade_words or (following in profile.trade_words and is_dictionary_word(word)):
        verdict.add(1.6 if word in profile.trade_words else 1.2, f"“{after.raw}” behind it")
    elif text.is_start(hit.first) and style is not Style.TITLE and _acts_on_something(text, place):
        verdict.add(1.9, f"“{after.raw}” behind it")
    elif word in known.PERSON_VERBS:
        verdict.add(-1.0)
    elif word in known.FUNCTION_WORDS or (form.doubt is Doubt.NONE and not form.acronym):
        pass
    elif any(word in topic for topic in topics.OTHER_TOPICS):
        verdict.add(-2.0)
    elif is_dictionary_word(word):
        if form.acronym and _has_object(text, place) and not text.words[place + 1].endswith("ed"):
            verdict.add(0.0)
        elif after.raw[0].islower() and style is Style.SENTENCE and not text.is_start(hit.first):
            verdict.add(-0.2 if form.sense is Sense.WORD else -0.6)
        else:
            verdict.add(-1.2)


def _is_verb_ahead(text: NewsText, place: int) -> bool:
    """Whether "to" goes on with something to do: "Toast to power hotels", not "Subway to airport"."""
    token = text.tokens[place] if place < len(text.tokens) else None
    following = text.tokens[place + 1] if place + 1 < len(text.tokens) else None
    return (
        token is not None
        and following is not None
        and text.gap(place + 1) in _SMALL_GAPS
        and token.word not in known.FUNCTION_WORDS
        and token.word not in PLACE_NAMES
        and token.raw.isalpha()
        and not token.word.endswith("s")
        and is_dictionary_word(token.word.removeprefix("re"))
        and following.word not in ("in", "on", "after", "as")
    )


_MOVES = word_set(
    """
    climbs climb drop slide slip slump sink tumble plunge drops falls fall fell gains hits jumps
    jump rallies rises rise rose slides slips slumps
    soars surges
    """
)
"""What prices do."""
_PERIODS = word_set("q1 q2 q3 q4 quarterly annual yearly")
_ALSO_THINGS = word_set(
    """
    fires plans reports posts files orders rules tests trials drops claims charges names
    """
)
_SMALL_GAPS = frozenset([" ", " $", " €", " £", ' "', " US$"])


def _acts_on_something(text: NewsText, place: int) -> bool:
    """Whether a word looks like a verb with an object: "connects 5G customers", not "growers fear"."""
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
                "lower",
                "higher",
                "record",
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


_NO_OBJECTS = word_set(
    """
    by for from in into of on onto over per than through to toward under until up upon via with without
    about above across after against along amid among around before behind below between despite during
    like near since while when where and or but as at again further sharply slightly back together later
    soon and that
    """
)
_DONE_TO_DO_SOMETHING = word_set(
    "rush push race bid fight battle drive plan move call pledge pressure pact plea bill effort vote"
)
"""What is done to reach something: "Rush to beat tariffs lifts imports"."""
_PLANNED = word_set(
    """
    open close cut buy acquire sell launch hire build invest expand shut lay raise add pay create merge
    spin report post slash axe begin start offer replace roll unveil appoint name cancel move relocate
    test introduce recall settle double
    """
)


def _weigh_right_hyphen(text: NewsText, hit: Hit, style: Style, verdict: Verdict) -> None:
    after = text.tokens[hit.last + 1]
    if after.word in _GERMAN_COMPOUNDS:
        verdict.add(2.6, f"“-{after.raw}” behind it")
    elif after.word in _COMPOUNDS:
        verdict.add(
            2.1
            if after.word
            in ("backed", "owned", "branded", "operated", "funded", "led", "sponsored", "controlled")
            else 0.5,
            f"“-{after.raw}” behind it",
        )
    elif hit.form.doubt is not Doubt.NONE and not is_pair(text, hit.last + 1):
        if after.capital and style is Style.SENTENCE:
            verdict.refuse()
        else:
            verdict.add(-1.5)


_LATEST = word_set("new latest upcoming newest next first")


def _weigh_possession(text: NewsText, hit: Hit, verdict: Verdict) -> None:
    if hit.form.doubt is Doubt.NONE:
        return
    window = text.tokens[hit.last + 1 : hit.last + 5]
    if len(window) > 1 and window[0].word in _LATEST and window[1].raw.islower():
        verdict.add(1.2 if hit.form.sense is Sense.WORD else 0.8, f"“’s {window[0].raw}” behind it")
    for distance, token in enumerate(window):
        if token.word in known.STRONG_NOUNS or (token.word in known.WEAK_NOUNS and distance < 3):
            verdict.add(1.9 if token.word in known.STRONG_NOUNS else 1.4, f"“{token.raw}” behind it")
            return
    if window and window[0].capital and text.style_at(hit.first) is Style.SENTENCE:
        verdict.add(1.9 if hit.form.sense is Sense.WORD else 1.0, "“’s” behind it")
        return
    verdict.add(0.4 if hit.form.sense is Sense.WORD else -0.2)
