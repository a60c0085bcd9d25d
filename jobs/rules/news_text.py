"""The text of a piece of news as plain words, without markup and accents, with its capitals. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from jobs.rules.feed_texts import unescape_letters
from jobs.rules.vocabulary.word_sets import word_set

_INLINE_TAG = re.compile(
    r"</?(?:b|i|em|strong|span|a|mark|font|u|sup|sub|small|tt|abbr)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("—―", " - "),
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t" + "".join(map(chr, range(0x2000, 0x200B))), " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f™®©℠", ""),
        "\u2028": "\n",
        "\u2029": "\n",
        "…": "...",
        "•": "|",
        "·": "|",
        "–": "-",
        "＆": "&",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "þ": "th",
        "Þ": "Th",
    }
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w{2})|[^\W_]+(?:'[^\W_]+)*|&")
_PLAIN_TOKEN = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*|&")
"""The same for texts of ASCII letters without "J.P."."""
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+")
_PIECE = re.compile(r"[^\W_]+")
_ONLY_ALPHANUMERIC = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_DOTTED = re.compile(r"\.[A-Za-z]\.")
_PLAIN = str.maketrans({"'": None, ".": None})

_BREAK = re.compile(r"[.!?]+[\"')\]]*\s|\n|\s[-|]+\s|[|]|:\s|[\"(\[]|;\s|\.\.\.")
_HARD_BREAK = re.compile(r"[.!?]+[\"')\]]*\s|\n|[|]")
_ABBREVIATIONS = word_set(
    """
    inc corp co ltd mr mrs ms dr st jr sr vs gov sen rep prof gen col lt sgt no bros dept est u.s us uk
    plc cos
    """
)
_SMALL = word_set(
    """
    the and for with from that this its his her their our your into over onto upon amid after before
    than but not are was were has have had will can may via per nor yet who what when how why out off
    about against among around between during under through without within you they them these those der
    die das und mit fur ist ein eine bei von zum zur auf aus nach les des une est pour par sur dans avec
    aux qui que los las del con por para una sus como
    """
)
_GERMAN = word_set(
    """
    der die das und mit fur ist ein eine bei von zum zur auf aus nach wird im den dem nicht sich will
    """
)


class Style(Enum):
    """How a sentence uses capitals."""

    SENTENCE = "sentence"
    TITLE = "title"
    CAPITALS = "capitals"
    SMALL = "small"


def clean_text(text: str, *, fold: bool = True) -> str:
    """Return a text of a feed without markup, entities and, unless told otherwise, accents. Case stays."""
    if "&" in text or "<" in text:
        for _ in range(2):
            if "&" in text:
                text = unescape_letters(text)
            if "<" in text:
                text = _TAG.sub("\n", _INLINE_TAG.sub("", text))
    return fold_letters(text) if fold else text


def fold_letters(text: str) -> str:
    """Return `text` with plain letters, quotes, dashes and blanks."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed).translate(_SIGNS))


def mask_addresses(text: str) -> str:
    """Return `text` with every web and mail address in it made unreadable, at the same length."""
    if "://" in text or "www." in text or "@" in text:
        return _ADDRESS.sub(lambda found: "_" * len(found[0]), text)
    return text


def pieces_of(text: str) -> list[str]:
    """Return the runs of letters and digits in a clean text: a quick first look."""
    return text.translate(_ONLY_ALPHANUMERIC).split() if text.isascii() else _PIECE.findall(text)


def has_dotted_letters(text: str) -> bool:
    """Whether there is an abbreviation such as "J.P." in which the pieces are not the words."""
    return _DOTTED.search(text) is not None


@dataclass(slots=True)
class Token:
    """A word where it stands."""

    raw: str
    word: str
    """Small, without apostrophes and dots."""
    start: int
    end: int
    owner: str | None = None
    """What is left of it without a possessive ending."""
    rest: str | None = None
    """What is left of it without a French article: "d'Orange" → "orange"."""

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.raw[0].isupper() or (self.raw[0].isdigit() and self.raw[-1].isupper())


def tokens_of(text: str) -> list[Token]:
    """Return the words of a clean text; "&" is the word "and"."""
    plain = text.isascii() and not has_dotted_letters(text)
    if plain and "'" not in text and "&" not in text:
        small = text.lower()
        spans = [found.span() for found in _PLAIN_WORD.finditer(text)]
        return [Token(text[start:end], small[start:end], start, end) for start, end in spans]
    tokens: list[Token] = []
    pattern = _PLAIN_TOKEN if plain else _TOKEN
    for found in pattern.finditer(text):
        raw = found[0]
        start, end = found.span()
        if raw.isalnum():
            tokens.append(Token(raw, raw.lower(), start, end))
            continue
        if raw == "&":
            tokens.append(Token("&", "and", start, end))
            continue
        small = raw.lower()
        token = Token(raw, small, start, end)
        if "'" in raw or "." in raw:
            token.word = small.translate(_PLAIN)
            head, apostrophe, tail = small.rpartition("'")
            if apostrophe:
                if tail == "s":
                    token.owner = head.translate(_PLAIN)
                elif len(head) <= 2 or head in ("qu", "dell", "all", "dall", "nell"):
                    token.rest = tail
        tokens.append(token)
    return tokens


@dataclass
class NewsText:
    """Title and summary of one piece of news, cleaned, as words with what stands between them."""

    text: str
    title_end: int
    """Where the title ends in `text`."""
    link: str = ""
    feed: str = ""
    _styles: dict[int, Style] = field(default_factory=dict[int, Style])

    @cached_property
    def tokens(self) -> list[Token]:
        return tokens_of(self.text)

    @cached_property
    def has_capitals(self) -> bool:
        """Whether capitals are used at all, so that a small word is meant as one."""
        return not self.text.islower()

    @cached_property
    def words(self) -> list[str]:
        return [token.word for token in self.tokens]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the text, and every possessive's owner."""
        return frozenset(self.words) | {token.owner for token in self.tokens if token.owner}

    @cached_property
    def is_german(self) -> bool:
        """Whether nouns have capitals."""
        return len(self.vocabulary & _GERMAN) >= 2 and not self.vocabulary & {"the", "of", "to"}

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence in which each word stands."""
        numbers: list[int] = []
        number = 0
        for place, token in enumerate(self.tokens):
            if place:
                gap = self.text[self.tokens[place - 1].end : token.start]
                if gap == " ":
                    numbers.append(number)
                    continue
                if _HARD_BREAK.search(gap) and not self._is_abbreviated(place, gap):
                    number += 1
            numbers.append(number)
        return numbers

    def gap(self, place: int) -> str:
        """Return what stands before a word."""
        tokens = self.tokens
        if place >= len(tokens):
            return self.text[tokens[-1].end :] + "\n"
        return self.text[tokens[place - 1].end if place else 0 : tokens[place].start]

    def is_start(self, place: int) -> bool:
        """Whether a word has its capital, perhaps, only because something begins with it."""
        if place == 0:
            return True
        gap = self.gap(place)
        if gap == " ":
            return False
        return bool(_BREAK.search(gap)) and not self._is_abbreviated(place, gap)

    def style_at(self, place: int) -> Style:
        """Return how the sentence around a word uses capitals."""
        number = self.sentences[place]
        if number not in self._styles:
            self._styles[number] = self._find_style(number)
        return self._styles[number]

    def sentence_of(self, place: int) -> range:
        """Return the places of the words in the same sentence."""
        number = self.sentences[place]
        first = last = place
        while first > 0 and self.sentences[first - 1] == number:
            first -= 1
        while last + 1 < len(self.tokens) and self.sentences[last + 1] == number:
            last += 1
        return range(first, last + 1)

    def _is_abbreviated(self, place: int, gap: str) -> bool:
        before = self.tokens[place - 1]
        return gap == ". " and (
            before.word in _ABBREVIATIONS or (len(before.raw) == 1 and before.raw.isupper())
        )

    def _find_style(self, number: int) -> Style:
        here = [token for token, where in zip(self.tokens, self.sentences, strict=True) if where == number]
        letters = [token for token in here if len(token.raw) > 1 and token.raw[0].isalpha()]
        if len(letters) > 1 and sum(token.raw.isupper() for token in letters) >= 0.7 * len(letters):
            return Style.CAPITALS
        content = [
            token
            for token in here
            if len(token.word) > 2 and token.raw[0].isalpha() and token.word not in _SMALL
        ]
        small = sum(token.raw[0].islower() for token in content)
        if not any(token.raw[0].isupper() for token in here):
            return Style.SMALL
        if small == 0 or (small == 1 and len(content) >= 7):
            return Style.TITLE
        return Style.SENTENCE


def read_news_text(title: str, summary: str, link: str | None = None, feed: str | None = None) -> NewsText:
    """Clean a title and a summary for reading."""
    head = clean_text(title).strip()
    tail = clean_text(summary).strip()
    return NewsText(f"{head}\n{tail}" if tail else head, len(head), link or "", feed or "")
