"""`drumbeat demo`: the bot and a stand-in for Slack on localhost, in the browser, without an account."""

import shutil
import signal
import tempfile
import threading
import webbrowser
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, cast

import click

from bot.app import Drumbeat, build, read_clock
from bot.books import open_books
from bot.logs import set_up_log
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.story import build_workspace, fill_books
from bot.playground.story_colleagues import Colleagues
from bot.playground.story_news import FEEDS as STORY_FEEDS
from bot.playground.story_news import FEEDS_AT, SEARCH_AT
from bot.settings import Settings, forget_proxies
from bot.sockets import SocketConnection
from jobs.rules.feeds import BING, GOOGLE
from jobs.rules.web_addresses import AllowedHosts, read_allowed_hosts

SLACKS_PATIENCE = 3.0


@click.command()
@click.option("--port", default=8765, show_default=True, help="Where the page is; 0 takes any free port.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in the browser.")
@click.option(
    "--patience",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=SLACKS_PATIENCE,
    show_default=True,
    help="How long the bot may take to answer, and to open a form: Slack's time, or more on a slow computer.",
)
def demo(port: int, *, open_page: bool, patience: float) -> None:
    """Try Drumbeat in the browser, with a sales team made up for it. Nothing leaves this computer.

    The clock on the page can be moved, so that Monday morning is one click away. Everything is forgotten
    when the demo ends.
    """
    set_up_log("warning")
    forget_proxies()
    folder = Path(tempfile.mkdtemp(prefix="drumbeat-demo-"))
    enough = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        enough.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    playground, drumbeat, connection, colleagues = None, None, None, None
    try:
        playground = open_playground(port, patience)
        drumbeat = build_bot(playground, f"sqlite:///{folder / 'demo.db'}")
        drumbeat.start()
        connection = SocketConnection(
            drumbeat.bolt, playground.app_token, playground.api_url, drumbeat.metrics
        )
        connection.start()
        playground.wait_for_bot()
        colleagues = Colleagues(
            playground.url, playground.workspace.channel("sales").id, playground.list_readers
        )
        colleagues.start()
        click.echo(f"Drumbeat's playground is ready: {playground.url}")
        click.echo("Stop it with Ctrl+C; everything is forgotten then.")
        if open_page:
            webbrowser.open(playground.url)
        enough.wait()
    except OSError as error:
        raise click.ClickException(
            f"The demo could not start: {error.strerror or error}. Try another port: drumbeat demo --port 0."
        ) from None
    finally:
        if colleagues is not None:
            colleagues.stop()
        if connection is not None:
            connection.stop()
        if drumbeat is not None:
            drumbeat.stop()
        if playground is not None:
            playground.stop()
        shutil.rmtree(folder, ignore_errors=True)


def open_playground(port: int, patience: float = SLACKS_PATIENCE) -> PlaygroundServer:
    """Start the stand-in for Slack with the story's people in it; the bot has so many seconds to answer."""
    clock = MovableClock(read_clock)
    workspace = build_workspace(clock.now())
    workspace.views.trigger_seconds = patience
    playground = PlaygroundServer(workspace, clock, read_manifest_file(), port=port, ack_seconds=patience)
    playground.start()
    return playground


def build_bot(playground: PlaygroundServer, database_url: str) -> Drumbeat:
    """Put the unchanged bot together: only its addresses and its clock are the playground's."""
    books = open_books(database_url)
    fill_books(books, playground.workspace.team_id, playground.clock.now(), playground.url)
    books.close()
    drumbeat = build(
        Settings(
            bot_token=playground.bot_token,
            app_token=playground.app_token,
            slack_api_url=playground.api_url,
            database_url=database_url,
        ),
        playground.clock.now,
        allow_own_feeds(playground.url),
    )
    playground.clock.subscribe(lambda _now: follow_clock(drumbeat))
    return drumbeat


def allow_own_feeds(url: str) -> AllowedHosts:
    """Return the hosts that a playground asks for feeds: itself alone, as nothing leaves the computer.

    It answers itself for the search engines.
    """
    own = read_allowed_hosts([url.partition("://")[2]])
    working = next(feed for feed in reversed(STORY_FEEDS) if not feed.broken)
    example = f"{url}{FEEDS_AT}/{working.name}"
    search = f"{url}{SEARCH_AT}?q="
    return replace(
        own,
        why_no_others=f"The playground asks only its own feeds, such as {example}.",
        stand_ins=((GOOGLE, search), (BING, search)),
    )


def follow_clock(drumbeat: Drumbeat) -> None:
    """The clock was moved: look at once what is due, and what Home shows on that day."""
    drumbeat.around.look_at_feeds_soon()
    drumbeat.around.deliver_soon()
    drumbeat.homes.mark_all_stale()


def read_manifest_file() -> dict[str, Any]:
    """Return the app's manifest: beside the packages in a checkout, inside `bot` when installed."""
    import yaml  # noqa: PLC0415 (only the playground reads it)

    inside = Path(__file__).parents[1] / "manifest.yml"
    path = inside if inside.exists() else Path(__file__).parents[2] / "manifest.yml"
    return cast("dict[str, Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
