"""The playground's server: Slack's side and the page, on one port of localhost, in a thread of its own."""

import asyncio
import secrets
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from threading import Condition, Event, Thread
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from aiohttp import web

from bot.listening import start_listening, stop_listening
from bot.playground.api_routes import ApiRoutes
from bot.playground.app_directory import AppDirectory
from bot.playground.dispatch import SignedHttp
from bot.playground.feed_routes import FeedRoutes
from bot.playground.interactions import Interactions
from bot.playground.json_parts import Json
from bot.playground.live import LiveFeed
from bot.playground.manifest import read_manifest
from bot.playground.movable_clock import MovableClock
from bot.playground.outbound import Outbound
from bot.playground.page_routes import PageRoutes
from bot.playground.payload_log import PayloadLog
from bot.playground.response_urls import ResponseUrls
from bot.playground.sockets import SocketMode
from bot.playground.teams import Team, Teams
from bot.playground.troubles import Troubles
from bot.playground.workspace import Workspace

START_SECONDS = 30.0

T = TypeVar("T")


class PlaygroundServer:
    """Slack on localhost for one bot, in one workspace or, with `add_workspace`, in several.

    Without `bot_url` the bot comes by Socket Mode; with it, payloads are posted there, signed with
    `signing_secret`. Tokens, ids and secrets are made up unless given. `ack_seconds` is how long the bot may
    take to answer, `event_retries` the pauses before an unanswered event is sent again, and `troubles`
    what goes wrong.

    Once started, only the server's thread may change the workspace; use `run_inside` for that.
    """

    def __init__(
        self,
        workspace: Workspace,
        clock: MovableClock,
        manifest: Json,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        bot_url: str | None = None,
        signing_secret: str | None = None,
        bot_token: str | None = None,
        app_token: str | None = None,
        redirect_url: str | None = None,
        ack_seconds: float = 3.0,
        event_retries: tuple[float, ...] = (0.0, 60.0, 300.0),
        troubles: Troubles | None = None,
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self.client_id = "1111.2222"
        self.client_secret = secrets.token_hex(16)
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self.app_token = app_token or f"xapp-playground-{secrets.token_hex(12)}"
        self.bot_url = bot_url
        self._host = host
        self._port = port
        self._live = LiveFeed()
        self.log = PayloadLog(
            lambda entry: self._live.tell_everybody({"type": "log", "entry": entry.as_json()})
        )
        self.troubles = troubles or Troubles()
        self._changed = Condition()
        self._connected = 0
        self._manifest = read_manifest(manifest)
        self._event_retries = event_retries
        self.sockets = None
        if bot_url is None:
            self.sockets = SocketMode(
                workspace.app_id, secrets.token_urlsafe, self._count_changed, ack_seconds
            )
        self._delivery = self.sockets or SignedHttp(
            bot_url or "", self.signing_secret, clock.real_now, ack_seconds
        )
        self.teams = Teams()
        first = self._open_team(workspace, self._live, bot_token)
        self.teams.install(first)
        self.interactions = first.interactions
        self._apps = AppDirectory(
            teams=self.teams,
            clock=clock,
            manifest=self._manifest,
            redirect_url=lambda: redirect_url or urljoin(bot_url or self.url, "/slack/oauth_redirect"),
            client_id=self.client_id,
            client_secret=self.client_secret,
        )
        self._api = ApiRoutes(
            teams=self.teams,
            apps=self._apps,
            clock=clock,
            manifest=self._manifest,
            log=self.log,
            sockets=self.sockets,
            troubles=self.troubles,
            app_token=self.app_token,
            base_url=lambda: self.url,
        )
        self._feeds = FeedRoutes(clock, lambda: self.url)
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._failure: Exception | None = None

    @property
    def bot_token(self) -> str:
        """The bot's token in the first workspace; empty once the app was taken out of it."""
        return self.teams.first.bot_token or ""

    @property
    def url(self) -> str:
        """The address of the page, without a slash at the end."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """The address for slack-sdk's WebClient(base_url=...)."""
        return f"{self.url}/api/"

    def add_workspace(self, workspace: Workspace) -> Team:
        """Add a workspace before the start; the app is not installed there yet (see `teams`).

        A `Visitor` enters at `url_of` the team, since people of two workspaces may share an id.
        """
        return self._open_team(workspace, LiveFeed())

    def url_of(self, team: Team) -> str:
        """Return where people of this workspace act; below it the page does not work."""
        return self.url if team is self.teams.first else f"{self.url}{_prefix(team)}"

    def start(self) -> str:
        """Listen, and return the address of the page.

        Raises:
            OSError: the port is taken.
        """
        ready = Event()
        self._failure = None
        self._thread = Thread(target=self._run, args=(ready,), name="playground", daemon=True)
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise TimeoutError("The playground did not start; look at the log for the reason.")
        if self._failure is not None:
            raise self._failure
        return self.url

    def stop(self) -> None:
        """End all connections and the thread; does nothing if the server is not running."""
        if self._thread is None or self._loop is None or self._stopping is None:
            return
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(START_SECONDS)
        self._thread = None

    def __enter__(self) -> "PlaygroundServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait_for_bot(self, timeout: float = START_SECONDS, connections: int = 1) -> None:
        """Return when the bot is there to take payloads, by Socket Mode over so many connections.

        Raises:
            TimeoutError: it did not come in time.
        """
        if self.bot_url is not None:
            self._wait_for_port(self.bot_url, timeout)
            return
        with self._changed:
            if not self._changed.wait_for(lambda: self._connected >= connections, timeout):
                raise TimeoutError(f"No bot has connected to {self.api_url} within {timeout:g} seconds.")

    def list_readers(self) -> set[str]:
        """Return the ids of the people whose page is open in the first workspace."""
        return self.run_inside(lambda: self._live.readers)

    def run_inside(self, work: Callable[[], T], timeout: float = START_SECONDS) -> T:
        """Run something in the server's thread and return its result.

        This is how the workspace is changed while the server runs, for example
        `server.run_inside(lambda: server.interactions.change_person("U0SAM", tz="Asia/Tokyo"))`.
        """
        if self._loop is None:
            return work()

        async def run() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(timeout)

    def refresh_connections(self, reason: str = "refresh_requested") -> None:
        """Ask the bot to come back on new connections, as Slack does every few hours."""
        if self._loop is not None and self.sockets is not None:
            asyncio.run_coroutine_threadsafe(self.sockets.refresh(reason), self._loop).result(START_SECONDS)

    def trouble_connections(self, trouble: Callable[[SocketMode], None]) -> None:
        """Let something happen to the bot's connections, for example `SocketMode.drop`."""
        if self.sockets is not None:
            sockets = self.sockets
            self.run_inside(lambda: trouble(sockets))

    def _wait_for_port(self, url: str, timeout: float) -> None:
        parts = urlsplit(url)
        deadline = time.monotonic() + timeout
        while True:
            try:
                socket.create_connection((parts.hostname or "", parts.port or 80), timeout=timeout).close()
            except OSError as refused:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"Nothing listens at {url}.") from refused
                time.sleep(0.02)
            else:
                return

    def _run(self, ready: Event) -> None:
        try:
            asyncio.run(self._serve(ready))
        except Exception as failure:
            if ready.is_set():
                raise
            self._failure = failure
        finally:
            self._loop = None
            ready.set()

    async def _serve(self, ready: Event) -> None:
        loop = asyncio.get_running_loop()
        self._loop, self._stopping = loop, asyncio.Event()
        application = web.Application(middlewares=[self._only_from_here])
        own = [*self._api.routes(), *self._apps.routes(), *self._feeds.routes()]
        application.add_routes([*own, *self.teams.first.page.routes()])
        for team in self.teams.everybody[1:]:
            application.add_routes(team.page.routes(_prefix(team)))
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        unsubscribe = self.clock.subscribe(lambda now: _call_if_open(loop, lambda: self._clock_moved(now)))
        try:
            server = await start_listening(runner, self._host, self._port)
            self._port = server.sockets[0].getsockname()[1]
            ready.set()
            await self._stopping.wait()
            # First of all: a bot that is cut off below comes back in the same moment.
            await stop_listening(server)
        finally:
            unsubscribe()
            for team in self.teams:
                await team.outbound.close()
            await self._delivery.close()
            await self._live.close()
            await runner.cleanup()

    def _open_team(self, workspace: Workspace, live: LiveFeed, bot_token: str | None = None) -> Team:
        outbound = Outbound(
            workspace=workspace,
            clock=self.clock,
            delivery=self._delivery,
            log=self.log,
            subscribed=self._manifest.events,
            retry_after=self._event_retries,
        )
        urls = ResponseUrls(secrets.token_urlsafe)
        interactions = Interactions(
            workspace=workspace,
            clock=self.clock,
            manifest=self._manifest,
            outbound=outbound,
            response_urls=urls,
            response_url=lambda token: f"{self.url}/response/{token}",
        )
        page = PageRoutes(interactions, live, self.log, self.troubles, lambda: self._delivery.connections)
        workspace.subscribe(live.tell)
        team = Team(workspace, outbound, interactions, page, urls, bot_token)
        self.teams.everybody.append(team)
        return team

    def _clock_moved(self, now: datetime) -> None:
        self._live.tell_everybody({"type": "clock", "now": now.isoformat(), "running": self.clock.running})

    def _count_changed(self, count: int) -> None:
        with self._changed:
            self._connected = count
            self._changed.notify_all()
        self._live.tell_everybody({"type": "connected", "count": count})

    @web.middleware
    async def _only_from_here(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse other sites: their Origin is foreign, and a rebound name shows in the Host header."""
        names = {"127.0.0.1", "localhost", self._host}
        # slack-sdk's WebSocket client sends the Host header without the port.
        hosts = names | {f"{name}:{self._port}" for name in names}
        origin = request.headers.get("Origin")
        origins = {f"http://{name}:{self._port}" for name in names}
        if request.headers.get("Host") not in hosts or (origin is not None and origin not in origins):
            raise web.HTTPForbidden(text="The playground only answers to this machine.")
        return await handler(request)


def _prefix(team: Team) -> str:
    return f"/team/{team.workspace.team_id}"


def _call_if_open(loop: asyncio.AbstractEventLoop, work: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(work)
