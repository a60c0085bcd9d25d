"""Whether a name goes on behind the words that were found: "Delta Dental", "Ford Field". Pure."""

from jobs.rules.company_names import Profile
from jobs.rules.match_weights import Hit, Verdict
from jobs.rules.name_doubts import Doubt, Sense, is_dictionary_word
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary import topic_words as topics
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES


def continues_name(  # noqa: PLR0912 (one branch for each kind of name)
    text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict
) -> bool:
    """Weigh a capital word behind the name, which may make it the name of something else."""
    place = hit.last + 1
    after = text.tokens[place]
    is_adjective = len(hit.form.words) == 1 and hit.form.words[0] in known.NATIONALITIES
    if is_adjective and _goes_with_adjective(after.word, profile):
        verdict.refuse()
        return True
    if not after.capital and style is not Style.SMALL:
        if (
            after.word in ("rainforest", "river", "basin", "county", "variant")
            and hit.form.doubt is not Doubt.NONE
        ):
            verdict.refuse()
            return True
        return False
    word = after.word
    if (
        hit.form.words[0] in known.NATIONALITIES
        and len(hit.form.words) == 1
        and _goes_with_adjective(word, profile)
    ):
        verdict.refuse()
        return True
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
    if word in topics.CAR_MODELS and "automotive" in profile.industries:
        verdict.add(2.6, f"“{after.raw}” behind it")
        return True
    if hit.form.doubt is Doubt.NONE or style is not Style.SENTENCE:
        if (
            (hit.form.sense & Sense.PERSON or _is_whole_person(text, hit, style))
            and word in SURNAMES
            and not is_dictionary_word(word)
        ):
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
        verdict.add(1.6, f"“{after.raw}” behind it")
    else:
        verdict.add(-1.0 if len(hit.form.words) == 1 else -0.3)
    return True


def _is_whole_person(text: NewsText, hit: Hit, style: Style) -> bool:
    """Whether a rare name at the start may be a given name: "Lennox Lewis tips Usyk"."""
    return (
        style is Style.SENTENCE
        and text.is_start(hit.first)
        and len(hit.form.words) == 1
        and not hit.form.acronym
        and hit.form.words[0] not in known.WELL_KNOWN
    )


def _goes_with_adjective(word: str, profile: Profile) -> bool:
    """Whether a nation's adjective goes with the word behind it: "Norwegian salmon", not "Norwegian says"."""
    return not (
        word in known.STRONG_VERBS
        or word in known.WEAK_VERBS
        or word in known.STRONG_NOUNS
        or word in known.FUNCTION_WORDS
        or word in profile.trade_words
        or word in profile.own_words
    )


def _names_venue(text: NewsText, first: int, profile: Profile) -> bool:
    """Whether the capital words from there name a stadium or a contest: "Ford Field"."""
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
