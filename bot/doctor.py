"""Checks a setup and says how to fix each thing."""

import os
import shlex
import stat
from collections.abc import Callable
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import Any, cast

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.findings import Finding, check_log, check_settings
from bot.installing import SCOPES
from bot.messages.feed_complaints import complain_about_feeds
from bot.messages.queue import describe_queued, name_workspace
from bot.settings import Settings
from bot.slack_failures import NOT_SLACK, SHUT_BY_AN_ADMIN, read_code
from jobs.departures import KEPT_AFTER_LEAVING
from jobs.rules.weeks import find_zone
from storage.database import Database, DatabaseAddressError, find_file
from storage.feed_health import list_failing_feeds
from storage.installations import list_ended_installations, list_installations
from storage.migrations import is_current, is_too_new
from storage.queue import list_parked
from storage.queue_depths import count_by_state
from storage.records import QueueState
from storage.reps import find_rep_by_slack_id
from storage.vault import Vault, make_key
from storage.workspaces import list_workspaces


def examine(settings: Settings, today: date) -> list[Finding]:
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
    findings += check_log(settings)
    if any("DRUMBEAT_SECRET_KEY" in finding.what for finding in wrong):
        findings.append(offer_key())
    findings += examine_database(settings.database_url, today)
    if wrong:
        return findings
    own_team = None
    if settings.bot_token:
        own_team, about_slack = examine_slack(settings)
        findings += about_slack
    if own_team is not None or not settings.bot_token:
        findings += examine_database(
            settings.database_url, today, lambda books: examine_workspaces(books, settings, own_team)
        )
    return findings


def offer_key() -> Finding:
    """Make a key for whoever has none."""
    return Finding(
        f"A new key, made just now and kept nowhere: DRUMBEAT_SECRET_KEY={make_key()} (without it "
        "the stored tokens are lost, so keep it where you keep passwords)"
    )


def examine_database(
    url: str, today: date, look: Callable[[Database], list[Finding]] | None = None
) -> list[Finding]:
    """Look at the database without making or changing anything."""
    try:
        file = find_file(url)
        if file is not None and not file.exists():
            found = [Finding(f"There is no database at {file} yet; `drumbeat run` makes it")]
            return found if look is None else []
        books = Database(url)
    except (DatabaseAddressError, OSError) as error:
        return [Finding("The database's address is wrong", str(error))]
    try:
        return look(books) if look else [*examine_books(books, today), *examine_file(file)]
    except SQLAlchemyError as error:
        return [
            Finding(
                "The database does not answer",
                f"Look at DATABASE_URL and that the server runs ({type(error).__name__}).",
            )
        ]
    finally:
        books.close()


def examine_books(books: Database, today: date) -> list[Finding]:
    """Look at a database that answers."""
    if is_too_new(books):
        return [
            Finding("The database belongs to a newer Drumbeat", "Start that version, or restore a backup.")
        ]
    if not is_current(books):
        return [Finding(f"The database answers ({_name_place(books)}); `drumbeat run` sets it up")]
    with books.reading_everywhere() as connection:
        workspaces = list_workspaces(connection)
        states = count_by_state(connection)
    waiting = states.get(QueueState.READY.value, 0)
    names = ", ".join(name_workspace(each) for each in workspaces) or "none yet"
    findings = [
        Finding(
            f"The database answers ({_name_place(books)}); workspaces: {names}; messages waiting: {waiting}",
        )
    ]
    for workspace in workspaces:
        with books.reading(workspace.id) as reader:
            parked = [(each, find_rep_by_slack_id(reader, each.recipient)) for each in list_parked(reader)]
            complaints = complain_about_feeds(list_failing_feeds(reader))
        for each, person in parked:
            what = describe_queued(each, person, workspace, today)
            findings.append(
                Finding(
                    f"The {what}, was given up",
                    f"{each.reason or 'Look into the log.'} Put that right first; then `drumbeat queue retry "
                    f"{each.id}` sends it. `drumbeat queue drop {each.id}` lets it go.",
                )
            )
        findings += [Finding(what, fix) for what, fix in complaints]
    return findings


def examine_file(file: Path | None) -> list[Finding]:
    """Say where everybody on the computer may read what people wrote about clients."""
    if file is None or os.name != "posix" or not file.stat().st_mode & stat.S_IRWXO:
        return []
    return [
        Finding(
            "Everybody on this computer may read the database", f"Type: chmod o-rwx {shlex.quote(str(file))}*"
        )
    ]


def _name_place(books: Database) -> str:
    file = find_file(books.url.render_as_string(hide_password=True))
    return books.engine.dialect.name if file is None else f"sqlite, {file}"


def examine_workspaces(books: Database, settings: Settings, own_team: str | None) -> list[Finding]:
    """Say which workspaces have no token that works; `own_team` is that of SLACK_BOT_TOKEN."""
    if is_too_new(books) or not is_current(books):
        return []
    with books.reading_everywhere() as connection:
        workspaces = [each for each in list_workspaces(connection) if each.team_id not in (None, own_team)]
        installed = {each.workspace: each for each in list_installations(connection)}
        departed = {each.workspace: each.ended_at for each in list_ended_installations(connection)}
    findings: list[Finding] = []
    if installed and not settings.secret_key:
        findings.append(offer_key())
    for workspace in workspaces:
        ended_at = departed.get(workspace.id)
        if ended_at is not None:
            gone_on = ended_at + KEPT_AFTER_LEAVING
            findings.append(
                Finding(f"{workspace.name} took Drumbeat out; what it knows is deleted on {gone_on:%Y-%m-%d}")
            )
        elif workspace.id not in installed:
            findings.append(
                Finding(
                    f"{workspace.name} has no token, so its messages wait",
                    "Install Drumbeat there at /slack/install, or set its token as SLACK_BOT_TOKEN.",
                )
            )
        else:
            findings += examine_token(workspace.name, installed[workspace.id].locked_token, settings)
    return findings


def examine_token(name: str, locked_token: str, settings: Settings) -> list[Finding]:
    """Unlock a workspace's token and ask Slack about it; nothing where all is well."""
    if not settings.secret_key:
        return [Finding(f"The token of {name} can't be unlocked", "Set DRUMBEAT_SECRET_KEY to its key.")]
    token = Vault(settings.secret_key).unlock(locked_token)
    if token is None:
        return [
            Finding(
                f"The token of {name} can't be unlocked",
                "DRUMBEAT_SECRET_KEY is another key than the one it was locked with: add that one after a "
                "comma, or install Drumbeat there again at /slack/install.",
            )
        ]
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[])
    try:
        client.auth_test()
    except SlackApiError as error:
        return [
            Finding(
                f"Slack refuses the token of {name} ({read_code(error) or NOT_SLACK})",
                SHUT_BY_AN_ADMIN.get(read_code(error)) or "Install Drumbeat there again at /slack/install.",
            )
        ]
    except (OSError, HTTPException):
        return [Finding(f"Slack does not answer about {name}", "Look at the network and try again.")]
    return []


def examine_slack(settings: Settings) -> tuple[str | None, list[Finding]]:
    """Return the team of SLACK_BOT_TOKEN, if Slack says so, and what was found."""
    client = WebClient(
        token=settings.bot_token, base_url=settings.slack_api_url, timeout=10, retry_handlers=[]
    )
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        return None, [
            Finding(
                f"Slack refuses the bot token ({read_code(error) or NOT_SLACK})",
                SHUT_BY_AN_ADMIN.get(read_code(error))
                or "Install the app to the workspace again and copy the token from OAuth & Permissions.",
            )
        ]
    except (OSError, HTTPException):
        return None, [
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
    missing = sorted(set(SCOPES) - granted) if granted != {""} else []
    if missing:
        findings.append(
            Finding(
                f"The app lacks scopes: {', '.join(missing)}",
                "Paste manifest.yml into App Manifest in your app's settings, then install it again.",
            )
        )
    return data.get("team_id"), findings


def examine_app_token(client: WebClient, app_token: str) -> list[Finding]:
    """Ask for a Socket Mode address, which nobody then uses."""
    try:
        client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        return [
            Finding(
                f"Slack refuses the app token ({read_code(error) or NOT_SLACK})",
                "Make one with the scope connections:write under Basic Information, App-Level Tokens, "
                "and switch Socket Mode on.",
            )
        ]
    except (OSError, HTTPException):
        return [Finding("Slack does not answer about the app token", "Look at the network and try again.")]
    return [Finding("Slack accepts the app token")]
