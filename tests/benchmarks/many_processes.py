"""Several `drumbeat run` on one PostgreSQL: rate, fairness between workspaces, and what a claim costs.

    uv run python -m tests.benchmarks.many_processes [--rows 20000] [--people 2000] [--workspaces 50]
        [--processes 1 --processes 2 --processes 4] [--playground]

README.md beside this file says how to read the figures.
"""

import asyncio
import json
import resource
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import mean, median

import click
from aiohttp import web
from sqlalchemy import delete, func, insert, select, text

from bot.app import read_clock
from bot.commands.demo import read_manifest_file
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.workspace import Person, Workspace
from jobs.people import WELCOME
from storage.database import Database
from storage.installations import save_installation
from storage.migrations import migrate
from storage.queue import claim_due
from storage.records import QueueState
from storage.tables import queued_message, rep
from storage.vault import Vault, make_key
from storage.workspaces import join_workspace
from tests.benchmarks.own_postgresql import own_postgresql
from tests.benchmarks.own_processes import OwnProcess, describe_machine, python

CLAIMS = 60
PATIENCE_SECONDS = 1800


class CountingSlack:
    """Answers what the delivery asks, as fast as it can, and remembers who was told what."""

    def __init__(self) -> None:
        self.posts: Counter[tuple[str, str]] = Counter()
        """How often each key was posted, with the token that posted it."""
        self.url = ""
        self._numbers = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True).start()
        ready.wait(10)

    async def _serve(self, ready: threading.Event) -> None:
        application = web.Application()
        application.add_routes([web.post("/api/{method}", self._answer)])
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        ready.set()
        await asyncio.Event().wait()

    async def _answer(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if request.content_type == "application/json":
            asked = await request.json()
        else:
            asked = dict(await request.post())
        if request.match_info["method"] == "conversations.open":
            return web.json_response({"ok": True, "channel": {"id": f"D{asked['users']}"}})
        metadata = asked["metadata"]
        metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
        self.posts[metadata["event_payload"]["key"], token] += 1
        self._numbers += 1
        stamp = f"{time.time():.6f}"  # noqa: TID251 (Slack's own clock)
        return web.json_response({"ok": True, "channel": asked["channel"], "ts": stamp})


class Playground:
    """The playground with all these workspaces in it."""

    def __init__(self, teams: Sequence[str], people: int) -> None:
        workspaces = [_people_workspace(team, people) for team in teams]
        self._server = PlaygroundServer(
            workspaces[0],
            MovableClock(read_clock),
            read_manifest_file(),
            bot_url="http://127.0.0.1:9/slack/events",
        )
        for workspace in workspaces[1:]:
            self._server.add_workspace(workspace)

    def start(self) -> dict[str, str]:
        """Start it and return the token of each team."""
        self._server.start()
        teams = self._server.teams
        return {team.workspace.team_id: teams.install(team) for team in teams}

    @property
    def url(self) -> str:
        return self._server.api_url

    @property
    def posts(self) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for team in self._server.teams:
            for messages in team.workspace.messages.values():
                for message in messages:
                    key = (message.metadata or {})["event_payload"]["key"]
                    found[key, team.bot_token or ""] += 1
        return found

    def forget(self) -> None:
        for team in self._server.teams:
            self._server.run_inside(team.workspace.messages.clear)


def _people_workspace(team: str, people: int) -> Workspace:
    workspace = Workspace(team, Person("U0BOT", "drumbeat", "Drumbeat", is_bot=True), team_id=team)
    for number in range(people):
        workspace.add_person(Person(f"U{number}", f"user{number}", f"User {number}"))
    return workspace


@click.command()
@click.option("--rows", default=20_000, show_default=True)
@click.option("--people", default=2_000, show_default=True)
@click.option("--workspaces", default=50, show_default=True)
@click.option("--processes", multiple=True, default=(1, 2, 4), show_default=True, help="0: only the claims.")
@click.option(
    "--playground", is_flag=True, help="Against the playground instead of a Slack that only counts."
)
@click.option("--claims/--no-claims", default=True, help="Measure what a claim costs, too.")
def main(
    rows: int, people: int, workspaces: int, processes: Sequence[int], *, playground: bool, claims: bool
) -> None:
    """Print rate, fairness and CPU time for each number of processes, then what a claim costs."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(own_postgresql(folder))
        books = Database(url)
        stack.callback(books.close)
        migrate(books)
        teams = [f"T{number:03d}" for number in range(workspaces)]
        key, slack, tokens = make_key(), CountingSlack(), {team: f"xoxb-{team}" for team in teams}
        if playground:
            slack = Playground(teams, people // workspaces)
            tokens = slack.start()
        else:
            slack.start()
        homes = _settle(books, Vault(key), tokens, people // workspaces)
        environment = {
            "DATABASE_URL": url,
            "SLACK_API_URL": slack.url,
            "SLACK_SIGNING_SECRET": "s",
            "DRUMBEAT_SECRET_KEY": key,
            "DRUMBEAT_LOG": "warning",
        }
        idle = _measure_idle(environment) if any(processes) else 0.0
        for number in filter(None, processes):
            print(f"{number} processes, {describe_machine()}", flush=True)
            _deliver(books, homes, rows, people // workspaces, number, environment, slack, idle, tokens)
        if claims:
            for queued in (1_000, 10_000, 100_000):
                _claim(books, homes, queued, people // workspaces)


def _settle(books: Database, vault: Vault, tokens: dict[str, str], people: int) -> dict[int, str]:
    """Make the workspaces with their people and tokens, and return the token of each."""
    now, homes = read_clock(), {}
    for team, token in tokens.items():
        with books.everywhere() as connection:
            home = join_workspace(connection, team, team, now).id
        with books.transaction(home) as transaction:
            save_installation(
                transaction,
                locked_token=vault.lock(token),
                bot_user_id="U0BOT",
                scopes="chat:write",
                installed_by=None,
                now=now,
            )
            transaction.connection.execute(
                insert(rep),
                [
                    {
                        "workspace": home,
                        "name": f"User {number}",
                        "folded_name": f"user {number}",
                        "slack_id": f"U{number}",
                    }
                    for number in range(people)
                ],
            )
        homes[home] = token
    return homes


def _queue(books: Database, homes: dict[int, str], rows: int, people: int) -> None:
    """Queue messages that are all due now, one workspace after the other, as the timetable does."""
    now = read_clock()
    each = rows // len(homes)
    with books.everywhere() as connection:
        connection.execute(delete(queued_message))
        connection.execute(
            insert(queued_message),
            [
                {
                    "workspace": home,
                    "key": f"benchmark {number}",
                    "kind": WELCOME,
                    "recipient": f"U{number % people}",
                    "facts": {"name": "User", "weekday": 0, "time": "08:30"},
                    "due_at": now,
                    "useful_until": now + timedelta(days=2),
                    "next_at": now,
                    "place": number // people,
                    "state": QueueState.READY.value,
                    "token": secrets.token_urlsafe(16),
                }
                for home in homes
                for number in range(each)
            ],
        )
    with books.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE queued_message"))


@contextmanager
def _running(number: int, environment: dict[str, str]) -> Iterator[None]:
    bots = [
        OwnProcess(python("-m", "bot", "run", "--listen", "127.0.0.1:0"), environment) for _ in range(number)
    ]
    try:
        for bot in bots:
            bot.wait_for_line("is running", 60)
        yield
    finally:
        for bot in bots:
            bot.stop()


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measure_idle(environment: dict[str, str]) -> float:
    """Return the CPU seconds of starting and stopping one process."""
    before = _spent()
    with _running(1, environment):
        pass
    return _spent() - before


def _deliver(  # noqa: PLR0917 (a script's step)
    books: Database,
    homes: dict[int, str],
    rows: int,
    people: int,
    number: int,
    environment: dict[str, str],
    slack: "CountingSlack | Playground",
    idle: float,
    tokens: dict[str, str],
) -> None:
    if isinstance(slack, Playground):
        slack.forget()
    else:
        slack.posts.clear()
    before = _spent()
    with _running(number, environment):
        _queue(books, homes, rows, people)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while _count_done(books) < rows and time.monotonic() < deadline:
            time.sleep(0.5)
    spent = _spent() - before - idle * number
    with books.everywhere() as connection:
        found = connection.execute(
            select(queued_message.c.workspace, queued_message.c.token, queued_message.c.ts)
        ).all()
    posts = slack.posts
    twice = sum(times - 1 for times in posts.values())
    lost = sum((row.token, homes[row.workspace]) not in posts for row in found)
    strange = len(posts) - sum((row.token, homes[row.workspace]) in posts for row in found)
    moments = sorted((float(row.ts), row.workspace) for row in found if row.ts)
    began, ended = moments[0][0], moments[-1][0]
    half = Counter(home for _, home in moments[: len(moments) // 2])
    share = rows / len(homes)
    finished = {home: max(at for at, each in moments if each == home) - began for home in homes}
    print(
        f"  {rows / (ended - began):,.0f} a second; {spent / rows * 1000:.2f} ms of CPU time each; "
        f"lost {lost}, twice {twice}, to another workspace {strange}\n"
        f"  half done: between {min(half[home] for home in homes) / share:.0%} and "
        f"{max(half[home] for home in homes) / share:.0%} of each workspace; the last one was finished "
        f"after {max(finished.values()) / mean(finished.values()):.2f} of the mean time",
        flush=True,
    )


def _count_done(books: Database) -> int:
    with books.reading_everywhere() as connection:
        return connection.execute(
            select(func.count()).where(queued_message.c.state == QueueState.DONE.value)
        ).scalar_one()


def _claim(books: Database, homes: dict[int, str], rows: int, people: int) -> None:
    """Claim batches out of so many, each for good, and print what one takes."""
    _queue(books, homes, rows, people)
    taken: list[float] = []
    for _ in range(min(CLAIMS, rows // 40)):
        now, started = read_clock(), time.perf_counter()
        with books.everywhere() as connection:
            claimed = claim_due(connection, now=now, owner="benchmark", most=20)
        taken.append(time.perf_counter() - started)
        assert claimed
    print(f"claiming 20 of {rows:,}: {median(taken) * 1000:.1f} ms (median of {len(taken)})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
