"""The texts and links of feeds as people may see them: plain, short, and going nowhere unexpected. Pure."""

import hashlib
import html
import re
import unicodedata
from datetime import datetime

from storage.news_records import FeedItem

LONGEST_TITLE = 300
LONGEST_SUMMARY = 2_000
LONGEST_ID = 500
LONGEST_LINK = 2_000
_MOST_READ = 100_000
"""Letters of a text from its beginning; what is behind them would be cut away anyhow."""

_TAGS = """
    " a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn
    dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2
    h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark
    marquee menu meta meter nav nobr noembed noframes noscript object ol optgroup option output p param
    picture pre progress q rp rt ruby s samp script section select small source span strike strong
    style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt
    u ul var video wbr xml
"""
_BLOCK_NAMES = """
    address article aside blockquote br caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead title tr ul video img
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_TAG = re.compile(
    rf"<(?P<slash>/?)(?:[a-z]{{1,10}}:)?(?P<name>{'|'.join(sorted(_TAGS.split(), key=len, reverse=True))})"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<!doctype[^>]*>|<\?[a-z][^>]*>", re.IGNORECASE | re.DOTALL
)
_UNSEEN_START = re.compile(r"<(script|style|template)\b", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_MISREAD = re.compile("[\x80-\x9f]")
_LINK = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[^/?#\s\\@]+)(?P<rest>[/?#].*)?", re.IGNORECASE | re.DOTALL
)
_ESCAPED = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "|": "%7C", "`": "%60", "\\": "%5C", "^": "%5E"}


def clean_text(text: str, most: int) -> str:
    """Return a text in one line without what cannot be seen, and not longer than `most` letters."""
    text = _MISREAD.sub(_read_as_windows, text[:_MOST_READ])
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _BLANKS.sub(" ", text).strip()
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…"


def unescape_letters(text: str) -> str:
    """Return a text with letters for its entities; a number that names none becomes the sign for that.

    Python refuses to read a number of thousands of digits, and with it the whole text.
    """
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))


_ENDLESS_NUMBER = re.compile(r"&#(?:[xX]0*[0-9A-Fa-f]{9,}|0*[0-9]{9,});?")


def strip_html(text: str, most: int) -> str:
    """Return what a browser would show of a text that may be HTML, in one line of at most `most` letters.

    What only looks like HTML, such as "<3" or "x < y", stays.
    """
    text = text[:_MOST_READ]
    # Twice, because many feeds escape what was escaped already.
    for _ in range(2):
        if "<" in text:
            text = _COMMENT.sub(" ", text)
            text = _drop_unseen(text)
            text = _TAG.sub(_blank_for_blocks, text)
        if "&" not in text:
            break
        text = unescape_letters(text)
    if "<" in text:
        text = _TAG.sub(_blank_for_blocks, text)
    return clean_text(text, most)


def clean_link(link: str) -> str | None:
    """Return an http or https link in the form in which it can be shown, or None where it is none."""
    found = _LINK.fullmatch(_INVISIBLE.sub("", link).strip())
    if found is None:
        return None
    authority = found["authority"].lower()
    if not authority.isascii():
        authority = unicodedata.normalize("NFKC", authority)
    if re.search(r"[\s/?#@\\<>|\"'`^{}%]", authority):
        return None
    rest = "".join(_ESCAPED.get(letter, letter) for letter in (found["rest"] or ""))
    rest = "".join(
        f"%{ord(letter):02X}" if letter.isspace() and letter.isascii() else letter for letter in rest
    )
    if any(letter.isspace() for letter in rest):
        return None
    cleaned = f"{found['scheme'].lower()}://{authority}{rest}"
    return cleaned if len(cleaned) <= LONGEST_LINK else None


def _drop_unseen(text: str) -> str:
    """Return the text without scripts and styles that are closed again."""
    pieces: list[str] = []
    place = 0
    lower = text.lower()
    hopeless: set[str] = set()
    for found in _UNSEEN_START.finditer(text):
        name = found[1].lower()
        if found.start() < place or name in hopeless:
            continue
        end = lower.find(f"</{name}", found.end())
        if end < 0:
            hopeless.add(name)
            continue
        pieces.append(text[place : found.start()])
        place = lower.find(">", end) + 1 or len(text)
    return " ".join([*pieces, text[place:]]) if pieces else text


def _blank_for_blocks(found: re.Match[str]) -> str:
    return " " if found["name"].lower() in _BLOCKS else ""


def _read_as_windows(found: re.Match[str]) -> str:
    # Nobody means these controls: the text was written in Windows-1252 and declared as Latin-1.
    return bytes([ord(found[0])]).decode("cp1252", "replace").replace("�", "")


def name_item(
    item_id: str, title: str, link: str | None, summary: str, published: datetime | None
) -> FeedItem | None:
    """Return an entry whose id is its own, else its link, else a fingerprint; None where it says nothing."""
    if not (item_id or link or title or summary):
        return None
    if not item_id:
        item_id = link or f"text:{_fingerprint(title or summary)}"
    return FeedItem(item_id, title, link, summary, published)


def _fingerprint(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
