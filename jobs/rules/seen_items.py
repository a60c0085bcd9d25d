"""By what an entry of a feed is known again. Pure.

What is remembered for good must be computed for good in the same way: so links and titles are made plain
here, and not as stories compare them, which may be improved. Ids change, links get other parameters, and
some feeds give all entries one id or one link; each of these alone would tell people old news.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from storage.news_records import FeedItem

_WORD = re.compile(r"\w+")
_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid)=[^&#]*&?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ItemMarks:
    """Short hashes of an entry."""

    known_by: frozenset[int]
    """It was seen before where one of these was."""
    remembered: frozenset[int]


def mark_items(items: Sequence[FeedItem]) -> list[ItemMarks]:
    """Return the marks of a document's entries, in their order.

    An id or a link that several different entries share tells none of them apart. An entry with neither is
    known by its title alone; else a title counts together with its moment only, because some are used again.
    """
    distinct = {(each.id, each.link, each.title) for each in items}
    ids = Counter(item_id for item_id, _, _ in distinct)
    links = Counter(_plain_link(link) for _, link, _ in distinct if link)
    return [_mark(each, ids, links) for each in items]


def _mark(item: FeedItem, ids: Counter[str], links: Counter[str]) -> ItemMarks:
    title = " ".join(_WORD.findall((item.title or item.summary).casefold()))
    link = _plain_link(item.link) if item.link else ""
    known_by: set[int] = set()
    if ids[item.id] == 1:
        known_by.add(_hash("id", item.id))
    if link and links[link] == 1:
        known_by.add(_hash("link", link))
    if title and item.published is not None:
        known_by.add(_hash("dated title", f"{item.published:%Y-%m-%dT%H:%M} {title}"))
    alone = _hash("title", title)
    remembered = known_by | {alone}
    if not known_by or (ids[item.id] != 1 and not (link and links[link] == 1)):
        known_by.add(alone)
    return ItemMarks(frozenset(known_by), frozenset(remembered))


def _plain_link(link: str) -> str:
    plain = link.partition("#")[0].partition("://")[2].removeprefix("www.")
    host, slash, rest = plain.partition("/")
    return f"{host.lower()}{slash}{_TRACKING.sub('', rest).rstrip('?&/')}"


def _hash(kind: str, text: str) -> int:
    digest = hashlib.blake2b(f"{kind} {text}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
