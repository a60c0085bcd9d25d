"""What stands before a name: "the retailer Target", "Statue of Liberty", "Tim Ford". Pure."""

from jobs.rules.company_names import Profile
from jobs.rules.earlier_names import is_innocent_before, may_lead, weigh_bigger_left
from jobs.rules.match_weights import PARTICLES, Hit, Verdict, describes, is_pair
from jobs.rules.name_doubts import Doubt, Sense
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary import topic_words as topics
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES
from jobs.rules.vocabulary.word_sets import word_set


def weigh_words_before(  # noqa: PLR0912 (one branch for each thing that may stand there)
    text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict
) -> None:
    """Weigh what stands before the name."""
    place = hit.first - 1
    if place < 0 or text.is_start(hit.first):
        return
    before = text.tokens[place]
    gap = text.gap(hit.first)
    form = hit.form
    if form.doubt is not Doubt.NONE and gap.strip() in ("", ",") and _is_date(text, hit):
        verdict.refuse()
        return
    if "-" in gap and gap.strip() == "-":
        _weigh_left_hyphen(text, hit, style, verdict)
        return
    if gap.strip():
        return
    word = before.word
    two = f"{text.words[place - 1]}_{word}" if place else word
    if word in topics.BEARERS and before.raw.islower() and len(form.words) == 1:
        verdict.refuse(other_bearer=True)
        return
    if describes(word) and form.doubt is not Doubt.NONE:
        verdict.add(2.0, f"“{before.raw}” before it")
    elif two in known.LEFT_PHRASES and not (form.sense & Sense.PLACE and word in ("in", "at", "from", "to")):
        verdict.add(1.8, f"“{text.tokens[place - 1].raw} {before.raw}” before it")
    elif word == "to" and set(text.words[max(0, place - 7) : place]) & _SOLD:
        verdict.add(3.0, "“sold to” before it")
    elif word in known.LEFT_VERBS or (
        word in ("rival", "rivals", "ex", "former") and form.doubt is not Doubt.NONE
    ):
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
        "en",
        "im",
        "aus",
        "nach",
    ):
        verdict.add(-1.5)
    if word in _LOCAL_BEFORE and form.words[0] not in known.WELL_KNOWN and _is_local(text, hit, profile):
        verdict.refuse(other_bearer=True)
    if before.owner and before.capital and _is_persons_work(text, hit):
        verdict.refuse(other_bearer=True)
    if word in PARTICLES and place and (text.tokens[place - 1].capital or text.words[place - 1] == "van"):
        verdict.refuse(other_bearer=True)
    if (
        word in known.NATIONALITIES
        and before.capital
        and form.doubt >= Doubt.SOME
        and word not in ("us", "uk", "eu", "u.s")
    ):
        verdict.add(-1.2)
    if (
        word in ("of", "de", "von")
        and place
        and text.words[place - 1] in _NAMED_PLACES
        and text.tokens[place - 1].capital
    ):
        verdict.refuse()
    if word == "of" and place and form.doubt >= Doubt.SOME and _is_named_after(text, place - 1):
        verdict.add(-2.2)
    if before.raw == "&" and form.doubt >= Doubt.SOME and place and _is_stranger(text, place - 1, profile):
        verdict.refuse(other_bearer=True)
    if word.isdigit() and form.doubt is not Doubt.NONE and not form.acronym:
        verdict.add(-1.5)
    if before.capital and not is_innocent_before(text, place, style, profile):
        if (
            style is Style.SENTENCE
            and text.is_start(place)
            and word not in known.PERSON_TITLES
            and word not in known.NAME_BEGINNINGS
            and may_lead(word)
        ):
            verdict.add(-2.5 if form.doubt is not Doubt.NONE else 0.0)
        else:
            weigh_bigger_left(text, hit, style, verdict)


_DATED = word_set(
    """
    on in last next this every since until till by late early mid from before after during through of
    between and to or each past
    """
)
_LOCAL_BEFORE = word_set("in near from across around outside through over throughout the en")
_COMPANY_PLACES = word_set("store stores shop shops branch outlet outlets supermarket parking warehouse")


def _is_date(text: NewsText, hit: Hit) -> bool:
    """Whether a day's or month's name stands as in "on Monday", "in April", "late March"."""
    if hit.form.words[-1] not in known.CALENDAR or len(hit.form.words) > 1:
        return False
    after = hit.last + 1
    follows = text.words[after] if after < len(text.words) and text.gap(after) == " " else ""
    if follows in known.STRONG_NOUNS or follows in known.STRONG_VERBS:
        return False
    before = text.tokens[hit.first - 1]
    if follows.isdigit() or before.word in _DATED or before.word in known.CALENDAR or before.word.isdigit():
        return True
    # "opens Sunday", "said Monday": the day of what is done.
    return (
        before.raw.islower()
        and before.word.endswith(("s", "ed", "id", "d"))
        and not (before.word in known.LEFT_VERBS or describes(before.word))
    )


def _is_local(text: NewsText, hit: Hit, profile: Profile) -> bool:
    """Whether something happens in a place of that name: "shooting in Aurora", "across the Southwest"."""
    before = text.words[hit.first - 1]
    after = hit.last + 1
    follows = text.words[after] if after < len(text.words) and text.gap(after) == " " else ""
    if len(hit.form.words) != 1 or follows in _COMPANY_PLACES or follows in profile.trade_words:
        return False
    if hit.form.words[-1] in topics.DIRECTIONS and (before == "the" or before in _LOCAL_BEFORE):
        return follows not in known.STRONG_NOUNS and follows not in known.WEAK_NOUNS
    return before != "the" and not text.vocabulary.isdisjoint(topics.LOCAL_NEWS)


def _is_persons_work(text: NewsText, hit: Hit) -> bool:
    """Whether it is what a person wrote or painted: "Michael Connelly's Bosch", with words of such works."""
    place = hit.first - 1
    owner = text.tokens[place].owner or ""
    is_person = owner in SURNAMES or (
        place > 0 and text.words[place - 1] in FIRST_NAMES and text.tokens[place - 1].capital
    )
    if place > 0 and text.words[place - 1] in known.PERSON_TITLES and text.tokens[place - 1].capital:
        return True
    return is_person and owner not in known.WELL_KNOWN and not text.vocabulary.isdisjoint(topics.WORKS)


_SOLD = word_set("sell sells sold selling sale")


def _is_stranger(text: NewsText, place: int, profile: Profile) -> bool:
    """Whether a capital word is neither the company's own nor a well-known company: "Will & Grace"."""
    token = text.tokens[place]
    return token.capital and token.word not in known.WELL_KNOWN and token.word not in profile.own_words


def _is_named_after(text: NewsText, place: int) -> bool:
    """Whether a capital word before "of" makes a name: "Statue of Liberty", not "Shares of Target"."""
    token = text.tokens[place]
    return (
        token.capital
        and not token.raw.isupper()
        and token.word not in known.ROLE_WORDS
        and token.word not in known.STRONG_NOUNS
        and token.word not in known.WEAK_NOUNS
        and not describes(token.word)
        and f"{token.word}_of" not in known.LEFT_PHRASES
    )


_NAMED_PLACES = word_set(
    """
    temple university bank city port county church duke duchess earl prince princess gulf isle bay house
    lord battle mayor bishop institute school museum college republic kingdom state province town
    village
    """
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
    elif hit.form.doubt is not Doubt.NONE and not is_pair(text, hit.last):
        if before.capital and style is Style.SENTENCE:
            verdict.refuse()
        else:
            verdict.add(-1.5)
