"""What people type, turned into what Slack sends: mentions, channels, links and escapes. Pure."""

import re
from collections.abc import Iterable

from bot.playground.workspace import Channel, Person

_URL = re.compile(r"https?://[^\s<>|]+")


def escape(text: str) -> str:
    """Return the text with &, < and > as Slack writes them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_message(text: str, people: Iterable[Person], channels: Iterable[Channel]) -> str:
    """Return a typed message as Slack stores it: @Sam becomes <@U…>, #sales <#C…|sales>, links <…>."""
    return _resolve(text, people, channels, with_names=False)


def as_command_text(text: str, people: Iterable[Person], channels: Iterable[Channel]) -> str:
    """Return a command's text as Slack sends it with should_escape: @Sam becomes <@U…|sam>."""
    return _resolve(text, people, channels, with_names=True)


def _resolve(text: str, people: Iterable[Person], channels: Iterable[Channel], *, with_names: bool) -> str:
    replacements: dict[str, str] = {}
    for person in people:
        mention = f"<@{person.id}|{person.name}>" if with_names else f"<@{person.id}>"
        for name in (person.name, person.display_name, person.real_name):
            if name:
                replacements.setdefault(f"@{escape(name)}".lower(), mention)
        # Already written as Slack writes it, for example picked from the page's list.
        replacements[f"&lt;@{person.id}&gt;".lower()] = mention
    for channel in channels:
        if channel.kind == "channel":
            replacements[f"#{channel.name}".lower()] = f"<#{channel.id}|{channel.name}>"
    links = _URL.pattern
    # The longest name first, so that @Sam Carter is not taken for @Sam.
    names = "|".join(re.escape(name) for name in sorted(replacements, key=len, reverse=True))
    pattern = re.compile(rf"(?P<link>{links})|(?<!\w)(?P<name>{names})(?!\w)", re.IGNORECASE)

    def replace(found: re.Match[str]) -> str:
        if found["link"]:
            link = found["link"].rstrip(".,;:!?)")
            return f"<{link}>" + found["link"][len(link) :]
        return replacements[found["name"].lower()]

    return pattern.sub(replace, escape(text))
