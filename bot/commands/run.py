"""`drumbeat run`: join Slack and stay."""

import logging
import signal
import threading
from types import FrameType
from typing import Protocol

import click
from slack_sdk.errors import SlackApiError

from bot.app import Drumbeat, build, read_clock
from bot.doctor import check_settings, read_code
from bot.gate import Gate
from bot.settings import Settings, read_settings
from bot.sockets import SocketConnection
from storage.database import DatabaseAddressError
from storage.migrations import DatabaseTooNewError

LAST_PORT = 65535


class Door(Protocol):
    """The way by which Slack reaches the bot."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


@click.command()
@click.option(
    "--listen",
    default="127.0.0.1:3000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to take Slack's HTTP requests, if SLACK_SIGNING_SECRET is set instead of SLACK_APP_TOKEN.",
)
def run(listen: str) -> None:
    """Run the bot: by Socket Mode with SLACK_APP_TOKEN, by HTTP with SLACK_SIGNING_SECRET."""
    settings = read_settings()
    set_up_log(settings.log_level)
    if missing := check_settings(settings):
        fixes = "\n".join(finding.fix for finding in missing)
        click.echo(f"Drumbeat can't join Slack yet. {fixes}", err=True)
        click.echo("Look at `drumbeat doctor`, or try it without Slack: `drumbeat demo`.", err=True)
        raise SystemExit(2)
    place = read_listen(listen)
    try:
        drumbeat = build(settings, read_clock)
    except (DatabaseAddressError, DatabaseTooNewError) as error:
        raise click.ClickException(str(error)) from None
    keep_running(drumbeat, choose_door(drumbeat, settings, place))


def read_listen(text: str) -> tuple[str, int]:
    """Return host and port of 127.0.0.1:3000, :3000 or [::1]:3000."""
    host, separator, port = text.rpartition(":")
    if not separator or not port.isdecimal() or int(port) > LAST_PORT:
        raise click.BadParameter("write it as 127.0.0.1:3000", param_hint="--listen")
    return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port)


def choose_door(drumbeat: Drumbeat, settings: Settings, place: tuple[str, int]) -> Door:
    """Return Socket Mode where there is an app token, else HTTP."""
    if settings.app_token:
        return SocketConnection(drumbeat.bolt, settings.app_token, settings.slack_api_url)
    return Gate(drumbeat.bolt, *place)


def keep_running(drumbeat: Drumbeat, door: Door) -> None:
    """Run until SIGTERM or Ctrl+C, then finish what is held and go."""
    enough = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        enough.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        try:
            drumbeat.start()
        except (SlackApiError, OSError) as error:
            raise click.ClickException(explain_start(error, "SLACK_BOT_TOKEN", drumbeat.settings)) from None
        try:
            door.start()
        except (SlackApiError, OSError) as error:
            raise click.ClickException(explain_door(error, door, drumbeat.settings)) from None
    except click.ClickException:
        door.stop()
        drumbeat.stop()
        raise
    click.echo(f"Drumbeat is running. {describe_door(door)} Stop it with Ctrl+C.")
    enough.wait()
    click.echo("Finishing what I hold…")
    door.stop()
    drumbeat.stop()


def describe_door(door: Door) -> str:
    if isinstance(door, Gate):
        return f"It takes Slack's requests at http://{door.host}:{door.port}/slack/events."
    return "It is connected by Socket Mode."


def explain_start(error: SlackApiError | OSError, token: str, settings: Settings) -> str:
    """Return why Slack did not let the bot in, in a sentence."""
    if isinstance(error, SlackApiError):
        return f"Slack does not accept {token} ({read_code(error)}). `drumbeat doctor` says what to look at."
    return (
        f"Slack does not answer at {settings.slack_api_url}: look at the network, a proxy, or SLACK_API_URL."
    )


def explain_door(error: SlackApiError | OSError, door: Door, settings: Settings) -> str:
    if isinstance(door, Gate):
        reason = error.strerror if isinstance(error, OSError) else None
        return f"Drumbeat can't listen at {door.host}:{door.port} ({reason}). Choose another with --listen."
    return explain_start(error, "SLACK_APP_TOKEN", settings)


def set_up_log(level: str) -> None:
    """Log to stderr, with nothing in it that a person typed."""
    logging.basicConfig(
        level=logging.getLevelNamesMapping().get(level.upper(), logging.INFO),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(is_fit_to_print)


def is_fit_to_print(record: logging.LogRecord) -> bool:
    """Return whether a line may be shown: Slack's own libraries quote what people typed, short of errors.

    Asked of each line, because Bolt gives its loggers the level of the root whatever theirs was.
    """
    if record.name.startswith("aiohttp.server"):
        return False  # it quotes the bytes of malformed requests
    return record.name.startswith("drumbeat") or record.levelno >= logging.ERROR
