"""Reading one document from the net: feed, JSON Feed or page. Runs in the reading process only."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from jobs.feeds.decoding import decode_document
from jobs.feeds.json_feed import read_json_feed
from jobs.feeds.known_entries import leave_out_known
from jobs.feeds.page import read_page
from jobs.feeds.readings import MOST_ITEMS, DocumentRefusedError, Reading
from jobs.feeds.syndication import read_syndication

MOST_ATTRIBUTES = 400
MOST_OPEN_TAGS = 1_000
"""Within one entry. Each costs feedparser its time twice where a document is broken, and is shown nowhere."""
_LONG_TAG = re.compile(r"<[A-Za-z/?!][^<>]{4000,}")
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_NO_MARKUP = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<empty>[^<>]*/>)?")
_NEVER_CLOSED = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input"),
        *("link", "meta", "param", "source", "track", "wbr"),
    )
)
"""HTML's own, which some feeds hold as they are."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PROLOG = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE\b(?:"[^"]*"|'[^']*'|[^\[>"'])*(?P<subset>\[)?""", re.IGNORECASE)
_STANDARD_ENTITIES = re.compile(
    r"""<!DOCTYPE\s[^\[<>]{0,500}\[(?:\s*<!ENTITY\s+%\s+(\w{1,40})\s+PUBLIC\s+"-//W3C//ENTITIES\s[^"<>%]{1,100}"\s+"""
    r""""[^"<>%]{1,200}"\s*>\s*%\1;)+\s*\]\s*>""",
    re.IGNORECASE,
)
"""Old feeds name HTML's own entities so; those are known anyhow, and nothing is fetched for it."""
_REFERENCE = re.compile(r"(?:&#(?:[xX][0-9A-Fa-f]+|[0-9]+);?){1,2}")
_ONE_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]+)|(?P<decimal>[0-9]+));?")
_LAST_LETTER = 0x10FFFF
_MOST_DIGITS = 8
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|RDF|channel)(?=[\s>])", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_PIECE_OF_PAGE = re.compile(r"<(?:head|body|title|meta|link|div|p|h1|script)\b", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?P<name>item|entry)(?=[\s>])")

_DATE = re.compile(
    r"<(?:[A-Za-z_][\w.-]*:)?(?:pubDate|published|updated|date)(?:\s[^<>]{0,200})?>"
    r"\s*(?:<!\[CDATA\[)?(?P<date>[^<\]]{1,60})",
    re.IGNORECASE,
)


def read_document(
    body: bytes, url: str | None = None, content_type: str = "", known_entries: bytes = b""
) -> Reading:
    """Return what a document holds, without the entries that are known; links are resolved against `url`.

    Nothing but the document is read, whatever it names. Raises DocumentRefusedError with the reason.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise DocumentRefusedError("It is empty.")
    text = _NOT_XML.sub("", decode_document(body, content_type)).lstrip("\ufeff \t\r\n")
    text = _REFERENCE.sub(_mend_reference, text)
    if not text:
        raise DocumentRefusedError("It is empty.")
    if text[0] in "{[":
        return read_json_feed(text, url)
    root = _ROOT.search(text, _skip_prolog(text))
    if root is None:
        return _refuse_or_read_page(text, url)
    prolog, feed = _STANDARD_ENTITIES.sub("", text[: root.start()]), text[root.start() :]
    if _PAGE.search(prolog) and not _is_bare_doctype(prolog) and not _is_wrapped_feed(prolog, feed):
        return read_page(text, url)
    _refuse_entities(prolog + feed)
    # Nothing that stands in front is needed: declarations, and the warnings and blank lines of blogs.
    text = feed
    _refuse_attributes(text)
    trimmed = leave_out_known(keep_newest_items(text), known_entries)
    _refuse_open_tags(trimmed.text)
    return replace(
        read_syndication(trimmed.text, url),
        entry_hashes=trimmed.hashes,
        left_out=trimmed.left_out,
        starts_known=trimmed.starts_known,
    )


def _is_wrapped_feed(prolog: str, feed: str) -> bool:
    """Return whether it is a feed though a page is wrapped around it, as some programs do."""
    return _ITEM.search(feed) is not None and "rel=" not in prolog


def _mend_reference(found: re.Match[str]) -> str:
    """Put a letter, or the sign for one that cannot be read, in the place of numbers that name none.

    One such number would cost the whole document; two halves of an emoji, as some write it, become the emoji.
    """
    numbers = [_read_number(each) for each in _ONE_REFERENCE.finditer(found[0])]
    if all(0x20 <= number <= _LAST_LETTER and not _is_half(number) for number in numbers):
        return found[0]
    if len(numbers) == 2 and 0xD800 <= numbers[0] < 0xDC00 <= numbers[1] < 0xE000:
        return chr(0x10000 + ((numbers[0] - 0xD800) << 10) + numbers[1] - 0xDC00)
    return "".join(
        each[0] if 0x20 <= number <= _LAST_LETTER and not _is_half(number) else _mend_letter(number)
        for each, number in zip(_ONE_REFERENCE.finditer(found[0]), numbers, strict=True)
    )


def _read_number(found: re.Match[str]) -> int:
    digits = (found["hex"] or found["decimal"]).lstrip("0") or "0"
    return int(digits, 16 if found["hex"] else 10) if len(digits) <= _MOST_DIGITS else _LAST_LETTER + 1


def _is_half(number: int) -> bool:
    return 0xD800 <= number < 0xE000


def _mend_letter(number: int) -> str:
    return chr(number) if number in (0x9, 0xA, 0xD) else "\ufffd"


def keep_newest_items(text: str, most: int = MOST_ITEMS) -> str:
    """Return the document without the items after the first `most`: nobody would look at them.

    Where the dates of the first and the last one say that the newest come last, it is the last that stay.
    """
    starts = [found.start() for found in _ITEM.finditer(text)]
    if len(starts) <= most:
        return text
    if _is_oldest_first(text[starts[0] : starts[1]], text[starts[-1] :]):
        return text[: starts[0]] + text[starts[-most] :]
    extra = _ITEM.match(text, starts[most])
    assert extra is not None
    end = max(text.rfind(f"</{name}>") + len(name) + 3 for name in _closing_names(extra))
    return text[: extra.start()] + (text[end:] if end > extra.start() else "")


def _is_oldest_first(first: str, last: str) -> bool:
    oldest, newest = _read_date(first), _read_date(last)
    return oldest is not None and newest is not None and oldest < newest


def _read_date(item: str) -> datetime | None:
    """Return when an item says that it was published, as far as it is written in a common way."""
    found = _DATE.search(item)
    if found is None:
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(found["date"].strip())
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _closing_names(found: re.Match[str]) -> tuple[str, str]:
    return found[0].removeprefix("<"), found["name"]


def _refuse_or_read_page(text: str, url: str | None) -> Reading:
    if _PAGE.search(text, 0, 20_000) or _PIECE_OF_PAGE.match(text):
        return read_page(text, url)
    if text.startswith("<"):
        raise DocumentRefusedError("It is XML or HTML, but not a feed.")
    raise DocumentRefusedError("It is not a feed.")


def _is_bare_doctype(prolog: str) -> bool:
    return not _PROLOG.sub("", _DOCTYPE.sub("", prolog)).strip("> \t\r\n")


def _skip_prolog(text: str) -> int:
    """Return where the comments and instructions end with which a document begins."""
    place = 0
    while found := _PROLOG.match(text, place):
        place = found.end()
    return place


def _refuse_entities(text: str) -> None:
    """Refuse documents that declare entities: no feed needs them, and they can grow without end."""
    place = _skip_prolog(text)
    root = _ROOT.search(text, place)
    doctype = _DOCTYPE.match(text, place) or _DOCTYPE.search(text, 0, root.start() if root else 4_000)
    if doctype is None or not doctype["subset"]:
        return
    if re.search(r"<!ENTITY|%[\w.-]+;", text[doctype.start() :], re.IGNORECASE):
        raise DocumentRefusedError("It declares entities, which no feed needs.")


def _refuse_attributes(text: str) -> None:
    """Refuse elements with thousands of attributes: reading them takes the square of their number."""
    for found in _LONG_TAG.finditer(_CDATA.sub("", text)):
        tag = found[0]
        if tag.count("=") > MOST_ATTRIBUTES or len(tag.split(None, 5_000)) > 5_000:
            raise DocumentRefusedError("One of its elements has thousands of attributes.")


def _refuse_open_tags(text: str) -> None:
    """Refuse entries in which thousands of elements are opened and none is closed."""
    still_open = 0
    for found in _TAG.finditer(_NO_MARKUP.sub("", text)):
        slash, name, empty = found.groups()
        if name.rpartition(":")[2] in ("item", "entry"):
            still_open = 0
        elif empty is None and name.lower() not in _NEVER_CLOSED:
            still_open = max(still_open - 1, 0) if slash else still_open + 1
            if still_open > MOST_OPEN_TAGS:
                raise DocumentRefusedError("It opens thousands of elements that it does not close.")
