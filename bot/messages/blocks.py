"""Pieces of Block Kit and of English that all messages share.

Foreign text goes through `escape` or into `plain_text`: a name or a note can never ping a channel.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]

SECTION_TEXT = 3000
NAMELESS = "(no name)"
"""For a name of blanks only: Slack refuses an empty button."""
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
INPUT_TEXT = 3000
MOST_ADDRESS = 1000  # of a link within a sentence
MOST_OPTIONS = 100  # of a menu

# Made once: `json.dumps` with options builds an encoder for every call.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Slack knows no way to escape the marks of its formatting; look-alikes format nothing.
_LOOK_ALIKES = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
# At the edge of a word a mark may begin or end bold text; within a word or an address it does not.
_MARKS = re.compile(r"https?://\S+|(?<!\w)[*_~`](?=\S)|(?<=\S)[*_~`](?!\w)")
# In bold text a star of the name's own would end the bold, wherever it stands.
_IN_BOLD = str.maketrans({"*": "∗", "\n": " "})


@dataclass(frozen=True, slots=True)
class Message:
    """Words for Slack: the blocks people see, and the text that notifications and screen readers use."""

    text: str
    blocks: list[Block] = field(default_factory=list[Block])


def escape(text: str) -> str:
    """Return text in which nothing is a link or a mention; marks such as our own `code` stay marks."""
    return text.translate(_ESCAPES)


def flatten(text: str) -> str:
    """Return foreign text as Slack shows it literally: what was typed as *bold* is not bold."""
    return escape(_MARKS.sub(lambda found: _LOOK_ALIKES.get(found[0], found[0]), text))


def quote(text: str, most: int) -> str:
    """Return foreign text escaped, on one line, cut where Slack would count more than `most` characters."""
    # An escaped & counts as five, and half of one would be shown as it stands.
    text = shorten(text, most)
    while len(shown := flatten(text)) > most:
        text = shorten(text, min(len(text) - 1, len(text) * most // len(shown)))
    return shown


def bold(text: str) -> str:
    """Return foreign text in bold, as much of it as a name needs."""
    return f"*{quote(text, 300).translate(_IN_BOLD)}*"


_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", " ": "%20", '"': "%22", "&": "&amp;"})


def link(text: str, address: str | None, most: int) -> str:
    """Return foreign text as a link, or as mere text where the address is none of the web."""
    shown = quote(text, most)
    if address is None or not address.startswith(("http://", "https://")) or len(address) > MOST_ADDRESS:
        return f"“{shown}”"
    return f"<{address.translate(_IN_ADDRESS)}|{shown.replace('|', '∣')}>"


def shorten(text: str, most: int) -> str:
    """Return text of at most `most` characters; what was cut is marked."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[: max(0, most - 1)].rstrip() + "…"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 day", "2 days"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def name_number(number: int) -> str:
    """Return small numbers as words."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if 0 <= number < len(words) else str(number)


_SHARES = (
    (Fraction(1, 10), "one in ten"),
    (Fraction(1, 5), "one in five"),
    (Fraction(1, 4), "one in four"),
    (Fraction(1, 3), "one in three"),
    (Fraction(2, 5), "two in five"),
    (Fraction(1, 2), "half"),
    (Fraction(3, 5), "three in five"),
    (Fraction(2, 3), "two in three"),
    (Fraction(3, 4), "three in four"),
    (Fraction(4, 5), "four in five"),
    (Fraction(9, 10), "nine in ten"),
)


def name_share(part: int, whole: int) -> str:
    """Return a share in words: "none", "hardly any", "about one in three", "nearly all", "all".

    Raises ValueError where `part` is no part of `whole`.
    """
    if not 0 <= part <= whole or not whole:
        raise ValueError(f"{part} is no part of {whole}.")
    share = Fraction(part, whole)
    if share in (0, 1):
        return "all" if share else "none"
    if not Fraction(1, 20) <= share <= Fraction(19, 20):
        return "nearly all" if share > Fraction(1, 2) else "hardly any"
    nearest, name = min(_SHARES, key=lambda each: abs(each[0] - share))
    return name if nearest == share else f"about {name}"


def name_day(day: date, today: date) -> str:
    """Return a day as people say it: today, yesterday, Tue 17 Nov, 3 Feb 2024."""
    away = (today - day).days
    if away == 0:
        return "today"
    if away == 1:
        return "yesterday"
    if away == -1:
        return "tomorrow"
    if abs(away) < 7:
        return f"{day:%a} {day.day} {day:%b}"
    if abs(away) < 300:
        return f"{day.day} {day:%b}"
    return f"{day.day} {day:%b} {day.year}"


def name_wanted(day: date, today: date) -> str:
    """Return by when a touch is wanted: "wanted by 8 Nov", "wanted today", "was wanted yesterday"."""
    if day == today:
        return "wanted today"
    if (today - day).days == 1:
        return "was wanted yesterday"
    return f"{'was ' if day < today else ''}wanted by {name_day(day, today)}"


def name_interval(days: int) -> str:
    """Return an interval without jargon: "every 2 weeks", "every month", "every 45 days"."""
    if days == 1:
        return "every day"
    if days in (30, 31):
        return "every month"
    if days in (60, 90):
        return f"every {days // 30} months"
    if days % 7 == 0:
        return "every week" if days == 7 else f"every {days // 7} weeks"
    return f"every {days} days"


def plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str, *, accessory: Element | None = None, block_id: str | None = None) -> Block:
    """Return a paragraph of mrkdwn; `text` is escaped where it is foreign."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text[:SECTION_TEXT]}}
    return _with(block, accessory=accessory, block_id=block_id)


def context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text[:SECTION_TEXT]}]}


def quote_back(lead: str, text: str) -> list[Block]:
    """Return foreign text whole after a few words of ours, so that nothing a person typed is lost."""
    # Escaping makes up to five characters of one, and a context element holds 3,000.
    pieces = [escape(text[start : start + 500]) for start in range(0, len(text), 500)]
    return [context(f"{lead} {pieces[0]}"), *(context(piece) for piece in pieces[1:])] if pieces else []


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text[:150])}


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Iterable[Element], block_id: str | None = None) -> Block:
    return _with({"type": "actions", "elements": list(elements)}, block_id=block_id)


def button(
    text: str,
    action_id: str,
    value: object = None,
    *,
    style: str | None = None,
    confirm: dict[str, Any] | None = None,
    label: str | None = None,
) -> Element:
    """Return a button; `value` travels as JSON. `label` is what a screen reader says instead of the text."""
    element: Element = {
        "type": "button",
        "text": plain_text(shorten(text, BUTTON_TEXT) or NAMELESS),
        "action_id": action_id,
    }
    return _with(
        element,
        value=None if value is None else pack(value),
        style=style,
        confirm=confirm,
        accessibility_label=None if label is None else shorten(label, BUTTON_TEXT),
    )


def option(text: str, value: str, description: str | None = None) -> dict[str, Any]:
    return _with(
        {"text": plain_text(shorten(text, BUTTON_TEXT) or NAMELESS), "value": value},
        description=None if description is None else plain_text(shorten(description, BUTTON_TEXT)),
    )


def select(
    placeholder: str, action_id: str, options: Sequence[dict[str, Any]], initial: dict[str, Any] | None = None
) -> Element:
    element: Element = {
        "type": "static_select",
        "placeholder": plain_text(placeholder),
        "action_id": action_id,
        "options": list(options),
    }
    return _with(element, initial_option=initial)


def text_input(
    block_id: str,
    label: str,
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    hint: str | None = None,
    multiline: bool = False,
    optional: bool = False,
    most: int | None = None,
    focus: bool = False,
) -> Block:
    """Return a labelled text field; what was typed comes back under `block_id`, action "value".

    A first value longer than `most`, from an import perhaps, stretches the field: Slack would refuse it.
    """
    initial = (initial or "")[:INPUT_TEXT]
    element = _with(
        {"type": "plain_text_input", "action_id": "value", "multiline": multiline},
        initial_value=initial or None,
        placeholder=None if placeholder is None else plain_text(shorten(placeholder, 150)),
        max_length=None if most is None else max(most, len(initial)),
        focus_on_load=focus or None,
    )
    return input_block(block_id, label, element, hint=hint, optional=optional)


def input_block(
    block_id: str, label: str, element: Element, *, hint: str | None = None, optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label),
        "element": element,
        "optional": optional,
    }
    return _with(block, hint=None if hint is None else plain_text(hint))


def modal(
    callback_id: str,
    title: str,
    blocks: list[Block],
    *,
    submit: str | None = None,
    close: str = "Cancel",
    remember: object = None,
) -> dict[str, Any]:
    """Return a modal; `remember` travels with it as JSON and comes back when it is submitted."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title),
        "close": plain_text(close),
        "blocks": blocks,
    }
    return _with(
        view,
        submit=None if submit is None else plain_text(submit),
        private_metadata=None if remember is None else json.dumps(remember, ensure_ascii=False),
    )


def pack(value: object) -> str:
    """Return what a button carries; `bot.parsing.presses` reads it."""
    return _encode(value)


def fits_in_button(value: object) -> bool:
    """Return whether a button can carry this: Slack cuts at 2,000 characters."""
    return len(pack(value)) <= BUTTON_VALUE


def _with(block: dict[str, Any], **more: Any) -> dict[str, Any]:
    block.update({key: value for key, value in more.items() if value is not None})
    return block
