"""Whose news each feed of an imported list has: by its folder or its name, never guessed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.parsing.accounts import AccountNames, OneAccount
from bot.parsing.news import read_address
from bot.parsing.words import NotUnderstood, tidy
from jobs.rules.web_addresses import NOTHING_ALLOWED, AllowedHosts
from storage.names import fold
from storage.opml import Outline

_INDUSTRY = "industry:"


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed of the list that is to be watched."""

    outline: Outline
    url: str
    account_id: int | None = None
    industry: str | None = None
    """With neither it is watched for the whole team."""
    about: str = ""
    """The account's name, or the industry's."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A feed of the list that is not to be watched, and why."""

    outline: Outline
    reason: str


def plan_listed_feeds(
    outlines: Iterable[Outline],
    names: AccountNames,
    industries: Sequence[str],
    *,
    rest_for_team: bool,
    allowed: AllowedHosts = NOTHING_ALLOWED,
) -> list[ListedFeed | LeftOut]:
    """Return what becomes of each feed of a list.

    A folder that is called like an account, or else the feed's own title, says whose news it is; so does one
    called like an industry, or "industry: Chemicals". The rest is the team's, if that is wanted.
    """
    known = {fold(each): each for each in industries}
    return [_plan(each, names, known, allowed, rest_for_team=rest_for_team) for each in outlines]


def _plan(
    outline: Outline,
    names: AccountNames,
    industries: dict[str, str],
    allowed: AllowedHosts,
    *,
    rest_for_team: bool,
) -> ListedFeed | LeftOut:
    url = read_address(outline.url, allowed)
    if isinstance(url, NotUnderstood):
        return LeftOut(outline, f"“{outline.url[:100]}”: {url.hint}")
    for name in (*reversed(outline.folders), outline.title):
        text = tidy(name)
        # Nobody is asked here, so names that are only like it need not be looked for: that takes long.
        account = names.find_whole(text) if text else None
        if isinstance(account, OneAccount):
            return ListedFeed(outline, url, account_id=account.account_id, about=account.name)
        if text.lower().startswith(_INDUSTRY) and (industry := text[len(_INDUSTRY) :].strip()):
            return ListedFeed(outline, url, industry=industries.get(fold(industry), industry), about=industry)
        if fold(text) in industries:
            return ListedFeed(outline, url, industry=industries[fold(text)], about=industries[fold(text)])
    if rest_for_team:
        return ListedFeed(outline, url)
    folder = f"its folder “{outline.folders[-1]}”" if outline.folders else "it"
    return LeftOut(
        outline,
        f"{folder} is called like no account or industry; --team watches such feeds for the whole team.",
    )
