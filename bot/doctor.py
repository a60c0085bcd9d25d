"""Checks a setup and says how to fix each thing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from jobs.rules.weeks import find_zone
from storage.database import Database, DatabaseAddressError, read_address
from storage.migrations import is_current, is_too_new
from storage.queue import count_by_state, list_parked
from storage.records import QueueState
from storage.workspaces import list_workspaces

SCOPES = frozenset({"chat:write", "commands", "im:history", "im:write", "users:read", "users:read.email"})
"""What the manifest asks for; a test compares them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fix: str = ""
    """What to do about it; empty where all is well."""

    @property
    def ok(self) -> bool:
        return not self.fix


def check_settings(settings: Settings) -> list[Finding]:
    """Return what is missing or misplaced in the settings, worst first; nothing where the bot can start."""
    findings: list[Finding] = []
    if not settings.bot_token:
        findings.append(
            Finding(
                "SLACK_BOT_TOKEN is not set",
                "Set SLACK_BOT_TOKEN=xoxb-… (OAuth & Permissions in your app).",
            )
        )
    elif not settings.bot_token.startswith("xoxb-"):
        findings.append(
            Finding(
                "SLACK_BOT_TOKEN is not a bot token",
                "SLACK_BOT_TOKEN must begin with xoxb- (OAuth & Permissions).",
            )
        )
    if not settings.app_token and not settings.signing_secret:
        findings.append(
            Finding(
                "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set",
                "Set SLACK_APP_TOKEN=xapp-… (Basic Information), or SLACK_SIGNING_SECRET for HTTP.",
            )
        )
    elif settings.app_token and not settings.app_token.startswith("xapp-"):
        findings.append(
            Finding(
                "SLACK_APP_TOKEN is not an app token",
                "SLACK_APP_TOKEN must begin with xapp- (Basic Information, App-Level Tokens).",
            )
        )
    if not settings.slack_api_url.startswith(("https://", "http://")):
        findings.append(
            Finding("SLACK_API_URL is no address", "Leave SLACK_API_URL out, or begin it with https://.")
        )
    return findings


def examine(settings: Settings) -> list[Finding]:
    """Look at settings, database and Slack, and return every finding, good ones too."""
    wrong = check_settings(settings)
    way = "Socket Mode" if settings.app_token else "HTTP"
    findings = wrong or [Finding(f"The tokens are set, for {way}")]
    if find_zone(settings.zone).key != settings.zone:
        findings.append(
            Finding(
                f"DRUMBEAT_ZONE names no time zone ({settings.zone})",
                "Write it as Europe/Berlin; until then it is UTC.",
            )
        )
    findings += examine_database(settings.database_url)
    if not wrong:
        findings += examine_slack(settings)
    return findings


def examine_database(url: str) -> list[Finding]:
    """Look at the database without making or changing anything."""
    try:
        address = read_address(url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
            return [Finding(f"There is no database at {address.database} yet; `drumbeat run` makes it")]
        books = Database(url)
    except (DatabaseAddressError, OSError) as error:
        return [Finding("The database's address is wrong", str(error))]
    try:
        return examine_books(books)
    except SQLAlchemyError as error:
        return [
            Finding(
                "The database does not answer",
                f"Look at DATABASE_URL and that the server runs ({type(error).__name__}).",
            )
        ]
    finally:
        books.close()


def examine_books(books: Database) -> list[Finding]:
    """Look at a database that answers."""
    if is_too_new(books):
        return [
            Finding("The database belongs to a newer Drumbeat", "Start that version, or restore a backup.")
        ]
    if not is_current(books):
        return [Finding(f"The database answers ({books.engine.dialect.name}); `drumbeat run` sets it up")]
    with books.everywhere() as connection:
        workspaces = list_workspaces(connection)
        states = count_by_state(connection)
    waiting = states.get(QueueState.READY.value, 0)
    names = ", ".join(each.name for each in workspaces) or "none yet"
    findings = [
        Finding(
            f"The database answers ({books.engine.dialect.name}); "
            f"workspaces: {names}; messages waiting: {waiting}",
        )
    ]
    for workspace in workspaces:
        with books.reading(workspace.id) as reader:
            findings += [
                Finding(f"Message {each.key} was given up", each.reason or "Look into the log.")
                for each in list_parked(reader)
            ]
    return findings


def examine_slack(settings: Settings) -> list[Finding]:
    client = WebClient(
        token=settings.bot_token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[]
    )
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        return [
            Finding(
                f"Slack refuses the bot token ({read_code(error)})",
                "Install the app to the workspace again and copy the token from OAuth & Permissions.",
            )
        ]
    except OSError:
        return [
            Finding(
                f"Slack does not answer at {settings.slack_api_url}",
                "Look at the network, a proxy, or SLACK_API_URL.",
            )
        ]
    data = cast("dict[str, Any]", answer.data)
    findings = [Finding(f"Slack answers: {data.get('team')}, as {data.get('user')}")]
    if settings.app_token:
        findings += examine_app_token(client, settings.app_token)
    headers = cast("dict[str, str]", answer.headers)
    granted = {
        scope.strip() for scope in headers.get("x-oauth-scopes", headers.get("X-OAuth-Scopes", "")).split(",")
    }
    missing = sorted(SCOPES - granted) if granted != {""} else []
    if missing:
        findings.append(
            Finding(
                f"The app lacks scopes: {', '.join(missing)}",
                "Paste manifest.yml into App Manifest in your app's settings, then install it again.",
            )
        )
    return findings


def examine_app_token(client: WebClient, app_token: str) -> list[Finding]:
    """Ask for a Socket Mode address, which nobody then uses."""
    try:
        client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        return [
            Finding(
                f"Slack refuses the app token ({read_code(error)})",
                "Make one with the scope connections:write under Basic Information, App-Level Tokens, "
                "and switch Socket Mode on.",
            )
        ]
    except OSError:
        return [Finding("Slack does not answer about the app token", "Look at the network and try again.")]
    return [Finding("Slack accepts the app token")]


def read_code(error: SlackApiError) -> str:
    """Return Slack's word for what is wrong; a proxy's error page has none."""
    data = cast("object", error.response.data)
    return str(cast("dict[str, Any]", data).get("error")) if isinstance(data, dict) else "no JSON"
