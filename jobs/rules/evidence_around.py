"""What else a text says: companies beside the name, what it calls the one it is about, its subject. Pure."""

from collections.abc import Callable

from jobs.rules.company_names import Profile
from jobs.rules.match_weights import Hit, Verdict
from jobs.rules.name_doubts import Sense, is_dictionary_word
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary import topic_words as topics
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES
from jobs.rules.vocabulary.word_sets import word_set


def weigh_company_beside(
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
        elif token.capital and text.style_at(place) is Style.SENTENCE and _may_be_company(token.word):
            verdict.add(0.8, f"“{token.raw}” beside it")
            return


def weigh_pair(text: NewsText, hit: Hit, profile: Profile, verdict: Verdict) -> None:
    """Weigh "Devon and Coterra agree merger": two that do something, with business as the subject."""
    place = hit.last + 1
    if not text.is_start(hit.first) or place + 2 >= len(text.tokens) or text.words[place] != "and":
        return
    other, verb = text.tokens[place + 1], text.tokens[place + 2]
    if (
        other.capital
        and not is_dictionary_word(other.word)
        and verb.raw.islower()
        and verb.word not in known.FUNCTION_WORDS - {"to"}
        and is_dictionary_word(verb.word.removeprefix("re"))
        and not (
            text.vocabulary.isdisjoint(known.BUSINESS_TOPICS)
            and text.vocabulary.isdisjoint(profile.trade_words)
        )
    ):
        verdict.add(1.3, f"“and {other.raw} {verb.raw}” behind it")


def _may_be_company(word: str) -> bool:
    return not (is_dictionary_word(word) or word in PLACE_NAMES or word in FIRST_NAMES or word in SURNAMES)


def _described(text: NewsText) -> tuple[str, int] | None:
    """Return what the text calls the one it is about ("the retailer"), and 1 for a company or -1."""
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


_PRONOUNS = frozenset(["he", "she", "his", "her", "him"])
_CARS = word_set(
    "car cars pickup pickups suv suvs sedan hatchback carmaker automaker ford honda nissan toyota"
)
_RESULTS_VERBS = word_set(
    """
    beats beat tops topped misses missed miss lifts raises cuts lowers hikes trims
    """
)
_RESULTS_NOUNS = word_set("estimates forecasts expectations forecast guidance outlook dividend")


def weigh_topic(text: NewsText, hit: Hit, profile: Profile, verdict: Verdict) -> None:
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
    if hit.form.sense & Sense.PERSON and not words.isdisjoint(_PRONOUNS) and words.isdisjoint(FIRST_NAMES):
        verdict.add(-1.2)
    if own & topics.CAR_MODELS and "automotive" not in profile.industries and not words.isdisjoint(_CARS):
        verdict.add(-2.5)
    if hit.form.sense & Sense.PLACE and not words.isdisjoint(topics.STATE_AFFAIRS):
        verdict.add(-1.5)
    if own & topics.MATERIALS:
        verdict.add(-min(0.8 * len(words & topics.MATERIAL_TOPICS - profile.trade_words), 2.4))
    business = len(words & known.BUSINESS_TOPICS)
    trade = len(words & profile.trade_words)
    verdict.add(min(business * 0.35, 1.4))
    verdict.add(min(trade * 0.45, 1.5), "words of its trade" if trade > 1 else "")
    for topic in topics.OTHER_TOPICS:
        found = len((words & topic) - profile.trade_words)
        if found:
            verdict.add(
                -min(0.35 * found, 0.5 if verdict.is_told else 1.5) if business < 3 else -0.15 * min(found, 3)
            )
