"""The HTTP door: health, and requests that nobody at Slack has sent. None gets a 500."""

import gzip
import json
import logging
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from bot.playground.dispatch import sign
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.signed import FORM, post, post_signed
from tests.end_to_end.team import Team

COMMAND = urlencode({"command": "/touch", "text": "acme visited store", "team_id": "T1"})


def now() -> str:
    return str(int(time.time()))  # noqa: TID251 (signatures are checked against the real time)


@pytest.fixture
def url(team: Team) -> Iterator[str]:
    assert team.slack.bot_url
    yield team.slack.bot_url
    assert team.touches() == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "junk", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "9" * 40, "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "1.5", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "²", "X-Slack-Signature": "v0=abc"},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": ""},
    ],
    ids=lambda headers: "+".join(headers.values())[:30] or "none",
)
def test_a_request_without_a_sound_signature_gets_401(url: str, headers: dict[str, str]) -> None:
    headers = {name: now() if value == "now" else value for name, value in headers.items()}
    encoded = {name: value.encode("utf-8").decode("latin-1") for name, value in headers.items()}
    status, _ = post(url, COMMAND.encode(), {"Content-Type": FORM, **encoded})
    assert status == 401


def test_a_signature_with_another_secret_or_of_another_day_gets_401(url: str, team: Team) -> None:
    wrong = sign("another secret", now(), COMMAND.encode())
    status, _ = post_signed(team, COMMAND, X_Slack_Signature=wrong)
    assert status == 401
    old = str(int(now()) - 3600)
    status, _ = post_signed(
        team,
        COMMAND,
        X_Slack_Request_Timestamp=old,
        X_Slack_Signature=sign(team.slack.signing_secret, old, COMMAND.encode()),
    )
    assert status == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{not json", "application/json"),
        ("[]", "application/json"),
        ("null", "application/json"),
        ('"text"', "application/json"),
        ("payload=%7Bnot+json", FORM),
        ("payload=%5B%5D", FORM),
        ("payload=null", FORM),
        (b"text=\xff\xfe", FORM),
    ],
)
def test_a_signed_body_that_can_not_be_read_gets_400(
    team: Team, url: str, body: str | bytes, content_type: str
) -> None:
    status, _ = post_signed(team, body, Content_Type=content_type)
    assert status == 400


@pytest.mark.parametrize("body", ["", "payload=%7B%7D", "payload=%7B%22type%22%3A%22block_actions%22%7D"])
def test_a_signed_request_of_no_known_kind_is_no_error_of_ours(team: Team, url: str, body: str) -> None:
    status, _ = post_signed(team, body)
    assert status in {400, 404}


def test_a_huge_body_gets_413(url: str, team: Team) -> None:
    status, _ = post_signed(team, "text=" + "x" * (1024 * 1024 + 1))
    assert status == 413


@pytest.mark.parametrize("path", ["/", "/slack/event", "/slack/events/more", "/metrics/more"])
def test_other_paths_are_not_there(url: str, path: str) -> None:
    parts = urlsplit(url)
    status, _ = post(f"http://{parts.netloc}{path}", b"", {})
    assert status == 404


def test_health(url: str) -> None:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    connection.request("GET", "/healthz")
    response = connection.getresponse()
    assert (response.status, json.loads(response.read())) == (200, {"ok": True})
    connection.request("GET", "/slack/events")
    assert connection.getresponse().status == 405
    connection.close()


def test_bytes_that_are_no_http_get_400(url: str) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as wire:
        wire.sendall(b"\x16\x03\x01 not http at all\r\n\r\n")
        assert b" 400 " in wire.recv(200)


def test_a_compressed_body_is_not_taken_apart(team: Team, url: str) -> None:
    status, _ = post_signed(team, gzip.compress(b"text=" + b"x" * 10_000_000), Content_Encoding="gzip")
    assert status == 400


@pytest.mark.parametrize("door", ["http", "socket"])
def test_no_log_holds_a_token_or_what_a_person_typed(
    open_team: OpenTeam, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything of ours, at every level, while things go well and while they go wrong."""
    caplog.set_level(logging.DEBUG, logger="drumbeat")
    team = open_team(Sam="UTC")
    sam = team.person("Sam")
    team.has_quiet_accounts(sam, "Secretive Ltd")
    sam.said_yes()
    sam.types("/touch secretive told the whispered thing")
    sam.opens_home()
    team.slack_fails("views.open", error="internal_error")
    sam.types("/touch secretive")
    team.slack_fails("views.publish", status=500)
    sam.opens_home()
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("ALTER TABLE touch RENAME TO gone")
    sam.types("/touch secretive told the whispered thing again")
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO touch")
    team.slack_fails("chat.postMessage", error="invalid_auth")
    team.clock_moves_to("2027-02-01T08:30")
    logged = caplog.text.casefold()
    assert "failed" in logged
    for secret in (
        "whispered",
        "secretive",
        team.slack.bot_token,
        team.slack.app_token,
        "the-signing-secret",
    ):
        assert secret.casefold() not in logged
