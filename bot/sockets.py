"""Socket Mode: the bot calls Slack, so no address of ours need be reachable from outside.

The WebSocket is aiohttp's and not that of slack_sdk's own client, which builds no frame above 64 kB, sends
part of a frame where the network is slow, and hangs up before answers under way are out.
"""

import asyncio
import itertools
import json
import logging
import random
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any, cast

import aiohttp
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.failures import log_failure
from bot.logs import log_uncaught
from bot.metrics import IN_CONTEXT, Metrics
from bot.slack_failures import read_answer

logger = logging.getLogger("drumbeat.sockets")

Json = dict[str, Any]

THREADS = 10
START_SECONDS = 20.0
HELLO_SECONDS = 10.0
PING_SECONDS = 10.0
"""A connection that neither sends anything nor answers a ping for one and a half times as long is dead."""
DRAIN_SECONDS = 8.0
"""How long an answer under way may hold up the end; Slack stops waiting for it after three."""
FAREWELL_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 30.0
ENVELOPES_REMEMBERED = 1000
LARGEST_FRAME = 16 * 1024 * 1024


class _Connection:
    """One WebSocket, from Slack's hello to its end."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.under_way: set[asyncio.Task[None]] = set()
        self.gone = asyncio.Event()
        """Another one has to take its place."""
        self.why = "closed"


class SocketConnection:
    """Joins Slack by Socket Mode with an app-level token, from a thread of its own, and stays joined.

    Where Slack asks for a new connection it is made before the old one ends, and the old one ends when the
    answers to what came by it are out.
    """

    def __init__(
        self,
        bolt: App,
        app_token: str,
        slack_api_url: str,
        metrics: Metrics | None = None,
        *,
        ping_seconds: float = PING_SECONDS,
    ) -> None:
        self._bolt = bolt
        self._app_token = app_token
        self._client = WebClient(token=app_token, base_url=slack_api_url, timeout=10, retry_handlers=[])
        self._metrics = metrics or Metrics()
        self._ping_seconds = ping_seconds
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix="socket")
        self._open: list[_Connection] = []
        self._answers: OrderedDict[str, asyncio.Future[Json | None]] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread: Thread | None = None
        self._failure: BaseException | None = None
        self._finished = True

    def start(self) -> None:
        """Connect. Raises SlackApiError where Slack refuses the token, else OSError where that fails."""
        ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._stay(ready)), name="sockets", daemon=True)
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise TimeoutError("Slack did not answer in time.")
        if isinstance(self._failure, SlackApiError | OSError):
            raise self._failure
        if self._failure is not None:
            raise ConnectionError(type(self._failure).__name__)

    def stop(self) -> None:
        """Take nothing new, answer what has been received, and hang up; once is enough."""
        if self._loop is not None and self._stopping is not None and self._thread is not None:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(DRAIN_SECONDS + 2 * FAREWELL_SECONDS)
        # Whoever did not finish in time is not waited for a second time.
        self._workers.shutdown(wait=self._finished, cancel_futures=True)

    @property
    def connected(self) -> bool:
        """Whether there is a connection over which Slack has said hello, and which has not ended."""
        return any(not each.socket.closed for each in self._open)

    async def _stay(self, ready: Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(log_uncaught)
        self._stopping = stopping = asyncio.Event()
        async with aiohttp.ClientSession() as session:
            try:
                connection = await self._connect(session)
            except Exception as error:
                self._failure = error  # raised again by `start`
                return
            finally:
                ready.set()
            ending = asyncio.create_task(stopping.wait())
            while not stopping.is_set():
                gone = asyncio.create_task(connection.gone.wait())
                await asyncio.wait({gone, ending}, return_when=asyncio.FIRST_COMPLETED)
                gone.cancel()
                if not stopping.is_set():
                    connection = await self._replace(session, connection, ending) or connection
            await self._leave()

    async def _replace(
        self, session: aiohttp.ClientSession, old: _Connection, ending: "asyncio.Task[Any]"
    ) -> _Connection | None:
        """Return a new connection, however long it takes; None where the bot stops first.

        Whatever goes wrong is tried again, also what nobody thought of: without this thread nothing that
        people type would ever arrive, and nobody would be told.
        """
        logger.info("The Socket Mode connection has to be replaced: %s", old.why)
        for pause in _pauses():
            try:
                connection = await self._connect(session)
            except Exception as error:
                log_failure("connecting to Slack", error)
                await asyncio.wait({ending}, timeout=max(pause, _read_retry_after(error)))
                if ending.done():
                    return None
            else:
                self._metrics.count_reconnect(old.why)
                return connection
        return None

    async def _connect(self, session: aiohttp.ClientSession) -> _Connection:
        """Open a connection and wait for Slack's hello."""
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(None, self._ask_for_address)
        socket = await session.ws_connect(
            answer,
            heartbeat=self._ping_seconds,
            max_msg_size=LARGEST_FRAME,
            proxy=self._client.proxy or None,
            ssl=self._client.ssl or True,
            timeout=aiohttp.ClientWSTimeout(ws_close=FAREWELL_SECONDS),  # pyright: ignore[reportCallIssue] (attrs)
        )
        connection = _Connection(socket)
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = await socket.receive()
        except TimeoutError:
            await socket.close()
            raise
        if _read_message(hello).get("type") != "hello":
            await socket.close()
            raise ConnectionError("Slack did not say hello.")
        self._open.append(connection)
        self._metrics.set_connections(len(self._open))
        self._in_background(self._receive(connection))
        return connection

    def _ask_for_address(self) -> str:
        answer = read_answer(self._client.apps_connections_open(app_token=self._app_token))
        if "url" not in answer:
            raise ConnectionError("Slack named no address.")
        return str(answer["url"])

    async def _receive(self, connection: _Connection) -> None:
        """Take what comes by a connection until its end."""
        try:
            async for message in connection.socket:
                self._take(connection, _read_message(message))
            if isinstance(connection.socket.exception(), aiohttp.ServerTimeoutError | TimeoutError):
                connection.why = "stale"
        finally:
            connection.gone.set()
            self._open.remove(connection)
            self._metrics.set_connections(len(self._open))

    def _take(self, connection: _Connection, message: Json) -> None:
        if message.get("type") == "disconnect":
            connection.why = _name_reason(message.get("reason"))
            connection.gone.set()
            self._in_background(self._retire(connection))
        elif "envelope_id" in message and self._stopping is not None and not self._stopping.is_set():
            # What comes after the end has begun stays unanswered: Slack gives events to somebody else.
            task = self._in_background(self._answer(connection, message))
            connection.under_way.add(task)
            task.add_done_callback(connection.under_way.discard)

    async def _answer(self, connection: _Connection, envelope: Json) -> None:
        """Let the bot answer an envelope, and send what it says; the same envelope twice is one."""
        envelope_id = str(envelope["envelope_id"])
        known = self._answers.get(envelope_id)
        if known is None:
            loop = asyncio.get_running_loop()
            known = loop.run_in_executor(self._workers, self._dispatch, envelope)
            self._answers[envelope_id] = known
            while len(self._answers) > ENVELOPES_REMEMBERED:
                self._answers.popitem(last=False)
        else:
            self._metrics.count_repeat()
        answer = await asyncio.shield(known)
        if answer is None:
            return
        text = json.dumps({"envelope_id": envelope_id, **answer})
        for each in (connection, *reversed(self._open)):
            if not each.socket.closed:
                try:
                    await each.socket.send_str(text)
                except (ConnectionError, aiohttp.ClientError):
                    continue
                return
        logger.warning("An answer could not be given: the connection was lost.")

    def _dispatch(self, envelope: Json) -> Json | None:
        """Hand an envelope to Bolt and return what goes back to Slack; None leaves it unanswered."""
        payload: object = envelope.get("payload")
        if not isinstance(payload, dict):
            return None
        headers = {
            header: str(envelope[field])
            for field, header in (("retry_attempt", "retry-num"), ("retry_reason", "retry-reason"))
            if field in envelope
            for header in [f"x-slack-{header}"]
        }
        try:
            answer = self._bolt.dispatch(
                BoltRequest(
                    mode="socket_mode",
                    body=cast("Json", payload),
                    headers=cast("Any", headers),
                    context={IN_CONTEXT: self._metrics},
                )
            )
        except Exception as error:
            log_failure("an envelope", error)
            return None
        return _to_envelope(answer, event=envelope.get("type") == "events_api")

    async def _retire(self, connection: _Connection) -> None:
        """Close a connection that Slack has called in, when what came by it is answered."""
        await asyncio.sleep(FAREWELL_SECONDS)
        if connection.under_way:
            await asyncio.wait(connection.under_way, timeout=DRAIN_SECONDS)
        await connection.socket.close()

    async def _leave(self) -> None:
        under_way = {task for each in self._open for task in each.under_way}
        if under_way:
            _, unfinished = await asyncio.wait(under_way, timeout=DRAIN_SECONDS)
            self._finished = not unfinished
        await asyncio.gather(*(each.socket.close() for each in list(self._open)), return_exceptions=True)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _in_background(self, work: Any) -> "asyncio.Task[None]":
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _read_message(message: aiohttp.WSMessage) -> Json:
    """Return what Slack sent, or nothing where it is no object."""
    if message.type is not aiohttp.WSMsgType.TEXT:
        return {}
    try:
        body: object = json.loads(cast("str", message.data))
    except (ValueError, RecursionError):
        return {}
    return cast("Json", body) if isinstance(body, dict) else {}


def _to_envelope(answer: BoltResponse, *, event: bool) -> Json | None:
    if answer.status != 200:
        # An event nobody listens to would come again, and nobody would listen then either.
        return {} if event and answer.status == 404 else None
    if not answer.body:
        return {}
    content_type = str(answer.headers.get("content-type", [""])[0])
    if content_type.startswith("application/json"):
        return {"payload": json.loads(answer.body)}
    return {"payload": {"text": answer.body}}


def _name_reason(reason: object) -> str:
    """Return Slack's reason where it is one of those it has; it becomes a label of a metric."""
    return reason if reason in ("warning", "refresh_requested", "link_disabled") else "disconnect"


def _read_retry_after(error: BaseException) -> float:
    if not isinstance(error, SlackApiError):
        return 0.0
    seconds = str(cast("dict[str, str]", error.response.headers).get("Retry-After", ""))
    return min(float(seconds[:9]), LONGEST_PAUSE_SECONDS) if seconds.isdecimal() else 0.0


def _pauses() -> Iterator[float]:
    """Return how long to wait after each failure to connect, in seconds: longer and longer, never in step."""
    for tries in itertools.count():
        # The draw decides nothing; it keeps many bots from coming back at once.
        yield min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** min(tries, 10)) * random.uniform(0.5, 1.0)  # noqa: S311
