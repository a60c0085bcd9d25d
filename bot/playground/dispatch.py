"""Signed HTTP requests: the other way to the bot, with the same payloads."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.playground.deliveries import NotDelivered, nobody_listens, too_slow
from bot.playground.json_parts import Json
from bot.playground.payloads import Envelope


def sign(signing_secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's signature of a request body, version 0."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(signing_secret.encode(), base, hashlib.sha256).hexdigest()


def encode(envelope: Envelope) -> tuple[bytes, str]:
    """Return body and content type as Slack encodes them: events as JSON, the others as a form."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    fields = (
        envelope.payload if envelope.kind == "slash_commands" else {"payload": json.dumps(envelope.payload)}
    )
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


class SignedHttp:
    """Posts each payload to the bot's URL; `real_now` gives the time for the signature."""

    def __init__(
        self, bot_url: str, signing_secret: str, real_now: Callable[[], datetime], timeout: float = 3.0
    ) -> None:
        self._bot_url = bot_url
        self._signing_secret = signing_secret
        self._real_now = real_now
        self._timeout = timeout
        self._session: ClientSession | None = None

    @property
    def connections(self) -> int:
        """One: the URL is taken to be there."""
        return 1

    async def deliver(self, envelope: Envelope, attempt: int = 0, reason: str = "") -> Json:
        """Post a payload and return the answer as JSON; a plain text becomes {"text": …}."""
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=self._timeout))
        body, content_type = encode(envelope)
        timestamp = str(int(self._real_now().timestamp()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._signing_secret, timestamp, body),
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._session.post(self._bot_url, data=body, headers=headers) as response:
                text = await response.text()
                return _answer(response.status, response.content_type, text)
        except TimeoutError as slow:
            raise too_slow(self._timeout) from slow
        except ClientError as gone:
            raise nobody_listens() from gone

    async def close(self) -> None:
        """End the connections to the bot."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _answer(status: int, content_type: str, text: str) -> Json:
    if status != 200:
        raise NotDelivered(
            "dispatch_failed", f"The bot answered with HTTP status {status} instead of 200.", "http_error"
        )
    if not text.strip():
        return {}
    if content_type != "application/json":
        return {"text": text}
    try:
        answer: Any = json.loads(text)
    except json.JSONDecodeError as broken:
        raise NotDelivered("dispatch_failed", "The bot's answer is not valid JSON.", "http_error") from broken
    return cast("Json", answer) if isinstance(answer, dict) else {"text": str(answer)}
