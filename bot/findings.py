"""What is wrong with the settings, and how to fix each thing."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.feed_access import read_fetch_allow
from bot.logs import FORMATS, is_level
from bot.settings import Settings
from jobs.rules.web_addresses import AddressRefusedError
from storage.vault import Vault, VaultKeyError


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
    if not (settings.bot_token or settings.secret_key or settings.client_id):
        findings.append(
            Finding(
                "SLACK_BOT_TOKEN is not set",
                "Set SLACK_BOT_TOKEN=xoxb-… (OAuth & Permissions in your app).",
            )
        )
    elif settings.bot_token and not settings.bot_token.startswith("xoxb-"):
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
    findings += [
        Finding(f"{name} has a space or a line break in it", "Copy it anew, on one line.")
        for name, value in (
            ("SLACK_BOT_TOKEN", settings.bot_token),
            ("SLACK_APP_TOKEN", settings.app_token),
            ("SLACK_SIGNING_SECRET", settings.signing_secret),
        )
        if not value.isprintable() or " " in value
    ]
    if not is_address(settings.slack_api_url):
        findings.append(
            Finding("SLACK_API_URL is no address", "Leave SLACK_API_URL out, or begin it with https://.")
        )
    try:
        read_fetch_allow(settings)
    except AddressRefusedError as error:
        findings.append(
            Finding(
                f"DRUMBEAT_FETCH_ALLOW: {str(error).rstrip('.')}",
                "Write hosts with their ports, with commas between.",
            )
        )
    return findings + check_installing(settings)


def is_address(url: str) -> bool:
    """Return whether something can be asked there, by its form."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.port != 0 and " " not in url
        )
    except ValueError:  # brackets that don't close, a port that is no number
        return False


def check_installing(settings: Settings) -> list[Finding]:
    """Return what is missing or wrong for several workspaces to install the bot; nothing where none may."""
    findings: list[Finding] = []
    if settings.secret_key:
        try:
            Vault(settings.secret_key)
        except VaultKeyError as error:
            findings.append(Finding("DRUMBEAT_SECRET_KEY is not a key", str(error)))
    if not (settings.client_id or settings.client_secret):
        return findings
    needed = {
        "SLACK_CLIENT_ID": (settings.client_id, "Set it, from Basic Information in your app."),
        "SLACK_CLIENT_SECRET": (settings.client_secret, "Set it, from Basic Information in your app."),
        "DRUMBEAT_SECRET_KEY": (settings.secret_key, "Set it; `drumbeat doctor` makes one."),
        "SLACK_SIGNING_SECRET": (settings.signing_secret, "Set it: bots are installed over HTTP."),
    }
    findings += [
        Finding(f"Several workspaces can't install it, because {name} is not set", fix)
        for name, (value, fix) in needed.items()
        if not value
    ]
    if settings.app_token:
        findings.append(
            Finding(
                "Several workspaces can't install it by Socket Mode",
                "Leave SLACK_APP_TOKEN out, and set SLACK_SIGNING_SECRET.",
            )
        )
    return findings


def check_log(settings: Settings) -> list[Finding]:
    """Return what is wrong with the settings of the log, which then keeps its defaults."""
    findings: list[Finding] = []
    if not is_level(settings.log_level):
        findings.append(
            Finding(
                f"DRUMBEAT_LOG is ‘{settings.log_level}’, which I don't know",
                "Write debug, info or warning; until then it is info.",
            )
        )
    if settings.log_format not in FORMATS:
        findings.append(
            Finding(
                f"DRUMBEAT_LOG_FORMAT is ‘{settings.log_format}’, which I don't know",
                "Write text or json; until then it is text.",
            )
        )
    return findings
