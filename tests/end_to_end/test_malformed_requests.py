"""Requests as nobody at Slack sends them, over a real socket: no 500, no effect, not a word in the log."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import bot.gate
from bot.playground.dispatch import sign
from tests.end_to_end.signed import FORM, post_signed
from tests.end_to_end.team import Team

COMMAND = urlencode(
    {"command": "/touch", "text": "acme visited the-canary", "team_id": "T1", "user_id": "U1"}
)
REFUSALS = {400, 401, 404, 405, 408, 413}


def stamp() -> str:
    return str(int(time.time()))  # noqa: TID251 (signatures are checked against the real time)


def exchange(team: Team, data: bytes, *, then: bytes = b"") -> int:
    """Write bytes to the bot's port and return the status of the first answer; 0 where there is none."""
    parts = urlsplit(team.slack.bot_url or "")
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as wire:
        wire.sendall(data)
        if then:
            time.sleep(0.05)
            wire.sendall(then)
        answer = wire.recv(200)
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def raw(team: Team, body: bytes, *lines: str, signed: bool = True, length: int | None = None) -> bytes:
    """Return a request as bytes; `lines` are more headers, written as they are."""
    now = stamp()
    headers = ["POST /slack/events HTTP/1.1", "Host: bot", f"Content-Type: {FORM}", "Connection: close"]
    if length is not None:
        headers.append(f"Content-Length: {length}")
    if signed:
        signature = sign(team.slack.signing_secret, now, body)
        headers += [f"X-Slack-Request-Timestamp: {now}", f"X-Slack-Signature: {signature}"]
    return "\r\n".join([*headers, *lines, "", ""]).encode("latin-1") + body


@pytest.fixture
def quiet(team: Team, caplog: pytest.LogCaptureFixture) -> Iterator[Team]:
    """Afterwards nothing has happened, and no line of ours tells of it."""
    team.has_account("Acme")
    caplog.set_level(logging.DEBUG, logger="drumbeat")
    before, queue = len(team.calls("chat.postMessage")), team.queue()
    yield team
    assert team.touches() == []
    assert team.queue() == queue
    assert len(team.calls("chat.postMessage")) == before
    # By now `caplog.records` has what the teardown has logged, and nothing else.
    logged = caplog.get_records("call")
    ours = [each.getMessage() for each in logged if each.name.startswith("drumbeat")]
    assert [line for line in ours if "Traceback" in line or "File " in line or "canary" in line] == []


def test_a_body_that_stops_coming_gets_408(quiet: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.gate, "READ_SECONDS", 0.3)
    assert exchange(quiet, raw(quiet, b"command=", length=500)) == 408


def test_a_body_beyond_the_limit_gets_413_also_in_chunks(quiet: Team) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = raw(quiet, b"", "Transfer-Encoding: chunked")
    assert exchange(quiet, head, then=chunk * 17 + b"0\r\n\r\n") == 413


@pytest.mark.parametrize("length", ["3", "-1", "junk", "1e3", "99999999999999999999"])
def test_a_length_that_is_not_true_gets_a_refusal(
    quiet: Team, length: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.gate, "READ_SECONDS", 0.3)
    status = exchange(quiet, raw(quiet, COMMAND.encode(), f"Content-Length: {length}"))
    assert status in REFUSALS


@pytest.mark.parametrize("name", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_a_header_that_comes_twice_gets_401(quiet: Team, name: str) -> None:
    body = COMMAND.encode()
    value = stamp() if "Timestamp" in name else sign(quiet.slack.signing_secret, stamp(), body)
    assert exchange(quiet, raw(quiet, body, f"{name}: {value}", length=len(body))) == 401


@pytest.mark.parametrize(("method", "status"), [("GET", 405), ("PUT", 405), ("DELETE", 405), ("HEAD", 405)])
def test_another_method_gets_405(quiet: Team, method: str, status: int) -> None:
    data = raw(quiet, b"", length=0).replace(b"POST", method.encode(), 1)
    assert exchange(quiet, data) == status


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("[" * 100_000, "application/json", 400),
        ('{"a":' * 100_000, "application/json", 400),
        (f"payload={'%5B' * 50_000}", FORM, 400),
        ('{"a": ' + "9" * 5000 + "}", "application/json", 400),
        (
            '{"type": "event_callback", "team_id": "T1", "event": {"type": "nobody_knows"}}',
            "application/json",
            200,
        ),
        ('{"type": "event_callback", "event": "text"}', "application/json", None),
        ('{"type": "event_callback"}', "application/json", 200),
        ('{"type": "x", "type": "event_callback", "event": {"type": "y"}}', "application/json", 200),
        (urlencode({"command": "/nobody", "team_id": "T1", "user_id": "U1"}), FORM, 404),
        ("payload=" + quote('{"type": "view_submission", "view": {"callback_id": "nobody"}}'), FORM, 404),
        ("payload=" + quote('{"type": "block_actions", "actions": [{"action_id": "nobody"}]}'), FORM, 404),
        ("payload=" + quote('{"type": "block_actions", "actions": "text"}'), FORM, None),
        ("payload=" + quote('{"type": "block_actions", "actions": []}'), FORM, None),
        ("text=hello", FORM, 404),
    ],
    ids=lambda value: str(value)[:40],
)
def test_signed_nonsense(quiet: Team, body: str, content_type: str, status: int | None) -> None:
    """An event nobody listens to is taken, or Slack would send it again and in the end no event at all."""
    found, _ = post_signed(quiet, body, Content_Type=content_type)
    assert found == status if status is not None else found in REFUSALS


@pytest.mark.parametrize("text", ["acme told\0secrets", "acme \ud800 half", "acme " + "x" * 100_000])
def test_text_no_database_takes_is_answered_in_words(team: Team, text: str) -> None:
    sam = team.person("Sam")
    team.has_account("Acme", owner=sam)
    body = {"command": "/touch", "team_id": "T0HARBOUR", "user_id": sam.slack_id, "text": text}
    data = urlencode({**body, "trigger_id": "1.2"}, errors="surrogatepass")
    status, answer = post_signed(team, data)
    assert status == 200
    assert json.loads(answer)["text"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "type",
    "event",
    "actions",
    "view",
    "user",
    "team",
    "team_id",
    "callback_id",
    "event_id",
    "trigger_id",
)
PAYLOADS = st.dictionaries(
    st.sampled_from(FIELDS) | st.text(max_size=8),
    st.sampled_from(("event_callback", "block_actions", "view_submission", "shortcut", "block_suggestion"))
    | JSON,
    max_size=6,
)
BODIES = st.one_of(
    st.binary(max_size=200).map(lambda data: (data, FORM)),
    st.binary(max_size=200).map(lambda data: (data, "application/json")),
    JSON.map(lambda value: (json.dumps(value).encode(), "application/json")),
    PAYLOADS.map(lambda value: (json.dumps(value).encode(), "application/json")),
    PAYLOADS.map(lambda value: (urlencode({"payload": json.dumps(value)}).encode(), FORM)),
    st.dictionaries(st.sampled_from(("command", "text", "payload")), st.text(max_size=8), max_size=3).map(
        lambda value: (urlencode(value, errors="replace").encode(), FORM)
    ),
)


def test_whatever_comes_is_refused(quiet: Team) -> None:
    """Signed or not, with headers turned about: a refusal, or a 200 that changes nothing. Never a 500."""

    @settings(max_examples=250, suppress_health_check=list(HealthCheck))
    @given(
        body=BODIES,
        signed=st.booleans(),
        headers=st.lists(
            st.tuples(
                st.sampled_from(
                    ("X-Slack-Retry-Num", "X-Slack-Signature", "X-Slack-Request-Timestamp", "Cookie")
                ),
                st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=12),
            ),
            max_size=2,
        ),
    )
    @example(body=(b'{"type": "url_verification"}', "application/json"), signed=True, headers=[])
    def send(body: tuple[bytes, str], signed: bool, headers: list[tuple[str, str]]) -> None:
        data, content_type = body
        lines = [f"{name}: {value}" for name, value in headers]
        request = raw(quiet, data, *lines, signed=signed, length=len(data))
        status = exchange(quiet, request.replace(FORM.encode(), content_type.encode(), 1))
        assert status in REFUSALS | {200}
        if not signed:
            assert status in (400, 401)

    send()


def test_refusals_are_counted_by_reason(quiet: Team) -> None:
    exchange(quiet, raw(quiet, b"x", signed=False, length=1))
    post_signed(quiet, "[]", Content_Type="application/json")
    text = quiet.drumbeat.metrics.render().decode()
    for reason in ("unsigned", "unreadable"):
        assert f'drumbeat_refused_requests_total{{reason="{reason}"}} 1.0' in text
