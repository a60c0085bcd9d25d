"""The people and places in a note: "with Kim and Dana", "at Mill Street", but not "at 3pm"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.parsing.dates import WEEKDAYS
from bot.parsing.words import word_set
from jobs.rules.place_names import ENDS_OF_PHRASE
from jobs.rules.place_nouns import PLACE_NOUNS
from jobs.rules.place_tails import PlaceTail
from jobs.rules.visit_words import denies_place, denies_visit, leaves_visit_open

_PEOPLE = re.compile(r"(?<![\w'-])with\s+(?=[^\W_]|@)", re.IGNORECASE)
_PLACE = re.compile(r"(?<![\w'-])at\s+(?=[^\W_])", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:()\"]+")

_GOES_ON = re.compile(
    r"(?:\s*,\s*(?:(?:and\s+then|and|then)\s+|[&+]\s*)?|\s+(?:and\s+then|and|then|&|\+)\s+)(?:at\s+)?",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"(?<![\w'-])(?:visited|toured|(?:went|been) to|(?:stopped|dropped|popped) (?:by|in|into))\s+(?=[^\W_])",
    re.IGNORECASE,
)
MOST_TAILS = 8
"""A note says hardly more often where it was, and each tail is read word by word."""
_TELLS = word_set("as had has he i is said says she that they wanted wants was we were who")
_ENDS_TAIL = ENDS_OF_PHRASE - {"with", "at", "from"}
_NO_PEOPLE = word_set(
    """
    care difficulty ease everything great her him it many me more much my no nobody none nothing pleasure
    regard regards relation respect some thanks them these those us what you
    """
)
_NO_PLACE = word_set(
    """
    all best breakfast cost dawn dinner ease first half hand her him it large least length long lunch
    lunchtime me midday midnight most night noon once one present quarter risk short something stake
    sunrise sunset them times us what worst you
    """
)
_ARTICLES = word_set("a an her his its my our that the their your")
_NO_PLACE_AFTER_ARTICLE = word_set(
    """
    beginning bit discount earliest end expense first glance last latest least later level loss minute
    moment pace price request same start time weekend
    """
)
_LOOKS_AT = re.compile(
    r"(?:look|laugh|aim|point|glanc|star|shout|smil|wav|pric|quot|work|hint)(?:e?s|e?d|ing|e)?|good|bad|great|angry"
    r"|annoyed|frustrated|surprised|upset|amazed|better",
    re.IGNORECASE,
)
_NOT_TOGETHER = re.compile(
    r"(?:un)?happy|(?:un|dis)?satisfied|(?:dis)?pleased|fine|ok|okay|deal(?:s|t|ing)?|help(?:s|ed|ing)?|problems?"
    r"|issues?|troubles?|struggl(?:es?|ed|ing)|compar(?:es?|ed|ing)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d\d)?(?:am|pm|a\.m|p\.m|h|ish|o'clock)?|[$€£].*|.*%", re.IGNORECASE)
_ENDS_PLACE = (PLACE_NOUNS - {"place"}) | word_set(
    """
    booth building cafe campus center centre conference fair factory garage headquarters hotel hq lab mall
    offices room school show stand street yard
    """
)
"""In small letters behind a name they are part of it; "at Mill Street place an order" names no such place."""
_TITLES = frozenset(["dr.", "mr.", "mrs.", "ms.", "st.", "prof."])
_JOINS = frozenset(["and", "&", "+", "de", "of", "on", "la", "van", "von", "der", "the"])
_NAME_BEHIND = re.compile(r"\s([^\W\d_][\w']+)")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a phrase."""

    word: str
    lowered: str
    end: int
    """Where it ends in the note."""

    @property
    def capitalised(self) -> bool:
        """Whether it looks like a name."""
        return self.word[0].isupper() or self.word[0] in "@&+" or self.word[0].isdigit()


def find_companion(note: str) -> str | None:
    """Return whom the note says it was with: the first such words that read as people."""
    for found in _PEOPLE.finditer(note):
        if _NOT_TOGETHER.fullmatch(_word_before(note, found.start())):
            continue
        tokens = _tokens(note, found.end())
        if tokens and tokens[0].lowered not in _NO_PEOPLE:
            people = " ".join(token.word for token in _people(tokens)).lstrip("@")
            if people:
                return people
    return None


def find_place(note: str) -> str | None:
    """Return where the note says it was: the first "at …" that is no time and no turn of phrase.

    Several places with names come back as they stand: "Mill Street, Park Lane and Quay".
    """
    for _, start in _list_place_starts(note):
        tokens = _tokens(note, start, of_place=True)
        if tokens and _may_be_place(tokens) and (place := _place(tokens)):
            end = place[-1].end
            if place[-1].capitalised or place[0].capitalised:
                end = _add_places(note, end)
            return " ".join(note[start:end].split())
    return None


def list_place_tails(note: str) -> tuple[PlaceTail, ...]:
    """Return what stands behind each "at" and each "visited", for whoever knows the places by name.

    What is denied there is none; what may be a plan is doubtful.
    """
    visits = (
        (found.start(), found.end())
        for found in _VISIT.finditer(note)
        if not denies_visit(note, found.start())
    )
    starts = sorted({*islice(_list_place_starts(note), MOST_TAILS), *islice(visits, MOST_TAILS)})
    return tuple(
        PlaceTail(note[end:], leaves_visit_open(note, start, end)) for start, end in starts[:MOST_TAILS]
    )


def _list_place_starts(note: str) -> Iterator[tuple[int, int]]:
    """Return where each "at" that may name a place begins and ends."""
    for found in _PLACE.finditer(note):
        if not _LOOKS_AT.fullmatch(_word_before(note, found.start())) and not denies_place(
            note, found.start()
        ):
            yield found.start(), found.end()


def _add_places(note: str, end: int) -> int:
    """Return where the last of the places ends: after a comma, or another "at", more of them may follow."""
    while joined := _GOES_ON.match(note, end):
        tokens = _tokens(note, joined.end(), of_place=True)
        run = _capitalised_run(tokens)
        run += bool(run) and run < len(tokens) and tokens[run].lowered in _ENDS_PLACE
        # "at Mill Street, Kim was happy" and "at Mill Street, Kim happy" were at one place.
        if not run or (run < len(tokens) and tokens[run].lowered not in ("and", "&", "+")):
            break
        following = note[tokens[run - 1].end :].split()
        if following and following[0].lower() in _TELLS:
            break
        end = tokens[run - 1].end
    return end


def is_trailing_phrases(tail: str) -> bool:
    """Whether nothing but people, places and times of day stands there: "with Kim at Mill Street"."""
    words = tail.strip(" ,.!)").lower().split()
    if not words:
        return True
    return (
        words[0] in ("with", "at")
        and len(words) <= 10
        and not any(word in _ENDS_TAIL or word[-1] in ".!?;" for word in words if word not in _TITLES)
    )


def _word_before(note: str, start: int) -> str:
    return next(reversed(note[max(0, start - 20) : start].split()), "")


def _tokens(note: str, start: int, *, of_place: bool = False) -> list[_Token]:
    """Return the words from `start` to the end of the phrase, at most eight; "Stratford on Avon" is one."""
    tokens: list[_Token] = []
    end = start
    for found in _WORD.finditer(note, start):
        word = found[0]
        bare = word.rstrip(".!?")
        if found.start() - end > 1 or (tokens and note[end] != " "):
            break
        stops = not bare or bare.lower() in ENDS_OF_PHRASE or bare.lower() in WEEKDAYS or bare[0] == "#"
        if stops and not (of_place and _is_on_river(tokens, note, found)):
            break
        end = found.end()
        if bare != word and word.lower() not in _TITLES:
            tokens.append(_Token(bare, bare.lower(), found.start() + len(bare)))
            break
        tokens.append(_Token(word, word.lower(), end))
        if len(tokens) == 8:
            break
    return tokens


def _is_on_river(tokens: list[_Token], note: str, found: re.Match[str]) -> bool:
    following = _NAME_BEHIND.match(note, found.end())
    return (
        found[0] == "on"
        and bool(tokens)
        and tokens[-1].capitalised
        and following is not None
        and following[1][0].isupper()
        and following[1].lower() not in WEEKDAYS
    )


def _people(tokens: list[_Token]) -> list[_Token]:
    run = _capitalised_run(tokens)
    if not run:
        joins = [place for place, token in enumerate(tokens) if token.lowered in ("and", "&", "+")]
        run = joins[0] if joins else len(tokens)
        if run - (tokens[0].lowered in _ARTICLES) > 3:
            return []
    # "with kim and dana" names two; "with kim and agreed the date" does not.
    if len(tokens) == run + 2 and tokens[run].lowered in ("and", "&", "+"):
        run += 2
    return tokens[:run]


def _may_be_place(tokens: list[_Token]) -> bool:
    first = tokens[0]
    second = tokens[1] if len(tokens) > 1 else None
    if first.lowered in _NO_PLACE:
        return False
    if _CLOCK.fullmatch(first.lowered):
        # "at 12 Mill Street" is an address, "at 3" is a time.
        return first.lowered.isdigit() and second is not None and second.word[0].isupper()
    if first.lowered in _ARTICLES:
        return second is not None and second.lowered not in _NO_PLACE_AFTER_ARTICLE
    return True


def _place(tokens: list[_Token]) -> list[_Token]:
    run = _capitalised_run(tokens)
    if run:
        return tokens[: run + (run < len(tokens) and tokens[run].lowered in _ENDS_PLACE)]
    cut = next((place for place, token in enumerate(tokens) if token.lowered in ("and", "&")), len(tokens))
    return tokens[:cut] if cut <= 5 else []


def _capitalised_run(tokens: list[_Token]) -> int:
    """Return how many leading words make a name: "Kim van Dam and Dana" is five."""
    run = 0
    for place, token in enumerate(tokens):
        if token.capitalised and token.lowered not in _JOINS:
            run = place + 1
        elif token.lowered not in _JOINS or run == 0:
            break
    return run
