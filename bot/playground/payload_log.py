"""What went between bot, playground and page, newest kept. Pure."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Literal

from bot.playground.json_parts import Json

Direction = Literal["to bot", "from bot", "page"]


@dataclass(frozen=True)
class Entry:
    """One exchange: what was sent, what was answered, and how long it took."""

    n: int
    at: datetime
    direction: Direction
    kind: str
    ok: bool
    ms: float
    payload: object
    answer: object
    error: str | None = None

    def as_json(self) -> Json:
        """Return the entry as the page shows it."""
        body: Json = {
            "n": self.n,
            "at": self.at.isoformat(),
            "direction": self.direction,
            "kind": self.kind,
            "ok": self.ok,
            "ms": round(self.ms, 2),
            "payload": self.payload,
            "answer": self.answer,
        }
        if self.error is not None:
            body["error"] = self.error
        return body


class PayloadLog:
    """The last entries, numbered from 1; older ones than `most` are forgotten."""

    def __init__(self, tell: Callable[[Entry], None], most: int = 500) -> None:
        self._entries: deque[Entry] = deque(maxlen=most)
        self._numbers = count(1)
        self._tell = tell

    def add(
        self,
        at: datetime,
        direction: Direction,
        kind: str,
        *,
        payload: object,
        answer: object,
        ms: float,
        error: str | None = None,
    ) -> Entry:
        """Write an entry; it counts as failed if there is an error code."""
        entry = Entry(next(self._numbers), at, direction, kind, error is None, ms, payload, answer, error)
        self._entries.append(entry)
        self._tell(entry)
        return entry

    def after(self, n: int = 0) -> list[Entry]:
        """Return the entries with a higher number, oldest first."""
        # A copy first: tests read the log while the server writes it.
        return [entry for entry in list(self._entries) if entry.n > n]
