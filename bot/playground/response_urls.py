"""The addresses at which the bot may answer a command or a press later: five times in half an hour. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.refusals import Refused

LIFETIME = timedelta(minutes=30)
MOST_USES = 5


@dataclass
class ResponseUrl:
    """Where an answer goes: a channel, a person, and the message that was pressed, if any."""

    user: str
    channel: str
    message_ts: str | None
    issued_at: datetime
    uses: int = 0


class ResponseUrls:
    """Hands out tokens and checks them when they come back."""

    def __init__(self, new_token: Callable[[], str]) -> None:
        self._new_token = new_token
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, message_ts: str | None, now: datetime) -> str:
        """Return a new token."""
        token = self._new_token()
        self._issued[token] = ResponseUrl(user, channel, message_ts, now)
        return token

    def knows(self, token: str) -> bool:
        """Return whether this token was handed out here."""
        return token in self._issued

    def use(self, token: str, now: datetime) -> ResponseUrl:
        """Count one use and return what the token stands for.

        Refuses with `invalid_url`, `expired_url` (after 30 minutes) or `used_url` (after five uses).
        """
        issued = self._issued.get(token)
        if issued is None:
            raise Refused("invalid_url")
        if now - issued.issued_at > LIFETIME:
            raise Refused("expired_url")
        if issued.uses >= MOST_USES:
            raise Refused("used_url")
        issued.uses += 1
        return issued
