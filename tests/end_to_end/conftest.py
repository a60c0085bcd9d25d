"""The stage of the stories: a playground, a database, and the unchanged bot, joined by either door."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot import admins, home_refreshing, messenger
from bot.app import Drumbeat, build, read_clock
from bot.commands.demo import read_manifest_file
from bot.gate import Gate
from bot.health import check_database, check_delivery
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.workspace import Person as SlackPerson
from bot.playground.workspace import Workspace
from bot.settings import Settings
from bot.sockets import SocketConnection
from storage.vault import make_key
from tests.end_to_end.team import SALES, Person, Team, slack_id
from tests.ports import hold_port
from tests.threads import leave_no_thread

WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""When every story begins. The next Monday is 23 November."""

SECRET = "the-signing-secret"

SLACKS_PATIENCE_SECONDS = 60.0
"""Slack's is three, but a machine that runs other tests beside may take longer."""

OpenTeam = Callable[..., Team]


@pytest.fixture(autouse=True)
def _patient_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    let_the_bot_wait(monkeypatch, SLACKS_PATIENCE_SECONDS)
    # Whoever reads Home waits until nothing is left to be shown there.
    monkeypatch.setattr(home_refreshing, "PAUSE_SECONDS", 0.01)


def let_the_bot_wait(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the bot wait so long for what it asks Slack while somebody waits for its own answer."""
    for module in (admins, messenger):
        monkeypatch.setattr(module, "PATIENCE_SECONDS", seconds)


class StillClock(MovableClock):
    """Stands still until somebody moves it, but shows no moment twice.

    What a story says of minutes and days is then the same however long the machine takes to play it.
    """

    def now(self) -> datetime:
        with self._lock:
            if self._paused_at is not None:
                self._paused_at += timedelta(microseconds=1)
            return super().now()


def set_clock(start: datetime = WEDNESDAY) -> MovableClock:
    clock = StillClock(read_clock)
    clock.move_to(start, backwards=True)
    clock.pause()
    return clock


def build_workspace(
    zones: dict[str, str], name: str = "Harbour Sales", team_id: str = "T0PLAYGROUND"
) -> Workspace:
    bot = SlackPerson("U0BOT", "drumbeat", "Drumbeat", is_bot=True)
    workspace = Workspace(name, bot, team_id=team_id)
    workspace.views.trigger_seconds = SLACKS_PATIENCE_SECONDS
    for who, zone in zones.items():
        email = f"{who.lower()}@example.com"
        workspace.add_person(SlackPerson(slack_id(who), who.lower(), f"{who} Lee", tz=zone, email=email))
    everybody = [slack_id(who) for who in zones]
    workspace.add_channel("sales", [*everybody, "U0BOT"], channel_id=SALES)
    for person in everybody:
        workspace.direct_messages(person)
    return workspace


@pytest.fixture
def door() -> str:
    """How Slack reaches the bot: "socket" or "http". A story that is told for both asks for each."""
    return "http"


@pytest.fixture
def story_database(request: pytest.FixtureRequest) -> str:
    """SQLite, unless a story asks for the other one."""
    return request.getfixturevalue("migrated_sqlite")


@pytest.fixture
def open_team(door: str, story_database: str) -> Iterator[OpenTeam]:
    """Call it with the zone of each person: `open_team(Sam="Asia/Tokyo")`."""
    # slack-sdk logs an error for each connection that is closed at the other end.
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    with leave_no_thread(), ExitStack() as closing:

        def opens(start: datetime = WEDNESDAY, feed_host: str = "", **zones: str) -> Team:
            workspace, clock = build_workspace(zones), set_clock(start)
            return open_stage(closing, workspace, clock, story_database, door, feed_host=feed_host)

        yield opens


def open_stage(
    closing: ExitStack,
    workspace: Workspace,
    clock: MovableClock,
    database: str,
    door: str,
    *others: Workspace,
    feed_host: str = "",
) -> Team:
    """Open a playground with the bot in its first workspace; into the others it is to be installed."""
    port = closing.enter_context(hold_port())
    slack = PlaygroundServer(
        workspace,
        clock,
        read_manifest_file(),
        bot_url=f"http://127.0.0.1:{port}/slack/events" if door == "http" else None,
        signing_secret=SECRET,
        ack_seconds=SLACKS_PATIENCE_SECONDS,
        event_retries=(0.0, 0.05, 0.05),
    )
    for other in others:
        slack.add_workspace(other)
    slack.start()
    closing.callback(slack.stop)
    settings = Settings(
        fetch_allow=feed_host,
        bot_token=slack.bot_token,
        app_token=slack.app_token if door == "socket" else "",
        signing_secret=SECRET if door == "http" else "",
        database_url=database,
        slack_api_url=slack.api_url,
        client_id=slack.client_id if others else "",
        client_secret=slack.client_secret if others else "",
        secret_key=make_key() if others else "",
    )

    def start_bot() -> tuple[Drumbeat, Callable[[], None]]:
        drumbeat = build(settings, clock.now)
        drumbeat.start()
        gate: Gate | SocketConnection
        if door == "http":
            gate = Gate(
                drumbeat.bolt,
                "127.0.0.1",
                port,
                drumbeat.metrics,
                [check_database(drumbeat.books), check_delivery(drumbeat.metrics)],
                pages=drumbeat.installing.routes if drumbeat.installing is not None else (),
            )
        else:
            gate = SocketConnection(drumbeat.bolt, slack.app_token, slack.api_url, drumbeat.metrics)
        gate.start()
        slack.wait_for_bot()

        def stop_bot() -> None:
            gate.stop()
            drumbeat.stop()

        return drumbeat, stop_bot

    team = Team(slack, start_bot)
    closing.callback(team.bot_leaves)
    return team


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps, both in UTC."""
    return open_team(Sam="UTC", Dana="UTC")


@pytest.fixture
def sam(team: Team) -> Person:
    return team.person("Sam")


@pytest.fixture
def dana(team: Team) -> Person:
    return team.person("Dana")
