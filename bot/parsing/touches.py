"""`/touch acme visited store Tue with Kim at Mill Street #selling for:Borg` as a request to log a touch."""

import re
from dataclasses import dataclass, field
from datetime import date

from bot.parsing.accounts import AccountNames, NoAccount, OneAccount, SeveralAccounts, SimilarAccounts
from bot.parsing.dates import FoundDay, check_touch_day, find_days, suspect_day
from bot.parsing.phrases import find_companion, find_place, is_trailing_phrases, list_place_tails
from bot.parsing.words import NotUnderstood, read_markup, tidy, wants_help, word_set
from jobs.rules.place_tails import PlaceTail
from storage.records import Kind

LONGEST_NOTE = 1000

_KINDS = {
    "selling": Kind.SELLING,
    "non-selling": Kind.ATTENTION,
    "nonselling": Kind.ATTENTION,
    "attention": Kind.ATTENTION,
    "scheduling": Kind.SCHEDULING,
}
_TAG = re.compile(
    rf"(?<!\S)(?:\#(?P<kind>{'|'.join(_KINDS)})(?![\w-])"
    r"|for:(?:\"(?P<quoted>[^\"\n]+)\"|(?P<line>[^\s\",;]+(?:,[^\s\",;]+)*)))[,;.!?]*(?!\S)",
    re.IGNORECASE,
)
_LEADING_TAGS = re.compile(rf"(?P<tags>(?:{_TAG.pattern}\s+)+)(?P<after>.*)", re.IGNORECASE | re.DOTALL)
_DOUBLED_SPACE = re.compile(r" {2,}")
_ORDER = re.compile(
    r"\border\s+(?:was\s+|is\s+|got\s+|has\s+been\s+)?placed\b|\bplaced\s+(?:\w+\s+){0,2}orders?\b"
    r"|\bwon\s+(?:the|a|an|this|that|their|our)\s+(?:\w+\s+)?deal\b(?!\s+of\b)|\bdeal\s+(?:was\s+|is\s+)?won\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|if|until|unless|yet\s+to)|n't)\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE
)
# Before a day they make it part of what happened, not when: "called about Tuesday", "moved to 3 Nov".
_TIES_TO_DAY = word_set(
    """
    a about after an and at before between by coming due each every for from her his in next of or our
    over per re regarding since than that the their this til till to until vs with
    """
)
_AFTER_DAY = re.compile(r"^[,;:–—]*(?:\s+[-–—]+(?!\S))*\s*")
# "sat with Kim" and "wed" are more than days.
_VERBS = frozenset(["sat", "wed", "sun"])
_AFTER_VERB = re.compile(
    r"\s+(?:with|in|on|down|at|by|next|beside|through|together|and|them|him|her)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TouchDetails:
    """What was said about a touch, apart from the account."""

    note: str
    """What happened, in the words as typed; without the day, tags and lines, but with people and places."""
    day: date
    kind: Kind | None = None
    """Empty if it was not said."""
    with_whom: str | None = None
    place: str | None = None
    lines: tuple[str, ...] = ()
    order_placed: bool = False
    tails: tuple[PlaceTail, ...] = field(default=(), compare=False)
    """What stands behind each "at" of the note."""


@dataclass(frozen=True, slots=True)
class EmptyTouch:
    """Nothing was typed: the form is wanted."""


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """Help was asked for."""


@dataclass(frozen=True, slots=True)
class TouchRequest:
    """A touch that can be logged as it is."""

    account_id: int
    account_name: str
    details: TouchDetails


@dataclass(frozen=True, slots=True)
class NoteMissing:
    """The account is clear, but not what happened."""

    account_id: int
    account_name: str
    details: TouchDetails


@dataclass(frozen=True, slots=True)
class AccountUnclear:
    """The account has to be asked for; the details are ready for the answer."""

    match: SeveralAccounts | SimilarAccounts | NoAccount
    details: TouchDetails
    text: str


ParsedTouch = EmptyTouch | HelpWanted | TouchRequest | NoteMissing | AccountUnclear | NotUnderstood


def parse_touch(text: str, names: AccountNames, today: date) -> ParsedTouch:
    """Return what the text of a `/touch` asks for; never raises and never guesses an account.

    The text may be as Slack sends it, with `&amp;` and `<@U1|kim>`.
    """
    text = read_markup(text)
    if not text:
        return EmptyTouch()
    if wants_help(text) and not isinstance(names.match_whole(text), OneAccount):
        return HelpWanted()
    match = names.match_beginning(_tags_last(text))
    details = parse_details(match.rest, today)
    if isinstance(details, NotUnderstood):
        return details
    if not isinstance(match, OneAccount):
        return AccountUnclear(match, details, text)
    if not details.note:
        return NoteMissing(match.account_id, match.name, details)
    return TouchRequest(match.account_id, match.name, details)


def parse_details(rest: str, today: date) -> TouchDetails | NotUnderstood:
    """Return what the words after the account say: of a `/touch`, or typed into a form."""
    untagged, kind, lines = _take_tags(tidy(rest))
    dated = _take_day(untagged, today)
    if isinstance(dated, NotUnderstood):
        return dated
    note, day = dated
    if len(note) > LONGEST_NOTE:
        return NotUnderstood(
            f"That note has {len(note):,} characters; {LONGEST_NOTE:,} is the most I keep. Try a shorter one."
        )
    return TouchDetails(
        note=note,
        day=day,
        kind=kind,
        with_whom=find_companion(note),
        place=find_place(note),
        lines=lines,
        order_placed=order_was_placed(note),
        tails=list_place_tails(note),
    )


def _tags_last(text: str) -> str:
    leading = _LEADING_TAGS.fullmatch(text)
    return f"{leading['after']} {leading['tags']}" if leading else text


def _take_tags(text: str) -> tuple[str, Kind | None, tuple[str, ...]]:
    """Return the text without #selling and for:Borg, and what they said."""
    if "#" not in text and ":" not in text:
        return text, None, ()
    kind: Kind | None = None
    lines: dict[str, str] = {}
    for found in _TAG.finditer(text):
        if found["kind"]:
            kind = _KINDS[found["kind"].lower()]
        for line in [found["quoted"]] if found["quoted"] else (found["line"] or "").split(","):
            if line := line.strip().rstrip(".!?"):
                lines.setdefault(line.casefold(), line)
    untagged = _TAG.sub("", text)
    if untagged != text:
        untagged = _DOUBLED_SPACE.sub(" ", untagged).strip()
    return untagged, kind, tuple(lines.values())


def _take_day(rest: str, today: date) -> tuple[str, date] | NotUnderstood:
    """Return what happened and on which day: a day at the beginning or the end, else today."""
    found = _find_day(rest, today)
    if found is None:
        last = rest[rest.rfind(" ") + 1 :].rstrip(".!")
        return suspect_day(last, today) or (rest, today)
    if isinstance(found.day, NotUnderstood):
        return found.day
    if refused := check_touch_day(found.day, today):
        return refused
    before, after = rest[: found.start].rstrip(), rest[found.end :]
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1].rstrip(), after[1:]
    before = before.rstrip(" ,;–—-")
    if not after[:1] or after[0] not in ".!?)":
        after = " " + _AFTER_DAY.sub("", after, count=1)
    return f"{before}{after}".strip(), found.day


def _find_day(rest: str, today: date) -> FoundDay | None:
    last: FoundDay | None = None
    for found in find_days(rest, today):
        before, after = rest[: found.start].split(), rest[found.end :]
        if not before or before == ["("]:
            if not (rest[found.start : found.end].lower() in _VERBS and _AFTER_VERB.match(after)):
                return found
        elif before[-1].lower() not in _TIES_TO_DAY and is_trailing_phrases(after):
            last = found
    return last


def order_was_placed(note: str) -> bool:
    """Return whether the words say that an order was placed, and do not deny it."""
    return any(not _DENIED.search(note, 0, found.start()) for found in _ORDER.finditer(note))
