"""`drumbeat run`: join Slack and stay."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Protocol

import click
from slack_sdk.errors import SlackApiError

from bot.app import Drumbeat, build, read_clock
from bot.findings import check_log, check_settings
from bot.gate import Gate
from bot.health import Check, Health, check_connection, check_database, check_delivery
from bot.logs import set_up_log
from bot.messages.installing import INSTALL_PATH
from bot.metrics import Metrics
from bot.port import Port
from bot.settings import Settings, read_settings
from bot.slack_failures import NOT_SLACK, read_code
from bot.sockets import SocketConnection
from storage.database import DatabaseAddressError
from storage.migrations import DatabaseTooNewError
from storage.vault import VaultKeyError

logger = logging.getLogger("drumbeat.run")

LAST_PORT = 65535

DEFAULT_PLACE = ("127.0.0.1", 3000)


class Door(Protocol):
    """The way by which Slack reaches the bot."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


@click.command()
@click.option(
    "--listen",
    metavar="HOST:PORT",
    help="Where to answer /healthz, /readyz and /metrics, and by HTTP Slack's requests "
    "(127.0.0.1:3000 then, if left out; by Socket Mode nothing listens unless asked).",
)
def run(listen: str | None) -> None:
    """Run the bot: by Socket Mode with SLACK_APP_TOKEN, by HTTP with SLACK_SIGNING_SECRET."""
    settings = read_settings()
    set_up_log(settings.log_level, settings.log_format)
    for finding in check_log(settings):
        logger.warning("%s. %s", finding.what, finding.fix)
    if missing := check_settings(settings):
        click.echo("Drumbeat can't join Slack yet.", err=True)
        for finding in missing:
            click.echo(f"{finding.what}. {finding.fix}", err=True)
        click.echo("Look at `drumbeat doctor`, or try it without Slack: `drumbeat demo`.", err=True)
        raise SystemExit(2)
    place = None if listen is None else read_listen(listen)
    try:
        drumbeat = build(settings, read_clock)
    except (DatabaseAddressError, DatabaseTooNewError, VaultKeyError) as error:
        raise click.ClickException(str(error)) from None
    keep_running(drumbeat, choose_door(drumbeat, settings, place))


def read_listen(text: str) -> tuple[str, int]:
    """Return host and port of 127.0.0.1:3000, :3000 or [::1]:3000."""
    host, separator, port = text.rpartition(":")
    if not separator or not port.isdecimal() or int(port) > LAST_PORT:
        raise click.BadParameter("write it as 127.0.0.1:3000", param_hint="--listen")
    return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port)


def choose_door(drumbeat: Drumbeat, settings: Settings, place: tuple[str, int] | None) -> Door:
    """Return Socket Mode where there is an app token, else HTTP."""
    checks = [check_database(drumbeat.books), check_delivery(drumbeat.metrics)]
    if not settings.app_token:
        pages = drumbeat.installing.routes if drumbeat.installing is not None else []
        return Gate(drumbeat.bolt, *(place or DEFAULT_PLACE), drumbeat.metrics, checks, pages=pages)
    sockets = SocketConnection(drumbeat.bolt, settings.app_token, settings.slack_api_url, drumbeat.metrics)
    if place is None:
        return sockets
    return WatchedDoor(sockets, *place, drumbeat.metrics, checks)


class WatchedDoor:
    """Socket Mode, with a port for health and metrics that opens before and closes after it."""

    def __init__(
        self, sockets: SocketConnection, host: str, port: int, metrics: Metrics, checks: list[Check]
    ) -> None:
        self.sockets = sockets
        self._health = Health([*checks, check_connection(lambda: sockets.connected)], metrics)
        self.port = Port(host, port, self._health.routes)

    def start(self) -> None:
        self.port.start()
        self.sockets.start()

    def stop(self) -> None:
        self.sockets.stop()
        self.port.stop()
        self._health.close()


def keep_running(drumbeat: Drumbeat, door: Door) -> None:
    """Run until SIGTERM or Ctrl+C, then finish what is held and go."""
    enough = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        enough.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        try:
            trouble = drumbeat.start()
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
    say = choose_voice(drumbeat.settings)
    if trouble is not None:
        sentence = explain_start(trouble, "SLACK_BOT_TOKEN", drumbeat.settings)
        say(f"{sentence} Meanwhile only those who have installed it are served.")
    inviting = drumbeat.installing is not None
    say(f"Drumbeat is running. {describe_door(door, inviting=inviting)} Stop it with Ctrl+C.")
    enough.wait()
    say("Finishing what I hold…")
    # The delivery first, so that it begins nothing more while the door waits for its last answers.
    drumbeat.stopping.set()
    door.stop()
    drumbeat.stop()


def choose_voice(settings: Settings) -> Callable[[str], None]:
    """Return what tells of the start and the end: the terminal, or the log where machines read all lines."""
    return logger.info if settings.log_format == "json" else click.echo


def describe_door(door: Door, *, inviting: bool = False) -> str:
    """Return where the bot can be reached; `inviting`: where others may install it, too."""
    if isinstance(door, Gate):
        address = f"http://{door.host}:{door.port}"
        installing = f" It is installed at {INSTALL_PATH}." if inviting else ""
        return f"It takes Slack's requests at {address}/slack/events.{installing} Metrics: {address}/metrics."
    if isinstance(door, WatchedDoor):
        return f"It is connected by Socket Mode. Metrics: http://{door.port.host}:{door.port.port}/metrics."
    return "It is connected by Socket Mode."


def explain_start(error: SlackApiError | OSError, token: str, settings: Settings) -> str:
    """Return why Slack did not let the bot in, in a sentence."""
    if isinstance(error, SlackApiError):
        word = read_code(error) or NOT_SLACK
        return f"Slack does not accept {token} ({word}). `drumbeat doctor` says what to look at."
    return (
        f"Slack does not answer at {settings.slack_api_url}: look at the network, a proxy, or SLACK_API_URL."
    )


def explain_door(error: SlackApiError | OSError, door: Door, settings: Settings) -> str:
    port = door.port if isinstance(door, WatchedDoor) else door
    if isinstance(port, Gate | Port) and isinstance(error, OSError) and not port.listening:
        return (
            f"Drumbeat can't listen at {port.host}:{port.port} ({error.strerror}). "
            "Choose another with --listen."
        )
    return explain_start(error, "SLACK_APP_TOKEN", settings)
