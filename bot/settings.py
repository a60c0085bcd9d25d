"""Every setting with its default and meaning. The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

SLACK_API_URL = "https://slack.com/api/"


def _setting(name: str, meaning: str, default: str = "", *, secret: bool = False) -> str:
    return field(default=default, metadata={"name": name, "meaning": meaning, "secret": secret})


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """The environment, read once. Empty text means: not set."""

    bot_token: str = _setting(
        "SLACK_BOT_TOKEN",
        "The bot's token, `xoxb-…`: OAuth & Permissions in the app's settings.",
        secret=True,
    )
    app_token: str = _setting(
        "SLACK_APP_TOKEN",
        "For Socket Mode: the app-level token, `xapp-…`, with the scope `connections:write`.",
        secret=True,
    )
    signing_secret: str = _setting(
        "SLACK_SIGNING_SECRET",
        "For HTTP instead of Socket Mode: the signing secret, under Basic Information.",
        secret=True,
    )
    client_id: str = _setting(
        "SLACK_CLIENT_ID",
        "To be installed by several workspaces, over HTTP: the client ID, under Basic Information.",
    )
    client_secret: str = _setting(
        "SLACK_CLIENT_SECRET",
        "The client secret that goes with it.",
        secret=True,
    )
    secret_key: str = _setting(
        "DRUMBEAT_SECRET_KEY",
        "What locks the tokens of the workspaces in the database; `drumbeat doctor` makes one. "
        "Several with commas between: the first locks, all unlock.",
        secret=True,
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "Where the data lives: a SQLite file or a PostgreSQL address.",
        "sqlite:///drumbeat.db",
    )
    slack_api_url: str = _setting("SLACK_API_URL", "Where Slack's Web API answers.", SLACK_API_URL)
    zone: str = _setting(
        "DRUMBEAT_ZONE", "The zone of people whose Slack profile names none, such as `Europe/Berlin`.", "UTC"
    )
    fetch_allow: str = _setting(
        "DRUMBEAT_FETCH_ALLOW",
        "Hosts that may be asked for feeds though they are private, such as `feeds.corp.example:8080`; "
        "several with commas between.",
    )
    contact: str = _setting(
        "DRUMBEAT_CONTACT",
        "A page about you, named to those whose feeds are asked, so that they can reach you.",
    )
    log_level: str = _setting("DRUMBEAT_LOG", "How much the log tells: `debug`, `info` or `warning`.", "info")

    log_format: str = _setting(
        "DRUMBEAT_LOG_FORMAT", "How the log is written: `text`, or `json` with one object a line.", "text"
    )

    def __repr__(self) -> str:
        return "Settings(…)"  # tokens must not reach a log by way of a traceback


def forget_proxies() -> None:
    """Take the proxies out of this process's environment: the playground is on this computer.

    slack_sdk sends everything through them, whatever NO_PROXY says.
    """
    for name in [each for each in os.environ if each.lower() in ("http_proxy", "https_proxy", "all_proxy")]:
        del os.environ[name]


@dataclass(frozen=True, slots=True)
class SettingDescription:
    """One setting as it is explained to people."""

    name: str
    meaning: str
    default: str
    secret: bool


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment; surrounding blanks are dropped."""
    source = os.environ if environment is None else environment
    given = {
        each.name: source.get(each.metadata["name"], "").strip() or str(each.default)
        for each in fields(Settings)
    }
    return Settings(**given)


def describe_settings() -> list[SettingDescription]:
    """Return every setting with its meaning, in the order in which they are declared."""
    return [
        SettingDescription(
            each.metadata["name"], each.metadata["meaning"], str(each.default), each.metadata["secret"]
        )
        for each in fields(Settings)
    ]
