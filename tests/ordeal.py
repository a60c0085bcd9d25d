"""A queue, bots in processes of their own that may die, and a Slack that counts what stands in it."""

import multiprocessing
import random
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.app import read_clock
from bot.commands.demo import read_manifest_file
from bot.playground import web_api
from bot.playground.api_calls import ApiCall
from bot.playground.json_parts import Json
from bot.playground.movable_clock import MovableClock
from bot.playground.refusals import Refused
from bot.playground.server import PlaygroundServer
from bot.playground.troubles import Troubles
from bot.playground.workspace import Message, Person, Workspace
from bot.settings import Settings
from jobs.people import WELCOME
from storage.database import Database
from storage.queue import enqueue
from storage.queue_depths import count_by_state
from storage.records import NewMessage, QueueState
from storage.reps import add_rep, find_rep_by_slack_id
from storage.tables import queued_message
from storage.workspaces import join_workspace
from tests.doomed_bot import SPEED, run_doomed

_PROCESSES = multiprocessing.get_context("forkserver")
# The imports take longer than all the rest; a process that has made them hands out copies of itself.
_PROCESSES.set_forkserver_preload(["tests.doomed_bot"])
UNFINISHED = (QueueState.READY, QueueState.BUSY, QueueState.SENDING)


class Ordeal:
    """One workspace whose messages go out through bots that come and go. `since` is when it began."""

    def __init__(self, database_url: str, people: int, log: Path, troubles: Troubles | None = None) -> None:
        self.since = read_clock()
        self.books = Database(database_url)
        self._url = database_url
        self._log = log
        self._draw = random.Random(4)
        self.people = [f"U0REP{number:05}" for number in range(people)]
        self.slack = PlaygroundServer(
            build_workspace(self.people), MovableClock(read_clock), read_manifest_file(), troubles=troubles
        )
        self.slack.start()
        self.bots: list[ForkServerProcess] = []
        self.deaths = 0
        with self.books.everywhere() as connection:
            team = self.slack.workspace
            self.workspace = join_workspace(connection, team.team_id, team.team_name, self.since).id
        with self.books.transaction(self.workspace) as transaction:
            for slack_id in self.people:
                if find_rep_by_slack_id(transaction, slack_id) is None:
                    add_rep(transaction, f"Rep {slack_id[-5:]}", slack_id=slack_id)
        self._queued = 0

    def queue(self, number: int) -> None:
        """Queue so many messages, due now, for people in turn."""
        with self.books.transaction(self.workspace) as transaction:
            for position in range(self._queued, self._queued + number):
                slack_id = self.people[position % len(self.people)]
                enqueue(
                    transaction,
                    NewMessage(
                        key=f"message {position}",
                        kind=WELCOME,
                        recipient=slack_id,
                        facts={"name": f"Rep {slack_id[-5:]}", "weekday": 0, "time": "08:30"},
                        due_at=self.since,
                        useful_until=self.since + timedelta(days=7),
                    ),
                )
        self._queued += number

    # The bots

    @property
    def settings(self) -> Settings:
        """What a bot needs to know."""
        return Settings(
            bot_token=self.slack.bot_token,
            app_token=self.slack.app_token,
            database_url=self._url,
            slack_api_url=self.slack.api_url,
        )

    def start_bot(self, point: str | None = None, times: int = 1, speed: float = SPEED) -> ForkServerProcess:
        """Start a bot; with a point it dies when it has come there so often."""
        told = (self.settings, self.since, self._log, point, times)
        bot = _PROCESSES.Process(target=run_doomed, args=told, kwargs={"speed": speed})
        bot.start()
        self.bots.append(bot)
        return bot

    def wait_for_death(self, bot: ForkServerProcess, seconds: float = 200) -> None:
        """Wait until a bot has been killed."""
        bot.join(seconds)
        assert bot.exitcode == -signal.SIGKILL, self._log.read_text()
        self.deaths += 1
        self.bots.remove(bot)

    def kill(self, bot: ForkServerProcess) -> None:
        """End a bot as a crash would."""
        bot.kill()
        bot.join(60)
        self.deaths += 1
        self.bots.remove(bot)

    def stop(self) -> None:
        """Let the bots finish what they hold, and close Slack and the books."""
        for bot in self.bots:
            bot.terminate()
        for bot in self.bots:
            bot.join(60)
            bot.kill()
        self.slack.stop()
        self.books.close()

    # What it came to

    def count_unfinished(self) -> int:
        with self.books.everywhere() as connection:
            states = count_by_state(connection)
        return sum(states.get(state.value, 0) for state in UNFINISHED)

    def count_states(self) -> dict[str, int]:
        with self.books.everywhere() as connection:
            return count_by_state(connection)

    def read_posted(self) -> dict[str, list[str]]:
        """Return the opaque keys that stand in Slack, by person, in the order in which they came."""

        def read() -> dict[str, list[str]]:
            workspace = self.slack.workspace
            found: dict[str, list[str]] = {}
            for channel in workspace.channels.values():
                if channel.kind == "im":
                    (person,) = channel.members - {workspace.bot.id}
                    posted = workspace.lasting_messages(channel.id)
                    found[person] = [_read_key(message) for message in posted if message.metadata]
            return found

        return self.slack.run_inside(read)

    def find_faults(self) -> dict[str, int]:
        """Return how many messages are lost, twice there, out of their order, or noted wrongly.

        One that still waits is neither lost nor noted yet.
        """
        with self.books.everywhere() as connection:
            rows = connection.execute(
                queued_message.select().order_by(queued_message.c.due_at, queued_message.c.id)
            ).all()
        posted = self.read_posted()
        counts = Counter(key for keys in posted.values() for key in keys)
        ended = [row for row in rows if row.next_at is None]
        wanted: dict[str, list[str]] = {}
        for row in rows:
            wanted.setdefault(row.recipient, []).append(row.token)
        return {
            "lost": sum(counts[row.token] == 0 for row in ended),
            "twice": sum(count > 1 for count in counts.values()),
            "out of order": sum(
                list(dict.fromkeys(posted.get(person, []))) != [each for each in tokens if counts[each]]
                for person, tokens in wanted.items()
            ),
            "not noted as sent": sum(row.state != QueueState.DONE.value or row.ts is None for row in ended),
        }


def _read_key(message: Message) -> str:
    return str((message.metadata or {}).get("event_payload", {}).get("key"))


def build_workspace(people: list[str]) -> Workspace:
    """Return a pretend workspace with these people in it."""
    workspace = Workspace("Harbour Sales", Person("U0BOT", "drumbeat", "Drumbeat", is_bot=True))
    for slack_id in people:
        workspace.add_person(Person(slack_id, slack_id.lower(), f"Rep {slack_id[-5:]}", tz="UTC"))
    return workspace


class DeadlyPost:
    """Slack's chat.postMessage, which can be made to kill the bot that calls it, before or after it posts."""

    def __init__(self) -> None:
        self._method = web_api.METHODS["chat.postMessage"]
        self._kill: Callable[[], None] | None = None
        self._posts_first = False

    def install(self) -> None:
        web_api.METHODS["chat.postMessage"] = type(self._method)(
            self._answer, self._method.status, self._method.note, self._method.caller, self._method.scope
        )

    def remove(self) -> None:
        web_api.METHODS["chat.postMessage"] = self._method

    def kill_at_next_post(self, bot: ForkServerProcess, *, posts_first: bool) -> None:
        """Kill this bot when the next post arrives; it may not be the one that posts."""
        self._posts_first = posts_first
        self._kill = bot.kill

    def _answer(self, call: ApiCall) -> Json:
        kill, self._kill = self._kill, None
        if kill is None:
            return self._method.handler(call)
        if self._posts_first:
            answer = self._method.handler(call)
            kill()
            return answer
        kill()
        # The one who called is gone, and Slack had not begun with it.
        raise Refused("service_unavailable")
