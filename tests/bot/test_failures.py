"""No exception leaves a listener: the person gets words, the log the place."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.failures import SAY_IN_CONTEXT, NotInstalledError, answered, log_failure
from bot.messenger import SlackMessenger
from bot.parsing.presses import StrangePressError

Json = dict[str, Any]


class Answers:
    """Takes what is acknowledged and what is posted."""

    def __init__(self) -> None:
        self.acknowledged: list[Json] = []
        self.posted: list[Json] = []
        self.url = ""

    def ack(self, **answer: Any) -> None:
        self.acknowledged.append(answer)


@pytest.fixture
def answers() -> Iterator[Answers]:
    taken = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = b'{"ok": true}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Keep the tests quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        taken.url = f"http://127.0.0.1:{server.server_address[1]}/"
        yield taken
        server.shutdown()
        thread.join()


def run(answers: Answers, body: Json, error: Exception, *, ack_first: Json | None = None) -> None:
    @answered
    def listener(ack: Any, body: Json) -> None:
        if ack_first is not None:
            ack(**ack_first)
        raise error

    messenger = SlackMessenger(WebClient(token="xoxb-1", base_url=answers.url, retry_handlers=[]))
    listener(ack=answers.ack, body=body, context={SAY_IN_CONTEXT: messenger.say})


def test_a_command_is_answered_and_its_text_comes_back(answers: Answers) -> None:
    """Complaint 14."""
    run(answers, {"command": "/touch", "text": "acme R&amp;D"}, ValueError())
    (answer,) = answers.acknowledged
    assert answer["response_type"] == "ephemeral"
    assert "You typed: /touch acme R&amp;D" in json.dumps(answer["blocks"])


def test_a_form_that_was_not_saved_stays_below_the_words(answers: Answers) -> None:
    run(answers, {"type": "view_submission"}, ValueError())
    assert [answer["response_action"] for answer in answers.acknowledged] == ["push"]


def test_a_form_that_was_saved_is_not_asked_for_again(answers: Answers) -> None:
    """What fails after the acknowledgement must not make anybody save a touch twice."""
    run(answers, {"type": "view_submission"}, ValueError(), ack_first={})
    assert answers.acknowledged == [{}]


def test_a_search_finds_nothing(answers: Answers) -> None:
    run(answers, {"type": "block_suggestion"}, ValueError())
    assert answers.acknowledged == [{"options": []}]


def test_a_press_is_answered_where_it_was(answers: Answers) -> None:
    run(answers, {"type": "block_actions", "response_url": answers.url}, ValueError())
    assert answers.acknowledged == [{}]
    (said,) = answers.posted
    assert said["response_type"] == "ephemeral"
    assert not said["replace_original"]


def test_a_press_on_home_is_answered_in_the_messages(answers: Answers) -> None:
    run(answers, {"type": "block_actions", "user": {"id": "U1"}}, ValueError())
    (said,) = answers.posted
    assert said["channel"] == "U1"


def test_an_event_is_answered_to_nobody(answers: Answers) -> None:
    """Complaint 11: nothing unprompted."""
    run(answers, {"type": "event_callback", "event": {"user": "U1"}}, ValueError())
    assert answers.acknowledged == [{}]
    assert answers.posted == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("expired_trigger_id", "Please press again."), ("channel_not_found", "went wrong on my side")],
)
def test_a_form_that_came_too_late_is_told_from_a_mistake(answers: Answers, code: str, words: str) -> None:
    run(answers, {"command": "/touch"}, a_refusal(code))
    assert words in answers.acknowledged[0]["text"]


def test_even_saying_sorry_may_fail(answers: Answers, caplog: pytest.LogCaptureFixture) -> None:
    run(answers, {"type": "block_actions", "response_url": "http://127.0.0.1:9/"}, ValueError())
    assert "listener failed: ValueError" in caplog.text
    assert "saying sorry failed: " in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"command": "/touch", "text": "Acme called"},
        {"type": "view_submission"},
        {"type": "block_actions", "response_url": ""},
    ],
)
def test_where_the_bot_is_not_installed_it_says_so(
    answers: Answers, body: Json, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing has failed, and nothing they typed is kept."""
    if "response_url" in body:
        body = {**body, "response_url": answers.url}
    run(answers, body, NotInstalledError())
    said = json.dumps([answers.acknowledged, answers.posted])
    assert "I'm not installed in this workspace" in said
    assert "Acme" not in said
    assert not caplog.records


def test_a_search_where_the_bot_is_not_installed_finds_nothing(answers: Answers) -> None:
    run(answers, {"type": "block_suggestion"}, NotInstalledError())
    assert answers.acknowledged == [{"options": []}]


def test_what_none_of_our_buttons_carries_is_logged_as_a_warning(
    answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    """A button of ours may be refused by mistake, so it should be seen; what came with it is not told."""
    caplog.set_level(logging.WARNING)
    body = {"type": "block_actions", "response_url": answers.url, "actions": [{"value": "visited store"}]}
    run(answers, body, StrangePressError("visited store"))
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "listener: the request carries what none of our buttons and forms does" in record.getMessage()
    assert "visited" not in caplog.text


def test_a_log_has_the_place_and_not_the_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    typed = "visited store"
    try:
        int(f"what a person {typed}")
    except ValueError as error:
        log_failure("a test", error)
    log_failure("Slack", a_refusal("invalid_blocks"))
    assert "a test failed: ValueError" in caplog.text
    assert "test_failures.py" in caplog.text
    assert "what a person visited store" not in caplog.text
    assert "Slack failed: SlackApiError (invalid_blocks)" in caplog.text
    # slack_sdk hands over a page that is no JSON as if it were Slack's word for what is wrong.
    log_failure("A proxy", a_refusal("Received a response in a non-JSON format: Bearer xoxb-1"))
    assert "A proxy failed: SlackApiError\n" in caplog.text
    assert "xoxb" not in caplog.text


def a_refusal(code: str) -> SlackApiError:
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": code},
        headers={},
        status_code=200,
    )
    return SlackApiError("no", response)
