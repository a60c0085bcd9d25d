"""All that goes to the bot passes here: it is timed, logged and, for events, repeated."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from bot.playground.deliveries import Delivery, NotDelivered
from bot.playground.json_parts import Json
from bot.playground.movable_clock import MovableClock
from bot.playground.payload_log import PayloadLog
from bot.playground.payloads import Envelope, event_callback
from bot.playground.workspace import Workspace


class Outbound:
    """Sends payloads to the bot; `retry_after` are the pauses before an event is sent again, in seconds."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: MovableClock,
        delivery: Delivery,
        log: PayloadLog,
        subscribed: frozenset[str],
        retry_after: tuple[float, ...],
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._delivery = delivery
        self._log = log
        self._subscribed = subscribed
        self._retry_after = retry_after
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, envelope: Envelope, attempt: int = 0, reason: str = "") -> Json:
        """Deliver one payload, write it into the log, and return the bot's answer; raises NotDelivered."""
        started = time.monotonic()
        try:
            answer = await self._delivery.deliver(envelope, attempt, reason)
        except NotDelivered as failure:
            self._write(envelope, None, started, failure.code)
            raise
        self._write(envelope, answer, started, None)
        return answer

    def note(self, envelope: Envelope, answer: Json, error: str) -> None:
        """Write into the log that the bot's answer could not be used."""
        self._log.add(
            self._clock.now(),
            "from bot",
            f"answer to {envelope.label}",
            payload=envelope.payload,
            answer=answer,
            ms=0,
            error=error,
        )

    def send_event(self, event: Json, subscription: str | None = None) -> None:
        """Send an event in the background if the manifest subscribes to it; again if it is not answered."""
        if (subscription or event["type"]) not in self._subscribed:
            return
        envelope = event_callback(self._workspace, event, self._workspace.next_ts(self._clock.now()))
        self.in_background(self._send_event(envelope))

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something without anybody waiting for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def tell(self, envelope: Envelope) -> None:
        """Deliver a payload whose failure nobody sees; the log has it."""
        try:
            await self.ask(envelope)
        except NotDelivered:
            return

    async def close(self) -> None:
        """Drop what is still to be repeated."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _send_event(self, envelope: Envelope) -> None:
        reason = ""
        for attempt, pause in enumerate((0.0, *self._retry_after)):
            await asyncio.sleep(pause)
            try:
                await self.ask(envelope, attempt, reason)
            except NotDelivered as failure:
                reason = failure.reason
            else:
                return

    def _write(self, envelope: Envelope, answer: Json | None, started: float, error: str | None) -> None:
        ms = (time.monotonic() - started) * 1000
        self._log.add(
            self._clock.now(),
            "to bot",
            envelope.label,
            payload=envelope.payload,
            answer=answer,
            ms=ms,
            error=error,
        )
