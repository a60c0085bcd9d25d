"""Company and person names in the form in which they are compared. Pure."""

import re
import unicodedata
from itertools import islice

_LEGAL_FORMS = """
    inc incorporated llc pllc llp lp ltd limited corp corporation co company plc gmbh mbh ag kg kgaa ohg ug
    gbr se sa sas sarl srl spa bv nv ab as asa aps oy oyj kk pty pte pvt sl sro doo zoo ev
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
"""Endings that say how a company is registered, not which one it is."""

_LONG_LEGAL_FORMS = {"oo": ["sp", "z"], "a": ["s"], "s": ["a"]}
"""The same in several words, "Sp. z o.o.", "S. A.", "A/S": the last word and those before it."""

# Accents and vowel signs that stand as characters of their own: `\w` does not know them, and without them a
# decomposed "Café" or a word in Hindi or Thai would fall apart. The joiners hold Persian and Indian
# words together.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u3099\u309a\ufe20-\ufe2f"
)
_RUN = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_RUN}(?:['’]{_RUN})*")
_ASCII_WORD = re.compile(r"(?P<dotted>(?:[a-z]\.){2,})|[a-z0-9]+(?P<apostrophe>'[a-z0-9]+)*")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_INSIDE_WORDS = str.maketrans({"'": None, "’": None, ".": None})


def fold(text: str) -> str:
    """Return `text` without accents, case and doubled spaces: "Café  NERO" → "cafe nero".

    Marks that make another letter, as in Japanese or Hindi, stay.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Twice, because some characters only show their capitals when taken apart: "℡" is "TEL".
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = _ACCENTS.sub("", decomposed).translate(_LETTERS_WITHOUT_DECOMPOSITION)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def words_of(text: str, most: int | None = None) -> list[tuple[str, int, int]]:
    """Return the first `most` words of `text` as (compared form, start, end), or all of them.

    "O'Neil's" and "S.A." are one word each; "Coca-Cola" is two.
    """
    if text.isascii():
        return [
            (word[0].translate(_INSIDE_WORDS) if word.lastgroup else word[0], word.start(), word.end())
            for word in islice(_ASCII_WORD.finditer(text.lower()), most)
        ]
    return [
        (fold(word[0]).translate(_INSIDE_WORDS), word.start(), word.end())
        for word in islice(_WORD.finditer(text), most)
    ]


def core_of(words: list[str]) -> list[str]:
    """Return the words that tell one company from another.

    Legal endings, a leading article and every "and" go, unless nothing would be left.
    """
    core = loose_words(words)
    while len(core) > 1:
        ending = _LONG_LEGAL_FORMS.get(core[-1])
        if core[-1] in LEGAL_FORMS:
            core = core[:-1]
        elif ending and len(core) > len(ending) + 1 and core[-1 - len(ending) : -1] == ending:
            core = core[: -1 - len(ending)]
        else:
            break
    return core


def loose_words(words: list[str]) -> list[str]:
    """Return the words without every "and" and a leading "the", unless nothing would be left."""
    if "and" not in words and (not words or words[0] != "the"):
        return words
    loose = [word for word in words if word != "and"] or words
    return loose[1:] if len(loose) > 1 and loose[0] == "the" else loose


def normalise(name: str) -> str:
    """Return a company name as it is compared: "The Acme Foods Co., Ltd." → "acme foods".

    A name without letters or digits comes back folded, so that it still equals itself.
    """
    return " ".join(core_of([word for word, _, _ in words_of(name)])) or fold(name)
