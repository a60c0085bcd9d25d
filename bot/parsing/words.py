"""Slack's way of writing text, and the plain words a person meant by it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_MARKUP = re.compile(r"<([@#!]|(?=[a-z][a-z0-9+.-]*:))([^<>|\n]+)(?:\|([^<>\n]*))?>", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>\n]*))?>")

_SPACES = "\t\x0b\x0c\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Soft hyphens, zero-width spaces, and the marks that turn the direction of a line travel with copied text
# unseen. Joiners stay, because emoji and Persian words are made with them.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Neither the database nor Slack takes them.
_CONTROLS = "".join(map(chr, [*range(9), *range(14, 32), *range(127, 133), *range(134, 160)]))
_PLAIN = {
    **dict.fromkeys(map(ord, "“”„‟＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛ʼ"), "'"),
    **dict.fromkeys(map(ord, "\u0085\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _INVISIBLE + _CONTROLS)),
}
_UNPLAIN = re.compile("[" + "".join(map(re.escape, map(chr, _PLAIN))) + "\r\ud800-\udfff]")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What could not be read, in a sentence that says how to write it."""

    hint: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named with @ in Slack's own markup."""

    slack_id: str
    name: str
    """Empty where Slack sent only the id."""


def word_set(words: str) -> frozenset[str]:
    """Return a vocabulary written as one text."""
    return frozenset(words.split())


def tidy(text: str) -> str:
    """Return `text` with plain quotes and spaces, without invisible and control characters."""
    if not _UNPLAIN.search(text):
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    return _HALF_CHARACTERS.sub("", text).strip()


def read_markup(text: str, people: Mapping[str, str] | None = None) -> str:
    """Return the text of a command or message as the person saw it: "<@U1|kim> &amp; I" → "@kim & I".

    `people` names those whom Slack sent by id only. Not for the fields of forms, which come as typed.
    """
    if "<" in text:
        text = _MARKUP.sub(lambda found: _seen(found, people or {}), text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: _ENTITIES[found.group()], text)
    return tidy(text)


def wants_help(text: str) -> bool:
    """Return whether somebody asks how a command works."""
    return text.lower() in ("help", "?", "-h", "--help")


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return the people mentioned in Slack's markup, in order."""
    return tuple(Mention(found[1], found[2] or "") for found in _MENTION.finditer(text))


def _seen(found: re.Match[str], people: Mapping[str, str]) -> str:
    sign, target, label = found[1], found[2], found[3]
    if sign == "!":
        # A channel, a group with its label, or a date with its words: <!date^1392734382^{date}|14 Feb>.
        return label or "@" + target.partition("^")[0]
    if sign == "@":
        return "@" + (label or people.get(target, target)).lstrip("@")
    if sign:
        return "#" + (label or target)
    if not label or target.endswith((label, label + "/")):
        return label or target
    return f"{label} ({target})"
