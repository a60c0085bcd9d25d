"""Leaving out of a document the entries that were read before, letter by letter: most of them, mostly.

Reading an entry takes a hundred times as long as recognising it. Runs in the reading process only.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

HASH_BYTES = 8
_NAMED = re.compile(
    r"<(?:[A-Za-z_][\w.-]*:)?(?P<name>guid|id|link)(?=[\s/>])(?P<attributes>[^>]*)>"
    r"\s*(?:<!\[CDATA\[)?\s*(?P<text>[^<\]]*)",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"<(?P<name>(?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s>]).*?</(?P=name)\s*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A document without the entries that are known."""

    text: str
    hashes: bytes
    """Of all entries it had; empty where they cannot be told apart."""
    left_out: int
    starts_known: bool


def leave_out_known(text: str, known: bytes) -> Trimmed:
    """Return the document without the entries whose hashes are among `known`.

    Where an entry may hold what only looks like the end of one, nothing is left out; nor where entries share
    an id or an address: only among all of them is it seen that it tells none of them apart.
    """
    found = list(_ENTRY.finditer(text))
    if any(_is_doubtful(each[0]) for each in found):
        return Trimmed(text, b"", 0, starts_known=False)
    hashes = [_hash(each[0]) for each in found]
    seen = {known[start : start + HASH_BYTES] for start in range(0, len(known), HASH_BYTES)}
    if not seen.intersection(hashes) or _share_names(found, hashes):
        return Trimmed(text, b"".join(hashes), 0, starts_known=False)
    pieces: list[str] = []
    place = 0
    for each, its_hash in zip(found, hashes, strict=True):
        if its_hash in seen:
            pieces.append(text[place : each.start()])
            place = each.end()
    pieces.append(text[place:])
    return Trimmed("".join(pieces), b"".join(hashes), len(pieces) - 1, starts_known=hashes[0] in seen)


def _share_names(entries: Sequence[re.Match[str]], hashes: Sequence[bytes]) -> bool:
    """Return whether different entries name themselves alike."""
    named: dict[tuple[str, str], bytes] = {}
    for each, its_hash in zip(entries, hashes, strict=True):
        for name in _NAMED.finditer(each[0]):
            text = name["text"].strip() or name["attributes"].rstrip("/").strip()
            if text and named.setdefault((name["name"].lower(), text), its_hash) != its_hash:
                return True
    return False


def _is_doubtful(entry: str) -> bool:
    return entry.count("<![CDATA[") != entry.count("]]>") or entry.count("<!--") != entry.count("-->")


def _hash(entry: str) -> bytes:
    return hashlib.blake2b(entry.encode("utf-8", "replace"), digest_size=HASH_BYTES).digest()
