"""What the bot calls: /api/<method>, /socket/<ticket> and /response/<token>."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any, cast

from aiohttp import web

from bot.playground.answers import answer_at_url
from bot.playground.api_calls import ApiCall
from bot.playground.app_directory import AppDirectory
from bot.playground.json_parts import Json
from bot.playground.manifest import Manifest
from bot.playground.movable_clock import MovableClock
from bot.playground.payload_log import PayloadLog
from bot.playground.refusals import Refused
from bot.playground.sockets import SocketMode
from bot.playground.teams import Team, Teams
from bot.playground.troubles import Trouble, Troubles
from bot.playground.web_api import answer_call

_SECRET = frozenset({"token", "access_token"})
"""What the log leaves out."""


class ApiRoutes:
    """Serves the bot in every workspace it is installed in. `base_url()` is where the playground listens."""

    def __init__(
        self,
        *,
        teams: Teams,
        apps: AppDirectory,
        clock: MovableClock,
        manifest: Manifest,
        log: PayloadLog,
        sockets: SocketMode | None,
        troubles: Troubles,
        app_token: str,
        base_url: Callable[[], str],
    ) -> None:
        self._teams = teams
        self._apps = apps
        self._clock = clock
        self._manifest = manifest
        self._log = log
        self._sockets = sockets
        self._troubles = troubles
        self._app_token = app_token
        self._base_url = base_url

    def routes(self) -> list[web.RouteDef]:
        """Return all routes."""
        return [
            web.post("/api/{method}", self._api),
            web.get("/api/{method}", self._api),
            web.get("/socket/{ticket}", self._socket),
            web.post("/response/{token}", self._response),
        ]

    async def _api(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        name = request.match_info["method"]
        arguments: Json = {}
        broken: Refused | None = None
        team, token = self._teams.first, None
        try:
            arguments = await _arguments(request)
            token = _token(request, arguments)
            team = self._teams.find_by_token(token) or team
        except Refused as refused:
            broken = refused
        trouble = self._troubles.next_for(name)
        if trouble is not None and trouble.delay_ms:
            await asyncio.sleep(trouble.delay_ms / 1000)
        answer = broken.as_answer() if broken is not None else _troubled(trouble)
        if answer is None:
            answer = answer_call(name, self._call(request, team, arguments), self._tokens(team), token)
        payload = {key: value for key, value in arguments.items() if key not in _SECRET}
        lost = trouble is not None and trouble.lose_answer
        ms = (time.monotonic() - started) * 1000
        error = "answer_lost" if lost else answer.get("error")
        shown = {key: value for key, value in answer.items() if key not in _SECRET}
        self._log.add(self._clock.now(), "from bot", name, payload=payload, answer=shown, ms=ms, error=error)
        if lost and request.transport is not None:
            request.transport.abort()
        if trouble is not None and trouble.cut_short:
            return await _cut_short(request)
        return self._api_response(answer, trouble)

    def _api_response(self, answer: Json, trouble: Trouble | None) -> web.Response:
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._manifest.scopes))}
        status = 200
        if trouble is not None and trouble.retry_after is not None:
            status, headers["Retry-After"] = 429, str(trouble.retry_after)
        elif trouble is not None and trouble.status is not None:
            # Slack's gateways answer such failures without JSON.
            return web.Response(status=trouble.status, text="The playground was asked to fail here.")
        elif trouble is not None and trouble.body is not None:
            return web.Response(text=trouble.body, content_type="application/json")
        return web.json_response(answer, status=status, headers=headers)

    def _tokens(self, team: Team) -> dict[str, str]:
        installed = {"bot": team.bot_token} if team.bot_token else {}
        return {**installed, "app": self._app_token}

    def _call(self, request: web.Request, team: Team, arguments: Json) -> ApiCall:
        return ApiCall(
            workspace=team.workspace,
            arguments=arguments,
            now=self._clock.now(),
            instant=time.monotonic(),
            base_url=self._base_url(),
            scopes=self._manifest.scopes,
            connect_url=self._connect_url,
            send_event=team.outbound.send_event,
            exchange_code=lambda code: self._apps.exchange(code, request.headers.get("Authorization", "")),
        )

    def _connect_url(self) -> str:
        if self._sockets is None:
            raise Refused(
                "socket_mode_not_enabled", "[ERROR] this playground sends signed HTTP requests instead"
            )
        return f"{self._base_url().replace('http', 'ws', 1)}/socket/{self._sockets.issue_ticket()}"

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self._sockets is None:
            raise web.HTTPNotFound(text="This playground sends signed HTTP requests instead.")
        return await self._sockets.accept(request)

    async def _response(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        body: Json = {}
        answer: Json = {"ok": True}
        status = 200
        try:
            body = await _response_body(request)
            token = request.match_info["token"]
            team = self._teams.find_by_response(token)
            issued = team.response_urls.use(token, self._clock.now())
            answer_at_url(team.workspace, issued, body, self._clock.now)
        except Refused as refused:
            answer = refused.as_answer()
            status = 404 if refused.code.endswith("_url") else 400
        ms = (time.monotonic() - started) * 1000
        self._log.add(
            self._clock.now(),
            "from bot",
            "response_url",
            payload=body,
            answer=answer,
            ms=ms,
            error=answer.get("error"),
        )
        if status == 200:
            return web.Response(text="ok")
        return web.json_response(answer, status=status)


async def _cut_short(request: web.Request) -> web.StreamResponse:
    """Send the beginning of an answer and hang up."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "500"})
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    if request.transport is not None:
        request.transport.close()
    return response


def _troubled(trouble: Trouble | None) -> Json | None:
    """Return the answer that replaces the real one, or None if the call is carried out."""
    if trouble is None:
        return None
    if trouble.retry_after is not None:
        return {"ok": False, "error": trouble.error or "ratelimited"}
    if trouble.status is not None:
        return {"ok": False, "error": trouble.error or f"http_status_{trouble.status}"}
    if trouble.error is not None:
        return {"ok": False, "error": trouble.error}
    return None


async def _arguments(request: web.Request) -> Json:
    """Return the arguments from query, form or JSON body; refuses with `invalid_json`, `json_not_object`."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        try:
            body: Any = json.loads(text or "{}")
        except json.JSONDecodeError as broken:
            raise Refused("invalid_json") from broken
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        arguments |= cast("Json", body)
    else:
        form = await request.post()
        arguments |= {name: value for name, value in form.items() if isinstance(value, str)}
    return arguments


def _token(request: web.Request, arguments: Json) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and token:
        return token
    in_body = arguments.get("token")
    return str(in_body) if in_body else None


async def _response_body(request: web.Request) -> Json:
    try:
        body: Any = json.loads(await request.text())
    except json.JSONDecodeError as broken:
        raise Refused("invalid_payload") from broken
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    return cast("Json", body)
