"""An HTTP server on one port, in a thread of its own."""

import asyncio
from collections.abc import Iterable
from threading import Event, Thread

from aiohttp import web

from bot.listening import start_listening, stop_listening
from bot.logs import log_uncaught

LARGEST_BODY = 1024 * 1024
START_SECONDS = 10
SHUTDOWN_SECONDS = 2
IDLE_SECONDS = 60.0
"""How long a connection may stay without a request, or over the first bytes of one."""


class Port:
    """Serves routes on `host:port`; port 0 takes any free one, and `port` then says which."""

    def __init__(self, host: str, port: int, routes: Iterable[web.RouteDef]) -> None:
        self.host = host
        self.port = port
        self._routes = list(routes)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread: Thread | None = None
        self._failure: OSError | None = None

    @property
    def listening(self) -> bool:
        """Whether it was let onto its port."""
        return self._loop is not None and self._failure is None

    def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve(ready)), name="port", daemon=True)
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

    async def _serve(self, ready: Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(log_uncaught)
        self._stopping = asyncio.Event()
        application = web.Application(client_max_size=LARGEST_BODY)
        application.add_routes(self._routes)
        # Slack compresses nothing, and what a stranger compresses is not worth taking apart.
        runner = web.AppRunner(
            application,
            access_log=None,
            handle_signals=False,
            auto_decompress=False,
            keepalive_timeout=IDLE_SECONDS,
            shutdown_timeout=SHUTDOWN_SECONDS,
        )
        await runner.setup()
        try:
            server = await start_listening(runner, self.host, self.port)
        except (OSError, UnicodeError) as error:
            self._failure = error if isinstance(error, OSError) else OSError("That is no host name.")
            await runner.cleanup()
            ready.set()
            return
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stopping.wait()
        await stop_listening(server)
        await runner.cleanup()
