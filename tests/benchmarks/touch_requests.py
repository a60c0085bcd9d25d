"""Signed `/touch` requests against `drumbeat run`, and against Bolt apps that only acknowledge.

    uv run python tests/benchmarks/touch_requests.py [--rounds 5] [--seconds 0.7] [--postgresql]

Everything runs on loopback in processes of its own. README.md beside this file says how to read the table.
"""

import json
import shutil
import subprocess
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import click
from load import Job, Seen
from own_postgresql import own_postgresql
from own_processes import OwnProcess, describe_machine, python
from seeded_team import Team, seed_team
from sqlalchemy import func, select, text

from storage.database import Database
from storage.tables import touch

CLIENTS = (1, 8, 32)
ACCOUNTS = 1_000
TOUCHES = 50_000
REPS = 20
SECRET = "0123456789abcdef0123456789abcdef"
MOST_REQUESTS = 4_000
"""In one measurement; more than any of the servers gets through in its time."""

DRUMBEAT = "Drumbeat"
ON_POSTGRESQL = "Drumbeat on PostgreSQL"
INLINE = "Bare Bolt, inline"
DEFAULT = "Bare Bolt, default"
GUNICORN_INLINE = "Bare Bolt, inline, gunicorn"
GUNICORN_DEFAULT = "Bare Bolt, default, gunicorn"


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes requests."""

    name: str
    port: int
    must_say: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement of one target with so many clients."""

    rate: float
    p50: float
    p99: float


@click.command()
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=0.7, show_default=True, help="For each measurement.")
@click.option("--clients", default=CLIENTS, multiple=True, help="Numbers of connections, one option each.")
@click.option("--postgresql", is_flag=True, help="Measure Drumbeat on PostgreSQL too.")
@click.option("--gunicorn/--no-gunicorn", default=True, help="Measure the bare apps under gunicorn too.")
def main(rounds: int, seconds: float, clients: tuple[int, ...], *, postgresql: bool, gunicorn: bool) -> None:
    """Measure `/touch` over HTTP."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="beat", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        environment = _start_slack(stack)
        url = f"sqlite:///{folder / 'drumbeat.db'}"
        team = _seed(url)
        bots = {DRUMBEAT: (_start_bot(stack, url, environment), url)}
        if postgresql:
            url = stack.enter_context(own_postgresql(folder))
            _seed(url)
            bots[ON_POSTGRESQL] = (_start_bot(stack, url, environment), url)
        targets = [Target(name, port, "Logged for") for name, ((_, port), _) in bots.items()]
        targets += [
            Target(INLINE, _start_bare(stack, "inline", environment)),
            Target(DEFAULT, _start_bare(stack, "default", environment)),
        ]
        if gunicorn:
            targets += _start_gunicorns(stack, environment)
        results, acknowledged = _measure(targets, team, rounds, seconds, clients)
        _print_table(targets, results, clients)
        for name, ((bot, _), url) in bots.items():
            # Killed, not stopped: what it acknowledged must be in the database at that very moment.
            bot.kill()
            _check_stored(name, url, acknowledged[name])


def _start_slack(stack: ExitStack) -> dict[str, str]:
    slack = OwnProcess(python("slack_stand_in.py"))
    stack.callback(slack.stop)
    ready = slack.wait_for_line(r"^ready (\S+) (\S+)")
    return {"SLACK_API_URL": ready[1], "SLACK_BOT_TOKEN": ready[2], "SLACK_SIGNING_SECRET": SECRET}


def _seed(url: str) -> Team:
    books = Database(url)
    now = datetime.now(UTC)  # noqa: TID251 (requests are logged as of now, and the history lies before it)
    team = seed_team(books, reps=REPS, accounts=ACCOUNTS, touches=TOUCHES, now=now)
    books.close()
    return team


def _start_bot(stack: ExitStack, url: str, environment: dict[str, str]) -> tuple[OwnProcess, int]:
    bot = OwnProcess(
        python("-m", "bot", "run", "--listen", "127.0.0.1:0"), {**environment, "DATABASE_URL": url}
    )
    stack.callback(bot.stop)
    return bot, int(bot.wait_for_line(r"at http://127\.0\.0\.1:(\d+)/slack/events")[1])


def _start_bare(stack: ExitStack, mode: str, environment: dict[str, str]) -> int:
    bare = OwnProcess(python("bare_apps.py", mode), environment)
    stack.callback(bare.stop)
    return int(bare.wait_for_line(r"^ready http://127\.0\.0\.1:(\d+)")[1])


def _start_gunicorns(stack: ExitStack, environment: dict[str, str]) -> list[Target]:
    targets: list[Target] = []
    for name, factory in ((GUNICORN_INLINE, "inline"), (GUNICORN_DEFAULT, "default")):
        command = (
            "uv run --with gunicorn gunicorn --worker-class gthread --workers 1 --threads 8 --keep-alive 60"
            " --no-control-socket"
            f" --bind 127.0.0.1:0 bare_apps:{factory}_application()"
        )
        server = OwnProcess(command.split(), environment)
        stack.callback(server.stop)
        try:
            port = int(server.wait_for_line(r"Listening at: http://127\.0\.0\.1:(\d+)", 30)[1])
        except (RuntimeError, OSError):
            print("Skipped the bare apps under gunicorn: it could not be had.")
            return []
        targets.append(Target(name, port))
    return targets


def _measure(
    targets: list[Target], team: Team, rounds: int, seconds: float, clients: tuple[int, ...]
) -> tuple[dict[tuple[str, int], list[Measured]], dict[str, list[str]]]:
    """Take turns, because a shared machine is faster in one minute than in the next."""
    results: dict[tuple[str, int], list[Measured]] = defaultdict(list)
    acknowledged: dict[str, list[str]] = defaultdict(list)
    for target in targets:
        _send(target, team, clients=4, seconds=0.4, prefix=f"warm.{target.port}")
    for turn in range(rounds):
        for number in clients:
            first = turn % len(targets)
            for target in targets[first:] + targets[:first]:
                prefix = f"{target.port}.{turn}.{number}"
                seen = _send(target, team, clients=number, seconds=seconds, prefix=prefix)
                acknowledged[target.name] += seen.acknowledged
                times = sorted(seen.times)
                results[target.name, number].append(
                    Measured(len(times) / seen.elapsed, times[len(times) // 2], times[int(len(times) * 0.99)])
                )
    return results, acknowledged


def _send(target: Target, team: Team, *, clients: int, seconds: float, prefix: str) -> Seen:
    job = Job(
        port=target.port,
        secret=SECRET,
        team_id="T0PLAYGROUND",
        accounts=team.names,
        people=team.people,
        clients=clients,
        seconds=seconds,
        most=MOST_REQUESTS,
        prefix=prefix,
        must_say=target.must_say,
    )
    done = subprocess.run(
        python("load.py"),
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parent,
    )
    seen = Seen(**json.loads(done.stdout))
    if seen.wrong:
        raise SystemExit(f"{target.name}: {len(seen.wrong)} answers were wrong, first {seen.wrong[0]}")
    return seen


def _print_table(
    targets: list[Target], results: dict[tuple[str, int], list[Measured]], clients: tuple[int, ...]
) -> None:
    print(describe_machine())
    print(
        f"{'':29}{'clients':>8}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'÷ inline':>10}{'÷ default':>11}"
    )
    for number in clients:
        for target in targets:
            runs = results[target.name, number]
            p50, p99 = (
                median(times) * 1000 for times in zip(*((run.p50, run.p99) for run in runs), strict=True)
            )
            print(
                f"{target.name:29}{number:8}{median(run.rate for run in runs):12.0f}{p50:9.2f}{p99:9.2f}"
                f"{_ratio(runs, results[INLINE, number]):10.2f}{_ratio(runs, results[DEFAULT, number]):11.2f}"
            )
        print()


def _ratio(runs: list[Measured], others: list[Measured]) -> float:
    """Return the median of the ratios within each round, which a slow minute does not move."""
    return median(run.rate / other.rate for run, other in zip(runs, others, strict=True))


def _check_stored(name: str, url: str, acknowledged: list[str]) -> None:
    """Every acknowledged touch is there, once."""
    books = Database(url)
    with books.everywhere() as connection:
        rows = connection.execute(
            select(touch.c.request, func.count())
            .where(touch.c.request.is_not(None))
            .group_by(touch.c.request)
        ).all()
        stored: dict[str, int] = dict(rows)
        if books.is_sqlite:
            mode = connection.execute(text("PRAGMA journal_mode")).scalar_one()
            synchronous = connection.execute(text("PRAGMA synchronous")).scalar_one()
            sync = f"journal_mode={mode}, synchronous={synchronous} (2 is FULL)"
        else:
            sync = f"synchronous_commit={connection.execute(text('SHOW synchronous_commit')).scalar_one()}"
    books.close()
    missing = [request for request in acknowledged if stored.get(request) != 1]
    if missing or len(set(acknowledged)) != len(acknowledged):
        raise SystemExit(f"{name}: {len(missing)} acknowledged touches are not stored exactly once.")
    print(f"{name}: killed; all {len(acknowledged):,} acknowledged touches are stored once; {sync}.")


if __name__ == "__main__":
    main()
