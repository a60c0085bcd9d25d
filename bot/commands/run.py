"""`drumbeat run`: join Slack and stay."""

import logging
import signal
import threading
from types import FrameType
from typing import Protocol

import click

from bot.app import Drumbeat, build, read_clock
from bot.doctor import check_settings
from bot.gate import Gate
from bot.settings import Settings, read_settings
from bot.sockets import SocketConnection
from storage.database import DatabaseAddressError
from storage.migrations import DatabaseTooNewError


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
        click.echo("Drumbeat can't join Slack yet:", err=True)
        for finding in missing:
            click.echo(f"  {finding.fix}", err=True)
        click.echo("Look at `drumbeat doctor`, or try it without Slack: `drumbeat demo`.", err=True)
        raise SystemExit(2)
    try:
        drumbeat = build(settings, read_clock)
        door = choose_door(drumbeat, settings, listen)
        keep_running(drumbeat, door)
    except (DatabaseAddressError, DatabaseTooNewError) as error:
        raise click.ClickException(str(error)) from None


def choose_door(drumbeat: Drumbeat, settings: Settings, listen: str) -> Door:
    """Return Socket Mode where there is an app token, else HTTP."""
    if settings.app_token:
        return SocketConnection(drumbeat.bolt, settings.app_token, settings.slack_api_url)
    host, separator, port = listen.rpartition(":")
    if not separator or not port.isdecimal():
        raise click.BadParameter("write it as 127.0.0.1:3000", param_hint="--listen")
    return Gate(drumbeat.bolt, host or "127.0.0.1", int(port))


def keep_running(drumbeat: Drumbeat, door: Door) -> None:
    """Run until SIGTERM or Ctrl+C, then finish what is held and go."""
    enough = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        enough.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        drumbeat.start()
        door.start()
    except OSError as error:
        drumbeat.stop()
        raise click.ClickException(explain_start(error)) from None
    click.echo(f"Drumbeat is running. {describe_door(door)} Stop it with Ctrl+C.")
    enough.wait()
    click.echo("Finishing what I hold…")
    door.stop()
    drumbeat.stop()


def describe_door(door: Door) -> str:
    if isinstance(door, Gate):
        return f"It takes Slack's requests at http://{door.host}:{door.port}/slack/events."
    return "It is connected by Socket Mode."


def explain_start(error: OSError) -> str:
    return f"Drumbeat could not start: {error.strerror or error}. `drumbeat doctor` says what to look at."


def set_up_log(level: str) -> None:
    """Log to stderr. Slack's own libraries quote what people typed, so only their errors are shown."""
    logging.basicConfig(
        level=getattr(logging, level.upper(), logging.INFO),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for name in ("slack_bolt", "slack_sdk", "apscheduler", "aiohttp", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)
