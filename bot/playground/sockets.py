"""Socket Mode: the bot connects by WebSocket and is sent envelopes, which it acknowledges."""

import asyncio
import json
from collections.abc import Callable
from itertools import count
from typing import Any, cast

from aiohttp import WSMsgType, web

from bot.playground.deliveries import nobody_listens, too_slow
from bot.playground.json_parts import Json
from bot.playground.payloads import Envelope

MOST_CONNECTIONS = 10
PING_SECONDS = 1.0
LARGEST_ANSWER = 16 * 1024 * 1024


class _Connection:
    """One WebSocket of the bot, and the envelopes it has not acknowledged yet."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.request = request
        self.waiting: dict[str, asyncio.Future[Json]] = {}
        self.leaving = False
        self.silent = False

    async def send(self, body: Json) -> None:
        if not self.silent:
            await self.socket.send_str(json.dumps(body))

    def acknowledge(self, text: str) -> None:
        answer: Any = json.loads(text)
        if not isinstance(answer, dict):
            return
        answer = cast("Json", answer)
        future = self.waiting.get(str(answer.get("envelope_id")))
        if future is not None and not future.done():
            future.set_result(cast("Json", answer.get("payload") or {}))

    def give_up(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(nobody_listens())


class SocketMode:
    """Keeps the bot's WebSockets and hands each envelope to one of them in turn.

    `count_changed` is called with the number of connections when one comes or goes.
    """

    def __init__(
        self,
        app_id: str,
        new_ticket: Callable[[], str],
        count_changed: Callable[[int], None],
        timeout: float = 3.0,
    ) -> None:
        self._app_id = app_id
        self._new_ticket = new_ticket
        self._count_changed = count_changed
        self._timeout = timeout
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._turns = count()
        self._envelope_ids = count(1)
        self._twice = 0

    @property
    def connections(self) -> int:
        """How many connections take envelopes."""
        return len(self._taking())

    def issue_ticket(self) -> str:
        """Return the last part of an address at which the bot may connect once."""
        ticket = self._new_ticket()
        self._tickets.add(ticket)
        return ticket

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it closes; each ticket is good once."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            raise web.HTTPForbidden(
                text="This ticket is unknown or used; call apps.connections.open for a new one."
            )
        self._tickets.remove(ticket)
        # Pings are answered by hand, so that a connection can fall silent.
        socket = web.WebSocketResponse(autoping=False, max_msg_size=LARGEST_ANSWER)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await socket.close(code=1008, message=b"too_many_websockets")
            return socket
        connection = _Connection(socket, request)
        self._connections.append(connection)
        await connection.send(self._hello())
        self._count_changed(self.connections)
        pinging = asyncio.create_task(self._keep_pinging(connection))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    connection.acknowledge(message.data)
                elif message.type is WSMsgType.PING and not connection.silent:
                    await socket.pong(message.data)
        finally:
            pinging.cancel()
            self._connections.remove(connection)
            connection.give_up()
            self._count_changed(self.connections)
        return socket

    async def deliver(self, envelope: Envelope, attempt: int = 0, reason: str = "") -> Json:
        """Send an envelope over one connection and return the payload of its acknowledgement."""
        taking = self._taking()
        if not taking:
            raise nobody_listens()
        connection = taking[next(self._turns) % len(taking)]
        envelope_id = f"envelope-{next(self._envelope_ids)}"
        body: Json = {
            "envelope_id": envelope_id,
            "type": envelope.kind,
            "payload": envelope.payload,
            "accepts_response_payload": envelope.wants_answer,
        }
        if envelope.kind == "events_api":
            body |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        try:
            for _ in range(self._use_up_repeats()):
                await connection.send(body)
            return await asyncio.wait_for(future, self._timeout)
        except TimeoutError as slow:
            raise too_slow(self._timeout) from slow
        except ConnectionError as gone:
            raise nobody_listens() from gone
        finally:
            del connection.waiting[envelope_id]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come back on a new one, as Slack does every few hours."""
        for connection in self._taking():
            connection.leaving = True
            await connection.send(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
            )
        self._count_changed(self.connections)

    def drop(self) -> None:
        """Cut every connection without a word, as a network does that goes away."""
        for connection in self._connections:
            transport = connection.request.transport
            if transport is not None:
                transport.abort()

    def fall_silent(self) -> None:
        """Keep the connections there are, and neither send anything over them nor answer a ping any more."""
        for connection in self._connections:
            connection.silent = True

    def send_next_twice(self) -> None:
        """Send the next envelope twice over the same connection."""
        self._twice += 1

    async def close(self) -> None:
        """Close every connection."""
        for connection in list(self._connections):
            await connection.socket.close(code=1001, message=b"The playground closes.")

    def _use_up_repeats(self) -> int:
        if not self._twice:
            return 1
        self._twice -= 1
        return 2

    async def _keep_pinging(self, connection: _Connection) -> None:
        # As Slack does; it also spares slack-sdk's client three seconds in recv() when it closes.
        # Not aiohttp's heartbeat, which would cut off a bot that is only slow to answer.
        while not connection.socket.closed and not connection.silent:
            try:
                await connection.socket.ping(b"Ping from the playground")
            except ConnectionError:
                return
            await asyncio.sleep(PING_SECONDS)

    def _taking(self) -> list[_Connection]:
        return [c for c in self._connections if not c.leaving and not c.socket.closed]

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }
