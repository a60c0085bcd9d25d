"""Installing the app: Slack's page that asks for permission, and the code that is exchanged for a token."""

import base64
import binascii
import html
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import web

from bot.playground.json_parts import Json
from bot.playground.manifest import Manifest
from bot.playground.movable_clock import MovableClock
from bot.playground.refusals import Refused
from bot.playground.teams import Team, Teams

CODE_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class _Code:
    team: Team
    installer: str
    scope: str
    issued_at: datetime


class AppDirectory:
    """Lets people install the app; `redirect_url()` is where it wants them back."""

    def __init__(
        self,
        *,
        teams: Teams,
        clock: MovableClock,
        manifest: Manifest,
        redirect_url: Callable[[], str],
        client_id: str,
        client_secret: str,
    ) -> None:
        self._teams = teams
        self._clock = clock
        self._manifest = manifest
        self._redirect_url = redirect_url
        self._client_id = client_id
        self._client_secret = client_secret
        self._codes: dict[str, _Code] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return all routes."""
        return [
            web.get("/oauth/v2/authorize", self._ask),
            web.get("/oauth/v2/decide", self._decide),
        ]

    def exchange(self, code: str, authorization: str) -> Json:
        """Return the answer of oauth.v2.access; each code is good once, for ten minutes."""
        if _read_basic(authorization) != (self._client_id, self._client_secret):
            raise Refused("bad_client_secret" if authorization else "invalid_client_id")
        known = self._codes.pop(code, None)
        if known is None:
            raise Refused("invalid_code")
        if self._clock.now() - known.issued_at > CODE_LIFETIME:
            raise Refused("code_expired")
        workspace = known.team.workspace
        return {
            "access_token": self._teams.install(known.team),
            "token_type": "bot",
            "scope": known.scope,
            "bot_user_id": workspace.bot.id,
            "app_id": workspace.app_id,
            "team": {"id": workspace.team_id, "name": workspace.team_name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": known.installer},
        }

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("client_id") != self._client_id:
            raise web.HTTPBadRequest(text="There is no app with this client_id.")
        asked = {scope for scope in request.query.get("scope", "").split(",") if scope}
        if asked - self._manifest.scopes:
            raise web.HTTPBadRequest(text="The app asks for scopes that its manifest does not name.")
        answers = "".join(self._link(request, team) for team in self._teams)
        return web.Response(
            text=f"<!doctype html><title>Install</title><h1>{html.escape(self._manifest.name)} asks to be "
            f"installed</h1><ul>{answers}</ul>",
            content_type="text/html",
        )

    def _link(self, request: web.Request, team: Team) -> str:
        given = {
            "team": team.workspace.team_id,
            "scope": request.query.get("scope", ""),
            "state": request.query.get("state", ""),
        }
        yes = html.escape(f"/oauth/v2/decide?{urlencode(given)}")
        no = html.escape(f"/oauth/v2/decide?{urlencode({**given, 'refuse': '1'})}")
        name = html.escape(team.workspace.team_name)
        return f'<li><a href="{yes}">Allow in {name}</a> or <a href="{no}">Cancel</a></li>'

    async def _decide(self, request: web.Request) -> web.StreamResponse:
        given = {"state": request.query.get("state", "")}
        if request.query.get("refuse"):
            raise web.HTTPFound(f"{self._redirect_url()}?{urlencode({'error': 'access_denied', **given})}")
        try:
            team = self._teams.find(request.query.get("team", ""))
        except Refused as refused:
            raise web.HTTPBadRequest(text="There is no such workspace.") from refused
        code = secrets.token_urlsafe(16)
        installer = team.workspace.humans()[0].id
        self._codes[code] = _Code(team, installer, request.query.get("scope", ""), self._clock.now())
        raise web.HTTPFound(f"{self._redirect_url()}?{urlencode({'code': code, **given})}")


def _read_basic(authorization: str) -> tuple[str, str] | None:
    scheme, _, encoded = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, secret) if scheme == "Basic" else None
