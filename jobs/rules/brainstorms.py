"""A brainstorm: how its phases go, who may steer it, what counts as the same idea. Pure.

NS-10 to NS-14 are the rules; the numbers that the article does not name are settings of the form.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from jobs.rules.harvests import NOTHING_EARLIER, Earlier, Harvest
from jobs.rules.reminders import choose_reminded
from jobs.rules.vocabulary.word_sets import word_set
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Commitment, Phase, Seller
from storage.names import words_of
from storage.records import Rep, Role

IDEAS_MINUTES = 8
CHOOSING_MINUTES = 4
MOST_MINUTES = 60
MORE_MINUTES = 2
"""What the button adds."""
QUIET = timedelta(seconds=60)
"""After so long without an idea a spark is offered (NS-12)."""
LONGEST_IDEA = 200
LONGEST_QUESTION = 300
MOST_IDEAS_AT_ONCE = 20
TRADE = "marketing"
LONGEST_TRADE = 60
QUESTIONS = (
    "How could we get to know what our clients do in their {trade}, closely and as it happens?",
    "If we sat in the client's own office, what would we do for them this month?",
)
"""The article's two questions in words of our own; the trade may be another one (NS-10)."""
SPARKS = (
    "read the trade magazine they read, every month",
    "visit each of their stores and meet whoever runs it",
    "have the news watched for their name, every day",
)
"""The article's examples (NS-12): shown as examples, never as choices."""
_NOTHING_TO_SEE = frozenset("•-*·–\u2800\u3164\u115f\u1160\uffa0\ufe0f")
_ALIKE = 82.0
"""Of 100, for the words of two ideas without those that carry nothing."""
_BULLETS = re.compile(r"^(?:[-*–]\s+|[•·]\s*)+")
_EMPTY_WORDS = word_set(
    """
    a all an and any at be by every each for from go have her his i in into is it its of on or our the
    their them they this to up us we what who whoever with you your client clients customer customers
    """
)


@dataclass(frozen=True, slots=True)
class IdeaGroup:
    """An idea with those that were said to be the same."""

    id: int
    text: str
    names: tuple[str, ...]
    """Who had it, in the order in which they came."""
    at: datetime
    takers: tuple[str, ...] = ()
    """Who took it and asked to be named."""
    taken: int = 0
    """How many people took it."""
    taker_ids: tuple[int, ...] = ()
    """The ids of `takers`, in their order: two people may have one name."""


@dataclass(frozen=True, slots=True)
class Board:
    """What the message in the channel shows."""

    brainstorm: Brainstorm
    now: datetime
    groups: tuple[IdeaGroup, ...] = ()
    sellers: int = 0
    chosen: int = 0
    knows_members: bool = True
    """Who is in the channel is known, and so how many may choose."""
    quiet: bool = False
    harvest: Harvest | None = None
    waiting: tuple[Seller, ...] = ()
    """Who is to be reminded of choosing now."""
    has_library: bool = False
    """There are ideas of earlier brainstorms."""

    @property
    def minutes_left(self) -> int:
        return count_minutes_left(self.brainstorm, self.now)


def may_open_brainstorm(rep: Rep, *, admin: bool, member: bool = True) -> bool:
    """Whoever leads the team runs the meeting; an admin of the Slack workspace may, too (NS-10)."""
    return (rep.active and Role.MANAGER in rep.roles) or (admin and member)


def may_steer(rep: Rep, brainstorm: Brainstorm, *, admin: bool = False, member: bool = True) -> bool:
    """Who opened it, leads the team, or is an admin may extend it, move it on and close it (complaint 23)."""
    return rep.id == brainstorm.opened_by or may_open_brainstorm(rep, admin=admin, member=member)


def count_minutes_left(brainstorm: Brainstorm, now: datetime) -> int:
    """Return how many minutes are left, the one that has begun included."""
    if brainstorm.ends_at is None:
        return 0
    return max(0, -(-int((brainstorm.ends_at - now).total_seconds()) // 60))


def find_next_phase(brainstorm: Brainstorm, ideas: int, now: datetime) -> tuple[Phase, datetime | None]:
    """Return what follows a phase, and until when.

    It begins when it is announced: a bot that was away when the time was over takes nobody's minutes.
    Without an idea there is nothing to choose.
    """
    if brainstorm.phase is Phase.IDEAS and ideas:
        return Phase.CHOOSING, now + timedelta(minutes=brainstorm.choosing_minutes)
    return Phase.CLOSED, None


def find_later_end(brainstorm: Brainstorm, now: datetime, minutes: int = MORE_MINUTES) -> datetime:
    """Return the end of a phase that is extended; never earlier than so many minutes from now."""
    return max(brainstorm.ends_at or now, now) + timedelta(minutes=minutes)


def is_quiet(brainstorm: Brainstorm, newest: datetime | None, now: datetime) -> bool:
    """Return whether nobody has said anything for a minute while ideas are wanted (NS-12)."""
    return brainstorm.phase is Phase.IDEAS and now - (newest or brainstorm.opened_at) >= QUIET


def word_question(number: int, trade: str) -> str:
    """Return one of the two questions, for a trade."""
    return QUESTIONS[number].format(trade=" ".join(trade.split()) or TRADE)


def find_trade(question: str) -> str | None:
    """Return the trade that a question of a brainstorm says; None for one in somebody's own words."""
    before, _, after = QUESTIONS[0].partition("{trade}")
    ours = len(question) > len(before + after) and question.startswith(before) and question.endswith(after)
    return question.removeprefix(before).removesuffix(after) if ours else None


def settle_question(typed: str, offered_trade: str, trade: str) -> str:
    """Return the question as it is asked: where it was left as it was offered, with the trade as typed."""
    for number in range(len(QUESTIONS)):
        if typed == word_question(number, offered_trade):
            return word_question(number, trade)
    return typed


def change_question(typed: str, number: int, trade: str) -> str:
    """Return the other question where the one that was offered still stands; what is somebody's own stays."""
    offered = {word_question(each, trade) for each in range(len(QUESTIONS))}
    return typed if typed and typed not in offered else word_question(number, trade)


class IdeasTrouble(StrEnum):
    """Why what was typed is not taken as it is."""

    NOTHING = "nothing"
    TOO_MANY = "too many"
    TOO_LONG = "too long"


def judge_ideas(typed: str) -> IdeasTrouble | None:
    """Return what is wrong with the ideas that were typed: none is cut or left out without a word (NS-11)."""
    lines = split_ideas(typed)
    if not lines:
        return IdeasTrouble.NOTHING
    if len(lines) > MOST_IDEAS_AT_ONCE:
        return IdeasTrouble.TOO_MANY
    return IdeasTrouble.TOO_LONG if any(len(line) > LONGEST_IDEA for line in lines) else None


def split_ideas(typed: str) -> list[str]:
    """Return the ideas that were typed, one a line and each once, without bullets and empty lines."""
    lines = (_BULLETS.sub("", " ".join(line.split())) for line in typed.splitlines())
    return [line for line in dict.fromkeys(lines) if _has_words(line)]


def _has_words(line: str) -> bool:
    """Return whether there is anything to see in a line: some blanks are letters to Unicode."""
    return any(unicodedata.category(each)[0] not in "ZC" and each not in _NOTHING_TO_SEE for each in line)


def find_similar_idea(idea: BrainstormIdea, others: Iterable[BrainstormIdea]) -> BrainstormIdea | None:
    """Return the idea that this one is most like, if any is like it at all; merging is only ever offered."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded only when there is something to compare

    words = _tell_words(idea.text)
    best: tuple[float, BrainstormIdea] | None = None
    there = {each.id: each for each in others}
    for other in there.values():
        if other.id == idea.id or other.merged_into in there:
            continue
        theirs = _tell_words(other.text)
        if not words or not theirs:
            continue  # pictures alone are like nothing
        likeness = fuzz.token_sort_ratio(words, theirs)
        if min(len(words.split()), len(theirs.split())) > 1:
            likeness = max(likeness, fuzz.token_set_ratio(words, theirs))
        if likeness >= _ALIKE and (best is None or likeness > best[0]):
            best = (likeness, other)
    return None if best is None else best[1]


def _tell_words(text: str) -> str:
    words = [word.removesuffix("s") if len(word) > 3 else word for word, _, _ in words_of(text)]
    return " ".join(word for word in words if word not in _EMPTY_WORDS) or " ".join(words)


def find_root(idea: BrainstormIdea, by_id: Mapping[int, BrainstormIdea]) -> BrainstormIdea:
    """Return the idea at the head of those that were merged; a circle, from two presses at once, is cut."""
    seen = {idea.id}
    while idea.merged_into is not None and idea.merged_into in by_id and idea.merged_into not in seen:
        idea = by_id[idea.merged_into]
        seen.add(idea.id)
    return by_id[min(seen)] if idea.merged_into in seen else idea


def group_ideas(
    ideas: Sequence[BrainstormIdea],
    commitments: Iterable[Commitment] = (),
    named: Iterable[int] = (),
) -> tuple[IdeaGroup, ...]:
    """Return the ideas as they are shown, in the order in which they came.

    `named` are the ids of those who asked to be named beside what they took.
    """
    by_id = {each.id: each for each in ideas}
    members: dict[int, list[BrainstormIdea]] = {}
    for each in ideas:
        members.setdefault(find_root(each, by_id).id, []).append(each)
    takers: dict[int, dict[int, str]] = {}
    for each in commitments:
        if each.idea_id in by_id:
            takers.setdefault(find_root(by_id[each.idea_id], by_id).id, {})[each.rep_id] = each.rep_name
    shown = frozenset(named)
    groups: list[IdeaGroup] = []
    for root, same in sorted(members.items()):
        took = takers.get(root, {})
        asked = [each for each in took if each in shown]
        groups.append(
            IdeaGroup(
                root,
                by_id[root].text,
                tuple(dict.fromkeys(each.rep_name for each in same)),
                by_id[root].at,
                tuple(took[each] for each in asked),
                len(took),
                tuple(asked),
            )
        )
    return tuple(groups)


def conclude_board(
    brainstorm: Brainstorm,
    ideas: Sequence[BrainstormIdea],
    sellers: Sequence[Seller],
    commitments: Sequence[Commitment],
    *,
    now: datetime,
    earlier: Earlier = NOTHING_EARLIER,
    knows_members: bool = True,
) -> Board:
    """Return what the message in the channel shows.

    Whoever has chosen counts among the sellers, and who only looks on does not.
    """
    chosen = {each.rep_id for each in commitments}
    return Board(
        brainstorm=brainstorm,
        now=now,
        groups=group_ideas(ideas, commitments, (each.rep_id for each in sellers if each.show_name)),
        sellers=len({each.rep_id for each in sellers} | chosen),
        chosen=len(chosen),
        knows_members=knows_members,
        quiet=is_quiet(brainstorm, ideas[-1].at if ideas else None, now),
        harvest=earlier.harvest,
        has_library=earlier.has_library,
        waiting=choose_reminded(brainstorm, sellers, chosen, now),
    )
