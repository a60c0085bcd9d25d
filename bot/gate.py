"""The HTTP front for Slack: body limit, malformed requests; everything sound goes to Bolt.

Bolt itself answers a junk timestamp or broken JSON with a stack trace, and logs bodies it cannot place.
"""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from aiohttp import web
from slack_bolt import App, BoltRequest, BoltResponse

from bot.health import Check, Health
from bot.metrics import IN_CONTEXT, Metrics
from bot.port import Port

logger = logging.getLogger("drumbeat.gate")

Headers = dict[str, str | Sequence[str]]

THREADS = 16
READ_SECONDS = 5
TIMESTAMP_DIGITS = 12


class Gate:
    """Serves Slack's requests on `host:port`, with health, metrics and `pages` beside them."""

    def __init__(
        self,
        bolt: App,
        host: str,
        port: int,
        metrics: Metrics | None = None,
        checks: Sequence[Check] = (),
        *,
        pages: Sequence[web.RouteDef] = (),
    ) -> None:
        self._bolt = bolt
        self._metrics = metrics or Metrics()
        self._health = Health(checks, self._metrics)
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix="gate")
        self._port = Port(host, port, [web.post("/slack/events", self._take), *pages, *self._health.routes])

    @property
    def host(self) -> str:
        return self._port.host

    @property
    def port(self) -> int:
        return self._port.port

    @property
    def listening(self) -> bool:
        return self._port.listening

    def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        self._port.start()

    def stop(self) -> None:
        """Answer what has been received, and stop listening; does nothing where it has stopped already."""
        self._port.stop()
        self._workers.shutdown(wait=True)
        self._health.close()

    async def _take(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = (await request.read()).decode()
        except TimeoutError:
            return self._refuse(408, "slow", "The body did not arrive in time.")
        except web.HTTPRequestEntityTooLarge:
            return self._refuse(413, "too_large", "The body is larger than Slack sends.")
        except (UnicodeDecodeError, ValueError, web.HTTPException):
            return self._refuse(400, "unreadable", "The body is not UTF-8.")
        headers: Headers = {name.lower(): request.headers.getall(name) for name in request.headers}
        if not _could_be_signed(headers):
            return self._refuse(401, "unsigned", "The signature is missing or malformed.")
        try:
            answer = await asyncio.get_running_loop().run_in_executor(
                self._workers, self._dispatch, body, headers
            )
        except Exception as error:
            # Whatever fails in a listener of ours is answered there: nobody could make sense of this one.
            logger.warning("A request could not be placed: %s", type(error).__name__)
            answer = None
        if answer is None:
            return self._refuse(400, "unreadable", "The body cannot be read.")
        if answer.status == 401:
            # Bolt's own words differ by what is wrong, and its log quotes the body.
            return self._refuse(401, "unsigned", "The signature is wrong or too old.")
        if answer.status >= 400:
            return self._refuse(404, "unknown", "Nobody answers this.")
        return _to_http(answer)

    def _refuse(self, status: int, reason: str, words: str) -> web.Response:
        self._metrics.count_refusal(reason)
        return web.Response(status=status, text=words)

    def _dispatch(self, body: str, headers: Headers) -> BoltResponse | None:
        """Hand a request to Bolt, which checks its signature first; None where nobody could read it."""
        try:
            request = BoltRequest(body=body, headers=headers, context={IN_CONTEXT: self._metrics})
        except Exception:  # JSON that is broken, or that is no object: each fails in a way of its own
            return None
        if not isinstance(cast("object", request.body), dict):
            return None
        answer = self._bolt.dispatch(request)
        if answer.status == 404 and request.body.get("type") == "event_callback":
            # Refused, Slack would send it three times more, and in the end no event at all.
            self._metrics.count_refusal("unknown")
            return BoltResponse(status=200)
        return answer


def _could_be_signed(headers: Headers) -> bool:
    timestamps = headers.get("x-slack-request-timestamp", ())
    signatures = headers.get("x-slack-signature", ())
    if len(timestamps) != 1 or len(signatures) != 1:
        return False  # with two of them, who checks one and who reads the other might differ
    return (
        timestamps[0].isascii()
        and timestamps[0].isdigit()
        and len(timestamps[0]) <= TIMESTAMP_DIGITS
        and signatures[0].isascii()
        and bool(signatures[0])
    )


def _to_http(answer: BoltResponse) -> web.Response:
    response = web.Response(status=answer.status, body=answer.body.encode())
    for name, values in answer.headers.items():
        for value in values:
            response.headers.add(name, value)
    return response
