"""`/news` as what is wanted: to see the news, or to add a feed for an account, an industry or the team."""

import re
from dataclasses import dataclass

from bot.parsing.accounts import (
    AccountNames,
    NoAccount,
    OneAccount,
    SeveralAccounts,
    SimilarAccounts,
)
from bot.parsing.lookups import Lookup, NothingAsked, parse_lookup
from bot.parsing.touches import HelpWanted
from bot.parsing.words import NotUnderstood, read_markup, tidy, wants_help
from jobs.rules.web_addresses import (
    NOTHING_ALLOWED,
    AddressRefusedError,
    AllowedHosts,
    read_web_address,
)

MOST_ADDRESS = 1500
MOST_INDUSTRY = 80
"""It has to fit into a button, beside what else that carries."""

_MARKED = re.compile(r"<((?:https?|feed)(?::|%3A)[^<>|\s]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_PLAIN = re.compile(r"(?<![^\s<(])(?:https?|feed):(?://)?[^\s<>|]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?<!\S)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:/[^\s<>|]*)?(?!\S)",
    re.IGNORECASE,
)
_IN_ANGLES = re.compile(r"&lt;(<[^<>]+>|(?:https?|feed):[^\s<>]+?)&gt;", re.IGNORECASE)
"""An address in angle brackets that somebody typed, as Slack escapes them."""
_MAILTO = re.compile(r"<mailto:([^<>|\s]+)(?:\|[^<>]*)?>", re.IGNORECASE)
"""What Slack makes of kim:secret@acme.com within an address."""
_WITH_NAME = re.compile(r"https?://[^\s/?#]*@", re.IGNORECASE)
_FORM = re.compile(r"https?://[^\s/?#\\]+(?:[/?#]\S*)?", re.IGNORECASE)
_ADD = re.compile(r"(?:^|\s)(?:add|follow|watch|feed)\s*:?\s*$", re.IGNORECASE)
_ADD_WHAT = re.compile(r"(?:(?P<name>.+?)\s+)?(?:add|follow|watch)\s+(?P<what>\S+).*", re.IGNORECASE)
_REMOVE = re.compile(r"(?:(?P<name>.+?)\s+)?(?:remove|delete|unfollow|unwatch)(?:\s.*)?", re.IGNORECASE)
_ESCAPED_END = re.compile(r"&(?:amp|lt|gt);$")
_LIST = re.compile(
    r"(?:list|show)(?:\s+(?:all|feeds|news))?|(?:all|my|the|team)?\s*(?:feeds|news)|team", re.IGNORECASE
)
_FOR_INDUSTRY = re.compile(r"(?:for\s+)?(?:the\s+)?industry\s*:?\s+(?P<name>.+)", re.IGNORECASE)
_FOR_TEAM = re.compile(
    r"for\s+(?:the\s+|our\s+)?(?:whole\s+)?(?:team|everybody|everyone|all)\.?", re.IGNORECASE
)
_FOR_ACCOUNT = re.compile(r"(?:for|to)\s+(?P<name>.+)", re.IGNORECASE)
_SEARCH = re.compile(r"(?P<name>.+?)\s+(?:add\s+)?(?:news\s+)?search", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ForIndustry:
    """The feed is a trade magazine's."""

    name: str


@dataclass(frozen=True, slots=True)
class ForTeam:
    """The feed may tell of any account."""


Whose = OneAccount | SeveralAccounts | SimilarAccounts | NoAccount | ForIndustry | ForTeam


@dataclass(frozen=True, slots=True)
class AddFeed:
    """A feed's address, or that of a page which may have one, and whose news it has."""

    url: str
    whose: Whose


@dataclass(frozen=True, slots=True)
class NewSearch:
    """A ready-made news search for an account is wanted."""

    account: OneAccount


NewsRequest = AddFeed | NewSearch | Lookup | NotUnderstood

_EXAMPLE = "Try `/news Acme add https://acme.com/news`."


def parse_news(text: str, names: AccountNames, allowed: AllowedHosts = NOTHING_ALLOWED) -> NewsRequest:
    """Return what is wanted; never raises and never guesses. The text may be as Slack sends it.

    `allowed` are the private hosts of which a feed may be added.
    """
    seen = read_markup(text)
    if not seen:
        return NothingAsked()
    if isinstance(whole := names.match_whole(seen), OneAccount):
        return whole  # also one called acme.com, or Help
    if wants_help(seen):
        return HelpWanted()
    found = _find_address(text)
    if found is not None and _REMOVE.fullmatch(found[0].strip()) is None:
        before, url, after = found
        return _read_added(before, read_address(url, allowed), after, names)
    if _ADD.search(seen):
        return NotUnderstood(f"There is no address here, of a feed or of a page that has one. {_EXAMPLE}")
    if _LIST.fullmatch(seen):
        return NothingAsked()
    if (told := _explain_order(seen, names)) is not None:
        return told
    if searched := _SEARCH.fullmatch(seen):
        account = names.match_whole(searched["name"])
        if isinstance(account, OneAccount):
            return NewSearch(account)
    return parse_lookup(text, names)


def _explain_order(seen: str, names: AccountNames) -> NotUnderstood | None:
    """Say how something is added or removed where that was tried; None where it is no such order."""
    for pattern in (_ADD_WHAT, _REMOVE):
        found = pattern.fullmatch(seen)
        if found is None:
            continue
        account = names.match_whole(found["name"] or "")
        if found["name"] and not isinstance(account, OneAccount):
            continue
        name = account.name if isinstance(account, OneAccount) else "Acme"
        if pattern is _REMOVE:
            return NotUnderstood(f"To remove a feed: `/news {name}`, then *Remove*.")
        return NotUnderstood(
            f"“{found['what']}” is no web address. Try `/news {name} add https://acme.com/news`."
        )
    return None


def read_address(text: str, allowed: AllowedHosts = NOTHING_ALLOWED) -> str | NotUnderstood:
    """Return a web address as it was typed into a form, with https where nothing else was said.

    One that is not public, as far as the address alone tells, is refused unless it is allowed (complaint 25).
    """
    typed = tidy(text)
    if marked := _MARKED.fullmatch(typed):
        typed = read_markup(marked[1])
    typed = re.sub(r"^feed:(?://)?(?=https?:)", "", typed, flags=re.IGNORECASE)
    typed = re.sub(r"^feed://", "https://", typed, flags=re.IGNORECASE)
    if _BARE.fullmatch(typed):
        typed = f"https://{typed}"
    if len(typed) > MOST_ADDRESS:
        return NotUnderstood(f"That address is too long for me: {MOST_ADDRESS:,} characters are the most.")
    if _WITH_NAME.match(typed):
        return NotUnderstood(
            "That address has a name or a password in it, which everybody here could read. "
            "Give me one that works without."
        )
    if not _FORM.fullmatch(typed):
        return NotUnderstood(
            "That is no web address. It begins with https://, such as https://acme.com/news."
        )
    try:
        read_web_address(typed, allowed)
    except AddressRefusedError as error:
        return NotUnderstood(f"I don't ask this address. {error}")
    return typed


def read_domain(text: str) -> str | NotUnderstood | None:
    """Return the host of a web address, without "www."; None where nothing was typed."""
    typed = tidy(text).lower()
    if not typed:
        return None
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", typed).partition("/")[0].rstrip(".")
    if not _BARE.fullmatch(host) or ":" in host:
        return NotUnderstood("That is no web address. Write acme.com, for example.")
    return host


def _find_address(text: str) -> tuple[str, str, str] | None:
    """Return what stands before the address, the address, and what stands after it."""
    text = _MAILTO.sub(r"\1", _IN_ANGLES.sub(r"\1", text))
    for pattern in (_MARKED, _PLAIN, _BARE):
        if found := pattern.search(text):
            typed = found[1] if pattern is _MARKED else _cut_sentence_end(found[0])
            end = found.end() if pattern is _MARKED else found.start() + len(typed)
            before, after = text[: found.start()], text[end:]
            if pattern is _BARE and not _ADD.search(before):
                return None  # an account may be called acme.com
            return read_markup(before), read_markup(typed), read_markup(after)
    return None


def _cut_sentence_end(typed: str) -> str:
    """Return an address without the end of the sentence around it, but with all of an entity or a pair."""
    while typed and typed[-1] in ".,;)":
        if _ESCAPED_END.search(typed) or (typed[-1] == ")" and typed.count("(") >= typed.count(")")):
            break
        typed = typed[:-1]
    return typed


def _add_for_industry(address: str, name: str) -> NewsRequest:
    if len(name := name.strip()) > MOST_INDUSTRY:
        return NotUnderstood(f"That is too long for an industry: {MOST_INDUSTRY} characters are the most.")
    return AddFeed(address, ForIndustry(name))


def _read_added(before: str, address: str | NotUnderstood, after: str, names: AccountNames) -> NewsRequest:
    if isinstance(address, NotUnderstood):
        return address
    named = _ADD.sub("", before).strip()
    after = after.strip(" .,;")
    if named and after:
        return NotUnderstood(f"I can't read “{after}” behind the address. {_EXAMPLE}")
    if named:
        if match := _FOR_INDUSTRY.fullmatch(named):
            return _add_for_industry(address, match["name"])
        return AddFeed(address, names.match_whole(named))
    if match := _FOR_INDUSTRY.fullmatch(after):
        return _add_for_industry(address, match["name"])
    if _FOR_TEAM.fullmatch(after):
        return AddFeed(address, ForTeam())
    if match := _FOR_ACCOUNT.fullmatch(after):
        return AddFeed(address, names.match_whole(match["name"]))
    return NotUnderstood(
        f"Whose news is it? Write `/news Acme add {address}`, or end with `for industry Chemicals` "
        "or `for the team`."
    )
