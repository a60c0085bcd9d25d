"""Installing the bot in a workspace: from "Add to Slack" to a token that is locked away."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from http.client import HTTPException
from typing import Any, cast

from aiohttp import web
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.failures import log_failure
from bot.messages.installing import (
    BROKEN,
    DECLINED,
    EXPIRED,
    INSTALL_PATH,
    MISCONFIGURED,
    NO_ANSWER,
    NOT_BEGUN,
    NOT_CONFIRMED,
    ORGANISATION,
    compose_failed_page,
    compose_install_page,
    compose_installed_page,
)
from bot.messengers import Messengers, Speaker
from bot.slack_failures import read_code
from storage.database import Database
from storage.installations import save_installation
from storage.vault import Vault
from storage.workspaces import join_workspace

SCOPES = (
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
)
"""What the manifest asks for; a test compares them."""

REDIRECT_PATH = "/slack/oauth_redirect"
COOKIE = "drumbeat_install"
STATE_SECONDS = 600
LONGEST_STATE = 1000
_THEIR_MISTAKES = ("invalid_client_id", "bad_client_secret", "bad_redirect_uri", "invalid_redirect_uri")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class InstallationFailedError(Exception):
    """Nothing was installed; the sentence is for the person in front of the page."""


class Installing:
    """Serves the pages of installing, and keeps what Slack hands over.

    `client` calls Slack without a token. `recognise` is given each new workspace, to note who is there.
    """

    def __init__(
        self,
        books: Database,
        messengers: Messengers,
        vault: Vault,
        *,
        client: WebClient,
        client_id: str,
        client_secret: str,
        now: Callable[[], datetime],
        recognise: Callable[[Speaker], object],
    ) -> None:
        self._books = books
        self._messengers = messengers
        self._vault = vault
        self._client = client
        self._client_id = client_id
        self._client_secret = client_secret
        self._now = now
        self._recognise = recognise
        self._workers = ThreadPoolExecutor(4, thread_name_prefix="installing")
        self._address = AuthorizeUrlGenerator(
            client_id=client_id,
            scopes=SCOPES,
            authorization_url=client.base_url.removesuffix("api/") + "oauth/v2/authorize",
        )

    @property
    def routes(self) -> list[web.RouteDef]:
        return [web.get(INSTALL_PATH, self._invite), web.get(REDIRECT_PATH, self._come_back)]

    def close(self) -> None:
        """Finish what is being installed."""
        self._workers.shutdown(wait=True)

    async def _invite(self, request: web.Request) -> web.Response:
        """Show the button, and remember the browser: only here may the way back end."""
        browser = secrets.token_urlsafe(24)
        page = compose_install_page(self._address.generate(state=self._vault.lock(browser)))
        answer = _show(page)
        answer.set_cookie(
            COOKIE,
            browser,
            max_age=STATE_SECONDS,
            path="/slack",
            httponly=True,
            samesite="Lax",
            secure=request.headers.get("X-Forwarded-Proto", request.scheme) == "https",
        )
        return answer

    async def _come_back(self, request: web.Request) -> web.Response:
        """Take Slack's answer, and say what came of it."""
        try:
            self._check_state(request)
            if request.query.get("error"):
                raise InstallationFailedError(  # noqa: TRY301 (all failures become words in one place)
                    DECLINED if request.query["error"] == "access_denied" else NOT_CONFIRMED
                )
            work = asyncio.get_running_loop().run_in_executor(
                self._workers, self._install, request.query.get("code", "")
            )
            team_id, name = await work
        except InstallationFailedError as failed:
            return _show(compose_failed_page(str(failed)), status=400)
        except Exception as error:
            log_failure("installing", error)
            return _show(compose_failed_page(BROKEN), status=500)
        answer = _show(compose_installed_page(name, team_id))
        answer.del_cookie(COOKIE, path="/slack")
        return answer

    def _check_state(self, request: web.Request) -> None:
        if not request.query:
            raise InstallationFailedError(NOT_BEGUN)
        state = request.query.get("state", "")[:LONGEST_STATE]
        begun_by = self._vault.unlock(state, within_seconds=STATE_SECONDS) or ""
        browser = request.cookies.get(COOKIE, "")
        # aiohttp reads bytes that are no text as lone surrogates.
        shown = browser.encode(errors="surrogateescape")
        if not begun_by or not hmac.compare_digest(begun_by.encode(), shown):
            raise InstallationFailedError(EXPIRED)

    def _install(self, code: str) -> tuple[str, str]:
        """Exchange the code for a token, lock it away, and return team id and name of the workspace."""
        answer = self._exchange(code)
        team: dict[str, str] = answer.get("team") or {}
        installer: dict[str, str] = answer.get("authed_user") or {}
        if answer.get("is_enterprise_install") or "id" not in team:
            raise InstallationFailedError(ORGANISATION)
        with self._books.everywhere() as connection:
            # Rows imported before the first start are not for whoever comes first by this door.
            workspace = join_workspace(
                connection, team["id"], team.get("name", team["id"]), self._now(), adopts_waiting=False
            )
        with self._books.transaction(workspace.id) as transaction:
            save_installation(
                transaction,
                locked_token=self._vault.lock(answer["access_token"]),
                bot_user_id=answer["bot_user_id"],
                scopes=answer.get("scope", ""),
                installed_by=installer.get("id"),
                now=self._now(),
            )
        speaker = self._messengers.find_for_team(team["id"])
        if speaker is not None:
            self._recognise(speaker)
        return team["id"], workspace.name

    def _exchange(self, code: str) -> dict[str, Any]:
        try:
            answer = self._client.oauth_v2_access(
                client_id=self._client_id, client_secret=self._client_secret, code=code
            )
        except SlackApiError as error:
            log_failure("exchanging a code", error)
            mistaken = read_code(error) in _THEIR_MISTAKES
            raise InstallationFailedError(MISCONFIGURED if mistaken else NOT_CONFIRMED) from None
        except (OSError, HTTPException) as error:
            log_failure("exchanging a code", error)
            raise InstallationFailedError(NO_ANSWER) from None
        return cast("dict[str, Any]", answer.data)


def _show(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status, headers=_HEADERS)
