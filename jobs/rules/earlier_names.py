"""Whether a name began before the words that were found: "Tim Ford", "Daily Express". Pure."""

from jobs.rules.company_names import Profile
from jobs.rules.match_weights import Hit, Verdict, describes
from jobs.rules.name_doubts import Doubt, Sense, is_dictionary_word
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES


def is_innocent_before(text: NewsText, place: int, style: Style, profile: Profile) -> bool:
    """Whether a capital word before the name is no part of a bigger name."""
    token = text.tokens[place]
    word = token.word
    if token.owner or token.raw == "&":
        return True
    if word in known.PERSON_TITLES or word in known.NAME_BEGINNINGS:
        return False
    if (
        word in known.FUNCTION_WORDS
        or describes(word)
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
        and may_lead(word)
        and word.endswith(("ing", "ed", "s", "ly"))
    )


def may_lead(word: str) -> bool:
    """Whether an ordinary word has its capital because the sentence begins with it."""
    return is_dictionary_word(word) and not (word in FIRST_NAMES or word in PLACE_NAMES or word in SURNAMES)


def weigh_bigger_left(text: NewsText, hit: Hit, style: Style, verdict: Verdict) -> None:
    """Weigh a capital word before the name: "Tim Ford", "Daily Express"."""
    form = hit.form
    before = text.tokens[hit.first - 1]
    word = before.word
    person = (
        word in FIRST_NAMES
        or word in known.PERSON_TITLES
        or (len(before.raw) == 1 and word not in ("a", "i"))
    )
    if form.doubt is Doubt.NONE:
        if (word in known.PERSON_TITLES and word not in ("president", "don", "st")) or (
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
        ) or (
            word in FIRST_NAMES
            and not is_dictionary_word(word)
            and len(form.words) == 1
            and not form.acronym
            and not hit.possessive
        ):
            verdict.add(-3.2)
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
            verdict.add(-3.5)
            return
        verdict.refuse(other_bearer=True)
    elif word in PLACE_NAMES or word in SURNAMES or not is_dictionary_word(word):
        verdict.add(-2.0)
    elif word not in known.BUSINESS_TOPICS:
        verdict.add(-1.0)
