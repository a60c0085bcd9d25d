"""Socket Mode against the playground, with everything that goes wrong on a wire."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.commands.demo import read_manifest_file
from bot.metrics import Metrics
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.sockets import SocketMode
from bot.playground.visitor import Visitor
from bot.playground.workspace import Person, Workspace
from bot.sockets import SocketConnection
from tests.threads import leave_no_thread, wait_until

Json = dict[str, Any]
PATIENCE_SECONDS = 30.0


class Stage:
    """A playground, a Bolt app that counts what it hears, and its connection."""

    def __init__(self, ping_seconds: float) -> None:
        self._ping_seconds = ping_seconds
        workspace = Workspace("Harbour Sales", Person("U0BOT", "drumbeat", "Drumbeat", is_bot=True))
        workspace.add_person(Person("U0SAM", "sam", "Sam Lee"))
        workspace.add_channel("sales", ["U0SAM", "U0BOT"], channel_id="C0SALES")
        clock = MovableClock(lambda: datetime(2026, 11, 18, 10, 0, tzinfo=UTC))
        self.slack = PlaygroundServer(
            workspace,
            clock,
            read_manifest_file(),
            ack_seconds=PATIENCE_SECONDS,
            event_retries=(0.0, 0.05, 0.05),
        )
        self.slack.start()
        self.sam = Visitor(self.slack.url, "U0SAM", PATIENCE_SECONDS)
        self.bolt = App(
            client=WebClient(token=self.slack.bot_token, base_url=self.slack.api_url),
            process_before_response=True,
            token_verification_enabled=False,
        )
        self.heard: list[str] = []
        self.go_on = threading.Event()
        self.working = threading.Event()
        self.go_on.set()

        @self.bolt.command("/touch")
        def touch(ack: Ack, command: Json) -> None:
            self.heard.append(command["text"])
            self.working.set()
            self.go_on.wait(PATIENCE_SECONDS)
            ack(text=f"Logged: {command['text']}")

        self.metrics = Metrics()
        self.connection = self.connect()

    def connect(self, app_token: str | None = None) -> SocketConnection:
        return SocketConnection(
            self.bolt,
            app_token or self.slack.app_token,
            self.slack.api_url,
            self.metrics,
            ping_seconds=self._ping_seconds,
        )

    def reads(self) -> list[str]:
        return [each["text"] for each in self.sam.messages("C0SALES")]

    def figure(self, line: str) -> float:
        found = [each for each in self.metrics.render().decode().splitlines() if each.startswith(line)]
        return sum(float(each.rsplit(" ", 1)[1]) for each in found)

    def count_unanswered(self) -> int:
        """How many envelopes Slack has sent and waits for the answers to."""
        sockets = self.slack.sockets
        assert sockets is not None
        return self.slack.run_inside(lambda: sum(len(each.waiting) for each in sockets._connections))

    def types_meanwhile(self, text: str) -> tuple[threading.Thread, list[Json]]:
        answers: list[Json] = []
        typing = threading.Thread(target=lambda: answers.append(self.sam.command("C0SALES", text)))
        typing.start()
        return typing, answers


@pytest.fixture
def ping_seconds() -> float:
    """So long that no machine is slow enough to be taken for a dead one."""
    return PATIENCE_SECONDS


@pytest.fixture
def stage(ping_seconds: float) -> Iterator[Stage]:
    with leave_no_thread(), ExitStack() as closing:
        opened = Stage(ping_seconds)
        closing.callback(opened.slack.stop)
        closing.callback(opened.connection.stop)
        closing.callback(opened.go_on.set)
        opened.connection.start()
        opened.slack.wait_for_bot()
        yield opened


def test_an_answer_larger_than_64_kilobytes_arrives_whole(stage: Stage) -> None:
    """slack_sdk's own writer of frames packs the length into sixteen bits, and breaks there."""

    @stage.bolt.command("/drumbeat")
    def answer_at_length(ack: Ack) -> None:
        text = {"type": "mrkdwn", "text": "ä" * 2900}
        ack(text="Much", blocks=[{"type": "section", "text": text}] * 50)

    assert stage.sam.command("C0SALES", "/drumbeat") == {"ok": True}
    [answer] = stage.sam.messages("C0SALES")
    assert len(json.dumps(answer["blocks"])) > 2**17


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
def test_slack_calls_a_connection_in_and_no_command_is_lost(stage: Stage, reason: str) -> None:
    """What is under way on the old connection is answered, and the new one stands before the old one ends."""
    stage.go_on.clear()
    typing, answers = stage.types_meanwhile("/touch before")
    assert stage.working.wait(PATIENCE_SECONDS)
    stage.slack.refresh_connections(reason)
    stage.slack.wait_for_bot()
    assert stage.connection.connected
    stage.go_on.set()
    typing.join()
    assert answers == [{"ok": True}]
    assert stage.sam.command("C0SALES", "/touch after") == {"ok": True}
    assert stage.heard == ["before", "after"]
    assert stage.figure(f'drumbeat_socket_mode_reconnects_total{{reason="{reason}"}}') == 1


@pytest.mark.parametrize("ping_seconds", [0.4])
@pytest.mark.parametrize("trouble", [SocketMode.drop, SocketMode.fall_silent])
def test_a_connection_that_died_is_replaced(stage: Stage, trouble: Callable[[SocketMode], None]) -> None:
    """Cut without a close frame, and open but dead: the watchdog's ping is not answered."""
    stage.slack.trouble_connections(trouble)
    # With such short pings a slow machine may be taken for a dead one, too, and be replaced once more.
    wait_until(lambda: stage.figure("drumbeat_socket_mode_reconnects_total") >= 1)
    wait_until(lambda: stage.figure("drumbeat_socket_mode_connections") == 1)
    wait_until(lambda: stage.sam.command("C0SALES", "/touch again") == {"ok": True})
    assert "Logged: again" in stage.reads()


def test_slack_away_for_a_while(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """Each new attempt waits a little longer, and the bot says meanwhile that it is not connected."""
    away = {"method": "apps.connections.open", "status": 500}
    stage.slack.troubles.order({**away, "times": 1000})
    stage.slack.trouble_connections(SocketMode.drop)
    wait_until(lambda: not stage.connection.connected)
    wait_until(lambda: caplog.text.count("connecting to Slack failed: SlackApiError") >= 2)
    stage.slack.troubles.order({**away, "times": 0})
    wait_until(lambda: stage.connection.connected)
    assert stage.sam.command("C0SALES", "/touch again") == {"ok": True}


NONSENSE = [{"cut_short": True}, {"body": "[]"}, {"body": '{"ok": true}'}, {"body": "<html>"}]
"""Half an answer, a list, an answer without an address, a proxy's page."""


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_an_answer_that_makes_no_sense_ends_no_attempt_to_come_back(
    stage: Stage, caplog: pytest.LogCaptureFixture, nonsense: Json
) -> None:
    """One answer cut short while the bot reconnected, and it was deaf until somebody restarted it."""
    stage.slack.troubles.order({"method": "apps.connections.open", "times": 1, **nonsense})
    stage.slack.trouble_connections(SocketMode.drop)
    wait_until(lambda: stage.figure("drumbeat_socket_mode_reconnects_total") == 1)
    wait_until(lambda: stage.sam.command("C0SALES", "/touch again") == {"ok": True})
    assert "connecting to Slack failed" in caplog.text


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_an_answer_that_makes_no_sense_is_no_successful_start(stage: Stage, nonsense: Json) -> None:
    """`drumbeat run` said that it was connected, and heard nothing."""
    stage.slack.troubles.order({"method": "apps.connections.open", "times": 1, **nonsense})
    connection = stage.connect()
    with pytest.raises((OSError, SlackApiError)):
        connection.start()
    connection.stop()


def test_the_same_envelope_twice_is_one_request(stage: Stage) -> None:
    stage.slack.trouble_connections(SocketMode.send_next_twice)
    assert stage.sam.command("C0SALES", "/touch once") == {"ok": True}
    wait_until(lambda: stage.figure("drumbeat_repeated_requests_total") == 1)
    assert stage.heard == ["once"]


def test_the_end_waits_for_the_answers_under_way_and_takes_nothing_new(stage: Stage) -> None:
    """SIGTERM: complaint 24."""
    stage.go_on.clear()
    typing, answers = stage.types_meanwhile("/touch held")
    assert stage.working.wait(PATIENCE_SECONDS)
    stopping = threading.Thread(target=stage.connection.stop)
    stopping.start()
    begun = stage.connection._stopping
    assert begun is not None
    wait_until(begun.is_set)
    late, refused = stage.types_meanwhile("/touch late")
    wait_until(lambda: stage.count_unanswered() == 2)
    stage.go_on.set()
    for each in (typing, stopping, late):
        each.join()
    assert answers == [{"ok": True}]
    assert stage.heard == ["held"]
    assert refused[0]["ok"] is False
    assert not stage.connection.connected


def test_events_nobody_listens_to_are_not_sent_again(stage: Stage) -> None:
    stage.sam.do("open_home", tab="home")
    wait_until(lambda: any("app_home_opened" in each.kind for each in stage.slack.log.after()))
    sent = [each for each in stage.slack.log.after() if "app_home_opened" in each.kind]
    assert [each.error for each in sent] == [None]


def test_a_token_slack_refuses_is_told_at_the_start(stage: Stage) -> None:
    connection = stage.connect("xapp-wrong")
    with pytest.raises(SlackApiError):
        connection.start()
    connection.stop()


def test_nothing_that_was_typed_and_no_address_is_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """The address of a connection is a password for as long as nobody has used it."""
    caplog.set_level(logging.DEBUG, logger="drumbeat")
    stage.sam.command("C0SALES", "/touch the-whispered-thing")
    stage.slack.trouble_connections(SocketMode.drop)
    wait_until(lambda: stage.figure("drumbeat_socket_mode_reconnects_total") == 1)
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("drumbeat")]
    assert ours
    assert "whispered" not in json.dumps(ours)
    assert "ws://" not in json.dumps(ours)
