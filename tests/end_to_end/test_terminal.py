"""The commands of the terminal as processes of their own, in good setups and in bad ones."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from typing import NamedTuple

import pytest
from sqlalchemy import update

from storage.tables import queued_message
from tests.end_to_end.conftest import SECRET, OpenTeam
from tests.end_to_end.team import Person, Team, wait_until
from tests.ports import hold_port

PROCESS_SECONDS = 100.0
"""For a process that hangs: only to start it takes a busy machine ten seconds and more."""
OWN = ("SLACK_", "DRUMBEAT_", "DATABASE_")
MONDAY = "2026-11-23T08:30"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Finished(NamedTuple):
    code: int
    out: str
    err: str


def environment(**settings: str) -> dict[str, str]:
    rest = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}  # noqa: TID251
    return {**rest, "PYTHONUNBUFFERED": "1", **settings}


def drumbeat(
    *words: str, cwd: Path | None = None, largest_file: int | None = None, **settings: str
) -> Finished:
    """Run `drumbeat` to its end, with these settings and no others.

    It can write no file of more than `largest_file` bytes, as on a disk that is full.
    """
    command = [sys.executable, "-m", "bot", *words]
    if largest_file is not None:
        command = ["sh", "-c", f'ulimit -f {largest_file // 512} && exec "$@"', "sh", *command]
    done = subprocess.run(
        command,
        env=environment(**settings),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PROCESS_SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Finished(done.returncode, done.stdout, done.stderr)


class Running:
    """A `drumbeat` that stays, until it is told to stop."""

    def __init__(self, *words: str, **settings: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            env=environment(**settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: Queue[str] = Queue()
        self.err = ""
        self._readers = [threading.Thread(target=self._read_out), threading.Thread(target=self._read_err)]
        for reader in self._readers:
            reader.start()

    def _read_out(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def _read_err(self) -> None:
        assert self.process.stderr
        self.err = self.process.stderr.read()

    def says(self) -> str:
        """Return the next line it prints."""
        return self._lines.get(timeout=PROCESS_SECONDS)

    def stops(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        try:
            code = self.process.wait(PROCESS_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        for reader in self._readers:
            reader.join(PROCESS_SECONDS)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        return code


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def starts(*words: str, **settings: str) -> Running:
        running = Running(*words, **settings)
        started.append(running)
        return running

    yield starts
    for running in started:
        running.stops()


@pytest.fixture
def settings(team: Team, story_database: str) -> dict[str, str]:
    """Settings with which everything works."""
    return {
        "SLACK_BOT_TOKEN": team.slack.bot_token,
        "SLACK_APP_TOKEN": team.slack.app_token,
        "SLACK_API_URL": team.slack.api_url,
        "DATABASE_URL": story_database,
    }


# drumbeat run


class TestOverSocketMode:
    @pytest.fixture
    def door(self) -> str:
        return "socket"

    def test_run_joins_works_and_stops_cleanly(
        self,
        team: Team,
        sam: Person,
        settings: dict[str, str],
        start: Callable[..., Running],
    ) -> None:
        team.has_account("Acme", owner=sam)
        team.bot_leaves()
        running = start("run", **settings)
        assert "It is connected by Socket Mode." in running.says()
        assert "✓ Logged for *Acme*: visited the hidden store" in sam.types(
            "/touch acme visited the hidden store"
        )
        assert running.stops() == 0
        assert "Finishing what I hold" in running.says()
        assert "hidden" not in running.err
        assert "Traceback" not in running.err
        assert team.slack.bot_token not in running.err

    def test_doctor_is_content(self, settings: dict[str, str], team: Team) -> None:
        done = drumbeat("doctor", **settings)
        assert done.code == 0, done.out
        assert "The tokens are set, for Socket Mode." in done.out
        assert "Slack answers: Harbour Sales, as drumbeat." in done.out
        assert "Slack accepts the app token." in done.out
        assert "workspaces: Harbour Sales" in done.out
        assert team.slack.bot_token not in done.out

    def test_a_wrong_app_token(self, settings: dict[str, str]) -> None:
        wrong = {**settings, "SLACK_APP_TOKEN": "xapp-wrong"}
        done = drumbeat("run", **wrong)
        assert done.code == 1
        assert "Slack does not accept SLACK_APP_TOKEN (invalid_auth)." in done.err
        assert "Slack refuses the app token (invalid_auth)." in drumbeat("doctor", **wrong).out

    def test_an_answer_cut_short_is_no_traceback(
        self, team: Team, settings: dict[str, str], start: Callable[..., Running]
    ) -> None:
        """Somebody's proxy cut an answer short while the bot started, and they read thirty lines of Python.

        Without the list of people it starts all the same.
        """
        team.bot_leaves()
        team.slack_fails("auth.test", cut_short=True)
        assert "Slack does not answer at" in drumbeat("run", **settings).err
        team.slack_fails("apps.connections.open", cut_short=True)
        assert "Slack does not answer at" in drumbeat("run", **settings).err
        team.slack_fails("users.list", cut_short=True)
        running = start("run", **settings)
        assert "It is connected by Socket Mode." in running.says()
        assert running.stops() == 0


def test_run_over_http_listens_answers_health_and_stops_cleanly(
    team: Team, sam: Person, settings: dict[str, str], start: Callable[..., Running]
) -> None:
    team.has_account("Acme", owner=sam)
    team.bot_leaves()
    place = (team.slack.bot_url or "").split("/")[2]
    by_http = {**settings, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SECRET}
    running = start("run", "--listen", place, **by_http)
    said = running.says()
    assert f"It takes Slack's requests at http://{place}/slack/events." in said
    assert f"Metrics: http://{place}/metrics." in said
    assert "/slack/install" not in said
    connection = HTTPConnection(place, timeout=PROCESS_SECONDS)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()
    assert "✓ Logged for *Acme*" in sam.types("/touch acme visited the hidden store")
    assert running.stops(signal.SIGINT) == 0
    assert "hidden" not in running.err
    assert SECRET not in running.err


def test_where_machines_read_the_log_every_line_is_theirs(
    team: Team, settings: dict[str, str], start: Callable[..., Running]
) -> None:
    """An operator's log reader stumbled over the first and the last line, and DRUMBEAT_LOG was misspelt."""
    team.bot_leaves()
    place = (team.slack.bot_url or "").split("/")[2]
    chosen = {"DRUMBEAT_LOG_FORMAT": "json", "DRUMBEAT_LOG": "loud"}
    by_http = {**settings, **chosen, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SECRET}
    running = start("run", "--listen", place, **by_http)
    wait_until(lambda: answers_health(place), "A door")
    assert running.stops() == 0
    said = [json.loads(line)["message"] for line in running.err.splitlines()]
    assert said[0].startswith("DRUMBEAT_LOG is ‘loud’, which I don't know.")
    assert f"Drumbeat is running. It takes Slack's requests at http://{place}/slack/events." in said[1]
    assert said[-1] == "Finishing what I hold…"


def answers_health(place: str) -> bool:
    connection = HTTPConnection(place, timeout=PROCESS_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except ConnectionRefusedError:
        return False
    finally:
        connection.close()


def test_run_without_tokens_says_what_and_how_in_a_line_each(tmp_path: Path) -> None:
    done = drumbeat("run", cwd=tmp_path)
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 4
    assert "SLACK_BOT_TOKEN=xoxb-…" in done.err
    assert "SLACK_APP_TOKEN=xapp-…" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)."),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack does not answer at http://127.0.0.1:9/api/"),
        ({"DATABASE_URL": "postgresql://u:geheim@127.0.0.1:9/x"}, "The database does not answer"),
        ({"DATABASE_URL": "sqlite:////proc/no/such/place.db"}, "choose another DATABASE_URL"),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_a_bad_setup_is_said_in_a_sentence(
    settings: dict[str, str], changes: dict[str, str], sentence: str
) -> None:
    done = drumbeat("run", **{**settings, **changes})
    assert done.code == 1
    assert sentence in done.err
    assert "geheim" not in done.err


def test_a_port_in_use_is_said_in_a_sentence(team: Team, settings: dict[str, str]) -> None:
    by_http = {**settings, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SECRET}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = drumbeat("run", "--listen", f"127.0.0.1:{port}", **by_http)
    assert done.code == 1
    assert f"Drumbeat can't listen at 127.0.0.1:{port}" in done.err
    assert "Choose another with --listen." in done.err


def test_a_newer_database_is_left_alone(settings: dict[str, str], team: Team) -> None:
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    done = drumbeat("run", **settings)
    assert done.code == 1
    assert "belongs to a newer Drumbeat" in done.err


# drumbeat doctor


def test_doctor_says_how_to_fix_each_thing(tmp_path: Path) -> None:
    done = drumbeat(
        "doctor",
        cwd=tmp_path,
        SLACK_BOT_TOKEN="xoxp-a-persons",
        SLACK_APP_TOKEN="xoxb-mixed-up",
        SLACK_API_URL="slack.com",
        DRUMBEAT_ZONE="Mars/Olympus",
        DATABASE_URL="mysql://x",
    )
    assert done.code == 1
    for words in (
        "SLACK_BOT_TOKEN must begin with xoxb-",
        "SLACK_APP_TOKEN must begin with xapp-",
        "begin it with https://",
        "DRUMBEAT_ZONE names no time zone (Mars/Olympus).",
        "DATABASE_URL names mysql",
    ):
        assert words in done.out
    assert "a-persons" not in done.out
    assert "mixed-up" not in done.out


def test_doctor_makes_no_database(tmp_path: Path) -> None:
    done = drumbeat("doctor", cwd=tmp_path)
    assert f"There is no database at {tmp_path / 'drumbeat.db'} yet" in done.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["queue list", "queue drop --all --yes", "job weekly-nudges", "backup"])
def test_in_the_wrong_folder_nothing_is_made_and_nothing_is_well(tmp_path: Path, words: str) -> None:
    """An operator looked into the queue in another folder and read that all is well, of a new database."""
    done = drumbeat(*words.split(), cwd=tmp_path)
    assert done.code == 1
    assert f"There is no database at {tmp_path / 'drumbeat.db'}. Set DATABASE_URL as for" in done.err
    assert list(tmp_path.iterdir()) == []


def test_doctor_names_what_was_given_up_and_what_is_missing(
    team: Team, sam: Person, settings: dict[str, str]
) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.slack_fails("chat.postMessage", error="invalid_blocks")
    team.clock_moves_to(MONDAY)
    done = drumbeat("doctor", **{**settings, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SECRET})
    assert done.code == 1
    assert "The Monday message to Sam Lee (Harbour Sales), due " in done.out
    assert "refused the message's layout" in done.out


# drumbeat job


def test_the_job_run_twice_sends_once(open_team: OpenTeam, story_database: str) -> None:
    """Complaint 13: by hand, as of a moment, in DRUMBEAT_ZONE; the bot itself is not running."""
    team = open_team(Sam="Europe/Berlin")
    sam = team.person("Sam")
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.bot_leaves()
    settings = {
        "SLACK_BOT_TOKEN": team.slack.bot_token,
        "SLACK_API_URL": team.slack.api_url,
        "DATABASE_URL": story_database,
        "DRUMBEAT_ZONE": "Europe/Berlin",
    }
    early = drumbeat("job", "weekly-nudges", "--at", "2026-11-23T08:29", **settings)
    assert early.code == 0, early.err
    assert "weekly-nudges: 0 new as of 2026-11-23 07:29 UTC." in early.out
    first = drumbeat("job", "weekly-nudges", "--at", MONDAY, **settings)
    assert "weekly-nudges: 1 new as of 2026-11-23 07:30 UTC." in first.out
    assert "Sent 1, dropped 0, given up 0, postponed 0." in first.out
    second = drumbeat("job", "weekly-nudges", "--at", f"{MONDAY}+01:00", **settings)
    assert "weekly-nudges: 0 new as of 2026-11-23 07:30 UTC." in second.out
    assert "Sent 0," in second.out
    assert len(sam.nudges()) == 1


def test_a_job_whose_token_slack_refuses_can_be_run_again(
    team: Team, sam: Person, settings: dict[str, str]
) -> None:
    sam.said_yes()
    team.has_quiet_accounts(sam, "Acme")
    team.bot_leaves()
    done = drumbeat("job", "weekly-nudges", "--at", MONDAY, **{**settings, "SLACK_BOT_TOKEN": "xoxb-wrong"})
    assert "Sent 0, dropped 0, given up 0, postponed 1." in done.out
    assert "`drumbeat doctor` says why something was not sent." in done.out
    done = drumbeat("job", "weekly-nudges", "--at", "2026-11-23T08:45", **settings)
    assert "Sent 1," in done.out
    assert len(sam.nudges()) == 1


def test_a_job_without_a_token_only_queues(settings: dict[str, str]) -> None:
    done = drumbeat("job", "weekly-nudges", **{**settings, "SLACK_BOT_TOKEN": ""})
    assert done.code == 0
    assert "SLACK_BOT_TOKEN is not set: nothing is sent" in done.out


# drumbeat demo


def test_the_demo_prints_its_address_and_forgets_everything(start: Callable[..., Running]) -> None:
    with hold_port() as port:
        running = start("demo", "--no-open", "--port", str(port))
        assert running.says().strip() == f"Drumbeat's playground is ready: http://127.0.0.1:{port}"
        assert drumbeat("demo", "--no-open", "--port", str(port)).code == 1
        assert running.stops() == 0
        assert "Traceback" not in running.err


# Backups


class TestOnPostgresql:
    @pytest.fixture
    def story_database(self, migrated_postgresql: str) -> str:
        return migrated_postgresql

    def test_what_went_out_since_the_dump_is_not_sent_again(
        self, team: Team, sam: Person, settings: dict[str, str]
    ) -> None:
        """PostgreSQL's tools put the row back as it waited, and Sam read Monday's message twice.

        `pg_dump` saw the row while it was ready; here it is put back to that.
        """
        sam.said_yes()
        team.has_quiet_accounts(sam, "Acme")
        team.clock_moves_to(MONDAY)
        assert len(sam.nudges()) == 1
        team.bot_leaves()
        with team.books.everywhere() as connection:
            connection.execute(
                update(queued_message).values(
                    state="ready",
                    due_at=LONG_AGO,
                    next_at=LONG_AGO,
                    attempted_at=None,
                    owner=None,
                    channel=None,
                    ts=None,
                )
            )
        assert "takes neither FILE" in drumbeat("restore", "--settle", "a.dump", **settings).err
        assert "drumbeat restore --settle" in drumbeat("restore", "a.dump", **settings).err
        done = drumbeat("restore", "--settle", "--yes", **settings)
        assert "Messages that may have gone out already are not sent again: 1." in done.out
        assert team.queue() == {"dropped": 1}


def test_a_backup_beside_a_running_bot_and_the_way_back(
    team: Team, sam: Person, settings: dict[str, str], story_database: str, tmp_path: Path
) -> None:
    team.has_account("Acme", owner=sam)
    sam.types("/touch Acme visited store")
    copy = tmp_path / "copy.db"
    made = drumbeat("backup", str(copy), **settings)
    if not story_database.startswith("sqlite"):
        assert "pg_dump" in made.err
        return
    assert "1 account, 1 touch," in made.out
    assert "sound" in made.out
    assert "is there already" in drumbeat("backup", str(copy), **settings).err
    sam.types("/touch Acme called by mistake")
    assert "Stop the bot first" in drumbeat("restore", str(copy), "--yes", **settings).err
    team.bot_leaves()
    team.books.close()
    full = drumbeat("restore", str(copy), "--yes", largest_file=copy.stat().st_size // 2, **settings)
    assert full.code == 1
    assert "The database is as it was" in full.err
    looked = drumbeat("restore", str(copy), "--check", **settings)
    assert looked.out.endswith("Sound.\n")
    restored = drumbeat("restore", str(copy), "--yes", **settings)
    assert "The database of before is" in restored.out, restored
    exported = drumbeat("export", "touches", "-", **settings)
    assert "visited store" in exported.out
    assert "by mistake" not in exported.out
