"""What goes wrong between the bot and Slack in an ordeal: by chance, and in storms."""

import random
import threading
import time
from collections import Counter

from bot.playground.troubles import Trouble, Troubles

CALLS = ("chat.postMessage", "conversations.history", "conversations.open")
CHANCE = 0.08
STORM_CHANCE = 0.7
STORM_EVERY_SECONDS = 15.0
STORM_SECONDS = 2.0


class Weather(Troubles):
    """Draws how a call goes wrong. `slow_ms` is longer than the bot waits for an answer."""

    def __init__(self, draw: random.Random, slow_ms: int) -> None:
        super().__init__()
        self._draw = draw
        self._kinds = {
            "answers lost": (Trouble(lose_answer=True),),
            "answers too slow": (Trouble(delay_ms=slow_ms),),
            "429s": tuple(Trouble(retry_after=seconds) for seconds in (1, 3, 10, 30)),
            "500s": (Trouble(status=500), Trouble(status=500, applies=True), Trouble(status=503)),
        }
        self._guard = threading.Lock()
        self._began = time.monotonic()
        self._calm = False
        self.counts: Counter[str] = Counter()

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self._calm = True

    def next_for(self, method: str) -> Trouble | None:
        """Return how this call goes wrong, or None."""
        if self._calm or method not in CALLS:
            return None
        with self._guard:
            storm, since = divmod(time.monotonic() - self._began, STORM_EVERY_SECONDS)
            if since < STORM_SECONDS:
                kind, chance = ("429s", "500s")[int(storm) % 2], STORM_CHANCE
            else:
                kind, chance = self._draw.choice(list(self._kinds)), CHANCE
            if self._draw.random() >= chance:
                return None
            self.counts[kind] += 1
            return self._draw.choice(self._kinds[kind])
