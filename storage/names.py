"""Company and person names in the form in which they are compared. Pure."""

import re
import unicodedata

LEGAL_FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "llc",
        "llp",
        "lp",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "se",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "as",
        "asa",
        "aps",
        "oy",
        "oyj",
        "kk",
        "pty",
        "pte",
        "pvt",
        "sl",
        "sro",
        "zoo",
    ]
)
"""Endings that say how a company is registered, not which one it is."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)


_INSIDE_WORDS = str.maketrans({"'": None, "’": None, ".": None})


def fold(text: str) -> str:
    """Return `text` without accents, case and doubled spaces: "Café  NERO" → "cafe nero"."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(_LETTERS_WITHOUT_DECOMPOSITION).split())


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words of `text` as (compared form, start, end); "O'Neil's" and "S.A." are one word each."""
    return [
        (fold(found.group()).translate(_INSIDE_WORDS), found.start(), found.end())
        for found in _WORD.finditer(text)
    ]


def normalise(name: str) -> str:
    """Return a company name as it is compared: "The Acme Foods Co., Ltd." → "acme foods".

    Legal endings, a leading article and every "and" go, unless nothing would be left. A name without
    letters or digits comes back folded, so that it still equals itself.
    """
    core = [word for word, _, _ in words_of(name)]
    core = [word for word in core if word != "and"] or core
    while len(core) > 1 and core[-1] in LEGAL_FORMS:
        core.pop()
    if len(core) > 1 and core[0] == "the":
        core.pop(0)
    return " ".join(core) or fold(name)
