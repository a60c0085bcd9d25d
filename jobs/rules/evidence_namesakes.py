"""Other bearers of a name that its nearest words give away: people, places, works, teams, units. Pure."""

from jobs.rules.company_names import Profile
from jobs.rules.match_weights import Hit, Verdict
from jobs.rules.name_doubts import Doubt, is_dictionary_word
from jobs.rules.news_text import NewsText, Style
from jobs.rules.vocabulary import business_words as known
from jobs.rules.vocabulary import topic_words as topics
from jobs.rules.vocabulary.country_words import COUNTRIES
from jobs.rules.vocabulary.person_names import FIRST_NAMES, SURNAMES
from jobs.rules.vocabulary.place_names import PLACE_NAMES
from jobs.rules.vocabulary.word_sets import word_set

_NEW_LANDS = word_set(
    """
    brunswick york jersey england hampshire mexico orleans zealand delhi haven guinea caledonia
    bedford forest castle
    """
)
"""Places that are called new: "New Brunswick"."""
_NAMED_AFTER = word_set("statue goddess god temple legend myth tribe battle isle order feast degrees")
_HAPPENINGS = word_set(
    """
    fire wildfire blaze quake earthquake shooting massacre murder murders flood floods storm prize award stew
    tree trees goddess missile residents locals villagers river lake
    """
)
"""What happens at a place or is called after a person: "Eaton fire"."""
_CONTESTS = word_set(
    """
    beat beats beating edges edged downs routs stuns topples thrash thrashes defeats crush crushes
    blank host hosts
    """
)
_LOST_TO = word_set("fall fell falls lose loses lost losing loss bow bows")
_NO_FIRST_NAMES = word_set("will may can sue rob mark grant chase bill back drew tap pat frank ally target")
"""First names with which headlines begin as with a verb."""
_ENGLISH = word_set("the of to in for at on with and from is as by after")
_LOCAL = word_set("in near around across outside")


def weigh_namesakes(text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict) -> None:
    """Weigh what makes a name of one word another bearer's, however rare the name is."""
    if len(hit.form.words) > 1:
        return
    if hit.form.acronym:
        _weigh_letters(text, hit, profile, style, verdict)
    else:
        _weigh_quotes(text, hit, verdict)
        if _is_place(text, hit, profile, style, verdict) or _is_person(text, hit, style):
            verdict.refuse(other_bearer=True)
    if hit.form.doubt is Doubt.NONE and not hit.form.acronym and _is_far_from_business(text, hit, profile):
        verdict.add(-2.2)
    if hit.form.doubt is not Doubt.NONE or hit.form.acronym:
        _weigh_contest(text, hit, profile, verdict)


_BUSINESS = (
    known.BUSINESS_TOPICS | known.STRONG_VERBS | known.STRONG_NOUNS | known.WEAK_VERBS | known.WEAK_NOUNS
)


_ELSEWHERE = frozenset[str]().union(*topics.OTHER_TOPICS, topics.LOCAL_NEWS, topics.WORKS)


def _is_far_from_business(text: NewsText, hit: Hit, profile: Profile) -> bool:
    """Whether the subject is another one, and nothing is said that companies do or have."""
    words = text.vocabulary
    return (
        hit.form.words[0] not in known.WELL_KNOWN
        and not words.isdisjoint(_ELSEWHERE)
        and words.isdisjoint(_BUSINESS)
        and words.isdisjoint(profile.trade_words)
    )


def _weigh_quotes(text: NewsText, hit: Hit, verdict: Verdict) -> None:
    """Weigh a name that stands alone in quotes, as a film's or a book's does."""
    start, end = text.tokens[hit.first].start, text.tokens[hit.last].end
    before, after = text.text[start - 1 : start], text.text[end : end + 1]
    if start and before == after and before in "'\"":
        verdict.add(-1.2 if hit.form.doubt is Doubt.NONE else -2.2)


def _is_no_shop(text: NewsText, hit: Hit, profile: Profile) -> bool:
    """Whether "near Kinross" goes on with nothing that a company has: no "near Target store"."""
    after = hit.last + 1
    following = text.words[after] if after < len(text.words) and text.gap(after) == " " else ""
    return not (
        hit.possessive
        or following in known.STRONG_NOUNS
        or following in known.WEAK_NOUNS
        or following in profile.trade_words
    )


def _is_place(text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict) -> bool:
    before = text.words[hit.first - 1] if hit.first and text.gap(hit.first) == " " else ""
    after = text.tokens[hit.last + 1] if hit.last + 1 < len(text.tokens) else None
    word = hit.form.words[0]
    if before in _NAMED_AFTER or (
        before == "of" and hit.first > 1 and text.words[hit.first - 2] in _NAMED_AFTER
    ):
        return True
    if before == "new" and word in _NEW_LANDS and text.tokens[hit.first - 1].capital:
        return True
    if before == "near" and _is_no_shop(text, hit, profile):
        return True
    if after is None:
        return False
    gap = text.gap(hit.last + 1)
    if (
        gap == ", "
        and after.capital
        and (COUNTRIES.get(after.word, after.word) in _STATES or _is_country(after.word))
        and after.word != "us"
    ):
        closing = text.gap(hit.last + 2)[:1] if hit.last + 2 < len(text.tokens) else ","
        return closing in (",", ".", ")") or before in _LOCAL
    if gap == " " and after.word in _HAPPENINGS and hit.form.doubt >= Doubt.SOME and after.raw.islower():
        return after.word not in known.STRONG_NOUNS
    if before in _LOCAL and hit.form.doubt >= Doubt.SOME and style is Style.SENTENCE and not verdict.is_told:
        # "crowds gather in Watts": somewhere, unless business is the subject.
        return text.vocabulary.isdisjoint(known.BUSINESS_TOPICS)
    return False


_STATES = word_set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri
    montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin
    wyoming ontario quebec alberta manitoba
    """
)


def _is_person(text: NewsText, hit: Hit, style: Style) -> bool:
    """Whether a given name or an initial stands before it: "Nick Chubb", "Gerald R. Ford"."""
    if not hit.first or style in (Style.CAPITALS, Style.SMALL):
        return False
    before, gap = text.tokens[hit.first - 1], text.gap(hit.first)
    if gap == ". " and len(before.raw) == 1 and before.capital:
        return True
    if gap != " ":
        return False
    if before.word == "de" and hit.first > 1:
        is_foreign = text.vocabulary.isdisjoint(_ENGLISH) and not hit.possessive
        return text.tokens[hit.first - 2].capital and not is_foreign and hit.form.doubt >= Doubt.SOME
    if hit.possessive or not text.tokens[hit.first].capital:
        return False
    if before.capital and before.word in FIRST_NAMES and before.word not in _NO_FIRST_NAMES:
        return style is Style.SENTENCE or not is_dictionary_word(before.word)
    # "Neil deGrasse Tyson", "Hakeem Jefferies": a name before it that is nobody's else.
    first = hit.first - 2
    return (
        first >= 0
        and not before.raw.islower()
        and before.raw[0].islower()
        and text.tokens[first].word in FIRST_NAMES
    )


def _weigh_letters(text: NewsText, hit: Hit, profile: Profile, style: Style, verdict: Verdict) -> None:
    """Weigh letters that the text spells out as something else, or that are a person's post."""
    letters = hit.form.words[0]
    start, end = text.tokens[hit.first].start, text.tokens[hit.last].end
    if text.text[start - 1 : start] == "(" and text.text[end : end + 1] == ")":
        before = text.words[max(0, hit.first - len(letters)) : hit.first]
        spelt = len(before) == len(letters) > 1 and all(
            word[0] == letter for word, letter in zip(before, letters, strict=True)
        )
        if spelt and profile.own_words.isdisjoint(before):
            verdict.refuse(other_bearer=True)
    after = hit.last + 1
    if after + 1 < len(text.tokens) and text.gap(after) == text.gap(after + 1) == " ":
        first, second = text.tokens[after], text.tokens[after + 1]
        if (
            letters in _POSTS
            and style is Style.SENTENCE
            and first.capital
            and second.capital
            and first.word in FIRST_NAMES
        ):
            verdict.refuse(other_bearer=True)


_POSTS = word_set("gm pm vp ad dc mp da ag")


def _weigh_contest(text: NewsText, hit: Hit, profile: Profile, verdict: Verdict) -> None:
    """Weigh "beats North Carolina" and "fall to Duke", where business is not the subject."""
    if not (
        text.vocabulary.isdisjoint(known.BUSINESS_TOPICS) and text.vocabulary.isdisjoint(profile.trade_words)
    ):
        return
    behind = hit.last + 1
    after = text.words[behind] if behind < len(text.words) else ""
    against = text.tokens[behind + 1] if behind + 1 < len(text.tokens) else None
    won = after in _CONTESTS and against is not None and against.capital and _is_team(against.word)
    lost = (
        hit.first > 1
        and text.words[hit.first - 1] in ("to", "over", "against")
        and text.words[hit.first - 2] in _LOST_TO
    )
    if (
        won
        or lost
        or (not text.vocabulary.isdisjoint(topics.GAMES) and (after in _CONTESTS or after in _LOST_TO))
    ):
        verdict.add(-3.0)


def _is_country(word: str) -> bool:
    """Whether a word is a country's own name: "Chile", and neither "American" nor "Paris"."""
    return COUNTRIES.get(word) == word and word not in known.NATIONALITIES


def _is_team(word: str) -> bool:
    return (
        word in PLACE_NAMES
        or word in COUNTRIES
        or word in _STATES
        or word in SURNAMES
        or word in ("north", "south")
    )
