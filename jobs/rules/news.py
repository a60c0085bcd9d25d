"""Which news a person is shown, in which order, and when they hear of it. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from jobs.rules.feeds import WatchedFeed
from jobs.rules.news_reasons import NewsKind
from jobs.rules.nudges import may_be_nudged
from jobs.rules.vocabulary.business_words import STRONG_VERBS, WEAK_VERBS
from jobs.rules.weeks import find_zone, is_working_day, local_day, local_moment
from storage.names import words_of
from storage.records import Account, Rep, Tier
from storage.story_records import AccountStory

FRESH = timedelta(days=14)
"""So long news is worth a word to the client."""
KEPT = timedelta(days=60)
"""So long it is shown on an account's card, and kept."""
MOST_IN_MESSAGE = 3
MOST_ON_HOME = 3
MOST_ON_CARD = 2
UNDO_FOR = timedelta(hours=1)
"""So long what was put aside stays where it stood, with a way back."""
TELLING = tuple(kind.value for kind in NewsKind)
"""Reasons, the most telling first."""
TODAY_FROM, TODAY_UNTIL = time(9), time(17)
"""A message on the day itself is for the day, not for the evening."""

_TRACKING = re.compile(
    r"(?i)(?:utm_\w*|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|mkt_tok|igshid|_hs(?:enc|mi)|cmpid)"
)
_ADDRESS = re.compile(
    r"(?P<base>https?://[^\s?#<>\"|\\^`{}]+)(?:\?(?P<query>[^\s#]*))?(?:#(?P<part>\S*))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NewsOutlook:
    """What Home, or `/news`, shows one person of the news."""

    stories: tuple[AccountStory, ...] = ()
    broken: tuple[WatchedFeed, ...] = ()
    """Feeds that are theirs to mend."""
    feeds: int = 0
    """How many the workspace watches."""


def set_in_zone(stories: Iterable[AccountStory], zone: str) -> list[AccountStory]:
    """Return stories with their moments as the clocks of a zone show them: no day may read as tomorrow."""
    clock = find_zone(zone)
    return [replace(each, story=replace(each.story, at=each.story.at.astimezone(clock))) for each in stories]


def rank_news(stories: Iterable[AccountStory], accounts: Mapping[int, Account]) -> list[AccountStory]:
    """Return news in the order in which it deserves a look.

    A before B before C, then what gives most to say, then the newest.
    """
    return sorted(
        stories,
        key=lambda each: (
            _tier_of(each, accounts).value,
            _rank_reason(each.story.reason),
            -each.story.at.timestamp(),
            each.id,
        ),
    )


def _tier_of(story: AccountStory, accounts: Mapping[int, Account]) -> Tier:
    account = accounts.get(story.account_id)
    return account.tier if account is not None else Tier.C


def _rank_reason(reason: str) -> int:
    return TELLING.index(reason) if reason in TELLING else len(TELLING)


def choose_news(
    stories: Iterable[AccountStory],
    accounts: Mapping[int, Account],
    *,
    named: Collection[int] = (),
    told: Collection[int] = (),
    most: int = MOST_IN_MESSAGE,
) -> list[AccountStory]:
    """Return the news of a weekly message, at most `most`: what is open and was not told before.

    `named` are the accounts that have a line in it: their news comes first, because it is something to
    write to them about. Each account is given one, and another only where there is room.
    """
    fresh = [each for each in rank_news(stories, accounts) if each.is_open and each.id not in told]
    first: dict[int, AccountStory] = {}
    for each in fresh:
        first.setdefault(each.account_id, each)
    leading = sorted(first.values(), key=lambda each: each.account_id not in named)
    rest = [each for each in fresh if first[each.account_id] is not each]
    # One event about two accounts is one story, and is told once.
    chosen: dict[int, AccountStory] = {}
    for each in [*leading, *rest]:
        chosen.setdefault(each.story.id, each)
    return list(chosen.values())[:most]


def choose_for_home(
    stories: Sequence[AccountStory], accounts: Mapping[int, Account], *, most: int = MOST_ON_HOME
) -> list[AccountStory]:
    """Return the news of Home: open ones first in their order, then what was just put aside, to be undone."""
    ranked = rank_news(stories, accounts)
    waiting = [each for each in ranked if each.is_open][:most]
    return [*waiting, *(each for each in ranked if not each.is_open)][: most + 2]


def choose_written(note: str, words: str, *, suggested_note: str, suggested_words: str) -> str:
    """Return what is kept of the note and of the words for the client, once somebody has used a story.

    What a person has written themselves is kept, in whichever of the two fields; where they wrote nothing,
    the note stays as it was suggested. Empty where they emptied it and have written nothing else.
    """
    said = "" if words == suggested_words else words
    if not said or note == suggested_note:
        return said or note
    return f"{note}: “{said}”" if note else said


def may_hear_today(rep: Rep, now: datetime, days_off: Collection[date] = ()) -> bool:
    """Return whether a person may hear of news on the day itself: they want to, are here and at work."""
    today = local_day(now, rep.zone)
    if not (rep.news_same_day and may_be_nudged(rep, today)):
        return False
    opens, closes = (local_moment(today, wall, rep.zone) for wall in (TODAY_FROM, TODAY_UNTIL))
    return is_working_day(today, days_off) and opens <= now < closes


def is_lesson(phrase: str) -> bool:
    """Return whether words around a name may mean somebody else from now on.

    What any company does, "Acme opens", would keep its own news away as well.
    """
    words = [word for word, _, _ in words_of(phrase)]
    return bool(words) and words[-1] not in WEAK_VERBS | STRONG_VERBS


def clean_link(link: str | None) -> str | None:
    """Return an address as it is shown: http or https, without what only tells who sent the reader."""
    found = None if link is None else _ADDRESS.fullmatch(link.strip())
    if found is None:
        return None
    kept = [each for each in (found["query"] or "").split("&") if each and not _TRACKING.match(each)]
    part = f"#{found['part']}" if found["part"] else ""
    return f"{found['base']}{'?' + '&'.join(kept) if kept else ''}{part}"
