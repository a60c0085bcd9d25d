"""The HTTP front: body limit, malformed requests, health; everything sound goes to Bolt.

Bolt itself answers a junk timestamp or broken JSON with a stack trace, and logs bodies it cannot place.
"""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import cast

from aiohttp import web
from slack_bolt import App, BoltRequest, BoltResponse

from bot.failures import log_failure

logger = logging.getLogger("drumbeat.gate")

Headers = dict[str, str | Sequence[str]]

LARGEST_BODY = 1024 * 1024
THREADS = 16
START_SECONDS = 10
READ_SECONDS = 5
SHUTDOWN_SECONDS = 2
TIMESTAMP_DIGITS = 12


class Gate:
    """Serves Slack's requests on `host:port` from a thread of its own."""

    def __init__(self, bolt: App, host: str, port: int) -> None:
        self._bolt = bolt
        self.host = host
        self.port = port
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix="gate")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread: Thread | None = None
        self._failure: OSError | None = None

    def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve(ready)), name="gate", daemon=True)
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise OSError("The HTTP front did not start.")
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Answer what has been received, and stop listening; does nothing where it has stopped already."""
        if self._loop is not None and self._stopping is not None and self._thread is not None:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(START_SECONDS)
        self._workers.shutdown(wait=True)

    async def _serve(self, ready: Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post("/slack/events", self._take)
        application.router.add_get("/healthz", self._tell_health)
        # Slack compresses nothing, and what a stranger compresses is not worth taking apart.
        runner = web.AppRunner(
            application,
            access_log=None,
            handle_signals=False,
            auto_decompress=False,
            shutdown_timeout=SHUTDOWN_SECONDS,
        )
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.host, self.port)
            await site.start()
        except (OSError, UnicodeError) as error:
            self._failure = error if isinstance(error, OSError) else OSError("That is no host name.")
            await runner.cleanup()
            ready.set()
            return
        self.port = runner.addresses[0][1]
        ready.set()
        await self._stopping.wait()
        await runner.cleanup()

    async def _tell_health(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def _take(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = (await request.read()).decode()
        except TimeoutError:
            return web.Response(status=408, text="The body did not arrive in time.")
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413, text="The body is larger than Slack sends.")
        except (UnicodeDecodeError, ValueError, web.HTTPException):
            return web.Response(status=400, text="The body is not UTF-8.")
        headers: Headers = {name.lower(): request.headers.getall(name) for name in request.headers}
        if not _could_be_signed(headers):
            return web.Response(status=401, text="The signature is missing or malformed.")
        try:
            answer = await asyncio.get_running_loop().run_in_executor(
                self._workers, self._dispatch, body, headers
            )
        except Exception as error:
            log_failure("a request", error)
            return web.Response(status=500, text="Something went wrong.")
        if answer is None:
            return web.Response(status=400, text="The body cannot be read.")
        return _to_http(answer)

    def _dispatch(self, body: str, headers: Headers) -> BoltResponse | None:
        """Hand a request to Bolt, which checks its signature first; None where nobody could read it."""
        try:
            request = BoltRequest(body=body, headers=headers)
        except Exception:  # JSON that is broken, or that is no object: each fails in a way of its own
            return None
        return self._bolt.dispatch(request) if isinstance(cast("object", request.body), dict) else None


def _could_be_signed(headers: Headers) -> bool:
    timestamp = headers.get("x-slack-request-timestamp", [""])[0]
    signature = headers.get("x-slack-signature", [""])[0]
    return (
        timestamp.isascii()
        and timestamp.isdigit()
        and len(timestamp) <= TIMESTAMP_DIGITS
        and signature.isascii()
        and bool(signature)
    )


def _to_http(answer: BoltResponse) -> web.Response:
    response = web.Response(status=answer.status, body=answer.body.encode())
    for name, values in answer.headers.items():
        for value in values:
            response.headers.add(name, value)
    return response
