"""Collecting what is wrong with blocks, in Slack's words and with Slack's pointers. Pure."""

from collections.abc import Collection
from typing import Any, cast

from bot.playground.json_parts import Json

PLAIN = ("plain_text",)
ANY_TEXT = ("plain_text", "mrkdwn")


class Inspection:
    """The complaints about one payload; `at` is the JSON pointer to what is looked at."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def complain(self, at: str, what: str) -> None:
        """Note a complaint."""
        self.complaints.append(f"[ERROR] {what} [json-pointer:{at}]")

    def known_fields(self, body: Json, at: str, fields: Collection[str]) -> None:
        """Complain about every field that Slack does not know here."""
        for name in body:
            if name not in fields:
                self.complain(at, f"invalid additional property: {name}")

    def string(
        self, body: Json, at: str, name: str, *, most: int, least: int = 0, required: bool = False
    ) -> str | None:
        """Check a string and return it, or None if there is none."""
        value: Any = body.get(name)
        if value is None:
            if required:
                self.complain(at, f"missing required field: {name}")
            return None
        if not isinstance(value, str):
            self.complain(f"{at}/{name}", "must be a string")
            return None
        self._length(value, f"{at}/{name}", least, most)
        return value

    def _length(self, value: str, at: str, least: int, most: int) -> None:
        if len(value) > most:
            self.complain(at, f"must be less than {most + 1} characters")
        if len(value) < least:
            self.complain(at, f"must be more than {least - 1} characters")

    def choice(self, body: Json, at: str, name: str, allowed: Collection[object]) -> None:
        """Check a field that may have a few values only, or be missing."""
        if name in body and body[name] not in allowed:
            self.complain(f"{at}/{name}", f"invalid value: {body[name]}")

    def text(
        self,
        body: Json,
        at: str,
        name: str,
        *,
        most: int,
        kinds: tuple[str, ...] = PLAIN,
        required: bool = False,
    ) -> None:
        """Check a text object: its type, and from 1 to `most` characters."""
        value: Any = body.get(name)
        if value is None:
            if required:
                self.complain(at, f"missing required field: {name}")
            return
        self.text_object(value, f"{at}/{name}", most=most, kinds=kinds)

    def text_object(self, value: Any, at: str, *, most: int, kinds: tuple[str, ...]) -> None:
        """Check a text object that is already at hand."""
        if not isinstance(value, dict):
            self.complain(at, "must be an object")
            return
        text = cast("Json", value)
        kind = text.get("type")
        if kind not in kinds:
            self.complain(f"{at}/type", f"unsupported type: {kind}; must be {' or '.join(kinds)}")
        extra = "emoji" if kind == "plain_text" else "verbatim"
        self.known_fields(text, at, {"type", "text", extra})
        self.string(text, at, "text", least=1, most=most, required=True)

    def objects(
        self, body: Json, at: str, name: str, *, most: int, least: int = 1, required: bool = True
    ) -> list[tuple[str, Json]]:
        """Check a list of objects and return each with its pointer."""
        value: Any = body.get(name)
        if value is None:
            if required:
                self.complain(at, f"missing required field: {name}")
            return []
        if not isinstance(value, list):
            self.complain(f"{at}/{name}", "must be an array")
            return []
        items = cast("list[Any]", value)
        self.count(len(items), f"{at}/{name}", least=least, most=most)
        found: list[tuple[str, Json]] = []
        for index, item in enumerate(items):
            if isinstance(item, dict):
                found.append((f"{at}/{name}/{index}", cast("Json", item)))
            else:
                self.complain(f"{at}/{name}/{index}", "must be an object")
        return found

    def count(self, number: int, at: str, *, least: int, most: int) -> None:
        """Check how many items a list has."""
        if number > most:
            self.complain(at, f"no more than {most} items allowed")
        if number < least:
            self.complain(at, f"no fewer than {least} items required")

    def object(self, body: Json, at: str, name: str, *, required: bool = False) -> Json | None:
        """Check an object and return it, or None if there is none."""
        value: Any = body.get(name)
        if value is None:
            if required:
                self.complain(at, f"missing required field: {name}")
            return None
        if not isinstance(value, dict):
            self.complain(f"{at}/{name}", "must be an object")
            return None
        return cast("Json", value)

    def whole(self, body: Json, at: str, name: str, *, least: int, most: int) -> None:
        """Check a whole number between two bounds, or a missing one."""
        value: Any = body.get(name)
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.complain(f"{at}/{name}", "must be an integer")
        elif not least <= value <= most:
            self.complain(f"{at}/{name}", f"must be between {least} and {most}")
